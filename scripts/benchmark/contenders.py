"""The tools that build the same briefings: how each is installed, given them, and run."""

import re
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

import yaml

LAYOUTS = Path(__file__).parent / "layouts"
_TIMEOUT = 600
"""Seconds that an installation may take."""


class UnavailableError(Exception):
    """A tool that can't be measured here; the text says why."""


Install = Callable[[Path], Path]
"""Installs a tool below the benchmark's cache; gives the program.  Raises `UnavailableError`."""
Fill = Callable[[Path, Path], None]
"""Writes the briefings of a project into a folder, as a tool wants them."""


class Do(Enum):
    """What is done before a tool is run."""

    RESET = "put what runs left behind aside"
    EDIT = "change a briefing"


@dataclass(frozen=True, slots=True)
class Contender:
    """A tool that makes a site of Markdown."""

    name: str
    install: Install
    fill: Fill
    arguments: Sequence[str]
    """What the program is run with."""
    output: str
    """The folder of the site."""
    kept: Sequence[str] = ()
    """What else a run leaves behind for the next one."""
    phases: Mapping[str, tuple[Do, ...]] = field(default_factory=lambda: {"full": (Do.RESET,)})
    """What is measured, each with what is done before."""
    turns: int | None = None
    """In how many rounds it is run; None for all of them."""

    def prepare(self, folder: Path, phase: str, turn: int) -> None:
        """Bring the folder of a project to where a phase begins."""
        if Do.RESET in self.phases[phase]:
            for name in (self.output, *self.kept):
                _put_aside(folder / name)
        if Do.EDIT in self.phases[phase]:
            edit(folder, f"edited in round {turn}")


def _put_aside(folder: Path) -> None:
    """Move a folder out of the way: deleting many files slows the making of others for minutes (ext4)."""
    if folder.exists():
        aside = folder.parent.parent / "aside"
        aside.mkdir(exist_ok=True)
        folder.rename(Path(tempfile.mkdtemp(dir=aside)) / folder.name)


def edit(folder: Path, words: str) -> str:
    """Put words before the lead of the middle briefing of a project, in place of an earlier edit; gives its address."""
    paths = sorted((folder / "briefings").iterdir())
    path = paths[len(paths) // 2]
    text = path.read_text(encoding="utf-8")
    lead = re.compile(r"(?<=\n---\n\n)(?:\(.*?\) )?")
    path.write_text(lead.sub(f"({words}) ", text, count=1), encoding="utf-8")
    return f"briefings/{path.stem}/"


# --- installation -----------------------------------------------------------------------------------------------


def this_python(cache: Path) -> Path:
    """The Python that runs the benchmark, with what is installed in it."""
    return Path(sys.executable)


def _on_this_machine(name: str, package: str) -> Install:
    """A program that the system's own packages bring."""

    def find(cache: Path) -> Path:
        found = shutil.which(name)
        if found is None:
            raise UnavailableError(f"there is no {name} here; Debian has it: apt install {package}")
        return Path(found)

    return find


def from_pypi(program: str, *packages: str, folder: str = "") -> Install:
    """A program of packages from PyPI, in an environment of its own, by default named like the program."""

    def install(cache: Path) -> Path:
        home = cache / "python" / (folder or program)
        if not (home / "installed").exists():
            venv.create(home, clear=True, with_pip=True)
            _quietly([home / "bin" / "python", "-m", "pip", "install", "--quiet", *packages], cache)
            (home / "installed").touch()
        return home / "bin" / program

    return install


def _from_npm(name: str, *packages: str) -> Install:
    """A program of packages from npm; they lie above the folders of sites, where Node looks for modules."""

    def install(cache: Path) -> Path:
        if shutil.which("npm") is None:
            raise UnavailableError("there is no npm here")
        program = cache / "node_modules" / ".bin" / name
        if not program.exists():
            _quietly(["npm", "install", "--prefix", cache, "--no-audit", "--no-fund", *packages], cache)
        return program

    return install


def _quietly(command: Sequence[str | Path], folder: Path) -> None:
    try:
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=_TIMEOUT)
    except subprocess.CalledProcessError as reason:
        raise UnavailableError(reason.stderr.decode(errors="replace").strip().splitlines()[-1]) from None
    except subprocess.TimeoutExpired:
        raise UnavailableError(f"its installation took more than {_TIMEOUT} seconds") from None


# --- the briefings, as each tool wants them -------------------------------------------------------------------------


def _whole_project(project: Path, folder: Path) -> None:
    shutil.copytree(project, folder, dirs_exist_ok=True)


def _layout(name: str, briefings: str) -> Fill:
    """The tool's own layout, and the briefings as they are below a folder of it."""

    def fill(project: Path, folder: Path) -> None:
        shutil.copytree(LAYOUTS / name, folder, dirs_exist_ok=True)
        shutil.copytree(project / "briefings", folder / briefings, dirs_exist_ok=True)

    return fill


def _for_pelican(project: Path, folder: Path) -> None:
    """Pelican reads no YAML: it gets title, date and summary, and topics and names as tags."""
    shutil.copytree(LAYOUTS / "pelican", folder, dirs_exist_ok=True)
    (folder / "content").mkdir(exist_ok=True)
    for path in (project / "briefings").iterdir():
        _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
        values: dict[str, Any] = yaml.load(front, yaml.CSafeLoader)
        tags = [name for kind in ("topics", "people", "organisations", "places") for name in values[kind]]
        head = {
            "Title": values["title"],
            "Slug": path.stem,
            "Date": values["date"],
            "Summary": values["description"],
        }
        lines = [f"{key}: {value}" for key, value in {**head, "Tags": ", ".join(tags)}.items()]
        (folder / "content" / path.name).write_text("\n".join([*lines, body]), encoding="utf-8")


# --- the table ----------------------------------------------------------------------------------------------------

_MKDOCS = ("-m", "mkdocs", "build", "--quiet")

DATELINE = Contender(
    "Dateline",
    this_python,
    _whole_project,
    _MKDOCS,
    output="site",
    kept=(".dateline/cache",),
    phases={"cold": (Do.RESET,), "unchanged": (), "one edit": (Do.EDIT,)},
)
MATERIAL = Contender(
    "MkDocs + Material", this_python, _layout("material", "docs/briefings"), _MKDOCS, output="site"
)
HUGO = Contender(
    "Hugo",
    _on_this_machine("hugo", "hugo"),
    _layout("hugo", "content/briefings"),
    ("--quiet",),
    output="public",
    kept=("resources",),
)
OTHERS = (
    Contender(
        "Eleventy",
        _from_npm("eleventy", "@11ty/eleventy@3", "markdown-it-footnote@4"),
        _layout("eleventy", "content/briefings"),
        ("--quiet",),
        output="_site",
        turns=1,
    ),
    Contender(
        "Pelican",
        from_pypi("pelican", "pelican[markdown]==4.*"),
        _for_pelican,
        ("--settings", "pelicanconf.py", "--output", "output", "--fatal", "errors"),
        output="output",
        kept=("cache",),
        turns=1,
    ),
    Contender(
        "Zensical",
        from_pypi("zensical", "zensical"),
        _layout("material", "docs/briefings"),
        ("build",),
        output="site",
        kept=(".cache",),
        turns=1,
    ),
)
CONTENDERS = (DATELINE, MATERIAL, HUGO, *OTHERS)
