"""Names in a text that other texts don't hold: words with a capital that stand in none of them, or never together.

What is not a name is let pass: the first word of a sentence (unless the evidence has a name there), titles and offices,
an adjective of a name that is there (Norlandic for Norland), an abbreviation of words that are there, the words of one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from dateline.check.day_names import is_of_calendar
from dateline.lang import lexicon

_WORD = re.compile(r"[^\W_]+(?:[’'][^\W\d_]+)*")
_ANY_WORD = re.compile(r"[^\W_]+")
_PRONOUNS = frozenset({"he", "she"})
_DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}")
_POSSESSIVE = re.compile(r"[’']s?$")
_SENTENCE_ENDS = re.compile(r"[.!?:;…“\"‘(\[—–-][”\"’)\]]*\s*[“\"‘(\[]*$")
_OPENING_MARKS = " “\"‘'(["
_NEAR = 8
"""Characters before a word that tell whether it opens a sentence."""
_ADJECTIVE = re.compile(r"(?:[ai]ans?|ish|ese|ic|is|ites?|ers?)$")
_STEM = 4
"""Letters that an adjective has in common with its name: Norw-egian, Norw-ay."""
_GAP = r"""[’'”")]{0,2}[\s\u00a0-]+[“"(‘']?"""
_MIDDLE = r"(?:(?:[A-Z]\.)+|[A-Z][\w’'-]*|van|von|de[lrn]?|d[aiou]s?|bin|al|el|l[ae]|y)"
_APART = rf"(?:[’']s)?{_GAP}(?:{_MIDDLE}{_GAP}){{0,2}}"
"""What may stand between two words of a name: Ana (Maria) Vell, Ana M. Vell, Ana de Vell."""
_TOGETHER = r"\s+(?:and|&)\s+[A-Z]\w+\s+"
"""A name that two share: Ana and Bo Vell."""
_LITTLE = r"\W+(?:(?:of|the|and|for|in|on)\W+)*"


@dataclass(frozen=True, slots=True)
class Word:
    """A word with a capital."""

    text: str
    start: int
    key: str
    """The word in small letters, without a genitive's ending."""
    opens: bool
    """Whether it opens a sentence, where any word has a capital."""
    joined: bool
    """Whether only a blank stands between it and the word with a capital before it."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of some texts."""

    whole: str
    text: str
    """The texts in small letters."""

    def has(self, key: str) -> bool:
        """Whether a word stands there, whatever its letters."""
        return _stands(key, self.text)

    def has_small(self, key: str) -> bool:
        """Whether a word stands there in small letters."""
        return _stands(key, self.whole)

    def has_beginning(self, stem: str) -> bool:
        """Whether a word begins so."""
        return re.search(rf"\b{re.escape(stem)}", self.text) is not None

    def follow(self, first: str, second: str) -> bool:
        """Whether two words stand together as those of a name do, in this order."""
        if f"{first} {second}" in self.text:
            return True
        one, other = (f"(?i:{re.escape(word)})" for word in (first, second))
        return re.search(rf"\b{one}\b(?:{_APART}|{_TOGETHER}){other}\b", self.whole) is not None

    def abbreviates(self, letters: str) -> bool:
        """Whether words that follow one another have these initials."""
        pattern = _LITTLE.join(rf"{re.escape(letter)}\w*" for letter in letters.casefold())
        return re.search(rf"\b{pattern}", self.text) is not None


def vocabulary_of(*texts: str) -> Vocabulary:
    """The words of these texts."""
    whole = "\n".join(texts)
    whole += "\n" + " ".join(match[0].replace(".", "") for match in _DOTTED.finditer(whole))
    return Vocabulary(whole, whole.casefold())


def _stands(word: str, text: str) -> bool:
    """Whether a word stands in a text, and not only within another."""
    at = text.find(word)
    while at >= 0 and (text[at - 1 : at].isalnum() or text[at + len(word) : at + len(word) + 1].isalnum()):
        at = text.find(word, at + 1)
    return at >= 0


def unheld_names(
    text: str, held: Vocabulary, evidence: str = "", *, is_title: bool = False
) -> Iterator[tuple[str, int]]:
    """The names in a text that a vocabulary does not hold, each with its place.

    `evidence` is what the text is a part of, perhaps: words may have gone between two of its words.  `is_title` is for
    a text that is no sentence, and whose first word needs no capital.
    """
    words = tuple(_capitalised(text, is_title))
    found = [word for word in words if not _is_held(word, held)]
    missing = [
        word
        for word in found
        if _is_name(word, held)
        and (not word.opens or _begins_name(word, words, held) or _replaces_name(word, text, evidence, held))
    ]
    for run in _runs_of(missing):
        if is_title or not _is_written_short(run, held):
            yield text[run[0].start : run[-1].start + len(run[-1].text)], run[0].start
    for first, second in pairwise(words):
        is_known = not second.joined or bool({first, second} & set(found))
        if not is_known and _are_strangers(first, second, held) and not _is_cut(first, second, evidence):
            yield f"{first.text} {second.text}", first.start


def _capitalised(text: str, is_title: bool) -> Iterator[Word]:
    text = _DOTTED.sub(lambda match: match[0].replace(".", "").ljust(len(match[0])), text)
    end = -2
    for match in _WORD.finditer(text):
        if not match[0][0].isupper():
            continue
        opens = not is_title and _opens_sentence(text[: match.start()][-_NEAR:])
        yield Word(match[0], match.start(), _key_of(match[0]), opens, text[end : match.start()] == " ")
        end = match.end()


def _opens_sentence(before: str) -> bool:
    """Whether a sentence begins behind these characters."""
    return not before.strip(_OPENING_MARKS) or _SENTENCE_ENDS.search(before) is not None


def _key_of(word: str) -> str:
    return _POSSESSIVE.sub("", word).casefold()


def _is_held(word: Word, held: Vocabulary) -> bool:
    return len(word.key) < 2 or held.has(word.key) or held.has(word.text.casefold())


def _is_name(word: Word, held: Vocabulary) -> bool:
    """Whether a word that nothing holds may be part of a name."""
    if is_of_calendar(word.text) or word.key in _common() or _is_derived(word.key, held):
        return False
    return not (word.text.isupper() and held.abbreviates(word.key))


def _begins_name(word: Word, words: Sequence[Word], held: Vocabulary) -> bool:
    """Whether a word at the start of a sentence is followed by the rest of a name."""
    after = next((other for other in words if other.start > word.start), None)
    return after is not None and after.joined and after.key not in _common() and not held.has_small(after.key)


def _replaces_name(word: Word, text: str, evidence: str, held: Vocabulary) -> bool:
    """Whether the evidence has a name, or a pronoun for one, where a text has this word: “Strand left for”."""
    behind = [re.escape(match[0]) for match in _ANY_WORD.finditer(text, word.start + len(word.text))][:2]
    pattern = r"\W+".join((rf"({_ANY_WORD.pattern})", *behind)) + r"\b"
    match = re.search(pattern, evidence) if len(behind) == 2 else None
    if match is None:
        return False
    there = Word(match[1], 0, _key_of(match[1]), opens=False, joined=False)
    return there.key in _PRONOUNS or (match[1][0].isupper() and _is_name_alone(there, held))


def _is_derived(key: str, held: Vocabulary) -> bool:
    """Whether it may be the adjective, or the plural, of a name that is held."""
    if held.has(key.removesuffix("s")) or held.has(f"{key}s"):
        return True
    return _ADJECTIVE.search(key) is not None and held.has_beginning(key[:_STEM])


def _runs_of(words: Sequence[Word]) -> Iterator[list[Word]]:
    run: list[Word] = []
    for word in words:
        if run and not (word.joined and word.start == run[-1].start + len(run[-1].text) + 1):
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _is_written_short(run: Sequence[Word], held: Vocabulary) -> bool:
    """Whether the texts have the initials of a name of several words in its stead."""
    return len(run) > 1 and held.has("".join(word.key[0] for word in run))


def _are_strangers(first: Word, second: Word, held: Vocabulary) -> bool:
    """Whether two words that are names and nothing else never stand together: a name made of two."""
    is_genitive = first.key != first.text.casefold()
    are_names = not is_genitive and all(_is_name_alone(word, held) for word in (first, second))
    return are_names and not held.follow(first.key, second.key)


def _is_name_alone(word: Word, held: Vocabulary) -> bool:
    """Whether a word is a name wherever it stands: no office, no month, no initials."""
    if len(word.key) < 3 and word.text.isupper():
        return False
    return not (held.has_small(word.key) or word.key in _common() or is_of_calendar(word.text))


def _is_cut(first: Word, second: Word, evidence: str) -> bool:
    """Whether an aside between two words has gone: “Strand, who is 60, Estery’s harbour master”."""
    pattern = rf"\b{re.escape(first.key)}(?:[’']s?)?\s*[,(–—-].*[,)–—-]\s*{re.escape(second.key)}\b"
    return re.search(pattern, evidence, re.IGNORECASE) is not None


@cache
def _common() -> frozenset[str]:
    """Words that have a capital without being names: function words at the start, titles, offices."""
    lists = ("timeline/idle_words", "names/titles", "names/person_roles")
    return frozenset(word for name in lists for word in lexicon.words(name))
