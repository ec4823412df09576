"""`dateline check --fix`: what can be mended safely is mended in the files, each written whole."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from dateline.check.autofix import Mend, mended
from dateline.check.runner import read_seed
from dateline.model.problems import DatelineError
from dateline.project import files
from dateline.project.files import Project
from dateline.project.lock import alone


def mend(
    project: Project, paths: Iterable[Path] = (), waiting: Callable[[], None] = lambda: None
) -> Iterator[tuple[str, Mend]]:
    """Mend the briefings at these paths, by default all; gives the name of the file with each mend.

    A file that can't be read has nothing mended (`proofread` says what is wrong with it).  `waiting` is called once if
    another run in the project has to end first.
    """
    with alone(project, waiting):
        for path in tuple(paths) or files.briefing_files(project):
            name = project.name(path)
            yield from ((name, done) for done in _mend_file(project, path, name))


def _mend_file(project: Project, path: Path, name: str) -> tuple[Mend, ...]:
    try:
        text = files.read_exact(path, name)
    except DatelineError:
        return ()
    after, mends = mended(text, name, partial(read_seed, project))
    try:
        if mends:
            files.write_whole(path.resolve(), after)  # a link goes on leading to its file
    except OSError as reason:
        hint = "nothing was lost: the file is as it was"
        raise DatelineError(name, f"can't be written: {reason.strerror}", hint) from None
    return mends
