"""Seeds while serving: a changed one is converted by a process of its own, so that no model is loaded here."""

import importlib.util
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers.polling import PollingObserver

QUIET = 0.3
"""Seconds without a change before a conversion starts: an editor writes a file in several steps."""
INTERVAL = 0.5
"""Seconds between two looks at the folder, as MkDocs does it (polling works on every file system)."""

Say = Callable[[str, bool], None]
"""Told each line of a report, and whether it comes from a conversion that failed."""


def can_convert() -> bool:
    """Whether the converting half is installed; does not import it."""
    return importlib.util.find_spec("spacy") is not None


def start_conversion(config_file: Path, say: Say) -> None:
    """Run `dateline convert` for a configuration, and pass on its report."""
    command = [sys.executable, "-P", "-m", "dateline", "convert", "--config-file", str(config_file)]
    done = subprocess.run(
        command,
        cwd=config_file.parent,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    for line in done.stdout.splitlines():
        if line.strip():
            say(line, done.returncode != 0)
    if done.returncode:
        say(f"dateline convert ended with exit code {done.returncode}", True)


class SeedWatch(FileSystemEventHandler):
    """Calls `work` on a thread of its own after changes below a folder have come to rest.

    Changes that come while it works lead to one more call.  What `work` writes elsewhere is not watched, so
    it cannot set itself off.
    """

    def __init__(self, folder: Path, work: Callable[[], None], quiet: float = QUIET) -> None:
        self._folder = folder
        self._work = work
        self._quiet = quiet
        self._state = threading.Condition()
        self._wanted = self._working = self._stopped = False
        self._observer = PollingObserver(timeout=INTERVAL)
        self._thread = threading.Thread(target=self._run, name="dateline-seeds", daemon=True)

    def start(self, at_once: bool = False) -> None:
        """Begin to watch; `at_once` calls `work` for what has changed before."""
        self._wanted = at_once
        self._observer.schedule(self, str(self._folder), recursive=True)
        self._observer.start()
        self._thread.start()

    def stop(self) -> None:
        """Watch no longer; returns when a call that is under way has ended."""
        with self._state:
            self._stopped = True
            self._state.notify_all()
        if self._observer.is_alive():
            self._observer.stop()
            self._observer.join()
        if self._thread.is_alive():
            self._thread.join()

    def wait_until_idle(self) -> None:
        """Return when no call is wanted or under way, so that whoever reads the results reads all of them."""
        with self._state:
            self._state.wait_for(lambda: self._stopped or not (self._wanted or self._working))

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note a change."""
        if not event.is_directory:
            with self._state:
                self._wanted = True
                self._state.notify_all()

    def _run(self) -> None:
        while self._await_change():
            try:
                self._work()
            finally:
                with self._state:
                    self._working = False
                    self._state.notify_all()

    def _await_change(self) -> bool:
        """Wait for a change and then for quiet; False when stopped."""
        with self._state:
            self._state.wait_for(lambda: self._wanted or self._stopped)
            while not self._stopped and self._state.wait(self._quiet):
                pass
            self._wanted, self._working = False, True
            return not self._stopped
