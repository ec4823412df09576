"""When a briefing was published and when it changed last, as its front matter says: the clock plays no part."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time

from dateline.briefing.corrections import corrections_of
from dateline.model import edtf
from dateline.model.briefing import Card
from dateline.site.briefing_index import parsed_stamp


def moment_of(value: str | None) -> datetime | None:
    """The moment of a stamp, in its own zone (UTC where it names none), or of a date: midnight UTC of its first day.

    None for what is neither, and for a date without a beginning.
    """
    if value and "T" not in value and edtf.is_valid(value):
        first = edtf.parse(value).earliest
        return datetime.combine(first, time(), UTC) if first > date.min else None
    return parsed_stamp(value)


def last_change(card: Card, front: Mapping[str, object]) -> datetime | None:
    """The last of a briefing's date, its update and its corrections."""
    stamps = (card.date, card.updated, *(one.date for one in corrections_of(front)))
    return max(filter(None, map(moment_of, stamps)), default=None)
