"""The checks and the fixes over a whole project: files read, findings kept by content, fixed files written whole.

Used by the command and by the plugin.  What was found in a file is found again in the cache `check` as long as the
file, its seeds, the settings and the checks are the same.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache as cached
from functools import partial
from itertools import chain
from pathlib import Path

from dateline.briefing import document
from dateline.briefing.front_matter import split
from dateline.check import examination
from dateline.check.autofix import Fix, fix_briefing
from dateline.check.examination import CheckSettings, Findings, Outline, SeedText
from dateline.check.markdown import anchors_in
from dateline.check.records import Read
from dateline.check.rules.links import linked_files
from dateline.compose.citations import place_in_article
from dateline.formats.seed_text import text_from_seed
from dateline.model.article import Article, Seed, Span
from dateline.model.internal_errors import REPORT, cause_of, first_failing, raises
from dateline.model.problems import DatelineError, Problem, Severity, error, in_order
from dateline.project import cache, files, reviewed_copies, seed_files
from dateline.project.content_store import ContentStore
from dateline.project.engines import LocalEngine
from dateline.project.file_digests import FileDigests
from dateline.project.files import Project
from dateline.project.forked_process import can_fork
from dateline.project.journal import exclusive_run
from dateline.project.processes import cores, map_in_processes
from dateline.project.settings import MOUNT, OMIT

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


@dataclass(frozen=True, slots=True)
class FileToCheck:
    """A file to check, and the copy of it as it was last reviewed, where one is kept."""

    name: str
    path: Path
    reviewed: Path | None


class ProjectCheck:
    """A check of the briefings at some paths, by default all, alone and against all others of the project.

    `todo` are those of which it is not known what is wrong with them; they are examined one by one, wherever and when
    the caller likes, and `report` puts together what came of that.  `digests` are those of the files as they are now.
    """

    def __init__(
        self, project: Project, paths: Iterable[Path] = (), digests: FileDigests | None = None
    ) -> None:
        self.project, self._digests = project, digests or FileDigests(project.cache)
        self.settings = settings_of(project)
        self._folder = project.name(project.briefings)
        start, found = len(str(project.briefings)), self._digests.below(project.briefings)
        listed = (path for path in found if path.endswith(".md"))
        self._every = {f"{self._folder}{path[start:].replace(os.sep, '/')}": path for path in listed}
        self._chosen = {project.name(path): str(path) for path in paths} or self._every
        settings = f"{self.settings} {project.settings.max_seed_mb}"
        version = cache.digest_of(f"{cache.version_of('check')} {settings}")
        self._store = ContentStore(project, "check", version, CachedCheck)
        names = self._every | self._chosen
        self._known = {name: self._store.get(cache.digest_of(name)) for name in names}
        self._found: dict[str, CachedCheck | None] = {}
        self.todo = tuple(self._look_up())

    def _look_up(self) -> Iterator[FileToCheck]:
        """Take over what is known; gives the files of which anything has changed that it rests on."""
        digests, copy_of = self._digests, reviewed_copies.find_copies(self.project)
        digests.below(self.project.seeds)  # one look at a folder costs less than one at each of its files
        digest_of_seed = cached(self._digest_of_seed)
        for name, path in self._chosen.items():
            copy, record = copy_of(path), self._known.get(name)
            is_known = (
                record is not None
                and record.text == digests.of(path)
                and record.reviewed == (digests.of(copy) if copy else "")
                and all(digest_of_seed(seed) == digest for seed, digest in record.seeds.items())
            )
            self._found[name] = record if is_known else None
            if not is_known:
                yield FileToCheck(name, Path(path), copy)

    def examine(self, file: FileToCheck, read: Read = document.read) -> CachedCheck:
        """What is wrong with one file alone."""
        return _check_file(self.project, self.settings, file, read)

    def path_of(self, name: str) -> str:
        """The path below the folder of briefings of one of its files."""
        return name.removeprefix(f"{self._folder}/")

    def report(self, examined: Mapping[str, CachedCheck]) -> Report:
        """What was found in all files, with what came of those that were `todo`, by their names."""
        for name, record in examined.items():
            self._found[name] = record
            self._store.put(cache.digest_of(name), record)
        self._store.save()
        self._digests.save()
        outlines = {self.path_of(name): self._outline(name) for name in self._every}
        between: dict[str, list[Problem]] = {}
        find_anchors = partial(_anchors_on_site, self.project)
        for problem in examination.compare_briefings(outlines, self._folder, find_anchors):
            between.setdefault(problem.file, []).append(problem)
        return Report(
            {
                name: in_order((*record.findings.problems, *between.get(name, ())))
                for name, record in self._found.items()
                if record is not None
            },
            {
                path: tuple(_attached(self.project, path, outline))
                for path, outline in outlines.items()
                if outline.links
            },
            tuple(self._seeds_elsewhere(outlines.values())),
        )

    def _outline(self, name: str) -> Outline:
        known, path = self._known[name], self._every[name]
        if known and known.text != self._digests.of(path):
            known = None
        if record := self._found.get(name) or known:
            return record.findings.outline
        try:
            return examination.outline_of(files.read_text(Path(path), name), name)
        except DatelineError:  # it is said when that file is checked
            return Outline()

    def _digest_of_seed(self, name: str) -> str:
        return self._digests.of(self._path(name)) or self._digests.of(self._path(name.partition("#")[0]))

    def _path(self, name: str) -> str:
        return os.path.join(self.project.root, name)  # noqa: PTH118 -- asked of every seed

    def _seeds_elsewhere(self, outlines: Iterable[Outline]) -> Iterator[str]:
        inside = self._digests.below(self.project.seeds)
        names = {seed.text for outline in outlines for seed in outline.seeds}
        named = {
            file
            for name in names
            if self._path(name) not in inside
            for file in (name, name.partition("#")[0])
        }
        yield from sorted(file for file in named if self._path(file) not in inside)


def check_project(
    project: Project,
    paths: Iterable[Path] = (),
    jobs: int | None = None,
    digests: FileDigests | None = None,
) -> Report:
    """Check the briefings at these paths in as many processes as `jobs`, by default as pay (`ProjectCheck`)."""
    check = ProjectCheck(project, paths, digests)
    names = (file.name for file in check.todo)
    return check.report(dict(zip(names, _check_each(check, jobs), strict=True)))


def problems_of_file(project: Project, path: Path) -> tuple[Problem, ...]:
    """What is wrong with a briefing alone: not what is only seen beside the others, such as links to them."""
    copy = reviewed_copies.find_copies(project)(path)
    file = FileToCheck(project.name(path), path, copy)
    return in_order(_check_file(project, settings_of(project), file, document.read).findings.problems)


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
    settings = project.settings
    return CheckSettings(
        Severity(settings.no_evidence),
        has_seeds=project.seeds.is_dir(),
        omits_html=settings.raw_html == OMIT,
        rights=settings.source_rights,
    )


def read_seed(project: Project, name: str) -> SeedText:
    """The text of the seed that a briefing names; raises `DatelineError`."""
    return seed_text_of(seed_files.seed_named(project, name), project.settings.max_seed_bytes)


def seed_text_of(seed: Seed, max_bytes: int) -> SeedText:
    """The text of a seed, and a way to learn where in its article a passage stands; raises `DatelineError`."""

    def place(start: int) -> str | None:
        return place_in_article(article(), Span(seed.path, start, start + 1))

    @cached
    def article() -> Article:
        from dateline.formats.seed_reader import (
            article_from_seed,
        )  # a tenth of a second, and seldom asked for

        return article_from_seed(seed, max_bytes)[0]

    text = text_from_seed(seed, max_bytes)
    digest, *stored = seed.digests
    return SeedText(text, digest, next(iter(stored), None), place)


# --- one file ------------------------------------------------------------------------------------------------


def _check_each(check: ProjectCheck, jobs: int | None) -> Iterable[CachedCheck]:
    examine = partial(_check_file, check.project, check.settings, read=document.read)  # can be pickled
    count = min(jobs or cores(), max(1, len(check.todo) // _PER_JOB))
    if can_fork() or count == 1:
        return map_in_processes(examine, check.todo, jobs)
    with LocalEngine(count) as engine:
        return list(engine.map(examine, check.todo, _PER_JOB))


def _check_file(project: Project, settings: CheckSettings, file: FileToCheck, read: Read) -> CachedCheck:
    before, reviewed = "", None
    with suppress(DatelineError):  # a copy that can't be read is as good as none
        if file.reviewed:
            before, reviewed = files.digest_of_file(file.reviewed), files.read_text(file.reviewed, file.name)
    seeds: dict[str, str] = {}

    def read_noted(name: str) -> SeedText:
        seed = read_seed(project, name)
        if "#" not in name:  # the digest of an entry is not that of its feed
            seeds[name] = seed.stored or seed.sha256
        return seed

    examine = partial(
        examination.examine,
        file=file.name,
        read_seed=read_noted,
        settings=settings,
        reviewed=reviewed,
        read=read,
    )
    try:
        text, digest = files.read_with_digest(file.path, file.name)
    except DatelineError as reason:
        return CachedCheck(files.digest_of_file(file.path), before, {}, Findings((reason.problem,)))
    try:
        findings = examine(text)
    except Exception as reason:  # one file must not keep the others from being checked
        line = first_failing(text.split("\n"), lambda part: raises(lambda: examine(part)))
        failure = error(file.name, line, f"the checks failed: {cause_of(reason)}", REPORT)
        return CachedCheck(digest, before, {}, Findings((failure,)))
    named = sorted({seed.text for seed in findings.outline.seeds})
    seeds = {seed: seeds.get(seed) or _digest_of_seed(project, seed) for seed in named}
    return CachedCheck(digest, before, seeds, findings)


def _digest_of_seed(project: Project, name: str) -> str:
    return files.digest_of_file(seed_files.seed_file(project, name))


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
