"""Fit the weights of key quotes (`lang/en/compose/quote_weights.toml`) to quotes that a reader judged.

    fit_quote_boxes.py JUDGED.jsonl [--check]

A line of the file is an article: `{"id": …, "text": the seed, "quotes": [{"start", "right", "worth", "reads"}, …]}`;
`start` is where the utterance starts in the text that `dateline extract` prints, and the rest says (0 or 1) whether the
speaker and the words are right, whether an editor would set them in a box, and whether they are understood there.
What a rule of `compose/quote_choice.py` keeps out has no part in the fit.  A logistic regression (L2) on all three; how
many of the quotes that are at least so sure are fit for a box, by weights fitted on other articles (five folds), is
printed.  With `--check` nothing is written.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dateline.compose.quote_choice import QUOTE_FEATURES, QUOTE_VETOES, quote_contexts
from dateline.extract.pipeline import load_annotator
from dateline.formats.seed_reader import article_from_seed
from dateline.model.annotations import Analysis
from dateline.model.article import Seed
from dateline.project.settings import Settings
from fit_timeline import Rows, fitted, folds_of, unseen

JUDGEMENTS = ("right", "worth", "reads")
STEPS = (0.0, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85)
TARGET = Path(__file__).parent / "dateline/lang/en/compose/quote_weights.toml"
HEAD = """\
# What speaks for a key quote; the features are those of compose/quote_choice.py, which tells how much of each it has.
# Written by scripts/fit_quote_boxes.py: fitted, not set by hand.

[weights]
"""


@dataclass(frozen=True)
class JudgedQuote:
    """A quote that was judged and that no rule keeps out of a box."""

    article: int
    sizes: tuple[float, ...]
    """How much it has of each feature."""
    judged: Mapping[str, float]

    @property
    def is_fit(self) -> bool:
        """Whether it is right, worth a box and readable."""
        return all(self.judged[key] for key in JUDGEMENTS)


def judged_quotes(path: Path) -> Iterator[JudgedQuote]:
    """The quotes of all articles, as today's code finds them."""
    annotate = load_annotator(Settings().model)
    with path.open(encoding="utf-8") as file:
        for number, record in enumerate(map(json.loads, file)):
            seed = Seed(f"{record['id']}.txt", record["text"].encode())
            article, _ = article_from_seed(seed, 1_000_000)
            rows = {row["start"]: row for row in record["quotes"]}
            for context in quote_contexts(Analysis(article, annotate(article))):
                row = rows.get(context.utterance.quotes[0].span.start)
                if row is not None and not any(holds(context) for holds in QUOTE_VETOES.values()):
                    sizes = tuple(float(measure(context)) for measure in QUOTE_FEATURES.values())
                    yield JudgedQuote(number, sizes, row)


def _table_of(quotes: list[JudgedQuote]) -> tuple[Rows, Rows]:
    """What the quotes have of each feature, and which of them are fit for a box."""
    return np.array([quote.sizes for quote in quotes]), np.array([float(quote.is_fit) for quote in quotes])


def report(quotes: list[JudgedQuote], guess: Rows) -> None:
    """Print how many of the quotes that are so sure are right, worth a box and readable."""
    for least in STEPS:
        chosen = [quote for quote, sure in zip(quotes, guess, strict=True) if sure >= least]
        shares = (f"{key} {np.mean([quote.judged[key] for quote in chosen]):.0%}" for key in JUDGEMENTS)
        print(f"from {least:.2f}: {len(chosen):4} quotes,", *shares, f"all {_share_fit(chosen):.0%}")


def _share_fit(quotes: list[JudgedQuote]) -> float:
    return float(np.mean([quote.is_fit for quote in quotes]))


def main() -> None:
    """Judge the fit on articles that it has not seen, then fit on all of them."""
    quotes = list(judged_quotes(Path(sys.argv[1])))
    print(f"{len(quotes)} quotes of {len({quote.article for quote in quotes})} articles")
    report(quotes, unseen(*_table_of(quotes), folds_of([quote.article for quote in quotes])))
    if "--check" not in sys.argv:
        weights = zip(QUOTE_FEATURES, fitted(*_table_of(quotes)), strict=True)
        TARGET.write_text(
            HEAD + "".join(f"{name} = {weight:.2f}\n" for name, weight in weights), encoding="utf-8"
        )


if __name__ == "__main__":
    main()
