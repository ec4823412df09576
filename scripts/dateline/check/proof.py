"""Hold a generated briefing against its seeds before it is written, and leave out what the check would refuse.

The check itself decides, so whatever `dateline convert` writes, `dateline check` accepts.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dateline.briefing import document
from dateline.briefing.document import TIMELINE
from dateline.check import examination
from dateline.check.cited_seeds import SeedText
from dateline.compose.citations import place_in_article
from dateline.model.article import Article, Span
from dateline.model.briefing import Briefing, Entry, KeyPoint, KeyQuote
from dateline.model.problems import DatelineError, Problem, Severity, shortened, warning

_FILE = "the briefing"
_MAX_WORDS = 60
"""Characters of an item that are told of it."""
_LEAD = -1
"""The lead's place among the items."""


def keep_proved(briefing: Briefing, articles: Sequence[Article]) -> tuple[Briefing, tuple[Problem, ...]]:
    """The briefing without the items in which the check finds an error, and a warning about each that was left out.

    Raises `DatelineError` where the error is not in an item: then there is no briefing to write.
    """
    warnings: list[Problem] = []
    seed = articles[0].source
    while errors := _errors_in(briefing, articles):
        refused = _refused_items(briefing, errors)
        if not refused:
            raise DatelineError(seed, f"no briefing can be made of it: {errors[0].message}", errors[0].hint)
        warnings += _warnings_of(seed, briefing, refused)
        briefing = _without_items(briefing, refused)
    return briefing, tuple(warnings)


def _errors_in(briefing: Briefing, articles: Sequence[Article]) -> list[Problem]:
    texts = {article.source: _seed_text(article) for article in articles}
    found = examination.examine(document.write(briefing), _FILE, texts.__getitem__)
    return [problem for problem in found.problems if problem.severity is Severity.ERROR]


def _seed_text(article: Article) -> SeedText:
    def place(start: int) -> str | None:
        return place_in_article(article, Span(article.source, start, start + 1))

    return SeedText(article.text, article.sha256, place=place)


def _refused_items(briefing: Briefing, errors: Sequence[Problem]) -> dict[int, str]:
    """The place of each item that has an error, and what the error is: the lead first, the others in order.

    An error in a footnote is one of all items that cite it.
    """
    written = document.read(document.write(briefing), _FILE)
    found = written.briefing
    labels = {_LEAD: found.lead_labels} | {place: item.labels for place, item in enumerate(found.items)}
    starts: list[tuple[int, tuple[int, ...]]] = [(written.front.body_line, (_LEAD,))] if found.lead else []
    starts += [(item.line, (place,)) for place, item in enumerate(found.items)]
    for note in found.evidence:
        starts.append((note.line, tuple(place for place, cited in labels.items() if note.label in cited)))
    starts.sort(key=lambda start: start[0])
    refused: dict[int, str] = {}
    for problem in errors:
        above = [places for line, places in starts if line <= problem.line]
        refused |= dict.fromkeys(above[-1] if above else (), problem.message)
    return refused


def _warnings_of(seed: str, briefing: Briefing, refused: Mapping[int, str]) -> Iterator[Problem]:
    for place in sorted(refused, key=lambda place: place != _LEAD):
        what, words = _described(briefing, place)
        message = f"{what} is left out, “{shortened(words, _MAX_WORDS)}”: {refused[place]}"
        yield warning(seed, 0, message, "look at how the seed was read: `dateline extract --explain`")


def _described(briefing: Briefing, place: int) -> tuple[str, str]:
    """What an item is, and its words."""
    if place == _LEAD:
        return "the lead", briefing.lead
    item = briefing.items[place]
    if isinstance(item, KeyQuote):
        return "a quote", " … ".join(item.parts)
    return f"a line of the {TIMELINE.lower()}" if isinstance(item, Entry) else "a key point", item.text


def _without_items(briefing: Briefing, refused: Mapping[int, str]) -> Briefing:
    """The briefing without these items, and without the footnotes that nothing cites any more."""
    kept = [item for place, item in enumerate(briefing.items) if place not in refused]
    rest = replace(
        briefing,
        key_points=tuple(item for item in kept if isinstance(item, KeyPoint)),
        key_quotes=tuple(item for item in kept if isinstance(item, KeyQuote)),
        timeline=tuple(item for item in kept if isinstance(item, Entry)),
    )
    if _LEAD in refused:
        rest = replace(rest, lead="", lead_labels=(), lead_id="")
    return replace(rest, evidence=tuple(note for note in rest.evidence if note.label in rest.cited))
