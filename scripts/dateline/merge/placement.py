"""Where a block that the generator adds, or dates anew, goes in a person's file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dateline.briefing.blocks import Block, BlockKind
from dateline.merge.block_parts import parts_of
from dateline.model import edtf

DateKey = tuple[date, date, str]


@dataclass(frozen=True, slots=True)
class Node:
    """A block of the result, with its positions in the person's file and in the generated one."""

    block: Block
    current: int | None = None
    generated: int | None = None


def span_of(nodes: Sequence[Node], section: str) -> tuple[int, int] | None:
    """From the first block below a heading to behind the last, footnotes at the end left out; None without it."""
    start = 0
    if section:
        headings = (n for n, node in enumerate(nodes) if _is_heading(node) and node.block.section == section)
        heading = next(headings, None)
        if heading is None:
            return None
        start = heading + 1
    end = next((n for n in range(start, len(nodes)) if _is_heading(nodes[n])), len(nodes))
    while end > start and nodes[end - 1].block.kind is BlockKind.FOOTNOTE:
        end -= 1
    return start, end


def _is_heading(node: Node) -> bool:
    return node.block.kind is BlockKind.HEADING


def place_of_heading(nodes: Sequence[Node], before: Sequence[str], after: Sequence[str]) -> int:
    """Where a new section goes: behind the nearest of the sections before it, else above the nearest after it."""
    for section in reversed(before):
        if span := span_of(nodes, section):
            return span[1]
    for section in after:
        if span := span_of(nodes, section):
            return span[0] - 1
    span = span_of(nodes, nodes[-1].block.section) if nodes else None
    return span[1] if span else 0


def place_beside(nodes: Sequence[Node], span: tuple[int, int], number: int) -> int:
    """Where the generated block `number` goes: after the nearest one generated before it, else before the next."""
    places = {nodes[n].generated: n for n in range(*span) if nodes[n].generated is not None}
    before = [known for known in places if known is not None and known < number]
    if before:
        return places[max(before)] + 1
    after = [known for known in places if known is not None and known > number]
    return places[min(after)] if after else span[1]


def place_by_date(nodes: Sequence[Node], span: tuple[int, int], new: Node) -> int:
    """Where a timeline line goes: where the fewest lines stand on its wrong side, the first such place.

    In a list in order that is its place by date; lines without a date that can be read don't count.
    """
    key = date_key(new.block)
    items = [n for n in range(*span) if nodes[n].block.kind is BlockKind.ITEM]
    if key is None or not items:
        return place_beside(nodes, span, new.generated if new.generated is not None else 0)
    costs = list(_costs(_is_later(nodes[n], new, key) for n in items))
    best = costs.index(min(costs))
    return items[best - 1] + 1 if best else items[0]


def _costs(later: Iterator[bool | None]) -> Iterator[int]:
    """For each place between lines, how many stand on the wrong side, but for a constant."""
    cost = 0
    yield cost
    for is_later in later:
        cost += 0 if is_later is None else 1 if is_later else -1
        yield cost


def _is_later(node: Node, new: Node, key: DateKey) -> bool | None:
    """Whether a line comes after the new one; lines of one date keep the generator's order."""
    other = date_key(node.block)
    if other is None or other != key:
        return None if other is None else other > key
    if node.generated is None or new.generated is None:
        return False
    return node.generated > new.generated


def date_key(block: Block) -> DateKey | None:
    """By what a timeline line is ordered; None where its date can't be read."""
    try:
        return edtf.sort_key(parts_of(block).head.partition(" ")[0])
    except ValueError:
        return None
