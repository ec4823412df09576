"""What a list says of drafts once, above its lines, so that no line has to repeat it."""

from collections.abc import Iterable
from enum import StrEnum
from itertools import chain

from dateline.site.pages.name_index import BriefingQuote, PublishedBriefing


class Drafts(StrEnum):
    """How many of the briefings on a page are drafts: the lines that differ from the most of them say so."""

    FEW = "few"
    """No more than half: drafts are marked, reviewed briefings are not."""
    MOST = "most"
    """More than half: the list says so once, and marks what is reviewed."""
    ALL = "all"


def drafts_among(briefings: Iterable[PublishedBriefing], quotes: Iterable[BriefingQuote] = ()) -> Drafts:
    """How many of some briefings, and of those that some quotes are from, are drafts."""
    found = [briefing.is_draft for briefing in chain(briefings, (quote.briefing for quote in quotes))]
    drafts = sum(found)
    if drafts * 2 <= len(found):
        return Drafts.FEW
    return Drafts.ALL if drafts == len(found) else Drafts.MOST
