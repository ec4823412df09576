"""`dateline serve` as a process of its own: begun at a free port, asked for its home page, ended as by Ctrl-C."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest


@contextmanager
def served(project: Path) -> Iterator[str]:
    """The home page that it serves; it has to end well."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "dateline", "serve", "-a", address]
    with subprocess.Popen(
        command,
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        preexec_fn=_heed_interrupts,
    ) as server:
        try:
            yield _page_at(f"http://{address}/")
        finally:
            os.killpg(server.pid, signal.SIGINT)  # as a terminal does for Ctrl-C
        said, _ = server.communicate(timeout=60)
    assert (server.returncode, "Traceback" in said) == (0, False), said


def _heed_interrupts() -> None:
    """Undo what a shell does to tests that it starts in the background: they, and what they start, ignore Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _page_at(url: str) -> str:
    for _ in range(600):
        try:
            with urlopen(url) as answer:
                return str(answer.read().decode())
        except URLError:
            time.sleep(0.1)
    pytest.fail(f"nothing at {url}")
