"""Which sentence and which item of one version of a body is which of another, before the versions are merged.

Footnotes are named by the place of their sentence, and items by a hash of it, so a corrected letter or an inserted
paragraph changes both.  Here the versions are brought to one set of names:

    - a footnote is called what the generated version calls the same, or nearly the same, sentence;
    - a generated item keeps the identity of the item in the base that it is made from anew.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import TypeVar

from rapidfuzz import fuzz

from dateline.briefing.blocks import (
    IDENTITY,
    INDENTS,
    Blocks,
    BodyBlock,
    BodyKind,
    definitions_of,
    fold,
    ids_in,
)
from dateline.briefing.document import evidence_in, free_label, marks_of
from dateline.merge.migration import relabelled
from dateline.merge.parsed_file import ParsedFile
from dateline.merge.wording import join_block, split_block
from dateline.model.briefing import Evidence

_SAME_SENTENCE = 80.0
"""How like a corrected sentence is to what it was, in per cent (Indel similarity)."""
_SAME_ITEM = 60.0
"""How like the words of two items are that rest on one sentence and are the same item."""
_BLANK_LINE = re.compile(r"\s*\n[ \t]*\n")

Notes = Mapping[str, Evidence]
Thing = TypeVar("Thing")


def identities_kept(base: ParsedFile, generated: ParsedFile) -> dict[str, str]:
    """Identities in the generated version -> those that the same items have in the base."""
    labels = _same_sentences(_notes_of(base), _notes_of(generated))
    old, new = _by_identity(base.blocks), _by_identity(generated.blocks)
    common = old.keys() & new.keys()
    lefts = {name: block for name, block in old.items() if name not in common}
    rights = {name: block for name, block in new.items() if name not in common}
    pairs = _best_pairs(lefts, rights, lambda a, b: _likeness_of_items(a, b, labels), _SAME_ITEM)
    return {new_name: old_name for old_name, new_name in pairs}


def with_identities(blocks: Blocks, names: Mapping[str, str]) -> Blocks:
    """The blocks with some identities replaced by others."""

    def renamed(text: str) -> str:
        return IDENTITY.sub(lambda m: m[0].replace(m["id"], names.get(m["id"], m["id"])), text)

    return tuple(replace(block, text=renamed(block.text)) for block in blocks) if names else blocks


def aligned(base: ParsedFile, current: ParsedFile, generated: ParsedFile) -> tuple[ParsedFile, ParsedFile]:
    """The base and the person's version with their footnotes called as in the generated one."""
    current = replace(current, blocks=_with_own_identities(base.blocks, current.blocks))
    old, ours, new = map(_notes_of, (base, current, generated))
    renewed = _same_sentences(old, new)
    cited = {label for block in current.blocks for label in block.references}
    our_names = _names_of_ours(old, ours, new, renewed, cited)
    agreed = _cited_alike(current.blocks, generated.blocks) - old.keys() - our_names.keys()
    our_names = our_names | {label: label for label in ours if label in agreed}
    # What is not generated keeps its own label, if it is free.
    own = [label for label in ours if label not in our_names]
    our_names |= _free_labels(own, {*our_names.values(), *new})
    old_names = _names_of_base(old, ours, new, renewed, our_names)
    undefined = cited - ours.keys()
    our_names |= {label: old_names[label] for label in undefined if label in old_names}
    old_blocks, our_blocks = relabelled(base.blocks, old_names), relabelled(current.blocks, our_names)
    our_blocks = _with_one_sentence_a_label(current.blocks, our_blocks, generated.blocks)
    our_blocks = _without_orphaned_identities(old_blocks, our_blocks, generated.blocks)
    return replace(base, blocks=old_blocks), replace(current, blocks=our_blocks)


# --- items -----------------------------------------------------------------------------------------------


def _by_identity(blocks: Blocks) -> dict[str, BodyBlock]:
    """The items by their first identity; the first one that has it."""
    return {name: block for block in reversed(blocks) for name in block.ids[:1]}


def _likeness_of_items(old: BodyBlock, new: BodyBlock, labels: Mapping[str, str]) -> float:
    """How alike two items of one section are in per cent; 0 for those that neither share a sentence nor all words."""
    cited = {labels.get(label, label) for label in old.labels}
    is_related = old.words == new.words or not cited.isdisjoint(new.labels)
    is_same_place = old.kind is new.kind and old.section == new.section
    return fuzz.ratio(old.words, new.words) if is_related and is_same_place else 0.0


def _cited_alike(current: Blocks, generated: Blocks) -> set[str]:
    """The footnotes that one item cites in both versions under one label."""
    ours, new = _by_identity(current), _by_identity(generated)
    return {
        label for name in ours.keys() & new.keys() for label in ours[name].labels if label in new[name].labels
    }


def _with_own_identities(base: Blocks, current: Blocks) -> Blocks:
    """The person's version with each identity below its item again, where a line was moved without the one below it.

    An item that has the words and the footnotes of one in the base is that one, whatever stands below it.
    """
    known = {
        (block.kind, block.words, block.labels): block.ids[0] for block in base if block.is_item and block.ids
    }
    owners: dict[str, int] = {}
    for number, block in enumerate(current):
        name = known.get((block.kind, block.words, block.labels)) if block.is_item else None
        if name and (name not in owners or name in block.ids):
            owners[name] = number
    moved = {name: number for name, number in owners.items() if name not in current[number].ids}
    if not moved:
        return current
    result = []
    for number, block in enumerate(current):
        found = ids_in(block.text)
        kept = [name for name in found if moved.get(name, number) == number]
        own = [name for name, owner in moved.items() if owner == number]
        if own or len(kept) < len(found):
            words = IDENTITY.sub("", block.text)
            marks = marks_of((*own, *kept), INDENTS.get(block.kind, ""))
            block = replace(block, text=words and words + marks)
        if block.text:
            result.append(block)
    return tuple(result)


def _without_orphaned_identities(base: Blocks, current: Blocks, generated: Blocks) -> Blocks:
    """The person's version without the identities of deleted items that were left below another block.

        - It opens.[^s1-4]
          <!-- t-91c2d0 -->
          <!-- t-5e07b2 -->

    The line above the last comment was deleted.  The comment goes too, lest its item be taken for a part of this one.
    """
    old, new = _by_identity(base), _by_identity(generated)
    result = []
    blank: tuple[str, ...] = ()
    for block in current:
        names = () if block.is_code else block.ids
        kept = _with_marks(block, _own_identities(block, names, old, new)) if names else block
        if kept.text:
            result.append(replace(kept, gap=kept.gap or blank))
        # The blank line above a comment that goes: without it a list would go on with the paragraph above it.
        above = ("",) if _BLANK_LINE.match(block.text, len(kept.text)) else ()
        blank = above if kept.text else block.gap
    return tuple(result)


def _own_identities(
    block: BodyBlock, names: Sequence[str], old: Mapping[str, BodyBlock], new: Mapping[str, BodyBlock]
) -> Sequence[str]:
    """Of the names below a block its own, then those of items that a person joined to it: it cites a footnote of each.

    `old` and `new`: the items of the base and of the generated version.  What both cite counts, so that the file gives
    the same once it is merged, if the run is killed before the new base is written.
    """
    if block.is_item and len(names) == 1:
        return names
    items = {name: [known[name] for known in (old, new) if name in known] for name in names}
    cited = {
        name: {label for item in found for label in item.labels}.intersection(block.labels)
        for name, found in items.items()
    }
    unchanged = (name for name, found in items.items() if block.words in {item.words for item in found})
    kept = [name for name in items if cited[name] or name not in old]
    # An item may be reworded beyond recognition; a paragraph that cites none of an item's footnotes isn't that item.
    reworded = (name for name in items if block.is_item or name in kept or not old[name].is_item)
    own = next(chain(unchanged, reworded), None)
    if own is None:
        return ()
    joined = (name for name in kept if name not in old or cited[name] - cited[own])
    return tuple(dict.fromkeys([own, *joined]))


def _with_marks(block: BodyBlock, names: Sequence[str]) -> BodyBlock:
    """A block with other identities in the places of its own, no more than it has."""
    if names == block.ids:
        return block
    left = iter(names)

    def renamed(mark: re.Match[str]) -> str:
        name = next(left, None)
        return mark[0].replace(mark["id"], name) if name else ""

    return replace(block, text=IDENTITY.sub(renamed, block.text))


def _with_one_sentence_a_label(current: Blocks, renamed: Blocks, generated: Blocks) -> Blocks:
    """The person's version where a label stands for two sentences, as two branches leave it that git has made one.

    The items that cite it cite what the generated version has for them, and its definitions leave that are generated:
    those that are used are put back under their own labels.
    """
    sentences: dict[str, set[str]] = {}
    for block in current:
        if block.kind is BodyKind.FOOTNOTE:
            sentences.setdefault(block.labels[0], set()).add(evidence_in(block).text)
    ambiguous = {label for label, texts in sentences.items() if len(texts) > 1}
    if not ambiguous:
        return renamed
    items = _by_identity(generated)
    known = {evidence_in(block).text for block in generated if block.kind is BodyKind.FOOTNOTE}
    result = []
    for before, block in zip(current, renamed, strict=True):
        is_ambiguous = not ambiguous.isdisjoint(before.labels)
        if block.kind is BodyKind.FOOTNOTE and is_ambiguous and evidence_in(block).text in known:
            continue
        new = items.get(block.id)
        if new is not None and is_ambiguous:
            parts = replace(split_block(block), labels=split_block(new).labels)
            block = replace(block, text=join_block(block.kind, parts))
        result.append(block)
    return tuple(result)


# --- footnotes -------------------------------------------------------------------------------------------


def _notes_of(version: ParsedFile) -> dict[str, Evidence]:
    """The first definition of each footnote, with its source."""
    notes = {label: evidence_in(block) for label, block in definitions_of(version.blocks).items()}
    only_source = version.only_source
    return {label: replace(note, source=note.source or only_source) for label, note in notes.items()}


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
            names[label] = label if label in fitting else (fitting or found)[0]
    return names


def _may_be_one_source(first: Evidence, second: Evidence) -> bool:
    return None in (first.source, second.source) or first.source == second.source


def _likeness_of_notes(first: Evidence, second: Evidence) -> float:
    """How alike two sentences are, in per cent; of two that are equally like, the one at the same place is liker."""
    if not _may_be_one_source(first, second):
        return 0.0
    return fuzz.ratio(first.text, second.text) + 0.01 * (first.place == second.place)


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
    used_left, used_right = set[str](), set[str]()
    for _, _, _, left, right in sorted(scored):
        if left not in used_left and right not in used_right:
            used_left.add(left)
            used_right.add(right)
            yield left, right


def _names_of_ours(
    old: Notes, ours: Notes, new: Notes, renewed: Mapping[str, str], cited: Collection[str]
) -> dict[str, str]:
    """The footnotes of a person's version that the generated version has too -> what they are called there.

    A sentence tells which it is.  One that a person reworded goes by its label: that of the base, or that of the
    generated version where a run that was killed has given the others theirs, or this one that nothing cites.
    """
    of_base, of_new = _equal_sentences(ours, old), _equal_sentences(ours, new)
    called_anew = sum(of_new.get(label) == label for label in ours)
    called_as_before = sum(of_base.get(label) == label for label in ours)
    by_label = {label: label for label in new} if called_anew > called_as_before else renewed
    found = {label: renewed.get(of_base.get(label, "")) or of_new.get(label, "") for label in ours}
    found = {label: name for label, name in found.items() if name}
    for label in ours:
        is_called_anew = label in new and label not in old and label not in cited
        name = label if is_called_anew else by_label.get(label)
        if label not in found and label not in of_base and name and name not in found.values():
            found[label] = name
    return found


def _names_of_base(
    old: Notes, ours: Notes, new: Notes, renewed: Mapping[str, str], our_names: Mapping[str, str]
) -> dict[str, str]:
    """Names for all footnotes of the base: those that are no longer generated are called as in the person's version."""
    kept = {label: label for label in old if label in ours} | _equal_sentences(old, ours)
    names = {label: renewed.get(label) or our_names.get(kept.get(label, ""), "") for label in old}
    taken = {*filter(None, names.values()), *our_names.values(), *new}
    return names | _free_labels([label for label, name in names.items() if not name], taken)


def _free_labels(labels: Sequence[str], taken: Collection[str]) -> dict[str, str]:
    """Labels -> themselves, or free ones where they are taken."""
    used = set(taken)
    names = {}
    for label in labels:
        names[label] = free_label(label, used)
        used.add(names[label])
    return names
