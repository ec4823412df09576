"""The kind of each chunk of a saved page, decided by ordered lists of rules, as for plain text.

A rule looks at one chunk: its words, its element, the classes around it, its neighbours.  What is no part of the
article is left out of the clean text; what is part of it but no body text (posts, scraps of lists) stays in it as
boilerplate.
"""

from collections.abc import Callable, Iterator

from dateline.formats.article_parts import Part
from dateline.formats.html.article_body import HEADINGS, Sheet, is_prose, is_set_out
from dateline.lang.lexicon import words
from dateline.layout.boilerplate import BOILERPLATE, Trait
from dateline.layout.bylines import byline_of, names_in
from dateline.layout.lines import ends_sentence, ends_with_stop, is_upper
from dateline.model.article import BlockKind

_LONGEST_HEADING = 20
_LONGEST_BYLINE = 40
_LONGEST_NAME = 8
_LONGEST_CREDIT = 10
_LONGEST_SCRAP = 5
_LONGEST_PULL = 70
_BOLD = 0.9
_LINK = 0.8
_REACH = 12
"""Asides between a heading and the text below it."""
_LEFT_OUT = Part(BlockKind.BOILERPLATE, "", "")

Rule = Callable[[Sheet, int], Part | None]


def parts_of(sheet: Sheet) -> Iterator[Part]:
    """The parts of the article in order of the page."""
    start = sheet.first if sheet.headline is None else sheet.headline
    for index in range(start, len(sheet.chunks)):
        rules = HEAD if index < sheet.first else BODY if index < sheet.last else TAIL
        part = next((part for rule in rules if (part := rule(sheet, index))), _LEFT_OUT)
        if part.text:
            yield part


def _part(sheet: Sheet, index: int, kind: BlockKind, reason: str) -> Part:
    return Part(kind, sheet.chunks[index].text, reason)


def _class_word(sheet: Sheet, index: int, name: str) -> str | None:
    """A word of a list that the classes of a chunk's elements have; the first one by the alphabet."""
    return min(sheet.context[index] & words(f"layout/{name}"), default=None)


# --- rules that hold wherever a chunk stands ---------------------------------------------------------------


def _headline(sheet: Sheet, index: int) -> Part | None:
    """The headline; a second one with the same words, alone or beside a button, is left out."""
    if sheet.headline is None:
        return None
    headline, item = sheet.items[sheet.headline], sheet.items[index]
    if index == sheet.headline:
        return _part(sheet, index, BlockKind.HEADLINE, f"the page's <{sheet.chunks[index].tag}>")
    is_again = headline.key and item.key.startswith(headline.key) and item.size <= headline.size + 4
    return _LEFT_OUT if is_again and headline.size > 2 else None


def _apart(sheet: Sheet, index: int) -> Part | None:
    """Menus, footers and forms, unless their text is the article's; what is hidden, unless all of the body is."""
    chunk = sheet.chunks[index]
    if chunk.is_hidden and index != sheet.headline:
        is_body_hidden = sheet.first < len(sheet.chunks) and sheet.chunks[sheet.first].is_hidden
        return None if is_body_hidden and sheet.backed[index] else _LEFT_OUT
    is_apart = not chunk.inside.isdisjoint(("nav", "footer", "form"))
    return _LEFT_OUT if is_apart and not sheet.backed[index] else None


def _caption(sheet: Sheet, index: int) -> Part | None:
    """What stands with a picture: by its element, by its class, or by its own words."""
    chunk, item = sheet.chunks[index], sheet.items[index]
    if item.is_credit:
        return _part(sheet, index, BlockKind.CREDIT, "nothing but a picture's credit")
    word = _class_word(sheet, index, "class_caption")
    is_in_figure = "figure" in chunk.inside and "blockquote" not in chunk.inside and not sheet.backed[index]
    if "figcaption" in chunk.inside or word or is_in_figure:
        if _is_credit_line(sheet, index):
            return _part(sheet, index, BlockKind.CREDIT, "the credit below a picture")
        return _part(
            sheet, index, BlockKind.CAPTION, f"the class says “{word}”" if word else "stands in a figure"
        )
    if item.caption and not (_is_peer(sheet, index) and ends_sentence(item.text)):
        return _part(sheet, index, BlockKind.CAPTION, item.caption)
    return None


def _is_credit_line(sheet: Sheet, index: int) -> bool:
    item = sheet.items[index]
    is_short = item.size <= _LONGEST_CREDIT and not ends_sentence(item.text)
    return is_short and _class_word(sheet, index, "class_credit") is not None


def _is_peer(sheet: Sheet, index: int) -> bool:
    """Whether it looks like the body's paragraphs: same element, same classes."""
    return sheet.within[index] and sheet.shapes[index] in sheet.body_shapes


def _correction(sheet: Sheet, index: int) -> Part | None:
    return _by_cue(sheet, index, Trait.CORRECTION, BlockKind.CORRECTION)


def _note(sheet: Sheet, index: int) -> Part | None:
    return _by_cue(sheet, index, Trait.NOTE, BlockKind.NOTE)


def _by_cue(sheet: Sheet, index: int, trait: Trait, kind: BlockKind) -> Part | None:
    cue = sheet.items[index].cue
    if cue is None or cue.trait is not trait or not sheet.within[index]:
        return None
    return _part(sheet, index, kind, cue.reason)


def _boilerplate(sheet: Sheet, index: int) -> Part | None:
    """Controls, appeals, lists of other stories: by their words or by the classes around them."""
    if sheet.items[index].has(*BOILERPLATE) or _class_word(sheet, index, "class_boilerplate"):
        return _LEFT_OUT
    return None


def _link(sheet: Sheet, index: int) -> Part | None:
    """A chunk that is one link and no sentence of the body: another story."""
    is_text = sheet.backed[index] or _is_peer(sheet, index)
    if sheet.chunks[index].linked > _LINK and not (is_text and ends_sentence(sheet.items[index].text)):
        return _LEFT_OUT
    return None


def _stamp(sheet: Sheet, index: int) -> Part | None:
    chunk, item = sheet.chunks[index], sheet.items[index]
    if item.is_stamp or item.is_clock or (chunk.timed > 0.5 and item.size <= _REACH):
        return _part(sheet, index, BlockKind.STAMP, "little more than a time")
    return None


# --- rules of the head -------------------------------------------------------------------------------------


def _byline(sheet: Sheet, index: int) -> Part | None:
    item = sheet.items[index]
    if item.size > _LONGEST_BYLINE:
        return None
    if byline_of(item.text):
        return _part(sheet, index, BlockKind.BYLINE, "opens with “By”")
    word = _class_word(sheet, index, "class_byline")
    if word and names_in(item.text):
        return _part(sheet, index, BlockKind.BYLINE, f"a name, and the class says “{word}”")
    return None


def _dek(sheet: Sheet, index: int) -> Part | None:
    chunk, item = sheet.chunks[index], sheet.items[index]
    if not 5 <= item.size <= 80:
        return None
    word = _class_word(sheet, index, "class_dek")
    if word or chunk.tag in HEADINGS:
        reason = f"the class says “{word}”" if word else f"a <{chunk.tag}> above the body"
        return _part(sheet, index, BlockKind.DEK, reason)
    return None


def _opening(sheet: Sheet, index: int) -> Part | None:
    """Body text above the place where the body was found to begin."""
    if is_prose(sheet.chunks[index], sheet.items[index]) and (sheet.backed[index] or _is_peer(sheet, index)):
        return _part(sheet, index, BlockKind.PARAGRAPH, "a sentence above the first paragraph, set like it")
    return None


# --- rules of the body -------------------------------------------------------------------------------------


def _name_above(sheet: Sheet, index: int) -> Part | None:
    """A byline, or a name alone, before the body has got going."""
    item = sheet.items[index]
    if index > sheet.first + 3 or ends_sentence(item.text):
        return None
    if item.size <= _LONGEST_BYLINE and byline_of(item.text):
        return _part(sheet, index, BlockKind.BYLINE, "opens with “By”")
    if item.size <= _LONGEST_NAME and names_in(item.text):
        return _part(sheet, index, BlockKind.BYLINE, "a name above the body")
    return None


def _post(sheet: Sheet, index: int) -> Part | None:
    """A post of a social network that the article shows."""
    word = _class_word(sheet, index, "class_post")
    if word and "blockquote" in sheet.chunks[index].inside:
        return _part(sheet, index, BlockKind.BOILERPLATE, f"a post: the class says “{word}”")
    return None


def _pull_quote(sheet: Sheet, index: int) -> Part | None:
    """Words of the body set out once more."""
    chunk, item = sheet.chunks[index], sheet.items[index]
    if is_set_out(chunk) and item.size <= _LONGEST_PULL and sheet.repeated[index]:
        return _LEFT_OUT
    is_its_source = chunk.text[0] in "—–-" and "blockquote" in chunk.inside and item.size <= _LONGEST_NAME
    return _LEFT_OUT if is_its_source else None


def _about_author(sheet: Sheet, index: int) -> Part | None:
    """Who the author is: "Ana Ruiz is a researcher in Lyon."."""
    item = sheet.items[index]
    opens = (f"{name} {verb} " for name in sheet.authors for verb in ("is", "was", "covers", "writes"))
    if any(item.text.startswith(opening) for opening in opens):
        return _part(sheet, index, BlockKind.NOTE, "tells who an author is")
    return None


def _heading(sheet: Sheet, index: int) -> Part | None:
    """A heading by its element, or a short line in bold that stands above body text."""
    chunk, item = sheet.chunks[index], sheet.items[index]
    is_set = chunk.tag in HEADINGS
    if not (is_set or _is_marked(sheet, index)) or item.size > _LONGEST_HEADING or not sheet.within[index]:
        return None
    if not _heads_body(sheet, index, _REACH if is_set else 2):
        return None
    reason = f"a <{chunk.tag}> in the body" if is_set else "a line in bold or capitals above body text"
    return _part(sheet, index, BlockKind.HEADING, reason)


def _is_marked(sheet: Sheet, index: int) -> bool:
    """Whether a line stands out: in bold, or all in capitals, and without a full stop."""
    chunk, item = sheet.chunks[index], sheet.items[index]
    is_apart = chunk.inside.isdisjoint(("li", "table")) and not ends_with_stop(item.text)
    return is_apart and (chunk.bold > _BOLD or (is_upper(item.text) and 1 < item.size <= _LONGEST_NAME))


def _heads_body(sheet: Sheet, index: int, reach: int) -> bool:
    after = range(index + 1, min(index + 1 + reach, sheet.last))
    return any(_is_peer(sheet, i) and ends_sentence(sheet.items[i].text) for i in after)


def _scrap(sheet: Sheet, index: int) -> Part | None:
    """A few words that make no sentence: a value of a table, an item of a list."""
    item = sheet.items[index]
    if item.size > _LONGEST_SCRAP or (ends_sentence(item.text) and item.size > 1):
        return None
    if item.size < 3 and "li" not in sheet.chunks[index].inside:
        return _LEFT_OUT
    return _part(sheet, index, BlockKind.BOILERPLATE, "a few words that make no sentence")


def _paragraph(sheet: Sheet, index: int) -> Part | None:
    if sheet.chunks[index].tag in HEADINGS:
        return None
    if sheet.backed[index] and (sheet.within[index] or index < sheet.last):
        return _part(sheet, index, BlockKind.PARAGRAPH, "body text by the page's structure")
    if _is_peer(sheet, index):
        return _part(sheet, index, BlockKind.PARAGRAPH, "set like the paragraphs around it")
    return None


HEAD: tuple[Rule, ...] = (
    _headline,
    _apart,
    _byline,
    _stamp,
    _caption,
    _correction,
    _boilerplate,
    _note,
    _link,
    _dek,
    _opening,
    _name_above,
    _heading,
)
BODY: tuple[Rule, ...] = (
    _headline,
    _apart,
    _name_above,
    _caption,
    _correction,
    _note,
    _boilerplate,
    _stamp,
    _link,
    _post,
    _pull_quote,
    _about_author,
    _heading,
    _scrap,
    _paragraph,
)
TAIL: tuple[Rule, ...] = (
    _headline,
    _apart,
    _caption,
    _correction,
    _note,
    _boilerplate,
    _stamp,
    _link,
    _post,
    _about_author,
    _scrap,
    _paragraph,
)
