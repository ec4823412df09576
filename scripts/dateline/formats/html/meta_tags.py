"""Metadata in the head of a saved page: JSON-LD first, then OpenGraph and other meta tags.

The headline that readers see (`<h1>`) comes before the one for search engines, unless the page has several.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice

from dateline.formats.html.chunks import Element, PageChunks
from dateline.formats.html.jsonld import PageMetadata, json_ld_metadata
from dateline.formats.language_id import primary_tag
from dateline.formats.metadata_values import by_local_clock, in_zone_of, iso_stamp, later_stamp, person_names
from dateline.lang.lexicon import ordered
from dateline.layout.lines import line_key, tidied
from dateline.layout.urls import is_address

_MOST_TIMES = 200
_HEADLINE_OVERLAP = 0.3
"""The least share of words that an `<h1>` has in common with a headline of the head."""
_LONGEST_SECTION = 3
"""In words."""
_TITLE_BREAK = re.compile(r" {1,2}(?:[|•·»*]|::|[-–—]) {1,2}")
_TAGS = "formats/meta_tags"

Meta = Mapping[str, tuple[str, ...]]


def metadata_of(root: Element, page: PageChunks) -> PageMetadata:
    """Return what the head of a page states, its stamps as ISO 8601 and by the clock of the outlet."""
    scripts = root.iterfind('.//script[@type="application/ld+json"]')
    linked = json_ld_metadata(script.text or "" for script in scripts)
    meta = _meta_of(root)
    title = tidied(" ".join(root.xpath("//title[1]//text()"))[:1000])
    publisher = _publisher_of(linked, meta, title)
    published = _first_stamp(
        linked.published, *_all(meta, ordered(_TAGS, "published")), *_marked_stamps(root, "datePublished")
    )
    updated = _first_stamp(
        linked.updated, *_all(meta, ordered(_TAGS, "modified")), *_marked_stamps(root, "dateModified")
    )
    here = by_local_clock(published, _local_stamps(root))
    descriptions = _all(meta, ("og:description", "description", "twitter:description"))
    return PageMetadata(
        headline=_headline_of(page, _headline_candidates(linked, meta, title), publisher),
        description=linked.description or next(iter(descriptions), None),
        authors=_authors_of(linked, meta),
        publisher=publisher,
        published=here,
        updated=in_zone_of(here, later_stamp(updated, published)),
        url=_url_of(root, meta, linked),
        language=_language_of(root, meta, linked),
        body=linked.body,
    )


def _meta_of(root: Element) -> Meta:
    """Return the meta tags by lower-case name; of tags with `itemprop` only dates (its authors may be a picture's).

    Some pages write `value` for `content`.
    """
    found: dict[str, list[str]] = {}
    for tag in root.iterfind(".//meta"):
        prop = tag.get("itemprop") or ""
        name = tag.get("property") or tag.get("name") or (prop if prop.startswith("date") else "")
        content = tidied((tag.get("content") or tag.get("value") or "")[:5000])
        if name and content:
            found.setdefault(name.lower(), []).append(content)
    return {name: tuple(values) for name, values in found.items()}


def _all(meta: Meta, keys: Iterable[str]) -> list[str]:
    return [value for key in keys for value in meta.get(key, ())]


def _headline_candidates(linked: PageMetadata, meta: Meta, title: str) -> list[str]:
    """Return the headlines that the head gives, the most reliable first; the browser's title last."""
    candidates = [linked.headline, *_all(meta, ("og:title", "twitter:title", "title")), title]
    return [candidate for candidate in candidates if candidate]


def _headline_of(page: PageChunks, candidates: list[str], publisher: str | None) -> str | None:
    """Return the `<h1>` that shares most words with a headline of the head; else the first of these, outlet cut off.

    Where the head has only the browser's title, the first `<h1>` needs no more proof.
    """
    shown = [chunk.text for chunk in page.chunks if chunk.tag == "h1" and "nav" not in chunk.inside]
    best = max(shown, key=lambda text: _overlap(text, candidates), default=None)
    if best and (len(candidates) < 2 or _overlap(best, candidates) >= _HEADLINE_OVERLAP):
        return best
    return without_outlet(candidates[0], publisher) if candidates else None


def _overlap(text: str, candidates: list[str]) -> float:
    """Return the largest share of words that a text has in common with one of the candidates (Jaccard)."""
    words = set(line_key(text).split())
    others = [set(line_key(candidate).split()) for candidate in candidates]
    shares = (len(words & other) / len(words | other) for other in others if other)
    return max(shares, default=0.0) if words else 0.0


def without_outlet(title: str, publisher: str | None) -> str:
    """Return a title without the outlet, and the section before it, at its end: "Bridge opens - Local | The Herald"."""
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
    """Return an outlet's name for comparing: "The Herald" and "herald.example" both give "herald"."""
    key = line_key(name).removeprefix("the ").removeprefix("www.")
    return re.sub(r"\.[a-z]{2,8}(?:\.[a-z]{2})?$", "", key).replace(" ", "")


def _publisher_of(linked: PageMetadata, meta: Meta, title: str) -> str | None:
    """Return the outlet's name, best one that the page's title has too; an address is no name."""
    names = [linked.publisher, *_all(meta, ("og:site_name",))[:1], *_all(meta, ("application-name",))[:1]]
    known = [name for name in names if name and not name.startswith("http")]
    key = line_key(title)
    return next((name for name in known if line_key(name) in key), known[0] if known else None)


def _authors_of(linked: PageMetadata, meta: Meta) -> tuple[str, ...]:
    fields = (linked.authors, *(meta.get(key, ()) for key in ordered(_TAGS, "author")))
    return next(filter(None, map(person_names, fields)), ())


def _first_stamp(*values: str | None) -> str | None:
    return next((stamp for value in values if value and (stamp := iso_stamp(value))), None)


def _marked_stamps(root: Element, name: str) -> Iterator[str]:
    """The values of elements that schema.org's microdata (`itemprop`) mark as a date of the page."""
    for tag in islice(root.iterfind(f".//*[@itemprop='{name}']"), _MOST_TIMES):
        yield tag.get("datetime") or tag.get("content") or "".join(islice(tag.itertext(), 5))[:100]


def _local_stamps(root: Element) -> list[datetime]:
    """Return the stamps of `<time>` elements that have a zone of their own."""
    times = (iso_stamp(tag.get("datetime") or "") for tag in islice(root.iter("time"), _MOST_TIMES))
    stamps = [datetime.fromisoformat(time) for time in times if time and "T" in time]
    return [stamp for stamp in stamps if stamp.utcoffset()]


def _url_of(root: Element, meta: Meta, linked: PageMetadata) -> str | None:
    canonical = root.xpath("//link[@rel='canonical'][1]/@href")
    addresses = [*canonical[:1], *_all(meta, ("og:url", "twitter:url")), linked.url or ""]
    return next((address for raw in addresses if is_address(address := raw.strip())), None)


def _language_of(root: Element, meta: Meta, linked: PageMetadata) -> str | None:
    declared = [linked.language, root.get("lang"), *_all(meta, ("content-language", "og:locale"))]
    return next((tag for value in declared if (tag := primary_tag(value))), None)
