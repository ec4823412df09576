"""Whose words a quote is where one person reports another's, and who passes them on."""

from bisect import bisect_left
from collections.abc import Sequence

from dateline.extract.cues import Cue, Strength
from dateline.extract.speakers.attribution_costs import NEAREST, is_after_quote
from dateline.extract.speakers.paragraph_view import View, is_whole, word_before
from dateline.extract.speakers.source_phrases import phrase_of
from dateline.model.article import Span

SUBJECT_WORDS = 4
"""How many words may stand between a verb and the quote that it reports: said | the minister | “would go”."""
REPORTED = 3
"""How many cues before a quote may be the one that another cue reports."""
PERSONAL = ("he", "she")


def relayed(view: View, outer: Cue, a: int, b: int) -> tuple[Cue, Span | None]:
    """The cue of the one whose words the quote at tokens `a` to `b` is, and the words for who relays them, if any.

    `outer` is the cue that stands best for the quote.
    """
    cue = _principal(view, outer, a, b)
    if cue is None:
        return outer, _relayer(view, outer, a, b)
    return cue, None if outer.source.lower_ in PERSONAL else phrase_of(view, outer.source)


def _principal(view: View, outer: Cue, a: int, b: int) -> Cue | None:
    """Whose words a pronoun, an unnamed source or an agency takes up behind the quote.

    Ada Moor hopes that “peace will hold,” an official said.  Berg said it was “a mess”, the agency reported.
    Berg said the town had “enough timber for two piers,” he said: the name before is as good, and surer.
    """
    if outer.word.i < b:
        return None
    middle = bisect_left(view.cues, a, key=lambda cue: cue.word.i)
    before = [
        cue
        for cue in view.cues[max(0, middle - REPORTED) : middle]
        # the dams she named are “…,” the Courier reported
        if cue.word.dep_ != "relcl" and view.ends_before[a] == view.ends_before[cue.word.i]
    ]
    if outer.source.lower_ in PERSONAL:
        return _leading(view, before, a, b)
    if is_whole(view, a, b):
        return None
    if outer.word.lemma_.lower() == "report":
        spoken = next((cue for cue in before if cue.strength <= Strength.SPEAK), None)
        return spoken or next((cue for cue in before if _is_close(view, cue, a)), None)
    if outer.source.pos_ == "NOUN":
        return next((cue for cue in before if _is_close(view, cue, a)), None)
    return None


def _leading(view: View, before: Sequence[Cue], a: int, b: int) -> Cue | None:
    """The cue with a name that leads a quote in before a pronoun takes it up: Moor scolded him: “…,” she said."""
    named = [cue for cue in before if cue.source.pos_ == "PROPN" and cue.source.i < cue.word.i]
    if word_before(view, a) == ":":
        return next((cue for cue in reversed(named) if cue.strength <= Strength.JUDGE), None)
    if is_whole(view, a, b):
        return None
    return next((cue for cue in named if cue.strength <= Strength.SPEAK), None)


def _is_close(view: View, cue: Cue, a: int) -> bool:
    """Whether a person's cue stands right before the quote that it takes as its object."""
    between = view.doc[cue.word.i + 1 : a]
    return (
        (cue.source.pos_ == "PROPN" or cue.source.lower_ in PERSONAL)
        and cue.source.i < cue.word.i
        and cue.strength is not Strength.OTHER
        and len(between) <= SUBJECT_WORDS
        and not any(t.pos_ in ("VERB", "AUX", "ADP") for t in between)
    )


def _relayer(view: View, cue: Cue, a: int, b: int) -> Span | None:
    """Who passes the words on: Tass in “…,” Peskov said, according to Tass; Berg said it was “…,” a source recalled."""
    if cue.is_preposition:
        return None
    middle = bisect_left(view.cues, cue.word.i, key=lambda c: c.word.i)
    for other in view.cues[max(0, middle - NEAREST) : middle + NEAREST]:
        first, last = sorted((cue.word.i, other.word.i))
        if view.ends_before[last] - view.ends_before[first] >= 1:
            continue
        if other.is_preposition or (cue.word.i < a and other.word.i >= b and _closes(view, other)):
            return phrase_of(view, other.source)
    return None


def _closes(view: View, cue: Cue) -> bool:
    """Whether a clause with an unnamed source stands right behind a quote."""
    return cue.strength <= Strength.SPEAK and cue.source.pos_ == "NOUN" and is_after_quote(view, cue)
