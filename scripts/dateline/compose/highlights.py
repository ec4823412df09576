"""What deserves a reader's first minute: key points, key quotes, the names that a briefing is about.

All are chosen, none written; every choice is a weighing of stated criteria, and ties go to the earlier place.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.briefing.document import plain
from dateline.compose.quote_choice import Utterance, Weighed, weigh
from dateline.lang.lexicon import words
from dateline.model.annotations import Analysis, EntityKind, Sentence
from dateline.model.article import Article

_MARKS = '"“”„«»'
_POINT_WORDS = (8, 45)
"""A shorter sentence says little, a longer one is no point."""
_AT_LEAST = 2
"""So many boxes a briefing gets if it can; a further one has to be worth it."""
_WORTH = 4.0
"""A named speaker's whole sentence is worth more, a fragment or words of somebody unknown less."""
_HEARD_COST = 1.5
_SIDE_COST = 0.5
_ALIKE = 0.5
"""Two sentences that share half of their content words tell the same thing."""


@dataclass(frozen=True, slots=True)
class Point:
    """A sentence that was chosen, with the article it stands in."""

    article: Article
    sentence: Sentence


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
        bool(point.sentence.terms)  # without any it is no sentence: a caption, a row of names
        and shortest <= len(text.split()) <= longest
        and text[0] not in _MARKS
        and text[0].isupper()
        and text.endswith((".", "!", "?", ".”", '."'))
        and _is_balanced(text)
        and _quoted_share(text) < 0.3
        and opening not in words("timeline/leaning_openers")
    )


def _is_balanced(text: str) -> bool:
    """Whether no quotation begins before the sentence or goes on after it."""
    return text.count("“") == text.count("”") and text.count('"') % 2 == 0


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


def key_quotes(analyses: Sequence[Analysis], limit: int, per_speaker: int = 2) -> tuple[Utterance, ...]:
    """At most `limit` utterances that deserve a box, in order of sources and text.

    Criteria, the weightiest first: words of the article name the speaker; it is a whole sentence; the speaker
    is somebody in the story; it carries the news (what headline, lead and article speak of) and does not
    repeat the sentence before it; it says something and can be read at once; it stands early.  Then variety:
    no more than `per_speaker` of one speaker, other speakers and other sides first, the same words from two
    sources once.  Words of nobody known only fill up to two boxes.
    """
    said = weigh(analyses)
    place = {weighed.utterance.quotes[0].span: index for index, weighed in enumerate(said)}
    left = [weighed for weighed in said if weighed.merit > 0]
    chosen: list[Weighed] = []
    while left and len(chosen) < limit:
        best = max(left, key=lambda w: (_worth(w, chosen), -place[w.utterance.quotes[0].span]))
        if len(chosen) >= _AT_LEAST and (_worth(best, chosen) < _WORTH or not best.speaker):
            break
        chosen.append(best)
        heard = Counter(weighed.speaker for weighed in chosen)
        left = [w for w in left if not (w is best or w.is_like(best) or heard[w.speaker] >= per_speaker)]
    return tuple(w.utterance for w in sorted(chosen, key=lambda w: place[w.utterance.quotes[0].span]))


def _worth(weighed: Weighed, chosen: Sequence[Weighed]) -> float:
    """The merit, less what variety asks for."""
    heard = sum(weighed.speaker == other.speaker for other in chosen)
    sided = any(weighed.side & other.side for other in chosen if other.speaker != weighed.speaker)
    return weighed.merit - _HEARD_COST * heard - _SIDE_COST * sided


# --- names -----------------------------------------------------------------------------------------------


def names(analyses: Iterable[Analysis], kind: EntityKind, limit: int = 8) -> tuple[str, ...]:
    """At most `limit` names of a kind, those with most mentions over all sources first, then by alphabet."""
    mentions: Counter[str] = Counter()
    for analysis in analyses:
        for entity in analysis.annotations.entities:
            if entity.kind is kind:
                mentions[entity.name] += len(entity.mentions)
    return tuple(sorted(mentions, key=lambda name: (-mentions[name], name))[:limit])
