"""A generated briefing held against its seeds before it is written: what the check would refuse is left out.

The check itself decides, so whatever `dateline convert` writes, `dateline check` accepts.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.briefing import document
from dateline.briefing.document import TIMELINE
from dateline.check import examination
from dateline.check.examination import Rules, SeedText
from dateline.compose.citations import place_in_article
from dateline.model.article import Article, Span
from dateline.model.briefing import Briefing, Entry, Evidence, KeyPoint, KeyQuote
from dateline.model.problems import DatelineError, Problem, Severity, shortened, warning

_FILE = "the briefing"
_LONGEST = 60

_Item = KeyPoint | KeyQuote | Entry


def proved(briefing: Briefing, articles: Sequence[Article]) -> tuple[Briefing, tuple[Problem, ...]]:
    """The briefing without the items in which the check finds an error, and a word about each that was left out.

    Raises `DatelineError` where the error is not in an item: then there is no briefing to write.
    """
    said: list[Problem] = []
    seed = articles[0].source
    while errors := _errors_in(briefing, articles):
        refused = _Refused.of(briefing, errors)
        if refused.is_empty:
            first = errors[0]
            raise DatelineError(seed, f"no briefing can be made of it: {first.message}", first.hint)
        said += (_left_out(seed, what, words, reason) for what, words, reason in refused.told(briefing))
        briefing = refused.without(briefing)
    return briefing, tuple(said)


def _errors_in(briefing: Briefing, articles: Sequence[Article]) -> list[Problem]:
    texts = {article.source: _text_of(article) for article in articles}
    found = examination.examine(document.write(briefing), _FILE, texts.__getitem__, Rules())
    return [problem for problem in found.problems if problem.severity is Severity.ERROR]


def _text_of(article: Article) -> SeedText:
    def place(start: int) -> str | None:
        return place_in_article(article, Span(article.source, start, start + 1))

    return SeedText(article.text, article.sha256, place=place)


@dataclass(frozen=True, slots=True)
class _Refused:
    """The items that have errors: their places among the items, whether the lead is one, and why."""

    items: dict[int, str]
    lead: str | None

    @classmethod
    def of(cls, briefing: Briefing, errors: Iterable[Problem]) -> "_Refused":
        """What the lines of the errors belong to; an error in a footnote is one of all items that cite it."""
        written = document.read(document.write(briefing), _FILE)
        starts = sorted(_starts_of(written.briefing, written.front.body_line))
        items: dict[int, str] = {}
        lead = None
        for problem in errors:
            thing = next((thing for line, _, thing in reversed(starts) if line <= problem.line), None)
            labels = {thing.label} if isinstance(thing, Evidence) else set[str]()
            items |= {
                place: problem.message
                for place, item in enumerate(written.briefing.items)
                if place == thing or labels & set(item.labels)
            }
            if thing == "lead" or labels & set(written.briefing.lead_labels):
                lead = problem.message
        return cls(items, lead)

    @property
    def is_empty(self) -> bool:
        """Whether no item was found that the errors belong to."""
        return not self.items and self.lead is None

    def told(self, briefing: Briefing) -> Iterator[tuple[str, str, str]]:
        """Of each refused item what it is, its words, and why."""
        if self.lead is not None:
            yield "the lead", briefing.lead, self.lead
        for place, reason in self.items.items():
            item = briefing.items[place]
            yield _name_of(item), " … ".join(item.parts) if isinstance(item, KeyQuote) else item.text, reason

    def without(self, briefing: Briefing) -> Briefing:
        """The briefing without them, and without the footnotes that nothing cites any more."""
        kept = [item for place, item in enumerate(briefing.items) if place not in self.items]
        less = replace(
            briefing,
            key_points=tuple(item for item in kept if isinstance(item, KeyPoint)),
            key_quotes=tuple(item for item in kept if isinstance(item, KeyQuote)),
            timeline=tuple(item for item in kept if isinstance(item, Entry)),
        )
        if self.lead is not None:
            less = replace(less, lead="", lead_labels=(), lead_id="")
        return replace(less, evidence=tuple(note for note in less.evidence if note.label in less.cited))


def _starts_of(briefing: Briefing, body_line: int) -> Iterator[tuple[int, int, int | str | Evidence]]:
    """Where each thing begins: an item (its place among the items), a footnote, the lead; with a running number."""
    if briefing.lead:
        yield body_line, 0, "lead"
    for place, item in enumerate(briefing.items):
        yield item.line, 1 + place, place
    for place, note in enumerate(briefing.evidence):
        yield note.line, 10_000 + place, note


def _name_of(item: _Item) -> str:
    if isinstance(item, Entry):
        return f"a line of the {TIMELINE.lower()}"
    return "a quote" if isinstance(item, KeyQuote) else "a key point"


def _left_out(seed: str, what: str, words: str, reason: str) -> Problem:
    message = f"{what} is left out, “{shortened(words, _LONGEST)}”: {reason}"
    return warning(seed, 0, message, "look at how the seed was read: `dateline extract --explain`")
