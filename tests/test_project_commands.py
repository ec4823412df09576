"""`dateline serve` and `dateline build`: what `make serve` and `make site` do, from one command."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import click
import mkdocs.__main__
import pytest

from dateline import cli
from dateline.mkdocs import mkdocs_command, seed_watcher
from dateline.project.new_project import SiteIdentity, create_project
from serving_command import served
from sites import briefing_text

DATELINE = (sys.executable, "-m", "dateline")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    create_project(tmp_path, SiteIdentity("The Pellmere desk"))
    (tmp_path / "briefings" / "a.md").write_text(briefing_text("Ferry sails"), encoding="utf-8")
    return tmp_path


def run(*arguments: str) -> tuple[int, str]:
    done = subprocess.run([*DATELINE, *arguments], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.long
def test_a_seed_that_cannot_be_read_stops_no_site_and_a_warning_a_strict_one_alone(project: Path) -> None:
    (project / "seeds" / "empty.txt").write_text("")
    code, said = run("build", "--site-dir", "public/here")
    assert code == 1
    assert "seeds/empty.txt: error: the file is empty" in said
    assert said.endswith("the site is written; what was reported of seeds above has still to be put right\n")
    assert "Ferry sails" in (project / "public" / "here" / "index.html").read_text("utf-8")
    assert "MkDocs 2.0" not in said and not (project / "site").exists()
    (project / "seeds" / "empty.txt").unlink()
    (project / "docs" / "about.md").write_text("[gone](gone.md)\n")
    code, said = run("build", "-f", str(project / "mkdocs.yml"))
    assert (code, "Aborted with 1 warnings in strict mode!" in said) == (1, True)
    assert run("build", "--no-strict")[0] == 0
    assert (project / "site" / "index.html").is_file()


@pytest.mark.parametrize("command", ["build", "serve"])
def test_outside_a_project(
    tmp_path: Path, command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main([command]) == 1
    said = capsys.readouterr().err
    assert said.startswith("mkdocs.yml: error: there is no such file") and "dateline init" in said


@pytest.mark.parametrize(
    ("ended", "code", "said"),
    [
        (click.ClickException("no such theme"), 1, "Error: no such theme"),
        (SystemExit("3 warnings"), 1, ""),
        (SystemExit(0), 0, ""),
        (click.Abort(), 130, "interrupted; what was written so far is whole"),
    ],
    ids=["configuration", "strict", "well", "interrupted"],
)
def test_how_mkdocs_ended_is_passed_on(
    project: Path,
    ended: BaseException,
    code: int,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (project / "seeds").rmdir()

    def main(*_: object, **__: object) -> None:
        raise ended

    monkeypatch.setattr(mkdocs.__main__.cli, "main", main)
    assert cli.main(["build"]) == code
    assert capsys.readouterr().err.strip() == said


@pytest.mark.long
def test_an_address_that_is_taken(project: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        code, said = run("serve", "-a", address)
    assert (code, "Traceback" in said) == (1, False)
    assert f"{address}: error: can't be served: Address already in use (another server may run there" in said


@pytest.mark.parametrize("has_seeds", [True, False])
def test_without_the_converting_half_it_only_publishes(
    project: Path, has_seeds: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if not has_seeds:
        (project / "seeds").rmdir()
    calls: list[tuple[str, ...]] = []

    def run_mkdocs(*arguments: str) -> int:
        calls.append(arguments)
        return 0

    monkeypatch.setattr(seed_watcher, "can_convert", lambda: False)
    monkeypatch.setattr(mkdocs_command, "run_mkdocs", run_mkdocs)
    assert cli.main(["build"]) == 0
    assert calls == [("build", "--strict", "--config-file", str(project / "mkdocs.yml"))]
    said = "the converting half is not here (pip install 'dateline-briefings[convert]')"
    assert (said in capsys.readouterr().err) is has_seeds


@pytest.mark.parametrize("address", ["8000", "a:b", "127.0.0.1:70000", "http://127.0.0.1:8000"])
def test_an_address_that_is_none(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["serve", "--dev-addr", address])
    assert ended.value.code == 2
    assert "like 127.0.0.1:8000" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="Windows has other signals")
def test_serving_until_it_is_interrupted(project: Path) -> None:
    with served(project) as shown:
        assert "Ferry sails" in shown
