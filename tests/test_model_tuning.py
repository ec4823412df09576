"""A pipeline made faster: its steps find what they found before."""

import ctypes
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import spacy

from dateline.extract import model_tuning
from dateline.extract.attribute_rules import AttributeRulesByKind
from dateline.extract.stepwise_parsing import StepwiseParser, StepwiseRecognizer, parse_stepwise

STORY = (
    "The ferries of Tolm weren’t leaving on Monday, said Ada Moor, who runs the harbour. She had closed it."
)


def found(nlp: Any) -> list[tuple[object, ...]]:
    return [
        (token.tag_, token.pos_, token.lemma_, token.dep_, token.head.i, token.ent_type_, str(token.morph))
        for token in nlp(STORY)
    ]


@pytest.mark.model
def test_a_pipeline_finds_the_same(nlp: Any) -> None:
    before = found(nlp)
    model_tuning.tune(nlp)
    index = nlp.get_pipe("lemmatizer").lookups.get_table("lemma_index")
    assert index
    assert all(isinstance(lemmas, frozenset) for lemmas in index.values())
    assert isinstance(nlp.get_pipe("attribute_ruler"), AttributeRulesByKind)
    assert isinstance(nlp.get_pipe("parser"), StepwiseParser)
    assert isinstance(nlp.get_pipe("ner"), StepwiseRecognizer)
    assert found(nlp) == before
    assert any(kind for *_, kind, _ in before)
    assert [len(doc) for doc in nlp.pipe(["", "Moor"])] == [0, 1]


def test_a_parser_that_follows_several_paths_stays() -> None:
    nlp = spacy.blank("en")
    before = [nlp.add_pipe("beam_parser"), nlp.add_pipe("ner")]
    parse_stepwise(nlp)
    kept, changed = (pipe for _, pipe in nlp.pipeline)
    assert kept is before[0]
    assert isinstance(changed, StepwiseRecognizer)
    assert nlp.pipe_names == ["beam_parser", "ner"]


def test_spacy_is_imported_without_its_commands() -> None:
    code = "import sys, dateline.extract; print('typer' in sys.modules); import spacy.cli; print(spacy.cli.download)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert told.startswith("False\n<function download")


class OpenBlas:
    """A library that keeps the number of threads that it was told."""

    threads = 2

    def scipy_openblas_set_num_threads64_(self, number: int) -> None:
        self.threads = number


@pytest.mark.parametrize(
    ("files", "library", "is_used"),
    [
        (["libscipy_openblas64_-0a1b.so"], OpenBlas(), True),
        (["libscipy_openblas64_-0a1b.so"], object(), False),
        (["libgfortran-0a1b.so"], OpenBlas(), False),
    ],
    ids=["brought", "can't be told", "not brought"],
)
def test_openblas_is_used_where_it_keeps_to_one_thread(
    files: list[str], library: object, is_used: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in files:
        (tmp_path / name).touch()
    monkeypatch.setattr(model_tuning, "_LIBRARIES", tmp_path)
    monkeypatch.setattr(ctypes, "CDLL", lambda path: library)
    nlp = spacy.blank("en")
    network = nlp.add_pipe("tok2vec").model  # type: ignore[attr-defined]
    model_tuning.tune(nlp)
    assert {node.ops.use_blis for node in network.walk()} == {not is_used}
    assert getattr(library, "threads", 2) == (1 if is_used else 2)
