"""The authors that the foot of an article names where its head names none.

In the order of their weight: the agency's note ("Reporting by Ana Ruiz; editing by Tom Oduya"), brackets behind the
last sentence ("(By Ana Ruiz)"), a name signed below it ("— Ana Ruiz"), the line on who an author is ("Ana Ruiz is a
reporter for the Courier"), the only line with "By" in the text or below it, a heading ("About Ana Ruiz"), an invitation
to write to the author ("Ana Ruiz can be reached at ..."), the owner of a blog ("© 2031 Ana Ruiz").
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from dateline.lang.lexicon import pattern
from dateline.layout.boilerplate import QUOTES
from dateline.layout.bylines import (
    byline_of,
    has_given_name,
    is_label,
    is_news_agency,
    is_outlet,
    is_outlet_like,
    looks_like_name,
    names_employer,
    names_in,
)
from dateline.layout.classification import Verdict
from dateline.layout.line_features import LineFeatures
from dateline.layout.page_regions import PageLayout
from dateline.model.article import BlockKind

_REPORTERS = pattern("layout/patterns", "reporters")
_SIGNED_OFF = pattern("layout/patterns", "signed_off")
_BIO = pattern("layout/patterns", "author_bio")
_TRADE = pattern("layout/patterns", "author_trade")
_REACHED = pattern("layout/patterns", "author_reached")
_ABOUT = pattern("layout/patterns", "about_author")
_COPYRIGHT = pattern("layout/patterns", "author_copyright")
_PREDICATE = pattern("layout/patterns", "author_predicate")
_BRACKETED = pattern("layout/patterns", "bracketed_byline")
_FOOT_PART = re.compile(r" [–—|·•-] ")
_SIGNED_END = 120
"""Characters at the end of a paragraph in which it is signed."""
_ABOUT_REACH = 6
_LONGEST_ABOUT = 4
"""Sentences from the end among which what a page tells of its author can stand."""
_SIGNED_TEXT = 3
"""Paragraphs in a row below a byline that are what it signs; below one of another story stands a teaser."""

Foot = Sequence[tuple[LineFeatures, Verdict]]
"""Lines of the body or below it, with their verdicts."""


def foot_authors(page: PageLayout, verdicts: tuple[Verdict, ...]) -> tuple[str, ...]:
    """The authors by the first of the foot's ways to name them that names any."""
    return authors_at_foot(list(zip(page.lines, verdicts, strict=True))[page.first : page.comments])


def authors_at_foot(lines: Foot) -> tuple[str, ...]:
    """The authors that the lines of a body and below it name."""
    last = max((i for i, item in enumerate(lines) if _is_sentence(item)), default=len(lines))
    found = (way(lines[last:] if way in _AT_THE_FOOT else lines) for way in _WAYS)
    return next(filter(None, map(tuple, map(dict.fromkeys, found))), ())


def _in_notes(lines: Foot) -> Iterator[str]:
    """Who reported by the agency's note: "Reporting by Ana Ruiz; editing by Tom Oduya"."""
    notes = (_REPORTERS.match(line.text) for line, verdict in lines if verdict.kind is BlockKind.NOTE)
    yield from next((names for note in notes if note and (names := names_in(note["names"].rstrip(")]")))), ())


def _in_brackets(lines: Foot) -> Iterator[str]:
    """Who signs in brackets behind the last sentence, as agencies have it: "… for the winter. (By Ana Ruiz)"."""
    ends = (_BRACKETED.search(line.text[-_SIGNED_END:]) for line, _ in reversed(lines))
    match = next(filter(None, ends), None)
    yield from names_in(match["names"]) if match else ()


def _below_the_last_sentence(lines: Foot) -> Iterator[str]:
    """Who signed alone: "— Ana Ruiz", "Ana Ruiz".

    Below a quotation it is who said it, above a sentence a heading; names after several sentences answer a question,
    names in a row sign a letter.
    """
    signed: list[str] = []
    told, sentences = 0, sum(map(_is_sentence, lines))
    for above, here, below in zip(lines, lines[1:], (*lines[2:], None), strict=False):
        told += _is_sentence(above)
        if 2 * told < sentences:  # in the upper half of the text it names who wrote another story
            continue
        is_apart = _is_sentence(above) and not (below and (_is_sentence(below) or _signs(below)))
        if is_apart and not above[0].text.startswith(QUOTES):
            signed += filter(has_given_name, () if _has_other_work(here) else _signs(here))
    if len(signed) == 1:
        yield from signed


def _signs(item: tuple[LineFeatures, Verdict]) -> tuple[str, ...]:
    """The names that a line consists of, a dash or an account beside them."""
    match = _SIGNED_OFF.fullmatch(item[0].text)
    return names_in(match["names"]) if match else ()


def _has_other_work(item: tuple[LineFeatures, Verdict]) -> bool:
    """Whether no outlet or trade of the press stands beside a name, as under a quotation: "Ana Ruiz, CEO of …"."""
    match = _SIGNED_OFF.fullmatch(item[0].text)
    role = match["role"].strip(" ,") if match and match["role"] else ""
    return bool(role) and not (is_outlet_like(role) or names_employer(item[0].text))


def _is_sentence(item: tuple[LineFeatures, Verdict]) -> bool:
    return BlockKind.PARAGRAPH in (item[1].kind, item[1].rest)


def _in_bios(lines: Foot) -> Iterator[str]:
    """Who is introduced: "Ana Ruiz is a reporter for the Halmery Courier"; right below the text with an address too.

    As the last sentence of the text it is someone's whose trade is to write.
    """
    last = max((i for i, item in enumerate(lines) if _is_sentence(item)), default=-1)
    for index, (above, (line, verdict)) in enumerate(zip((None, *lines), lines, strict=False)):
        is_below = verdict.kind is BlockKind.BOILERPLATE and above is not None and _is_sentence(above)
        match = _BIO.match(line.text[:120])
        is_writer = index == last and match and _TRADE.match(line.text, match.end())
        if not (verdict.kind is BlockKind.NOTE or is_below or is_writer):
            continue
        if match and looks_like_name(match["name"]) and _PREDICATE.match(line.text, match.end() - 1):
            yield from filter(has_given_name, names_in(match["name"]))


def _above_the_text(lines: Foot) -> Iterator[str]:
    """Who stands behind "By" alone in the body, right above what he wrote: below a box of advice, a row of links."""
    found = []
    for index, (line, verdict) in enumerate(lines):
        byline = byline_of(line.raw) if verdict.rule == "entry_byline" else None
        if byline is not None:
            below = [_is_sentence(item) for item in lines[index + 1 : index + 2 + _SIGNED_TEXT]]
            found.append(byline.authors if sum(below) >= _SIGNED_TEXT else ())
    if len(found) == 1 and not any(map(is_outlet, found[0])):
        yield from found[0]


def _in_headings(foot: Foot) -> Iterator[str]:
    """Whom a heading below the text is about that a line soon below it names: "About Ana Ruiz"."""
    sentences = [index for index, item in enumerate(foot) if _is_sentence(item)]
    start = sentences[-_LONGEST_ABOUT] if len(sentences) >= _LONGEST_ABOUT else 0
    for index, (line, _) in enumerate(foot[start:], start):
        match = _ABOUT.fullmatch(line.text)
        if match and looks_like_name(match["name"]) and has_given_name(match["name"]):
            family_name = match["name"].split()[-1]
            below = foot[index + 1 : index + 1 + _ABOUT_REACH]
            yield from names_in(match["name"]) if any(family_name in other.text for other, _ in below) else ()


def _in_copyright(foot: Foot) -> Iterator[str]:
    """Who holds the rights to the page, where that is a person, as on a blog: "© 2031 Ana Ruiz"."""
    for line, verdict in foot:
        parts = _FOOT_PART.split(line.text) if verdict.kind is BlockKind.BOILERPLATE else ()
        for match in filter(None, (_COPYRIGHT.fullmatch(part) for part in parts)):
            if not match["year"] and not match["rights"]:
                continue
            is_company = is_outlet_like(match["owner"]) or any(map(is_news_agency, match["owner"].split()))
            yield from filter(has_given_name, () if is_company else names_in(match["owner"]))


def _in_the_only_byline(foot: Foot) -> Iterator[str]:
    """Who stands behind "By" where no other author stands below the article: those sign other stories."""
    bylines = {byline.authors for line, _ in foot if line.is_byline and (byline := byline_of(line.raw))}
    pairs = pairwise(line for line, _ in foot)
    bylines |= {names_in(line.raw) for label, line in pairs if is_label(label.text)} - {()}
    if len(bylines) == 1 and not any(map(is_outlet, authors := bylines.pop())):
        yield from authors


def _in_invitations(foot: Foot) -> Iterator[str]:
    """Whom readers may write to: "Ana Ruiz can be reached at ...", "Follow Ana Ruiz on Twitter"."""
    for line, _ in foot:
        match = _REACHED.search(line.text[:200])
        if match:
            name = match[match.lastgroup or 0]
            yield from filter(has_given_name, names_in(name) or names_in(name.partition(" ")[2]))


_WAYS: tuple[Callable[[Foot], Iterator[str]], ...] = (
    _in_notes,
    _in_brackets,
    _below_the_last_sentence,
    _in_bios,
    _above_the_text,
    _in_the_only_byline,
    _in_headings,
    _in_invitations,
    _in_copyright,
)
_AT_THE_FOOT = (_in_the_only_byline, _in_invitations, _in_copyright)
"""The ways that are other people's where they stand between sentences."""
