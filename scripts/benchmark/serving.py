"""What an editor waits for while `mkdocs serve` runs: the first page, and a page after its file was saved."""

import socket
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen

from benchmark.builds import site_folder
from benchmark.contenders import DATELINE, edit
from benchmark.processes import CommandError, cpu_of, started
from benchmark.samples import Results, Sample, Say

_LONGEST = 600
"""Seconds after which a page is not waited for any longer."""
_POLL = 0.02
_CALM = 1.0
"""Seconds of little work after which the server is taken for idle."""


def measure_serving(results: Results, size: int, cache: Path, edits: int, say: Say) -> None:
    """Serve the project of a size that was built before, so that caches are warm; adds to the results."""
    try:
        for sample in _served(site_folder(cache, size, DATELINE.name), size, edits):
            results.serving.append(sample)
            say(f"{size} briefings: {sample.tool}, {sample.phase}: {sample.wall:.2f} s")
    except CommandError as reason:
        results.unavailable[f"{DATELINE.name}, serving {size}"] = str(reason)
        say(str(reason))


def _served(folder: Path, size: int, edits: int) -> Iterator[Sample]:
    """The first page, then a page after each of some edits."""
    port = _free_port()
    address = f"http://127.0.0.1:{port}/"
    command = [sys.executable, "-m", "mkdocs", "serve", "--quiet", "--dev-addr", f"127.0.0.1:{port}"]
    with started(command, folder) as (process, _):
        server = _Server(process, address)
        yield Sample(DATELINE.name, "first page", size, 1, *server.seconds_to("", "<h1", 0.0))
        for turn in range(1, edits + 1):
            server.wait_until_idle()
            words, before = f"edition {turn} of it", cpu_of(process.pid)
            page = edit(folder, words)
            yield Sample(DATELINE.name, "save to page", size, turn, *server.seconds_to(page, words, before))


@dataclass(frozen=True, slots=True)
class _Server:
    process: "Popen[bytes]"
    address: str

    def seconds_to(self, page: str, words: str, cpu_before: float) -> tuple[float, float]:
        """Wait for a page that has these words: seconds on the clock, and of processor time."""
        start = time.perf_counter()
        while words not in _page_at(self.address + page):
            if self.process.poll() is not None or time.perf_counter() - start > _LONGEST:
                raise CommandError(f"mkdocs serve does not show /{page}")
            time.sleep(_POLL)
        return round(time.perf_counter() - start, 3), round(cpu_of(self.process.pid) - cpu_before, 3)

    def wait_until_idle(self) -> None:
        """Return when the server has nothing left to do in the background."""
        used, now = -_CALM, cpu_of(self.process.pid)
        while now - used > 0.1 * _CALM:
            used = now
            time.sleep(_CALM)
            now = cpu_of(self.process.pid)


def _page_at(address: str) -> str:
    """The page that the server shows now; "" where it shows none."""
    with suppress(OSError), urllib.request.urlopen(address, timeout=_LONGEST) as answer:
        return str(answer.read().decode(errors="replace"))
    return ""


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
