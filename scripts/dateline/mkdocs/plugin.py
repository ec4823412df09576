"""The MkDocs plugin: a thin adapter that hands files, settings and pages between MkDocs and `dateline.site`."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import fields
from pathlib import Path
from typing import Any, Literal

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

from dateline.mkdocs.garbage_collection import GarbageCollection
from dateline.mkdocs.pages import (
    NOT_IN_NAV,
    FragmentCache,
    FrameCache,
    MountedBriefing,
    ViewPage,
    mount_views,
)
from dateline.mkdocs.seed_watcher import SeedWatch, can_convert, start_conversion
from dateline.mkdocs.theme import configure_theme
from dateline.model.problems import CONVERTING, DatelineError, render_text
from dateline.project import settings
from dateline.project.cache import version_of
from dateline.project.content_store import ContentStore
from dateline.project.files import Project, briefing_files, read_text
from dateline.project.settings import MOUNT
from dateline.site.briefing_records import BriefingRecord
from dateline.site.build import CALENDAR, CORRECTIONS_FEED, SiteBuild
from dateline.site.interface_language import ENGLISH, Language, interface_language_of
from dateline.site.markdown.extension import BriefingMarkup
from dateline.site.pages.page import SiteOptions
from dateline.site.search.site_search import MATERIAL, PAGEFIND, SiteSearch
from dateline.site.template_filters import add_words

log = get_plugin_logger(__name__)

CORRECTIONS = "corrections.md"
BRIEFING_PARTIAL, PROBLEMS_PARTIAL = "partials/briefing.html", "partials/problems.html"


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
        self._markup = BriefingMarkup()
        self._awaited: set[str] = set()
        """The pages whose text the search has yet to take up."""
        self._env = Environment()
        self._is_serving = False
        self._watch: SeedWatch | None = None
        self._search = SiteSearch(_say)
        self._garbage = GarbageCollection()

    # --- before a build ---------------------------------------------------------------------------------------

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember the command; being here at all keeps the plugin and its index from build to build."""
        self._is_serving = command == "serve"
        if not self._is_serving:
            self._garbage.start()
        self._search.start(self._is_serving, dirty)

    @event_priority(50)  # before Material's search, which is switched off here
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Check the options, add the theme and the Markdown extensions, and wait for the seeds."""
        with _as_plugin_error():
            self._settings = settings.parse_options(dict(self.config))
            configure_theme(config)
        self._choose_language(config)
        self._choose_search(config)
        self._markup = BriefingMarkup(self._language)
        config.markdown_extensions.append(self._markup)  # type: ignore[arg-type]  # Markdown takes names and extensions
        if self._watch:
            self._watch.wait_until_idle()
        elif self._is_serving:
            self._convert(config)
        return config

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

    # --- files ------------------------------------------------------------------------------------------------

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """Read the briefings, check them, and mount what the site shows of them, outside the navigation."""
        project = Project(_root(config), self._settings, config.docs_dir)
        self._read(project)
        for is_warning, told in self._build.check(
            project, is_serving=self._is_serving, is_strict=config.strict
        ):
            _say(told, is_warning)
        urls = self._mount_briefings(project, files, config)
        with _as_plugin_error():
            for path in self._build.gather(urls, self._options(config)):
                files.remove(files.src_uris[f"{MOUNT}/{path}"])
        self._mount_attached(project, files, config)
        for complaint in mount_views(self._build.contents.views, files, config, self._language):
            log.warning(complaint)
        self._search.begin(Path(config.site_dir), self._language)
        self._garbage.settle()
        return files

    def _read(self, project: Project) -> None:
        """Read the briefings; those whose texts were read before are taken from the cache."""
        store = ContentStore(project, "briefings", version_of("records"), BriefingRecord)

        def reread(name: str) -> str:
            return read_text(project.briefings / name, name)

        folder, texts = project.name(project.briefings), _texts(project)
        self._build.read(texts, folder, self._settings.publish, store, reread)
        store.save()

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

    def _mount_briefings(self, project: Project, files: Files, config: MkDocsConfig) -> dict[str, str]:
        """Add the pages of the briefings that the site shows; gives their addresses by path."""
        urls = {}
        for card in self._build.index.cards:
            file = _mounted(card.path, f"the briefing {card.path}", "one of them", project, files, config)
            if file:
                item = self._build.index.items[card.path]
                MountedBriefing(file, config, item, self._markup, self._build.failures)
                urls[card.path] = file.url
        return urls

    def _mount_attached(self, project: Project, files: Files, config: MkDocsConfig) -> None:
        """Add the files that the briefings refer to, where they lie beside them."""
        folder = project.name(project.briefings)
        for name in self._build.attached():
            _mounted(name, f"{folder}/{name}", "one", project, files, config)

    # --- pages ------------------------------------------------------------------------------------------------

    def on_env(self, env: Environment, /, *, config: MkDocsConfig, files: Files) -> Environment:
        """Give the templates the words of the reader's language, and let every page lead to the corrections.

        The search takes up the pages that have but a title to be found by, so that the index of pages is made while
        those that only repeat the briefings are still rendered.
        """
        self._env, failures = env, self._build.failures
        add_words(env, self._language, failures.report_value)
        env.globals.update(
            corrections_url=files.src_uris[CORRECTIONS].url,
            frames=FrameCache(),
            fragments=FragmentCache(failures.report_shown),
        )
        pages = [file.page for file in files.documentation_pages() if file.page]
        for page in pages:
            if isinstance(page, ViewPage):
                meta, section = dict(page.meta), page.view.list_title
                self._search.add_page(page.url, str(page.title), "", meta, section)
        self._awaited = {page.url for page in pages if not isinstance(page, ViewPage)}
        return env

    @event_priority(50)  # before the search, which takes up what the page holds by then
    def on_page_context(
        self, context: TemplateContext, /, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Set a briefing between its head and foot; give the home page its lists."""
        shown: dict[str, Any] = dict(context)
        if self._build.contents.data.corrections and config.site_url:
            shown["feed"] = CORRECTIONS_FEED
        if isinstance(page, MountedBriefing):
            shown["structured"] = self._show(page, context["base_url"])
        elif isinstance(page, ViewPage):
            shown["view"] = page.view
        else:
            shown["view"] = self._build.contents.shown_by(page.meta.get("template"))
        self._add_to_search(page)
        return shown  # type: ignore[return-value]  # MkDocs' own type has no room for a plugin's values

    def _show(self, page: MountedBriefing, base_url: str) -> str | None:
        """Set a briefing between its head and its foot; gives it as structured data."""
        template = self._env.get_template(BRIEFING_PARTIAL)

        def render(**values: Any) -> str:
            return template.render(page=page, base_url=base_url, **values)

        shown = self._build.show(page.document, page.card, page.content or "", render)
        problems = self._build.problems_of(page.card.path) if self._is_serving else ()
        note = self._env.get_template(PROBLEMS_PARTIAL).render(problems=problems) if problems else ""
        page.content = note + shown.html
        if shown.sections is not None:
            page.add_sections(shown.sections, self._language)
        return shown.structured

    def _add_to_search(self, page: Page) -> None:
        """Let the search take up a page; of what a plugin generated, its title alone, since it repeats others."""
        if isinstance(page, ViewPage):  # taken up before (`on_env`)
            return
        html = page.content or ""
        if isinstance(page, MountedBriefing):
            try:
                briefing = self._build.contents.data.index.by_path[page.card.path]
                self._search.add_briefing(briefing, page.document, html)
            except Exception as reason:
                self._build.report_search(page.card, html, reason)
        else:
            html = "" if page.file.generated_by else html
            self._search.add_page(page.url, str(page.title), html, dict(page.meta))
        self._awaited.discard(page.url)
        if not self._awaited:
            self._search.complete()

    # --- after a build ----------------------------------------------------------------------------------------

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the calendar of the planned and the feed of corrections beside the pages."""
        site, has_corrections = Path(config.site_dir), bool(self._build.contents.data.corrections)
        if not config.site_url:
            log.info("404.html leads to the root of the host: set site_url if the site is published below it")
        with _as_plugin_error():
            (site / CALENDAR).write_bytes(self._build.calendar())
            if has_corrections and config.site_url:
                page = str(self._env.globals["corrections_url"])
                (site / CORRECTIONS_FEED).write_bytes(self._build.feed(page))
            elif has_corrections:
                log.info("no feed of corrections: it needs the site's address (site_url in mkdocs.yml)")
            self._search.finish()

    def on_serve(
        self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: Any
    ) -> LiveReloadServer:
        """Let MkDocs watch the briefings, and watch the seeds here."""
        briefings = _root(config) / self._settings.briefings_dir
        briefings.mkdir(exist_ok=True)
        server.watch(str(briefings))
        seeds = _root(config) / self._settings.seeds_dir
        if seeds.is_dir() and can_convert():
            self._watch = SeedWatch(seeds, lambda: self._convert(config))
            self._watch.start()
        return server

    def on_shutdown(self) -> None:
        """Stop watching, and making indexes; leave Python as it was."""
        self._garbage.restore()
        if self._watch:
            self._watch.stop()
        self._search.stop()

    def _convert(self, config: MkDocsConfig) -> None:
        if not (_root(config) / self._settings.seeds_dir).is_dir():
            return
        if not can_convert():
            log.info(f"seeds are not converted: install the converting half ({CONVERTING})")
            return
        log.info("converting changed seeds…")
        start_conversion(Path(config.config_file_path).resolve(), _say)


def _say(line: str, is_warning: bool) -> None:
    (log.warning if is_warning else log.info)(line)


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


def _texts(project: Project) -> Iterator[tuple[str, str]]:
    """Every briefing as its path below their folder and its text, in order; one that can't be read is left out."""
    for path in briefing_files(project):
        with suppress(DatelineError):  # the check reports it
            yield path.relative_to(project.briefings).as_posix(), read_text(path, project.name(path))


def _mounted(
    name: str, what: str, which: str, project: Project, files: Files, config: MkDocsConfig
) -> File | None:
    """Add a file of the folder of briefings to the site; None, and a complaint, where the docs hold its place."""
    uri = f"{MOUNT}/{name}"
    if files.get_file_from_path(uri) is not None:
        log.warning(f"{config.docs_dir}/{uri} stands where {what} would; rename {which}")
        return None
    source = str(project.briefings / name)
    file = File.generated(config, uri, abs_src_path=source, inclusion=NOT_IN_NAV)
    files.append(file)
    return file
