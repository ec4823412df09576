"""The pictures of pages: a briefing's own, else its card or its topic's, else the card of the site.

A card is a file that is known by the key of all that it shows, so that it is drawn again only when that changes.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from urllib.parse import quote

from dateline.project.cache import version_of
from dateline.project.settings import MOUNT
from dateline.site.cards.card_drawing import HEIGHT, WIDTH, draw_card
from dateline.site.cards.card_text import CardText, drawable
from dateline.site.content_keys import content_key
from dateline.site.date_format import date_words
from dateline.site.pages.name_index import IndexedName, PublishedBriefing
from dateline.site.pages.page import PageFrame, SiteOptions
from dateline.site.pages.site_data import SiteData
from dateline.site.pages.slugs import NameKind

ALL, SITE, NONE = "all", "site", "none"
"""Which cards there are: of every briefing and topic, too, of the site alone, none."""

_FOLDER = "cards"
_PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".gif")
"""Endings of pictures that can be shown where an address is shared; drawings (SVG) can't."""


@dataclass(frozen=True, slots=True)
class CardFile:
    """A card of the site."""

    path: str
    """Below the site's root."""
    text: CardText
    places: tuple[tuple[str, int], ...] = ()
    """The briefing that it is of, as an error is told of it."""

    @property
    def key(self) -> str:
        """Of all that it shows and what draws it."""
        return content_key(self.text.key, drawn_with())

    def draw(self) -> bytes:
        """The card as a PNG."""
        return draw_card(self.text)


@cache
def drawn_with() -> str:
    """The versions of what draws cards."""
    return f"{version_of('cards')} {version('pillow')}"


@dataclass(frozen=True, slots=True)
class PageImage:
    """The picture that is shown of a page where its address is shared."""

    url: str
    """Below the site's root."""
    alt: str
    width: int | None = None
    """Of a card; how large another picture is nobody has looked."""
    height: int | None = None


@dataclass(frozen=True, slots=True)
class PageImages:
    """The pictures of the pages of a site."""

    site: PageImage | None = None
    briefings: Mapping[str, PageImage] = field(default_factory=dict)
    """By the path of the briefing, those that are not the site's."""
    topics: Mapping[str, PageImage] = field(default_factory=dict)
    """By the slug of the topic."""

    def of_briefing(self, path: str) -> PageImage | None:
        """That of a briefing's page."""
        return self.briefings.get(path, self.site)

    def of_view(self, view: PageFrame | None) -> PageImage | None:
        """That of a page that is made from briefings, or of any other page (None)."""
        is_topic = view is not None and view.folder == NameKind.TOPIC
        return self.topics.get(view.slug, self.site) if view and is_topic else self.site


def card_files(data: SiteData, which: str, description: str) -> Iterator[CardFile]:
    """The cards of a site, which `description` says something of: that of the site first.

    There is none where its address is not known, since pictures are named by whole addresses, nor of what the font
    can't draw.
    """
    options = data.options
    if which == NONE or not options.address:
        return
    name = drawable(options.name)
    found = [CardFile(_path_of(), CardText(name, below=drawable(description), is_site=True))]
    if which == ALL:
        found += (_of_briefing(briefing, name, options) for briefing in data.index.briefings)
        topics = data.index.names[NameKind.TOPIC]
        found += (_of_topic(slug, topic, name, options) for slug, topic in topics.items())
    yield from (file for file in found if file.text.headline)


def _of_briefing(briefing: PublishedBriefing, name: str, options: SiteOptions) -> CardFile:
    day = date_words(briefing.date, options.language) if briefing.date else ""
    label = options.language.gettext("Draft") if briefing.is_draft else ""
    text = CardText(drawable(briefing.title), name, drawable(day), drawable(label))
    return CardFile(_path_of_briefing(briefing.card.path), text, briefing.places)


def _of_topic(slug: str, topic: IndexedName, name: str, options: SiteOptions) -> CardFile:
    count = options.language.ngettext("%(num)s briefing", "%(num)s briefings", len(topic.briefings))
    return CardFile(
        _path_of(NameKind.TOPIC, slug), CardText(drawable(topic.name.text), name, drawable(count))
    )


def _path_of(folder: str = "", name: str = "site") -> str:
    return "/".join(filter(None, (_FOLDER, folder, f"{name}.png")))


def _path_of_briefing(path: str) -> str:
    return _path_of("briefings", path.removesuffix(".md"))


def page_images_of(
    data: SiteData, drawn: Mapping[str, CardFile], own: Set[str], attached: Mapping[str, Sequence[str]]
) -> PageImages:
    """The pictures of pages: of cards those in `drawn`, by their paths.

    `own` are those of them in whose place stands a file of the project's docs, and `attached` has the files that each
    briefing refers to, of which the first picture is the briefing's own.
    """

    def image(path: str) -> PageImage | None:
        if path not in drawn:
            return None
        size = (None, None) if path in own else (WIDTH, HEIGHT)
        return PageImage(quote(path), drawn[path].text.told, *size)

    def of_briefing(briefing: PublishedBriefing) -> PageImage | None:
        path = briefing.card.path
        picture = next((name for name in attached.get(path, ()) if name.lower().endswith(_PICTURES)), "")
        if picture:
            return PageImage(quote(f"{MOUNT}/{picture}"), briefing.title)
        return image(_path_of_briefing(path))

    briefings = {each.card.path: found for each in data.index.briefings if (found := of_briefing(each))}
    slugs = data.index.names[NameKind.TOPIC]
    topics = {slug: found for slug in slugs if (found := image(_path_of(NameKind.TOPIC, slug)))}
    return PageImages(image(_path_of()), briefings, topics)
