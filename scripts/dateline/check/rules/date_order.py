"""Dates: the lines of a timeline in order, the dates of the front matter in agreement with each other and with it."""

import difflib
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from dateline.briefing.document import sources_in
from dateline.check.records import Page
from dateline.model import edtf
from dateline.model.annotations import Status
from dateline.model.briefing import Entry
from dateline.model.problems import Problem, error, warning


def misdated(page: Page) -> Iterator[Problem]:
    """Dates that are none, that stand out of order, or that cannot both be true."""
    yield from _timeline(page)
    yield from _misspelt(page)
    yield from _front(page)
    latest = _last_day(page)
    if latest is not None:
        yield from _told_too_early(page, latest)


def _timeline(page: Page) -> Iterator[Problem]:
    dated: list[Entry] = []
    for entry in page.document.briefing.timeline:
        try:
            edtf.parse(entry.date)
        except ValueError as reason:
            message = (
                f"a timeline line needs a date: {reason}"
                if entry.date
                else "a timeline line opens with no date"
            )
            yield error(page.file, entry.line, message, "write “- 2019-04-25 — what happened.”", 3)
        else:
            dated.append(entry)
    for before, after in pairwise(dated):
        if edtf.sort_key(after.date) < edtf.sort_key(before.date):
            message = f"the timeline goes back from {before.date} to {after.date}"
            yield error(page.file, after.line, message, "put it in order; `dateline check --fix` does", 3)


def _misspelt(page: Page) -> Iterator[Problem]:
    """Notes after a date that are a slip away from a status: with any other word, a line is told as happened."""
    known = [str(status) for status in Status]
    for entry in page.document.briefing.timeline:
        for note in entry.notes:
            near = difflib.get_close_matches(note.lower(), known, n=1, cutoff=0.8)
            if near and note not in known:
                message = f"({note}) says nothing about a line, which is told as happened"
                yield warning(page.file, entry.line, message, f"did you mean ({near[0]})?", 3)


def _front(page: Page) -> Iterator[Problem]:
    """The review and the last update come no earlier than the news."""
    front = page.document.front
    news = _day(front.values.get("date"))
    for key in ("updated", "reviewed"):
        day = _day(front.values.get(key))
        if news and day and day[1] < news[0]:
            place = front.place(key)
            message = f"{key} is {front.values[key]}, which is before date ({front.values['date']})"
            yield warning(page.file, place.line, message, "correct one of the two", place.column)


def _told_too_early(page: Page, latest: date) -> Iterator[Problem]:
    """What is told as happened, or quoted as said, after the last day that the briefing knows of."""
    for entry in page.document.briefing.timeline:
        day = _day(entry.date)
        if entry.status is Status.HAPPENED and day and day[0] > latest:
            message = f"{entry.date} is told as happened, though the briefing knows of no day after {latest}"
            hint = f"write “- {entry.date} (planned) — …”, or bring `updated` up to date"
            yield warning(page.file, entry.line, message, hint, 3)
    for quote in page.document.briefing.key_quotes:
        day = _day(quote.said)
        if day and day[0] > latest:
            message = f"these words are said to be of {quote.said}, though the briefing knows of no day after {latest}"
            yield warning(page.file, quote.line, message, "correct the day, or bring `updated` up to date")


def _last_day(page: Page) -> date | None:
    """The last day that the front matter names; None where it names none."""
    values = page.document.front.values
    named = [values.get(key) for key in ("date", "updated", "reviewed")]
    named += [source.get("published") for source in sources_in(values).values()]
    return max((day[1] for value in named if (day := _day(value))), default=None)


def _day(value: object) -> tuple[date, date] | None:
    """The first and last day of a date or stamp; None where it is none."""
    if not isinstance(value, str) or not edtf.is_valid(value):
        return None
    parsed = edtf.parse(value)
    return parsed.earliest, parsed.latest
