"""A generated briefing and the same briefing as a person left it, made one: a pure function over texts.

    base        what the generator wrote last
    current     the file as a person left it
    generated   what the generator writes now

Front matter is merged key by key (`keys`), the body item by item (`body`), footnotes follow their items
(`footnotes`).  Where both sides changed the same thing the person's stands and the generator's is proposed.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dateline import metadata
from dateline.problems import DatelineError
from dateline.workspace.blocks import Block, BlockKind, blocks_of, lines_of
from dateline.workspace.body import merge_blocks
from dateline.workspace.changes import Merged
from dateline.workspace.footnotes import merge_footnotes
from dateline.workspace.front import Front, read_front
from dateline.workspace.keys import merge_front, new_names, renamed_sources, source_ids, words_of
from dateline.workspace.placing import Node

_FENCE = re.compile(r"-{3,}\s*")
_SOURCE = re.compile(r"(?<= \()s\d+(?=\))")
_MARK = "\ufeff"


def merge(
    base: str, current: str, generated: str, *, deleted: Collection[str] = (), file: str = ""
) -> Merged:
    """The person's file with what the generator changed since the base.

    `deleted` is what the last merge returned as such.  A base that can't be read counts as empty: then nothing
    leaves, and nothing is known to be deleted.  Raises `DatelineError`, with the line in `file`, if the front
    matter of `current` can't be read.
    """
    layout = _Layout.of(current)
    old, ours, new = (
        _page_or_empty(_plain(base)),
        _page_of(_plain(current), file),
        _page_of(_plain(generated), file),
    )
    if new == old:
        return Merged(current, (), _remembered(deleted, old, ours, new, ours))
    returning = _names_in(new) & (set(deleted) - _names_in(ours))
    is_untouched = ours == old and not returning
    written = new
    ids = source_ids(old.front.values, ours.front.values, new.front.values)
    old, new = _renamed(old, ids), _renamed(new, ids)
    yaml, changes = merge_front(old.front, ours.front, new.front, deleted)
    nodes, told = merge_blocks(old.blocks, ours.blocks, new.blocks, deleted)
    nodes, more = merge_footnotes(nodes, old.blocks, new.blocks)
    merged = replace(
        ours, front=read_front(yaml, file), blocks=tuple(_spaced(nodes, ours.blocks, new.blocks))
    )
    if ours.blocks == old.blocks and not returning:
        merged = replace(merged, blocks=new.blocks)
    if is_untouched:
        merged = written
    remembered = _remembered(deleted, old, ours, new, merged)
    return Merged(layout.applied(merged.text), (*changes, *told, *more), remembered)


# --- the file --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Layout:
    """How a person's editor saved the file."""

    mark: str
    end: str
    """The line end of the first line."""
    ends: Mapping[str, str]
    """The line end of each line where they differ."""
    last: str
    """The blank lines at the end."""

    @classmethod
    def of(cls, text: str) -> "_Layout":
        lines = text.removeprefix(_MARK).split("\n")
        crlf = [line.endswith("\r") for line in lines[:-1]]
        ends = {line.removesuffix("\r"): "\r\n" if line.endswith("\r") else "\n" for line in lines[:-1]}
        end = "\r\n" if crlf and crlf[0] else "\n"
        last = text[len(text.rstrip("\r\n")) :]
        return cls(_MARK if text.startswith(_MARK) else "", end, ends if len(set(crlf)) > 1 else {}, last)

    def applied(self, text: str) -> str:
        """A text with plain line ends, and none at its end, as that editor would have saved it."""
        *lines, last = text.split("\n")
        body = "".join(line + self.ends.get(line, self.end) for line in lines)
        return self.mark + body + last + self.last


def _plain(text: str) -> str:
    return text.removeprefix(_MARK).replace("\r\n", "\n").rstrip("\n")


@dataclass(frozen=True, slots=True)
class _Page:
    """A file in its parts; two are equal if every character but those of the layout is."""

    front: Front = field(default_factory=Front)
    fences: tuple[str, str] | None = None
    blocks: tuple[Block, ...] = ()
    tail: tuple[str, ...] = ()
    """Lines of blanks at the end."""

    @property
    def text(self) -> str:
        """The whole text, without line ends at its end."""
        lines = [*lines_of(self.blocks), *self.tail]
        if self.fences:
            lines = [self.fences[0], *self.front.lines, self.fences[1], *lines]
        elif self.front.values:
            lines = ["---", *self.front.lines, "---", "", *lines]
        return "\n".join(lines)


def _page_of(text: str, file: str) -> _Page:
    lines = text.split("\n")
    front, fences = Front(), None
    if metadata.has_front_matter(text + "\n"):
        close = next((n for n, line in enumerate(lines) if n and _FENCE.fullmatch(line)), None)
        if close is None:
            metadata.split(text, file)  # raises, with the reason
            raise AssertionError("front matter without a second fence was read")
        front, fences = read_front("\n".join(lines[1:close]), file), (lines[0], lines[close])
        lines = lines[close + 1 :]
    tail: list[str] = []
    while lines and not lines[-1].strip():
        tail.insert(0, lines.pop())
    return _Page(front, fences, blocks_of(lines), tuple(tail) if any(tail) else ())


def _page_or_empty(text: str) -> _Page:
    try:
        return _page_of(text, "")
    except DatelineError:
        return _Page()


def _renamed(page: _Page, ids: Mapping[str, str]) -> _Page:
    """A page that calls each source by its id in the result, footnotes included."""
    names = new_names(page.front.values, ids)
    if not names:
        return page
    blocks = tuple(_with_names(block, names) for block in page.blocks)
    return replace(page, front=renamed_sources(page.front, names), blocks=blocks)


def _with_names(block: Block, names: Mapping[str, str]) -> Block:
    if block.kind is not BlockKind.FOOTNOTE:
        return block
    head, mark, words = block.text.partition(": “")
    head = _SOURCE.sub(lambda match: names.get(match[0], match[0]), head, count=1)
    return replace(block, text=head + mark + words)


# --- what was deleted ------------------------------------------------------------------------------------


def _names_in(page: _Page) -> set[str]:
    """What can be deleted of a page: its items by their labels, its lists' entries."""
    labels = {
        label for block in page.blocks if block.kind is not BlockKind.FOOTNOTE for label in block.labels
    }
    return labels | words_of(page.front.values)


def _remembered(
    deleted: Collection[str], old: _Page, ours: _Page, new: _Page, merged: _Page
) -> tuple[str, ...]:
    """What a person deleted and the next base doesn't show as deleted."""
    gone = set(deleted) | (_names_in(old) - _names_in(ours))
    return tuple(sorted(gone - _names_in(new) - _names_in(merged)))


# --- blank lines -----------------------------------------------------------------------------------------


def _spaced(nodes: Sequence[Node], current: Sequence[Block], generated: Sequence[Block]) -> Iterator[Block]:
    """The blocks with blank lines between them as the person has them between such blocks, else as generated."""
    habits: dict[object, tuple[str, ...]] = {}
    for block in (*current, *generated):
        habits.setdefault((block.section, block.after, block.kind), block.gap)
        habits.setdefault((block.after, block.kind), block.gap)
    after: BlockKind | None = None
    for node in nodes:
        block = node.block
        if node.current is None or block.after is not after:
            default = habits.get((after, block.kind), _default_gap(after, block.kind))
            gap = habits.get((block.section, after, block.kind), default)
            block = replace(block, gap=gap, after=after)
        yield block
        after = block.kind


def _default_gap(after: BlockKind | None, kind: BlockKind) -> tuple[str, ...]:
    is_list = after is kind and kind in (BlockKind.ITEM, BlockKind.FOOTNOTE)
    return () if is_list else ("",)
