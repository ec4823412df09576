"""What a saved page says of its article in its head: JSON-LD first, then OpenGraph and other meta tags.

The headline that readers see (`<h1>`) comes before the one for search engines, unless the page has several.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from dateline.formats.html.chunks import Document, Element
from dateline.formats.html.jsonld import Linked, linked_of
from dateline.formats.language_id import primary_tag
from dateline.lang.lexicon import ordered
from dateline.layout.bylines import names_in
from dateline.layout.lines import line_key, tidied
from dateline.layout.timestamps import stamps_of
from dateline.layout.urls import is_address

_MOST_TIMES = 200
_ENOUGH = 0.3
"""The share of words that a headline has in common with what the head of the page claims."""
_LONGEST_SECTION = 3
_LONGEST_NAME = 6
"""In words."""
_TITLE_BREAK = re.compile(r" {1,2}(?:[|•·»*]|::|[-–—]) {1,2}")
_ISO = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)"
    r"(?:[T ]{1,2}(?P<clock>\d\d:\d\d(?::\d\d)?)(?:[.,]\d{1,9})? ?(?P<zone>Z|[+-]\d\d:?\d\d)?)?",
    re.I,
)
_TAGS = "formats/meta_tags"


@dataclass(frozen=True, slots=True)
class Imprint:
    """What the head of a page states; stamps are ISO 8601."""

    headline: str | None = None
    description: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    published: str | None = None
    updated: str | None = None
    url: str | None = None
    language: str | None = None
    body: str = ""
    """The text of the article as JSON-LD holds it; mostly empty or cut short."""


Meta = Mapping[str, tuple[str, ...]]


def imprint_of(root: Element, document: Document) -> Imprint:
    """The imprint of a page."""
    linked = linked_of(
        script.text or "" for script in root.iterfind('.//script[@type="application/ld+json"]')
    )
    meta = _meta_of(root)
    title = tidied(" ".join(root.xpath("//title[1]//text()"))[:1000])
    publisher = _publisher_of(linked, meta, title)
    published = _stamp_of(linked.published, *_all(meta, ordered(_TAGS, "published")))
    updated = _stamp_of(linked.modified, *_all(meta, ordered(_TAGS, "modified")))
    here = _localised(published, _local_stamps(root))
    return Imprint(
        headline=_headline_of(document, _claims(linked, meta, title), publisher),
        description=linked.description
        or _first(meta, ("og:description", "description", "twitter:description")),
        authors=_authors_of(linked, meta),
        publisher=publisher,
        published=here,
        updated=_in_zone_of(here, updated) if is_later(updated, published) else None,
        url=_url_of(root, meta, linked),
        language=_language_of(root, meta, linked),
        body=linked.body,
    )


def _meta_of(root: Element) -> Meta:
    """The meta tags by their lower-case names; of tags with `itemprop` only the dates (authors are of pictures too)."""
    found: dict[str, list[str]] = {}
    for tag in root.iterfind(".//meta"):
        prop = tag.get("itemprop") or ""
        name = tag.get("property") or tag.get("name") or (prop if prop.startswith("date") else "")
        content = tidied((tag.get("content") or "")[:5000])
        if name and content:
            found.setdefault(name.lower(), []).append(content)
    return {name: tuple(values) for name, values in found.items()}


def _first(meta: Meta, keys: Iterable[str]) -> str | None:
    return next((meta[key][0] for key in keys if key in meta), None)


def _all(meta: Meta, keys: Iterable[str]) -> list[str]:
    return [value for key in keys for value in meta.get(key, ())]


# --- headline and outlet ---------------------------------------------------------------------------------


def _claims(linked: Linked, meta: Meta, title: str) -> list[str]:
    """What the head gives as the headline, the most telling first; the browser's title last."""
    claims = [linked.headline, *_all(meta, ("og:title", "twitter:title", "title")), title]
    return [claim for claim in claims if claim]


def _headline_of(document: Document, claims: list[str], publisher: str | None) -> str | None:
    """The `<h1>` that shares most words with what the head claims; without one the first claim, outlet cut off.

    Where the head has only the browser's title, the first `<h1>` needs no more proof.
    """
    heads = [chunk.text for chunk in document.chunks if chunk.tag == "h1" and "nav" not in chunk.inside]
    best = max(heads, key=lambda text: _agreement(text, claims), default=None)
    if best and (_agreement(best, claims) >= _ENOUGH or len(claims) < 2):
        return best
    return without_outlet(claims[0], publisher) if claims else None


def _agreement(text: str, claims: list[str]) -> float:
    """The largest share of words that a text has in common with one of the claims (Jaccard)."""
    words = set(line_key(text).split())
    shares = (
        len(words & other) / len(words | other) for claim in claims if (other := set(line_key(claim).split()))
    )
    return max(shares, default=0.0) if words else 0.0


def without_outlet(title: str, publisher: str | None) -> str:
    """A title without the outlet at its end, and without a section before that: "Bridge opens - Local | The Herald"."""
    outlet = outlet_key(publisher or "")
    marks = list(_TITLE_BREAK.finditer(title))
    ends = [*(mark.start() for mark in marks[1:]), len(title)]
    for mark, end in zip(marks, ends, strict=False):
        part, rest = title[mark.end() : end], _TITLE_BREAK.split(title[mark.end() :])
        is_section = len(part.split()) <= _LONGEST_SECTION and part[:1].isupper() and len(rest) > 1
        if outlet and (outlet_key(part) == outlet or (is_section and outlet_key(rest[1]) == outlet)):
            return title[: mark.start()].strip()
    return title


def outlet_key(name: str) -> str:
    """An outlet's name for comparing: "The Herald" and "herald.example" differ from "herald" in nothing."""
    key = line_key(name).removeprefix("the ").removeprefix("www.")
    return re.sub(r"\.[a-z]{2,8}(?:\.[a-z]{2})?$", "", key).replace(" ", "")


def _publisher_of(linked: Linked, meta: Meta, title: str) -> str | None:
    """The outlet's name, best as the page's title has it too; a name that is an address only where nothing else is."""
    names = [linked.publisher, _first(meta, ("og:site_name",)), _first(meta, ("application-name",))]
    known = [name for name in names if name and not name.startswith("http")]
    key = line_key(title)
    return next((name for name in known if line_key(name) in key), known[0] if known else None)


# --- authors ---------------------------------------------------------------------------------------------


def _authors_of(linked: Linked, meta: Meta) -> tuple[str, ...]:
    found = persons_of(linked.authors)
    return found or next(
        (names for key in ordered(_TAGS, "author") if (names := persons_of(meta.get(key, ())))), ()
    )


def persons_of(names: Iterable[str]) -> tuple[str, ...]:
    """Authors from a page's fields, each of which may hold several, a role, or no name at all but an address."""
    return tuple(dict.fromkeys(name for field in names for name in _split(field)))


def _split(field: str) -> Iterator[str]:
    text = re.sub(r"^(?:by|author):? ", "", tidied(field[:500]), flags=re.I)
    if not text or "http" in text or "@" in text or "/" in text[:1] or ".com" in text:
        return
    found = names_in(text)
    if found:
        yield from found
    elif len(text.split()) <= _LONGEST_NAME:
        yield text


# --- dates -----------------------------------------------------------------------------------------------


def _stamp_of(*values: str | None) -> str | None:
    return next((stamp for value in values if value and (stamp := iso_of(value))), None)


def iso_of(value: str) -> str | None:
    """A stamp as ISO 8601, the day alone where the time says nothing (midnight); None for what is no date."""
    match = _ISO.match(value.strip())
    if match is None:
        found = stamps_of(value)
        return found[0].iso if found else None
    clock = match["clock"] or "00:00"
    zone = (match["zone"] or "").upper().replace("Z", "+00:00") if match["clock"] else ""
    try:
        stamp = datetime.fromisoformat(f"{match['day']}T{clock}{zone}")
    except ValueError:
        return None
    return match["day"] if clock in ("00:00", "00:00:00") else stamp.isoformat()


def _local_stamps(root: Element) -> list[datetime]:
    """The stamps of `<time>` elements that have a zone of their own."""
    times = (iso_of(tag.get("datetime") or "") for tag in islice(root.iter("time"), _MOST_TIMES))
    stamps = [datetime.fromisoformat(time) for time in times if time and "T" in time]
    return [stamp for stamp in stamps if stamp.utcoffset()]


def _localised(stamp: str | None, local: list[datetime]) -> str | None:
    """The same moment by the outlet's own clock, where a stamp in UTC stands on the page with its zone too.

    "Tuesday" in the text is the outlet's Tuesday.
    """
    if stamp is None or not stamp.endswith("+00:00"):
        return stamp
    moment = datetime.fromisoformat(stamp)
    same = (other for other in local if abs(other - moment) < timedelta(minutes=1))
    return next((moment.astimezone(other.tzinfo).isoformat() for other in same), stamp)


def _in_zone_of(model: str | None, stamp: str | None) -> str | None:
    """A stamp in UTC by the clock of another that has a zone."""
    zone = datetime.fromisoformat(model).tzinfo if model and "T" in model else None
    if stamp is None or zone is None or not stamp.endswith("+00:00"):
        return stamp
    return datetime.fromisoformat(stamp).astimezone(zone).isoformat()


def is_later(stamp: str | None, than: str | None) -> bool:
    """Whether one stamp is after another; a zone that one of them lacks is left out of account."""
    if stamp is None or than is None:
        return stamp is not None
    first, second = datetime.fromisoformat(than), datetime.fromisoformat(stamp)
    if bool(first.tzinfo) != bool(second.tzinfo):
        first, second = first.replace(tzinfo=None), second.replace(tzinfo=None)
    return first < second


# --- address and language --------------------------------------------------------------------------------


def _url_of(root: Element, meta: Meta, linked: Linked) -> str | None:
    canonical = root.xpath("//link[@rel='canonical'][1]/@href")
    addresses = [*canonical[:1], *_all(meta, ("og:url", "twitter:url")), linked.url or ""]
    return next((address for raw in addresses if is_address(address := raw.strip())), None)


def _language_of(root: Element, meta: Meta, linked: Linked) -> str | None:
    declared = [linked.language, root.get("lang"), *_all(meta, ("content-language", "og:locale"))]
    return next((tag for value in declared if (tag := primary_tag(value))), None)
