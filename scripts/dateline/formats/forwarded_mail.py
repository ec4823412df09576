"""Forwarded messages: the header that a mail program writes above the message that it forwards.

---------- Forwarded message ---------          (Gmail; “Begin forwarded message:” in Apple Mail)
From: Halmery Courier <news@courier.example>
Date: Tue, May 14, 2024 at 8:00 AM               (“Sent:” in Outlook)
Subject: Ferry sinks off Tolm
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parseaddr
from html import unescape

from dateline.lang.lexicon import any_of, pattern, words
from dateline.layout.bylines import is_agency, is_outlet_like, looks_like_name
from dateline.layout.lines import tidied
from dateline.layout.urls import outlet_at

_PREFIX = re.compile(
    rf"(?:(?P<forwarded>{any_of('formats/forward_prefixes')})|{any_of('formats/reply_prefixes')}) ?: *(?=\S)",
    re.I,
)
_FIELD = re.compile(
    r"[>*_ \t]{0,6}(?P<name>From|Date|Sent|Subject|To|Cc|Reply-To)[*_]{0,2}:[*_]{0,2}[ \t]*(?P<value>.*)"
)
_BREAK = re.compile(r"<(?:br|/div|/p|/tr|/li|/h[1-6])\b[^<>]{0,200}>", re.I)
_TAG = re.compile(r"<[^<>]{1,2000}>")
_HEAD = 20_000
_REACH = 200
"""Lines within which the header is looked for."""
_MOST_BLANK = 2
_LONGEST_NAME = 6
_SEPARATOR = pattern("formats/patterns", "forwarding_separator")


@dataclass(frozen=True, slots=True)
class Forwarded:
    """The header of a forwarded message, and where in the text around it the message itself begins."""

    fields: dict[str, str]
    end: int


def without_prefix(subject: str) -> tuple[str, bool]:
    """Return a subject without “Fwd:” and “Re:”, and whether the message was forwarded."""
    is_forwarded = False
    while match := _PREFIX.match(subject):
        is_forwarded = is_forwarded or match["forwarded"] is not None
        subject = subject[match.end() :]
    return subject, is_forwarded


def forwarding_of(text: str) -> Forwarded | None:
    """Find the header of a forwarded message in pasted text: below “Fwd:”, or a mail program's separator."""
    inner = forwarded_in(text[:_HEAD], is_markup=False)
    if inner is None:
        return None
    above = text[: inner.end].split("\n")
    first = next((line.strip() for line in above if line.strip()), "")
    is_marked = without_prefix(first)[1] or any(_SEPARATOR.fullmatch(line.strip("> ")) for line in above)
    return inner if is_marked else None


def forwarded_in(text: str, is_markup: bool) -> Forwarded | None:
    """Find the first header of a forwarded message: a sender and a subject, with a day or an addressee."""
    fields: dict[str, str] = {}
    end = blanks = 0
    for line, after in _lines(text, is_markup):
        match = _FIELD.fullmatch(line)
        if match and match["name"].lower() not in fields:
            fields[match["name"].lower()] = tidied(match["value"].strip("*_ "))
            end, blanks = after, 0
        elif fields and (line.strip() or blanks == _MOST_BLANK):
            if _is_header(fields):
                break
            fields, blanks = {}, 0
        else:
            blanks += bool(fields)
    return Forwarded(fields, end) if _is_header(fields) else None


def _is_header(fields: dict[str, str]) -> bool:
    return {"from", "subject"} <= fields.keys() and not fields.keys().isdisjoint(("date", "sent", "to"))


def _lines(text: str, is_markup: bool) -> Iterator[tuple[str, int]]:
    """Yield the first lines of a text, or of the text of markup, each with the offset behind it."""
    pattern = _BREAK if is_markup else re.compile(r"\n")
    start = 0
    for number, match in enumerate(pattern.finditer(text)):
        if number == _REACH:
            return
        line = text[start : match.start()]
        yield tidied(unescape(_TAG.sub("", line))) if is_markup else line.rstrip("\r"), match.end()
        start = match.end()


def outlet_of_sender(sender: str) -> str | None:
    """Return the outlet that sends a message: its name, unless a person's; else the outlet of its address's host.

    A mailbox that anybody can have (gmail.com) is a person's.
    """
    name, address = parseaddr(sender)
    host = address.rpartition("@")[2].lower()
    if host in words("layout/mail_hosts"):
        return None
    stated = tidied(name) if 0 < len(name.split()) <= _LONGEST_NAME and "@" not in name else None
    if stated and not _is_person(stated, host):
        return stated
    return outlet_at(f"https://{host}") if "@" in address else stated


def _is_person(name: str, host: str) -> bool:
    """Whether a sender's name is a person's: given and family name, or one word that its host does not have."""
    if " " not in name:
        return bool(host) and name.casefold() not in host
    return looks_like_name(name) and not is_outlet_like(name) and not is_agency(name)
