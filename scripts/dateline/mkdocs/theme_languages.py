"""The languages that Material for MkDocs has labels in; light to import."""

from importlib.util import find_spec
from pathlib import Path


def theme_languages() -> list[str]:
    """Their tags as `theme.language` takes them, in order."""
    found = find_spec("material")
    folders = (found.submodule_search_locations or []) if found else []
    files = (Path(folder, "templates", "partials", "languages").glob("*.html") for folder in folders)
    return sorted(file.stem for each in files for file in each)
