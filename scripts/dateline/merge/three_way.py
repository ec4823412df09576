"""Three-way merge of a generated briefing and the file that a person edited: a pure function over texts.

    base        what the generator wrote last
    current     the file with the person's edits
    generated   what the generator writes now

Front matter is merged key by key (`front_matter_keys`), the body item by item (`body`), footnotes follow their items
(`footnote_order`).  Where both sides changed the same thing the person's stands and the generator's is proposed.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace

from dateline.briefing.conflict_markers import resolved
from dateline.merge.alignment import aligned, identities_kept, with_identities
from dateline.merge.body_merge import merge_blocks
from dateline.merge.changes import FRONT, OPENING, Change, ChangeKind, Merged
from dateline.merge.footnote_order import merge_footnotes
from dateline.merge.front_matter_keys import differing_keys, list_entries, merge_front
from dateline.merge.front_matter_text import read_front
from dateline.merge.migration import migrated
from dateline.merge.parsed_file import ParsedFile, normalized, parse_persons_file, parse_text, with_layout_of
from dateline.merge.placement import spaced
from dateline.merge.source_names import source_ids, with_source_ids


def merge(
    base: str, current: str, generated: str, *, remembered: Collection[str] = (), file: str = ""
) -> Merged:
    """The person's file with what the generator changed since the base.

    `remembered` is what the last merge returned as such.  Of a base in which git left conflict markers the sides
    count that stand in `current`, and what only the others have is taken for deleted; of one that can't be read the
    body alone counts: then nothing of the front matter leaves or is known to be deleted.  Raises `DatelineError`,
    with the line in `file`, if `current` can't be read.
    """
    ours, new = parse_persons_file(current, file), parse_text(normalized(generated), file)
    likest_side, other_side = resolved(normalized(base), normalized(current))
    old = parse_text(likest_side, is_base=True)
    if other_side != likest_side:
        remembered = {*remembered, *_names_in(parse_text(other_side, is_base=True))}
    ids = source_ids(old.front.values, ours.front.values, new.front.values)
    new = _with_identities_of(old, new, ids)
    if new == old:
        return Merged(current, (), _remembered(remembered, old, ours, new, ours), new.text + "\n")
    returning = _names_in(new) & (set(remembered) - _names_in(ours))
    is_untouched = ours == old and not returning
    written = new
    old, new = with_source_ids(old, ids), with_source_ids(new, ids)
    identities = old.ids | new.ids
    base_version, our_version, new_version = (
        replace(version, blocks=migrated(version.blocks, identities)) for version in (old, ours, new)
    )
    old, ours = aligned(base_version, our_version, new_version)
    yaml, changes = merge_front(old.front, ours.front, new.front, remembered)
    nodes, body_changes = merge_blocks(old.blocks, ours.blocks, new.blocks, remembered)
    nodes, footnote_changes = merge_footnotes(nodes, old.blocks, new.blocks)
    blocks = tuple(spaced(nodes, ours.blocks, new.blocks))
    if ours.blocks == old.blocks and not returning:
        blocks = new.blocks
    merged = written if is_untouched else replace(ours, front=read_front(yaml, file), blocks=blocks)
    return Merged(
        with_layout_of(current, merged.text),
        (*changes, *body_changes, *footnote_changes),
        _remembered(remembered, old, ours, new, merged),
        written.text + "\n",
    )


def adopt(current: str, generated: str, *, file: str = "") -> Merged:
    """The person's file as it is, where nobody knows what was generated last: all that differs is proposed.

    What it does not have counts as deleted: the next base shows it.  A file of the first version is brought to today's
    form.  Raises `DatelineError` as `merge` does.
    """
    ours, new = parse_persons_file(current, file), parse_text(normalized(generated), file)
    ours = replace(ours, blocks=migrated(ours.blocks, new.ids))
    new = _with_identities_of(ours, new, source_ids({}, ours.front.values, new.front.values))
    current = with_layout_of(current, ours.text)
    # With its footnotes called as in the person's file, what is proposed can be taken over.
    relabelled, _ = aligned(new, ParsedFile(), ours)
    changes = merge("", current, relabelled.text, file=file).changes
    proposals = (
        replace(change, kind=ChangeKind.CONFLICT, words="", proposed=change.words)
        for change in changes
        if change.kind is ChangeKind.ADDED
    )
    conflicts = (change for change in changes if change.kind is ChangeKind.CONFLICT)
    return Merged(current, (*conflicts, *proposals), generated=new.text + "\n")


def offer(
    base: str, current: str, generated: str, *, remembered: Collection[str] = (), file: str = ""
) -> Merged:
    """The person's file as it is, and all that `merge` would make of it as proposals; the base stays, too.

    Raises `DatelineError` as `merge` does.
    """
    merged = merge(base, current, generated, remembered=remembered, file=file)
    ours, new = parse_persons_file(current, file), parse_text(normalized(merged.text), file)
    changed = (
        change for change in adopt(current, merged.text, file=file).conflicts if change.section != FRONT
    )
    leaving = (
        Change(ChangeKind.CONFLICT, block.section or OPENING, block.id, block.text)
        for block in ours.blocks
        if block.is_item and block.id and block.id not in new.ids
    )
    proposals = (*merged.conflicts, *differing_keys(ours.front, new.front), *changed, *leaving)
    return Merged(current, tuple(dict.fromkeys(proposals)), tuple(remembered), base)


def _with_identities_of(old: ParsedFile, new: ParsedFile, ids: Mapping[str, str]) -> ParsedFile:
    """The generated version with the identities that its items have in the base."""
    names = identities_kept(with_source_ids(old, ids), with_source_ids(new, ids))
    return replace(new, blocks=with_identities(new.blocks, names))


def _names_in(version: ParsedFile) -> set[str]:
    """What a person can delete of a file: its items by their identities, its lists' entries."""
    return version.ids | list_entries(version.front.values)


def _remembered(
    known: Collection[str], old: ParsedFile, ours: ParsedFile, new: ParsedFile, merged: ParsedFile
) -> tuple[str, ...]:
    """What the generator once wrote and the next base doesn't show, deleted or kept by a person.

    What the merge itself took out is not among it: it may come again.
    """
    past = (set(known) | _names_in(old)) - _names_in(new)
    taken_out = _names_in(ours) - _names_in(merged)
    return tuple(sorted(past - taken_out))
