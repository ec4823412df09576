"""On which side of the day of writing a clause lies, by the tense of its verb and the words that govern it.

"will meet on Tuesday", "is set to meet on Tuesday", "closed until Tuesday" look ahead; "met on Tuesday" looks back.
"""

from collections.abc import Iterable
from itertools import chain, islice

from spacy.tokens import Token

from dateline.extract.times.lexer import time_words
from dateline.extract.timex_values import Direction

_DEPTH = 12
"""Links climbed at most: no real sentence is deeper, and a hostile one must not cost quadratic time."""

_VERBAL = frozenset({"VERB", "AUX"})


def direction_of(token: Token) -> Direction:
    """The side on which the words that govern `token`, the head of a time expression, put it."""
    if token.dep_ in ("poss", "compound", "nmod") and token.head.pos_ in ("NOUN", "PROPN"):
        return _direction_of_named_event(_whole_noun(token.head))
    preposition = _preposition_of(token)
    by_preposition = _direction_of_preposition(preposition)
    if by_preposition is not Direction.UNKNOWN:
        return by_preposition
    verb = _governing_verb(token)
    direction = _direction_of_verb(verb, _DEPTH) if verb is not None else Direction.UNKNOWN
    hangs_on_noun = preposition is not None and preposition.head.pos_ in ("NOUN", "PROPN")
    # The verb doesn't tell the tense of a noun's time: "the flood in April will cost".
    return Direction.INTENDED if direction is Direction.FUTURE and hangs_on_noun else direction


def _is(token: Token, name: str) -> bool:
    return token.lower_ in time_words(name, token.lang_)


def _any_is(tokens: Iterable[Token], name: str) -> bool:
    return any(_is(token, name) for token in tokens)


def _lemma_is(token: Token, name: str) -> bool:
    return token.lemma_.lower() in time_words(name, token.lang_)


def _whole_noun(noun: Token) -> Token:
    """The noun that a compound is one of: "hearing" for "court" in "a Tuesday court hearing"."""
    above = islice(chain([noun], noun.ancestors), _DEPTH)
    return next((word for word in above if word.dep_ != "compound"), noun)


def _direction_of_named_event(event: Token) -> Direction:
    """The side of “Sunday's vote” or “a Monday meeting”: ahead only when the vote itself is what lies ahead."""
    governor = _governing_verb(event.head)
    if governor is None or (governor.tag_ == "VBG" and governor.dep_ == "advcl"):
        return Direction.UNKNOWN  # "swore not to sell, calling Monday's offer an insult"
    direction = _direction_of_verb(governor, _DEPTH)
    is_unclear = direction is Direction.PRESENT
    if event.dep_ == "pobj":
        preposition = event.head
        if _is(preposition, "upper_limits") or _is_ahead_of(preposition):
            return Direction.FUTURE  # "until Monday's meeting", "ahead of Sunday's vote"
        if _is(preposition, "before_event") and (
            direction is not Direction.PAST or _is_present_perfect(governor)
        ):
            return Direction.FUTURE  # "has angered the council days before Sunday's vote", which tells of now
        if _is(preposition, "behind_event"):
            return Direction.PAST
        is_unclear |= _is(preposition, "of")  # "the victims of Sunday's quake"
    elif event.dep_ not in ("nsubj", "nsubjpass", "dobj"):
        return Direction.UNKNOWN
    return Direction.UNKNOWN if is_unclear else direction


def _is_present_perfect(verb: Token) -> bool:
    is_now = any(child.dep_ == "aux" and child.tag_ in ("VBZ", "VBP") for child in verb.children)
    return is_now and verb.tag_ == "VBN"


def _is_ahead_of(preposition: Token) -> bool:
    return _is(preposition, "of") and _is(preposition.head, "ahead")


def _direction_of_preposition(preposition: Token | None) -> Direction:
    if preposition is not None and _is(preposition, "of") and _is(preposition.head, "portions"):
        preposition = _preposition_of(preposition.head)  # "until the end of June"
    if preposition is None:
        return Direction.UNKNOWN
    if _is(preposition, "starts_behind"):
        return Direction.PAST
    if _is_ahead_of(preposition):
        return Direction.FUTURE
    if _is(preposition, "limits_ahead"):
        verb = _governing_verb(preposition)
        return Direction.PAST if verb is not None and _is_over(verb, preposition) else Direction.FUTURE
    if _is(preposition, "destinations"):
        verb = _governing_verb(preposition)
        if verb is not None and verb.tag_ == "VBD":
            return _direction_of_appointment(verb)  # "scheduled the debate for Tuesday"
    if _is(preposition, "appointment_prepositions") and preposition.head.tag_ in ("VBN", "JJ", "NN", "NNS"):
        return _direction_of_appointment(preposition.head)
    return Direction.UNKNOWN


def _direction_of_appointment(head: Token) -> Direction:
    """“scheduled for Friday”, “due on Monday”; not “had been scheduled for Friday”, which may be over."""
    is_open = _lemma_is(head, "appointments") and not _any_is(head.lefts, "past_perfect")
    return Direction.FUTURE if is_open else Direction.UNKNOWN


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


def _is_over(verb: Token, limit: Token) -> bool:
    """Whether a limit lies behind: "had closed by Friday", "by Friday the water reached the town"."""
    auxiliaries = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    if _any_is(auxiliaries, "past_auxiliaries"):
        return True
    if _is(limit, "upper_limits"):
        # "stayed closed until Friday" reaches ahead; "did not learn of it until Friday" does not.
        is_negated = any(child.dep_ == "neg" for child in verb.children)
        return _any_is(auxiliaries, "negative_past") or (is_negated and verb.tag_ == "VBD")
    return verb.tag_ == "VBD"


def _governing_verb(token: Token) -> Token | None:
    above = islice(chain([token], token.ancestors), _DEPTH)
    return next((word for word in above if word.pos_ in _VERBAL and word.tag_ != "MD"), None)


def _direction_of_verb(verb: Token, depth: int) -> Direction:
    if depth == 0:
        return Direction.UNKNOWN
    auxiliaries = [
        child for child in verb.children if child.dep_ in ("aux", "auxpass") and child.i < verb.i + 2
    ]
    if _any_is(auxiliaries, "future_modals"):
        return Direction.FUTURE
    if _any_is(auxiliaries, "intent_modals"):
        return Direction.PAST if _any_is(auxiliaries, "have") else Direction.INTENDED
    if _any_is(auxiliaries, "infinitive_marker") and verb.tag_ in ("VB", "VBN"):
        return _direction_of_infinitive(verb, depth)
    tags = {verb.tag_, *(auxiliary.tag_ for auxiliary in auxiliaries)}
    if verb.tag_ == "VBN" and _lemma_is(verb, "appointments") and not _any_is(auxiliaries, "perfect"):
        return Direction.FUTURE  # "was due on Friday" looks ahead from a past that has just been
    if "VBD" in tags or _any_is(auxiliaries, "perfect"):
        return Direction.PAST
    if tags & {"VBZ", "VBP"}:
        return Direction.PRESENT
    return Direction.PAST if verb.tag_ == "VBN" else _direction_of_governor(verb, depth)


def _direction_of_governor(verb: Token, depth: int) -> Direction:
    """Where the verb lies that a participle or a bare verb hangs on."""
    if verb.head == verb:
        return Direction.UNKNOWN
    governor = _governing_verb(verb.head)
    if verb.dep_ == "conj" and verb.head.pos_ in _VERBAL:
        governor = verb.head  # a modal too
    return _direction_of_verb(governor, depth - 1) if governor is not None else Direction.UNKNOWN


def _direction_of_infinitive(verb: Token, depth: int) -> Direction:
    """“to meet” lies ahead after “set”, “plan”, “is” and in a headline; “went to meet” lies where “went” lies."""
    if _any_is((child for child in verb.children if child.dep_ == "aux"), "have"):
        return Direction.PAST
    head = verb.head
    is_going = head.tag_ == "VBG" and _lemma_is(head, "motion_auxiliary")
    if head == verb or is_going or _lemma_is(head, "copula") or _lemma_is(head, "appointments"):
        return Direction.FUTURE
    complements = (child for child in head.children if child.dep_ in ("acomp", "oprd"))
    if any(_lemma_is(token, "forward") for token in (head, *complements)):
        return Direction.INTENDED
    governor = _governing_verb(head)
    return _direction_of_verb(governor, depth - 1) if governor is not None else Direction.FUTURE
