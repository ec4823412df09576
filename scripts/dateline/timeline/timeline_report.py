"""What `dateline timeline` prints: the merged timeline of seeds and briefings, as JSON records or as lines.

A briefing's timeline counts as it stands, edited by hand or not: what it says of a sentence replaces what the
analysis of the seed finds there.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import accumulate
from typing import Any

from dateline.briefing import document
from dateline.briefing.document import plain, seeds_named
from dateline.model import edtf
from dateline.model.annotations import Analysis, Status
from dateline.model.article import Article, Span
from dateline.model.briefing import Entry, Evidence
from dateline.model.problems import DatelineError, counted
from dateline.timeline.mention import EventMention, day_of_stamp, mention_of_entry, mentions_of_analysis
from dateline.timeline.merging import TimelineEvent, merge_mentions
from dateline.timeline.page_words import sentences_of_pages
from dateline.timeline.selection import most_salient, with_salience
from dateline.timeline.standing import with_outstanding_first
from dateline.timeline.terms import Terms, terms_of

ReadSeed = Callable[[str], Article]
"""Reads the seed at a path below the project's root; raises `DatelineError`."""


def merged_timeline(
    analyses: Iterable[Analysis],
    edited: Iterable[EventMention],
    first: str | None = None,
    last: str | None = None,
    limit: int | None = None,
) -> tuple[TimelineEvent, ...]:
    """The merged timeline of seeds (analysed) and briefings (their mentions), by date, between two dates (EDTF)."""
    theirs, read = tuple(edited), tuple(analyses)
    frames = sentences_of_pages(read)
    cited: dict[str, list[Span]] = defaultdict(list)
    for span in (span for mention in theirs for span in mention.spans):
        cited[span.source].append(span)
    found = (mention for analysis in read for mention in mentions_of_analysis(analysis))
    told = (mention for mention in found if mention.span not in frames)
    ours = (m for m in told if not any(span.overlaps(m.span) for span in cited.get(m.source, ())))
    events = with_outstanding_first(with_salience(merge_mentions((*theirs, *ours))))
    return most_salient([event for event in events if _is_within(event.date, first, last)], limit)


def _is_within(date: str, first: str | None, last: str | None) -> bool:
    days = edtf.parse(date)
    if first is not None and days.latest < edtf.parse(first).earliest:
        return False
    return last is None or days.earliest <= edtf.parse(last).latest


# --- briefings ----------------------------------------------------------------------------------------------


def is_briefing(text: str) -> bool:
    """Whether a Markdown file is a briefing: its front matter names sources."""
    try:
        return isinstance(document.read(text, "").briefing.front.get("sources"), list)
    except DatelineError:
        return False


def mentions_in_briefing(text: str, name: str, read_seed: ReadSeed) -> tuple[EventMention, ...]:
    """What the timeline of a briefing tells, each line citing its sentences in the seeds.

    A line without a footnote, or whose seed can't be read, cites itself.  Lines without a valid date are left out
    (`dateline check` reports them).  Raises `DatelineError` for front matter that can't be read.
    """
    briefing = document.read(text, name).briefing
    articles: dict[str, Article] = {}
    for index, source, seed in seeds_named(briefing.front):
        try:
            articles[source or str(index + 1)] = read_seed(seed)
        except DatelineError:
            continue  # its lines cite the briefing
    published = day_of_stamp(str(briefing.front.get("date") or ""))
    headline = terms_of(str(briefing.front.get("title") or ""))
    notes = {evidence.label: evidence for evidence in briefing.evidence}
    lines = text.split("\n")
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    found = []
    for entry in briefing.timeline:
        if edtf.is_valid(entry.date):
            start = starts[entry.line - 1]
            itself = Span(name, start, start + len(lines[entry.line - 1].rstrip("\r")))
            behind = [notes[label] for label in entry.labels if label in notes]
            found.append(_mention_of(entry, behind, articles, published, itself, headline))
    return tuple(found)


def _mention_of(
    entry: Entry,
    notes: Sequence[Evidence],
    articles: Mapping[str, Article],
    published: str | None,
    itself: Span,
    headline: Terms,
) -> EventMention:
    found = [place for evidence in notes if (place := _place_of(evidence, articles)) is not None]
    spans = tuple(dict.fromkeys(span for span, _ in found)) or (itself,)
    days = [day for _, article in found if (day := day_of_stamp(article.published))]
    names = {name: article.source for name, article in articles.items()}
    day = min(days, default=published)
    return mention_of_entry(entry, notes, spans, day, names, terms_of(entry.text), headline)


def _place_of(evidence: Evidence, articles: Mapping[str, Article]) -> tuple[Span, Article] | None:
    """Where the sentence of a footnote stands, blanks aside, in the article that it names, else in any."""
    words = plain(evidence.text).split()
    if not words:
        return None
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    named = articles.get(evidence.source or "")
    for article in (named,) if named else articles.values():
        if match := pattern.search(article.text):
            return Span(article.source, match.start(), match.end()), article
    return None


# --- what is printed ----------------------------------------------------------------------------------------


def timeline_record(event: TimelineEvent) -> dict[str, Any]:
    """An event as the JSON record that is printed (docs/guide/reference.md)."""
    return {
        "date": event.date,
        "text": event.text,
        "status": event.status,
        "basis": event.basis,
        "salience": event.salience,
        "sources": [{"seed": span.source, "start": span.start, "end": span.end} for span in event.spans],
        "planned": list(event.planned),
        "conflicts": [
            {"field": conflict.field, "value": conflict.value, "seed": conflict.source}
            for conflict in event.conflicts
        ],
    }


def timeline_text(event: TimelineEvent) -> str:
    """An event as a person reads it: date, status where it did not happen, text, sources, what is in dispute."""
    status = "" if event.status is Status.HAPPENED else f" ({event.status})"
    notes = [counted(len({span.source for span in event.spans}), "source")]
    if event.planned:
        notes.append(f"planned for {', '.join(event.planned)}")
    if event.conflicts:
        values = dict.fromkeys(conflict.value for conflict in event.conflicts)
        notes.append(f"sources differ: {' / '.join(values)}")
    return f"{event.date}{status} — {event.text} ({'; '.join(notes)})"
