"""Relayed speech: whose words a quote is where one person reports another's, and who passes them on."""

from dateline.extract.cues import Cue, Strength, is_lemma_listed, is_listed
from dateline.extract.speakers.attribution_model import NEAREST, is_after_quote
from dateline.extract.speakers.paragraph_view import QuoteTokens
from dateline.extract.speakers.source_phrases import is_named, phrase_of
from dateline.model.article import Span

SUBJECT_WORDS = 4
"""How many words may stand between a verb and the quote that it reports: said | the minister | “would go”."""
REPORTED = 3
"""How many cues before a quote may be the one that another cue reports."""


def relayed(quote: QuoteTokens, outer: Cue) -> tuple[Cue, Span | None]:
    """The cue of the one whose words a quote is, and the words for who relays them, if any.

    `outer` is the cheapest cue for the quote.
    """
    cue = _original(quote, outer)
    if cue is None:
        return outer, _relayer(quote, outer)
    return cue, None if is_listed(outer.source, "person_pronouns") else phrase_of(quote.view, outer.source)


def _original(quote: QuoteTokens, outer: Cue) -> Cue | None:
    """The cue of the one whose words a pronoun, an unnamed source or an agency takes up behind the quote.

    Ada Moor hopes that “peace will hold,” an official said.  Berg said it was “a mess”, the agency reported.
    Berg said the town had “enough timber for two piers,” he said: the name before is as good, and surer.
    """
    if outer.word.i < quote.end:
        return None
    ends = quote.view.ends_before
    before = [
        cue
        for cue in quote.view.cues_near(quote.start, REPORTED, 0)
        # the dams she named are “…,” the Courier reported
        if cue.word.dep_ != "relcl" and ends[quote.start] == ends[cue.word.i]
    ]
    if quote.is_whole:
        return None
    if is_listed(outer.source, "person_pronouns"):
        named = (c for c in before if c.source.pos_ == "PROPN" and c.source.i < c.word.i)
        return next((c for c in named if c.strength <= Strength.SPEAK), None)
    close = next((cue for cue in before if _is_close(quote, cue)), None)
    if is_lemma_listed(outer.word, "report_lemmas"):
        return next((cue for cue in before if cue.strength <= Strength.SPEAK), close)
    return close if outer.source.pos_ == "NOUN" and not is_named(outer.source) else None


def _is_close(quote: QuoteTokens, cue: Cue) -> bool:
    """Whether a person's cue stands right before the quote that it takes as its object."""
    between = quote.view.doc[cue.word.i + 1 : quote.start]
    return (
        (cue.source.pos_ == "PROPN" or is_listed(cue.source, "person_pronouns"))
        and cue.source.i < cue.word.i
        and cue.strength is not Strength.OTHER
        and len(between) <= SUBJECT_WORDS
        and not any(t.dep_ == "neg" for t in cue.word.children)  # Berg did not find “…”
        and not any(t.pos_ in ("VERB", "AUX", "ADP") for t in between)
    )


def _relayer(quote: QuoteTokens, cue: Cue) -> Span | None:
    """The words for who passes a quote on: Tass in “…,” Peskov said, according to Tass; “…,” a source recalled."""
    view = quote.view
    if cue.is_preposition:
        return None
    for other in view.cues_near(cue.word.i, NEAREST, NEAREST):
        first, last = sorted((cue.word.i, other.word.i))
        if view.ends_before[last] - view.ends_before[first] >= 1:
            continue
        is_around = cue.word.i < quote.start and other.word.i >= quote.end
        is_unnamed = other.strength <= Strength.SPEAK and other.source.pos_ == "NOUN"
        if other.is_preposition or (is_around and is_unnamed and is_after_quote(view, other)):
            return phrase_of(view, other.source)
    return None
