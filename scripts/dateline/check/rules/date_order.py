"""Dates: the lines of a timeline in order, the dates of the front matter in agreement with each other and with it."""

import difflib
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from dateline.briefing.document import sources_in
from dateline.check.day_names import days_of
from dateline.check.records import CheckedFile
from dateline.model import edtf
from dateline.model.annotations import Status
from dateline.model.problems import Problem


def invalid_dates(checked: CheckedFile) -> Iterator[Problem]:
    """Timeline lines that open with no date, or with one that is not valid."""
    for entry in checked.briefing.timeline:
        try:
            edtf.parse(entry.date)
        except ValueError as reason:
            message = f"a timeline line needs a date: {reason}"
            message = message if entry.date else "a timeline line opens with no date"
            yield checked.error(entry.line, message, "write “- 2019-04-25 — what happened.”", 3)


def unordered_lines(checked: CheckedFile) -> Iterator[Problem]:
    """Timeline lines that stand below a later one."""
    dated = [entry for entry in checked.briefing.timeline if edtf.is_valid(entry.date)]
    for before, after in pairwise(dated):
        if edtf.sort_key(after.date) < edtf.sort_key(before.date):
            message = f"the timeline goes back from {before.date} to {after.date}"
            yield checked.error(after.line, message, "put it in order; `dateline check --fix` does", 3)


def misspelt_statuses(checked: CheckedFile) -> Iterator[Problem]:
    """Notes after a date that nearly are a status: with any other word, a line is told as happened."""
    known = [str(status) for status in Status]
    for entry in checked.briefing.timeline:
        for note in entry.notes:
            if note in known:
                continue
            if near := difflib.get_close_matches(note.lower(), known, n=1, cutoff=0.8):
                message = f"({note}) says nothing about a line, which is told as happened"
                yield checked.warning(entry.line, message, f"did you mean ({near[0]})?", 3)


def early_reviews(checked: CheckedFile) -> Iterator[Problem]:
    """A review or an update that is earlier than the news."""
    values = checked.front.values
    news = days_of([values.get("date")])
    for key in ("updated", "reviewed"):
        if news and max(days_of([values.get(key)]), default=news[0]) < news[0]:
            place = checked.front.place(key)
            message = f"{key} is {values[key]}, which is before date ({values['date']})"
            yield checked.warning(place.line, message, "correct one of the two", place.column)


def future_events(checked: CheckedFile) -> Iterator[Problem]:
    """Events told as happened after the last day that the briefing knows of."""
    latest = _last_day(checked)
    for entry in checked.briefing.timeline:
        if entry.status is Status.HAPPENED and _is_after(entry.date, latest):
            message = f"{entry.date} is told as happened, though the briefing knows of no day after {latest}"
            hint = f"write “- {entry.date} (planned) — …”, or bring `updated` up to date"
            yield checked.warning(entry.line, message, hint, 3)


def future_quotes(checked: CheckedFile) -> Iterator[Problem]:
    """Quotes said after the last day that the briefing knows of."""
    latest = _last_day(checked)
    for quote in checked.briefing.key_quotes:
        if _is_after(quote.said, latest):
            message = f"these words are said to be of {quote.said}, though the briefing knows of no day after {latest}"
            yield checked.warning(quote.line, message, "correct the day, or bring `updated` up to date")


def _is_after(value: str | None, latest: date | None) -> bool:
    days = days_of([value])
    return bool(days) and latest is not None and days[0] > latest


def _last_day(checked: CheckedFile) -> date | None:
    """The last day that the front matter names; None where it names none."""
    values = checked.front.values
    named = [values.get(key) for key in ("date", "updated", "reviewed")]
    named += [source.get("published") for source in sources_in(values).values()]
    return max(days_of(named), default=None)
