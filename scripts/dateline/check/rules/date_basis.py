"""The date of a timeline line against what its footnotes say of how it is known.

    - 2031-05-12 — …[^s1-3]     [^s1-3]: Bell, paragraph 3 (date stated): “… on May 11.”
    - 2031-05-12 — …[^s1-1]     [^s1-1]: Bell, paragraph 1 (date counted from “Sunday”): “…”     (it was a Monday)

Only what a date and a sentence say outright is compared: a day and a month, a year where the sentence has one, a day of
the week that stands alone.  What is counted from a day otherwise (“two weeks later”) is its reader's.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from dateline.briefing.document import DATE_NOTES, dating_in, sources_in
from dateline.check.day_names import day_and_month, names_month, names_weekday, weekday_alone
from dateline.check.numbers import numbers_in
from dateline.check.records import Page
from dateline.check.rules.evidence import Seeds
from dateline.model import edtf
from dateline.model.annotations import DateBasis
from dateline.model.briefing import Entry, Evidence
from dateline.model.problems import Problem, warning

_DAY = re.compile(r"(?P<year>\d{4})(?:-(?P<month>0\d|1[0-2])(?:-(?P<day>\d\d))?)?[?~%]?(?:T.*)?")
_COUNTED = re.compile(rf"{DATE_NOTES[DateBasis.RELATIVE]} “(?P<words>.*)”")
_UNSURE = ("~", "?", "%")
_DAYS_AWAY = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
_YEARS_AWAY = {"last year": -1, "this year": 0, "next year": 1}
_FOUR_DIGITS = re.compile(r"\b[12]\d{3}\b")


def contradicted(page: Page, seeds: Seeds) -> Iterator[Problem]:
    """Lines whose date their evidence does not give; a person's own may cite a sentence for something else."""
    briefing = page.document.briefing
    notes = {note.label: note for note in briefing.evidence if note.text and note.note}
    for entry in briefing.timeline:
        cited = [notes[label] for label in entry.labels if label in notes]
        if not entry.id or not edtf.is_valid(entry.date):
            continue
        dating = [(note, way) for note in cited if (way := dating_in(note.note or "", entry.date))]
        if not dating:
            yield from _not_named(page, entry, cited)
        elif len(dating) == 1:
            yield from _not_given(page, entry, *dating[0], seeds)


def _not_named(page: Page, entry: Entry, cited: Sequence[Evidence]) -> Iterator[Problem]:
    """A footnote names the dates that it gives, and this one is not among them."""
    named = [day for note in cited for day in _dates_named(note.note or "")]
    if named:
        message = f"{entry.date} is not a date that the evidence of this line gives"
        yield warning(
            page.file, entry.line, message, f"it gives {', '.join(named)}; correct one of the two", 3
        )


def _dates_named(note: str) -> Iterator[str]:
    """The dates of the lines that a footnote tells apart: `2019-04: date stated; 2019-05: …`."""
    for part in note.split("; "):
        day, mark, _ = part.partition(": ")
        if mark and edtf.is_valid(day):
            yield day


def _not_given(page: Page, entry: Entry, note: Evidence, way: str, seeds: Seeds) -> Iterator[Problem]:
    told = seeds.proved_words(note)
    if way == DATE_NOTES[DateBasis.STATED]:
        wrong = _is_not_stated(entry.date, told)
    elif way == DATE_NOTES[DateBasis.PUBLICATION]:
        wrong = _is_not_published(entry.date, note, page.document.front.values)
    else:
        wrong = _is_another_day(entry.date, way, told, _published(note, page.document.front.values))
    if wrong:
        message = f"{entry.date} is not the date of its evidence ({way})"
        hint = f"{wrong}; correct the date, or what [^{note.label}] says of it"
        yield warning(page.file, entry.line, message, hint, 3)


def _is_not_stated(day: str, told: str) -> str:
    """What a sentence says otherwise than a date; "" where it may state it."""
    match = _DAY.fullmatch(day)
    if match is None:
        return ""  # an interval, a decade, a season: put in many ways
    years = _FOUR_DIGITS.findall(told)
    if years and match["year"] not in years:
        return f"it says {', '.join(dict.fromkeys(years))}"
    if match["month"] and not names_month(told, int(match["month"])):
        return "it names another month, or none"
    days = [part for number in numbers_in(told) for part in number.parts]
    if match["day"] and int(match["day"]) not in days:
        return "it names another day, or none"
    return ""


def _is_not_published(told: str, note: Evidence, front: Mapping[str, object]) -> str:
    """The day of publication of a footnote's source, where it is another one."""
    published = _published(note, front)
    if published is None or not _DAY.fullmatch(told) or told[:10] == str(published)[: len(told)]:
        return ""
    return f"its source was published on {published}"


def _published(note: Evidence, front: Mapping[str, object]) -> date | None:
    """The day on which the source of a footnote was published, where that is known."""
    sources = [s for s in sources_in(front).values() if note.source in (None, s.get("id"))]
    stamp = str(sources[0].get("published"))[:10] if len(sources) == 1 else ""
    is_day = re.fullmatch(r"\d{4}-\d\d-\d\d", stamp) and edtf.is_valid(stamp)
    return edtf.parse(stamp).earliest if is_day else None


def _is_another_day(day: str, way: str, told: str, published: date | None) -> str:
    """What a line's date contradicts, where it is counted from words that stand for one day or year alone."""
    match = _COUNTED.fullmatch(way)
    if match is None or day.endswith(_UNSURE):
        return ""
    words, parsed = match["words"], edtf.parse(day)
    if parsed.earliest != parsed.latest:
        return _is_another_year(day, words, published)
    if weekday := weekday_alone(words):
        own = parsed.earliest.isoweekday()
        return "" if own == weekday or names_weekday(told, own) else f"that day was a {parsed.earliest:%A}"
    if stated := day_and_month(words):
        return f"it says “{words}”" if stated != (parsed.earliest.day, parsed.earliest.month) else ""
    away = _DAYS_AWAY.get(words.lower())
    if published is None or away is None or (parsed.earliest - published).days == away:
        return ""
    return f"its source was published on {published}"


def _is_another_year(day: str, words: str, published: date | None) -> str:
    away = _YEARS_AWAY.get(words.lower())
    if (
        published is None
        or away is None
        or not re.fullmatch(r"\d{4}", day)
        or int(day) == published.year + away
    ):
        return ""
    return f"{words} was {published.year + away}"
