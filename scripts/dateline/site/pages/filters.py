"""What the lines of a page can be filtered by: the choices that occur on it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.model.annotations import Status
from dateline.site.interface_language import marked
from dateline.site.pages.merged_timelines import MergedLine
from dateline.site.pages.slugs import NameKind

FEW = 10
"""Lines below which a page has no filters, and no overview."""

_NAMES = (
    ("topic", marked("Topic"), NameKind.TOPIC),
    ("person", marked("Person"), NameKind.PERSON),
    ("source", marked("Source"), NameKind.PUBLISHER),
)
_STATUSES = {
    str(Status.HAPPENED): marked("happened"),
    str(Status.PLANNED): marked("planned"),
    str(Status.POSSIBLE): marked("possible"),
    str(Status.DENIED): marked("denied"),
}
_CERTAINTIES = {
    "stated": marked("date stated"),
    "inferred": marked("date inferred"),
    "disputed": marked("sources differ"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A value to filter by: as the address has it, in words, and how many lines have it."""

    value: str
    text: str
    """A name, or a message to translate."""
    count: int


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter with its choices; `name` is the key in the address."""

    name: str
    text: str
    """A message to translate."""
    choices: tuple[Choice, ...]


def filters_of(lines: Sequence[MergedLine]) -> tuple[Filter, ...]:
    """The filters of a page of lines; one that would not part them is left out, and all where the eye is faster."""
    if len(lines) < FEW:
        return ()
    found = (
        *(Filter(name, text, tuple(_names(lines, kind))) for name, text, kind in _NAMES),
        Filter("status", marked("Status"), tuple(_values((line.status for line in lines), _STATUSES))),
        Filter(
            "certainty", marked("Certainty"), tuple(_values((line.certainty for line in lines), _CERTAINTIES))
        ),
    )
    return tuple(each for each in found if any(choice.count < len(lines) for choice in each.choices))


def _names(lines: Iterable[MergedLine], kind: NameKind) -> Iterator[Choice]:
    counts = Counter(name for line in lines for name in line.shown_names(kind))
    for name in sorted(counts, key=lambda name: (name.text.casefold(), name.slug)):
        yield Choice(name.slug, name.text, counts[name])


def _values(values: Iterable[str], words: Mapping[str, str]) -> Iterator[Choice]:
    counts = Counter(values)
    return (Choice(value, text, counts[value]) for value, text in words.items() if counts[value])
