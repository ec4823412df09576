"""Projects and sites for the tests: the project's own configuration, theme and docs around other briefings."""

import importlib
import pkgutil
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from jinja2 import BytecodeCache, Environment, FileSystemLoader
from jinja2.bccache import Bucket
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.theme import Theme

from dateline.site import pages

ROOT = Path(__file__).resolve().parent.parent
BRIEFINGS = ROOT / "tests" / "cases" / "briefings"

LIGHTHOUSE = "briefings/2031-03-04-lighthouse-at-orrin-point-goes-dark/"
WORM = "briefings/2031-03-05-velvet-worm-found/"
HOSTILE = "briefings/hostile/"


def make_project(
    root: Path, briefings: Iterable[Path] = (), options: str = "", with_guide: bool = False
) -> Path:
    """A project with the given briefings, and options of the plugin as YAML (“latest: 3”).

    Of the guide's pages it has the titles alone: their texts take half of the time of a small site.
    """
    for folder in ("docs", "theme"):
        shutil.copytree(ROOT / folder, root / folder)
    for page in () if with_guide else (root / "docs" / "guide").glob("*.md"):
        page.write_text(re.search(r"^# .+\n", page.read_text(encoding="utf-8"), re.MULTILINE)[0])  # type: ignore[index]
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    if options:
        config = config.replace("  - dateline\n", f"  - dateline: {{{options}}}\n")
    (root / "mkdocs.yml").write_text(config, encoding="utf-8")
    (root / "briefings").mkdir()
    for briefing in briefings:
        shutil.copy(briefing, root / "briefings")
    return root


@contextmanager
def lists_parted_at(size: int) -> Iterator[None]:
    """Lists are parted where their items have more bytes than this: a small site has parts of all lists then."""
    found = pkgutil.iter_modules(pages.__path__, f"{pages.__name__}.")
    # All are imported first: one that is imported after another was patched would keep the patched size.
    modules = [importlib.import_module(module.name) for module in found]
    with pytest.MonkeyPatch.context() as patched:
        for module in modules:
            for name in {"PAGE", "WHOLE"} & vars(module).keys():
                patched.setattr(module, name, size)
        yield


class _Compiled(BytecodeCache):
    """The templates compiled in this process: to compile them takes half of the time of a small site."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], bytes] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """A template is known by its name and its text, whatever project's copy it is."""
        return name

    def load_bytecode(self, bucket: Bucket) -> None:
        if kept := self._kept.get((bucket.key, bucket.checksum)):
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


def _environment_of(theme: Theme) -> Environment:
    environment = Theme.get_env(theme)
    environment.bytecode_cache = _COMPILED
    environment.list_templates = partial(_files_of, theme)  # type: ignore[method-assign]
    return environment


_INSTALLED: dict[str, list[str]] = {}
"""The files of each installed theme: to walk through Material’s icons takes a fifth of the time of a small site."""


def _files_of(theme: Theme, filter_func: Callable[[str], bool]) -> list[str]:
    """The files of a theme that MkDocs copies, as `Environment.list_templates` gives them."""
    found: set[str] = set()
    for folder in theme.dirs:
        known = _INSTALLED.get(folder)
        if known is None:
            known = list(filter(filter_func, FileSystemLoader(folder).list_templates()))
            if "site-packages" in folder:
                _INSTALLED[folder] = known
        found.update(known)
    return sorted(found)


def build_site(project: Path, strict: bool = True) -> Path:
    """Build as `mkdocs build` does; a strict build raises `Abort` when there was a warning."""
    config = load_config(str(project / "mkdocs.yml"), strict=strict)
    config.theme.get_env = partial(_environment_of, config.theme)  # type: ignore[method-assign]
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()
    return project / "site"


def briefing_text(title: str, date: str = "2031-03-04", body: str = "It rained.") -> str:
    """A small briefing."""
    return f"---\ntitle: {title}\ndate: {date}\n---\n\n{body}\n"
