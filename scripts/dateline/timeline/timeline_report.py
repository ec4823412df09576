"""What `dateline timeline` prints: the tellings of seeds and briefings, merged, as JSON records or as lines.

A briefing's timeline counts as it stands, edited by hand or not: what it says of a sentence replaces what the
analysis of the seed finds there.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.briefing import document
from dateline.briefing.document import plain, seeds_named
from dateline.model import edtf
from dateline.model.annotations import Analysis, Status
from dateline.model.article import Article, Span
from dateline.model.briefing import Briefing, Entry, Evidence
from dateline.model.problems import DatelineError, counted
from dateline.timeline.mention import Telling, day_of, telling_of_entry, tellings_of
from dateline.timeline.merging import TopicLine, merge, most_salient
from dateline.timeline.terms import terms_of

ReadSeed = Callable[[str], Article]
"""Reads the seed at a path below the project's root; raises `DatelineError`."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which lines of a timeline are wanted; dates are EDTF."""

    first: str | None = None
    last: str | None = None
    limit: int | None = None


def chronicle(
    analyses: Iterable[Analysis], told: Iterable[Telling], selection: Selection
) -> tuple[TopicLine, ...]:
    """The merged timeline of seeds (analysed) and briefings (their tellings), by date."""
    theirs = tuple(told)
    cited: dict[str, list[Span]] = defaultdict(list)
    for span in (span for telling in theirs for span in telling.spans):
        cited[span.source].append(span)
    found = (telling for analysis in analyses for telling in tellings_of(analysis))
    ours = (t for t in found if not any(span.overlaps(t.span) for span in cited.get(t.source, ())))
    lines = [line for line in merge((*theirs, *ours)) if _is_within(line.date, selection)]
    return most_salient(lines, selection.limit)


def _is_within(date: str, selection: Selection) -> bool:
    days = edtf.parse(date)
    if selection.first is not None and days.latest < edtf.parse(selection.first).earliest:
        return False
    return selection.last is None or days.earliest <= edtf.parse(selection.last).latest


# --- briefings ----------------------------------------------------------------------------------------------


def is_briefing(text: str) -> bool:
    """Whether a Markdown file is a briefing: its front matter names sources."""
    try:
        return isinstance(document.read(text, "").briefing.front.get("sources"), list)
    except DatelineError:
        return False


def tellings_in(text: str, name: str, read_seed: ReadSeed) -> tuple[Telling, ...]:
    """What the timeline of a briefing tells, each line citing its sentences in the seeds.

    A line without a footnote, or whose seed can't be read, cites itself.  Lines without a valid date are left out
    (`dateline check` reports them).  Raises `DatelineError` for front matter that can't be read.
    """
    briefing = document.read(text, name).briefing
    sources = _sources_of(briefing, read_seed)
    notes = {evidence.label: evidence for evidence in briefing.evidence}
    starts = _line_starts(text)
    return tuple(
        _telling_of(entry, [notes[label] for label in entry.labels if label in notes], sources, itself)
        for entry in briefing.timeline
        if edtf.is_valid(entry.date)
        for itself in [Span(name, *starts[entry.line - 1])]
    )


@dataclass(frozen=True, slots=True)
class _Sources:
    """The articles of a briefing by the id of the source, and the day of the newest."""

    articles: Mapping[str, Article]
    published: str | None

    def of(self, evidence: Evidence) -> Iterable[Article]:
        """The articles that a footnote may quote."""
        named = self.articles.get(evidence.source or "")
        return (named,) if named else self.articles.values()


def _sources_of(briefing: Briefing, read_seed: ReadSeed) -> _Sources:
    articles: dict[str, Article] = {}
    for index, name, seed in seeds_named(briefing.front):
        try:
            articles[name or str(index + 1)] = read_seed(seed)
        except DatelineError:
            continue  # its lines cite the briefing
    return _Sources(articles, day_of(str(briefing.front.get("date") or "")))


def _line_starts(text: str) -> list[tuple[int, int]]:
    """Where each line of a file starts and ends."""
    bounds, start = [], 0
    for line in text.split("\n"):
        bounds.append((start, start + len(line.rstrip("\r"))))
        start += len(line) + 1
    return bounds


def _telling_of(entry: Entry, notes: Sequence[Evidence], sources: _Sources, itself: Span) -> Telling:
    found = [place for evidence in notes if (place := _place_of(evidence, sources)) is not None]
    spans = tuple(dict.fromkeys(span for span, _ in found)) or (itself,)
    days = [day for _, article in found if (day := day_of(article.published))]
    tellers = {name: article.source for name, article in sources.articles.items()}
    published = min(days, default=sources.published)
    return telling_of_entry(entry, notes, spans, published, tellers, terms_of(entry.text))


def _place_of(evidence: Evidence, sources: _Sources) -> tuple[Span, Article] | None:
    """Where the sentence of a footnote stands, blanks aside."""
    words = plain(evidence.text).split()
    if not words:
        return None
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    for article in sources.of(evidence):
        if match := pattern.search(article.text):
            return Span(article.source, match.start(), match.end()), article
    return None


# --- what is printed ----------------------------------------------------------------------------------------


def record_of(line: TopicLine) -> dict[str, Any]:
    """A line as the JSON record that is printed (docs/guide/reference.md)."""
    return {
        "date": line.date,
        "text": line.text,
        "status": line.status,
        "basis": line.basis,
        "salience": line.salience,
        "sources": [{"seed": span.source, "start": span.start, "end": span.end} for span in line.spans],
        "planned": list(line.planned),
        "conflicts": [
            {"field": conflict.field, "value": conflict.value, "seed": conflict.source}
            for conflict in line.conflicts
        ],
    }


def shown(line: TopicLine) -> str:
    """A line as a person reads it: date, status where it did not happen, text, sources, what is in dispute."""
    status = "" if line.status is Status.HAPPENED else f" ({line.status})"
    count = len({span.source for span in line.spans})
    notes = [counted(count, "source"), *_remarks_on(line)]
    return f"{line.date}{status} — {line.text} ({'; '.join(notes)})"


def _remarks_on(line: TopicLine) -> Iterator[str]:
    if line.planned:
        yield f"planned for {', '.join(line.planned)}"
    if line.conflicts:
        values = dict.fromkeys(conflict.value for conflict in line.conflicts)
        yield f"sources differ: {' / '.join(values)}"
