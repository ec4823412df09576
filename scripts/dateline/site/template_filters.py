"""What the templates say in the language of the interface: messages, dates, numbers and the file's fixed words.

{{ _("Sources") }}                                        a message (also `pgettext`)
{{ when(date) }}                                          a date (EDTF or an ISO stamp) as an element of HTML
{{ counted("%(num)s event", "%(num)s events", number) }}  a message about a number of things
{{ plurals("{n} event", "{n} events") | tojson }}         the same for a script
{{ month | month_words }}  {{ number | decimal }}         see `_filters_of`

The templates call functions, macros and filters alone, no methods of Python, and have no `{% trans %}`, so that other
engines for Jinja's templates can parse them (docs/decisions/042).
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape

from dateline.site import date_format, file_words
from dateline.site.interface_language import Language
from dateline.site.template_calls import LightContext, make_globals_plain

KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "marked": None,
    "marked_in": ((1, "c"), 2),
    "pgettext": ((1, "c"), 2),
    "ngettext": (1, 2),
    "counted": (1, 2),
    "plurals": (1, 2),
}
"""The functions whose arguments are messages, as Babel's extraction takes them."""

_TIME = Markup('<time datetime="{}">{}</time>')

Blame = Callable[[str, Exception], None]
"""Told a value that brings out an error in the code; the page shows the value itself."""


def add_words(env: Environment, language: Language, blame: Blame | None = None) -> None:
    """Let the templates of an environment speak a language; without `blame`, an error in the code is raised."""
    env.context_class = LightContext
    make_globals_plain(env)
    env.add_extension("jinja2.ext.i18n")
    env.install_gettext_callables(  # type: ignore[attr-defined]  # the extension's
        language.gettext, _uncounted, newstyle=True, pgettext=language.pgettext
    )
    env.globals.update(
        _=_message_function(language),
        counted=language.ngettext,
        plurals=language.plurals,
        language=language,
        when=_date_function(language, blame),
    )
    env.filters.update({name: _guarded(each, blame) for name, each in _filters_of(language).items()})


def _message_function(language: Language) -> Callable[..., str]:
    """The extension's `_` with less to do for a message: pages show few different ones, and each many times."""

    @cache
    def plain(text: str) -> Markup:
        return Markup(language.gettext(text))

    def message(text: str, /, **values: object) -> Markup:
        return plain(text) % values if values else plain(text)

    return message


def _date_function(language: Language, blame: Blame | None) -> Callable[[str], str]:
    in_words = _guarded(lambda value: date_format.date_words(value, language), blame)

    @cache
    def when(date: str) -> Markup:
        words = in_words(date)
        return _TIME.format(date, words) if date_format.is_date(date) else escape(words)

    return when


def _guarded(words_of: Callable[..., str], blame: Blame | None) -> Callable[..., str]:
    """Words for a value; where they can't be made, the value itself."""

    def guarded(value: object) -> str:
        try:
            return words_of(value)
        except Exception as reason:
            if blame is None:
                raise
            blame(str(value), reason)
            return str(value)

    return guarded


def _uncounted(one: str, many: str, number: int) -> str:
    raise TypeError(f"in a template, say counted({one!r}, {many!r}, {number}): it writes the number too")


def _filters_of(language: Language) -> dict[str, Callable[..., str]]:
    return {
        "day_words": lambda date: date_format.day_words(date, language),
        "month_words": lambda month: date_format.month_words(month, language),
        "month_name": lambda month: date_format.month_name(month, language),
        "month_anchor": date_format.month_anchor,
        "decimal": cache(language.number),
        "place": cache(lambda place: file_words.place_in(language, place)),
        "dating": cache(lambda note: file_words.dating_words(language, note)),
    }
