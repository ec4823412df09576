"""What the pages are made of: names, relations, timelines, plans and corrections, each gathered once for all pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from dateline.site.briefing_index import Index
from dateline.site.pages.calendar_feed import Plan, plans_of
from dateline.site.pages.corrections_page import SiteCorrection, site_corrections
from dateline.site.pages.gathering_stores import NO_STORES, GatheringStores
from dateline.site.pages.name_index import NameIndex, name_index_of
from dateline.site.pages.page import SiteOptions
from dateline.site.pages.related_briefings import Relations
from dateline.site.pages.timelines import EVERYTHING, Timeline, Timelines, timelines_in


@dataclass(frozen=True)
class SiteData:
    """What the briefings of a site tell."""

    index: NameIndex
    relations: Relations
    timelines: Timelines
    corrections: tuple[SiteCorrection, ...]
    options: SiteOptions
    stores: GatheringStores = NO_STORES
    """Where what was gathered is kept."""

    @property
    def lines(self) -> Timeline:
        """The timeline of everything, the oldest first."""
        return self.timelines.of_topic(EVERYTHING)

    @cached_property
    def plans(self) -> tuple[Plan, ...]:
        """What is planned for the days after that of the newest briefing, by date."""
        return plans_of(self.timelines.plans, self.index.newest)


def site_data_of(
    index: Index,
    urls: Mapping[str, str],
    options: SiteOptions = SiteOptions(),  # noqa: B008 -- frozen
    stores: GatheringStores = NO_STORES,
    jobs: int | None = 1,
) -> SiteData:
    """What the briefings tell that have an address in `urls`; the work grows in step with their number.

    In as many processes as `jobs`, by default one; None for as many as pay.
    """
    names = name_index_of(index, urls, options.ending, options.aliases)
    relations = Relations(names.briefings, stores.relations, stores.words)
    await_relations = relations.begin(jobs)
    timelines = timelines_in(names, stores.timelines)
    await_relations()
    return SiteData(names, relations, timelines, site_corrections(index, urls), options, stores)
