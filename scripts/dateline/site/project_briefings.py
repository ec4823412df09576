"""The briefings of a project as a build takes them: each by its path, to be read when it has to be."""

import os
from collections.abc import Iterator
from functools import partial

from dateline.project.file_digests import FileDigests
from dateline.project.files import Project, read_with_digest
from dateline.site.briefing_index import BriefingFile


def project_briefings(project: Project, digests: FileDigests) -> Iterator[BriefingFile]:
    """Every briefing, by its path below their folder, in order."""
    start = len(str(project.briefings)) + 1
    for name, digest in digests.below(project.briefings).items():
        if name.endswith(".md"):
            path = name[start:].replace(os.sep, "/")
            yield BriefingFile(path, digest, partial(_read_briefing, project, path))


def _read_briefing(project: Project, path: str) -> tuple[str, str]:
    return read_with_digest(project.briefings / path, f"{project.name(project.briefings)}/{path}")
