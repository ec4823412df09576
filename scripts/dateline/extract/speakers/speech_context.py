"""Time and place of speech, as the clause that attributes it tells: “…,” Moor told reporters on Tuesday."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Token

from dateline.extract.cues import SUBJECTS, is_lemma_listed, is_listed
from dateline.extract.speakers.paragraph_view import ParagraphView
from dateline.lang.lexicon import words
from dateline.model.annotations import Entity, EntityKind, Time
from dateline.model.article import Article, Span

DAY = re.compile(r"\d{4}-\d\d-\d\d")
_INSIDE_PHRASE = frozenset({"ADP", "DET", "ADV", "PRON", "CCONJ", "PART"})
"""Parts of speech that don't end a phrase: on Halmery FM’s “Morning” -> on Halmery FM."""
_VERBAL = frozenset({"VERB", "AUX", "SCONJ"})
MAX_VENUE_WORDS = 12
MAX_HEADS = 4
"""How many heads a time may be away from the verb: said | on | the morning | of | Tuesday."""


@dataclass(frozen=True, slots=True)
class SpeechContext:
    """The times and places of an article, ready to tell when and where a verb's words were said."""

    article: Article
    times: tuple[Time, ...]
    bodies: tuple[Span, ...]
    """Where organisations and places are named."""

    def day_of(self, view: ParagraphView, verb: Token) -> str | None:
        """The day (EDTF) on which the words of a verb were said: “said on Tuesday”."""
        start = view.passage.span_of_masked(verb.sent[0]).start
        end = view.passage.span_of_masked(verb.sent[-1]).end
        for time in self.times[bisect_left(self.times, start, key=lambda t: t.span.start) :]:
            if time.span.start >= end:
                break
            day = DAY.match(time.value)
            if day and any(
                view.quoted[token.i] < 0
                and _is_in_clause_of(verb, token)
                and time.span.contains(view.passage.span_of_masked(token))
                for token in verb.sent
            ):
                return day[0]
        return None

    def venue_of(self, view: ParagraphView, verb: Token) -> str | None:
        """Words of the article for where or to whom something was said: “in a statement”, “told reporters in Orrin”."""
        for child in verb.rights:
            if child.dep_ in ("dobj", "dative") and is_lemma_listed(verb, "tell_lemmas"):
                if self._names(view, child, "quotes/audiences"):
                    return self._phrase(view, verb)
            elif child.dep_ == "prep" and is_listed(child, "venue_prepositions"):
                noun = next((t for t in child.rights if t.dep_ == "pobj"), None)
                if noun is not None and self._names(view, noun, "quotes/venues"):
                    return self._phrase(view, child)
        return None

    def _names(self, view: ParagraphView, noun: Token, listed: str) -> bool:
        """Whether a noun is in a list of words or ends the name of an organisation or a place."""
        if noun.lemma_.lower() in words(listed, noun.lang_):
            return True
        span = view.passage.span_of_masked(noun)
        i = bisect_left(self.bodies, span.end, key=lambda body: body.end)
        return i < len(self.bodies) and self.bodies[i].contains(span)

    def _phrase(self, view: ParagraphView, first: Token) -> str | None:
        """The words from a token on, to the end of the phrase or to a time."""
        last = first
        for token in view.doc[first.i + 1 : first.i + MAX_VENUE_WORDS + 1]:
            is_end = token.pos_ in _VERBAL or is_listed(token, "venue_ends") or token.text in ",;:.!?()—–"
            if is_end or token.is_quote or view.quoted[token.i] >= 0 or self._is_time(view, token):
                break
            last = token
        while last.i > first.i and last.pos_ in _INSIDE_PHRASE:
            last = last.nbor(-1)
        if last.i == first.i:
            return None
        start, end = view.passage.span_of_masked(first), view.passage.span_of_masked(last)
        return " ".join(self.article.text[start.start : end.end].split())

    def _is_time(self, view: ParagraphView, token: Token) -> bool:
        offset = view.passage.span_of_masked(token).start
        i = bisect_left(self.times, offset, key=lambda time: time.span.end)
        return i < len(self.times) and self.times[i].span.start <= offset < self.times[i].span.end


def context_of(article: Article, times: Iterable[Time], entities: Iterable[Entity]) -> SpeechContext:
    """The times and the named organisations and places of an article, in order."""
    bodies = (s for e in entities if e.kind is not EntityKind.PERSON for s in e.mentions)
    ordered = sorted(times, key=lambda time: time.span)
    return SpeechContext(
        article, tuple(ordered), tuple(sorted(bodies, key=lambda span: (span.end, span.start)))
    )


def _is_in_clause_of(verb: Token, token: Token) -> bool:
    """Whether a word belongs to a verb's own clause: no other verb stands between them in the parse."""
    for _ in range(MAX_HEADS):
        token = token.head
        if token.i == verb.i:
            return True
        if token.pos_ in ("VERB", "AUX") or token.dep_ in SUBJECTS:  # the 1998 champion said
            return False
    return False
