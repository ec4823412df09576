"""The addresses within a page: every quote box and timeline line has an id, so that a link leads to it.

The page (`markup`) and whatever links to it take the id from here.  It is the item's identity, which stays
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


def anchored_quotes(briefing: Briefing) -> Iterator[tuple[str, KeyQuote]]:
    """Every quote box of a briefing with its id."""
    anchors = Anchors()
    for quote in briefing.key_quotes:
        words = " ".join(part for parts in quote.paragraphs for part in parts)
        yield anchors.of(QUOTE, quote.id, words), quote


def anchored_entries(briefing: Briefing) -> Iterator[tuple[str, Entry]]:
    """Every timeline line of a briefing with its id."""
    anchors = Anchors()
    for entry in briefing.timeline:
        yield anchors.of(ENTRY, entry.id, f"{entry.date} {entry.text}"), entry
