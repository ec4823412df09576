"""The rules by which a line gets its kind: the rows of rules.toml, each with a predicate of this package."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from dateline.layout.line_rules import body, head, inserts, pictures, signatures
from dateline.layout.line_rules.context import LineContext
from dateline.model.article import BlockKind


@dataclass(frozen=True, slots=True)
class LineRule:
    """A row of the table: the kind of a line of these zones for which a predicate holds."""

    name: str
    zones: tuple[str, ...]
    kind: BlockKind
    holds: Callable[[LineContext], bool | str | None]
    reason: str
    """Why; where the predicate answers with a reason, that one is given."""
    split: Callable[[LineContext], int | None]
    """The offset into the raw line up to which the kind holds; None for all of it."""
    rest: BlockKind | None
    """The kind of the line from there on: "By Ana Ruiz May 3, 2024"."""


_FUNCTIONS: dict[str, Callable[[LineContext], Any]] = {
    name: value
    for module in (body, head, inserts, pictures, signatures)
    for name, value in vars(module).items()
}


def _rule_of(name: str, row: dict[str, Any]) -> LineRule:
    feature = row.get("feature")
    holds = (lambda at: getattr(at.line, feature)) if feature else _FUNCTIONS[row.get("holds", name)]
    split = _FUNCTIONS[row["split"]] if "split" in row else lambda at: None
    rest = BlockKind(row["rest"]) if "rest" in row else None
    return LineRule(
        name, tuple(row["zones"]), BlockKind(row["kind"]), holds, row.get("reason", ""), split, rest
    )


TABLE: dict[str, dict[str, Any]] = tomllib.loads(
    files(__package__).joinpath("rules.toml").read_text(encoding="utf-8")
)
RULES = tuple(_rule_of(name, row) for name, row in TABLE.items())
"""In the order in which they are asked; the first that holds decides."""
