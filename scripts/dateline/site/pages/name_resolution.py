"""Which name a briefing means, so that the forms of one name lead to one page.

The editor's table (`aliases`) is asked first, then that of states and well-known organisations, then the people whom
the same briefing names in full.  People whom only other briefings name in full are taken for the same where the
briefings have something in common: a false join puts words into the wrong mouth, and a missed one only parts two lists.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from dateline.briefing.document import Document, names_of, text_of
from dateline.lang.name_identity import full_names, known_forms, known_name
from dateline.model.annotations import EntityKind
from dateline.model.briefing import Card
from dateline.site.briefing_records import BriefingRecord
from dateline.site.pages.slugs import NameKind, slug_for

Aliases = Mapping[str, Sequence[str]]
"""Names as an editor wants them, each with its other forms."""

Named = Document | BriefingRecord
"""What names are listed in: a briefing as it is read, or as it is kept."""

People = Mapping[tuple[str, str], str]
"""The full name of a person by the briefing's path and the name there."""

_KINDS = {
    EntityKind.PERSON: NameKind.PERSON,
    EntityKind.ORGANISATION: NameKind.ORGANISATION,
    EntityKind.PLACE: NameKind.PLACE,
}
_IN_COMMON = 2
"""How many other names two briefings without a common topic must share to tell of the same people."""


@dataclass(frozen=True, slots=True, eq=False)
class NameResolver:
    """Gives the name that a briefing means by what it writes."""

    aliases: Aliases
    chosen: Mapping[str, str]
    """The editor's names by the slugs of all their forms."""
    foreign: frozenset[str]
    """The paths of briefings in other languages than that of the table of states and organisations."""
    people: People
    meanings: dict[tuple[NameKind, str, bool], tuple[NameKind, str]] = field(default_factory=dict, repr=False)
    """What the tables have told before, by kind, words, and whether the language is another one."""

    def resolve(self, path: str, kind: NameKind, text: str) -> tuple[NameKind, str]:
        """The kind and the name meant; a topic is what the editor wrote, whatever it is called elsewhere."""
        if kind is NameKind.TOPIC:
            return kind, text
        asked = kind, text, path in self.foreign
        if asked not in self.meanings:
            self.meanings[asked] = self._meant(*asked)
        meant, name = self.meanings[asked]
        return meant, self.people.get((path, name), name) if meant is NameKind.PERSON else name

    def _meant(self, kind: NameKind, text: str, is_foreign: bool) -> tuple[NameKind, str]:
        """The kind and the name meant by the tables alone."""
        name = self.chosen.get(slug_for(text))
        if name is None and not is_foreign:
            known = known_name(text)
            name = self.chosen.get(slug_for(known[0]), known[0]) if known else None
        if kind is not NameKind.PUBLISHER and name and (known := known_name(name)):
            kind = _KINDS[known[1]]
        return kind, name or text

    def forms_of(self, name: str) -> Iterator[str]:
        """What else a text may call a name, as far as the tables know."""
        yield from self.aliases.get(name, ())
        for form in known_forms(name):
            if self.chosen.get(slug_for(form), name) == name:
                yield form
                if form.isalpha() and form.isupper():
                    yield "".join(f"{letter}." for letter in form)  # “U.S.”


def resolver_of(found: Sequence[tuple[Card, Named]], aliases: Aliases) -> NameResolver:
    """What the names of these briefings mean; the work grows in step with their number."""
    chosen = {slug_for(form): name for name, forms in aliases.items() for form in (name, *forms)}
    foreign = frozenset(card.path for card, document in found if not _is_english(document))
    resolver = NameResolver(aliases, chosen, foreign, {})
    listings = [_listing_of(card, document, resolver) for card, document in found]
    return replace(resolver, people=_full_names_in(listings, resolver))


def listed_names(card: Card, document: Named) -> Iterator[tuple[NameKind, str]]:
    """The names in the front matter of a briefing, as it spells them."""
    front = document.briefing.front
    for kind, listed in (
        (NameKind.TOPIC, card.topics),
        (NameKind.PERSON, card.people),
        (NameKind.ORGANISATION, names_of(front, "organisations")),
        (NameKind.PLACE, names_of(front, "places")),
        (NameKind.PUBLISHER, card.publishers),
    ):
        for name in listed:
            yield kind, name


def _is_english(document: Named) -> bool:
    """Whether a briefing is in English, as it is without a `language`."""
    return (text_of(document.briefing.front, "language") or "en").lower().split("-")[0] == "en"


# --- people -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class _Listing:
    """The people whom a briefing names, by the tables."""

    card: Card
    document: Named
    people: tuple[str, ...]
    speakers: tuple[str, ...]

    @property
    def path(self) -> str:
        """Where the briefing lies."""
        return self.card.path


def _listing_of(card: Card, document: Named, resolver: NameResolver) -> _Listing:
    resolve = partial(resolver.resolve, card.path, NameKind.PERSON)
    speakers = {quote.speaker for quote in document.briefing.key_quotes if quote.speaker}
    people, spoken = (
        tuple(name for kind, name in map(resolve, some) if kind is NameKind.PERSON)
        for some in (card.people, sorted(speakers))
    )
    return _Listing(card, document, people, spoken)


def _full_names_in(listings: Sequence[_Listing], resolver: NameResolver) -> People:
    """The full names of people, from the same briefing or else from another; chosen names stand as they are."""
    chosen = resolver.chosen
    within = {
        (listing.path, name): full
        for listing in listings
        for name, full in full_names((*listing.people, *listing.speakers)).items()
        if full in listing.people and slug_for(name) not in chosen
    }
    across = dict(_full_names_across(listings, within, resolver))
    return across | {(path, name): across.get((path, full), full) for (path, name), full in within.items()}


def _full_names_across(
    listings: Sequence[_Listing], within: People, resolver: NameResolver
) -> Iterator[tuple[tuple[str, str], str]]:
    """The full names that other briefings tell.

    A family name alone is looked at in each briefing; who differs by an initial alone is one person on the whole
    site or two, so that no page is parted.
    """
    naming: dict[str, list[_Listing]] = defaultdict(list)
    for listing in listings:
        for name in dict.fromkeys(within.get((listing.path, name), name) for name in listing.people):
            naming[name].append(listing)
    speakers = (speaker for listing in listings for speaker in listing.speakers)
    for name, full in full_names((*naming, *speakers)).items():
        if full in naming and name in naming and slug_for(name) not in resolver.chosen:
            is_family_name = name.split()[0].casefold() != full.split()[0].casefold()
            groups = [[one] for one in naming[name]] if is_family_name else [naming[name]]
            told = _told_in(naming[full], resolver)
            for group in groups:
                if _have_in_common(_told_in(group, resolver), told, {slug_for(name), slug_for(full)}):
                    yield from (((listing.path, name), full) for listing in group)


_Told = tuple[set[str], set[str]]
"""The slugs of the topics of some briefings, and of the people and organisations that they name."""


def _told_in(some: Iterable[_Listing], resolver: NameResolver) -> _Told:
    """As the tables have the names; places are left out, which too many share."""
    found: dict[NameKind, set[str]] = {kind: set() for kind in NameKind}
    for one in some:
        for listed, text in listed_names(one.card, one.document):
            kind, name = resolver.resolve(one.card.path, listed, text)
            found[kind].add(slug_for(name))
    return found[NameKind.TOPIC], found[NameKind.PERSON] | found[NameKind.ORGANISATION]


def _have_in_common(some: _Told, others: _Told, names: set[str]) -> bool:
    """Whether briefings share a topic, or several names beside these."""
    return not some[0].isdisjoint(others[0]) or len((some[1] & others[1]) - names) >= _IN_COMMON
