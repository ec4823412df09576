"""What speaks for a box for an utterance, and which utterances say the same.

The weights are set by hand so that their order is that of an editor's questions: do we know who says it, is it a
sentence, is the speaker somebody in this story, does it carry the news, can it be read at once.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dateline.lang.lexicon import words
from dateline.model.annotations import Analysis, Quote, QuoteBasis
from dateline.model.article import Article
from dateline.timeline.terms import terms_of

SHORTEST = 6
"""Fewer words say too little for a box."""
LONGEST = 60
"""More words are no longer read at once."""
_TELLING = 25
"""From so many words on length is no merit any more."""
_BASIS = {
    QuoteBasis.EXPLICIT: 3.0,
    QuoteBasis.CONTINUED: 2.5,
    QuoteBasis.IMPLIED: 0.5,
    QuoteBasis.NONE: 0.0,
}
_SENTENCE = 1.5
_ROLE = 0.5
_STANDING = 1.0
_NEWS = 1.5
_CENTRAL = 1.0
_SHARED = 0.5
_REPEATS = 1.0
_LEANS = 0.5
_ASKS = 0.5
_ALIKE = 0.6
"""Two utterances are one if so many of the shorter one's pairs of words stand in the other."""
_CAPITALISED = re.compile(r"\b[A-Z]\w+")


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
    def words(self) -> int:
        """How many words were quoted."""
        return len(self.text.split())

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
class Story:
    """What the utterances of one article are held against."""

    analysis: Analysis
    news: frozenset[str]
    """The terms of the headline, the standfirst and the first sentence."""
    spread: Mapping[str, int]
    """Term -> the sentences that hold it."""
    mentions: Mapping[str, int]
    """Name -> how often the article names it."""
    starts: tuple[int, ...]
    """Where the sentences start."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """An utterance with what its choice rests on."""

    utterance: Utterance
    merit: float
    """What speaks for a box; 0 or less for what gets none."""
    speaker: str
    side: frozenset[str]
    """Words for whom the speaker stands for: Norland, Railways."""
    pairs: frozenset[tuple[str, str]]
    """The pairs of words that follow each other."""

    def is_like(self, other: "Weighed") -> bool:
        """Whether two utterances are the same words, one perhaps cut short or spelt otherwise."""
        shared = len(self.pairs & other.pairs)
        return shared > 0 and shared >= _ALIKE * min(len(self.pairs), len(other.pairs))


def weigh(analyses: Sequence[Analysis]) -> tuple[Weighed, ...]:
    """The utterances of all sources, in order of sources and text."""
    stories = [_story_of(analysis) for analysis in analyses]
    said = [(story, utterance) for story in stories for utterance in _utterances(story.analysis)]
    pairs = [_pairs_of(utterance) for _, utterance in said]
    sources: dict[tuple[str, str], set[str]] = {}
    for (story, _), found in zip(said, pairs, strict=True):
        for pair in found:
            sources.setdefault(pair, set()).add(story.analysis.article.source)
    return tuple(
        Weighed(
            utterance,
            _merit(story, utterance) + _SHARED * _told_elsewhere(found, sources, utterance.article.source),
            _speaker_of(utterance),
            _side_of(utterance),
            found,
        )
        for (story, utterance), found in zip(said, pairs, strict=True)
    )


def _story_of(analysis: Analysis) -> Story:
    article, found = analysis.article, analysis.annotations
    texts = [article.slice(sentence.span) for sentence in found.sentences]
    spread = Counter(term for text in texts for term in terms_of(text).all)
    news = terms_of(" ".join([article.title, article.description or "", *texts[:1]])).all
    mentions = {entity.name: len(entity.mentions) for entity in found.entities}
    starts = tuple(sentence.span.start for sentence in found.sentences)
    return Story(analysis, news, spread, mentions, starts)


def _utterances(analysis: Analysis) -> Iterator[Utterance]:
    groups: dict[int, list[Quote]] = {}
    for quote in analysis.annotations.quotes:
        groups.setdefault(quote.group, []).append(quote)
    return (Utterance(analysis.article, tuple(group)) for group in groups.values())


def _merit(story: Story, utterance: Utterance) -> float:
    if utterance.words < SHORTEST:
        return -_BASIS[QuoteBasis.EXPLICIT]
    return (
        1.0
        + _BASIS[utterance.basis]
        + _SENTENCE * _is_sentence(utterance)
        + _standing(story, utterance)
        + _news_value(story, utterance)
        + min(utterance.words, _TELLING) / _TELLING
        - max(0, utterance.words - LONGEST) / LONGEST
        - utterance.quotes[0].span.start / (len(utterance.article.text) + 1)
    )


def _is_sentence(utterance: Utterance) -> bool:
    """Whether the words start and end as a sentence does."""
    text = utterance.article.text
    first, last = utterance.quotes[0].span, utterance.quotes[-1].span
    opens = text[first.start : first.start + 1].isupper()
    return opens and text[last.start : last.end].rstrip()[-1:] in (".", ",", "!", "?", "…")


def _standing(story: Story, utterance: Utterance) -> float:
    """What the speaker is to the story: a role that is told, and how much the article speaks of them."""
    named = utterance.named
    most = max(story.mentions.values(), default=1)
    share = story.mentions.get(named.speaker or "", 0) / most
    return _ROLE * (named.role is not None) + _STANDING * share


def _news_value(story: Story, utterance: Utterance) -> float:
    """What the words share with the headline, the lead and the article, less what only repeats or leans."""
    terms = terms_of(utterance.text).all
    if not terms:
        return -_REPEATS
    news = len(terms & story.news) / min(len(terms), len(story.news) or 1)
    before = _terms_before(story, utterance)
    central = sum(story.spread.get(term, 0) > 1 for term in terms - before) / len(terms)
    repeated = len(terms & before) / len(terms)
    opening = re.sub(r"\W", "", utterance.text.split(maxsplit=1)[0]).lower()
    return (
        _NEWS * news
        + _CENTRAL * central
        - _REPEATS * repeated
        - _LEANS * (opening in words("timeline/leaning_openers"))
        - _ASKS * utterance.text.rstrip().endswith("?")
    )


def _terms_before(story: Story, utterance: Utterance) -> frozenset[str]:
    """The terms of the sentence before the one that the utterance starts in."""
    i = bisect_left(story.starts, utterance.quotes[0].span.start + 1) - 2
    if i < 0:
        return frozenset()
    return terms_of(utterance.article.slice(story.analysis.annotations.sentences[i].span)).all


def _pairs_of(utterance: Utterance) -> frozenset[tuple[str, str]]:
    bare = "".join(char if char.isalnum() else " " for char in utterance.text.casefold())
    return frozenset(pairwise(bare.split()))


def _told_elsewhere(
    pairs: frozenset[tuple[str, str]], sources: Mapping[tuple[str, str], set[str]], own: str
) -> int:
    """How many other sources have most of the words."""
    counts = Counter(source for pair in pairs for source in sources[pair] if source != own)
    return sum(count >= _ALIKE * len(pairs) for count in counts.values())


def _speaker_of(utterance: Utterance) -> str:
    """The last word of the speaker's name: sources differ in how much of a name they give."""
    return (utterance.named.speaker or "").casefold().rpartition(" ")[2]


def _side_of(utterance: Utterance) -> frozenset[str]:
    """The capitalised words of the role: a minister of Norland and an envoy of Norland are of one side."""
    return frozenset(word.casefold() for word in _CAPITALISED.findall(utterance.named.role or ""))
