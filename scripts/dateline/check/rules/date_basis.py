"""The date of a timeline line, held against what its footnotes say of how the date is known.

    - 2031-05-12 — …[^s1-3]     [^s1-3]: Bell, paragraph 3 (date stated): “… on May 11.”
    - 2031-05-12 — …[^s1-1]     [^s1-1]: Bell, paragraph 1 (date counted from “Sunday”): “…”     (it was a Monday)

Only what a date and a sentence say outright is compared: a day and a month, a year where the sentence has one, a day of
the week that stands alone.  Other ways of counting (“two weeks later”) are left to the reader of the seed.
"""

import re
from collections.abc import Iterator
from datetime import date

from dateline.briefing.document import DATE_NOTES, dates_named, dating_in, sources_in
from dateline.check.day_names import day_and_month, names_month, names_weekday, weekday_alone
from dateline.check.numbers import has_whole_number
from dateline.check.records import CheckedFile
from dateline.lang import lexicon
from dateline.model import edtf
from dateline.model.annotations import DateBasis
from dateline.model.briefing import Entry, Evidence
from dateline.model.problems import Problem

_DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>0\d|1[0-2])(?:-(?P<day>\d\d))?)?[?~%]?(?:T.*)?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_COUNTED = re.compile(rf"{DATE_NOTES[DateBasis.RELATIVE]} “(?P<words>.*)”")
_UNCERTAIN = ("~", "?", "%")
_YEAR = re.compile(r"\b(?P<year>(?P<century>[12]\d)\d\d)(?:[-–/](?P<last>\d\d)(?![-–/\d]))?(?!\d)")
"""A year, or a season that has two (“2003-04”)."""


def unnamed_dates(checked: CheckedFile) -> Iterator[Problem]:
    """Lines whose date is not among the dates that their footnotes name."""
    for entry, notes in _generated_lines(checked):
        named = [day for note in notes for day in dates_named(note.note or "")]
        if named and not any(dating_in(note.note or "", entry.date) for note in notes):
            message = f"{entry.date} is not a date that the evidence of this line gives"
            yield checked.warning(
                entry.line, message, f"it gives {', '.join(named)}; correct one of the two", 3
            )


def contradicted_dates(checked: CheckedFile) -> Iterator[Problem]:
    """Lines whose date is another than the one that their footnote gives."""
    for entry, notes in _generated_lines(checked):
        dating = [(note, basis) for note in notes if (basis := dating_in(note.note or "", entry.date))]
        if len(dating) != 1:
            continue
        note, basis = dating[0]
        reason = _contradiction(checked, entry.date, note, basis)
        if reason:
            message = f"{entry.date} is not the date of its evidence ({basis})"
            hint = f"{reason}; correct the date, or what [^{note.label}] says of it"
            yield checked.warning(entry.line, message, hint, 3)


def _generated_lines(checked: CheckedFile) -> Iterator[tuple[Entry, list[Evidence]]]:
    """The dated lines that were generated; a person's own may cite a sentence for something else."""
    notes = {note.label: note for note in checked.briefing.evidence if note.text and note.note}
    for entry in checked.briefing.timeline:
        if entry.id and edtf.is_valid(entry.date):
            yield entry, [notes[label] for label in entry.labels if label in notes]


def _contradiction(checked: CheckedFile, day: str, note: Evidence, basis: str) -> str:
    """What speaks against a date; "" where nothing does."""
    words = checked.seeds.cited_words(note)
    if basis == DATE_NOTES[DateBasis.STATED]:
        return _not_stated(day, words)
    published = _published(note, checked)
    if basis == DATE_NOTES[DateBasis.PUBLICATION]:
        is_same = not _DATE.fullmatch(day) or str(published).startswith(day[:10])
        return f"its source was published on {published}" if published and not is_same else ""
    match = _COUNTED.fullmatch(basis)
    if match is None or day.endswith(_UNCERTAIN):
        return ""
    return _not_counted(day, match["words"], words, published)


def _not_stated(day: str, words: str) -> str:
    """What a sentence says that a date does not; "" where it may state the date."""
    match = _DATE.fullmatch(day)
    if match is None:
        return ""  # an interval, a decade, a season: put in many ways
    years = [
        year
        for match in _YEAR.finditer(words)
        for year in (match["year"], match["century"] + match["last"] if match["last"] else None)
        if year
    ]
    if years and match["year"] not in years:
        return f"it says {', '.join(dict.fromkeys(years))}"
    if match["month"] and not names_month(words, int(match["month"])):
        return "it names another month, or none"
    if match["day"] and not has_whole_number(words, int(match["day"])):
        return "it names another day, or none"
    return ""


def _published(note: Evidence, checked: CheckedFile) -> date | None:
    """The day on which the source of a footnote was published, where that is known."""
    sources = [s for s in sources_in(checked.front.values).values() if note.source in (None, s.get("id"))]
    stamp = str(sources[0].get("published"))[:10] if len(sources) == 1 else ""
    return edtf.parse(stamp).earliest if _DAY.fullmatch(stamp) and edtf.is_valid(stamp) else None


def _not_counted(day: str, counted_from: str, words: str, published: date | None) -> str:
    """What speaks against a date that is counted from words which stand for one day or year alone."""
    parsed = edtf.parse(day)
    first = parsed.earliest
    if first != parsed.latest:
        years = lexicon.table("check/words")["years_away"].get(counted_from.lower())
        if published is None or years is None or not re.fullmatch(r"\d{4}", day):
            return ""
        year = published.year + int(str(years))
        return "" if int(day) == year else f"{counted_from} was {year}"
    if weekday := weekday_alone(counted_from):
        own = first.isoweekday()
        return "" if own == weekday or names_weekday(words, own) else f"that day was a {first:%A}"
    if stated := day_and_month(counted_from):
        return f"it says “{counted_from}”" if stated != (first.day, first.month) else ""
    days = lexicon.table("check/words")["days_away"].get(counted_from.lower())
    is_same = published is None or days is None or (first - published).days == days
    return "" if is_same else f"its source was published on {published}"
