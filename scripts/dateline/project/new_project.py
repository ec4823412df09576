"""Begin a project: its configuration, its folders, pages to fill in, what its host needs; never over what is there.

The files lie in `project_template/` as they are written, but for words that begin with `@@`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files as resources
from importlib.resources.abc import Traversable
from pathlib import Path
from string import Template

import yaml

from dateline import __version__
from dateline.briefing.document import escape, plain
from dateline.model.problems import DatelineError
from dateline.project import editor_setup
from dateline.project.files import Project, slug_of
from dateline.project.settings import CONFIG_FILE, Settings
from dateline.project.whole_files import write_new


class _TemplateFile(Template):
    """A text with words to fill in, which no workflow file has of its own (`$name` and `{{ name }}` they have)."""

    delimiter = "@@"


@dataclass(frozen=True, slots=True)
class SiteIdentity:
    """What a new project is told of its site."""

    name: str
    address: str = ""
    language: str = "en"

    def words(self) -> dict[str, str]:
        """What is filled into the files."""
        return {
            "name": _as_yaml(self.name),
            "heading": escape(self.name),
            "address": _as_yaml(self.address),
            "language": _as_yaml(self.language),
            "slug": re.sub(r"[^a-z0-9-]+", "", slug_of(self.name)).strip("-") or "site",
            "version": __version__,
        }


@dataclass(slots=True)
class NewFiles:
    """The files and folders of a new project, by their names in it."""

    written: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    """Those that were there before."""


def default_name(folder: Path) -> str:
    """A name for the site of a folder: its own, in words."""
    words = plain(re.sub(r"[-_\s]+", " ", folder.resolve().name))
    return f"{words[:1].upper()}{words[1:]}" or "Briefings"


def create_project(folder: Path, site: SiteIdentity, host: str = "none") -> NewFiles:
    """Write the files of a new project into a folder, which is made; raises `DatelineError` where one is there.

    `host` is a folder of `project_template/hosts/`, or `none`.
    """
    refuse_existing(folder)
    project, made = Project(folder.resolve(), Settings()), NewFiles()
    try:
        for name, text in _files(site, host):
            _note(made, name, write_new(folder / name, text))
        for path in (project.seeds, project.briefings):
            is_new = not path.is_dir()
            path.mkdir(exist_ok=True)
            _note(made, f"{project.name(path)}/", is_new)
        for path, text in editor_setup.new_files(project):
            _note(made, project.name(path), write_new(path, text))
        # last, so that a run that was broken off can be made again
        config = _filled(_template() / "every_project" / CONFIG_FILE, site)
        _note(made, CONFIG_FILE, write_new(folder / CONFIG_FILE, config))
    except OSError as reason:
        name = str(reason.filename or folder)
        raise DatelineError(name, f"can't be written: {reason.strerror}", "name another folder") from None
    return made


def refuse_existing(folder: Path) -> None:
    """Raise `DatelineError` where a project can't begin."""
    if (folder / CONFIG_FILE).exists():
        hint = (
            "name a folder without one; a site of MkDocs that is there gets briefings by `theme: material` and "
            "`- dateline` among its plugins, see “A project of your own” in the reference"
        )
        raise DatelineError(str(folder / CONFIG_FILE), "there is a project already", hint)
    if folder.exists() and not folder.is_dir():
        raise DatelineError(str(folder), "it is no folder", "name a folder, which is made if need be")


def _note(made: NewFiles, name: str, is_new: bool) -> None:
    (made.written if is_new else made.left).append(name)


def _files(site: SiteIdentity, host: str) -> Iterator[tuple[str, str]]:
    """The name and the text of each file but the configuration."""
    parts = [_template() / "every_project"]
    if host != "none":
        parts.append(_template() / "hosts" / host)
    for part in parts:
        for name, file in _below(part):
            if name != CONFIG_FILE:
                yield name, _filled(file, site)


def _template() -> Traversable:
    return resources(__package__) / "project_template"


def _below(folder: Traversable, start: str = "") -> Iterator[tuple[str, Traversable]]:
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.is_dir():
            yield from _below(item, f"{start}{item.name}/")
        else:
            yield f"{start}{item.name}", item


def _filled(file: Traversable, site: SiteIdentity) -> str:
    return _TemplateFile(file.read_text(encoding="utf-8")).substitute(site.words())


def _as_yaml(text: str) -> str:
    """A text as a value on one line, quoted where YAML needs it."""
    return yaml.safe_dump([text], allow_unicode=True, width=10**6).removeprefix("- ").strip()
