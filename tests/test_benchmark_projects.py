"""The projects of invented briefings that the benchmark measures with."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from random import Random

import pytest

from benchmark import names
from benchmark.names import Population
from benchmark.projects import make_project, make_seeds
from benchmark.stories import World
from dateline.briefing import document
from dateline.briefing.document import Document
from dateline.check.runner import check_project
from dateline.project import files
from dateline.project.seed_files import read_article, seed_named
from sites import build_site

COUNT = 60


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("invented")
    make_project(folder, COUNT)
    return folder


@pytest.fixture(scope="module")
def briefings(project: Path) -> list[Document]:
    paths = sorted((project / "briefings").iterdir())
    return [document.read(path.read_text(encoding="utf-8"), path.name) for path in paths]


def texts(folder: Path) -> dict[Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.*") if path.is_file()}


def test_a_seed_gives_the_same_bytes(project: Path, tmp_path: Path) -> None:
    make_project(tmp_path / "again", COUNT)
    make_project(tmp_path / "other", COUNT, seed=19)
    assert texts(tmp_path / "again") == texts(project)
    assert texts(tmp_path / "other") != texts(project)


def test_a_small_project_is_the_beginning_of_a_large_one(project: Path, tmp_path: Path) -> None:
    make_project(tmp_path, COUNT // 3)
    assert texts(tmp_path).items() <= texts(project).items()


def test_the_check_has_nothing_to_say(project: Path) -> None:
    report = check_project(files.open_project(project / "mkdocs.yml"), jobs=1)
    assert len(report.problems) == COUNT
    assert report.all() == ()


def test_the_site_builds_strictly(tmp_path: Path) -> None:
    make_project(tmp_path, 5)
    site = build_site(tmp_path)
    assert len(list((site / "briefings").glob("*/index.html"))) == 5


def test_briefings_are_as_long_as_drafts(briefings: list[Document]) -> None:
    for read in briefings:
        briefing = read.briefing
        assert briefing.lead
        assert 2 <= len(briefing.key_points) <= 4
        assert 1 <= len(briefing.key_quotes) <= 4
        assert 4 <= len(briefing.timeline) <= 12
        assert briefing.cited == {note.label for note in briefing.evidence}


def test_briefings_of_a_topic_tell_of_the_same_events(briefings: list[Document]) -> None:
    days: Counter[tuple[str, str]] = Counter()
    for read in briefings:
        for topic in document.names_of(read.briefing.front, "topics"):
            days.update({(topic, entry.date) for entry in read.briefing.timeline})
    assert max(days.values()) >= 3


def test_every_kind_of_date_and_status_occurs(briefings: list[Document]) -> None:
    entries = [entry for read in briefings for entry in read.briefing.timeline]
    assert {len(entry.date) for entry in entries} == {4, 7, 10}
    assert {str(entry.status) for entry in entries} == {"happened", "planned"}
    assert {str(read.briefing.front["status"]) for read in briefings} == {"draft", "reviewed"}


def test_seeds_are_read_as_articles(tmp_path: Path) -> None:
    make_seeds(tmp_path, 12)
    project = files.open_project(tmp_path / "mkdocs.yml")
    seeds = sorted((tmp_path / "seeds").iterdir())
    assert len(seeds) == 12
    for seed in seeds:
        article, problems = read_article(project, seed_named(project, f"seeds/{seed.name}"))
        assert problems == ()
        assert article.authors and article.publisher and article.published and article.description
        assert 250 <= sum(len(article.slice(block.span).split()) for block in article.paragraphs()) <= 800


@pytest.mark.parametrize("name_of, count", [(names.person, 9000), (names.town, 6000), (names.outlet, 300)])
def test_names_differ(name_of: object, count: int) -> None:
    assert callable(name_of)
    assert len({name_of(number) for number in range(count)}) == count


def test_names_grow_more_slowly_than_their_use() -> None:
    population = Population(names.person, Random(1), 200)
    drawn = [population.draw() for _ in range(8000)]
    early, late = len(set(drawn[:2000])), len(set(drawn))
    assert 1.8 < late / early < 3.2, "four times the draws, by Heaps' law"
    uses = Counter(drawn)
    assert max(uses.values()) > 20 and sum(count == 1 for count in uses.values()) > late / 3


def lengths_of_topics(count: int) -> Iterator[int]:
    told = Counter(news.story.topic for news in islice(World(18).news(), count))
    return (number for topic, number in told.items() if topic)


def test_topics_have_five_to_forty_briefings() -> None:
    lengths = sorted(lengths_of_topics(1500))
    assert lengths[-1] <= 40
    assert sum(length < 5 for length in lengths) <= 6, "those that have just begun"
