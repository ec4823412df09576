"""The pulse of a story as SVG: bars of happened and open events above a line of time, briefings below it.

Widths are in percent and heights in pixels, so that it fits any column without its numbers growing or shrinking;
colours are the style sheet's.  It is one picture to a screen reader, so no bar is a link: what the bars lead to are
the rows of months and years below it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

import svg

from dateline.model.annotations import Status
from dateline.site.pages.histogram import Bar, Happening, Pulse, pulse_of
from dateline.site.pages.merged_timelines import Line
from dateline.site.pages.name_index import Filed

TOLD = "pulse-told"
"""The id of the sentence that says the same."""

_ROOM, _TALLEST, _DEEPEST = 15, 72, 24
"""Pixels for the number over the highest bar, for the bars above the line, and for those below it."""
_THICKEST = 12
"""Pixels that one event takes at most."""
_AXIS, _GAP = 0.5, 0.24
"""Half the thickness of the line (pixels), and the share of a unit's width that parts two bars."""
_YEAR = 8
"""The width of a year in figures, where the column is narrowest (percent)."""
_LARGER = {"day": 7, "week": 7, "month": 4, "year": 3}
"""How much of an ISO day names the larger unit: months over days and weeks, years, decades."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A pulse, and its picture."""

    pulse: Pulse
    picture: str
    """Inline SVG."""


def chart_of(lines: Iterable[Line], briefings: Iterable[Filed]) -> Chart | None:
    """The chart of merged lines and of the days of briefings; None where the list says as much."""
    happenings = [Happening(line.date.value, line.status is Status.HAPPENED) for line in lines]
    pulse = pulse_of(happenings, [filed.day for filed in briefings if filed.day])
    return Chart(pulse, drawing_of(pulse)) if pulse else None


def drawing_of(pulse: Pulse) -> str:
    """The chart as inline SVG, the same bytes for the same pulse."""
    below = max(bar.briefings for bar in pulse.bars)
    step = min(_THICKEST, _TALLEST / pulse.highest, _DEEPEST / below if below else _THICKEST)
    zero = _ROOM + round(step * pulse.highest)
    picture = svg.SVG(
        width=_percent(100),
        height=zero + round(step * below) + 2,
        class_=["pulse__chart"],
        elements=[
            *_ticks(pulse, zero),
            *(
                part
                for number, bar in enumerate(pulse.bars)
                for part in _column(number, bar, pulse, zero, step)
            ),
            svg.Line(x1=0, x2=_percent(100), y1=zero, y2=zero, class_=["pulse__axis"]),
            _summit(pulse, zero - step * pulse.highest),
        ],
        extra={"role": "img", "aria-labelledby": TOLD},
    )
    return picture.as_str()


def _column(number: int, bar: Bar, pulse: Pulse, zero: float, step: float) -> Iterator[svg.Element]:
    """The bars of one unit of time."""
    slot = 100 / len(pulse.bars)
    x, width = _percent((number + _GAP / 2) * slot), _percent((1 - _GAP) * slot)

    def block(kind: str, top: float, height: float) -> svg.Rect:
        return svg.Rect(x=x, width=width, y=_short(top), height=_short(height), class_=[f"pulse__{kind}"])

    if bar.happened:
        yield block("happened", zero - step * bar.happened, step * bar.happened)
    if bar.open:
        yield block("open", zero - step * bar.events, step * bar.open)
    if bar.briefings:
        yield block("briefings", zero + 2 * _AXIS, step * bar.briefings)


def _ticks(pulse: Pulse, zero: float) -> Iterator[svg.Element]:
    """A hairline where a larger unit of time begins; with the year, if that is what begins."""
    names = [str(bar.first)[: _LARGER[pulse.unit]] for bar in pulse.bars]
    summit = _highest(pulse)
    for number in range(1, len(names)):
        if names[number] == names[number - 1]:
            continue
        x = _percent(number * 100 / len(names))
        yield svg.Line(x1=x, x2=x, y1=_ROOM, y2=zero, class_=["pulse__tick"])
        is_free = not -_YEAR < (number - summit) * 100 / len(names) < _YEAR
        if pulse.unit in ("month", "year") and is_free and number * 100 / len(names) < 100 - _YEAR:
            year = str(pulse.bars[number].first.year)
            yield svg.Text(x=x, y=_ROOM - 4, text=year, class_=["pulse__year"])


def _summit(pulse: Pulse, top: float) -> svg.Text:
    """How many events the highest bar stands for."""
    x = _percent((_highest(pulse) + 0.5) * 100 / len(pulse.bars))
    return svg.Text(
        x=x, y=_short(top - 4), text=str(pulse.highest), text_anchor="middle", class_=["pulse__number"]
    )


def _highest(pulse: Pulse) -> int:
    """Which bar is the highest; the first of several."""
    return next(number for number, bar in enumerate(pulse.bars) if bar.events == pulse.highest)


def _percent(value: float) -> svg.Length:
    return svg.Length(_short(value), "%")


def _short(value: float) -> Decimal:
    """Two decimals at most, so that bytes do not depend on how a machine adds."""
    return Decimal(f"{value:.2f}".rstrip("0").rstrip("."))
