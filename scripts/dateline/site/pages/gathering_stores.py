"""Where a build keeps what it gathered, so that the next one gathers only what has changed (docs/decisions/033)."""

from dataclasses import dataclass

from dateline.project.content_store import ContentStore
from dateline.project.files import Project
from dateline.site.briefing_index import NO_STORE
from dateline.site.pages.kept_views import ViewStore
from dateline.site.pages.merged_timelines import KeptMentions
from dateline.site.pages.page import PageFrame
from dateline.site.pages.related_briefings import RelationStore
from dateline.site.pages.timeline_front import FrontStore, KeptFront
from dateline.site.pages.timelines import NO_TIMELINES, KeptTimelines, TimelineStores
from dateline.timeline.merging import KeptEvent, MergingStores
from dateline.timeline.pairing import Scores


@dataclass(frozen=True, slots=True)
class GatheringStores:
    """The stores of what is gathered; those that keep nothing, where none are given."""

    views: ViewStore = NO_STORE
    timelines: TimelineStores = NO_TIMELINES
    fronts: FrontStore = NO_STORE
    relations: RelationStore = NO_STORE


NO_STORES = GatheringStores()


class GatheredBefore:
    """The stores of a project, for one `version` of all that its pages rest on beside the briefings."""

    def __init__(self, project: Project, version: str) -> None:
        self._views = ContentStore(project, "views", version, tuple[PageFrame, ...])
        self._told = ContentStore(project, "told", version, str)
        self._timelines = ContentStore(project, "timelines", version, KeptTimelines)
        self._fronts = ContentStore(project, "fronts", version, KeptFront)
        self._relations = ContentStore(project, "relations", version, str)
        self._pairs = ContentStore(project, "pairs", version, Scores)
        self._events = ContentStore(project, "events", version, KeptEvent)
        self._mentions = ContentStore(project, "mentions", version, KeptMentions)
        merging = MergingStores(self._pairs, self._events)
        timelines = TimelineStores(self._mentions, merging, self._told, self._timelines)
        self.stores = GatheringStores(self._views, timelines, self._fronts, self._relations)

    def save(self) -> None:
        """Keep what this build gathered; where it merged nothing, what merging needs stays as it is."""
        merging = (self._pairs, self._events, self._mentions) if self._pairs.is_used else ()
        for store in (self._views, self._told, self._timelines, self._fronts, *merging):
            store.save()

    def save_relations(self) -> None:
        """Keep what this build told of briefings that are related, once the keys of their pages are known."""
        self._relations.save()
