"""The notes in brackets after the date of a timeline line, both ways.

    2024-05-17 (planned)
    2024-05-18 (planned for 2024-05-17)
    2024-05-13 (sources differ: 2024-05-13 in s1 / 2024-05-14 in s2; sources differ: 310 jobs in s1 / 300 jobs in s2)
    2024-05-19 (planned; turning point)

Only a person marks a turning point.  They may write any other word there too: it is shown as it stands, and the event
counts as happened.
"""

import re
from collections.abc import Iterable
from itertools import groupby

from dateline.model import edtf
from dateline.model.annotations import Status
from dateline.model.briefing import Difference, Entry

PLANNED_FOR = "planned for "
DIFFER = "sources differ: "
TURNING_POINT = "turning point"

_BETWEEN_NOTES, _BETWEEN_DAYS, _BETWEEN_VALUES = "; ", " and ", " / "
_VALUE = re.compile(r"(?P<value>.+) in (?P<source>\w+)")
_RESERVED = str.maketrans("();/", "[],|")
"""What parts notes and values, and so can't stand in a figure."""


def notes_text(entry: Entry) -> str:
    """The notes of a line as they are written, without the brackets; "" for a plain report."""
    notes = [] if entry.status is Status.HAPPENED else [str(entry.status)]
    if entry.planned:
        notes.append(PLANNED_FOR + _BETWEEN_DAYS.join(entry.planned))
    for _, differences in groupby(entry.differences, key=is_day):
        notes.append(DIFFER + _BETWEEN_VALUES.join(map(_value_of, differences)))
    if entry.is_turning_point:
        notes.append(TURNING_POINT)
    return _BETWEEN_NOTES.join(notes)


def _value_of(difference: Difference) -> str:
    value = difference.value if is_day(difference) else difference.value.translate(_RESERVED)
    return f"{value} in {difference.source}"


def is_day(difference: Difference) -> bool:
    """Whether sources differ on the date rather than on a figure."""
    return edtf.is_valid(difference.value)


def split_notes(notes: str) -> tuple[str, ...]:
    """The notes that stand in the brackets."""
    return tuple(note.strip() for note in notes.split(";") if note.strip())


def status_of(notes: Iterable[str]) -> Status:
    """What the notes say the event is."""
    return next((Status(note) for note in notes if note in tuple(Status)), Status.HAPPENED)


def planned_of(notes: Iterable[str]) -> tuple[str, ...]:
    """The days (EDTF) for which what happened was announced."""
    return tuple(
        day
        for note in notes
        if note.startswith(PLANNED_FOR)
        for day in note.removeprefix(PLANNED_FOR).split(_BETWEEN_DAYS)
        if edtf.is_valid(day)
    )


def differences_of(notes: Iterable[str]) -> tuple[Difference, ...]:
    """The values on which sources differ, and the ids of the sources."""
    return tuple(
        Difference(match["value"], match["source"])
        for note in notes
        if note.startswith(DIFFER)
        for value in note.removeprefix(DIFFER).split(_BETWEEN_VALUES)
        if (match := _VALUE.fullmatch(value.strip()))
    )
