"""What one line says by its own words: that it is prose, a stamp, a byline, a caption, page furniture.

Where it stands is judged elsewhere, so equal lines share one item.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from dateline.layout.boilerplate import Sign, Trait, sign_of
from dateline.layout.bylines import byline_of, is_label, names_in
from dateline.layout.captions import caption_sign, is_credit
from dateline.layout.lines import (
    Line,
    capitalised_share,
    ends_sentence,
    ends_with_stop,
    folded,
    is_upper,
    words_of,
)
from dateline.layout.timestamps import Stamp, is_relative_stamp, stamps_of

_BLANK = re.compile(r"[^\S ]")
_CLOCK = re.compile(
    r"(?:[01]?\d|2[0-3])[:.][0-5]\d(?: ?[ap]\.?m\.?)?(?: ?[A-Z]{2,4}\b)?(?P<rest>.{0,50})", re.I
)
LONG = 25
"""Words from which a line is prose whatever it ends with; headlines hardly have so many."""
_SHORTEST_SENTENCE = 5
_LONGEST_BESIDE_STAMP = 12
"""Characters beside the dates of a stamp that ends with a full stop: with more it is a sentence with a date."""
_LONGEST_STAMP_LINE = 24
"""Words of a line that is a stamp, with sections, authors and counts beside the date."""


@dataclass(frozen=True)  # no slots: what is found out about a line is kept with it
class Item:
    """The words of a line and what they say."""

    raw: str
    """The line as it stands in the text, outer blanks aside; every kind of blank is a plain one."""
    text: str
    """The same, tidied."""
    size: int
    """How many words it has."""

    @cached_property
    def key(self) -> str:
        """The line for comparing it with others."""
        return folded(self.text)

    @cached_property
    def sign(self) -> Sign | None:
        """What the word lists say."""
        return sign_of(self.text, self.size)

    def has(self, *traits: Trait) -> bool:
        """Whether the word lists give it one of these traits."""
        return self.sign is not None and self.sign.trait in traits

    @cached_property
    def stamps(self) -> tuple[Stamp, ...]:
        """The dates of a line that is short enough to be a stamp."""
        return stamps_of(self.raw) if self.size <= _LONGEST_STAMP_LINE else ()

    @cached_property
    def is_stamp(self) -> bool:
        """Whether the line is little more than dates: "Updated May 3, 2024, 5 p.m.", "News | May 3, 2024"."""
        if not self.stamps:
            return self.size <= 10 and is_relative_stamp(self.text) and not ends_with_stop(self.text)
        rest = len(self.raw) - sum(stamp.end - stamp.start for stamp in self.stamps)
        if ends_with_stop(self.text) and rest > _LONGEST_BESIDE_STAMP:
            return False
        return rest < 30 or (rest < 120 and not ends_sentence(self.text) and not self.is_titled)

    @cached_property
    def is_clock(self) -> bool:
        """Whether it heads an entry of a live report: "20:24Ana Ruiz", "4.15pm BST", "17:05 KEY EVENT"."""
        match = _CLOCK.fullmatch(self.text)
        if match is None or ends_sentence(self.text):
            return False
        rest = match["rest"].strip(" -–|·")
        return not rest or is_upper(rest) or bool(names_in(rest))

    @cached_property
    def is_titled(self) -> bool:
        """Whether a long enough part of a line that holds a date is a title: "Storm: what we know, 3 May 2024"."""
        before = self.raw[: self.stamps[0].start] if self.stamps else ""
        return len(words_of(before)) > 6 and not any(mark in before for mark in "|•·")

    @cached_property
    def is_byline(self) -> bool:
        """Whether it names authors after "By", or announces them."""
        return self.size <= 40 and (is_label(self.text) or byline_of(self.raw) is not None)

    @cached_property
    def is_credit(self) -> bool:
        """Whether it is nothing but a picture's credit."""
        return is_credit(self.text)

    @cached_property
    def caption(self) -> str | None:
        """Why it is a caption, where its own words say so."""
        return caption_sign(self.text)

    @cached_property
    def is_prose(self) -> bool:
        """Whether it reads like body text: a sentence, or very long."""
        if self.sign or self.is_credit or self.is_stamp or self.is_byline or self.caption:
            return False
        if self.size >= LONG:
            return capitalised_share(self.text) < 0.8
        return self.size >= _SHORTEST_SENTENCE and ends_sentence(self.text) and not self.is_cut

    @cached_property
    def is_cut(self) -> bool:
        """Whether it is a title cut short, as lists of links show them: "Minister Stresses His Faith in ..."."""
        return self.text.endswith(("...", "…")) and self.size < LONG and capitalised_share(self.text) > 0.5


def items_of(text: str, lines: tuple[Line, ...]) -> tuple[Item, ...]:
    """An item for each line; equal lines share one."""
    known: dict[str, Item] = {}
    return tuple(_item_of(text[line.start : line.end], line, known) for line in lines)


def _item_of(raw: str, line: Line, known: dict[str, Item]) -> Item:
    item = known.get(raw)
    if item is None:
        item = known[raw] = Item(_BLANK.sub(" ", raw), line.text, line.size)
    return item
