"""Fits the weights by which an event stands out in a topic: `python scripts/fit_standing.py LABELS.jsonl`.

Each line of LABELS is a topic with lines that an editor judged:

    {"articles": ["a seed, with its front matter", …], "lines": [{"text": "It sank.", "worth": 1}, …]}

`text` is a line as `dateline timeline` prints it; `worth` is 1 where an editor would name the event among those that
make the story, 0 where not, 0.5 where that is a matter of taste.  The table `[traits]` of
`lang/en/timeline/standing.toml` is written anew by a logistic regression (L2) over the traits of
`timeline/standing.py`.  How well it ranks is printed for topics that it has not seen: how often, of two lines of one
topic, the one that is worth a place stands before the one that is not.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from dateline.extract import pipeline
from dateline.formats import seed_reader
from dateline.model.annotations import Analysis
from dateline.model.article import Seed
from dateline.project.settings import Settings
from dateline.timeline.mention import mentions_of_analysis
from dateline.timeline.merging import merge_mentions
from dateline.timeline.selection import with_salience
from dateline.timeline.standing import TRAITS, standing_traits
from fit_timeline import Rows, fitted, with_weights

WEIGHTS = Path(__file__).parent / "dateline" / "lang" / "en" / "timeline" / "standing.toml"


def judged(path: Path) -> Iterator[tuple[int, tuple[float, ...], float]]:
    """Of each judged event the number of its topic, the sizes of its traits, and how much it is worth."""
    annotate = pipeline.load_annotator(Settings().model)
    with path.open(encoding="utf-8") as file:
        for number, record in enumerate(map(json.loads, file)):
            analyses = []
            for place, text in enumerate(record["articles"]):
                seed = Seed(f"{place}.txt", text.encode())
                article, _ = seed_reader.article_from_seed(seed, 1_000_000)
                analyses.append(Analysis(article, annotate(article)))
            mentions = (told for analysis in analyses for told in mentions_of_analysis(analysis))
            events = with_salience(merge_mentions(mentions))
            most = max(event.salience for event in events)
            worth = {line["text"]: float(line["worth"]) for line in record["lines"]}
            for event in events:
                told = [worth[mention.text] for mention in event.mentions if mention.text in worth]
                if told:
                    yield number, standing_traits(event, most), max(told)


def ranked_right(topics: Rows, sizes: Rows, worth: Rows) -> float:
    """The share of the pairs of a topic, one worth a place and one not, that weights of the others rank right."""
    right = pairs = 0.0
    for topic in np.unique(topics):
        here = topics == topic
        score = sizes[here] @ fitted(sizes[~here], worth[~here])
        above, below = score[worth[here] == 1], score[worth[here] == 0]
        right += (above[:, None] > below[None]).sum()
        pairs += len(above) * len(below)
    return right / pairs


def main() -> None:
    """Fit, judge on other topics, write, report."""
    found = list(judged(Path(sys.argv[1])))
    topics = np.array([topic for topic, _, _ in found])
    sizes = np.array([row for _, row, _ in found])
    worth = np.array([value for _, _, value in found])
    print(
        f"{len(worth)} lines of {len(set(topics))} topics; ranked right: {ranked_right(topics, sizes, worth):.0%}"
    )
    text = WEIGHTS.read_text(encoding="utf-8")
    WEIGHTS.write_text(with_weights(text, "traits", TRAITS, fitted(sizes, worth)), encoding="utf-8")


if __name__ == "__main__":
    main()
