"""The body of a briefing merged block by block: what stays, what leaves, what comes in and where.

A person's file is what is built upon: its blocks stay, in their order, and the generator's changes since the
base are made in it.  What is in the base and not in the person's file was deleted, and is not made again.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from dateline.briefing.blocks import Blocks, BodyBlock, BodyKind
from dateline.briefing.document import KEY_POINTS, KEY_QUOTES, TIMELINE
from dateline.merge.changes import OPENING, Change, ChangeKind
from dateline.merge.placement import Node, place_beside, place_by_date, place_of_heading, section_span
from dateline.merge.versions import Versions, is_content, match_versions
from dateline.merge.wording import Wording, merge_block, merge_whole, split_block, with_bullet_of

_SECTIONS = ("", KEY_POINTS, KEY_QUOTES, TIMELINE)
"""The sections that are generated, in their order."""

Outcome = tuple[Node | None, tuple[Change, ...]]
"""What stands in the place of a block, and what there is to say about it."""


def merge_blocks(
    base: Blocks, current: Blocks, generated: Blocks, remembered: Collection[str]
) -> tuple[tuple[Node, ...], tuple[Change, ...]]:
    """The blocks of the result but for new footnotes, and what changed."""
    versions = match_versions(base, current, generated, remembered)
    lead, found = _merge_lead(versions)
    changes = list(found)
    new_lead = versions.lead[2]
    refused = set(new_lead.ids if new_lead else ()) - set(lead.block.ids if lead else ())
    nodes = [lead] if lead and lead.current is None else []
    for number, block in enumerate(current):
        if number == versions.leads[1]:
            nodes += [lead] if lead else []
        elif not is_content(block):
            nodes.append(Node(block, number))
        else:
            node, found = _merge_item(versions, number, refused)
            nodes += [node] if node else []
            changes += found
    _reorder(versions, nodes)
    changes += _add_new(versions, nodes)
    return tuple(_without_empty_sections(versions, nodes)), tuple(changes)


# --- one block -------------------------------------------------------------------------------------------


def _merge_lead(versions: Versions) -> Outcome:
    """Merge the lead: a place rather than an item, so one that a person reworded keeps its sentence."""
    old, ours, new = versions.lead
    _, number, generated = versions.leads
    is_deleted = new is not None and not versions.deleted.isdisjoint(new.ids)
    if ours is None or number is None:
        if new is None or old is not None or is_deleted:
            return None, ()
        return Node(new, None, generated), (_change(ChangeKind.ADDED, new),)
    if new is None:
        return _without_successor(versions, number, old)
    if old and (not set(old.ids).isdisjoint(new.ids) or old.words == new.words):
        wording = merge_block(old, ours, new)
    elif is_deleted:
        wording = ours.text, False
    elif old and _is_used_elsewhere(versions, new.ids):
        wording = ours.text, old.content != new.content
    else:
        wording = merge_whole(old, ours, new)
    return _reworded(Node(ours, number, generated), new, wording)


def _is_used_elsewhere(versions: Versions, ids: Collection[str]) -> bool:
    """Whether another block than the lead, which a person changed or wrote, has one of these identities."""
    return any(
        is_content(block) and not set(ids).isdisjoint(block.ids) and _is_edited(versions, number)
        for number, block in enumerate(versions.current)
        if number != versions.leads[1]
    )


def _merge_item(versions: Versions, number: int, refused: Collection[str]) -> Outcome:
    """Merge an item; `refused` are identities of the generated lead, where a person's own stands in its place."""
    ours = versions.current[number]
    old = versions.to_base.get(number)
    base = versions.base[old] if old is not None else None
    generated = versions.to_generated.get(number)
    if generated is not None:
        new = versions.generated[generated]
        return _reworded(Node(ours, number, generated), new, merge_block(base, ours, new))
    if set(ours.ids) & set(refused):
        return Node(ours, number), ()
    return _without_successor(versions, number, base)


def _without_successor(versions: Versions, number: int, base: BodyBlock | None) -> Outcome:
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
    is_moved = ours.content != base.content or base.section != ours.section
    return is_moved or not versions.reworded_footnotes.isdisjoint(base.labels)


def _reworded(node: Node, new: BodyBlock, wording: Wording) -> Outcome:
    text, conflict = wording
    merged = replace(node.block, text=text)
    changes = []
    if merged.content != node.block.content:
        changes.append(_change(ChangeKind.UPDATED, merged))
    if conflict:
        changes.append(replace(_change(ChangeKind.CONFLICT, merged), words=text, proposed=new.text))
    return replace(node, block=merged), tuple(changes)


def _change(kind: ChangeKind, block: BodyBlock) -> Change:
    return Change(kind, block.section or OPENING, block.id, block.words)


# --- the order -------------------------------------------------------------------------------------------


def _reorder(versions: Versions, nodes: list[Node]) -> None:
    """Follow the generator's order where a person left a section's order alone, and its dates in a timeline."""
    for section, home in versions.homes.items():
        span = section_span(nodes, home) if home is not None else None
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
    old, ours = (
        [n for n, b in enumerate(blocks) if b.section == name and n != lead and is_content(b)]
        for blocks, name, lead in zip(
            (versions.base, versions.current), (section, home), versions.leads[:2], strict=True
        )
    )
    return [versions.to_base.get(n) for n in ours] == old


def _reorder_by_date(versions: Versions, nodes: list[Node], home: str) -> None:
    """Move the lines that the generator dated anew to their places."""
    moved = [
        node
        for node in nodes
        if node.block.section == home
        and node.block.kind is BodyKind.ITEM
        and node.current is not None
        and split_block(node.block).head != split_block(versions.current[node.current]).head
    ]
    for node in moved:
        nodes.remove(node)
    for node in moved:
        span = section_span(nodes, home)
        assert span is not None
        nodes.insert(place_by_date(nodes, span, node), node)


def _add_new(versions: Versions, nodes: list[Node]) -> Iterator[Change]:
    """Insert what is new from the generator."""
    for number, block in _new_blocks(versions, nodes):
        home = versions.homes.get(block.section, block.section)
        if home is None:
            continue
        span = section_span(nodes, home) or _add_section(versions, nodes, home)
        items = (nodes[n].block for n in range(*span) if nodes[n].block.kind is BodyKind.ITEM)
        text = with_bullet_of(next(items, block), block.text)
        node = Node(replace(block, section=home, text=text), None, number)
        is_dated = block.section == TIMELINE and block.kind is BodyKind.ITEM
        place = place_by_date(nodes, span, node) if is_dated else place_beside(nodes, span, number)
        nodes.insert(place, node)
        yield _change(ChangeKind.ADDED, node.block)


def _new_blocks(versions: Versions, nodes: Sequence[Node]) -> tuple[tuple[int, BodyBlock], ...]:
    """What neither the base nor the person's file has, was not deleted, and doesn't stand elsewhere in the result.

    A lead may have taken it up, other prose, or an item that a person made of two.
    """
    known = {versions.leads[2], *versions.to_generated.values(), *versions.renewed}
    present = (name for node in nodes if is_content(node.block) for name in node.block.ids)
    unwanted = {*versions.deleted, *present}
    return tuple(
        (number, block)
        for number, block in enumerate(versions.generated)
        if number not in known and is_content(block) and not (block.is_item and block.id in unwanted)
    )


def _add_section(versions: Versions, nodes: list[Node], section: str) -> tuple[int, int]:
    """Insert a heading among its neighbours; the empty span below it."""
    number, heading = next(
        (n, block)
        for n, block in enumerate(versions.generated)
        if block.kind is BodyKind.HEADING and block.section == section
    )
    generated = tuple(dict.fromkeys(block.section for block in versions.generated))
    names = _SECTIONS if section in _SECTIONS else generated
    homes = [versions.homes.get(name, name) or name for name in names]
    at = names.index(section)
    place = place_of_heading(nodes, homes[:at], homes[at + 1 :])
    nodes.insert(place, Node(heading, None, number))
    return place + 1, place + 1


def _without_empty_sections(versions: Versions, nodes: Sequence[Node]) -> Iterator[Node]:
    """Leave out the headings that are no longer generated and have nothing left below them."""
    obsolete = {block.section for block in versions.base} - {block.section for block in versions.generated}
    for number, node in enumerate(nodes):
        if node.block.kind is BodyKind.HEADING and node.block.section in obsolete:
            rest = (other.block.kind for other in nodes[number + 1 :])
            following = next((kind for kind in rest if kind is not BodyKind.FOOTNOTE), BodyKind.HEADING)
            if following is BodyKind.HEADING:
                continue
        yield node
