"""Merged timelines of briefings: the lines as pages show them, every one with all its citations.

The merging is that of `dateline timeline` (timeline.merging).  A sentence is known by its seed, its place and its
words, since the site is built where no seed may be at hand.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from itertools import islice
from types import MappingProxyType

from dateline.briefing.document import identity, plain
from dateline.model import edtf
from dateline.model.annotations import Status
from dateline.model.article import Span
from dateline.model.briefing import Entry, Evidence, Source
from dateline.model.stores import NO_STORE, Store
from dateline.site.content_keys import content_key
from dateline.site.pages.name_index import PublishedBriefing
from dateline.site.pages.page_weight import line_weights
from dateline.site.pages.slugs import Name, NameKind
from dateline.timeline.mention import Conflict, EventMention, day_of_stamp, mention_of_entry
from dateline.timeline.merging import (
    NO_STORES,
    KeptEvent,
    MergingStores,
    TimelineEvent,
    merge_mentions_by_part,
)
from dateline.timeline.terms import terms_of

_NO_BEGINNING = str(date.min)

SHOWN = 20
"""How many footnotes of a line, and names of a kind, a page shows: hundreds of briefings may tell one event."""


@dataclass(frozen=True, slots=True, eq=False)
class BriefingLine:
    """A line of one briefing's timeline, with what it rests on."""

    briefing: PublishedBriefing
    entry: Entry
    notes: tuple[Evidence, ...]
    sources: tuple[Source | None, ...]
    """What each of the notes quotes."""
    names: tuple[Name, ...]
    """The people, organisations and places of the briefing that the line or its evidence names."""
    place: int = 0
    """Where it stands among the lines of the briefing's timeline."""

    @property
    def label(self) -> str:
        """Its identity within its briefing, or a hash of its date and words."""
        return self.entry.id or identity("t", self.entry.date, self.entry.text)

    @property
    def places(self) -> tuple[tuple[str, int], ...]:
        """The file and line that an error in showing it is told of."""
        return ((self.briefing.card.path, self.entry.line),)


@dataclass(frozen=True, slots=True)
class LineCitation:
    """One footnote behind a line: who says so, in which words, and where that is read."""

    publisher: str
    """The outlet, or the briefing's headline where no footnote names one."""
    text: str
    """The sentence, verbatim; "" where a person wrote the line without a footnote."""
    place: str | None
    note: str | None
    """How the date is known."""
    published: str | None
    """The day of the source's publication, or of the briefing."""
    url: str
    """The footnote on the briefing's page."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """What sources differ on, each value with those who give it."""

    field: str
    """"day" or "figure"."""
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, eq=False)
class MergedLine:
    """An event of a merged timeline, every word ready to show; dates are EDTF.

    There are as many as events, so that what is shown of one alone is made when it is asked for; what many pages ask
    for is kept.  With a dictionary for what is kept, a line would take three times the memory.
    """

    id: str
    """Its place on a page: the label of the oldest line behind it."""
    date: str
    """The finest day that a source states."""
    status: Status
    """Whether it came about."""
    text: str
    merged: KeptEvent
    """What the event makes of the mentions behind it, which are not kept: their terms take more than all else."""
    told: tuple[BriefingLine, ...]
    """The lines of briefings that are merged here, those of the best mention first."""
    lines: tuple[BriefingLine, ...]
    """The same, the oldest first."""
    disputes: tuple[Dispute, ...]
    names: Mapping[NameKind, tuple[Name, ...]]
    certainty: str
    """One of "stated", "inferred" and "disputed"."""
    newest: str = field(init=False)
    """The newest day (ISO) on which somebody said so; "" where none is known."""
    weight: int = field(init=False)
    """How many footnotes stand behind it."""
    bytes_on_page: tuple[int, int] = field(init=False)
    """How many bytes it takes on a page at most, without the sentences that it rests on and with them."""
    key: str = field(init=False)
    """The key of all that a page shows of it (`content_keys`)."""

    def __post_init__(self) -> None:
        names = [(name.kind, name.text, name.url) for some in self.names.values() for name in some]
        cited = [tuple(_cited_in(line)) for line in self.told]
        published = {each[4] for some in cited for each in some}
        newest = max((day_of_stamp(stamp) or "" for stamp in published), default="")
        object.__setattr__(self, "newest", newest)
        object.__setattr__(self, "weight", len({each[5] for some in cited for each in some}))
        object.__setattr__(self, "bytes_on_page", line_weights(self))
        disputes = [(dispute.field, dispute.values) for dispute in self.disputes]
        marks = tuple(self.marks.items())
        shown = self.id, self.date, self.text, self.merged.planned, marks, disputes, names, cited
        object.__setattr__(self, "key", content_key(*shown))

    @property
    def other_id(self) -> str:
        """Its id where that is not the label, which another line of the timeline has; else ""."""
        return "" if self.id == self.lines[0].label else self.id

    @property
    def marks(self) -> Mapping[str, str]:
        """What it can be filtered by, by the name of the filter (`filters`), several values parted by blanks."""
        return {
            "topic": _slugs(self.names[NameKind.TOPIC]),
            "person": _slugs(self.names[NameKind.PERSON]),
            "source": _slugs(self.names[NameKind.PUBLISHER]),
            "status": str(self.status),
            "certainty": self.certainty,
        }

    @property
    def first(self) -> str:
        """Its first day, ISO."""
        return _days_of(self.date)[0]

    @property
    def last(self) -> str:
        """Its last day, ISO."""
        return _days_of(self.date)[1]

    @property
    def period(self) -> str:
        """The month in which it surely lies (“2031-05”), else the year that it is filed under."""
        first, last = _days_of(self.date)
        return first[:7] if first[:7] == last[:7] else self.filed_under[:4]

    @property
    def filed_under(self) -> str:
        """The day (ISO) that it is filed under: its first, or its last where it has no beginning."""
        first, last = _days_of(self.date)
        return first if first > _NO_BEGINNING else last

    @property
    def plans(self) -> tuple[str, ...]:
        """The days for which it was announced before it happened."""
        return tuple(day for day in self.merged.planned if day != self.date)

    @property
    def citations(self) -> tuple[LineCitation, ...]:
        """The footnotes behind it."""
        return _citations_of(self)

    @property
    def shown_citations(self) -> tuple[LineCitation, ...]:
        """The first of its footnotes."""
        return self.citations[:SHOWN]

    @property
    def shown_publishers(self) -> tuple[str, ...]:
        """Who tells it in those footnotes, each once."""
        return tuple(dict.fromkeys(citation.publisher for citation in self.shown_citations))

    def shown_names(self, kind: NameKind) -> tuple[Name, ...]:
        """The first of its names of a kind."""
        return self.names[kind][:SHOWN]

    @property
    def shown_topics(self) -> tuple[Name, ...]:
        """The first of its topics."""
        return self.shown_names(NameKind.TOPIC)

    @property
    def publishers(self) -> tuple[str, ...]:
        """Who tells it, each once."""
        return tuple(dict.fromkeys(citation.publisher for citation in self.citations))

    @property
    def places(self) -> tuple[tuple[str, int], ...]:
        """The files and lines that an error in showing it is told of."""
        return tuple((line.briefing.card.path, line.entry.line) for line in self.lines)

    def is_open(self, newest: str | None) -> bool:
        """Whether it is a plan that is still open: announced for a day after that of the newest briefing."""
        return self.status.is_ahead and newest is not None and self.last > newest


Mentions = Mapping[EventMention, tuple[BriefingLine, ...]]
"""What the merging is given, and the briefings' lines behind each mention of an event."""


def timelines_of(
    parts: Mapping[str, Sequence[Mentions]],
    keys: Mapping[EventMention, str] = MappingProxyType({}),
    stores: MergingStores = NO_STORES,
) -> dict[str, tuple[MergedLine, ...]]:
    """The merged timeline of each part, by date, the oldest first; one pairing for all parts.

    `keys` and `stores` as `merge_mentions_by_part` takes them.
    """
    behind: dict[str, dict[EventMention, list[BriefingLine]]] = {part: defaultdict(list) for part in parts}
    for part, mentions in parts.items():
        for found in mentions:
            for mention, lines in found.items():
                behind[part][mention].extend(lines)
    briefings = dict.fromkeys(
        line.briefing for mentions in behind.values() for lines in mentions.values() for line in lines
    )
    outlets = {
        _origin_of(source, briefing): source.publisher or briefing.title
        for briefing in briefings
        for source in briefing.sources
    }
    made: dict[tuple[BriefingLine, ...], MergedLine] = {}
    return {
        part: tuple(_merged(merged, behind[part], outlets, made))
        for part, merged in merge_mentions_by_part(behind, keys, stores).items()
    }


# --- mentions -------------------------------------------------------------------------------------------------


KeptMentions = tuple[tuple[EventMention, tuple[tuple[int, tuple[int, ...]], ...]], ...]
"""Mentions, each with the places of its lines in the timeline, and with those of the names in each line."""


def mentions_in(briefing: PublishedBriefing, store: Store[KeptMentions] = NO_STORE) -> Mentions:
    """What the timeline of a briefing tells; lines without a valid date are left out."""
    kept = kept_mentions(briefing, store)
    notes = {evidence.label: evidence for evidence in briefing.content.evidence}
    names = [name for kind in IN_LINES for name in briefing.names[kind]]
    return {
        mention: tuple(
            _line_of(briefing, place, notes, tuple(map(names.__getitem__, named))) for place, named in lines
        )
        for mention, lines in kept
    }


def mention_of(line: BriefingLine, kept: KeptMentions) -> EventMention:
    """What a line mentions, of the mentions of its briefing."""
    return next(mention for mention, lines in kept if any(place == line.place for place, _ in lines))


def kept_mentions(briefing: PublishedBriefing, store: Store[KeptMentions]) -> KeptMentions:
    """What the timeline of a briefing mentions, as it is kept."""
    kept = store.get(briefing.whole_key)
    if kept is None:
        kept = _told_in(briefing)
        store.put(briefing.whole_key, kept)
    return kept


def _told_in(briefing: PublishedBriefing) -> KeptMentions:
    notes = {evidence.label: evidence for evidence in briefing.content.evidence}
    needles = _needles_of(briefing)
    origins = {source.id: _origin_of(source, briefing) for source in briefing.sources}
    found: dict[EventMention, list[tuple[int, tuple[int, ...]]]] = defaultdict(list)
    for place, entry in enumerate(briefing.content.timeline):
        if edtf.is_valid(entry.date):
            line = _line_of(briefing, place, notes)
            text = " ".join((entry.text, *(note.text for note in line.notes)))
            found[_mention_of(line, origins)].append((place, _named_in(text, needles)))
    return tuple((mention, tuple(lines)) for mention, lines in found.items())


def lines_in(briefing: PublishedBriefing) -> list[BriefingLine]:
    """All lines of a briefing's timeline, those without a valid date too; without the names that they tell of."""
    notes = {evidence.label: evidence for evidence in briefing.content.evidence}
    return [_line_of(briefing, place, notes) for place in range(len(briefing.content.timeline))]


def _line_of(
    briefing: PublishedBriefing, place: int, notes: Mapping[str, Evidence], names: tuple[Name, ...] = ()
) -> BriefingLine:
    entry = briefing.content.timeline[place]
    behind = tuple(notes[label] for label in entry.labels if label in notes)
    return BriefingLine(briefing, entry, behind, tuple(map(briefing.source_of, behind)), names, place)


def mention_keys(
    found: Mapping[str, Mentions], briefings: Mapping[str, PublishedBriefing]
) -> dict[EventMention, str]:
    """The key of each mention: its place in the text of the first briefing that has it, which tells all it says."""
    keys: dict[EventMention, str] = {}
    for path, mentions in found.items():
        text = content_key(path, briefings[path].digest)
        for place, mention in enumerate(mentions):
            keys.setdefault(mention, f"{text}-{place}")
    return keys


def _mention_of(line: BriefingLine, origins: Mapping[str, str]) -> EventMention:
    briefing, entry = line.briefing, line.entry
    spans = tuple(
        _span_of(_origin_of(source, briefing), note.place or "", note.text or note.label)
        for note, source in zip(line.notes, line.sources, strict=True)
    ) or (_span_of(_origin_of(None, briefing), "", f"{entry.date} {entry.text}"),)
    days = [day for source in line.sources if source and (day := day_of_stamp(source.published))]
    published = min(days, default=briefing.day)
    unique = tuple(dict.fromkeys(spans))
    headline = terms_of(briefing.title)
    return mention_of_entry(entry, line.notes, unique, published, origins, terms_of(entry.text), headline)


def _span_of(origin: str, place: str, words: str) -> Span:
    """What stands for a sentence, or for a line without one: who tells it, and a number made of its place and words."""
    number = re.search(r"\d+", place)
    digest = int.from_bytes(hashlib.sha256(plain(words).encode()).digest()[:4], "big")
    start = int(number[0] if number else 0) << 32 | digest
    return Span(origin, start, start + 1)


def _origin_of(source: Source | None, briefing: PublishedBriefing) -> str:
    """Who tells: the seed wherever it is cited, else what stands for it within the briefing."""
    if source is None:
        return briefing.card.path
    return source.seed or source.url or f"{briefing.card.path}#{source.id}"


IN_LINES = (NameKind.PERSON, NameKind.ORGANISATION, NameKind.PLACE)
"""The kinds of names that are looked for in lines."""


_Needles = Mapping[str, Sequence[tuple[int, str]]]
"""What to look for to find each name in a line, by its first word, with the number of the name."""

_WORD = re.compile(r"[^\W_]+")


def _needles_of(briefing: PublishedBriefing) -> _Needles:
    """All that each name may be called, but a person's last word alone, if nobody else's ends so."""
    lasts = [name.text.split()[-1] for name in briefing.names[NameKind.PERSON]]
    needles: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for number, name in enumerate(name for kind in IN_LINES for name in briefing.names[kind]):
        last = name.text.split()[-1]
        is_short = name.kind is NameKind.PERSON and len(last) > 2 and lasts.count(last) == 1
        for form in (last, *briefing.forms_of(name)) if is_short else briefing.forms_of(name):
            first = _WORD.match(form)
            needles[first[0] if first else ""].append((number, form))
    return needles


def _named_in(text: str, needles: _Needles) -> tuple[int, ...]:
    """The numbers of the names that a text holds."""
    words = needles.keys() & {"", *_WORD.findall(text)}
    return tuple(sorted({number for word in words for number, form in needles[word] if _holds(text, form)}))


def _holds(text: str, needle: str) -> bool:
    """Whether a text holds these as whole words."""
    start = text.find(needle)
    while start >= 0:
        end = start + len(needle)
        if not text[start - 1 : start].isalnum() and not text[end : end + 1].isalnum():
            return True
        start = text.find(needle, end)
    return False


# --- merged lines ---------------------------------------------------------------------------------------------


def _merged(
    events: Iterable[TimelineEvent],
    behind: Mapping[EventMention, Sequence[BriefingLine]],
    outlets: Mapping[str, str],
    made: dict[tuple[BriefingLine, ...], MergedLine],
) -> Iterator[MergedLine]:
    """The lines of one timeline, each with an id of its own there.

    `made` are those of other timelines by what stands behind them, which an event is made of: they are shared.
    """
    ids: set[str] = set()
    for event in events:
        lines = tuple(line for mention in event.mentions for line in behind[mention])
        merged = made.get(lines)
        if merged is None:
            disputes = tuple(_disputes_of(event.conflicts, outlets))
            merged = made[lines] = merged_line(event, lines, disputes)
        chosen = _free_id(merged.id, ids)
        yield merged if chosen == merged.id else replace(merged, id=chosen)


def merged_line(
    event: TimelineEvent, behind: Sequence[BriefingLine], disputes: tuple[Dispute, ...]
) -> MergedLine:
    """A line by the label that the oldest briefing gave it."""
    by_age = sorted(
        behind, key=lambda line: (line.briefing.day or "", line.briefing.card.path, line.entry.line)
    )
    days = edtf.parse(event.date)
    is_inferred = not event.dated.is_sure or days.approximate or days.uncertain
    return MergedLine(
        id=by_age[0].label,
        date=event.date,
        status=event.status,
        text=event.text,
        merged=event.kept,
        told=tuple(behind),
        lines=tuple(by_age),
        disputes=disputes,
        names=_names_of(behind),
        certainty="disputed" if disputes else "inferred" if is_inferred else "stated",
    )


@lru_cache(maxsize=65536)
def _days_of(value: str) -> tuple[str, str]:
    """The first and the last day (ISO) of a date."""
    days = edtf.parse(value)
    return str(days.earliest), str(days.latest)


def _free_id(label: str, ids: set[str]) -> str:
    """A label, with a number where the page has it already."""
    number, chosen = 1, label
    while chosen in ids:
        number += 1
        chosen = f"{label}-{number}"
    ids.add(chosen)
    return chosen


def _names_of(behind: Sequence[BriefingLine]) -> Mapping[NameKind, tuple[Name, ...]]:
    found: dict[NameKind, dict[Name, None]] = {kind: {} for kind in NameKind}
    for line in behind:
        found[NameKind.TOPIC].update(dict.fromkeys(line.briefing.names[NameKind.TOPIC]))
        found[NameKind.PUBLISHER].update(dict.fromkeys(_publishers_of(line)))
        for name in line.names:
            found[name.kind][name] = None
    return {kind: tuple(names) for kind, names in found.items()}


def _slugs(names: Iterable[Name]) -> str:
    return " ".join(name.slug for name in islice(names, SHOWN))


def _publishers_of(line: BriefingLine) -> Sequence[Name]:
    """The publishers that the line cites; all of the briefing's where it cites none."""
    listed = line.briefing.names[NameKind.PUBLISHER]
    cited = set(map(_publisher_of, line.notes, line.sources))
    return [name for name in listed if cited.intersection(line.briefing.forms_of(name))] or listed


@lru_cache(maxsize=1)  # what shows a line asks for them several times
def _citations_of(line: MergedLine) -> tuple[LineCitation, ...]:
    cited = dict.fromkeys(cited for told in line.told for cited in _cited_in(told))
    return tuple(LineCitation(*values) for values in cited)


_Cited = tuple[str, str, str | None, str | None, str | None, str]
"""The values of a `LineCitation`."""


def _cited_in(line: BriefingLine) -> Iterator[_Cited]:
    briefing = line.briefing
    for note, source in zip(line.notes, line.sources, strict=True):
        publisher = _publisher_of(note, source) or briefing.title
        published = source.published if source else None
        day = day_of_stamp(published) or published or briefing.date
        yield publisher, note.text, note.place, note.note, day, f"{briefing.url}#fn:{note.label}"
    if not line.notes:
        yield briefing.title, "", None, None, briefing.date, briefing.url


def _publisher_of(note: Evidence, source: Source | None) -> str | None:
    return note.publisher or (source.publisher if source else None)


def _disputes_of(conflicts: Sequence[Conflict], outlets: Mapping[str, str]) -> Iterator[Dispute]:
    by_field: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for conflict in conflicts:
        by_field[conflict.field][conflict.value].append(outlets.get(conflict.source, conflict.source))
    for about, values in by_field.items():
        shown = tuple(
            (value, ", ".join(islice(dict.fromkeys(told), SHOWN)))
            for value, told in islice(values.items(), SHOWN)
        )
        yield Dispute("day" if about == "date" else about, shown)
