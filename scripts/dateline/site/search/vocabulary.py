"""The words of the pages: from these the search offers the nearest to a word that none of them has.

A browser loads them only where a search finds nothing, so they are cut to what is worth that: words of letters, the
names first, then those that most pages have.
"""

import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from html import unescape

from dateline.site.search.search_records import Record

WORDS_FILE = "words.json"

_MOST = 20_000
"""Words that are kept: of news articles, 66 KB on the wire."""
_FREQUENT = 8
"""Pages that have a word, from which it is offered before others that are as near."""
_TAGS = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]{3,}")


def vocabulary_of(records: Iterable[Record]) -> bytes:
    """The words of records as JSON: names, frequent words and others, each one text, in order of the alphabet.

    A word is written as most records write it; its key, by which it is one word, has neither case nor accents.
    """
    written: Counter[str] = Counter()
    named: set[str] = set()
    for record in records:
        of_names = set(_words_in(*_names_of(record)))
        named |= of_names
        written.update(of_names.union(_words_in(_TAGS.sub(" ", record.body))))
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for word, count in written.items():
        forms[_key(word)][word] = count
    names = set(map(_key, named))
    counts = {key: found.total() for key, found in forms.items()}
    kept = sorted(forms, key=lambda key: (key not in names, -counts[key], key))[:_MOST]
    tiers: tuple[list[str], list[str], list[str]] = ([], [], [])
    for key in sorted(kept):
        tier = 0 if key in names else 1 if counts[key] >= _FREQUENT else 2
        tiers[tier].append(_usual(forms[key]))
    return json.dumps([" ".join(words) for words in tiers], ensure_ascii=False).encode()


def _names_of(record: Record) -> Iterator[str]:
    """The names of a record that its readers may look for, and its title."""
    yield _TAGS.sub(" ", record.title)
    for facet in ("topic", "person", "organisation", "place", "publisher"):
        yield from record.filters.get(facet, ())


def _words_in(*texts: str) -> Iterator[str]:
    for text in texts:
        yield from _WORD.findall(unicodedata.normalize("NFC", unescape(text)))


def _key(word: str) -> str:
    parted = unicodedata.normalize("NFD", word.casefold())
    return "".join(char for char in parted if not unicodedata.combining(char))


def _usual(forms: Counter[str]) -> str:
    """The form in which most records have a word; of two that are as frequent, the one in small letters."""
    return min(forms, key=lambda form: (-forms[form], form.swapcase()))
