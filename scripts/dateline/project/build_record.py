"""What a build of a site has left, for the next: what it was made of, and what it wrote.

A small file in the cache, which can be deleted at any time.
"""

import json
from dataclasses import dataclass, field, fields
from pathlib import Path

from dateline.project import files
from dateline.project.files import Project
from dateline.project.site_folder import Notes


@dataclass(frozen=True, slots=True)
class BuildRecord:
    """A build that has ended."""

    folder: str
    """The folder of the site."""
    made_of: str = ""
    """A digest of all that the site was made of; "" where another build can't do without it, since it warned."""
    state: str = ""
    """That of the site's files when it ended (`state_left`)."""
    notes: Notes = field(default_factory=dict)
    """The files that it wrote or kept."""


def load_record(project: Project, name: str, folder: Path | None = None) -> BuildRecord:
    """What the last build has left, into this folder if one is named; nothing where that is not known."""
    nothing = BuildRecord(str(folder or ""))
    try:
        record = BuildRecord(**json.loads((project.cache / name).read_text(encoding="utf-8")))
        is_whole = isinstance(record.folder, str) and isinstance(record.notes, dict)
        return record if is_whole and folder in (None, Path(record.folder)) else nothing
    except (OSError, ValueError, TypeError):
        return nothing


def save_record(project: Project, name: str, record: BuildRecord) -> None:
    """Keep what a build has left."""
    kept = {each.name: getattr(record, each.name) for each in fields(record)}
    files.write_cache(project, name, json.dumps(kept, separators=(",", ":")))
