"""HTML that a person, or who wrote what a person pasted, put into a briefing, and links that run something.

Python-Markdown hands HTML on to the page as it stands.  A browser makes an element of whatever opens with `<` and a
letter, so that is what is looked for; code is left alone as far as Python-Markdown is sure to show it as code.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import attrgetter

from dateline.briefing.blocks import ESCAPE, BodyBlock, BodyKind
from dateline.briefing.html_in_markdown import HtmlInMarkdown
from dateline.briefing.link_schemes import RUNNING, scheme_of
from dateline.check.records import CheckedFile
from dateline.model.problems import Problem, notice, warning

_FENCE = re.compile(
    r"^(?P<fence>`{3,}|~{3,})[ \t]*(?:[\w#.+-]*|\{[^\n]*\})[ \t]*\n.*?^(?P=fence)[ \t]*$", re.M | re.S
)
_CODE = re.compile(r"(?<![\\`])(`+)(?!`)[^\n]+?(?<!`)\1(?!`)")
_INDENTED = re.compile(r"(?: {4}|\t)[^\n]*(?:\n(?: {4}|\t)[^\n]*|\n[ \t]*)*")
_AUTOLINK = re.compile(r"<(?P<address>[A-Za-z][A-Za-z0-9+.-]+:[^\s<>]*|[^\s<>@/]+@[^\s<>@]+)>")
_BRACKET = re.compile(r"\[|\](?P<link>\(\s*<?)?")
_DEFINITION = re.compile(r"^[\s>*+-]*\[[^\]\[^][^\]\[]*\]:\s*<?(?=\S)", re.MULTILINE)
"""What stands before the address to which a name is given: `[dam]: …`."""
_ATTRIBUTES = re.compile(r"\{:?(?P<pairs>[^{}\n]*=[^{}\n]*)\}")
"""What the extension `attr_list` sets on an element: `{: onclick="…" }`."""
_MAY_BE = tuple(map(re.compile, (r"<(?!!--)", r"\]\(", r"\[(?!\^)[^\]\[]*\]:", r"=[^{}\n]*\}")))
"""Not the comment that is an item's identity, nor a footnote: most briefings have no more."""
_PICTURE = re.compile(r"data:image/(?!svg)", re.IGNORECASE)
_LONGEST_SCHEME = 200
"""Characters of an address in which its scheme ends."""
_ACTIVE = frozenset(
    ("script", "style", "iframe", "frame", "object", "embed", "applet", "form", "base", "meta", "link", "svg")
)
"""Elements that run or load something, or change the page beyond the place where they stand: each is named."""


@dataclass(frozen=True, slots=True)
class _Found:
    """An element, or a declaration of the kind of `<!doctype>`, with its attributes, in a text."""

    line: int
    """Counted from 1."""
    column: int
    name: str
    attributes: tuple[tuple[str, str], ...] = ()

    @property
    def runs(self) -> tuple[str, ...]:
        """The attributes that run something or change its looks."""
        return tuple(
            name for name, _ in self.attributes if name.startswith("on") or name in ("style", "srcdoc")
        )

    @property
    def is_active(self) -> bool:
        """Whether it may do more than show words."""
        return self.name in _ACTIVE or bool(self.runs)

    @property
    def shown(self) -> str:
        """The element with what runs."""
        return f"<{' '.join((self.name, *self.runs))}>" if self.name else f"{{: {' '.join(self.runs)} }}"


_IS_ACTIVE = attrgetter("is_active")


class _Elements(HtmlInMarkdown):
    """Finds the elements that open in a text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[_Found] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self._note(tag, attrs)

    def handle_decl(self, decl: str) -> None:
        """Note a declaration."""
        self._note("!" + decl.partition(" ")[0])

    def handle_pi(self, data: str) -> None:
        """Note a processing instruction."""
        self._note("?" + data.partition(" ")[0])

    def _note(self, name: str, attributes: Iterable[tuple[str, str | None]] = ()) -> None:
        line, column = self.getpos()
        values = tuple((key.lower(), value or "") for key, value in attributes)
        self.found.append(_Found(line, column + 1, name.lower(), values))


def raw_html(checked: CheckedFile) -> Iterator[Problem]:
    """HTML in the text of a briefing: told once for each block of it, and for each element that may run something.

    It is a notice where the page shows it and it can do no more than show words, pictures or sounds.
    """
    is_left_out = checked.settings.omits_html
    what = "is left out of the page" if is_left_out else "is shown as it stands"
    hint = "write Markdown instead, or `\\<` for the character"
    for block, written in _texts_of(checked):
        text = ESCAPE.sub("  ", written)
        elements = [*_elements_in(text), *_attribute_lists_in(text)]
        for is_active, some in groupby(sorted(elements, key=_IS_ACTIVE), _IS_ACTIVE):
            found = list(some)
            for group in [[each] for each in found] if is_active else [found]:
                names = ", ".join(dict.fromkeys(each.shown for each in group))
                line = block.line + group[0].line - 1
                tell = warning if is_active or is_left_out else notice
                yield tell(checked.name, line, f"raw HTML {what}: {names}", hint, group[0].column)


def running_links(checked: CheckedFile) -> Iterator[Problem]:
    """Links and pictures whose address is something to run or show: `javascript:`, `vbscript:`, `data:`."""
    for block, text in _texts_of(checked):
        for start, address in _addresses_in(text):
            scheme = scheme_of(address)
            if scheme in RUNNING:
                line, column = _place_of(text, start)
                yield _running(checked, block.line + line - 1, column, scheme, address)


def _running(checked: CheckedFile, line: int, column: int, scheme: str, address: str) -> Problem:
    if _PICTURE.match(address):
        hint = "put the picture into a file beside the briefing"
        return checked.warning(line, "this picture stands in its own address", hint, column)
    message = f"this link begins with “{scheme}:”: it leads nowhere, and may run in the page"
    return checked.error(line, message, "link to a page of the web, or take the link out", column)


@lru_cache(maxsize=1)  # two rules ask for them
def _texts_of(checked: CheckedFile) -> tuple[tuple[BodyBlock, str], ...]:
    """The blocks that may have HTML or a link, each with its text: without code, all else in its place."""
    return tuple(_texts_in(checked.blocks)) if _may_be_in(checked.front.body) else ()


def _may_be_in(text: str) -> bool:
    return any(pattern.search(text) for pattern in _MAY_BE)


def _texts_in(blocks: Iterable[BodyBlock]) -> Iterator[tuple[BodyBlock, str]]:
    for block in blocks:
        if not _may_be_in(block.text):
            continue
        is_code = block.kind is BodyKind.PROSE and _INDENTED.fullmatch(block.text)
        if not is_code:
            yield block, _CODE.sub(_blanks, _FENCE.sub(_blanks, block.text))


def _blanks(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _elements_in(text: str) -> list[_Found]:
    return _Elements(_AUTOLINK.sub(_blanks, text)).found


def _attribute_lists_in(text: str) -> Iterator[_Found]:
    """The attribute lists that set what runs, as elements without a name."""
    for match in _ATTRIBUTES.finditer(text):
        line, column = _place_of(text, match.start())
        for element in _elements_in(f"<a {match['pairs']}>"):
            if element.runs:
                yield _Found(line, column, "", element.attributes)


def _addresses_in(text: str) -> Iterator[tuple[int, str]]:
    """Where each address in a text begins that a link or an attribute may lead to, and what it is."""
    bare = ESCAPE.sub("  ", text)
    starts = [*_link_targets_in(bare), *(match.end() for match in _DEFINITION.finditer(bare))]
    starts += [match.start("address") for match in _AUTOLINK.finditer(bare)]
    for start in sorted(starts):
        yield start, ESCAPE.sub(r"\1", text[start : start + _LONGEST_SCHEME])
    for match in _ATTRIBUTES.finditer(bare):
        for element in _elements_in(f"<a {match['pairs']}>"):
            yield from ((match.start(), value) for _, value in element.attributes)
    lines = [0, *(match.end() for match in re.finditer("\n", bare))]
    for element in _elements_in(bare):
        yield from ((lines[element.line - 1] + element.column - 1, value) for _, value in element.attributes)


def _link_targets_in(text: str) -> Iterator[int]:
    """Where the addresses of links and pictures begin: behind the bracket that ends their words."""
    is_open = 0
    for bracket in _BRACKET.finditer(text):
        if bracket[0] == "[":
            is_open += 1
        elif is_open:
            is_open -= 1
            if bracket["link"]:
                yield bracket.end()


def _place_of(text: str, offset: int) -> tuple[int, int]:
    """The line and the column of an offset, counted from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
