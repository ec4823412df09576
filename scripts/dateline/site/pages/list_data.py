"""What a list of briefings says of itself to machines: a sentence, and structured data."""

from collections.abc import Iterable
from itertools import chain

from dateline.site.interface_language import Language
from dateline.site.pages.home_page import HomePage
from dateline.site.pages.name_index import PublishedBriefing
from dateline.site.pages.page import SiteOptions, View
from dateline.site.pages.slugs import NameKind
from dateline.site.pages.structured_data import Link, Thing, breadcrumbs_of, collection_page_of, graph_of
from dateline.site.pages.subject_pages import SubjectPage


def description_of(view: View, options: SiteOptions) -> str:
    """A sentence on a page that is made from briefings; "" for the home page, which has that of the site."""
    language, shown = options.language, view.shown
    if not view.path:
        return ""
    if not isinstance(shown, SubjectPage):
        return language.gettext("%(title)s in the briefings of %(site)s", title=view.title, site=options.name)
    told = ", ".join(_counts_of(shown, language))
    return language.gettext("%(title)s: %(counts)s", title=view.title, counts=told) if told else view.title


def _counts_of(shown: SubjectPage, language: Language) -> Iterable[str]:
    if count := shown.briefing_count:
        yield language.ngettext("%(num)s briefing", "%(num)s briefings", count)
    if count := shown.line_count:
        yield language.ngettext("%(num)s event", "%(num)s events", count)
    if count := shown.quote_count:
        yield language.ngettext("%(num)s quote", "%(num)s quotes", count)


def list_data_of(
    view: View,
    description: str,
    options: SiteOptions,
    base_url: str,
    address: str | None,
    image: Thing | None = None,
) -> Thing:
    """A page that is made from briefings as structured data.

    `description` is what it says of itself, `base_url` leads from it to the root of the site, `address` is its own,
    absolute, and `image` its picture, which home and topics name.
    """
    briefings = [(each.title, f"{base_url}/{each.url}") for each in _briefings_told(view)]
    picture = image if not view.path or view.folder == NameKind.TOPIC else None
    page = collection_page_of(view.title, description, options, address, briefings, picture)
    if not view.path:
        return graph_of(page)
    above: tuple[Link, ...] = ((view.section, f"{base_url}/{view.hub}"),) if view.url != view.hub else ()
    return graph_of(page, breadcrumbs_of(options, base_url, *above, (view.title, None)))


def _briefings_told(view: View) -> Iterable[PublishedBriefing]:
    """The briefings of home and of a topic; on the pages of names, which are many, the list would weigh too much."""
    shown = view.shown
    if isinstance(shown, SubjectPage):
        return shown.briefings if view.folder == NameKind.TOPIC else ()
    if isinstance(shown, HomePage):
        days = (*([shown.day] if shown.day else ()), *shown.week, *shown.before)
        return (teaser.briefing for teaser in chain.from_iterable(day.teasers for day in days))
    return ()
