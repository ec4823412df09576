"""The timeline of a briefing: which events of its sources deserve a line, duplicates merged, in order of time.

A line stands for one event: the telling that reads best, the finest date that the tellings agree on, and the
sentences that it rests on.  Nothing depends on the order in which the analyses are given.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log

from dateline import edtf
from dateline.model import Analysis, DateBasis, Event, Span, Status

FEWEST = 4
"""Lines below which weak events are taken as well."""

WORTHY = 0.38
"""The weight from which an event deserves its line (best F1 on the salient sentences of TimeSET)."""

_FLOOR = 0.08
"""The weight below which nothing is taken, however short the timeline."""

_ALIKE = 0.57
"""Share of the shorter line's terms, by weight, that two tellings of one event on one day have in common."""

_FEW = 3
"""Events of a month or year that is thinly told."""

_COMMON = 64
"""Lines that may share a term before it says nothing about which event they tell."""


@dataclass(frozen=True, slots=True)
class Line:
    """One event of the timeline."""

    date: str
    """EDTF."""
    status: Status
    basis: DateBasis
    text: str
    spans: tuple[Span, ...]
    """The sentences it rests on, the best first."""
    triggers: tuple[Span, ...] = ()
    """The word that tells the event in each of these sentences."""
    anchor: Span | None = None
    """The time expression that the date rests on."""
    weight: float = 0.0
    terms: tuple[str, ...] = ()
    was_planned: bool = False
    """Whether one telling announced what another reports."""


def build(analyses: Sequence[Analysis], limit: int = 14) -> tuple[Line, ...]:
    """The lines of one timeline, at most `limit`, ordered by date, then text."""
    candidates = sorted(
        (event for analysis in analyses for event in _candidates_of(analysis.annotations.events)), key=_rank
    )
    lines = [_line_of(group) for group in _merged(candidates, _words_of(analyses, candidates))]
    return tuple(
        sorted(_chosen(lines, limit), key=lambda line: (edtf.sort_key(line.date), line.text, line.spans))
    )


def _rank(event: Event) -> tuple[object, ...]:
    """The heavier first; what is equal in order of date and words, then place."""
    return (-event.weight, event.date or "", event.text, event.span)


# --- candidates ---------------------------------------------------------------------------------------------


def _candidates_of(events: Iterable[Event]) -> Iterator[Event]:
    """The best event of each sentence, and others of it that another date of their own sets apart."""
    by_sentence: dict[Span, list[Event]] = defaultdict(list)
    for event in events:
        if event.date is not None and event.weight >= _FLOOR and event.text and edtf.is_valid(event.date):
            by_sentence[event.sentence].append(event)
    for group in by_sentence.values():
        yield from _best_of_sentence(sorted(group, key=_rank))


def _best_of_sentence(group: Sequence[Event]) -> Iterator[Event]:
    chosen: list[Event] = []
    for event in group:
        if all(_tells_another(event, other) for other in chosen):
            chosen.append(event)
            yield event


def _tells_another(event: Event, other: Event) -> bool:
    """Whether a second event of a sentence is one of its own: by a date of its own, and in other words."""
    if event.basis not in (DateBasis.STATED, DateBasis.RELATIVE) or not _apart(
        event.date or "", other.date or ""
    ):
        return False
    a, b = set(event.terms), set(other.terms)
    return 2 * len(a & b) <= min(len(a), len(b))


def _apart(first: str, second: str) -> bool:
    """Whether two dates cannot be the same day."""
    a, b = edtf.parse(first), edtf.parse(second)
    return a.latest < b.earliest or b.latest < a.earliest


# --- merging ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Words:
    """What the words of a story say about whether two lines tell one event."""

    weights: Mapping[str, float]
    """The rarer a term in the story, the more it tells (log of N / df over sentences); a name tells half."""
    names: frozenset[str]
    """Words of the names of people, organisations and places, lower case."""
    crowds: Mapping[str, int]
    """How many events there are of each month and year."""


def _words_of(analyses: Sequence[Analysis], candidates: Sequence[Event]) -> _Words:
    counts = Counter(
        term
        for analysis in analyses
        for sentence in analysis.annotations.sentences
        for term in sentence.terms
    )
    names = frozenset(
        word
        for analysis in analyses
        for entity in analysis.annotations.entities
        for word in entity.name.lower().split()
    )
    sentences = sum(len(analysis.annotations.sentences) for analysis in analyses)
    weights = {
        term: log(1 + max(sentences, 1) / max(counts[term], 1)) * (0.5 if term in names else 1.0)
        for event in candidates
        for term in event.terms
    }
    crowds = Counter(part for event in candidates for part in _periods_of(event.date or ""))
    return _Words(weights, names, crowds)


def _periods_of(date: str) -> tuple[str, ...]:
    """The year and month that a date lies in."""
    day = edtf.parse(date).earliest
    return (f"{day.year:04}", f"{day.year:04}-{day.month:02}")


def _merged(candidates: Sequence[Event], words: _Words) -> list[list[Event]]:
    """Groups of events that tell the same; `candidates` are ranked, so each group's first is its best."""
    groups: list[list[Event]] = []
    holders: dict[str, list[int]] = defaultdict(list)
    for event in candidates:
        match = _match(event, groups, holders, words)
        if match is None:
            match = len(groups)
            groups.append([])
        groups[match].append(event)
        for term in event.terms:
            if match not in holders[term][-1:]:
                holders[term].append(match)
    return groups


def _match(
    event: Event, groups: Sequence[Sequence[Event]], holders: Mapping[str, Sequence[int]], words: _Words
) -> int | None:
    """The group with most in common among those that tell the same event."""
    counts: dict[int, int] = defaultdict(int)
    for term in event.terms:
        for number in dict.fromkeys(holders.get(term, ())[:_COMMON]):
            counts[number] += 1
    found = [
        number for number, count in counts.items() if count > 1 and _is_same(event, groups[number][0], words)
    ]
    return min(found, key=lambda number: (-counts[number], number)) if found else None


def _is_same(first: Event, second: Event, words: _Words) -> bool:
    """Whether two events are two tellings of one: days that agree, and enough words in common."""
    if first.sentence == second.sentence or _apart(first.date or "", second.date or ""):
        return False
    if Status.DENIED in (first.status, second.status) and first.status is not second.status:
        return False
    a, b = set(first.terms), set(second.terms)
    if _refines(first, second, words):
        return True
    if a & b <= words.names:
        return False
    shared, one, other = (sum(words.weights[term] for term in sorted(terms)) for terms in (a & b, a, b))
    return shared >= _ALIKE * min(one, other)


def _refines(first: Event, second: Event, words: _Words) -> bool:
    """Whether one gives the day of what the other puts in a month or year that holds next to nothing else.

    “Their last summit, in April 2019” is the one of the picture “taken on April 25, 2019” of the same two people.
    """
    fine, coarse = sorted((first.date or "", second.date or ""), key=lambda date: (-len(date), date))
    is_finer = edtf.parse(fine).precision == "day" and edtf.parse(coarse).precision in ("month", "year")
    if not is_finer or edtf.parse(coarse).approximate or words.crowds.get(coarse, 0) > _FEW:
        return False
    return len(set(first.terms) & set(second.terms)) >= 2


def _line_of(group: Sequence[Event]) -> Line:
    """One line for a group: what happened is told rather than what was planned, at the finest date."""
    happened = [event for event in group if event.status is Status.HAPPENED]
    told = min(happened or group, key=lambda event: (_points_back(event.text), _rank(event)))
    dated = min(group, key=lambda event: (_vagueness(event), _rank(event)))
    triggers: dict[Span, Span] = {}
    for event in (told, *group):
        triggers.setdefault(event.sentence, event.span)
    return Line(
        date=dated.date or "",
        status=told.status,
        basis=dated.basis,
        text=told.text,
        spans=tuple(triggers),
        triggers=tuple(triggers.values()),
        anchor=dated.anchor,
        weight=_weight_of(group),
        terms=told.terms,
        was_planned=bool(happened) and any(event.status is Status.PLANNED for event in group),
    )


def _weight_of(group: Sequence[Event]) -> float:
    """The weight of a line: that of its best telling, raised by half of what each other sentence adds."""
    best, *others = sorted((event.weight for event in group), reverse=True)
    left = 1 - best
    for weight in others:
        left *= 1 - weight / 2
    return round(1 - left, 4)


_BACK = frozenset({"both", "he", "it", "she", "that", "these", "they", "this", "those"})


def _points_back(text: str) -> bool:
    """Whether a line begins with a word that only the line before it explains."""
    return text.partition(" ")[0].lower() in _BACK


_BASES = (DateBasis.STATED, DateBasis.RELATIVE, DateBasis.INHERITED, DateBasis.PUBLICATION)


def _vagueness(event: Event) -> tuple[int, bool, int]:
    parsed = edtf.parse(event.date or "")
    return (parsed.latest - parsed.earliest).days, parsed.approximate, _BASES.index(event.basis)


# --- choosing -----------------------------------------------------------------------------------------------


def _chosen(lines: Sequence[Line], limit: int) -> list[Line]:
    """The heaviest lines: all that deserve it, at least `FEWEST` where there are, at most `limit`."""
    ranked = sorted(lines, key=lambda line: (-line.weight, edtf.sort_key(line.date), line.text, line.spans))
    worthy = sum(line.weight >= WORTHY for line in ranked)
    return ranked[: max(0, min(limit, max(worthy, FEWEST)))]
