"""A run that is killed, meets a full disk or another run: every file whole, nothing lost, the next run gets there."""

import errno
import json
import os
import random
import shutil
import signal
import stat
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import nightly
import workshop
from dateline.model.annotations import Annotations
from dateline.model.article import Article
from dateline.model.problems import DatelineError
from dateline.project import files, journal, run
from dateline.project.analysis_jobs import Annotate
from dateline.project.files import Project
from workshop import actions, convert, tree

KILLS = nightly.times(6, 100)
SEEDS = nightly.times(24, 200)


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with much to do: seeds corrected, briefings edited, some of them new."""
    return make(tmp_path_factory.mktemp("before"), SEEDS)


@pytest.fixture(scope="module")
def after(before: Project, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a run that nothing disturbs makes of it."""
    return finished(before, tmp_path_factory.mktemp("after"))


def make(root: Path, count: int) -> Project:
    project = workshop.open_project(root)
    for number in range(count):
        if number % 4:
            workshop.write_seed(root, f"n{number:03}", f"Ferry {number}", workshop.story(number))
    convert(project)
    for number, path in enumerate(files.briefing_files(project)):
        lines = path.read_text().split("\n")
        if number % 3:  # a lead by hand, a line deleted, a note of one's own
            lines = [f"{line} By hand." if line.startswith("The ferry") else line for line in lines]
            lines = [line for line in lines if "Inspectors look" not in line or line.startswith("[^")]
            path.write_text("\n".join([*lines, f"A note {number}.", ""]))
    for number in range(count):
        paragraphs = workshop.story(number)
        corrected = [*paragraphs[:1], *paragraphs[2:], "2024-05-30: Divers find the crates."]
        workshop.write_seed(root, f"n{number:03}", f"Ferry {number}", corrected)
    return project


def finished(project: Project, root: Path) -> dict[str, bytes]:
    other = copy(project, root)
    assert {"new", "updated", "merged"} <= set(actions(convert(other)))
    return tree(other)


def copy(project: Project, root: Path) -> Project:
    shutil.copytree(project.root, root, dirs_exist_ok=True)
    return workshop.open_project(root)


def assert_whole(found: dict[str, bytes], old: dict[str, bytes], new: dict[str, bytes]) -> None:
    torn = [
        name
        for name, data in found.items()
        if data not in (old.get(name), new.get(name)) and not name.endswith(".part")
    ]
    assert not torn


def forked(work: Callable[[], object]) -> int:
    """Do something in a process of its own; its id."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    return child


needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")


# --- killed ----------------------------------------------------------------------------------------------


@needs_fork
@pytest.mark.long
def test_killed_at_any_moment(before: Project, after: dict[str, bytes], tmp_path: Path) -> None:
    rng = random.Random(6)
    start = time.monotonic()
    convert(copy(before, tmp_path / "timed"))
    seconds = time.monotonic() - start
    killed = 0
    for number in range(KILLS):
        project = copy(before, tmp_path / str(number))
        child = forked(lambda project=project: convert(project))  # type: ignore[misc]
        time.sleep(rng.uniform(0, seconds))
        os.kill(child, signal.SIGKILL)
        killed += os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        assert_whole(tree(project), tree(before), after)
        convert(project)
        assert tree(project) == after, f"killed for the {number}th time"
        shutil.rmtree(project.root)
    assert killed > KILLS / 4


class Killed(BaseException):
    """Nobody catches it, as nobody catches `kill -9`."""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return make(tmp_path_factory.mktemp("small"), 4)


@pytest.fixture(scope="module")
def small_after(small: Project, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return finished(small, tmp_path_factory.mktemp("small_after"))


@contextmanager
def stopping(
    monkeypatch: pytest.MonkeyPatch, number: int, reason: BaseException, late: bool
) -> Iterator[None]:
    """Let all writing but the first so many files fail; of the last one only after it was written, if `late`."""
    count = 0
    write = files.write_whole

    def write_or_fail(path: Path, content: str | bytes) -> None:
        nonlocal count
        count += 1
        if count < number or (count == number and late):
            write(path, content)
        if count >= number:
            raise reason

    with monkeypatch.context() as patch:
        patch.setattr(files, "write_whole", write_or_fail)
        yield


def all_writes(small: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many files a run writes."""
    count = 0
    write = files.write_whole

    def counted(path: Path, content: str | bytes) -> None:
        nonlocal count
        count += 1
        write(path, content)

    with monkeypatch.context() as patch:
        patch.setattr(files, "write_whole", counted)
        convert(copy(small, tmp_path / "counted"))
    return count


@pytest.mark.parametrize("late", [False, True], ids=["before it", "after it"])
@pytest.mark.long
def test_killed_at_any_file(
    small: Project, small_after: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, late: bool
) -> None:
    for number in range(1, all_writes(small, tmp_path, monkeypatch) + 1):
        project = copy(small, tmp_path / str(number))
        with stopping(monkeypatch, number, Killed(), late), pytest.raises(Killed):
            convert(project)
        assert_whole(tree(project), tree(small), small_after)
        convert(project)
        assert tree(project) == small_after, f"killed at the {number}th file"


def test_killed_and_edited_before_the_next_run(
    small: Project, small_after: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1, all_writes(small, tmp_path, monkeypatch) + 1):
        project = copy(small, tmp_path / str(number))
        with stopping(monkeypatch, number, Killed(), late=True), pytest.raises(Killed):
            convert(project)
        for path in files.briefing_files(project):
            path.write_text(path.read_text().replace("\n## Timeline", "\nTyped meanwhile.\n\n## Timeline"))
        convert(project)
        for path in files.briefing_files(project):
            text, reference = path.read_text(), small_after[project.name(path)].decode()
            if "Typed meanwhile." in text:
                text = text.replace("Typed meanwhile.\n\n", "", 1)
            else:
                assert path.name not in {p.name for p in files.briefing_files(small)}, "an edit was lost"
            assert text == reference, f"killed at the {number}th file"


def test_what_a_killed_run_left_behind_is_swept_away(small: Project, tmp_path: Path) -> None:
    project = copy(small, tmp_path / "p")
    left = [project.briefings / ".dateline-x.part", project.bases / ".dateline-y.part"]
    mine = project.briefings / ".mine.part"
    for path in (*left, mine):
        path.write_text("half of")
    convert(project)
    assert not any(path.exists() for path in left)
    assert mine.exists()


@pytest.mark.parametrize("name", ["../outside.md", "seeds/n001.txt", "mkdocs.yml", "briefings/../mkdocs.yml"])
def test_a_journal_leads_nowhere_else(small: Project, tmp_path: Path, name: str) -> None:
    project = copy(small, tmp_path / "p")
    path = project.root / name
    held = path.read_text() if path.exists() else None
    (project.cache / "journal.json").write_text(json.dumps([[name, held, "evil"]]))
    journal.recover(project)
    assert (path.read_text() if path.exists() else None) == held
    assert not (project.cache / "journal.json").exists()


@pytest.mark.parametrize("data", [b"", b"{", b"[1]", b'[["briefings/a.md"]]', b'["ab"]', b"\xff"])
def test_a_journal_cut_short_is_passed_over(small: Project, tmp_path: Path, data: bytes) -> None:
    project = copy(small, tmp_path / "p")
    (project.cache / "journal.json").write_bytes(data)
    before = tree(project)
    journal.recover(project)
    assert tree(project) == before


# --- no room, no right -----------------------------------------------------------------------------------


@pytest.mark.long
def test_a_full_disk_is_one_clear_error(
    small: Project, small_after: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    refused = 0
    for number in range(1, all_writes(small, tmp_path, monkeypatch) + 1):
        project = copy(small, tmp_path / str(number))
        with stopping(monkeypatch, number, full, late=False):
            try:
                convert(project)
            except DatelineError as reason:
                refused += 1
                assert reason.problem.message == "can't be written: No space left on device"
                assert "nothing is lost" in reason.problem.hint
        assert_whole(tree(project), tree(small), small_after)
        convert(project)
        assert tree(project) == small_after
    assert refused > 4


@needs_fork
@pytest.mark.parametrize("closed", ["briefings", ".dateline", "."])
def test_a_folder_that_can_not_be_written_to_is_one_clear_error(small: Project, closed: str) -> None:
    root = Path(tempfile.mkdtemp())
    try:
        project = copy(small, root)
        shutil.rmtree(project.cache)
        told = root / "told.txt"
        told.write_text("")
        open_all(root)
        told.chmod(0o666)
        places = [root] if closed == "." else [root / closed]
        for folder in (
            folder for place in places for folder in (place, *place.rglob("*")) if folder.is_dir()
        ):
            folder.chmod(0o555)
        child = forked(lambda: told.write_text(complaint_of(project)))
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert (
            "can't be written: Permission denied (make room, or see that you may write there"
            in told.read_text()
        )
        told.unlink()
        if closed != "briefings":
            assert tree(project) == tree(small)
    finally:
        open_all(root)
        shutil.rmtree(root)


def open_all(root: Path) -> None:
    for path in (root, *root.rglob("*")):
        path.chmod(0o777 if path.is_dir() else 0o666)


def complaint_of(project: Project) -> str:
    if os.getuid() == 0:  # for whom every folder is open
        os.setuid(65534)
    try:
        convert(project)
    except DatelineError as reason:
        return str(reason)
    return "no complaint"


# --- two at once -----------------------------------------------------------------------------------------


@needs_fork
@pytest.mark.long
def test_two_runs_at_once(before: Project, after: dict[str, bytes], tmp_path: Path) -> None:
    project = copy(before, tmp_path / "p")
    children = [forked(lambda: convert(project)) for _ in range(2)]
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0, 0]
    assert tree(project) == after


def test_the_second_run_says_that_it_waits(small: Project, tmp_path: Path) -> None:
    project = copy(small, tmp_path / "p")
    waits, done = threading.Event(), threading.Event()

    def work() -> None:
        convert(project, waiting=waits.set)
        done.set()

    with journal.exclusive_run(project, lambda: None):
        thread = threading.Thread(target=work)
        thread.start()
        assert waits.wait(30)
        assert not done.is_set()
    assert done.wait(60)
    thread.join()


def test_what_is_only_looked_at_does_not_wait(small: Project, tmp_path: Path) -> None:
    project = copy(small, tmp_path / "p")
    with journal.exclusive_run(project, lambda: None):
        assert "merged" in actions(convert(project, write=False))


# --- a person at work meanwhile --------------------------------------------------------------------------


def test_what_is_typed_while_a_run_analyses_stays(small: Project, tmp_path: Path) -> None:
    project = copy(small, tmp_path / "p")

    def load() -> Annotate:
        return annotate

    def annotate(article: Article) -> Annotations:
        for path in files.briefing_files(project):
            text = path.read_text()
            if "Typed meanwhile." not in text:
                path.write_text(text + "\nTyped meanwhile.\n")
        return workshop.annotate(article)

    here = files.briefing_files(project)
    outcomes = list(run.convert_units(project, files.units(project), load, jobs=1))
    assert actions(outcomes).count("merged") == len(here)
    texts = [path.read_text() for path in here]
    assert all("Typed meanwhile." in text and "Divers find" in text for text in texts)


def test_a_briefing_that_is_deleted_while_a_run_analyses_is_not_made_again(
    small: Project, tmp_path: Path
) -> None:
    project = copy(small, tmp_path / "p")
    gone = files.briefing_files(project)[0]

    def annotate(article: Article) -> Annotations:
        gone.unlink(missing_ok=True)
        return workshop.annotate(article)

    list(run.convert_units(project, files.units(project), lambda: annotate, jobs=1))
    assert not gone.exists()
    assert "kept" in actions(convert(project))
    assert not gone.exists()


# --- how files are written -------------------------------------------------------------------------------


def test_a_link_and_a_mode_stay(tmp_path: Path) -> None:
    target, link = tmp_path / "there" / "a.md", tmp_path / "a.md"
    target.parent.mkdir()
    target.write_text("old")
    target.chmod(0o600)
    link.symlink_to(target)
    files.write_whole(link, "new")
    assert link.is_symlink()
    assert target.read_text() == "new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
