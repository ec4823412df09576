"""What a page shows and the search does not read: links to other pages, footnote numbers, labels.

Pagefind would leave these parts out by itself (`HIDDEN`).  They are taken from a record so that it changes only with
what is found: a page leads to the briefings that are related to it, and changes when one of them gets another title.
"""

import re

MARK = "data-search-exclude"
HIDDEN = f"[{MARK}], .headerlink, script, style"
"""The parts as a CSS selector."""

_ATTRIBUTES = r"""(?:[^<>"']|"[^"]*"|'[^']*')*"""
_HIDDEN = re.compile(
    rf'<(?:(script|style)\b|([a-z][a-z0-9]*)(?=\s){_ATTRIBUTES}?\s(?:{MARK}\b|class="headerlink")){_ATTRIBUTES}>'
)
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)


def without_hidden(html: str) -> str:
    """HTML without its hidden parts; one that does not end stays, and Pagefind leaves it out."""
    shown, at = [], 0
    while start := _HIDDEN.search(html, at):
        end = _end_of(html, start[1] or start[2], start.end())
        shown.append(html[at : start.start()] if end else html[at : start.end()])
        at = end or start.end()
    return "".join((*shown, html[at:]))


def _end_of(html: str, name: str, at: int) -> int | None:
    """Where an element ends of which the start tag ends at a place; None where it does not."""
    if name in _VOID:
        return at
    depth = 1
    for tag in re.compile(rf"<(/?){name}\b{_ATTRIBUTES}>").finditer(html, at):
        depth += -1 if tag[1] else 1
        if not depth:
            return tag.end()
    return None
