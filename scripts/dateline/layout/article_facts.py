"""What the blocks of a plain text say about the article: authors, outlet, stamps, place."""

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.lang.lexicon import words
from dateline.layout.boilerplate import Trait
from dateline.layout.bylines import (
    authors_among,
    byline_of,
    is_agency,
    is_label,
    is_news_agency,
    names_in,
    outlet_below,
    outlet_in,
)
from dateline.layout.classification import Verdict
from dateline.layout.datelines import cased_place, dateline_of, place_line
from dateline.layout.foot_credits import foot_authors
from dateline.layout.outlet_mentions import PageText, trimmed
from dateline.layout.page_outlet import page_outlet
from dateline.layout.page_regions import PageLayout
from dateline.layout.timestamps import Stamp, StampRole, is_stamp_label, stamps_of
from dateline.model.article import BlockKind

_STAMP_REACH = 40
"""Lines above the headline in which its stamps are looked for."""
_STORY = frozenset(
    {
        BlockKind.HEADLINE,
        BlockKind.DEK,
        BlockKind.PARAGRAPH,
        BlockKind.HEADING,
        BlockKind.DATELINE,
        BlockKind.CAPTION,
        BlockKind.CREDIT,
    }
)
"""What tells of the outlets of others."""
_TOLD = {BlockKind.PARAGRAPH, BlockKind.CAPTION, BlockKind.HEADLINE}
"""What between headline and article is no line about it."""
_HEAD_REACH = 8
"""Lines above the article that are its head where it has no headline."""
_PICTURES = {BlockKind.CAPTION, BlockKind.CREDIT}


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an article beside its text; stamps are ISO 8601."""

    authors: tuple[str, ...] = ()
    publisher: str | None = None
    published: str | None = None
    updated: str | None = None
    location: str | None = None


def facts_of(page: PageLayout, verdicts: tuple[Verdict, ...]) -> Facts:
    """The facts that the classified lines of a page state.

    The outlet is the one that the page tells, else the one that signs, else the agency in the dateline.
    """
    authors, _ = _authorship(page, verdicts)
    published, updated = _days(list(_stamps(page, verdicts)))
    place, _ = _dateline(page, verdicts)
    text = page_text(page, verdicts)
    signing = (text.signing, text.agency, *filter(is_news_agency, text.head))
    publisher = page_outlet(text) or next(filter(None, signing), None)
    return Facts(authors or foot_authors(page, verdicts), publisher, published, updated, place)


def page_text(page: PageLayout, verdicts: tuple[Verdict, ...]) -> PageText:
    """The lines of a page as they tell its outlet."""
    lines = list(zip(page.lines, verdicts, strict=True))
    authors, signed = _authorship(page, verdicts)
    top = max(0, page.first - _HEAD_REACH) if page.headline is None else page.headline + 1
    return PageText(
        around=[line.text for line, verdict in lines if not {verdict.kind, verdict.rest} & _STORY],
        story=[line.text for line, verdict in lines if BlockKind.PARAGRAPH in (verdict.kind, verdict.rest)],
        head=[
            line.text
            for index, (line, verdict) in enumerate(lines[top : page.first], top)
            if not {verdict.kind, verdict.rest} & _TOLD and not _is_of_other_stories(page, index)
        ],
        credits=[line.text for line, verdict in lines if {verdict.kind, verdict.rest} & _PICTURES],
        title="" if page.headline is None else page.lines[page.headline].text,
        authors=page.authors.union(authors),
        signing=_named(signed),
        agency=_dateline(page, verdicts)[1],
    )


def _is_of_other_stories(page: PageLayout, index: int) -> bool:
    """Whether a line is the label of a list of other stories, or one of them: "Related News"."""
    return index in page.links or page.lines[index].has(Trait.LIST)


def _authorship(page: PageLayout, verdicts: tuple[Verdict, ...]) -> tuple[tuple[str, ...], str | None]:
    """The authors of all bylines, and the first outlet that one names.

    A byline with "By" above the headline is that of this article if none stands below it.
    """
    signed: list[tuple[str, ...]] = []
    unsigned: list[tuple[str, ...]] = []
    outlets: list[str | None] = []
    is_labelled = is_below_byline = False
    above = 0
    for index, (line, verdict) in enumerate(zip(page.lines[: page.first], verdicts, strict=False)):
        if index == page.headline:
            above = len(signed)
        is_byline = BlockKind.BYLINE in (verdict.kind, verdict.rest)
        is_labelled = is_label(line.text) or (is_labelled and is_byline)
        if is_byline:
            is_rest = verdict.rest is BlockKind.BYLINE
            text = line.raw[verdict.split :] if is_rest else line.raw[: verdict.split]
            byline = byline_of(line.raw)
            outlets.append((byline.publisher if byline else None) or outlet_in(line.raw))
            names = byline.authors if byline else names_in(text)
            (signed if byline or is_labelled else unsigned).append(names)
        elif is_below_byline:
            outlets.append(outlet_below(line.raw))
        is_below_byline = is_byline
    return authors_among(signed[above:] or signed, unsigned), next(filter(None, outlets), None)


def _named(signed: str | None) -> str | None:
    """The outlet of a byline without "For" before it or a title behind it; its article stays: "The Halmery Courier".

    A word for outlets alone is a name there: "By Ana Ruiz for Courier".
    """
    if signed is None or signed.casefold() in words("layout/outlet_words"):
        return signed
    name = trimmed(signed)
    return signed if name and signed in (f"The {name}", f"THE {name}") else name


def _days(stamps: list[Stamp]) -> tuple[str | None, str | None]:
    """When it was published and updated; a day of publication that is not stated is the day of the update."""
    first = {stamp.role: stamp for stamp in reversed(stamps)}
    published = first.get(StampRole.PUBLISHED) or first.get(StampRole.BARE)
    updated = first.get(StampRole.UPDATED)
    day = published.iso if published else updated.day.isoformat() if updated else None
    return day, updated.iso if updated else None


def _stamps(page: PageLayout, verdicts: tuple[Verdict, ...]) -> Iterator[Stamp]:
    """The stamps of the head, those below the headline first, then those above it from the nearest up."""
    top = page.headline or 0
    for index in (*range(top, page.first), *range(top - 1, max(-1, top - _STAMP_REACH), -1)):
        if {verdicts[index].kind, verdicts[index].rest} & {BlockKind.STAMP, BlockKind.BYLINE}:
            yield from _in_order(stamps_of(_with_label_above(page, index)))
    for index in range(page.first, len(page.lines)):
        if verdicts[index].kind is BlockKind.STAMP:
            yield from (
                stamp for stamp in stamps_of(page.lines[index].raw) if stamp.role is not StampRole.BARE
            )


def _with_label_above(page: PageLayout, index: int) -> str:
    """A line of the head behind the label that stands alone above it: "Updated:"."""
    raw, above = page.lines[index].raw, page.lines[index - 1] if index else None
    return f"{above.text} {raw}" if above and is_stamp_label(above.text) else raw


def _in_order(stamps: tuple[Stamp, ...]) -> tuple[Stamp, ...]:
    """The stamps of a line; of two days without labels the earlier is that of publication: "May 9, 2024May 3, 2024"."""
    is_bare = all(stamp.role is StampRole.BARE for stamp in stamps)
    return tuple(sorted(stamps, key=lambda stamp: stamp.day)) if is_bare else stamps


def _dateline(page: PageLayout, verdicts: tuple[Verdict, ...]) -> tuple[str | None, str | None]:
    """The place and the agency of the first dateline."""
    found = (
        line for line, verdict in zip(page.lines, verdicts, strict=True) if verdict.kind is BlockKind.DATELINE
    )
    line = next(found, None)
    match = dateline_of(line.raw) if line else None
    if match is None:
        return place_line(line.text) if line else None, None
    agency = match["agency"]
    return cased_place(match["place"]), agency if agency and is_agency(agency) else None
