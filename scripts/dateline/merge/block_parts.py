"""The parts of a block that are merged apart from one another, and which block of one version is which of another."""

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from dateline.briefing.blocks import IDENTITY, INDENTS, REFERENCE, Block, BlockKind, box_parts
from dateline.briefing.document import TIMELINE, entry_parts, marks_of
from dateline.model import edtf

# --- an item's parts -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Parts:
    """What can be changed of a block apart from the rest: the head (a date, or a box's title), words, footnotes.

    `ids` are the identities that stand behind it.
    """

    head: str
    words: str
    labels: tuple[str, ...]
    ids: tuple[str, ...] = ()


def parts_of(block: Block) -> Parts:
    """The parts of a block; only the footnotes at its very end count as such."""
    text, labels, ids = _without_labels(block.text)
    if block.kind is BlockKind.BOX:
        title, words = box_parts(text)
        return Parts(title, words, labels, ids)
    if block.kind is not BlockKind.ITEM:
        return Parts("", text, labels, ids)
    date, status, words = entry_parts(text[2:].lstrip()) or ("", None, "")
    if not ((block.section == TIMELINE and date) or edtf.is_valid(date)):
        return Parts("", text[2:], labels, ids)
    return Parts(f"{date} ({status})" if status else date, words, labels, ids)


def text_of(kind: BlockKind, parts: Parts) -> str:
    """A block with these parts, in the generator's layout."""
    labels = "".join(f"[^{label}]" for label in parts.labels) + marks_of(parts.ids, INDENTS.get(kind, ""))
    if kind is BlockKind.BOX:
        return f"{parts.head}\n{parts.words}{labels}"
    bullet = "- " if kind is BlockKind.ITEM else ""
    head = f"{parts.head} — " if parts.head else ""
    return f"{bullet}{head}{parts.words}{labels}"


def _without_labels(text: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """A text without what stands at its end: its footnotes, and the identities behind them."""
    labels: list[str] = []
    ids: list[str] = []
    end = _end_of(text, len(text))
    while True:
        found = _last_of(text, end)
        if found is None:
            return text[:end], tuple(dict.fromkeys(reversed(labels))), tuple(dict.fromkeys(reversed(ids)))
        name, start, is_label = found
        (labels if is_label else ids).append(name)
        end = _end_of(text, start)


def _last_of(text: str, end: int) -> tuple[str, int, bool] | None:
    """The footnote or identity that ends at a place: its name, its start, whether it is a footnote."""
    if text.endswith("]", 0, end):
        start = text.rfind("[^", 0, end)
        match = REFERENCE.fullmatch(text, start, end) if start >= 0 else None
        return (match[1], start, True) if match else None
    start = text.rfind("<!--", 0, end) if text.endswith("-->", 0, end) else -1
    mark = IDENTITY.fullmatch(text, start, end) if start >= 0 else None
    return (mark["id"], start, False) if mark else None


def _end_of(text: str, end: int) -> int:
    """Where the text before `end` ends without its last blanks."""
    while end and text[end - 1].isspace():
        end -= 1
    return end


# --- which is which --------------------------------------------------------------------------------------

Pairs = Mapping[int, int]
"""Position of a block in one version -> position of the same block in another."""


def twins_of(lefts: Mapping[int, Block], rights: Mapping[int, Block]) -> dict[int, int]:
    """The blocks of two versions that are the same, one to one.

    An item is known by its identity, the first before the others; without one by its words, and at last by the
    sentence that it cites.
    """
    pairs: dict[int, int] = {}
    for keys_of in _KEYS:
        _pair_by(keys_of, lefts, rights, pairs)
    unnamed = {number: block for number, block in lefts.items() if not block.ids}
    _pair_by(_sentence_of, unnamed, rights, pairs)
    return pairs


def pairs_of(lefts: Mapping[int, Block], rights: Mapping[int, Block]) -> dict[int, int]:
    """As `twins_of`, where one version was made from the other: a paragraph that was reworded is known by its place."""
    pairs = twins_of(lefts, rights)
    _pair_prose(lefts, rights, pairs)
    return pairs


def _ids_of(block: Block) -> tuple[str, ...]:
    return block.ids if block.is_item else ()


_KEYS: tuple[Callable[[Block], Iterable[object]], ...] = (
    lambda block: [(block.kind, name, block.words) for name in _ids_of(block)[:1]],
    lambda block: [(block.kind, block.words, block.labels)] if block.is_item and block.labels else [],
    lambda block: [(block.kind, name) for name in _ids_of(block)[:1]],
    lambda block: [(block.kind, name) for name in _ids_of(block)],
    _ids_of,
    lambda block: [(block.kind, block.section, block.words)],
    lambda block: [(block.kind, block.words)],
)


def _sentence_of(block: Block) -> Iterable[object]:
    """The section and the first sentence that an item cites."""
    return [(block.kind, block.section, label) for label in block.labels[:1]] if block.is_item else []


def _pair_by(
    keys_of: Callable[[Block], Iterable[object]],
    lefts: Mapping[int, Block],
    rights: Mapping[int, Block],
    pairs: dict[int, int],
) -> None:
    """Pair what shares a key, the first with the first."""
    taken = set(pairs.values())
    by_key: dict[object, deque[int]] = defaultdict(deque)
    for position, block in rights.items():
        for key in () if position in taken else keys_of(block):
            by_key[key].append(position)
    for position, block in lefts.items():
        for key in () if position in pairs else keys_of(block):
            free = by_key[key]
            while free and free[0] in taken:
                free.popleft()
            if free and position not in pairs:
                pairs[position] = free.popleft()
                taken.add(pairs[position])


def _pair_prose(lefts: Mapping[int, Block], rights: Mapping[int, Block], pairs: dict[int, int]) -> None:
    """Pair the paragraphs that replace one another in a section."""
    ours, theirs = _prose_of(lefts), _prose_of(rights)
    for section in ours.keys() & theirs.keys():
        old, new = ours[section], theirs[section]
        words = [lefts[n].words for n in old], [rights[n].words for n in new]
        for tag, start, end, first, last in SequenceMatcher(None, *words, autojunk=False).get_opcodes():
            if tag == "replace":
                pairs |= _free(zip(old[start:end], new[first:last], strict=False), pairs)


def _free(found: Iterable[tuple[int, int]], pairs: Pairs) -> dict[int, int]:
    taken = set(pairs.values())
    return {left: right for left, right in found if left not in pairs and right not in taken}


def _prose_of(blocks: Mapping[int, Block]) -> dict[str, list[int]]:
    """The paragraphs of each section."""
    found: dict[str, list[int]] = {}
    for number, block in blocks.items():
        if block.kind is BlockKind.PROSE:
            found.setdefault(block.section, []).append(number)
    return found


def most_common(sections: Iterable[str]) -> str | None:
    """The section that most of them are, the first among equals."""
    return next((section for section, _ in Counter(sections).most_common(1)), None)
