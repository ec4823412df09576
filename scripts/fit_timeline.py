"""Fits the weights by which a timeline is chosen: `python scripts/fit_timeline.py LABELS.jsonl [--check]`.

Each line of LABELS is an article with lines that an editor judged:

    {"text": "the seed", "lines": [{"start": 31, "end": 35, "worth": 1, "day": 1, "reads": 0}, …]}

`start` and `end` bound the trigger in the text that `dateline extract` prints.  `worth` is 1 where an editor would give
the event a line of its own, 0 where not, 0.5 where that is a matter of taste; `day` tells whether its date is right,
`reads` whether its line reads alone.  Each of the three may be left out.

Three logistic regressions bring the tables `[worth]`, `[day]` and `[reading]` of `lang/en/events/weights.toml` up to
date, over the traits of `event_weights.py`, `date_certainty.py` and `line_readability.py` in `extract/events/`.  A
weight is held to what it was before, which older labels have told: editors judge what these weights find likely, and
the labels alone would teach nothing of the rest.  A trait that is new has the weight 0 in the table, and is free.

How many of the lines that the shipped thresholds would print are fit to print is printed, on articles that the weights
have not seen, as long as the shipped ones were fitted on others; with `--check` nothing is written.
"""

import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from dateline.extract import pipeline
from dateline.extract.events.date_certainty import DATE_TRAITS
from dateline.extract.events.event_weights import TRAITS
from dateline.extract.events.line_readability import READING_TRAITS
from dateline.formats import seed_reader
from dateline.lang import lexicon
from dateline.model.annotations import Event
from dateline.model.article import Seed
from dateline.project.settings import Settings

WEIGHTS = Path(__file__).parent / "dateline" / "lang" / "en" / "events" / "weights.toml"
TABLES: Mapping[str, tuple[str, tuple[str, ...], str]] = {
    "worth": ("worth", tuple(TRAITS), "worthy"),
    "day": ("day", tuple(DATE_TRAITS), "sure"),
    "reading": ("reads", tuple(READING_TRAITS), "readable"),
}
"""Each table with the judgement that it is fitted on, its traits, and its threshold in `timeline/weights.toml`."""
PENALTY = 3.0
"""Of the squares of the weights; of 1 to 8 none did much better by cross-validation."""
PENALTY_OF_CHANGE = 30.0
"""Of the square of what a weight has changed by; of 3 to 1,000 none did much better by cross-validation."""
FOLDS = 5

Rows = np.ndarray[Any, np.dtype[np.float64]]
Folds = np.ndarray[Any, np.dtype[np.int_]]


@dataclass(frozen=True)
class JudgedLine:
    """A line that was judged."""

    article: int
    event: Event
    judgements: Mapping[str, float]

    def sizes(self, table: str) -> list[float]:
        """How much it has of each trait of a table."""
        found = dict(self.event.traits)
        return [found.get(f"{table} {trait}", 0.0) for trait in TABLES[table][1]]


def judged_lines(path: Path) -> Iterator[JudgedLine]:
    """The lines of all articles, as today's code finds them."""
    annotate = pipeline.load_annotator(Settings().model)
    with path.open(encoding="utf-8") as file:
        for number, record in enumerate(map(json.loads, file)):
            seed = Seed(f"{number}.txt", record["text"].encode())
            article, _ = seed_reader.article_from_seed(seed, 1_000_000)
            events = {(event.span.start, event.span.end): event for event in annotate(article).events}
            for line in record["lines"]:
                event = events.get((line["start"], line["end"]))
                if event and event.readability:
                    yield JudgedLine(number, event, line)


def fitted(sizes: Rows, judged: Rows, held_down: float | Rows = PENALTY, before: Rows | float = 0.0) -> Rows:
    """The weights of a logistic regression by Newton's method; the first trait, the base, is not held down.

    The others are held to those `before`, each as much as `held_down` says.
    """
    penalty = np.eye(sizes.shape[1]) * held_down
    penalty[0, 0] = 0.01
    weights = np.zeros(sizes.shape[1]) + before
    for _ in range(60):
        guess = probability(sizes, weights)
        slope = sizes.T @ (judged - guess) - penalty @ (weights - before)
        step = np.linalg.solve(sizes.T @ ((guess * (1 - guess))[:, None] * sizes) + penalty, slope)
        weights = weights + step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def probability(sizes: Rows, weights: Rows) -> Rows:
    """How likely each line is what the weights are fitted on."""
    result: Rows = 1 / (1 + np.exp(-sizes @ weights))
    return result


def folds_of(articles: Sequence[int]) -> Folds:
    """The fold of each example: those of an article stay together."""
    return np.unique(articles, return_inverse=True)[1] % FOLDS


def unseen(
    sizes: Rows,
    judged: Rows,
    folds: Folds | Rows,
    penalty: float | Rows = PENALTY,
    before: Rows | float = 0.0,
) -> Rows:
    """The probability of each example by weights fitted on the other folds; one below 0 was not judged."""
    guess = np.zeros(len(judged))
    for fold in np.unique(folds):
        apart = folds == fold
        known = ~apart & (judged >= 0)
        guess[apart] = probability(sizes[apart], fitted(sizes[known], judged[known], penalty, before))
    return guess


def fit_table(table: str, lines: list[JudgedLine]) -> tuple[Rows, Rows]:
    """The weights of a table, and the probability of each line by weights fitted on the other articles."""
    key = TABLES[table][0]
    sizes = np.array([line.sizes(table) for line in lines])
    judged = np.array([line.judgements.get(key, -1.0) for line in lines])
    folds = folds_of([line.article for line in lines])
    shipped = lexicon.weights("events/weights", section=table)
    before = np.array([shipped[trait] for trait in TABLES[table][1]])
    held_down = np.where(before == 0, PENALTY, PENALTY_OF_CHANGE)
    is_judged = judged >= 0
    weights = fitted(sizes[is_judged], judged[is_judged], held_down, before)
    return weights, unseen(sizes, judged, folds, held_down, before)


def report(lines: list[JudgedLine], guesses: Mapping[str, Rows]) -> None:
    """Print how many of the lines that would be printed are fit to print, those judged in all three ways."""
    limits = lexicon.weights("timeline/weights", section="selection")
    whole = np.array([all(key in line.judgements for key, _, _ in TABLES.values()) for line in lines])
    chosen = whole & np.array([line.event.is_fit for line in lines])
    for table, (_, _, limit) in TABLES.items():
        chosen &= guesses[table] >= limits[limit]
    print(f"{whole.sum()} lines judged in all three ways; of the {chosen.sum()} that would be printed")
    everything = np.ones(len(lines))
    for key, _, _ in TABLES.values():
        judged = np.array([line.judgements.get(key, 0.0) for line in lines])
        everything *= judged
        print(f"  {key:<6}{judged[chosen].mean():>6.0%}")
    print(f"  all   {everything[chosen].mean():>6.0%}   (of all lines {everything[whole].mean():.0%})")


def with_weights(text: str, table: str, traits: Sequence[str], weights: Rows) -> str:
    """A file of weights with a table written anew, each weight before the comment that it had."""
    head, opening, rest = text.partition(f"\n[{table}]\n")
    rows, end, tail = rest.partition("\n\n")
    notes = dict(re.findall(r"^(\w+) = .*?(#.*)?$", rows, re.M))
    lines = (
        f"{trait} = {weight:.2f}".ljust(27) + notes.get(trait, "")
        for trait, weight in zip(traits, weights, strict=True)
    )
    return head + opening + "\n".join(line.rstrip() for line in lines) + (end or "\n") + tail


def main() -> None:
    """Fit, cross-validate, report, write."""
    lines = list(judged_lines(Path(sys.argv[1])))
    print(f"{len(lines)} lines of {len({line.article for line in lines})} articles")
    found = {table: fit_table(table, lines) for table in TABLES}
    report(lines, {table: guess for table, (_, guess) in found.items()})
    if "--check" not in sys.argv:
        text = WEIGHTS.read_text(encoding="utf-8")
        for table, (weights, _) in found.items():
            text = with_weights(text, table, TABLES[table][1], weights)
        WEIGHTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
