"""Where a build keeps what it gathered, so that the next one gathers only what has changed (docs/decisions/033)."""

from dataclasses import dataclass

from dateline.model.stores import NO_STORE, Store
from dateline.project.content_store import ContentStore
from dateline.project.files import Project
from dateline.site.pages.merged_timelines import KeptMentions
from dateline.site.pages.page import PageFrame
from dateline.site.pages.related_briefings import Words
from dateline.site.pages.timeline_front import KeptFront
from dateline.site.pages.timelines import NO_TIMELINES, KeptTimelines, TimelineStores
from dateline.timeline.merging import KeptEvent, MergingStores
from dateline.timeline.pairing import Scores


@dataclass(frozen=True, slots=True)
class GatheringStores:
    """The stores of what is gathered; those that keep nothing, where none are given."""

    views: Store[tuple[PageFrame, ...]] = NO_STORE
    """The frames of views that are made together, by what they are made of."""
    timelines: TimelineStores = NO_TIMELINES
    fronts: Store[KeptFront] = NO_STORE
    """What the first page of the timeline shows, by what it is made of."""
    relations: Store[str] = NO_STORE
    """The keys of what is related to a briefing, by all that these rest on."""
    words: Store[Words] = NO_STORE
    """The words of a briefing, by its key."""
    drawings: Store[str] = NO_STORE
    """The pictures of charts, by what they show."""
    links: Store[bool] = NO_STORE
    """Whether a briefing may have links, by the SHA-256 of its file."""


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
        words = ContentStore(project, "words", version, Words, packed=True)
        drawings = ContentStore(project, "drawings", version, str)
        pairs = ContentStore(project, "pairs", version, Scores)
        events = ContentStore(project, "events", version, KeptEvent)
        mentions = ContentStore(project, "mentions", version, KeptMentions, packed=True)
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
