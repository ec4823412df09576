"""Fit the weights of leads and key points (`lang/en/compose/point_weights.toml`) to sentences that a reader judged.

    fit_key_points.py JUDGED.jsonl [--write]

A line of the file is an article: `{"id": …, "text": the seed, "sentences": [{"start", "end", "lead", "point"}, …]}`,
offsets into the text as read; `lead` and `point` say whether an editor would print the sentence as such.  What a rule
of `compose/point_choice.py` rules out has no part in the fit.  Both models are logistic with an L2 penalty; each is
judged first on articles that it has not seen (five folds by article).  Without `--write` nothing is written.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.compose.point_choice import POINT_FEATURES, contexts_of
from dateline.extract.pipeline import load_annotator
from dateline.formats.seed_reader import article_from_seed
from dateline.model.annotations import Analysis
from dateline.model.article import Seed
from dateline.project.settings import Settings

Vector = NDArray[np.float64]
KINDS = ("lead", "point")
EARLY = 12
"""Sentences that a lead is looked for among."""
FOLDS = 5
PENALTY = 1.0
TARGET = Path(__file__).parent / "dateline/lang/en/compose/point_weights.toml"
HEAD = """\
# What speaks for a lead and for a key point; the features are those of compose/point_choice.py, which tells how much a
# sentence has of each.  Written by scripts/fit_key_points.py: fitted, not set by hand.
"""


@dataclass(frozen=True, slots=True)
class Example:
    """A judged sentence: its article, its features, and the judgement of each kind."""

    article: str
    place: int
    values: Vector
    judged: dict[str, bool]


def main() -> None:
    """Judge the fit on articles that it has not seen, then fit on all of them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("judged", type=Path)
    parser.add_argument("--write", action="store_true", help="write the weights")
    options = parser.parse_args()
    records = [json.loads(line) for line in options.judged.read_text(encoding="utf-8").splitlines()]
    examples = list(examples_of(records))
    for kind in KINDS:
        print(kind, *judged_apart(examples_for(examples, kind), kind))
    if options.write:
        fitted = {kind: fit(examples_for(examples, kind), kind) for kind in KINDS}
        TARGET.write_text(HEAD + "".join(section(kind, fitted[kind]) for kind in KINDS), encoding="utf-8")


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
                yield Example(record["id"], context.index, values, {kind: bool(row[kind]) for kind in KINDS})


def examples_for(examples: Sequence[Example], kind: str) -> list[Example]:
    """The examples that a kind is fitted on: a lead stands early."""
    return [example for example in examples if kind != "lead" or example.place < EARLY]


def fit(examples: Sequence[Example], kind: str) -> Vector:
    """The weights, by Newton's method; the first feature is the base, which has no penalty."""
    x = np.array([example.values for example in examples])
    y = np.array([example.judged[kind] for example in examples], dtype=float)
    penalty = PENALTY * np.eye(x.shape[1])
    penalty[0, 0] = 1e-6
    weights = np.zeros(x.shape[1])
    for _ in range(30):
        sure = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (sure - y) + penalty @ weights
        weights -= np.linalg.solve(x.T @ (x * (sure * (1 - sure))[:, None]) + penalty, slope)
    return weights


def judged_apart(examples: Sequence[Example], kind: str) -> Iterator[str]:
    """Of the sentences that are at least so sure, the share that is right, on articles that the fit has not seen."""
    articles = sorted({example.article for example in examples})
    fold = {article: number % FOLDS for number, article in enumerate(articles)}
    sure: list[tuple[float, bool]] = []
    for number in range(FOLDS):
        weights = fit([e for e in examples if fold[e.article] != number], kind)
        apart = [e for e in examples if fold[e.article] == number]
        sure += [(float(1 / (1 + np.exp(-e.values @ weights))), e.judged[kind]) for e in apart]
    for least in (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        right = [judged for value, judged in sure if value >= least]
        yield f"\n  from {least}: {len(right):4} sentences, {np.mean(right) if right else 0:.2f} right"


def section(kind: str, weights: Vector) -> str:
    """The table of a kind, as TOML."""
    rows = [f"{name} = {weight:.3f}" for name, weight in zip(POINT_FEATURES, weights, strict=True)]
    return "\n".join(["", f"[{kind}]", *rows, ""])


if __name__ == "__main__":
    main()
