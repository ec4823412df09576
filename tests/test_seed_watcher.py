import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dateline.mkdocs import seed_watcher
from dateline.mkdocs.seed_watcher import SeedWatch


class Counter:
    """Work that counts its calls and can be held up."""

    def __init__(self) -> None:
        self.calls = 0
        self.go_on = threading.Event()
        self.go_on.set()

    def __call__(self) -> None:
        self.calls += 1
        self.go_on.wait(10)


def wait_for(condition: Callable[[], bool], seconds: float = 5.0) -> bool:
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.02)
    return condition()


@pytest.fixture
def work() -> Counter:
    return Counter()


@pytest.fixture
def watch(tmp_path: Path, work: Counter, monkeypatch: pytest.MonkeyPatch) -> Iterator[SeedWatch]:
    monkeypatch.setattr(seed_watcher, "INTERVAL", 0.05)
    watch = SeedWatch(tmp_path, work, quiet=0.15)
    watch.start()
    yield watch
    work.go_on.set()
    watch.stop()


def test_changes_that_come_together_are_one(tmp_path: Path, work: Counter, watch: SeedWatch) -> None:
    for number in range(5):
        (tmp_path / f"{number}.txt").write_text("news")
    assert wait_for(lambda: work.calls == 1)
    watch.wait_until_idle()
    time.sleep(0.4)
    assert work.calls == 1, "and then there is rest"


def test_what_changed_before_is_worked_on_at_once(tmp_path: Path, work: Counter) -> None:
    watch = SeedWatch(tmp_path, work, quiet=0.15)
    watch.start(at_once=True)
    watch.wait_until_idle()
    watch.stop()
    assert work.calls == 1


def test_a_change_during_the_work_leads_to_one_more(tmp_path: Path, work: Counter, watch: SeedWatch) -> None:
    work.go_on.clear()
    (tmp_path / "a.txt").write_text("news")
    assert wait_for(lambda: work.calls == 1)
    (tmp_path / "b.txt").write_text("more news")
    (tmp_path / "c.txt").write_text("more news")
    time.sleep(0.3)
    assert work.calls == 1
    work.go_on.set()
    assert wait_for(lambda: work.calls == 2)


def test_rest_waits_for_the_work(tmp_path: Path, work: Counter, watch: SeedWatch) -> None:
    work.go_on.clear()
    (tmp_path / "a.txt").write_text("news")
    assert wait_for(lambda: work.calls == 1)
    rested = threading.Thread(target=watch.wait_until_idle)
    rested.start()
    rested.join(0.2)
    assert rested.is_alive()
    work.go_on.set()
    rested.join(5)
    assert not rested.is_alive()


def test_it_can_be_stopped_before_it_was_started(tmp_path: Path, work: Counter) -> None:
    SeedWatch(tmp_path, work).stop()


@pytest.mark.parametrize(("code", "failed"), [(0, False), (1, True)])
def test_the_report_is_passed_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, failed: bool
) -> None:
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\necho "$@"\necho\necho über >&2\nexit {code}\n', encoding="utf-8")
    python.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(python))
    said: list[tuple[str, bool]] = []
    seed_watcher.start_conversion(tmp_path / "mkdocs.yml", lambda line, bad: said.append((line, bad)))
    assert said[:2] == [
        (f"-P -m dateline convert --config-file {tmp_path / 'mkdocs.yml'}", failed),
        ("über", failed),
    ]
    assert said[2:] == ([("dateline convert ended with exit code 1", True)] if failed else [])


def test_whether_one_can_convert_is_found_without_loading_anything() -> None:
    loaded = set(sys.modules)
    seed_watcher.can_convert()
    assert not {name for name in set(sys.modules) - loaded if name.startswith("spacy")}
