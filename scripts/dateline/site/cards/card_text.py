"""What a card says: texts that its font can draw."""

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from unicodedata import category, normalize

from dateline.site.content_keys import content_key

FONTS = resources.files("dateline.site.cards") / "fonts"
LONGEST = 300
"""Characters of a text that are looked at: no card has room for more."""

_NO_BREAK = "\u00a0\u2007\u202f"
_BLANKS = re.compile(rf"[^\S{_NO_BREAK}]+")
_UNSEEN = frozenset({"Cf", "Cn", "Co", "Cs"})
"""Categories of characters that are not shown: of formatting (direction, say), private, no characters at all."""
_ORNAMENTS = frozenset({"So", "Sk"})
"""Categories of pictures such as emoji, without which a text says the same."""
_VARIANTS = range(0xFE00, 0xFE10)
"""Characters that choose between two looks of the one before."""


@dataclass(frozen=True, slots=True)
class CardText:
    """What a card says, each text as `drawable` gives it."""

    headline: str
    above: str = ""
    """Over the headline: the name of the site, on a card that is not the site's own."""
    below: str = ""
    """Under the headline: a date, a number, what the site is."""
    label: str = ""
    """Beside that: what the page says of a draft."""
    is_site: bool = False
    """Whether the card is the site's own, and the headline its name."""

    @property
    def key(self) -> str:
        """The key of all that it says."""
        return content_key(self.headline, self.above, self.below, self.label, self.is_site)

    @property
    def told(self) -> str:
        """All of it in one line, for those who do not see the card."""
        return " · ".join(filter(None, (self.headline, self.below, self.label, self.above)))


def drawable(text: str) -> str:
    """A text in one line, without what nobody sees and ornaments that the font lacks; "" where it lacks a letter."""
    text = text[: 4 * LONGEST]
    if not (text.isascii() and text.isprintable()):
        text = "".join(filter(None, map(_shown, normalize("NFC", text))))
    text = _BLANKS.sub(" ", text).strip()[:LONGEST]
    return "" if _lacking().search(text) else text


def _shown(char: str) -> str:
    """A character as it is drawn: as it is, as a blank, or not at all."""
    kind = category(char)
    if kind == "Cc":
        return " "
    is_lacking = kind in _ORNAMENTS and _lacking().match(char)
    return "" if kind in _UNSEEN or is_lacking or ord(char) in _VARIANTS else char


@cache
def _lacking() -> re.Pattern[str]:
    """A character that the font does not have."""
    ranges = (FONTS / "characters.txt").read_text(encoding="ascii").split()
    return re.compile("[^{}]".format("".join(map(_in_class, ranges))))


def _in_class(found: str) -> str:
    """A range of code points, “0020-007E”, in a class of a regular expression."""
    return "-".join(f"\\U{int(end, 16):08X}" for end in found.split("-"))
