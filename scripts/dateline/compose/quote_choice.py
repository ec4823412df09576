"""What speaks for a box for an utterance, and which utterances say the same.

Each feature has a row here, which tells how much an utterance has of it, and a row in
`lang/LANGUAGE/compose/weights.toml` with its weight and an example.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from dateline.compose.introductions import is_full_role
from dateline.lang.lexicon import pattern, weights, word_set, words
from dateline.lang.title_case import is_title_case
from dateline.model.annotations import Analysis, EntityKind, Quote, QuoteBasis
from dateline.model.article import Article, Span
from dateline.timeline.terms import terms_of

_WEIGHTS = weights("compose/weights", section="quote")
_LIMITS = weights("compose/weights", section="quote_limits")
_CAPITALISED = re.compile(r"\b[A-Z]\w+")
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

    analysis: Analysis
    news: frozenset[str]
    """The terms of the headline, the dek and the first sentence."""
    headline: frozenset[str]
    """The words of the headline and the dek, in lower case."""
    persons: frozenset[str]
    """The names of persons."""
    places: frozenset[str]
    """The names of places."""
    spread: Mapping[str, int]
    """Term -> the sentences that hold it."""
    mentions: Mapping[str, int]
    """Name -> how often the article names it."""
    short_names: Mapping[Span, frozenset[str]]
    """Where a person is named by one word, titles aside -> that word."""
    starts: tuple[int, ...]
    """Where the sentences start."""


@dataclass(frozen=True, slots=True)
class QuoteCandidate:
    """An utterance with what its choice rests on."""

    utterance: Utterance
    merit: float
    """What speaks for a box; 0 or less for what gets none."""
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
        replace(candidate, merit=candidate.merit + _WEIGHTS["shared"] * _sources_beside(candidate, sources))
        for candidate in found
        if candidate.merit > 0
    )


def _sources_beside(candidate: QuoteCandidate, sources: Mapping[tuple[str, str], set[str]]) -> int:
    """How many other sources have most of the words."""
    own = candidate.utterance.article.source
    counts = Counter(source for pair in candidate.pairs for source in sources[pair] if source != own)
    return sum(count >= _LIMITS["alike"] * len(candidate.pairs) for count in counts.values())


def _candidates_in(analysis: Analysis) -> list[QuoteCandidate]:
    story = _story_of(analysis)
    groups: dict[int, list[Quote]] = {}
    for quote in analysis.annotations.quotes:
        groups.setdefault(quote.group, []).append(quote)
    found = []
    for quotes in groups.values():
        utterance = Utterance(analysis.article, tuple(quotes))
        bare = "".join(char if char.isalnum() else " " for char in utterance.text.casefold())
        named = utterance.named
        speaker = (named.speaker or "").casefold().rpartition(" ")[2]
        side = frozenset(word.casefold() for word in _CAPITALISED.findall(named.role or ""))
        merit = _merit_of(QuoteContext(story, utterance))
        found.append(QuoteCandidate(utterance, merit, speaker, side, frozenset(pairwise(bare.split()))))
    return found


def _story_of(analysis: Analysis) -> _Story:
    article, found = analysis.article, analysis.annotations
    texts = [article.slice(sentence.span) for sentence in found.sentences]
    spread = Counter(term for text in texts for term in terms_of(text).all)
    news = terms_of(" ".join([article.title, article.description or "", *texts[:1]])).all
    headline = frozenset(re.findall(r"[^\W\d_]+", f"{article.title} {article.description or ''}".casefold()))
    persons, places = (
        frozenset(entity.name for entity in found.entities if entity.kind is kind)
        for kind in (EntityKind.PERSON, EntityKind.PLACE)
    )
    mentions = {entity.name: len(entity.mentions) for entity in found.entities}
    starts = tuple(sentence.span.start for sentence in found.sentences)
    return _Story(analysis, news, headline, persons, places, spread, mentions, _short_names(analysis), starts)


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


# --- merit --------------------------------------------------------------------------------------------------


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

    @cached_property
    def before(self) -> frozenset[str]:
        """The terms of the sentence before the one that the utterance starts in."""
        i = bisect_left(self.story.starts, self.utterance.quotes[0].span.start + 1) - 2
        if i < 0:
            return frozenset()
        return terms_of(self.utterance.article.slice(self.story.analysis.annotations.sentences[i].span)).all

    def share_of(self, key: str) -> float:
        """The share of words in the list `key` of `lang/LANGUAGE/compose/words.toml`."""
        found, listed = re.findall(r"[^\W\d_]+", self.text.casefold()), word_set("compose/words", key)
        return sum(word in listed for word in found) / (len(found) or 1)

    @property
    def is_sentence(self) -> bool:
        """Whether the words start and end as a sentence does."""
        text = self.utterance.article.text
        first, last = self.utterance.quotes[0].span, self.utterance.quotes[-1].span
        opens = text[first.start : first.start + 1].isupper()
        return opens and text[last.start : last.end].rstrip()[-1:] in (".", ",", "!", "?", "…")

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
    def is_named(self) -> bool:
        """Whether the speaker is a full name, a name whose role is told, or speaks for a body that is named."""
        named = self.utterance.named
        speaker = (named.speaker or "").split()
        if not speaker or named.basis not in (QuoteBasis.EXPLICIT, QuoteBasis.CONTINUED):
            return False
        lower = [word.casefold() for word in speaker]
        if not speaker[0][0].isupper() or lower[0] in words("compose/determiners"):
            if lower[0] in word_set("compose/words", "leaning_roles"):
                return False
            # of "the mayor" one asks whose, of "the Tolm actress" who; a spokesman speaks for a body, if that is named
            is_known = any(_is_role(word) and word in self.story.headline for word in lower)
            has_name = any(word[0].isupper() for word in speaker[1:])
            return is_known or (has_name and not word_set("compose/words", "spokespersons").isdisjoint(lower))
        is_place = named.speaker in self.story.places
        return not is_place and (len(speaker) > 1 or named.role is not None)

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
        """Whether a reader knows who the speaker is: by a role of more than a title, or by the headline."""
        named = self.utterance.named
        name, role = named.speaker or "", named.role
        is_in_headline = name.rpartition(" ")[2].casefold() in self.story.headline
        if role and role.rpartition(" ")[2] in word_set("quotes/words", "describing"):
            role = None  # "Ada Moor, friend of": the rest was not found
        if role and not is_full_role(role) and role.casefold().strip(".") in words("names/titles"):
            return False  # "Ada Moor, Lady"
        return name not in self.story.persons or is_in_headline or bool(role and is_full_role(role))


def _is_role(word: str) -> bool:
    return not words("names/person_roles").isdisjoint(word.strip(",.").split("-"))


def _news(context: QuoteContext) -> float:
    terms, news = context.terms, context.story.news
    return len(terms & news) / min(len(terms), len(news) or 1) if terms else 0.0


def _central(context: QuoteContext) -> float:
    terms, spread = context.terms, context.story.spread
    return sum(spread.get(term, 0) > 1 for term in terms - context.before) / len(terms) if terms else 0.0


def _repeats(context: QuoteContext) -> float:
    return len(context.terms & context.before) / len(context.terms) if context.terms else 1.0


QUOTE_FEATURES: dict[str, Callable[[QuoteContext], float]] = {
    "base": lambda c: 1.0,
    "explicit": lambda c: c.utterance.basis is QuoteBasis.EXPLICIT,
    "role": lambda c: c.utterance.named.role is not None,
    "standing": lambda c: c.standing,
    "news": _news,
    "central": _central,
    "repeats": _repeats,
    "length": lambda c: min(c.length, _LIMITS["long"]) / _LIMITS["long"],
    "too_long": lambda c: max(0, c.length - _LIMITS["longest"]) / _LIMITS["longest"],
    "late": lambda c: c.utterance.quotes[0].span.start / (len(c.utterance.article.text) + 1),
}


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
    "nobody_named": lambda c: not c.is_named,
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


def _merit_of(context: QuoteContext) -> float:
    if any(holds(context) for holds in QUOTE_VETOES.values()):
        return 0.0
    return sum(_WEIGHTS[name] * measure(context) for name, measure in QUOTE_FEATURES.items())
