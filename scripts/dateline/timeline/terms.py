"""The terms of a line, read from its words alone: no model is at hand where briefings are read.

A term is the stem of a content word, irregular forms and words for one and the same event folded: "quit",
"resigned" and "resignation" are one term.
"""

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache

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
        object.__setattr__(self, "all", self.words | self.names if self.names else self.words)


_NONE: frozenset[str] = frozenset()
"""One for all lines, since Python makes another empty set each time."""
NO_TERMS = Terms(_NONE, _NONE)


@lru_cache(maxsize=4096)
def terms_of(text: str) -> Terms:
    """The terms of a line; words of time and of saying count for nothing."""
    words: set[str] = set()
    names: set[str] = set()
    for match in _WORD.finditer(text):
        for part in match[0].replace("’", "'").removesuffix("'s").split("-"):
            # "WHO" and "US" are no idle words
            is_short = part.isupper() and len(part) > 1 and not text.isupper()
            term = part.lower() if is_short else term_of(part)
            if term is not None:
                is_name = is_short or (part[0].isupper() and not _opens(text, match.start()))
                (names if is_name else words).add(term)
    return Terms(frozenset(words - names), frozenset(names) or _NONE)


def runs_on(text: str) -> bool:
    """Whether a headline or a caption runs into a line: a word that begins a sentence stands within it."""
    return bool(_run_on().search(text))


@cache
def _run_on() -> re.Pattern[str]:
    openers = lexicon.words("timeline/leaning_openers") | lexicon.words("compose/determiners")
    return re.compile(rf"(?<=[a-z0-9] )(?:{'|'.join(sorted(map(str.title, openers)))})(?= [a-z0-9])")


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
    """The term of a word, be it one that tells nothing ("said") or not."""
    lower = word.lower()
    stem = stem_of(_first_of("timeline/irregular_forms").get(lower, lower))
    return _same_events().get(stem, stem)


_ROUNDS = (("inflection", 3), ("derivation", 4), ("inflection", 4), ("verbal", 4))
"""What is cut from a word, one ending a round, and how many letters are left at least."""


def stem_of(word: str) -> str:
    """A word without its endings: "evacuated", "evacuation" to "evacu"."""
    stem = word[:-3] + "y" if len(word) > 4 and word.endswith(_endings("y")) else word
    for kind, left in _ROUNDS:
        ending = next((e for e in _endings(kind) if stem.endswith(e) and len(stem) - len(e) >= left), "")
        stem = stem.removesuffix(ending)
        if ending and len(stem) > left and stem[-1] == stem[-2] and stem[-1] not in "sl":
            stem = stem[:-1]
    return stem


@cache
def _endings(kind: str) -> tuple[str, ...]:
    """The endings of a kind, the longest first."""
    return tuple(sorted(lexicon.word_set("timeline/stem_endings", kind), key=lambda e: (-len(e), e)))


@cache
def _first_of(name: str) -> dict[str, str]:
    """Each word of the lines of a list to the first word of its line."""
    return {word: line.split()[0] for line in lexicon.lines(name) for word in line.split()}


@cache
def _same_events() -> dict[str, str]:
    """Stems to the first stem of the set of words that tell the same event."""
    return {stem_of(word): stem_of(first) for word, first in _first_of("timeline/same_events").items()}
