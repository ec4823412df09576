"""What a site needs beside its plugin: templates, styles, scripts and Markdown extensions, each unless it has its own.

In a clone the folder `theme/` at the top holds the templates; a wheel carries a copy of it inside the package.
"""

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, FileSystemBytecodeCache
from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig

import dateline
from dateline.model.problems import DatelineError
from dateline.project.files import Project, ensure_cache
from dateline.project.settings import CONFIG_FILE

_PACKAGE = Path(dateline.__file__).parent
_FOLDERS = (_PACKAGE / "theme", _PACKAGE.parents[1] / "theme")
"""Where the theme lies: in a package that was installed from a wheel, and beside one that is worked on."""
_TEMPLATE = Path("partials", "briefing.html")
"""A template that only this theme has."""
_OF_MATERIAL = ("language", "direction", "features")
"""Settings that Material for MkDocs and every theme made from it have."""

_STYLES = tuple(f"assets/stylesheets/{name}.css" for name in ("dateline", "briefing", "following", "search"))
_SCRIPTS = tuple(
    f"assets/javascripts/{name}.js" for name in ("highlight", "search", "evidence", "cite", "drawer")
)

_LOOKS: Mapping[str, tuple[Any, Any]] = {
    "font": ({"text": "Roboto", "code": "Roboto Mono"}, False),
    "favicon": ("assets/images/favicon.png", "assets/images/favicon.svg"),
    "logo": (None, "assets/images/favicon.svg"),
}
"""Settings of the theme: what Material has where a project sets nothing, and what Dateline has.

Its styles bring their own typeface, so no font has to come from another server.
"""

_EXTENSIONS: Mapping[str, Mapping[str, Any]] = {
    "admonition": {},  # quote boxes
    "attr_list": {},  # ids and classes by hand
    "footnotes": {"USE_DEFINITION_ORDER": False},  # evidence, numbered in the order of reading
}


def configure_theme(config: MkDocsConfig) -> None:
    """Add what is missing to a configuration; raises `DatelineError` for a theme that the templates do not fit."""
    if not all(name in config.theme for name in _OF_MATERIAL):
        name = config.theme.name or "a theme without a name"
        message = f"the theme is {name}, and Dateline's pages are made for Material for MkDocs"
        raise DatelineError(CONFIG_FILE, message, "write: theme: material")
    _add_templates(config)
    for name, (materials, ours) in _LOOKS.items():
        if config.theme.get(name) == materials:
            config.theme[name] = ours
    _add_assets(config)
    _add_extensions(config)


def _add_templates(config: MkDocsConfig) -> None:
    """Behind the project's own folder of templates and before Material's, so that a project can replace any."""
    found = next((folder for folder in _FOLDERS if (folder / _TEMPLATE).is_file()), None)
    if found is None:
        raise DatelineError(str(_FOLDERS[0]), "the theme is not there", "install Dateline again")
    dirs = config.theme.dirs
    if not any(Path(folder).resolve() == found.resolve() for folder in dirs):
        dirs.insert(1 if config.theme.custom_dir else 0, str(found))


def _add_assets(config: MkDocsConfig) -> None:
    """Before the project's own, which can so overrule them."""
    config.extra_css[:0] = [path for path in _STYLES if path not in config.extra_css]
    known = {str(script) for script in config.extra_javascript}
    scripts = [_deferred(path) for path in _SCRIPTS if path not in known]
    config.extra_javascript[:0] = scripts


def _deferred(path: str) -> ExtraScriptValue:
    script = ExtraScriptValue(path)
    script.defer = True
    return script


def _add_extensions(config: MkDocsConfig) -> None:
    for name, options in _EXTENSIONS.items():
        if not any(known in (name, f"markdown.extensions.{name}") for known in config.markdown_extensions):
            config.markdown_extensions.append(name)
            config.mdx_configs[name] = dict(options)
    # A column is aligned by an attribute: the policy of the site allows no styles in a page.
    config.mdx_configs.setdefault("tables", {}).setdefault("use_align_attribute", True)


def template_folders(config: MkDocsConfig) -> tuple[Path, ...]:
    """The folders of the theme that may change while Material's version stays: the project's own, and Dateline's."""
    found = find_spec("material")
    materials = Path(found.origin).parent if found and found.origin else None
    folders = map(Path, config.theme.dirs)
    return tuple(folder for folder in folders if materials is None or not folder.is_relative_to(materials))


def compiled_templates(project: Project) -> BytecodeCache | None:
    """The templates as they were compiled before; None where the cache can't be written."""
    folder = project.cache / "templates"
    try:
        ensure_cache(project)
        folder.mkdir(exist_ok=True)
    except OSError:
        return None
    return FileSystemBytecodeCache(str(folder))
