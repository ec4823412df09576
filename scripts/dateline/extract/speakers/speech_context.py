"""When and where words were said, as the clause that attributes them tells: “…,” Moor told reporters on Tuesday."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from dateline.extract.cues import SUBJECTS
from dateline.extract.speakers.paragraph_view import View
from dateline.lang.lexicon import words
from dateline.model.annotations import Entity, EntityKind, Time
from dateline.model.article import Article, Span

DAY = re.compile(r"\d{4}-\d\d-\d\d")
PLACING = frozenset({"in", "at", "on", "during", "via"})
LEANING = frozenset({"ADP", "DET", "ADV", "PRON", "CCONJ", "PART"})
"""What does not end a phrase: on Halmery FM’s “Morning” -> on Halmery FM."""
CLAUSE_WORDS = frozenset({"VERB", "AUX", "SCONJ"})
ENDS = frozenset({"that", "who", "which", "as", "after", "while", "when", "about", "and", "but", "before"})
LONGEST = 12
"""How many words a venue may take."""
STEPS = 4
"""How many heads a time may be away from the verb: said | on | the morning | of | Tuesday."""


@dataclass(frozen=True, slots=True)
class Occasions:
    """What an article tells of time and place, ready to answer when and where a verb's words were said."""

    article: Article
    times: tuple[Time, ...]
    bodies: tuple[Span, ...]
    """Where organisations and places are named."""

    def day_of(self, view: View, word: Token) -> str | None:
        """The day (EDTF) on which the words of a verb were said: “said on Tuesday”."""
        sentence = _span_of(view, word.sent[0], word.sent[-1])
        for time in self.times[bisect_left(self.times, sentence.start, key=lambda t: t.span.start) :]:
            if time.span.start >= sentence.end:
                break
            day = DAY.match(time.value)
            if day and any(_hangs_on(token, word) for token in _tokens_at(view, word, time.span)):
                return day[0]
        return None

    def venue_of(self, view: View, word: Token) -> str | None:
        """Words of the article for where or to whom something was said: “in a statement”, “told reporters in Orrin”."""
        for child in word.rights:
            if child.dep_ in ("dobj", "dative") and word.lemma_.lower() == "tell":
                if child.lemma_.lower() in words("quotes/audiences") or self._is_body(view, child):
                    return self._words_of(view, word)
            elif child.dep_ == "prep" and child.lower_ in PLACING:
                noun = next((t for t in child.rights if t.dep_ == "pobj"), None)
                if noun is not None and self._is_venue(view, noun):
                    return self._words_of(view, child)
        return None

    def _is_venue(self, view: View, noun: Token) -> bool:
        return noun.lemma_.lower() in words("quotes/venues") or self._is_body(view, noun)

    def _is_body(self, view: View, noun: Token) -> bool:
        """Whether a noun ends the name of an organisation or a place."""
        span = view.passage.span_of_masked(noun)
        i = bisect_left(self.bodies, span.end, key=lambda body: body.end)
        return i < len(self.bodies) and self.bodies[i].contains(span)

    def _words_of(self, view: View, first: Token) -> str | None:
        """The words from a token on, to the end of the phrase or to a time."""
        last = first
        for token in view.doc[first.i + 1 : first.i + LONGEST + 1]:
            ends = token.pos_ in CLAUSE_WORDS or token.lower_ in ENDS or token.text in ",;:.!?()—–"
            if ends or token.is_quote or view.quoted[token.i] >= 0 or self._is_time(view, token):
                break
            last = token
        while last.i > first.i and last.pos_ in LEANING:
            last = last.nbor(-1)
        if last.i == first.i:
            return None
        return " ".join(self.article.slice(_span_of(view, first, last)).split())

    def _is_time(self, view: View, token: Token) -> bool:
        offset = view.passage.span_of_masked(token).start
        i = bisect_left(self.times, offset, key=lambda time: time.span.end)
        return i < len(self.times) and self.times[i].span.start <= offset < self.times[i].span.end


def occasions_of(article: Article, times: Iterable[Time], entities: Iterable[Entity]) -> Occasions:
    """The times and the named organisations and places of an article, in order."""
    bodies = (s for e in entities if e.kind is not EntityKind.PERSON for s in e.mentions)
    ordered = sorted(times, key=lambda time: time.span)
    return Occasions(article, tuple(ordered), tuple(sorted(bodies, key=lambda span: (span.end, span.start))))


def _span_of(view: View, first: Token, last: Token) -> Span:
    start, end = view.passage.span_of_masked(first), view.passage.span_of_masked(last)
    return Span(start.source, start.start, end.end)


def _tokens_at(view: View, word: Token, span: Span) -> Sequence[Token]:
    """The tokens of a verb's sentence that stand in a span of the article, those in quotes left out."""
    return [
        token
        for token in word.sent
        if view.quoted[token.i] < 0 and span.contains(view.passage.span_of_masked(token))
    ]


def _hangs_on(token: Token, verb: Token) -> bool:
    """Whether a word belongs to a verb's own clause: no other verb stands between them in the parse."""
    head = token
    for _ in range(STEPS):
        head = head.head
        if head.i == verb.i:
            return True
        if head.pos_ in ("VERB", "AUX") or head.dep_ in SUBJECTS:  # the 1998 champion said
            return False
    return False
