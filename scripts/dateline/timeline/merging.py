"""Several sources, one timeline: tellings of one event become one line that cites them all.

Whether two tellings are of one event is asked of the two alone and of nothing else, and a line is all that hangs
together by such answers.  So the order of the sources plays no part, and another source adds to lines, or joins two,
but never changes a line that it says nothing about.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, groupby
from math import prod, sqrt
from typing import TypeVar

from dateline.model import edtf
from dateline.model.annotations import DateBasis, Status
from dateline.model.article import Span
from dateline.timeline.disagreements import conflicts_of
from dateline.timeline.mention import Conflict, Telling
from dateline.timeline.pairing import AHEAD, pairs_of
from dateline.timeline.salience import saliences_of

_UNSURE = 0.7
"""How much less a telling is worth as the line's text whose date is not the source's own word."""

_LIGHTEST = 0.5
"""What the lightest event of an analysis is worth as the line's text, against half as much again for the heaviest."""


@dataclass(frozen=True, slots=True)
class TopicLine:
    """One event of a merged timeline."""

    date: str
    """EDTF: the finest day that a source states."""
    status: Status
    basis: DateBasis
    text: str
    tellings: tuple[Telling, ...]
    """Who tells it, the best first."""
    planned: tuple[str, ...] = ()
    """The days for which it was announced, where it is told as happened too (EDTF)."""
    conflicts: tuple[Conflict, ...] = ()
    salience: float = 0.0

    @property
    def spans(self) -> tuple[Span, ...]:
        """The sentences that it rests on, the best first."""
        return tuple(dict.fromkeys(span for telling in self.tellings for span in telling.spans))

    @property
    def dated(self) -> Telling:
        """The telling that the date rests on."""
        return next(
            telling for telling in self.tellings if (telling.date, telling.basis) == (self.date, self.basis)
        )

    @property
    def hour(self) -> str:
        """The hour at which it happened ("14:00"), as the first telling has it that tells one; "" where none does."""
        return next((telling.hour for telling in self.tellings if telling.hour), "")

    @property
    def weight(self) -> float:
        """How much the event deserves a line: that of its best telling, raised by half of what each other one adds."""
        best, *others = sorted((telling.weight for telling in self.tellings), reverse=True)
        return round(1 - (1 - best) * prod(1 - weight / 2 for weight in others), 4)


def merge(tellings: Iterable[Telling]) -> tuple[TopicLine, ...]:
    """The lines of the merged timeline, in the order of `in_order`."""
    known = sorted(set(tellings), key=_order)
    groups = _groups(known, range(len(known)), pairs_of(known))
    lines = in_order(_line_of([known[i] for i in group]) for group in groups)
    saliences = saliences_of([(line.date, line.tellings) for line in lines])
    return tuple(replace(line, salience=value) for line, value in zip(lines, saliences, strict=True))


Part = TypeVar("Part")


def merge_parts(parts: Mapping[Part, Iterable[Telling]]) -> dict[Part, tuple[TopicLine, ...]]:
    """The merged timeline of each part, as `merge` makes it but for the salience, which is left at 0.

    Parts may share tellings: which two of them are of one event is asked once for all parts, and a part that holds
    all that its sources tell gets the lines that `merge` would give it.
    """
    members = {part: set(tellings) for part, tellings in parts.items()}
    known = sorted(set().union(*members.values()), key=_order)
    linked: dict[int, list[int]] = defaultdict(list)
    for i, j in pairs_of(known):
        linked[i].append(j)
    places = {telling: i for i, telling in enumerate(known)}

    @cache  # most lines are the same in every part that has them
    def line_of(group: tuple[int, ...]) -> TopicLine:
        return _line_of([known[i] for i in group])

    def lines_of(told: Iterable[Telling]) -> tuple[TopicLine, ...]:
        chosen = dict.fromkeys(sorted(map(places.__getitem__, told)))
        pairs = ((i, j) for i in chosen for j in linked.get(i, ()) if j in chosen)
        return in_order(map(line_of, _groups(known, chosen, pairs)))

    return {part: lines_of(told) for part, told in members.items()}


def most_salient(lines: Sequence[TopicLine], limit: int | None) -> tuple[TopicLine, ...]:
    """The `limit` lines that matter most, in the order in which they were."""
    ranked = sorted(range(len(lines)), key=lambda i: (-lines[i].salience, i))
    return tuple(lines[i] for i in sorted(ranked[:limit]))


def _order(telling: Telling) -> tuple[object, ...]:
    return telling.span, telling.date, telling.text, telling.status, telling.basis, telling.also, telling.act


def in_order(lines: Iterable[TopicLine]) -> tuple[TopicLine, ...]:
    """Lines by date; those of one date by their hours where these are told, the others as the sources tell them.

    A line that tells no hour keeps its place among its neighbours: the hours are put in order around it.
    """
    result: list[TopicLine] = []
    for _, same in groupby(sorted(lines, key=_place), key=lambda line: edtf.sort_key(line.date)):
        day = list(same)
        places = [place for place, line in enumerate(day) if line.hour]
        timed = sorted((day[place] for place in places), key=lambda line: line.hour)
        for place, line in zip(places, timed, strict=True):
            day[place] = line
        result += day
    return tuple(result)


def _place(line: TopicLine) -> tuple[object, ...]:
    """By date, then in order of the sources (by publication) and of their text."""
    first = line.tellings[0]
    return edtf.sort_key(line.date), first.published or "", first.span, line.text


# --- which tellings are of one event ------------------------------------------------------------------------


def _groups(
    known: Sequence[Telling], chosen: Iterable[int], pairs: Iterable[tuple[int, int]]
) -> Iterator[tuple[int, ...]]:
    """The places of the chosen tellings parted by event: all that hangs together, pair by pair (a union-find)."""
    parents = {i: i for i in chosen}

    def root(i: int) -> int:
        while parents[i] != i:
            parents[i] = parents[parents[i]]
            i = parents[i]
        return i

    for i, j in chain(_of_one_sentence(known, parents), pairs):
        parents[root(j)] = root(i)
    groups: dict[int, list[int]] = defaultdict(list)
    for i in parents:
        groups[root(i)].append(i)
    return map(tuple, groups.values())


def _of_one_sentence(known: Sequence[Telling], chosen: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Tellings that rest on one sentence and give one date: a seed's, and those of the briefings that cite it."""
    first: dict[tuple[Span, str], int] = {}
    for i in chosen:
        for span in known[i].spans:
            yield first.setdefault((span, known[i].date), i), i


# --- one line for a group -----------------------------------------------------------------------------------


def _line_of(group: Sequence[Telling]) -> TopicLine:
    """What happened is told rather than what was planned, at the finest date."""
    happened = [telling for telling in group if telling.status is Status.HAPPENED]
    told = happened or group
    best = _ranked(told)
    dated = min(best, key=_vagueness)
    return TopicLine(
        date=dated.date,
        status=best[0].status,
        basis=dated.basis,
        text=best[0].text,
        tellings=tuple(dict.fromkeys((*best, *group))),
        planned=_announced_in(group) if happened else (),
        conflicts=conflicts_of(group),
    )


def _announced_in(group: Sequence[Telling]) -> tuple[str, ...]:
    ahead = {telling.date for telling in group if telling.status in AHEAD}
    said = {day for telling in group for day in telling.planned}
    return tuple(sorted(ahead | said, key=edtf.sort_key))


def _ranked(tellings: Sequence[Telling]) -> list[Telling]:
    """The tellings of one event, those first that say most of what all of them say, in few words.

    One that needs the line before it to be understood comes last.
    """
    counts = Counter(term for telling in tellings for term in telling.terms.all)

    def central(telling: Telling) -> float:
        terms = telling.terms.all
        share = sum(counts[term] for term in terms) / sqrt(max(1, len(terms)))
        worth = share * ((_LIGHTEST + telling.weight) if telling.weight else 1.0)
        return worth if telling.is_sure else worth * _UNSURE

    return sorted(
        tellings, key=lambda telling: (_points_back(telling.text), -central(telling), _order(telling))
    )


_BACK = frozenset({"both", "he", "it", "she", "that", "these", "they", "this", "those"})


def _points_back(text: str) -> bool:
    """Whether a line begins with a word that only the line before it explains."""
    return text.partition(" ")[0].lower() in _BACK


_BASES = (DateBasis.STATED, DateBasis.RELATIVE, DateBasis.INHERITED, DateBasis.PUBLICATION)


def _vagueness(telling: Telling) -> tuple[bool, int, bool, int]:
    """What the source states comes before what is inferred, then the finer date."""
    parsed = edtf.parse(telling.date)
    days = (parsed.latest - parsed.earliest).days
    return not telling.is_sure, days, parsed.approximate, _BASES.index(telling.basis)
