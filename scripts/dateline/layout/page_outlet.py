"""The outlet whose page a text was copied from, by what the page says of itself around the article.

"Subscribe to the Halmery Courier", "Like the Courier on Facebook", "tips@halmerycourier.example": a name in a frame
that only an outlet's own name fits, or in two lines with other frames, is the outlet's.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from dateline.lang.lexicon import lines as lexicon_lines
from dateline.lang.lexicon import pattern, word_set, words
from dateline.layout.bylines import is_news_agency
from dateline.layout.lines import line_key
from dateline.layout.urls import outlet_at

_LONGEST = 300
_MOST_LINES = 2000
_FEWEST_LINES = 2
"""Lines that have to name an outlet where none of them does so for certain."""
_SURE = pattern("layout/patterns", "outlet_for_certain")
_LIKELY = pattern("layout/patterns", "outlet_likely")
_HOST = re.compile(
    r"(?:(?:(?P<sender>[^<>:@]{2,60}) <)?(?P<mail>[\w.+-]{1,64})@|(?<![\w@.-])(?:https?://)?(?:www\.)?)"
    r"(?P<host>[a-z0-9-]{2,40}(?:\.[a-z0-9-]{2,40}){0,3}\.[a-z]{2,6})(?=[\s>)/,.;:]|$)",
    re.I,
)
_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class _Mention:
    """A name in a line, by a key that a host shares with the name: "halmerycourier"."""

    key: str
    name: str
    is_host: bool = False
    is_certain: bool = False
    """Whether it stands in a frame that only an outlet's own name fits, or in an address to write to."""
    is_known: bool = False


def page_outlet(texts: Iterable[str], authors: frozenset[str] = frozenset()) -> str | None:
    """The outlet that the lines around an article name as their own; None where none is named often enough."""
    lines: dict[str, set[str]] = defaultdict(set)
    names: dict[str, list[_Mention]] = defaultdict(list)
    for text in islice(texts, _MOST_LINES):
        for mention in _mentions(text[:_LONGEST]):
            if mention.name not in authors:
                lines[mention.key].add(line_key(text))
                names[mention.key].append(mention)
    named = (key for key, found in names.items() if _is_named(found, len(lines[key])))
    best = max(named, key=lambda key: len(lines[key]), default=None)
    return None if best is None else _spelling(names[best])


def _is_named(mentions: list[_Mention], lines: int) -> bool:
    """Whether mentions in so many lines are enough; a word alone ("Sign up for the Science newsletter") needs more."""
    is_certain = any(mention.is_certain for mention in mentions)
    is_known = any(mention.is_known for mention in mentions)
    if is_known or all(" " in mention.name for mention in mentions):
        return is_certain or lines >= _FEWEST_LINES
    return is_certain and lines >= _FEWEST_LINES


def _spelling(mentions: list[_Mention]) -> str:
    """The name in words before that by its host."""
    return next((mention.name for mention in mentions if not mention.is_host), mentions[0].name)


def _mentions(text: str) -> Iterator[_Mention]:
    for frames, is_certain in ((_SURE, True), (_LIKELY, False)):
        for match in frames.finditer(text):
            name = _trimmed(match[match.lastgroup or 0])
            if name:
                is_known = _key(name) in _KNOWN
                yield _Mention(_key(name), name, is_certain=is_certain or is_known, is_known=is_known)
    for match in _HOST.finditer(text):
        host = match["host"].casefold()
        outlet = None if host in words("layout/mail_hosts") else outlet_at(f"https://{host}")
        if outlet:
            key, is_mail, sender = _key(_label(outlet, host)), bool(match["mail"]), match["sender"] or ""
            yield _Mention(key, outlet, is_host=True, is_certain=is_mail, is_known=True)
            if _key(sender) == key:  # Halmery Courier <news@halmery-courier.example>
                yield _Mention(key, sender.strip(), is_certain=True, is_known=True)


def _label(outlet: str, host: str) -> str:
    """The outlet's name, or the part of its host that is a name: "halmerycourier" of "www.halmerycourier.example"."""
    return outlet.split(".")[0] if outlet in host else outlet


def _trimmed(name: str) -> str | None:
    """The name without words of the page beside it; None where nothing or only such words are left."""
    tokens = name.strip(" .,:;’'").removeprefix("the ").split()
    small = word_set("layout/word_sets", "beside_outlet")
    while tokens and tokens[-1].casefold() in small:
        tokens.pop()
    while tokens and tokens[0].casefold() in small - {"the"}:
        tokens.pop(0)
    kept = " ".join(tokens)
    of_pages = small | words("layout/networks") | words("layout/sections")
    is_page = of_pages.issuperset(map(str.casefold, tokens)) or kept.casefold() in words(
        "layout/boilerplate_lines"
    )
    return None if is_page or is_news_agency(kept) else kept


def _key(name: str) -> str:
    bare = name.casefold().removeprefix("the ")
    return _LETTERS.sub("", bare)


_NAMED = (line.split(" ", 1)[1] for line in lexicon_lines("layout/outlets_by_host"))
_AGENCIES = frozenset(map(_key, words("layout/agencies")))
_KNOWN = frozenset(map(_key, (*words("layout/outlets"), *_NAMED))) - _AGENCIES
"""Outlets whose name alone on a line around the article is the page's own."""
