"""The index of names: every published briefing with its names, and every name with its briefings and quotes.

An inverted index, built in one pass over the briefings and one over what they name.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from types import MappingProxyType

from dateline.briefing.document import plain
from dateline.model import edtf
from dateline.model.briefing import Briefing, Card, Evidence, KeyQuote, ReviewStatus, Source
from dateline.site.anchors import QUOTE, address_of
from dateline.site.briefing_index import Index
from dateline.site.briefing_records import BriefingRecord
from dateline.site.content_keys import content_key
from dateline.site.pages.moments import last_change
from dateline.site.pages.name_resolution import Aliases, Named, NameResolver, listed_names, resolver_of
from dateline.site.pages.slugs import Name, NameKind, page_url, slug_for
from dateline.timeline.mention import day_of_stamp

Names = Mapping[NameKind, Mapping[str, Name]]
"""All names by kind and slug."""


@dataclass(frozen=True, slots=True, eq=False)
class PublishedBriefing:
    """A briefing that has a page, as the other pages name it."""

    card: Card
    url: str
    content: Briefing
    sources: tuple[Source, ...]
    names: Mapping[NameKind, tuple[Name, ...]]
    """Its names by kind, in the briefing's order."""
    day: str | None
    """The day of the news (EDTF), where it is known to the day."""
    forms: Mapping[Name, tuple[str, ...]] = field(default_factory=dict)
    """What a text may call each of its names, beside the name itself: as it spells them, and as the tables know.

    The first is as its front matter spells it.
    """
    digest: str = ""
    """The SHA-256 of its text."""
    key: str = field(init=False)
    """The key of what other pages show of it: its card, lead, sources, names and address (`content_keys`).

    Quotes and lines of timelines, which other pages show as well, have keys of their own.
    """
    whole_key: str = field(init=False)
    """The key of all that can be made of it: of its text, too."""
    changed: str = field(init=False)
    """The day (ISO) on which it changed last, as it says: of its date, its update and its corrections; "" for none."""

    def __post_init__(self) -> None:
        listed = self.card, self.url, self.content.lead, self.sources, [*self.names.values()]
        object.__setattr__(self, "key", content_key(*listed))
        object.__setattr__(self, "whole_key", content_key(self.key, self.digest, [*self.forms.items()]))
        changed = last_change(self.card, self.content.front)
        object.__setattr__(self, "changed", str(changed.date()) if changed else "")

    @property
    def title(self) -> str:
        """The headline."""
        return self.card.title

    @property
    def date(self) -> str | None:
        """The date of the news as the briefing has it."""
        return self.card.date

    @property
    def is_draft(self) -> bool:
        """Whether nobody has reviewed it."""
        return self.card.status is ReviewStatus.DRAFT

    @property
    def places(self) -> tuple[tuple[str, int], ...]:
        """The file and line (0 for none) that an error in showing it is told of."""
        return ((self.card.path, 0),)

    def forms_of(self, name: Name) -> tuple[str, ...]:
        """A name and what else a text may call it."""
        return (name.text, *self.forms.get(name, ()))

    def meant(self, kind: NameKind, text: str) -> str:
        """The name of a kind that the briefing calls so; the text itself where it has none."""
        return next((name.text for name in self.names[kind] if text in self.forms_of(name)), text)

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
class BriefingQuote:
    """A quote of a briefing, as the pages of speaker and topic show it."""

    briefing: PublishedBriefing
    quote: KeyQuote
    speaker: Name | None
    """The speaker, where some briefing lists the speaker; a mere description (“a resident”) has no page."""
    organisation: Name | None
    """The organisation that the speaker's role names."""
    date: str | None
    """The day on which it was said, else that of the source's publication, else that of the briefing."""
    publisher: str | None
    place: str | None
    """Where in the source it stands: “paragraph 4”."""
    key: str = field(init=False)
    """The key of all that a page shows of it (`content_keys`)."""

    def __post_init__(self) -> None:
        quote, told = self.quote, self.briefing
        words = quote.paragraphs, quote.speaker, quote.role, quote.basis, quote.via, quote.said, quote.venue
        names = [(name.text, name.url) if name else None for name in (self.speaker, self.organisation)]
        source = self.date, self.publisher, self.place, self.url
        shown = words, names, source, told.title, told.date, told.is_draft
        object.__setattr__(self, "key", content_key(*shown))

    @property
    def url(self) -> str:
        """Where the quote stands on the briefing's page."""
        anchor = address_of(QUOTE, self.quote.id)
        return f"{self.briefing.url}#{anchor}" if anchor else self.briefing.url


@dataclass(frozen=True, slots=True, eq=False)
class IndexedName:
    """All that is known of one name, the newest first."""

    name: Name
    briefings: tuple[PublishedBriefing, ...]
    quotes: tuple[BriefingQuote, ...] = ()

    @property
    def key(self) -> str:
        """The key of all that its page shows of it, but for the lines of timelines (`content_keys`)."""
        told = [briefing.key for briefing in self.briefings], [quote.key for quote in self.quotes]
        return content_key(self.name.kind, self.name.text, self.name.url, *told)

    @property
    def made_of(self) -> str:
        """The key of all that its pages may be made of, but for the lines of timelines."""
        told = [briefing.whole_key for briefing in self.briefings], [quote.key for quote in self.quotes]
        return content_key(self.name.kind, self.name.text, self.name.slug, self.name.url, *told)

    @property
    def role(self) -> str | None:
        """Who somebody is, in the words of the newest quote that tells."""
        return next((one.quote.role for one in self.quotes if one.quote.role), None)

    @property
    def newest(self) -> PublishedBriefing | None:
        """Its newest briefing."""
        return self.briefings[0] if self.briefings else None


@dataclass(frozen=True, slots=True, eq=False)
class NameIndex:
    """The briefings, newest first, and what is known of each name, by kind and slug."""

    briefings: tuple[PublishedBriefing, ...]
    by_path: Mapping[str, PublishedBriefing]
    names: Mapping[NameKind, Mapping[str, IndexedName]]
    quotes: Mapping[str, tuple[BriefingQuote, ...]]
    """The quotes of each briefing, by its path."""
    newest: str | None
    """The day of the newest briefing: what lies after it is still to come."""
    resolver: NameResolver

    def links_of(self, card: Card, document: Named) -> Mapping[str, Mapping[str, str]]:
        """The addresses of those names of a briefing that have a page, as it spells them, by kind (“topics”, …)."""
        links: dict[str, dict[str, str]] = {str(kind): {} for kind in NameKind}
        for listed, text in listed_names(card, document):
            kind, name = self.resolver.resolve(card.path, listed, text)
            found = self.names[kind].get(slug_for(name))
            if found and found.name.has_page:
                links[listed][text] = found.name.url
        return links


def name_index_of(
    index: Index,
    urls: Mapping[str, str],
    ending: str = "",
    aliases: Aliases = MappingProxyType({}),
) -> NameIndex:
    """The names of the briefings that have an address; `ending` as `page_url` takes it."""
    found = list(index.published(urls))
    resolver = resolver_of(found, aliases)
    meant = [_meant_by(card, record, resolver) for card, record in found]
    speakers = Counter(chain.from_iterable(one.said for one in meant))
    names = {
        kind: {slug: _name_of(kind, slug, some, speakers, urls, ending) for slug, some in by_slug.items()}
        for kind, by_slug in _spellings(meant).items()
    }
    forms_of = cache(lambda name: tuple(resolver.forms_of(name)))
    briefings = tuple(
        _published(card, record, urls[card.path], index.items[card.path].digest, names, one, forms_of)
        for (card, record), one in zip(found, meant, strict=True)
    )
    quotes = {
        briefing.card.path: tuple(_quotes_in(briefing, names, one.speakers))
        for briefing, one in zip(briefings, meant, strict=True)
    }
    newest = max((briefing.day for briefing in briefings if briefing.day), default=None)
    by_path = {briefing.card.path: briefing for briefing in briefings}
    return NameIndex(briefings, by_path, _indexed(names, briefings, quotes), quotes, newest, resolver)


# --- names ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Meant:
    """What a briefing means by its names."""

    path: str
    listed: Sequence[tuple[NameKind, str, str, str]]
    """The kind, the name and the slug of each name of its front matter, and how it spells the name."""
    speakers: Mapping[str, str]
    """The slugs of those whom its quotes name."""
    said: Sequence[str]
    """The slug of the speaker of each quote that has one."""


def _meant_by(card: Card, record: BriefingRecord, resolver: NameResolver) -> _Meant:
    listed = []
    for kind, text in listed_names(card, record):
        meant, name = resolver.resolve(card.path, kind, text)
        listed.append((meant, name, slug_for(name), text))
    said = [quote.speaker for quote in record.briefing.key_quotes if quote.speaker]
    speakers = {text: slug_for(resolver.resolve(card.path, NameKind.PERSON, text)[1]) for text in said}
    return _Meant(card.path, listed, speakers, [speakers[text] for text in said])


def _spellings(meant: Iterable[_Meant]) -> dict[NameKind, dict[str, list[tuple[str, str]]]]:
    """Each name as it is meant and the path of the briefing that has it, by slug."""
    spelled: dict[NameKind, dict[str, list[tuple[str, str]]]] = {kind: defaultdict(list) for kind in NameKind}
    for one in meant:
        for kind, name, slug, _ in one.listed:
            spelled[kind][slug].append((name, one.path))
    return spelled


_SPEAKING = (NameKind.PERSON, NameKind.ORGANISATION)
"""Kinds whose names may be those of speakers."""


def _name_of(
    kind: NameKind,
    slug: str,
    spelled: Sequence[tuple[str, str]],
    quotes: Mapping[str, int],
    urls: Mapping[str, str],
    ending: str,
) -> Name:
    """A name that one briefing has, with one quote at most, has no page: that would only repeat the briefing.

    A topic has one in any case: an editor chose it.
    """
    counts = Counter(text for text, _ in spelled)
    paths = {path for _, path in spelled}
    is_quoted = kind in _SPEAKING and quotes.get(slug, 0) > 1
    has_page = kind is NameKind.TOPIC or len(paths) > 1 or is_quoted
    url = page_url(kind, slug, ending=ending) if has_page else urls[paths.pop()]
    return Name(kind, min(counts, key=lambda text: (-counts[text], text)), slug, url, has_page)


# --- briefings and quotes -------------------------------------------------------------------------------------


def _published(
    card: Card,
    document: BriefingRecord,
    url: str,
    digest: str,
    names: Names,
    meant: _Meant,
    forms_of: Callable[[str], tuple[str, ...]],
) -> PublishedBriefing:
    own: dict[NameKind, dict[str, Name]] = {kind: {} for kind in NameKind}
    spelled: dict[Name, list[str]] = defaultdict(list)
    for kind, _, slug, text in meant.listed:
        name = own[kind][slug] = names[kind][slug]
        spelled[name].append(text)
    for speaker, slug in meant.speakers.items():
        for kind in (NameKind.PERSON, NameKind.ORGANISATION):
            if slug in own[kind]:
                spelled[own[kind][slug]].append(speaker)
    return PublishedBriefing(
        card=card,
        url=url,
        content=document.briefing,
        sources=document.sources,
        names={kind: tuple(found.values()) for kind, found in own.items()},
        day=day_of_stamp(card.date),
        forms={name: tuple(dict.fromkeys((*texts, *forms_of(name.text)))) for name, texts in spelled.items()},
        digest=digest,
    )


def _quotes_in(
    briefing: PublishedBriefing, names: Names, speakers: Mapping[str, str]
) -> Iterator[BriefingQuote]:
    notes = {evidence.label: evidence for evidence in briefing.content.evidence}
    for quote in briefing.content.key_quotes:
        label = next((label for label in quote.labels if label in notes), None)
        evidence = notes.get(label or "")
        source = briefing.source_of(evidence)
        when = quote.said or (source.published if source else None) or briefing.date
        yield BriefingQuote(
            briefing=briefing,
            quote=quote,
            speaker=_speaker_of(quote, names, speakers),
            organisation=_organisation_of(quote, briefing),
            date=day_of_stamp(when) or when,
            publisher=(evidence and evidence.publisher) or (source.publisher if source else None),
            place=evidence.place if evidence else None,
        )


def _speaker_of(quote: KeyQuote, names: Names, speakers: Mapping[str, str]) -> Name | None:
    """The speaker as a person that some briefing lists, else as an organisation."""
    if not quote.speaker:
        return None
    slug = speakers[quote.speaker]
    return names[NameKind.PERSON].get(slug) or names[NameKind.ORGANISATION].get(slug)


def _organisation_of(quote: KeyQuote, briefing: PublishedBriefing) -> Name | None:
    """The organisation whose full name, or a form of it, stands in the speaker's role; of several the longest."""
    if not quote.role:
        return None
    role = f" {plain(quote.role)} ".replace(",", " ")
    named = [
        (len(form), name)
        for name in briefing.names[NameKind.ORGANISATION]
        for form in briefing.forms_of(name)
        if f" {form} " in role
    ]
    return max(named, key=lambda found: found[0], default=(0, None))[1]


def _indexed(
    names: Names,
    briefings: Sequence[PublishedBriefing],
    quotes: Mapping[str, Sequence[BriefingQuote]],
) -> dict[NameKind, dict[str, IndexedName]]:
    listing: dict[Name, list[PublishedBriefing]] = defaultdict(list)
    spoken: dict[Name, list[BriefingQuote]] = defaultdict(list)
    for briefing in briefings:
        for found in briefing.names.values():
            for name in found:
                listing[name].append(briefing)
        for quote in quotes[briefing.card.path]:
            if quote.speaker:
                spoken[quote.speaker].append(quote)
    return {
        kind: {
            slug: IndexedName(
                name, tuple(listing[name]), tuple(sorted(spoken[name], key=_quote_day, reverse=True))
            )
            for slug, name in sorted(by_slug.items())
        }
        for kind, by_slug in names.items()
    }


def _quote_day(quote: BriefingQuote) -> str:
    day = quote.date or ""
    return day if edtf.is_valid(day[:10]) else ""
