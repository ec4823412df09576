"""Addresses: the one that a pasted text gives as its own, and the outlet that an address tells."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from urllib.parse import urlsplit

from dateline.lang.lexicon import lines, pattern, words
from dateline.layout.bylines import title_case

_ARCHIVED = re.compile(r"https?://web\.archive\.org/web/\d{4,14}[a-z_]{0,3}/(?P<address>https?://.+)")
_ALONE = re.compile(
    rf"(?P<label>{pattern('layout/patterns', 'address_label').pattern})?"
    r"<?(?P<address>https?://[^\s<>]{1,2000}?)[>.,;]{0,2}",
    re.I,
)
"""A line that is an address and nothing else, or what it is to the article: "Source: https://…"."""
_OUTLETS = dict(line.split(" ", 1) for line in lines("layout/outlets_by_host"))
_DAY = re.compile(r"/(?P<year>(?:19|20)\d\d)(?P<sep>[/-])(?P<month>[01]?\d)(?P=sep)(?P<day>[0-3]?\d)(?=/|$)")
"""Parts of a path of their own: the day in "election-2024-11-05" may be that of the event."""
_HOST = re.compile(r"[^\W_][\w-]*(?:\.[\w-]+)+")
_NUMBER = re.compile(r"[\d.]+")


def is_address(text: str) -> bool:
    """Whether a text is a whole address on the web."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and not any(map(str.isspace, text))


def address_among(head: Sequence[str], tail: Sequence[str]) -> str | None:
    """The address that an article gives as its own, in a line above its body or below it.

    Below the body an address without a label is the article's only where it closes the text: a page links to others.
    """
    found = [match["address"] for text in head if (match := _ALONE.fullmatch(text))]
    below = [match for text in tail if (match := _ALONE.fullmatch(text))]
    found += [match["address"] for match in below if match["label"]]
    found += [match["address"] for match in below if match[0] == tail[-1]]
    return next((address for address in found if is_address(address) and _outlets_host(address)), None)


def day_in_address(address: str) -> str | None:
    """The day that the path of an address gives as that of publication: ".../2024/05/03/ferry" -> "2024-05-03"."""
    if not is_address(address):
        return None
    match = _DAY.search(urlsplit(address).path)
    try:
        return date(*map(int, match.group("year", "month", "day"))).isoformat() if match else None
    except ValueError:
        return None


def is_only_addresses(texts: Iterable[str]) -> bool:
    """Whether each of some lines is an address and nothing else."""
    return all(map(_ALONE.fullmatch, texts))


def outlet_at(address: str) -> str | None:
    """The outlet that an address tells: its name where the host is known, else the registered domain.

    None for an address that tells none: a number, one of a network or of an archive, which carry what others publish.
    """
    host = _outlets_host(address)
    if host is None:
        return None
    named = (_OUTLETS[name] for name in _upward(host) if name in _OUTLETS)
    return next(named, None) or _registered(host)


def spelled(outlet: str) -> str:
    """An outlet's name as it is usually written, where a line has it in capitals, or as the host of its pages."""
    host = outlet.casefold()
    if "." in host and host in _OUTLETS:
        return _OUTLETS[host]
    if not outlet.isupper():
        return outlet
    known = {name.casefold(): name for name in sorted(words("layout/agencies") | words("layout/outlets"))}
    return known.get(host) or (title_case(outlet) if " " in outlet else outlet)


def _outlets_host(address: str) -> str | None:
    """The host of an address, of an archived page the original one; None for one that tells no outlet."""
    archived = _ARCHIVED.match(address)
    try:
        host = urlsplit(archived["address"] if archived else address).hostname or ""
    except ValueError:
        return None
    if not _HOST.fullmatch(host) or _NUMBER.fullmatch(host):
        return None
    carriers = words("layout/carrier_hosts")
    return None if any(name in carriers for name in _upward(host)) else host


def _upward(host: str) -> list[str]:
    """A host and the domains above it: edition.cnn.com, cnn.com, com."""
    labels = host.split(".")
    return [".".join(labels[first:]) for first in range(len(labels))]


def _registered(host: str) -> str:
    """The domain that somebody registered, by the Public Suffix List; the host where the list does not know its end."""
    from tld import get_fld  # reads its list when it is first asked

    domain = get_fld(f"https://{host}", fail_silently=True, search_private=True)
    return domain or host.removeprefix("www.")
