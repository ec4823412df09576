"""Values of metadata fields as documents of every format write them: stamps and the names of authors."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from dateline.lang.lexicon import any_of
from dateline.layout.bylines import has_given_name, names_in
from dateline.layout.lines import tidied
from dateline.layout.timestamps import stamps_of

_LONGEST_NAME = 6
"""In words."""
_ISO = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d|\d{8}(?=T))"
    r"(?:[T ]{1,2}(?P<clock>\d\d:?\d\d(?::?\d\d)?)(?:[.,]\d{1,9})? ?(?P<zone>Z|[+-]\d\d:?\d\d)?)?",
    re.I,
)
"""The extended form, and the basic one without hyphens or colons: "20310506T224000Z"."""
_PAIR = re.compile(r"\d\d")
_UNIX = re.compile(r"[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]?\d \d\d:\d\d:\d\d [A-Z]{3,4} \d{4}")
"""The form of the command `date` and of Java: "Tue May 06 22:40:00 EDT 2031"."""
_HOST = re.compile(r"\w\.(?:com|edu|gov|info|int|net|org)\b", re.I)
_INVERTED = re.compile(r"(?P<family>[^\W\d][\w'’-]+), (?P<given>[^\W\d][\w'’-]+(?: [A-Z]\.)?)")
"""A name as libraries write it: "Ruiz, Ana"."""
_AUTHOR_LABEL = re.compile(rf"^(?:{any_of('formats/author_labels')}):? ", re.I)


def iso_stamp(value: str) -> str | None:
    """Return a stamp as ISO 8601, the day alone where the time is midnight, which says nothing; None for no date."""
    bare = value.strip()
    match = _ISO.match(bare)
    if match is None:
        found = stamps_of(value)
        return found[0].iso if found else mail_stamp(bare) if _UNIX.fullmatch(bare) else None
    digits = match["day"].replace("-", "")
    day = f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
    clock = ":".join(_PAIR.findall(match["clock"] or "0000"))
    zone = (match["zone"] or "").upper().replace("Z", "+00:00") if match["clock"] else ""
    try:
        stamp = datetime.fromisoformat(f"{day}T{clock}{zone}")
    except ValueError:
        return None
    return day if clock in ("00:00", "00:00:00") else stamp.isoformat()


def mail_stamp(value: str) -> str | None:
    """Return a stamp of a mail's header or of RSS (RFC 5322) as ISO 8601; None for no date."""
    try:
        return parsedate_to_datetime(value).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def later_stamp(stamp: str | None, than: str | None) -> str | None:
    """Return the stamp if it is after another; a zone that one of them lacks is left out of account."""
    if stamp is None or than is None:
        return None
    first, second = datetime.fromisoformat(than), datetime.fromisoformat(stamp)
    if bool(first.tzinfo) != bool(second.tzinfo):
        first, second = first.replace(tzinfo=None), second.replace(tzinfo=None)
    return stamp if first < second else None


def by_local_clock(stamp: str | None, local: Iterable[datetime]) -> str | None:
    """Return a stamp in UTC by the outlet's own clock, where the page has the same moment with its zone too.

    "Tuesday" in the text is the outlet's Tuesday.
    """
    if stamp is None or not stamp.endswith("+00:00"):
        return stamp
    moment = datetime.fromisoformat(stamp)
    same = (other for other in local if abs(other - moment) < timedelta(minutes=1))
    return next((moment.astimezone(other.tzinfo).isoformat() for other in same), stamp)


def in_zone_of(model: str | None, stamp: str | None) -> str | None:
    """Return a stamp in UTC by the clock of another that has a zone."""
    zone = datetime.fromisoformat(model).tzinfo if model and "T" in model else None
    if stamp is None or zone is None or not stamp.endswith("+00:00"):
        return stamp
    return datetime.fromisoformat(stamp).astimezone(zone).isoformat()


def person_names(fields: Iterable[str]) -> tuple[str, ...]:
    """Return the authors in fields, each of which may hold several, a role, or no name at all but an address."""
    return tuple(dict.fromkeys(name for field in fields for name in _names_of(field)))


def _names_of(field: str) -> Iterator[str]:
    text = _AUTHOR_LABEL.sub("", tidied(field[:500]))
    if not text or "http" in text or "@" in text or "/" in text[:1] or _HOST.search(text):
        return
    inverted = _INVERTED.fullmatch(text)
    if inverted and has_given_name(inverted["given"]):
        text = f"{inverted['given']} {inverted['family']}"
    found = names_in(text)
    if found:
        yield from found
    elif len(text.split()) <= _LONGEST_NAME:
        yield text
