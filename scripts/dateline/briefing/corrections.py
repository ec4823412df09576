"""Corrections in the open: a briefing's notes of what was wrong, and what changed without one since it was reviewed.

Published, and so not to be changed in silence, are the words of a quote, who said them and when, and the dates of
the timeline.  An item is the same item while its identity is the same, or its words are.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
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
class Change:
    """A published quote or date that no longer is what it was; `line` is where it stands now, 0 where it is gone."""

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


def changes(before: Briefing, after: Briefing) -> Iterator[Change]:
    """The quotes and dates of one version of a briefing that another no longer gives as they were."""
    for quote, now in _pairs(before.key_quotes, after.key_quotes, _keys_of_quote):
        yield from _changes_of_quote(quote, now)
    for entry, then in _pairs(before.timeline, after.timeline, _keys_of_entry):
        yield from _changes_of_entry(entry, then)


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
    told = {note.item for note in news}
    for change in changes(reviewed, found.briefing):
        if None not in told and told.isdisjoint(change.items):
            yield _uncorrected(change, front.line("corrections"), file)
    yield from _unreviewed(reviewed, found.briefing, file)


def _uncorrected(change: Change, line: int, file: str) -> Problem:
    item = f" with `item: {change.items[0]}`" if change.items else ""
    hint = f"add a correction{item}; if nothing was wrong, `dateline review --without-correction {file}`"
    return error(
        file, change.line or line, f"{change.what} since the review, and no correction says so", hint
    )


def _unreviewed(before: Briefing, after: Briefing, file: str) -> Iterator[Problem]:
    """What `dateline convert` has added since the review; an editor's own line, without evidence, is the editor's."""
    new: list[KeyPoint | KeyQuote | Entry] = [
        *_added(before.key_points, after.key_points, _keys_of_line),
        *_added(before.key_quotes, after.key_quotes, _keys_of_quote),
        *_added(before.timeline, after.timeline, _keys_of_entry),
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


def _pairs(
    before: Sequence[_Item], after: Sequence[_Item], keys_of: Callable[[_Item], Iterator[str]]
) -> Iterator[tuple[_Item, _Item | None]]:
    """Each item with what it has become, by the first of its keys that is known; unchanged ones are left out."""
    known: dict[str, _Item] = {}
    for item in after:
        for key in keys_of(item):
            known.setdefault(key, item)
    same = set(after)
    for item in before:
        if item not in same:
            yield item, next((known[key] for key in keys_of(item) if key in known), None)


def _added(
    before: Sequence[_Item], after: Sequence[_Item], keys_of: Callable[[_Item], Iterator[str]]
) -> Iterator[_Item]:
    """The items with evidence that an earlier version had not."""
    return (item for item, earlier in _pairs(after, before, keys_of) if earlier is None and item.id)


def _identity_key(item: KeyPoint | KeyQuote | Entry) -> Iterator[str]:
    if item.id:
        yield f"#{item.id}"


def _names_of(*items: KeyQuote | Entry) -> tuple[str, ...]:
    """The identities of some items, then the footnotes that they cite."""
    ids = (item.id for item in items if item.id)
    return tuple(dict.fromkeys((*ids, *(label for item in items for label in item.labels))))


def _keys_of_line(line: KeyPoint | Entry) -> Iterator[str]:
    yield from _identity_key(line)
    yield _fold(line.text)


def _keys_of_quote(quote: KeyQuote) -> Iterator[str]:
    yield from _identity_key(quote)
    yield _fold(_words_of(quote))
    if not quote.id:  # an editor's own: of one whose words have changed, the speaker is left
        yield f"by {quote.speaker}"


def _keys_of_entry(entry: Entry) -> Iterator[str]:
    yield from _keys_of_line(entry)
    if not entry.id:
        yield f"on {entry.date}"


def _changes_of_quote(quote: KeyQuote, now: KeyQuote | None) -> Iterator[Change]:
    words = shortened(_words_of(quote), _LONGEST)
    if now is None:
        yield Change(f"the quote “{words}” has gone", _names_of(quote), 0)
        return
    names = _names_of(now, quote)
    if _fold(_words_of(now)) != _fold(_words_of(quote)):
        yield Change(f"the words of a quote have changed from “{words}”", names, now.line)
    for what, was, became in (("speaker", quote.speaker, now.speaker), ("day", quote.said, now.said)):
        if was != became:
            change = (
                f"the {what} of the quote “{words}” has changed from {was or 'none'} to {became or 'none'}"
            )
            yield Change(change, names, now.line)


def _changes_of_entry(entry: Entry, now: Entry | None) -> Iterator[Change]:
    if now is None:
        yield Change(
            f"the line of {entry.date} “{shortened(entry.text, _LONGEST)}” has gone", _names_of(entry), 0
        )
    elif now.date != entry.date:
        change = f"the date of “{shortened(now.text, _LONGEST)}” has changed from {entry.date} to {now.date}"
        yield Change(change, _names_of(now, entry), now.line)


def _words_of(quote: KeyQuote) -> str:
    return " … ".join(map(without_reporting_comma, quote.parts))


def _fold(text: str) -> str:
    return text.translate(_TYPOGRAPHY)
