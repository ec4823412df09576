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

from dateline.briefing import front_matter
from dateline.briefing.blocks import REFERENCE, Block, BlockKind, blocks_of, lines_of
from dateline.briefing.conflict_markers import mended, torn_line
from dateline.briefing.document import source_parts, sources_in
from dateline.merge.alignment import Version, aligned, identities_kept, with_identities
from dateline.merge.body import merge_blocks
from dateline.merge.file_format import Layout, plain
from dateline.merge.footnote_order import merge_footnotes
from dateline.merge.front_matter_keys import merge_front, new_names, renamed_sources, source_ids, words_of
from dateline.merge.front_matter_text import Front, read_front
from dateline.merge.merge_report import ChangeKind, Merged
from dateline.merge.migration import modernised
from dateline.merge.placement import Node
from dateline.model.problems import DatelineError

_FENCE = re.compile(r"-{3,}\s*")
_LAST_SOURCE = re.compile(r"(?<= \()s\d+(?=\)(?!.* \(s\d+\)))", re.DOTALL)
"""The id of its source in the head of a footnote; a headline that ends with such an id comes before it."""
_NOTES = re.compile(r"\S \S+ \([^()]*\)")
_NOTED = re.compile(r"(?<= in )s\d+(?= /|;|\))")
"""A source's id in the notes of a timeline line (`entries`)."""


def merge(
    base: str, current: str, generated: str, *, remembered: Collection[str] = (), file: str = ""
) -> Merged:
    """The person's file with what the generator changed since the base.

    `remembered` is what the last merge returned as such.  Of a base in which git left conflict markers the sides
    count that stand in `current`, and what only the others have is taken for deleted; of one that can't be read the
    body alone counts: then nothing of the front matter leaves or is known to be deleted.  Raises `DatelineError`,
    with the line in `file`, if `current` can't be read.
    """
    layout = Layout.of(current)
    ours, new = _page_of(_whole(current, file), file), _page_of(plain(generated), file)
    whole, rest = mended(plain(base), plain(current))
    old = _base_of(whole)
    if rest != whole:
        remembered = {*remembered, *_names_in(_base_of(rest))}
    ids = source_ids(old.front.values, ours.front.values, new.front.values)
    new = _with_known_identities(old, new, ids)
    if new == old:
        return Merged(current, (), _remembered(remembered, old, ours, new, ours), new.text + "\n")
    returning = _names_in(new) & (set(remembered) - _names_in(ours))
    is_untouched = ours == old and not returning
    written = new
    old, ours, new = _under_one_set_of_names(old, ours, new, ids)
    yaml, changes = merge_front(old.front, ours.front, new.front, remembered)
    nodes, told = merge_blocks(old.blocks, ours.blocks, new.blocks, remembered)
    nodes, more = merge_footnotes(nodes, old.blocks, new.blocks)
    merged = replace(
        ours, front=read_front(yaml, file), blocks=tuple(_spaced(nodes, ours.blocks, new.blocks))
    )
    if ours.blocks == old.blocks and not returning:
        merged = replace(merged, blocks=new.blocks)
    if is_untouched:
        merged = written
    return Merged(
        layout.applied(merged.text),
        (*changes, *told, *more),
        _remembered(remembered, old, ours, new, merged),
        written.text + "\n",
    )


def adopt(current: str, generated: str, *, file: str = "") -> Merged:
    """The person's file as it is, where nobody knows what was generated last: all that differs is proposed.

    What it does not have counts as deleted: the next base shows it.  A file of the first version is brought to today's
    form.  Raises `DatelineError` as `merge` does.
    """
    ours, new = _page_of(_whole(current, file), file), _page_of(plain(generated), file)
    ours = replace(ours, blocks=modernised(ours.blocks, _identities_in(new)))
    new = _with_known_identities(ours, new, source_ids({}, ours.front.values, new.front.values))
    current = Layout.of(current).applied(ours.text)
    changes = merge("", current, _called_as_in(ours, new).text, file=file).changes
    wishes = (
        replace(change, kind=ChangeKind.CONFLICT, words="", proposed=change.words)
        for change in changes
        if change.kind is ChangeKind.ADDED
    )
    conflicts = (change for change in changes if change.kind is ChangeKind.CONFLICT)
    return Merged(current, (*conflicts, *wishes), generated=new.text + "\n")


def _with_known_identities(old: "_Page", new: "_Page", ids: Mapping[str, str]) -> "_Page":
    """The generated page with the identities that its items have in the base."""
    before, after = (
        Version(page.blocks, _only_source(page)) for page in (_renamed(old, ids), _renamed(new, ids))
    )
    return replace(new, blocks=with_identities(new.blocks, identities_kept(before, after)))


def _under_one_set_of_names(
    old: "_Page", ours: "_Page", new: "_Page", ids: Mapping[str, str]
) -> "tuple[_Page, _Page, _Page]":
    """The three pages with sources called as in the person's file, and footnotes as in the generated one."""
    old, new = _renamed(old, ids), _renamed(new, ids)
    identities = _identities_in(old, new)
    base, current, generated = (
        Version(modernised(page.blocks, identities), _only_source(page)) for page in (old, ours, new)
    )
    base_blocks, our_blocks = aligned(base, current, generated)
    return replace(old, blocks=base_blocks), replace(ours, blocks=our_blocks), new


def _identities_in(*pages: "_Page") -> set[str]:
    return {name for page in pages for block in page.blocks for name in block.ids}


def _called_as_in(ours: "_Page", new: "_Page") -> "_Page":
    """The generated page with its footnotes called as in the person's, so that proposals can be taken over."""
    mine, generated = (Version(page.blocks, _only_source(page)) for page in (ours, new))
    blocks, _ = aligned(generated, Version(()), mine)
    return replace(new, blocks=blocks)


def _only_source(page: "_Page") -> str | None:
    """The id of a page's source where it has one alone: then its footnotes need not name it."""
    sources = list(sources_in(page.front.values).values())
    return str(sources[0].get("id")) if len(sources) == 1 else None


# --- the file --------------------------------------------------------------------------------------------


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
    head, body = _parted(text, file)
    return _page(_front_of(head, file), head, body)


def _whole(text: str, file: str) -> str:
    """A person's text without its layout; refuses one that would be misread."""
    words = plain(text)
    if line := torn_line(words):
        hint = "choose between the two sides and take the markers out"
        raise DatelineError(file, "git left its conflict markers here", hint, line)
    if "\r" in words:
        line = words.count("\n", 0, words.index("\r")) + 1
        raise DatelineError(file, "a line ends with a carriage return alone", "save it with LF or CRLF", line)
    return words


def _base_of(text: str) -> _Page:
    """The base's page, as far as it can be read."""
    try:
        head, body = _parted(text, "")
    except DatelineError:
        return _Page()
    try:
        return _page(_front_of(head, ""), head, body)
    except DatelineError:
        return _page(Front(), (), body)


def _parted(text: str, file: str) -> tuple[Sequence[str], Sequence[str]]:
    """The lines of the front matter with its fences (none without it), and those of the body."""
    lines = text.split("\n")
    if not front_matter.has_front_matter(text + "\n"):
        return (), lines
    close = next((n for n, line in enumerate(lines) if n and _FENCE.fullmatch(line)), None)
    if close is None:
        front_matter.split(text, file)  # raises, with the reason
        raise AssertionError("front matter without a second fence was read")
    return lines[: close + 1], lines[close + 1 :]


def _front_of(head: Sequence[str], file: str) -> Front:
    return read_front("\n".join(head[1:-1]), file) if head else Front()


def _page(front: Front, head: Sequence[str], body: Sequence[str]) -> _Page:
    end = next((n for n in range(len(body), 0, -1) if body[n - 1].strip()), 0)
    tail = tuple(body[end:])
    return _Page(
        front, (head[0], head[-1]) if head else None, blocks_of(body[:end]), tail if any(tail) else ()
    )


def _renamed(page: _Page, ids: Mapping[str, str]) -> _Page:
    """A page that calls each source by its id in the result, footnotes included."""
    names = new_names(page.front.values, ids)
    if not names:
        return page
    blocks = tuple(_with_names(_with_labels_of(block, names), names) for block in page.blocks)
    return replace(page, front=renamed_sources(page.front, names), blocks=blocks)


def _with_labels_of(block: Block, names: Mapping[str, str]) -> Block:
    """A block whose footnotes are labelled by the new ids of their sources: "s2-4" for "s1-4"."""

    def renamed(match: re.Match[str]) -> str:
        source, dash, place = match[1].partition("-")
        return f"[^{names.get(source, source)}{dash}{place}]" if dash else match[0]

    return replace(block, text=REFERENCE.sub(renamed, block.text))


def _with_names(block: Block, names: Mapping[str, str]) -> Block:
    """A block that calls sources by other ids: in the note of a footnote, in the brackets after a date."""

    def renamed(match: re.Match[str]) -> str:
        return names.get(match[0], match[0])

    if block.kind is BlockKind.FOOTNOTE:
        label, mark, rest = block.text.partition("]:")
        parts = source_parts(rest)
        head = rest[: len(rest) - len(parts[-1])] if parts else ""
        return replace(block, text=label + mark + _LAST_SOURCE.sub(renamed, head) + rest[len(head) :])
    if block.kind is BlockKind.ITEM and (notes := _NOTES.match(block.text)):
        return replace(block, text=_NOTED.sub(renamed, notes[0]) + block.text[notes.end() :])
    return block


# --- what is remembered ----------------------------------------------------------------------------------


def _names_in(page: _Page) -> set[str]:
    """What a person can delete of a page: its items by their identities, its lists' entries."""
    return _identities_in(page) | words_of(page.front.values)


def _remembered(
    known: Collection[str], old: _Page, ours: _Page, new: _Page, merged: _Page
) -> tuple[str, ...]:
    """What the generator once wrote and the next base doesn't show, deleted or kept by a person.

    What the merge itself took out is not among it: it may come again.
    """
    past = (set(known) | _names_in(old)) - _names_in(new)
    taken_out = _names_in(ours) - _names_in(merged)
    return tuple(sorted(past - taken_out))


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
