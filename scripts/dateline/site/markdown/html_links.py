"""Addresses in HTML that a person wrote into a briefing: MkDocs follows those of Markdown alone.

A page may lie in a folder of its own (`use_directory_urls`), so an address counted from the briefing's file has to be
counted anew from the page.
"""

import re
from collections.abc import Callable
from html import escape, unescape

_TAG = re.compile(r"""<[A-Za-z](?:[^<>"']|"[^"]*"|'[^']*')*>""")
_ATTRIBUTE = re.compile(
    r"""(?P<before>\s(?P<name>[^\s"'<>/=]+)\s*=\s*)"""
    r"""(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'<>`=]+))"""
)
_LINK = re.compile(r"""\]\s*[(\[]|^\s{0,3}\[[^\]^][^\]]*\]:|<[A-Za-z][^<>]*=""", re.MULTILINE)
_NAMES = frozenset({"href", "src", "poster"})


def with_addresses(html: str, to_page: Callable[[str], str]) -> str:
    """HTML with the addresses that `to_page` gives for those in it."""

    def counted(match: re.Match[str]) -> str:
        written = unescape(match["double"] or match["single"] or match["bare"] or "")
        address = to_page(written) if match["name"].lower() in _NAMES else written
        return match[0] if address == written else f'{match["before"]}"{escape(address)}"'

    return _TAG.sub(lambda tag: _ATTRIBUTE.sub(counted, tag[0]), html)


def may_link(body: str) -> bool:
    """Whether the body of a briefing may have a link or a picture, whose address depends on the site's other files."""
    return _LINK.search(body) is not None
