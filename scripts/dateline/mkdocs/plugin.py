"""The MkDocs plugin: a thin adapter that hands files, settings and pages between MkDocs and the library."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import fields, replace
from functools import partial
from html import escape
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment
from mkdocs.config import config_options
from mkdocs.config.base import BaseConfigOption, LegacyConfig
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils.templates import TemplateContext

from dateline.briefing.document import Document, text_of
from dateline.check.runner import Report, proofread
from dateline.mkdocs.garbage_collection import Garbage
from dateline.mkdocs.generated_pages import Frames, MountedPage, Pieces, ViewPage, address_on, mount
from dateline.mkdocs.seed_watcher import SeedWatch, can_convert, convert
from dateline.mkdocs.theme import add_home, dress
from dateline.model.briefing import Card
from dateline.model.problems import CONVERTING, DatelineError, Severity, render_text
from dateline.project import settings
from dateline.project.files import Project, briefing_files, read_text
from dateline.project.settings import MOUNT
from dateline.site import briefing_index, contents
from dateline.site.briefing_index import Index, Item
from dateline.site.calendar_feed import Plan, calendar_of
from dateline.site.contents import Frame, gather, gather_alone
from dateline.site.corrections_page import Notice, feed_of, notes_of, remarks_in
from dateline.site.failures import Faults, blamed_line
from dateline.site.file_words import EVIDENCE
from dateline.site.html_links import Addresses
from dateline.site.interface_language import ENGLISH, Language, language_of
from dateline.site.markdown.extension import BriefingMarkup, parted, prelude_of
from dateline.site.pages.briefing_page import BriefingPage, briefing_page_of, meta_of
from dateline.site.pages.list_pages import section_of
from dateline.site.pages.name_index import links_of
from dateline.site.search.search_records import briefing_record
from dateline.site.search.site_search import MATERIAL, PAGEFIND, SiteSearch
from dateline.site.structured_data import news_article_of, script_of
from dateline.site.template_filters import word_in

log = get_plugin_logger(__name__)

CALENDAR = "planned.ics"
CORRECTIONS, CORRECTIONS_FEED = "corrections.md", "corrections.xml"
HOME_TEMPLATE, BRIEFING_PARTIAL = "home.html", "partials/briefing.html"
PROBLEMS_PARTIAL = "partials/problems.html"
CORRECTIONS_TEMPLATE = "corrections.html"

_CORRECTIONS_TEXT = """---
title: {title}
template: corrections.html
hide: [navigation, toc]
---

# {title}

{text}
"""
"""The page of corrections where the site has none of its own."""

_NO_FRONT_MATTER_LEFT = "---\n{}\n---\n\n"
"""Put before a body, so that MkDocs takes no first line like “Update: …” for metadata."""


def _scheme() -> Iterator[tuple[str, BaseConfigOption[Any]]]:
    for option in fields(settings.Settings):
        choices = option.metadata.get("choices")
        if choices:
            yield option.name, config_options.Choice(choices, default=option.default)
        else:
            yield option.name, config_options.Type(type(option.default), default=option.default)


class DatelinePlugin(BasePlugin[LegacyConfig]):  # type: ignore[no-untyped-call]  # MkDocs' own hook
    """Mounts the briefings, shows them, makes the home page and converts changed seeds while serving."""

    config_scheme = tuple(_scheme())

    def __init__(self) -> None:
        self._settings = settings.Settings()
        self._language: Language = ENGLISH
        self._index: Index = briefing_index.EMPTY
        self._files: dict[str, tuple[str, Item]] = {}
        self._urls: dict[str, str] = {}
        self._markup = BriefingMarkup()
        self._addresses = Addresses()
        self._rendered: tuple[str, Item] | None = None
        """The briefing whose Markdown is being rendered."""
        self._gathered = contents.NOTHING
        self._corrections = ""
        self._awaited: set[str] = set()
        self._env: Environment | None = None
        self._folder = self._settings.briefings_dir
        self._report = Report({})
        self._faults = Faults(lambda problem: log.warning(render_text(problem)))
        self._is_serving = False
        self._watch: SeedWatch | None = None
        self._search = SiteSearch(_say)
        self._garbage = Garbage()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember the command; being here at all keeps the plugin and its index from build to build."""
        self._is_serving = command == "serve"
        if not self._is_serving:
            self._garbage.start()
        self._search.start(self._is_serving, dirty)

    @event_priority(50)  # before Material's search, which is switched off here
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Check the options, add the theme and the Markdown extensions, and wait for the seeds."""
        try:
            self._settings = settings.parse(dict(self.config))
            dress(config)
        except DatelineError as reason:
            raise PluginError(render_text(reason.problem)) from None
        self._choose_language(config)
        self._markup = BriefingMarkup(self._language, self._blame_markdown)
        ours: list[Any] = [self._markup, self._addresses]
        config.markdown_extensions.extend(ours)  # Markdown takes names and extensions
        self._choose_search(config)
        if self._watch:
            self._watch.rest()
        elif self._is_serving:
            self._convert(config)
        return config

    def _choose_language(self, config: MkDocsConfig) -> None:
        """The language of the theme, and English where there is no catalogue for it, which is told once."""
        tag = str(config.theme["language"] or ENGLISH.tag)
        chosen = language_of(tag)
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

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """Read the briefings and mount those that the site shows, outside the navigation."""
        project = Project(_root(config), self._settings, config.docs_dir)
        self._folder = project.name(project.briefings)
        self._faults.begin(self._folder)
        self._index = briefing_index.index_of(
            _read(project),
            self._folder,
            self._settings.publish,
            self._index,
            partial(self._faults.tell, what="this briefing"),
        )
        self._faults.know(self._index)
        self._proofread(project, is_strict=config.strict)
        self._files, self._urls = {}, {}
        for card in self._index.cards:
            self._mount(card.path, project.briefings, files, config)
        self._gather(files, config)
        self._attach(project, files, config)
        add_home(files, config)
        self._corrections = _corrections_page(files, config, self._language)
        for complaint in mount(self._gathered.following.views, files, config, self._language):
            log.warning(complaint)
        self._search.begin(Path(config.site_dir), self._language)
        self._garbage.settle()
        return files

    def _gather(self, files: Files, config: MkDocsConfig) -> None:
        """Gather what the briefings tell; one that this fails on is left out of the site, and told of."""
        frame = Frame(config.site_url or "", _ending(config), self._settings.latest, self._language)

        def blame(card: Card, reason: Exception) -> None:
            document, url = self._index.items[card.path].document, self._urls[card.path]
            assert document is not None  # it has a card
            line = blamed_line(document, partial(gather_alone, card=card, url=url, frame=frame))
            self._faults.tell(card.path, line, reason, "what the site tells of this briefing")
            self._unmount(card.path, files)

        cards = [card for card in self._index.cards if card.path in self._urls]
        try:
            left, self._gathered = self._faults.apart(
                cards,
                lambda some: gather(replace(self._index, cards=tuple(some)), self._urls, frame),
                "the lists of the site",
                blame,
            )
        except DatelineError as reason:
            raise PluginError(render_text(reason.problem)) from reason
        self._index = replace(self._index, cards=left)

    def _blame_markdown(self, words: str, reason: Exception) -> None:
        """Tell of a line or a box of the page that is being rendered."""
        if self._rendered:
            self._faults.tell_of(self._rendered[0], words, reason, "this part of the page")

    def _blame_page(self, page: MountedPage, line: str, reason: Exception) -> None:
        self._faults.tell_of(self._files[page.file.src_uri][0], line, reason, "the page")

    def _proofread(self, project: Project, *, is_strict: bool) -> None:
        """Tell what `dateline check` would: an error stops a strict build, a warning is news to who edits."""
        before = set(self._report.all())
        self._report = proofread(project, jobs=1)
        for problem in self._report.all():
            if problem.severity is Severity.ERROR:
                log.warning(render_text(problem))
            elif problem not in before and self._is_serving and not is_strict:
                say = log.warning if problem.severity is Severity.WARNING else log.info
                say(render_text(problem))
        others = sum(problem.severity is not Severity.ERROR for problem in self._report.all())
        if others and not self._is_serving:
            told = f"{others} warnings and notices" if others > 1 else "1 warning or notice"
            log.info(f"{told} about briefings: `dateline check` tells more")

    def _mount(self, path: str, folder: Path, files: Files, config: MkDocsConfig) -> None:
        uri = f"{MOUNT}/{path}"
        if files.get_file_from_path(uri) is not None:
            log.warning(f"{config.docs_dir}/{uri} stands where the briefing {path} would; rename one of them")
            return
        file = File.generated(
            config, uri, abs_src_path=str(folder / path), inclusion=InclusionLevel.NOT_IN_NAV
        )
        files.append(file)
        MountedPage(file, config, self._markup, self._blame_page)
        self._files[uri] = (path, self._index.items[path])
        self._urls[path] = file.url

    def _unmount(self, path: str, files: Files) -> None:
        uri = f"{MOUNT}/{path}"
        file = files.get_file_from_path(uri)
        if file is not None:
            files.remove(file)
        del self._files[uri], self._urls[path]

    def _attach(self, project: Project, files: Files, config: MkDocsConfig) -> None:
        """Publish the files that the briefings of the site refer to, where they lie beside them."""
        named = (name for card in self._index.cards for name in self._report.attached.get(card.path, ()))
        for name in dict.fromkeys(named):
            uri = f"{MOUNT}/{name}"
            if files.get_file_from_path(uri) is not None:
                log.warning(f"{config.docs_dir}/{uri} stands where {self._folder}/{name} would; rename one")
                continue
            path = str(project.briefings / name)
            files.append(File.generated(config, uri, abs_src_path=path, inclusion=InclusionLevel.NOT_IN_NAV))

    def on_page_read_source(self, /, *, page: Page, config: MkDocsConfig) -> str | None:
        """The body that was parsed with the index: one reading of a file for a whole build."""
        item = self._item_of(page)
        if item is None or item.document is None:
            return None
        return _NO_FRONT_MATTER_LEFT + item.document.front.body

    def on_page_markdown(self, markdown: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Give a briefing's page the metadata of our own reading, since MkDocs reads other YAML."""
        item = self._item_of(page)
        self._rendered = self._files.get(page.file.src_uri)
        self._addresses.to_page = partial(address_on, page, files) if item else str
        if item and item.document and item.card:
            page.meta = meta_of(item.document.front.values, item.card)
            front = item.document.front.values
            prelude = prelude_of(
                remarks_in(notes_of(item.document)), text_of(front, "language") or ENGLISH.tag
            )
            return prelude + markdown
        return markdown

    def on_env(self, env: Environment, /, *, config: MkDocsConfig, files: Files) -> Environment:
        """Keep the templates for the pages' heads, in the reader's language; let every page lead to the corrections."""
        self._env = env
        word_in(env, self._language, self._faults.blame_words)
        pieces = Pieces(self._faults.blame_piece)
        env.globals.update(corrections_url=self._corrections, frames=Frames(), pieces=pieces)
        self._await(files)
        return env

    def _await(self, files: Files) -> None:
        """Take up the pages that have but a title to be found by, and note which ones have to be rendered before.

        So the index of pages is made while those that only repeat the briefings are still rendered.
        """
        pages = [file.page for file in files.documentation_pages() if file.page]
        for page in pages:
            if isinstance(page, ViewPage):
                section = section_of(page.view, self._language)
                self._search.add_page(page.url, str(page.title), "", dict(page.meta), section)
        self._awaited = {page.url for page in pages if not isinstance(page, ViewPage)}

    @event_priority(50)  # before the search, which takes up what the page holds by then
    def on_page_context(
        self, context: TemplateContext, /, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Set a briefing between its head and foot; give the home page its lists."""
        shown: dict[str, Any] = dict(context)
        if self._gathered.notices and config.site_url:
            shown["feed"] = CORRECTIONS_FEED
        item = self._item_of(page)
        if item and item.document and item.card and self._env:
            shown["structured"] = self._show(item.card, item.document, page, config, context["base_url"])
        elif page.meta.get("template") == CORRECTIONS_TEMPLATE:
            shown["notices"] = self._gathered.notices
        elif page.meta.get("template") == HOME_TEMPLATE:
            shown["home"] = self._gathered.home
        elif isinstance(page, ViewPage):
            shown["view"] = page.view
        self._find(page, item)
        return shown  # type: ignore[return-value]  # MkDocs' own type has no room for a plugin's values

    def _show(
        self, card: Card, document: Document, page: Page, config: MkDocsConfig, base_url: str
    ) -> str | None:
        """Set a briefing between its head and its foot; gives it as structured data.

        Where that fails, the page shows the text alone.
        """
        make = partial(self._made, card=card, page=page, config=config, base_url=base_url)
        try:
            view, content, structured = make(document)
        except Exception as reason:
            self._faults.tell(card.path, blamed_line(document, make), reason, "the head and foot of the page")
            page.content = f'{self._note(card.path)}<h1 id="headline">{escape(card.title)}</h1>{page.content}'
            return None
        page.content = self._note(card.path) + content
        page.toc = _toc_of(view, page.toc, self._language)
        return structured

    def _made(
        self, document: Document, card: Card, page: Page, config: MkDocsConfig, base_url: str
    ) -> tuple[BriefingPage, str, str]:
        """A briefing as its page shows it, its text between its head and its foot, and its structured data."""
        assert self._env
        view = briefing_page_of(document, card)
        body, evidence = parted(page.content or "")
        content = self._env.get_template(BRIEFING_PARTIAL).render(
            briefing=view,
            body=body,
            evidence=evidence,
            neighbours=self._gathered.relations.neighbours(card.path),
            related=self._gathered.relations.related(card.path),
            links=links_of(self._gathered.following.register, card, document),
            page=page,
            base_url=base_url,
        )
        article = news_article_of(view, config.site_name, page.url, config.site_url or "")
        return view, content, script_of(article)

    def _note(self, path: str) -> str:
        """What is wrong with a briefing, for its editor: on the page while serving, never in a site that is built."""
        problems = (*self._report.problems.get(f"{self._folder}/{path}", ()), *self._faults.of(path))
        if not (self._is_serving and problems and self._env):
            return ""
        return self._env.get_template(PROBLEMS_PARTIAL).render(problems=problems)

    def _find(self, page: Page, item: Item | None) -> None:
        """Take up a page for the search; of what a plugin generated, its title alone, since it repeats others.

        The views were taken up before (`_await`).
        """
        if isinstance(page, ViewPage):
            return
        html = page.content or ""
        if item and item.document and item.card:
            self._find_briefing(page.url, item.document, item.card, html)
        else:
            self._search.add_page(
                page.url, str(page.title), "" if page.file.generated_by else html, dict(page.meta)
            )
        self._awaited.discard(page.url)
        if not self._awaited:
            self._search.complete()

    def _find_briefing(self, url: str, document: Document, card: Card, html: str) -> None:
        try:
            self._search.add_briefing(url, document, card, html)
        except Exception as reason:
            step = partial(briefing_record, url, card=card, html=html, language=self._language)
            line = blamed_line(document, lambda document: step(document=document))
            self._faults.tell(card.path, line, reason, "what the search finds of this briefing")

    def _item_of(self, page: Page) -> Item | None:
        found = self._files.get(page.file.src_uri)
        return found[1] if found else None

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the calendar of the planned and the feed of corrections beside the pages."""
        site, name, address = Path(config.site_dir), config.site_name, config.site_url or ""
        if not address:
            log.info("404.html leads to the root of the host: set site_url if the site is published below it")
        try:
            (site / CALENDAR).write_bytes(self._calendar(name))
            if self._gathered.notices and address:
                (site / CORRECTIONS_FEED).write_bytes(self._feed(name, address))
            elif self._gathered.notices:
                log.info("no feed of corrections: it needs the site's address (site_url in mkdocs.yml)")
            self._search.finish()
        except DatelineError as reason:
            raise PluginError(render_text(reason.problem)) from None

    def _calendar(self, name: str) -> bytes:
        title = self._language.gettext("%(site)s: planned", site=name)

        def blame(plan: Plan, reason: Exception) -> None:
            self._faults.tell(plan.line.path, plan.line.entry.line, reason, "the calendar's event")

        plans = self._gathered.plans
        return self._faults.apart(plans, lambda some: calendar_of(some, title), CALENDAR, blame)[1]

    def _feed(self, name: str, address: str) -> bytes:
        paths = {url: path for path, url in self._urls.items()}

        def write(notices: Sequence[Notice]) -> bytes:
            feed = partial(feed_of, page=self._corrections, feed=CORRECTIONS_FEED, language=self._language)
            return feed(notices, address, name) if notices else b""

        def blame(notice: Notice, reason: Exception) -> None:
            path = paths[notice.url.partition("#")[0]]
            self._faults.tell_of(path, notice.note.text, reason, "the feed's entry")

        return self._faults.apart(self._gathered.notices, write, CORRECTIONS_FEED, blame)[1]

    def on_serve(
        self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: Any
    ) -> LiveReloadServer:
        """Let MkDocs watch the briefings, and watch the seeds here."""
        briefings = _root(config) / self._settings.briefings_dir
        briefings.mkdir(exist_ok=True)
        server.watch(str(briefings))
        if self._has_seeds(config) and can_convert():
            seeds = _root(config) / self._settings.seeds_dir
            self._watch = SeedWatch(seeds, lambda: self._convert(config))
            self._watch.start()
        return server

    def on_shutdown(self) -> None:
        """Stop watching, and making indexes; leave Python as it was."""
        self._garbage.restore()
        if self._watch:
            self._watch.stop()
        self._search.stop()

    def _has_seeds(self, config: MkDocsConfig) -> bool:
        return (_root(config) / self._settings.seeds_dir).is_dir()

    def _convert(self, config: MkDocsConfig) -> None:
        if not self._has_seeds(config):
            return
        if not can_convert():
            log.info(f"seeds are not converted: install the converting half ({CONVERTING})")
            return
        log.info("converting changed seeds…")
        convert(Path(config.config_file_path).resolve(), _say)


def _say(line: str, failed: bool) -> None:
    if failed:
        log.warning(line)
    else:
        log.info(line)


def _corrections_page(files: Files, config: MkDocsConfig, language: Language) -> str:
    """The address of the page of corrections below the site's root; the page is made where docs holds none."""
    file = files.get_file_from_path(CORRECTIONS)
    if file is None:
        inclusion = InclusionLevel.NOT_IN_NAV
        text = language.gettext(
            "What briefings on this site said wrongly and was put right, the newest first."
            " Each is shown on its briefing too."
        )
        content = _CORRECTIONS_TEXT.format(title=language.gettext("Corrections"), text=text)
        file = File.generated(config, CORRECTIONS, content=content, inclusion=inclusion)
        files.append(file)
    return file.url


def _toc_of(view: BriefingPage, body: TableOfContents, language: Language) -> TableOfContents:
    """The table of contents with what the page's head and foot add; "skip to content" leads to its first line."""
    headline = AnchorLink(escape(view.title), "headline", 1)
    parts = list(body)
    evidence = [parts.pop()] if parts and parts[-1].title == language.gettext(EVIDENCE) else []
    added = (
        (language.gettext("Who is who"), "names", view.cast or view.organisations or view.places),
        (language.gettext("Corrections"), "corrections", view.corrections),
        (language.gettext("Sources"), "sources", view.sources),
    )
    foot = (AnchorLink(title, anchor, 2) for title, anchor, is_there in added if is_there)
    headline.children = [*parts, *foot, *evidence]
    return TableOfContents([headline])


def _ending(config: MkDocsConfig) -> str:
    """What an address ends in, where the site is not read from a server."""
    return "" if config.use_directory_urls else "index.html"


def _root(config: MkDocsConfig) -> Path:
    """The project's root: where `mkdocs.yml` stands."""
    return Path(config.config_file_path).resolve().parent


def _read(project: Project) -> Iterator[tuple[str, str]]:
    """Every briefing as its path below their folder and its text, in order; one that can't be read is left out."""
    for path in briefing_files(project):
        with suppress(DatelineError):  # `_proofread` tells of it
            yield path.relative_to(project.briefings).as_posix(), read_text(path, project.name(path))
