"""What `mkdocs.yml` says of the site beside the plugin's options, read without MkDocs."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from dateline.project.settings import ConfigLoader


@dataclass(frozen=True, slots=True)
class SiteConfiguration:
    """The name of a site and how it is laid out; what is not set is empty."""

    name: str = "Briefings"
    address: str = ""
    """Where it is published, absolute."""
    description: str = ""
    language: str = "en"
    nav: tuple[Any, ...] = ()
    """The navigation as it is written."""
    exclude_docs: str = ""
    """Patterns of files in the folder of docs that are no part of the site."""


def read_site_configuration(text: str) -> SiteConfiguration:
    """The configuration in the text of a `mkdocs.yml` that `read_settings` has read."""
    config = yaml.load(text, Loader=ConfigLoader)
    if not isinstance(config, dict):
        return SiteConfiguration()
    theme = config.get("theme")
    default = SiteConfiguration()
    nav = config.get("nav")
    return SiteConfiguration(
        _text(config, "site_name") or default.name,
        _text(config, "site_url"),
        _text(config, "site_description"),
        (_text(theme, "language") if isinstance(theme, dict) else "") or default.language,
        tuple(nav) if isinstance(nav, list) else (),
        _text(config, "exclude_docs"),
    )


def site_configuration_of(path: Path) -> SiteConfiguration:
    """The configuration in a file; the defaults where there is none."""
    return (
        read_site_configuration(path.read_text(encoding="utf-8-sig"))
        if path.is_file()
        else SiteConfiguration()
    )


def _text(config: dict[str, Any], key: str) -> str:
    value = config.get(key)
    return value if isinstance(value, str) else ""
