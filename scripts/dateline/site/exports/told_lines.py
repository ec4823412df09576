"""Lines of timelines and quotes as exports tell them: with their addresses and with the sentences they rest on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from dateline.briefing.entry_notes import is_day
from dateline.model import edtf
from dateline.model.annotations import DateBasis, Status
from dateline.model.briefing import Entry, Evidence, Source
from dateline.site.anchors import anchored_entries, anchored_quotes
from dateline.site.pages.briefing_page import source_on_page
from dateline.site.pages.merged_timelines import BriefingLine, Dispute, MergedLine
from dateline.site.pages.name_index import BriefingQuote, PublishedBriefing
from dateline.timeline.mention import date_basis, day_of_stamp, is_sure

_NO_SOURCE = Source("")


class ToldEvidence(NamedTuple):
    """A sentence that something rests on, and where it stands."""

    sentence: str
    """"" where it is not to be shown."""
    publisher: str | None
    title: str | None
    """The headline of the article."""
    url: str | None
    """That of the article."""
    published: str | None
    place: str | None
    """Where in the article: "paragraph 4"."""
    dating: str | None
    """How the date is known, in the words of the footnote."""
    page: str
    """The address of the footnote on the briefing's page."""


@dataclass(frozen=True, slots=True, eq=False)
class ToldLine:
    """A line of a timeline; its date is EDTF, "" for none that can be read."""

    id: str
    uid: str
    """The identity that the oldest briefing gave it, the same in every timeline."""
    date: str
    status: Status
    certainty: str
    """One of "stated", "inferred" and "disputed"; "" without a date."""
    basis: DateBasis
    text: str
    url: str
    """Where it stands on the page of a briefing."""
    briefing: PublishedBriefing
    planned: tuple[str, ...]
    """The days (EDTF) for which it was announced before it happened."""
    disputes: tuple[Dispute, ...]
    evidence: tuple[ToldEvidence, ...]
    lines: tuple[tuple[PublishedBriefing, str], ...]
    """The briefings that tell it, each with the address of its line."""

    @property
    def days(self) -> edtf.Edtf | None:
        """The days that its date leaves open."""
        return edtf.parse(self.date) if self.date else None


class Teller:
    """Tells lines and quotes of one site, whose address is "" where it is not known."""

    def __init__(self, address: str) -> None:
        self._address = address.rstrip("/")
        self._anchors = cache(lambda briefing: [anchor for anchor, _ in anchored_entries(briefing.content)])
        self._shown = cache(source_on_page)

    def absolute(self, url: str) -> str:
        """An address below the site's root as others need it; left alone where that of the site is not known."""
        return f"{self._address}/{url}" if self._address else url

    def line_of_briefing(self, line: BriefingLine) -> ToldLine:
        """A line of a briefing's own timeline."""
        entry, briefing = line.entry, line.briefing
        anchor = self._anchors(briefing)[line.place]
        url, basis = self._url_of(line), date_basis(entry.date, line.notes)
        is_dated = edtf.is_valid(entry.date)
        return ToldLine(
            id=anchor,
            uid=f"{anchor}@{briefing.card.path}",
            date=entry.date if is_dated else "",
            status=entry.status,
            certainty=_certainty_of(entry, basis) if is_dated else "",
            basis=basis,
            text=entry.text,
            url=url,
            briefing=briefing,
            planned=tuple(day for day in entry.planned if day != entry.date),
            disputes=tuple(_disputes_in(entry, briefing)),
            evidence=tuple(self._evidence_of(line)),
            lines=((briefing, url),),
        )

    def merged_line(self, line: MergedLine) -> ToldLine:
        """A line of a timeline that several briefings tell; it leads to the one that tells it best."""
        best, oldest = line.told[0], line.lines[0]
        dated = next((told for told in line.told if told.entry.date == line.date), best)
        return ToldLine(
            id=line.id,
            uid=f"{self._anchors(oldest.briefing)[oldest.place]}@{oldest.briefing.card.path}",
            date=line.date,
            status=line.status,
            certainty=line.certainty,
            basis=date_basis(line.date, dated.notes),
            text=line.text,
            url=self._url_of(best),
            briefing=best.briefing,
            planned=line.plans,
            disputes=line.disputes,
            evidence=tuple(dict.fromkeys(each for told in line.told for each in self._evidence_of(told))),
            lines=tuple((told.briefing, self._url_of(told)) for told in line.lines),
        )

    def evidence(self, briefing: PublishedBriefing, note: Evidence, source: Source | None) -> ToldEvidence:
        """A footnote of a briefing."""
        found = self._shown(source) if source else _NO_SOURCE
        return ToldEvidence(
            note.text,
            note.publisher or found.publisher,
            found.title or note.headline,
            found.url,
            found.published,
            note.place,
            note.note,
            self.absolute(f"{briefing.url}#fn:{note.label}"),
        )

    def quotes_of(
        self, briefing: PublishedBriefing, quotes: Sequence[BriefingQuote]
    ) -> Iterator[tuple[BriefingQuote, str, str]]:
        """The quotes of a briefing, each with its id and its address on the page."""
        for (anchor, _), quote in zip(anchored_quotes(briefing.content), quotes, strict=True):
            yield quote, anchor, self.absolute(f"{briefing.url}#{anchor}")

    def _evidence_of(self, line: BriefingLine) -> Iterator[ToldEvidence]:
        for note, source in zip(line.notes, line.sources, strict=True):
            yield self.evidence(line.briefing, note, source)

    def _url_of(self, line: BriefingLine) -> str:
        return self.absolute(f"{line.briefing.url}#{self._anchors(line.briefing)[line.place]}")


def stamp_of_line(line: ToldLine) -> str | None:
    """The day (ISO) on which the briefing told it."""
    return day_of_stamp(line.briefing.date)


def _certainty_of(entry: Entry, basis: DateBasis) -> str:
    days = edtf.parse(entry.date)
    if entry.differences:
        return "disputed"
    return "stated" if is_sure(basis) and not (days.approximate or days.uncertain) else "inferred"


def _disputes_in(entry: Entry, briefing: PublishedBriefing) -> Iterator[Dispute]:
    outlets = {source.id: source.publisher or source.id for source in briefing.sources}
    for about in ("day", "figure"):
        told = [
            (difference.value, outlets.get(difference.source, difference.source))
            for difference in entry.differences
            if is_day(difference) == (about == "day")
        ]
        if told:
            yield Dispute(about, tuple(told))
