"""How much each line of a merged timeline matters: how much is told of its day, and how much of that is in the line.

A day matters as far as articles tell of it: each article counts with the sentence of it that is nearest to what the
whole collection is about, more where the sentence states the day, and more the longer after the day it is written
(what is still told months later mattered).  A month or a year counts less than a day.

Of the lines of a day that comes first which is most like all that is told of the day and of the topic; each further
one has a smaller part of the day's weight, the smaller the more it repeats those before it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import log, log10, sqrt

from dateline.model import edtf
from dateline.timeline.mention import Telling

_UNSURE = 0.5
"""What a sentence without a day of its own counts for its day, against one that states it."""

_YEAR = 365
"""Days after which a day that is told of gains no more: from then on it is background."""

_TOPIC = 0.4
"""Share of the whole topic in what a line is held against; the rest is its day's."""

_AGREED = 0.2
"""How much more a line counts whose event several sources tell (times the log of their number)."""

_SHORT = 8
"""Terms below which a line tells too little to stand for a day."""

_REPEATED = 0.6
"""How much a line loses that says the same as one before it."""

_READ = 40
"""Lines of a day that are held against each other; the others follow in their order."""

Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line's place in the timeline, with the vectors of its tellings (the first is its text)."""

    place: int
    tellings: tuple[tuple[Telling, Vector], ...]

    @property
    def vector(self) -> Vector:
        """What the line's text says."""
        return self.tellings[0][1]


def saliences_of(lines: Sequence[tuple[str, Sequence[Telling]]]) -> list[float]:
    """The salience of each line, given by its date and who tells it (the telling that is its text first)."""
    weights = _rarity([telling for _, tellings in lines for telling in tellings])
    days: dict[tuple[date, date], list[_Line]] = defaultdict(list)
    for place, (value, tellings) in enumerate(lines):
        vectors = tuple((telling, _vector_of(telling, weights)) for telling in tellings)
        bounds = edtf.parse(value)
        days[bounds.earliest, bounds.latest].append(_Line(place, vectors))
    topic = _centre_of(told for day in days.values() for line in day for told in line.tellings)
    saliences = [0.0] * len(lines)
    for day, told in days.items():
        whole = _weight_of_day(day, told, topic)
        for rank, line in enumerate(_ranked(told, topic), 1):
            saliences[line.place] = round(whole / rank, 4)
    return saliences


# --- vectors ------------------------------------------------------------------------------------------------


def _rarity(tellings: Sequence[Telling]) -> Vector:
    """The weight of each term: log of N / df over the tellings."""
    counts = Counter(term for telling in tellings for term in telling.terms.all)
    return {term: log(1 + len(tellings) / count) for term, count in counts.items()}


def _vector_of(telling: Telling, weights: Vector) -> Vector:
    return _normal({term: weights[term] for term in sorted(telling.terms.all)})


def _normal(vector: Vector) -> Vector:
    """The vector at length 1."""
    length = sqrt(sum(value * value for value in vector.values()))
    return {term: value / length for term, value in vector.items()} if length else vector


def _product(first: Vector, second: Vector) -> float:
    return sum(value * second.get(term, 0.0) for term, value in first.items())


def _sum(vectors: Iterable[Vector]) -> Vector:
    total: dict[str, float] = defaultdict(float)
    for vector in vectors:
        for term, value in vector.items():
            total[term] += value
    return total


def _centre_of(told: Iterable[tuple[Telling, Vector]]) -> Vector:
    """What all that is told has in common, one vote for each source, however long."""
    by_source: dict[str, list[Vector]] = defaultdict(list)
    for telling, vector in told:
        by_source[telling.source].append(vector)
    return _normal(_sum(_normal(_sum(vectors)) for vectors in by_source.values()))


# --- days and their lines -----------------------------------------------------------------------------------


def _weight_of_day(day: tuple[date, date], lines: Sequence[_Line], topic: Vector) -> float:
    best: dict[str, float] = defaultdict(float)
    later: dict[str, int] = {}
    for line in lines:
        for telling, vector in line.tellings:
            near = _product(vector, topic) * (1.0 if telling.is_sure else _UNSURE)
            best[telling.source] = max(best[telling.source], near)
            later[telling.source] = _days_from(day, telling.published)
    whole = sum(near * (1 + log(1 + min(later[source], _YEAR))) for source, near in sorted(best.items()))
    return whole / (1 + log10(1 + (day[1] - day[0]).days))


def _days_from(day: tuple[date, date], published: str | None) -> int:
    """How many days lie between a day (or month, or year) and a day of publication: 0 where that is not known."""
    if published is None:
        return 0
    written = date.fromisoformat(published)
    return max((day[0] - written).days, (written - day[1]).days, 0)


def _ranked(lines: Sequence[_Line], topic: Vector) -> list[_Line]:
    """The lines of a day, the one that stands best for it first, then what adds most."""
    centre = _centre_of(told for line in lines for told in line.tellings)
    aim = _normal(_sum(((_scaled(centre, 1 - _TOPIC)), _scaled(topic, _TOPIC))))
    worth = {line.place: _worth(line, aim) for line in lines}
    left = sorted(lines, key=lambda line: (-worth[line.place], line.place))
    first, rest = left[:_READ], left[_READ:]
    return [*_varied(first, worth), *rest]


def _scaled(vector: Vector, factor: float) -> Vector:
    return {term: value * factor for term, value in vector.items()}


def _worth(line: _Line, aim: Vector) -> float:
    sources = len({telling.source for telling, _ in line.tellings})
    fullness = sqrt(min(1.0, len(line.vector) / _SHORT))
    return _product(line.vector, aim) * fullness * (1 + _AGREED * log(sources))


def _varied(lines: Sequence[_Line], worth: Mapping[int, float]) -> list[_Line]:
    """The lines by worth, each less what it repeats of those before it (maximal marginal relevance)."""
    left = list(lines)
    repeated = dict.fromkeys((line.place for line in left), 0.0)
    chosen: list[_Line] = []
    while left:
        best = max(
            left, key=lambda line: (worth[line.place] * (1 - _REPEATED * repeated[line.place]), -line.place)
        )
        left.remove(best)
        chosen.append(best)
        for line in left:
            repeated[line.place] = max(repeated[line.place], _product(line.vector, best.vector))
    return chosen
