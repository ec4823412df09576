"""Pagefind's program as a process that is asked: what to index goes in, the files of the index come out.

Pagefind's own Python wrapper answers at most ten requests a second, which makes minutes of some thousand records, and
writes files of which the last are cut short when the process ends.  The protocol below it is small: base64 of a JSON
object and a comma, both ways (https://pagefind.app/docs/node-api/ describes the requests).
"""

import base64
import json
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from pagefind.service import get_executable

from dateline.model.problems import DatelineError
from dateline.project.settings import CONFIG_FILE

Request = Mapping[str, Any]

_MISSING = "Pagefind, which makes the search index, can't run"
_REMEDY = (
    "install it again (pip install 'pagefind[bin]'), or set `search: material` below the dateline plugin"
)
_CHUNK = 1 << 20


def program() -> Path:
    """Pagefind's program; raises `DatelineError` where there is none, or it does not run on this machine."""
    path = get_executable()
    if path is None:
        raise DatelineError(CONFIG_FILE, f"{_MISSING}: there is no program", _REMEDY)
    try:
        subprocess.run([path, "--version"], capture_output=True, check=True, timeout=30)
    except (OSError, subprocess.SubprocessError) as reason:
        raise DatelineError(CONFIG_FILE, f"{_MISSING}: {reason}", _REMEDY) from None
    return path


def ask(path: Path, requests: Sequence[Request]) -> list[dict[str, Any]]:
    """The answers to requests, in their order; raises `DatelineError` where one is refused or the process ends."""
    with subprocess.Popen(
        [path, "--service"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdin and process.stdout
        sender = threading.Thread(target=_send, args=(process.stdin, requests), daemon=True)
        sender.start()
        answers = {
            answer["message_id"]: answer["payload"] for answer in _answers(process.stdout, len(requests))
        }
        process.terminate()
        sender.join()
        with suppress(BrokenPipeError):  # what it did not read any more
            process.stdin.close()
    for number in range(1, len(requests) + 1):
        answer = answers.get(number, {"type": "Error", "message": "it ended before it had answered"})
        if answer["type"] == "Error":
            raise DatelineError(CONFIG_FILE, f"Pagefind made no search index: {answer['message']}", _REMEDY)
    return [answers[number] for number in range(1, len(requests) + 1)]


def _send(stream: IO[bytes], requests: Sequence[Request]) -> None:
    with suppress(BrokenPipeError):  # the reader of the answers says that the process has ended
        for number, payload in enumerate(requests, 1):
            message = json.dumps({"message_id": number, "payload": payload}).encode()
            stream.write(base64.b64encode(message) + b",")
        stream.flush()


def _answers(stream: IO[bytes], count: int) -> Iterator[dict[str, Any]]:
    """The first `count` answers that the process gives; fewer where it ends."""
    left: list[bytes] = []
    while count and (chunk := stream.read1(_CHUNK)):  # type: ignore[attr-defined]  # a pipe is buffered
        *ends, rest = chunk.split(b",")
        for end in ends:
            yield json.loads(base64.b64decode(b"".join((*left, end))))
            left.clear()
            count -= 1
        left.append(rest)
