"""The benchmark itself, on tools that do next to nothing."""

import sys
from pathlib import Path

import pytest

from benchmark import contenders, conversion
from benchmark.builds import measure_builds
from benchmark.contenders import Contender, Do, UnavailableError, edit, this_python
from benchmark.conversion import Reader, measure_conversion
from benchmark.processes import CommandError, run
from benchmark.projects import make_project, make_seeds
from benchmark.samples import Results, new_results

BUILD = """
import pathlib, shutil
pathlib.Path("site").mkdir(exist_ok=True)
pathlib.Path("runs").mkdir(exist_ok=True)
for path in pathlib.Path("briefings").iterdir():
    shutil.copy(path, f"site/{path.stem}.html")
"""


def none_here(cache: Path) -> Path:
    raise UnavailableError("it is not for this machine")


def silent(line: str) -> None:
    pass


def stub(name: str = "Stub", code: str = BUILD, turns: int | None = None) -> Contender:
    phases = {"cold": (Do.RESET,), "unchanged": (), "one edit": (Do.EDIT,)}
    return Contender(
        name, this_python, contenders.DATELINE.fill, ("-c", code), "site", ("runs",), phases, turns
    )


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    make_project(tmp_path / "projects" / "3", 3)
    return tmp_path


@pytest.fixture
def results() -> Results:
    return new_results("a test")


def test_a_tool_is_measured_in_each_phase_of_each_round(cache: Path, results: Results) -> None:
    measure_builds(results, 3, cache, [stub(), stub("Slow", turns=1)], 2, silent)
    assert [(one.tool, one.phase, one.turn) for one in results.builds if one.tool == "Slow"] == [
        ("Slow", "cold", 1),
        ("Slow", "unchanged", 1),
        ("Slow", "one edit", 1),
    ]
    assert [one.turn for one in results.builds if one.tool == "Stub"] == [1, 1, 1, 2, 2, 2]
    first = results.builds[0]
    sizes = [path.stat().st_size for path in (cache / "projects" / "3" / "briefings").iterdir()]
    assert (first.files, first.bytes, first.largest_page) == (3, sum(sizes), max(sizes))
    assert first.wall > 0 and first.cpu > 0 and first.memory > 1_000_000


def test_what_does_not_install_or_run_is_said(cache: Path, results: Results) -> None:
    absent = Contender("Absent", none_here, contenders.DATELINE.fill, (), "site")
    broken = stub("Broken", "raise SystemExit('no template')")
    idle = stub("Idle", "")
    measure_builds(results, 3, cache, [absent, broken, idle, stub()], 2, silent)
    assert results.unavailable.keys() == {"Absent", "Broken", "Idle"}
    assert "0 pages for 3 briefings" in results.unavailable["Idle"]
    assert "not for this machine" in results.unavailable["Absent"]
    assert "no template" in results.unavailable["Broken"]
    assert {one.tool for one in results.builds} == {"Stub"}


def test_a_reset_deletes_what_runs_left(tmp_path: Path) -> None:
    for name in ("site", "runs", "briefings"):
        (tmp_path / name).mkdir()
    stub().prepare(tmp_path, "cold", 1)
    assert [path.name for path in tmp_path.iterdir()] == ["briefings"]


def test_an_edit_changes_one_briefing_each_time(cache: Path) -> None:
    folder = cache / "projects" / "3"
    before = {path: path.read_text(encoding="utf-8") for path in (folder / "briefings").iterdir()}
    for words in ("edition 1", "edition 2"):
        address = edit(folder, words)
        (changed,) = [path for path in before if path.read_text(encoding="utf-8") != before[path]]
        assert address == f"briefings/{changed.stem}/"
        assert changed.read_text(encoding="utf-8").count("(edition") == 1
        assert f"\n---\n\n({words}) " in changed.read_text(encoding="utf-8")


@pytest.mark.long
def test_the_memory_of_children_counts(tmp_path: Path) -> None:
    child = "import time; kept = bytearray(b'x' * 60_000_000); time.sleep(2)"
    start = f"[subprocess.Popen([sys.executable, '-c', {child!r}]) for _ in '12']"
    both = f"import subprocess, sys; [child.wait() for child in {start}]"
    cost = run([sys.executable, "-c", both], tmp_path)
    assert cost.memory > 120_000_000
    assert cost.wall > 2 > cost.cpu


def test_a_command_that_fails_tells_why(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="ended with 3"):
        run([sys.executable, "-c", "raise SystemExit(3)"], tmp_path)


def test_readers_get_the_folder_of_seeds(tmp_path: Path, results: Results) -> None:
    make_seeds(tmp_path / "seeds", 2)
    count = "import os, sys; sys.exit(len(os.listdir(sys.argv[1])) != 2)"
    reader = Reader("Counter", this_python, {"files": ("-c", count, "{seeds}")}, turns=1)
    measure_conversion(results, 2, tmp_path, [reader, Reader("Absent", none_here, {"files": ()})], 2, silent)
    assert [(one.tool, one.size, one.turn) for one in results.conversion] == [("Counter", 2, 1)]
    assert results.unavailable.keys() == {"Absent"}


def test_a_seed_changes_before_the_phase_that_says_so(tmp_path: Path, results: Results) -> None:
    make_seeds(tmp_path / "seeds", 2)
    seeds = sorted((tmp_path / "seeds" / "seeds").iterdir())
    before = [seed.read_bytes() for seed in seeds]
    (tmp_path / "seeds" / "briefings").mkdir()
    reader = Reader(
        "Stub", this_python, {"all": ("-c", ""), "unchanged": ("-c", ""), "one changed": ("-c", "")}
    )
    measure_conversion(results, 2, tmp_path, [reader], 1, silent)
    assert [seed.read_bytes() != old for seed, old in zip(seeds, before, strict=True)] == [True, False]
    assert not (tmp_path / "seeds" / "briefings").exists()


@pytest.mark.parametrize("tool", contenders.CONTENDERS, ids=lambda tool: tool.name)
def test_every_tool_gets_all_briefings(tool: Contender, cache: Path) -> None:
    tool.fill(cache / "projects" / "3", cache / "site")
    briefings = [path.name for path in (cache / "projects" / "3" / "briefings").iterdir()]
    found = [path.name for path in (cache / "site").rglob("*.md") if ".dateline" not in path.parts]
    assert set(briefings) <= set(found)


def test_the_scripts_of_readers_exist() -> None:
    words = [word for reader in conversion.CONVERTERS for words in reader.phases.values() for word in words]
    assert all(word.is_file() for word in words if isinstance(word, Path))
