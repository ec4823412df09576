"""What the pages are made of: names, merged timelines, plans and corrections, each gathered once for all pages."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from dateline.site.briefing_index import NO_STORE, Index
from dateline.site.pages.calendar_feed import Plan, plans_of
from dateline.site.pages.corrections_page import SiteCorrection, site_corrections
from dateline.site.pages.gathering_stores import NO_STORES, GatheringStores
from dateline.site.pages.kept_views import ViewStore
from dateline.site.pages.merged_timelines import MergedLine, mention_keys, mentions_in, timelines_of
from dateline.site.pages.name_index import NameIndex, name_index_of
from dateline.site.pages.page import SiteOptions
from dateline.site.pages.slugs import NameKind

_EVERYTHING = ""


@dataclass(frozen=True)
class SiteData:
    """What the briefings of a site tell."""

    index: NameIndex
    timelines: Mapping[str, tuple[MergedLine, ...]]
    """The merged timeline of each topic by its slug, and that of everything."""
    corrections: tuple[SiteCorrection, ...]
    options: SiteOptions
    views: ViewStore = NO_STORE
    """Where views of the pages are kept."""

    @property
    def lines(self) -> tuple[MergedLine, ...]:
        """The timeline of everything, the oldest first."""
        return self.timelines[_EVERYTHING]

    @cached_property
    def plans(self) -> tuple[Plan, ...]:
        """What is planned for the days after that of the newest briefing, by date."""
        return plans_of(self.lines, self.index.newest)

    @cached_property
    def lines_by_name(self) -> Mapping[tuple[NameKind, str], list[MergedLine]]:
        """The lines of the timeline that name a person, an organisation or a place, by kind and slug."""
        found: dict[tuple[NameKind, str], list[MergedLine]] = defaultdict(list)
        for line in self.lines:
            for kind in (NameKind.PERSON, NameKind.ORGANISATION, NameKind.PLACE):
                for name in line.names[kind]:
                    found[kind, name.slug].append(line)
        return found


def site_data_of(
    index: Index,
    urls: Mapping[str, str],
    options: SiteOptions = SiteOptions(),  # noqa: B008 -- frozen
    stores: GatheringStores = NO_STORES,
) -> SiteData:
    """What the briefings tell that have an address in `urls`; the work grows in step with their number."""
    names = name_index_of(index, urls, options.ending, options.aliases)
    mentions = {briefing.card.path: mentions_in(briefing, stores.mentions) for briefing in names.briefings}
    keys = mention_keys(mentions, names.by_path)
    parts = {_EVERYTHING: list(mentions.values())}
    for slug, topic in names.names[NameKind.TOPIC].items():
        parts[slug] = [mentions[briefing.card.path] for briefing in topic.briefings]
    return SiteData(
        names, timelines_of(parts, keys, stores.merging), site_corrections(index, urls), options, stores.views
    )
