"""Dates for times that count from the day of their article: "on Friday" is "on March 2", "last month" "in February".

A briefing outlives its day, so a point says which day it was.  Where no date can stand for such a time ("a few weeks
ago", "the next day", "on Friday" in an article without a day) the sentence is no point.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dateline.compose.replacements import Replacement, is_quoted, own_words
from dateline.lang import lexicon
from dateline.model.annotations import DateBasis, Time, TimexType
from dateline.model.article import Article, Span

_KINDS = ("clock_and_day", "part_of_day", "day", "weekend", "week", "month", "season", "year")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(?P<end>-WE)?")
_SATURDAY, _SUNDAY = 6, 7
_MONTH = re.compile(r"\d{4}-\d\d(?!\d)")
_SEASON = re.compile(r"(\d{4})-(SP|SU|FA)")
_SEASONS = {"SP": "21", "SU": "22", "FA": "23"}
"""The seasons of TIMEX3 in EDTF."""
_OPENING = re.compile(r",?\s+(?P<word>[^\W\d_]+)")
_BEFORE_CLAUSE = ',;:–—“"('
_POSSESSIVE = re.compile(r"['’]s?\b")


@dataclass(frozen=True, slots=True)
class _TimeInSentence:
    """A time with the words around it and the article's way to write dates."""

    span: Span
    words: str
    before: str
    after: str
    value: str
    published: str
    """The day of publication; "" where it is not known."""
    is_day_first: bool

    @property
    def year(self) -> str:
        """The year of publication."""
        return self.published[:4]

    @property
    def is_told_on_sunday(self) -> bool:
        """Whether it was written on a Sunday, which ends the week for some and begins it for others."""
        return bool(_DAY.match(self.published)) and date.fromisoformat(self.published).isoweekday() == _SUNDAY

    @property
    def last_word(self) -> str:
        """The word before it, in lower case."""
        parts = self.before.split()
        return parts[-1].lower() if parts and self.before[-1].isspace() else ""

    @property
    def is_attributive(self) -> bool:
        """Whether it describes a noun: "a Friday meeting", "Friday’s meeting"."""
        is_described = self.last_word in lexicon.word_set("compose/dates", "attributive")
        return is_described or self.last_word.endswith(("'s", "’s")) or bool(_POSSESSIVE.match(self.after))

    @property
    def is_after_preposition(self) -> bool:
        """Whether it has its own "on" or "until" before it."""
        return self.last_word in lexicon.word_set("compose/dates", "prepositions")

    @property
    def is_governed(self) -> bool:
        """Whether a preposition stands before it, or a verb whose object it is: "until Friday", "spent Friday"."""
        return self.is_after_preposition or self.last_word in lexicon.word_set("compose/dates", "spending")

    @property
    def is_in_name(self) -> bool:
        """Whether it is a part of a day's name: "Super Tuesday"."""
        return self.last_word in lexicon.word_set("compose/dates", "naming")

    @property
    def is_habitual(self) -> bool:
        """Whether it is one of many days: "every other Friday"."""
        return self.last_word in lexicon.word_set("compose/dates", "habitual")

    @property
    def is_subject(self) -> bool:
        """Whether it is what its clause tells of: "Thursday night was calm", and not "the vote Thursday was close"."""
        opens = not self.before.strip() or self.before.rstrip()[-1] in _BEFORE_CLAUSE
        return opens and bool(lexicon.pattern("compose/dates", "verb_of_subject").match(self.after))

    def in_place(self, preposition: str, words: str) -> str:
        """The words with their preposition, unless something governs them already or they are the subject."""
        return words if self.is_governed or self.is_subject else f"{preposition} {words}"


def dates_for(article: Article, sentence: Span, times: Iterable[Time]) -> tuple[Replacement, ...] | None:
    """What stands for the relative times of a sentence; None where one can be told no date."""
    text, found = article.slice(sentence), []
    is_day_first = _is_day_first(article.text)
    for time in times:
        start = time.span.start - sentence.start
        if time.basis is not DateBasis.RELATIVE or time.type not in (TimexType.DATE, TimexType.TIME):
            continue
        if is_quoted(text, start):
            continue
        words, after = article.slice(time.span), text[time.span.end - sentence.start :]
        told = _TimeInSentence(
            time.span, words, text[:start], after, time.value, (article.published or "")[:10], is_day_first
        )
        if told.is_in_name:
            continue
        replacement = _replacement_of(told)
        if replacement is None:
            return None
        if replacement.text != words:
            found.append(replacement)
    return tuple(found)


def without_days(article: Article, sentence: Span, times: Iterable[Time]) -> tuple[Replacement, ...] | None:
    """Nothing in place of the days that tell when, in an article of which nothing tells the day: "on Thursday".

    None where a time cannot be left out: one that describes a noun ("Friday’s vote"), that is counted from ("until
    Friday"), or longer than a day ("last week").
    """
    text, found = article.slice(sentence), []
    for time in times:
        start, end = time.span.start - sentence.start, time.span.end - sentence.start
        if time.basis is not DateBasis.RELATIVE or is_quoted(text, start):
            continue
        words = " ".join(article.slice(time.span).split())
        told = _TimeInSentence(time.span, words, text[:start], text[end:], "", "", is_day_first=False)
        if told.is_in_name or told.is_habitual:
            continue
        if any(lexicon.pattern("compose/dates", kind).fullmatch(words) for kind in ("day", "part_of_day")):
            is_bound = told.is_attributive or (told.is_governed and told.last_word != "on")
            place = None if is_bound else _adverbial(text, start, end)
            if place is None:
                return None
            first, last, rest = place
            found.append(Replacement(sentence.start + first, sentence.start + last, rest))
        elif lexicon.pattern("compose/dates", "loose").fullmatch(words):
            return None
    return tuple(found)


def _adverbial(text: str, start: int, end: int) -> tuple[int, int, str] | None:
    """Where a day stands with its "on" and the blank before them, and what is left of it.

    Behind one that opens the sentence the next word opens it: "On Thursday, the council" leaves "the", and `replaced`
    gives it its capital.
    """
    before = lexicon.pattern("compose/dates", "on_a_day").search(text, 0, start)
    first = before.start() if before else start
    if not text[:first].strip():
        opening = _OPENING.match(text, end)
        return (first, opening.end(), opening["word"]) if opening else None
    is_free = text[first - 1].isspace()
    return (len(text[:first].rstrip()), end, "") if is_free else None


def has_vague_time(text: str) -> bool:
    """Whether the writer's own words have a span that counts from an unnamed day: "in recent weeks"."""
    return lexicon.pattern("compose/dates", "vague").search(own_words(text)) is not None


@lru_cache(maxsize=8)  # asked for each sentence of the same few articles
def _is_day_first(text: str) -> bool:
    """Whether an article writes "2 March" rather than "March 2"."""
    months = "|".join(lexicon.ordered("compose/dates", "months"))
    day_first = len(re.findall(rf"\b\d\d? (?:{months})\b", text))
    return day_first > len(re.findall(rf"\b(?:{months}) \d\d?\b(?! \d)", text))


def _replacement_of(time: _TimeInSentence) -> Replacement | None:
    for kind in _KINDS:
        match = lexicon.pattern("compose/dates", kind).fullmatch(" ".join(time.words.split()))
        if match:
            return _dated(time, kind, match)
    is_loose = lexicon.pattern("compose/dates", "loose").fullmatch(time.words)
    return None if is_loose else Replacement(time.span.start, time.span.end, time.words)


def _dated(time: _TimeInSentence, kind: str, match: re.Match[str]) -> Replacement | None:
    parts = match.groupdict()
    if kind in ("clock_and_day", "part_of_day", "day"):
        if not _DAY.match(time.value):
            return None
        return _as_attribute(time, parts) if time.is_attributive else _as_day(time, parts)
    if kind in ("weekend", "week"):
        return _as_week(time)
    if kind == "season":
        return _as_season(time, parts)
    if kind == "month":
        return _as_month(time, parts) if _MONTH.fullmatch(time.value) else None
    return _as_year(time, parts) if re.fullmatch(r"\d{4}", time.value) else None


def _as_attribute(time: _TimeInSentence, parts: dict[str, str | None]) -> Replacement | None:
    """A day that describes a noun: "an April 3 meeting", "April 3’s meeting"; no part of a day can be told so."""
    if time.is_habitual:
        return Replacement(time.span.start, time.span.end, time.words)
    if any(parts.values()):
        return None
    day = date.fromisoformat(time.value[:10])
    words, first = _day_words(time, day), time.span.start
    article = lexicon.pattern("compose/dates", "before_consonant").search(time.before)
    if article and lexicon.pattern("compose/dates", "vowel_sound").match(words):
        first -= len(article[0])
        words = f"{article['a']}n{article['blank']}{words}"
    return Replacement(first, time.span.end, words, str(day))


def _as_day(time: _TimeInSentence, parts: dict[str, str | None]) -> Replacement | None:
    day = date.fromisoformat(time.value[:10])
    words, part = _day_words(time, day), parts.get("part") or parts.get("night")
    degree = parts.get("degree")
    if clock := parts.get("clock"):
        words = f"{clock} on {words}"
    elif part:
        if degree and time.is_after_preposition:
            return None  # "until early Friday morning"
        words = f"{time.in_place('on', f'the {part} of')} {words}"
        words = f"{degree} {words}" if degree else words
    elif degree:
        if degree.lower() in lexicon.word_set("compose/dates", "comparing"):
            return None  # than what was told before
        words = f"{degree} on {words}"
    else:
        words = time.in_place("on", words)
    return Replacement(time.span.start, time.span.end, words, str(day))


def _as_week(time: _TimeInSentence) -> Replacement | None:
    """A week or its end by its first day: "in the week of May 5", "over the weekend of May 10"."""
    week = _WEEK.fullmatch(time.value)
    if week is None or time.is_attributive or time.is_told_on_sunday:
        return None
    first = date.fromisocalendar(int(week[1]), int(week[2]), _SATURDAY if week["end"] else 1)
    last = date.fromisocalendar(int(week[1]), int(week[2]), _SUNDAY)
    preposition, name = ("over", "weekend") if week["end"] else ("in", "week")
    words = time.in_place(preposition, f"the {name} of {_day_words(time, first)}")
    return Replacement(time.span.start, time.span.end, words, f"{first}/{last}")


def _as_month(time: _TimeInSentence, parts: dict[str, str | None]) -> Replacement:
    name = lexicon.ordered("compose/dates", "months")[int(time.value[5:7]) - 1]
    words = name if time.value[:4] == time.year else f"{name} {time.value[:4]}"
    return _in(time, words, parts)


def _as_season(time: _TimeInSentence, parts: dict[str, str | None]) -> Replacement | None:
    season = _SEASON.fullmatch(time.value)
    if season is None or time.is_attributive:
        return None
    words = time.in_place("in", f"{parts['season']} {season[1]}")
    return Replacement(time.span.start, time.span.end, words, f"{season[1]}-{_SEASONS[season[2]]}")


def _as_year(time: _TimeInSentence, parts: dict[str, str | None]) -> Replacement:
    return _in(time, time.value, parts)


def _in(time: _TimeInSentence, words: str, parts: dict[str, str | None]) -> Replacement:
    """A month or a year: "in February", "earlier in 2031", "February’s"."""
    if degree := parts.get("degree"):
        words = f"{degree} in {words}"
    elif not time.is_attributive:
        words = time.in_place("in", words)
    return Replacement(time.span.start, time.span.end, words, time.value)


def _day_words(time: _TimeInSentence, day: date) -> str:
    name = lexicon.ordered("compose/dates", "months")[day.month - 1]
    year = "" if str(day.year) == time.year else f" {day.year}" if time.is_day_first else f", {day.year}"
    return f"{day.day} {name}{year}" if time.is_day_first else f"{name} {day.day}{year}"
