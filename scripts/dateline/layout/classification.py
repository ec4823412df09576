"""Every line gets a kind by the first rule that holds for it, and lines become pieces of the text."""

import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from math import inf
from typing import Any

from dateline.layout.line_rules import body, head, inserts
from dateline.layout.line_rules.context import LineContext
from dateline.layout.page_regions import PageLayout
from dateline.model.article import BlockKind

_FUNCTIONS: dict[str, Callable[[LineContext], Any]] = {
    name: value for module in (body, head, inserts) for name, value in vars(module).items()
}


@dataclass(frozen=True, slots=True)
class LineRule:
    """A row of line_rules/rules.toml, whose head tells what each field means."""

    name: str
    zones: Sequence[str]
    kind: str
    reason: str = ""
    words: Sequence[float] = (0, inf)
    when: Sequence[str] = ()
    holds: str = ""
    split: str = ""
    rest: str = ""
    example: str = ""
    page: str = ""

    def verdict_on(self, at: LineContext) -> "Verdict | None":
        """What the rule says of a line; None where it does not hold."""
        least, most = self.words
        if not least <= at.line.size <= most:
            return None
        answer: object = True
        for condition in self.when:
            if not (answer := at.meets(condition)):
                return None
        function = _FUNCTIONS.get(self.holds or self.name)
        if function and not (answer := function(at)):
            return None
        reason = answer if isinstance(answer, str) else self.reason
        split = _FUNCTIONS[self.split](at) if self.split else None
        rest = None if split is None else BlockKind(self.rest)
        return Verdict(BlockKind(self.kind), reason, self.name, split, rest)


_TABLE = tomllib.loads(files("dateline.layout.line_rules").joinpath("rules.toml").read_text(encoding="utf-8"))
RULES = tuple(LineRule(name, **row) for name, row in _TABLE.items())
"""In the order in which they are asked; the first that holds decides."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The kind of a line, or of its part up to `split` (an offset into its raw text) with the rest's kind."""

    kind: BlockKind
    reason: str
    rule: str
    """The name of the rule that decided."""
    split: int | None = None
    rest: BlockKind | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text with its kind, and the reason and the rule that gave it."""

    kind: BlockKind
    start: int
    end: int
    reason: str
    rule: str = ""


def classify(page: PageLayout, rules: Sequence[LineRule] = RULES) -> tuple[Verdict, ...]:
    """A verdict for each line of a page."""
    by_zone = {zone: [rule for rule in rules if zone in rule.zones] for zone in ("head", "body", "tail")}
    verdicts = []
    for index in range(len(page.lines)):
        zone = "head" if index < page.first else "body" if index < page.last else "tail"
        at = LineContext(page, index)
        verdicts.append(next(verdict for rule in by_zone[zone] if (verdict := rule.verdict_on(at))))
    return tuple(verdicts)


def pieces_of(page: PageLayout, verdicts: tuple[Verdict, ...]) -> Iterator[Piece]:
    """The pieces in order of the text; a line with two kinds in it gives two."""
    for span, line, verdict in zip(page.spans, page.lines, verdicts, strict=True):
        if verdict.split is None or verdict.rest is None:
            yield Piece(verdict.kind, span.start, span.end, verdict.reason, verdict.rule)
            continue
        before, after = line.raw[: verdict.split], line.raw[verdict.split :]
        end, start = span.start + len(before.rstrip()), span.end - len(after.lstrip())
        yield Piece(verdict.kind, span.start, end, verdict.reason, verdict.rule)
        yield Piece(
            verdict.rest, start, span.end, f"follows in the same line; {verdict.reason}", verdict.rule
        )
