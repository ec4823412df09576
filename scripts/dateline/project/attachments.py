"""Files beside the briefings that a briefing refers to: pictures, documents, tables, sounds."""

from pathlib import Path, PurePosixPath

from dateline.project.files import Project


def file_of(project: Project, path: str) -> Path | None:
    """The file at a path below the folder of briefings; None where there is none that a site may publish.

    That is a briefing, what is hidden, an editor's copy, and whatever lies outside the folder, also by way of a link.
    """
    parts = PurePosixPath(path).parts
    if not parts or path.endswith(".md") or any(part.startswith(".") or part.endswith("~") for part in parts):
        return None
    try:
        file = (project.briefings / path).resolve()
        is_inside = file.is_relative_to(project.briefings.resolve())
        return project.briefings / path if is_inside and file.is_file() else None
    except (OSError, ValueError):  # a name that no file can have
        return None
