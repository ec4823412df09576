"""What speaks for a sentence as the lead or as a key point, and what rules it out.

Each veto has a row here with an example.  Each feature has a row here, which tells how much a sentence has of it, and
weights in `lang/LANGUAGE/compose/point_weights.toml`: for its worth as the lead, its worth as a key point, and for
whether it reads alone.  `scripts/fit_key_points.py` chooses the features and fits the weights on sentences that a
reader judged.
"""

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter

from dateline.briefing.document import plain
from dateline.compose.abbreviations import long_forms, unknown_abbreviations
from dateline.compose.replacements import Replacement, own_words, replaced
from dateline.lang import lexicon
from dateline.model.annotations import Analysis, DateBasis, EntityKind, Event, Sentence, Status, Time
from dateline.model.article import Article, Span
from dateline.timeline.terms import terms_of

_LIMITS = lexicon.weights("compose/weights", section="point")
_MARKS = "\"“”„«»‘’'"
_ENDS = (".", "!", "?", ".”", '."', ".’", ".'", ".)")


@dataclass(frozen=True, slots=True)
class Point:
    """A sentence that was chosen, with the article it stands in."""

    article: Article
    sentence: Sentence
    replacements: tuple[Replacement, ...] = ()
    """Full names and dates for words of it that only its article explains."""

    @property
    def span(self) -> Span:
        """The sentence without what stands before its first words: "(CNN) — "."""
        span = self.sentence.span
        mark = lexicon.pattern("compose/words", "agency_mark").match(self.article.slice(span))
        return Span(span.source, span.start + mark.end(), span.end) if mark else span

    @property
    def text(self) -> str:
        """Its words as the briefing prints them, blanks as single spaces."""
        return replaced(self.article.slice(self.span), self.replacements, self.span.start)

    @property
    def verbatim(self) -> str:
        """Its words as the source has them, blanks as single spaces."""
        return plain(self.article.slice(self.span))

    def is_beside(self, other: "Point") -> bool:
        """Whether both stand in one paragraph."""
        is_same = self.sentence.span.source == other.sentence.span.source
        return is_same and self.sentence.paragraph == other.sentence.paragraph


@dataclass(frozen=True, slots=True)
class PointCandidate:
    """A sentence with what its choice rests on."""

    point: Point
    terms: frozenset[str]
    lead: float
    """How sure it is that an editor would print it as the lead (0 to 1); 0 where a rule speaks against it."""
    worth: float
    """The same for a key point."""
    rule: str = ""
    """The name of the rule that speaks against it."""


def point_candidates(analyses: Sequence[Analysis]) -> Iterator[PointCandidate]:
    """The sentences of all sources, in order of sources and text, each weighed as it is asked for."""
    spread = Counter(
        term for a in analyses for sentence in a.annotations.sentences for term in sentence.terms
    )
    for analysis in analyses:
        yield from map(point_candidate_of, contexts_of(analysis, spread))


Weigh = Callable[[Sequence[Analysis]], Iterable[PointCandidate]]
"""Weighs the sentences of some sources, as `point_candidates` does."""


def weighing_once() -> Weigh:
    """A way to weigh sentences that remembers those of the sources that it was last asked for."""
    known: dict[tuple[int, ...], tuple[PointCandidate, ...]] = {}

    def weigh(analyses: Sequence[Analysis]) -> Iterable[PointCandidate]:
        key = tuple(map(id, analyses))  # whoever asks holds the analyses, and no two have one identity
        if key not in known:
            known.clear()
            known[key] = tuple(point_candidates(analyses))
        return known[key]

    return weigh


def contexts_of(analysis: Analysis, spread: Mapping[str, int]) -> Iterator["PointContext"]:
    """The sentences of an article as rules and features see them; `spread` counts the sentences that hold a term."""
    story, rank = _story_of(analysis, spread), 0
    for index in range(len(analysis.annotations.sentences)):
        context = PointContext(story, index, rank)
        rank += not context.rule
        yield context


def point_candidate_of(context: "PointContext") -> PointCandidate:
    """The sentence, weighed."""
    if context.rule:
        return PointCandidate(context.point, context.terms, 0.0, 0.0, context.rule)
    is_long = context.length > _LIMITS["longest"]
    reads = likelihood_of(context, "reading")
    worth = 0.0 if is_long else likelihood_of(context, "point")
    return PointCandidate(context.point, context.terms, likelihood_of(context, "lead") * reads, worth * reads)


def likelihood_of(context: "PointContext", section: str) -> float:
    """How likely a sentence is worth its place as the "lead" or a "point", or reads alone ("reading"), from 0 to 1."""
    weights = lexicon.weights("compose/point_weights", section=section)
    return 1 / (1 + math.exp(-sum(weight * context.values[name] for name, weight in weights.items())))


# --- a sentence in its story ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _PointStory:
    """What the sentences of one article are held against."""

    analysis: Analysis
    spread: Mapping[str, int]
    headline: frozenset[str]
    """The terms of the headline and the dek."""
    times: tuple[tuple[int, Time], ...]
    quotes: tuple[Span, ...]
    places: tuple[int, ...]
    """Where a place is named."""
    has_place_in_headline: bool
    year: int
    """The year of publication, or the last one that the article speaks of."""
    closest: int
    """How many terms of the headline the sentence has that has most."""
    told: float
    """The share of sentences that tell what happened or what somebody said."""
    events: Mapping[Span, tuple[Event, ...]]
    strangers: tuple[int, ...]
    """Where a person is named of whom neither headline nor article says who it is."""


def _story_of(analysis: Analysis, spread: Mapping[str, int]) -> _PointStory:
    article, found = analysis.article, analysis.annotations
    events: dict[Span, tuple[Event, ...]] = {}
    for event in found.events:
        events[event.sentence] = (*events.get(event.sentence, ()), event)
    headline = terms_of(f"{article.title}. {article.description or ''}").all
    closest = max((len(headline & terms_of(article.slice(s.span)).all) for s in found.sentences), default=0)
    times = tuple((time.span.start, time) for time in found.times)
    places = [entity for entity in found.entities if entity.kind is EntityKind.PLACE]
    told = sum(not _TOLD.isdisjoint(sentence.traits) for sentence in found.sentences)
    return _PointStory(
        analysis,
        spread,
        headline,
        times,
        tuple(quote.span for quote in found.quotes),
        tuple(sorted(span.start for place in places for span in place.mentions)),
        any(place.name in article.title for place in places),
        _year_of(article, found.times),
        closest,
        told / (len(found.sentences) or 1),
        events,
        _strangers_in(analysis),
    )


def _strangers_in(analysis: Analysis) -> tuple[int, ...]:
    """Where persons are named who have no role and no place in the headline."""
    title = frozenset(re.findall(r"\w+", analysis.article.title.casefold()))
    persons = (entity for entity in analysis.annotations.entities if entity.kind is EntityKind.PERSON)
    unknown = (p for p in persons if p.role is None and title.isdisjoint(p.name.casefold().split()[-1:]))
    return tuple(sorted(span.start for person in unknown for span in person.mentions))


_TOLD = frozenset({"past", "perfect", "report"})


def _year_of(article: Article, times: Sequence[Time]) -> int:
    years = [int(time.value[:4]) for time in times if time.value[:4].isdigit()]
    return int(article.published[:4]) if article.published else max(years, default=0)


@dataclass(frozen=True)
class PointContext:
    """A sentence and the story it stands in."""

    story: _PointStory
    index: int
    rank: int
    """How many sentences of the article before it no rule speaks against."""

    @property
    def sentence(self) -> Sentence:
        """The sentence."""
        return self.story.analysis.annotations.sentences[self.index]

    @property
    def point(self) -> Point:
        """The sentence with its article."""
        return Point(self.story.analysis.article, self.sentence)

    @cached_property
    def text(self) -> str:
        """Its words."""
        return self.point.text

    @cached_property
    def length(self) -> int:
        """How many words it has."""
        return len(self.text.split())

    @cached_property
    def opening(self) -> str:
        """Its first word, in lower case, without marks."""
        first = self.text.split(maxsplit=1)[0] if self.text else ""
        return first.strip(_MARKS + ",:").lower()

    @cached_property
    def terms(self) -> frozenset[str]:
        """The terms of the sentence."""
        return terms_of(self.text).all

    @property
    def before(self) -> Sentence | None:
        """The sentence before it in its paragraph."""
        last = self.story.analysis.annotations.sentences[self.index - 1] if self.index else None
        return last if last and last.paragraph == self.sentence.paragraph else None

    @cached_property
    def times(self) -> tuple[Time, ...]:
        """The times in it."""
        span = self.sentence.span
        first = bisect_left(self.story.times, span.start, key=itemgetter(0))
        last = bisect_left(self.story.times, span.end, key=itemgetter(0))
        return tuple(time for _, time in self.story.times[first:last])

    @cached_property
    def event(self) -> float:
        """The weight of its heaviest event that came about."""
        events = self.story.events.get(self.sentence.span, ())
        return max((event.weight for event in events if event.status is Status.HAPPENED), default=0.0)

    @cached_property
    def quoted(self) -> float:
        """The share of its characters that somebody said: between marks, or in a quote that began before it."""
        return max(_quoted_share(self.text), self.sentence.span.share_in(self.story.quotes))

    def opens_with(self, name: str) -> bool:
        """Whether it begins with an entry of the list `NAME` that nothing completes: "In response", not "… to it"."""
        words = [word.strip(_MARKS + ",:;").lower().replace("’", "'") for word in self.text.split()[:8]]
        return lexicon.opens_with(words, name)

    @cached_property
    def rule(self) -> str:
        """The name of the first rule that speaks against it, or ""."""
        return next((name for name, holds in VETOES.items() if holds(self)), "")

    @cached_property
    def values(self) -> dict[str, float]:
        """How much it has of each feature."""
        return {name: float(measure(self)) for name, measure in POINT_FEATURES.items()}


def _quoted_share(text: str) -> float:
    inside = quoted = 0
    for char in text:
        if char in "“„«" or (char == '"' and not inside):
            inside = 1
        elif char in '”»"':
            inside = 0
        quoted += inside
    return quoted / (len(text) or 1)


# --- what rules a sentence out -------------------------------------------------------------------------------


def _trait(name: str) -> Callable[[PointContext], bool]:
    return lambda context: name in context.sentence.traits


def _is_cut(context: PointContext) -> bool:
    """Whether the parser cut it off behind an abbreviation, at either end."""
    before = context.before
    ends = [context.text] + ([plain(context.point.article.slice(before.span))] if before else [])
    return any(_ends_in_abbreviation(text) for text in ends)


def _ends_in_abbreviation(text: str) -> bool:
    last = text.split()[-1].lower() if text else ""
    is_title = last.rstrip(".") in lexicon.word_set("compose/words", "abbreviations") and last.endswith(".")
    return is_title or not text.rstrip(_MARKS + ")").endswith((".", "!", "?", ":", "…"))


def _is_unbalanced(context: PointContext) -> bool:
    text = context.text
    pairs = (("“", "”"), ("(", ")"), ("[", "]"))
    return any(text.count(one) != text.count(other) for one, other in pairs) or text.count('"') % 2 == 1


def _stands(text: str) -> bool:
    """Whether a word that often leans on the sentence before leans on nothing here: "Earlier this week, …"."""
    return bool(lexicon.pattern("compose/words", "standing_opening").match(text))


def _has_unnamed_place(context: PointContext) -> bool:
    """Whether it speaks of "the state" or "the county" before it names a place, and the headline names none."""
    match = lexicon.pattern("compose/words", "unnamed_place").search(context.text)
    if not match:
        return False
    start = context.point.span.start
    named = (place for place in context.story.places if start <= place < start + match.start())
    return next(named, None) is None and not context.story.has_place_in_headline


def _opens_with_stamp(context: PointContext) -> bool:
    """Whether it runs on from the stamp of a page, or from a place in capitals that the article also spells."""
    place = lexicon.pattern("compose/words", "capital_opening").match(context.text)
    is_place = (
        place is not None
        and place["place"].title() in f"{context.point.article.text} {context.point.article.title}"
    )
    return is_place or bool(lexicon.pattern("events/words", "stamp").match(context.text))


def _opens_with_headline(context: PointContext) -> bool:
    """Whether the headline runs into it, as in a page whose lines were joined; the first words may stand in for one."""
    title = plain(context.point.article.title)
    return context.text.startswith(f"{title} ") and not title.endswith("…")


VETOES: dict[str, Callable[[PointContext], bool]] = {
    # (a row of names, which has no term)
    "no_terms": lambda c: not c.sentence.terms,
    # The bridge is closed.
    "short": lambda c: c.length < _LIMITS["shortest"],
    # The council closed the bridge at... Tolm mourns its ferry
    "cut_short": lambda c: bool(re.search(r"(?:\.\.\.|…)\s", c.text)),
    # (a sentence of a hundred words)
    "endless": lambda c: c.length > _LIMITS["endless"],
    # on Tuesday reported a net loss of nine million crowns for the year
    "no_capital": lambda c: not (first := c.text.lstrip("‘'")[:1]).isalnum() or first.islower(),
    # The council closed the bridge on Monday and
    "no_end": lambda c: not c.text.endswith(_ENDS),
    # Tolm's bridge is closed, Mayor of Tolm and Sen. | Ada Moor told the Courier.
    "cut_off": _is_cut,
    # “We closed the bridge on Monday, and the ferry on Tuesday.
    "unbalanced": _is_unbalanced,
    # Ada Moor said“the bridge is closed” on Monday night.
    "broken_marks": lambda c: bool(lexicon.pattern("compose/words", "broken_marks").search(c.text)),
    # May 8, 2031 4:43 pm The council closed the bridge.
    "stamp": _opens_with_stamp,
    # Tolm Closes Its Bridge The council of Tolm closed the bridge.
    "headline": _opens_with_headline,
    # “We closed the bridge,” Ada Moor said.
    "quote": lambda c: c.quoted >= _LIMITS["quoted"] or c.text[0] in '"“„«',
    # ‘We closed the bridge of Tolm on Monday.
    "half_quote": lambda c: bool(lexicon.pattern("compose/words", "half_quote").search(c.text)),
    # Orr Ferries (ORR 3.6%) closed the bridge.[2]
    "ticker": lambda c: bool(lexicon.pattern("compose/words", "ticker").search(c.text)),
    # But the council closed the bridge on Monday.
    "leaning_word": lambda c: c.opening in lexicon.words("timeline/leaning_openers") and not _stands(c.text),
    # On a similar note, the council closed the bridge.
    "leaning_phrase": lambda c: c.opens_with("timeline/leaning_phrases"),
    # The council, however, closed the bridge on Monday.
    "leaning_inside": lambda c: bool(lexicon.pattern("compose/words", "leaning_inside").search(c.text)),
    # More on the bridge: the council of Tolm closed it on Monday.
    "label": lambda c: bool(lexicon.pattern("compose/words", "label").match(c.text)),
    # Luckily, the council has closed the bridge.
    "aside": lambda c: c.opens_with("compose/asides"),
    # This article is a joint publication of the Courier and the Herald.
    "of_the_page": lambda c: bool(lexicon.pattern("compose/words", "of_the_page").search(c.text)),
    # Who closed the bridge at Tolm on Monday night?
    "question": _trait("question"),
    # Name a bridge in the city that is not closed.
    "command": _trait("command"),
    # A bridge in the fog, seen from where the council meets.
    "fragment": _trait("fragment"),
    # We found the bridge closed when the council met.
    "first_person": _trait("first_person"),
    # You can cross the bridge at Tolm on foot.
    "second_person": _trait("second_person"),
    # The council of Tolm closed the old bridge here on Monday.
    "unnamed_here": lambda c: bool(
        lexicon.pattern("compose/words", "unnamed_here").search(own_words(c.text))
    ),
    # The state's council heard the report of Monday.
    "unnamed_place": _has_unnamed_place,
    # The council of Tolm heard his report on Monday.
    "lacks_person": _trait("lacks_person"),
    # On Monday they closed the bridge at Tolm.
    "lacks_thing": _trait("lacks_thing"),
    # The council of Tolm took back this decision.
    "points_back": _trait("points_back"),
    # The instrument recorded the fall of the bridge at Tolm.
    "unknown_subject": _trait("unknown_subject"),
    # The council closed the bridge.  (in a page of several reports, below the dateline of Tolm)
    "lacks_place": _trait("lacks_place"),
    # On Monday it closed the bridge at Tolm.
    "pronoun_led": lambda c: {"pronoun_led", "empty_subject"} & {*c.sentence.traits} == {"pronoun_led"},
}
"""What no sentence may have that is read alone, and what is no news."""


# --- what speaks for it --------------------------------------------------------------------------------------


def _central(context: PointContext) -> float:
    terms, spread = context.sentence.terms, context.story.spread
    return sum(math.log(spread[term]) for term in terms) / math.sqrt(len(terms)) / 4 if terms else 0.0


def _has_one_of(context: PointContext, starts: Sequence[int]) -> bool:
    """Whether one of some places of the text, in order, lies in the sentence."""
    span = context.sentence.span
    return bisect_left(starts, span.start) < bisect_left(starts, span.end)


def _has_unknown_abbreviation(context: PointContext) -> bool:
    """Whether it has an abbreviation that neither everybody knows nor headline or article explains."""
    article = context.point.article
    explained = long_forms(article)
    return any(
        found[0] not in article.title and found[0].replace(".", "") not in explained
        for found in unknown_abbreviations(context.text)
    )


def _is_old(context: PointContext) -> bool:
    years = [int(time.value[:4]) for time in context.times if time.value[:4].isdigit()]
    return bool(years) and max(years) < context.story.year - 1


def _is_present_with_day(context: PointContext) -> bool:
    has_day = any(time.basis is DateBasis.STATED for time in context.times)
    return has_day and "present" in context.sentence.traits and "report" not in context.sentence.traits


def _closest(context: PointContext) -> float:
    return len(context.story.headline & context.terms) / (context.story.closest or 1)


POINT_FEATURES: dict[str, Callable[[PointContext], float]] = {
    "base": lambda c: 1.0,
    # how many of the headline's and the dek's terms it has, against the sentence of the article that has most of them
    "closest": _closest,
    # how many sentences share its terms, damped by their number
    "central": _central,
    # near the beginning: 1 for the first sentence that can be read alone, 1/2 for the second
    "early": lambda c: 1 / (1 + c.rank),
    # in the first paragraph
    "opening": lambda c: c.sentence.paragraph <= 1,
    # its place in the article, from 0 to 1
    "late": lambda c: c.sentence.span.start / (len(c.point.article.text) + 1),
    # it goes on with what the paragraph began with
    "within": lambda c: c.before is not None,
    # on Monday, in May 2031
    "time": lambda c: bool(c.times),
    # in 1987, told in 2031
    "old": _is_old,
    # Ada Moor is seen at the bridge on May 3, 2031.  The bridge opens on May 3.
    "present_day": _is_present_with_day,
    # nine crowns, 9.5 percent
    "figures": lambda c: bool(re.search(r"\d", c.text)),
    # the weight of its event
    "event": lambda c: c.event,
    # the share of the article's sentences that tell what happened or what somebody said
    "told": lambda c: c.story.told,
    # the article is long: a long read, a page of several articles
    "long_read": lambda c: min(len(c.story.analysis.annotations.sentences), 100) / 100,
    # it names a place
    "place": lambda c: _has_one_of(c, c.story.places),
    # the ORRB closed the bridge
    "abbreviation": _has_unknown_abbreviation,
    # it names a person of whom neither the headline nor the article says who it is
    "stranger": lambda c: _has_one_of(c, c.story.strangers),
    # the share of its terms that the headline and the dek have
    "repeats": lambda c: len(c.story.headline & c.terms) / (len(c.terms) or 1),
    # fewer than twelve words, by fives
    "brief": lambda c: max(0, 12 - c.length) / 5,
    # the kinds of statement (extract/events/sentence_traits.py)
    **{
        name: _trait(name)
        for name in (
            "past", "present", "modal", "report", "empty_subject", "opening_phrase", "bare_definite",
            "unknown_description", "unknown_noun", "unknown_nouns", "told_before",
        )
    },
}  # fmt: skip
