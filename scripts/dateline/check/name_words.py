"""Names in a text that other texts don't have: words with a capital that stand in none of them, or never together.

Not taken for a name are the first word of a sentence (unless the evidence has a name there), titles and offices, an
adjective of a name that is there (Norlandic for Norland), an abbreviation of words that are there, and those words.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from dateline.check.day_names import is_calendar_name
from dateline.lang import lexicon

_LISTS = "check/words"
_WORD = re.compile(r"[^\W_]+(?:[’'][^\W\d_]+)*")
_ANY_WORD = re.compile(r"[^\W_]+")
_DOTTED = re.compile(r"\.(?<=\b[A-Z]\.)(?:[A-Z]\.)+")
"""An abbreviation with points, without its first letter: `.S.A.` of “U.S.A.”."""
_POSSESSIVE = re.compile(r"[’']s?$")
_SENTENCE_ENDS = re.compile(r"[.!?:;…“\"‘(\[—–-][”\"’)\]]*\s*[“\"‘(\[]*$")
_OPENING_MARKS = " “\"‘'(["
_CONTEXT = 8
"""Characters before a word that tell whether it opens a sentence."""
_STEM = 4
"""Letters that an adjective has in common with its name: Norw-egian, Norw-ay."""
_GAP = r"""[’'”")]{0,2}[\s\u00a0-]+[“"(‘']?"""
_PARTICLES = f"{lexicon.any_of('names/name_particles')}|{lexicon.any_word(_LISTS, 'name_particles')}"
_APART = rf"(?:[’']s)?{_GAP}(?:(?:(?:[A-Z]\.)+|[A-Z][\w’'-]*|{_PARTICLES}){_GAP}){{0,2}}"
"""What may stand between two words of a name: Ana (Maria) Vell, Ana M. Vell, Ana de Vell."""
_SHARED = rf"\s+(?:{lexicon.any_word(_LISTS, 'name_joins')})\s+[A-Z]\w+\s+"
"""Between the first of two first names and the family name that both have: Ana and Bo Vell."""
_BETWEEN_INITIALS = rf"\W+(?:(?:{lexicon.any_word(_LISTS, 'not_abbreviated')})\W+)*"


class CapitalisedWord(NamedTuple):
    """A word with a capital."""

    text: str
    start: int
    key: str
    """The word in small letters, without a genitive's ending."""
    opens_sentence: bool
    """Whether it opens a sentence, where any word has a capital."""
    is_joined: bool
    """Whether only a blank stands between it and the word with a capital before it."""

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class KnownWords:
    """The words of some texts, as they stand and in small letters."""

    text: str
    folded: str

    def has(self, key: str) -> bool:
        """Whether a word stands there, whatever its letters."""
        return _has_word(self.folded, key)

    def has_small(self, key: str) -> bool:
        """Whether a word stands there in small letters."""
        return _has_word(self.text, key)

    def has_beginning(self, stem: str) -> bool:
        """Whether a word begins with these letters."""
        return re.search(rf"\b{re.escape(stem)}", self.folded) is not None

    def has_name(self, first: str, second: str) -> bool:
        """Whether two words stand together as those of a name do, in this order."""
        one, other = (f"(?i:{re.escape(word)})" for word in (first, second))
        return re.search(rf"\b{one}\b(?:{_APART}|{_SHARED}){other}\b", self.text) is not None

    def has_initials(self, letters: str) -> bool:
        """Whether words that follow one another have these initials."""
        pattern = _BETWEEN_INITIALS.join(rf"{re.escape(letter)}\w*" for letter in letters.casefold())
        return re.search(rf"\b{pattern}", self.folded) is not None


def known_words(*texts: str) -> KnownWords:
    """The words of these texts; an abbreviation with points is there without them too."""
    text = "\n".join(texts)
    dotted = (text[match.start() - 1 : match.end()] for match in _DOTTED.finditer(text))
    text += "\n" + " ".join(abbreviation.replace(".", "") for abbreviation in dotted)
    return KnownWords(text, text.casefold())


def _has_word(text: str, word: str) -> bool:
    """Whether a word stands in a text, and not only within another."""
    at = text.find(word)
    while at >= 0 and (text[at - 1 : at].isalnum() or text[at + len(word) : at + len(word) + 1].isalnum()):
        at = text.find(word, at + 1)
    return at >= 0


def unknown_names(
    text: str, known: KnownWords, evidence: str = "", *, is_title: bool = False
) -> Iterator[tuple[str, int]]:
    """The names in a text that are not among the known words, each with its place.

    `evidence` is what the text was perhaps taken from, so that words may be left out between two of its words.
    `is_title` is for a text that is no sentence, and whose first word needs no capital.
    """
    words = tuple(_capitalised_words(text, is_title))
    found = [word for word in words if not _is_known(word, known)]
    missing = [
        word
        for word in found
        if _may_be_name(word, known)
        and (
            not word.opens_sentence
            or _begins_name(word, words, known)
            or _replaces_name(word, text, evidence, known)
        )
    ]
    for run in _joined_runs(missing):
        is_shortened = len(run) > 1 and known.has("".join(word.key[0] for word in run))
        if is_title or not is_shortened:
            yield text[run[0].start : run[-1].end], run[0].start
    for first, second in pairwise(words):
        is_name = second.is_joined and first not in found and second not in found
        if is_name and _are_of_two_names(first, second, known) and not _is_aside_cut(first, second, evidence):
            yield f"{first.text} {second.text}", first.start


def _capitalised_words(text: str, is_title: bool) -> Iterator[CapitalisedWord]:
    text = _DOTTED.sub(lambda match: match[0].replace(".", "").ljust(len(match[0])), text)
    end = -2
    for match in _WORD.finditer(text):
        word, start = match[0], match.start()
        if word[0].isupper():
            before = text[max(0, start - _CONTEXT) : start]
            opens = not before.strip(_OPENING_MARKS) or _SENTENCE_ENDS.search(before) is not None
            yield CapitalisedWord(word, start, _key_of(word), opens and not is_title, text[end:start] == " ")
            end = match.end()


def _key_of(word: str) -> str:
    return _POSSESSIVE.sub("", word).casefold()


def _is_known(word: CapitalisedWord, known: KnownWords) -> bool:
    key, folded = word.key, word.text.casefold()
    return len(key) < 2 or known.has(key) or (folded != key and known.has(folded))


def _may_be_name(word: CapitalisedWord, known: KnownWords) -> bool:
    """Whether an unknown word may be part of a name: no month, title, abbreviation, adjective or plural."""
    key = word.key
    if is_calendar_name(word.text) or key in _no_names() or (word.text.isupper() and known.has_initials(key)):
        return False
    if known.has(key.removesuffix("s")) or known.has(f"{key}s"):
        return False
    endings = tuple(lexicon.word_set(_LISTS, "adjective_endings"))
    return not (key.endswith(endings) and known.has_beginning(key[:_STEM]))


def _begins_name(word: CapitalisedWord, words: Sequence[CapitalisedWord], known: KnownWords) -> bool:
    """Whether a word at the start of a sentence is followed by the rest of a name."""
    after = next((other for other in words if other.start > word.start), None)
    if after is None or not after.is_joined:
        return False
    return after.key not in _no_names() and not known.has_small(after.key)


def _replaces_name(word: CapitalisedWord, text: str, evidence: str, known: KnownWords) -> bool:
    """Whether the evidence has a name, or a pronoun for one, where a text has this word: “Strand left for”."""
    behind = [re.escape(match[0]) for match in _ANY_WORD.finditer(text, word.end)][:2]
    pattern = r"\W+".join((rf"({_ANY_WORD.pattern})", *behind)) + r"\b"
    match = re.search(pattern, evidence) if len(behind) == 2 else None
    if match is None:
        return False
    key = _key_of(match[1])
    is_pronoun = key in lexicon.word_set(_LISTS, "pronouns")
    return is_pronoun or (match[1][0].isupper() and _is_always_name(match[1], key, known))


def _joined_runs(words: Sequence[CapitalisedWord]) -> Iterator[list[CapitalisedWord]]:
    """The words that follow one another with a blank between them, together."""
    run: list[CapitalisedWord] = []
    for word in words:
        if run and not (word.is_joined and word.start == run[-1].end + 1):
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _are_of_two_names(first: CapitalisedWord, second: CapitalisedWord, known: KnownWords) -> bool:
    """Whether two words that are names and nothing else never stand together: Ana Vell and Bo Strand, Ana Strand."""
    is_genitive = first.key != first.text.casefold()
    if is_genitive or f"{first.key} {second.key}" in known.folded:  # most names stand there as they are
        return False
    are_names = all(_is_always_name(word.text, word.key, known) for word in (first, second))
    return are_names and not known.has_name(first.key, second.key)


def _is_always_name(text: str, key: str, known: KnownWords) -> bool:
    """Whether a word is a name wherever it stands: no office, no month, no initials."""
    if len(key) < 3 and text.isupper():
        return False
    return not (key in _no_names() or is_calendar_name(text) or known.has_small(key))


def _is_aside_cut(first: CapitalisedWord, second: CapitalisedWord, evidence: str) -> bool:
    """Whether an aside between two words was left out: “Strand, who is 60, Estery’s harbour master”."""
    pattern = rf"\b{re.escape(first.key)}(?:[’']s?)?\s*[,(–—-].*[,)–—-]\s*{re.escape(second.key)}\b"
    return re.search(pattern, evidence, re.IGNORECASE) is not None


@cache
def _no_names() -> frozenset[str]:
    """Words that have a capital without being names: function words at the start, titles, offices."""
    lists = ("timeline/idle_words", "names/titles", "names/person_roles")
    return frozenset(word for name in lists for word in lexicon.words(name))
