"""Briefings of invented articles, as a converter and an editor would leave them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from random import Random
from typing import TypeVar

from benchmark.articles import Article, Sentence
from benchmark.stories import Fact, Story
from dateline.briefing.document import dating_note, identity, unquoted
from dateline.model import edtf
from dateline.model.annotations import Status
from dateline.model.briefing import Briefing, Entry, Evidence, KeyPoint, KeyQuote

_MOST_LINES = 12

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class SourceText:
    """An article with the seed that holds it: the seed's path in the project, and the SHA-256 of its bytes."""

    article: Article
    seed: str
    sha256: str


@dataclass(frozen=True, slots=True)
class _Cited:
    """A sentence where it stands: the label of its footnote, the number of its source, and its paragraph."""

    sentence: Sentence
    label: str
    source: int
    place: str


class Editor:
    """Makes the briefing of some articles."""

    def __init__(self, sources: Sequence[SourceText], story: Story) -> None:
        self._sources, self._story = sources, story
        self._dice = Random(sources[0].sha256)
        self._paragraphs = [
            list(_paragraphs_of(source.article, number)) for number, source in enumerate(sources, 1)
        ]
        self._notes: dict[str, tuple[_Cited, list[tuple[str, str]], set[str]]] = {}
        """Of each footnote its sentence, the dates that it gives with how they are known, and those of its lines."""

    def briefing(self) -> Briefing:
        """The draft."""
        lead = self._paragraphs[0][0][0]
        labels = self._cite(lead)
        points, quotes, lines = tuple(self._points()), tuple(self._quotes()), tuple(self._lines())
        return Briefing(
            front=self._front(),
            lead=lead.sentence.text,
            lead_labels=labels,
            lead_id=identity("p", lead.sentence.text),
            key_points=points,
            key_quotes=quotes,
            timeline=lines,
            evidence=tuple(self._evidence()),
        )

    def _front(self) -> dict[str, object]:
        articles = [source.article for source in self._sources]
        newest, story = articles[0], self._story
        sentences = list(chain.from_iterable(article.sentences for article in articles))
        people = dict.fromkeys(person.name for sentence in sentences for person in sentence.people)
        places = dict.fromkeys(place for sentence in sentences for place in sentence.places)
        return {
            "title": newest.headline,
            "description": newest.dek,
            "date": str(newest.published.date()),
            "updated": _stamp(max(article.published for article in articles)),
            "status": "draft",
            "topics": [story.topic] if story.topic else [],
            "people": list(people),
            "organisations": list(dict.fromkeys(story.organisations)),
            "places": list(dict.fromkeys((*story.places, *places))),
            "sources": [_source(number, source, newest) for number, source in enumerate(self._sources, 1)],
        }

    def _all(self) -> Iterator[_Cited]:
        return chain.from_iterable(chain.from_iterable(self._paragraphs))

    def _points(self) -> Iterator[KeyPoint]:
        found = [cited for cited in self._all() if cited.sentence.is_point]
        for cited in sorted(
            _sample(self._dice, found, 2, 4), key=lambda cited: (cited.source, found.index(cited))
        ):
            yield KeyPoint(cited.sentence.text, self._cite(cited), identity("p", cited.sentence.text))

    def _quotes(self) -> Iterator[KeyQuote]:
        spoken = [part for parts in self._paragraphs for part in parts if part[0].sentence.speaker]
        for paragraph in _sample(self._dice, spoken, 1, 4):
            speaker = paragraph[0].sentence.speaker
            assert speaker is not None
            words = tuple(chain.from_iterable(cited.sentence.parts for cited in paragraph))
            labels = self._cite(*paragraph)
            role = speaker.role.removeprefix("a ")
            yield KeyQuote((words,), speaker.name, role, labels=labels, id=identity("q", *words))

    def _lines(self) -> Iterator[Entry]:
        told: dict[Fact, list[_Cited]] = {}
        for cited in self._all():
            if cited.sentence.fact:
                told.setdefault(cited.sentence.fact, []).append(cited)
        facts = sorted(list(told)[:_MOST_LINES], key=lambda fact: edtf.sort_key(fact.edtf))
        for fact in facts:
            first = told[fact][0]
            status = Status.PLANNED if fact.is_planned else Status.HAPPENED
            labels = self._cite(*told[fact], dated=fact.edtf)
            yield Entry(
                fact.edtf,
                first.sentence.line,
                status,
                labels,
                id=identity("t", first.sentence.text, fact.edtf),
            )

    def _cite(self, *sentences: _Cited, dated: str = "") -> tuple[str, ...]:
        """Footnotes for these sentences; the first of them gives the date."""
        for at, cited in enumerate(sentences):
            _, datings, lines = self._notes.setdefault(cited.label, (cited, [], set()))
            if dated:
                lines.add(dated)
                if at == 0:
                    datings.append((dated, cited.sentence.dating))
        return tuple(cited.label for cited in sentences)

    def _evidence(self) -> Iterator[Evidence]:
        for label, (cited, datings, lines) in self._notes.items():
            yield Evidence(
                label,
                unquoted(cited.sentence.text),
                publisher=self._sources[cited.source - 1].article.outlet,
                source=f"s{cited.source}" if len(self._sources) > 1 else None,
                place=cited.place,
                note=dating_note(datings, lines),
            )


def _sample(dice: Random, found: Sequence[_Item], least: int, most: int) -> list[_Item]:
    return dice.sample(found, min(len(found), dice.randint(least, most)))


def _paragraphs_of(article: Article, number: int) -> Iterator[list[_Cited]]:
    """The paragraphs of a source with the labels of their sentences: "s1-4", "s1-4-2"."""
    paragraphs = [part for part in article.paragraphs if not isinstance(part, str)]
    for place, paragraph in enumerate(paragraphs, 1):
        yield [
            _Cited(
                sentence, f"s{number}-{place}" + (f"-{at}" if at > 1 else ""), number, f"paragraph {place}"
            )
            for at, sentence in enumerate(paragraph, 1)
        ]


def _source(number: int, source: SourceText, newest: Article) -> dict[str, object]:
    article = source.article
    title = {"title": article.headline} if article.headline != newest.headline else {}
    return {
        "id": f"s{number}",
        "publisher": article.outlet,
        **title,
        "authors": [article.author],
        "published": _stamp(article.published),
        "seed": source.seed,
        "sha256": source.sha256,
    }


def _stamp(moment: datetime) -> str:
    return f"{moment.isoformat()}+00:00"
