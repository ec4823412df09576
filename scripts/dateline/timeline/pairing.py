"""Event coreference: which mentions are of one event, asked of two sources alone, so that a third changes no answer.

A mention of one source pairs with the mention of the other that is most like it, if that holds both ways and the two
have enough in common.  A term that a source uses in everything it tells says little about which event it tells.
"""

import hashlib
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property, lru_cache
from itertools import chain
from math import exp, log

from dateline.lang import lexicon
from dateline.model import edtf
from dateline.model.annotations import Status
from dateline.model.stores import Store
from dateline.timeline.disagreements import contradicts, figures_of, numbers_of, tell_other_numbers
from dateline.timeline.mention import EventMention, are_apart
from dateline.timeline.terms import act_of, terms_of

_WEIGHTS = lexicon.weights("timeline/weights", section="pairing")

_NEAR = int(_WEIGHTS["days_apart"])
_STRETCH = _NEAR + 1
"""Days of a stretch: what is no more than the allowed days apart lies in one stretch or in the next."""

_SEASON, _DECADE = 92, 3653
"""Days up to which a time is found by its months, and up to which by its years."""

_CROWD = 256
"""Mentions of one stretch, month or year that may share a term before it leads to no more comparisons.

This keeps the work linear in the number of mentions, however many tell of one day.  In a crowd beyond it, two mentions
whose every shared term is so common are no longer compared: the one way in which further sources can part what was one
line.
"""


Scores = tuple[tuple[int, int, float, bool], ...]
"""Pairs between two cells: their places there, how much they have in common, and whether their days are apart."""


@dataclass(frozen=True)
class _Usage:
    """How often a source uses each term, over its mentions."""

    counts: Mapping[str, int]
    dates: Sequence[str]
    """Those of its mentions (EDTF)."""
    names: frozenset[str]
    """The terms that are names in most of them: at the head of a sentence a capital tells nothing."""

    @classmethod
    def of(cls, mentions: Sequence[EventMention]) -> "_Usage":
        counts = Counter(term for mention in mentions for term in mention.terms.all)
        names = Counter(name for mention in mentions for name in mention.terms.names)
        usual = frozenset(name for name, count in names.items() if 2 * count > counts[name])
        return cls(counts, [mention.date for mention in mentions], usual)

    @cached_property
    def periods(self) -> Mapping[str, int]:
        """How many of its mentions lie in each year and month."""
        days = [edtf.parse(date).earliest for date in self.dates]
        return Counter(chain.from_iterable((f"{d.year:04}", f"{d.year:04}-{d.month:02}") for d in days))

    def weight(self, term: str) -> float:
        """What a term says about which event is told: 1 if it stands in one mention, less the more it is used."""
        mentions = len(self.dates)
        rarity = log(1 + mentions / max(1, self.counts.get(term, 0))) / log(1 + mentions)
        return rarity * (_WEIGHTS["name"] if term in self.names else 1.0)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A mention with the weights of its terms."""

    mention: EventMention
    weights: Mapping[str, float]
    total: float
    usage: _Usage
    actors: frozenset[str]
    """The names that stand before the word for its act."""


def coreferent_pairs(
    mentions: Sequence[EventMention], keys: Sequence[str] = (), store: Store[Scores] | None = None
) -> Iterator[tuple[int, int]]:
    """The places of mentions that are of one event, pair by pair.

    `store` keeps what was found, for mentions that have `keys` which tell all that they say and that come in an order
    which that alone decides.
    """
    found = CellPairs(mentions, keys if store is not None else (), store).scored()
    best: dict[tuple[int, str], float] = defaultdict(float)
    on_its_day: set[tuple[int, str]] = set()
    for score, i, j, apart in found:
        for end in ((i, mentions[j].source), (j, mentions[i].source)):
            best[end] = max(best[end], score)
            if not apart:
                on_its_day.add(end)
    for score, i, j, apart in found:
        ends = (i, mentions[j].source), (j, mentions[i].source)
        if apart and not on_its_day.isdisjoint(ends):
            continue
        least, most = sorted(best[end] for end in ends)
        if score == least and score >= most - _WEIGHTS["margin"]:
            yield i, j


def weighed_mentions(mentions: Sequence[EventMention]) -> list[Weighed]:
    """The mentions with the weights of their terms, each by what its own source tells."""
    usages = _usages_of(mentions)
    return [_weighed(mention, usages[mention.source]) for mention in mentions]


def _usages_of(mentions: Sequence[EventMention]) -> dict[str, _Usage]:
    by_source: dict[str, list[EventMention]] = defaultdict(list)
    for mention in mentions:
        by_source[mention.source].append(mention)
    return {source: _Usage.of(theirs) for source, theirs in by_source.items()}


def _weighed(mention: EventMention, usage: _Usage) -> Weighed:
    weights = {term: usage.weight(term) for term in sorted(mention.terms.all)}
    return Weighed(mention, weights, sum(weights.values()), usage, _actors_of(mention) & usage.names)


def _actors_of(mention: EventMention) -> frozenset[str]:
    """What stands before the word for its act."""
    words = mention.text.split()
    places = (
        place for place, word in enumerate(words) if mention.act and act_of(word.strip(",.;:")) == mention.act
    )
    place = next(places, None)
    return terms_of(" ".join(words[:place])).all if place else frozenset()


# --- candidates ---------------------------------------------------------------------------------------------


_Cell = tuple[str, int]
"""A stretch of days, a month or a year, by its number; or all that is longer than a decade."""

_Holders = tuple[list[int], list[int]]
"""The places of the mentions of a cell that have a term, in order; apart those that hold it for a name."""


class CellPairs:
    """The pairs worth asking about, times near each other and enough terms in common, cell by cell.

    What two cells hold tells all pairs between them, so that their scores are kept by the keys of what they hold.
    """

    def __init__(
        self, mentions: Sequence[EventMention], keys: Sequence[str], store: Store[Scores] | None
    ) -> None:
        self._mentions, self._store = mentions, store
        self._usages = _usages_of(mentions)
        self._keys = _keys_with_usage(mentions, keys)
        self._held: dict[_Cell, list[int]] = defaultdict(list)
        self._asking: dict[_Cells, list[int]] = defaultdict(list)
        for i, one in enumerate(mentions):
            cells = _cells_of(one.date)
            self._asking[cells].append(i)
            for cell in cells.held:
                self._held[cell].append(i)
        self._index: dict[_Cell, Mapping[str, _Holders]] = {}
        self._weighed: dict[int, Weighed] = {}

    def scored(self) -> list[tuple[float, int, int, bool]]:
        """The score and the places of each pair that has one, and whether their days are apart."""
        key_of = cache(lambda cell: self._key(self._held[cell]))
        found: dict[tuple[int, int], tuple[float, bool]] = {}
        for cells, asking in self._asking.items():
            own = self._key(asking)
            for cell in cells.asked:
                if held := self._held.get(cell):
                    for at, other, score, apart in self._between(asking, cell, f"{own}{key_of(cell)}"):
                        found[asking[at], held[other]] = score, apart
        return [(score, i, j, apart) for (i, j), (score, apart) in found.items()]

    def _key(self, places: Sequence[int]) -> str:
        return joined_key(self._keys[i] for i in places) if self._keys else ""

    def _between(self, asking: Sequence[int], cell: _Cell, key: str) -> Scores:
        """The scores of those of one time with those of a cell, by their places in these."""
        if self._store is None:
            return self._found(asking, cell)
        scores = self._store.get(key)
        if scores is None:
            scores = self._found(asking, cell)
            self._store.put(key, scores)
        return scores

    def _found(self, asking: Sequence[int], cell: _Cell) -> Scores:
        place_of = {i: place for place, i in enumerate(self._held[cell])}
        found = []
        for at, i, j in self._candidates(asking, cell):
            score = _score(self._weigh(i), self._weigh(j))
            if score is not None:
                apart = are_apart(self._mentions[i].date, self._mentions[j].date)
                found.append((at, place_of[j], score, apart))
        return tuple(found)

    def _candidates(self, asking: Sequence[int], cell: _Cell) -> Iterator[tuple[int, int, int]]:
        """The pairs of those of one time with those of a cell; before each the place of its first among those."""
        mentions = self._mentions
        if cell not in self._index:
            self._index[cell] = _index_of(self._held[cell], mentions, self._usages)
        for at, i in enumerate(asking):
            names = self._usages[mentions[i].source].names
            for j in sorted(_sharing(i, mentions[i], names, self._index[cell], cell)):
                if _are_near(mentions[i].date, mentions[j].date):
                    yield at, i, j

    def _weigh(self, i: int) -> Weighed:
        """A mention with its weights: few are held against others."""
        if i not in self._weighed:
            self._weighed[i] = _weighed(self._mentions[i], self._usages[self._mentions[i].source])
        return self._weighed[i]


def _keys_with_usage(mentions: Sequence[EventMention], keys: Sequence[str]) -> list[str]:
    """The keys of mentions with what else counts for a pair: all that their sources tell."""
    by_source: dict[str, list[str]] = defaultdict(list)
    for mention, key in zip(mentions, keys, strict=bool(keys)):
        by_source[mention.source].append(key)
    usages = {source: joined_key(some) for source, some in by_source.items()}
    return [f"{key} {usages[mention.source]}" for mention, key in zip(mentions, keys, strict=bool(keys))]


def joined_key(keys: Iterable[str]) -> str:
    """The key of several keys in their order."""
    return hashlib.blake2b("\n".join(keys).encode(), digest_size=12).hexdigest()


def _index_of(
    places: Iterable[int], mentions: Sequence[EventMention], usages: Mapping[str, _Usage]
) -> Mapping[str, _Holders]:
    """Who of a cell has a term; one that is too common to lead to a comparison is left out."""
    held: dict[str, _Holders] = defaultdict(lambda: ([], []))
    for i in places:
        names = usages[mentions[i].source].names
        for term in mentions[i].terms.all:
            held[term][term in names].append(i)
    return {term: at for term, at in held.items() if len(at[0]) + len(at[1]) <= _CROWD}


def _sharing(
    i: int,
    one: EventMention,
    names: frozenset[str],
    held: Mapping[str, _Holders],
    cell: _Cell,
) -> Iterator[int]:
    """The places of the mentions of a cell that have enough terms of the mention at `i`, each pair once.

    Between two days, what is a name to both counts for nothing unless both tell one act (`_score`).
    """
    own = _cells_of(one.date).held[0][0]
    are_days, is_finer = cell[0] == own == "days", cell[0] != own
    found: list[Sequence[int]] = []
    for term in one.terms.all & held.keys():
        is_shared_name = are_days and term in names and not one.act
        for places in held[term][:1] if is_shared_name else held[term]:
            if is_finer:
                found.append(places)
            elif places and places[-1] > i:
                found.append(places[bisect_right(places, i) :])
    least = _WEIGHTS["words"]
    return (j for j, count in Counter(chain.from_iterable(found)).items() if count >= least)


@dataclass(frozen=True, slots=True)
class _Cells:
    """Where a time is kept, and where those are kept that may be of one event with it: no finer ones, which ask it."""

    held: tuple[_Cell, ...]
    asked: tuple[_Cell, ...]


@lru_cache(maxsize=65536)
def _cells_of(value: str) -> _Cells:
    """The cells of a date: a longer time is kept in every month or year that it comes near."""
    parsed = edtf.parse(value)
    first, last = parsed.earliest, parsed.latest
    length = (last - first).days
    vast = (("ages", 0),)
    if length > _DECADE:
        return _Cells(vast, vast)
    margin = timedelta(days=_NEAR)
    wide = max(first, date.min + margin) - margin, min(last, date.max - margin) + margin
    years = tuple(("years", year) for year in range(first.year, last.year + 1))
    if length > _SEASON:
        return _Cells(
            tuple(("years", year) for year in range(wide[0].year, wide[1].year + 1)), (*years, *vast)
        )
    months = range(_month_of(first), _month_of(last) + 1)
    coarser = (*(("months", month) for month in months), *years, *vast)
    if length > 1:
        slips = (("months", month + step) for month in months for step in (-12, 12))  # `_is_slip`
        held = (("months", month) for month in range(_month_of(wide[0]), _month_of(wide[1]) + 1))
        return _Cells(tuple(held), (*slips, *coarser))
    stretch = first.toordinal() // _STRETCH
    near = (("days", other) for other in (stretch - 1, stretch, stretch + 1))
    return _Cells((("days", stretch),), (*near, *coarser))


def _month_of(day: date) -> int:
    return 12 * day.year + day.month


def _are_near(first: str, second: str) -> bool:
    """Whether two dates may be those of one event, whatever else is told."""
    return edtf.days_between(first, second) <= _NEAR or _is_slip(first, second)


# --- the answer for two mentions ----------------------------------------------------------------------------


def _score(ours: Weighed, theirs: Weighed) -> float | None:
    """How much the two have in common; None where that is too little, or something speaks against it."""
    first, second = ours.mention, theirs.mention
    if first.span == second.span or not _statuses_agree(first, second):
        return None
    if _refines(first, second, ours.usage):
        return 1.0
    shared = first.terms.all & second.terms.all
    words = len(shared - (ours.usage.names & theirs.usage.names))
    acts_agree = first.act == second.act and first.act in shared
    more = int(are_apart(first.date, second.date))
    # two words in common, or one and two names where both tell it with that word; one more on top for another day
    least = _WEIGHTS["words"]
    if words < least + more and not (acts_agree and len(shared) > least and words > more):
        return None
    if not (_acts_may_agree(first, second) and _names_may_agree(ours, theirs)):
        return None
    if not (_dates_agree(first, second) and _numbers_may_agree(first, second)):
        return None
    score = sum(min(ours.weights[term], theirs.weights[term]) for term in sorted(shared))
    if first.source == second.source:  # a source says the same twice: less is asked if both tell one act
        score /= min(ours.total, theirs.total)
        needed = _WEIGHTS["no_own_date" if {first.act, second.act}.isdisjoint(shared) else "repeated"]
    else:
        # held against more than the shorter line's terms where the other is much longer
        shorter, longer = sorted((ours.total, theirs.total))
        score /= shorter ** (1 - _WEIGHTS["longer"]) * longer ** _WEIGHTS["longer"]
        score += _WEIGHTS["same_act"] if acts_agree else 0.0
        needed = _WEIGHTS[_threshold_for(first, second)]
        if not (
            _is_told_alike(first, second)
            or likelihood_of_one(pair_traits(ours, theirs)) >= _WEIGHTS["likely"]
        ):
            return None
    return score if score >= needed else None


# --- how likely two sources tell of one event ---------------------------------------------------------------

PAIR_TRAITS = ("base", "names", "shared", "lighter", "less_sure", "other_numbers", "numbers_in_one")


def _is_told_alike(first: EventMention, second: EventMention) -> bool:
    """Whether both tell it in nearly the same words, so that nothing else needs to be asked."""
    shared, told = first.terms.all & second.terms.all, first.terms.all | second.terms.all
    return len(shared) >= _WEIGHTS["alike"] * len(told)


def pair_traits(ours: Weighed, theirs: Weighed) -> tuple[float, ...]:
    """The sizes of `PAIR_TRAITS` of two mentions that have enough in common to be compared."""
    first, second = ours.mention, theirs.mention
    shared = first.terms.all & second.terms.all
    edited = _WEIGHTS["edited"]
    return (
        1.0,
        float(min(len(shared & ours.usage.names & theirs.usage.names), _WEIGHTS["most_names"])),
        sum(min(ours.weights[term], theirs.weights[term]) for term in sorted(shared)),
        min(first.weight or edited, second.weight or edited),
        min(first.confidence or edited, second.confidence or edited),
        float(tell_other_numbers(first.text, second.text)),
        float(bool(numbers_of(first.text)) is not bool(numbers_of(second.text))),
    )


def likelihood_of_one(traits: Sequence[float]) -> float:
    """How likely two mentions are of one event, by the sizes of their traits (0 to 1)."""
    weights = lexicon.weights("timeline/weights", section="one_event")
    return 1 / (1 + exp(-sum(weights[name] * size for name, size in zip(PAIR_TRAITS, traits, strict=True))))


# --- what speaks against it ---------------------------------------------------------------------------------


def _acts_may_agree(first: EventMention, second: EventMention) -> bool:
    """Whether both may tell one act: it is the same, or the words of one tell that of the other as well.

    A briefing's line has no act of its own: its words alone are asked.
    """
    if not (first.act and second.act) or first.act == second.act:
        return True
    return first.act in second.terms.all or second.act in first.terms.all


def _names_may_agree(ours: Weighed, theirs: Weighed) -> bool:
    """Whether both may tell of the same: where both name some, they share one, and one of those who act."""
    first, second = ours.mention.terms, theirs.mention.terms
    for names, others in ((first.names, second.names), (ours.actors, theirs.actors)):
        if names and others and names.isdisjoint(second.all) and others.isdisjoint(first.all):
            return False
    return True


def _numbers_may_agree(first: EventMention, second: EventMention) -> bool:
    """Whether the numbers in both may be of one event: where no day is sure, "level 4" and "level 5" are two."""
    if (first.is_sure or second.is_sure) and not are_apart(first.date, second.date):
        return True
    numbers, others = numbers_of(first.text), numbers_of(second.text)
    return not (numbers and others) or not numbers.isdisjoint(others)


def _is_slip(first: str, second: str) -> bool:
    """Whether two months, or two years, differ in one step: in the month, or in the year of one month."""
    precision, other = edtf.parse(first).precision, edtf.parse(second).precision
    is_plain = len(first) == len(second) and len(first) in (len("2031"), len("2031-05"))
    if not is_plain or precision != other or precision not in ("month", "season", "year"):
        return False
    (year, month), (other_year, other_month) = ((int(d[:4]), int(d[5:] or 1)) for d in (first, second))
    return abs(12 * (year - other_year) + month - other_month) in (1, 12)


def _threshold_for(first: EventMention, second: EventMention) -> str:
    if not (first.is_sure or second.is_sure):
        return "no_own_date"
    return "same_day" if first.date[:10] == second.date[:10] else "other_day"


def _refines(first: EventMention, second: EventMention, usage: _Usage) -> bool:
    """Whether a source gives the day of what it puts elsewhere in a month or year that it tells next to nothing of.

    “Their last summit, in April 2019” is the one of the picture “taken on April 25, 2019” of the same two people.
    """
    if first.source != second.source or first.date == second.date:
        return False
    fine, coarse = sorted((first.date, second.date), key=lambda date: (-len(date), date))
    if are_apart(fine, coarse) or not 0 < usage.periods.get(coarse, 0) <= _WEIGHTS["few"]:
        return False
    return edtf.parse(fine).precision == "day" and edtf.parse(coarse).precision in ("month", "year")


def _statuses_agree(first: EventMention, second: EventMention) -> bool:
    """Whether both came about, or one announces what the other, published no earlier, reports."""
    if first.status is second.status or (first.status.is_ahead and second.status.is_ahead):
        return True
    if Status.DENIED in (first.status, second.status):
        return False
    plan, report = (first, second) if first.status.is_ahead else (second, first)
    return (plan.published or "") <= (report.published or "9999")


def _dates_agree(first: EventMention, second: EventMention) -> bool:
    """Whether the dates may be those of one event: they meet, or the sources may differ on it.

    What differs in its figures as well is another event: the cases of Monday and those of Tuesday.
    """
    if first.date[:10] == second.date[:10] and not are_apart(first.date, second.date):
        return True
    if first.act and second.act and first.act != second.act:
        return False
    if not are_apart(first.date, second.date):  # a day of a decade is another matter
        spans = (edtf.parse(mention.date) for mention in (first, second))
        return all((s.latest - s.earliest).days <= _WEIGHTS["days_apart_vague"] for s in spans)
    days = edtf.days_between(first.date, second.date)
    if first.source == second.source or not (
        days <= _WEIGHTS["days_apart"] or _is_slip(first.date, second.date)
    ):
        return False
    if not (
        first.is_sure and second.is_sure
    ):  # a report that gives no day comes after one whose day is known
        earlier, later = sorted((first, second), key=lambda mention: edtf.sort_key(mention.date))
        if days > _WEIGHTS["late"] or later.is_sure or not earlier.is_sure:
            return False
    return not any(contradicts(a, b) for a in figures_of(first.text) for b in figures_of(second.text))
