"""Front matter merged key by key: what a person set or removed stays so, and so do comments and the order of keys."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.briefing import front_matter
from dateline.briefing.front_matter import Path
from dateline.merge.changes import FRONT, Change, ChangeKind
from dateline.merge.front_matter_text import (
    ABSENT,
    Front,
    Values,
    identities_of,
    is_mappings,
    is_words,
    same,
    segments_of,
    with_value,
)
from dateline.merge.topic_comment import add_comment, comment_in, take_comment_out
from dateline.merge.wording import merge_sets

_PERSONS = frozenset({"status", "reviewed"})
"""What a person says about the briefing: nothing is proposed for these."""
_GENERATORS = frozenset({"sha256"})
"""What says of which seed the generated text was made: always the generator's where both changed it."""

Outcome = tuple[Any, tuple[Change, ...]]
"""A merged value (`ABSENT` for a key that is not there) and what there is to say about it."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A value in the person's front matter: its path there, and what it is called in a report."""

    front: Front
    path: Path
    name: str

    def below(self, part: str | int, name: str) -> "_Place":
        """The place of a value in it."""
        return _Place(self.front, (*self.path, part), f"{self.name} {name}")

    def has_comment(self, *below: str | int) -> bool:
        """Whether a person's comment stands at it, or at something in it."""
        return self.front.has_comment((*self.path, *below))

    def changed(self, kind: ChangeKind, value: Any) -> Outcome:
        """The value, and that it became this."""
        if is_words(value):
            words = ", ".join(value)
        elif is_mappings(value):
            words = ", ".join(identities_of(value))
        else:
            words = "" if value is None else str(value)
        return value, (Change(kind, FRONT, self.name, words),)


def merge_front(
    base: Front, current: Front, generated: Front, remembered: Collection[str] = ()
) -> tuple[str, tuple[Change, ...]]:
    """The YAML that results, and what changed; `remembered` as in `Merged`.

    The comment that suggests topics is the generator's, until a person files the briefing or changes the comment.
    """
    old, new = comment_in(base.lines), comment_in(generated.lines)
    (base, _), (generated, _) = take_comment_out(base, old), take_comment_out(generated, new)
    current, stood = take_comment_out(current, old)
    lines, changes = _merge_keys(base, current, generated, remembered)
    return "\n".join(add_comment(lines, new if stood or not old else "")), changes


def _merge_keys(
    base: Front, current: Front, generated: Front, remembered: Collection[str] = ()
) -> tuple[list[str], tuple[Change, ...]]:
    news = {key: _without_deleted(key, value, current, remembered) for key, value in generated.values.items()}
    segments, old = segments_of(current), segments_of(base)
    changes: list[Change] = []
    for key in dict.fromkeys([*current.values, *news]):
        # A key whose very bytes are the base's is the generator's to write.
        is_untouched = key in base.values and segments.get(key, ABSENT) == old.get(key)
        have = current.values.get(key, ABSENT)
        value, found = _merge_key(
            key, base.values, current.values, news, _Place(current, (key,), key), is_untouched
        )
        if same(value, have):
            changes += found
            continue
        written = with_value(segments, key, ABSENT if is_untouched else have, value, list(news))
        if written is None:  # no way was found to write it between a person's comments
            words = "\n".join(segments.get(key, ()))
            changes.append(Change(ChangeKind.CONFLICT, FRONT, key, words, _shown(key, value)))
        else:
            segments = written
            changes += found
    return [line for lines in segments.values() for line in lines], tuple(changes)


def _without_deleted(key: str, value: Any, current: Front, remembered: Collection[str]) -> Any:
    """A generated list without what a person took out of it in an earlier version."""
    if not is_words(value):
        return value
    ours = current.values.get(key)
    return [item for item in value if f"{key}: {item}" not in remembered or (is_words(ours) and item in ours)]


def _merge_key(
    key: str, old: Values, ours: Values, new: Values, place: _Place, is_untouched: bool = False
) -> Outcome:
    """Merge one key of a mapping; `is_untouched` if a person left its very bytes alone."""
    before, mine, wanted = (values.get(key, ABSENT) for values in (old, ours, new))
    if mine is ABSENT:
        return place.changed(ChangeKind.ADDED, wanted) if before is ABSENT else (ABSENT, ())
    if wanted is ABSENT:
        if is_untouched or (same(before, mine) and not place.has_comment()):
            return ABSENT, place.changed(ChangeKind.REMOVED, mine)[1]
        return (mine, ()) if before is ABSENT else place.changed(ChangeKind.KEPT, mine)
    if is_untouched:
        return (mine, ()) if same(mine, wanted) else place.changed(ChangeKind.UPDATED, wanted)
    if is_words(mine) and is_words(wanted):
        return _merge_words(before if is_words(before) else [], mine, wanted, place)
    if is_mappings(mine) and is_mappings(wanted):
        return _merge_mappings(before if is_mappings(before) else [], mine, wanted, place)
    return _merge_scalar(key, before, mine, wanted, place)


def _merge_scalar(key: str, before: Any, mine: Any, wanted: Any, place: _Place) -> Outcome:
    if same(wanted, before) or same(wanted, mine):
        return mine, ()
    if same(mine, before) or key in _GENERATORS:
        return place.changed(ChangeKind.UPDATED, wanted)
    if key in _PERSONS and len(place.path) == 1:
        return mine, ()
    return mine, (Change(ChangeKind.CONFLICT, FRONT, place.name, _shown(key, mine), _shown(key, wanted)),)


def _shown(key: str, value: Any) -> str:
    return front_matter.dump({key: value}).rstrip("\n")


def _merge_words(before: Sequence[str], mine: Sequence[str], wanted: Sequence[str], place: _Place) -> Outcome:
    commented = [
        item for n, item in enumerate(mine) if item in before and item not in wanted and place.has_comment(n)
    ]
    merged = list(merge_sets(before, mine, [*wanted, *commented]))
    return (mine, ()) if merged == mine else place.changed(ChangeKind.UPDATED, merged)


def _merge_mappings(
    before: Sequence[Values], mine: Sequence[Values], wanted: Sequence[Values], place: _Place
) -> Outcome:
    """Merge a list of mappings that are known by their seed (or their id), each key by key."""
    old, new = (dict(zip(identities_of(items), items, strict=True)) for items in (before, wanted))
    merged: dict[str, Values] = {}
    changes: list[Change] = []
    for number, (name, item) in enumerate(zip(identities_of(mine), mine, strict=True)):
        merged[name] = item
        if name in new:
            merged[name], found = _merge_mapping(
                old.get(name, {}), item, new[name], place.below(number, name)
            )
            changes += found
        elif name in old:
            if old[name] == item and not place.has_comment(number):
                del merged[name]
            kind = ChangeKind.KEPT if name in merged else ChangeKind.REMOVED
            changes.append(Change(kind, FRONT, place.name, name))
    present = [name for name in new if name in merged or name not in old]
    order = merge_sets((), list(merged), [*present, *merged])
    changes += (Change(ChangeKind.ADDED, FRONT, place.name, name) for name in order if name not in merged)
    return [dict(merged.get(name) or new[name]) for name in order], tuple(changes)


def _merge_mapping(old: Values, ours: Values, new: Values, place: _Place) -> tuple[Values, list[Change]]:
    found = {
        key: _merge_key(key, old, ours, new, place.below(key, key)) for key in dict.fromkeys([*ours, *new])
    }
    order = merge_sets((), list(ours), [*new, *ours])
    values = {key: found[key][0] for key in order if found[key][0] is not ABSENT}
    return values, [change for _, changes in found.values() for change in changes]


def differing_keys(current: Front, generated: Front) -> Iterator[Change]:
    """A proposal for each key of which another value is generated."""
    for key in dict.fromkeys([*current.values, *generated.values]):
        mine, wanted = (front.values.get(key, ABSENT) for front in (current, generated))
        if not same(mine, wanted):
            shown = ("" if value is ABSENT else _shown(key, value) for value in (mine, wanted))
            yield Change(ChangeKind.CONFLICT, FRONT, key, *shown)


def list_entries(values: Mapping[str, Any]) -> set[str]:
    """Every entry of the lists of words, as "key: entry"."""
    return {f"{key}: {item}" for key, value in values.items() if is_words(value) for item in value}
