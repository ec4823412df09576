"""The lists of a site as JSON: its briefings, quotes and events, as the schemas beside them describe (`schema/`)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import resources

from dateline.model.briefing import Evidence, KeyPoint, Source
from dateline.site.exports.export_bytes import Row, list_bytes, told
from dateline.site.exports.ninjs_item import tag_of
from dateline.site.exports.told_lines import Teller, ToldEvidence, ToldLine
from dateline.site.pages.briefing_page import source_on_page
from dateline.site.pages.name_index import BriefingQuote, PublishedBriefing
from dateline.site.pages.slugs import Name, NameKind

LARGEST = {"briefings": 1000, "quotes": 1000, "events": 8000}
"""How many a file of a list tells at most, by the name of the list; of quotes, those of how many briefings.

Such a file has 4 to 15 MB: hosts take no file above 25, and an edit has one file of briefings written anew.
"""
LISTS = tuple(LARGEST)
"""Their names, each that of a schema too."""


def schema_of(name: str) -> bytes:
    """The JSON Schema of a list."""
    return (resources.files("dateline.site.exports") / "schema" / f"{name}.json").read_bytes()


@dataclass(frozen=True, slots=True)
class SiteLists:
    """Writes the lists of a site: each begins with what it is a list of.

    `then` is the path of the file that goes on with the list; "" where none does.
    """

    name: str
    """That of the site."""
    newest: str | None
    """The day of the newest briefing."""
    teller: Teller

    def briefings(self, briefings: Iterable[PublishedBriefing], then: str) -> bytes:
        """All briefings, in the order given."""
        return list_bytes(self._head("briefings", then), "briefings", map(self._briefing, briefings))

    def quotes(self, quotes: Iterable[tuple[PublishedBriefing, Sequence[BriefingQuote]]], then: str) -> bytes:
        """All quotes, by briefing."""
        found = (each for one in quotes for each in self.teller.quotes_of(*one))
        return list_bytes(self._head("quotes", then), "quotes", (self._quote(*each) for each in found))

    def events(self, lines: Iterable[ToldLine], then: str) -> bytes:
        """What the timeline of everything tells, the oldest first."""
        return list_bytes(self._head("events", then), "events", map(self._event, lines))

    def _head(self, name: str, then: str) -> Row:
        url = self.teller.absolute("")
        return told(**{"$schema": self.teller.absolute(f"data/schema/{name}.json")}) | {
            "site": told(name=self.name, url=url),
            **told(newest=self.newest, next=self.teller.absolute(then) if then else None),
        }

    # --- rows ---------------------------------------------------------------------------------------------

    def _briefing(self, briefing: PublishedBriefing) -> Row:
        card, content = briefing.card, briefing.content
        notes = {note.label: note for note in content.evidence}
        return told(
            id=id_of(briefing),
            url=self.teller.absolute(briefing.url),
            title=card.title,
            description=card.description,
            date=card.date,
            updated=card.updated,
            status=card.status,
            language=tag_of(content.front),
            topics=self._names(briefing.names[NameKind.TOPIC]),
            people=self._names(briefing.names[NameKind.PERSON]),
            organisations=self._names(briefing.names[NameKind.ORGANISATION]),
            places=self._names(briefing.names[NameKind.PLACE]),
            sources=list(map(_source, briefing.sources)),
            lead=content.lead,
            key_points=[self._point(point, briefing, notes) for point in content.key_points],
            quotes=len(content.key_quotes),
            events=len(content.timeline),
        )

    def _point(self, point: KeyPoint, briefing: PublishedBriefing, notes: dict[str, Evidence]) -> Row:
        cited = [notes[label] for label in point.labels if label in notes]
        return told(id=point.id, text=point.text, evidence=self._cited(briefing, cited))

    def _quote(self, quote: BriefingQuote, anchor: str, url: str) -> Row:
        said, briefing = quote.quote, quote.briefing
        notes = {note.label: note for note in briefing.content.evidence}
        cited = [notes[label] for label in said.labels if label in notes]
        return told(
            id=f"{id_of(briefing)}#{anchor}",
            url=url,
            text=" ".join(" … ".join(parts) for parts in said.paragraphs),
            paragraphs=said.paragraphs,
            speaker=said.speaker,
            speaker_url=self.teller.absolute(quote.speaker.url) if quote.speaker else None,
            role=said.role,
            speaker_basis=said.basis,
            via=said.via,
            venue=said.venue,
            date=quote.date,
            date_basis=_basis_of(quote, briefing.source_of(cited[0] if cited else None)),
            briefing=self._ref(briefing),
            evidence=self._cited(briefing, cited),
        )

    def _event(self, line: ToldLine) -> Row:
        names, days = _names_of(line), line.days
        assert days
        return told(
            id=line.uid,
            url=line.url,
            date=line.date,
            earliest=str(days.earliest) if days.earliest > date.min else None,
            latest=str(days.latest) if days.latest < date.max else None,
            status=line.status,
            certainty=line.certainty,
            date_basis=line.basis,
            text=line.text,
            planned_for=line.planned,
            differences=[
                {"on": each.field, "values": [{"value": value, "who": who} for value, who in each.values]}
                for each in line.disputes
            ],
            topics=names,
            lines=[{"briefing": id_of(briefing), "url": url} for briefing, url in line.lines],
            evidence=list(map(_evidence, line.evidence)),
        )

    def _ref(self, briefing: PublishedBriefing) -> Row:
        return {
            "id": id_of(briefing),
            "title": briefing.title,
            "url": self.teller.absolute(briefing.url),
            "status": briefing.card.status,
        }

    def _names(self, names: Iterable[Name]) -> list[Row]:
        return [
            told(name=name.text, url=self.teller.absolute(name.url) if name.has_page else None)
            for name in names
        ]

    def _cited(self, briefing: PublishedBriefing, notes: Iterable[Evidence]) -> list[Row]:
        found = (self.teller.evidence(briefing, note, briefing.source_of(note)) for note in notes)
        return list(map(_evidence, found))


def id_of(briefing: PublishedBriefing) -> str:
    """The identity of a briefing: its path below the folder of briefings."""
    return briefing.card.path.removesuffix(".md")


def _names_of(line: ToldLine) -> list[str]:
    """The topics of the briefings that tell it."""
    topics = (name.text for briefing, _ in line.lines for name in briefing.names[NameKind.TOPIC])
    return list(dict.fromkeys(topics))


def _basis_of(quote: BriefingQuote, source: Source | None) -> str | None:
    """What the day of a quote is: that on which it was said, that of the source, or that of the briefing."""
    if quote.date is None:
        return None
    if quote.quote.said:
        return "said"
    return "published" if source and source.published else "briefing"


def _source(source: Source) -> Row:
    shown = source_on_page(source)
    return told(
        id=shown.id,
        publisher=shown.publisher,
        title=shown.title,
        authors=shown.authors,
        url=shown.url,
        published=shown.published,
        licence=shown.licence,
        credit=shown.credit,
    )


def _evidence(note: ToldEvidence) -> Row:
    return told(
        sentence=note.sentence,
        publisher=note.publisher,
        title=note.title,
        url=note.url,
        published=note.published,
        place=note.place,
        dating=note.dating,
        page=note.page,
    )
