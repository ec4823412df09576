"""Which sentence and which item of one version of a body is which of another, before the versions are merged.

Footnotes are named by the place of their sentence and items by a hash of it, so a corrected letter or an inserted
paragraph changes both.  Here the versions are brought to one set of names:

    - a footnote is called what the generated version calls the same, or nearly the same, sentence;
    - a generated item keeps the identity of the item in the base that it is made from anew;
    - a file of the first version, in which each item had footnotes of its own, is brought to today's form.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from rapidfuzz import fuzz

from dateline.blocks import IDENTITY, REFERENCE, Block, BlockKind, fold, is_old_label
from dateline.document import evidence_in, free_label, mark_of
from dateline.model import Evidence

Blocks = tuple[Block, ...]

_ONE_IN_A_ROW = re.compile(r"(\[\^[\w-]+\])\1+")
_SAME_SENTENCE = 80.0
"""How like a corrected sentence is to what it was, in per cent (Indel similarity)."""
_SAME_ITEM = 60.0
"""How like the words of two items are that rest on one sentence and are the same item."""


def identities_kept(base: Blocks, generated: Blocks) -> dict[str, str]:
    """Identities in the generated version -> those that the same items have in the base."""
    labels = _same_sentences(_notes_of(base), _notes_of(generated))
    old, new = _named(base), _named(generated)
    common = old.keys() & new.keys()
    lefts = {name: block for name, block in old.items() if name not in common}
    rights = {name: block for name, block in new.items() if name not in common}
    pairs = _best_pairs(lefts, rights, lambda a, b: _likeness(a, b, labels), _SAME_ITEM)
    return {new_name: old_name for old_name, new_name in pairs}


def with_identities(blocks: Blocks, names: Mapping[str, str]) -> Blocks:
    """The blocks with some identities replaced by others."""

    def renamed(text: str) -> str:
        return IDENTITY.sub(lambda m: m[0].replace(m["id"], names.get(m["id"], m["id"])), text)

    return tuple(replace(block, text=renamed(block.text)) for block in blocks) if names else blocks


def aligned(base: Blocks, current: Blocks, generated: Blocks) -> tuple[Blocks, Blocks]:
    """The base and the person's version with the footnotes of the generated one, and with identities in marks."""
    identities = {name for block in (*base, *generated) for name in block.ids}
    base, current = (tuple(_with_mark(block, identities) for block in blocks) for blocks in (base, current))
    old, ours, new = map(_notes_of, (base, current, generated))
    names = _same_sentences(old, new)
    names |= _apart((label for label in old if label not in names), names.values(), new)
    base_texts = {label: _content_of(base, label) for label in old}
    own = {label: text for label in ours if (text := _content_of(current, label)) != base_texts.get(label)}
    agreed = _cited_alike(current, generated) - old.keys()
    our_names = _names_of_ours(old, ours, new, names, own) | {label: label for label in agreed}
    return _relabelled(base, names), _relabelled(current, our_names, _first_texts(base, names, own))


# --- items -----------------------------------------------------------------------------------------------


def _named(blocks: Blocks) -> dict[str, Block]:
    return {name: block for block in reversed(blocks) for name in block.ids[:1]}


def _likeness(old: Block, new: Block, labels: Mapping[str, str]) -> float:
    """How alike two items are that cite one sentence in one section, in per cent; 0 for others."""
    cited = {labels.get(label, label) for label in old.labels}
    if old.kind is not new.kind or old.section != new.section or cited.isdisjoint(new.labels):
        return 0.0
    return fuzz.ratio(old.words, new.words)


def _with_mark(block: Block, identities: Collection[str]) -> Block:
    """An item of the file's first version with its identity in a mark: the footnotes that are known to be one."""
    if not block.ids or IDENTITY.search(block.text) or not (block.is_item or block.kind is BlockKind.PROSE):
        return block
    old = [label for label in block.labels if is_old_label(label)]
    names = [label for label in old if label in identities] or old[:1]
    return replace(block, text=block.text.rstrip() + "".join(map(mark_of, names)))


# --- footnotes -------------------------------------------------------------------------------------------

Notes = Mapping[str, Evidence]


def _cited_alike(current: Blocks, generated: Blocks) -> set[str]:
    """The footnotes that one item cites in both versions under one label."""
    ours = _named(current)
    return {
        label
        for name, block in _named(generated).items()
        if name in ours
        for label in {*block.labels} & {*ours[name].labels}
    }


def _notes_of(blocks: Blocks) -> dict[str, Evidence]:
    """The first definition of each footnote."""
    notes = (block for block in reversed(blocks) if block.kind is BlockKind.FOOTNOTE)
    return {block.labels[0]: evidence_in(block) for block in notes}


def _same_sentences(old: Notes, new: Notes) -> dict[str, str]:
    """Labels of one version -> the labels under which another quotes the same sentences, or nearly the same."""
    names = _equal_sentences(old, new)
    taken = set(names.values())
    lefts = {label: note for label, note in old.items() if label not in names and note.text}
    rights = {label: note for label, note in new.items() if label not in taken and note.text}
    return names | dict(_best_pairs(lefts, rights, _likeness_of_notes, _SAME_SENTENCE))


def _equal_sentences(old: Notes, new: Notes) -> dict[str, str]:
    """As `_same_sentences`, of those that agree letter for letter; one that two sources print is sought in its own."""
    by_text: dict[str, list[str]] = {}
    for label, note in new.items():
        by_text.setdefault(fold(note.text), []).append(label)
    names: dict[str, str] = {}
    for label, note in old.items():
        found = by_text.get(fold(note.text), []) if note.text else []
        fitting = [other for other in found if _may_be_one_source(note, new[other])]
        if found:
            names[label] = (fitting or found)[0]
    return names


def _may_be_one_source(first: Evidence, second: Evidence) -> bool:
    return None in (first.source, second.source) or first.source == second.source


def _likeness_of_notes(first: Evidence, second: Evidence) -> float:
    """How alike two sentences are, in per cent; of two that are equally like, the one at the same place is liker."""
    if not _may_be_one_source(first, second):
        return 0.0
    at_one_place = first.place == second.place
    return fuzz.ratio(first.text, second.text) + 0.01 * at_one_place


Thing = TypeVar("Thing")


def _best_pairs(
    lefts: Mapping[str, Thing],
    rights: Mapping[str, Thing],
    likeness: Callable[[Thing, Thing], float],
    least: float,
) -> Iterator[tuple[str, str]]:
    """The names of the things that are most alike, one to one, the likest pair first; in order among equals."""
    scored = [
        (-score, i, j, left, right)
        for i, (left, thing) in enumerate(lefts.items())
        for j, (right, other) in enumerate(rights.items())
        if (score := likeness(thing, other)) >= least
    ]
    taken: set[tuple[str, str]] = set()
    for _, _, _, left, right in sorted(scored):
        if not taken & {("left", left), ("right", right)}:
            taken |= {("left", left), ("right", right)}
            yield left, right


def _apart(labels: Iterable[str], taken: Iterable[str], new: Collection[str]) -> dict[str, str]:
    """Labels that the generated version gives to other sentences -> free ones."""
    used = {*taken, *new}
    names = {}
    for label in labels:
        names[label] = free_label(label, used)
        used.add(names[label])
    return names


def _names_of_ours(
    old: Notes, ours: Notes, new: Notes, names: Mapping[str, str], own: Mapping[str, str]
) -> dict[str, str]:
    """What the footnotes of a person's version are called: as in the base, or as the generated version has them.

    Of several footnotes of the base that became one, those that a person reworded stay apart.
    """
    ours_by_base = {label: names[label] for label in ours if label in names}
    shared = [label for label in ours_by_base if label in own and is_old_label(label)]
    theirs = {label: note for label, note in ours.items() if label not in old}
    ours_by_base |= _equal_sentences(theirs, new)
    rest = [label for label in ours if label not in ours_by_base]
    fixed = [name for label, name in ours_by_base.items() if label not in shared]
    return ours_by_base | _apart(rest, fixed, new) | _reworded_apart(shared, ours_by_base, fixed, own)


def _reworded_apart(
    labels: Sequence[str], names: Mapping[str, str], taken: Iterable[str], own: Mapping[str, str]
) -> dict[str, str]:
    """Footnotes of the first version that a person reworded -> names of their own, one for each wording."""
    used = set(taken)
    by_text: dict[tuple[str, str], str] = {}
    for label in labels:
        key = (names[label], own[label])
        if key not in by_text:
            by_text[key] = free_label(names[label], used)
            used.add(by_text[key])
    return {label: by_text[names[label], own[label]] for label in labels}


def _content_of(blocks: Blocks, label: str) -> str:
    """What stands behind the label of a footnote's first definition."""
    found = (
        block.content for block in blocks if block.kind is BlockKind.FOOTNOTE and block.labels[0] == label
    )
    return next(found, "").partition("]:")[2].strip()


def _first_texts(base: Blocks, names: Mapping[str, str], own: Collection[str]) -> dict[str, str]:
    """For footnotes of the base that nobody reworded, by label: the text of the first of those that became one."""
    first: dict[str, str] = {}
    texts: dict[str, str] = {}
    for block in base:
        if block.kind is BlockKind.FOOTNOTE and (label := block.labels[0]) not in texts:
            words = block.text.partition("]:")[2]
            texts[label] = first.setdefault(names.get(label, label), words)
    return {label: text for label, text in texts.items() if label not in own and is_old_label(label)}


def _relabelled(blocks: Blocks, names: Mapping[str, str], texts: Mapping[str, str] = {}) -> Blocks:
    """The blocks with other labels; of footnotes that become one the first stays, a label is cited once in a row.

    `texts`: what footnotes say instead, by their labels so far.
    """
    if all(label == name for label, name in names.items()):
        return blocks
    seen: set[tuple[str, str]] = set()
    result = []
    for block in blocks:
        label = block.labels[0] if block.kind is BlockKind.FOOTNOTE else ""
        if label in texts:
            block = replace(block, text=f"[^{label}]:{texts[label]}")
        block = _with_labels(block, names)
        key = (block.labels[0], block.content) if label else ("", "")
        if not label or key not in seen or not is_old_label(label):
            result.append(block)
        seen.add(key)
    return tuple(result)


def _with_labels(block: Block, names: Mapping[str, str]) -> Block:
    if block.text.startswith(("```", "~~~")):
        return block
    text = REFERENCE.sub(lambda m: f"[^{names.get(m[1], m[1])}]", block.text)
    if text == block.text:
        return block
    return replace(block, text=_ONE_IN_A_ROW.sub(r"\1", text))
