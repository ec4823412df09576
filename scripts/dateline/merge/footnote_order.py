"""Footnotes after a merge: each that is used is defined, once, in the order of use."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from dateline.briefing.blocks import Block, BlockKind
from dateline.merge.line_merge import merge_whole
from dateline.merge.merge_report import Change, ChangeKind
from dateline.merge.placement import Node

SECTION = "footnotes"

Definitions = Mapping[str, Block]


def merge_footnotes(
    nodes: Sequence[Node], base: Sequence[Block], generated: Sequence[Block]
) -> tuple[tuple[Node, ...], tuple[Change, ...]]:
    """The blocks of a body with the footnotes that they need, and what changed in footnotes themselves.

    A footnote that the generator wrote leaves with its last reference; a person's own, or one that they
    reworded, stays.
    """
    old, new = _definitions(base), _definitions(generated)
    used = _used(nodes)
    result: list[Node] = []
    changes: list[Change] = []
    seen: dict[str, set[str]] = {}
    for node in nodes:
        label = node.block.labels[0] if node.block.kind is BlockKind.FOOTNOTE else None
        if label is None:
            result.append(node)
            continue
        texts = seen.setdefault(label, set())
        if node.block.content not in texts and not _is_left_over(node.block, label, used, old):
            merged, told = _merge_definition(node, old.get(label), new.get(label))
            result.append(merged)
            changes += told
        texts.add(node.block.content)
    ours = {**old, **new}
    missing = [ours[label] for label in used if used[label] and label not in seen and label in ours]
    result = _with_missing(result, missing, ours)
    return tuple(_in_order_of_use(result, used)), tuple(_counted(changes))


def _definitions(blocks: Sequence[Block]) -> Definitions:
    """The first definition of each label."""
    found = [(block.labels[0], block) for block in blocks if block.kind is BlockKind.FOOTNOTE]
    return dict(reversed(found))


def _used(nodes: Sequence[Node]) -> dict[str, bool]:
    """The labels in the order of their first use, and whether a page shows one of the uses."""
    used: dict[str, bool] = {}
    for node in sorted(nodes, key=lambda node: node.block.kind is BlockKind.FOOTNOTE):
        for label in node.block.references:
            used[label] = used.get(label, False) or bool(node.block.labels)
    return used


def _is_left_over(block: Block, label: str, used: Collection[str], old: Definitions) -> bool:
    return label not in used and label in old and old[label].content == block.content


def _merge_definition(node: Node, old: Block | None, new: Block | None) -> tuple[Node, list[Change]]:
    if new is None:
        return node, []
    label = node.block.labels[0]
    wording = merge_whole(old, node.block, new)
    merged = replace(node, block=replace(node.block, text=wording.text))
    if wording.conflict:
        return merged, [Change(ChangeKind.CONFLICT, SECTION, label, node.block.text, new.text)]
    changed = merged.block.content != node.block.content
    return merged, [Change(ChangeKind.UPDATED, SECTION, label, "")] if changed else []


def _counted(changes: Sequence[Change]) -> Iterator[Change]:
    """The conflicts, and the updates as one: a corrected seed moves the paragraph numbers of many."""
    yield from (change for change in changes if change.kind is ChangeKind.CONFLICT)
    labels = [change.label for change in changes if change.kind is ChangeKind.UPDATED]
    if labels:
        yield Change(ChangeKind.UPDATED, SECTION, "", ", ".join(labels))


def _with_missing(nodes: Sequence[Node], missing: Sequence[Block], ours: Definitions) -> list[Node]:
    """The blocks with new footnotes behind the last one that the generator wrote, else at the end."""
    last = next(
        (n for n in range(len(nodes) - 1, -1, -1) if _is_generated(nodes[n].block, ours)), len(nodes) - 1
    )
    return [*nodes[: last + 1], *map(Node, missing), *nodes[last + 1 :]]


def _is_generated(block: Block, labels: Collection[str]) -> bool:
    return block.kind is BlockKind.FOOTNOTE and block.labels[0] in labels


def _in_order_of_use(nodes: Sequence[Node], used: Iterable[str]) -> Iterator[Node]:
    """Each run of footnotes sorted by first use; one that nothing refers to stays behind the one before it."""
    ranks = {label: rank for rank, label in enumerate(used)}
    for is_footnote, run in groupby(nodes, key=lambda node: node.block.kind is BlockKind.FOOTNOTE):
        part = list(run)
        if is_footnote:
            rank = -1
            ranked = []
            for node in part:
                rank = ranks.get(node.block.labels[0], rank)
                ranked.append((rank, node))
            part = [node for _, node in sorted(ranked, key=lambda pair: pair[0])]
        yield from part
