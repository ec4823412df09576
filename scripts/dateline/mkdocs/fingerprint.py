"""What all pages of a build rest on beside the briefings: the code, the theme, the configuration, the libraries."""

import hashlib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from dateline.mkdocs.site_engine import ENGINE
from dateline.project import cache
from dateline.project.files import files_below
from dateline.site.content_keys import ContentKeys

_UNSEEN = ("theme", "plugins", "site_dir", "hooks", "watch", "nav", "pages", "dev_addr", "site_url", "strict")
"""Of the configuration, what pages do not show; the navigation stands in their frames."""
_LIBRARIES = ("mkdocs-material", "markdown", "jinja2", "babel", "pymdown-extensions", "svg.py")


def digest_of_setup(config: MkDocsConfig, *also: object) -> str:
    """A digest of it, with what else counts."""
    digest = hashlib.sha256(cache.version_of("site").encode())
    keys = ContentKeys()
    shown = {name: value for name, value in config.items() if name not in _UNSEEN}
    theme = vars(config.theme)
    for part in (keys.of(shown), keys.of(theme), keys.of(also), ENGINE, *map(_version_of, _LIBRARIES)):
        digest.update(part.encode() + b"\0")
    for folder in config.theme.dirs:
        for path in files_below(Path(folder)):  # leaves out Material's ten thousand icons, which are hidden
            if path.suffix == ".html":
                digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _version_of(library: str) -> str:
    try:
        return f"{library} {version(library)}"
    except PackageNotFoundError:
        return f"{library} missing"
