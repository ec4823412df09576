"""Newsletters and saved pages as messages (.eml, .mht): the HTML part of a message, else its plain text.

Attachments and pictures are passed over; nothing that the message points to is fetched.
"""

import email
from dataclasses import replace
from email import policy
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr, parsedate_to_datetime

from dateline.problems import DatelineError
from dateline.reading.addresses import is_address
from dateline.reading.facts import Facts
from dateline.reading.formats import is_page
from dateline.reading.html import read_html
from dateline.reading.html.imprint import persons_of
from dateline.reading.lines import tidied
from dateline.reading.record import Reading
from dateline.reading.text import read_plain


def read_mail(text: str, file: str, title: str | None) -> Reading:
    """Read the text of a message; its subject is the headline, its date the day of publication.

    Raises `DatelineError` for a message without a text.
    """
    message = email.message_from_bytes(text.encode("utf-8", "surrogateescape"), policy=policy.default)
    body = message.get_body(("html", "plain"))
    content = _content_of(body) if body is not None else ""
    if body is None or not content.strip():
        hint = "copy the text from the message into a .txt file"
        raise DatelineError(file, "the message has no text", hint)
    subject = title or _field(message, "subject")
    is_markup = body.get_content_subtype() == "html" or is_page(content, "")
    reading = (read_html if is_markup else read_plain)(content, file, subject)
    return replace(reading, facts=_facts_of(message, reading.facts), url=reading.url or _address_of(body))


def _content_of(part: MIMEPart) -> str:
    """The text of a part, whatever odd bytes or charset it has.

    Where it stands in the message as it is, its characters were decoded with the message, and its charset tells
    nothing any more.
    """
    payload = part.get_payload(decode=True)
    encoding = _field(part, "content-transfer-encoding") or ""
    charset = part.get_content_charset("utf-8") if encoding.lower() in _ENCODED else "utf-8"
    data = payload if isinstance(payload, bytes) else b""
    try:
        content = data.decode(charset, "replace")
    except LookupError:
        content = data.decode("utf-8", "replace")
    return content.replace("\r\n", "\n")


_ENCODED = ("quoted-printable", "base64")


def _field(message: MIMEPart, name: str) -> str | None:
    """A field of the header; None where it is missing or too broken to be read."""
    try:
        return tidied(str(message[name] or "")) or None
    except (ValueError, IndexError, AttributeError):
        return None


def _facts_of(message: EmailMessage, found: Facts) -> Facts:
    """What the text says, completed by the header: the sender stands in for the outlet."""
    sender = parseaddr(_field(message, "from") or "")[0]
    names = persons_of([sender]) if sender else ()
    return replace(
        found,
        publisher=found.publisher or next(iter(names), None),
        published=found.published or _date_of(message),
    )


def _date_of(message: EmailMessage) -> str | None:
    try:
        moment = parsedate_to_datetime(_field(message, "date") or "")
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment.isoformat()


def _address_of(part: MIMEPart) -> str | None:
    """Where a saved page was found (RFC 2557)."""
    location = _field(part, "content-location")
    return location if location and is_address(location) else None
