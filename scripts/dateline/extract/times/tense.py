"""On which side of the day of writing a clause lies, by the tense of its verb and the words that govern it.

"will meet on Tuesday", "is set to meet on Tuesday", "closed until Tuesday" look ahead; "met on Tuesday" looks back.
"""

from spacy.tokens import Token

from dateline.extract.timex_values import Direction
from dateline.lang import lexicon

_DEPTH = 12
"""Links climbed at most: no real sentence is deeper, and a hostile one must not cost quadratic time."""

_FUTURE_MODALS = frozenset({"will", "'ll", "’ll", "wo", "shall"})
_INTENT_MODALS = frozenset({"would", "'d", "’d", "may", "might", "should", "must", "could", "can"})
_LIMITS = frozenset({"until", "till", "through", "by"})
_PORTIONS = frozenset({"beginning", "end", "middle", "start"})
_VERBAL = frozenset({"VERB", "AUX"})


def direction_of(token: Token) -> Direction:
    """The side on which the words that govern `token`, the head of a time expression, put it."""
    if token.dep_ in ("poss", "compound", "nmod") and token.head.pos_ in ("NOUN", "PROPN"):
        return _direction_of_named_event(token.head)
    by_preposition = _direction_of_preposition(token)
    if by_preposition is not Direction.UNKNOWN:
        return by_preposition
    verb = _governing_verb(token)
    direction = _direction_of_verb(verb, _DEPTH) if verb is not None else Direction.UNKNOWN
    return Direction.INTENDED if direction is Direction.FUTURE and _hangs_on_noun(token) else direction


def is_ahead_word(token: Token) -> bool:
    """Whether an infinitive that the word governs lies ahead: "plan to", "set to", "likely to"."""
    return token.lemma_.lower() in lexicon.words("times/forward")


def is_appointment(token: Token) -> bool:
    """Whether a date that the word governs lies ahead: "scheduled for Friday", "due Monday"."""
    return token.lemma_.lower() in lexicon.words("times/appointments")


def _hangs_on_noun(token: Token) -> bool:
    """Whether the time belongs to a noun ("the flood in April will cost"), whose tense the verb does not tell."""
    preposition = _preposition_of(token)
    return preposition is not None and preposition.head.pos_ in ("NOUN", "PROPN")


def _direction_of_named_event(event: Token) -> Direction:
    """The side of “Sunday's vote” or “a Monday meeting”: ahead only when the vote itself is what lies ahead."""
    governor = _governing_verb(event.head)
    if governor is None or (governor.tag_ == "VBG" and governor.dep_ == "advcl"):
        return Direction.UNKNOWN  # "swore not to sell, calling Monday's offer an insult"
    direction = _direction_of_verb(governor, _DEPTH)
    if event.dep_ == "pobj":
        return _direction_of_object(event.head, direction)
    is_argument = event.dep_ in ("nsubj", "nsubjpass", "dobj")
    return direction if is_argument and direction is not Direction.PRESENT else Direction.UNKNOWN


def _direction_of_object(preposition: Token, direction: Direction) -> Direction:
    """“ahead of Sunday's vote”, “until Monday's meeting”; not “the victims of Sunday's quake”."""
    word = preposition.lower_
    if word in ("until", "till") or (word == "of" and preposition.head.lower_ == "ahead"):
        return Direction.FUTURE
    if word == "before" and direction is not Direction.PAST:
        return Direction.FUTURE
    if word in ("by", "since", "after"):
        return Direction.PAST
    return direction if word != "of" and direction is not Direction.PRESENT else Direction.UNKNOWN


def _direction_of_preposition(token: Token) -> Direction:
    preposition = _preposition_of(token)
    if preposition is not None and preposition.lower_ == "of" and preposition.head.lower_ in _PORTIONS:
        preposition = _preposition_of(preposition.head)  # "until the end of June"
    if preposition is None:
        return Direction.UNKNOWN
    word = preposition.lower_
    if word == "since":
        return Direction.PAST
    if word == "of" and preposition.head.lower_ == "ahead":
        return Direction.FUTURE
    if word in _LIMITS:
        verb = _governing_verb(preposition)
        return Direction.PAST if verb is not None and _is_over(verb, word) else Direction.FUTURE
    if word == "for" and (verb := _governing_verb(preposition)) is not None and verb.tag_ == "VBD":
        return _direction_of_appointment(verb)  # "scheduled the debate for Tuesday"
    if word in ("for", "to", "from", "on") and preposition.head.tag_ in ("VBN", "JJ", "NN", "NNS"):
        return _direction_of_appointment(preposition.head)
    return Direction.UNKNOWN


def _direction_of_appointment(head: Token) -> Direction:
    """“scheduled for Friday”, “due on Monday”; not “had been scheduled for Friday”, which may be over."""
    if not is_appointment(head) or any(child.lower_ in ("had", "originally") for child in head.lefts):
        return Direction.UNKNOWN
    return Direction.FUTURE


def _preposition_of(token: Token) -> Token | None:
    """The preposition that governs the expression, itself or through a noun ("ahead of the Sunday vote")."""
    for _ in range(4):
        if token.head == token:
            return None
        if token.head.pos_ in ("ADP", "SCONJ"):
            return token.head
        if token.dep_ not in ("poss", "compound", "nmod", "amod", "nummod", "conj", "appos", "det"):
            return None
        token = token.head
    return None


def _is_over(verb: Token, word: str) -> bool:
    """Whether a limit lies behind: "had closed by Friday", "by Friday the water reached the town"."""
    auxiliaries = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if "had" in auxiliaries:
        return True
    if word in ("until", "till"):
        # "stayed closed until Friday" reaches ahead; "did not learn of it until Friday" does not.
        return bool(auxiliaries & {"did"}) or (
            any(child.dep_ == "neg" for child in verb.children) and verb.tag_ == "VBD"
        )
    return verb.tag_ == "VBD"


def _governing_verb(token: Token) -> Token | None:
    for _ in range(_DEPTH):
        if token.pos_ in _VERBAL and token.tag_ != "MD":
            return token
        if token.head == token:
            return None
        token = token.head
    return None


def _direction_of_verb(verb: Token, depth: int) -> Direction:
    if depth == 0:
        return Direction.UNKNOWN
    auxiliaries = [
        child for child in verb.children if child.dep_ in ("aux", "auxpass") and child.i < verb.i + 2
    ]
    words = {aux.lower_ for aux in auxiliaries}
    if words & _FUTURE_MODALS:
        return Direction.FUTURE
    if words & _INTENT_MODALS:
        return Direction.PAST if words & {"have", "'ve", "’ve"} else Direction.INTENDED
    if "to" in words and verb.tag_ in ("VB", "VBN"):
        return _direction_of_infinitive(verb, depth)
    if verb.tag_ == "VBD" or any(aux.tag_ == "VBD" for aux in auxiliaries):
        return _direction_of_past(verb)
    if words & {"has", "have", "'ve", "’ve", "having"}:
        return Direction.PAST
    return _direction_of_other(verb, auxiliaries, depth)


def _direction_of_past(verb: Token) -> Direction:
    """“was due on Friday” and “were expected Friday” look ahead from a past that has just been."""
    return Direction.FUTURE if verb.tag_ == "VBN" and is_appointment(verb) else Direction.PAST


def _direction_of_other(verb: Token, auxiliaries: list[Token], depth: int) -> Direction:
    """A present tense, or a participle, which lies where its governor lies."""
    if verb.tag_ in ("VBZ", "VBP") or any(aux.tag_ in ("VBZ", "VBP") for aux in auxiliaries):
        return Direction.FUTURE if is_appointment(verb) and verb.tag_ == "VBN" else Direction.PRESENT
    if verb.tag_ == "VBN":
        return Direction.FUTURE if is_appointment(verb) else Direction.PAST
    if verb.head == verb:
        return Direction.UNKNOWN
    if verb.dep_ == "conj" and verb.head.pos_ in _VERBAL:
        return _direction_of_verb(verb.head, depth - 1)
    head = _governing_verb(verb.head)
    return _direction_of_verb(head, depth - 1) if head is not None else Direction.UNKNOWN


def _direction_of_infinitive(verb: Token, depth: int) -> Direction:
    """“to meet” lies ahead after “set”, “plan”, “is” and in a headline; “went to meet” lies where “went” lies."""
    if any(child.lower_ in ("have", "ve") for child in verb.children if child.dep_ == "aux"):
        return Direction.PAST
    head = verb.head
    if head == verb or head.lemma_ == "be" or (head.tag_ == "VBG" and head.lemma_ == "go"):
        return Direction.FUTURE
    if is_appointment(head):
        return Direction.FUTURE
    if is_ahead_word(head) or any(
        is_ahead_word(child) and child.dep_ in ("acomp", "oprd") for child in head.children
    ):
        return Direction.INTENDED
    governor = _governing_verb(head)
    return _direction_of_verb(governor, depth - 1) if governor is not None else Direction.FUTURE
