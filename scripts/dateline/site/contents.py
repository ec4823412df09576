"""All that a site shows beside its briefings, made from the index in one step."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dateline.briefing.document import Document
from dateline.model.briefing import Card
from dateline.site import briefing_index
from dateline.site.briefing_index import Index
from dateline.site.calendar_feed import Plan, plans_of
from dateline.site.corrections_page import Notice, notices_in
from dateline.site.interface_language import ENGLISH, Language
from dateline.site.pages.all_pages import Following, following_of
from dateline.site.pages.home_page import Home, home_of
from dateline.site.related_briefings import Relations


@dataclass(frozen=True, slots=True)
class Frame:
    """What the pages are made with: the site's address, what addresses end in, the home page's length, the language."""

    site: str = ""
    ending: str = ""
    latest: int = 10
    language: Language = ENGLISH


@dataclass(frozen=True, slots=True)
class Gathered:
    """The pages of topics, names and years, the home page, corrections, plans, and what to read next."""

    following: Following
    home: Home
    notices: tuple[Notice, ...]
    plans: tuple[Plan, ...]
    relations: Relations


def gather(index: Index, urls: Mapping[str, str], frame: Frame = Frame()) -> Gathered:
    """Gather what the briefings tell that have an address in `urls`."""
    following = following_of(index, urls, frame.ending, frame.language)
    plans = plans_of(following.lines, following.register.newest, frame.site)
    return Gathered(
        following,
        home_of(following, plans, frame.latest, frame.ending),
        notices_in(index, urls),
        plans,
        Relations(index, urls),
    )


def gather_alone(document: Document, card: Card, url: str, frame: Frame) -> Gathered:
    """What a site would gather that has but one briefing, read as this document."""
    item = replace(briefing_index.Item(""), document=document, card=card)
    return gather(Index({card.path: item}, (card,)), {card.path: url}, frame)


NOTHING = gather(briefing_index.EMPTY, {})
