"""Corrections of a published briefing, and what changed since it was reviewed without one.

Published, and so not to be changed in silence, are the words of a quote, who said them and when, and the dates of
the timeline.  An item is the same item while its identity is the same, or its words are.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from dateline.briefing.document import Document, identity, plain, without_reporting_comma
from dateline.briefing.front_matter import did_you_mean
from dateline.model.briefing import Briefing, Correction, Entry, KeyPoint, KeyQuote, ReviewStatus
from dateline.model.problems import Problem, error, notice, shortened, warning

_TYPOGRAPHY = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "..."}
)
"""Marks in which two spellings of the same words may differ."""
_LONGEST = 60

_Item = TypeVar("_Item", KeyPoint, KeyQuote, Entry)


@dataclass(frozen=True, slots=True)
class PublishedChange:
    """A published quote or date that is no longer what it was; `line` is where it stands now, 0 if it was deleted."""

    what: str
    items: tuple[str, ...]
    """What a correction of it may name: identities of the item, now and before, and the footnotes that it cites."""
    line: int


def corrections_of(front: Mapping[str, object]) -> tuple[Correction, ...]:
    """The corrections that a front matter holds, in its order; what is not of the right kind is left out."""
    listed = front.get("corrections")
    return tuple(
        Correction(note["date"], plain(note["text"]), item if isinstance(item, str) else None)
        for note in (listed if isinstance(listed, list) else ())
        if isinstance(note, dict) and isinstance(note.get("date"), str) and isinstance(note.get("text"), str)
        for item in [note.get("item")]
    )


def anchor_of(correction: Correction) -> str:
    """The id of a correction within its page, which stays when others are added: "c-" and six digits."""
    return identity("c", correction.date, correction.text, correction.item or "")


def check_corrections(found: Document, reviewed: Briefing | None, file: str) -> Iterator[Problem]:
    """What is wrong with the corrections of a briefing, held against the version that a person last reviewed."""
    yield from _check_items(found, reviewed, file)
    front = found.front
    if front.values.get("status") not in (ReviewStatus.REVIEWED, ReviewStatus.LOCKED):
        return  # a draft promises nothing yet
    if reviewed is None:
        hint = f"`dateline review {file}` keeps one"
        message = "no copy of the version that was reviewed is kept, so later changes can't be told"
        yield notice(file, front.line("status"), message, hint)
        return
    news = set(corrections_of(front.values)) - set(corrections_of(reviewed.front))
    corrected = {note.item for note in news}
    for change in changes(reviewed, found.briefing):
        if None not in corrected and corrected.isdisjoint(change.items):
            yield _uncorrected(change, front.line("corrections"), file)
    yield from _unreviewed(reviewed, found.briefing, file)


def _uncorrected(change: PublishedChange, line: int, file: str) -> Problem:
    item = f" with `item: {change.items[0]}`" if change.items else ""
    hint = f"add a correction{item}; if nothing was wrong, `dateline review --without-correction {file}`"
    return error(
        file, change.line or line, f"{change.what} since the review, and no correction says so", hint
    )


def _unreviewed(before: Briefing, after: Briefing, file: str) -> Iterator[Problem]:
    """What `dateline convert` has added since the review; an editor's own line, without evidence, is the editor's."""
    new: list[KeyPoint | KeyQuote | Entry] = [
        *_added(before.key_points, after.key_points),
        *_added(before.key_quotes, after.key_quotes),
        *_added(before.timeline, after.timeline),
    ]
    if new:
        count = f"{len(new)} items have" if len(new) > 1 else "an item has"
        message = f"{count} come since the review, and nobody has reviewed {'them' if len(new) > 1 else 'it'}"
        yield warning(file, new[0].line, message, f"read what is new, then `dateline review {file}`")


def _check_items(found: Document, reviewed: Briefing | None, file: str) -> Iterator[Problem]:
    versions = [version for version in (found.briefing, reviewed) if version]
    names = sorted({name for version in versions for name in version.ids})
    known = {*names, *(label for version in versions for label in version.cited)}
    for number, note in enumerate(corrections_of(found.front.values)):
        if note.item is not None and note.item not in known:
            line = found.front.line("corrections", number, "item")
            hint = did_you_mean(note.item, names) if names else "leave `item` out"
            yield warning(file, line, f"the correction names an item that there is not: {note.item}", hint)


# --- what changed ----------------------------------------------------------------------------------------


def changes(before: Briefing, after: Briefing) -> Iterator[PublishedChange]:
    """The quotes and dates of one version of a briefing that another no longer gives as they were."""
    for quote, now in _pairs(before.key_quotes, after.key_quotes):
        yield from _changes_of_quote(quote, now)
    for entry, then in _pairs(before.timeline, after.timeline):
        if then is None:
            what = f"the line of {entry.date} “{_words_of(entry, _LONGEST)}” has gone"
            yield PublishedChange(what, _names_of(entry), 0)
        elif then.date != entry.date:
            words = _words_of(then, _LONGEST)
            what = f"the date of “{words}” has changed from {entry.date} to {then.date}"
            yield PublishedChange(what, _names_of(then, entry), then.line)


def _changes_of_quote(quote: KeyQuote, now: KeyQuote | None) -> Iterator[PublishedChange]:
    words = _words_of(quote, _LONGEST)
    if now is None:
        yield PublishedChange(f"the quote “{words}” has gone", _names_of(quote), 0)
        return
    names = _names_of(now, quote)
    if _folded_words(now) != _folded_words(quote):
        yield PublishedChange(f"the words of a quote have changed from “{words}”", names, now.line)
    for name, was, became in (("speaker", quote.speaker, now.speaker), ("day", quote.said, now.said)):
        if was != became:
            what = f"the {name} of the quote “{words}” has changed from {was or 'none'} to {became or 'none'}"
            yield PublishedChange(what, names, now.line)


def _pairs(before: Sequence[_Item], after: Sequence[_Item]) -> Iterator[tuple[_Item, _Item | None]]:
    """Each item with what it has become, by the first of its keys that is known; unchanged ones are left out."""
    known: dict[str, _Item] = {}
    for item in after:
        for key in _keys_of(item):
            known.setdefault(key, item)
    same = set(after)
    for item in before:
        if item not in same:
            yield item, next((known[key] for key in _keys_of(item) if key in known), None)


def _added(before: Sequence[_Item], after: Sequence[_Item]) -> Iterator[_Item]:
    """The items with evidence that an earlier version had not."""
    return (item for item, earlier in _pairs(after, before) if earlier is None and item.id)


def _keys_of(item: KeyPoint | KeyQuote | Entry) -> Iterator[str]:
    """By what an item is known again: its identity, its words; of an editor's own at last its speaker or date."""
    if item.id:
        yield f"#{item.id}"
    yield _folded_words(item)
    if not item.id and isinstance(item, KeyQuote):
        yield f"by {item.speaker}"
    if not item.id and isinstance(item, Entry):
        yield f"on {item.date}"


def _names_of(*items: KeyQuote | Entry) -> tuple[str, ...]:
    """The identities of some items, then the footnotes that they cite."""
    ids = (item.id for item in items if item.id)
    return tuple(dict.fromkeys((*ids, *(label for item in items for label in item.labels))))


def _words_of(item: KeyPoint | KeyQuote | Entry, longest: int | None = None) -> str:
    parts = map(without_reporting_comma, item.parts) if isinstance(item, KeyQuote) else (item.text,)
    words = " … ".join(parts)
    return shortened(words, longest) if longest else words


def _folded_words(item: KeyPoint | KeyQuote | Entry) -> str:
    return _words_of(item).translate(_TYPOGRAPHY)
