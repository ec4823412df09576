"""Writes the feeds and the sitemaps of a build into the site, and tells its templates where they are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files

from dateline.mkdocs.keyed_files import write_keyed
from dateline.mkdocs.page_build import PageBuild
from dateline.project.cache import digest_of
from dateline.project.settings import MOUNT
from dateline.project.site_folder import SiteFolder
from dateline.site.build import SiteBuild
from dateline.site.feeds.site_feeds import NONE, FeedFile, SiteFeeds
from dateline.site.feeds.sitemaps import NEWS_SITEMAP, days_of_pages, has_news, news_sitemap
from dateline.site.pages.name_index import PublishedBriefing

log = get_plugin_logger(__name__)

CORRECTIONS = "corrections.md"
SITEMAP = "sitemap.xml"


class FeedFiles:
    """The feeds of one build; `which` of them are wanted, and `rests_on` a digest of all that pages rest on."""

    def __init__(self, build: SiteBuild, which: str, rests_on: str, files: Files) -> None:
        self._build, self._which, self._files = build, which, files
        self._data = build.contents.data
        page = files.src_uris[CORRECTIONS].url
        self._feeds = SiteFeeds(self._data, which, build.failures, rests_on, page)
        self.pages: PageBuild | None = None
        """The own pages, where MkDocs has not rendered them."""

    def shared(self) -> Mapping[str, Any]:
        """What templates know of them: the ways to the site's feeds, and to that of a page's view."""
        return {
            "feeds": self._feeds.site_links,
            "correction_feeds": self._feeds.correction_links,
            "feeds_of": self._feeds.links_of,
        }

    def addresses(self, files: Iterable[File]) -> list[tuple[str, str]]:
        """The address of each page that has one, and the day on which it changed ("" for none), for the sitemap."""
        days = days_of_pages(self._build.contents.views, self._data)
        pages = ((file.src_uri, file.page) for file in files if file.page and not file.page.is_link)
        return [(page.canonical_url, days.get(uri, "")) for uri, page in pages if page.canonical_url]

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """The names of the site's sitemaps."""
        return (SITEMAP, NEWS_SITEMAP) if has_news(self._data) else (SITEMAP,)

    def write(self, site: Path, folder: SiteFolder | None) -> None:
        """Write them as `write_keyed` does; `site` is where MkDocs writes, `folder` the site's own."""
        if not self._data.options.address:
            if self._which != NONE:
                log.info("no feeds: they need the site's address (site_url in mkdocs.yml)")
            return
        for file in self._all_files():
            write_keyed(file, file.make, site, folder)

    def _all_files(self) -> Iterator[FeedFile]:
        paths = digest_of("\n".join(sorted(self._files.src_uris)))

        def key_of(briefing: PublishedBriefing) -> str:
            path = briefing.card.path
            shown = "" if self._own(path) else digest_of(self._content_by_mkdocs(path))
            return f"{briefing.whole_key} {paths if self._build.may_link(path) else ''} {shown}"

        yield from self._feeds.files(key_of, self._contents)
        if has_news(self._data):
            data = news_sitemap(self._data)
            yield FeedFile(NEWS_SITEMAP, digest_of(data.decode()), lambda: (data, True))

    def _contents(self, paths: Sequence[str]) -> Iterator[tuple[str, str]]:
        """What the pages of briefings show: as it is kept, or as MkDocs has it."""
        own = {uri: path for path in paths if (uri := self._own(path))}
        yield from ((path, self._content_by_mkdocs(path)) for path in paths if path not in own.values())
        if self.pages:
            yield from ((own[uri], html) for uri, html in self.pages.contents(own))

    def _own(self, path: str) -> str:
        """The path of a briefing's page in the site, where MkDocs has not rendered it; else ""."""
        uri = self._files.src_uris[f"{MOUNT}/{path}"].dest_uri
        return uri if self.pages and uri in self.pages else ""

    def _content_by_mkdocs(self, path: str) -> str:
        page = self._files.src_uris[f"{MOUNT}/{path}"].page
        return (page.content if page else None) or ""
