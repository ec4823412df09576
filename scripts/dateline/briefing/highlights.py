"""What deserves a reader's first minute: key points, key quotes, the names that a briefing is about.

All are chosen, none written; every choice is a weighing of stated criteria, and ties go to the earlier place.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dateline.document import plain
from dateline.lexicon import words
from dateline.model import Analysis, Article, EntityKind, Quote, QuoteBasis, Sentence

_MARKS = '"“”„«»'
_POINT_WORDS = (8, 45)
"""A shorter sentence says little, a longer one is no point."""
_QUOTE_WORDS = (6, 60)
_QUOTES_PER_SPEAKER = 2
_ALIKE = 0.5
"""Two sentences that share half of their content words tell the same thing."""


@dataclass(frozen=True, slots=True)
class Point:
    """A sentence that was chosen, with the article it stands in."""

    article: Article
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Utterance:
    """The quotes that belong to one act of speaking, in order, and what is known of the speaker."""

    article: Article
    quotes: tuple[Quote, ...]

    @property
    def words(self) -> int:
        """How many words were quoted."""
        return sum(len(self.article.slice(quote.span).split()) for quote in self.quotes)

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


def lead_of(analysis: Analysis) -> Point | None:
    """The first sentence of the body: news puts the news there."""
    first = next(iter(analysis.annotations.sentences), None)
    return Point(analysis.article, first) if first else None


# --- key points ------------------------------------------------------------------------------------------


def key_points(analyses: Sequence[Analysis], lead: Point | None, limit: int) -> tuple[Point, ...]:
    """At most `limit` sentences, in order of sources and text, that say most about what the sources share.

    A sentence weighs the number of sentences that share each of its content words (damped by its length),
    more when it stands early in its article.  Left out: quotes, sentences that lean on the one before
    ("But he …"), and what repeats the lead or a sentence already taken.
    """
    points = [Point(a.article, s) for a in analyses for s in a.annotations.sentences]
    spread = Counter(term for point in points for term in point.sentence.terms)
    ranked = sorted(
        (point for point in points if _stands_alone(point)),
        key=lambda point: (-_centrality(point.sentence, spread), point.sentence.span),
    )
    chosen: list[Point] = [lead] if lead else []
    taken = len(chosen)
    for point in ranked:
        if len(chosen) - taken == limit:
            break
        if not any(_alike(point.sentence, other.sentence) for other in chosen):
            chosen.append(point)
    place = {point.sentence.span: index for index, point in enumerate(points)}
    return tuple(sorted(chosen[taken:], key=lambda point: place[point.sentence.span]))


def _centrality(sentence: Sentence, spread: Counter[str]) -> float:
    if not sentence.terms:
        return 0.0
    shared = sum(math.log(spread[term]) for term in sentence.terms)
    return shared / math.sqrt(len(sentence.terms)) / (1 + 0.04 * sentence.paragraph)


def _stands_alone(point: Point) -> bool:
    text = plain(point.article.slice(point.sentence.span))
    shortest, longest = _POINT_WORDS
    opening = text.split(maxsplit=1)[0].strip(_MARKS + ",").lower() if text else ""
    return (
        shortest <= len(text.split()) <= longest
        and text[0] not in _MARKS
        and text[0].isupper()
        and text.endswith((".", "!", "?", ".”", '."'))
        and _quoted_share(text) < 0.3
        and opening not in words("dateline.briefing", "leaning_openers")
    )


def _quoted_share(text: str) -> float:
    inside = quoted = 0
    for char in text:
        if char in "“„«" or (char == '"' and not inside):
            inside = 1
        elif char in '”»"':
            inside = 0
        quoted += inside
    return quoted / len(text)


def _alike(one: Sentence, other: Sentence) -> bool:
    a, b = set(one.terms), set(other.terms)
    return bool(a and b) and len(a & b) >= _ALIKE * min(len(a), len(b))


# --- key quotes ------------------------------------------------------------------------------------------


def key_quotes(analyses: Sequence[Analysis], limit: int) -> tuple[Utterance, ...]:
    """At most `limit` utterances that deserve a box, in order of sources and text.

    Criteria: a whole sentence before a fragment; a speaker who is named by words of the article before one
    that is implied or not named; of a length that says something and can be read at once; early before
    late; no more than two of one speaker; the same words from two sources once.
    """
    said = [utterance for analysis in analyses for utterance in _utterances(analysis)]
    place = {utterance.quotes[0].span: index for index, utterance in enumerate(said)}
    chosen: list[Utterance] = []
    heard: Counter[str] = Counter()
    words_taken: set[str] = set()
    for utterance in sorted(said, key=lambda u: (-_merit(u), place[u.quotes[0].span])):
        speaker = utterance.named.speaker or ""
        told = _bare(utterance)
        if len(chosen) == limit:
            break
        if _merit(utterance) > 0 and heard[speaker] < _QUOTES_PER_SPEAKER and told not in words_taken:
            chosen.append(utterance)
            heard[speaker] += 1
            words_taken.add(told)
    return tuple(sorted(chosen, key=lambda u: place[u.quotes[0].span]))


def _utterances(analysis: Analysis) -> Iterator[Utterance]:
    groups: dict[int, list[Quote]] = {}
    for quote in analysis.annotations.quotes:
        groups.setdefault(quote.group, []).append(quote)
    return (Utterance(analysis.article, tuple(group)) for group in groups.values())


_BASIS_MERIT = {
    QuoteBasis.EXPLICIT: 3.0,
    QuoteBasis.CONTINUED: 2.5,
    QuoteBasis.IMPLIED: 0.5,
    QuoteBasis.NONE: 0.0,
}


def _merit(utterance: Utterance) -> float:
    """How much speaks for a box; 0 for what gets none."""
    shortest, longest = _QUOTE_WORDS
    if utterance.words < shortest:
        return 0.0
    text = utterance.article.text
    first, last = utterance.quotes[0].span, utterance.quotes[-1].span
    opens = text[first.start : first.start + 1].isupper()
    closes = text[last.start : last.end].rstrip()[-1:] in (".", ",", "!", "?", "…")
    named = utterance.named
    return (
        1.0
        + _BASIS_MERIT[utterance.basis]
        + 1.5 * (opens and closes)
        + 0.5 * (named.role is not None)
        + min(utterance.words, 25) / 25
        - max(0, utterance.words - longest) / longest
        - first.start / (len(text) + 1)
    )


def _bare(utterance: Utterance) -> str:
    """The words without marks and case, so that two sources' spelling of one quote is one."""
    said = " ".join(utterance.article.slice(quote.span) for quote in utterance.quotes)
    return " ".join("".join(char if char.isalnum() else " " for char in said.casefold()).split())


# --- names -----------------------------------------------------------------------------------------------


def names(analyses: Iterable[Analysis], kind: EntityKind, limit: int = 8) -> tuple[str, ...]:
    """At most `limit` names of a kind, those with most mentions over all sources first, then by alphabet."""
    mentions: Counter[str] = Counter()
    for analysis in analyses:
        for entity in analysis.annotations.entities:
            if entity.kind is kind:
                mentions[entity.name] += len(entity.mentions)
    return tuple(sorted(mentions, key=lambda name: (-mentions[name], name))[:limit])
