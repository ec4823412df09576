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
from dateline.extract.events.factuality import is_finite, is_past, status_of
from dateline.extract.events.triggers import is_event_noun
from dateline.lang import lexicon
from dateline.model.annotations import Status

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_CONTRASTS = frozenset({"although", "though", "while", "whereas"})
_SPARED_MARKS = _CONTRASTS | {"after", "as", "because", "when"}
"""What a clause in the past can do without: it happened in any case ("before" may mean that it never did)."""

_DEPTH = 24
"""Links climbed at most, so that a hostile sentence costs no more than its length."""

_TELLING = frozenset({"xcomp", "acomp", "attr", "oprd", "conj"})


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
        return next((child for child in verb.lefts if child.dep_ in _SUBJECTS), None)


def clause_of(trigger: Token, sent: DocSpan, apart: Collection[int] = ()) -> Clause:
    """The clause that tells the event at `trigger`.

    `apart` holds the places of events of the sentence that have another date; coordinated ones are left out.
    """
    top = top_of(trigger, apart)
    if _is_loose_relative(top):
        return Clause(top, frozenset(_antecedent_of(top) | subtree(top) - _relative_of(top)))
    tokens = subtree(top) & _segment_of(trigger, sent)
    if top.head != top:
        tokens -= _links_of(top)
    if not has_subject(top) and top.dep_ == "conj":
        tokens |= _borrowed(top)
    for conjunct in top.rights:
        if conjunct.dep_ == "conj" and trigger.i not in subtree(conjunct) and _is_apart(conjunct, apart):
            tokens -= subtree(conjunct)
            tokens -= {child.i for child in top.rights if child.dep_ == "cc" and child.i < conjunct.i}
    return Clause(top, frozenset(tokens))


def is_told(trigger: Token, top: Token) -> bool:
    """Whether the clause under `top` is about the event: its verb, the verb's complement, what it coordinates."""
    for token in upward(trigger):
        if token == top:
            return True
        if token.dep_ not in _TELLING and not (token.dep_ == "acl" and token.head == top):
            break
    return False


def top_of(trigger: Token, apart: Collection[int] = ()) -> Token:
    """The word at the top of the clause that tells the event: its verb, or the noun that a participle describes."""
    token = trigger
    for _ in range(_DEPTH):
        if (
            token.head == token
            or _is_loose_relative(token)
            or _stands_alone(token)
            or _is_told_apart(token, apart)
        ):
            return token
        if token.dep_ == "acl" and token.tag_ == "VBN" and _is_dated_thing(token.head):
            return token.head
        token = token.head
    return token


def _is_dated_thing(noun: Token) -> bool:
    """Whether noun and participle tell an event: "a report published in July", not "the man found on Friday"."""
    return is_event_noun(noun) or noun.lemma_.lower() in lexicon.words("events/works")


def _is_loose_relative(token: Token) -> bool:
    """Whether it is a clause in the past that tells more of a noun: "Ada Moor, who was elected in May, …"."""
    if token.dep_ != "relcl" or token.left_edge.i == 0 or token.left_edge.nbor(-1).text != ",":
        return False
    return bool(_relative_of(token)) and is_past(token)


def _relative_of(verb: Token) -> set[int]:
    """The relative pronoun that is the subject of a clause and stands at its head."""
    first = verb.left_edge
    is_subject = first.dep_ in _SUBJECTS and first.head == verb and first.lower_ in ("who", "which")
    return {first.i} if is_subject else set()


def _antecedent_of(verb: Token) -> set[int]:
    """The noun that a relative clause tells of, with what stands before the clause."""
    noun = verb.head
    last = verb.left_edge.i - 1
    return set(range(noun.left_edge.i, last)) & subtree(noun)


def _stands_alone(token: Token) -> bool:
    """Whether a clause can be told without the one above it."""
    if token.pos_ not in ("VERB", "AUX") or not has_subject(token):
        return False
    if token.dep_ == "ccomp":
        return is_neutral_report(token.head) and _is_statement(token)
    if token.dep_ == "conj":
        is_clause = token.head.pos_ in ("VERB", "AUX") and _is_linked(token)
        return is_clause and not _is_under_condition(token.head)
    if token.dep_ == "advcl":
        marks = {child.lower_ for child in token.lefts if child.dep_ in ("mark", "advmod")}
        return bool(marks) and (marks <= _CONTRASTS or (marks <= _SPARED_MARKS and is_past(token)))
    return False


def _is_told_apart(token: Token, apart: Collection[int]) -> bool:
    """Whether a coordinated verb without subject has another date than the verb it follows."""
    return token.head.i in apart and _is_coordinated(token)


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


def _is_linked(conjunct: Token) -> bool:
    """Whether "and" or a comma stands before it; without, the parser has guessed."""
    first = conjunct.left_edge
    return first.i > 0 and first.nbor(-1).pos_ in ("CCONJ", "PUNCT")


def has_subject(token: Token) -> bool:
    """Whether the verb has a subject of its own that is no relative pronoun."""
    return any(child.dep_ in _SUBJECTS and child.tag_ not in ("WDT", "WP") for child in token.children)


def _is_statement(token: Token) -> bool:
    """Whether a complement is a statement: "said that it closed", not "asked whether it closed"."""
    marks = {
        child.lower_
        for child in token.lefts
        if child.dep_ in ("mark", "advmod") or child.tag_.startswith("W")
    }
    return not marks & {"if", "whether", "how", "why", "what", "who", "when", "where"}


def is_neutral_report(token: Token) -> bool:
    """Whether it is a verb that reports without taking sides, and itself told as fact."""
    if token.lemma_.lower() not in lexicon.words("events/neutral_reporting_verbs"):
        return False
    return status_of(token) is Status.HAPPENED


def _is_under_condition(token: Token) -> bool:
    return any(child.dep_ == "mark" and child.lower_ in ("if", "unless") for child in token.lefts)


def _links_of(top: Token) -> set[int]:
    """The words that tie a clause to the one above it: "that", "after", "just two months after"."""
    links: set[int] = set()
    for child in top.lefts:
        is_mark = child.dep_ in ("mark", "cc") or (top.dep_ == "advcl" and child.lower_ in _SPARED_MARKS)
        if is_mark or (child.dep_ == "npadvmod" and top.dep_ == "advcl"):
            links |= subtree(child)
    return links


def _borrowed(conjunct: Token) -> set[int]:
    """The subject of the verb before a coordinated one, and its auxiliaries where the two share them."""
    verb = conjunct.head
    is_shared = not is_finite(conjunct) and conjunct.tag_ == verb.tag_
    parts = ("aux", "auxpass", "neg") if is_shared else ()
    borrowed: set[int] = set()
    for child in verb.lefts:
        if child.dep_ in _SUBJECTS or child.dep_ in parts:
            borrowed |= subtree(child)
    return borrowed


def _segment_of(trigger: Token, sent: DocSpan) -> set[int]:
    """The part of the sentence between semicolons that holds the trigger, where it is a clause of its own."""
    breaks = [token.i for token in sent if token.text == ";"]
    start = max((i + 1 for i in breaks if i < trigger.i), default=sent.start)
    end = min((i for i in breaks if i > trigger.i), default=sent.end)
    is_clause = any(is_finite(token) and has_subject(token) for token in sent.doc[start:end])
    return set(range(start, end) if is_clause else range(sent.start, sent.end))
