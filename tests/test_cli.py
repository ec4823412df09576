"""The command: arguments, exit codes, what goes to which stream."""

import json
import os
import runpy
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dateline import __version__, cli
from dateline.cli import progress

SEED = """Gate fails at Velloe Dam

By Marit Osei for Courier
May 12, 2025

The spillway gate at Velloe Dam gave way on Sunday night, officials said.

“We saw the gate go and we ran for the hills,” Ola Varga, a farmer, said on Monday.

Engineers will inspect the gate on Wednesday.
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "dam.txt").write_text(SEED, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    code = cli.main(argv)
    streams = capsys.readouterr()
    return code, streams.out, streams.err


@pytest.mark.model
def test_convert_then_nothing_to_do(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "convert")
    assert (code, out) == (0, "")
    assert err == (
        "new: briefings/2025-05-12-gate-fails-at-velloe-dam.md\n"
        "new  updated  merged  kept  conflicts\n"
        "  1        0       0     0          0\n"
    )
    assert run(capsys, "convert") == (
        0,
        "",
        "new  updated  merged  kept  conflicts  unchanged\n"
        "  0        0       0     0          0          1\n",
    )
    assert run(capsys, "check") == (0, "", "1 briefing checked, no problems\n")


@pytest.mark.model
def test_convert_check_and_diff_write_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "convert", "--check")[0] == 1
    code, out, _ = run(capsys, "convert", "--diff")
    assert code == 0
    assert "+title: Gate fails at Velloe Dam\n" in out
    assert not (project / "briefings").exists()


HEAVY = ("spacy", "yaml", "ruamel", "lxml", "trafilatura", "jsonschema", "babel", "rich", "filelock", "dask")


@pytest.mark.model
@pytest.mark.parametrize("command", ["convert", "check"])
def test_a_second_run_imports_nothing_heavy(
    project: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    assert run(capsys, command)[0] == 0
    code = (
        f"import sys; from dateline.cli import main; code = main([{command!r}]); "
        f"print(code, [name for name in {HEAVY} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "0 []\n"


@pytest.mark.model
def test_preprocess_is_convert(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    script = Path(__file__).parent.parent / "scripts" / "preprocess.py"
    monkeypatch.setattr(sys, "argv", [str(script), "--check"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(script), run_name="__main__")
    assert (ended.value.code, capsys.readouterr().err.splitlines()[-1]) == (
        1,
        "  1        0       0     0          0",
    )


@pytest.mark.model
@pytest.mark.parametrize(
    ("name", "data", "complaint"),
    [
        ("empty.txt", b"", "empty"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "PNG"),
        ("front.txt", b"---\ntitle: a: b\n---\nHeadline\n\nBody.\n", "front matter is not valid YAML"),
    ],
)
def test_bad_input_gets_one_line_and_harms_nobody_else(
    project: Path, capsys: pytest.CaptureFixture[str], name: str, data: bytes, complaint: str
) -> None:
    (project / "seeds" / name).write_bytes(data)
    code, _, err = run(capsys, "convert")
    [line] = [line for line in err.splitlines() if "error" in line]
    assert code == 1
    assert line.startswith(f"seeds/{name}")
    assert complaint in line
    assert "(" in line
    assert "new: briefings/2025-05-12-gate-fails-at-velloe-dam.md" in err


def test_an_unreadable_file(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "seeds" / "gone.txt").symlink_to(project / "nowhere.txt")
    (project / "seeds" / "dam.txt").unlink()
    code, _, err = run(capsys, "convert")
    assert code == 1
    assert err.startswith(
        "seeds/gone.txt: error: can't be read: No such file or directory (check that it exists"
    )


@pytest.mark.model
def test_extract_prints_a_record_a_line(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "extract", "seeds", "--explain")
    [record] = map(json.loads, out.splitlines())
    assert code == 0
    assert (record["seed"], record["title"], record["publisher"]) == (
        "seeds/dam.txt",
        "Gate fails at Velloe Dam",
        "Courier",
    )
    assert [block["kind"] for block in record["blocks"]].count("paragraph") == 3
    assert all(block["reason"] for block in record["blocks"])
    [quote] = record["quotes"]
    assert (
        record["text"][quote["start"] : quote["end"]]
        == quote["text"]
        == "We saw the gate go and we ran for the hills,"
    )
    assert (quote["speaker"], quote["basis"]) == ("Ola Varga", "explicit")
    assert {time["value"] for time in record["times"]} >= {"2025-05-11TNI", "2025-05-12", "2025-05-14"}
    assert set(record) >= {"entities", "events", "timeline", "published", "updated"}


@pytest.mark.parametrize("argv", [[], ["convert", "--jobs", "0"], ["nonsense"], ["check", "--format", "xml"]])
def test_usage(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        cli.main(argv)
    assert caught.value.code == 2


@pytest.mark.parametrize(
    ("argv", "complaint"),
    [
        (
            ["convert", "seeds/other.txt"],
            "seeds/other.txt: error: there is no such file (seeds lie below seeds/)",
        ),
        (["convert", "-f", "other.yml"], "other.yml: error: there is no such file"),
        (["check", "briefings/no.md"], ""),
    ],
)
def test_wrong_paths(
    project: Path, capsys: pytest.CaptureFixture[str], argv: list[str], complaint: str
) -> None:
    code, _, err = run(capsys, *argv)
    assert code == 1
    assert complaint in err


def test_check_formats(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    briefing = project / "briefings" / "a.md"
    briefing.parent.mkdir()
    briefing.write_text("---\ntitle: x\nstatus: done\n---\n")
    assert run(capsys, "check")[1] == (
        'briefings/a.md:3:9: error: status is "done" (it takes draft, reviewed, locked)\n'
    )
    assert run(capsys, "check", "--format", "github")[1].startswith(
        "::error file=briefings/a.md,line=3,col=9::status"
    )
    assert json.loads(run(capsys, "check", "--format", "json")[1])["line"] == 3


def test_schema_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert json.loads(run(capsys, "schema")[1])["properties"]["date"]["format"] == "edtf"


def test_what_publishing_needs_comes_without_the_converting_half(project: Path) -> None:
    code = (
        "import sys; sys.modules.update(spacy=None, pydantic=None, thinc=None); from dateline.cli import main; "
        "sys.exit(main(['check']) or main(['schema']))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True).returncode == 0
    code = code.replace("main(['check']) or main(['schema'])", "main(['convert'])")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 1
    assert "the converting half is not installed" in done.stderr
    assert "(pip install 'dateline-briefings[convert]')" in done.stderr


@pytest.mark.model
@pytest.mark.long
def test_locale_zone_and_jobs_change_no_byte(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a process elsewhere makes is what this one does, in its own locale and with its own seed of hashes."""
    (project / "seeds" / "other.txt").write_text(SEED.replace("Velloe", "Orrin"), encoding="utf-8")
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(project / "seeds", elsewhere / "seeds")
    environment = {**os.environ, "TZ": "America/New_York", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "2"}
    command = [sys.executable, "-m", "dateline", "convert", "--jobs", "2"]
    subprocess.run(command, cwd=elsewhere, env=environment, check=True, capture_output=True)
    with monkeypatch.context() as patched:
        patched.setenv("TZ", "Asia/Tokyo")
        time.tzset()
        assert run(capsys, "convert", "--jobs", "1")[0] == 0
    time.tzset()
    here, there = (
        {path.name: path.read_bytes() for path in (root / "briefings").iterdir()}
        for root in (project, elsewhere)
    )
    assert len(here) == 2
    assert here == there


@pytest.mark.parametrize(
    ("argv", "complaint"),
    [
        (["convrt"], "No such command 'convrt'. Did you mean 'convert'?"),
        (["zymurgy"], "Try 'dateline --help' for help.\n\nError: No such command 'zymurgy'."),
        (["convert", "--dif"], "No such option '--dif'. Did you mean '--diff'?"),
        (["convert", "--chek"], "No such option '--chek'. (Did you mean one of: '--check', '--help'?)"),
        (["check", "--format", "jsn"], "'--format': 'jsn' is not one of 'text', 'github', 'json'."),
        (["add", ""], "'WHAT': it is empty"),
        (["check", ""], "'[PATH]...': it is empty"),
        (["convert", "-f", " "], "'-f' / '--config-file': it is empty"),
        (["extract", "--jobs", "two"], "'-j' / '--jobs': 'two' is not a valid integer range."),
        (["extract", "--jobs", "0"], "'-j' / '--jobs': 0 is not in the range x>=1."),
        (["review", "a.md", "--date", "May"], "'--date': write the day like 2025-05-14"),
        (["timeline", "a.md", "--from", "soon"], "'--from': “soon” is not an EDTF date"),
        (["timeline"], "Missing argument 'PATH...'"),
        (
            ["timeline", "seeds", "--from", "2030", "--to", "2020"],
            "Try 'dateline timeline --help' for help.\n\n"
            "Error: nothing lies between: --to 2020 is before --from 2030",
        ),
    ],
)
def test_a_wrong_call_is_told_what_is_wrong(
    project: Path, capsys: pytest.CaptureFixture[str], argv: list[str], complaint: str
) -> None:
    with pytest.raises(SystemExit) as caught:
        cli.main(argv)
    streams = capsys.readouterr()
    assert (caught.value.code, streams.out) == (2, "")
    assert complaint in streams.err


def test_a_call_without_a_command_gets_the_list_of_commands(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main([])
    streams = capsys.readouterr()
    assert "  convert   Make briefings of the seeds that are new or have changed." in streams.err
    assert streams.out == ""


@pytest.mark.parametrize("name", cli.commands.commands)
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_the_help_of_a_command_is_complete(
    name: str, option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, name, option)
    assert (code, err) == (0, "")
    assert out.startswith(f"Usage: dateline {name} [OPTIONS]")
    listed = out[out.index("Options:") :]
    for parameter in cli.commands.commands[name].params:
        assert parameter.help and parameter.help.split(maxsplit=1)[0] in out, parameter.name
        assert all(each in listed for each in parameter.opts if each.startswith("-"))
    _, overview, _ = run(capsys, "--help")
    assert "..." not in overview[overview.index("Commands:") :], "a summary is too long for one line"


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "--version") == (0, f"dateline {__version__}\n", "")


def complete(*words: str) -> list[str]:
    """What bash is offered for the last word, as its completion script asks for it."""
    asked = {
        "COMP_WORDS": "\n".join(("dateline", *words)),
        "COMP_CWORD": str(len(words)),
        "_DATELINE_COMPLETE": "bash_complete",
    }
    command = [sys.executable, "-m", "dateline"]
    done = subprocess.run(command, env={**os.environ, **asked}, capture_output=True, text=True, check=True)
    return done.stdout.split()


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["ch"], ["plain,check"]),
        (["convert", "--d"], ["plain,--diff", "plain,--dry-run"]),
        (["check", "--format", ""], ["plain,text", "plain,github", "plain,json"]),
        (["add", "a.h"], ["file,a.h"]),
        (["convert", "seeds/"], ["file,seeds/"]),
    ],
)
def test_a_shell_completes(words: list[str], offered: list[str]) -> None:
    assert complete(*words) == offered


@pytest.mark.parametrize("argv", [["--help"], ["convert", "--help"], ["--version"]])
def test_help_loads_nothing_that_it_does_not_need(argv: list[str]) -> None:
    heavy = {"rich", "yaml", "jsonschema", "trafilatura", "spacy", "mkdocs"}
    code = (
        f"import sys; from dateline.cli import main; main({argv}); "
        f"sys.exit(', '.join(sys.modules.keys() & {heavy}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stderr.strip() == ""


def test_from_and_to_may_meet(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    briefing = project / "a.md"
    briefing.write_text("---\ntitle: x\nsources: []\n---\n\n## Timeline\n\n- 2030-05-02 — A bell is cast.\n")
    code, out, _ = run(capsys, "timeline", "a.md", "--from", "2030-05", "--to", "2030")
    assert (code, out) == (0, "2030-05-02 — A bell is cast. (1 source)\n")


@pytest.mark.parametrize("number", [1, 2])
def test_things_are_counted_in_english(
    project: Path, capsys: pytest.CaptureFixture[str], number: int
) -> None:
    (project / "briefings").mkdir()
    for letter in "ab"[:number]:
        (project / f"{letter}.txt").write_text(SEED.replace("Velloe", letter), encoding="utf-8")
        (project / "briefings" / f"{letter}.md").write_text("---\ntitle: x\nstatus: done\n---\n")
    assert run(capsys, "check")[2].endswith(
        ("1 briefing checked, 1 error\n", "2 briefings checked, 2 errors\n")[number - 1]
    )
    feed = "".join(
        f"<item><title>{letter} bell</title><guid>{letter}</guid>"
        f"<description>{SEED} {letter}</description></item>"
        for letter in "ab"[:number]
    )
    (project / "feed.xml").write_text(f"<rss version='2.0'><channel><title>F</title>{feed}</channel></rss>")
    assert run(capsys, "add", "feed.xml")[2].endswith(
        (
            "1 seed added; `dateline convert` makes its briefing\n",
            "2 seeds added; `dateline convert` makes their briefings\n",
        )[number - 1]
    )


def test_a_folder_is_not_added(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "inbox").mkdir()
    assert run(capsys, "add", "inbox") == (
        1,
        "",
        "inbox: error: it is a folder (add its files one by one)\n",
    )


@pytest.mark.parametrize("plain", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_a_terminal_without_colours_gets_lines_instead_of_a_bar(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], plain: dict[str, str]
) -> None:
    monkeypatch.setattr(progress, "_SECONDS", 0)
    for name, value in {"FORCE_COLOR": "1", "TERM": "xterm", **plain}.items():  # FORCE_COLOR: a terminal
        monkeypatch.setenv(name, value)
    with progress.progress_bar() as advance:
        advance("Converting", 1, 2, "seeds/bell.txt")
    first = capsys.readouterr().err
    assert first.startswith("Converting: 1 of 2") and first.endswith("(seeds/bell.txt)\n")


def test_progress_tells_the_rate_and_the_time_left(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    steps = [("Reading", 1, 1.0), ("Reading", 9, 5.0), ("Converting", 1, 60.0), ("Converting", 11, 65.0)]
    clock = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    lines = progress._ProgressLines()
    for what, done, clock[0] in steps:
        lines.advance(what, done, 101, "seeds/bell.txt")
    assert capsys.readouterr().err == (
        "Reading: 9 of 101, 2.0 a second, 0:00:46 left (seeds/bell.txt)\n"
        "Converting: 1 of 101 (seeds/bell.txt)\n"
        "Converting: 11 of 101, 2.0 a second, 0:00:45 left (seeds/bell.txt)\n"
    )


def test_other_terminals_get_a_bar(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    with progress.progress_bar() as advance:
        advance("Converting", 1, 2, "seeds/bell.txt")
    assert "\x1b[" in capsys.readouterr().err


@pytest.mark.model
def test_what_was_kept_is_what_would_be_said(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "seeds" / "empty.txt").write_text("")
    (project / "seeds" / "folder").mkdir()
    for name in ("one", "two"):  # the same article twice
        (project / "seeds" / "folder" / f"{name}.txt").write_text(SEED.replace("Gate", "Lock"))
    assert run(capsys, "convert")[0] == 1
    briefing = next((project / "briefings").glob("*gate*"))
    briefing.write_text(briefing.read_text().replace("Gate fails", "Gate breaks") + "\nMine.[^none]\n")
    reports = project / ".dateline" / "cache"
    for command in (["convert"], ["check"], ["check", "--format", "json"], ["check", "--format", "github"]):
        for path in reports.glob("report-*.json"):
            path.unlink()
        made, again = run(capsys, *command), run(capsys, *command)
        assert list(reports.glob("report-*.json"))
        assert made == again != (0, "", "")
    for option in ("--check", "--diff", "--dry-run"):
        assert run(capsys, "convert", option) == run(capsys, "convert")
    briefing.write_text(briefing.read_text() + "\nMore.\n")
    assert "kept" in run(capsys, "convert")[2]
    briefing.unlink()
    assert "deleted by hand" in run(capsys, "convert")[2]
    assert "deleted by hand" in run(capsys, "convert")[2]
    assert "\nnew: " in run(capsys, "convert", "--restore")[2]


def test_a_seed_elsewhere_that_comes_or_goes_is_noticed(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "briefings").mkdir()
    text = "---\ntitle: A\ndate: 2031-03-04\nsources:\n  - {id: s1, seed: archive/a.txt}\n---\n\nIt rained.\n"
    (project / "briefings" / "a.md").write_text(text)
    gone = run(capsys, "check")
    assert run(capsys, "check") == gone
    (project / "archive").mkdir()
    (project / "archive" / "a.txt").write_text("It rained all day.\n")
    there = run(capsys, "check")
    assert there != gone
    (project / "archive" / "a.txt").unlink()
    assert run(capsys, "check") == gone
