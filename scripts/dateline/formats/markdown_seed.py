"""Markdown: headings, paragraphs and the captions of pictures, without the marks.

markdown-it-py (CommonMark) renders the text, and the page's rules read it.  What stands in links, emphasis and code
is kept as it reads on a page, so that quotes are found and checked verbatim.
"""

import html
from collections.abc import MutableMapping, Sequence
from typing import Any

from dateline.formats.article_parts import facts_in, with_dateline
from dateline.formats.html import parts_in
from dateline.formats.parsed_article import ParsedArticle, article_from_parts
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
    """The address that a line above the first sentence gives, or one behind it.

    Looked for in the Markdown itself: a line that is only a link is no part of the page made of it.
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
    """A picture as its caption: the title, else the text that stands in for it."""
    token = tokens[index]
    caption = token.attrGet("title") or self.renderInlineAsText(token.children, options, env)
    return f"<figure><figcaption>{html.escape(str(caption))}</figcaption></figure>"
