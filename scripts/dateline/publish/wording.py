"""What the templates say in the language of the interface: messages, dates, numbers and the file's fixed words.

{{ _("Sources") }}                                        a message (also `pgettext`, `{% trans %}`)
{{ counted("%(num)s event", "%(num)s events", number) }}  a message about a number of things
{{ plurals("{n} event", "{n} events") | tojson }}         the same for a script
{{ date | words }}  {{ number | decimal }}                see `_filters_of`
"""

from collections.abc import Callable
from typing import Any

from jinja2 import Environment

from dateline.publish import file_words, moments
from dateline.publish.language import Language
from dateline.publish.moments import Moment

KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "marked": None,
    "pgettext": ((1, "c"), 2),
    "ngettext": (1, 2),
    "counted": (1, 2),
    "plurals": (1, 2),
}
"""The functions whose arguments are messages, as Babel's extraction takes them."""


def word_in(env: Environment, language: Language) -> None:
    """Let the templates of an environment speak a language."""
    env.add_extension("jinja2.ext.i18n")
    env.install_gettext_callables(  # type: ignore[attr-defined]  # the extension's
        language.gettext, _uncounted, newstyle=True, pgettext=language.pgettext
    )
    env.globals.update(counted=language.ngettext, plurals=language.plurals, language=language)
    env.filters.update(_filters_of(language))


def _uncounted(one: str, many: str, number: int) -> str:
    raise TypeError(f"in a template, say counted({one!r}, {many!r}, {number}): it writes the number too")


def _filters_of(language: Language) -> dict[str, Callable[..., str]]:
    def words(moment: Moment | str) -> str:
        return moments.date_words(moment if isinstance(moment, str) else moment.value, language)

    return {
        "words": words,
        "day_words": lambda date: moments.day_words(date, language),
        "month_words": lambda month: moments.month_words(month, language),
        "month_name": lambda month: moments.month_name(month, language),
        "month_anchor": moments.month_anchor,
        "decimal": language.number,
        "place": lambda place: file_words.place_in(language, place),
        "dating": lambda note: file_words.dating_in(language, note),
    }
