"""Features of one line by its own words: prose, a stamp, a byline, a caption, a cue for boilerplate.

Where a line stands is judged elsewhere, so equal lines share one record.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from dateline.lang.lexicon import pattern, words
from dateline.layout.boilerplate import CONTROLS, LexicalCue, Trait, cue_of
from dateline.layout.bylines import byline_of, is_job_title, is_label, names_in
from dateline.layout.captions import caption_reason, is_credit
from dateline.layout.lines import (
    TextLine,
    capitalised_share,
    ends_sentence,
    ends_with_stop,
    is_upper,
    line_key,
    words_in,
)
from dateline.layout.timestamps import Stamp, is_relative_stamp, stamps_of

_BLANK = re.compile(r"[^\S ]")
_ADDRESS = re.compile(r"[\w.-]+\.[a-z]{2,}/\S*|\S+://\S+")
"""An address, with or without its scheme, has its own day at best: "halmery.example/2024/05/03/ferry"."""
_POSTED = re.compile(r"[-–—].{2,60}\(@\w{1,30}\)")
"""Who wrote a post of a network, before its day: "— Ana Ruiz (@anaruiz) May 3, 2024"."""
_ENTRY_CLOCK = pattern("layout/patterns", "entry_clock")
_SPECIAL = pattern("layout/patterns", "byline_special")
_TABLE_ROW = pattern("layout/patterns", "table_row")
_FIELD = pattern("layout/patterns", "field")
_LONGEST_ROW = 16
_LONG = 25
"""Words from which a line is prose whatever it ends with; headlines hardly have so many."""
_SHORTEST_SENTENCE = 5
_LONGEST_BYLINE = 40
_LONGEST_BESIDE_STAMP = 12
"""Characters beside the dates of a stamp that ends with a full stop: with more it is a sentence with a date."""
_LONGEST_STAMP_LINE = 24
"""Words of a line that is a stamp, with sections, authors and counts beside the date."""
_BARS = "|•·"


@dataclass(frozen=True)  # no slots: a feature is worked out once, when it is first asked for
class LineFeatures:
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
        return line_key(self.text)

    @cached_property
    def ends_sentence(self) -> bool:
        """Whether it closes as a sentence does."""
        return ends_sentence(self.text)

    @cached_property
    def ends_with_stop(self) -> bool:
        """Whether it closes with a full stop."""
        return ends_with_stop(self.text)

    @property
    def is_label(self) -> bool:
        """Whether it announces what follows: "Image:"."""
        return self.text.endswith(":")

    @cached_property
    def is_upper(self) -> bool:
        """Whether all its letters that have a case are capitals."""
        return is_upper(self.text)

    @cached_property
    def cue(self) -> LexicalCue | None:
        """What the word lists say."""
        return cue_of(self.text, self.size)

    def has(self, *traits: Trait) -> bool:
        """Whether the word lists give it one of these traits."""
        return self.cue is not None and self.cue.trait in traits

    @cached_property
    def stamps(self) -> tuple[Stamp, ...]:
        """The dates of a line that is short enough to be a stamp."""
        if self.size > _LONGEST_STAMP_LINE or _ADDRESS.fullmatch(self.text) or _POSTED.match(self.text):
            return ()
        return stamps_of(self.raw)

    @cached_property
    def is_stamp(self) -> bool:
        """Whether the line is little more than dates: "Updated May 3, 2024, 5 p.m.", "News | May 3, 2024"."""
        if not self.stamps:
            return self.size <= 10 and is_relative_stamp(self.text) and not self.ends_with_stop
        rest = len(self.raw) - sum(stamp.end - stamp.start for stamp in self.stamps)
        if self.ends_with_stop and rest > _LONGEST_BESIDE_STAMP:
            return False
        return rest < 30 or (rest < 120 and not self.ends_sentence and not self._is_titled)

    @property
    def _is_titled(self) -> bool:
        """Whether the words before a date are a title: "Storm over Tolm: what we know so far, 3 May 2024"."""
        before = self.raw[: self.stamps[0].start]
        return len(words_in(before)) > 6 and not any(bar in before for bar in _BARS)

    @property
    def before_stamp(self) -> int:
        """Where the dates of a stamp begin, or its last part; what stands before may name an author."""
        return self.stamps[0].start if self.stamps else max(map(self.raw.find, _BARS))

    @cached_property
    def is_clock(self) -> bool:
        """Whether it heads an entry of a live report: "20:24Ana Ruiz", "4.15pm BST", "9:34 p.m.", "17:05 KEY EVENT"."""
        match = _ENTRY_CLOCK.fullmatch(self.text)
        if match is None:
            return False
        rest = match["rest"].strip(" -–|·:")
        return not rest or (not self.ends_sentence and (is_upper(rest) or bool(names_in(rest))))

    @cached_property
    def is_row(self) -> bool:
        """Whether it is a row of a table or of a poll: "Yes 66%"."""
        return self.size <= _LONGEST_ROW and _TABLE_ROW.fullmatch(self.text) is not None

    @cached_property
    def is_field(self) -> bool:
        """Whether it is a row of facts: "Length: 12 metres"; who took a picture, wrote or published it aside."""
        is_other = self.cue or self.is_byline or self.stamps or self.is_credit or self.caption
        return self.size <= _LONGEST_ROW and not is_other and _FIELD.fullmatch(self.text) is not None

    @cached_property
    def is_byline(self) -> bool:
        """Whether it names authors after "By", or announces them."""
        return self.size <= _LONGEST_BYLINE and (is_label(self.text) or byline_of(self.raw) is not None)

    @cached_property
    def tells_of_author(self) -> bool:
        """Whether it stands beside an author's name: a job title, "Follow", "View bio", "Special to the Courier"."""
        is_control = self.key in words("layout/author_controls") or _SPECIAL.fullmatch(self.text) is not None
        return is_control or is_job_title(self.text)

    @cached_property
    def is_credit(self) -> bool:
        """Whether it is nothing but a picture's credit."""
        return is_credit(self.text)

    @cached_property
    def caption(self) -> str | None:
        """Why it is a caption, where its own words say so."""
        return caption_reason(self.text)

    @property
    def is_apart(self) -> bool:
        """Whether it can stand between two paragraphs: a control, a picture's source, a row of a table."""
        return self.has(*CONTROLS) or self.is_credit or self.is_row

    @cached_property
    def is_prose(self) -> bool:
        """Whether it reads like body text: a sentence, or very long."""
        if self.cue or self.is_credit or self.is_stamp or self.is_byline or self.caption:
            return False
        if self.size >= _LONG:
            return capitalised_share(self.text) < 0.8
        return self.size >= _SHORTEST_SENTENCE and self.ends_sentence and not self._is_cut

    @property
    def _is_cut(self) -> bool:
        """Whether it is a title cut short, as lists of links show them: "Minister Stresses His Faith in ..."."""
        return self.text.endswith(("...", "…")) and capitalised_share(self.text) > 0.5


Lines = tuple[LineFeatures, ...]


def features_by_line(text: str, lines: tuple[TextLine, ...]) -> tuple[LineFeatures, ...]:
    """The features of each line; equal lines share one record."""
    raw = [text[line.start : line.end] for line in lines]
    known: dict[str, LineFeatures] = {}
    for line, own in zip(lines, raw, strict=True):
        if own not in known:
            known[own] = LineFeatures(_BLANK.sub(" ", own), line.text, line.size)
    return tuple(known[own] for own in raw)
