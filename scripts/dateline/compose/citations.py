"""The footnotes of a generated briefing: one for each cited sentence, named by source and place.

s1-12       source 1, paragraph 12, its first sentence
s1-12-3     the third sentence of that paragraph
s2-caption  source 2, its first caption
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from dateline.briefing.document import DATE_NOTES, dating_note, free_label, plain, unquoted
from dateline.model.annotations import Analysis, DateBasis
from dateline.model.article import Article, Block, BlockKind, Span
from dateline.model.briefing import Evidence


@dataclass(frozen=True, slots=True)
class _Note:
    """What is known of a cited sentence: its label, and of each line that it dates, the date and how it is known."""

    label: str
    datings: list[tuple[str, str]] = field(default_factory=list)
    lines: set[str] = field(default_factory=set)
    """The dates of all lines that cite it."""


class Citations:
    """Collects what the items of a briefing cite, in the order in which they cite it.

    Sources are numbered in the order given: "s1" is the first.
    """

    def __init__(self, analyses: Sequence[Analysis]) -> None:
        self._numbers = {a.article.source: f"s{n}" for n, a in enumerate(analyses, 1)}
        self._analyses = {a.article.source: a for a in analyses}
        self._notes: dict[Span, _Note] = {}

    def number_of(self, source: str) -> str:
        """The id of a source: "s1"."""
        return self._numbers[source]

    def text(self, span: Span) -> str:
        """The words of a span."""
        return self._analyses[span.source].article.slice(span)

    def cite(self, *spans: Span, dated: tuple[Span, str, str] | None = None) -> tuple[str, ...]:
        """The labels of the footnotes that quote these sentences.

        `dated` is the sentence that a timeline line takes its date from, that date, and how it is known.
        """
        notes = [self._note(span) for span in dict.fromkeys(spans)]
        if dated:
            sentence, date, known = dated
            for note in notes:
                note.lines.add(date)
            if (date, known) not in self._note(sentence).datings:
                self._note(sentence).datings.append((date, known))
        return tuple(note.label for note in notes)

    def cite_counted(self, span: Span, counted: Iterable[tuple[str, str]]) -> tuple[str, ...]:
        """The label of the footnote that quotes a sentence, which tells the dates counted from words of it.

        Such dates are named, for a point has no date of its own.
        """
        note = self._note(span)
        for date, words in counted:
            note.lines.add("")
            known = f"{DATE_NOTES[DateBasis.RELATIVE]} “{plain(words)}”"
            if (date, known) not in note.datings:
                note.datings.append((date, known))
        return (note.label,)

    def _note(self, span: Span) -> _Note:
        if span not in self._notes:
            taken = {note.label for note in self._notes.values()}
            label = _label_of(self._numbers[span.source], self._analyses[span.source], span)
            self._notes[span] = _Note(free_label(label, taken))
        return self._notes[span]

    def evidence(self) -> tuple[Evidence, ...]:
        """The footnotes, in the order in which they were first cited."""
        return tuple(self._evidence_of(span, note) for span, note in self._notes.items())

    def _evidence_of(self, span: Span, note: _Note) -> Evidence:
        article = self._analyses[span.source].article
        return Evidence(
            label=note.label,
            text=unquoted(plain(article.slice(span))),
            publisher=plain(article.publisher) if article.publisher else None,
            headline=None if article.publisher else plain(article.title),
            source=self._numbers[span.source] if len(self._numbers) > 1 else None,
            place=place_in_article(article, span),
            note=dating_note(note.datings, note.lines),
        )


def place_in_article(article: Article, span: Span) -> str | None:
    """Where in its article a span begins: "paragraph 4" (counted over the body), "caption", "headline", "dek"."""
    found = _block_at(article, span)
    if found is None:
        return None
    block, number = found
    return f"paragraph {number}" if block.kind is BlockKind.PARAGRAPH else str(block.kind)


def _block_at(article: Article, span: Span) -> tuple[Block, int] | None:
    """The block in which a span begins, and its number among those of its kind, counted from 1."""
    for at, block in enumerate(article.blocks):
        if block.span.start <= span.start < block.span.end:
            return block, sum(other.kind is block.kind for other in article.blocks[: at + 1])
    return None


def _label_of(source: str, analysis: Analysis, span: Span) -> str:
    found = _block_at(analysis.article, span)
    if found is None:
        return f"{source}-text"
    block, number = found
    place = (
        str(number) if block.kind is BlockKind.PARAGRAPH else f"{block.kind}{number if number > 1 else ''}"
    )
    before = sum(start < span.start for start in _starts_in(analysis, block))
    return f"{source}-{place}" if not before else f"{source}-{place}-{before + 1}"


def _starts_in(analysis: Analysis, block: Block) -> Iterator[int]:
    """Where the sentences of a block begin."""
    annotations = analysis.annotations
    spans = (*(s.span for s in annotations.sentences), *(event.sentence for event in annotations.events))
    yield from {span.start for span in spans if block.span.start <= span.start < block.span.end}
