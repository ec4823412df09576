"""What an item says and its evidence does not: a number, a name, a day of the week or a month.

    - 32 people were hurt.[^s1-1]      over “… and 22 people were hurt.”
    - Ana Vell resigned.[^s1-2]        over a seed that names only Bo Strand

A number has to stand in the footnotes of its item, in digits or in words; a name there or anywhere in the seeds, since
a line says “Bo Strand” for a “he” of its sentence.  A remark of a person's own, as a footnote, counts as evidence too.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from dateline.briefing.document import sources_in, text_of
from dateline.check.day_names import days_of, months_in, names_month, names_weekday, weekdays_in
from dateline.check.name_words import unheld_names, vocabulary_of
from dateline.check.numbers import Number, numbers_in
from dateline.check.positions import place_of
from dateline.check.records import Page
from dateline.check.rules.evidence import Seeds
from dateline.lang import lexicon
from dateline.model.briefing import Entry, Evidence, KeyPoint
from dateline.model.problems import Problem, warning

_SUMMED_UP = 20
"""Up to here a number in words with an article sums up what was named: the two met, all three were hurt."""
_DETERMINERS = frozenset({"all", "her", "his", "its", "our", "the", "their", "these", "those"})
_UNIT = re.compile(r"[\s-](?:second|minute|hour|day|night|week|month|year|decade)s?\b")
_SPAN = re.compile(rf"{_UNIT.pattern}\s(?:after|ago|apart|before|earlier|later|sooner)\b")
"""A time between two days: "two days later"."""
_YEARS = range(1000, 3000)
_LINK = re.compile(r"(?<=\])\([^()\s]*[^()]*\)|<[^<>]*>|https?://\S+")
_TODAY = re.compile(
    r"\b(?:today|tonight|yesterday|tomorrow|this (?:morning|afternoon|evening))\b", re.IGNORECASE
)
"""Days that an editor writes as days of the week."""
_HINT = "correct it, or say in a footnote of your own where it comes from"


@dataclass(frozen=True, slots=True)
class _Claim:
    """The words of an item, what they rest on, and the days that go with them."""

    line: int
    words: str
    evidence: str
    days: tuple[date, ...]
    """Those of a timeline line."""
    around: tuple[date, ...]
    """Those of the briefing and its sources."""

    @property
    def shown(self) -> str:
        """The words without the targets of links, each character in its place."""
        return _LINK.sub(lambda match: " " * len(match[0]), self.words)


def unheld(page: Page, seeds: Seeds) -> Iterator[Problem]:
    """Numbers, days and names in items that their footnotes, or for names the seeds, don't hold."""
    if not seeds.texts or not seeds.are_complete:
        return  # what can't be read may hold them
    is_english = str(page.document.front.values.get("language") or "en").startswith("en")
    claims = tuple(_claims_of(page, seeds))
    for claim in claims:
        for number in numbers_in(claim.shown):
            if number.is_numeral and (is_english or not number.in_words) and not _is_held(number, claim):
                yield _missing(page, claim, number.text, number.start, _numbers_told(claim))
        if is_english:
            yield from _days(page, claim)
    if is_english and all(seeds.of_source.values()):  # a source without a seed may name anybody
        yield from _names(page, claims, seeds)


def _claims_of(page: Page, seeds: Seeds) -> Iterator[_Claim]:
    """The lead and the items whose footnotes are all there, and quote something."""
    briefing = page.document.briefing
    notes = {note.label: note for note in briefing.evidence}
    front = days_of(_dates_of(page.document.front.values))
    items: tuple[KeyPoint | Entry, ...] = (_lead_of(page), *briefing.key_points, *briefing.timeline)
    for item in items:
        cited = [notes.get(label) for label in item.labels]
        told = [_told_by(note, seeds) for note in cited if note]
        if len(told) == len(cited) and any(note and note.text for note in cited):
            own = days_of((item.date, *item.planned)) if isinstance(item, Entry) else ()
            yield _Claim(item.line, item.text, "\n".join(told), own, front)


def _lead_of(page: Page) -> KeyPoint:
    briefing = page.document.briefing
    line = next((block.line for block in page.shown if not block.section and block.is_lead), 1)
    return KeyPoint(briefing.lead, briefing.lead_labels, line=line)


def _dates_of(front: Mapping[str, object]) -> Iterator[object]:
    yield from (front.get("date"), front.get("updated"))
    yield from (source.get("published") for source in sources_in(front).values())


def _told_by(note: Evidence, seeds: Seeds) -> str:
    return seeds.proved_words(note) if note.text else note.note or ""


def _missing(page: Page, claim: _Claim, words: str, at: int, told: str = "") -> Problem:
    line, column = place_of(page.lines, claim.line, claim.words, at)
    message = f"the evidence of this item does not say “{words}”"
    return warning(page.file, line, message, f"{told}{_HINT}", column)


# --- numbers ------------------------------------------------------------------------------------------------


def _is_held(number: Number, claim: _Claim) -> bool:
    told = [part for other in numbers_in(claim.evidence) for part in other.parts]
    if any(math.isclose(value, other) for value in number.values for other in told):
        return True
    before, value = claim.shown[: number.start].casefold().split()[-3:], number.values[0]
    if any(_is_rounded(value, other, before) for other in told):
        return True
    return _is_worked_out(number, before, claim) or _is_of_date(number, value, claim, told)


def _is_worked_out(number: Number, before: Sequence[str], claim: _Claim) -> bool:
    """Whether a number sums up what the evidence names, or is the time between two of its days.

    Where the evidence has such numbers itself, it may be one of them altered.
    """
    if number.in_words and number.values[0] <= 1:
        return True
    if _SPAN.match(claim.shown, number.end):
        return not any(_UNIT.match(claim.evidence, other.end) for other in numbers_in(claim.evidence))
    is_few = number.in_words and number.values[0] <= _SUMMED_UP
    return is_few and _sums_up(before) and not _counts(claim.evidence)


def _sums_up(before: Sequence[str]) -> bool:
    return bool(before) and before[-1] in _DETERMINERS


def _counts(text: str) -> bool:
    """Whether a text has a numeral behind an article or the like itself: “all five boroughs”."""
    numbers = (number for number in numbers_in(text) if number.in_words and number.is_numeral)
    return any(_sums_up(text[: number.start].casefold().split()[-1:]) for number in numbers)


def _is_rounded(rough: float, exact: float, before: Sequence[str]) -> bool:
    """Whether a number is another with fewer digits: “about 400” for 387, “more than 3,000” for 3,112."""
    if not 0 < rough < math.inf or _digits_of(rough) >= _digits_of(exact):
        return False
    unit = 10.0 ** (math.floor(math.log10(rough)) + 1 - _digits_of(rough))
    return any(
        (kind == "about" and abs(rough - exact) <= unit / 2)
        or (kind == "more" and 0 <= exact - rough < unit)
        or (kind == "less" and 0 <= rough - exact < unit)
        for kind in ("about", "more", "less")
        if _hedges(kind).intersection(before)
    )


def _digits_of(value: float) -> int:
    """The digits of a number without the noughts around them."""
    return len(f"{value:.6f}".rstrip("0").rstrip(".").rstrip("0").replace(".", "").lstrip("0"))


def _is_of_date(number: Number, value: float, claim: _Claim, told: list[float]) -> bool:
    """Whether it is the year or the day of a date that goes with the item, or a year whose short form is told."""
    if number.in_words or not value.is_integer():
        return False
    if int(value) in _YEARS:
        is_short = value % 100 in told and re.search(r"[’'‘]\d\d|FY\d\d", claim.evidence)
        has_years = any(other in _YEARS for other in told)
        return bool(is_short) or (
            not has_years and int(value) in {day.year for day in (*claim.days, *claim.around)}
        )
    near = claim.shown[max(0, number.start - 12) : number.end + 14]
    return (
        bool(months_in(near))
        and not months_in(claim.evidence)
        and int(value) in {day.day for day in (*claim.days, *claim.around)}
    )


def _numbers_told(claim: _Claim) -> str:
    told = dict.fromkeys(number.text for number in numbers_in(claim.evidence) if number.is_numeral)
    return f"it says {', '.join(told)}; " if told else ""


@cache
def _hedges(kind: str) -> frozenset[str]:
    """Words that make a figure a rough one: "about", "more", "less"."""
    listed = lexicon.table("timeline/figures")[kind]["words"]
    return frozenset(listed if isinstance(listed, list) else ())


# --- days and months ----------------------------------------------------------------------------------------


def _days(page: Page, claim: _Claim) -> Iterator[Problem]:
    for named in weekdays_in(claim.shown):
        known = (*claim.days, *claim.around) if _TODAY.search(claim.evidence) else claim.days
        is_known = named.number in {day.isoweekday() for day in known}
        if not is_known and not names_weekday(claim.evidence, named.number):
            yield _missing(page, claim, named.text, named.start)
    for named in months_in(claim.shown):
        known = claim.days if months_in(claim.evidence) else (*claim.days, *claim.around)
        is_known = named.number in {day.month for day in known}
        if not is_known and not names_month(claim.evidence, named.number):
            yield _missing(page, claim, named.text, named.start)


# --- names --------------------------------------------------------------------------------------------------


def _names(page: Page, claims: Sequence[_Claim], seeds: Seeds) -> Iterator[Problem]:
    held = vocabulary_of(*seeds.texts.values(), *_told_beside(page))
    for claim in claims:
        for name, at in unheld_names(claim.shown, held, claim.evidence):
            line, column = place_of(page.lines, claim.line, claim.words, at)
            yield _unknown(page, name, line, column)
    for quote in page.document.briefing.key_quotes:
        for part in (quote.speaker, quote.role, quote.via) if quote.labels else ():
            for name, _ in unheld_names(part or "", held, is_title=True):
                yield _unknown(page, name, quote.line, 0)


def _told_beside(page: Page) -> Iterator[str]:
    """What is known of the sources beside their texts, and the remarks of a person's own footnotes."""
    front = page.document.front.values
    for part in (front, *sources_in(front).values()):
        yield from filter(None, (text_of(part, key) for key in ("title", "description", "publisher")))
    yield from (note.note for note in page.document.briefing.evidence if note.note and not note.text)


def _unknown(page: Page, name: str, line: int, column: int) -> Problem:
    message = f"neither the evidence of this item nor a seed names “{name}”"
    return warning(page.file, line, message, _HINT, column)
