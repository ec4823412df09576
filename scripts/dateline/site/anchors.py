"""The addresses within a page: every quote box and timeline line has an id, so that a link leads to it.

The page (`markdown`) and whatever links to it take the id from here.  It is the item's identity, which stays
when the item is reworded or moved; an item without one is known by its words.
"""

import re
from collections.abc import Iterator

from dateline.briefing.document import identity
from dateline.model.briefing import Briefing, Entry, KeyQuote

QUOTE, ENTRY = "q", "t"


def address_of(kind: str, name: str) -> str:
    """The id of the first item of a kind with this identity; "" for none."""
    return name if not name or name.startswith(f"{kind}-") else f"{kind}-{name}"


class Anchors:
    """Hands out ids for the items of one page, in their order, none of them twice."""

    def __init__(self) -> None:
        self._times: dict[str, int] = {}

    def of(self, kind: str, known_as: str, words: str) -> str:
        """The id of an item of a kind: begins with the kind and a dash."""
        name = address_of(kind, known_as or identity(kind, " ".join(re.findall(r"\w+", words))))
        times = self._times[name] = self._times.get(name, 0) + 1
        return name if times == 1 else f"{name}-{times}"


def words_of_quote(quote: KeyQuote) -> str:
    """The words by which a quote box without an identity is known."""
    return " ".join(quote.parts)


def words_of_entry(entry: Entry) -> str:
    """The words by which a timeline line without an identity is known."""
    return f"{entry.date} {entry.text}"


def anchored_quotes(briefing: Briefing) -> Iterator[tuple[str, KeyQuote]]:
    """Every quote box of a briefing with its id."""
    anchors = Anchors()
    return ((anchors.of(QUOTE, quote.id, words_of_quote(quote)), quote) for quote in briefing.key_quotes)


def anchored_entries(briefing: Briefing) -> Iterator[tuple[str, Entry]]:
    """Every timeline line of a briefing with its id."""
    anchors = Anchors()
    return ((anchors.of(ENTRY, entry.id, words_of_entry(entry)), entry) for entry in briefing.timeline)
