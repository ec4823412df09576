"""The pulse of a story: how many events fell on each day, week or month, as a small chart (SVG)."""

from collections.abc import Sequence

from dateline.publish.following.register import Filed
from dateline.publish.following.timelines import Line


def pulse_of(lines: Sequence[Line], briefings: Sequence[Filed]) -> str:
    """The chart; "" where the story is too short for one."""
    return ""
