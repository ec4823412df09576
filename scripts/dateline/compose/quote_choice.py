"""Which utterances are fit for a box: how likely the speaker is right, the words telling and plain without the article.

Rules with examples keep out what is not; each feature of the rest has a row here, which tells how much an utterance has
of it, and a fitted weight in `lang/LANGUAGE/compose/quote_weights.toml`.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from math import exp

from dateline.compose.replacements import is_within
from dateline.compose.speaker_roles import has_unknown_initials, tells_who
from dateline.lang.lexicon import pattern, weights, word_set, words
from dateline.lang.title_case import is_title_case
from dateline.model.annotations import Analysis, EntityKind, Quote, QuoteBasis
from dateline.model.article import Article, Span
from dateline.timeline.terms import terms_of

_WEIGHTS = weights("compose/quote_weights")
_LIMITS = weights("compose/weights", section="quote_limits")
_CAPITALISED = re.compile(r"\b[A-Z]\w+")
_MARKS = "“”‘’«»\"'` \u00a0"
_ENDS = (".", ",", "!", "?", "…", ";", ":", "-", "–", "—")
_NAME_WORD = re.compile(r"[^\W\d_]{2,}(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Utterance:
    """The quotes that belong to one act of speaking, in order, and what is known of the speaker."""

    article: Article
    quotes: tuple[Quote, ...]

    @property
    def text(self) -> str:
        """The quoted words."""
        return " ".join(self.article.slice(quote.span) for quote in self.quotes)

    @property
    def named(self) -> Quote:
        """The fragment that tells most about the speaker."""
        return max(
            self.quotes,
            key=lambda quote: (quote.speaker is not None, quote.role is not None, -quote.span.start),
        )

    @property
    def basis(self) -> QuoteBasis:
        """The best basis among the fragments."""
        return min((quote.basis for quote in self.quotes), key=list(QuoteBasis).index)


@dataclass(frozen=True, slots=True)
class _Story:
    """What the utterances of one article are held against."""

    news: frozenset[str]
    """The terms of the headline."""
    headline: frozenset[str]
    """The words of the headline and the dek, in lower case."""
    persons: frozenset[str]
    """The names of persons."""
    mentions: Mapping[str, int]
    """Name -> how often the article names it."""
    short_names: Mapping[Span, frozenset[str]]
    """Where a person is named by one word, titles aside -> that word."""
    named: tuple[tuple[Span, str], ...]
    """Where persons are named outside quotes, in order, and who."""


@dataclass(frozen=True, slots=True)
class QuoteCandidate:
    """An utterance with what its choice rests on."""

    utterance: Utterance
    sure: float
    """How likely it is fit for a box; 0 for what a rule keeps out."""
    speaker: str
    """The last word of the speaker's name: sources differ in how much of a name they give."""
    side: frozenset[str]
    """The capitalised words of the role: a minister of Norland and an envoy of Norland are of one side."""
    pairs: frozenset[tuple[str, str]]
    """The pairs of words that follow each other."""

    def is_like(self, other: "QuoteCandidate") -> bool:
        """Whether two utterances are the same words, one perhaps cut short or spelt otherwise."""
        shared = len(self.pairs & other.pairs)
        return shared > 0 and shared >= _LIMITS["alike"] * min(len(self.pairs), len(other.pairs))


def quote_candidates(analyses: Sequence[Analysis]) -> tuple[QuoteCandidate, ...]:
    """The utterances of all sources, in order of sources and text."""
    found = [candidate for analysis in analyses for candidate in _candidates_in(analysis)]
    sources: dict[tuple[str, str], set[str]] = {}
    for candidate in found:
        for pair in candidate.pairs:
            sources.setdefault(pair, set()).add(candidate.utterance.article.source)
    return tuple(
        replace(candidate, sure=candidate.sure + _LIMITS["shared"] * _sources_beside(candidate, sources))
        for candidate in found
        if candidate.sure
    )


def _sources_beside(candidate: QuoteCandidate, sources: Mapping[tuple[str, str], set[str]]) -> int:
    """How many other sources have most of the words."""
    own = candidate.utterance.article.source
    counts = Counter(source for pair in candidate.pairs for source in sources[pair] if source != own)
    return sum(count >= _LIMITS["alike"] * len(candidate.pairs) for count in counts.values())


def _candidates_in(analysis: Analysis) -> list[QuoteCandidate]:
    return [_candidate_of(context) for context in quote_contexts(analysis)]


def _candidate_of(context: "QuoteContext") -> QuoteCandidate:
    utterance = context.utterance
    bare = "".join(char if char.isalnum() else " " for char in utterance.text.casefold())
    named = utterance.named
    speaker = (named.speaker or "").casefold().rpartition(" ")[2]
    side = frozenset(word.casefold() for word in _CAPITALISED.findall(named.role or ""))
    return QuoteCandidate(utterance, _chance_of(context), speaker, side, frozenset(pairwise(bare.split())))


def quote_contexts(analysis: Analysis) -> list["QuoteContext"]:
    """The utterances of an article, each with the story it stands in."""
    story = _story_of(analysis)
    groups: dict[int, list[Quote]] = {}
    for quote in analysis.annotations.quotes:
        groups.setdefault(quote.group, []).append(quote)
    return [QuoteContext(story, Utterance(analysis.article, tuple(quotes))) for quotes in groups.values()]


def _story_of(analysis: Analysis) -> _Story:
    article, found = analysis.article, analysis.annotations
    headline = frozenset(re.findall(r"[^\W\d_]+", f"{article.title} {article.description or ''}".casefold()))
    persons = frozenset(entity.name for entity in found.entities if entity.kind is EntityKind.PERSON)
    mentions = {entity.name: len(entity.mentions) for entity in found.entities}
    short, named = _short_names(analysis), tuple(_named_in(analysis))
    return _Story(terms_of(article.title).all, headline, persons, mentions, short, named)


def _named_in(analysis: Analysis) -> list[tuple[Span, str]]:
    """Where persons are named outside quotes, in order, and who."""
    persons = (entity for entity in analysis.annotations.entities if entity.kind is EntityKind.PERSON)
    quoted = [quote.span for quote in analysis.annotations.quotes]
    return sorted(
        (span, entity.name) for entity in persons for span in entity.mentions if not is_within(span, quoted)
    )


def _short_names(analysis: Analysis) -> dict[Span, frozenset[str]]:
    """Where persons are named by one word beside titles, "Mr. Moor" or "Ada", and that word in lower case."""
    found = {}
    for entity in analysis.annotations.entities:
        if entity.kind is EntityKind.PERSON:
            for span in entity.mentions:
                name = _NAME_WORD.findall(analysis.article.slice(span).casefold())
                bare = frozenset(word for word in name if word not in words("names/titles"))
                if len(bare) == 1:
                    found[span] = bare
    return found


# --- what keeps out, and what speaks for one -------------------------------------------------------------------


@dataclass(frozen=True)
class QuoteContext:
    """An utterance and the story it stands in, as the features see it."""

    story: _Story
    utterance: Utterance

    @cached_property
    def text(self) -> str:
        """The quoted words."""
        return self.utterance.text

    @cached_property
    def length(self) -> int:
        """How many words were quoted."""
        return len(self.text.split())

    @cached_property
    def terms(self) -> frozenset[str]:
        """The terms of the words."""
        return terms_of(self.text).all

    def share_of(self, key: str) -> float:
        """The share of words in the list `key` of `lang/LANGUAGE/compose/words.toml`."""
        found, listed = re.findall(r"[^\W\d_]+", self.text.casefold()), word_set("compose/words", key)
        return sum(word in listed for word in found) / (len(found) or 1)

    @property
    def is_sentence(self) -> bool:
        """Whether the words start and end as a sentence does."""
        text = self.utterance.article.text
        first, last = self.utterance.quotes[0].span, self.utterance.quotes[-1].span
        opens, end = text[first.start : first.start + 1].isupper(), text[last.start : last.end].rstrip()
        return opens and end[-1:] in (".", ",", "!", "?", "…") and end[-2:-1] not in ("-", "–", "—")

    @property
    def standing(self) -> float:
        """How much the article speaks of the speaker, against the one of whom it speaks most."""
        most = max(self.story.mentions.values(), default=1)
        return self.story.mentions.get(self.utterance.named.speaker or "", 0) / most

    @property
    def opening(self) -> str:
        """The first word, in lower case."""
        return re.sub(r"\W", "", self.text.split(maxsplit=1)[0]).lower() if self.text.strip() else ""

    @property
    def opening_words(self) -> tuple[str, ...]:
        """The first words in lower case, what is contracted with them apart: "we" of "we’re"."""
        return tuple(re.findall(r"[^\W\d_]+", self.text.casefold()))[: int(_LIMITS["opening"])]

    @cached_property
    def speaker_words(self) -> frozenset[str]:
        """The words near the quote that stand for the speaker, in lower case: "he", "mr", "moor"."""
        span = self.utterance.named.speaker_span
        return (
            frozenset(_NAME_WORD.findall(self.utterance.article.slice(span).casefold()))
            if span
            else frozenset()
        )

    @property
    def is_person(self) -> bool:
        """Whether somebody says it whom the article names: a body's statement is weighed to say little."""
        named = self.utterance.named
        is_told = named.basis in (QuoteBasis.EXPLICIT, QuoteBasis.CONTINUED)
        return (
            is_told
            and named.speaker in self.story.persons
            and (" " in named.speaker or named.role is not None)
        )

    @property
    def has_namesake(self) -> bool:
        """Whether another person has the family name by which the sentence names the speaker: "Moor said"."""
        name = (self.utterance.named.speaker or "").casefold().split()
        others = (other.casefold().split() for other in self.story.persons)
        is_shared = any(other != name and other[-1:] == name[-1:] and len(other) > 1 for other in others)
        return is_shared and not self.speaker_words.issuperset(name[:1])

    @property
    def is_far(self) -> bool:
        """Whether "he" has another between itself and the speaker's name, or more than a paragraph."""
        span, name = self.utterance.named.speaker_span, self.utterance.named.speaker
        if span is None or self.speaker_words.isdisjoint(word_set("names/words", "pronouns")):
            return False
        told = [(place, person) for place, person in self.story.named if place.start < span.start]
        if not told or told[-1][1] != name:
            return True
        between = (block.span.start for block in self.utterance.article.blocks)
        return sum(told[-1][0].start < start <= span.start for start in between) > 1

    @property
    def goes_on(self) -> bool:
        """Whether the words go on with the reporter's sentence: Moor asked whether “The gate …”."""
        quote = self.utterance.quotes[0]
        before = self.utterance.article.text[max(0, quote.span.start - 80) : quote.span.start].rstrip(_MARKS)
        last = before.rpartition(" ")[2]
        return last[-1:].isalnum() and last != quote.cue

    @property
    def is_pieced(self) -> bool:
        """Whether a piece of it ends in the middle of a sentence, so that the next cannot follow."""
        pieces = [
            self.utterance.article.slice(quote.span).rstrip(" ’'”)]") for quote in self.utterance.quotes
        ]
        return any(piece[-1:] not in _ENDS for piece in pieces[:-1])

    @property
    def is_undated(self) -> bool:
        """Whether the words have a time that only the day of speaking makes plain, which the article doesn't tell."""
        is_told = any(quote.said for quote in self.utterance.quotes)
        return not is_told and bool(pattern("compose/words", "undated").search(self.text))

    @property
    def names_unknown_person(self) -> bool:
        """Whether the words name somebody by one name, which neither the headline nor the speaker's name has."""
        known = self.story.headline | set((self.utterance.named.speaker or "").casefold().split())
        return any(
            quote.span.contains(span) and not known & self.story.short_names[span]
            for quote in self.utterance.quotes
            for span in self.story.short_names
        )

    @property
    def is_introduced(self) -> bool:
        """Whether a reader knows who the speaker is: by a role that tells it, or by the headline."""
        named = self.utterance.named
        name, known = named.speaker or "", self.story.headline
        if named.role is None:
            return name.rpartition(" ")[2].casefold() in known
        return tells_who(named.role, known)


QUOTE_FEATURES: dict[str, Callable[[QuoteContext], float]] = {
    "base": lambda c: 1.0,
    # where in the article it stands, from 0 to 1
    "late": lambda c: c.utterance.quotes[0].span.start / (len(c.utterance.article.text) + 1),
    # terms that the headline has
    "headline": lambda c: min(len(c.terms & c.story.news), _LIMITS["headline"]),
    # “We want to be heard,” Ada Moor said.
    "self": lambda c: not word_set("compose/words", "first_person").isdisjoint(c.opening_words),
    # “The engineers knew that their gate was rotten,” Ada Moor said.
    "several": lambda c: bool(pattern("compose/words", "several").search(c.text)),
    # “Nobody knew,” Ada Moor said.
    "denial": lambda c: bool(pattern("compose/words", "denial").search(c.text)),
    # “The gate looked safe, but nobody knew,” Ada Moor said.
    "contrast": lambda c: bool(pattern("compose/words", "contrast").search(c.text)),
    # “I think the gate was rotten,” Ada Moor said.
    "thinking": lambda c: bool(pattern("compose/words", "thinking").search(c.text)),
    # words, up to a limit, by it
    "length": lambda c: min(c.length, _LIMITS["long"]) / _LIMITS["long"],
    # the speaker's mentions by those of the person whom the article names most
    "standing": lambda c: c.standing,
}
"""How much an utterance has of what the weights count."""


def _trait(name: str) -> Callable[[QuoteContext], bool]:
    """Whether the words cannot be read alone for this reason (`extract/events/loose_references.py`)."""
    return lambda context: name in context.utterance.named.traits


QUOTE_VETOES: dict[str, Callable[[QuoteContext], bool]] = {
    # “Not yet,” Ada Moor said.
    "short": lambda c: c.length < _LIMITS["shortest"],
    # (a quote of a page)
    "endless": lambda c: c.length > _LIMITS["endless"],
    # Moor called it “a day of shame for all of Norland and its mayors”.
    "fragment": lambda c: not c.is_sentence,
    # “The gate was rotten, and everybody knew it,” someone said.
    "nobody_named": lambda c: not c.is_person,
    # “The gate was rotten, and everybody knew it,” Moor said, whose brother the article names as well.
    "namesake": lambda c: c.has_namesake,
    # Ada Moor met Tomas Berg.  “The gate was rotten, and everybody knew it,” he said.
    "far_name": lambda c: c.is_far,
    # The report of Ada Moor said: “The gate was rotten, and everybody knew it.”
    "document": lambda c: not c.speaker_words.isdisjoint(words("quotes/documents")),
    # Moor asked whether “The gate was rotten, and everybody knew it.”
    "goes_on": lambda c: c.goes_on,
    # “The gate was rotten and”, Moor said of “the dam”, “everybody knew it.”
    "pieced": lambda c: c.is_pieced,
    # “The gate fell last night, and everybody knew it,” Ada Moor said.
    "undated": lambda c: c.is_undated,
    # “The gate was also rotten, and everybody knew it,” Ada Moor said.
    "adds": lambda c: bool(pattern("compose/words", "adds").search(c.text)),
    # “The HNA knew that the gate of the dam was rotten,” Ada Moor said.
    "initials": lambda c: has_unknown_initials(c.text, c.story.headline),
    # “The engineers [of the council] knew that the gate was rotten,” Ada Moor said.
    "mended": lambda c: "[" in c.text,
    # “The gate of the dam is rotten #tolm,” Ada Moor wrote.
    "page_marks": lambda c: bool(re.search(r"[@#]\w|https?:", c.text)),
    # “A Bridge to Nowhere: The Long Way of the Ferry,” by Ada Moor
    "title": lambda c: is_title_case(c.text),
    # “I just told you, and I told them before.”
    "thin": lambda c: len(c.terms) < _LIMITS["fewest_terms"],
    # “They told us nothing of the gate before it fell,” Ada Moor said.
    "leans": lambda c: c.opening in words("compose/leaning_in_quotes"),
    # “The gate was rotten, and everybody knew it,” said Ada Moor, of whom nobody tells who she is.
    "unintroduced": lambda c: not c.is_introduced,
    # “We are thrilled to open the new gate of the dam,” Ada Moor said.
    "feeling": lambda c: bool(pattern("compose/words", "feeling").search(c.text)),
    # “Who knew that the gate was rotten before it fell?” Ada Moor asked.
    "question": lambda c: c.text.rstrip().endswith("?") or bool(re.match(r"[^.!]*\?", c.text)),
    # “Berg told the engineers of the gate,” Ada Moor said.
    "unknown_person": lambda c: c.names_unknown_person,
    # “I told my engineers what I knew of the gate of the dam,” Ada Moor said.
    "of_self": lambda c: c.share_of("of_self") >= _LIMITS["of_self"],
    # “The engineers told her of the gate,” Ada Moor said.
    "loose_person": _trait("loose_person"),
    # “We knew of it before the gate fell,” Ada Moor said.
    "loose_thing": _trait("loose_thing"),
    # “This decision cost nine lives in the valley,” Ada Moor said.
    "points_back": _trait("points_back"),
    # “The vote was a disgrace for everybody in the valley,” Ada Moor said.
    "unknown_thing": _trait("unknown_thing"),
    # “The engineers wanted a better one before the flood,” Ada Moor said.
    "stand_in": _trait("stand_in"),
    # “No gate, no dam, no bridge, end of story,” Ada Moor said.
    "no_statement": _trait("no_statement"),
}
"""What gets no box: it cannot be read alone, or nobody stands behind it."""


def _chance_of(context: QuoteContext) -> float:
    if any(holds(context) for holds in QUOTE_VETOES.values()):
        return 0.0
    score = sum(_WEIGHTS[name] * measure(context) for name, measure in QUOTE_FEATURES.items())
    return 1 / (1 + exp(-score))
