"""The Markdown templates, and what they call: text is escaped for Markdown wherever it is put in.

{{ title }}                               any text, escaped
{{ heading(title) }}                      the same behind `#`
{{ link(text, url) }}                     a link to a page of the site, or the text where that page is this one
{{ web_link(text, url) }}                 a link to an address on the web
{{ _("Sources") }}                        a message; its values are escaped
{{ when(date) }}                          a date (EDTF or an ISO stamp) in words
{{ counted("…", "…", number) }}           a message about a number of things
{{ names | listed }}                      texts with commas between them
{{ [date, publisher] | facts }}           those of some texts that are not empty, with dots between them

The filters of the HTML templates that give words are here, too (`template_filters`).
"""

import html
import json
import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from dateline.briefing.document import escape
from dateline.site import date_format
from dateline.site.interface_language import Language
from dateline.site.template_filters import add_words

_IN_ADDRESSES = ":/?#@!$&'+,;=%~"
"""What stands in an address as it is; brackets and stars would be Markdown."""
_BLANK_LINES = re.compile(r"\n{3,}")
_BODY = "\ufdd0\ufded"
"""Stands for the text of a page that is put in as it is."""


def markdown_of(value: object) -> Markup:
    """A value as Markdown that shows it as text; what is Markdown already (`Markup`) as it is."""
    if isinstance(value, Markup):
        return value
    text = str(value)
    before, after = (" " if edge.isspace() else "" for edge in (text[:1], text[1:][-1:]))
    return Markup(f"{before}{escape(text)}{after}")


def heading(text: object) -> Markup:
    """A text behind `#`: what ends in `#` keeps it, and no braces are taken for attributes."""
    return Markup(re.sub(r"(?<!\\)[#{]", r"\\\g<0>", markdown_of(text)))


def linked(text: object, address: str) -> Markup:
    """A link with a text, whose brackets are no end of it."""
    shown = markdown_of(text)
    return Markup("[" + re.sub(r"(?<!\\)]", r"\\]", shown) + f"]({address})")


def web_link(text: object, address: str) -> Markup:
    """A link to an address on the web."""
    return linked(text, quote(address, safe=_IN_ADDRESSES))


@dataclass(frozen=True)
class PageLinks:
    """The ways between pages."""

    moved: Mapping[str, str] = field(default_factory=dict)
    """The files of those that stand elsewhere than their address says."""
    places: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """What has an id on a page, by its address: the name of the place in Dateline's own pages, and its id here."""

    def way(self, page: str, url: str) -> str:
        """The relative way from a page to an address below the site's root; "" where that is the page itself."""
        target, _, place = url.partition("#")
        target = self.moved.get(target, target)
        anchor = self.places.get(target, {}).get(place)
        way = "" if target == page else posixpath.relpath(target, posixpath.dirname(page) or ".")
        return f"{way}#{anchor}" if anchor else way

    def link(self, page: str, text: object, url: str) -> Markup:
        """A link from a page to an address below the site's root; the text alone where it leads nowhere else."""
        way = self.way(page, url)
        return linked(text, way) if way else markdown_of(text)


class MarkdownTemplates:
    """Renders the Markdown templates in a language."""

    def __init__(self, language: Language, links: PageLinks) -> None:
        self._links = links
        self._env = Environment(
            loader=PackageLoader(__package__), autoescape=True, finalize=markdown_of,
            trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
        )  # fmt: skip
        add_words(self._env, language)
        self._env.globals.update(
            _=partial(_message, language.gettext),
            pgettext=partial(_message, language.pgettext),
            when=partial(date_format.date_words, language=language),
            heading=heading,
            web_link=web_link,
        )
        self._env.filters.update(listed=_listed, facts=_facts, quoted_in_yaml=_quoted_in_yaml)

    def render(self, template: str, page: str, body: str = "", **values: Any) -> str:
        """The text of a page, whose own address is `page`; `body` is Markdown that stands in it as it is."""
        link: Callable[..., Markup] = partial(self._links.link, page)
        text = self._env.get_template(template).render(link=link, body=Markup(_BODY), **values)
        return _BLANK_LINES.sub("\n\n", text).strip().replace(_BODY, body.strip("\n")) + "\n"


def _message(gettext: Callable[..., str], *texts: str, **values: object) -> Markup:
    """A message, which is the project's own Markdown, with its values escaped."""
    message = gettext(*texts)
    return Markup(
        str(message) % {name: markdown_of(each) for name, each in values.items()} if values else message
    )


def _listed(texts: Iterable[object], between: str = ", ") -> Markup:
    return Markup(between.join(map(markdown_of, texts)))


def _facts(texts: Iterable[object]) -> Markup:
    return _listed(filter(None, texts), " · ")


def _quoted_in_yaml(text: str) -> Markup:
    """A text of front matter, which tools put into pages as HTML; every string of JSON is one of YAML."""
    return Markup(json.dumps(html.escape(text), ensure_ascii=False))
