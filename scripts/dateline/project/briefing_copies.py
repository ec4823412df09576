"""The copies of one briefing: the person's file, what was generated last, and what a person deleted or kept of it.

Base copy and list are committed side by side (`.dateline/base/2024-05-12-dam.md` and `….remembered.txt`).  The copies
are changed in one step: see `journal`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.model.problems import DatelineError
from dateline.project import files
from dateline.project.files import Project
from dateline.project.journal import Write

_HEADER = (
    "# Deleted, or kept, by hand in this briefing, and not in its base copy: one a line.",
    "# A line that is taken out here may be generated again.",
)
_NO_ITEM = ("#", "<<<<", "====", "||||", ">>>>")
"""How lines of the list begin that are comments, or git's conflict markers."""


@dataclass(frozen=True, slots=True)
class CopyPaths:
    """Where the copies of one briefing lie."""

    briefing: Path
    base: Path
    proposals: Path

    @property
    def remembered(self) -> Path:
        """The list of what was deleted or kept."""
        return self.base.with_name(f"{self.base.stem}.remembered.txt")


def copy_paths(project: Project, briefing: Path, base: Path | None) -> CopyPaths:
    """The paths of a briefing's copies.

    A base copy stays where it was first made, if the briefing is renamed; one that is new (None) takes nobody's place.
    """
    if base is None:
        own = project.bases / briefing.relative_to(project.briefings)
        base = next(path for path in files.numbered_paths(own) if not path.exists())
    return CopyPaths(briefing, base, project.proposals / base.relative_to(project.bases))


@dataclass(frozen=True, slots=True)
class Copies:
    """What the files hold; None for one that is not there."""

    current: str | None = None
    """The briefing to its last character."""
    base: str | None = None
    remembered: str | None = None
    proposals: str | None = None

    @property
    def remembered_items(self) -> tuple[str, ...]:
        """The entries of the list of what was deleted or kept."""
        lines = (self.remembered or "").splitlines()
        return tuple(line for line in lines if line and not line.startswith(_NO_ITEM))


def read_copies(project: Project, paths: CopyPaths) -> Copies:
    """The copies as they lie on the disk now; raises `DatelineError` where one can't be read."""
    is_there = paths.briefing.is_file()
    return Copies(
        files.read_exact(paths.briefing, project.name(paths.briefing)) if is_there else None,
        *map(_read_copy, (paths.base, paths.remembered, paths.proposals)),
    )


def _read_copy(path: Path) -> str | None:
    """A file of our own, of which what can be read counts."""
    try:
        return path.read_text(encoding="utf-8-sig", errors="replace")
    except FileNotFoundError:
        return None
    except OSError as reason:
        hint = "check that you may read it"
        raise DatelineError(path.as_posix(), f"can't be read: {reason.strerror}", hint) from None


def remembered_text(items: Sequence[str]) -> str | None:
    """The list of what was deleted or kept; None where it is empty."""
    lines = [*_HEADER, *(" ".join(item.split("\n")) for item in sorted(items))]
    return "\n".join(lines) + "\n" if items else None


def writes_between(paths: CopyPaths, have: Copies, want: Copies) -> Iterator[Write]:
    """What has to be written, in its order: the person's file first."""
    if want.current is not None and want.current != have.current:
        yield Write(paths.briefing, have.current, want.current)
    for name in ("base", "remembered", "proposals"):
        before, after = getattr(have, name), getattr(want, name)
        if before != after:
            yield Write(getattr(paths, name), before, after)
