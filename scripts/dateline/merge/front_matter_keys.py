"""Front matter merged key by key: what a person set or removed stays so, and so do comments and the order of keys."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dateline.briefing import front_matter
from dateline.briefing.front_matter import Path
from dateline.merge.front_matter_text import (
    ABSENT,
    Front,
    Segments,
    Values,
    identities_of,
    is_mappings,
    is_words,
    same,
    segments_of,
    with_value,
)
from dateline.merge.line_merge import merge_sets
from dateline.merge.merge_report import FRONT, Change, ChangeKind
from dateline.merge.topic_comment import lines_with_remark, remark_in, without_remark

_PERSONS = frozenset({"status", "reviewed"})
"""What a person says about the briefing: nothing is proposed for these."""
_GENERATORS = frozenset({"sha256"})
"""What says of which seed the generated text was made: always the generator's where both changed it."""


def merge_front(
    base: Front, current: Front, generated: Front, remembered: Collection[str] = ()
) -> tuple[str, tuple[Change, ...]]:
    """The YAML that results, and what changed; `remembered` as in `Merged`.

    The comment that suggests topics is the generator's, until a person files the briefing or changes the comment.
    """
    old, new = remark_in(base), remark_in(generated)
    (base, _), (generated, _) = without_remark(base, old), without_remark(generated, new)
    current, stood = without_remark(current, old)
    lines, changes = _merge_keys(base, current, generated, remembered)
    return "\n".join(lines_with_remark(lines, new if stood or not old else "")), changes


def _merge_keys(
    base: Front, current: Front, generated: Front, remembered: Collection[str] = ()
) -> tuple[list[str], tuple[Change, ...]]:
    news = {key: _without_deleted(key, value, current, remembered) for key, value in generated.values.items()}
    segments = segments_of(current)
    untouched = _untouched(base, segments)
    changes: list[Change] = []
    for key in dict.fromkeys([*current.values, *news]):
        place = _Place(current, (key,), key)
        merged = _merge_key(key, base.values, current.values, news, place, key in untouched)
        changes += merged.changes
        if same(merged.value, current.values.get(key, ABSENT)):
            continue
        have = ABSENT if key in untouched else current.values.get(key, ABSENT)
        written = with_value(segments, key, have, merged.value, list(news))
        if written is None:  # no way was found to write it between a person's comments
            changes = [change for change in changes if change.label.partition(" ")[0] != key]
            words = "\n".join(segments.get(key, ()))
            changes.append(Change(ChangeKind.CONFLICT, FRONT, key, words, _shown(key, merged.value)))
        else:
            segments = written
    return [line for lines in segments.values() for line in lines], tuple(changes)


def _untouched(base: Front, segments: Segments) -> Collection[str]:
    """The keys whose very bytes are the base's."""
    old = segments_of(base)
    return {key for key in base.values if key in segments and segments[key] == old[key]}


def _without_deleted(key: str, value: Any, current: Front, remembered: Collection[str]) -> Any:
    """A generated list without what a person took out of it in an earlier version."""
    if not is_words(value):
        return value
    ours = current.values.get(key)
    return [item for item in value if f"{key}: {item}" not in remembered or (is_words(ours) and item in ours)]


# --- values ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Value:
    """A merged value (`ABSENT` for a key that is not there) and what there is to say about it."""

    value: Any
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class _Place:
    """A value in the person's front matter: its path there, and what it is called in a report."""

    front: Front
    path: Path
    name: str

    def has_remark(self, *below: str | int) -> bool:
        """Whether a person's comment stands at it, or at something in it."""
        return self.front.has_remark((*self.path, *below))


def _merge_key(
    key: str, old: Values, ours: Values, new: Values, place: _Place, untouched: bool = False
) -> _Value:
    """One key of a mapping; `untouched` if a person left its very bytes alone."""
    before, mine, wanted = (values.get(key, ABSENT) for values in (old, ours, new))
    if mine is ABSENT:
        return _told(ChangeKind.ADDED, place, wanted) if before is ABSENT else _Value(ABSENT)
    if untouched:
        return _taken(place, mine, wanted)
    if wanted is ABSENT:
        return _without_successor(before, mine, place)
    if is_words(mine) and is_words(wanted):
        return _merge_words(before if is_words(before) else [], mine, wanted, place)
    if is_mappings(mine) and is_mappings(wanted):
        return _merge_mappings(before if is_mappings(before) else [], mine, wanted, place)
    return _merge_scalar(key, before, mine, wanted, place)


def _taken(place: _Place, mine: Any, wanted: Any) -> _Value:
    if wanted is ABSENT:
        return _Value(ABSENT, (Change(ChangeKind.REMOVED, FRONT, place.name, _brief(mine)),))
    return _Value(mine) if same(mine, wanted) else _told(ChangeKind.UPDATED, place, wanted)


def _without_successor(before: Any, mine: Any, place: _Place) -> _Value:
    """A key that is no longer generated leaves, unless a person changed it or wrote a comment there."""
    if before is ABSENT:
        return _Value(mine)
    if same(before, mine) and not place.has_remark():
        return _taken(place, mine, ABSENT)
    return _told(ChangeKind.KEPT, place, mine)


def _merge_scalar(key: str, before: Any, mine: Any, wanted: Any, place: _Place) -> _Value:
    if same(wanted, before) or same(wanted, mine):
        return _Value(mine)
    if same(mine, before) or key in _GENERATORS:
        return _told(ChangeKind.UPDATED, place, wanted)
    if key in _PERSONS and len(place.path) == 1:
        return _Value(mine)
    proposal = Change(ChangeKind.CONFLICT, FRONT, place.name, _shown(key, mine), _shown(key, wanted))
    return _Value(mine, (proposal,))


def _told(kind: ChangeKind, place: _Place, value: Any) -> _Value:
    return _Value(value, (Change(kind, FRONT, place.name, _brief(value)),))


def _brief(value: Any) -> str:
    if is_words(value):
        return ", ".join(value)
    if is_mappings(value):
        return ", ".join(identities_of(value))
    return "" if value is None else str(value)


def _shown(key: str, value: Any) -> str:
    return front_matter.dump({key: value}).rstrip("\n")


def _merge_words(before: Sequence[str], mine: Sequence[str], wanted: Sequence[str], place: _Place) -> _Value:
    remarked = [
        item for n, item in enumerate(mine) if item in before and item not in wanted and place.has_remark(n)
    ]
    merged = list(merge_sets(before, mine, [*wanted, *remarked]))
    return _Value(mine) if merged == mine else _told(ChangeKind.UPDATED, place, merged)


def _merge_mappings(
    before: Sequence[Values], mine: Sequence[Values], wanted: Sequence[Values], place: _Place
) -> _Value:
    """A list of mappings that are known by their seed (or their id): each merged key by key."""
    old, new = (dict(zip(identities_of(items), items, strict=True)) for items in (before, wanted))
    merged: dict[str, Values] = {}
    changes: list[Change] = []
    for number, (name, item) in enumerate(zip(identities_of(mine), mine, strict=True)):
        merged[name] = item
        if name in new:
            inner = _Place(place.front, (*place.path, number), f"{place.name} {name}")
            merged[name], told = _merge_mapping(old.get(name, {}), item, new[name], inner)
            changes += told
        elif name in old:
            if old[name] == item and not place.has_remark(number):
                del merged[name]
            kind = ChangeKind.KEPT if name in merged else ChangeKind.REMOVED
            changes.append(Change(kind, FRONT, place.name, name))
    present = [name for name in new if name in merged or name not in old]
    order = merge_sets((), list(merged), [*present, *merged])
    changes += (Change(ChangeKind.ADDED, FRONT, place.name, name) for name in order if name not in merged)
    return _Value([dict(merged.get(name) or new[name]) for name in order], tuple(changes))


def _merge_mapping(old: Values, ours: Values, new: Values, place: _Place) -> tuple[Values, list[Change]]:
    found = {
        key: _merge_key(key, old, ours, new, _Place(place.front, (*place.path, key), f"{place.name} {key}"))
        for key in dict.fromkeys([*ours, *new])
    }
    order = merge_sets((), list(ours), [*new, *ours])
    values = {key: found[key].value for key in order if found[key].value is not ABSENT}
    return values, [change for value in found.values() for change in value.changes]


# --- the sources' names ----------------------------------------------------------------------------------


def source_ids(base: Values, current: Values, generated: Values) -> dict[str, str]:
    """The id of every source (known by its seed) in the result: the one that a person's file gives it.

    A source that is new takes the next free id where its own is in use.
    """
    old, ours, new = (_sources_of(values) for values in (base, current, generated))
    ids = {name: str(source.get("id")) for name, source in ours.items()}
    used = {ids[name] for name, source in ours.items() if name in new or old.get(name) != source}
    for name, source in (*new.items(), *old.items()):
        if name not in ids:
            own = str(source.get("id"))
            free = (f"s{n}" for n in range(1, len(used) + 2) if f"s{n}" not in used)
            ids[name] = next(free) if own in used else own
            used.add(ids[name])
    return ids


def new_names(values: Values, ids: Mapping[str, str]) -> dict[str, str]:
    """The ids of a version's sources that have another one in the result -> that one."""
    names = {str(source.get("id")): ids[name] for name, source in _sources_of(values).items()}
    return {name: other for name, other in names.items() if name != other}


def _sources_of(values: Values) -> dict[str, Values]:
    sources = values.get("sources")
    return dict(zip(identities_of(sources), sources, strict=True)) if is_mappings(sources) else {}


def renamed_sources(front: Front, names: Mapping[str, str]) -> Front:
    """Front matter with other ids for its sources."""
    sources = front.values.get("sources")
    if not is_mappings(sources):
        return front
    renamed = [
        {key: names.get(str(value), value) if key == "id" else value for key, value in source.items()}
        for source in sources
    ]
    return replace(front, values={**front.values, "sources": renamed})


def words_of(values: Values) -> set[str]:
    """Every entry of the lists of words, as "key: entry"."""
    return {f"{key}: {item}" for key, value in values.items() if is_words(value) for item in value}
