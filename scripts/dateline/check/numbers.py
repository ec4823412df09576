"""The numbers in a text, in digits and in words: 22, 3,100, $3.5 million, thirty-two, a dozen, 10.40 p.m."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from dateline.lang import lexicon

_SHORT_SCALES = lexicon.weights("check/number_words", section="short_scales")
_TOKEN = re.compile(
    rf"(?P<digits>\d+(?:[.,]\d+)*)(?P<short>(?:{'|'.join(_SHORT_SCALES)})\b)?|(?P<word>[^\W\d_]+)"
)
_AFTERNOON = lexicon.pattern("check/number_words", "afternoon")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_BETWEEN_TOKENS = (" ", "-", "‑", "\u00a0")
_HALF_DAY = 12


class Number(NamedTuple):
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
    return tuple(_numbers(text, tuple(_TOKEN.finditer(text))))


def has_whole_number(text: str, number: int) -> bool:
    """Whether a text gives a whole number, alone or as a part of another: 12 of “12 million”, not of “12.5”."""
    is_in_digits = _in_digits(number).search(text) is not None  # most often, and in a tenth of the time
    return is_in_digits or any(number in other.parts for other in numbers_in(text))


@cache
def _in_digits(number: int) -> re.Pattern[str]:
    """A whole number where `_TOKEN` finds no other one."""
    return re.compile(rf"{number}(?<!\d{number})(?<!\d[.,]{number})(?!\d|[.,]\d)")


def _numbers(text: str, tokens: Sequence[re.Match[str]]) -> Iterator[Number]:
    end, first_words = 0, _first_words()
    for at, token in enumerate(tokens):
        if at >= end and (token.lastgroup != "word" or token[0].lower() in first_words):
            end = at + _length_of_number(text, tokens, at)
            yield _composed_number(text, tokens[at:end])


def _length_of_number(text: str, tokens: Sequence[re.Match[str]], at: int) -> int:
    """How many tokens from here on make one number: `two hundred and fifty`, `3.5 million`."""
    end = at
    while end < len(tokens) and _is_number(tokens[end], is_first=end == at):
        between = text[tokens[end - 1].end() : tokens[end].start()] if end > at else ""
        if end > at and (between not in _BETWEEN_TOKENS or not _goes_on(tokens[end - 1], tokens[end])):
            break
        end += 1
        is_joined = (
            tokens[end - 1][0].lower() in _scales()
            and end + 1 < len(tokens)
            and tokens[end][0].lower() in lexicon.word_set("check/words", "number_joins")
        )
        if is_joined and _is_number(tokens[end + 1], is_first=False) and not tokens[end + 1]["digits"]:
            return end - at + 1 + _length_of_number(text, tokens, end + 1)
    return end - at


def _goes_on(before: re.Match[str], token: re.Match[str]) -> bool:
    """Whether a token goes on with a number: digits end at another one, "on July 18 two ferries", but for a scale."""
    is_multiplied = token[0].lower() in _scales().keys() | lexicon.word_set("check/words", "scale_ordinals")
    return not token["digits"] and (not before["digits"] or is_multiplied)


def _is_number(token: re.Match[str], is_first: bool) -> bool:
    word = token[0].lower()
    if token["digits"] or word in _first_words():
        return True
    return not is_first and word in lexicon.word_set("check/words", "scale_ordinals")


def _composed_number(text: str, tokens: Sequence[re.Match[str]]) -> Number:
    total = current = 0.0
    parts: list[float] = []
    scales, joins = _scales(), lexicon.word_set("check/words", "number_joins")
    for token in tokens:
        word = token[0].lower()
        scale = scales.get(word)
        if word in joins:
            continue
        if scale is None:
            parts.append(_value_of(token))
            current = (current + parts[-1]) * _SHORT_SCALES.get(token["short"], 1)
        elif scale < 1000:
            current = (current or 1) * scale
        else:
            total, current = total + (current or 1) * scale, 0
    start, end = tokens[0].start(), tokens[-1].end()
    is_afternoon = _AFTERNOON.match(text[end:])
    later = [part + _HALF_DAY for part in parts[:1] if is_afternoon and part < _HALF_DAY]
    values = (total + current, *later)
    return Number(
        text=text[start:end],
        start=start,
        end=end,
        values=values,
        parts=(*values, *parts),
        in_words=not tokens[0]["digits"],
        is_numeral=_other_words().keys().isdisjoint(token[0].lower() for token in tokens),
    )


def _value_of(token: re.Match[str]) -> float:
    digits = token["digits"]
    if not digits:
        return _words().get(token[0].lower(), 0)
    if _THOUSANDS.fullmatch(digits):
        return float(digits.replace(",", ""))
    whole, _, rest = digits.replace(",", ".").partition(".")
    return float(f"{whole}.{rest.replace('.', '') or 0}")


@cache
def _first_words() -> frozenset[str]:
    """The words with which a number may begin."""
    return frozenset(_words()) | frozenset(_scales())


@cache
def _words() -> dict[str, float]:
    return lexicon.weights("timeline/figures", section="numerals") | _other_words()


@cache
def _other_words() -> dict[str, float]:
    """Words that may stand for a number and are no numerals: "both", "half", "third"."""
    return lexicon.weights("check/number_words", section="words") | lexicon.weights(
        "check/number_words", section="ordinals"
    )


@cache
def _scales() -> dict[str, float]:
    return lexicon.weights("timeline/figures", section="scales") | lexicon.weights(
        "check/number_words", section="scales"
    )
