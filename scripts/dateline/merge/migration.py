"""A briefing of the file's first version brought to today's form, without a loss.

There each item had footnotes of its own, whose labels were its identity, so that one sentence was printed up to three
times.  `- 2019 — It opens.[^t-91c2d0]` becomes `- 2019 — It opens.[^s1-4]` above `<!-- t-91c2d0 -->`.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from dateline.briefing.blocks import (
    IDENTITY,
    INDENTS,
    REFERENCE,
    Blocks,
    BodyBlock,
    BodyKind,
    fold,
    is_old_label,
)
from dateline.briefing.document import evidence_in, free_label, marks_of

_ONE_IN_A_ROW = re.compile(r"(\[\^[\w-]+\])\1+")


def migrated(blocks: Blocks, identities: Collection[str]) -> Blocks:
    """The blocks with identities in comments, and one footnote for each sentence; as they are if nothing is of old.

    `identities` are those that other versions of the file know: where a person made one item of two, it keeps both.
    """
    if not any(block.kind is BodyKind.FOOTNOTE and is_old_label(block.labels[0]) for block in blocks):
        return blocks
    marked = tuple(_with_mark(block, identities) for block in blocks)
    names = _names_by_sentence(marked)
    return relabelled(tuple(_one_for_each(marked, names)), names)


def relabelled(blocks: Blocks, names: Mapping[str, str]) -> Blocks:
    """The blocks with footnotes under other labels; what is cited twice in a row is cited once."""
    if all(label == name for label, name in names.items()):
        return blocks
    result = []
    for block in blocks:
        text = REFERENCE.sub(lambda m: f"[^{names.get(m[1], m[1])}]", block.text)
        is_same = block.is_code or text == block.text
        result.append(block if is_same else replace(block, text=_ONE_IN_A_ROW.sub(r"\1", text)))
    return tuple(result)


def _with_mark(block: BodyBlock, identities: Collection[str]) -> BodyBlock:
    """An item with its identity in a comment: of its footnotes those that are known to be one, else the first."""
    is_item = block.is_item or block.kind is BodyKind.PROSE
    if not is_item or not block.ids or IDENTITY.search(block.text):
        return block
    old = [label for label in block.labels if is_old_label(label)]
    names = [label for label in old if label in identities] or old[:1]
    return replace(block, text=block.text.rstrip() + marks_of(names, INDENTS.get(block.kind, "")))


def _names_by_sentence(blocks: Blocks) -> dict[str, str]:
    """Old labels -> one label for each sentence, named by its source and place."""
    notes = [evidence_in(block) for block in blocks if block.kind is BodyKind.FOOTNOTE]
    taken = {note.label for note in notes if not is_old_label(note.label)}
    by_sentence: dict[tuple[str | None, ...], str] = {}
    names: dict[str, str] = {}
    for note in notes:
        if not is_old_label(note.label) or note.label in names:
            continue
        # Two footnotes that quote one sentence; one without a sentence is like no other.
        key = (note.source, note.place, fold(note.text)) if note.text else (note.label,)
        if key not in by_sentence:
            place = (note.place or "text").removeprefix("paragraph ")
            by_sentence[key] = free_label(f"{note.source or 's1'}-{place}", taken)
            taken.add(by_sentence[key])
        names[note.label] = by_sentence[key]
    return names


def _one_for_each(blocks: Blocks, names: Mapping[str, str]) -> Iterator[BodyBlock]:
    """The blocks without the footnotes that repeat another: of those alike, one that tells how a date is known."""
    named = [(names.get(b.labels[0]) if b.kind is BodyKind.FOOTNOTE else None, b) for b in blocks]
    kept: dict[str, BodyBlock] = {}
    for name, block in named:
        if name and (name not in kept or (evidence_in(block).note and not evidence_in(kept[name]).note)):
            kept[name] = block
    for name, block in named:
        if name is None:
            yield block
        elif name in kept:
            yield replace(block, text=kept.pop(name).text)
