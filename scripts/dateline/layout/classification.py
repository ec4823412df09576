"""Every line gets a kind by the first rule that holds for it, and lines become pieces of the text."""

import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from math import inf
from typing import Any

from dateline.layout.line_rules import body, head, inserts, pictures
from dateline.layout.line_rules.context import LineContext
from dateline.layout.page_regions import PageLayout
from dateline.model.article import BlockKind

_FUNCTIONS: dict[str, Callable[[LineContext], Any]] = {
    name: value for module in (body, head, inserts, pictures) for name, value in vars(module).items()
}


@dataclass(frozen=True, slots=True)
class LineRule:
    """A row of line_rules/rules.toml: the kind of a line of some zones for which a predicate holds."""

    name: str
    row: dict[str, Any]

    def verdict_on(self, at: LineContext) -> "Verdict | None":
        """What the rule says of a line; None where it does not hold."""
        row, (least, most) = self.row, self.row.get("words", (0, inf))
        if not least <= at.line.size <= most:
            return None
        feature = row.get("feature")
        answer = getattr(at.line, feature) if feature else _FUNCTIONS[row.get("holds", self.name)](at)
        if not answer:
            return None
        split = _FUNCTIONS[row["split"]](at) if "split" in row else None
        reason = answer if isinstance(answer, str) else row["reason"]
        rest = None if split is None else BlockKind(row["rest"])
        return Verdict(BlockKind(row["kind"]), reason, self.name, split, rest)


RULES = tuple(
    LineRule(name, row)
    for name, row in tomllib.loads(
        files("dateline.layout.line_rules").joinpath("rules.toml").read_text(encoding="utf-8")
    ).items()
)
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
    by_zone = {
        zone: [rule for rule in rules if zone in rule.row["zones"]] for zone in ("head", "body", "tail")
    }
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
