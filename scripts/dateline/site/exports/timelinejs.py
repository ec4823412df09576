"""A timeline as JSON for TimelineJS (https://timeline.knightlab.com/docs/json-format.html).

That shows texts as HTML, so they are escaped here.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from html import escape
from itertools import islice

from dateline.briefing.document import plain
from dateline.model import edtf
from dateline.model.annotations import Status
from dateline.site.date_format import date_words
from dateline.site.exports.export_bytes import Row, list_bytes
from dateline.site.exports.told_lines import ToldLine
from dateline.site.interface_language import Language
from dateline.site.pages.merged_timelines import SHOWN

_PRECISE = ("year", "month", "day")
"""What a date has at most for its precision to be told by that alone."""


def timelinejs_of(lines: Iterable[ToldLine], title: str, language: Language) -> bytes:
    """The lines that have a date, below a title."""
    head = {"unique_id": "title", "text": {"headline": _html(title)}}
    return list_bytes({"title": head}, "events", (_slide_of(line, language) for line in lines if line.date))


def _slide_of(line: ToldLine, language: Language) -> Row:
    first, last = dates_of(line.date)
    return {
        "unique_id": line.id,
        "start_date": first,
        **({"end_date": last} if last else {}),
        "display_date": _html(date_words(line.date, language)),
        "text": {"headline": _html(line.text), "text": "".join(_told_below(line, language))},
    }


def _told_below(line: ToldLine, language: Language) -> Iterator[str]:
    if line.status is not Status.HAPPENED:
        yield f"<p>{_html(language.gettext(line.status))}</p>"
    if line.disputes:
        yield f"<p>{_html(language.gettext('sources differ'))}</p>"
    sources = dict.fromkeys((each.publisher, each.url) for each in line.evidence if each.publisher)
    if sources:
        yield f"<p>{' · '.join(_link(*source) for source in islice(sources, SHOWN))}</p>"
    yield f"<p>{_link(line.briefing.title, line.url)}</p>"


def _link(text: str, url: str | None) -> str:
    return f'<a href="{_html(url)}">{_html(text)}</a>' if url else _html(text)


def _html(text: str) -> str:
    return escape(plain(text))


def dates_of(value: str) -> tuple[Row, Row | None]:
    """The first and the last date of a slide, as precise as an EDTF date is; one without an end has but the first."""
    days = edtf.parse(value)
    if days.precision != "interval":
        is_span = days.precision not in _PRECISE
        return _date_of(days, days.earliest), _date_of(days, days.latest) if is_span else None
    start, _, end = value.partition("/")
    first = _end_of(start, is_last=False)
    last = _end_of(end, is_last=True)
    return (first, last) if first else (last or {}, None)


def _end_of(value: str, is_last: bool) -> Row | None:
    """An end of an interval; None where it is open."""
    if value in ("", ".."):
        return None
    days = edtf.parse(value)
    return _date_of(days, days.latest if is_last else days.earliest)


def _date_of(days: edtf.Edtf, day: date) -> Row:
    found: Row = {"year": day.year}
    if days.precision in ("month", "season", "day"):
        found["month"] = day.month
    if days.precision == "day":
        found["day"] = day.day
    if days.clock:
        hour, minute, *seconds = days.clock.rstrip("Z").split("+")[0].split("-")[0].split(":")
        found |= {
            "hour": int(hour),
            "minute": int(minute),
            **({"second": int(seconds[0])} if seconds else {}),
        }
    return found
