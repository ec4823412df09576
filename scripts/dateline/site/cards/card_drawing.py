"""Draws a card: a PNG of few colours, the same for the same texts and the same Pillow.

A text is drawn as the amount of ink that each pixel takes, and that becomes a place in the palette, which has some
shades between paper and ink for each colour: so nothing has to be counted or reduced.  The font's glyphs are set one
after the other (Pillow's basic layout), since what else could set them differs from machine to machine.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from io import BytesIO
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from dateline.site.cards.card_text import FONTS, CardText

if TYPE_CHECKING:
    from PIL.Image import Image as Picture
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT = 1200, 630
"""What social networks show whole (1.91 to 1)."""

Colour = tuple[int, int, int]
Box = tuple[int, int, int, int]


class _Ink(NamedTuple):
    """A colour that texts are drawn in: its place in the palette, and how many shades it has there."""

    colour: Colour
    first: int
    shades: int

    @property
    def last(self) -> int:
        """The place of the colour itself."""
        return self.first + self.shades - 1


# Those of theme/assets/stylesheets/dateline.css
PAPER: Colour = (0xFB, 0xFA, 0xF6)
INK: Colour = (0x15, 0x20, 0x2B)
INK_SOFT: Colour = (0x4C, 0x57, 0x60)
LINE: Colour = (0xD6, 0xD4, 0xCA)
WIRE: Colour = (0x0A, 0x5A, 0x6B)
OPEN: Colour = (0x8F, 0x3D, 0x08)

_LINE = 1
"""The place of `LINE` in the palette, behind `PAPER`."""
_INK, _WIRE = _Ink(INK, 2, 5), _Ink(WIRE, 7, 3)
_SOFT, _OPEN = _Ink(INK_SOFT, 10, 3), _Ink(OPEN, 13, 3)
"""Sixteen colours in all, which take half a byte a pixel."""

_FULL = 255
"""The amount of ink of a pixel that a letter covers."""
_LEFT, _RIGHT = 80, WIDTH - 80
_WIDE = _RIGHT - _LEFT
_TOP, _BOTTOM = 178, 500
"""Where the headline stands."""
_SIZES = (112, 96, 84, 74, 66, 58, 50)
"""Of the headline, the largest that fits."""
_LEADING = 1.14
_BASE, _FOOT = HEIGHT - 62, 34
"""Of the line at the foot, its baseline and its size."""
_PADDING = 16
"""Between a label and its box."""
_TELLING = 42
"""The size of what a site says of itself."""
_ELLIPSIS = "…"
_PACKING = 1
"""zlib's quickest level: with its usual one a card takes nearly twice as long, for a fifth less."""


def draw_card(text: CardText) -> bytes:
    """The card as a PNG."""
    from PIL import Image, ImageDraw

    image = Image.new("L", (WIDTH, HEIGHT), 0)
    draw = ImageDraw.Draw(image)
    inks = _write_alone(draw, text) if text.is_site else _write_page(draw, text)
    for box, ink in inks:
        image.paste(image.crop(box).point(_places(ink)), box)
    _rule(draw, text)
    image.putpalette(_palette())
    file = BytesIO()
    image.save(file, "PNG", bits=4, compress_level=_PACKING)
    return file.getvalue()


def _write_page(draw: "ImageDraw", text: CardText) -> Iterator[tuple[Box, _Ink]]:
    """Write the card of a page; gives the ink of each part of the card, which together are all of it."""
    _write(draw, _LEFT, 98, text.above, 36)
    yield (0, 0, WIDTH, _TOP - 30), _WIRE
    size, lines = _set_headline(text.headline)
    for number, line in enumerate(lines):
        _write(draw, _LEFT, _TOP + round(size * (0.78 + _LEADING * number)), line, size)
    yield (0, _TOP - 30, WIDTH, _BOTTOM + 20), _INK
    left = _LEFT
    if text.label:
        end = _end_of_label(text.label)
        _write(draw, left + _PADDING, _BASE, text.label, _FOOT, end - _PADDING)
        left = end + 28
        yield (0, _BOTTOM + 20, left - 14, HEIGHT), _OPEN
    _write(draw, left, _BASE, text.below, _FOOT)
    yield (left - 14 if text.label else 0, _BOTTOM + 20, WIDTH, HEIGHT), _SOFT


def _write_alone(draw: "ImageDraw", text: CardText) -> Iterator[tuple[Box, _Ink]]:
    """Write the site's own card: its name, and below it what the site is."""
    size, lines = _set_headline(text.headline)
    below = _fitted(text.below, _TELLING, _WIDE, 2) if text.below else []
    end = _BASE + 10 - round(_TELLING * 1.35 * len(below))
    for number, line in enumerate(reversed(lines)):
        _write(draw, _LEFT, end - round(size * (0.42 + _LEADING * number)), line, size)
    for number, line in enumerate(below):
        _write(draw, _LEFT, end + round(_TELLING * (0.9 + 1.35 * number)), line, _TELLING)
    yield (0, 0, WIDTH, end), _INK
    yield (0, end, WIDTH, HEIGHT), _SOFT


def _rule(draw: "ImageDraw", text: CardText) -> None:
    """Draw what is no text: the edge of the paper, the line under the name of the site, the box of a label."""
    draw.rectangle((0, 0, WIDTH, 13), _INK.last)
    if text.above:
        draw.rectangle((_LEFT, 128, _RIGHT - 1, 129), _LINE)
    if text.label:
        box = _LEFT, _BASE - 37, _end_of_label(text.label), _BASE + 15
        draw.rounded_rectangle(box, 6, outline=_OPEN.last, width=3)


def _write(draw: "ImageDraw", left: int, base: int, text: str, size: int, right: int = _RIGHT) -> None:
    """Write a line, as the amount of ink in each pixel, from a place on its baseline."""
    if text:
        [line] = _fitted(text, size, right - left, 1)
        for char in line:
            glyph, right, below = _glyph(char, size)
            if glyph:
                draw.bitmap((left + right, base + below), glyph, _FULL)
            left += _advance(char, size)


def _end_of_label(label: str) -> int:
    return min(_LEFT + 2 * _PADDING + _width(label, _FOOT), WIDTH // 2)


# --- setting ---------------------------------------------------------------------------------------------------


def _set_headline(headline: str) -> tuple[int, Sequence[str]]:
    """The largest size at which a headline fits, and its lines; at the smallest it is cut."""
    for size in _SIZES[:-1]:
        most = _most_lines(size)
        lines = list(_lines(headline, size, _WIDE, most + 1))
        if len(lines) <= most and max(_width(word, size) for word in headline.split(" ")) <= _WIDE:
            return size, lines
    return _SIZES[-1], _fitted(headline, _SIZES[-1], _WIDE, _most_lines(_SIZES[-1]))


def _most_lines(size: int) -> int:
    return int((_BOTTOM - _TOP) / (size * _LEADING))


def _fitted(text: str, size: int, width: int, most: int) -> Sequence[str]:
    """The lines of a text; where there are more than `most`, the last ends in an ellipsis, behind a whole word."""
    lines = list(_lines(text, size, width, most + 1))
    if len(lines) <= most:
        return lines
    words = lines[most - 1].split(" ")
    while len(words) > 1 and _width(" ".join(words) + _ELLIPSIS, size) > width:
        words.pop()
    last = " ".join(words).rstrip(" ,;:–—-")
    while last and _width(last + _ELLIPSIS, size) > width:
        last = last[:-1]
    return [*lines[: most - 1], last + _ELLIPSIS]


def _lines(text: str, size: int, width: int, most: int) -> Iterator[str]:
    """The first lines of a text, broken at blanks, and within a word that is wider than a line."""
    blank, told = _width(" ", size), 0
    line: list[str] = []
    used = 0
    for word in chain.from_iterable(_pieces(word, size, width) for word in text.split(" ")):
        needed = _width(word, size)
        if line and used + blank + needed > width:
            yield " ".join(line)
            told += 1
            if told == most:
                return
            line, used = [], 0
        used += needed + (blank if line else 0)
        line.append(word)
    yield " ".join(line)


def _pieces(word: str, size: int, width: int) -> Iterator[str]:
    while len(word) > 1 and _width(word, size) > width:
        end, used = 1, _width(word[0], size)
        while end < len(word) and used + (step := _width(word[end], size)) <= width:
            end, used = end + 1, used + step
        yield word[:end]
        word = word[end:]
    yield word


def _width(text: str, size: int) -> int:
    """How wide a text is: as wide as its characters together, in the basic layout of a font without pairs."""
    return sum(_advance(char, size) for char in text)


@cache
def _advance(char: str, size: int) -> int:
    return round(_font(size).getlength(char))


@cache
def _glyph(char: str, size: int) -> "tuple[Picture | None, int, int]":
    """A character as it is drawn, and where that begins, counted from a place on the baseline.

    It is kept: to draw it takes as long as all else that a card needs of it.
    """
    from PIL import Image, ImageDraw

    font = _font(size)
    left, top, right, bottom = map(int, font.getbbox(char, anchor="ls"))
    if left == right or top == bottom:
        return None, 0, 0
    glyph = Image.new("L", (right - left, bottom - top), 0)
    ImageDraw.Draw(glyph).text((-left, -top), char, _FULL, font, anchor="ls")
    return glyph, left, top


@cache
def _font(size: int) -> "FreeTypeFont":
    from PIL import ImageFont

    data = BytesIO((FONTS / "source-serif-4-subhead-semibold.otf").read_bytes())
    return ImageFont.truetype(data, size, layout_engine=ImageFont.Layout.BASIC)


# --- colours ---------------------------------------------------------------------------------------------------


@cache
def _places(ink: _Ink) -> list[int]:
    """The place in the palette for each amount of ink."""
    levels = (round(amount * ink.shades / _FULL) for amount in range(_FULL + 1))
    return [ink.first + level - 1 if level else 0 for level in levels]


@cache
def _palette() -> list[int]:
    shades = (
        tuple(
            round(paper + (full - paper) * shade / ink.shades)
            for paper, full in zip(PAPER, ink.colour, strict=True)
        )
        for ink in (_INK, _WIRE, _SOFT, _OPEN)
        for shade in range(1, ink.shades + 1)
    )
    return [*PAPER, *LINE, *chain.from_iterable(shades)]
