"""The search while serving: made on a thread of its own when the pages are; until then the last one answers."""

import threading
from collections.abc import Callable
from pathlib import Path

from dateline.model.problems import DatelineError, render_text

FOLDER = "pagefind"
"""The folder of the site in which the search lies."""

Job = Callable[[Path], None]
"""Brings the index in a folder up to date."""
Say = Callable[[str, bool], None]
"""Told a line, and whether it is about something that failed."""


class ServedIndex:
    """Brings the index in the site's folder up to date.

    Jobs that come while one is under way give way to the newest of them.  A page that is open while the index is
    brought up to date may ask for a file that is gone, and reads the index anew then (`finder.js`).
    """

    def __init__(self, say: Say) -> None:
        self._say = say
        self._state = threading.Condition()
        self._wanted: tuple[Job, Path] | None = None
        self._stopped = False
        self._thread = threading.Thread(target=self._run, name="dateline-index", daemon=True)
        self._thread.start()

    def built(self, site: Path, job: Job) -> None:
        """A site was built: begin to make its index."""
        with self._state:
            self._wanted = job, site
            self._state.notify_all()

    def stop(self) -> None:
        """Make no more; returns when an index that is under way has ended."""
        with self._state:
            self._stopped = True
            self._state.notify_all()
        self._thread.join()

    def _run(self) -> None:
        while (wanted := self._await_job()) is not None:
            job, site = wanted
            try:
                job(site / FOLDER)
                self._say("the search index is up to date", False)
            except (DatelineError, OSError) as reason:
                told = render_text(reason.problem) if isinstance(reason, DatelineError) else str(reason)
                self._say(f"the search answers from the last index: {told}", True)

    def _await_job(self) -> tuple[Job, Path] | None:
        with self._state:
            self._state.wait_for(lambda: self._stopped or self._wanted is not None)
            wanted, self._wanted = self._wanted, None
            return None if self._stopped else wanted
