"""Brings the catalogues of messages up to date: `make messages`, or `make messages LANGUAGE=fr` to begin a new one.

What is new in the package or the theme is added without a translation, what is gone is left out, and nothing else
changes: the same messages give the same bytes.
"""

import sys
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from dateline.site.template_filters import KEYWORDS

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "scripts" / "dateline" / "site" / "locale"
TEMPLATE = LOCALE / "dateline.pot"
_SOURCES = (
    (ROOT / "scripts" / "dateline" / "site", "**.py", "python"),
    (ROOT / "scripts" / "dateline" / "mkdocs", "**.py", "python"),
    (ROOT / "scripts" / "dateline" / "site", "**.md", "jinja2"),
    (ROOT / "theme", "**.html", "jinja2"),
)
_ABOUT = ("# The words of Dateline's pages; `make messages` keeps this file up to date.",)


def messages() -> Catalog:
    """Every message of the package and the theme."""
    catalogue = Catalog()
    for folder, pattern, method in _SOURCES:
        for _, _, message, _, context in extract_from_dir(folder, [(pattern, method)], keywords=KEYWORDS):
            catalogue.add(message, context=context)
    return catalogue


def paths() -> list[Path]:
    """The catalogue of each language."""
    return sorted(LOCALE.glob("*/LC_MESSAGES/dateline.po"))


def read(path: Path) -> Catalog:
    """A catalogue as it stands."""
    with path.open("rb") as stream:
        return read_po(stream, locale=path.parent.parent.name)


def untranslated(catalogue: Catalog) -> list[str]:
    """The messages that lack a translation, or one of its plural forms."""
    return [str(message.id) for message in catalogue if message.id and not all(strings_of(message))]


def strings_of(message: Message) -> tuple[str, ...]:
    """The translation of a message: one text, or one for each plural form."""
    strings: Any = message.string if message.pluralizable else (message.string,)
    return tuple(strings)


def _write(catalogue: Catalog, path: Path) -> None:
    """Write with a head of our own: Babel's has the time of day and its version."""
    head = [*_ABOUT, 'msgid ""', 'msgstr ""']
    if catalogue.locale:
        head += [f'"Language: {catalogue.locale}\\n"', f'"Plural-Forms: {catalogue.plural_forms}\\n"']
    head += ['"Content-Type: text/plain; charset=utf-8\\n"']
    entries = BytesIO()
    write_po(entries, catalogue, omit_header=True, sort_output=True, ignore_obsolete=True, width=100)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes("\n".join((*head, "", "")).encode() + entries.getvalue())


def _begin(language: str) -> None:
    path = LOCALE / language.replace("-", "_") / "LC_MESSAGES" / "dateline.po"
    if not path.exists():
        _write(Catalog(locale=path.parent.parent.name), path)


def main(languages: list[str]) -> None:
    """Write the template and all catalogues, those of new `languages` too."""
    for language in languages:
        _begin(language)
    found = messages()
    _write(found, TEMPLATE)
    for path in paths():
        catalogue = read(path)
        catalogue.update(found, no_fuzzy_matching=True)
        _write(catalogue, path)
        missing = len(untranslated(catalogue))
        print(f"{path.relative_to(ROOT)}: {missing} messages without a translation")


if __name__ == "__main__":
    main(sys.argv[1:])
