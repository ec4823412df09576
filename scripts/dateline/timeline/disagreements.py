"""Where the tellings of one event differ: on its day, or on a figure.

Only what a source states is held against another: a day that was inherited or is that of publication is a guess of
ours, and no contradiction.  A source is not held against itself.
"""

from collections.abc import Iterator, Sequence

from dateline.model import edtf
from dateline.model.annotations import Status
from dateline.timeline.figures import Figure, contradicts, counts_same, figures_of
from dateline.timeline.mention import Conflict, Telling, are_apart

_NEAR = 2
"""How many times the other one a figure may be that counts the same, where no word but the unit says that it does."""


def conflicts_of(tellings: Sequence[Telling]) -> tuple[Conflict, ...]:
    """Every value that another source's contradicts, or that a briefing says is contradicted: by field and value."""
    found = {conflict for telling in tellings for conflict in telling.conflicts}
    if len({telling.source for telling in tellings}) > 1:
        found.update(_dates(tellings), _figures(tellings))
    return tuple(sorted(found))


def _dates(tellings: Sequence[Telling]) -> Iterator[Conflict]:
    """Days that exclude each other (a plan that was put off is no contradiction)."""
    stated = [t for t in tellings if t.is_sure and t.status is Status.HAPPENED]
    values = sorted({t.date for t in stated}, key=edtf.sort_key)
    for telling in stated:
        if any(are_apart(telling.date, value) and _gives(stated, value, telling.source) for value in values):
            yield Conflict("date", telling.date, telling.source)


def _gives(tellings: Sequence[Telling], value: str, but: str) -> bool:
    return any(t.date == value and t.source != but for t in tellings)


def _figures(tellings: Sequence[Telling]) -> Iterator[Conflict]:
    told = [(t.source, figures_of(t.wording)) for t in tellings]
    for source, figures in told:
        for figure in figures:
            if any(other != source and _is_contradicted(figure, figures, theirs) for other, theirs in told):
                yield Conflict("figure", figure.text, source)


def _is_contradicted(figure: Figure, beside: Sequence[Figure], theirs: Sequence[Figure]) -> bool:
    """Whether the other telling counts the same thing, and no figure of it agrees."""
    ours = [f for f in beside if counts_same(f, figure)]
    same = [f for f in theirs if counts_same(f, figure)]
    if not all(contradicts(figure, other) for other in same):
        return False
    is_one = len(ours) == len(same) == 1
    return any(
        (figure.around & other.around) - {figure.unit}
        or (is_one and figure.value <= _NEAR * other.value <= _NEAR**2 * figure.value)
        for other in same
    )
