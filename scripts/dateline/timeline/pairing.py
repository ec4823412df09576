"""Which tellings are of one event: asked of two sources alone, so that a third one changes no answer.

A telling of one source pairs with the telling of the other that is most like it, if that holds both ways and the two
have enough in common.  A term that a source uses in everything it tells says little about which event it tells.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from math import log

from dateline.model import edtf
from dateline.model.annotations import Status
from dateline.timeline.figures import contradicts, figures_of
from dateline.timeline.mention import Telling, are_apart

_ALIKE = 0.45
"""How like each other two tellings of one day are when they tell one event (share of their terms, by weight)."""

_ALIKE_APART = 0.5
"""The same where the dates differ."""

_STRICT = 0.66
"""The same where neither date is the source's own word, and within one source (of the shorter one's terms)."""

_REPEATED = 0.57
"""The same within one source where what one tells is a word of the other, too."""

_ACT = 0.1
"""How much less is asked of tellings whose event is told by the same word."""

_NEARLY = 0.15
"""How much better a source's best telling may fit another telling than the one that has no better."""

_LONGER = 0.35
"""How far the longer of two tellings counts in what they could share (0: the shorter alone; 0.5: both alike)."""

_WORDS = 2
"""Terms, not names, that two tellings of one day have in common at least; one more where the days differ."""

_NAME = 0.6
"""What a name weighs against another term: two events of one person share the name."""

_GAP = 8
"""Days between which sources may differ on the day of one event: one names the Monday, one the Sunday before."""

_YEAR = 366
"""The same for months and years."""

_LATE = 2
"""Days by which a report without a day of its own may follow what it reports."""

_FEW = 3
"""Tellings of a month or year that a source tells next to nothing of."""

_CROWD = 256
"""Tellings of some days that may share a term before it leads to no more comparisons.

This keeps the work linear in the number of tellings.  In a crowd beyond it, two tellings whose every shared term is
so common are no longer compared: the one way in which further sources can part what was one line.
"""

AHEAD = (Status.PLANNED, Status.POSSIBLE)
"""What an event that has not come about yet is told as."""


@dataclass(frozen=True, slots=True)
class _Usage:
    """How often a source uses each term, over its tellings."""

    counts: Mapping[str, int]
    tellings: int
    periods: Mapping[str, int]
    """How many of them lie in each year and month."""
    names: frozenset[str]
    """The terms that are names in most of them: at the head of a sentence a capital tells nothing."""

    def weight(self, term: str) -> float:
        """What a term says about which event is told: 1 if it stands in one telling, less the more it is used."""
        return log(1 + self.tellings / max(1, self.counts.get(term, 0))) / log(1 + self.tellings)


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A telling's terms with their weights."""

    weights: Mapping[str, float]
    total: float
    usage: _Usage


def pairs_of(tellings: Sequence[Telling]) -> Iterator[tuple[int, int]]:
    """The places of tellings that are of one event, pair by pair."""
    weighed = _weighed(tellings)
    found = [
        (score, i, j)
        for i, j in _candidates(tellings, weighed)
        if (score := _score(tellings[i], tellings[j], weighed[i], weighed[j])) is not None
    ]
    best: dict[tuple[int, str], float] = defaultdict(float)
    on_its_day: set[tuple[int, str]] = set()
    for score, i, j in found:
        is_apart = are_apart(tellings[i].date, tellings[j].date)
        for end in ((i, tellings[j].source), (j, tellings[i].source)):
            best[end] = max(best[end], score)
            if not is_apart:
                on_its_day.add(end)
    for score, i, j in found:
        ends = (i, tellings[j].source), (j, tellings[i].source)
        if not on_its_day.isdisjoint(ends) and are_apart(tellings[i].date, tellings[j].date):
            continue
        least, most = sorted(best[end] for end in ends)
        if score == least and score >= most - _NEARLY:
            yield i, j


def _weighed(tellings: Sequence[Telling]) -> list[_Weighed]:
    by_source: dict[str, list[Telling]] = defaultdict(list)
    for telling in tellings:
        by_source[telling.source].append(telling)
    usages = {source: _usage_of(told) for source, told in by_source.items()}
    return [_weighed_of(telling, usages[telling.source]) for telling in tellings]


def _usage_of(tellings: Sequence[Telling]) -> _Usage:
    counts = Counter(term for telling in tellings for term in telling.terms.all)
    names = Counter(name for telling in tellings for name in telling.terms.names)
    return _Usage(
        counts,
        len(tellings),
        Counter(period for telling in tellings for period in _periods_of(telling.date)),
        frozenset(name for name, count in names.items() if 2 * count > counts[name]),
    )


def _periods_of(date: str) -> tuple[str, str]:
    """The year and the month that a date begins in."""
    day = edtf.parse(date).earliest
    return f"{day.year:04}", f"{day.year:04}-{day.month:02}"


def _weighed_of(telling: Telling, usage: _Usage) -> _Weighed:
    weights = {
        term: usage.weight(term) * (_NAME if term in usage.names else 1.0)
        for term in sorted(telling.terms.all)
    }
    return _Weighed(weights, sum(weights.values()), usage)


# --- candidates ---------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Holders:
    """The places of the tellings of one stretch of days that have a term, in order."""

    as_word: list[int] = field(default_factory=list)
    as_name: list[int] = field(default_factory=list)
    """Those whose source holds the term for a name."""

    @property
    def are_crowd(self) -> bool:
        """Whether the term is too common to lead to a comparison."""
        return len(self.as_word) + len(self.as_name) > _CROWD


_Index = Mapping[int | None, Mapping[str, _Holders]]
"""Who has a term, by stretch of days; a term that is too common to lead to a comparison is left out."""


def _candidates(tellings: Sequence[Telling], weighed: Sequence[_Weighed]) -> Iterator[tuple[int, int]]:
    """The pairs worth asking about: days near each other, enough terms in common."""
    index = _index_of(tellings, weighed)
    for i, telling in enumerate(tellings):
        counts = Counter(chain.from_iterable(_sharing(i, telling, weighed[i].usage.names, index)))
        yield from ((i, j) for j in sorted(j for j, count in counts.items() if count >= _WORDS))


def _index_of(tellings: Sequence[Telling], weighed: Sequence[_Weighed]) -> _Index:
    index: dict[int | None, dict[str, _Holders]] = defaultdict(lambda: defaultdict(_Holders))
    for i, telling in enumerate(tellings):
        held, names = index[_stretch_of(telling.date)], weighed[i].usage.names
        for term in telling.terms.all:
            (held[term].as_name if term in names else held[term].as_word).append(i)
    return {
        stretch: {term: holders for term, holders in held.items() if not holders.are_crowd}
        for stretch, held in index.items()
    }


def _sharing(i: int, telling: Telling, names: frozenset[str], index: _Index) -> Iterator[Sequence[int]]:
    """For each term of the telling at `i` the places of the tellings near it that have it too, each pair once.

    Between two days, what is a name to both counts for nothing unless both tell one act (`_shares_enough`).
    """
    stretch = _stretch_of(telling.date)
    for near in _stretches_near(stretch):
        held = index.get(near, {})
        are_days, is_finer = None not in (stretch, near), near is None and stretch is not None
        for term in telling.terms.all & held.keys():
            found = held[term]
            is_shared_name = are_days and term in names and not telling.act
            for places in (found.as_word,) if is_shared_name else (found.as_word, found.as_name):
                if is_finer:
                    yield places
                elif places and places[-1] > i:
                    yield places[bisect_right(places, i) :]


@lru_cache(maxsize=65536)
def _stretch_of(date: str) -> int | None:
    """The number of the eight days that a day lies in; None for a month, a year or a longer interval."""
    parsed = edtf.parse(date)
    is_day = (parsed.latest - parsed.earliest).days <= 1
    return parsed.earliest.toordinal() // _GAP if is_day else None


def _stretches_near(stretch: int | None) -> tuple[int | None, ...]:
    return (None,) if stretch is None else (stretch - 1, stretch, stretch + 1, None)


# --- the answer for two tellings ----------------------------------------------------------------------------


def _score(first: Telling, second: Telling, ours: _Weighed, theirs: _Weighed) -> float | None:
    """How much the two have in common; None where that is too little, or something speaks against it."""
    if first.span == second.span or not _statuses_agree(first, second):
        return None
    if _refines(first, second, ours.usage):
        return 1.0
    shared = first.terms.all & second.terms.all
    words = len(shared - (ours.usage.names & theirs.usage.names))
    if not _shares_enough(first, second, words, int(are_apart(first.date, second.date))):
        return None
    if not _dates_agree(first, second):
        return None
    score = sum(min(ours.weights[term], theirs.weights[term]) for term in sorted(shared))
    if first.source == second.source:
        return _score_within(first, second, score / min(ours.total, theirs.total))
    score = score / _measure(ours.total, theirs.total) + (_ACT if _acts_agree(first, second) else 0.0)
    return score if score >= _needed(first, second) else None


def _score_within(first: Telling, second: Telling, score: float) -> float | None:
    """The score of two tellings of one source, if it says the same twice: less is asked if both tell one act."""
    is_told_twice = not {first.act, second.act}.isdisjoint(first.terms.all & second.terms.all)
    return score if score >= (_REPEATED if is_told_twice else _STRICT) else None


def _refines(first: Telling, second: Telling, usage: _Usage) -> bool:
    """Whether a source gives the day of what it puts elsewhere in a month or year that it tells next to nothing of.

    “Their last summit, in April 2019” is the one of the picture “taken on April 25, 2019” of the same two people.
    """
    if first.source != second.source or first.date == second.date:
        return False
    fine, coarse = sorted((first.date, second.date), key=lambda date: (-len(date), date))
    if are_apart(fine, coarse) or usage.periods.get(coarse, _FEW + 1) > _FEW:
        return False
    return edtf.parse(fine).precision == "day" and edtf.parse(coarse).precision in ("month", "year")


def _needed(first: Telling, second: Telling) -> float:
    """More where the day is nobody's own word."""
    if not (first.is_sure or second.is_sure):
        return _STRICT
    return _ALIKE if first.date[:10] == second.date[:10] else _ALIKE_APART


def _measure(first: float, second: float) -> float:
    """What is held against: more than the shorter line's terms where the other is much longer."""
    shorter, longer = sorted((first, second))
    return float(shorter ** (1 - _LONGER) * longer**_LONGER)


def _shares_enough(first: Telling, second: Telling, words: int, more: int) -> bool:
    """Two words in common, or one and two names where both tell it with that word; `more` on top."""
    if _acts_agree(first, second) and len(first.terms.all & second.terms.all) > _WORDS and words > more:
        return True
    return words >= _WORDS + more


def _acts_agree(first: Telling, second: Telling) -> bool:
    return first.act == second.act and first.act in first.terms.all & second.terms.all


def _dates_agree(first: Telling, second: Telling) -> bool:
    """Whether the dates may be those of one event: they meet, or the sources may differ on it.

    What differs in its figures as well is another event: the cases of Monday and those of Tuesday.
    """
    if first.date == second.date or not are_apart(first.date, second.date):
        return _meet(first, second)
    days = edtf.days_between(first.date, second.date)
    if first.source == second.source or days > _leeway(first, second) or _acts_differ(first, second):
        return False
    if not (first.is_sure and second.is_sure) and not (days <= _LATE and _follows(first, second)):
        return False
    return not any(contradicts(a, b) for a in figures_of(first.text) for b in figures_of(second.text))


def _meet(first: Telling, second: Telling) -> bool:
    """Whether dates that don't exclude each other are near enough: a day of a decade is another matter."""
    if first.date[:10] == second.date[:10]:
        return True
    spans = (edtf.parse(telling.date) for telling in (first, second))
    return not _acts_differ(first, second) and all((s.latest - s.earliest).days <= _YEAR for s in spans)


def _leeway(first: Telling, second: Telling) -> int:
    """How many days two sources may be apart on one event: a week, a year where one gives but a month or year."""
    is_day = _stretch_of(first.date) is not None and _stretch_of(second.date) is not None
    return _GAP - 1 if is_day else _YEAR


def _acts_differ(first: Telling, second: Telling) -> bool:
    return bool(first.act and second.act) and first.act != second.act


def _follows(first: Telling, second: Telling) -> bool:
    """Whether a report that gives no day comes after one whose day is known."""
    earlier, later = sorted((first, second), key=lambda telling: edtf.sort_key(telling.date))
    return earlier.is_sure and not later.is_sure


def _statuses_agree(first: Telling, second: Telling) -> bool:
    """Whether both came about, or one announces what the other, published no earlier, reports."""
    if first.status is second.status or (first.status in AHEAD and second.status in AHEAD):
        return True
    if Status.DENIED in (first.status, second.status):
        return False
    plan, report = (first, second) if first.status in AHEAD else (second, first)
    return (plan.published or "") <= (report.published or "9999")
