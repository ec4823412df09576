"""Plain text: every line gets a kind, decided by an ordered list of rules for each part of the page.

A rule looks at one line and its neighbours and answers with a verdict or with None; the first verdict holds.
Head, body and tail have rules of their own, for the same words mean different things in them: a name alone is a
byline below the headline and a caption between two paragraphs.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from dateline.lexicon import words
from dateline.model import BlockKind
from dateline.reading.bylines import byline_of, is_label, looks_like_name, names_in
from dateline.reading.captions import credit_start
from dateline.reading.furniture import Trait
from dateline.reading.items import Item
from dateline.reading.lines import ends_sentence, ends_with_stop, is_upper
from dateline.reading.page import BULLET, Page
from dateline.reading.stamps import is_relative_stamp

_PACKAGE = "dateline.reading"

_FURNITURE = (Trait.FURNITURE, Trait.APPEAL, Trait.SECTION, Trait.LIST, Trait.PAGE_END)
_LONGEST_HEADING = 16
_DEK_REACH = 8
"""Lines below the headline in which a dek is looked for."""
_TAIL_REACH = 8
"""Lines below the body that can still go on from it."""
_LONGEST_LINK = 32
_DATELINE = re.compile(
    r"(?P<place>(?:[A-Z][A-Z.'’/-]+|[A-Z]{2,}|St\.)(?:[ ,/]{1,2}(?:(?:and|de|of|la) )?[A-Z][\w.'’-]*){0,6}?)"
    r"(?:,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})(?:,? \d{4})?)?,? {0,2}"
    r"(?:\((?P<agency>[A-Z][\w .'’/-]{1,30})\) {0,2}(?:[-–—:|]{1,2})?|(?P<mark>\.? ?(?:[-–—]{1,2})))\s{0,3}"
)
"""A place in capitals, then a day, an agency in brackets, a dash: "KELLAM, May 6 (Reuters) - "."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The kind of a line, or of its part up to `split` (an offset into its raw text) with the rest's kind."""

    kind: BlockKind
    reason: str
    split: int | None = None
    rest: BlockKind | None = None


Rule = Callable[[Page, int], Verdict | None]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text with its kind."""

    kind: BlockKind
    start: int
    end: int
    reason: str


def classify(page: Page) -> tuple[Verdict, ...]:
    """A verdict for each item of a page."""
    verdicts: list[Verdict] = []
    for index in range(len(page.items)):
        rules = HEAD if index < page.first else BODY if index < page.last else TAIL
        verdicts.append(next(verdict for rule in rules if (verdict := rule(page, index))))
    return tuple(verdicts)


def pieces_of(page: Page, verdicts: tuple[Verdict, ...]) -> Iterator[Piece]:
    """The pieces in order of the text; a line with two kinds in it gives two."""
    for line, item, verdict in zip(page.lines, page.items, verdicts, strict=True):
        if verdict.split is None or verdict.rest is None:
            yield Piece(verdict.kind, line.start, line.end, verdict.reason)
            continue
        before, after = item.raw[: verdict.split], item.raw[verdict.split :]
        yield Piece(verdict.kind, line.start, line.start + len(before.rstrip()), verdict.reason)
        start = line.end - len(after.lstrip())
        yield Piece(verdict.rest, start, line.end, f"follows in the same line; {verdict.reason}")


# Rules that hold wherever a line stands


def _headline(page: Page, index: int) -> Verdict | None:
    if index != page.headline:
        return None
    return Verdict(BlockKind.HEADLINE, "the line above the body that shares most with it")


def _repeated_headline(page: Page, index: int) -> Verdict | None:
    """The headline once more: alone, below a button, or with a caption glued to it."""
    if page.headline is None or index == page.headline:
        return None
    headline, item = page.items[page.headline], page.items[index]
    if item.size < 3 or headline.size < 3:
        return None
    if item.key == headline.key:
        return Verdict(BlockKind.BOILERPLATE, "repeats the headline")
    if item.text.startswith(headline.text) and index < page.last:
        split = _offset_after(item.raw, headline.text)
        size = item.size - headline.size
        if split and size >= 3 and item.raw[split:].lstrip()[:1].isupper():
            return Verdict(BlockKind.BOILERPLATE, "repeats the headline", split, BlockKind.CAPTION)
    if headline.key in item.key and item.size <= headline.size + 12:
        return Verdict(BlockKind.BOILERPLATE, "repeats the headline beside a button")
    return None


def _offset_after(raw: str, tidy: str) -> int | None:
    """Where in the raw line the tidied text ends: their visible characters are the same."""
    wanted = len("".join(tidy.split()))
    for offset, char in enumerate(raw):
        if not char.isspace():
            wanted -= 1
        if wanted == 0:
            return offset + 1
    return None


def _correction(page: Page, index: int) -> Verdict | None:
    return _by_sign(page, index, Trait.CORRECTION, BlockKind.CORRECTION)


def _note(page: Page, index: int) -> Verdict | None:
    return _by_sign(page, index, Trait.NOTE, BlockKind.NOTE)


def _furniture(page: Page, index: int) -> Verdict | None:
    item = page.items[index]
    if item.sign and item.has(*_FURNITURE):
        return Verdict(BlockKind.BOILERPLATE, item.sign.reason)
    return None


def _by_sign(page: Page, index: int, trait: Trait, kind: BlockKind) -> Verdict | None:
    sign = page.items[index].sign
    return Verdict(kind, sign.reason) if sign and sign.trait is trait else None


def _credit(page: Page, index: int) -> Verdict | None:
    if page.items[index].is_credit:
        return Verdict(BlockKind.CREDIT, "nothing but a picture's source")
    return None


def _caption(page: Page, index: int) -> Verdict | None:
    """A caption by its own words, its credit split off."""
    item = page.items[index]
    if not item.caption:
        return None
    split = credit_start(item.raw)
    if split and item.raw[:split].strip():
        return Verdict(BlockKind.CAPTION, item.caption, split, BlockKind.CREDIT)
    return Verdict(BlockKind.CAPTION, item.caption)


def _caption_above_credit(page: Page, index: int) -> Verdict | None:
    item, after = page.items[index], _next(page, index)
    if after is None or not after.is_credit or page.lines[index + 1].gap or item.size > 70:
        return None
    return Verdict(BlockKind.CAPTION, "the next line is a picture's source")


# Rules of the head


def _above_headline(page: Page, index: int) -> Verdict | None:
    if page.headline is not None and index < page.headline and not _is_signature(page, index):
        return Verdict(BlockKind.BOILERPLATE, "stands above the headline")
    return None


def _is_signature(page: Page, index: int) -> bool:
    item = page.items[index]
    return page.headline is not None and page.headline - index <= 4 and (item.is_byline or bool(item.stamps))


def _stamp(page: Page, index: int) -> Verdict | None:
    item = page.items[index]
    if not item.is_stamp:
        return None
    first = item.stamps[0].start if item.stamps else max(item.raw.find(mark) for mark in "|•·")
    if first > 0 and (byline_of(item.raw[:first]) or names_in(item.raw[:first])):
        return Verdict(BlockKind.BYLINE, "names an author before a date", first, BlockKind.STAMP)
    return Verdict(BlockKind.STAMP, "little more than a date")


def _byline(page: Page, index: int) -> Verdict | None:
    item = page.items[index]
    if not item.is_byline:
        return None
    found = item.stamps
    if found and found[0].start:
        return Verdict(BlockKind.BYLINE, "opens with “by” and names", found[0].start, BlockKind.STAMP)
    return Verdict(BlockKind.BYLINE, "opens with “by” and names")


def _labelled_byline(page: Page, index: int) -> Verdict | None:
    """Names below a line that announces them: "By", "Author of the article:"."""
    if index and is_label(page.items[index - 1].text) and names_in(page.items[index].raw):
        return Verdict(BlockKind.BYLINE, "a name below “by”")
    return None


def _unsigned_byline(page: Page, index: int) -> Verdict | None:
    """Names without "By", close to what else signs an article: a stamp, another byline."""
    item = page.items[index]
    if item.size > 30 or not names_in(item.raw) or index == page.headline:
        return None
    if page.headline is not None and index < page.headline:
        return None
    near = page.items[max(0, index - 4) : index] + page.items[index + 1 : index + 4]
    if any(other.is_stamp or other.is_byline for other in near):
        return Verdict(BlockKind.BYLINE, "a name near a date or a byline")
    after = _next(page, index)
    if page.headline is not None and after and index + 1 == page.first:
        return Verdict(BlockKind.BYLINE, "a name between headline and body")
    return None


def _below_clock(page: Page, index: int) -> Verdict | None:
    """The heading of the first entry of a live report."""
    before, after = page.items[index - 1] if index else None, _next(page, index)
    if before and after and before.is_clock and after.is_prose and not ends_with_stop(page.items[index].text):
        return Verdict(BlockKind.HEADING, "stands below the clock of an entry")
    return None


def _place(page: Page, index: int) -> Verdict | None:
    """A line that is a place: "Lyon, France"."""
    if place_of(page.items[index].text):
        return Verdict(BlockKind.DATELINE, "a place alone")
    return None


def place_of(text: str) -> str | None:
    """The place that a short line names with its country or state: "Lyon, France"."""
    city, comma, country = text.strip(" .-–—").rpartition(", ")
    if not comma or len(text) > 60 or not city[0].isupper():
        return None
    return text.strip(" -–—") if country in words(_PACKAGE, "places") else None


def _dek(page: Page, index: int) -> Verdict | None:
    """A line set under the headline, only furniture and section names between."""
    if page.headline is None or not page.headline < index <= page.headline + _DEK_REACH:
        return None
    item = page.items[index]
    if item.size < 4 or looks_like_name(item.text):
        return None
    between = page.items[page.headline + 1 : index]
    if all(other.has(*_FURNITURE) or 3 < other.size < 50 for other in between):
        return Verdict(BlockKind.DEK, "stands under the headline")
    return None


def _head_caption(page: Page, index: int) -> Verdict | None:
    """Other words of some length between headline and body tell what the picture shows."""
    item = page.items[index]
    if page.headline is not None and (item.size >= 5 or looks_like_name(item.text)):
        return Verdict(BlockKind.CAPTION, "words between headline and body that are no dek")
    return None


def _head_prose(page: Page, index: int) -> Verdict | None:
    """Without a headline, sentences above what was taken for the body belong to it."""
    if page.headline is None and page.items[index].is_prose:
        return Verdict(BlockKind.PARAGRAPH, "a sentence in a text without a headline")
    return None


def _head_rest(page: Page, index: int) -> Verdict | None:
    return Verdict(BlockKind.BOILERPLATE, "a short line above the body")


# Rules of the body


def _inline_dateline(page: Page, index: int) -> Verdict | None:
    """The place and agency that open a report: "SEOUL, Sept 12 (Reuters) - "."""
    item = page.items[index]
    if not item.is_prose:
        return None
    match = dateline_of(item.raw)
    if match is None:
        return None
    reason = "opens with a place and an agency or a dash"
    if match.end() >= len(item.raw):
        return Verdict(BlockKind.DATELINE, reason)
    return Verdict(BlockKind.DATELINE, reason, match.end(), BlockKind.PARAGRAPH)


def dateline_of(text: str) -> re.Match[str] | None:
    """The dateline that a paragraph opens with; its groups `place` and `agency`."""
    match = _DATELINE.match(text[:160])
    if match is None:
        return None
    first = re.split(r"[ ,]", match["place"])[0]
    return match if first.isupper() and len(first) > 2 else None


def _linked_list(page: Page, index: int) -> Verdict | None:
    """A title below the head of a list of links, or below another title of that list."""
    item = page.items[index]
    if not _is_link(item):
        return None
    for before in reversed(page.items[max(0, index - 12) : index]):
        if before.has(Trait.LIST):
            return Verdict(BlockKind.BOILERPLATE, "a title in a list of links")
        if not _is_link(before) and not before.has(Trait.SECTION) and not before.key.isdigit():
            return None
    return None


def _is_link(item: Item) -> bool:
    is_title = not item.is_prose or (item.size <= _LONGEST_HEADING and not ends_with_stop(item.text))
    return is_title and not item.sign and item.size <= _LONGEST_LINK


def _name_alone(page: Page, index: int) -> Verdict | None:
    """A picture of somebody whom the body names; in capitals it would be a heading."""
    text = page.items[index].text
    names = () if is_upper(text) or ends_sentence(text) or page.items[index].size > 12 else names_in(text)
    if names and all(name.split()[-1] in page.names for name in names):
        return Verdict(BlockKind.CAPTION, "names alone between paragraphs")
    return None


def _below_credit(page: Page, index: int) -> Verdict | None:
    """A title-like line right below a credit, where the page sets the source above the caption."""
    before, item = page.items[index - 1] if index else None, page.items[index]
    if before is None or not before.is_credit or page.lines[index].gap or before.text.endswith(":"):
        return None
    is_apart = index + 1 < len(page.lines) and page.lines[index + 1].gap
    if is_apart and 4 <= item.size <= 40 and not item.sign:
        return Verdict(BlockKind.CAPTION, "stands right below a picture's source")
    return None


def _below_control(page: Page, index: int) -> Verdict | None:
    """A line below "View image", or below the picture's number: "2"."""
    before, item = page.items[index - 1] if index else None, page.items[index]
    if before is None or item.sign or item.size < 3 or item.size > 60 or page.lines[index].gap:
        return None
    key = " ".join(re.sub(r"\d+", " ", before.key).split())
    if before.has(Trait.FURNITURE) and (
        (not key and before.key) or key in words(_PACKAGE, "picture_controls")
    ):
        return Verdict(BlockKind.CAPTION, "stands below a picture's control")
    return None


def _credit_below_label(page: Page, index: int) -> Verdict | None:
    """The name below "Image:", where copying has parted the two."""
    before, item = page.items[index - 1] if index else None, page.items[index]
    if before and before.is_credit and before.text.endswith(":") and item.size <= 10:
        return Verdict(BlockKind.CREDIT, "stands below a credit's label")
    return None


def _live_clock(page: Page, index: int) -> Verdict | None:
    if page.items[index].is_clock:
        return Verdict(BlockKind.STAMP, "the clock of an entry in a live report")
    return None


def _teaser(page: Page, index: int) -> Verdict | None:
    """Title and summary of another story: an age stands right below ("Politics / 22 hours ago")."""
    for after in page.items[index + 1 : index + 3]:
        if is_relative_stamp(after.text) and after.size <= 6:
            return Verdict(BlockKind.BOILERPLATE, "an age stands below it, as below other stories")
        if not after.has(Trait.FURNITURE, Trait.SECTION):
            return None
    return None


def _repeated(page: Page, index: int) -> Verdict | None:
    """The same words soon again: an appeal that stands between paragraphs, or a sentence in large type."""
    item = page.items[index]
    if item.size < 3:
        return None
    before = sum(other is item for other in page.items[max(page.first, index - 30) : index])
    after = sum(other is item for other in page.items[index + 1 : index + 31])
    if before or after > 1:
        return Verdict(BlockKind.BOILERPLATE, "stands several times in the text")
    return None


def _amid_furniture(page: Page, index: int) -> Verdict | None:
    """A sentence in a block of notices: furniture right above and below it, no blank line between."""
    item, after = page.items[index], _next(page, index)
    if index == page.first or after is None or page.lines[index].gap or page.lines[index + 1].gap:
        return None
    around = (page.items[index - 1], after)
    is_amid = all(other.has(Trait.FURNITURE, Trait.APPEAL) for other in around)
    if item.is_prose and is_amid and any(other.has(Trait.APPEAL) for other in around) and item.size < 40:
        return Verdict(BlockKind.BOILERPLATE, "in a block of notices")
    return None


_DASHED = re.compile(r"[-–—―] {0,2}(?P<who>.{2,100})")
_HANDLE = re.compile(r"\(@\w{1,30}\)")
_POST = re.compile(r"pic\.twitter\.com/|https?://t\.co/")


def _attribution(page: Page, index: int) -> Verdict | None:
    """Who said the words above, set off by a dash: "— Ana Ruiz, mayor", "— Ana Ruiz (@anaruiz) May 3, 2024"."""
    item = page.items[index]
    match = _DASHED.fullmatch(item.text)
    if not match or item.size > 14 or ends_sentence(item.text):
        return None
    names = names_in(re.split(r",|\(", match["who"])[0]) or _HANDLE.search(item.text)
    return Verdict(BlockKind.CREDIT, "names after a dash who said the words above") if names else None


def _post(page: Page, index: int) -> Verdict | None:
    """A post of a social network, by its links or by the attribution below it."""
    item, after = page.items[index], _next(page, index)
    if _POST.search(item.text[-200:]) and item.size < 90:
        return Verdict(BlockKind.BOILERPLATE, "a post of a social network")
    if after and after.text.startswith(("-", "–", "—")) and _HANDLE.search(after.text):
        return Verdict(BlockKind.BOILERPLATE, "a post of a social network: its author stands below")
    return None


def _pull_quote(page: Page, index: int) -> Verdict | None:
    """A sentence of the body once more, in large type: who said it stands below after a dash."""
    item, after = page.items[index], _next(page, index)
    if after is None or not _attribution(page, index + 1):
        return None
    words_of_it = " ".join(item.key.split()[:8])
    near = (
        page.items[max(page.first, index - 40) : index] + page.items[index + 1 : min(page.last, index + 41)]
    )
    if any(words_of_it in other.key for other in near):
        return Verdict(BlockKind.BOILERPLATE, "repeats words of the body")
    return None


def _prose(page: Page, index: int) -> Verdict | None:
    item = page.items[index]
    if item.is_prose and not (item.size <= _LONGEST_HEADING and item.raw.rstrip().endswith("?")):
        return Verdict(BlockKind.PARAGRAPH, "a sentence, or long")
    return None


def _capitals(page: Page, index: int) -> Verdict | None:
    """Two lines in capitals, one below the other: a caption and its credit."""
    item, lines = page.items[index], page.lines
    if not is_upper(item.text) or item.size > 25:
        return None
    before = page.items[index - 1] if index and not lines[index].gap else None
    after = page.items[index + 1] if index + 1 < page.last and not lines[index + 1].gap else None
    if before and is_upper(before.text) and before.size > 2 and item.size < 6:
        return Verdict(BlockKind.CREDIT, "in capitals below a caption in capitals")
    if after and is_upper(after.text) and item.size > 2 and after.size < 6:
        return Verdict(BlockKind.CAPTION, "in capitals above a credit in capitals")
    return None


def _list_item(page: Page, index: int) -> Verdict | None:
    """An item of a list of the article's own: it has a bullet, or the list is announced by a colon."""
    item, after = page.items[index], _next(page, index)
    if BULLET.match(item.text) and item.size > 3:
        return Verdict(BlockKind.PARAGRAPH, "an item of a list") if not _heads_body(page, index) else None
    if item.size < 3:
        return None
    before = page.items[index - 1]
    is_last = after is None or after.is_prose
    for distance, announcer in enumerate(reversed(page.items[max(page.first, index - 15) : index])):
        if announcer.text.endswith(":") and announcer.size > 2:
            is_alone = is_last and distance == 0
            return (
                None if is_alone else Verdict(BlockKind.PARAGRAPH, "an item of a list that a colon announces")
            )
        if announcer.size < 3 or announcer.sign or (announcer.is_prose and announcer is not before):
            return None
    return None


def _scene(page: Page, index: int) -> Verdict | None:
    """A caption without a credit: people seen at something, no full stop ("Officers carry boxes from the house")."""
    item = page.items[index]
    if item.size < 8 or item.size > 40 or ends_sentence(item.text) or _is_open(item.text):
        return None
    tokens = item.key.split()
    scene = words(_PACKAGE, "scene_verbs")
    verb = next((b for a, b in pairwise(tokens[:9]) if b in scene and a != "to"), None)
    if verb and not _WHERE.isdisjoint(tokens):
        return Verdict(BlockKind.CAPTION, f"tells a scene in the present tense: “{verb}”")
    return None


_WHERE = frozenset(("at", "in", "near", "outside", "inside", "during", "on", "along", "into"))


def _heading(page: Page, index: int) -> Verdict | None:
    """A short line without a full stop that stands above body text."""
    item = page.items[index]
    if item.size > _LONGEST_HEADING or len(item.text) > 120 or ends_with_stop(item.text):
        return None
    if _is_open(item.text) or _is_asked(page, index) or _is_second_link(page, index):
        return None
    if not _heads_body(page, index):
        return None
    return Verdict(BlockKind.HEADING, "short, no full stop, body text below")


def _is_second_link(page: Page, index: int) -> bool:
    """Whether a title stands right below another: links come in rows, headings alone."""
    before, item = page.items[index - 1], page.items[index]
    is_title = _is_link(before) and not before.caption and not before.is_credit and not before.is_clock
    return is_title and min(before.size, item.size) >= _SHORTEST_LINK and not page.lines[index].gap


_SHORTEST_LINK = 5


def _is_asked(page: Page, index: int) -> bool:
    """A question within running text: headings that ask are set apart, or in capitals."""
    text = page.items[index].text
    if not text.rstrip("”\"'’ ").endswith("?") or is_upper(text) or page.lines[index].gap:
        return False
    return index + 1 < len(page.lines) and page.items[index - 1].is_prose and not page.lines[index + 1].gap


def _is_open(text: str) -> bool:
    """Whether the line leads on to the next, or is the beginning of a quote or of a speaker's turn."""
    bare = text.rstrip()
    is_unclosed = bare[:1] in '“"' and not any(mark in bare[1:] for mark in '”"')
    is_attributed = bare[:1] in '“"' and bool(_SAYS_WHO.search(bare))
    return (
        is_attributed
        or bare.endswith((",", ";", ":", "; and", "; or", ", and", ", or"))
        or is_unclosed
        or bool(_TURN.match(bare))
    )


_SAYS_WHO = re.compile(r"[”\"] {0,2}[―—–-] {0,2}[A-Z]")
_TURN = re.compile(r"[\"“]?[A-Z]{3,}(?: [A-Z]{2,})?: [A-Z]")
"""A turn in a transcript: "RUIZ: Do you think ...?"."""


def _heads_body(page: Page, index: int) -> bool:
    """Whether the next line that is part of the article is body text; a list of links may stand between."""
    is_listing = False
    for after in page.items[index + 1 : min(page.last, index + 16)]:
        if after.is_prose:
            return True
        is_listing = is_listing or after.has(Trait.LIST)
        is_aside = after.has(*_FURNITURE) or after.is_credit or after.caption or after.is_stamp
        if not is_aside and not (is_listing and _is_link(after)):
            return False
    return False


def _links(page: Page, index: int) -> Verdict | None:
    """One of several titles in a row: links to other stories that stand between two paragraphs."""
    item = page.items[index]
    around = page.items[max(page.first, index - 1) : index] + page.items[index + 1 : index + 2]
    if item.size >= 5 and not ends_sentence(item.text) and any(_is_link(other) for other in around):
        return Verdict(BlockKind.BOILERPLATE, "one of several titles in a row")
    return None


def _body_rest(page: Page, index: int) -> Verdict | None:
    item = page.items[index]
    if item.size < 3 and not ends_sentence(item.text):
        return Verdict(BlockKind.BOILERPLATE, "a word or two alone in the body")
    return Verdict(BlockKind.PARAGRAPH, "stands in the body and is nothing else")


# Rules of the tail


def _tail_text(page: Page, index: int) -> Verdict | None:
    """Text right below the body, as long as nothing of the page has come between."""
    if index >= page.last + _TAIL_REACH:
        return None
    for item in page.items[page.last : index + 1]:
        if item.sign or item.is_stamp or item.is_credit or item.size < _SHORTEST_TAIL:
            return None
    return Verdict(BlockKind.PARAGRAPH, "goes on from the body")


_SHORTEST_TAIL = 4


def _about_author(page: Page, index: int) -> Verdict | None:
    """A sentence below the article that tells who an author is: "Ana Ruiz is a reporter in Lyon."."""
    item = page.items[index]
    if item.size > 90:
        return None
    if any(
        item.text.startswith(f"{name} {verb} ")
        for name in page.authors
        for verb in ("is", "was", "covers", "writes")
    ):
        return Verdict(BlockKind.NOTE, "tells who an author is")
    match = _BIO.match(item.text[:120]) if index >= page.last else None
    return Verdict(BlockKind.NOTE, "tells who an author is") if match and names_in(match["name"]) else None


_BIO_VERBS = ("is", "was", "covers", "reports", "writes")
_BIO = re.compile(
    r"(?P<name>(?:[\w.'’-]+ ){1,4}?[\w.'’-]+)(?:, [^,]{1,60},)? (?:is|was|has been|covers|writes|reports) "
)


def _tail_rest(page: Page, index: int) -> Verdict | None:
    return Verdict(BlockKind.BOILERPLATE, "stands below the article")


HEAD: tuple[Rule, ...] = (
    _headline,
    _repeated_headline,
    _above_headline,
    _byline,
    _labelled_byline,
    _live_clock,
    _stamp,
    _place,
    _correction,
    _furniture,
    _note,
    _credit,
    _caption,
    _caption_above_credit,
    _unsigned_byline,
    _below_clock,
    _dek,
    _head_caption,
    _head_prose,
    _head_rest,
)

BODY: tuple[Rule, ...] = (
    _repeated_headline,
    _correction,
    _furniture,
    _note,
    _about_author,
    _live_clock,
    _stamp,
    _credit,
    _credit_below_label,
    _attribution,
    _caption,
    _caption_above_credit,
    _capitals,
    _below_credit,
    _below_control,
    _linked_list,
    _teaser,
    _repeated,
    _amid_furniture,
    _pull_quote,
    _post,
    _inline_dateline,
    _prose,
    _list_item,
    _name_alone,
    _scene,
    _heading,
    _links,
    _body_rest,
)

TAIL: tuple[Rule, ...] = (
    _repeated_headline,
    _correction,
    _note,
    _furniture,
    _credit,
    _attribution,
    _caption,
    _about_author,
    _tail_text,
    _tail_rest,
)


def _next(page: Page, index: int) -> Item | None:
    return page.items[index + 1] if index + 1 < len(page.items) else None
