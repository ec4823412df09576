"""Errors in the code that one briefing or one line brings out: each is reported with its place; the rest is made."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from dateline.briefing.document import Document
from dateline.model.internal_errors import REPORT, cause_of, line_of, raises
from dateline.model.problems import DatelineError, Problem, error
from dateline.site.briefing_index import EMPTY, Index

Thing = TypeVar("Thing")
Made = TypeVar("Made")


class Failures:
    """The errors in the code that one build meets."""

    def __init__(self, say: Callable[[Problem], None]) -> None:
        self._say = say
        self._folder = ""
        self._reported: dict[str, dict[Problem, None]] = {}
        self.index: Index = EMPTY
        """The briefings in which lines are found."""

    def begin(self, folder: str) -> None:
        """Begin a build with the briefings of a folder."""
        self._folder, self._reported = folder, {}

    def of(self, path: str) -> tuple[Problem, ...]:
        """The errors that a briefing brought out, by its path below the folder."""
        return tuple(self._reported.get(path, ()))

    def report(self, path: str, line: int, reason: Exception, what: str) -> None:
        """Report, once, that something of a briefing could not be made."""
        name = f"{self._folder}/{path}" if path else self._folder
        problem = error(name, line, f"{what} can't be made: {cause_of(reason)}", REPORT)
        if problem not in self._reported.setdefault(path, {}):
            self._reported[path][problem] = None
            self._say(problem)

    def report_words(self, path: str, words: str, reason: Exception, what: str) -> None:
        """Report it for the first line of a briefing that holds these words."""
        self.report(path, line_of(self.index.items[path].text, words), reason, what)

    def report_value(self, value: str, reason: Exception) -> None:
        """Report a value that a template can't put into words, at the first line of a briefing that has it."""
        found = ((path, line_of(item.text, value)) for path, item in self.index.items.items())
        path, line = next(((path, line) for path, line in found if line), ("", 0))
        self.report(path, line, reason, f"the words for “{value}”")

    def report_shown(self, thing: object, reason: Exception) -> None:
        """Report a briefing or a line that a template fails on, at its `places`; raise the error for anything else."""
        places: tuple[tuple[str, int], ...] = getattr(thing, "places", ())
        if not places:
            raise reason
        for path, line in places:
            what = "this line of a timeline" if line else "what a list says of this briefing"
            self.report(path, line, reason, what)

    def without_failing(
        self,
        things: Sequence[Thing],
        step: Callable[[Sequence[Thing]], Made],
        what: str,
        blame: Callable[[Thing, Exception], None],
    ) -> tuple[tuple[Thing, ...], Made]:
        """The things without those with which a step fails even alone, and what the step makes of them.

        `blame` gets each of the others, with its error.  Raises `DatelineError` where none of them is to blame.
        """
        try:
            return tuple(things), step(things)
        except Exception as reason:
            whole = reason
        failures = {
            place: failure for place, thing in enumerate(things) if (failure := _failure(step, thing))
        }
        for place, failure in failures.items():
            blame(things[place], failure)
        left = tuple(thing for place, thing in enumerate(things) if place not in failures)
        try:
            if failures:
                return left, step(left)
        except Exception as reason:
            whole = reason
        raise DatelineError(self._folder, f"{what} can't be made: {cause_of(whole)}", REPORT) from whole


def _failure(step: Callable[[Sequence[Thing]], object], thing: Thing) -> Exception | None:
    try:
        step((thing,))
    except Exception as reason:
        return reason
    return None


def blamed_line(document: Document, step: Callable[[Document], object]) -> int:
    """The line of the quote or the timeline line with which alone a step fails; 0 where it fails without any."""
    quotes, entries = document.briefing.key_quotes, document.briefing.timeline
    bare = replace(document.briefing, key_points=(), key_quotes=(), timeline=())
    parts = (
        (0, bare),
        *((quote.line, replace(bare, key_quotes=(quote,))) for quote in quotes),
        *((entry.line, replace(bare, timeline=(entry,))) for entry in entries),
    )
    front = replace(document.front, body="")
    failing = (line for line, part in parts if raises(lambda part=part: step(Document(front, part, ()))))  # type: ignore[misc]
    return next(failing, 0)
