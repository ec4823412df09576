"""The numbers in a text, in digits and in words: 22, 3,100, $3.5 million, thirty-two, a dozen, 10.40 p.m."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from dateline.lang import lexicon

_TOKEN = re.compile(r"(?P<digits>\d+(?:[.,]\d+)*)(?P<short>(?:bn|tn|m|k)\b)?|(?P<word>[^\W\d_]+)")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_SHORT = {"k": 1e3, "m": 1e6, "bn": 1e9, "tn": 1e12}
_HALF_DAY = 12


@dataclass(frozen=True, slots=True)
class Number:
    """A number as a text gives it."""

    text: str
    start: int
    end: int
    values: tuple[float, ...]
    """What it says: one value, and for an hour of the afternoon the hour of the day too."""
    parts: tuple[float, ...]
    """The numbers that it is composed of: 3.5 and 3,500,000 of "3.5 million"."""
    in_words: bool
    is_numeral: bool
    """Whether it is written in digits or numerals; not “both”, “half”, “third”, which may stand for a number."""


@lru_cache(maxsize=1024)
def numbers_in(text: str) -> tuple[Number, ...]:
    """The numbers of a text, in order; ordinals count as numbers, "several" and "hundreds" don't."""
    tokens = tuple(_TOKEN.finditer(text))
    return tuple(_numbers(text, tokens))


def _numbers(text: str, tokens: Sequence[re.Match[str]]) -> Iterator[Number]:
    at = 0
    while at < len(tokens):
        run = _run_from(text, tokens, at)
        if run:
            yield _composed(text, tokens[at : at + run])
        at += run or 1


def _run_from(text: str, tokens: Sequence[re.Match[str]], at: int) -> int:
    """How many tokens from here on make one number: `two hundred and fifty`, `3.5 million`."""
    end = at
    while end < len(tokens) and _is_number(tokens[end], first=end == at):
        is_apart = end > at and text[tokens[end - 1].end() : tokens[end].start()] not in (
            " ",
            "-",
            "‑",
            "\u00a0",
        )
        if is_apart or (end > at and tokens[end]["digits"]):
            break
        end += 1
        joins = (
            end + 1 < len(tokens)
            and tokens[end][0].lower() == "and"
            and tokens[end - 1][0].lower() in _scales()
        )
        if joins and _is_number(tokens[end + 1], first=False) and not tokens[end + 1]["digits"]:
            return end - at + 1 + _run_from(text, tokens, end + 1)
    return end - at


def _is_number(token: re.Match[str], first: bool) -> bool:
    word = token[0].lower()
    return (
        bool(token["digits"])
        or word in _words()
        or word in _scales()
        or (not first and word in _ORDINAL_ENDS)
    )


_ORDINAL_ENDS = frozenset({"hundredth", "thousandth"})


def _composed(text: str, run: Sequence[re.Match[str]]) -> Number:
    total = current = 0.0
    parts: list[float] = []
    for token in run:
        word = token[0].lower()
        if word == "and":
            continue
        scale = _scales().get(word)
        if scale is None:
            value = _value_of(token)
            current += value
            parts.append(value)
            scale = _SHORT.get(token["short"] or "", 1) if token["digits"] else 1
            current *= scale
        elif scale < 1000:
            current = (current or 1) * scale
        else:
            total, current = total + (current or 1) * scale, 0
    start, end = run[0].start(), run[-1].end()
    afternoon = re.match(r"(?:[.:]\d\d)?\s?p\.?m\b", text[end:])
    later = [part + _HALF_DAY for part in parts[:1] if afternoon and part < _HALF_DAY]
    value = total + current
    return Number(
        text=text[start:end],
        start=start,
        end=end,
        values=(value, *later),
        parts=(value, *later, *parts),
        in_words=not run[0]["digits"],
        is_numeral=all(token[0].lower() not in _loose() for token in run),
    )


def _value_of(token: re.Match[str]) -> float:
    if not token["digits"]:
        return _words().get(token[0].lower(), 0)
    digits = token["digits"]
    if _THOUSANDS.fullmatch(digits):
        return float(digits.replace(",", ""))
    whole, _, rest = digits.replace(",", ".").partition(".")
    return float(f"{whole}.{rest.replace('.', '') or 0}")


def _table(file: str, name: str) -> dict[str, float]:
    return {word: float(str(value)) for word, value in lexicon.table(file)[name].items()}


@cache
def _words() -> dict[str, float]:
    return _table("timeline/figures", "numerals") | _loose()


@cache
def _loose() -> dict[str, float]:
    return _table("timeline/number_words", "words") | _table("timeline/number_words", "ordinals")


@cache
def _scales() -> dict[str, float]:
    return _table("timeline/figures", "scales") | _table("timeline/number_words", "scales")
