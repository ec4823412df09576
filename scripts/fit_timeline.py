"""Fits the weights by which an event gets a line of a timeline: `python scripts/fit_timeline.py LABELS.jsonl`.

Each line of LABELS is an article with lines that an editor judged:

    {"text": "the seed", "lines": [{"start": 31, "end": 35, "worth": 1}, …]}

`start` and `end` bound the trigger in the text that `dateline extract` prints; `worth` is 1 where an editor would give
the event a line of its own, 0 where not, 0.5 where that is a matter of taste.  The table `[traits]` of
`lang/en/events/weights.toml` is written anew by a logistic regression (L2) over the traits of
`extract/events/event_weights.py`; what it promises on articles that it has not seen is printed for some thresholds.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from dateline.extract import pipeline
from dateline.extract.events.event_weights import TRAITS
from dateline.formats import seed_reader
from dateline.model.article import Seed
from dateline.project.settings import Settings

WEIGHTS = Path(__file__).parent / "dateline" / "lang" / "en" / "events" / "weights.toml"
PENALTY = 2.0
"""Of the squares of the weights; of 0.5, 1, 2 and 4 none did much better by cross-validation."""
FOLDS = 5
THRESHOLDS = (0.4, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8)

Rows = np.ndarray[Any, np.dtype[np.float64]]


def judged(path: Path) -> Iterator[tuple[int, list[float], float]]:
    """Of each judged event the number of its article, the sizes of its traits, and how much it is worth."""
    annotate = pipeline.load_annotator(Settings().model)
    with path.open(encoding="utf-8") as file:
        for number, record in enumerate(map(json.loads, file)):
            seed = Seed(f"{number}.txt", record["text"].encode())
            article, _ = seed_reader.article_from_seed(seed, 1_000_000)
            events = {(event.span.start, event.span.end): event for event in annotate(article).events}
            for line in record["lines"]:
                if event := events.get((line["start"], line["end"])):
                    sizes = dict(event.traits)
                    yield number, [sizes.get(trait, 0.0) for trait in TRAITS], float(line["worth"])


def fitted(sizes: Rows, worth: Rows) -> Rows:
    """The weights of a logistic regression by Newton's method; the first trait, the base, is not held down."""
    weights = np.zeros(sizes.shape[1])
    penalty = PENALTY * np.eye(len(weights))
    penalty[0, 0] = 0.01
    for _ in range(60):
        guess = probability(sizes, weights)
        slope = sizes.T @ (worth - guess) - penalty @ weights
        step = np.linalg.solve(sizes.T @ ((guess * (1 - guess))[:, None] * sizes) + penalty, slope)
        weights = weights + step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def probability(sizes: Rows, weights: Rows) -> Rows:
    """How likely each event is worth a line."""
    result: Rows = 1 / (1 + np.exp(-sizes @ weights))
    return result


def cross_validated(articles: Rows, sizes: Rows, worth: Rows) -> Rows:
    """The same, each fold of the articles judged by weights fitted on the others."""
    guess = np.zeros(len(worth))
    folds = np.unique(articles, return_inverse=True)[1] % FOLDS
    for fold in range(FOLDS):
        held = folds == fold
        guess[held] = probability(sizes[held], fitted(sizes[~held], worth[~held]))
    return guess


def written(weights: Rows) -> None:
    """Put the weights into the table, each before the comment that it had."""
    text = WEIGHTS.read_text(encoding="utf-8")
    head, _, rest = text.partition("[traits]\n")
    rows, end, tail = rest.partition("\n\n")
    notes = dict(re.findall(r"^(\w+) = .*?(#.*)?$", rows, re.M))
    lines = (
        f"{trait} = {weight:.2f}".ljust(27) + notes.get(trait, "")
        for trait, weight in zip(TRAITS, weights, strict=True)
    )
    table = "\n".join(line.rstrip() for line in lines)
    WEIGHTS.write_text(f"{head}[traits]\n{table}{end}{tail}", encoding="utf-8")


def main() -> None:
    """Fit, cross-validate, write, report."""
    found = list(judged(Path(sys.argv[1])))
    articles = np.array([article for article, _, _ in found])
    sizes = np.array([row for _, row, _ in found])
    worth = np.array([value for _, _, value in found])
    guess = cross_validated(articles, sizes, worth)
    print(f"{len(worth)} lines of {len(set(articles))} articles, {worth.mean():.0%} worth a line")
    print("weight from  lines   worth  of all that are")
    for least in THRESHOLDS:
        chosen = guess >= least
        share = worth[chosen].sum() / worth.sum()
        print(f"{least:>11}{chosen.sum():>7}{worth[chosen].mean():>8.0%}{share:>17.0%}")
    written(fitted(sizes, worth))


if __name__ == "__main__":
    main()
