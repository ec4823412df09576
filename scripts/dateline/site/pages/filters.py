"""What the lines of a page can be filtered by: the choices that occur on it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dateline.model.annotations import Status
from dateline.site.interface_language import marked
from dateline.site.pages.merged_timelines import Line
from dateline.site.pages.slugs import Kind

FEW = 10
"""Lines below which a page has no filters, and no zoom."""

_STATUSES = {
    Status.HAPPENED: marked("happened"),
    Status.PLANNED: marked("planned"),
    Status.POSSIBLE: marked("possible"),
    Status.DENIED: marked("denied"),
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


def filters_of(lines: Sequence[Line]) -> tuple[Filter, ...]:
    """The filters of a page of lines; one that would not part them is left out, and all where the eye is faster."""
    if len(lines) < FEW:
        return ()
    found = (
        Filter("topic", marked("Topic"), tuple(_names(lines, Kind.TOPIC))),
        Filter("person", marked("Person"), tuple(_names(lines, Kind.PERSON))),
        Filter("source", marked("Source"), tuple(_names(lines, Kind.PUBLISHER))),
        Filter("status", marked("Status"), tuple(_words((line.status for line in lines), _STATUSES))),
        Filter(
            "certainty", marked("Certainty"), tuple(_words((line.certainty for line in lines), _CERTAINTIES))
        ),
    )
    return tuple(each for each in found if any(choice.count < len(lines) for choice in each.choices))


def _names(lines: Iterable[Line], kind: Kind) -> Iterator[Choice]:
    counts = Counter(name for line in lines for name in line.names[kind])
    for name in sorted(counts, key=lambda name: (name.text.casefold(), name.slug)):
        yield Choice(name.slug, name.text, counts[name])


def _words(values: Iterable[str], words: dict[Status, str] | dict[str, str]) -> Iterator[Choice]:
    counts = Counter(map(str, values))
    for value, text in words.items():
        if counts[str(value)]:
            yield Choice(str(value), text, counts[str(value)])
