"""What deserves a reader's first minute: key points, key quotes, the names that a briefing is about.

All are chosen, none written; every choice is a weighing of stated criteria (`lang/LANGUAGE/compose/weights.toml`),
and ties go to the earlier place.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from dateline.compose.dek import dek_of
from dateline.compose.introductions import Introductions
from dateline.compose.point_choice import Point, PointCandidate, Weigh, point_candidates
from dateline.compose.point_wording import worded
from dateline.compose.quote_choice import QuoteCandidate, Utterance, quote_candidates
from dateline.lang.lexicon import weights
from dateline.lang.name_identity import full_names
from dateline.model.annotations import Analysis, EntityKind
from dateline.timeline.terms import terms_of

_POINT = weights("compose/weights", section="point")
_QUOTE = weights("compose/weights", section="quote_limits")


def lead_point(analyses: Sequence[Analysis], weigh: Weigh = point_candidates) -> Point | None:
    """The sentence that says best what happened, of the newest source that has one; None where none is sure enough.

    Where two are as sure, the earlier one: news puts the news first.
    """
    for analysis in reversed(analyses):
        early = tuple(islice(weigh([analysis]), int(_POINT["early"])))
        if not any(sentence.traits for sentence in analysis.annotations.sentences):
            # a language without a model: the first sentence that its marks don't rule out, however short
            best = next((candidate for candidate in early if candidate.rule in ("", "short")), None)
            if best:
                return best.point
            continue
        known = Introductions.of([analysis], analysis.article.title)
        sure = (candidate for candidate in early if candidate.lead >= _POINT["sure_lead"])
        for candidate in sorted(sure, key=lambda candidate: -candidate.lead):
            # in an article without a day nothing tells which Friday it was; its news is its lead all the same
            point = worded(candidate.point, [analysis], known, is_dated=False)
            if point:
                return point
    return None


# --- key points ------------------------------------------------------------------------------------------


def key_points(
    analyses: Sequence[Analysis],
    lead: Point | None,
    quotes: Sequence[Utterance],
    limit: int,
    weigh: Weigh = point_candidates,
) -> tuple[Point, ...]:
    """At most `limit` sentences that a reader of the briefing must know, in order of sources and text; often fewer.

    The worthiest first, each less what it shares with those taken and where it stands beside one of them, so that
    they cover the story (maximal marginal relevance).  Left out: what is not sure enough, what repeats the lead or a
    quote, and what names somebody or a time that nothing explains.
    """
    boxed = [quote.span for utterance in quotes for quote in utterance.quotes]
    known = Introductions.of(analyses, analyses[-1].article.title, lead.text if lead else "")
    texts = (dek_of(analyses[-1].article), lead and lead.text, *(utterance.text for utterance in quotes))
    told = [terms_of(text).all for text in texts if text]
    left = [
        replace(candidate, point=point)
        for candidate in weigh(analyses)
        if candidate.worth >= _POINT["sure" if lead else "sure_alone"]
        and not any(candidate.point.sentence.span.overlaps(span) for span in boxed)
        and (point := worded(candidate.point, analyses, known))
    ]
    chosen: list[PointCandidate] = []
    while len(chosen) < limit:
        left = [
            candidate for candidate in left if not any(_is_like(candidate.terms, terms) for terms in told)
        ]
        best = max(left, key=lambda candidate: _gain(candidate, chosen), default=None)
        if best is None or _gain(best, chosen) < _POINT["gain"]:
            break
        chosen.append(best)
        told.append(best.terms)
    order = {a.article.source: number for number, a in enumerate(analyses)}
    points = (candidate.point for candidate in chosen)
    ordered = sorted(points, key=lambda point: (order[point.article.source], point.sentence.span))
    return tuple(_introduced_once(ordered, analyses, known))


def _introduced_once(
    points: Sequence[Point], analyses: Sequence[Analysis], known: Introductions
) -> Iterator[Point]:
    """The points in order, each with the introductions that those before it leave to it."""
    for point in points:
        shown = worded(point, analyses, known) or point
        known = known.after(shown.text)
        yield shown


def _gain(candidate: PointCandidate, chosen: Sequence[PointCandidate]) -> float:
    """What a point adds to those chosen: less where it shares their terms or stands in one of their paragraphs."""
    shared = max((_shared(candidate.terms, other.terms) for other in chosen), default=0.0)
    is_beside = any(candidate.point.is_beside(other.point) for other in chosen)
    return candidate.worth - _POINT["repeated"] * shared - _POINT["beside"] * is_beside


def _is_like(one: frozenset[str], other: frozenset[str]) -> bool:
    return _shared(one, other) >= _POINT["alike"]


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the shorter one's terms that the other has."""
    return len(one & other) / (min(len(one), len(other)) or 1)


# --- key quotes ------------------------------------------------------------------------------------------


def key_quotes(analyses: Sequence[Analysis], limit: int, per_speaker: int = 2) -> tuple[Utterance, ...]:
    """At most `limit` utterances that deserve a box, in order of sources and text; none where none does.

    A box holds a whole utterance of a person whom the article introduces, which can be read alone, and is sure enough
    to be telling: it stands early and speaks of what the headline does.  Then variety: no more than `per_speaker` of
    one speaker, other speakers and other sides first, the same words from two sources once.
    """
    left = list(quote_candidates(analyses))
    place = {candidate.utterance.quotes[0].span: index for index, candidate in enumerate(left)}

    def place_of(candidate: QuoteCandidate) -> int:
        return place[candidate.utterance.quotes[0].span]

    chosen: list[QuoteCandidate] = []
    while left and len(chosen) < limit:
        best = max(left, key=lambda candidate: (_worth(candidate, chosen), -place_of(candidate)))
        if _worth(best, chosen) < _QUOTE["sure"]:
            break
        chosen.append(best)
        heard = Counter(candidate.speaker for candidate in chosen)
        left = [c for c in left if not (c is best or c.is_like(best) or heard[c.speaker] >= per_speaker)]
    return tuple(candidate.utterance for candidate in sorted(chosen, key=place_of))


def _worth(candidate: QuoteCandidate, chosen: Sequence[QuoteCandidate]) -> float:
    """How sure it is, less what variety asks for."""
    heard = sum(candidate.speaker == other.speaker for other in chosen)
    sided = any(candidate.side & other.side for other in chosen if other.speaker != candidate.speaker)
    return candidate.sure + _QUOTE["heard"] * heard + _QUOTE["same_side"] * sided


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
