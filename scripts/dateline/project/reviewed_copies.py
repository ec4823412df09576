"""Reviewed versions: a copy of each briefing as a person last stood behind it, kept below `.dateline/reviewed/`.

The copies are committed.  A briefing that was renamed is recognised by its seed, a renamed seed by its digest.
"""

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

from dateline.briefing.front_matter import split, unified, with_values
from dateline.model.briefing import ReviewStatus
from dateline.model.problems import DatelineError
from dateline.project import files
from dateline.project.files import Project


def reviewed_texts(project: Project) -> Callable[[Path], str | None]:
    """A function from a briefing's path to its text when it was last reviewed, None where no copy is kept."""
    copy_of = find_copies(project)

    def text_of(path: Path) -> str | None:
        copy = copy_of(path)
        return files.read_text(copy, project.name(copy)) if copy else None

    return text_of


def find_copies(project: Project) -> Callable[[str | Path], Path | None]:
    """A function from a briefing's path to the copy of it, None where no copy is kept."""
    briefings, copies = _inside(project.briefings), _inside(project.reviewed)
    has_copies = project.reviewed.is_dir()
    by_seed = cache(lambda: _lone_copies(project))

    def copy_of(path: str | Path) -> Path | None:
        whole = os.path.abspath(path)  # noqa: PTH100 -- asked of every briefing, as in `Project.name`
        if not has_copies or not whole.startswith(briefings):
            return None
        if os.path.isfile(copy := f"{copies}{whole[len(briefings) :]}"):  # noqa: PTH113
            return Path(copy)
        seeds = files.named_seeds_of(Path(path), project.name(Path(path))) if by_seed() else ()
        return next((by_seed()[name] for seed in seeds for name in seed.names if name in by_seed()), None)

    return copy_of


def _lone_copies(project: Project) -> dict[str, Path]:
    """The copy that rests on each seed, named by its path or its digest; the first by name, of two.

    Left out are copies whose briefing is still there under its name; where all are, none is read.
    """
    copies = [copy for copy in files.files_below(project.reviewed) if copy.suffix == ".md"]
    lone = {copy for copy in copies if not (project.briefings / copy.relative_to(project.reviewed)).is_file()}
    found: dict[str, Path] = {}
    for copy in copies if lone else ():
        for seed in files.named_seeds_of(copy, project.name(copy)):
            for name in seed.names:
                found.setdefault(name, copy)
    return {seed: copy for seed, copy in found.items() if copy in lone}


def as_reviewed(text: str, name: str, day: str) -> str:
    """A briefing's text with the marks of a review; one that is locked stays locked."""
    status = split(unified(text), name).values.get("status")
    kept = ReviewStatus.LOCKED if status == ReviewStatus.LOCKED else ReviewStatus.REVIEWED
    return with_values(text, name, {"reviewed": day, "status": str(kept)})


def write_reviewed(project: Project, path: Path, text: str) -> None:
    """Write a briefing and the copy of it; the copy first, so that no review is without one.

    Raises `DatelineError` for a file that is no briefing of the project.
    """
    whole, briefings = os.path.abspath(path), _inside(project.briefings)  # noqa: PTH100
    if not whole.startswith(briefings):
        hint = f"briefings lie below {project.name(project.briefings)}/"
        raise DatelineError(project.name(path), "it is not among the briefings", hint)
    files.write_whole(project.reviewed / whole[len(briefings) :], text)
    files.write_whole(path, text)


def _inside(folder: Path) -> str:
    """How the paths of a folder's files begin."""
    return os.path.join(os.path.abspath(folder), "")  # noqa: PTH100, PTH118
