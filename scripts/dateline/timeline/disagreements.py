"""Where the mentions of one event differ: on its day, or on a figure (a number with its unit and the words around it).

Only what a source states is held against another: a day that was inherited or is that of publication is a guess of
ours, and no contradiction.  A source is not held against itself.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import takewhile

from dateline.lang import lexicon
from dateline.model.annotations import Status
from dateline.timeline.mention import Conflict, EventMention, are_apart
from dateline.timeline.terms import act_of, stem_of, term_of

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
    def outcomes(self) -> frozenset[str]:
        """What is said to have become of the people it counts: "dead", "injured"."""
        return self.around & _outcomes()


# --- conflicts ----------------------------------------------------------------------------------------------


def conflicts_of(mentions: Sequence[EventMention]) -> tuple[Conflict, ...]:
    """Every value that another source's contradicts, or that a briefing says is contradicted: by field and value."""
    found = {conflict for mention in mentions for conflict in mention.conflicts}
    if len({mention.source for mention in mentions}) > 1:
        found.update(_dates(mentions), _figures(mentions))
    return tuple(sorted(found))


def _dates(mentions: Sequence[EventMention]) -> Iterator[Conflict]:
    """Days that exclude each other (a plan that was put off is no contradiction)."""
    stated = [m for m in mentions if m.is_sure and m.status is Status.HAPPENED]
    for mention in stated:
        if any(are_apart(mention.date, m.date) and m.source != mention.source for m in stated):
            yield Conflict("date", mention.date, mention.source)


def _figures(mentions: Sequence[EventMention]) -> Iterator[Conflict]:
    stated = [(mention.source, figures_of(mention.wording)) for mention in mentions]
    for source, figures in stated:
        for figure in figures:
            if any(other != source and _is_contradicted(figure, figures, theirs) for other, theirs in stated):
                yield Conflict("figure", figure.text, source)


def _is_contradicted(figure: Figure, beside: Sequence[Figure], theirs: Sequence[Figure]) -> bool:
    """Whether the other mention counts the same thing, and no figure of it agrees."""
    ours = [f for f in beside if counts_same(f, figure)]
    same = [f for f in theirs if counts_same(f, figure)]
    if not all(contradicts(figure, other) for other in same):
        return False
    is_one, near = len(ours) == len(same) == 1, _WEIGHTS["near"]
    return any(
        (figure.around & other.around) - {figure.unit}
        or (is_one and figure.value <= near * other.value <= near**2 * figure.value)
        for other in same
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


@dataclass(frozen=True, slots=True)
class _Token:
    """A word, a number or a stop; the value of a number, and the currency or "%" that is written with it."""

    text: str
    start: int
    end: int
    value: float | None = None
    mark: str = ""


@lru_cache(maxsize=65536)  # a line is held against many others
def figures_of(text: str) -> tuple[Figure, ...]:
    """The figures of a line, in order; years, dates, clock times, ages and spans of time are none."""
    tokens = tuple(_numbers_joined(tuple(_tokens_of(text))))
    found = (
        _figure_at(text, tokens, i, token.value) for i, token in enumerate(tokens) if token.value is not None
    )
    return tuple(figure for figure in found if figure is not None)


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
    if unit is None or (before and _is(before[-1], "months")):
        return None
    near = [
        *tokens[i + 1 : last + 1],
        *_run(reversed(tokens[max(0, i - _AROUND) : i])),
        *_run(tokens[i + 1 : i + 1 + _AROUND]),
    ]
    around = frozenset(term for t in near if (term := term_of(t.text)) is not None)
    return Figure(text[tokens[i].start : tokens[last].end], value, *_bounds_of(value, before), unit, around)


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


def _bounds_of(value: float, before: Sequence[str]) -> tuple[float, float]:
    """Between which the true figure lies, by the words before the number: "about", "no more than"."""
    near = before[-2:]
    if any(_is(word, "about") for word in near):
        return value * (1 - _WEIGHTS["about"]), value * (1 + _WEIGHTS["about"])
    is_negated = any(_is(word, "negation") for word in before)
    if any(_is(word, "more") for word in near) and not is_negated:
        return value, value * _WEIGHTS["open"]
    if any(_is(word, "less") for word in near) or (is_negated and any(_is(w, "negated") for w in before)):
        return value / _WEIGHTS["open"], value
    return value, value
