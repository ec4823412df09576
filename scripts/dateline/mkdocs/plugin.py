"""The MkDocs plugin: a thin adapter that hands files, settings and pages between MkDocs and `dateline.site`."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from copy import copy
from dataclasses import fields
from functools import partial
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from jinja2 import Environment
from mkdocs.config import config_options
from mkdocs.config.base import BaseConfigOption, LegacyConfig
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from dateline.check.runner import ProjectCheck
from dateline.mkdocs.card_writer import write_cards
from dateline.mkdocs.export_writer import write_exports
from dateline.mkdocs.feed_files import CORRECTIONS, SITEMAP, FeedFiles
from dateline.mkdocs.fingerprint import digest_of_setup
from dateline.mkdocs.garbage_collection import GarbageCollection
from dateline.mkdocs.last_build import LastBuild
from dateline.mkdocs.live_site import LiveSite, Stamps, reload_browsers
from dateline.mkdocs.page_build import PageBuild, PageKeys
from dateline.mkdocs.page_content import PageContent
from dateline.mkdocs.page_policy import OWN, page_policy, refused_by_policy, without_policy
from dateline.mkdocs.page_rendering import PageRenderer, is_shared
from dateline.mkdocs.pages import (
    NOT_IN_NAV,
    FragmentCache,
    MountedBriefing,
    OwnFile,
    OwnPage,
    ViewPage,
    body_renderer,
    mount_views,
)
from dateline.mkdocs.seed_watcher import SeedWatch, can_convert, start_conversion
from dateline.mkdocs.site_output import SiteOutput
from dateline.mkdocs.theme import compiled_templates, configure_theme, template_folders
from dateline.model.problems import CONVERTING, DatelineError, render_text
from dateline.project import settings
from dateline.project.cache import version_of
from dateline.project.content_store import ContentStore
from dateline.project.file_digests import FileDigests
from dateline.project.files import Project, ensure_cache, file_stamps
from dateline.project.page_store import PageStore
from dateline.project.settings import MOUNT, NONE, OMIT
from dateline.project.site_folder import write_file
from dateline.site.briefing_records import BriefingRecord
from dateline.site.build import CALENDAR, SiteBuild
from dateline.site.cards.page_images import drawn_with
from dateline.site.exports.offered_exports import OfferedExports
from dateline.site.host_files import host_files
from dateline.site.interface_language import ENGLISH, Language, interface_language_of
from dateline.site.markdown.extension import BriefingMarkup
from dateline.site.markdown.fast_path import FastPath, fast_path_of
from dateline.site.pages.archive_pages import ARCHIVE
from dateline.site.pages.gathering_stores import GatheredBefore
from dateline.site.pages.page import SiteOptions
from dateline.site.pages.slugs import page_url
from dateline.site.project_briefings import project_briefings
from dateline.site.reading import render_none
from dateline.site.search.background_index import FOLDER
from dateline.site.search.shards import SearchPage
from dateline.site.search.site_search import MATERIAL, PAGEFIND, SiteSearch
from dateline.site.template_filters import add_words
from dateline.site.text_mining import PATH, TextMining

log = get_plugin_logger(__name__)

_KNOWN_PLUGINS = frozenset({"dateline", "search", "material/search"})
"""Those of which it is known what they take for a site."""
_NEWEST = 8
"""How many briefings 404.html shows."""
_AT_ONCE = 8
"""Saved briefings that are shown before all else; more are a pull or a conversion, which take a build."""


def _scheme() -> Iterator[tuple[str, BaseConfigOption[Any]]]:
    for option in fields(settings.Settings):
        choices, default = option.metadata.get("choices"), settings.default_of(option)
        if choices:
            yield option.name, config_options.Choice(choices, default=default)
        else:
            yield option.name, config_options.Type(type(default), default=default)


class DatelinePlugin(BasePlugin[LegacyConfig]):  # type: ignore[no-untyped-call]  # MkDocs' own hook
    """Mounts the briefings, shows them, makes the home page and converts changed seeds while serving."""

    config_scheme = tuple(_scheme())

    def __init__(self) -> None:
        self._settings = settings.Settings()
        self._language: Language = ENGLISH
        self._build = SiteBuild(lambda problem: log.warning(render_text(problem)))
        self._search = SiteSearch(_say)
        self._policy = ""
        self._markup = BriefingMarkup()
        self._fast_path: FastPath | None = None
        self._awaited: set[str] = set()
        """The briefings that MkDocs renders, which the search has yet to take up."""
        self._env = Environment()
        self._content = PageContent(self._build, self._env, ENGLISH, self._search, for_editor=False)
        self._nav = Navigation([], [])
        self._project = Project(Path(), self._settings)
        self._digests: FileDigests
        """Those of the files as this build finds them (`on_config`)."""
        self._gathered: GatheredBefore
        """What the last build gathered, and this one adds to (`on_files`)."""
        self._output: SiteOutput | None = None
        self._renderer: PageRenderer | None = None
        self._own_files: list[File] = []
        self._fragments = FragmentCache(self._build.failures.report_shown)
        self._feeds: FeedFiles | None = None
        self._rests_on = ""
        """A digest of what all pages rest on beside the briefings."""
        self._writes_pages = self._is_dirty = False
        self._is_serving = False
        self._watch: SeedWatch | None = None
        self._live: LiveSite | None = None
        self._server: LiveReloadServer | None = None
        self._last_build: LastBuild | None = None
        self._garbage = GarbageCollection()

    # --- before a build ---------------------------------------------------------------------------------------

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember the command; being here at all keeps the plugin and its index from build to build."""
        self._is_serving, self._is_dirty = command == "serve", dirty
        if not self._is_serving:
            self._garbage.start()
        self._search.start(self._is_serving, dirty)

    @event_priority(50)  # before Material's search, which is switched off here
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Check the options, add the theme and the Markdown extensions, and wait for the seeds."""
        with _as_plugin_error():
            self._settings = settings.parse_options(dict(self.config))
            configure_theme(config)
        self._project = Project(_root(config), self._settings, config.docs_dir)
        self._choose_language(config)
        self._choose_search(config)
        self._choose_policy(config)
        self._markup = BriefingMarkup(self._language, self._settings.raw_html == OMIT)
        config.markdown_extensions.append(self._markup)  # type: ignore[arg-type]  # Markdown takes names and extensions
        is_shown_first = self._is_serving and self._show_first(config)
        if self._watch:
            self._watch.wait_until_idle()
        elif self._is_serving and not (is_shown_first and can_convert()):
            self._convert(config)
        with suppress(OSError):  # a cache that can't be written costs time, nothing else
            ensure_cache(self._project)
        self._digests = FileDigests(self._project.cache)
        if not self._is_dirty and not is_shown_first:
            self._choose_output(config)
        return config

    def _show_first(self, config: MkDocsConfig) -> bool:
        """Whether the server begins with the site as it was last built, and brings it up to date behind.

        A strict build has to end with a warning before anything is served.
        """
        if self._output or self._is_dirty or config.strict or not _is_known(config):
            return False
        self._output = SiteOutput(self._project, Path(config.site_dir), is_serving=True)
        is_there = self._output.show_first(config)
        if is_there:
            log.info("the site is shown as it was last built; what has changed since follows")
        return is_there

    def _choose_output(self, config: MkDocsConfig) -> None:
        """Write the own pages here, unless another plugin takes part in pages; a dirty build is left to MkDocs."""
        self._writes_pages = not is_shared(config, self)
        if self._output is None:
            self._output = SiteOutput(self._project, Path(config.site_dir), self._is_serving)
        self._output.begin(config, "" if self._is_serving else self._made_of(config))
        if self._output.is_skipped:
            log.info("nothing has changed since the last build: the site stands as it was")

    def _made_of(self, config: MkDocsConfig) -> str:
        """A digest of all that the site is made of; "" where another plugin or a hook may use more than is known."""
        if not _is_known(config):
            return ""
        rests_on = digest_of_setup(config, self.config, self._language.tag)
        project, theme = self._project, template_folders(config)
        own = project.briefings, project.docs, project.seeds, project.reviewed, Path(config.config_file_path)
        also = rests_on, config.site_url, config.nav, config.strict, drawn_with()
        made_of = self._digests.of_all((*own, *theme), repr(also))
        self._digests.save()
        return made_of

    def _choose_language(self, config: MkDocsConfig) -> None:
        """The language of the theme, and English where there is no catalogue for it, which is told once."""
        tag = str(config.theme["language"] or ENGLISH.tag)
        chosen = interface_language_of(tag)
        is_news = chosen is not self._language or not self._is_serving
        if chosen is ENGLISH and tag.partition("-")[0] != ENGLISH.tag and is_news:
            log.info(
                f"theme.language is “{tag}”, which Dateline has no catalogue for: its labels and dates are English"
                " (docs/guide/reference.md says how to add a language)"
            )
        self._language = chosen

    def _choose_search(self, config: MkDocsConfig) -> None:
        """Pagefind where it is wanted and runs, else Material's; the theme asks which (`config.extra.search`)."""
        try:
            search = self._search.choose(self._settings.search, str(config.theme["language"] or "en"))
        except DatelineError as reason:
            log.warning(f"{render_text(reason.problem)}; the site gets Material's search")
            search = MATERIAL
        config.extra["search"] = search
        material: Any = config.plugins.get("material/search")
        if material is not None:
            material.config.enabled = search != PAGEFIND

    def _choose_policy(self, config: MkDocsConfig) -> None:
        """The Content-Security-Policy of the pages; what it would keep from running is told."""
        is_wanted = self._settings.content_security_policy == OWN
        self._policy = page_policy(config) if is_wanted else ""
        for what in refused_by_policy(config) if is_wanted else ():
            log.warning(
                f"{what} puts scripts or styles into the page, which the policy of the site refuses: leave it out,"
                " or set content_security_policy: none"
            )

    @property
    def _mining(self) -> TextMining:
        terms = self._settings.text_mining_terms
        return TextMining(self._settings.text_mining, "" if terms == NONE else terms)

    # --- files ------------------------------------------------------------------------------------------------

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """Read the briefings, check them, and mount what the site shows of them, outside the navigation.

        The check goes on in other processes while this one gathers what the briefings tell.
        """
        if self._output and self._output.is_skipped:
            return _nothing(config)
        project = self._project
        self._check_live()
        with _as_plugin_error():
            self._read(project, config)
        self._check_live()
        urls = self._mount_briefings(files, config)
        with _as_plugin_error():
            for path in self._gather(urls, config):
                files.remove(files.src_uris[f"{MOUNT}/{path}"])
            for is_warning, told in self._build.check(is_serving=self._is_serving, is_strict=config.strict):
                _say(told, is_warning)
        self._check_live()
        self._mount_attached(files, config)
        kind = OwnFile if self._writes_pages else File
        for complaint in mount_views(self._build.contents.views, files, config, self._language, kind):
            log.warning(complaint)
        folder = self._output.path if self._output else Path(config.site_dir)
        self._search.begin(folder, self._language, project)
        self._garbage.settle()
        return files

    def _read(self, project: Project, config: MkDocsConfig) -> None:
        """Read the briefings, and begin to check them; what is known of those that did not change is in the cache."""
        self._fast_path = fast_path_of(config.markdown_extensions, config.mdx_configs or {}, self._language)
        render = body_renderer(self._fast_path) if self._fast_path else render_none
        store = ContentStore(project, "briefings", version_of("records"), BriefingRecord)
        check = ProjectCheck(project, digests=self._digests)
        folder, jobs = project.name(project.briefings), 1 if self._live else None
        self._build.read(
            project_briefings(project, self._digests),
            folder,
            self._settings.publish,
            check,
            store,
            jobs,
            render,
        )
        store.save()

    def _gather(self, urls: Mapping[str, str], config: MkDocsConfig) -> list[str]:
        """Gather what the briefings tell; gives those that are left out."""
        self._rests_on = digest_of_setup(config, self.config, self._language.tag)
        self._gathered = GatheredBefore(self._project, self._rests_on)
        jobs = 1 if self._live else None
        left_out = self._build.gather(urls, self._options(config), self._gathered.stores, jobs)
        self._gathered.save()
        return left_out

    def _options(self, config: MkDocsConfig) -> SiteOptions:
        ending = "" if config.use_directory_urls else "index.html"
        return SiteOptions(
            config.site_name,
            config.site_url or "",
            ending,
            self._settings.latest,
            self._language,
            self._settings.aliases,
        )

    def _mount_briefings(self, files: Files, config: MkDocsConfig) -> dict[str, str]:
        """Add the pages of the briefings that the site shows; gives their addresses by path."""
        urls = {}
        build, fast_path = self._build, self._fast_path
        for card in self._build.index.cards:
            file = self._mounted(card.path, f"the briefing {card.path}", "one of them", files, config)
            if file:
                item = build.index.items[card.path]
                MountedBriefing(file, config, item, self._markup, build.failures, fast_path, build.body_of)
                urls[card.path] = file.url
        return urls

    def _mount_attached(self, files: Files, config: MkDocsConfig) -> None:
        """Add the files that the briefings refer to, where they lie beside them."""
        folder = self._project.name(self._project.briefings)
        for name in self._build.attached():
            self._mounted(name, f"{folder}/{name}", "one", files, config)

    def _mounted(self, name: str, what: str, which: str, files: Files, config: MkDocsConfig) -> File | None:
        """Add a file of the folder of briefings to the site; None, and a complaint, where the docs hold its place."""
        uri = f"{MOUNT}/{name}"
        if files.get_file_from_path(uri) is not None:
            log.warning(f"{config.docs_dir}/{uri} stands where {what} would; rename {which}")
            return None
        source = str(self._project.briefings / name)
        kind = OwnFile if self._writes_pages else File
        file = kind.generated(config, uri, abs_src_path=source, inclusion=NOT_IN_NAV)
        files.append(file)
        return file

    def on_nav(self, nav: Navigation, /, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Leave to MkDocs the pages that stand in the navigation: their frames are of no other page."""
        for page in nav.pages:
            if isinstance(page.file, OwnFile):
                page.file.is_written_by_mkdocs = True
        self._nav = nav
        return nav

    # --- pages ------------------------------------------------------------------------------------------------

    @event_priority(-100)  # after other plugins, whose filters a theme may use
    def on_env(self, env: Environment, /, *, config: MkDocsConfig, files: Files) -> Environment:
        """Give the templates the words of the reader's language, and bring the own pages up to date.

        The search takes them up; it is made while MkDocs renders what is left to it.
        """
        if self._output and self._output.is_skipped:
            return env
        self._env, failures = env, self._build.failures
        self._fragments.forget()  # those of the last build
        env.bytecode_cache = env.bytecode_cache or compiled_templates(self._project)
        add_words(env, self._language, failures.report_value)
        env.globals.update(
            policy="" if self._is_serving else self._policy,  # MkDocs reloads pages by an inline script
            mining=self._mining.told,
            corrections_url=files.src_uris[CORRECTIONS].url,
            **self._fragments.functions(),
            **OfferedExports(self._settings.exports, bool(self._build.contents.data.lines)).functions(),
        )
        self._feeds = FeedFiles(self._build, self._settings.feeds, self._rests_on, files)
        self._draw_cards(files, config)
        shared = dict(self._feeds.shared())
        self._content = PageContent(self._build, env, self._language, self._search, self._is_serving)
        self._renderer = PageRenderer(config, files, self._nav, env, self._content.shown, shared)
        own = [file.page for file in files if isinstance(file.page, OwnPage)]
        for page in own:
            if isinstance(page, ViewPage):
                page.read_source(config)
                self._search.add_page(page.url, str(page.title), "", dict(page.meta), page.view.list_title)
        self._take_up_docs(files)
        if self._writes_pages and self._output:
            written = [page for page in own if not page.file.is_documentation_page()]
            with _as_plugin_error():
                self._build_pages(written, files, config)
            self._own_files = [page.file for page in written]
        else:
            self._complete_search()
        return env

    def _draw_cards(self, files: Files, config: MkDocsConfig) -> None:
        """Draw them before pages name them: one that can't be drawn is named by none."""
        cards = [*self._build.cards(self._settings.cards, config.site_description or "")]
        own = {card.path for card in cards if card.path in files.src_uris}
        into, jobs = self._output.folder if self._output else None, 1 if self._live else None
        site = Path(config.site_dir)
        self._build.take_images(write_cards(self._build, cards, own, site, into, jobs, self._check_live), own)

    def _build_pages(self, pages: list[OwnPage], files: Files, config: MkDocsConfig) -> None:
        assert self._output and self._renderer
        store, folder, found = PageStore(self._project), self._output.folder, self._content.found
        keys = PageKeys(self._build, self._rests_on, files, self._is_serving)
        build = PageBuild(pages, keys, found, self._renderer, store, folder)
        if self._feeds:
            self._feeds.pages = build
        self._gathered.save_keys()
        del keys  # which remembers those of all parts of pages
        build.run(jobs=1 if self._live else None, check=self._check_live)
        self._build.forget_bodies()
        self._fragments.forget()  # for which the rest of the build has little use
        for searched in build.search_pages():
            self._search.add(searched)
        self._complete_search()
        build.validate_anchors(config, files)
        for view in self._build.contents.views:
            for name, text in view.files.items():
                self._output.folder.write(f"{view.path}/{name}", text.encode())
        for name in self._build.attached():
            path = self._project.briefings / name
            if (file := files.get_file_from_path(f"{MOUNT}/{name}")) and isinstance(file, OwnFile):
                self._output.folder.copy(file.dest_uri, path)

    def on_template_context(
        self, context: TemplateContext, /, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Name the own pages in the sitemap, and the days on which pages changed; the newest briefings in 404.html."""
        if template_name == SITEMAP and self._feeds:
            addresses = self._feeds.addresses([*context["pages"], *self._own_files])
            return {**context, "addresses": addresses}  # type: ignore[typeddict-unknown-key]
        if template_name == "404.html":
            newest = self._build.contents.data.index.briefings[:_NEWEST]
            archive = page_url(ARCHIVE.folder, ending=self._build.options.ending)
            return {**context, "newest": newest, "archive": archive}  # type: ignore[typeddict-unknown-key]
        return context

    @event_priority(50)  # before the search, which takes up what the page holds by then
    def on_page_context(
        self, context: TemplateContext, /, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Set a briefing between its head and foot; give the home page its lists."""
        assert self._renderer
        self._check_live()
        if isinstance(page, OwnPage):
            shown = self._content.shown(page, {**context, **self._renderer.shared})
        else:
            view = self._build.contents.shown_by(page.meta.get("template"))
            address, root = page.canonical_url, self._renderer.root
            told = self._content.view_context(page, view, context["base_url"], address, root)
            shown = {**context, **self._renderer.shared, **told}
        if isinstance(page, MountedBriefing):
            if record := self._content.record_of(page):
                self._search.add(SearchPage.of(record))
            self._awaited.discard(page.url)
            self._complete_search()
        return shown  # type: ignore[return-value]  # MkDocs' own type has no room for a plugin's values

    @event_priority(100)  # before others, which get the whole page
    def on_post_page(self, output: str, /, *, page: Page, config: MkDocsConfig) -> str:
        """Put an own page that MkDocs has rendered into its frame."""
        assert self._renderer
        return self._renderer.framed(page, output) if isinstance(page, OwnPage) else output

    def _take_up_docs(self, files: Files) -> None:
        """Let the search take up the pages of the docs; of what a plugin generated, the title: it repeats others."""
        rendered = [file.page for file in files.documentation_pages() if file.page]
        self._awaited = {page.url for page in rendered if isinstance(page, MountedBriefing)}
        for page in (file.page for file in files):
            if page and not isinstance(page, OwnPage) and page.content is not None:
                html = "" if page.file.generated_by else page.content
                self._search.add_page(page.url, str(page.title), html, dict(page.meta))

    def _complete_search(self) -> None:
        if not self._awaited:
            self._search.complete()

    # --- after a build ----------------------------------------------------------------------------------------

    @event_priority(-100)  # after other plugins, which may write into the site as well
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the calendar of the planned, the feeds and what hosts read beside the pages."""
        if self._output and self._output.is_skipped:
            self._output.record(config)
            return
        site = Path(config.site_dir)
        if self._mining.told and urlsplit(config.site_url or "").path not in ("", "/"):
            log.info(f"{PATH} is looked for at the root of the host alone: copy it there")
        if not config.site_url:
            log.info("404.html leads to the root of the host: set site_url if the site is published below it")
        with _as_plugin_error():
            (site / CALENDAR).write_bytes(self._build.calendar())
            self._write_host_files(site, config.site_url or "")
            into = self._output.folder if self._output else None
            write_exports(self._build, self._settings.exports, self._rests_on, site, into, self._check_live)
            if self._feeds:
                self._feeds.write(site, into)
                self._feeds = None
            self._check_live()
            if self._output:
                self._output.finish(config, spare=(FOLDER,))
            self._search.finish()
        if self._output:
            self._output.record(config)
            self._show_output(self._output)
        if self._renderer and self._output and self._writes_pages:
            build, folder = copy(self._build), self._output.path
            self._last_build = LastBuild(build, self._content, self._renderer, self._markup, folder)

    def _write_host_files(self, site: Path, address: str) -> None:
        """Write what hosts read, unless the project's docs have a file of that name."""
        sitemaps = self._feeds.sitemaps if self._feeds else (SITEMAP,)
        for name, text in host_files(self._policy, address, sitemaps, self._mining).items():
            if (site / name).exists():
                continue
            if self._output:
                self._output.folder.write(name, text.encode())
            else:
                write_file(site / name, text.encode())

    def on_serve(
        self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: Any
    ) -> LiveReloadServer:
        """Let MkDocs watch the briefings, and watch the seeds here."""
        briefings, seeds = self._project.briefings, self._project.seeds
        is_shown_first = bool(self._output and self._output.is_skipped)
        briefings.mkdir(exist_ok=True)
        server.watch(str(briefings))
        if seeds.is_dir() and can_convert():
            self._watch = SeedWatch(seeds, lambda: self._convert(config))
            self._watch.start(at_once=is_shown_first)
        self._live = LiveSite(
            builder,
            partial(self._stamps, config),
            partial(self._refresh, config),
            partial(reload_browsers, server),
            _say,
        )
        server.builder = self._live.changed
        server.set_app(without_policy(server.serve_request, self._policy))
        if self._output:
            self._server = server
            server.error_handler = partial(_error_page, self._output)
            self._show_output(self._output)
            if is_shown_first:
                self._live.build_behind()
        return server

    def _show_output(self, output: SiteOutput) -> None:
        if self._server:
            self._server.root = str(output.shown)

    def _stamps(self, config: MkDocsConfig) -> Stamps:
        """The files that the site is made of, as they are now."""
        own = self._project.briefings, self._project.docs, Path(config.config_file_path)
        return file_stamps((*own, *map(Path, config.watch)))

    def _refresh(self, config: MkDocsConfig, paths: Sequence[Path]) -> list[str] | None:
        """Show edited briefings at once; None where it takes a build."""
        last, briefings = self._last_build, self._project.briefings
        is_alone = all(path.suffix == ".md" and path.is_relative_to(briefings) for path in paths)
        if last is None or not is_alone or len(paths) > _AT_ONCE:
            return None
        try:
            names = [path.relative_to(briefings).as_posix() for path in paths]
            return names if all(last.refresh(self._project, name) for name in names) else None
        except DatelineError:
            return None

    def _check_live(self) -> None:
        if self._live:
            self._live.check()

    def on_shutdown(self) -> None:
        """Stop watching, and making indexes; leave Python as it was."""
        self._garbage.restore()
        if self._watch:
            self._watch.stop()
        if self._live:
            self._live.stop()
        self._search.stop()
        if self._output:
            self._output.close()
            self._output = None

    def _convert(self, config: MkDocsConfig) -> None:
        if not self._project.seeds.is_dir():
            return
        if not can_convert():
            log.info(f"seeds are not converted: install the converting half ({CONVERTING})")
            return
        log.info("converting changed seeds…")
        start_conversion(Path(config.config_file_path).resolve(), _say)


def _say(line: str, is_warning: bool) -> None:
    (log.warning if is_warning else log.info)(line)


def _is_known(config: MkDocsConfig) -> bool:
    """Whether no other plugin or hook takes part, which may use more than is known."""
    return not (config.hooks or config.plugins.keys() - _KNOWN_PLUGINS)


def _nothing(config: MkDocsConfig) -> Files:
    """No files: MkDocs has nothing to render, nor to look for."""
    config.nav = None
    config.theme.static_templates = set()
    config.extra_templates = []
    return Files([])


def _error_page(output: SiteOutput, code: int) -> bytes | None:
    try:
        return (output.shown / f"{code}.html").read_bytes()
    except OSError:
        return None


@contextmanager
def _as_plugin_error() -> Iterator[None]:
    """Turn an error that the build can't go on with into one that MkDocs reports."""
    try:
        yield
    except DatelineError as reason:
        raise PluginError(render_text(reason.problem)) from reason.__cause__


def _root(config: MkDocsConfig) -> Path:
    """The project's root: where `mkdocs.yml` stands."""
    return Path(config.config_file_path).resolve().parent
