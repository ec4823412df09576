"""The day that a running story is at, for events whose sentence gives none.

News tells one event and comes back to it: what has no time of its own happens on the day last stated in its
paragraph, else on the day of the lead.  What only dates a report, steps back ("had resigned") or looks ahead does
not move the story.
"""

from collections.abc import Sequence

from dateline.extract.events.factuality import status_of
from dateline.extract.events.time_anchors import Anchor, Dating, is_pluperfect, is_subordinate
from dateline.extract.parsed_passages import Passage
from dateline.model import edtf
from dateline.model.annotations import DateBasis, Status
from dateline.model.article import BlockKind

_LEAD = 4
"""Paragraphs among which the day of the news is looked for."""

_RECENT = 45
"""Days before publication within which a date of the lead is the day of the news; an older one is background."""


def lead_of(
    passages: Sequence[Passage], anchors: Sequence[Sequence[Anchor]], published: str | None
) -> Dating | None:
    """The day of the news: the first recent day in the opening paragraphs, else the day of publication."""
    opening = [k for k, passage in enumerate(passages) if passage.kind is BlockKind.PARAGRAPH][:_LEAD]
    stated = [anchor for k in opening for anchor in anchors[k] if _is_news(anchor, published)]
    # "…, police said on Monday" is the next best: the news is at most as young as the report.
    for anchor in sorted(stated, key=lambda anchor: (is_subordinate(anchor.head), anchor.is_report)):
        return Dating(anchor.date, DateBasis.INHERITED, anchor.span)
    return Dating(published, DateBasis.PUBLICATION) if published else None


def _is_news(anchor: Anchor, published: str | None) -> bool:
    parsed = edtf.parse(anchor.date)
    if parsed.precision != "day":
        return False
    if published is None:  # nothing tells what is to come but the way it is told: "will meet on May 17, 2024"
        return anchor.governor is None or status_of(anchor.governor) is Status.HAPPENED
    age = (edtf.parse(published).earliest - parsed.earliest).days
    return 0 <= age <= _RECENT


_REACH = 20
"""Time expressions looked back over in a paragraph."""


def running_of(anchors: Sequence[Anchor], published: str | None) -> Dating | None:
    """The last of the dates before a sentence in its paragraph (`anchors`) that moved the story."""
    for anchor in reversed(anchors[-_REACH:]):
        if _carries(anchor, published):
            return Dating(anchor.date, DateBasis.INHERITED, anchor.span)
    return None


def _carries(anchor: Anchor, published: str | None) -> bool:
    parsed = edtf.parse(anchor.date)
    if anchor.is_report or parsed.precision not in ("day", "month", "year"):
        return False
    if published is not None and parsed.earliest > edtf.parse(published).latest:
        return False
    governor = anchor.governor
    if governor is None:
        return True
    return not is_pluperfect(governor) and governor.dep_ not in ("relcl", "acl") and not _is_label(anchor)


def _is_label(anchor: Anchor) -> bool:
    """Whether the time only tells which one is meant: "said that the March 3 deal is void"."""
    return anchor.head.dep_ in ("compound", "nmod", "amod", "nummod") and anchor.governor == anchor.head.head
