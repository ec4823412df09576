"""The copies of one briefing: the person's file, what was generated last, and what a person deleted or kept of it.

Base copy and memory are committed side by side (`.dateline/base/2024-05-12-dam.md` and `….remembered.txt`).  What is
beside them is changed in one step: see `journal`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.model.problems import DatelineError
from dateline.project import files
from dateline.project.files import Project
from dateline.project.journal import Write

_ABOVE = (
    "# Deleted, or kept, by hand in this briefing, and not in its base copy: one a line.",
    "# A line that is taken out here may be generated again.",
)


@dataclass(frozen=True, slots=True)
class Places:
    """Where the files of one briefing lie."""

    briefing: Path
    base: Path
    proposals: Path

    @property
    def remembered(self) -> Path:
        """The list of what was deleted or kept."""
        return self.base.with_name(f"{self.base.stem}.remembered.txt")


def places_of(project: Project, briefing: Path, base: Path | None) -> Places:
    """The places of a briefing.

    A base copy stays where it was first made, if the briefing is renamed; one that is new (None) takes nobody's place.
    """
    own = briefing.relative_to(project.briefings)
    if base is None:
        base = next(path for path in files.numbered(project.bases / own) if not path.exists())
    return Places(briefing, base, project.proposals / base.relative_to(project.bases))


@dataclass(frozen=True, slots=True)
class Copies:
    """What the files hold; None for one that is not there."""

    current: str | None = None
    """The briefing to its last character."""
    base: str | None = None
    remembered: str | None = None
    proposals: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The entries of the list of what was deleted or kept; git's conflict markers in it don't count."""
        lines = (self.remembered or "").splitlines()
        return tuple(
            line for line in lines if line and not line.startswith(("#", "<<<<", "====", "||||", ">>>>"))
        )


def read_copies(project: Project, places: Places) -> Copies:
    """The copies as they lie on the disk now; raises `DatelineError` where the briefing can't be read."""
    is_there = places.briefing.is_file()
    return Copies(
        files.read_exact(places.briefing, project.name(places.briefing)) if is_there else None,
        *map(_kept, (places.base, places.remembered, places.proposals)),
    )


def _kept(path: Path) -> str | None:
    """A file of our own, of which what can be read counts."""
    try:
        return path.read_text(encoding="utf-8-sig", errors="replace")
    except FileNotFoundError:
        return None
    except OSError as reason:
        hint = "check that you may read it"
        raise DatelineError(path.as_posix(), f"can't be read: {reason.strerror}", hint) from None


def remembered_text(names: Sequence[str]) -> str | None:
    """The list of what was deleted or kept; None where it is empty."""
    lines = [*_ABOVE, *(" ".join(name.split("\n")) for name in sorted(names))]
    return "\n".join(lines) + "\n" if names else None


def writes_of(places: Places, have: Copies, want: Copies) -> Iterator[Write]:
    """What has to be written, in its order: the person's file first."""
    if want.current != have.current and want.current is not None:
        yield Write(places.briefing, have.current, want.current)
    for path, before, after in (
        (places.base, have.base, want.base),
        (places.remembered, have.remembered, want.remembered),
        (places.proposals, have.proposals, want.proposals),
    ):
        if before != after:
            yield Write(path, before, after)
