"""Newsletters and saved pages as messages (.eml, .mht): the HTML part of a message, else its plain text.

Attachments and pictures are passed over; nothing that the message points to is fetched.
"""

import email
from dataclasses import replace
from email import policy
from email.message import EmailMessage, MIMEPart

from dateline.formats.forwarded_mail import Forwarded, forwarded_in, outlet_of_sender, without_prefix
from dateline.formats.html import read_html
from dateline.formats.metadata_values import iso_stamp, mail_stamp
from dateline.formats.parsed_article import ParsedArticle
from dateline.formats.plain_text import read_plain
from dateline.formats.readers import is_page
from dateline.layout.lines import tidied
from dateline.layout.urls import is_address
from dateline.model.problems import DatelineError


def read_mail(text: str, file: str, title: str | None) -> ParsedArticle:
    """Read the text of a message; its subject is the headline, its date the day of publication.

    Of a forwarded message (“Fwd:”) these are the original ones, and what stands above it is left out.

    Raises `DatelineError` for a message without a text.
    """
    message = email.message_from_bytes(text.encode("utf-8", "surrogateescape"), policy=policy.default)
    body = message.get_body(("html", "plain"))
    content = _content_of(body) if body is not None else ""
    if body is None or not content.strip():
        hint = "copy the text from the message into a .txt file"
        raise DatelineError(file, "the message has no text", hint)
    is_markup = body.get_content_subtype() == "html" or is_page(content, "")
    subject, is_forwarded = without_prefix(_field(message, "subject") or "")
    inner = forwarded_in(content, is_markup) if is_forwarded else None
    article = content[inner.end :] if inner else content
    reading = (read_html if is_markup else read_plain)(article, file, title or subject or None)
    # of a message that was forwarded without its header neither is known
    is_known = inner is not None or not is_forwarded
    sender, date = _sender_and_date(message, inner) if is_known else ("", None)
    facts = replace(
        reading.facts,
        publisher=reading.facts.publisher or outlet_of_sender(sender),
        published=reading.facts.published or date,
    )
    return replace(reading, facts=facts, url=reading.url or _url_of(body))


def _sender_and_date(message: EmailMessage, inner: Forwarded | None) -> tuple[str, str | None]:
    """Return the sender and the date of the message, or of the one that it forwards."""
    if inner is None:
        return _field(message, "from") or "", mail_stamp(_field(message, "date") or "")
    return inner.fields["from"], iso_stamp(inner.fields.get("date") or inner.fields.get("sent") or "")


def _content_of(part: MIMEPart) -> str:
    """Return the text of a part, whatever odd bytes or charset it has.

    A part without a transfer encoding was decoded together with the message, so its charset no longer counts.
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


def _url_of(part: MIMEPart) -> str | None:
    """Return where a saved page was found (RFC 2557)."""
    location = _field(part, "content-location")
    return location if location and is_address(location) else None
