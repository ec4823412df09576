"""The clause of a sentence that tells an event, as it can stand alone.

    “After the mill closed in 1987, the council said, it was bought by a brewer and turned into flats in 2004.”
    closed: the mill closed in 1987      turned: it was turned into flats in 2004

Above it only what the event does not depend on is left out: a report that takes no side, a clause beside it.
"""

from collections.abc import Collection
from dataclasses import dataclass

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from dateline.extract.dependency_trees import subtree, upward
from dateline.extract.events.factuality import factuality_of
from dateline.extract.events.triggers import is_event_noun
from dateline.extract.events.verb_forms import (
    SUBJECTS,
    VERBAL,
    clause_marks,
    has_lemma,
    has_subject,
    is_finite,
    is_past,
    is_word,
)
from dateline.lang import lexicon
from dateline.model.annotations import Status

_BREAKS = frozenset({",", ";", ":", "–", "—"})
"""Marks that part two main clauses."""
_DEPTH = 24
"""Links climbed at most, so that a hostile sentence costs no more than its length."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause: the word at its top and its words, by their places."""

    top: Token
    tokens: frozenset[int]

    @property
    def subject(self) -> Token | None:
        """Its subject, which a coordinated verb borrows from the verb before it."""
        if self.top.dep_ == "relcl":
            return self.top.head
        verb = self.top if has_subject(self.top) else self.top.head
        return next((child for child in verb.lefts if child.dep_ in SUBJECTS), None)


def clause_of(trigger: Token, sent: DocSpan, apart: Collection[int] = ()) -> Clause:
    """The clause that tells the event at `trigger`.

    `apart` holds the places of events of the sentence that have another date; coordinated ones are left out.
    """
    top = top_of(trigger, apart)
    words = subtree(top)
    if _is_loose_relative(top):
        noun = top.head
        antecedent = set(range(noun.left_edge.i, top.left_edge.i - 1)) & subtree(noun)
        return Clause(top, frozenset(antecedent | words - {top.left_edge.i}))
    tokens = words & _segment_of(trigger, sent)
    if top.head != top:
        tokens -= _links_of(top)
    if not has_subject(top) and top.dep_ == "conj":
        tokens |= _borrowed(top)
    for conjunct in top.rights:
        if conjunct.dep_ == "conj" and trigger.i not in subtree(conjunct) and _is_apart(conjunct, apart):
            tokens -= subtree(conjunct)
            tokens -= {child.i for child in top.rights if child.dep_ == "cc" and child.i < conjunct.i}
    return Clause(top, frozenset(tokens))


def heads_clause(trigger: Token, top: Token) -> bool:
    """Whether the clause under `top` is about the event: its verb, the verb's complement, what it coordinates."""
    for token in upward(trigger):
        if token == top:
            return True
        is_participle = token.dep_ == "acl" and token.head == top
        if token.dep_ not in ("xcomp", "acomp", "attr", "oprd", "conj") and not is_participle:
            break
    return False


def top_of(trigger: Token, apart: Collection[int] = ()) -> Token:
    """The word at the top of the clause that tells the event: its verb, or the noun that a participle describes."""
    token = trigger
    for _ in range(_DEPTH):
        is_dated_apart = token.head.i in apart and _is_coordinated(token)
        if token.head == token or _is_loose_relative(token) or _stands_alone(token) or is_dated_apart:
            return token
        if token.dep_ == "acl" and token.tag_ == "VBN" and _is_dated_thing(token.head):
            return token.head
        token = token.head
    return token


def _is_dated_thing(noun: Token) -> bool:
    """Whether noun and participle tell an event: "a report published in July", not "the man found on Friday"."""
    return is_event_noun(noun) or has_lemma(noun, "events/works")


def _is_loose_relative(verb: Token) -> bool:
    """Whether it is a clause in the past that tells more of a noun: "Ada Moor, who was elected in May, …"."""
    pronoun = verb.left_edge
    if verb.dep_ != "relcl" or pronoun.i == 0 or pronoun.nbor(-1).text != ",":
        return False
    is_subject = pronoun.dep_ in SUBJECTS and pronoun.head == verb and is_word(pronoun, "relatives")
    # "the shops in Tolm and Marn, which opened in May": the place is rarely what opened
    is_place = verb.head.dep_ in ("pobj", "conj") and verb.head.ent_type_ in ("GPE", "LOC")
    return is_subject and is_past(verb) and not is_place


def _stands_alone(token: Token) -> bool:
    """Whether a clause can be told without the one above it."""
    if token.pos_ not in VERBAL or not has_subject(token):
        return False
    head = token.head
    if token.dep_ == "ccomp":
        return is_neutral_report(head) and _is_statement(token)
    if token.dep_ == "conj":
        # without a comma before it or its "and", the parser may have guessed: "rent and rebates passed on to tenants"
        first = token.left_edge
        before = [word.text for word in first.doc[max(0, first.i - 2) : first.i]]
        is_linked = not _BREAKS.isdisjoint(before)
        conditions = (c for c in head.children if c.dep_ == "mark" and is_word(c, "plain_conditions"))
        return head.pos_ in VERBAL and is_linked and next(conditions, None) is None
    if token.dep_ == "advcl":
        marks = clause_marks(token)
        # what happened happened in any case: "after the mill closed" ("before" may mean that it never did)
        spared = lexicon.word_set(
            "events/words", "spared_marks" if is_past(token) else "contrasts", token.lang_
        )
        return bool(marks) and marks <= spared
    return False


def _is_coordinated(token: Token) -> bool:
    """Whether a verb is joined by "and" to one whose tense it shares: "was bought and turned", "opened and closed"."""
    if token.dep_ != "conj" or token.pos_ != "VERB" or token.left_edge.i == 0:
        return False
    # "was bought and turned": a parser may take the second participle for a past tense, so it is not parted.
    is_passive = any(child.dep_ == "auxpass" for child in token.head.lefts)
    shares_tense = token.tag_ == token.head.tag_ or (is_finite(token) and not is_passive)
    return shares_tense and token.left_edge.nbor(-1).pos_ == "CCONJ"


def _is_apart(conjunct: Token, apart: Collection[int]) -> bool:
    return _stands_alone(conjunct) or (conjunct.i in apart and _is_coordinated(conjunct))


def _is_statement(token: Token) -> bool:
    """Whether a complement is a statement: "said that it closed", not "asked whether it closed"."""
    openers = (c for c in token.lefts if c.dep_ in ("mark", "advmod") or c.tag_.startswith("W"))
    return not any(is_word(opener, "question_words") for opener in openers)


def is_neutral_report(token: Token) -> bool:
    """Whether it is a verb that reports without taking sides, and itself told as fact."""
    return has_lemma(token, "events/neutral_reporting_verbs") and factuality_of(token) is Status.HAPPENED


def _links_of(top: Token) -> set[int]:
    """The words that tie a clause to the one above it: "that", "after", "just two months after"."""
    links: set[int] = set()
    for child in top.lefts:
        is_beside = top.dep_ == "advcl" and (child.dep_ == "npadvmod" or is_word(child, "spared_marks"))
        if child.dep_ in ("mark", "cc") or is_beside:
            links |= subtree(child)
    return links


def _borrowed(conjunct: Token) -> set[int]:
    """The subject of the verb before a coordinated one, and its auxiliaries where the two share them."""
    verb = conjunct.head
    is_shared = not is_finite(conjunct) and conjunct.tag_ == verb.tag_
    parts = (*SUBJECTS, "aux", "auxpass", "neg") if is_shared else SUBJECTS
    return set().union(*(subtree(child) for child in verb.lefts if child.dep_ in parts))


def _segment_of(trigger: Token, sent: DocSpan) -> set[int]:
    """The part of the sentence between semicolons that holds the trigger, where it is a clause of its own."""
    whole = set(range(sent.start, sent.end))
    breaks = [token.i for token in sent if token.text == ";"]
    if not breaks:
        return whole
    start = max((i + 1 for i in breaks if i < trigger.i), default=sent.start)
    end = min((i for i in breaks if i > trigger.i), default=sent.end)
    is_clause = any(is_finite(token) and has_subject(token) for token in sent.doc[start:end])
    return set(range(start, end)) if is_clause else whole
