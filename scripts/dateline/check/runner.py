"""The checks over a whole project: files read, findings kept by content, every file held against the others.

Used by the command and by the plugin.  What was found in a file is found again in the cache
(`.dateline/cache/check.json`) as long as the file, its seeds, the settings and the checks are the same.
"""

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path

from dateline.briefing.front_matter import split
from dateline.check import check_cache, examination
from dateline.check.check_cache import Record
from dateline.check.examination import Findings, Outline, Rules, SeedText
from dateline.check.markdown import anchors_in
from dateline.check.rules.links import files_named
from dateline.check.seed_texts import seed_text_of
from dateline.model.internal_errors import REPORT, cause_of, first_failing, raises
from dateline.model.problems import DatelineError, Problem, Severity, error, in_order
from dateline.project import attachments, files, reviewed_copies, run_state, seed_files
from dateline.project.files import Project
from dateline.project.settings import MOUNT

_PER_JOB = 400
"""Another process pays from about this many files on: it takes as long to start."""


@dataclass(frozen=True, slots=True)
class Report:
    """What was found, by file (the path below the project's root), in order; files without problems are there too."""

    problems: Mapping[str, tuple[Problem, ...]]
    attached: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The files that each briefing refers to, of all briefings: both as paths below their folder."""

    def all(self) -> tuple[Problem, ...]:
        """All problems, file by file."""
        return tuple(chain.from_iterable(self.problems.values()))


def proofread(project: Project, paths: Iterable[Path] = (), jobs: int | None = None) -> Report:
    """Check the briefings at these paths, by default all, alone and against all others of the project.

    `jobs` is the number of processes, by default as many as pay.
    """
    every = {project.name(path): path for path in files.briefing_files(project)}
    chosen = {project.name(path): path for path in paths} or every
    version = _version(project)
    known = check_cache.recall(project, version)
    found = _examined(project, chosen, known, jobs)
    outlines = {name: record.findings.outline for name, record in found.items()}
    outlines |= {name: _outline(name, path, known) for name, path in every.items() if name not in outlines}
    if found != known:
        check_cache.remember(project, version, {**known, **found} if chosen is not every else found)
    below = {path.relative_to(project.briefings).as_posix(): outlines[name] for name, path in every.items()}
    between = _compared(project, below)
    return Report(
        {
            name: in_order((*record.findings.problems, *between.get(name, ())))
            for name, record in found.items()
        },
        {path: tuple(_attached(project, path, outline)) for path, outline in below.items() if outline.links},
    )


def rules_of(project: Project) -> Rules:
    """What a project sets about the checks."""
    return Rules(Severity(project.settings.no_evidence), has_seeds=project.seeds.is_dir())


def read_seed(project: Project, name: str) -> SeedText:
    """The text of the seed that a briefing names; raises `DatelineError`."""
    return seed_text_of(seed_files.seed_named(project, name), project.settings.max_seed_bytes)


def _version(project: Project) -> str:
    """All that findings depend on beside the files themselves."""
    return run_state.digest_of(
        f"{run_state.checking_version()} {rules_of(project)} {project.settings.max_seed_mb}"
    )


# --- one file ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Task:
    """A file to check, and its text when it was last reviewed, where that is kept."""

    name: str
    path: Path
    reviewed: str | None


def _examined(
    project: Project, chosen: Mapping[str, Path], known: Mapping[str, Record], jobs: int | None
) -> dict[str, Record]:
    """A record for each file: the one that is known, where nothing has changed that it rests on."""
    reviewed = reviewed_copies.reviewed_texts(project)
    digests: dict[str, str] = {}
    tasks = [_task(name, path, reviewed) for name, path in chosen.items()]
    found = {task.name: _still_true(project, task, known.get(task.name), digests) for task in tasks}
    todo = [task for task in tasks if found[task.name] is None]
    made = dict(zip((task.name for task in todo), _examine_all(project, todo, jobs), strict=True))
    return {name: record or made[name] for name, record in found.items()}


def _task(name: str, path: Path, reviewed: Callable[[Path], str | None]) -> _Task:
    try:
        return _Task(name, path, reviewed(path))
    except DatelineError:  # a copy that can't be read is as good as none
        return _Task(name, path, None)


def _still_true(
    project: Project, task: _Task, record: Record | None, digests: dict[str, str]
) -> Record | None:
    """The record, if the file, its reviewed version and its seeds are as they were; `digests` learns the seeds'."""
    if record is None or (record.text, record.reviewed) != _digests(task):
        return None
    for seed, digest in record.seeds.items():
        if seed not in digests:
            digests[seed] = files.digest_of_file(seed_files.file_of(project, seed))
        if digests[seed] != digest:
            return None
    return record


def _digests(task: _Task) -> tuple[str, str]:
    return files.digest_of_file(task.path), run_state.digest_of(task.reviewed) if task.reviewed else ""


def _examine_all(project: Project, todo: Sequence[_Task], jobs: int | None) -> Iterable[Record]:
    count = min(jobs or os.cpu_count() or 1, max(1, len(todo) // _PER_JOB))
    step = partial(_examine, project)
    if count == 1:
        return map(step, todo)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(count, mp_context=context) as pool:
        return list(pool.map(step, todo, chunksize=64))


def _examine(project: Project, task: _Task) -> Record:
    digests = _digests(task)
    try:
        text = files.read_text(task.path, task.name)
    except DatelineError as reason:
        return Record(*digests, {}, Findings((reason.problem,)))
    rules = rules_of(project)
    try:
        findings = examination.examine(text, task.name, partial(read_seed, project), rules, task.reviewed)
    except Exception as reason:  # one file must not keep the others from being checked
        return Record(*digests, {}, Findings((_failed(project, task, text, reason),)))
    seeds = sorted({seed.text for seed in findings.outline.seeds})
    read = {seed: files.digest_of_file(seed_files.file_of(project, seed)) for seed in seeds}
    return Record(*digests, read, findings)


def _failed(project: Project, task: _Task, text: str, reason: Exception) -> Problem:
    """What is told of a file on which the checks themselves fail, with the line that brings it out."""
    examine = partial(examination.examine, file=task.name, read_seed=partial(read_seed, project))
    line = first_failing(text.split("\n"), lambda part: raises(lambda: examine(part)))
    return error(task.name, line, f"the checks failed: {cause_of(reason)}", REPORT)


def _outline(name: str, path: Path, known: Mapping[str, Record]) -> Outline:
    record = known.get(name)
    if record is not None and record.text == files.digest_of_file(path):
        return record.findings.outline
    try:
        return examination.outline_of(files.read_text(path, name), name)
    except DatelineError:  # it is said when that file is checked
        return Outline()


# --- all files -------------------------------------------------------------------------------------------------


def _compared(project: Project, outlines: Mapping[str, Outline]) -> dict[str, list[Problem]]:
    """What is wrong between the files, by file."""
    folder = project.name(project.briefings)
    found: dict[str, list[Problem]] = {}
    for problem in examination.compare(outlines, folder, partial(_places_on_site, project)):
        found.setdefault(problem.file, []).append(problem)
    return found


def _attached(project: Project, path: str, outline: Outline) -> Iterator[str]:
    """The files beside a briefing that it refers to, those that are there."""
    return (name for name in files_named(path, outline.links) if attachments.file_of(project, name))


def _places_on_site(project: Project, path: str) -> frozenset[str] | None:
    """The places on a page of `docs/`; none on a file that is no page, None where there is no file."""
    if path.startswith(f"{MOUNT}/") and attachments.file_of(project, path.removeprefix(f"{MOUNT}/")):
        return frozenset()
    file = project.docs / path
    if path.startswith("..") or not file.is_file():
        return None
    if file.suffix != ".md":
        return frozenset()
    try:
        return frozenset(anchors_in(split(files.read_text(file, path), path).body))
    except DatelineError:
        return frozenset()
