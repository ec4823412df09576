"""One block that both sides may have changed, merged part by part: its date or title, its words, its footnotes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from dateline.briefing.blocks import (
    BULLETS,
    IDENTITY,
    INDENTS,
    REFERENCE,
    BodyBlock,
    BodyKind,
    fold,
    split_box,
)
from dateline.briefing.document import TIMELINE, entry_parts, marks_of
from dateline.model import edtf

Wording = tuple[str, bool]
"""The text that results, and whether the generator wanted it otherwise where a person had changed it."""

_MARK = re.compile(rf"{REFERENCE.pattern}|{IDENTITY.pattern}")


@dataclass(frozen=True, slots=True)
class Parts:
    """What can be changed of a block apart from the rest: the head (a date, or a box's title), words, footnotes.

    `ids` are the identities that stand behind it.
    """

    head: str
    words: str
    labels: tuple[str, ...]
    ids: tuple[str, ...] = ()


def split_block(block: BodyBlock) -> Parts:
    """Split a block into its parts; only the footnotes at its very end count as such."""
    labels: list[str] = []
    ids: list[str] = []
    text = block.text
    end = len(text)
    for mark in reversed(list(_MARK.finditer(text))):
        if text[mark.end() : end].strip():
            break
        (ids if mark["id"] else labels).append(mark["id"] or mark[1])
        end = mark.start()
    text = text[:end].rstrip()
    cited, names = tuple(dict.fromkeys(reversed(labels))), tuple(dict.fromkeys(reversed(ids)))
    if block.kind is BodyKind.BOX:
        return Parts(*split_box(text), cited, names)
    if block.kind is not BodyKind.ITEM:
        return Parts("", text, cited, names)
    date, notes, words = entry_parts(text[2:].lstrip()) or ("", None, "")
    if not ((block.section == TIMELINE and date) or edtf.is_valid(date)):
        return Parts("", text[2:], cited, names)
    return Parts(f"{date} ({notes})" if notes else date, words, cited, names)


def join_block(kind: BodyKind, parts: Parts) -> str:
    """Write a block with these parts, in the generator's layout."""
    labels = "".join(f"[^{label}]" for label in parts.labels) + marks_of(parts.ids, INDENTS.get(kind, ""))
    if kind is BodyKind.BOX:
        return f"{parts.head}\n{parts.words}{labels}"
    bullet = "- " if kind is BodyKind.ITEM else ""
    head = f"{parts.head} — " if parts.head else ""
    return f"{bullet}{head}{parts.words}{labels}"


def with_bullet_of(block: BodyBlock, text: str) -> str:
    """The text of an item with the bullet of another item: a different one would begin a new list."""
    is_item = block.kind is BodyKind.ITEM and text.startswith(BULLETS)
    return block.text[:2] + text[2:] if is_item else text


def merge_whole(base: BodyBlock | None, current: BodyBlock, generated: BodyBlock) -> Wording:
    """Take a block from one side or the other as a whole; without a base the person's stands."""
    if generated.content in (base and base.content, current.content):
        return current.text, False
    if base is None or base.content != current.content:
        return current.text, True
    return with_bullet_of(current, generated.text), False


def merge_block(base: BodyBlock | None, current: BodyBlock, generated: BodyBlock) -> Wording:
    """Take a block's date or title, its words and its footnotes each from the side that changed them."""
    text, conflict = merge_whole(base, current, generated)
    if not conflict or (base is None and current.words != generated.words):
        return text, conflict
    ours, new = split_block(current), split_block(generated)
    old = split_block(base) if base else Parts(ours.head, ours.words, ())
    head, head_conflict = _merge_text(old.head, ours.head, new.head)
    words, words_conflict = _MERGE_WORDS.get(current.kind, _merge_text)(old.words, ours.words, new.words)
    labels = new.labels if ours.labels == old.labels else merge_sets(old.labels, ours.labels, new.labels)
    parts = Parts(head, words, labels, ours.ids or new.ids)
    text = current.text if parts == ours else with_bullet_of(current, join_block(current.kind, parts))
    return text, head_conflict or words_conflict


def _merge_text(old: str, ours: str, new: str) -> Wording:
    if fold(new) in (fold(old), fold(ours)):
        return ours, False
    return (new, False) if fold(ours) == fold(old) else (ours, True)


def _merge_quote(old: str, ours: str, new: str) -> Wording:
    """Merge the words of a quote box: what the source corrects is corrected in what a person left of them, too.

    A correction is found by the word before it and the word after it.
    """
    merged, conflict = _merge_text(old, ours, new)
    if not conflict:
        return merged, False
    before, after = old.split(), new.split()
    for tag, start, end, first, last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        left, right = max(0, start - 1), min(len(before), end + 1)
        around = re.compile(r"\s+".join(map(re.escape, before[left:right])))
        corrected = " ".join((*before[left:start], *after[first:last], *before[end:right]))
        ours = around.sub(corrected.replace("\\", "\\\\"), ours, count=1)
    return ours, not set(ours.split()) <= set(after)


def _merge_lines(old: str, ours: str, new: str) -> Wording:
    """Make the generator's changes in a paragraph's lines, wherever a person left the lines alone."""
    olds, mine, news = (text.split("\n") for text in (old, ours, new))
    where = {
        start + n: place + n
        for start, place, size in SequenceMatcher(None, olds, mine, autojunk=False).get_matching_blocks()
        for n in range(size)
    }
    where[len(olds)] = len(mine)
    result, conflict = list(mine), False
    changes = SequenceMatcher(None, olds, news, autojunk=False).get_opcodes()
    for tag, start, end, first, last in reversed(changes):
        if tag == "equal":
            continue
        place = _place_of(start, end, where)
        if place is not None:
            result[place : place + end - start] = news[first:last]
        elif first == last or not set(news[first:last]) <= set(mine):
            conflict = True
    return "\n".join(result), conflict


def _place_of(start: int, end: int, where: dict[int, int]) -> int | None:
    """Where old lines stand among a person's; None if they no longer stand there together."""
    first = where.get(start)
    if end > start:
        together = first is not None and all(where.get(n) == first + n - start for n in range(start, end))
        return first if together else None
    if first is None and start:
        return where[start - 1] + 1 if start - 1 in where else None
    return first or 0


_MERGE_WORDS = {BodyKind.PROSE: _merge_lines, BodyKind.BOX: _merge_quote}


def merge_sets(old: Sequence[str], ours: Sequence[str], new: Sequence[str]) -> tuple[str, ...]:
    """Merge lists as sets, in a person's order: what they removed stays away, what they added stays.

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
