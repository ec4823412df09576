"""`dateline init`: a project that builds, from files that read well, over nothing that is there."""

import os
import re
import subprocess
import sys
from html import escape
from pathlib import Path

import pytest
import yaml

from dateline import cli
from dateline.check.runner import check_project
from dateline.cli.project_commands import HOSTS
from dateline.project import files, new_project
from dateline.project.new_project import SiteIdentity, create_project
from sites import ROOT, briefing_text, build_site

TEMPLATE = Path(new_project.__file__).parent / "project_template"
HOSTILE = "*Pellmere*: the \"desk\" & {% x %} #1 <b> @@name 'æ'"


def texts(folder: Path) -> dict[str, str]:
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in found}


def test_a_new_project_builds_strictly_and_is_found_clean(tmp_path: Path) -> None:
    create_project(tmp_path / "desk", SiteIdentity("The Pellmere desk", "https://pellmere.example/", "de"))
    project = files.open_project(tmp_path / "desk" / "mkdocs.yml")
    (project.briefings / "a.md").write_text(briefing_text("Ferry sails"), encoding="utf-8")
    assert [found.severity for found in check_project(project).all()] == []
    site = build_site(project.root)
    home = (site / "index.html").read_text("utf-8")
    assert "The Pellmere desk</h1>" in home and 'lang="de"' in home and "Ferry sails" in home
    tabs = re.findall(r'class="md-tabs__link">\s*(\S+)', home)
    assert tabs[:3] == ["Home", "Themen", "Zeitleiste"], "pages that are made bring their names along"
    assert "https://pellmere.example/" in (site / "sitemap.xml").read_text("utf-8")


@pytest.mark.parametrize("name", [HOSTILE, "no", "12", "- a", "A\x1b[31m b"])
def test_a_name_is_text_wherever_it_stands(tmp_path: Path, name: str) -> None:
    create_project(tmp_path, SiteIdentity(name), "cloudflare")
    assert yaml.safe_load((tmp_path / "mkdocs.yml").read_text("utf-8"))["site_name"] == name
    if name == HOSTILE:
        home = (build_site(tmp_path) / "index.html").read_text("utf-8")
        assert f"{escape(HOSTILE, quote=False)}</h1>" in home


def test_nothing_that_is_there_is_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = {".gitignore": "mine\n", ".vscode/settings.json": "{ // mine\n}", "docs/index.md": "# Mine\n"}
    for name, text in own.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    (tmp_path / "seeds").mkdir()
    assert cli.main(["init", str(tmp_path), "--name", "A"]) == 0
    assert {name: texts(tmp_path)[name] for name in own} == own
    said = capsys.readouterr()
    left = [line.removeprefix("left as it was: ") for line in said.err.splitlines() if "left" in line]
    assert sorted(left) == sorted(f"{tmp_path.as_posix()}/{name}" for name in [*own, "seeds/"])
    written = said.out.splitlines()
    assert f"{tmp_path.as_posix()}/mkdocs.yml" in written and not set(written) & set(left)


def test_a_run_that_was_broken_off_can_be_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "docs/index.md")

    monkeypatch.setattr(new_project, "write_new", full)
    assert cli.main(["init", str(tmp_path)]) == 1
    monkeypatch.undo()
    assert cli.main(["init", str(tmp_path)]) == 0


def test_a_project_that_is_there_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: A\n")
    (tmp_path / "file").write_text("")
    assert cli.main(["init", str(tmp_path)]) == 1
    assert (
        "there is a project already (name a folder without one; a site of MkDocs" in capsys.readouterr().err
    )
    assert (
        list(tmp_path.iterdir()) == [tmp_path / "mkdocs.yml", tmp_path / "file"] or len(texts(tmp_path)) == 2
    )
    assert cli.main(["init", str(tmp_path / "file")]) == 1
    assert "it is no folder" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("option", "value", "hint"),
    [
        ("--language", "de-AT", "write de"),
        ("--language", "xx", "it knows af, ar,"),
        ("--address", "pellmere.example", "like https://example.org/news/"),
        ("--name", " ", "it is empty"),
        ("--host", "ftp", "'rsync'"),
    ],
)
def test_a_wrong_call(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str, value: str, hint: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["init", str(tmp_path / "a"), option, value])
    assert ended.value.code == 2
    assert hint in " ".join(capsys.readouterr().err.split())
    assert not (tmp_path / "a").exists()


def test_without_a_terminal_nothing_is_asked(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "dateline", "init", "pellmere_desk", "--language", "PT-br"]
    done = subprocess.run(
        command, cwd=tmp_path, input="no answer\n", capture_output=True, text=True, check=True
    )
    assert "Name" not in done.stdout + done.stderr
    assert "no catalogue for “pt-BR”" in done.stderr
    config = yaml.safe_load((tmp_path / "pellmere_desk" / "mkdocs.yml").read_text("utf-8"))
    assert (config["site_name"], config["site_url"]) == ("Pellmere desk", "")
    assert config["theme"]["language"] == "pt-BR"


def answered(folder: Path, keys: bytes) -> tuple[int, str]:
    """The exit code and the words of `dateline init desk` on a terminal on which somebody types."""
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "dateline", "init", "desk"]
    with subprocess.Popen(
        command, cwd=folder, stdin=theirs, stderr=theirs, stdout=subprocess.DEVNULL
    ) as asking:
        os.write(ours, keys)
    os.close(theirs)
    said = os.read(ours, 10_000).decode()
    os.close(ours)
    return asking.returncode, said


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such terminals")
def test_on_a_terminal_what_no_option_says_is_asked(tmp_path: Path) -> None:
    code, said = answered(tmp_path, b"The desk\nnews.example\nhttps://news.example\nde\nftp\nnetlify\n")
    assert code == 0
    assert said.count("Its address") == 2, "an answer that is none is asked for again"
    config = yaml.safe_load((tmp_path / "desk" / "mkdocs.yml").read_text("utf-8"))
    assert (config["site_name"], config["site_url"]) == ("The desk", "https://news.example/")
    assert config["theme"]["language"] == "de"
    assert (tmp_path / "desk" / "netlify.toml").is_file()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such terminals")
def test_who_gives_no_answer_has_written_nothing(tmp_path: Path) -> None:
    code, said = answered(tmp_path, b"The desk\n\x04")
    assert (code, "Traceback" in said, "interrupted" in said) == (130, False, True)
    assert not (tmp_path / "desk").exists()


def test_the_hosts_are_those_that_there_are_files_for() -> None:
    assert {path.name for path in (TEMPLATE / "hosts").iterdir()} == set(HOSTS) - {"none"}


@pytest.mark.parametrize(
    "name", [".markdownlint.yaml", ".markdownlint-cli2.yaml", ".mdformat.toml", ".prettierrc"]
)
def test_the_formatters_are_told_the_same_as_in_this_repository(name: str) -> None:
    assert (TEMPLATE / "every_project" / name).read_text("utf-8") == (ROOT / name).read_text("utf-8")


@pytest.mark.parametrize("name", [".editorconfig", ".gitattributes", ".prettierignore"])
def test_the_rest_of_it_says_nothing_else(name: str) -> None:
    theirs = (TEMPLATE / "every_project" / name).read_text("utf-8").replace("{seeds,.dateline}", "…")
    ours = (ROOT / name).read_text("utf-8").replace("{seeds,.dateline,tests/cases}", "…")
    assert {line for line in theirs.splitlines() if not line.startswith("#")} <= set(ours.splitlines())
