"""Where a build keeps what it gathered, so that the next one gathers only what has changed (docs/decisions/033)."""

from dataclasses import dataclass

from dateline.project.content_store import ContentStore
from dateline.project.files import Project
from dateline.site.briefing_index import NO_STORE
from dateline.site.pages.kept_views import ViewStore
from dateline.site.pages.merged_timelines import KeptMentions, MentionStore
from dateline.site.pages.page import PageFrame
from dateline.timeline import merging
from dateline.timeline.merging import KeptEvent, MergingStores
from dateline.timeline.pairing import Scores


@dataclass(frozen=True, slots=True)
class GatheringStores:
    """The stores of what is gathered; those that keep nothing, where none are given."""

    views: ViewStore = NO_STORE
    mentions: MentionStore = NO_STORE
    merging: MergingStores = merging.NO_STORES


NO_STORES = GatheringStores()


class GatheredBefore:
    """The stores of a project, for one `version` of all that its pages rest on beside the briefings."""

    def __init__(self, project: Project, version: str) -> None:
        self._views = ContentStore(project, "views", version, tuple[PageFrame, ...])
        self._pairs = ContentStore(project, "pairs", version, Scores)
        self._events = ContentStore(project, "events", version, KeptEvent)
        self._mentions = ContentStore(project, "mentions", version, KeptMentions)
        self.stores = GatheringStores(self._views, self._mentions, MergingStores(self._pairs, self._events))

    def save(self) -> None:
        """Keep what this build gathered."""
        for store in (self._views, self._mentions, self._pairs, self._events):
            store.save()
