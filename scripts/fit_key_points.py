"""Fit the weights of leads and key points (`lang/en/compose/point_weights.toml`) to sentences that a reader judged.

    fit_key_points.py JUDGED.jsonl [--write]

A line of the file is an article: `{"id": …, "text": the seed, "sentences": [{"start", "end", "lead", "point", "reads"},
…]}`, offsets into the text as read; `lead` and `point` (either may be left out) say whether the sentence is worth that
place, `reads` whether it reads alone as the briefing words it.  What a rule of `compose/point_choice.py` rules out has
no part in the fit.  The three models are logistic with an L2 penalty, each over the features that it is better for: one
after the other is left out, that without which unseen articles are told best first, until none is left that does not
help.  How many sentences of unseen articles are fit to print from which probability on is printed.  Without `--write`
nothing is written.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from sys import maxsize
from typing import Any
from zlib import crc32

import numpy as np

from dateline.compose.point_choice import POINT_FEATURES, contexts_of
from dateline.extract.pipeline import load_annotator
from dateline.formats.seed_reader import article_from_seed
from dateline.model.annotations import Analysis
from dateline.model.article import Seed
from dateline.project.settings import Settings
from fit_timeline import FOLDS, Rows, fitted, unseen

PLACES = ("lead", "point")
SECTIONS = {"lead": "lead", "point": "point", "reading": "reads"}
"""Each table of weights with the judgement that it is fitted on."""
EARLY = 12
"""Sentences that a lead is looked for among."""
SHUFFLES = 4
"""Ways in which the articles are dealt to folds while features are chosen: one alone would be learnt by heart."""
TARGET = Path(__file__).parent / "dateline/lang/en/compose/point_weights.toml"
HEAD = """\
# What speaks for a lead and for a key point, and for a sentence that reads alone; the features are those of
# compose/point_choice.py, which tells how much a sentence has of each; one that a table lacks does not help to tell it.
# Written by scripts/fit_key_points.py: fitted, not set by hand.
"""


@dataclass(frozen=True, slots=True)
class Example:
    """A judged sentence: its article, its features, and the judgement of each kind."""

    article: str
    place: int
    values: Rows
    judged: Mapping[str, int]


def main() -> None:
    """Choose and fit, judge on articles that the fit has not seen, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("judged", type=Path)
    parser.add_argument("--write", action="store_true", help="write the weights")
    options = parser.parse_args()
    records = [json.loads(line) for line in options.judged.read_text(encoding="utf-8").splitlines()]
    examples = list(examples_of(records))
    tables = []
    sure = {}
    for section in SECTIONS:
        chosen = examples_for(examples, section)
        weights, unseen_odds = fit(chosen, SECTIONS[section])
        sure[section] = dict(zip(map(id, chosen), unseen_odds, strict=True))
        tables.append(table_of(section, weights))
    for place in PLACES:
        print(place, *report(examples_for(examples, place), place, sure))
    if options.write:
        TARGET.write_text(HEAD + "".join(tables), encoding="utf-8")


def examples_of(records: Sequence[dict[str, Any]]) -> Iterator[Example]:
    """The judged sentences that no rule speaks against."""
    settings = Settings()
    annotate = load_annotator(settings.model)
    for record in records:
        seed = Seed(f"{record['id']}.txt", record["text"].encode())
        article, _ = article_from_seed(seed, settings.max_seed_bytes)
        analysis = Analysis(article, annotate(article))
        spread = Counter(term for s in analysis.annotations.sentences for term in s.terms)
        judged = {row["start"]: row for row in record["sentences"]}
        for context in contexts_of(analysis, spread):
            row = judged.get(context.sentence.span.start)
            if row is not None and not context.rule:
                values = np.array([context.values[name] for name in POINT_FEATURES])
                yield Example(record["id"], context.index, values, row)


def examples_for(examples: Sequence[Example], section: str) -> list[Example]:
    """The examples that a table is fitted on: a lead stands early."""
    last = EARLY if section == "lead" else maxsize
    return [example for example in examples if SECTIONS[section] in example.judged and example.place < last]


def chosen_features(sizes: Rows, judged: Rows, folds: Rows) -> list[int]:
    """The columns of the features that help to tell unseen articles, by backward elimination; the base stays."""
    kept = list(range(sizes.shape[1]))
    best = likelihood(sizes, judged, folds)
    while len(kept) > 1:
        without = [[column for column in kept if column != left_out] for left_out in kept[1:]]
        scores = [likelihood(sizes[:, columns], judged, folds) for columns in without]
        if max(scores) < best:
            break
        best, kept = max(scores), without[int(np.argmax(scores))]
    return kept


def likelihood(sizes: Rows, judged: Rows, folds: Rows) -> float:
    """The logarithm of the mean likelihood that the fit gives to judgements of articles that it has not seen."""
    sure = np.concatenate([unseen(sizes, judged, fold) for fold in folds])
    right = np.where(np.tile(judged, len(folds)) > 0, sure, 1 - sure)
    return float(np.mean(np.log(np.clip(right, 1e-4, 1))))


def fit(examples: Sequence[Example], judgement: str) -> tuple[dict[str, float], Rows]:
    """The weight of each feature that helps, and how likely each example is by weights fitted on other articles."""
    sizes = np.array([example.values for example in examples])
    judged = np.array([example.judged[judgement] for example in examples], dtype=float)
    folds = np.array([dealt(examples, seed) for seed in range(SHUFFLES)])
    kept = chosen_features(sizes, judged, folds)
    weights = fitted(sizes[:, kept], judged)
    names = tuple(POINT_FEATURES)
    found = {names[column]: float(weight) for column, weight in zip(kept, weights, strict=True)}
    return found, unseen(sizes[:, kept], judged, folds[0])


def dealt(examples: Sequence[Example], seed: int) -> list[int]:
    """The fold of each example, the same for all examples of an article whatever table they are fitted for."""
    return [crc32(f"{seed} {example.article}".encode()) % FOLDS for example in examples]


def report(examples: Sequence[Example], place: str, sure: Mapping[str, Mapping[int, float]]) -> Iterator[str]:
    """Of the sentences that are at least so sure, how many are worth their place and read alone."""
    odds = np.array([sure[place][id(example)] * sure["reading"][id(example)] for example in examples])
    fit_to_print = np.array([example.judged[place] * example.judged["reads"] for example in examples])
    for least in (0.0, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8):
        right = fit_to_print[odds >= least]
        yield f"\n  from {least}: {len(right):4} sentences, {right.mean() if len(right) else 0:.2f} fit to print"


def table_of(section: str, weights: Mapping[str, float]) -> str:
    """A table of weights, as TOML."""
    rows = [f"{name} = {weight:.3f}" for name, weight in weights.items()]
    return "\n".join(["", f"[{section}]", *rows, ""])


if __name__ == "__main__":
    main()
