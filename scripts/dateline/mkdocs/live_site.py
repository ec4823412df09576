"""The site while it is served: a saved briefing is shown at once, and what else shows something of it follows behind.

MkDocs calls a builder when a file has changed.  Ours renders the page of a briefing that was saved from what the last
build knows, which takes milliseconds, and lets the whole build, in which all that did not change comes from the cache,
run on a thread of its own.  A save during that build makes it give up and begin again, so that saves never queue.
"""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

Stamps = Mapping[Path, tuple[int, int]]
"""Size and time of each file that the site is made of."""
Say = Callable[[str, bool], None]
"""Told a line, and whether it is about something that failed."""


class SupersededError(Exception):
    """A build gives up, since a file was saved that it has not read."""


class LiveSite:
    """What is done when MkDocs sees a change.

    `build` builds the whole site; `stamps` looks at its files; `refresh` brings the pages of briefings up to date
    alone and gives what it has shown, or None where that needs the whole build.
    """

    def __init__(
        self,
        build: Callable[[], None],
        stamps: Callable[[], Stamps],
        refresh: Callable[[Sequence[Path]], list[str] | None],
        reload: Callable[[], None],
        say: Say,
    ) -> None:
        self._build, self._stamps, self._refresh, self._reload, self._say = (
            build,
            stamps,
            refresh,
            reload,
            say,
        )
        self._known = dict(stamps())
        self._one_build = threading.Lock()
        self._state = threading.Condition()
        self._wanted = self._stopped = False
        self._is_superseded = threading.Event()
        self._thread = threading.Thread(target=self._run, name="dateline-rebuild", daemon=True)
        self._thread.start()

    def changed(self) -> None:
        """Show what has changed; MkDocs has the browsers load their pages again afterwards."""
        before, now = self._known, dict(self._stamps())
        self._known = now
        paths = sorted(path for path in before.keys() | now.keys() if before.get(path) != now.get(path))
        are_edits = bool(paths) and all(path in before and path in now for path in paths)
        self._is_superseded.set()
        shown = self._refresh(paths) if are_edits else None
        if shown is None:
            self._say(f"building the site, since {_named(paths)} changed", False)
            self._build_now()
            return
        self._say(f"refreshed {', '.join(shown)}; what shows something of it follows", False)
        self.build_behind()

    def build_behind(self) -> None:
        """Build the whole site on a thread of its own."""
        with self._state:
            self._wanted = True
            self._state.notify_all()

    def check(self) -> None:
        """Raise `SupersededError` in a build that a later save has overtaken; builds call it between their steps."""
        if threading.current_thread() is self._thread and self._is_superseded.is_set():
            raise SupersededError

    def stop(self) -> None:
        """End; returns when a build that is under way has given up."""
        self._is_superseded.set()
        with self._state:
            self._stopped = True
            self._state.notify_all()
        self._thread.join()

    def _build_now(self) -> None:
        with self._one_build:
            with self._state:
                self._wanted = False
            self._is_superseded.clear()
            self._build()

    def _run(self) -> None:
        while self._await_work():
            try:
                started = time.monotonic()
                with self._one_build:
                    self._build()
                self._say(f"all pages are up to date ({time.monotonic() - started:.1f} s)", False)
                self._reload()
            except SupersededError:
                continue
            except Exception as reason:
                self._say(f"the other pages are as they were: {reason}", True)

    def _await_work(self) -> bool:
        with self._state:
            self._state.wait_for(lambda: self._wanted or self._stopped)
            self._wanted = False
            self._is_superseded.clear()
            return not self._stopped


def _named(paths: Sequence[Path]) -> str:
    names = ", ".join(path.name for path in paths[:3])
    return f"{names} and {len(paths) - 3} more" if len(paths) > 3 else names or "something"


def reload_browsers(server: LiveReloadServer) -> None:
    """Have the browsers load their pages again, as MkDocs does it after a build."""
    with server._epoch_cond:
        server._wanted_epoch = server._visible_epoch = max(
            server._visible_epoch + 1, round(time.monotonic() * 1000)
        )
        server._epoch_cond.notify_all()
