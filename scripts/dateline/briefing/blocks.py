"""A briefing's body cut into blocks, without loss.

A block is what a person moves, deletes or rewords as one: a list item with what is indented below it, a quote box, a
footnote, a paragraph, a heading of level two, a fenced block, a comment.  Everything that reads a briefing's body
(records, merge, check, fixes) reads these blocks; joined again they give the same lines.

    - 2019-04-25 — The two met in Orrin.[^s1-4]      date, words, footnote
      <!-- t-91c2d0 -->                              identity
"""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cached_property, lru_cache

REFERENCE = re.compile(r"\[\^([\w-]+)\]")
"""Where a footnote is cited."""
_MARK = re.compile(r"<!--[ \t]*(?P<id>[pqt]-[0-9a-z]+)[ \t]*-->")
_ANY_MARK = re.compile(_MARK.pattern.replace("?P<id>", "?:"))
IDENTITY = re.compile(rf"(?:(?<!\s)\s+)?{_MARK.pattern}")
"""The comment that names the item it stands below, or behind, however the item's words and place change."""
NAMES_ITEM = re.compile(rf"(?:{IDENTITY.pattern.replace('?P<id>', '?:')})+\s*")
"""A line that names the item above it, and says nothing else."""
BULLETS = ("- ", "* ", "+ ")
BOX = re.compile(r"!!!\s+quote\b")
"""How a quote box opens."""
ADMONITION = re.compile(r"!!!\s+\w")
"""How a box of any kind opens."""
ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
"""A backslash before ASCII punctuation, which makes text of it in CommonMark: formatters write one for `&lt;`."""

_ESCAPED = re.compile(rf"{ESCAPE.pattern}|&(?:#\d+|#x[0-9a-fA-F]+|\w+);")
_OPENERS = (*BULLETS, "#", "[^", "!!!")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_DEFINITION = re.compile(r"\[\^([\w-]+)\]:")
_TITLE_LINE = re.compile(r'!!![^"“]*(?:“.*|"(?:(?!"\s+["“‘]).)*"\s*)?')
"""A line with the title of a box and nothing behind it."""
_TITLED = re.compile(r'!!![^"“]*(?:"(?:(?!"\s+["“‘]).)*"(?=\s+["“‘]|\s*$)|"[^"]*"(?=\s))', re.DOTALL)
"""A box up to the end of its title: words follow, which begin with a quotation mark where they are quoted."""
_OLD_IDENTITY = re.compile(r"[pqt]-[0-9a-f]{1,6}")
"""A footnote label of the file's first version, in which an item's first footnote was its identity."""
_CONTAINERS = ("!!!", "???", "===")
_FENCES = ("```", "~~~")


class BodyKind(Enum):
    """What a block is."""

    HEADING = auto()
    ITEM = auto()
    BOX = auto()
    FOOTNOTE = auto()
    PROSE = auto()


INDENTS = {BodyKind.ITEM: "  ", BodyKind.BOX: "    "}
"""How far a line is indented that belongs to a block."""


@dataclass(frozen=True)
class BodyBlock:
    """A block with the heading it stands under, and the blank lines before it as they are written.

    What it consists of is read from its text once, when it is first asked for.
    """

    kind: BodyKind
    text: str
    section: str
    gap: tuple[str, ...] = ()
    after: BodyKind | None = None
    """The kind of the block before it."""
    line: int = field(default=0, compare=False)
    """The line of the file that it begins on, counted from 1."""

    @property
    def is_comment(self) -> bool:
        """Whether it is a comment, which no page shows."""
        return self.text.startswith("<!--")

    @property
    def is_code(self) -> bool:
        """Whether it is fenced code, which a page shows as it stands."""
        return self.text.startswith(_FENCES)

    @property
    def is_item(self) -> bool:
        """Whether it is one of a list's items or a box."""
        return self.kind in (BodyKind.ITEM, BodyKind.BOX)

    @property
    def is_lead(self) -> bool:
        """Whether it is a paragraph that can be a briefing's lead: no title, comment or fence."""
        is_text = not (self.is_comment or self.is_code or self.text.startswith("#"))
        return self.kind is BodyKind.PROSE and is_text

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The identities of the items that it holds: one, or several where a person made one item of two."""
        return () if self.is_comment or self.kind is BodyKind.FOOTNOTE else ids_in(self.text)

    @property
    def id(self) -> str:
        """The identity of the item that it is, "" for one without."""
        return self.ids[0] if self.ids else ""

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The footnotes that a page shows it to cite; for a footnote its own label."""
        if self.is_comment:
            return ()
        if self.kind is BodyKind.FOOTNOTE:
            match = _DEFINITION.match(self.text)
            return (match[1],) if match else ()
        return tuple(dict.fromkeys(labels_in(self.text)))

    @property
    def references(self) -> tuple[str, ...]:
        """The footnotes that its text cites, seen or not, a footnote's own label left out."""
        own = self.labels if self.kind is BodyKind.FOOTNOTE else ()
        return tuple(label for label in dict.fromkeys(labels_in(self.text)) if label not in own)

    @cached_property
    def words(self) -> str:
        """Its content without footnotes."""
        return fold(REFERENCE.sub("", self.content))

    @cached_property
    def content(self) -> str:
        """Its text without bullet and identities, blanks folded and escapes undone: equal however it is laid out."""
        return fold(unescaped(without_identities(self._markdown)))

    @cached_property
    def opening(self) -> str:
        """The Markdown of its first paragraph on one line, without the bullet."""
        return on_one_line(self.first_paragraph)

    @property
    def first_paragraph(self) -> str:
        """The Markdown of its first paragraph as it is written, without the bullet."""
        markdown = self._markdown
        end = _BLANK_LINE.search(markdown) if "\n" in markdown else None
        return markdown[: end.start()] if end else markdown

    @property
    def _markdown(self) -> str:
        return self.text[2:] if self.kind is BodyKind.ITEM else self.text


Blocks = tuple[BodyBlock, ...]


def fold(text: str) -> str:
    """The text with every run of blanks as one space."""
    return " ".join(text.split())


def on_one_line(markdown: str) -> str:
    """Markdown with its lines joined by a space, their indentation left out."""
    return " ".join(map(str.strip, markdown.split("\n"))) if "\n" in markdown else markdown.strip()


def unescaped(markdown: str) -> str:
    """The text with the character that each escape and entity stands for."""
    if "\\" not in markdown and "&" not in markdown:
        return markdown
    return _ESCAPED.sub(lambda match: match[1] or html.unescape(match[0]), markdown)


def without_marks(markdown: str) -> str:
    """Markdown without the footnotes that it cites and the identities in it."""
    return REFERENCE.sub("", without_identities(markdown))


def without_identities(markdown: str) -> str:
    """Markdown without the identities in it, and the blanks before each (`IDENTITY`)."""
    if "<!--" not in markdown:
        return markdown
    *before, rest = _ANY_MARK.split(markdown)
    return "".join((*map(str.rstrip, before), rest))


def labels_in(markdown: str) -> tuple[str, ...]:
    """The footnotes that inline Markdown cites, in order."""
    return tuple(REFERENCE.findall(markdown))


def ids_in(markdown: str) -> tuple[str, ...]:
    """The identities of the items in some Markdown; in a file of the first version its first footnote of that form."""
    named = tuple(dict.fromkeys(_MARK.findall(markdown)))
    return named or tuple(filter(is_old_label, labels_in(markdown)))[:1]


def definitions_of(blocks: Blocks) -> dict[str, BodyBlock]:
    """The footnotes of a body by their labels; the first definition of each."""
    return {block.labels[0]: block for block in reversed(blocks) if block.kind is BodyKind.FOOTNOTE}


@lru_cache(maxsize=64)  # several rules ask for the boxes of a briefing
def split_box(text: str) -> tuple[str, str]:
    """A box as the line of its title and the lines below it.

    A formatter that knows no boxes and breaks lines (Prettier with `proseWrap`) takes both for one paragraph and fills
    its lines anew: then the title ends at its closing mark.
    """
    head, _, below = text.partition("\n")
    if _TITLE_LINE.fullmatch(head):
        return head, below
    first = _BLANK_LINE.split(text, maxsplit=1)[0]
    titled = _TITLED.match(first)
    return (fold(titled[0]), text[titled.end() :].lstrip()) if titled else (head, below)


def is_old_label(label: str) -> bool:
    """Whether a footnote's label is of the file's first version, in which each item had footnotes of its own."""
    return _OLD_IDENTITY.fullmatch(label) is not None


def opens_block(line: str) -> bool:
    """Whether a line begins an item, a heading, a footnote or a box."""
    return line.startswith(_OPENERS)


# --- cutting ---------------------------------------------------------------------------------------------


def blocks_of(lines: Sequence[str], first_line: int = 1) -> tuple[BodyBlock, ...]:
    """The blocks of a body; joined again by `body_lines` they give the same lines, blank ones at the end left out."""
    blocks: list[BodyBlock] = []
    section = ""
    line = first_line
    for gap, text in _cut(lines):
        kind = _kind_of(text)
        if kind is BodyKind.HEADING:
            section = text[3:].rstrip(" #")
        line += len(gap)
        blocks.append(BodyBlock(kind, text, section, gap, blocks[-1].kind if blocks else None, line))
        line += text.count("\n") + 1
    return tuple(blocks)


def body_lines(blocks: Iterable[BodyBlock]) -> Iterator[str]:
    """The lines of the blocks with the blank lines before each."""
    for block in blocks:
        yield from block.gap
        yield from block.text.split("\n")


def _cut(lines: Sequence[str]) -> Iterator[tuple[tuple[str, ...], str]]:
    """The blank lines before each block, and its text."""
    bare = list(map(without_identities, lines))
    # Of each mark the last line that could close it: what nothing closes doesn't swallow the rest.
    whole = "\n".join(bare)
    marks = [mark for mark in (*_FENCES, "-->") if mark in whole]
    last = {mark: n for n, line in enumerate(bare) for mark in marks if mark in line}
    gap: list[str] = []
    block: list[str] = []
    blank: list[str] = []
    closing = ""
    for number, line in enumerate(lines):
        if closing:
            block.append(line)
            closing = "" if closing in bare[number] else closing
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
        closing = _closing(bare[number]) if last else ""
        closing = closing if last.get(closing, -1) > number else ""
    if block:
        yield tuple(gap), "\n".join(block)


def _closing(line: str) -> str:
    """What closes a fence or comment that a line opens; "" where it opens none."""
    line = line.replace(r"\<", "")
    if "<!--" in line and "-->" not in line.rpartition("<!--")[2]:
        return "-->"
    start = line.lstrip()
    return next((fence for fence in _FENCES if start.startswith(fence) and fence not in start[3:]), "")


def _continues(first: str, line: str, after_blank: bool) -> bool:
    """Whether a line belongs to the block that `first` opens, as Markdown has it."""
    if first.startswith("## "):
        return False
    if "<!--" in line and NAMES_ITEM.fullmatch(line):  # mdformat parts a comment from the paragraph above it
        return not (first.startswith("<!--") or _DEFINITION.match(first))
    if not after_blank:
        return line[0].isspace() or not opens_block(line)
    if first.startswith(BULLETS):
        return line.startswith(("  ", "\t"))
    return first.startswith(("[^", *_CONTAINERS)) and line.startswith(("    ", "\t"))


def _kind_of(text: str) -> BodyKind:
    if text.startswith("## "):
        return BodyKind.HEADING
    if text.startswith(BULLETS):
        return BodyKind.ITEM
    if BOX.match(text):
        return BodyKind.BOX
    return BodyKind.FOOTNOTE if _DEFINITION.match(text) else BodyKind.PROSE
