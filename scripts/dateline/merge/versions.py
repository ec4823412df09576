"""The three versions of a briefing's body, and which block of one is which of another."""

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Mapping, Set
from dataclasses import dataclass
from difflib import SequenceMatcher

from dateline.briefing.blocks import Blocks, BodyBlock, BodyKind, ids_in

Pairs = Mapping[int, int]
"""Position of a block in one version -> position of the same block in another."""


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
    deleted: Set[str]
    """Identities of what a person deleted, or commented out."""
    reworded_footnotes: Set[str]
    """Labels of the footnotes that a person reworded."""

    @property
    def lead(self) -> tuple[BodyBlock | None, BodyBlock | None, BodyBlock | None]:
        """The three leads."""
        old, ours, new = self.leads
        return (
            None if old is None else self.base[old],
            None if ours is None else self.current[ours],
            None if new is None else self.generated[new],
        )


def match_versions(base: Blocks, current: Blocks, generated: Blocks, remembered: Collection[str]) -> Versions:
    """Find out which block of one version is which of another."""
    leads = _leads_of(base, current, generated)
    bases, currents, generateds = (
        {n: block for n, block in enumerate(blocks) if n != lead and is_content(block)}
        for blocks, lead in zip((base, current, generated), leads, strict=True)
    )
    to_base = _matches_of_edited(currents, bases)
    renewed = _matches_of_edited(bases, generateds)
    known = set(renewed.values())
    own = {n: block for n, block in currents.items() if n not in to_base}
    new = {n: block for n, block in generateds.items() if n not in known}
    to_generated = {n: renewed[old] for n, old in to_base.items() if old in renewed} | _matches(own, new)
    present = {name for block in current for name in block.ids}
    commented_out = {name for block in current if block.is_comment for name in ids_in(block.text)}
    deleted = {*remembered, *commented_out, *(name for block in base for name in block.ids)} - present
    footnotes = {block.labels: block.content for block in base if block.kind is BodyKind.FOOTNOTE}
    reworded = {
        label
        for block in current
        if block.kind is BodyKind.FOOTNOTE and block.content != footnotes.get(block.labels, block.content)
        for label in block.labels
    }
    homes = _homes_of(base, current, generated, to_base, to_generated)
    return Versions(base, current, generated, leads, to_base, to_generated, known, homes, deleted, reworded)


def is_content(block: BodyBlock) -> bool:
    """Whether a block is one that is merged by itself: neither a heading nor a footnote."""
    return block.kind not in (BodyKind.HEADING, BodyKind.FOOTNOTE)


def _leads_of(base: Blocks, current: Blocks, generated: Blocks) -> tuple[int | None, int | None, int | None]:
    """The leads; in the person's file a paragraph with an identity of the others', best above the first heading."""
    old, new = _first_paragraph(base), _first_paragraph(generated)
    names = {name for n, blocks in ((old, base), (new, generated)) if n is not None for name in blocks[n].ids}
    named = [n for n, block in enumerate(current) if block.kind is BodyKind.PROSE and names & {*block.ids}]
    ours = min(named, key=lambda n: current[n].section != "", default=None)
    return old, _first_paragraph(current) if ours is None else ours, new


def _first_paragraph(blocks: Blocks) -> int | None:
    """The lead of a file whose identities say nothing: its first paragraph above the first heading."""
    for number, block in enumerate(blocks):
        if block.section:
            return None
        if block.kind is BodyKind.PROSE and not block.text.startswith(("#", "<!--")):
            return number
    return None


def _homes_of(
    base: Blocks, current: Blocks, generated: Blocks, to_base: Pairs, to_generated: Pairs
) -> dict[str, str | None]:
    """Where the items of each section stand now: under its heading, or under the one most of them moved to."""
    present = {block.section for block in current} | {""}
    homes: dict[str, str | None] = {}
    for old, pairs in ((base, to_base), (generated, to_generated)):
        moved: dict[str, Counter[str]] = defaultdict(Counter)
        for number, other in pairs.items():
            moved[old[other].section][current[number].section] += 1
        for section in dict.fromkeys(block.section for block in old):
            home = section if section in present else next(iter(dict(moved[section].most_common(1))), None)
            if home is not None or old is base:
                homes.setdefault(section, home)
    return homes


# --- matching --------------------------------------------------------------------------------------------


def _ids_of(block: BodyBlock) -> tuple[str, ...]:
    return block.ids if block.is_item else ()


_KEYS: tuple[Callable[[BodyBlock], Iterable[object]], ...] = (
    lambda block: [(block.kind, name, block.words) for name in _ids_of(block)[:1]],
    lambda block: [(block.kind, block.words, block.labels)] if block.is_item and block.labels else [],
    lambda block: [(block.kind, name) for name in _ids_of(block)[:1]],
    lambda block: [(block.kind, name) for name in _ids_of(block)],
    _ids_of,
    lambda block: [(block.kind, block.section, block.words)],
    lambda block: [(block.kind, block.words)],
)
"""By what two blocks are known to be the same, the surest first."""


def _first_label(block: BodyBlock) -> Iterable[object]:
    return [(block.kind, block.section, label) for label in block.labels[:1]] if block.is_item else []


def _matches(lefts: Mapping[int, BodyBlock], rights: Mapping[int, BodyBlock]) -> dict[int, int]:
    """The blocks of two versions that are the same, one to one.

    An item is known by its identity, the first before the others; without one by its words, and at last by the
    first sentence that it cites in its section.
    """
    pairs: dict[int, int] = {}
    for keys_of in _KEYS:
        _match_by(keys_of, lefts, rights, pairs)
    unnamed = {number: block for number, block in lefts.items() if not block.ids}
    _match_by(_first_label, unnamed, rights, pairs)
    return pairs


def _match_by(
    keys_of: Callable[[BodyBlock], Iterable[object]],
    lefts: Mapping[int, BodyBlock],
    rights: Mapping[int, BodyBlock],
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


def _matches_of_edited(lefts: Mapping[int, BodyBlock], rights: Mapping[int, BodyBlock]) -> dict[int, int]:
    """As `_matches`, where one version was made from the other: a paragraph that was reworded is known by its place."""
    pairs = _matches(lefts, rights)
    ours, theirs = _prose_of(lefts), _prose_of(rights)
    taken = set(pairs.values())
    for section, old in ours.items():
        new = theirs.get(section, [])
        words = [lefts[n].words for n in old], [rights[n].words for n in new]
        for tag, start, end, first, last in SequenceMatcher(None, *words, autojunk=False).get_opcodes():
            if tag == "replace":
                found = zip(old[start:end], new[first:last], strict=False)
                pairs |= {left: right for left, right in found if left not in pairs and right not in taken}
    return pairs


def _prose_of(blocks: Mapping[int, BodyBlock]) -> dict[str, list[int]]:
    """The paragraphs of each section."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, block in blocks.items():
        if block.kind is BodyKind.PROSE:
            found[block.section].append(number)
    return found
