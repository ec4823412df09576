"""A pipeline made faster: its steps find what they found before."""

import os
import subprocess
import sys
from typing import Any

import numpy
import pytest
import spacy

from dateline.extract import model_tuning
from dateline.extract.attribute_rules import AttributeRulesByKind

STORY = (
    "The ferries of Tolm weren’t leaving on Monday, said Ada Moor, who runs the harbour. She had closed it."
)


def found(nlp: Any) -> list[tuple[object, ...]]:
    return [
        (token.tag_, token.pos_, token.lemma_, token.dep_, token.head.i, token.ent_type_, str(token.morph))
        for token in nlp(STORY)
    ]


@pytest.mark.model
def test_a_pipeline_finds_the_same(nlp: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "1")
    before = found(nlp)
    model_tuning.tune(nlp)
    index = nlp.get_pipe("lemmatizer").lookups.get_table("lemma_index")
    assert index
    assert all(isinstance(lemmas, frozenset) for lemmas in index.values())
    assert isinstance(nlp.get_pipe("attribute_ruler"), AttributeRulesByKind)
    assert found(nlp) == before


@pytest.mark.parametrize(
    ("library", "threads", "is_used"),
    [("scipy-openblas", "1", True), ("scipy-openblas", "2", False), ("accelerate", "1", False)],
)
def test_openblas_is_used_where_it_keeps_to_one_thread(
    library: str, threads: str, is_used: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", threads)
    config = {"Build Dependencies": {"blas": {"name": library}}}
    monkeypatch.setattr(numpy, "show_config", lambda mode: config)
    nlp = spacy.blank("en")
    network = nlp.add_pipe("tok2vec").model  # type: ignore[attr-defined]
    model_tuning.tune(nlp)
    assert {node.ops.use_blis for node in network.walk()} == {not is_used}


@pytest.mark.parametrize(("imports", "threads"), [("dateline", "1"), ("numpy, dateline", "None")])
def test_threads_are_limited_before_numpy_reads_how_many(imports: str, threads: str) -> None:
    code = f"import os, {imports}; print(os.environ.get('OPENBLAS_NUM_THREADS'))"
    rest = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    run = subprocess.run([sys.executable, "-c", code], env=rest, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == threads
