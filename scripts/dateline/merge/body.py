"""The body of a briefing merged block by block: what stays, what leaves, what comes in and where.

A person's file is what is built upon: its blocks stay, in their order, and the generator's changes since the
base are made in it.  What is in the base and not in the person's file was deleted, and is not made again.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from dateline.briefing.blocks import Block, BlockKind
from dateline.briefing.document import KEY_POINTS, KEY_QUOTES, TIMELINE
from dateline.merge.block_parts import parts_of
from dateline.merge.line_merge import Wording, merge_parts, merge_whole
from dateline.merge.merge_report import OPENING, Change, ChangeKind
from dateline.merge.placement import Node, place_beside, place_by_date, place_of_heading, span_of
from dateline.merge.versions import Blocks, Versions, compare, is_content

_SECTIONS = ("", KEY_POINTS, KEY_QUOTES, TIMELINE)
"""The sections that are generated, in their order."""


def merge_blocks(
    base: Blocks, current: Blocks, generated: Blocks, remembered: Collection[str]
) -> tuple[tuple[Node, ...], tuple[Change, ...]]:
    """The blocks of the result but for new footnotes, and what changed."""
    versions = compare(base, current, generated, remembered)
    lead, told = _merge_lead(versions)
    changes = list(told)
    refused = _ids_refused(versions, lead)
    nodes = [lead] if lead and lead.current is None else []
    for number, block in enumerate(current):
        if number == versions.leads[1]:
            nodes += [lead] if lead else []
        elif not is_content(block):
            nodes.append(Node(block, number))
        else:
            node, told = _merge_item(versions, number, refused)
            nodes += [node] if node else []
            changes += told
    _reorder(versions, nodes)
    changes += _add_new(versions, nodes)
    return tuple(_without_empty_sections(versions, nodes)), tuple(changes)


# --- one block -------------------------------------------------------------------------------------------

Settled = tuple[Node | None, tuple[Change, ...]]
"""What stands in the place of a block, and what there is to say about it."""


def _merge_lead(versions: Versions) -> Settled:
    """The lead is a place rather than an item: one that a person reworded is not replaced by another sentence."""
    old, ours, new = versions.lead
    _, number, generated = versions.leads
    if ours is None or number is None:
        if new is None or old is not None or set(new.ids) & set(versions.gone):
            return None, ()
        return Node(new, None, generated), (_change(ChangeKind.ADDED, new),)
    if new is None:
        return _without_successor(versions, number, old)
    if _is_same(old, new):
        wording = merge_parts(old, ours, new)
    elif set(new.ids) & set(versions.gone):
        wording = Wording(ours.text)
    elif old and _is_taken(versions, new.ids):
        wording = Wording(ours.text, old.content != new.content)
    else:
        wording = merge_whole(old, ours, new)
    return _reworded(Node(ours, number, generated), new, wording)


def _is_same(old: Block | None, new: Block) -> bool:
    return old is not None and bool(set(old.ids) & set(new.ids) or old.words == new.words)


def _is_taken(versions: Versions, ids: Collection[str]) -> bool:
    """Whether another block that a person changed or wrote has one of these identities."""
    return any(
        is_content(block) and not set(ids).isdisjoint(block.ids) and _is_edited(versions, number)
        for number, block in enumerate(versions.current)
        if number != versions.leads[1]
    )


def _merge_item(versions: Versions, number: int, refused: Collection[str]) -> Settled:
    """`refused`: identities of the generated lead, where a person's own stands in its place."""
    ours = versions.current[number]
    old = versions.to_base.get(number)
    base = versions.base[old] if old is not None else None
    generated = versions.to_generated.get(number)
    if generated is None:
        if base is None or set(ours.ids) & set(refused):
            return Node(ours, number), ()
        return _without_successor(versions, number, base)
    new = versions.generated[generated]
    return _reworded(Node(ours, number, generated), new, merge_parts(base, ours, new))


def _without_successor(versions: Versions, number: int, base: Block | None) -> Settled:
    """A block that is no longer generated leaves, unless a person changed it."""
    ours = versions.current[number]
    if base is None:
        return Node(ours, number), ()
    if _is_edited(versions, number):
        return Node(ours, number), (_change(ChangeKind.KEPT, ours),)
    return None, (_change(ChangeKind.REMOVED, ours),)


def _is_edited(versions: Versions, number: int) -> bool:
    """Whether a person wrote or reworded a block or its footnotes, or moved it to another section."""
    ours = versions.current[number]
    old = versions.leads[0] if number == versions.leads[1] else versions.to_base.get(number)
    if old is None:
        return True
    base = versions.base[old]
    return (
        ours.content != base.content
        or base.section != ours.section
        or any(label in versions.reworded_footnotes for label in base.labels)
    )


def _reworded(node: Node, new: Block, wording: Wording) -> Settled:
    ours = node.block
    merged = replace(ours, text=wording.text)
    changes = []
    if merged.content != ours.content:
        changes.append(_change(ChangeKind.UPDATED, merged))
    if wording.conflict:
        changes.append(replace(_change(ChangeKind.CONFLICT, merged), words=merged.text, proposed=new.text))
    return replace(node, block=merged), tuple(changes)


def _ids_refused(versions: Versions, lead: Node | None) -> Collection[str]:
    new = versions.lead[2]
    return set(new.ids) - set(lead.block.ids if lead else ()) if new else ()


def _change(kind: ChangeKind, block: Block) -> Change:
    return Change(kind, block.section or OPENING, next(iter(block.ids), ""), block.words)


# --- the order -------------------------------------------------------------------------------------------


def _reorder(versions: Versions, nodes: list[Node]) -> None:
    """Follow the generator's order where a person left a section's order alone, and its dates in a timeline."""
    for section, home in versions.homes.items():
        span = span_of(nodes, home) if home is not None else None
        if home is None or span is None:
            continue
        if section == TIMELINE:
            _reorder_by_date(versions, nodes, home)
        elif _is_in_order(versions, section, home):
            places = [n for n in range(*span) if nodes[n].generated is not None and nodes[n].block.is_item]
            found = sorted((nodes[n] for n in places), key=lambda node: node.generated or 0)
            for place, node in zip(places, found, strict=True):
                nodes[place] = node


def _is_in_order(versions: Versions, section: str, home: str) -> bool:
    """Whether a person neither added, deleted nor moved anything in a section."""
    ours = [
        versions.to_base.get(n)
        for n, block in enumerate(versions.current)
        if block.section == home and n != versions.leads[1] and is_content(block)
    ]
    old = [
        n
        for n, block in enumerate(versions.base)
        if block.section == section and n != versions.leads[0] and is_content(block)
    ]
    return ours == old


def _reorder_by_date(versions: Versions, nodes: list[Node], home: str) -> None:
    """Move the lines that the generator dated anew to their places."""
    moved = [
        node
        for node in nodes
        if node.block.section == home
        and node.block.kind is BlockKind.ITEM
        and node.current is not None
        and parts_of(node.block).head != parts_of(versions.current[node.current]).head
    ]
    for node in moved:
        nodes.remove(node)
    for node in moved:
        span = span_of(nodes, home)
        assert span is not None
        nodes.insert(place_by_date(nodes, span, node), node)


def _add_new(versions: Versions, nodes: list[Node]) -> Iterator[Change]:
    """Insert what is new from the generator."""
    sections = tuple(dict.fromkeys(block.section for block in versions.generated))
    for number, block in _new_blocks(versions, nodes):
        home = versions.homes.get(block.section, block.section)
        if home is None:
            continue
        span = span_of(nodes, home) or _add_section(versions, nodes, sections, home)
        node = Node(_with_bullet(replace(block, section=home), nodes, span), None, number)
        is_dated = block.section == TIMELINE and block.kind is BlockKind.ITEM
        place = place_by_date(nodes, span, node) if is_dated else place_beside(nodes, span, number)
        nodes.insert(place, node)
        yield _change(ChangeKind.ADDED, node.block)


def _new_blocks(versions: Versions, nodes: Sequence[Node]) -> tuple[tuple[int, Block], ...]:
    """What neither the base nor the person's file has, was not deleted, and is not told elsewhere in the result.

    A lead tells it, other prose, or an item that a person made of two.
    """
    known = {versions.leads[2], *versions.to_generated.values(), *versions.renewed}
    told = (name for node in nodes if is_content(node.block) for name in node.block.ids)
    unwanted = {*versions.gone, *told}
    return tuple(
        (number, block)
        for number, block in enumerate(versions.generated)
        if number not in known and is_content(block) and _identity_of(block) not in unwanted
    )


def _identity_of(block: Block) -> str | None:
    return block.ids[0] if block.is_item and block.ids else None


def _with_bullet(block: Block, nodes: Sequence[Node], span: tuple[int, int]) -> Block:
    """An item with the bullet of the list that it comes into: another one would begin a new list."""
    if block.kind is not BlockKind.ITEM:
        return block
    items = (nodes[n].block.text for n in range(*span) if nodes[n].block.kind is BlockKind.ITEM)
    return replace(block, text=next(items, block.text)[0] + block.text[1:])


def _add_section(
    versions: Versions, nodes: list[Node], sections: Sequence[str], section: str
) -> tuple[int, int]:
    """Insert a heading among its neighbours; the empty span below it."""
    number = next(
        n
        for n, block in enumerate(versions.generated)
        if block.kind is BlockKind.HEADING and block.section == section
    )
    names = _SECTIONS if section in _SECTIONS else tuple(sections)
    homes = [versions.homes.get(name, name) or name for name in names]
    at = names.index(section)
    place = place_of_heading(nodes, homes[:at], homes[at + 1 :])
    nodes.insert(place, Node(versions.generated[number], None, number))
    return place + 1, place + 1


def _without_empty_sections(versions: Versions, nodes: Sequence[Node]) -> Iterator[Node]:
    """Leave out the headings that are no longer generated and have nothing left below them."""
    obsolete = {block.section for block in versions.base} - {block.section for block in versions.generated}
    for number, node in enumerate(nodes):
        if node.block.kind is BlockKind.HEADING and node.block.section in obsolete:
            rest = (other.block.kind for other in nodes[number + 1 :])
            following = next((kind for kind in rest if kind is not BlockKind.FOOTNOTE), BlockKind.HEADING)
            if following is BlockKind.HEADING:
                continue
        yield node
