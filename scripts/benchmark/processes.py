"""Run commands and measure their time, on the clock and on the processor, and memory; on Linux and macOS."""

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psutil

_RSS_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes in which the system tells the peak of one process."""
_BETWEEN = 1.0
"""Seconds between two looks at the memory."""
_TOLD = 800
"""Characters of a command's output that tell why it failed."""


class CommandError(Exception):
    """A command that ended with an error; the text says which, and how."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took: seconds on the clock, seconds of processor time and bytes of memory, children included."""

    wall: float
    cpu: float
    memory: int


def run(command: Sequence[str | Path], folder: Path) -> Cost:
    """Run a command in a folder to its end; raises `CommandError`."""
    start = time.perf_counter()
    with started(command, folder) as (process, output), _peak_of(process) as peak:
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            told = output.read().decode(errors="replace")[-_TOLD:].strip()
            raise CommandError(f"{Path(command[0]).name} ended with {process.returncode}: {told}")
    return Cost(wall, used.ru_utime + used.ru_stime, max(*peak, used.ru_maxrss * _RSS_UNIT))


@contextmanager
def started(
    command: Sequence[str | Path], folder: Path
) -> Iterator[tuple["subprocess.Popen[bytes]", IO[bytes]]]:
    """A command under way, and the file that takes its output; it is stopped at the end, with its children."""
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            command, cwd=folder, env=_environment(), stdout=output, stderr=subprocess.STDOUT
        )
        try:
            yield process, output
        finally:
            if process.returncode is None:
                _stop(psutil.Process(process.pid))
                process.wait()


def _environment() -> dict[str, str]:
    """That of this process, in which Python keeps compiled modules, as it does for whoever installs a tool."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _stop(process: psutil.Process) -> None:
    family = [process, *process.children(recursive=True)]
    for one in family:
        one.terminate()
    for one in psutil.wait_procs(family, timeout=10)[1]:
        one.kill()


@contextmanager
def _peak_of(process: "subprocess.Popen[bytes]") -> Iterator[list[int]]:
    """Looks at the memory of a process and its children; the list holds what was seen."""
    seen, ended = [0], threading.Event()

    def look() -> None:
        while not ended.wait(_BETWEEN):
            seen.append(sum(map(_memory_of, _family(process.pid))))

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield seen
    finally:
        ended.set()
        watcher.join()


def cpu_of(pid: int) -> float:
    """The processor time of a process and its children so far, in seconds."""
    total = 0.0
    for process in _family(pid):
        try:
            total += sum(process.cpu_times()[: 4 if process.pid == pid else 2])
        except psutil.Error:
            continue
    return total


def _family(pid: int) -> list[psutil.Process]:
    try:
        parent = psutil.Process(pid)
        return [parent, *parent.children(recursive=True)]
    except psutil.Error:
        return []


def _memory_of(process: psutil.Process) -> int:
    """Bytes of memory; those that processes share count once, where the system tells (Linux)."""
    try:
        return int(getattr(process.memory_full_info(), "pss", 0) or process.memory_info().rss)
    except psutil.Error:
        return 0
