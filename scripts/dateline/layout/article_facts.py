"""What the blocks of a plain text say about the article: authors, outlet, stamps, place."""

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.lang.lexicon import pattern
from dateline.layout.bylines import (
    byline_of,
    is_agency,
    is_label,
    is_outlet,
    names_in,
    outlet_below,
    outlet_in,
)
from dateline.layout.classification import Verdict
from dateline.layout.datelines import cased_place, dateline_of, place_of
from dateline.layout.page_regions import PageLayout
from dateline.layout.timestamps import Stamp, StampRole, stamps_of
from dateline.model.article import BlockKind

_REPORTERS = pattern("layout/patterns", "reporters")
_COPYRIGHT = pattern("layout/patterns", "copyright")
_COPYRIGHT_BEHIND = pattern("layout/patterns", "copyright_behind")
_COMPANY_FORM = pattern("layout/patterns", "company_form")


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an article beside its text; stamps are ISO 8601."""

    authors: tuple[str, ...] = ()
    publisher: str | None = None
    published: str | None = None
    updated: str | None = None
    location: str | None = None


def facts_of(page: PageLayout, verdicts: tuple[Verdict, ...]) -> Facts:
    """The facts that the classified lines of a page state."""
    authors, publisher = _authorship(page, verdicts)
    published, updated = _days(page, verdicts)
    place, agency = _dateline(page, verdicts)
    return Facts(authors, publisher or agency or _copyright_holder(page), published, updated, place)


def _authorship(page: PageLayout, verdicts: tuple[Verdict, ...]) -> tuple[tuple[str, ...], str | None]:
    """The authors of all bylines, and the first outlet that one names; an outlet's byline yields to a person's."""
    signed: list[tuple[str, ...]] = []
    unsigned: list[tuple[str, ...]] = []
    publisher = None
    is_labelled = is_below_byline = False
    for item, verdict in zip(page.lines[: page.first], verdicts, strict=False):
        is_labelled = is_label(item.text) or (is_labelled and verdict.kind is BlockKind.BYLINE)
        byline = byline_of(item.raw) if verdict.kind is BlockKind.BYLINE else None
        if verdict.kind is BlockKind.BYLINE:
            publisher = publisher or (byline.publisher if byline else None) or outlet_in(item.raw)
        elif is_below_byline:
            publisher = publisher or outlet_below(item.raw)
        is_below_byline = verdict.kind is BlockKind.BYLINE
        names = byline.authors if byline else names_in(item.raw) if verdict.kind is BlockKind.BYLINE else ()
        (signed if byline or is_labelled else unsigned).append(names)
    return _chosen(signed) or _chosen([*signed, *unsigned]) or _any(signed + unsigned) or _reporters(
        page, verdicts
    ), publisher


def _chosen(bylines: list[tuple[str, ...]]) -> tuple[str, ...]:
    """The authors of the bylines that name a person."""
    return _any([names for names in bylines if not all(map(is_outlet, names))])


def _any(bylines: list[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for names in bylines for name in names))


def _reporters(page: PageLayout, verdicts: tuple[Verdict, ...]) -> tuple[str, ...]:
    """Without a byline the reporters that the note at the end names: "Reporting by Ana Ruiz; editing by ..."."""
    for item, verdict in zip(page.lines[page.first :], verdicts[page.first :], strict=True):
        match = _REPORTERS.match(item.text) if verdict.kind is BlockKind.NOTE else None
        names = names_in(match["names"]) if match else ()
        if names:
            return names
    return ()


def _days(page: PageLayout, verdicts: tuple[Verdict, ...]) -> tuple[str | None, str | None]:
    """When it was published and updated; a day of publication that is not stated is the day of the update."""
    found = list(_stamps(page, verdicts))
    published = _first(found, StampRole.PUBLISHED) or _first(found, StampRole.BARE)
    updated = _first(found, StampRole.UPDATED)
    day = published.iso if published else updated.day.isoformat() if updated else None
    return day, updated.iso if updated else None


def _first(stamps: list[Stamp], role: StampRole) -> Stamp | None:
    return next((stamp for stamp in stamps if stamp.role is role), None)


def _stamps(page: PageLayout, verdicts: tuple[Verdict, ...]) -> Iterator[Stamp]:
    """The stamps of the head, those below the headline first, then those above it from the nearest up."""
    top = page.headline or 0
    order = [*range(top, page.first), *range(top - 1, max(-1, top - 40), -1)]
    for index in order:
        if {verdicts[index].kind, verdicts[index].rest} & {BlockKind.STAMP, BlockKind.BYLINE}:
            yield from stamps_of(page.lines[index].raw)
    for index in range(page.first, len(page.lines)):
        if verdicts[index].kind is BlockKind.STAMP:
            yield from (
                stamp for stamp in stamps_of(page.lines[index].raw) if stamp.role is not StampRole.BARE
            )


def _dateline(page: PageLayout, verdicts: tuple[Verdict, ...]) -> tuple[str | None, str | None]:
    """The place and the agency of the first dateline."""
    for item, verdict in zip(page.lines, verdicts, strict=True):
        if verdict.kind is not BlockKind.DATELINE:
            continue
        match = dateline_of(item.raw)
        if match:
            agency = match["agency"]
            return cased_place(match["place"]), agency if agency and is_agency(agency) else None
        return place_of(item.text), None
    return None, None


def _copyright_holder(page: PageLayout) -> str | None:
    """The outlet that the copyright line below the article names."""
    for item in page.lines[page.last : page.last + 60]:
        match = _COPYRIGHT.fullmatch(item.text) or _COPYRIGHT_BEHIND.fullmatch(item.text)
        if match:
            return _COMPANY_FORM.sub("", match["name"]).strip(" .,")
    return None
