"""The folders of a project: units of seeds, names of briefings, files written whole."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model.problems import DatelineError
from dateline.project import files
from dateline.project.files import Project, SeedUnit
from dateline.project.settings import Settings


@pytest.fixture
def project(tmp_path: Path) -> Project:
    for name in ("a.txt", "b.txt", "dam/one.txt", "dam/two.txt", "2024/mayor/x.txt", ".hidden", "old.txt~"):
        path = tmp_path / "seeds" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Headline\n\nBody.\n")
    return Project(tmp_path, Settings())


def test_a_file_is_a_unit_and_so_is_a_folder(project: Project) -> None:
    seeds = project.seeds
    assert files.units(project) == (
        SeedUnit((seeds / "a.txt",)),
        SeedUnit((seeds / "b.txt",)),
        SeedUnit((seeds / "2024/mayor/x.txt",), seeds / "2024/mayor"),
        SeedUnit((seeds / "dam/one.txt", seeds / "dam/two.txt"), seeds / "dam"),
    )


@pytest.mark.parametrize(
    ("path", "names"),
    [("seeds/b.txt", ["b.txt"]), ("seeds/dam/two.txt", ["one.txt", "two.txt"]), ("seeds/2024", ["x.txt"])],
)
def test_paths_choose_whole_units(project: Project, path: str, names: list[str]) -> None:
    [unit] = files.units(project, [project.root / path])
    assert [seed.name for seed in unit.seeds] == names


@pytest.mark.parametrize(("path", "complaint"), [("seeds/no.txt", "no such file"), (".", ""), ("..", "")])
def test_paths_that_are_no_seeds(project: Project, path: str, complaint: str) -> None:
    if complaint:
        with pytest.raises(DatelineError, match=complaint):
            files.units(project, [project.root / path])
    else:
        assert files.units(project, [project.root / path]) == files.units(project)


def test_a_file_elsewhere_is_no_seed(project: Project) -> None:
    (project.root / "c.txt").write_text("x")
    with pytest.raises(DatelineError, match="not among the seeds"):
        files.units(project, [project.root / "c.txt"])


def test_no_folder_of_seeds(tmp_path: Path) -> None:
    with pytest.raises(
        DatelineError, match=r"seeds: error: there is no folder of seeds \(put articles there"
    ):
        files.units(Project(tmp_path, Settings()))


def test_a_seed_over_the_limit_is_not_read(project: Project) -> None:
    big = project.seeds / "big.txt"
    with big.open("wb") as file:
        file.truncate(11_000_000)
    with pytest.raises(DatelineError, match="11 MB is more than the limit of 10 MB"):
        files.read_seed_file(project, big)


def test_a_folder_is_no_seed(project: Project) -> None:
    with pytest.raises(DatelineError, match="can't be read: Is a directory"):
        files.read_seed_file(project, project.seeds)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Kim Jong Un’s arrival in Russia: ‘negotiations’", "kim-jong-uns-arrival-in-russia-negotiations"),
        ("../../../etc/passwd", "etc-passwd"),
        ("Übergröße – Ärger", "ubergroße-arger"),
        ("金正恩抵达俄罗斯", "金正恩抵达俄罗斯"),
        ("CON", "con-"),
        ("!!! ???", ""),
        ("Kim " * 5000, "-".join(["kim"] * 18)),
    ],
)
def test_slug(title: str, slug: str) -> None:
    assert files.slug_of(title) == slug


@given(st.text())
def test_any_title_makes_a_safe_file_name(title: str) -> None:
    name = files.briefing_name(title, None, "seeds/a.txt")
    assert name.endswith(".md")
    assert not set(name) & set('/\\:*?"<>|\0\n')
    assert len(name.encode()) < 255
    assert not name.startswith((".", "-"))


def test_write_whole_replaces_and_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "a.md"
    files.write_whole(path, "one\n")
    files.write_whole(path, "two\n")
    assert path.read_bytes() == b"two\n"
    assert [file.name for file in path.parent.iterdir()] == ["a.md"]


def test_write_whole_keeps_the_old_file_when_it_fails(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    files.write_whole(path, "one\n")
    with pytest.raises(UnicodeEncodeError):
        files.write_whole(path, "two \ud800\n")
    assert path.read_text() == "one\n"
    assert [file.name for file in tmp_path.iterdir()] == ["a.md"]


@pytest.mark.parametrize(
    ("text", "seeds"),
    [
        ("---\ntitle: x\nsources:\n  - id: s1\n    seed: seeds/a.txt\n---\n", ("seeds/a.txt",)),
        ("\ufeff---\r\ntitle: x\r\nsources:\r\n  - seed: seeds/a.txt\r\n---\r\n", ("seeds/a.txt",)),
        ("---\ntitle: x: y\nsources:\n  - id: s1\n    seed: 'seeds/a b.txt'\n---\n", ("seeds/a b.txt",)),
        ("<<<<<<< ours\n---\ntitle: x\n---\n", ()),
        ("---\ntitle: [\n---\n", ()),
    ],
    ids=["", "line ends", "broken", "no front matter", "broken, none"],
)
def test_the_seeds_of_a_briefing(tmp_path: Path, text: str, seeds: tuple[str, ...]) -> None:
    (tmp_path / "x.md").write_text(text, newline="")
    assert tuple(seed.path for seed in files.named_seeds_of(tmp_path / "x.md", "x.md")) == seeds


def test_open_project_reads_the_settings(tmp_path: Path) -> None:
    config = tmp_path / "mkdocs.yml"
    config.write_text("plugins:\n  - dateline:\n      seeds_dir: articles\n")
    assert files.open_project(config) == Project(tmp_path, Settings(seeds_dir="articles"))
    with pytest.raises(DatelineError, match="no such file"):
        files.open_project(tmp_path / "other.yml")
