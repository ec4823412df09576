"""Fits how likely two sources tell of one event: `python scripts/fit_pairing.py LABELS.jsonl`.

Each line of LABELS is a topic with pairs of lines that an editor judged, those of different articles that are not told
in nearly the same words:

    {"articles": ["a seed, with its front matter", …], "pairs": [{"lines": ["It sank.", "A ferry sank."], "one": 1}, …]}

The table `[one_event]` of `lang/en/timeline/weights.toml` is written anew by a logistic regression (L2) over the traits
of `timeline/pairing.py`.  How many of the pairs that the shipped threshold lets pass are of one event is printed, for
topics that the weights have not seen.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from dateline.extract import pipeline
from dateline.formats import seed_reader
from dateline.lang import lexicon
from dateline.model.annotations import Analysis
from dateline.model.article import Seed
from dateline.project.settings import Settings
from dateline.timeline.mention import EventMention, mentions_of_analysis
from dateline.timeline.pairing import PAIR_TRAITS, pair_traits, weighed_mentions
from fit_timeline import Rows, fitted, unseen, with_weights

WEIGHTS = Path(__file__).parent / "dateline" / "lang" / "en" / "timeline" / "weights.toml"
PENALTY = 0.5
"""Of the squares of the weights: the pairs are few, and so are the traits."""


def judged(path: Path) -> Iterator[tuple[int, tuple[float, ...], float]]:
    """Of each judged pair the number of its topic, the sizes of its traits, and whether it is of one event."""
    annotate = pipeline.load_annotator(Settings().model)
    with path.open(encoding="utf-8") as file:
        for number, record in enumerate(map(json.loads, file)):
            mentions: list[EventMention] = []
            for place, text in enumerate(record["articles"]):
                seed = Seed(f"{place}.txt", text.encode())
                article, _ = seed_reader.article_from_seed(seed, 1_000_000)
                mentions += mentions_of_analysis(Analysis(article, annotate(article)))
            known = {found.mention.text: found for found in weighed_mentions(mentions)}
            for pair in record["pairs"]:
                if known.keys() >= set(pair["lines"]):
                    first, second = (known[line] for line in pair["lines"])
                    yield number, pair_traits(first, second), float(pair["one"])


def right_of_unseen(topics: Rows, sizes: Rows, one: Rows) -> tuple[int, float]:
    """How many pairs pass by weights fitted on the other topics, and the share of these that are of one event."""
    passed = (
        unseen(sizes, one, topics, PENALTY)
        >= lexicon.weights("timeline/weights", section="pairing")["likely"]
    )
    return int(passed.sum()), float(one[passed].mean())


def main() -> None:
    """Fit, judge on other topics, write, report."""
    found = list(judged(Path(sys.argv[1])))
    topics = np.array([topic for topic, _, _ in found])
    sizes = np.array([row for _, row, _ in found])
    one = np.array([value for _, _, value in found])
    passed, right = right_of_unseen(topics, sizes, one)
    print(f"{len(one)} pairs, {one.mean():.0%} of one event; {passed} pass, {right:.0%} of them right")
    text = WEIGHTS.read_text(encoding="utf-8")
    WEIGHTS.write_text(
        with_weights(text, "one_event", PAIR_TRAITS, fitted(sizes, one, PENALTY)), encoding="utf-8"
    )


if __name__ == "__main__":
    main()
