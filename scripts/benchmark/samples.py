"""What was measured, as records that JSON keeps."""

import os
import platform
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

Say = Callable[[str], None]
"""Tells the user what goes on."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One measurement: seconds, and bytes."""

    tool: str
    phase: str
    size: int
    """Briefings, or articles."""
    turn: int
    wall: float
    cpu: float
    memory: int = 0
    """The peak, children included."""
    files: int = 0
    bytes: int = 0
    largest_page: int = 0


@dataclass(frozen=True, slots=True)
class Results:
    """The measurements of one run of the benchmark, where and when it ran, and what could not be measured."""

    command: str
    day: str
    machine: str
    builds: list[Sample] = field(default_factory=list)
    serving: list[Sample] = field(default_factory=list)
    conversion: list[Sample] = field(default_factory=list)
    unavailable: dict[str, str] = field(default_factory=dict)
    """Why, by tool."""


def new_results(command: str) -> Results:
    """Results without measurements, of today and of this machine."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    system = f"{platform.system()} {platform.release()}"
    machine = f"{cores} cores, {_processor()}, {system}, Python {platform.python_version()}"
    return Results(command, str(date.today()), machine)


def _processor() -> str:
    """The processor's own name, where the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")),
        platform.machine(),
    )
