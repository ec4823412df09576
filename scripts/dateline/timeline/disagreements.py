"""Where the mentions of one event differ: on its day, or on a figure (a number with its unit and the words around it).

Only what a source states is held against another: a day that was inherited or is that of publication is a guess of
ours, and no contradiction.  A source is not held against itself.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product, takewhile
from typing import NamedTuple

from dateline.lang import lexicon
from dateline.model import edtf
from dateline.model.annotations import DateBasis, Status
from dateline.timeline.mention import Conflict, EventMention, are_apart
from dateline.timeline.terms import act_of, stem_of, term_of, terms_of

_WEIGHTS = lexicon.weights("timeline/weights", section="figures")

_TOKEN = re.compile(
    r"(?<![\w/.,])(?P<money>[$£€¥]|US\$)?(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<short>bn|m|k)?"
    r"(?P<percent>\s?%)?(?![\w/:])|(?P<word>[^\W\d_]+(?:[’'-][^\W\d_]+)*)|(?P<stop>[.;:()!?])"
)
_SHORT = {"bn": 1e9, "m": 1e6, "k": 1e3}
_AROUND = 6
"""Words on either side that tell what a figure counts."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as a line gives it."""

    text: str
    """The words: "about 3,100 people"."""
    value: float
    low: float
    high: float
    """Between which the true figure lies: "more than 40" is 40 or more."""
    unit: str
    """The term of what is counted, one for all words for people; a currency; "%"."""
    around: frozenset[str]
    """The terms near it, that of the noun among them."""

    @property
    def is_exact(self) -> bool:
        """Whether it is told as it is, with no "about" and no other end."""
        return self.low == self.high

    @property
    def is_count(self) -> bool:
        """Whether it counts what became of people: such counts change from day to day."""
        return bool(self.outcomes)

    @property
    def outcomes(self) -> frozenset[str]:
        """What is said to have become of the people it counts: "dead", "injured"."""
        return self.around & _outcomes()


# --- conflicts ----------------------------------------------------------------------------------------------


Pair = tuple[EventMention, EventMention]
"""Two mentions that are of one event by what the two themselves say, and not by a third."""


def conflicts_of(mentions: Sequence[EventMention], pairs: Iterable[Pair]) -> tuple[Conflict, ...]:
    """Every value that another source's contradicts, or that a briefing says is contradicted: by field and value."""
    found = {conflict for mention in mentions for conflict in mention.conflicts}
    held_against = [pair for pair in pairs if pair[0].source != pair[1].source and _tell_one_act(*pair)]
    series: dict[str, list[Figure]] = defaultdict(list)
    for mention in mentions if held_against else ():
        series[mention.source] += figures_of(mention.wording)
    for first, second in held_against:
        found.update(_dates(first, second))
        found.update(_figures(first, second, series[first.source], series[second.source]))
    return tuple(sorted(found))


def _tell_one_act(first: EventMention, second: EventMention) -> bool:
    """Whether both tell it by the same word, or one tells the act of the other beside its own."""
    if not (first.act and second.act) or first.act == second.act:
        return True
    return first.act in terms_of(second.wording).all or second.act in terms_of(first.wording).all


def _dates(first: EventMention, second: EventMention) -> Iterator[Conflict]:
    """Days, months or years that exclude each other, told in the same numbers (a plan put off is no contradiction)."""
    pair = (first, second)
    if not all(mention.status is Status.HAPPENED and _names_its_day(mention) for mention in pair):
        return
    if all(mention.date == mention.published for mention in pair):
        return  # each tells the news of its own day
    days, others = (edtf.parse(mention.date) for mention in pair)
    numbers = {numbers_of(mention.wording) for mention in pair} - {frozenset()}
    if days.precision == others.precision and are_apart(first.date, second.date) and len(numbers) < len(pair):
        for mention in pair:
            yield Conflict("date", mention.date, mention.source)


def _names_its_day(mention: EventMention) -> bool:
    """Whether the source says when by a calendar date or a weekday: "eight days ago" is counted, and rounded."""
    days = edtf.parse(mention.date)
    if not mention.is_sure or days.approximate or days.uncertain:
        return False
    names = lexicon.table("times/names")
    words = {word.strip(".,;:()").lower() for word in mention.wording.split()}
    weekdays = {names["weekday"][word] for word in words & names["weekday"].keys()}
    if weekdays and days.precision == "day" and days.earliest.isoweekday() not in weekdays:
        return False
    return mention.basis is DateBasis.STATED or bool(weekdays) or not words.isdisjoint(names["month"])


def _figures(
    first: EventMention, second: EventMention, series: Sequence[Figure], others: Sequence[Figure]
) -> Iterator[Conflict]:
    """Exact figures of one thing on one day, where neither source tells a series of them (`series`, `others`)."""
    if not (first.is_sure or second.is_sure):
        return
    for figure, other in _differing(first, second):
        is_count = figure.is_count and _is_counted_on(first, second)
        if not (is_count or _is_series(figure, series) or _is_series(other, others)):
            yield Conflict("figure", figure.text, first.source)
            yield Conflict("figure", other.text, second.source)


def outdated(pairs: Iterable[Pair]) -> frozenset[EventMention]:
    """The mentions whose count a report of a later day has anew."""
    return frozenset(
        min(pair, key=lambda mention: mention.published or "")
        for pair in pairs
        if _is_counted_on(*pair) and any(figure.is_count for figure, _ in _differing(*pair))
    )


def _differing(first: EventMention, second: EventMention) -> Iterator[tuple[Figure, Figure]]:
    """The exact figures of one thing that two mentions of one day give otherwise."""
    if not are_apart(first.date, second.date):
        for figure, other in product(figures_of(first.wording), figures_of(second.wording)):
            if _is_contradicted(figure, other, first, second):
                yield figure, other


def _is_counted_on(first: EventMention, second: EventMention) -> bool:
    """Whether one is of a later day, while counts were still open: what they count may have changed meanwhile."""
    if first.published is None or second.published is None or first.published == second.published:
        return False
    earlier = min(first, second, key=lambda mention: mention.published or "")
    return edtf.days_between(earlier.date, earlier.published or "") <= _WEIGHTS["settled"]


def _is_series(figure: Figure, told: Sequence[Figure]) -> bool:
    """Whether a source gives other figures of the same thing beside it."""
    return any(contradicts(figure, other) for other in told)


def _is_contradicted(figure: Figure, other: Figure, first: EventMention, second: EventMention) -> bool:
    """Whether the two count the same thing, cannot both be right, and are in neither mention beside each other."""
    if not (figure.is_exact and other.is_exact and contradicts(figure, other)):
        return False
    if figure.value in numbers_of(second.wording) or other.value in numbers_of(first.wording):
        return False
    return _are_near(figure, other) or bool((figure.around & other.around) - {figure.unit})


def _are_near(first: Figure, second: Figure) -> bool:
    """Whether neither of two figures is more than so many times the other."""
    near = _WEIGHTS["near"]
    return first.value <= near * second.value <= near**2 * first.value


def tell_other_numbers(first: str, second: str) -> bool:
    """Whether two lines give figures of which none is in both, nor near another one of the same thing."""
    figures, others = figures_of(first), figures_of(second)
    if not (figures and others) or not numbers_of(first).isdisjoint(numbers_of(second)):
        return False
    return not any(
        counts_same(one, other) and _are_near(one, other) for one, other in product(figures, others)
    )


def counts_same(first: Figure, second: Figure) -> bool:
    """Whether the two may count the same thing: one unit, and not the dead in one and the injured in the other."""
    if first.unit != second.unit:
        return False
    return not (first.outcomes and second.outcomes) or not first.outcomes.isdisjoint(second.outcomes)


def contradicts(first: Figure, second: Figure) -> bool:
    """Whether the two cannot both be right."""
    if not counts_same(first, second) or (first.low <= second.high and second.low <= first.high):
        return False
    return not (_rounds_to(first.value, second.value) or _rounds_to(second.value, first.value))


def _rounds_to(exact: float, rounded: float) -> bool:
    digits = len(f"{rounded:.6f}".rstrip("0").rstrip(".").rstrip("0").replace(".", "").lstrip("0")) or 1
    return rounded >= _WEIGHTS["round"] and float(f"{exact:.{digits - 1}e}") == rounded


# --- the figures of a line ----------------------------------------------------------------------------------


class _Token(NamedTuple):
    """A word, a number or a stop; the value of a number, and the currency or "%" that is written with it."""

    text: str
    start: int
    end: int
    value: float | None = None
    mark: str = ""


@lru_cache(maxsize=4096)  # a line is held against many others
def figures_of(text: str) -> tuple[Figure, ...]:
    """The figures of a line, in order; years, dates, clock times, ages and spans of time are none."""
    tokens = _tokens_in(text)
    found = (
        _figure_at(text, tokens, i, token.value) for i, token in enumerate(tokens) if token.value is not None
    )
    return tuple(figure for figure in found if figure is not None)


@lru_cache(maxsize=4096)
def numbers_of(text: str) -> frozenset[float]:
    """The numbers of a line, spelled out or not; days of a month, years and clocks are none."""
    tokens = _tokens_in(text)
    beside = [_Token("", 0, 0), *tokens, _Token("", 0, 0)]
    return frozenset(
        token.value
        for before, token, after in zip(beside, tokens, beside[2:], strict=False)
        if token.value is not None and not (_is(before.text, "months") or _is(after.text, "months"))
    ) - {1.0, *map(float, range(1900, 2100))}


@lru_cache(maxsize=64)  # its figures and its numbers are asked for one after the other
def _tokens_in(text: str) -> tuple[_Token, ...]:
    """The words, numbers and stops of a line; a number with its scale is one."""
    return tuple(_numbers_joined(tuple(_tokens_of(text))))


def _tokens_of(text: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(text):
        if match["number"]:
            value = float(match["number"].replace(",", "")) * _SHORT.get(match["short"] or "", 1)
            mark = "%" if match["percent"] else (match["money"] or "")
            yield _Token(match[0], match.start(), match.end(), value, mark)
        else:
            word = (match["word"] or match["stop"]).lower()
            yield _Token(word, match.start(), match.end(), _numerals().get(word))


@cache
def _numerals() -> dict[str, float]:
    """Spelled-out numbers and their values, hyphenated tens with them."""
    plain = lexicon.weights("timeline/figures", section="numerals")
    tens = {word: value for word, value in plain.items() if 20 <= value < 100}
    ones = {word: value for word, value in plain.items() if value < 10}
    joined = {f"{ten}-{one}": a + b for ten, a in tens.items() for one, b in ones.items()}
    return plain | joined


@cache
def _words(key: str) -> frozenset[str]:
    entries = lexicon.table("timeline/figures")[key]["words"]
    assert isinstance(entries, list)
    return frozenset(entries)


def _is(word: str, key: str) -> bool:
    """Whether a word stands in the list `key` of `figures.toml`."""
    return word in _words(key)


@cache
def _outcomes() -> frozenset[str]:
    return frozenset(map(act_of, _words("outcomes")))


def _numbers_joined(tokens: Sequence[_Token]) -> Iterator[_Token]:
    """The tokens, a number with its scale made one: "4.5 million", "two thousand"."""
    scales = lexicon.weights("timeline/figures", section="scales")
    i = 0
    while i < len(tokens):
        token = tokens[i]
        i += 1
        while token.value is not None and i < len(tokens) and tokens[i].text in scales:
            value = token.value * scales[tokens[i].text]
            token = _Token(token.text, token.start, tokens[i].end, value, token.mark)
            i += 1
        yield token


def _figure_at(text: str, tokens: Sequence[_Token], i: int, value: float) -> Figure | None:
    before = [t.text for t in tokens[max(0, i - 3) : i]]
    unit, last = _unit_of(tokens, i)
    is_name = bool(before) and (_is(before[-1], "months") or _is(before[-1], "labels"))
    if unit is None or is_name or _is_year(tokens[i]):
        return None
    near = [
        *tokens[i + 1 : last + 1],
        *_run(reversed(tokens[max(0, i - _AROUND) : i])),
        *_run(tokens[i + 1 : i + 1 + _AROUND]),
    ]
    around = frozenset(term for t in near if (term := term_of(t.text)) is not None)
    return Figure(
        text[tokens[i].start : tokens[last].end],
        value,
        *_bounds_of(value, before, tokens[:i][-2:], [token.text for token in tokens[last + 1 :]]),
        unit,
        around,
    )


def _is_year(token: _Token) -> bool:
    return (
        token.text.isdigit()
        and len(token.text) == 4
        and token.text[:2] in ("18", "19", "20")
        and not token.mark
    )


def _run(tokens: Iterable[_Token]) -> Iterator[_Token]:
    """The words up to the next number or stop."""
    return takewhile(lambda token: token.value is None and token.text[0].isalpha(), tokens)


def _unit_of(tokens: Sequence[_Token], i: int) -> tuple[str | None, int]:
    """What a number counts, and the place of the word that says so."""
    if tokens[i].mark:
        return tokens[i].mark, i
    for k in range(i + 1, min(i + 4, len(tokens))):
        word, follower = tokens[k].text, tokens[k + 1].text if k + 1 < len(tokens) else None
        if tokens[k].value is not None or not word[0].isalpha() or _is(word, "not_units"):
            break
        if follower is not None and _is(follower, "not_after"):
            break
        if _is(word, "people"):
            return "people", k
        if _is(word, "percent"):
            return "%", k
        is_plural = word.endswith("s") and not word.endswith(("ss", "us", "is"))
        if is_plural or follower is None or _is(follower, "phrase_ends"):
            return stem_of(word), k
    return None, i


def _bounds_of(
    value: float, before: Sequence[str], tokens: Sequence[_Token], after: Sequence[str]
) -> tuple[float, float]:
    """Between which the true figure lies, by the words before the number: "about", "no more than", "50 to".

    Of what goes on with "and thousands more" it tells only a part.
    """
    near = before[-2:]
    if any(token.value is not None for token in tokens):
        return value / _WEIGHTS["open"], value
    if any(_is(word, "about") for word in near):
        return value * (1 - _WEIGHTS["about"]), value * (1 + _WEIGHTS["about"])
    is_negated = any(_is(word, "negation") for word in before)
    rest = tuple(takewhile(lambda word: word[0].isalnum(), after))
    if "and" in rest and any(_is(word, "beyond") for word in rest[rest.index("and") :]):
        return value, value * _WEIGHTS["open"]
    if any(_is(word, "more") for word in near) and not is_negated:
        return value, value * _WEIGHTS["open"]
    if any(_is(word, "less") for word in near) or (is_negated and any(_is(w, "negated") for w in before)):
        return value / _WEIGHTS["open"], value
    return value, value
