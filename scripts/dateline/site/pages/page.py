"""What every page made from the briefings has: a kind, an address, a place in a sequence, what its template shows."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from dateline.site.interface_language import ENGLISH, Language
from dateline.site.pages.slugs import NameKind, page_url


@dataclass(frozen=True, slots=True)
class SiteOptions:
    """What the pages are made with beside the briefings."""

    name: str = ""
    address: str = ""
    """The absolute address of the site; "" where it is not known."""
    ending: str = ""
    """What addresses end in where no server serves folders: "index.html"."""
    latest: int = 10
    """How many briefings the home page shows."""
    language: Language = ENGLISH
    aliases: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Names as an editor wants them, each with its other forms."""


@dataclass(frozen=True, slots=True)
class PageKind:
    """A kind of page: the folder that its pages stand in, its title (a message), its template."""

    folder: str
    title: str
    template: str


@dataclass(frozen=True, slots=True)
class Pager:
    """Where a page stands among the pages of one list."""

    number: int = 1
    count: int = 1
    newer: str | None = None
    """The address of the page before it."""
    older: str | None = None
    """The address of the page after it."""


@dataclass(frozen=True, slots=True)
class PageFrame:
    """All of a page but what its template shows of briefings."""

    folder: str
    slug: str
    template: str
    title: str
    url: str
    hub: str
    """The address of the first page of its kind."""
    section: str
    """The title of that page."""
    pager: Pager = Pager()
    part: str = ""
    """For a page that shows a part of a list, the name of that part in its address: “2031-05”."""
    files: Mapping[str, str] = field(default_factory=dict)
    """Files beside the page that its scripts load: the text of each, by name."""
    markdown: str | None = None
    """The text of a page of the project's own docs, for a project whose docs have none; None for any other page."""
    key: str = ""
    """The key of this and of all that is shown beside it, where that was kept (`kept_views`)."""
    newest: str = ""
    """The newest day of what is shown beside it (`shown_days`), where that was kept."""

    @property
    def uri(self) -> str:
        """The path of the file that it stands for."""
        return f"{self.path}/index.md" if self.markdown is None else f"{self.folder or 'index'}.md"

    @property
    def path(self) -> str:
        """The path of its folder."""
        number = f"page-{self.pager.number}" if self.pager.number > 1 else ""
        return "/".join(filter(None, (self.folder, self.slug, self.part, number)))

    @property
    def list_title(self) -> str | None:
        """For the page of a name, the title of the list that leads to it, which tells a topic from a place."""
        return self.section if self.slug and self.folder in tuple(NameKind) else None

    @property
    def is_first(self) -> bool:
        """Whether it is the first page of its list."""
        return self.pager.number == 1 and not self.part


@dataclass(frozen=True, slots=True)
class View(PageFrame):
    """A page, ready for its template."""

    make: Callable[[], Any] = field(kw_only=True, repr=False, compare=False)
    """Makes what the template shows beside this: a page that stands in the site as it is needs none."""

    @property
    def shown(self) -> Any:
        """A record of the page's kind."""
        return self.make()


def given(shown: Any) -> Callable[[], Any]:
    """What makes a record that is made."""
    return partial(_itself, shown)


def _itself(shown: Any) -> Any:
    return shown


def views_of(
    kind: PageKind,
    slug: str,
    title: str,
    pages: Sequence[Any],
    options: SiteOptions = SiteOptions(),
    template: str | None = None,
    files: Mapping[str, str] | None = None,
    part: str = "",
) -> Iterator[View]:
    """The pages of one list, or of a part of it, which know each other's addresses; `files` lie beside the first."""
    urls = [page_url(kind.folder, slug, number, options.ending, part) for number in range(1, len(pages) + 1)]
    for number, shown in enumerate(pages):
        yield View(
            kind.folder,
            slug,
            template or kind.template,
            title,
            urls[number],
            hub=page_url(kind.folder, ending=options.ending),
            section=options.language.gettext(kind.title),
            make=given(shown),
            pager=Pager(
                number + 1,
                len(pages),
                urls[number - 1] if number else None,
                urls[number + 1] if number + 1 < len(pages) else None,
            ),
            part=part,
            files=files or {} if number == 0 else {},
        )


def docs_view(kind: PageKind, title: str, text: str, shown: Any, options: SiteOptions) -> View:
    """A page of the project's own docs that shows what the briefings tell; `text` for a project that has none."""
    named = f"title: {title}\n" if kind.folder else ""
    front = f"{named}template: {kind.template}\nhide: [navigation, toc]\n"
    markdown = f"---\n{front}---\n\n# {title}\n" + (f"\n{text}\n" if text else "")
    url = page_url(kind.folder, ending=options.ending)
    return View(kind.folder, "", kind.template, title, url, url, title, make=given(shown), markdown=markdown)
