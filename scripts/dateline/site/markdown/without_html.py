"""Leaves raw HTML out of a briefing's page, and links and attributes that run something; the words between tags stay.

Tags are left out where Python-Markdown finds them, before it sets them aside for the page: what is put in their place
is text, which no later step can take for markup.  What Markdown itself makes is a tree, in which links and attributes
are looked at one by one when all else has been done.
"""

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import HTML_RE, InlineProcessor
from markdown.preprocessors import HtmlBlockPreprocessor
from markdown.util import AMP_SUBSTITUTE, HTML_PLACEHOLDER, HTML_PLACEHOLDER_RE

from dateline.briefing.document import escape
from dateline.briefing.html_in_markdown import HtmlInMarkdown
from dateline.briefing.link_schemes import RUNNING, scheme_of

_WITHOUT_WORDS = frozenset(
    ("script", "style", "template", "iframe", "noframes", "object", "applet", "head", "title", "svg", "math")
)
"""Elements whose contents are no words for readers."""
_WITHIN_A_LINE = frozenset((
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins", "kbd",
    "label", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
    "time", "tt", "u", "var", "wbr",
))  # fmt: skip
"""Elements that part no words; before and after all others a paragraph ends."""
_KEPT = frozenset((
    "id", "class", "href", "src", "alt", "title", "lang", "dir", "role", "datetime", "name", "type", "for",
    "checked", "open", "start", "reversed", "value", "align", "colspan", "rowspan", "width", "height", "rel",
))  # fmt: skip
"""Attributes that Markdown, its extensions and editors set, and that run nothing."""
_KEPT_KINDS = ("aria-", "data-")
_ADDRESSES = ("href", "src")
_HTML_PRIORITIES = {"html_block": 20, "html": 90}
"""Those at which Python-Markdown looks for HTML."""
_NAME = re.compile(r"[a-zA-Z][^\s/>]*")
_PLACEHOLDER = re.compile(f"({HTML_PLACEHOLDER_RE.pattern.replace('([0-9]+)', '[0-9]+')})")


def leave_html_out(md: Markdown) -> None:
    """Have Python-Markdown leave raw HTML out of the text that it renders next."""
    md.preprocessors.register(_BlockHtml(md), "html_block", _HTML_PRIORITIES["html_block"])
    md.inlinePatterns.register(_InlineHtml(HTML_RE, md), "html", _HTML_PRIORITIES["html"])


class _BlockHtml(HtmlBlockPreprocessor):
    """Puts the words of each block of HTML in its place, as Markdown that shows them."""

    def run(self, lines: list[str]) -> list[str]:
        """Change the lines."""
        stash = self.md.htmlStash
        first = stash.html_counter
        text = "\n".join(super().run(lines))
        for number in range(first, stash.html_counter):
            words = words_of_html(str(stash.rawHtmlBlocks[number]))
            text = text.replace(HTML_PLACEHOLDER % number, "\n\n".join(map(_markdown_of, words)))
        return text.split("\n")


class _InlineHtml(InlineProcessor):
    """Leaves a tag or a comment out, and with it what is no words."""

    def handleMatch(  # type: ignore[override]  # noqa: N802 -- Python-Markdown's name
        self, m: re.Match[str], data: str
    ) -> tuple[str, int, int]:
        """Put nothing in its place."""
        name, end = _NAME.match(m[1], 1), m.end(0)
        if name and name[0].lower() in _WITHOUT_WORDS:
            closing = re.compile(rf"</{re.escape(name[0])}\s*>", re.IGNORECASE).search(data, end)
            end = closing.end() if closing else end
        return "", m.start(0), end


def words_of_html(html: str) -> list[str]:
    """The words of some HTML, paragraph by paragraph; not those of scripts and the like."""
    parser = _WordsOfHtml()
    parser.feed(html)
    parser.close()
    return parser.paragraphs()


class _WordsOfHtml(HtmlInMarkdown):
    """Gathers the words of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces = [""]
        self._skipped: list[str] = []
        """The open elements whose contents are no words."""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Begin a paragraph, or skip what follows."""
        self._part(tag)
        if tag in _WITHOUT_WORDS:
            self._skipped.append(tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        """End a paragraph."""
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        """End a paragraph, or what was skipped."""
        self._part(tag)
        if tag in self._skipped:
            del self._skipped[self._skipped.index(tag) :]

    def handle_data(self, data: str) -> None:
        """Take words."""
        if not self._skipped:
            self._pieces[-1] += data

    def _part(self, tag: str) -> None:
        if tag not in _WITHIN_A_LINE:
            self._pieces.append("")

    def paragraphs(self) -> list[str]:
        """What was gathered."""
        return [" ".join(piece.split()) for piece in self._pieces if piece.strip()]


def _markdown_of(words: str) -> str:
    """Markdown that shows some words, and what Python-Markdown has set aside among them."""
    return "".join(
        part if number % 2 else escape(part) for number, part in enumerate(_PLACEHOLDER.split(words))
    )


# --- what Markdown has made ------------------------------------------------------------------------------------


def leave_running_out(root: Element, stash: Sequence[object]) -> None:
    """Take links and attributes that run something out of a page's tree, and paragraphs of which nothing is left.

    `stash` is what Python-Markdown has set aside, of which the page gets text in place of numbers.
    """
    for element in root.iter():
        if isinstance(element.tag, str):
            _clean(element, stash)
    for parent in root.iter():
        for part in [part for part in parent if part.tag == "p" and _is_empty(part)]:
            parent.remove(part)


def _clean(element: Element, stash: Sequence[object]) -> None:
    for name in list(element.attrib):
        if name not in _KEPT and not name.startswith(_KEPT_KINDS):
            del element.attrib[name]
    addresses = (element.get(name) or "" for name in _ADDRESSES)
    if any(scheme_of(_written(address, stash)) in RUNNING for address in addresses):
        words = element.get("alt") if element.tag == "img" else element.text
        element.tag, element.text = "span", words
        element.attrib.clear()


def _written(address: str, stash: Sequence[object]) -> str:
    """An address as the page will have it."""
    whole = HTML_PLACEHOLDER_RE.sub(lambda match: str(stash[int(match[1])]), address)
    return whole.replace(AMP_SUBSTITUTE, "&")


def _is_empty(element: Element) -> bool:
    return not len(element) and not (element.text or "").strip() and not (element.tail or "").strip()
