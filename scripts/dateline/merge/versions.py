"""The three versions of a briefing's body, and which block of one is which of another."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from dateline.briefing.blocks import Block, BlockKind, ids_in
from dateline.merge.block_parts import Pairs, most_common, pairs_of, twins_of

Blocks = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Versions:
    """The three versions of a body and which block of one is which of another, leads apart."""

    base: Blocks
    current: Blocks
    generated: Blocks
    leads: tuple[int | None, int | None, int | None]
    """The lead of the base, of the person's file, of the generated one."""
    to_base: Pairs
    """current -> base"""
    to_generated: Pairs
    """current -> generated"""
    renewed: Collection[int]
    """Blocks of the generated version that stand in the base too."""
    homes: Mapping[str, str | None]
    """Each generated or base section -> where its items stand now; None where a person deleted it.
    A section that is new is not in it."""
    gone: Collection[str]
    """Identities of what a person deleted, or commented out."""
    reworded_footnotes: Collection[str]
    """Labels of the footnotes that a person reworded."""

    @property
    def lead(self) -> tuple[Block | None, Block | None, Block | None]:
        """The three leads."""
        versions = (self.base, self.current, self.generated)
        base, current, generated = (
            blocks[n] if n is not None else None for blocks, n in zip(versions, self.leads, strict=True)
        )
        return base, current, generated


def compare(base: Blocks, current: Blocks, generated: Blocks, remembered: Collection[str]) -> Versions:
    """Find out which block of one version is which of another."""
    leads = _leads_of(base, current, generated)
    bases, currents, generateds = (
        {n: block for n, block in enumerate(blocks) if n != lead and is_content(block)}
        for blocks, lead in zip((base, current, generated), leads, strict=True)
    )
    to_base = pairs_of(currents, bases)
    renewed = pairs_of(bases, generateds)
    known = set(renewed.values())
    to_generated = {n: renewed[old] for n, old in to_base.items() if old in renewed}
    own = {n: block for n, block in currents.items() if n not in to_base}
    to_generated |= twins_of(own, {n: block for n, block in generateds.items() if n not in known})
    homes = _homes_of(base, current, generated, to_base, to_generated)
    gone = {*remembered, *_ids_of(base), *_commented_out(current)} - _ids_of(current)
    footnotes = frozenset(_reworded_footnotes(base, current))
    return Versions(base, current, generated, leads, to_base, to_generated, known, homes, gone, footnotes)


def _reworded_footnotes(base: Blocks, current: Blocks) -> Iterator[str]:
    old = {block.labels: block.content for block in base if block.kind is BlockKind.FOOTNOTE}
    for block in current:
        if block.kind is BlockKind.FOOTNOTE and block.content != old.get(block.labels, block.content):
            yield from block.labels


def _commented_out(blocks: Blocks) -> Iterator[str]:
    for block in blocks:
        if block.is_comment:
            yield from ids_in(block.text)


def _ids_of(blocks: Blocks) -> set[str]:
    return {name for block in blocks for name in block.ids}


def _leads_of(base: Blocks, current: Blocks, generated: Blocks) -> tuple[int | None, int | None, int | None]:
    old, new = _first_paragraph(base), _first_paragraph(generated)
    names = {name for n, blocks in ((old, base), (new, generated)) if n is not None for name in blocks[n].ids}
    named = (n for n, block in enumerate(current) if block.kind is BlockKind.PROSE and names & set(block.ids))
    found = sorted(named, key=lambda n: current[n].section != "")
    return old, found[0] if found else _first_paragraph(current), new


def _first_paragraph(blocks: Blocks) -> int | None:
    """The lead of a file whose identities say nothing: its first paragraph above the first heading."""
    for number, block in enumerate(blocks):
        if block.section:
            return None
        if block.kind is BlockKind.PROSE and not block.text.startswith(("#", "<!--")):
            return number
    return None


def _homes_of(
    base: Blocks, current: Blocks, generated: Blocks, to_base: Pairs, to_generated: Pairs
) -> dict[str, str | None]:
    """Where the items of each section stand now: under its heading, or under the one most of them moved to."""
    present = {block.section for block in current} | {""}
    homes: dict[str, str | None] = {}
    for old, pairs in ((base, to_base), (generated, to_generated)):
        moved: dict[str, list[str]] = {}
        for number, other in pairs.items():
            moved.setdefault(old[other].section, []).append(current[number].section)
        for section in dict.fromkeys(block.section for block in old):
            home = section if section in present else most_common(moved.get(section, ()))
            if home is not None or old is base:
                homes.setdefault(section, home)
    return homes


def is_content(block: Block) -> bool:
    """Whether a block is one that is merged by itself: neither a heading nor a footnote."""
    return block.kind not in (BlockKind.HEADING, BlockKind.FOOTNOTE)
