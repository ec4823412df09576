"""The folders and files of a project: where things lie, which seeds make one briefing, whole files read and written."""

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path, PurePosixPath

from dateline.briefing.document import seeds_named, sources_in
from dateline.briefing.front_matter import split
from dateline.model.article import Seed
from dateline.model.problems import DatelineError
from dateline.project.file_digests import is_visible
from dateline.project.settings import CONFIG_FILE, Settings, read_docs_dir, read_settings
from dateline.project.whole_files import PARTIAL
from dateline.project.whole_files import write_whole as write_whole

_SLUG_LENGTH = 72
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
"""Names that Windows keeps for devices."""
_SEED = re.compile(r"^ +(?:- )?seed: +[\"']?(\S.*?)[\"']?\s*$", re.MULTILINE)
"""A line that names a seed, in front matter that is broken."""


@dataclass(frozen=True, slots=True)
class Project:
    """A project's root folder and its settings."""

    root: Path
    settings: Settings
    docs_dir: str = "docs"

    @property
    def docs(self) -> Path:
        """The folder of the site's own pages."""
        return self.root / self.docs_dir

    @property
    def seeds(self) -> Path:
        """The folder of seeds."""
        return self.root / self.settings.seeds_dir

    @property
    def briefings(self) -> Path:
        """The folder of briefings."""
        return self.root / self.settings.briefings_dir

    @property
    def bases(self) -> Path:
        """The folder of base copies: each briefing as it was last generated."""
        return self.root / ".dateline" / "base"

    @property
    def reviewed(self) -> Path:
        """The folder of reviewed versions: each briefing as a person last stood behind it."""
        return self.root / ".dateline" / "reviewed"

    @property
    def proposals(self) -> Path:
        """The folder of what was generated and stands in no briefing, because a person had changed the same."""
        return self.root / ".dateline" / "proposals"

    @property
    def cache(self) -> Path:
        """The folder of what can be made again at any time."""
        return self.root / ".dateline" / "cache"

    def name(self, path: Path) -> str:
        """A path as messages and front matter give it: below the root with forward slashes, else as it is."""
        whole = os.path.abspath(path)  # noqa: PTH100 -- a link keeps the name a person gave it
        root = os.path.join(str(self.root), "")  # noqa: PTH118 -- asked of every file, and ten times as fast
        return whole[len(root) :].replace(os.sep, "/") if whole.startswith(root) else path.as_posix()


@dataclass(frozen=True, slots=True)
class SeedUnit:
    """The seeds of one briefing."""

    seeds: tuple[Path, ...]
    folder: Path | None = None
    """The folder, where the briefing has several sources."""


@dataclass(frozen=True, slots=True, order=True)
class NamedSeed:
    """A seed as front matter names it: its path below the root, and the digest beside it ("" without one)."""

    path: str
    sha256: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """All by which it is known."""
        return tuple(filter(None, (self.path, self.sha256)))


def open_project(config_file: Path | None) -> Project:
    """The project of a configuration file; by default `mkdocs.yml` here, or this folder with the default settings."""
    path = config_file or Path(CONFIG_FILE)
    if not path.is_file():
        if config_file is not None:
            raise DatelineError(str(path), "there is no such file", "name the mkdocs.yml of the project")
        return Project(path.parent.resolve(), Settings())
    text = read_text(path, str(path))
    return Project(path.parent.resolve(), read_settings(text, str(path)), read_docs_dir(text))


def read_text(path: Path, name: str) -> str:
    """A UTF-8 text file of the project's own, whatever its line ends."""
    return read_with_digest(path, name)[0]


def read_with_digest(path: Path, name: str) -> tuple[str, str]:
    """The same, and the SHA-256 of the file's bytes."""
    data = _bytes_of(path, name)
    text = _decoded(data, name).removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n"), hashlib.sha256(data).hexdigest()


def read_exact(path: Path, name: str) -> str:
    """A UTF-8 text file to its last character: byte order mark and line ends are kept."""
    return _decoded(_bytes_of(path, name), name)


def _bytes_of(path: Path, name: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as reason:
        raise _unreadable(name, reason) from None


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as reason:
        message = f"not UTF-8 text ({reason.reason} at byte {reason.start})"
        raise DatelineError(name, message, "save it as UTF-8") from None


def read_leniently(path: Path) -> str:
    """As much of a text file as can be read, "" where it can't be at all."""
    try:
        return path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return ""


def read_seed_file(project: Project, path: Path) -> Seed:
    """A seed's bytes; the size is checked before anything is read."""
    name, limit = project.name(path), project.settings.max_seed_mb
    try:
        size = path.stat().st_size
        if size > project.settings.max_seed_bytes:
            hint = f"part it, or raise max_seed_mb of the dateline plugin in {CONFIG_FILE}"
            raise DatelineError(name, f"{size / 1e6:.0f} MB is more than the limit of {limit} MB", hint)
        return Seed(name, path.read_bytes())
    except OSError as reason:
        raise _unreadable(name, reason) from None


def _unreadable(name: str, reason: OSError) -> DatelineError:
    hint = "check that it exists and that you may read it"
    return DatelineError(name, f"can't be read: {reason.strerror}", hint)


def digest_of_file(path: Path) -> str:
    """The SHA-256 of a file's bytes; "" where it can't be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def ensure_cache(project: Project) -> None:
    """Make the folder of what can be made again, and keep it out of git."""
    mark = project.cache / ".gitignore"
    if not mark.exists():
        write_whole(mark, "*\n")


def write_cache(project: Project, name: str, content: str | bytes) -> None:
    """Write a file of the cache, whole; one that can't be written costs time, nothing else."""
    with suppress(OSError):
        ensure_cache(project)
        write_whole(project.cache / name, content)


def numbered_paths(path: Path) -> Iterator[Path]:
    """A path, then the same with a number before its ending, from 2 on: for the first that is free."""
    yield path
    for number in count(2):
        yield path.with_name(f"{path.stem}-{number}{path.suffix}")


def remove_partial_files(folders: Iterable[Path]) -> None:
    """Remove the files that a killed run left half written; nobody else may be writing."""
    for folder in folders:
        for path in folder.rglob(f"{PARTIAL[0]}*{PARTIAL[1]}"):
            with suppress(OSError):
                path.unlink()


def files_below(path: Path) -> Iterator[Path]:
    """The files of a folder and its folders, in order of their names; hidden ones and editors' copies left out."""
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if is_visible(name))
        yield from (Path(folder, name) for name in sorted(names) if is_visible(name))


def file_stamps(paths: Iterable[Path]) -> dict[Path, tuple[int, int]]:
    """The size and the time (ns) of each file that paths name, as `files_at`; what is gone meanwhile is left out."""
    found = {}
    for path in files_at(paths):
        with suppress(OSError):
            found[path] = stamp_of(path.stat())
    return found


def stamp_of(state: os.stat_result) -> tuple[int, int]:
    """The size and the time (ns) of a file."""
    return state.st_size, state.st_mtime_ns


def files_at(paths: Iterable[Path]) -> Iterator[Path]:
    """The files that paths name: a file is itself, whatever it is called; a folder is `files_below` it."""
    for path in paths:
        yield from files_below(path) if path.is_dir() else (path,)


def units(project: Project, paths: Iterable[Path] = ()) -> tuple[SeedUnit, ...]:
    """The briefings that the seeds make: a file is one, and so is a folder that holds files.

    With `paths`, only those that have a seed at or below one of them.  Raises `DatelineError` for a path that
    is no seed of the project.
    """
    if not project.seeds.is_dir():
        hint = "put articles there, one file each, or set seeds_dir of the dateline plugin"
        raise DatelineError(project.name(project.seeds), "there is no folder of seeds", hint)
    folders: dict[Path, list[Path]] = {}
    for file in files_below(project.seeds):
        folders.setdefault(file.parent, []).append(file)
    singles = [SeedUnit((file,)) for file in folders.pop(project.seeds, [])]
    found = singles + [SeedUnit(tuple(files), folder) for folder, files in folders.items()]
    return _selected(project, tuple(found), [path.resolve() for path in paths])


def _selected(project: Project, found: tuple[SeedUnit, ...], wanted: Sequence[Path]) -> tuple[SeedUnit, ...]:
    if not wanted:
        return found
    chosen: dict[SeedUnit, None] = {}
    for path in wanted:
        matches = [unit for unit in found if any(path in (seed, *seed.parents) for seed in unit.seeds)]
        if not matches:
            problem = "it is not among the seeds" if path.exists() else "there is no such file"
            hint = f"seeds lie below {project.name(project.seeds)}/"
            raise DatelineError(project.name(path), problem, hint)
        chosen.update(dict.fromkeys(matches))
    return tuple(chosen)


def attachment(project: Project, path: str) -> Path | None:
    """The picture or document at a path below the folder of briefings; None for none that a site may publish.

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


def briefing_files(project: Project) -> tuple[Path, ...]:
    """All briefings, in order of their names."""
    return tuple(path for path in files_below(project.briefings) if path.suffix == ".md")


def named_seeds_of(path: Path, name: str) -> tuple[NamedSeed, ...]:
    """The seeds that a briefing names in its front matter, also where that can't be read (`check` says why)."""
    try:
        front = split(read_text(path, name), name).values
    except DatelineError:
        return seeds_in_broken(read_leniently(path))
    return tuple(named_seeds_in(front).values())


def seeds_in_broken(text: str) -> tuple[NamedSeed, ...]:
    """What looks like seeds that are named in front matter that can't be read."""
    return tuple(NamedSeed(seed) for seed in _SEED.findall(text))


def named_seeds_in(front: Mapping[str, object]) -> dict[int, NamedSeed]:
    """The seeds that front matter names, by the place of their source in the list."""
    sources = sources_in(front)
    return {
        place: NamedSeed(seed, str(sources[place].get("sha256") or ""))
        for place, _, seed in seeds_named(front)
    }


def slug_of(text: str) -> str:
    """A file name for a headline: lower-case words joined by hyphens, cut at a word's end; "" where none are left."""
    folded = unicodedata.normalize("NFKC", text).lower().replace("’", "").replace("'", "")
    latin = "".join(char for char in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(char))
    slug = "-".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFC", latin)))
    encoded = slug.encode()[: _SLUG_LENGTH * 2].decode(errors="ignore")[:_SLUG_LENGTH]
    if encoded != slug and "-" in encoded:
        encoded = encoded.rpartition("-")[0]
    return f"{encoded}-" if _RESERVED.fullmatch(encoded) else encoded


def briefing_name(title: str, date: str | None, seed: str) -> str:
    """The file name of a new briefing: day and headline, or the seed's own name where there is no headline."""
    slug = slug_of(title) or slug_of(PurePosixPath(seed).stem) or "briefing"
    return f"{date}-{slug}.md" if date else f"{slug}.md"
