"""Abbreviations that an article explains once, and the words that they stand for.

    … the Norland Bridge and Road Authority (NBRA) … NBRA closed the bridge.
    The Norland Bridge and Road Authority (NBRA) closed the bridge.

The words before the brackets are those whose initials are its letters, words without a capital aside (after Schwartz
and Hearst, A simple algorithm for identifying abbreviation definitions in biomedical text, 2003).
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from dateline.compose.replacements import Replacement, is_quoted
from dateline.lang.lexicon import word_set, words
from dateline.model.article import Article, Span

ABBREVIATION = re.compile(r"(?<![\w.&-])(?:[A-Z]{2,6}|(?:[A-Z]\.){2,})(?![\w&-])")
_DEFINED = re.compile(r"\s\((?P<letters>[A-Z]{2,6})\)")
_WORD = re.compile(r"[^\s(),;:]+")
_BEFORE = 90
"""Characters before the brackets among which the words stand."""


@dataclass(frozen=True, slots=True)
class LongForm:
    """What an abbreviation stands for, and where that is told."""

    words: str
    has_article: bool
    """Whether "the" goes before it."""
    span: Span


def unknown_abbreviations(text: str) -> Iterator[re.Match[str]]:
    """The abbreviations in a text that not everybody knows."""
    known = word_set("events/words", "abbreviations")
    return (m for m in ABBREVIATION.finditer(text) if m[0].replace(".", "").casefold() not in known)


def expansions(article: Article, sentence: Span, told: Collection[str]) -> Iterator[Replacement]:
    """The words for the abbreviations of a sentence that the article explains elsewhere.

    `told` has the words that the reader has met, in lower case: an abbreviation is explained once.
    """
    text, forms, done = article.slice(sentence), long_forms(article), set[str]()
    for found in unknown_abbreviations(text):
        form = forms.get(found[0].replace(".", ""))
        if form is None or found[0] in done or sentence.contains(form.span) or is_quoted(text, found.start()):
            continue
        done.add(found[0])
        if _letters(form.words) in _letters(text):
            continue
        if not set(form.words.casefold().split()) <= set(told):
            start, end = sentence.start + found.start(), sentence.start + found.end()
            the = "the " if form.has_article and _lacks_article(text, found) else ""
            yield Replacement(start, end, f"{the}{form.words} ({found[0]})")


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _lacks_article(text: str, found: re.Match[str]) -> bool:
    """Whether "the" has to go before the words: neither "its NBRA" nor "NBRA President Ada Moor"."""
    before = text[: found.start()].split()[-1:]
    is_determined = bool(before) and (
        before[0].lower() in words("compose/determiners") or before[0][-2:-1] in "'’"
    )
    return not is_determined and re.match(r"[’']|\s[A-Z]", text[found.end() :]) is None


def long_forms(article: Article) -> Mapping[str, LongForm]:
    """The abbreviations that an article explains in brackets; the first explanation holds."""
    return _long_forms_in(article.text, article.source)


@lru_cache(maxsize=8)  # asked for each sentence of the same few articles
def _long_forms_in(text: str, source: str) -> Mapping[str, LongForm]:
    found: dict[str, LongForm] = {}
    for match in _DEFINED.finditer(text):
        start = _start_of_words(text, match.start(), match["letters"])
        if start is not None:
            whole = " ".join(text[start : match.start()].split())
            has_article = text[max(0, start - 4) : start].lower() == "the "
            form = LongForm(whole, has_article, Span(source, start, match.end()))
            found.setdefault(match["letters"], form)
    return found


def _start_of_words(text: str, end: int, letters: str) -> int | None:
    """Where the words begin that end at `end` and whose initials are the letters; None where there are none such."""
    first = max(0, end - _BEFORE)
    line = text[first:end].rpartition("\n")
    start = first + len(line[0]) + len(line[1])
    left = list(letters)
    for word in reversed(list(_WORD.finditer(text, start, end))):
        initials = [part[0] for part in word[0].split("-") if part]
        if not initials or not initials[0].isupper():
            continue
        while left and initials and left[-1] == initials[-1]:
            left.pop()
            initials.pop()
        if initials:
            return None
        if not left:
            return word.start()
    return None
