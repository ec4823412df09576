"""Forms of verbs and links between clauses, read off a parse: tense, negation, subject, auxiliaries, marks."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from dateline.extract.cues import ids_of
from dateline.extract.dependency_trees import upward
from dateline.lang import lexicon

DEPTH = 12
"""Links climbed at most: no real sentence is deeper, and a hostile one must not cost quadratic time."""

AUXILIARIES = ("aux", "auxpass")
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
VERBAL = ("VERB", "AUX")
_FINITE = ("VBD", "VBZ", "VBP")
_PRESENT = ("VBZ", "VBP")


def is_word(token: Token, key: str) -> bool:
    """Whether the word stands in the list `key` of `lang/LANGUAGE/events/words.toml`."""
    return token.lower in ids_of("events/words", key, token.lang)


def listed_in(tokens: Sequence[Token] | DocSpan, key: str) -> list[Token]:
    """Those of some words of a text that stand in that list, which is looked up once for them all."""
    listed = ids_of("events/words", key, tokens[0].lang) if len(tokens) else frozenset()
    return [token for token in tokens if token.lower in listed]


def is_lemma(token: Token, key: str) -> bool:
    """Whether the word's lemma stands in the list `key` of `lang/LANGUAGE/events/words.toml`."""
    return token.lemma in ids_of("events/words", key, token.lang)


def has_lemma(token: Token, name: str) -> bool:
    """Whether the word's lemma stands in the list `lang/LANGUAGE/NAME.txt` ("events/nouns")."""
    return token.lemma_.lower() in lexicon.words(name, token.lang_)


def limit(key: str, language: str) -> float:
    """A number of the table `[limits]` of `lang/LANGUAGE/events/weights.toml`."""
    return lexicon.weights("events/weights", language, "limits")[key]


def path_up(token: Token) -> Iterator[Token]:
    """A word and those above it, `DEPTH` links at most."""
    return islice(upward(token), DEPTH + 1)


def auxiliaries_of(token: Token) -> list[Token]:
    """The auxiliaries of a verb, "to" among them: "to be sold"."""
    return [child for child in token.children if child.dep_ in AUXILIARIES]


def clause_marks(token: Token) -> set[str]:
    """The words that tie a clause to the one above it: "if", "just after"."""
    return {child.lower_ for child in token.lefts if child.dep_ in ("mark", "advmod")}


def any_mark(token: Token, key: str) -> bool:
    """Whether one of the words that tie a clause to the one above it stands in the list `key`."""
    return not clause_marks(token).isdisjoint(lexicon.word_set("events/words", key, token.lang_))


def is_finite(token: Token) -> bool:
    """Whether the verb has a tense or a modal of its own."""
    if token.pos_ not in VERBAL:
        return False
    return token.tag_ in _FINITE or any(
        child.dep_ in AUXILIARIES and (child.tag_ in _FINITE or child.tag_ == "MD") for child in token.lefts
    )


def has_tense(token: Token) -> bool:
    """Whether the form itself shows a tense: "opened", "opens"."""
    return token.tag_ in _FINITE


def is_past(token: Token) -> bool:
    """Whether the verb stands in a past tense."""
    return token.tag_ == "VBD" or any(
        child.tag_ == "VBD" and child.dep_ in AUXILIARIES for child in token.lefts
    )


def is_present(token: Token, perfect: bool = False) -> bool:
    """Whether the verb stands in the present: "opens", "is opening"; with `perfect` also "has opened"."""
    if token.tag_ in _PRESENT:
        return True
    return any(
        child.tag_ in _PRESENT
        and child.dep_ in AUXILIARIES
        and (perfect or (child.lemma_ == "be" and token.tag_ in ("VBG", "VBN")))
        for child in (token.children if perfect else token.lefts)
    )


def is_pluperfect(token: Token) -> bool:
    """Whether the verb stands in the past perfect ("had closed"), which steps back behind the running narrative."""
    return any(child.dep_ == "aux" and is_word(child, "had") for child in token.lefts)


def is_negated(token: Token) -> bool:
    """Whether the verb is negated, by "not", "never" or a subject with "no"."""
    return any(child.dep_ == "neg" and not is_word(child, "not_negating") for child in token.children) or any(
        child.dep_ in ("nsubj", "nsubjpass") and any(is_word(word, "no") for word in (child, *child.lefts))
        for child in token.lefts
    )


def has_to(token: Token) -> bool:
    """Whether it is an infinitive with "to"."""
    return any(child.dep_ == "aux" and is_word(child, "infinitive") for child in token.lefts)


def has_subject(token: Token) -> bool:
    """Whether the verb has a subject of its own that is no relative pronoun."""
    return any(child.dep_ in SUBJECTS and child.tag_ not in ("WDT", "WP") for child in token.children)


def has_clause(tokens: Iterable[Token]) -> bool:
    """Whether one of some words is a verb in a tense with a subject."""
    return any(is_finite(token) and any(c.dep_ in SUBJECTS for c in token.children) for token in tokens)


def is_definite(token: Token) -> bool:
    """Whether the noun is taken as known: "the strike", "their talks"."""
    return any(
        child.dep_ == "poss" or (child.dep_ == "det" and is_word(child, "definite")) for child in token.lefts
    )
