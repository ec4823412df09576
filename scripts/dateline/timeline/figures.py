"""The figures of a line (a number with its unit and the words around it) and whether two contradict each other."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import takewhile

from dateline.lang import lexicon
from dateline.timeline.terms import act_of, stem_of, term_of

_TOKEN = re.compile(
    r"(?<![\w/.,])(?P<money>[$£€¥]|US\$)?(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<short>bn|m|k)?"
    r"(?P<percent>\s?%)?(?![\w/:])|(?P<word>[^\W\d_]+(?:[’'-][^\W\d_]+)*)|(?P<stop>[.;:()!?])"
)
_SHORT = {"bn": 1e9, "m": 1e6, "k": 1e3}
_ABOUT = 0.1
"""How far the true figure may lie from one that is given as "about" or "some"."""
_OPEN = 1.5
"""How far "more than" reaches: "more than 40" holds for 55, not for 400, which nobody would call that."""
_ROUND = 100
"""From here on a figure with fewer digits may be the other one rounded: "3,100" for 3,112."""
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
        """What is said to have become of the people it counts."""
        return self.around & _outcomes()


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
    return tuple(
        figure
        for i, token in enumerate(tokens)
        if token.value is not None and (figure := _figure_at(text, tokens, i)) is not None
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
    return rounded >= _ROUND and float(f"{exact:.{digits - 1}e}") == rounded


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
    table = lexicon.table("timeline/figures")["numerals"]
    plain = {word: float(str(value)) for word, value in table.items()}
    tens = {word: value for word, value in plain.items() if 20 <= value < 100}
    ones = {word: value for word, value in plain.items() if value < 10}
    joined = {f"{ten}-{one}": a + b for ten, a in tens.items() for one, b in ones.items()}
    return plain | joined


@cache
def _words(name: str) -> frozenset[str]:
    entries = lexicon.table("timeline/figures")[name]["words"]
    assert isinstance(entries, list)
    return frozenset(entries)


@cache
def _outcomes() -> frozenset[str]:
    return frozenset(map(act_of, _words("outcomes")))


@cache
def _scales() -> dict[str, float]:
    return {word: float(str(value)) for word, value in lexicon.table("timeline/figures")["scales"].items()}


def _numbers_joined(tokens: Sequence[_Token]) -> Iterator[_Token]:
    """The tokens, a number with its scale made one: "4.5 million", "two thousand"."""
    i = 0
    while i < len(tokens):
        token = tokens[i]
        i += 1
        while token.value is not None and i < len(tokens) and tokens[i].text in _scales():
            value = token.value * _scales()[tokens[i].text]
            token = _Token(token.text, token.start, tokens[i].end, value, token.mark)
            i += 1
        yield token


def _figure_at(text: str, tokens: Sequence[_Token], i: int) -> Figure | None:
    token = tokens[i]
    assert token.value is not None
    before = [t.text for t in tokens[max(0, i - 3) : i]]
    unit, last = _unit_of(tokens, i)
    if unit is None or (before and before[-1] in _words("months")):
        return None
    low, high = _bounds_of(token.value, before)
    near = [
        *tokens[i + 1 : last + 1],
        *_run(reversed(tokens[max(0, i - _AROUND) : i])),
        *_run(tokens[i + 1 : i + 1 + _AROUND]),
    ]
    around = frozenset(term for t in near if (term := term_of(t.text)) is not None)
    return Figure(text[token.start : tokens[last].end], token.value, low, high, unit, around)


def _run(tokens: Iterable[_Token]) -> Iterator[_Token]:
    """The words up to the next number or stop."""
    return takewhile(lambda token: token.value is None and token.text[0].isalpha(), tokens)


def _unit_of(tokens: Sequence[_Token], i: int) -> tuple[str | None, int]:
    """What a number counts, and the place of the word that says so."""
    token = tokens[i]
    if token.mark:
        return token.mark, i
    for k in range(i + 1, min(i + 4, len(tokens))):
        word = tokens[k].text
        if tokens[k].value is not None or not word[0].isalpha() or word in _words("not_units"):
            break
        if k + 1 < len(tokens) and tokens[k + 1].text in _words("not_after"):
            break
        if word in _words("people"):
            return "people", k
        if word in _words("percent"):
            return "%", k
        if _is_plural(word) or k + 1 == len(tokens) or tokens[k + 1].text in _words("phrase_ends"):
            return stem_of(word), k
    return None, i


def _is_plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith(("ss", "us", "is"))


def _bounds_of(value: float, before: Sequence[str]) -> tuple[float, float]:
    """Between which the true figure lies, by the words before the number."""
    near = set(before[-2:])
    if near & _words("about"):
        return value * (1 - _ABOUT), value * (1 + _ABOUT)
    if near & _words("more") and "no" not in before:
        return value, value * _OPEN
    if near & _words("less") or {"no", "more"} <= set(before):
        return value / _OPEN, value
    return value, value
