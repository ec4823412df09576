"""Where a block that the generator adds, or dates anew, goes in a person's file, and the blank lines around it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate

from dateline.briefing.blocks import Blocks, BodyBlock, BodyKind
from dateline.merge.wording import split_block
from dateline.model import edtf

DateKey = tuple[date, date, str]


@dataclass(frozen=True, slots=True)
class Node:
    """A block of the result, with its positions in the person's file and in the generated one."""

    block: BodyBlock
    current: int | None = None
    generated: int | None = None


def section_span(nodes: Sequence[Node], section: str) -> tuple[int, int] | None:
    """From the first block below a heading to behind the last, footnotes at the end left out; None without it."""
    headings = [n for n, node in enumerate(nodes) if node.block.kind is BodyKind.HEADING]
    heading = next((n for n in headings if nodes[n].block.section == section), None) if section else -1
    if heading is None:
        return None
    end = next((n for n in headings if n > heading), len(nodes))
    while end > heading + 1 and nodes[end - 1].block.kind is BodyKind.FOOTNOTE:
        end -= 1
    return heading + 1, end


def place_of_heading(nodes: Sequence[Node], before: Sequence[str], after: Sequence[str]) -> int:
    """Where a new section goes: behind the nearest of the sections before it, else above the nearest after it."""
    for section in reversed(before):
        if span := section_span(nodes, section):
            return span[1]
    for section in after:
        if span := section_span(nodes, section):
            return span[0] - 1
    span = section_span(nodes, nodes[-1].block.section) if nodes else None
    return span[1] if span else 0


def place_beside(nodes: Sequence[Node], span: tuple[int, int], number: int) -> int:
    """Where the generated block `number` goes: after the nearest one generated before it, else before the next."""
    places = {known: n for n in range(*span) if (known := nodes[n].generated) is not None}
    before = [known for known in places if known < number]
    if before:
        return places[max(before)] + 1
    after = [known for known in places if known > number]
    return places[min(after)] if after else span[1]


def place_by_date(nodes: Sequence[Node], span: tuple[int, int], new: Node) -> int:
    """Where a timeline line goes: where the fewest lines stand on its wrong side, the first such place.

    In a list in order that is its place by date; lines without a date that can be read don't count.
    """
    items = [n for n in range(*span) if nodes[n].block.kind is BodyKind.ITEM]
    key = _date_key(new.block)
    if key is None or not items:
        return place_beside(nodes, span, new.generated or 0)
    costs = list(accumulate((_cost_behind(nodes[n], new, key) for n in items), initial=0))
    best = costs.index(min(costs))
    return items[best - 1] + 1 if best else items[0]


def _cost_behind(node: Node, new: Node, key: DateKey) -> int:
    """What it costs to go behind a line: 1 for a later one, -1 for an earlier; lines of one date stay as generated."""
    other = _date_key(node.block)
    if other is None:
        return 0
    if other == key and node.generated is not None and new.generated is not None:
        return 1 if node.generated > new.generated else -1
    return 1 if other > key else -1


def _date_key(block: BodyBlock) -> DateKey | None:
    """By what a timeline line is ordered; None where its date can't be read."""
    try:
        return edtf.sort_key(split_block(block).head.partition(" ")[0])
    except ValueError:
        return None


def spaced(nodes: Sequence[Node], current: Blocks, generated: Blocks) -> Iterator[BodyBlock]:
    """The blocks with blank lines between them as the person has them between such blocks, else as generated."""
    habits: dict[object, tuple[str, ...]] = {}
    for block in (*current, *generated):
        habits.setdefault((block.section, block.after, block.kind), block.gap)
        habits.setdefault((block.after, block.kind), block.gap)
    after: BodyKind | None = None
    for node in nodes:
        block = node.block
        if node.current is None or block.after is not after:
            is_list = after is block.kind and block.kind in (BodyKind.ITEM, BodyKind.FOOTNOTE)
            default = habits.get((after, block.kind), () if is_list else ("",))
            gap = habits.get((block.section, after, block.kind), default)
            block = replace(block, gap=gap, after=after)
        yield block
        after = block.kind
