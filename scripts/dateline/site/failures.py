"""What goes wrong with one briefing or one line of it: it is told with its place, and the rest of the site is made."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from dateline.briefing.document import Document
from dateline.model.briefing import Briefing
from dateline.model.internal_errors import REPORT, cause_of, line_of, raises
from dateline.model.problems import DatelineError, Problem, error
from dateline.site.briefing_index import EMPTY, Index
from dateline.site.pages.merged_timelines import Line
from dateline.site.pages.name_index import Filed

Thing = TypeVar("Thing")
Made = TypeVar("Made")


class Faults:
    """The errors of one build."""

    def __init__(self, say: Callable[[Problem], None]) -> None:
        self._say = say
        self._folder = ""
        self._index = EMPTY
        self._told: dict[str, dict[Problem, None]] = {}

    def begin(self, folder: str) -> None:
        """Begin a build with the briefings of a folder."""
        self._folder, self._told = folder, {}

    def of(self, path: str) -> tuple[Problem, ...]:
        """What was told of a briefing, by its path below the folder."""
        return tuple(self._told.get(path, ()))

    def know(self, index: Index) -> None:
        """Find lines in these briefings."""
        self._index = index

    def tell(self, path: str, line: int, reason: Exception, what: str) -> None:
        """Tell, once, that something of a briefing could not be made."""
        name = f"{self._folder}/{path}" if path else self._folder
        problem = error(name, line, f"{what} can't be made: {cause_of(reason)}", REPORT)
        if problem not in self._told.setdefault(path, {}):
            self._told[path][problem] = None
            self._say(problem)

    def tell_of(self, path: str, words: str, reason: Exception, what: str) -> None:
        """Tell the same of the first line of a briefing that holds these words."""
        self.tell(path, line_of(self._index.items[path].text, words), reason, what)

    def blame_words(self, value: str, reason: Exception) -> None:
        """Tell of a value that a template can't put into words, where a briefing has it."""
        found = ((path, line_of(item.text, value)) for path, item in self._index.items.items())
        path, line = next(((path, line) for path, line in found if line), ("", 0))
        self.tell(path, line, reason, f"the words for “{value}”")

    def blame_piece(self, thing: object, reason: Exception) -> None:
        """Tell of a line or a briefing that a template fails on; raises the error for any other thing."""
        if isinstance(thing, Line):
            for told in thing.told:
                self.tell(told.filed.card.path, told.entry.line, reason, "this line of a timeline")
        elif isinstance(thing, Filed):
            self.tell(thing.card.path, 0, reason, "what a list says of this briefing")
        else:
            raise reason

    def apart(
        self,
        things: Sequence[Thing],
        step: Callable[[Sequence[Thing]], Made],
        what: str,
        blame: Callable[[Thing, Exception], None],
    ) -> tuple[tuple[Thing, ...], Made]:
        """What a step makes of things, without those with which it fails even alone; with the things that are left.

        `blame` is told each of the others.  Raises `DatelineError` where none of them is to blame.
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
    document = replace(document, front=replace(document.front, body=""))
    if _fails_with(document, bare, step):
        return 0
    for quote in quotes:
        if _fails_with(document, replace(bare, key_quotes=(quote,)), step):
            return quote.line
    for entry in entries:
        if _fails_with(document, replace(bare, timeline=(entry,)), step):
            return entry.line
    return 0


def _fails_with(document: Document, briefing: Briefing, step: Callable[[Document], object]) -> bool:
    return raises(lambda: step(replace(document, briefing=briefing)))
