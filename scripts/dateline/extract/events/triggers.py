"""Which words of a sentence stand for an event: its verbs, and nouns that name something that happens.

A noun counts when the lexicon lists it ("summit", "quake") or when its ending shows a verb in it ("departure",
"negotiation") and no exception speaks against it ("station").
"""

from collections.abc import Iterator

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from dateline.lang import lexicon

_ENDINGS = ("tion", "sion", "ment", "ing")
_SHORTEST = 6
"""Letters a derived noun has at least: "song" and "coal" are not derived."""


def triggers(doc: Doc | DocSpan) -> Iterator[Token]:
    """The words that stand for an event, in order."""
    return (token for token in doc if is_trigger(token))


def is_trigger(token: Token) -> bool:
    """Whether the word stands for an event."""
    if token.pos_ == "VERB":
        return token.dep_ not in ("aux", "auxpass") and token.lemma_.isalpha() and not is_preposition(token)
    if token.pos_ == "AUX":
        return token.dep_ not in ("aux", "auxpass")
    if token.pos_ == "ADJ":
        return is_predicate(token)
    return is_event_noun(token)


def is_event_noun(token: Token) -> bool:
    """Whether it is a noun that names something that happens."""
    if token.pos_ != "NOUN":
        return False
    lemma = token.lemma_.lower()
    if lemma in lexicon.words("events/nouns"):
        return True
    is_derived = len(lemma) >= _SHORTEST and lemma.endswith(_ENDINGS)
    return is_derived and lemma not in lexicon.words("events/derived_exceptions")


def is_predicate(token: Token) -> bool:
    """Whether it is an adjective that says in which state something is: "will be available"."""
    return token.pos_ == "ADJ" and token.dep_ == "acomp" and token.head.lemma_ in ("be", "become", "remain")


def is_preposition(token: Token) -> bool:
    """Whether a participle has become a preposition: "according to", "including", "following"."""
    return token.dep_ in ("prep", "mark", "case") and token.tag_ in ("VBG", "VBN")


def is_reporting(token: Token) -> bool:
    """Whether it is a verb that only reports what somebody said or thought."""
    if token.pos_ != "VERB":
        return False
    lemma = token.lemma_.lower()
    if lemma in lexicon.words("events/bare_reporting_verbs"):
        return True
    return lemma in lexicon.words("events/reporting_verbs") and any(
        child.dep_ in ("ccomp", "parataxis") for child in token.children
    )


def is_stative(token: Token) -> bool:
    """Whether it is a verb for a state, which rarely marks a point in time."""
    return token.pos_ in ("AUX", "ADJ") or token.lemma_.lower() in lexicon.words("events/stative_verbs")
