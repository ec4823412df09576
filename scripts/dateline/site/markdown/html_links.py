"""Addresses in HTML that a person wrote into a briefing: MkDocs follows those of Markdown alone.

A page may lie in a folder of its own (`use_directory_urls`), so an address counted from the briefing's file has to be
counted anew from the page.
"""

import re
from collections.abc import Callable
from html import escape, unescape

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor

_BEFORE_RAW_HTML = 35
"""Python-Markdown's own: 30, which puts the HTML back that was taken out of the text."""
_TAG = re.compile(r"""<[A-Za-z](?:[^<>"']|"[^"]*"|'[^']*')*>""")
_ATTRIBUTE = re.compile(
    r"""(?P<before>\s(?P<name>[^\s"'<>/=]+)\s*=\s*)"""
    r"""(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'<>`=]+))"""
)
_NAMES = frozenset({"href", "src", "poster"})


class Addresses(Extension):
    """Counts the addresses in a page's own HTML anew, by a function that can be set for each page."""

    def __init__(self) -> None:
        super().__init__()
        self.to_page: Callable[[str], str] = str
        """The address on the page for one in the file."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 -- Python-Markdown's name
        """Register the step."""
        md.registerExtension(self)
        md.postprocessors.register(_Counting(md, self), "dateline-addresses", _BEFORE_RAW_HTML)

    def in_html(self, html: str) -> str:
        """HTML with its addresses as they are on the page."""
        return _TAG.sub(lambda tag: _ATTRIBUTE.sub(self._attribute, tag[0]), html)

    def _attribute(self, match: re.Match[str]) -> str:
        if match["name"].lower() not in _NAMES:
            return match[0]
        written = match["double"] or match["single"] or match["bare"] or ""
        counted = self.to_page(unescape(written))
        return match[0] if counted == unescape(written) else f'{match["before"]}"{escape(counted)}"'


class _Counting(Postprocessor):
    def __init__(self, md: Markdown, addresses: Addresses) -> None:
        super().__init__(md)
        self._addresses = addresses

    def run(self, text: str) -> str:
        """Change the HTML that was taken out; the text has only marks in its place."""
        stash = self.md.htmlStash.rawHtmlBlocks
        stash[:] = [self._addresses.in_html(html) if isinstance(html, str) else html for html in stash]
        return text
