"""The checks and the fixes over a whole project: files read, findings kept by content, fixed files written whole.

Used by the command and by the plugin.  What was found in a file is found again in the cache `check` as long as the
file, its seeds, the settings and the checks are the same.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import astuple, dataclass, field
from functools import cache as cached
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from dateline.briefing import document
from dateline.briefing.front_matter import split
from dateline.check import examination
from dateline.check.autofix import Fix, fix_briefing
from dateline.check.examination import CheckSettings, Findings, Outline, PlacedText, SeedText
from dateline.check.markdown import anchors_in
from dateline.check.records import Read
from dateline.check.rules.links import linked_files
from dateline.compose.citations import place_in_article
from dateline.model.article import Article, Seed, Span
from dateline.model.internal_errors import REPORT, cause_of, first_failing, raises
from dateline.model.problems import DatelineError, Problem, Severity, error, in_order
from dateline.project import cache, files, reviewed_copies, seed_files
from dateline.project.engines import LocalEngine
from dateline.project.file_digests import FileDigests
from dateline.project.files import Project
from dateline.project.journal import exclusive_run
from dateline.project.processes import can_fork, cores, map_in_processes
from dateline.project.settings import MOUNT

_PER_JOB = 400
"""Where none can be forked, another process pays from about this many files on: it takes as long to start."""


@dataclass(frozen=True, slots=True)
class Report:
    """What was found, by file (the path below the project's root), in order; files without problems are there too."""

    problems: Mapping[str, tuple[Problem, ...]]
    attached: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The files that each briefing refers to, of all briefings: both as paths below their folder."""
    elsewhere: tuple[str, ...] = ()
    """The files that briefings name as seeds and that are none of those in the folder of seeds, there or not."""

    def all(self) -> tuple[Problem, ...]:
        """All problems, file by file."""
        return tuple(chain.from_iterable(self.problems.values()))


@dataclass(frozen=True, slots=True)
class CachedCheck:
    """What was found in a file, and the digests of all that it rests on: the file, its reviewed version, its seeds."""

    text: str
    reviewed: str
    seeds: Mapping[str, str]
    findings: Findings


def check_project(
    project: Project,
    paths: Iterable[Path] = (),
    jobs: int | None = None,
    read: Read = document.read,
    digests: FileDigests | None = None,
) -> Report:
    """Check the briefings at these paths, by default all, alone and against all others of the project.

    `jobs` is the number of processes, by default as many as pay.  A `read` that knows briefings already saves parsing
    them again.  `digests` are those of the files as they are now.
    """
    digests = digests or FileDigests(project.cache)
    every = {project.name(path): path for path in files.briefing_files(project)}
    chosen = {project.name(path): path for path in paths} or every
    version = cache.digest_of(
        f"{cache.version_of('check')} {settings_of(project)} {project.settings.max_seed_mb}"
    )
    known = cache.load_cache(project, "check", version, _cached_check)
    found = _check_files(project, chosen, known, digests, jobs, read)
    outlines = {name: record.findings.outline for name, record in found.items()}
    outlines |= {
        name: _outline(name, path, known, digests) for name, path in every.items() if name not in outlines
    }
    if found != known:
        kept = {**known, **found} if chosen is not every else found
        cache.save_cache(project, "check", version, {name: astuple(record) for name, record in kept.items()})
    digests.save()
    below = {path.relative_to(project.briefings).as_posix(): outlines[name] for name, path in every.items()}
    between: dict[str, list[Problem]] = {}
    folder = project.name(project.briefings)
    for problem in examination.compare_briefings(below, folder, partial(_anchors_on_site, project)):
        between.setdefault(problem.file, []).append(problem)
    return Report(
        {
            name: in_order((*record.findings.problems, *between.get(name, ())))
            for name, record in found.items()
        },
        {path: tuple(_attached(project, path, outline)) for path, outline in below.items() if outline.links},
        tuple(_seeds_elsewhere(project, outlines.values(), digests)),
    )


def problems_of_file(project: Project, path: Path) -> tuple[Problem, ...]:
    """What is wrong with a briefing alone: not what is only seen beside the others, such as links to them."""
    reviewed: str | None = None
    with suppress(DatelineError):
        reviewed = reviewed_copies.reviewed_texts(project)(path)
    file = _FileToCheck(project.name(path), path, reviewed)
    return in_order(_check_file(project, file, document.read).findings.problems)


def fix_project(
    project: Project, paths: Iterable[Path] = (), waiting: Callable[[], None] = lambda: None
) -> Iterator[tuple[str, Fix]]:
    """Fix the briefings at these paths, by default all; gives the name of the file with each fix.

    A file that can't be read is left alone (`check_project` says why).  `waiting` is called once if another run in the
    project has to end first.
    """
    with exclusive_run(project, waiting):
        for path in tuple(paths) or files.briefing_files(project):
            name = project.name(path)
            try:
                text = files.read_exact(path, name)
            except DatelineError:
                continue
            after, fixes = fix_briefing(text, name, partial(read_seed, project))
            try:
                if fixes:
                    files.write_whole(path, after)
            except OSError as reason:
                hint = "nothing was lost: the file is as it was"
                raise DatelineError(name, f"can't be written: {reason.strerror}", hint) from None
            yield from ((name, fix) for fix in fixes)


def settings_of(project: Project) -> CheckSettings:
    """What a project sets about the checks."""
    return CheckSettings(Severity(project.settings.no_evidence), has_seeds=project.seeds.is_dir())


def read_seed(project: Project, name: str) -> SeedText:
    """The text of the seed that a briefing names; raises `DatelineError`."""
    return seed_text_of(seed_files.seed_named(project, name), project.settings.max_seed_bytes)


def seed_text_of(seed: Seed, max_bytes: int) -> SeedText:
    """The text of a seed, and a way to learn where in its article a passage stands; raises `DatelineError`."""
    from dateline.formats import (
        seed_reader,
    )  # a third of a second, which a check without changes does not need

    def place(start: int) -> str | None:
        return place_in_article(article(), Span(seed.path, start, start + 1))

    @cached
    def article() -> Article:
        return seed_reader.article_from_seed(seed, max_bytes)[0]

    text = seed_reader.text_from_seed(seed, max_bytes)
    digest, *stored = seed.digests
    return SeedText(text, digest, next(iter(stored), None), place)


# --- one file ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _FileToCheck:
    """A file to check, and its text when it was last reviewed, where that is kept."""

    name: str
    path: Path
    reviewed: str | None

    @property
    def reviewed_digest(self) -> str:
        """That of its reviewed version."""
        return cache.digest_of(self.reviewed) if self.reviewed else ""


def _check_files(
    project: Project,
    chosen: Mapping[str, Path],
    known: Mapping[str, CachedCheck],
    digests: FileDigests,
    jobs: int | None,
    read: Read,
) -> dict[str, CachedCheck]:
    """A record for each file: the one that is known, where nothing has changed that it rests on."""
    reviewed_text = reviewed_copies.reviewed_texts(project)
    digest_of_seed = cached(lambda seed: digests.of(seed_files.seed_file(project, seed)))
    todo: list[_FileToCheck] = []
    found: dict[str, CachedCheck] = {}
    for name, path in chosen.items():
        try:
            file = _FileToCheck(name, path, reviewed_text(path))
        except DatelineError:  # a copy that can't be read is as good as none
            file = _FileToCheck(name, path, None)
        record = known.get(name)
        if (
            record is not None
            and (record.text, record.reviewed) == (digests.of(path), file.reviewed_digest)
            and all(digest_of_seed(seed) == digest for seed, digest in record.seeds.items())
        ):
            found[name] = record
        else:
            todo.append(file)
    found |= zip((file.name for file in todo), _check_each(project, todo, jobs, read), strict=True)
    return {name: found[name] for name in chosen}


def _digest_of_seed(project: Project, name: str) -> str:
    return files.digest_of_file(seed_files.seed_file(project, name))


def _check_each(
    project: Project, todo: Sequence[_FileToCheck], jobs: int | None, read: Read
) -> Iterable[CachedCheck]:
    check = partial(_check_file, project, read=read)
    count = min(jobs or cores(), max(1, len(todo) // _PER_JOB))
    # A `read` of the caller's own knows what this process holds: no other than a forked one can have it.
    if can_fork() or count == 1 or read is not document.read:
        return map_in_processes(check, todo, jobs)
    with LocalEngine(count) as engine:
        return list(engine.map(check, todo, _PER_JOB))


def _check_file(project: Project, file: _FileToCheck, read: Read) -> CachedCheck:
    digests = files.digest_of_file(file.path), file.reviewed_digest
    examine = partial(
        examination.examine,
        file=file.name,
        read_seed=partial(read_seed, project),
        settings=settings_of(project),
        reviewed=file.reviewed,
        read=read,
    )
    try:
        text = files.read_text(file.path, file.name)
    except DatelineError as reason:
        return CachedCheck(*digests, {}, Findings((reason.problem,)))
    try:
        findings = examine(text)
    except Exception as reason:  # one file must not keep the others from being checked
        line = first_failing(text.split("\n"), lambda part: raises(lambda: examine(part)))
        failure = error(file.name, line, f"the checks failed: {cause_of(reason)}", REPORT)
        return CachedCheck(*digests, {}, Findings((failure,)))
    seeds = sorted({seed.text for seed in findings.outline.seeds})
    return CachedCheck(*digests, {seed: _digest_of_seed(project, seed) for seed in seeds}, findings)


def _cached_check(fields: list[Any]) -> CachedCheck:
    """A record of what `astuple` has made of it."""
    text, reviewed, seeds, (problems, (*placed, anchors)) = fields
    topics, named, links = (tuple(PlacedText(*each) for each in kind) for kind in placed)
    found = tuple(map(Problem.of_row, problems))
    return CachedCheck(
        text, reviewed, dict(seeds), Findings(found, Outline(topics, named, links, tuple(anchors)))
    )


def _outline(name: str, path: Path, known: Mapping[str, CachedCheck], digests: FileDigests) -> Outline:
    record = known.get(name)
    if record is not None and record.text == digests.of(path):
        return record.findings.outline
    try:
        return examination.outline_of(files.read_text(path, name), name)
    except DatelineError:  # it is said when that file is checked
        return Outline()


def _seeds_elsewhere(project: Project, outlines: Iterable[Outline], digests: FileDigests) -> Iterator[str]:
    names = {seed.text for outline in outlines for seed in outline.seeds}
    inside = {project.name(Path(name)) for name in digests.below(project.seeds)}
    yield from sorted({file for name in names - inside for file in (name, name.partition("#")[0])} - inside)


# --- the site --------------------------------------------------------------------------------------------------


def _attached(project: Project, path: str, outline: Outline) -> Iterator[str]:
    """The files beside a briefing that it refers to, those that are there."""
    return (name for name in linked_files(path, outline.links) if files.attachment(project, name))


def _anchors_on_site(project: Project, path: str) -> frozenset[str] | None:
    """The places on a page of `docs/`; none on a file that is no page, None where there is no file."""
    if path.startswith(f"{MOUNT}/") and files.attachment(project, path.removeprefix(f"{MOUNT}/")):
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
