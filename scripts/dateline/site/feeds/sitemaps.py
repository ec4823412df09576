"""What search engines read of a site: the day on which each page changed, and the newest briefings for Google News."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from urllib.parse import urljoin

from lxml import etree

from dateline.briefing.document import text_of
from dateline.project.settings import MOUNT
from dateline.site.feeds.full_text import for_xml
from dateline.site.interface_language import ENGLISH
from dateline.site.pages.moments import moment_of
from dateline.site.pages.name_index import PublishedBriefing
from dateline.site.pages.page import View
from dateline.site.pages.shown_days import newest_day
from dateline.site.pages.site_data import SiteData

NEWS_SITEMAP = "news-sitemap.xml"
CORRECTIONS = "corrections"
"""The folder of the pages of corrections."""
_MOST = 1_000
"""How many addresses Google takes of a news sitemap."""
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


def days_of_pages(views: Iterable[View], data: SiteData) -> dict[str, str]:
    """The day (ISO) on which each page changed, by the path of its source; without those of which no day is known.

    The first page of each kind but corrections tells of all briefings, if only how many there are.
    """
    briefings = data.index.briefings
    newest = max((briefing.changed for briefing in briefings), default="")
    days = {f"{MOUNT}/{briefing.card.path}": briefing.changed for briefing in briefings}
    for view in views:
        if view.slug or view.part or view.folder == CORRECTIONS:
            days[view.uri] = view.newest if view.key else newest_day(view.shown)
        else:
            days[view.uri] = newest
    return {uri: day for uri, day in days.items() if day}


def has_news(data: SiteData) -> bool:
    """Whether there is anything for a news sitemap: a briefing of a known day."""
    return bool(data.index.newest)


def news_sitemap(data: SiteData) -> bytes:
    """The briefings of the newest day and of the day before it, newest first, as Google News reads them."""
    root = etree.Element(f"{{{_SITEMAP}}}urlset", nsmap={None: _SITEMAP, "news": _NEWS})
    for briefing in list(_of_two_days(data))[:_MOST]:
        stamp = moment_of(briefing.date)
        date_told = briefing.day if briefing.day == briefing.date or not stamp else stamp.isoformat()
        address = etree.SubElement(root, f"{{{_SITEMAP}}}url")
        _add(address, _SITEMAP, "loc", urljoin(data.options.address, briefing.url))
        news = _add(address, _NEWS, "news")
        publication = _add(news, _NEWS, "publication")
        _add(publication, _NEWS, "name", data.options.name)
        _add(publication, _NEWS, "language", _language_of(briefing))
        _add(news, _NEWS, "publication_date", date_told or "")
        _add(news, _NEWS, "title", briefing.title)
    etree.indent(root)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8")) + b"\n"


def _of_two_days(data: SiteData) -> Iterator[PublishedBriefing]:
    newest = data.index.newest
    before = str(date.fromisoformat(newest) - timedelta(days=1)) if newest else ""
    return (one for one in data.index.briefings if one.day and one.day in (newest, before))


def _language_of(briefing: PublishedBriefing) -> str:
    """The language as Google wants it: without script and region, but for Chinese."""
    tag = (text_of(briefing.content.front, "language") or ENGLISH.tag).lower()
    language = tag.partition("-")[0]
    if language != "zh":
        return language
    return "zh-tw" if tag.endswith(("-tw", "-hk", "-mo")) or "hant" in tag else "zh-cn"


def _add(parent: etree._Element, space: str, name: str, text: str = "") -> etree._Element:
    child = etree.SubElement(parent, f"{{{space}}}{name}")
    child.text = for_xml(text) or None
    return child
