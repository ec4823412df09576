"""The store of annotations: what comes out is what went in, and nothing is analysed twice."""

import pickle
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.model.annotations import Annotations, Sentence
from dateline.model.article import Article, Block, BlockKind, Span
from dateline.project import annotation_cache
from dateline.project.analysis_jobs import Annotate
from test_compose import analysis_of

ANALYSIS = analysis_of()


class Counting:
    def __init__(self) -> None:
        self.calls = 0

    def __call__(self) -> Annotate:
        return self.annotate

    def annotate(self, article: Article) -> Annotations:
        self.calls += 1
        return ANALYSIS.annotations


def test_what_comes_out_is_what_went_in(tmp_path: Path) -> None:
    model = Counting()
    for _ in range(3):
        assert (
            annotation_cache.caching_load(model, tmp_path, "v1")()(ANALYSIS.article) == ANALYSIS.annotations
        )
    assert model.calls == 1


@pytest.mark.parametrize("change", ["published", "source", "text", "language"])
def test_another_article_is_another_entry(tmp_path: Path, change: str) -> None:
    model = Counting()
    annotate = annotation_cache.caching_load(model, tmp_path, "v1")()
    annotate(ANALYSIS.article)
    annotate(replace(ANALYSIS.article, **{change: "2020"}))  # type: ignore[arg-type]
    assert model.calls == 2


def test_another_version_starts_anew_and_removes_the_old(tmp_path: Path) -> None:
    model = Counting()
    annotation_cache.caching_load(model, tmp_path, "v1")()(ANALYSIS.article)
    annotation_cache.caching_load(model, tmp_path, "v2")()(ANALYSIS.article)
    assert model.calls == 2
    assert [folder.name for folder in (tmp_path / "annotations").iterdir()] == ["v2"]


def test_a_broken_entry_is_made_again(tmp_path: Path) -> None:
    model = Counting()
    annotate = annotation_cache.caching_load(model, tmp_path, "v1")()
    annotate(ANALYSIS.article)
    [entry] = tmp_path.rglob("*.json")
    entry.write_text('{"sentences": [')
    assert annotate(ANALYSIS.article) == ANALYSIS.annotations
    assert model.calls == 2


def test_a_store_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "annotations").write_text("a file where a folder should be")
    assert (
        annotation_cache.caching_load(Counting(), tmp_path, "v1")()(ANALYSIS.article) == ANALYSIS.annotations
    )


def analyse(article: Article) -> Annotations:
    return Annotations(sentences=(Sentence(Span(article.source, 0, 1), 1),))


def load() -> Annotate:
    return analyse


def test_a_store_travels_between_processes(tmp_path: Path) -> None:
    there = pickle.loads(pickle.dumps(annotation_cache.caching_load(load, tmp_path, "v1")))
    article = Article("a", "", "x", (Block(BlockKind.PARAGRAPH, Span("a", 0, 1)),), "x")
    assert there()(article) == analyse(article)
