"""A site that is served: what is shown at once, what follows behind, and that no save is lost."""

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from dateline.mkdocs.live_site import LiveSite

ONE, TWO = Path("briefings/one.md"), Path("briefings/two.md")
WAIT = 20.0
"""Seconds after which something that has to happen did not."""


class Desk:
    """Files that are saved, and what is done with them, in order."""

    def __init__(self) -> None:
        self.files = {ONE: (1, 1), TWO: (1, 1)}
        self.done: list[str] = []
        self.built: list[dict[Path, tuple[int, int]]] = []
        """The files as each build that came to its end has read them."""
        self.is_refreshed = True
        self.fails = False
        self.pause: threading.Event | None = None
        """Builds behind wait for it, halfway; until it is set they look whether they are superseded."""
        self.halfway = threading.Semaphore(0)
        self._news = threading.Condition()
        self.live = LiveSite(self.build, lambda: dict(self.files), self.refresh, self.reload, self.say)

    def tell(self, what: str) -> None:
        with self._news:
            self.done.append(what)
            self._news.notify_all()

    def await_done(self, what: str, times: int = 1) -> None:
        with self._news:
            assert self._news.wait_for(lambda: self.done.count(what) >= times, WAIT), self.done

    def build(self) -> None:
        is_behind = threading.current_thread().name == "dateline-rebuild"
        self.tell("build behind" if is_behind else "build")
        read = dict(self.files)
        if is_behind and self.pause:
            self.halfway.release()
            while not self.pause.wait(0.001):
                self.live.check()
        if self.fails:
            raise ValueError("no such template")
        self.live.check()
        self.built.append(read)

    def refresh(self, paths: Sequence[Path]) -> list[str] | None:
        self.tell(f"refresh {' '.join(path.name for path in paths)}")
        return [path.name for path in paths] if self.is_refreshed else None

    def reload(self) -> None:
        self.tell("reload")

    def say(self, line: str, failed: bool) -> None:
        self.tell(f"{'failed: ' * failed}{line.partition(' (')[0]}")

    def save(self, path: Path, time: int) -> None:
        self.files[path] = (1, time)
        self.live.changed()


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = Desk()
    yield desk
    if desk.pause:
        desk.pause.set()
    desk.live.stop()


def test_an_edit_is_shown_at_once_and_the_rest_follows(desk: Desk) -> None:
    desk.save(ONE, 2)
    desk.await_done("reload")
    assert desk.done == [
        "refresh one.md",
        "refreshed one.md; what shows something of it follows",
        "build behind",
        "all pages are up to date",
        "reload",
    ]
    assert desk.built == [desk.files]


def test_two_files_saved_at_once_are_refreshed_together(desk: Desk) -> None:
    desk.files[TWO] = (5, 5)
    desk.save(ONE, 2)
    desk.await_done("reload")
    assert desk.done[0] == "refresh one.md two.md"


def add(desk: Desk) -> None:
    desk.files[Path("briefings/new.md")] = (1, 1)


def remove(desk: Desk) -> None:
    del desk.files[TWO]


def rename(desk: Desk) -> None:
    desk.files[Path("briefings/2031/two.md")] = desk.files.pop(TWO)


def touch_nothing(desk: Desk) -> None:
    """As MkDocs calls when a file was saved and put back, or one that only it watches."""


@pytest.mark.parametrize(
    ("change", "named"),
    [(add, "new.md"), (remove, "two.md"), (rename, "two.md, two.md"), (touch_nothing, "something")],
)
def test_anything_else_builds_before_the_browsers_load_again(
    desk: Desk, change: Callable[[Desk], None], named: str
) -> None:
    change(desk)
    desk.live.changed()
    assert desk.done == [f"building the site, since {named} changed", "build"]
    assert desk.built == [desk.files]


def test_what_cannot_be_refreshed_is_built(desk: Desk) -> None:
    desk.is_refreshed = False
    desk.save(ONE, 2)
    assert desk.done == ["refresh one.md", "building the site, since one.md changed", "build"]


def test_many_files_are_not_all_named(desk: Desk) -> None:
    desk.files |= {Path(f"docs/{number}.md"): (1, 1) for number in range(9)}
    desk.live.changed()
    assert desk.done[0] == "building the site, since 0.md, 1.md, 2.md and 6 more changed"


def test_a_save_during_a_build_supersedes_it(desk: Desk) -> None:
    desk.pause = threading.Event()
    desk.save(ONE, 2)
    assert desk.halfway.acquire(timeout=WAIT)
    desk.save(TWO, 2)
    assert desk.halfway.acquire(timeout=WAIT), "the first has given up, or it would wait still"
    desk.pause.set()
    desk.await_done("reload")
    assert desk.done.count("refresh two.md") == 1
    assert desk.built == [desk.files]
    assert desk.done.count("reload") == 1


def test_a_new_file_during_a_build_supersedes_it(desk: Desk) -> None:
    desk.pause = threading.Event()
    desk.save(ONE, 2)
    assert desk.halfway.acquire(timeout=WAIT)
    add(desk)
    desk.live.changed()
    assert desk.done[-1] == "build"
    assert desk.built == [desk.files]


def test_builds_do_not_queue(desk: Desk) -> None:
    desk.pause = threading.Event()
    for number in range(2, 12):
        desk.save(ONE, number)
    desk.pause.set()
    desk.await_done("reload")
    desk.live.stop()
    assert desk.done.count("build behind") < 12
    assert desk.built[-1] == desk.files
    assert len(desk.built) <= 2


@pytest.mark.parametrize("count", [1, 5, 25])
def test_the_last_save_is_in_the_last_build(desk: Desk, count: int) -> None:
    for number in range(count):
        desk.save(ONE if number % 3 else TWO, number + 2)
    desk.await_done("reload")
    while desk.built[-1] != desk.files:
        desk.await_done("reload", desk.done.count("reload") + 1)
    assert desk.built[-1] == desk.files


def test_a_build_that_fails_is_told_and_the_next_one_runs(desk: Desk) -> None:
    desk.fails = True
    desk.save(ONE, 2)
    desk.await_done("failed: the other pages are as they were: no such template")
    assert "reload" not in desk.done
    desk.fails = False
    desk.save(ONE, 3)
    desk.await_done("reload")
    assert desk.built == [desk.files]


def test_an_end_does_not_wait_for_a_whole_build(desk: Desk) -> None:
    desk.pause = threading.Event()
    desk.save(ONE, 2)
    assert desk.halfway.acquire(timeout=WAIT)
    desk.live.stop()
    assert not desk.built


def test_only_a_build_behind_can_be_superseded(desk: Desk) -> None:
    desk.save(ONE, 2)
    desk.live.check()
