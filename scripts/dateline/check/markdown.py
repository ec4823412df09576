"""Find what a body has beside the items: headings and the anchors they make, links and pictures.

Parsed with markdown-it-py (CommonMark), which tells the line of a link; the admonitions of Python-Markdown, whose text
is indented, are unfolded before.  Generated briefings have no links, and are not parsed for any.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from markdown.extensions.toc import slugify, unique

from dateline.check.positions import LineIndex
from dateline.check.records import PlacedText

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# A search looks quickly for a pattern's first letters and tries one that begins with `^`, or with one thing or
# another, at every character.  So these begin with a letter or a line end, and texts get a line end before their first.
_MAY_LINK = (re.compile(r"\](?:\(|:[ \t]*\S|\[(?!\^))"), re.compile(r"<(?:a|img)\s", re.IGNORECASE))
_FENCE = re.compile(
    r"^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^(?P=fence)[`~]*[ \t]*$|\Z)", re.MULTILINE | re.DOTALL
)
_CODE = re.compile(r"(?<![\\`])(`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)\1(?!`)", re.DOTALL)
_FOOTNOTE = re.compile(r"\n\[\^([\w-]+)\]:")
_HEADING = re.compile(r"\n(#{1,6})[ \t]+(?P<text>.*?)[ \t]*#*[ \t]*$", re.MULTILINE)
_SETEXT = re.compile(r"\n(?P<text>[^\s#>!\[].*)\n(?:=+|-+)[ \t]*$", re.MULTILINE)
_UNDERLINE = re.compile(r"\n(?:=+|-+)[ \t]*$", re.MULTILINE)
_BOX = re.compile(r"^(?:!!!|\?\?\?\+?) ", re.MULTILINE)
_ID = re.compile(r"""\{[^{}\n]{0,200}?#([\w:-]{1,200})[^{}\n]{0,200}\}|\b(?:id|name)=["']?([\w:-]+)""")
_MAY_SET_ID = ("{", "id=", "name=")
_TAGS = re.compile(r"<[^>]*>|\{:?[ ][^{}]*\}|\{:?#[^{}]*\}|[*_`]")
_ATTRIBUTE = re.compile(r"""(?:href|src)=["']?([^"'\s>]+)""", re.IGNORECASE)


def without_code(body: str) -> str:
    """The body with its code blanked out: every offset and line stays."""
    if "`" not in body and "~~~" not in body:
        return body
    return _CODE.sub(_blanked, without_fences(body))


def without_fences(body: str) -> str:
    """The body with its fenced code blanked out: every offset and line stays."""
    if "```" not in body and "~~~" not in body:
        return body
    return _FENCE.sub(_blanked, body)


def anchors_in(body: str) -> tuple[str, ...]:
    """The ids of the headings and footnotes of a body as the page gets them, and those that are set by hand."""
    text = f"\n{without_fences(body)}"
    underlined = _SETEXT.finditer(text) if _UNDERLINE.search(text) else ()
    headings = sorted((*_HEADING.finditer(text), *underlined), key=lambda match: match.start())
    given: set[str] = set()
    for match in headings:
        own = _ID.search(match["text"])
        if own:
            given.add(own[1] or own[2])
        else:
            unique(_slug_of(match["text"]), given)
    footnotes = _FOOTNOTE.findall(text)
    may_set_id = any(mark in text for mark in _MAY_SET_ID)
    others = (match[1] or match[2] for match in _ID.finditer(text)) if may_set_id else ()
    return tuple(
        sorted({*given, *others, *(f"{kind}:{label}" for label in footnotes for kind in ("fn", "fnref"))})
    )


@lru_cache(maxsize=256)  # briefings have much the same
def _slug_of(heading: str) -> str:
    return slugify(_TAGS.sub("", heading), "-")


def links_in(body: str, lines: LineIndex) -> tuple[PlacedText, ...]:
    """The targets of the links and pictures that lead to other places of the site, in order."""
    text = _FOOTNOTE.sub("\n", f"\n{body}")
    if not any(pattern.search(text) for pattern in _MAY_LINK):
        return ()
    first = len(lines.text[: len(lines.text) - len(body)].split("\n")) - 1
    tokens = _parser().parse("\n".join(_unfolded(body.split("\n"))))
    found = (pair for token in tokens if token.map for pair in _targets(token, first + token.map[0] + 1))
    return tuple(_placed_target(target, line, lines) for target, line in found if _is_internal(target))


def _is_internal(target: str) -> bool:
    return not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//|/|\?|$", target)


def _targets(token: "Token", line: int) -> Iterator[tuple[str, int]]:
    for child in (token, *(token.children or ())):
        if child.type in ("html_block", "html_inline"):
            yield from ((match[1], line) for match in _ATTRIBUTE.finditer(child.content))
        target = child.attrGet("href") or child.attrGet("src")
        if target:
            yield unquote(str(target)), line


def _placed_target(target: str, line: int, lines: LineIndex) -> PlacedText:
    at = lines.text.find(target, lines.starts[line - 1])
    return PlacedText(target, *(lines.position(at) if at >= 0 else (line, 0)))


def _unfolded(lines: list[str]) -> Iterator[str]:
    """The lines with the text of boxes moved to the margin, so that it is not taken for code."""
    inside = False
    for line in lines:
        if _BOX.match(line):
            inside = True
            yield ""
        elif inside and line.startswith("    "):
            yield line[4:]
        else:
            inside = inside and not line.strip()
            yield line


def _blanked(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": True})
