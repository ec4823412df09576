"""What deserves a reader's first minute: key points, key quotes, the names that a briefing is about.

All are chosen, none written; every choice is a weighing of stated criteria (`lang/LANGUAGE/compose/weights.toml`),
and ties go to the earlier place.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.briefing.document import plain
from dateline.compose.quote_choice import QuoteCandidate, Utterance, quote_candidates
from dateline.lang.lexicon import weights, words
from dateline.lang.name_identity import full_names
from dateline.model.annotations import Analysis, EntityKind, Sentence
from dateline.model.article import Article

_POINT = weights("compose/weights", section="point")
_QUOTE = weights("compose/weights", section="quote_limits")
_MARKS = '"“”„«»'


@dataclass(frozen=True, slots=True)
class Point:
    """A sentence that was chosen, with the article it stands in."""

    article: Article
    sentence: Sentence


def lead_point(analysis: Analysis) -> Point | None:
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
        filter(_stands_alone, points),
        key=lambda point: (-_centrality(point.sentence, spread), point.sentence.span),
    )
    known = [lead] if lead else []
    chosen: list[Point] = []
    for point in ranked:
        if len(chosen) == limit:
            break
        if not any(_is_like(point.sentence, other.sentence) for other in (*known, *chosen)):
            chosen.append(point)
    place = {point.sentence.span: index for index, point in enumerate(points)}
    return tuple(sorted(chosen, key=lambda point: place[point.sentence.span]))


def _centrality(sentence: Sentence, spread: Counter[str]) -> float:
    if not sentence.terms:
        return 0.0
    shared = sum(math.log(spread[term]) for term in sentence.terms)
    return shared / math.sqrt(len(sentence.terms)) / (1 + _POINT["late"] * sentence.paragraph)


def _stands_alone(point: Point) -> bool:
    text = plain(point.article.slice(point.sentence.span))
    opening = text.split(maxsplit=1)[0].strip(_MARKS + ",").lower() if text else ""
    return (
        bool(point.sentence.terms)  # without any it is no sentence: a caption, a row of names
        and _POINT["shortest"] <= len(text.split()) <= _POINT["longest"]
        and text[0] not in _MARKS
        and text[0].isupper()
        and text.endswith((".", "!", "?", ".”", '."'))
        # no quotation begins before the sentence or goes on after it
        and text.count("“") == text.count("”")
        and text.count('"') % 2 == 0
        and _quoted_share(text) < _POINT["quoted"]
        and opening not in words("timeline/leaning_openers")
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


def _is_like(one: Sentence, other: Sentence) -> bool:
    a, b = set(one.terms), set(other.terms)
    return bool(a and b) and len(a & b) >= _POINT["alike"] * min(len(a), len(b))


# --- key quotes ------------------------------------------------------------------------------------------


def key_quotes(analyses: Sequence[Analysis], limit: int, per_speaker: int = 2) -> tuple[Utterance, ...]:
    """At most `limit` utterances that deserve a box, in order of sources and text.

    Criteria, the weightiest first: words of the article name the speaker; it is a whole sentence; the speaker
    is somebody in the story; it carries the news (what headline, lead and article speak of) and does not
    repeat the sentence before it; it says something and can be read at once; it stands early.  Then variety:
    no more than `per_speaker` of one speaker, other speakers and other sides first, the same words from two
    sources once.  Words of nobody known only fill up to two boxes.
    """
    found = quote_candidates(analyses)
    place = {candidate.utterance.quotes[0].span: index for index, candidate in enumerate(found)}

    def place_of(candidate: QuoteCandidate) -> int:
        return place[candidate.utterance.quotes[0].span]

    left = [candidate for candidate in found if candidate.merit > 0]
    chosen: list[QuoteCandidate] = []
    while left and len(chosen) < limit:
        best = max(left, key=lambda candidate: (_worth(candidate, chosen), -place_of(candidate)))
        is_weak = _worth(best, chosen) < _QUOTE["worth"] or not best.speaker
        if len(chosen) >= _QUOTE["at_least"] and is_weak:
            break
        chosen.append(best)
        heard = Counter(candidate.speaker for candidate in chosen)
        left = [c for c in left if not (c is best or c.is_like(best) or heard[c.speaker] >= per_speaker)]
    return tuple(candidate.utterance for candidate in sorted(chosen, key=place_of))


def _worth(candidate: QuoteCandidate, chosen: Sequence[QuoteCandidate]) -> float:
    """The merit, less what variety asks for."""
    heard = sum(candidate.speaker == other.speaker for other in chosen)
    sided = any(candidate.side & other.side for other in chosen if other.speaker != candidate.speaker)
    return candidate.merit + _QUOTE["heard"] * heard + _QUOTE["same_side"] * sided


# --- names -----------------------------------------------------------------------------------------------


def names_by_mentions(analyses: Iterable[Analysis], kind: EntityKind, limit: int = 8) -> tuple[str, ...]:
    """At most `limit` names of a kind, those with most mentions over all sources first, then by alphabet.

    Whom one source calls by the family name alone is the one whom another names in full.
    """
    mentions: Counter[str] = Counter()
    for analysis in analyses:
        for entity in analysis.annotations.entities:
            if entity.kind is kind and entity.is_told:
                mentions[entity.name] += len(entity.mentions)
    full = full_names(mentions) if kind is EntityKind.PERSON else {}
    for name, whole in full.items():
        mentions[whole] += mentions.pop(name)
    return tuple(sorted(mentions, key=lambda name: (-mentions[name], name))[:limit])
