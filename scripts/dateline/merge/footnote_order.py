"""Footnotes after a merge: each that is used is defined, once, in the order of use."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from dateline.briefing.blocks import Blocks, BodyKind, definitions_of
from dateline.merge.changes import Change, ChangeKind
from dateline.merge.placement import Node
from dateline.merge.wording import merge_whole

SECTION = "footnotes"


def merge_footnotes(
    nodes: Sequence[Node], base: Blocks, generated: Blocks
) -> tuple[tuple[Node, ...], tuple[Change, ...]]:
    """The blocks of a body with the footnotes that they need, and what changed in footnotes themselves.

    A footnote that the generator wrote leaves with its last reference; a person's own, or one that they
    reworded, stays.
    """
    old, new = definitions_of(base), definitions_of(generated)
    used = _used(nodes)
    result: list[Node] = []
    conflicts: list[Change] = []
    updated: list[str] = []
    seen: set[tuple[str, str]] = set()
    for node in nodes:
        if not _is_footnote(node):
            result.append(node)
            continue
        label, content = node.block.labels[0], node.block.content
        is_unused = label not in used and label in old and old[label].content == content
        if (label, content) not in seen and not is_unused:
            text, conflict = node.block.text, False
            if label in new:
                text, conflict = merge_whole(old.get(label), node.block, new[label])
            merged = replace(node, block=replace(node.block, text=text))
            result.append(merged)
            if conflict:
                change = Change(ChangeKind.CONFLICT, SECTION, label, node.block.text, new[label].text)
                conflicts.append(change)
            elif merged.block.content != content:
                updated.append(label)
        seen.add((label, content))
    ours = {**old, **new}
    defined = {label for label, _ in seen}
    missing = [Node(ours[name]) for name in used if used[name] and name not in defined and name in ours]
    generated_ends = (n for n in range(len(result), 0, -1) if _is_footnote(result[n - 1], ours))
    end = next(generated_ends, len(result))
    result[end:end] = missing
    # A corrected seed moves the paragraph numbers of many: their updates are told as one.
    updates = [Change(ChangeKind.UPDATED, SECTION, "", ", ".join(updated))] if updated else []
    return tuple(_in_order_of_use(result, used)), (*conflicts, *updates)


def _is_footnote(node: Node, labels: Collection[str] | None = None) -> bool:
    """Whether a block is a footnote, and one of these where `labels` are given."""
    is_footnote = node.block.kind is BodyKind.FOOTNOTE
    return is_footnote and (labels is None or node.block.labels[0] in labels)


def _used(nodes: Sequence[Node]) -> dict[str, bool]:
    """The labels in the order of their first use, and whether a page shows one of the uses."""
    used: dict[str, bool] = {}
    for node in sorted(nodes, key=_is_footnote):
        for label in node.block.references:
            used[label] = used.get(label, False) or bool(node.block.labels)
    return used


def _in_order_of_use(nodes: Sequence[Node], used: Iterable[str]) -> Iterator[Node]:
    """Each run of footnotes sorted by first use; one that nothing refers to stays behind the one before it."""
    ranks = {label: rank for rank, label in enumerate(used)}
    for is_footnote, run in groupby(nodes, key=_is_footnote):
        rank = -1
        ranked = []
        for node in run:
            rank = ranks.get(node.block.labels[0], rank) if is_footnote else rank
            ranked.append((rank, node))
        yield from (node for _, node in sorted(ranked, key=lambda pair: pair[0]))
