"""Every line gets a kind by the rules for its part of the page, and lines become pieces of the text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.layout.line_rules import RULES, LineRule
from dateline.layout.line_rules.context import LineContext
from dateline.layout.page_regions import PageLayout
from dateline.model.article import BlockKind


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
        verdicts.append(next(verdict for rule in by_zone[zone] if (verdict := _verdict(rule, at))))
    return tuple(verdicts)


def _verdict(rule: LineRule, at: LineContext) -> Verdict | None:
    answer = rule.holds(at)
    if not answer:
        return None
    split = rule.split(at)
    reason = answer if isinstance(answer, str) else rule.reason
    return Verdict(rule.kind, reason, rule.name, split, None if split is None else rule.rest)


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
