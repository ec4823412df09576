"""The register: every published briefing with its names, and every name with its briefings and quotes.

An inverted index, built in one pass over the briefings and one over what they name.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.briefing.document import Document, names_of, plain
from dateline.model import edtf
from dateline.model.briefing import Briefing, Card, Evidence, KeyQuote, ReviewStatus, Source
from dateline.site.anchors import QUOTE, address_of
from dateline.site.briefing_index import Index, sources_of
from dateline.site.date_format import Moment, moment_of
from dateline.site.pages.slugs import Kind, Name, page_url, slug_for
from dateline.timeline.mention import day_of_stamp

Names = Mapping[Kind, tuple[Name, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Filed:
    """A published briefing as the pages here name it."""

    card: Card
    url: str
    briefing: Briefing
    sources: tuple[Source, ...]
    names: Names
    """Its names by kind, in the briefing's order."""
    date: Moment | None
    day: str | None
    """The day of the news (EDTF), where it is known to the day."""

    @property
    def title(self) -> str:
        """The headline."""
        return self.card.title

    @property
    def description(self) -> str | None:
        """The dek."""
        return self.card.description

    @property
    def is_draft(self) -> bool:
        """Whether nobody has reviewed it."""
        return self.card.status is ReviewStatus.DRAFT

    def source_of(self, evidence: Evidence | None) -> Source | None:
        """The source that a footnote quotes: the one it names, the only one, or the only one of its publisher."""
        if evidence is None:
            return None
        if evidence.source:
            return next((source for source in self.sources if source.id == evidence.source), None)
        if len(self.sources) == 1:
            return self.sources[0]
        fitting = [source for source in self.sources if source.publisher == evidence.publisher]
        return fitting[0] if len(fitting) == 1 else None


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """A quote of a briefing, as the pages of speaker and topic show it."""

    filed: Filed
    quote: KeyQuote
    speaker: Name | None
    """The speaker, where the speaker has a page."""
    side: Name | None
    """The organisation that the speaker's role names."""
    date: Moment | None
    """The day on which it was said, else that of the source's publication, else that of the briefing."""
    is_day_said: bool
    """Whether `date` is the day on which it was said."""
    publisher: str | None
    place: str | None
    """Where in the source it stands: “paragraph 4”."""
    url: str
    """Where the quote stands on the briefing's page."""


@dataclass(frozen=True, slots=True, eq=False)
class Holding:
    """All that is filed under one name, the newest first."""

    name: Name
    briefings: tuple[Filed, ...]
    said: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Register:
    """All of it: the briefings, newest first, and the holdings of each kind by slug."""

    briefings: tuple[Filed, ...]
    holdings: Mapping[Kind, Mapping[str, Holding]]
    said: Mapping[str, tuple[Said, ...]]
    """The quotes of each briefing, by its path."""
    newest: str | None
    """The day of the newest briefing: what lies after it is still to come."""


def register_of(index: Index, urls: Mapping[str, str], ending: str = "") -> Register:
    """The register of the briefings that have an address; `ending` as `page_url` takes it."""
    found = [
        (card, document) for card in index.cards if card.path in urls and (document := _read(index, card))
    ]
    quotes = Counter(
        slug_for(quote.speaker)
        for _, document in found
        for quote in document.briefing.key_quotes
        if quote.speaker
    )
    names = {
        kind: {slug: _name_of(kind, slug, spelled, quotes, urls, ending) for slug, spelled in by_slug.items()}
        for kind, by_slug in _spellings(found).items()
    }
    briefings = tuple(_filed(card, document, urls[card.path], names) for card, document in found)
    said = {filed.card.path: tuple(_said_in(filed, names)) for filed in briefings}
    return Register(
        briefings,
        _holdings(names, briefings, said),
        said,
        max((filed.day for filed in briefings if filed.day), default=None),
    )


def links_of(register: Register, card: Card, document: Document) -> Mapping[str, Mapping[str, str]]:
    """The addresses of those names of a briefing that have a page, as it spells them, by kind (“topics”, …)."""
    links: dict[str, dict[str, str]] = {str(kind): {} for kind in Kind}
    for kind, name in _listed(card, document):
        holding = register.holdings[kind].get(slug_for(name))
        if holding and holding.name.has_page:
            links[kind][name] = holding.name.url
    return links


def _read(index: Index, card: Card) -> Document | None:
    return index.items[card.path].document


# --- names ----------------------------------------------------------------------------------------------------


def _listed(card: Card, document: Document) -> Iterator[tuple[Kind, str]]:
    front = document.front.values
    for kind, listed in (
        (Kind.TOPIC, card.topics),
        (Kind.PERSON, card.people),
        (Kind.ORGANISATION, names_of(front, "organisations")),
        (Kind.PLACE, names_of(front, "places")),
        (Kind.PUBLISHER, card.publishers),
    ):
        for name in listed:
            yield kind, name


def _spellings(found: Iterable[tuple[Card, Document]]) -> dict[Kind, dict[str, list[tuple[str, str]]]]:
    """Each name as it is spelled and the path of the briefing that spells it so, by slug."""
    spelled: dict[Kind, dict[str, list[tuple[str, str]]]] = {kind: defaultdict(list) for kind in Kind}
    for card, document in found:
        for kind, name in _listed(card, document):
            spelled[kind][slug_for(name)].append((name, card.path))
    return spelled


_ALWAYS = (Kind.TOPIC, Kind.PUBLISHER)
"""Kinds whose every name has a page."""


def _name_of(
    kind: Kind,
    slug: str,
    spelled: Sequence[tuple[str, str]],
    quotes: Mapping[str, int],
    urls: Mapping[str, str],
    ending: str,
) -> Name:
    """A name that one briefing has, with one quote at most, has no page: that would only repeat the briefing."""
    counts = Counter(text for text, _ in spelled)
    paths = {path for _, path in spelled}
    is_followed = len(paths) > 1 or (kind is not Kind.PLACE and quotes.get(slug, 0) > 1)
    has_page = kind in _ALWAYS or is_followed
    url = page_url(kind, slug, ending=ending) if has_page else urls[paths.pop()]
    return Name(kind, min(counts, key=lambda text: (-counts[text], text)), slug, url, has_page)


# --- briefings and quotes -------------------------------------------------------------------------------------


def _filed(card: Card, document: Document, url: str, names: Mapping[Kind, Mapping[str, Name]]) -> Filed:
    mine: dict[Kind, dict[str, Name]] = {kind: {} for kind in Kind}
    for kind, name in _listed(card, document):
        slug = slug_for(name)
        mine[kind][slug] = names[kind][slug]
    return Filed(
        card=card,
        url=url,
        briefing=document.briefing,
        sources=sources_of(document.front.values),
        names={kind: tuple(found.values()) for kind, found in mine.items()},
        date=moment_of(card.date) if card.date else None,
        day=day_of_stamp(card.date),
    )


def _said_in(filed: Filed, names: Mapping[Kind, Mapping[str, Name]]) -> Iterator[Said]:
    notes = {evidence.label: evidence for evidence in filed.briefing.evidence}
    for quote in filed.briefing.key_quotes:
        label = next((label for label in quote.labels if label in notes), None)
        evidence = notes.get(label or "")
        source = filed.source_of(evidence)
        when = quote.said or (source.published if source else None) or filed.card.date
        yield Said(
            filed=filed,
            quote=quote,
            speaker=_speaker_of(quote, names),
            side=_side_of(quote, filed),
            date=moment_of(day_of_stamp(when) or when) if when else None,
            is_day_said=quote.said is not None,
            publisher=(evidence and evidence.publisher) or (source.publisher if source else None),
            place=evidence.place if evidence else None,
            url=f"{filed.url}#{address_of(QUOTE, quote.id)}" if quote.id else filed.url,
        )


def _speaker_of(quote: KeyQuote, names: Mapping[Kind, Mapping[str, Name]]) -> Name | None:
    """The page of a speaker whom some briefing lists; a mere description (“a resident”) has none."""
    slug = slug_for(quote.speaker) if quote.speaker else ""
    return names[Kind.PERSON].get(slug) or names[Kind.ORGANISATION].get(slug)


def _side_of(quote: KeyQuote, filed: Filed) -> Name | None:
    """The organisation whose full name stands in the speaker's role; of several the longest."""
    role = f" {plain(quote.role or '')} "
    named = [name for name in filed.names[Kind.ORGANISATION] if f" {name.text} " in role.replace(",", " ")]
    return max(named, key=lambda name: len(name.text), default=None)


# --- holdings -------------------------------------------------------------------------------------------------


def _holdings(
    names: Mapping[Kind, Mapping[str, Name]],
    briefings: Sequence[Filed],
    said: Mapping[str, Sequence[Said]],
) -> dict[Kind, dict[str, Holding]]:
    filed: dict[Name, list[Filed]] = defaultdict(list)
    quotes: dict[Name, list[Said]] = defaultdict(list)
    for briefing in briefings:
        for found in briefing.names.values():
            for name in found:
                filed[name].append(briefing)
        for quote in said[briefing.card.path]:
            if quote.speaker:
                quotes[quote.speaker].append(quote)
    return {
        kind: {
            slug: Holding(name, tuple(filed[name]), tuple(sorted(quotes[name], key=_age, reverse=True)))
            for slug, name in sorted(by_slug.items())
        }
        for kind, by_slug in names.items()
    }


def _age(said: Said) -> str:
    day = said.date.value if said.date else ""
    return day if edtf.is_valid(day[:10]) else ""
