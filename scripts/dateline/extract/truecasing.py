"""Truecasing: the words of a headline set as a title, written as a sentence would write them.

A parser that learned from sentences takes "Navy Foils Attack" for a name.  The body shows which words are names: what
it writes in small letters is none, what it capitalises within a sentence is one.  A word that the body lacks is small
where it is a function word, a noun of `events/nouns`, or a form of a verb, adjective or adverb in the lemmatizer's
index; the index's nouns hold the names of places and people too.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from spacy.language import Language
from spacy.pipeline import Lemmatizer
from spacy.tokens import Doc

from dateline.lang import lexicon
from dateline.lang.title_case import is_title_case

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
_WITHIN = re.compile(r"(?<=[a-z,;] )[^\W\d_]+(?:[’'][^\W\d_]+)?")
"""A word that does not begin a sentence, a line or a quote."""
_INDEXED = ("VERB", "ADJ", "ADV")


def truecased(headline: str, body: Iterable[str], is_common: Callable[[str], bool]) -> str:
    """A headline that is set as a title, or in capitals, with small letters for words that are no names.

    `body` are the paragraphs; `is_common` tells of a word in small letters whether the language has it.  The text
    keeps its length; one that is not set as a title is returned as it is.
    """
    if not (headline.isupper() or is_title_case(headline)):
        return headline
    written = {word for paragraph in body for word in _WITHIN.findall(paragraph)}
    in_capitals = headline.isupper()

    def as_written(match: re.Match[str]) -> str:
        word, small = match[0], match[0].lower()
        capitalised = word[0] + small[1:] if in_capitals else word
        is_abbreviation = word.isupper() and (
            not in_capitals or headline[match.end() : match.end() + 1] == "."
        )
        if word[0].islower() or is_abbreviation or len(small) != len(word):
            return word
        if match.start() == 0 or small in written:
            return capitalised if match.start() == 0 else small
        return capitalised if capitalised in written or not is_common(small) else small

    return _WORD.sub(as_written, headline)


def common_words(nlp: Language) -> Callable[[str], bool]:
    """Whether a word in small letters is one of a pipeline's language and no name, as far as its tables tell."""
    lemmatizer = nlp.get_pipe("lemmatizer") if nlp.has_pipe("lemmatizer") else None
    index = lemmatizer.lookups.get_table("lemma_index", {}) if isinstance(lemmatizer, Lemmatizer) else {}
    known = {kind: frozenset(index.get(kind.lower(), ())) for kind in _INDEXED}

    def lemmas_of(word: str, kind: str) -> Iterator[str]:
        token = Doc(nlp.vocab, [word], pos=[kind])[0]
        yield from lemmatizer.rule_lemmatize(token) if isinstance(lemmatizer, Lemmatizer) else ()

    def is_common(word: str) -> bool:
        if word in nlp.Defaults.stop_words or word.removesuffix("s") in lexicon.words(
            "events/nouns", nlp.lang
        ):
            return True
        return any(lemma in known[kind] for kind in _INDEXED for lemma in lemmas_of(word, kind))

    return is_common
