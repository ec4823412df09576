"""Who is who in a briefing: the people it names, with what its quotes tell of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.briefing.document import Document, names_of
from dateline.model.briefing import KeyQuote
from dateline.site.anchors import QUOTE, address_of


@dataclass(frozen=True, slots=True)
class Member:
    """A person of a briefing."""

    name: str
    role: str | None = None
    """Who they are, in the words of the first quote box that tells."""
    quotes: tuple[str, ...] = ()
    """The ids of their quotes on the page."""


def cast_of(document: Document) -> tuple[Member, ...]:
    """The people of the front matter, in its order, then the speakers that it leaves out but whose role is told.

    Names that differ in case alone are one.
    """
    said: dict[str, list[KeyQuote]] = {}
    for quote in document.briefing.key_quotes:
        if quote.speaker:
            said.setdefault(quote.speaker.casefold(), []).append(quote)
    named: dict[str, str] = {}
    for name in names_of(document.front.values, "people"):
        named.setdefault(name.casefold(), name)
    people = (_member_of(name, said.get(key, [])) for key, name in named.items())
    return (*people, *_others(said, named))


def _others(said: dict[str, list[KeyQuote]], named: dict[str, str]) -> Iterator[Member]:
    for key, quotes in said.items():
        name = quotes[0].speaker or ""
        is_name = name[:1].isupper()  # and not a description: "the letter", "a resident of Tanner Street"
        if key not in named and is_name and any(quote.role for quote in quotes):
            yield _member_of(name, quotes)


def _member_of(name: str, quotes: list[KeyQuote]) -> Member:
    role = next((quote.role for quote in quotes if quote.role), None)
    return Member(name, role, tuple(address_of(QUOTE, quote.id) for quote in quotes if quote.id))
