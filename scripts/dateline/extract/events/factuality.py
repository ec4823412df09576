"""Factuality of an event: whether it is told as having happened, as planned, as possible or as denied.

The rules for a verb and those for a noun are asked in their order: the first that applies decides, and where none
does the event is told as fact.  A verb's own auxiliaries come first ("will open", "did not open"), then what governs
it ("plans to open", "a bid to win", "if it opens"), link by link up the parse.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from spacy.tokens import Token

from dateline.extract.events.verb_forms import (
    AUXILIARIES,
    DEPTH,
    SUBJECTS,
    VERBAL,
    any_mark,
    auxiliaries_of,
    has_tense,
    has_to,
    is_definite,
    is_finite,
    is_lemma,
    is_negated,
    is_present,
    is_word,
)
from dateline.lang import lexicon
from dateline.model.annotations import Status

_PARTS = {
    "VERB": "verb",
    "AUX": "verb",
    "NOUN": "noun",
    "PROPN": "noun",
    "ADJ": "adjective",
    "ADV": "adjective",
}
_PARTS_OF_NOUNS = ("conj", "compound", "appos", "nmod", "poss", "attr", "acomp")


@dataclass(slots=True)
class Trigger:
    """A word that stands for an event, as the rules see it."""

    token: Token
    depth: int
    """Links that may still be climbed."""
    auxiliaries: tuple[Token, ...] = ()

    def has(self, key: str) -> bool:
        """Whether one of its auxiliaries stands in the list `key` of `words.toml`."""
        return bool(self.auxiliaries) and any(is_word(auxiliary, key) for auxiliary in self.auxiliaries)

    @property
    def is_tensed(self) -> bool:
        """Whether it has a tense, of its own or of an auxiliary."""
        return is_finite(self.token) or any(map(has_tense, self.auxiliaries))

    @property
    def verb_over(self) -> Token | None:
        """The verb on which the preposition before it hangs."""
        verb = self.token.head.head
        return verb if self.token.dep_ == "pobj" and verb != self.token.head and verb.pos_ in VERBAL else None


class FactualityRule(NamedTuple):
    """When a rule applies, and the status that it gives."""

    applies: Callable[[Trigger], bool]
    answer: Status | Callable[[Trigger], Status]


def factuality_of(token: Token) -> Status:
    """How the sentence tells the event that `token`, a verb or a noun, stands for."""
    return _status(token, DEPTH)


def looks_ahead(token: Token) -> bool:
    """Whether the word itself announces something that is to come: "plans", "scheduled", "wants"."""
    return is_lemma(token, "setting") or _class_of(token) in ("planned", "possible")


def _status(token: Token, depth: int) -> Status:
    if depth == 0:
        return Status.HAPPENED
    is_verb = token.pos_ in VERBAL
    trigger = Trigger(token, depth, _auxiliaries_of(token) if is_verb else ())
    for applies, answer in (VERB_RULES if is_verb else NOUN_RULES).values():
        if applies(trigger):
            return answer if isinstance(answer, Status) else answer(trigger)
    return Status.HAPPENED


def _auxiliaries_of(token: Token) -> tuple[Token, ...]:
    """Its auxiliaries, or those of the verb that it is coordinated with: "will go and see"."""
    own = tuple(child for child in auxiliaries_of(token) if not is_word(child, "infinitive"))
    if own or token.dep_ != "conj" or token.tag_ != token.head.tag_ or has_tense(token):
        return own
    if any(child.dep_ in SUBJECTS for child in token.lefts):
        return own
    return tuple(child for child in auxiliaries_of(token.head) if not is_word(child, "infinitive"))


# --- when rules apply ---------------------------------------------------------------------------------------


def _is_to_be(token: Token) -> bool:
    """SpaCy takes the verb of "is to open" and "is going to open" for a complement of "be" or "go"."""
    if token.dep_ != "xcomp" or not has_to(token):
        return False
    return is_lemma(token.head, "be") or (token.head.tag_ == "VBG" and is_lemma(token.head, "go"))


def _is_inverted(token: Token) -> bool:
    """Whether the order of a clause says that it did not come about: "Had the hinges been replaced, …"."""
    first = token.left_edge
    has_auxiliary = is_word(first, "had") and first.head == token and first.dep_ in AUXILIARIES
    return has_auxiliary and token.head != token and any(child.dep_ in SUBJECTS for child in token.lefts)


def _is_present_clause(token: Token, dep: str) -> bool:
    return token.dep_ == dep and is_present(token, perfect=True)


def _is_gerund(token: Token) -> bool:
    return token.dep_ == "pcomp" and token.head.dep_ == "prep" and token.head.head != token.head


def _is_complement(token: Token) -> bool:
    is_infinitive = token.dep_ in ("advcl", "acl", "relcl") and has_to(token)
    return is_infinitive or token.dep_ in ("xcomp", "ccomp", "oprd")


def _is_object(token: Token) -> bool:
    return token.dep_ in ("dobj", "nsubjpass", "oprd", "dative")


def _is_aim(trigger: Trigger) -> bool:
    verb = trigger.verb_over
    is_for = verb is not None and is_word(trigger.token.head, "for")
    return is_for and verb is not None and verb.lemma_ in _classes("verb_with_for", verb.lang_)


def _is_announced(token: Token) -> bool:
    verb = token.head
    is_introduced = token.dep_ == "dobj" and not is_definite(token)
    return is_introduced and verb.lemma_ in _classes("verb_of_announcement", verb.lang_)


def _is_argument(token: Token) -> bool:
    """An event is as real as its verb where the sentence introduces it; "the strike" is taken as known."""
    if not (_is_object(token) or token.dep_ == "nsubj"):
        return False
    return not is_definite(token) or _raised(token).lemma_ in _classes("verb_of_occurrence", token.lang_)


def _raised(token: Token) -> Token:
    """The verb whose subject a raised noun really is: "begin" for "the trial is set to begin"."""
    governor = token.head
    if token.dep_ not in ("nsubj", "nsubjpass"):
        return governor
    for child in governor.rights:
        if child.dep_ == "xcomp" and has_to(child) and _class_of(governor):
            return child
        if child.dep_ in ("acomp", "oprd"):
            infinitives = (under for under in child.rights if under.dep_ == "xcomp" and has_to(under))
            return next(infinitives, governor)
    return governor


# --- what they answer ---------------------------------------------------------------------------------------


def _as_head(trigger: Trigger) -> Status:
    return _status(trigger.token.head, trigger.depth - 1)


def _as_raised(trigger: Trigger) -> Status:
    return _status(_raised(trigger.token), trigger.depth - 1)


def _as_verb_over(trigger: Trigger) -> Status:
    return _status(trigger.token.head.head, trigger.depth - 1)


def _as_head_unless_negated(trigger: Trigger) -> Status:
    status = _as_head(trigger)
    return Status.DENIED if status is Status.HAPPENED and is_negated(trigger.token) else status


def _ahead_as_head(trigger: Trigger) -> Status:
    """The status of what governs it where that is still to come: “They will leave when the storm ends.”."""
    status = _as_head(trigger)
    return status if status.is_ahead else Status.HAPPENED


def _after_preposition(trigger: Trigger) -> Status:
    """“After opening the dam, …” is fact; “plans for opening the dam” are plans."""
    governor = trigger.token.head.head
    if governor.pos_ in ("ADJ", "ADV"):
        return _status(governor, trigger.depth - 1)
    return _governed(governor, trigger.depth)


def _planned_as_verb_over(trigger: Trigger) -> Status:
    status = _as_verb_over(trigger)
    return Status.PLANNED if status is Status.HAPPENED else status


def _attribute_of(noun: Token) -> str | None:
    """The class of the first attribute that has one: "the planned strike"."""
    attributes = (child for child in noun.lefts if child.dep_ in ("amod", "compound"))
    return next(filter(None, (_classes("attributive", a.lang_).get(a.lower_) for a in attributes)), None)


def _governed(governor: Token, depth: int, governed: Token | None = None) -> Status:
    """The status of what a word governs: its class decides, and its own status where it is not simply a fact."""
    status, kind = _status(governor, depth - 1), _class_of(governor)
    if governed is not None and governed.dep_ == "advcl":
        if governed.lemma_ in _classes("infinitive_of_outcome", governed.lang_):
            return status
        is_open = True
    else:
        is_open = _takes_relative_infinitive(governor)
    to = governed is not None and has_to(governed)
    if kind == "asked" or (kind is None and is_open):
        kind = "planned" if to else None
    if kind not in ("planned", "possible", "denied"):
        return status
    if kind == "denied":
        return Status.HAPPENED if status is Status.DENIED else Status.DENIED
    return status if status in (Status.DENIED, Status.POSSIBLE) else Status(kind)


def _takes_relative_infinitive(noun: Token) -> bool:
    """Whether "to" after the noun looks ahead: "a hearing to decide", not "the first team to win"."""
    is_noun = noun.pos_ in ("NOUN", "PROPN")
    return is_noun and not any(
        child.tag_ in ("JJS", "RBS") or is_word(child, "ranked") for child in noun.lefts
    )


def _class_of(governor: Token) -> str | None:
    """What the lexicon says about a word as governor: "planned", "possible", "denied", "asked" or nothing."""
    for child in governor.children if governor.pos_ == "AUX" else ():
        # "is likely to open": the parser hangs the clause on "is" as often as on the adjective.
        if child.dep_ in ("acomp", "oprd") and (kind := _classes("adjective", child.lang_).get(child.lower_)):
            return kind
    part = _PARTS.get(governor.pos_)
    if part is None:
        return None
    form = governor.lower_ if part == "adjective" else governor.lemma_.lower()
    return _classes(part, governor.lang_).get(form)


@cache
def _classes(part: str, language: str) -> Mapping[str, str]:
    """The words of a table of `governors.toml`, each with its class."""
    table = lexicon.table("events/governors", language)[part]
    return {str(word): kind for kind, words in table.items() if isinstance(words, list) for word in words}


# --- the rules, each below an example (tests/cases/events_status.yml has more) -----------------------------------

VERB_RULES: dict[str, FactualityRule] = {
    # The port will open.
    "future": FactualityRule(lambda t: t.has("future_modals"), Status.PLANNED),
    # The ferry would have sunk without the pumps.
    "unreal": FactualityRule(lambda t: t.has("would") and t.has("have") and not t.has("had"), Status.DENIED),
    # The company said it would hire 300 people.
    "conditional": FactualityRule(lambda t: t.has("would") and not t.has("had"), Status.PLANNED),
    # The divers could not lift the bell.
    "inability": FactualityRule(lambda t: t.has("denying_modals") and is_negated(t.token), Status.DENIED),
    # The river may flood the old town.
    "modal": FactualityRule(lambda t: t.has("possible_modals"), Status.POSSIBLE),
    # The minister is to visit the island.
    "to_be": FactualityRule(lambda t: _is_to_be(t.token), Status.PLANNED),
    # The council did not close the bridge.
    "negation": FactualityRule(lambda t: t.is_tensed and is_negated(t.token), Status.DENIED),
    # If the dam breaks, thousands must flee.
    "condition": FactualityRule(
        lambda t: t.token.dep_ in ("advcl", "ccomp") and any_mark(t.token, "conditions") and t.is_tensed,
        Status.POSSIBLE,
    ),
    # Had the hinges been replaced, the gate would have held.
    "counterfactual": FactualityRule(lambda t: _is_inverted(t.token) and t.is_tensed, Status.DENIED),
    # They will leave when the storm ends.
    "coming": FactualityRule(
        lambda t: _is_present_clause(t.token, "advcl") and any_mark(t.token, "comings"), _ahead_as_head
    ),
    # Neighbours fear that the dam breaks.
    "hoped": FactualityRule(
        lambda t: _is_present_clause(t.token, "ccomp") and _class_of(t.token.head) in ("planned", "possible"),
        lambda t: _governed(t.token.head, t.depth),
    ),
    # The council closed the bridge.
    "fact": FactualityRule(lambda t: t.is_tensed, Status.HAPPENED),
    # Mill to close
    "headline": FactualityRule(
        lambda t: t.token.head == t.token,
        lambda t: Status.PLANNED if has_to(t.token) else Status.HAPPENED,
    ),
    # Moor spoke of a rival, referring to the mayor but not naming him.
    "coordinated": FactualityRule(lambda t: t.token.dep_ in ("conj", *AUXILIARIES, "appos", "dep"), _as_head),
    # He left without paying the bill.
    "without": FactualityRule(
        lambda t: _is_gerund(t.token) and is_word(t.token.head, "without"), Status.DENIED
    ),
    # They made plans for opening the dam.
    "gerund": FactualityRule(lambda t: _is_gerund(t.token), _after_preposition),
    # Police may look for a car stolen in June.
    "participle": FactualityRule(
        lambda t: t.token.tag_ == "VBN" and t.token.dep_ in ("acl", "amod", "relcl") and not has_to(t.token),
        Status.HAPPENED,
    ),
    # The firm plans to sell the mill.
    "complement": FactualityRule(
        lambda t: _is_complement(t.token), lambda t: _governed(t.token.head, t.depth, t.token)
    ),
    # The ferry may sink, killing two sailors.
    "dependent": FactualityRule(lambda t: True, _as_head_unless_negated),
}

NOUN_RULES: dict[str, FactualityRule] = {
    # No attack took place.
    "none": FactualityRule(
        lambda t: any(child.dep_ == "det" and is_word(child, "none") for child in t.token.lefts),
        Status.DENIED,
    ),
    # The planned strike worries travellers.
    "attribute": FactualityRule(
        lambda t: _attribute_of(t.token) is not None, lambda t: Status(_attribute_of(t.token) or "")
    ),
    # The port may hold a fair and a race.
    "part": FactualityRule(lambda t: t.token.dep_ in _PARTS_OF_NOUNS and t.token.head != t.token, _as_head),
    # The committee called for an inquiry.
    "aim": FactualityRule(_is_aim, _planned_as_verb_over),
    # The mayor may resign after a trial.
    "circumstance": FactualityRule(
        lambda t: t.verb_over is not None and not is_definite(t.token), _as_verb_over
    ),
    # The risk of an eruption has grown.
    "risk": FactualityRule(
        lambda t: (
            t.token.dep_ == "pobj" and is_word(t.token.head, "of_plans") and t.token.head.head.pos_ == "NOUN"
        ),
        lambda t: _governed(t.token.head.head, t.depth),
    ),
    # The board scheduled a meeting.
    "object": FactualityRule(
        lambda t: (
            _is_object(t.token)
            and _class_of(t.token.head) in ("planned", "possible", "denied")
            and _raised(t.token) == t.token.head
        ),
        lambda t: _governed(t.token.head, t.depth),
    ),
    # The airline announced its results.
    "announced_report": FactualityRule(
        lambda t: _is_announced(t.token) and _class_of(t.token) is not None, Status.HAPPENED
    ),
    # The airline announced cuts.
    "announced": FactualityRule(lambda t: _is_announced(t.token), Status.PLANNED),
    # The change will occur in March.
    "argument": FactualityRule(lambda t: _is_argument(t.token), _as_raised),
}
