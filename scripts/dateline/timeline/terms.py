"""The terms of a line, read from its words alone: no model is at hand where briefings are read.

A term is the stem of a content word, irregular forms and words for one and the same event folded: "quit",
"resigned" and "resignation" are one term.
"""

import re
from dataclasses import dataclass, field
from functools import cache

from dateline.lang import lexicon

_WORD = re.compile(r"[^\W\d_]+(?:[’'\-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Terms:
    """The content words of a line."""

    words: frozenset[str]
    """The stems of all but the names."""
    names: frozenset[str]
    """The stems of capitalised words (save the first of a sentence)."""
    all: frozenset[str] = field(init=False, repr=False, compare=False)
    """Words and names; joined once, since a line is held against many others."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "all", self.words | self.names)


NO_TERMS = Terms(frozenset(), frozenset())


def terms_of(text: str) -> Terms:
    """The terms of a line; words of time and of saying count for nothing."""
    words: set[str] = set()
    names: set[str] = set()
    for match in _WORD.finditer(text):
        for part in match[0].replace("’", "'").removesuffix("'s").split("-"):
            term = term_of(part)
            if term is not None:
                is_name = part[0].isupper() and not _opens(text, match.start())
                (names if is_name else words).add(term)
    return Terms(frozenset(words - names), frozenset(names))


def _opens(text: str, start: int) -> bool:
    """Whether a word is the first of a sentence, whose capital says nothing."""
    before = text[max(0, start - 3) : start].rstrip(" “\"'‘")
    return not before or before[-1] in ".!?"


@cache
def term_of(word: str) -> str | None:
    """The term of a word; None for one that tells nothing about an event."""
    lower = word.lower()
    if len(lower) < 2 or lower in lexicon.words("timeline/idle_words"):
        return None
    return act_of(lower)


@cache
def act_of(word: str) -> str:
    """What a word tells, be it idle or not."""
    lower = word.lower()
    stem = stem_of(_irregular().get(lower, lower))
    return _equals().get(stem, stem)


_ENDINGS = ("ings", "ing", "ed", "es", "s", "ly", "e")
_DERIVED = ("ations", "ation", "ition", "ments", "ment", "ances", "ance", "ence", "ions", "ion", "ors", "or")
_VERBAL = ("ate", "at", "ure", "ur", "ers", "er", "al", "y", "i")
_SHORTEST = 4


def stem_of(word: str) -> str:
    """A word without its endings, those of inflection first: "evacuated", "evacuation" to "evacu"."""
    stem = word[:-3] + "y" if len(word) > 4 and word.endswith(("ies", "ied")) else word
    for endings, left in ((_ENDINGS, 3), (_DERIVED, _SHORTEST), (_ENDINGS, _SHORTEST), (_VERBAL, _SHORTEST)):
        ending = next((e for e in endings if stem.endswith(e) and len(stem) - len(e) >= left), "")
        stem = stem.removesuffix(ending)
        if ending and len(stem) > left and stem[-1] == stem[-2] and stem[-1] not in "sl":
            stem = stem[:-1]
    return stem


@cache
def _irregular() -> dict[str, str]:
    """Irregular forms to the word they are forms of."""
    return {
        form: entry.split()[0]
        for entry in lexicon.lines("timeline/irregular_forms")
        for form in entry.split()
    }


@cache
def _equals() -> dict[str, str]:
    """Stems to the first stem of the set of words that tell the same event."""
    return {
        stem_of(word): stem_of(entry.split()[0])
        for entry in lexicon.lines("timeline/same_events")
        for word in entry.split()
    }
