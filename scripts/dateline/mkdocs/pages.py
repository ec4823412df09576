"""Pages of MkDocs that no Markdown file of the docs stands behind: briefings, and what is made from them.

All are outside the navigation.  What many of them show alike is rendered once a build.
"""

import logging
import posixpath
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, partial
from html import escape
from typing import Any
from urllib.parse import unquote, urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents, get_toc

from dateline.briefing.document import Document, text_of
from dateline.model.briefing import Card
from dateline.model.internal_errors import first_failing, raises
from dateline.site.briefing_index import IndexedFile
from dateline.site.failures import Failures
from dateline.site.file_words import EVIDENCE
from dateline.site.interface_language import ENGLISH, Language
from dateline.site.markdown.extension import BriefingMarkup, BriefingText
from dateline.site.markdown.fast_path import FastPath, RenderedBody
from dateline.site.pages.briefing_page import meta_of
from dateline.site.pages.corrections_page import notes_of
from dateline.site.pages.page import View
from dateline.site.reading import RenderBody

NOT_IN_NAV = InclusionLevel.NOT_IN_NAV


_BELOW = re.compile(r"\w(?:(?!//|/\.)[^:?#;])*$")
"""A way to below the address of the site that is no more than that."""


def _with_slash(address: str) -> str:
    return address if address.endswith("/") else f"{address}/"


@cache
def _path_of(address: str) -> str:
    return urlsplit(address).path


class OwnFile(File):
    """A file of the site that Dateline writes: links lead to it, and MkDocs neither renders nor copies it."""

    is_written_by_mkdocs = True

    @classmethod
    def generated(cls, config: MkDocsConfig, src_uri: str, **source: Any) -> "OwnFile":
        """The file of a page, or of what lies beside it, as `File.generated` makes it."""
        file = super().generated(config, src_uri, **source)
        assert isinstance(file, cls)
        _ = file.url  # which MkDocs makes of what is a page for it
        file.is_written_by_mkdocs = False
        return file

    def is_documentation_page(self) -> bool:
        """Whether MkDocs has to render it."""
        return self.is_written_by_mkdocs and super().is_documentation_page()

    def copy_file(self, dirty: bool = False) -> None:
        """Leave it to Dateline."""


class OwnPage(Page):
    """A page that is made of briefings, which Dateline writes itself."""

    def _set_canonical_url(self, base: str | None) -> None:
        """As MkDocs does it, but for the parsing of both addresses: a site has thousands of pages below one."""
        if not base or "?" in base or "#" in base or not _BELOW.match(self.url):
            super()._set_canonical_url(base)
            return
        self.canonical_url = _with_slash(base) + self.url
        self.abs_url = _path_of(_with_slash(base)) + self.url


class ViewPage(OwnPage):
    """A page whose template shows a view."""

    def __init__(self, view: View, file: File, config: MkDocsConfig, language: Language) -> None:
        title = view.title
        if view.pager.number > 1:
            number = language.number(view.pager.number)
            title = language.gettext("%(title)s (page %(number)s)", title=title, number=number)
        super().__init__(escape(title), file, config)
        self.view = view

    def read_source(self, config: MkDocsConfig) -> None:
        """Take the template from the view; of several pages of one list, the search leads to the first."""
        self.markdown = ""
        self.meta = {
            "template": self.view.template,
            "hide": ["navigation", "toc", "footer"],
            "search": {"exclude": not self.view.is_first},
        }

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Leave the content to the template: what the search takes up is the title alone."""
        self.content = f"<h1>{self.title}</h1>"
        self.toc = TableOfContents([AnchorLink(self.title or "", "headline", 1)])


class MountedBriefing(OwnPage):
    """The page of a briefing, rendered from what was parsed with the index: one reading of a file for a whole build.

    A plain text takes the fast path, if it was not rendered there when it was read (`body_of`).  Where an error in the
    code is met, the line or box that brings it out is shown as Python-Markdown has it; where that does not help, the
    text is shown as it is written.
    """

    def __init__(
        self,
        file: File,
        config: MkDocsConfig,
        item: IndexedFile,
        markup: BriefingMarkup,
        failures: Failures,
        fast_path: FastPath | None = None,
        body_of: Callable[[str], RenderedBody | None] = lambda digest: None,
    ) -> None:
        super().__init__(None, file, config)
        assert item.card
        self.card: Card = item.card
        self._item = item
        self._markup, self._failures = markup, failures
        self._fast_path, self._body_of = fast_path, body_of

    @cached_property
    def document(self) -> Document:
        """The briefing as its file holds it."""
        found = self._item.document
        assert found
        return found

    def read_source(self, config: MkDocsConfig) -> None:
        """Take the metadata of our own reading, since MkDocs reads other YAML."""
        self.markdown = self.document.front.body
        self.meta = meta_of(self.document.front.values, self.card, self.document.briefing.lead)
        self.meta.setdefault("template", "briefing_page.html")

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Render, a second time with more care if the first fails."""
        self._markup.text = text = text_on_page(self.document, partial(address_on, self, files))
        try:
            if not self._render_fast(text):
                super().render(config, files)
        except Exception:
            report = partial(self._failures.report_words, self.card.path, what="this part of the page")
            self._markup.blame = report
            self._render_with_care(config, files)
        finally:
            self._markup.text = self._markup.blame = None

    def _render_fast(self, text: BriefingText) -> bool:
        """Render without Python-Markdown, where the text is plain and no other plugin has changed it."""
        is_changed = self.markdown != text.document.front.body
        if not self._fast_path or is_changed:
            return False
        body = self._body_of(self._item.digest) or self._fast_path.render(text)
        if body is None:
            return False
        self.content, self.present_anchor_ids = body.html, set(body.anchors)
        self.toc = get_toc(
            [{"level": 2, "id": anchor, "name": title, "children": []} for title, anchor in body.headings]
        )
        return True

    def _render_with_care(self, config: MkDocsConfig, files: Files) -> None:
        written = self.markdown or ""
        try:
            super().render(config, files)
        except Exception as reason:
            lines = written.split("\n")
            number = self._first_failing(lines, config, files)
            words = lines[number - 1] if number else ""
            self._failures.report_words(self.card.path, words, reason, "the page")
            self.content, self.toc = f"<pre>{escape(written)}</pre>", TableOfContents([])

    def _first_failing(self, lines: list[str], config: MkDocsConfig, files: Files) -> int:
        written, quiet = self.markdown, logging.root.manager.disable
        logging.disable()  # what is told of each part was told of the whole

        def render(part: str) -> None:
            self.markdown = part
            super(MountedBriefing, self).render(config, files)

        try:
            return first_failing(lines, lambda part: raises(lambda: render(part)))
        finally:
            self.markdown = written
            logging.disable(quiet)

    def add_sections(self, sections: Iterable[tuple[str, str]], language: Language) -> None:
        """Add the sections of the page's foot to its contents; "skip to content" leads to its first line."""
        headline = AnchorLink(escape(self.card.title), "headline", 1)
        parts = list(self.toc)
        evidence = [parts.pop()] if parts and parts[-1].title == language.gettext(EVIDENCE) else []
        foot = (AnchorLink(title, anchor, 2) for title, anchor in sections)
        headline.children = [*parts, *foot, *evidence]
        self.toc = TableOfContents([headline])


def text_on_page(document: Document, to_page: Callable[[str], str] = str) -> BriefingText:
    """What the body of a briefing's page is rendered from; `to_page` gives the address on it for one in the file."""
    language = text_of(document.front.values, "language") or ENGLISH.tag
    return BriefingText(document, language, notes_of(document), to_page)


def body_renderer(fast_path: FastPath) -> RenderBody:
    """What renders bodies that no page has asked for yet."""
    return lambda document: fast_path.render(text_on_page(document))


def address_on(page: Page, files: Files, written: str) -> str:
    """The address, on a page, of the file that an address in its Markdown file leads to; any other as it is."""
    path, rest = re.fullmatch(r"([^?#]*)(.*)", written, re.DOTALL).groups()  # type: ignore[union-attr]  # any text fits
    uri = posixpath.normpath(posixpath.join(posixpath.dirname(page.file.src_uri), unquote(path)))
    file = files.get_file_from_path(uri) if path else None
    return f"{file.url_relative_to(page.file)}{rest}" if file else written


def mount_views(
    views: Iterable[View],
    files: Files,
    config: MkDocsConfig,
    language: Language = ENGLISH,
    kind: type[File] = File,
) -> Iterator[str]:
    """Add the views to the files of the site; yields a complaint about each whose place is taken.

    A page of the docs' own is added where the docs have none.  `kind` is that of the files of the others.
    """
    for view in views:
        taken = files.get_file_from_path(view.uri)
        if view.markdown is not None:
            is_home = not view.folder
            if taken is None and not (is_home and files.get_file_from_path("README.md")):
                inclusion = InclusionLevel.UNDEFINED if is_home else NOT_IN_NAV
                files.append(File.generated(config, view.uri, content=view.markdown, inclusion=inclusion))
        elif taken is not None:
            yield f"{config.docs_dir}/{view.uri} stands where the page “{view.title}” would; rename it"
        else:
            file = kind.generated(config, view.uri, content="", inclusion=NOT_IN_NAV)
            files.append(file)
            ViewPage(view, file, config, language)
            for name, text in view.files.items():
                files.append(
                    kind.generated(config, f"{view.path}/{name}", content=text, inclusion=NOT_IN_NAV)
                )


# --- what many pages show alike -------------------------------------------------------------------------------

_MOST_FRAGMENTS = 50_000
"""Texts of one kind that are kept, at about a kilobyte each: the lines of some 10,000 briefings."""
_BASE = "\ufdd0\ufdef"
"""Stands for the way to the site's root, which is put in last."""
_AGAIN = "\ufdd0\ufdec"
"""Stands in what has a date where it is told whether the one before it has the same."""


class FragmentCache:
    """What many pages show alike, such as a line of the timelines of all its topics and names: rendered once a build.

    The way to the site's root, which depends on the page, is put in last.  `blame` is told a thing that a template
    fails on, which is then not shown; it raises the error again where it knows no better.
    """

    def __init__(self, blame: Callable[[Any, Exception], None]) -> None:
        self._blame = blame
        self._texts: dict[tuple[Any, ...], dict[Any, bytes]] = defaultdict(dict)
        """As UTF-8: one curly quote doubles what a text takes in Python's own form."""

    def functions(self) -> Mapping[str, Callable[..., str]]:
        """What templates may call, by name."""
        return {
            "shown_once": self.shown,
            "shown_by_date": self.shown_by_date,
            "shown_here": self.shown_here,
        }

    def shown(self, things: Sequence[Any], base: str, render: Callable[..., str], *how: Any) -> str:
        """The things as HTML, one after the other, for a page with that way to the root.

        `render` makes the text of a thing from the thing, the way to the root and `how`: a macro.
        """
        text = b"".join(self._kept(things, render, how)).decode(errors="surrogatepass")
        return text.replace(_BASE, base)

    def shown_here(self, things: Sequence[Any], base: str, render: Callable[..., str], *how: Any) -> str:
        """The same of things that hardly another page shows in this way: their texts are not kept."""
        return "".join(self._rendered(thing, base, render, how) for thing in things)

    def shown_by_date(
        self,
        things: Sequence[Any],
        base: str,
        render: Callable[..., str],
        again: str,
        *how: Any,
        kept: bool = True,
    ) -> str:
        """Things with a date, one after the other; `again` stands in those that have the date of the one before.

        `render` is told where, between the way to the root and `how`.  What hardly another page shows need not be kept.
        """
        marked = _AGAIN, *how
        every = self._kept(things, render, marked) if kept else self._made(things, base, render, marked)
        told, unmarked = again.encode(), _AGAIN.encode()
        texts: list[bytes] = []
        before: object = texts  # no date
        for thing, text in zip(things, every, strict=True):
            texts.append(text.replace(unmarked, told if thing.date == before else b""))
            before = thing.date
        return b"".join(texts).decode(errors="surrogatepass").replace(_BASE, base)

    def _kept(
        self, things: Iterable[Any], render: Callable[..., str], how: tuple[Any, ...]
    ) -> Iterator[bytes]:
        texts = self._texts[render, *how]
        if len(texts) > _MOST_FRAGMENTS:
            texts.clear()
        for thing in things:
            if thing not in texts:
                (texts[thing],) = self._made((thing,), _BASE, render, how)
            yield texts[thing]

    def _made(
        self, things: Iterable[Any], base: str, render: Callable[..., str], how: tuple[Any, ...]
    ) -> Iterator[bytes]:
        for thing in things:
            yield self._rendered(thing, base, render, how).encode(errors="surrogatepass")

    def _rendered(self, thing: Any, base: str, render: Callable[..., str], how: tuple[Any, ...]) -> str:
        try:
            return render(thing, base, *how)
        except Exception as reason:
            self._blame(thing, reason)
            return ""

    def forget(self) -> None:
        """Drop the texts."""
        self._texts.clear()
