"""What a page shows and the search does not read: links to other pages, footnote numbers, labels.

Pagefind would leave these parts out by itself (`HIDDEN`).  They are taken from a record so that it changes only with
what is found: a page leads to the briefings that are related to it, and changes when one of them gets another title.
"""

import re
from functools import cache

MARK = "data-search-exclude"
HIDDEN = f"[{MARK}], .headerlink, script, style"
"""The parts as a CSS selector."""

_ATTRIBUTES = r"""(?:[^<>"']++|"[^"]*"|'[^']*')*"""
_BEFORE_MARK = r"""(?:[^<>"']|"[^"]*"|'[^']*')*?"""
_HIDDEN = re.compile(
    rf'<(?:(script|style)\b|([a-z][a-z0-9]*)(?=\s){_BEFORE_MARK}\s(?:{MARK}\b|class="headerlink")){_ATTRIBUTES}>'
)
_SIGNS = tuple(map(re.compile, (MARK, 'class="headerlink"', "<s(?:cript|tyle)")))
"""What such a start tag has, each looked for by itself: three scans for fixed words take less time than to try every
tag of a page."""
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)


def without_hidden(html: str) -> str:
    """HTML without its hidden parts.

    One that does not end stays, and one of raw HTML with a “<” in a value before its mark: Pagefind leaves them out.
    """
    shown, at = [], 0
    for start in _possible_starts(html):
        tag = _HIDDEN.match(html, start) if start >= at else None
        end = _end_of(html, tag[1] or tag[2], tag.end()) if tag else None
        if end:
            shown.append(html[at:start])
            at = end
    return "".join((*shown, html[at:]))


def _possible_starts(html: str) -> list[int]:
    """The last “<” up to each sign of a hidden part, in their order."""
    signs = (sign.start() for pattern in _SIGNS for sign in pattern.finditer(html))
    return sorted({html.rfind("<", 0, sign + 1) for sign in signs})


def _end_of(html: str, name: str, at: int) -> int | None:
    """Where an element ends of which the start tag ends at a place; None where it does not."""
    if name in _VOID:
        return at
    depth = 1
    for tag in _tags_of(name).finditer(html, at):
        depth += -1 if tag[1] else 1
        if not depth:
            return tag.end()
    return None


@cache
def _tags_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"<(/?){name}\b{_ATTRIBUTES}>")
