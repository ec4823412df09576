"""Markdown: headings, paragraphs and the captions of pictures, without the marks.

markdown-it-py (CommonMark) renders the text, and the rules for saved pages read it.  Text within links, emphasis and
code is kept as a page shows it, so that quotes are found and checked verbatim.
"""

import html
from collections.abc import MutableMapping, Sequence
from typing import Any

from dateline.formats.html import parts_in
from dateline.formats.parsed_article import ParsedArticle, article_from_parts, facts_in, with_dateline
from dateline.formats.plain_text import read_plain
from dateline.layout.lines import ends_sentence, size_of, text_lines
from dateline.layout.urls import address_among

_LONGEST = 500_000
"""Characters; a longer text is no article, and is read as plain text."""


def read_markdown(text: str, file: str, title: str | None) -> ParsedArticle:
    """Read an article in Markdown; its first heading of level 1 is the headline, unless the front matter has one."""
    if len(text) > _LONGEST:
        return read_plain(text, file, title)
    parts = list(with_dateline(parts_in(_rendered(text))))
    return article_from_parts(parts, file, title=title, facts=facts_in(parts), url=_address_in(text))


def _address_in(text: str) -> str | None:
    """Return the address in a line above the first sentence, or below it.

    It is looked for in the Markdown itself, because the rendered page leaves out lines that are only a link.
    """
    lines = [line.text for line in text_lines(text)]
    first = next((i for i, line in enumerate(lines) if size_of(line) > 4 and ends_sentence(line)), len(lines))
    return address_among(lines[:first], lines[first:])


def _rendered(text: str) -> str:
    from markdown_it import MarkdownIt

    renderer = MarkdownIt("commonmark", {"html": True})
    renderer.add_render_rule("image", _caption)
    return str(renderer.render(text))


def _caption(
    self: Any, tokens: Sequence[Any], index: int, options: Any, env: MutableMapping[str, Any]
) -> str:
    """Render a picture as its caption: its title, else its alternative text."""
    token = tokens[index]
    caption = token.attrGet("title") or self.renderInlineAsText(token.children, options, env)
    return f"<figure><figcaption>{html.escape(str(caption))}</figcaption></figure>"
