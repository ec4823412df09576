"""The language of the interface: every word of the pages that is not an author's, from message catalogues.

A catalogue is a `.po` file of gettext below `locale/`, read as it is; the messages are the English words themselves,
so English needs none.  Babel knows the language's months, numbers and plurals (CLDR).
"""

import gettext
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from babel import Locale
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

_Texts = Mapping[tuple[str | None, str], tuple[str, ...]]

_SOURCE = "en"
"""The language that the messages are written in."""
_SAMPLES = 200
"""Counts among which every plural form of a language occurs."""


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """A language that the pages can be shown in."""

    tag: str
    """For `lang` (BCP 47): “de”, “pt-BR”."""
    locale: Locale
    _texts: _Texts
    _form: Callable[[int], int]

    def gettext(self, text: str, /, **values: object) -> str:
        """A message in this language, with `values` for its %(names)s."""
        return self._filled(self._texts.get((None, text), (text,))[0], values)

    def pgettext(self, context: str, text: str, /, **values: object) -> str:
        """A message that reads differently in another context."""
        return self._filled(self._texts.get((context, text), (text,))[0], values)

    def ngettext(self, one: str, many: str, number: int, /, **values: object) -> str:
        """A message about a number of things; %(num)s in it is the number as the language writes it."""
        return self._filled(self._plural(one, many, number), {"num": self.number(number), **values})

    def plurals(self, one: str, many: str) -> dict[str, str]:
        """A message about a number for a script: its forms by their CLDR category (`Intl.PluralRules`), unfilled."""
        forms = {form: self._plural(one, many, number) for form, number in _firsts(self.locale)}
        return {"other": many, **forms}

    def number(self, value: int) -> str:
        """A count as the language writes it: “1,200”, “1.200”."""
        return _decimal(value, self.locale)

    def _plural(self, one: str, many: str, number: int) -> str:
        return self._texts.get((None, one), (one, many))[self._form(number)]

    @staticmethod
    def _filled(text: str, values: Mapping[str, object]) -> str:
        return text % values if values else text


@cache
def _firsts(locale: Locale) -> tuple[tuple[str, int], ...]:
    """The first number of each plural category of a language: a thousand pages ask for them."""
    found: dict[str, int] = {}
    for number in range(_SAMPLES):
        found.setdefault(locale.plural_form(number), number)
    return tuple(found.items())


@lru_cache(maxsize=4096)
def _decimal(value: int, locale: Locale) -> str:
    """Pages show many counts and few different ones."""
    return format_decimal(value, locale=locale)


def marked(text: str) -> str:
    """The text itself; the call tells the extraction of messages that it is one, to be translated where it is shown."""
    return text


def marked_in(context: str, text: str) -> str:
    """The same for a message that reads differently in a context."""
    return text


@cache
def language_of(tag: str) -> Language:
    """The language of a tag (“de”, “pt-BR”), else its parent (“de” for “de-AT”), else English: look at its `tag`."""
    for candidate in (tag, tag.partition("-")[0]):
        if candidate == _SOURCE:
            break
        folder = files(__package__) / "locale" / candidate.replace("-", "_")
        path = folder / "LC_MESSAGES" / "dateline.po"
        if candidate and path.is_file():
            return _read(candidate, path)
    if tag != _SOURCE:
        return language_of(_SOURCE)
    return Language(_SOURCE, Locale(_SOURCE), {}, lambda number: int(number != 1))


def _read(tag: str, path: Traversable) -> Language:
    with path.open("rb") as stream:
        catalogue = read_po(stream)
    texts: dict[tuple[str | None, str], tuple[str, ...]] = {}
    for message in catalogue:
        strings: Any = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        name = message.id[0] if isinstance(message.id, (tuple, list)) else message.id
        if name and all(strings) and not message.fuzzy:
            texts[message.context, name] = tuple(strings)
    return Language(tag, Locale.parse(tag, sep="-"), texts, gettext.c2py(catalogue.plural_expr))


ENGLISH = language_of(_SOURCE)
