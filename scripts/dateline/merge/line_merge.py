"""One block, or one run of lines, that both sides may have changed: part by part, line by line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from dateline.briefing.blocks import BULLETS, Block, BlockKind, fold
from dateline.merge.block_parts import Parts, parts_of, text_of


@dataclass(frozen=True, slots=True)
class Wording:
    """The text that results, and whether the generator wanted it otherwise where a person had changed it."""

    text: str
    conflict: bool = False


def merge_whole(base: Block | None, current: Block, generated: Block) -> Wording:
    """A block taken from one side or the other as a whole; without a base the person's stands."""
    if generated.content in (base and base.content, current.content):
        return Wording(current.text)
    if base is None or base.content != current.content:
        return Wording(current.text, conflict=True)
    return Wording(_with_bullet_of(current, generated.text))


def merge_parts(base: Block | None, current: Block, generated: Block) -> Wording:
    """A block whose date or title, words and footnotes are each taken from the side that changed them."""
    whole = merge_whole(base, current, generated)
    if not whole.conflict:
        return whole
    if base is None and current.words != generated.words:
        return whole
    ours, new = parts_of(current), parts_of(generated)
    old = parts_of(base) if base else Parts(ours.head, ours.words, ())
    head, head_conflict = _merge_part(old.head, ours.head, new.head)
    words, words_conflict = _MERGE_WORDS.get(current.kind, _merge_part)(old.words, ours.words, new.words)
    labels = new.labels if ours.labels == old.labels else merge_sets(old.labels, ours.labels, new.labels)
    parts = Parts(head, words, labels, ours.ids or new.ids)
    conflict = head_conflict or words_conflict
    if parts == ours:
        return Wording(current.text, conflict)
    return Wording(_with_bullet_of(current, text_of(current.kind, parts)), conflict)


def _with_bullet_of(block: Block, text: str) -> str:
    """The text of an item with the bullet that another has; any other text as it is."""
    is_item = block.kind is BlockKind.ITEM and text.startswith(BULLETS)
    return block.text[:2] + text[2:] if is_item else text


def _merge_part(old: str, ours: str, new: str) -> tuple[str, bool]:
    if fold(new) in (fold(old), fold(ours)):
        return ours, False
    return (new, False) if fold(ours) == fold(old) else (ours, True)


def _merge_text(old: str, ours: str, new: str) -> tuple[str, bool]:
    lines, conflict = merge_lines(old.split("\n"), ours.split("\n"), new.split("\n"))
    return "\n".join(lines), conflict


def _merge_quote(old: str, ours: str, new: str) -> tuple[str, bool]:
    """The words of a quote box: what the source corrects is corrected in what a person left of them, too.

    A correction is found by the word before it and the word after it.
    """
    merged, conflict = _merge_part(old, ours, new)
    if not conflict:
        return merged, False
    before, after = old.split(), new.split()
    for tag, start, end, first, last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        left, right = max(0, start - 1), min(len(before), end + 1)
        around = re.compile(r"\s+".join(map(re.escape, before[left:right])))
        corrected = " ".join((*before[left:start], *after[first:last], *before[end:right]))
        if around.search(ours):
            ours = around.sub(corrected.replace("\\", "\\\\"), ours, count=1)
    return ours, not set(ours.split()) <= set(after)


_MERGE_WORDS = {BlockKind.PROSE: _merge_text, BlockKind.BOX: _merge_quote}


def merge_sets(old: Sequence[str], ours: Sequence[str], new: Sequence[str]) -> tuple[str, ...]:
    """A list as a set in a person's order: what they removed stays away, what they added stays.

    What is new from the generator stands after its neighbour there.
    """
    olds, news = set(old), set(new)
    kept = [item for item in ours if item in news or item not in olds]
    present = set(kept)
    for number, item in enumerate(new):
        if item not in olds and item not in present:
            before = next((n for n in reversed(new[:number]) if n in present), None)
            kept.insert(kept.index(before) + 1 if before is not None else 0, item)
            present.add(item)
    return tuple(kept)


def merge_lines(old: Sequence[str], ours: Sequence[str], new: Sequence[str]) -> tuple[list[str], bool]:
    """Lines with the generator's changes made wherever a person left the lines alone; whether some could not be."""
    where = {
        start + n: place + n
        for start, place, size in SequenceMatcher(None, old, ours, autojunk=False).get_matching_blocks()
        for n in range(size)
    }
    result, conflict = list(ours), False
    hunks = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for tag, start, end, first, last in reversed(hunks):
        if tag == "equal":
            continue
        place = _place_of(start, end, where, len(old), len(ours))
        if place is not None:
            result[place : place + end - start] = new[first:last]
        elif not _holds(ours, new[first:last]):
            conflict = True
    return result, conflict


def _place_of(start: int, end: int, where: dict[int, int], old_length: int, length: int) -> int | None:
    """Where old lines stand among a person's, if they still stand there together."""
    if end > start:
        places = [where.get(n) for n in range(start, end)]
        first = places[0]
        together = first is not None and places == list(range(first, first + end - start))
        return first if together else None
    if start == old_length:
        return length
    if start in where:
        return where[start]
    return where[start - 1] + 1 if start - 1 in where else (0 if start == 0 else None)


def _holds(lines: Sequence[str], part: Sequence[str]) -> bool:
    """Whether a person's lines hold all of these already."""
    return set(part) <= set(lines) if part else False
