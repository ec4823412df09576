"""Whether an event is told as having happened, as planned, as possible or as denied.

The answer comes from the word's own auxiliaries first ("will open", "did not open"), else from what governs it
("plans to open", "a bid to win", "if it opens"), link by link up the parse.
"""

from collections.abc import Mapping
from functools import cache

from spacy.tokens import Token

from dateline.lang import lexicon
from dateline.model.annotations import Status

_DEPTH = 12
"""Links climbed at most: no real sentence is deeper, and a hostile one must not cost quadratic time."""

_POSSIBLE_MODALS = frozenset({"may", "might", "could", "should", "must", "can", "ca", "ought"})
_FUTURE_MODALS = frozenset({"will", "'ll", "’ll", "wo", "shall", "sha"})
_CONDITIONAL_MARKS = frozenset({"if", "unless", "lest", "whether", "once"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})


def status_of(token: Token) -> Status:
    """How the sentence tells the event that `token`, a verb or a noun, stands for."""
    return _status(token, _DEPTH)


def _status(token: Token, depth: int) -> Status:
    if depth == 0:
        return Status.HAPPENED
    if token.pos_ in ("VERB", "AUX"):
        return _status_of_verb(token, depth)
    return _status_of_noun(token, depth)


def _status_of_verb(token: Token, depth: int) -> Status:
    own = _own_status(token)
    if own is Status.HAPPENED:
        return _in_context(token, depth)
    return own or _inherited(token, depth)


# --- what the verb's own words say -------------------------------------------------------------------------


def _own_status(token: Token) -> Status | None:
    """The status by the verb's own auxiliaries and tense; None for a form without tense (infinitive, participle)."""
    auxiliaries = _auxiliaries(token)
    words = frozenset(aux.lower_ for aux in auxiliaries)
    negated = is_negated(token)
    modal = _status_of_modals(words, negated)
    if modal:
        return modal
    if _is_to_be(token, auxiliaries):
        return Status.PLANNED
    if is_finite(token) or any(aux.tag_ in _FINITE for aux in auxiliaries):
        return Status.DENIED if negated else Status.HAPPENED
    return None


def is_past(token: Token) -> bool:
    """Whether the verb stands in a past tense."""
    return token.tag_ == "VBD" or any(
        child.tag_ == "VBD" and child.dep_ in ("aux", "auxpass") for child in token.lefts
    )


def is_present(token: Token) -> bool:
    """Whether the verb stands in the present, progressive or not: "opens", "is opening"."""
    if token.tag_ in ("VBZ", "VBP"):
        return True
    return token.tag_ in ("VBG", "VBN") and any(
        child.dep_ in ("aux", "auxpass") and child.lemma_ == "be" and child.tag_ in ("VBZ", "VBP")
        for child in token.lefts
    )


def is_finite(token: Token) -> bool:
    """Whether the verb has a tense or a modal of its own."""
    if token.pos_ not in ("VERB", "AUX"):
        return False
    return token.tag_ in _FINITE or any(
        child.dep_ in ("aux", "auxpass") and (child.tag_ in _FINITE or child.tag_ == "MD")
        for child in token.lefts
    )


def _auxiliaries(token: Token) -> tuple[Token, ...]:
    """Its auxiliaries, or those of the verb that it is coordinated with: "will go and see"."""
    own = tuple(
        child for child in token.children if child.dep_ in ("aux", "auxpass") and child.lower_ != "to"
    )
    if own or token.dep_ != "conj" or token.tag_ in _FINITE or _has_subject(token):
        return own
    if token.head.tag_ != token.tag_:
        return own
    return tuple(
        child for child in token.head.children if child.dep_ in ("aux", "auxpass") and child.lower_ != "to"
    )


def _status_of_modals(words: frozenset[str], negated: bool) -> Status | None:
    if words & _FUTURE_MODALS:
        return Status.PLANNED
    if words & {"would", "'d", "’d"} and not words & {"had"}:
        return Status.DENIED if "have" in words else Status.PLANNED
    if words & _POSSIBLE_MODALS:
        return Status.DENIED if negated and words & {"could"} else Status.POSSIBLE
    return None


def _is_to_be(token: Token, auxiliaries: tuple[Token, ...]) -> bool:
    """Whether it is "is to open" or "is going to open", which spaCy parses as a complement of "be" or "go"."""
    if token.dep_ != "xcomp" or not _has_to(token):
        return False
    head = token.head
    return head.lemma_ == "be" or (head.lemma_ == "go" and head.tag_ == "VBG")


def is_negated(token: Token) -> bool:
    """Whether the verb is negated, by "not", "never" or a subject with "no"."""
    return any(child.dep_ == "neg" and child.lower_ != "only" for child in token.children) or any(
        child.dep_ in ("nsubj", "nsubjpass")
        and any(det.lower_ in ("no", "neither", "none") for det in (child, *child.lefts))
        for child in token.lefts
    )


def _has_to(token: Token) -> bool:
    return any(child.lower_ == "to" and child.dep_ == "aux" for child in token.lefts)


def _has_subject(token: Token) -> bool:
    return any(child.dep_ in _SUBJECTS for child in token.lefts)


# --- what governs it ----------------------------------------------------------------------------------------


def _in_context(token: Token, depth: int) -> Status:
    """A finite verb is told as fact unless a condition or a coming event frames it: "if it opens", "when it opens"."""
    marks = frozenset(child.lower_ for child in token.lefts if child.dep_ in ("mark", "advmod"))
    if token.dep_ in ("advcl", "ccomp") and marks & _CONDITIONAL_MARKS:
        return Status.POSSIBLE
    if _is_counterfactual(token):
        return Status.DENIED
    is_present = token.tag_ in ("VBZ", "VBP") or any(
        c.dep_ in ("aux", "auxpass") and c.tag_ in ("VBZ", "VBP") for c in token.lefts
    )
    if not is_present:
        return Status.HAPPENED
    if token.dep_ == "advcl" and marks & {"when", "until", "before", "after", "as"}:
        return _coming(_status(token.head, depth - 1))
    if token.dep_ == "ccomp" and _class_of(token.head) in ("planned", "possible"):
        return _governed(token.head, depth)
    return Status.HAPPENED


def _is_counterfactual(token: Token) -> bool:
    """Whether a clause says by its order that it did not happen: "Had the hinges been replaced, …"."""
    first, subject = token.left_edge, next((c for c in token.lefts if c.dep_ in _SUBJECTS), None)
    is_inverted = first.lower_ == "had" and first.head == token and first.dep_ in ("aux", "auxpass")
    return is_inverted and subject is not None and token.head != token


def _coming(status: Status) -> Status:
    return status if status in (Status.PLANNED, Status.POSSIBLE) else Status.HAPPENED


def _inherited(token: Token, depth: int) -> Status:
    """The status of a verb without tense, from its governor."""
    head, dep = token.head, token.dep_
    if head == token:
        # A headline: "Ferry line to close".
        return Status.PLANNED if _has_to(token) else Status.HAPPENED
    if dep in ("conj", "aux", "auxpass", "appos", "dep"):
        return _status(head, depth - 1)
    if dep == "pcomp" and head.dep_ == "prep" and head.head != head:
        return _in_preposition(head, depth)
    if token.tag_ == "VBN" and dep in ("acl", "amod", "relcl") and not _has_to(token):
        return Status.HAPPENED
    if dep in ("xcomp", "ccomp", "oprd") or (dep in ("advcl", "acl", "relcl") and _has_to(token)):
        return _governed(head, depth, token)
    return _negate(token, _status(head, depth - 1))


def _in_preposition(preposition: Token, depth: int) -> Status:
    """A gerund behind a preposition: "after opening" is fact, "without opening" is not, "plans for opening" plans."""
    if preposition.lower_ in ("without", "instead"):
        return Status.DENIED
    if preposition.head.pos_ in ("ADJ", "ADV"):
        return _status(preposition.head, depth - 1)
    return _governed(preposition.head, depth)


def _governed(governor: Token, depth: int, governed: Token | None = None) -> Status:
    """The status of what a word governs: its class decides, and its own status where it is not simply a fact."""
    frame = _status(governor, depth - 1)
    kind = _class_of(governor)
    to = governed is not None and _has_to(governed)
    purpose = governed is not None and governed.dep_ == "advcl"
    if kind == "asked":
        kind = "planned" if to else None
    if purpose and governed is not None and governed.lemma_ in _kinds("infinitive_of_outcome"):
        return frame
    if to and kind is None and (purpose or _takes_relative_infinitive(governor)):
        kind = "planned"
    if kind not in ("planned", "possible", "denied"):
        return frame
    if kind == "denied":
        return Status.HAPPENED if frame is Status.DENIED else Status.DENIED
    if frame is Status.DENIED:
        return Status.DENIED
    return Status.POSSIBLE if frame is Status.POSSIBLE else Status(kind)


def _takes_relative_infinitive(noun: Token) -> bool:
    """Whether "to" after the noun looks ahead: "a hearing to decide", not "the first team to win"."""
    if noun.pos_ not in ("NOUN", "PROPN"):
        return False
    return not any(
        child.tag_ in ("JJS", "RBS") or child.lower_ in ("first", "second", "third", "last", "only", "next")
        for child in noun.lefts
    )


def _negate(token: Token, status: Status) -> Status:
    return Status.DENIED if status is Status.HAPPENED and is_negated(token) else status


_PARTS = {
    "VERB": "verb",
    "AUX": "verb",
    "NOUN": "noun",
    "PROPN": "noun",
    "ADJ": "adjective",
    "ADV": "adjective",
}


def looks_ahead(token: Token) -> bool:
    """Whether the word itself announces something that is to come: "plans", "scheduled", "wants"."""
    return _class_of(token) in ("planned", "possible") or token.lemma_ in ("set", "slate")


def _class_of(governor: Token) -> str | None:
    """What the lexicon says about a word as governor: "planned", "possible", "denied", "asked" or nothing."""
    for child in governor.children if governor.pos_ == "AUX" else ():
        # "is likely to open": the parser hangs the clause on "is" as often as on the adjective.
        if child.dep_ in ("acomp", "oprd") and (kind := _kinds("adjective").get(child.lower_)):
            return kind
    part = _PARTS.get(governor.pos_)
    if part is None:
        return None
    return _kinds(part).get(governor.lower_ if part == "adjective" else governor.lemma_.lower())


@cache
def _kinds(part: str) -> Mapping[str, str]:
    table = lexicon.table("events/governors")[part]
    return {str(word): kind for kind, words in table.items() if isinstance(words, list) for word in words}


# --- nouns --------------------------------------------------------------------------------------------------


def _status_of_noun(token: Token, depth: int) -> Status:
    for child in token.lefts:
        kind = _kinds("attributive").get(child.lower_) if child.dep_ in ("amod", "compound") else None
        if kind:
            return Status(kind)
        if child.lower_ == "no" and child.dep_ == "det":
            return Status.DENIED
    return _status_of_argument(token, depth)


def _status_of_argument(token: Token, depth: int) -> Status:
    """An event noun follows its governor where the sentence introduces it; "the strike" is taken as known."""
    head, dep = token.head, token.dep_
    if head == token:
        return Status.HAPPENED
    if dep in ("conj", "compound", "appos", "nmod", "poss", "attr", "acomp"):
        return _status(head, depth - 1)
    if dep == "pobj" and head.head != head:
        return _of_prepositional_object(token, head, depth)
    if dep in ("dobj", "nsubjpass", "nsubj", "oprd", "dative"):
        return _of_object(token, head, depth)
    return Status.HAPPENED


def _of_prepositional_object(token: Token, preposition: Token, depth: int) -> Status:
    governor = preposition.head
    if governor.pos_ in ("VERB", "AUX"):
        if preposition.lower_ == "for" and governor.lemma_ in _kinds("verb_with_for"):
            return _coming_from(_status(governor, depth - 1))
        return Status.HAPPENED if is_definite(token) else _status(governor, depth - 1)
    if preposition.lower_ in ("for", "of", "on") and governor.pos_ == "NOUN":
        return _governed(governor, depth)
    return Status.HAPPENED


def _coming_from(status: Status) -> Status:
    return Status.PLANNED if status is Status.HAPPENED else status


def _of_object(token: Token, governor: Token, depth: int) -> Status:
    raised = _raised(token, governor)
    if (
        raised == governor
        and token.dep_ != "nsubj"
        and _class_of(governor) in ("planned", "possible", "denied")
    ):
        return _governed(governor, depth)
    known = is_definite(token)
    if governor.lemma_ in _kinds("verb_of_announcement") and token.dep_ == "dobj" and not known:
        return _announced(token)
    governor = raised
    if known and governor.lemma_ not in _kinds("verb_of_occurrence"):
        return Status.HAPPENED
    return _status(governor, depth - 1)


def _announced(token: Token) -> Status:
    return Status.HAPPENED if _class_of(token) else Status.PLANNED


def _raised(token: Token, governor: Token) -> Token:
    """The verb whose subject a raised noun really is: "begin" for "the trial is set to begin"."""
    if token.dep_ not in ("nsubj", "nsubjpass"):
        return governor
    for child in governor.rights:
        if child.dep_ == "xcomp" and _has_to(child) and _class_of(governor):
            return child
        if child.dep_ in ("acomp", "oprd"):
            return _raised_by(child, governor)
    return governor


def _raised_by(adjective: Token, governor: Token) -> Token:
    return next((child for child in adjective.rights if child.dep_ == "xcomp" and _has_to(child)), governor)


def is_definite(token: Token) -> bool:
    """Whether the noun is taken as known: "the strike", "their talks"."""
    return any(
        (child.dep_ == "det" and child.lower_ in ("the", "this", "that", "these", "those"))
        or child.dep_ == "poss"
        for child in token.lefts
    )
