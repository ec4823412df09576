"""Where a build keeps what it gathered, so that the next one gathers only what has changed (docs/decisions/033)."""

from dataclasses import dataclass
from typing import Protocol

from dateline.project.content_store import ContentStore
from dateline.project.files import Project
from dateline.site.briefing_index import NO_STORE
from dateline.site.pages.chart import DrawingStore
from dateline.site.pages.kept_views import ViewStore
from dateline.site.pages.merged_timelines import KeptMentions
from dateline.site.pages.page import PageFrame
from dateline.site.pages.related_briefings import RelationStore, Words, WordStore
from dateline.site.pages.timeline_front import FrontStore, KeptFront
from dateline.site.pages.timelines import NO_TIMELINES, KeptTimelines, TimelineStores
from dateline.timeline.merging import KeptEvent, MergingStores
from dateline.timeline.pairing import Scores


class LinkStore(Protocol):
    """Where it is kept, by the SHA-256 of the text, whether a briefing may have links."""

    def get(self, key: str, /) -> bool | None:
        """Whether it may have any."""

    def put(self, key: str, value: bool, /) -> None:
        """Keep whether it may have any."""


@dataclass(frozen=True, slots=True)
class GatheringStores:
    """The stores of what is gathered; those that keep nothing, where none are given."""

    views: ViewStore = NO_STORE
    timelines: TimelineStores = NO_TIMELINES
    fronts: FrontStore = NO_STORE
    relations: RelationStore = NO_STORE
    words: WordStore = NO_STORE
    drawings: DrawingStore = NO_STORE
    links: LinkStore = NO_STORE


_SPARE_DRAWINGS = 256
"""How many charts of pages that stay as they are each of the sixteen files keeps, at some 1.5 KB."""

NO_STORES = GatheringStores()


class GatheredBefore:
    """The stores of a project, for one `version` of all that its pages rest on beside the briefings."""

    def __init__(self, project: Project, version: str) -> None:
        views = ContentStore(project, "views", version, tuple[PageFrame, ...])
        told = ContentStore(project, "told", version, str)
        timelines = ContentStore(project, "timelines", version, KeptTimelines)
        fronts = ContentStore(project, "fronts", version, KeptFront)
        words = ContentStore(project, "words", version, Words)
        drawings = ContentStore(project, "drawings", version, str)
        pairs = ContentStore(project, "pairs", version, Scores)
        events = ContentStore(project, "events", version, KeptEvent)
        mentions = ContentStore(project, "mentions", version, KeptMentions)
        self._links = ContentStore(project, "links", version, bool)
        self._relations = ContentStore(project, "relations", version, str)
        merged = TimelineStores(mentions, MergingStores(pairs, events), told, timelines)
        self.stores = GatheringStores(views, merged, fronts, self._relations, words, drawings, self._links)
        self._gathered = views, told, timelines, fronts, words
        self._drawings = drawings
        self._merging = pairs, events, mentions

    def save(self) -> None:
        """Keep what this build gathered; where it merged nothing, what merging needs stays as it is."""
        for store in (*self._gathered, *(self._merging if self._merging[0].is_used else ())):
            store.save()
        self._drawings.save(_SPARE_DRAWINGS)

    def save_keys(self) -> None:
        """Keep what the keys of pages are made of, once they are told."""
        self._relations.save()
        self._links.save()
