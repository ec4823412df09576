"""One build of a site after another, without MkDocs: what the briefings tell, what a briefing's page shows.

An error in the code that one briefing brings out is reported with its place (`failures`), and the rest is made.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from copy import copy
from dataclasses import dataclass, replace
from functools import partial
from html import escape
from typing import Any

from dateline.briefing.document import Document
from dateline.briefing.source_rights import SourceRights
from dateline.check.runner import ProjectCheck, Report, problems_of_file
from dateline.model.briefing import Card
from dateline.model.problems import Problem, Severity, render_text
from dateline.model.stores import NO_STORE, Store
from dateline.project.files import Project
from dateline.project.forked_process import FilePlace
from dateline.site.briefing_index import EMPTY, BriefingFile, Index, Made, index_of, index_of_files
from dateline.site.briefing_records import BriefingRecord, document_on_page
from dateline.site.cards.page_images import CardFile, PageImage, PageImages, card_files, page_images_of
from dateline.site.contents import NOTHING, contents_alone, contents_of
from dateline.site.exports.export_files import ExportFile, export_files
from dateline.site.failures import Failures, blamed_line
from dateline.site.markdown.extension import parted
from dateline.site.markdown.fast_path import RenderedBody
from dateline.site.markdown.html_links import may_link
from dateline.site.pages.briefing_page import briefing_page_of, minutes_to_read, sections_of
from dateline.site.pages.calendar_feed import Plan, calendar_of
from dateline.site.pages.gathering_stores import NO_STORES, GatheringStores
from dateline.site.pages.list_data import list_data_of
from dateline.site.pages.page import SiteOptions, View
from dateline.site.pages.related_briefings import Neighbours, Related
from dateline.site.pages.structured_data import (
    Thing,
    breadcrumbs_of,
    graph_of,
    image_object_of,
    news_article_of,
)
from dateline.site.reading import ReadingAndCheck, RenderBody, render_none
from dateline.site.rendered_page import mark_of, script_of
from dateline.site.search.search_records import Record, briefing_record
from dateline.site.source_articles import SourceArticles

CALENDAR = "planned.ics"

Render = Callable[..., str]
"""Renders a template with some values."""


@dataclass(frozen=True, slots=True)
class ShownBriefing:
    """A briefing's text between its head and its foot, with its structured data and the sections of the foot."""

    html: str
    structured: str | None = None
    sections: Sequence[tuple[str, str]] | None = None
    """The title and id of each; None where head and foot could not be made."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the page of a briefing shows of others: those before and after it, related ones, where its names lead."""

    neighbours: tuple[Neighbours, ...]
    related: tuple[Related, ...]
    links: Mapping[str, Mapping[str, str]]


class SiteBuild:
    """The briefings of a site, and what the last build made of them."""

    def __init__(self, say: Callable[[Problem], None]) -> None:
        self.failures = Failures(say)
        self.index: Index = EMPTY
        self.report = Report({})
        self.contents = NOTHING
        self.options = SiteOptions()
        self.images = PageImages()
        self._folder = ""
        self._check: ProjectCheck | None = None
        self._reading: ReadingAndCheck | None = None
        self._bodies: Mapping[str, FilePlace] = {}
        self._urls: Mapping[str, str] = {}
        self._links: Store[bool] = NO_STORE
        self._rights = SourceRights()
        self._articles: SourceArticles | None = None

    def read(
        self,
        files: Iterable[BriefingFile],
        folder: str,
        publish: str,
        check: ProjectCheck,
        store: Store[BriefingRecord] = NO_STORE,
        jobs: int | None = None,
        render: RenderBody = render_none,
    ) -> None:
        """Begin a build with the briefings below `folder`; unchanged ones are known, others are read and checked.

        The check goes on in processes of its own, if there are as many files and `jobs`, and so does the rendering of
        what `render` makes of new ones, for `body_of`.
        """
        self._folder, self._check = folder, check
        self._rights, self._articles = check.project.settings.source_rights, SourceArticles(check.project)
        self.failures.begin(folder)
        blame = partial(self.failures.report, what="this briefing")

        def render_shown(found: Document) -> RenderedBody | None:
            return render(document_on_page(found, self._rights))

        def make(unread: Sequence[BriefingFile]) -> Made:
            self._reading = ReadingAndCheck(unread, check, render_shown, jobs)
            return self._reading.records()

        self.index = self.failures.index = index_of_files(
            files, folder, publish, self.index, blame, store, make, self._rights
        )

    def check(self, *, is_serving: bool, is_strict: bool) -> Iterator[tuple[bool, str]]:
        """The messages of `dateline check`, each with whether it is a warning, which stops a strict build.

        An error is one; what is less is news to an editor, and a number to who builds the site.
        """
        assert self._check and self._reading
        before = set(self.report.all())
        self.report = self._check.report(self._reading.checks())
        self._bodies = self._reading.bodies
        self._check = self._reading = None
        others = 0
        for problem in self.report.all():
            is_error = problem.severity is Severity.ERROR
            others += not is_error
            if is_error or (is_serving and not is_strict and problem not in before):
                yield is_error or problem.severity is Severity.WARNING, render_text(problem)
        if others and not is_serving:
            told = f"{others} warnings and notices" if others > 1 else "1 warning or notice"
            yield False, f"{told} about briefings: `dateline check` tells more"

    def gather(
        self,
        urls: Mapping[str, str],
        options: SiteOptions,
        stores: GatheringStores = NO_STORES,
        jobs: int | None = 1,
    ) -> list[str]:
        """Make the contents of the site, with the address of each briefing by its path, and what `stores` know.

        Gives the paths of the briefings that this fails on; they are left out.  Raises `DatelineError` where it fails
        for no briefing alone.
        """
        left_out = []

        def blame(card: Card, reason: Exception) -> None:
            alone = partial(contents_alone, card=card, url=urls[card.path], options=options)
            self._report(card, alone, reason, "what the site tells of this briefing")
            left_out.append(card.path)

        self._urls, self.options, self._links = urls, options, stores.links
        cards, self.contents = self.failures.without_failing(
            [card for card in self.index.cards if card.path in urls],
            lambda some: contents_of(replace(self.index, cards=tuple(some)), urls, options, stores, jobs),
            "the lists of the site",
            blame,
        )
        self.index = replace(self.index, cards=cards)
        return left_out

    def body_of(self, digest: str) -> RenderedBody | None:
        """The body of a briefing that was rendered when it was read, by the digest of its file."""
        place = self._bodies.get(digest)
        body: RenderedBody | None = place.take() if place else None
        return body

    def forget_bodies(self) -> None:
        """Drop what waits on disk for `body_of`."""
        self._bodies = {}

    def attached(self) -> list[str]:
        """The files that the briefings refer to, as paths below their folder, each once."""
        named = (name for card in self.index.cards for name in self.report.attached.get(card.path, ()))
        return list(dict.fromkeys(named))

    def problems_of(self, path: str) -> tuple[Problem, ...]:
        """What is wrong with a briefing, for its editor."""
        return (*self.report.problems.get(f"{self._folder}/{path}", ()), *self.failures.of(path))

    def with_text(self, project: Project, path: str, text: str) -> "SiteBuild | None":
        """The build with another text of a briefing and the problems of that; its pages beside it know the former.

        None where the site would show other briefings than it does.
        """
        folder, before = self._folder, self.index.items.get(path)
        items = index_of(
            [(path, text)],
            folder,
            blame=partial(self.failures.report, what="this briefing"),
            rights=self._rights,
        ).items
        card = items[path].card
        if before is None or before.card is None or card is None or card.status is not before.card.status:
            return None
        build, name = copy(self), f"{folder}/{path}"
        build.index = replace(self.index, items={**self.index.items, **items})
        problems = problems_of_file(project, project.briefings / path)
        build.report = replace(self.report, problems={**self.report.problems, name: problems})
        return build

    def surroundings(self, path: str) -> Surroundings:
        """What a briefing's page shows of others."""
        item, relations = self.index.items[path], self.contents.data.relations
        assert item.card and item.record
        links = self.contents.data.index.links_of(item.card, item.record)
        return Surroundings(relations.neighbours(path), relations.related(path), links)

    def shown_of(self, path: str, for_editor: bool) -> tuple[object, ...]:
        """All that the page of a briefing is made of: where it is equal for two builds, the page is.

        `for_editor` tells whether the page shows what is wrong with the briefing.
        """
        problems = self.problems_of(path) if for_editor else ()
        data, digest = self.contents.data, self.index.items[path].digest
        briefing = data.index.by_path[path]
        article = self._articles.key(briefing.sources) if self._articles else ()
        # where its names lead belongs to its `whole_key`
        shown = digest, briefing.whole_key, data.relations.key(path), problems, bool(self.options.address)
        return *shown, article, self.images.of_briefing(path)

    def may_link(self, path: str) -> bool:
        """Whether a briefing may have a link or a picture, whose address depends on the site's other files."""
        item = self.index.items[path]
        found = self._links.get(item.digest)
        if found is None:
            found = may_link(item.text)
            self._links.put(item.digest, found)
        return found

    def show(self, document: Document, card: Card, html: str, render: Render, base_url: str) -> ShownBriefing:
        """A briefing's rendered text between its head and its foot; where that fails, the text alone.

        `base_url` leads from its page to the root of the site.
        """
        step = partial(self._shown, card=card, html=html, render=render, base_url=base_url)
        try:
            return step(document)
        except Exception as reason:
            self._report(card, step, reason, "the head and foot of the page")
            return ShownBriefing(f'<h1 id="headline">{escape(card.title)}</h1>{html}')

    def _shown(
        self, document: Document, card: Card, html: str, render: Render, base_url: str
    ) -> ShownBriefing:
        page = briefing_page_of(document, card)
        body, evidence = parted(html)
        around = self.surroundings(card.path)
        content = render(
            briefing=page,
            body=body,
            evidence=evidence,
            articles=self._articles.of(page.sources) if self._articles else {},
            minutes=minutes_to_read(body),
            neighbours=around.neighbours,
            related=around.related,
            links=around.links,
        )
        options = self.options
        address = mark_of("address") if options.address else None
        article = news_article_of(
            page,
            options.name,
            address,
            document.briefing.key_quotes,
            _picture(self.images.of_briefing(card.path), mark_of("root")),
        )
        topics = [(name, f"{base_url}/{url}") for name, url in around.links["topics"].items()]
        way = breadcrumbs_of(options, base_url, *topics[:1], (page.title, None))
        return ShownBriefing(content, script_of(graph_of(article, way)), sections_of(page, options.language))

    def structured_list(
        self, view: View, description: str, base_url: str, address: str | None, root: str
    ) -> str:
        """A page that is made from briefings as structured data, for a script element.

        `base_url` leads from it to the root of the site, whose address is `root`.
        """
        image = _picture(self.images.of_view(view), root)
        return script_of(list_data_of(view, description, self.options, base_url, address, image))

    def report_search(self, card: Card, html: str, reason: Exception) -> None:
        """Report a briefing that the search can't take up."""

        def step(document: Document) -> Record:
            alone = contents_alone(document, card, self._urls[card.path], self.options)
            return briefing_record(alone.data.index.by_path[card.path], html, language=self.options.language)

        what = "what the search finds of this briefing"
        self._report(card, lambda document: step(document=document), reason, what)

    def calendar(self) -> bytes:
        """The calendar of what is planned."""
        title = self.options.language.gettext("%(site)s: planned", site=self.options.name)

        def write(plans: Sequence[Plan]) -> bytes:
            return calendar_of(plans, title, self.options.address)

        def blame(plan: Plan, reason: Exception) -> None:
            path = plan.briefing.card.path
            self.failures.report(path, plan.entry.line, reason, "the calendar's event")

        return self.failures.without_failing(self.contents.data.plans, write, CALENDAR, blame)[1]

    def exports(self, which: str, rests_on: str) -> Iterator[ExportFile]:
        """The files of the site's data, as `export_files` gives them."""
        return export_files(self.contents.data, which, rests_on)

    def exported(self, file: ExportFile) -> tuple[bytes, bool]:
        """What such a file holds, and whether that is all: what fails is reported and left out."""
        try:
            things = file.things()
        except Exception as reason:
            for path, line in file.places:
                self.failures.report(path, line, reason, file.path)
            if file.places:
                return b"", False
            raise

        def blame(thing: Any, reason: Exception) -> None:
            for path, line in thing.places:
                self.failures.report(path, line, reason, file.path)

        left, data = self.failures.without_failing(things, file.write, file.path, blame)
        return data, len(left) == len(things)

    def cards(self, which: str, description: str) -> Iterator[CardFile]:
        """The cards of the site, as `card_files` gives them."""
        return card_files(self.contents.data, which, description)

    def drawn(self, card: CardFile) -> bytes:
        """A card as a PNG; where that fails it is reported, and there are no bytes."""
        try:
            return card.draw()
        except Exception as reason:
            for path, line in card.places or (("", 0),):
                self.failures.report(path, line, reason, card.path)
            return b""

    def take_images(self, drawn: Mapping[str, CardFile], own: Set[str]) -> None:
        """Let pages name their pictures, as `page_images_of` gives them, where the site's address is known."""
        data = self.contents.data
        attached = self.report.attached
        self.images = page_images_of(data, drawn, own, attached) if self.options.address else PageImages()

    def _report(self, card: Card, step: Callable[[Document], object], reason: Exception, what: str) -> None:
        document = self.index.items[card.path].document
        self.failures.report(card.path, blamed_line(document, step) if document else 0, reason, what)


def _picture(image: PageImage | None, root: str) -> Thing | None:
    """The picture of a page as structured data; `root` is the address of the site."""
    return image_object_of(f"{root}{image.url}", image.width, image.height) if image else None
