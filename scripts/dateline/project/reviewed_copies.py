"""Reviewed versions: a copy of each briefing as a person last stood behind it, kept below `.dateline/reviewed/`.

The copies are committed.  A briefing that was renamed is recognised by its seed, a renamed seed by its digest.
"""

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

    @cache
    def by_seed() -> dict[str, Path]:
        """The copy that rests on each seed, named by its path or its digest; the first by name, of two.

        Left out are copies whose briefing is still there under its name.
        """
        found: dict[str, Path] = {}
        for copy in files.files_below(project.reviewed):
            for seed in files.named_seeds_of(copy, project.name(copy)) if copy.suffix == ".md" else ():
                for name in seed.names:
                    found.setdefault(name, copy)
        homes = {copy: project.briefings / copy.relative_to(project.reviewed) for copy in found.values()}
        return {seed: copy for seed, copy in found.items() if not homes[copy].is_file()}

    def copy_of(path: Path) -> Path | None:
        place = _place_of(project, path)
        if place is None or not project.reviewed.is_dir():
            return None
        if (project.reviewed / place).is_file():
            return project.reviewed / place
        seeds = files.named_seeds_of(path, project.name(path)) if by_seed() else ()
        return next((by_seed()[name] for seed in seeds for name in seed.names if name in by_seed()), None)

    def text_of(path: Path) -> str | None:
        copy = copy_of(path)
        return files.read_text(copy, project.name(copy)) if copy else None

    return text_of


def as_reviewed(text: str, name: str, day: str) -> str:
    """A briefing's text with the marks of a review; one that is locked stays locked."""
    status = split(unified(text), name).values.get("status")
    kept = ReviewStatus.LOCKED if status == ReviewStatus.LOCKED else ReviewStatus.REVIEWED
    return with_values(text, name, {"reviewed": day, "status": str(kept)})


def write_reviewed(project: Project, path: Path, text: str) -> None:
    """Write a briefing and the copy of it; the copy first, so that no review is without one.

    Raises `DatelineError` for a file that is no briefing of the project.
    """
    place = _place_of(project, path)
    if place is None:
        hint = f"briefings lie below {project.name(project.briefings)}/"
        raise DatelineError(project.name(path), "it is not among the briefings", hint)
    files.write_whole(project.reviewed / place, text)
    files.write_whole(path, text)


def _place_of(project: Project, path: Path) -> Path | None:
    """The path of a file below the folder of briefings; None for one that lies elsewhere."""
    whole = project.root / project.name(path)
    return whole.relative_to(project.briefings) if whole.is_relative_to(project.briefings) else None
