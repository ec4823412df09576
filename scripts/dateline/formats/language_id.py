"""Language identification by py3langid (a naive Bayes classifier over byte n-grams, with a model of its own).

It was chosen over langdetect and eld on the example sentences of spaCy's languages (0.95 of those of 34 large
languages right, against 0.92 and 0.94) and on 160 English articles (none taken for another language), at 0.4 ms an
article; lingua's models weigh 100 MB.  An article full of English function words is English without it: the model takes
half a second to load.
"""

import re
from functools import cache
from itertools import islice
from typing import Any

from dateline.lang.lexicon import table
from dateline.model.problems import Problem, notice

ENGLISH = "en"
_REACH = 20_000
_MOST_WORDS = 300
_LONGEST = 2000
"""Characters that are looked at; more make no difference."""
_FEWEST_LETTERS = 60
"""With fewer, English headlines are taken for other languages; a text in another script is told by a word."""
_FUNCTION_WORDS = frozenset({
    "and", "been", "from", "has", "of", "that", "the", "their", "they", "this", "were", "which", "with", "would",
})  # fmt: skip
"""Frequent words of English that the other languages of the model do not have, or seldom."""
_SHARE_OF_ENGLISH = 0.08
"""Of the words of a text: 98 % of 673 English articles have more, spaCy's examples of other languages 0.02 at most."""
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]+){0,5}$")


def language_of(text: str) -> str:
    """Identify the language of a text (BCP 47, the primary tag); English where the text is too short to tell."""
    words = (word for word in text[:_REACH].split() if sum(map(str.isalpha, word)) > 1)
    sample = " ".join(islice(words, _MOST_WORDS))[:_LONGEST]
    letters = sum(map(str.isalpha, sample))
    latin = len(_LATIN.findall(sample))
    if letters < 2 or (letters < _FEWEST_LETTERS and latin * 2 >= letters):
        return ENGLISH
    if _is_plainly_english(sample):
        return ENGLISH
    return str(_identifier().classify(sample)[0])


def _is_plainly_english(sample: str) -> bool:
    """Tell by the share of function words, which other languages have of their own (Grefenstette 1995)."""
    words = sample.lower().split()
    return sum(word in _FUNCTION_WORDS for word in words) > _SHARE_OF_ENGLISH * len(words)


def primary_tag(declared: object) -> str | None:
    """Return the primary tag of a language as a document declares it ("en-GB", "pt_BR"); None for what is no tag."""
    match = _TAG.match(declared.strip()) if isinstance(declared, str) else None
    return match[1].lower() if match else None


def language_notices(language: str, file: str) -> tuple[Problem, ...]:
    """Give notice of a text that is not English."""
    tag = primary_tag(language) or language
    if tag == ENGLISH:
        return ()
    hint = "add “language: en” in front matter if it is English"
    return (notice(file, 0, f"read as {_names().get(tag, tag)}: quotes and text only", hint),)


def _names() -> dict[str, str]:
    return {tag: str(name) for tag, name in table("layout/languages")["languages"].items()}


@cache
def _identifier() -> Any:
    from py3langid.langid import (  # half a second, paid where no language is declared
        MODEL_FILE,
        LanguageIdentifier,
    )

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(sorted(_names()))
    return identifier
