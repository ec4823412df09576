"""Triggers: the words of a sentence that stand for an event, verbs and nouns that name something that happens.

A noun counts when the lexicon lists it ("summit", "quake") or when its ending shows a verb in it ("departure",
"negotiation") and no exception speaks against it ("station"), an adjective when it tells an outcome ("two dead").
"""

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from dateline.extract.events.verb_forms import AUXILIARIES, has_lemma, is_lemma, is_word
from dateline.lang import lexicon

_SHORTEST = 6
"""Letters a derived noun has at least: "song" and "coal" are not derived."""


def triggers(doc: Doc | DocSpan) -> Iterator[Token]:
    """The words that stand for an event, in order."""
    return (token for token in doc if is_trigger(token))


def is_trigger(token: Token) -> bool:
    """Whether the word stands for an event."""
    part = token.pos_
    if part == "VERB":
        return token.dep_ not in AUXILIARIES and token.lemma_.isalpha() and not _is_preposition(token)
    if part == "AUX":
        return token.dep_ not in AUXILIARIES
    if part == "ADJ":
        # a predicate tells in which state something is: "will be available"; an outcome, what came about: "Two dead"
        return (token.dep_ == "acomp" and is_lemma(token.head, "linking_verbs")) or is_word(token, "outcomes")
    return part in ("NOUN", "PROPN") and is_event_noun(token)


def _is_preposition(participle: Token) -> bool:
    """Whether a participle has become a preposition: "according to", "including", "following"."""
    return participle.dep_ in ("prep", "mark", "case") and participle.tag_ in ("VBG", "VBN")


def is_event_noun(token: Token) -> bool:
    """Whether it is a noun that names something that happens."""
    if token.pos_ == "PROPN":
        return _is_no_name(token) and token.lemma_.lower() in lexicon.words("events/nouns", token.lang_)
    return token.pos_ == "NOUN" and (_names_event(token.lemma_.lower(), token.lang_) or _is_hyphenated(token))


@cache
def _names_event(noun: str, language: str) -> bool:
    if noun in lexicon.words("events/nouns", language):
        return True
    is_derived = len(noun) >= _SHORTEST and noun.endswith(lexicon.lines("events/noun_endings", language))
    return is_derived and noun not in lexicon.words("events/derived_exceptions", language)


def _is_no_name(token: Token) -> bool:
    """Whether a word with a capital is likely no part of a name: "Arson is suspected", "the Boxing Day Tsunami"."""
    if token.is_sent_start:
        return token.ent_type_ in ("", "PERSON")  # a person whom the parser sees there may be none
    return token.ent_type_ in ("", "EVENT") and token.dep_ != "compound"


def _is_hyphenated(token: Token) -> bool:
    """Whether it ends a listed noun that the parser takes apart: "sit-in"."""
    if token.i < 2 or token.nbor(-1).text != "-":
        return False
    return f"{token.nbor(-2).lower_}-{token.lemma_.lower()}" in lexicon.words("events/nouns", token.lang_)


def is_reporting(token: Token) -> bool:
    """Whether it is a verb that only reports what somebody said or thought."""
    if token.pos_ != "VERB":
        return False
    return has_lemma(token, "events/bare_reporting_verbs") or (
        has_lemma(token, "events/reporting_verbs")
        and any(child.dep_ in ("ccomp", "parataxis") for child in token.children)
    )


def is_stative(token: Token) -> bool:
    """Whether it is a verb for a state, which rarely marks a point in time."""
    return token.pos_ in ("AUX", "ADJ") or has_lemma(token, "events/stative_verbs")
