"""Errors in the code itself, met on one file: their cause, and the line of the file that triggers them.

A person's file may hold what no test foresaw. One such line must not stop the work on all other files, and its message
has to lead to it.
"""

import traceback
from collections.abc import Callable, Sequence
from pathlib import PurePath

REPORT = "an error in Dateline, not in your text: please report it with the line"


def cause_of(reason: Exception) -> str:
    """What happened and where in the code: “KeyError: 'd' (date_format.py, line 215)”."""
    frames = traceback.extract_tb(reason.__traceback__)
    place = f" ({PurePath(frames[-1].filename).name}, line {frames[-1].lineno})" if frames else ""
    return f"{type(reason).__name__}: {reason}{place}"


def raises(step: Callable[[], object]) -> bool:
    """Whether a step ends in an error."""
    try:
        step()
    except Exception:  # whatever it is, it is this step's
        return True
    return False


def first_failing(lines: Sequence[str], fails: Callable[[str], bool]) -> int:
    """The number (from 1) of the line with which a text begins to fail; 0 where the whole text does not.

    Found by halving, so what fails is taken to go on failing when more lines follow.
    """
    if not fails("\n".join(lines)):
        return 0
    sound, failing = 0, len(lines)
    while failing - sound > 1:
        middle = (sound + failing) // 2
        if fails("\n".join(lines[:middle])):
            failing = middle
        else:
            sound = middle
    return failing


def line_of(text: str, words: str) -> int:
    """The number (from 1) of the first line of a text that holds the first line of these words; 0 if none does."""
    sought = words.strip().partition("\n")[0]
    lines = text.replace("\r\n", "\n").split("\n")
    return next((number for number, line in enumerate(lines, 1) if sought and sought in line), 0)
