"""The histogram of a story as SVG: bars of happened and open events above a line of time, briefings below it.

Widths are in percent and heights in pixels, so that it fits any column without its numbers growing or shrinking;
colours are the style sheet's.  It is one picture to a screen reader, so no bar is a link: what the bars lead to are
the rows of months and years below it.
"""

from collections.abc import Iterator
from decimal import Decimal

import svg

from dateline.site.pages.histogram import Bar, Histogram

CAPTION_ID = "pulse-told"
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


def drawing_of(histogram: Histogram) -> str:
    """The chart as inline SVG, the same bytes for the same histogram."""
    below = max(bar.briefings for bar in histogram.bars)
    step = min(_THICKEST, _TALLEST / histogram.highest, _DEEPEST / below if below else _THICKEST)
    zero = _ROOM + round(step * histogram.highest)
    picture = svg.SVG(
        width=_percent(100),
        height=zero + round(step * below) + 2,
        class_=["pulse__chart"],
        elements=[
            *_ticks(histogram, zero),
            *(
                part
                for number, bar in enumerate(histogram.bars)
                for part in _column(number, bar, histogram, zero, step)
            ),
            svg.Line(x1=0, x2=_percent(100), y1=zero, y2=zero, class_=["pulse__axis"]),
            _highest_number(histogram, zero - step * histogram.highest),
        ],
        extra={"role": "img", "aria-labelledby": CAPTION_ID},
    )
    return picture.as_str()


def _column(number: int, bar: Bar, histogram: Histogram, zero: float, step: float) -> Iterator[svg.Element]:
    """The bars of one unit of time."""
    slot = 100 / len(histogram.bars)
    x, width = _percent((number + _GAP / 2) * slot), _percent((1 - _GAP) * slot)

    def block(kind: str, top: float, height: float) -> svg.Rect:
        return svg.Rect(x=x, width=width, y=_short(top), height=_short(height), class_=[f"pulse__{kind}"])

    if bar.happened:
        yield block("happened", zero - step * bar.happened, step * bar.happened)
    if bar.open:
        yield block("open", zero - step * bar.events, step * bar.open)
    if bar.briefings:
        yield block("briefings", zero + 2 * _AXIS, step * bar.briefings)


def _ticks(histogram: Histogram, zero: float) -> Iterator[svg.Element]:
    """A hairline where a larger unit of time begins; with the year, if that is what begins."""
    names = [str(bar.first)[: _LARGER[histogram.unit]] for bar in histogram.bars]
    highest = _highest_bar(histogram)
    for number in range(1, len(names)):
        if names[number] == names[number - 1]:
            continue
        x = _percent(number * 100 / len(names))
        yield svg.Line(x1=x, x2=x, y1=_ROOM, y2=zero, class_=["pulse__tick"])
        is_free = not -_YEAR < (number - highest) * 100 / len(names) < _YEAR
        if histogram.unit in ("month", "year") and is_free and number * 100 / len(names) < 100 - _YEAR:
            year = str(histogram.bars[number].first.year)
            yield svg.Text(x=x, y=_ROOM - 4, text=year, class_=["pulse__year"])


def _highest_number(histogram: Histogram, top: float) -> svg.Text:
    """How many events the highest bar stands for."""
    x = _percent((_highest_bar(histogram) + 0.5) * 100 / len(histogram.bars))
    return svg.Text(
        x=x, y=_short(top - 4), text=str(histogram.highest), text_anchor="middle", class_=["pulse__number"]
    )


def _highest_bar(histogram: Histogram) -> int:
    """Which bar is the highest; the first of several."""
    return next(number for number, bar in enumerate(histogram.bars) if bar.events == histogram.highest)


def _percent(value: float) -> svg.Length:
    return svg.Length(_short(value), "%")


def _short(value: float) -> Decimal:
    """Two decimals at most, so that bytes do not depend on how a machine adds."""
    return Decimal(f"{value:.2f}".rstrip("0").rstrip("."))
