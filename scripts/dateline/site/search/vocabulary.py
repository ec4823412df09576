"""The words of the pages: from these the search offers the nearest to a word that none of them has.

A browser loads them only where a search finds nothing, so they are cut to what is worth that: words of letters, the
names first, then those that most pages have.
"""

import json
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from dateline.site.search.indexed_page import IndexedPage

_MOST = 20_000
"""Words that are kept: of news articles, 66 KB on the wire."""
_FREQUENT = 8
"""Pages that have a word, from which it is offered before others that are as near."""


@dataclass(slots=True)
class WordCounts:
    """How many pages write a word so, and which words are part of a name."""

    written: Counter[str] = field(default_factory=Counter)
    named: set[str] = field(default_factory=set)

    def add(self, page: IndexedPage) -> None:
        """Count the words of one page more."""
        self.named.update(page.names)
        self.written.update(page.words)

    def update(self, other: "WordCounts") -> None:
        """Add what was counted elsewhere."""
        self.written.update(other.written)
        self.named |= other.named

    def to_json(self) -> bytes:
        """What `from_json` reads; the same for the same pages in any order."""
        kept = {"written": self.written, "named": sorted(self.named)}
        return json.dumps(kept, ensure_ascii=False, sort_keys=True).encode()

    @classmethod
    def from_json(cls, text: bytes) -> "WordCounts":
        """Read what `to_json` wrote."""
        kept = json.loads(text)
        return cls(Counter(kept["written"]), set(kept["named"]))


def vocabulary_of(counts: Iterable[WordCounts]) -> bytes:
    """The words of counts as JSON: names, frequent words and others, each one text, in order of the alphabet.

    A word is written as most pages write it; its key, by which it is one word, has neither case nor accents.
    """
    every = WordCounts()
    for some in counts:
        every.update(some)
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for word, count in every.written.items():
        forms[_key(word)][word] = count
    names = set(map(_key, every.named))
    totals = {key: found.total() for key, found in forms.items()}
    kept = sorted(forms, key=lambda key: (key not in names, -totals[key], key))[:_MOST]
    tiers: tuple[list[str], list[str], list[str]] = ([], [], [])
    for key in sorted(kept):
        tier = 0 if key in names else 1 if totals[key] >= _FREQUENT else 2
        tiers[tier].append(_usual(forms[key]))
    return json.dumps([" ".join(words) for words in tiers], ensure_ascii=False).encode()


def _key(word: str) -> str:
    parted = unicodedata.normalize("NFD", word.casefold())
    return "".join(char for char in parted if not unicodedata.combining(char))


def _usual(forms: Counter[str]) -> str:
    """The form in which most pages have a word; of two that are as frequent, the one in small letters."""
    return min(forms, key=lambda form: (-forms[form], form.swapcase()))
