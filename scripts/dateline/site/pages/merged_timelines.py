"""Merged timelines of briefings: the lines as pages show them, every one with all its citations.

The merging is that of `dateline timeline` (briefing.topics).  A sentence is known by its seed, its place and its
words, since the site is built where no seed may be at hand.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from itertools import repeat

from dateline.briefing.document import identity, plain
from dateline.model import edtf
from dateline.model.annotations import Status
from dateline.model.article import Span
from dateline.model.briefing import Entry, Evidence, Source
from dateline.site.date_format import Moment, moment_of
from dateline.site.pages.name_index import Filed
from dateline.site.pages.slugs import Kind, Name
from dateline.timeline.mention import Conflict, EventMention, day_of_stamp, mention_of_entry
from dateline.timeline.merging import TimelineEvent, merge_mentions_by_part
from dateline.timeline.terms import terms_of

_NO_BEGINNING = str(date.min)


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """A line of one briefing's timeline, with what it rests on."""

    filed: Filed
    entry: Entry
    notes: tuple[Evidence, ...]
    sources: tuple[Source | None, ...]
    """What each of the notes quotes."""
    names: tuple[Name, ...]
    """The people, organisations and places of the briefing that the line or its evidence names."""

    @property
    def label(self) -> str:
        """Its identity within its briefing: its first footnote, else a hash of its date and words."""
        entry = self.entry
        return entry.id or identity("t", entry.date, entry.text)


@dataclass(frozen=True, slots=True)
class Cite:
    """One footnote behind a line: who says so, in which words, and where that is read."""

    publisher: str
    """The outlet, or the briefing's headline where no footnote names one."""
    text: str
    """The sentence, verbatim; "" where a person wrote the line without a footnote."""
    place: str | None
    note: str | None
    """How the date is known."""
    published: Moment | None
    """The day of the source's publication, or of the briefing."""
    title: str
    """The briefing's headline."""
    url: str
    """The footnote on the briefing's page."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """What sources differ on, each value with those who give it."""

    field: str
    """"day" or "figure"."""
    values: tuple[tuple[Moment | str, str], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """An event of a merged timeline, every word ready to show."""

    id: str
    """Its place on a page: the label of the oldest footnote behind it."""
    date: Moment
    first: str
    """Its first day, ISO."""
    last: str
    """Its last day, ISO."""
    status: Status
    certainty: str
    """"stated", "inferred" or "disputed"."""
    text: str
    plans: tuple[Moment, ...]
    """The days for which it was announced before it happened."""
    disputes: tuple[Dispute, ...]
    cites: tuple[Cite, ...]
    names: Mapping[Kind, tuple[Name, ...]]
    """Topics, people, organisations, places and publishers."""
    marks: Mapping[str, str]
    """What it can be filtered by, by the name of the filter (`filters`), several values parted by blanks."""
    told: tuple[Told, ...]
    """The lines of briefings that are merged here, the oldest first."""
    period: str = field(init=False)
    """The month in which it surely lies (“2031-05”), else the year that it is filed under."""

    def __post_init__(self) -> None:
        month = self.first[:7] if self.first[:7] == self.last[:7] else None
        object.__setattr__(self, "period", month or self.filed_under[:4])

    @property
    def filed_under(self) -> str:
        """The day (ISO) that it is filed under: its first, or its last where it has no beginning."""
        return self.first if self.first > _NO_BEGINNING else self.last

    @property
    def weight(self) -> int:
        """How many footnotes stand behind it."""
        return len(self.cites)

    @property
    def is_planned(self) -> bool:
        """Whether it has not come about."""
        return self.status.is_ahead

    @property
    def publishers(self) -> tuple[str, ...]:
        """Who tells it, each once."""
        return tuple(dict.fromkeys(cite.publisher for cite in self.cites))


Tellings = Mapping[EventMention, tuple[Told, ...]]
"""What the merging is given, and the briefings' lines behind each telling."""


def tellings_of(briefings: Iterable[Filed]) -> dict[str, Tellings]:
    """What the timelines of briefings tell, by the path of the briefing; lines without a valid date are left out."""
    return {filed.card.path: _tellings_in(filed) for filed in briefings}


def timelines_of(parts: Mapping[str, Sequence[Tellings]]) -> dict[str, tuple[Line, ...]]:
    """The merged timeline of each part, by date, the oldest first; one pairing for all parts."""
    told: dict[str, dict[EventMention, list[Told]]] = {part: defaultdict(list) for part in parts}
    for part, tellings in parts.items():
        for found in tellings:
            for telling, behind in found.items():
                told[part][telling].extend(behind)
    lines = _Lines(tellings for found in parts.values() for tellings in found)
    return {
        part: tuple(lines.of(merged, told[part])) for part, merged in merge_mentions_by_part(told).items()
    }


def is_open(line: Line, newest: str | None) -> bool:
    """Whether it is a plan that is still open: announced for a day after that of the newest briefing."""
    return line.is_planned and newest is not None and line.last > newest


# --- tellings -------------------------------------------------------------------------------------------------


def _tellings_in(filed: Filed) -> Tellings:
    notes = {evidence.label: evidence for evidence in filed.briefing.evidence}
    spotter = _Spotter(filed)
    found: dict[EventMention, list[Told]] = defaultdict(list)
    for entry in filed.briefing.timeline:
        if edtf.is_valid(entry.date):
            behind = tuple(notes[label] for label in entry.labels if label in notes)
            names = spotter.names_in(" ".join((entry.text, *(note.text for note in behind))))
            told = Told(filed, entry, behind, tuple(map(filed.source_of, behind)), names)
            found[_telling_of(told)].append(told)
    return {telling: tuple(behind) for telling, behind in found.items()}


def _telling_of(told: Told) -> EventMention:
    filed, entry, notes = told.filed, told.entry, told.notes
    spans = tuple(dict.fromkeys(map(_span_of, notes, told.sources, repeat(filed))))
    days = [day for source in told.sources if source and (day := day_of_stamp(source.published))]
    tellers = {source.id: _teller_of(source, filed) for source in filed.sources}
    published = min(days, default=filed.day)
    return mention_of_entry(
        entry, notes, spans or (_span_of_line(told),), published, tellers, _terms_of(entry.text)
    )


_terms_of = lru_cache(maxsize=65536)(terms_of)
"""While serving, a saved briefing brings back all the lines of the others."""


def _span_of(note: Evidence, source: Source | None, filed: Filed) -> Span:
    """What stands for a sentence: its seed, and a number made of its place and its words."""
    number = re.search(r"\d+", note.place or "")
    return _numbered(_teller_of(source, filed), int(number[0]) if number else 0, note.text)


def _span_of_line(told: Told) -> Span:
    """What stands for the sentence of a line without a footnote: the line itself."""
    return _numbered(_teller_of(None, told.filed), 0, f"{told.entry.date} {told.entry.text}")


def _numbered(teller: str, place: int, words: str) -> Span:
    digest = int.from_bytes(hashlib.sha256(" ".join(plain(words).split()).encode()).digest()[:4], "big")
    start = place << 32 | digest
    return Span(teller, start, start + 1)


def _teller_of(source: Source | None, filed: Filed) -> str:
    """Who tells: the seed wherever it is cited, else what stands for it within the briefing."""
    if source is None:
        return filed.card.path
    return source.seed or source.url or f"{filed.card.path}#{source.id}"


class _Spotter:
    """Finds a briefing's names in its lines: the full name, or a person's last word if nobody else's ends so."""

    def __init__(self, filed: Filed) -> None:
        people = filed.names[Kind.PERSON]
        lasts = [name.text.split()[-1] for name in people]
        self._needles: list[tuple[str, Name]] = []
        for name, last in zip(people, lasts, strict=True):
            short = last if len(last) > 2 and lasts.count(last) == 1 else name.text
            self._needles.append((short, name))
        for kind in (Kind.ORGANISATION, Kind.PLACE):
            self._needles += [(name.text, name) for name in filed.names[kind]]

    def names_in(self, text: str) -> tuple[Name, ...]:
        """The names that stand in a text as whole words, in the order of the briefing's lists."""
        return tuple(name for needle, name in self._needles if _holds(text, needle))


def _holds(text: str, needle: str) -> bool:
    start = text.find(needle)
    while start >= 0:
        end = start + len(needle)
        before, after = text[start - 1 : start], text[end : end + 1]
        if not before.isalnum() and not after.isalnum():
            return True
        start = text.find(needle, end)
    return False


# --- lines ----------------------------------------------------------------------------------------------------


class _Lines:
    """Makes the lines of several timelines, one for all that show an event with the same briefings behind it."""

    def __init__(self, tellings: Iterable[Tellings]) -> None:
        self._outlets = {
            _teller_of(source, one.filed): source.publisher or one.filed.title
            for found in tellings
            for behind in found.values()
            for one in behind
            for source in one.filed.sources
        }
        self._made: dict[tuple[Told, ...], Line] = {}
        """By what stands behind them, which the event is made of."""

    def of(
        self, merged: Iterable[TimelineEvent], told: Mapping[EventMention, Sequence[Told]]
    ) -> Iterator[Line]:
        """The lines of one timeline, each with an id of its own there."""
        ids: set[str] = set()
        for event in merged:
            behind = tuple(one for telling in event.mentions for one in told[telling])
            line = self._made.get(behind)
            if line is None:
                line = self._made[behind] = _line_of(event, behind, self._outlets)
            chosen = _id_of(line.id, ids)
            yield line if chosen == line.id else replace(line, id=chosen)


def _line_of(event: TimelineEvent, behind: Sequence[Told], outlets: Mapping[str, str]) -> Line:
    """A line by the label that the oldest briefing gave it."""
    by_age = tuple(sorted(behind, key=lambda one: (one.filed.day or "", one.filed.card.path, one.entry.line)))
    days = edtf.parse(event.date)
    is_inferred = not event.dated.is_sure or days.approximate or days.uncertain
    disputes = tuple(_disputes_of(event.conflicts, outlets))
    certainty = "disputed" if disputes else "inferred" if is_inferred else "stated"
    names = _names_of(behind)
    return Line(
        id=by_age[0].label,
        date=moment_of(event.date),
        first=str(days.earliest),
        last=str(days.latest),
        status=event.status,
        certainty=certainty,
        text=event.text,
        plans=tuple(moment_of(day) for day in event.planned if day != event.date),
        disputes=disputes,
        cites=tuple(dict.fromkeys(cite for one in behind for cite in _cites_of(one))),
        names=names,
        marks={
            "topic": _slugs(names[Kind.TOPIC]),
            "person": _slugs(names[Kind.PERSON]),
            "source": _slugs(names[Kind.PUBLISHER]),
            "status": str(event.status),
            "certainty": certainty,
        },
        told=by_age,
    )


def _id_of(label: str, ids: set[str]) -> str:
    """A label, with a number where the page has it already."""
    number, chosen = 1, label
    while chosen in ids:
        number += 1
        chosen = f"{label}-{number}"
    ids.add(chosen)
    return chosen


def _names_of(behind: Sequence[Told]) -> Mapping[Kind, tuple[Name, ...]]:
    found: dict[Kind, dict[Name, None]] = {kind: {} for kind in Kind}
    for one in behind:
        found[Kind.TOPIC].update(dict.fromkeys(one.filed.names[Kind.TOPIC]))
        found[Kind.PUBLISHER].update(dict.fromkeys(_outlets_of(one)))
        for name in one.names:
            found[name.kind][name] = None
    return {kind: tuple(names) for kind, names in found.items()}


def _slugs(names: Iterable[Name]) -> str:
    return " ".join(name.slug for name in names)


def _outlets_of(told: Told) -> Iterator[Name]:
    """The pages of the publishers that the line cites; all of the briefing's where it cites none."""
    listed = told.filed.names[Kind.PUBLISHER]
    cited = set(map(_publisher_of, told.notes, told.sources))
    named = [name for name in listed if name.text in cited]
    yield from named or listed


def _cites_of(told: Told) -> Iterator[Cite]:
    for note, source in zip(told.notes, told.sources, strict=True):
        published = source.published if source else None
        yield Cite(
            publisher=_publisher_of(note, source) or told.filed.title,
            text=note.text,
            place=note.place,
            note=note.note,
            published=moment_of(day_of_stamp(published) or published) if published else told.filed.date,
            title=told.filed.title,
            url=f"{told.filed.url}#fn:{note.label}",
        )
    if not told.notes:
        yield Cite(told.filed.title, "", None, None, told.filed.date, told.filed.title, told.filed.url)


def _publisher_of(note: Evidence, source: Source | None) -> str | None:
    return note.publisher or (source.publisher if source else None)


def _disputes_of(conflicts: Sequence[Conflict], outlets: Mapping[str, str]) -> Iterator[Dispute]:
    by_field: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for conflict in conflicts:
        by_field[conflict.field][conflict.value].append(outlets.get(conflict.source, conflict.source))
    for about, values in by_field.items():
        is_day = about == "date"
        yield Dispute(
            "day" if is_day else about,
            tuple(
                (moment_of(value) if is_day else value, ", ".join(dict.fromkeys(told)))
                for value, told in values.items()
            ),
        )
