"""A briefing's body cut into blocks, without loss, and which block of one version is which of another.

A block is what a person moves, deletes or rewords as one: a list item with what is indented below it, a
quote box, a footnote, a paragraph, a heading of level two, a fenced block, a comment.
"""

import re
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum, auto

from dateline import edtf
from dateline.document import BULLETS, REFERENCE, TIMELINE, entry_parts, labels_in, opens_block

_DEFINITION = re.compile(r"\[\^([\w-]+)\]:")
_CONTAINERS = ("!!!", "???", "===")
_FENCES = ("```", "~~~")


class BlockKind(Enum):
    """What a block is to a merge."""

    HEADING = auto()
    ITEM = auto()
    BOX = auto()
    FOOTNOTE = auto()
    PROSE = auto()


@dataclass(frozen=True, slots=True)
class Block:
    """A block with the heading it stands under, and the blank lines before it as they are written."""

    kind: BlockKind
    text: str
    section: str
    gap: tuple[str, ...] = ()
    after: BlockKind | None = None
    """The kind of the block before it."""

    @property
    def labels(self) -> tuple[str, ...]:
        """The footnotes that a page shows it to refer to; for a footnote its own label."""
        if self.text.startswith("<!--"):
            return ()
        if self.kind is BlockKind.FOOTNOTE:
            return tuple(_DEFINITION.findall(self.text)[:1])
        return tuple(dict.fromkeys(labels_in(self.text)))

    @property
    def references(self) -> tuple[str, ...]:
        """The footnotes that its text refers to, seen or not, a footnote's own label left out."""
        own = self.labels if self.kind is BlockKind.FOOTNOTE else ()
        return tuple(label for label in dict.fromkeys(labels_in(self.text)) if label not in own)

    @property
    def is_item(self) -> bool:
        """Whether it is one of a list's items or a box."""
        return self.kind in (BlockKind.ITEM, BlockKind.BOX)

    @property
    def words(self) -> str:
        """Its content without the footnotes it refers to."""
        return fold(REFERENCE.sub("", self.content))

    @property
    def content(self) -> str:
        """Its text without the bullet, blanks folded: equal however it is laid out."""
        return fold(self.text[2:] if self.kind is BlockKind.ITEM else self.text)


def fold(text: str) -> str:
    """The text with every run of blanks as one space."""
    return " ".join(text.split())


# --- cutting ---------------------------------------------------------------------------------------------


def blocks_of(lines: Sequence[str]) -> tuple[Block, ...]:
    """The blocks of a body; joined again by `lines_of` they give the same lines, blank ones at the end left out."""
    blocks: list[Block] = []
    section = ""
    for gap, text in _cut(lines):
        kind = _kind_of(text)
        if kind is BlockKind.HEADING:
            section = text[3:].rstrip(" #")
        blocks.append(Block(kind, text, section, gap, blocks[-1].kind if blocks else None))
    return tuple(blocks)


def lines_of(blocks: Iterable[Block]) -> Iterator[str]:
    """The lines of the blocks with the blank lines before each."""
    for block in blocks:
        yield from block.gap
        yield from block.text.split("\n")


def _cut(lines: Sequence[str]) -> Iterator[tuple[tuple[str, ...], str]]:
    """The blank lines before each block, and its text."""
    ends = _Ends.of(lines)
    gap: list[str] = []
    block: list[str] = []
    blank: list[str] = []
    closing = ""
    for number, line in enumerate(lines):
        if closing:
            block.append(line)
            closing = "" if closing in line else closing
            continue
        if not line.strip():
            (blank if block else gap).append(line)
            continue
        if block and _continues(block[0], line, bool(blank)):
            block += [*blank, line]
        else:
            if block:
                yield tuple(gap), "\n".join(block)
                gap = blank
            block = [line]
        blank = []
        closing = ends.closing(line, number)
    if block:
        yield tuple(gap), "\n".join(block)


@dataclass(frozen=True, slots=True)
class _Ends:
    """The last line that could close a fence or a comment: one that nothing closes doesn't swallow the rest."""

    last: Mapping[str, int]

    @classmethod
    def of(cls, lines: Sequence[str]) -> "_Ends":
        return cls({mark: n for n, line in enumerate(lines) for mark in (*_FENCES, "-->") if mark in line})

    def closing(self, line: str, number: int) -> str:
        """What closes a fence or comment that a line opens; "" where it opens none."""
        start = line.lstrip()
        mark = next((fence for fence in _FENCES if start.startswith(fence) and fence not in start[3:]), "")
        if "<!--" in line and "-->" not in line.rpartition("<!--")[2]:
            mark = "-->"
        return mark if self.last.get(mark, -1) > number else ""


def _continues(first: str, line: str, after_blank: bool) -> bool:
    """Whether a line belongs to the block that `first` opens, as Markdown and `document.read` have it."""
    if first.startswith("## "):
        return False
    if not after_blank:
        return line[0].isspace() or not opens_block(line)
    if first.startswith(BULLETS):
        return line.startswith(("  ", "\t"))
    return first.startswith(("[^", *_CONTAINERS)) and line.startswith(("    ", "\t"))


def _kind_of(text: str) -> BlockKind:
    if text.startswith("## "):
        return BlockKind.HEADING
    if text.startswith(BULLETS):
        return BlockKind.ITEM
    if re.match(r"!!!\s+quote\b", text):
        return BlockKind.BOX
    return BlockKind.FOOTNOTE if _DEFINITION.match(text) else BlockKind.PROSE


# --- an item's parts -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Parts:
    """What can be changed of a block apart from the rest: the head (a date, or a box's title), words, footnotes."""

    head: str
    words: str
    labels: tuple[str, ...]


def parts_of(block: Block) -> Parts:
    """The parts of a block; only the footnotes at its very end count as such."""
    text, labels = _without_labels(block.text)
    if block.kind is BlockKind.BOX:
        title, _, words = text.partition("\n")
        return Parts(title, words, labels)
    if block.kind is not BlockKind.ITEM:
        return Parts("", text, labels)
    date, status, words = entry_parts(text[2:].lstrip()) or ("", None, "")
    if not ((block.section == TIMELINE and date) or edtf.is_valid(date)):
        return Parts("", text[2:], labels)
    return Parts(f"{date} ({status})" if status else date, words, labels)


def text_of(kind: BlockKind, parts: Parts) -> str:
    """A block with these parts, in the generator's layout."""
    labels = "".join(f"[^{label}]" for label in parts.labels)
    if kind is BlockKind.BOX:
        return f"{parts.head}\n{parts.words}{labels}"
    bullet = "- " if kind is BlockKind.ITEM else ""
    head = f"{parts.head} — " if parts.head else ""
    return f"{bullet}{head}{parts.words}{labels}"


def _without_labels(text: str) -> tuple[str, tuple[str, ...]]:
    labels: list[str] = []
    end = _end_of(text, len(text))
    while text.endswith("]", 0, end):
        start = text.rfind("[^", 0, end)
        match = REFERENCE.fullmatch(text, start, end) if start >= 0 else None
        if match is None:
            break
        labels.append(match[1])
        end = _end_of(text, start)
    return text[:end], tuple(dict.fromkeys(reversed(labels)))


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

    An item is known by its footnotes, the first before the others; without them, or where they changed, by
    its words.
    """
    pairs: dict[int, int] = {}
    for keys_of in _KEYS:
        _pair_by(keys_of, lefts, rights, pairs)
    return pairs


def pairs_of(lefts: Mapping[int, Block], rights: Mapping[int, Block]) -> dict[int, int]:
    """As `twins_of`, where one version was made from the other: a paragraph that was reworded is known by its place."""
    pairs = twins_of(lefts, rights)
    _pair_prose(lefts, rights, pairs)
    return pairs


def _labels_of(block: Block) -> tuple[str, ...]:
    return block.labels if block.is_item else ()


_KEYS: tuple[Callable[[Block], Iterable[object]], ...] = (
    lambda block: [(block.kind, label, block.words) for label in _labels_of(block)[:1]],
    lambda block: [(block.kind, label) for label in _labels_of(block)[:1]],
    lambda block: [(block.kind, label) for label in _labels_of(block)],
    _labels_of,
    lambda block: [(block.kind, block.section, block.words)],
    lambda block: [(block.kind, block.words)],
)


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
