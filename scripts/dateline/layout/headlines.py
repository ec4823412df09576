"""Which line above the body of a pasted page is its headline.

Menus, labels, the links to other stories and the dek stand there, too.  Each line that can be a headline has traits:
how many of its words the body has, what stands above and below it, its form.  `scripts/fit_headline.py` fits their
weights on annotated pages; the line with the greatest sum is the headline, if that is more than there is for none.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from math import log1p

from dateline.lang.lexicon import weights, word_set
from dateline.layout.boilerplate import BOILERPLATE, CONTROLS, Trait
from dateline.layout.captions import credit_start
from dateline.layout.datelines import dateline_of
from dateline.layout.line_features import LineFeatures, Lines
from dateline.layout.lines import TextLine, capitalised_share, line_key
from dateline.layout.timestamps import StampRole

_WEIGHTS = weights("layout/headline_weights")
_LONGEST_HEADLINE = 32
_LONGEST_UNSTOPPED = 40
"""Words of a headline of several clauses without a full stop, as tabloids write them."""
_SHORTEST_TITLE = 4
_SHORTEST_SUMMED = 8
"""Words of a headline with several lines of summary below it; a short line above a headline is a label."""
_SUMMARY_REACH = 4
_NEARLY, _NEARLY_ON_TOP = 1.0, 2.0
"""In logits: how much less likely the line above a summary may be, and the first line of the text."""
_USUAL_LENGTH = range(6, 15)
_LONG = 20
"""Words of most headlines, and from which on they are few."""
_SHORTEST_ROW = 10
_SIGNED_REACH = 6
_SIGNED_SOON = 3
_CONTROLS_REACH = 4
_FEW_CONTROLS = 2
_DEK_REACH = 6
"""Lines below a headline in which its dek stands, past the buttons between them."""
_TITLE_LENGTHS = range(_SHORTEST_TITLE, 15)
"""Words of a title that reads like a sentence: "Is the ferry safe?"."""
_LIST_REACH = 8
"""Lines between a headline and the label of a list of other stories below it."""
_LONGEST_SENTENCE = 22
"""Words of a headline that closes as a sentence does."""
_LONGEST_FIELD = 2
"""Words that may stand before a title that is known: "Subject: ..."."""
_FARTHEST = 600
"""Lines up from the body in which the headline stands."""
_MOST_PROSE = 40
_OPENING_PROSE = 3
"""Paragraphs of the body whose words are looked for, and those that are its opening."""
_MOST_SHARED = 6
_KNOWN_SHARE = 0.4
"""The share of a line's words that the body has from which it tells of the same story."""
_TITLE_CASE = 0.7
_RUNNING_TIME = re.compile(r"(?<=\D)\d\d:\d\d$")
"""How long a video is, behind its title: "Ferry leaves for the last time 01:44"."""
_PARTS = re.compile(r" [|›»/•>] | >|\w/ ")


@dataclass(frozen=True)
class PageHead:
    """The lines of a pasted page down to its body, among which the headline is looked for."""

    spans: tuple[TextLine, ...]
    lines: Lines
    first: int
    """Where the body begins."""
    last: int

    @cached_property
    def candidates(self) -> tuple[int, ...]:
        """The lines that can be the headline: the first line of the body is the last of them."""
        return tuple(i for i in self._titles if i not in self.listed or self._is_of_this_page(i))

    @cached_property
    def listed(self) -> frozenset[int]:
        """The lines of a list of other stories whose label stands soon below a title that tells of this one."""
        known = (i for i in self._titles if self._tells_of_story(i))
        return frozenset(self.links_below(frozenset(known)))

    def _tells_of_story(self, index: int) -> bool:
        shared = len(self.content_of(index) & self._body_words)
        return shared > 1 or (shared == 1 and self._is_of_this_page(index))

    @cached_property
    def _titles(self) -> tuple[int, ...]:
        """The lines that read like a headline, but for those of videos."""
        return tuple(i for i in self._places if self._may_be_headline(i) and not self._is_of_video(i))

    def _is_of_video(self, index: int) -> bool:
        """Whether a line is the title of a video, as the length behind it tells, here or where it stands again."""
        is_again = line_key(self.lines[index].text) in self._videos and not self._is_of_this_page(index)
        return is_again or _RUNNING_TIME.search(self.lines[index].text) is not None

    @cached_property
    def _videos(self) -> frozenset[str]:
        """The keys of the titles that have the length of a video behind them."""
        texts = (self.lines[i].text for i in self._places)
        ends = ((text, _RUNNING_TIME.search(text)) for text in texts)
        return frozenset(line_key(text[: end.start()]) for text, end in ends if end)

    def _is_of_this_page(self, index: int) -> bool:
        """Whether a byline or a stamp with a label stands right below a line: "Published May 3, 2024"."""
        below = self.below(index)
        labelled = (stamp.role is not StampRole.BARE for line in below for stamp in line.stamps)
        return any(line.is_byline for line in below) or any(labelled)

    def traits_of(self, index: int) -> dict[str, float]:
        """The sizes of the traits that a line has."""
        sizes = ((name, float(size(self, index))) for name, size in HEADLINE_TRAITS.items())
        return {name: size for name, size in sizes if size}

    def above(self, index: int, reach: int = 1) -> Lines:
        """The lines right above one."""
        return self.lines[max(0, index - reach) : index]

    def below(self, index: int, reach: int = 1) -> Lines:
        """The lines right below one."""
        return self.lines[index + 1 : index + 1 + reach]

    def content_of(self, index: int) -> frozenset[str]:
        """The content words of a line."""
        return content_words(self.lines[index].key)

    def shared(self, index: int) -> float:
        """How many content words of a line the body has, less for each that it lacks."""
        return _shared(self.content_of(index), self._body_words)

    def shared_with_opening(self, index: int) -> float:
        """The same of the first paragraphs."""
        return _shared(self.content_of(index), self._opening_words)

    def known_share(self, index: int) -> float:
        """The share of a line's content words that the body has."""
        content = self.content_of(index)
        return len(content & self._body_words) / len(content) if content else 0.0

    def lines_to_signature(self, index: int) -> int | None:
        """How many lines stand between a line and the byline or stamp soon below it; None without one."""
        below = self.below(index, _SIGNED_REACH)
        return next((i for i, line in enumerate(below) if line.is_byline or line.is_stamp), None)

    def has_known_title_above(self, index: int) -> bool:
        """Whether a title that tells of the same story stands near above, which makes a line its dek."""
        near = (i for i in range(max(0, index - _DEK_REACH), index) if i in self.candidates)
        return any(self.is_title_of(i, index) and self.known_share(i) > _KNOWN_SHARE for i in near)

    def is_within_another(self, index: int) -> bool:
        """Whether a longer line of the head has all its words in their order: "News > Ferry out of service"."""
        key = self.lines[index].key
        longer = (line.key for line in self._long_lines if len(line.key) > len(key))
        return self.lines[index].size >= _SHORTEST_TITLE and any(key in other for other in longer)

    def holds_another(self, index: int) -> bool:
        """Whether a line has another one of the head in it."""
        key = self.lines[index].key
        return any(len(line.key) < len(key) and line.key in key for line in self._long_lines)

    @property
    def has_body(self) -> bool:
        """Whether any sentence stands below."""
        return bool(self._prose)

    @property
    def has_title_alone(self) -> bool:
        """Whether nothing but a signature stands between the first line, which is no sentence, and the body."""
        between = self.lines[1 : self.first]
        return 0 in self.candidates and all(line.is_byline or line.is_stamp for line in between)

    @cached_property
    def _long_lines(self) -> Lines:
        near = (self.lines[i] for i in self._places)
        return tuple(line for line in near if line.size >= _SHORTEST_TITLE)

    @property
    def _places(self) -> range:
        """The lines near the body, or the first ones where there is none; a page's menus are not endless."""
        end = min(self.first + 1 if self.has_body else _FARTHEST, len(self.lines))
        return range(max(0, end - _FARTHEST), end)

    @cached_property
    def _prose(self) -> Lines:
        return tuple(
            islice((line for line in self.lines[self.first : self.last] if line.is_prose), _MOST_PROSE)
        )

    @cached_property
    def _body_words(self) -> frozenset[str]:
        return frozenset().union(*(content_words(line.key) for line in self._prose))

    @cached_property
    def _opening_words(self) -> frozenset[str]:
        return frozenset().union(*(content_words(line.key) for line in self._prose[:_OPENING_PROSE]))

    def links_below(self, titles: frozenset[int]) -> Iterator[int]:
        """The lines of a list of other stories whose label stands soon below one of the titles of this one.

        The list ends at a signature, a sentence, a button, or a stamp that is no story's: one that says that it is of
        this page, or stands below another stamp or the label itself.
        """
        label = None
        for index, line in enumerate(self.lines[: self.first + 1]):
            if line.has(Trait.LIST) and not line.tells_of_author:
                label = index if label is None else label
            elif label is None or self._ends_list(index):
                label = None
            elif not titles.isdisjoint(range(max(0, label - _LIST_REACH), label)):
                yield index

    def _ends_list(self, index: int) -> bool:
        line = self.lines[index]
        is_sentence = line.is_prose and line.size not in _TITLE_LENGTHS
        is_signature = line.is_byline or line.is_credit or is_sentence
        is_own = any(stamp.role is not StampRole.BARE for stamp in line.stamps)
        above = self.lines[index - 1]
        is_second = line.is_stamp and (above.is_stamp or above.has(Trait.LIST))
        return is_signature or is_own or is_second or self._has_buttons(index)

    def _has_buttons(self, index: int) -> bool:
        """Whether a line is a button or stands above a row of them, as a headline does; an age is another story's."""
        below = self.below(index, _FEW_CONTROLS)
        is_above_row = len(below) == _FEW_CONTROLS and all(line.has(*CONTROLS) for line in below)
        is_button = self.lines[index].has(*CONTROLS) and not self.lines[index].is_stamp
        return is_button or is_above_row

    def _may_be_headline(self, index: int) -> bool:
        line = self.lines[index]
        longest = _LONGEST_HEADLINE if line.ends_sentence else _LONGEST_UNSTOPPED
        is_furniture = line.cue and not line.has(Trait.APPEAL)
        if line.size > longest or is_furniture or line.is_byline or line.is_credit or line.is_stamp:
            return False
        if line.caption and (index > 0 or credit_start(line.raw)):
            return False
        is_title = index < self.first and (not line.ends_with_stop or _opens_the_page(self.lines, index))
        is_title = is_title or (index == self.first and _is_question_on_top(self.lines, index))
        return is_title or (index == 0 and _stands_out(self.spans, self.lines))

    def is_title_of(self, above: int, below: int) -> bool:
        """Whether a line can be the headline whose dek another one is."""
        line = self.lines[above]
        parts = re.split(r" [|›»/•] ", line.text)
        # "RADIO HALMERY | NEWS", "Home › World": where on a site the page stands
        is_masthead = len(parts) > 1 and all(len(part.split()) <= 3 for part in parts)
        is_sentence = line.ends_sentence and not _opens_the_page(self.lines, above)
        is_title = line.size >= _SHORTEST_TITLE and not is_sentence and not line.text[0].islower()
        is_title = is_title and not _is_menu_row(line)
        return is_title and not is_masthead and self.lines[below].text not in line.text


HEADLINE_TRAITS: Mapping[str, Callable[[PageHead, int], float | bool]] = {
    "any line": lambda head, i: True,
    "first line": lambda head, i: i == 0,
    "shared words": PageHead.shared,
    "words of the opening": PageHead.shared_with_opening,
    "unknown words": lambda head, i: 1 - head.known_share(i),
    "no shared word": lambda head, i: head.known_share(i) == 0,
    "short": lambda head, i: head.lines[i].size < _SHORTEST_TITLE,
    "usual length": lambda head, i: head.lines[i].size in _USUAL_LENGTH,
    "long": lambda head, i: head.lines[i].size > _LONG,
    "title case": lambda head, i: capitalised_share(head.lines[i].text) > _TITLE_CASE,
    "small letter": lambda head, i: head.lines[i].text[0].islower(),
    "appeal": lambda head, i: head.lines[i].has(Trait.APPEAL),
    "parts": lambda head, i: _PARTS.search(head.lines[i].text) is not None,
    "in a longer line": PageHead.is_within_another,
    "around another line": PageHead.holds_another,
    "signed below": lambda head, i: head.lines_to_signature(i) is not None,
    "lines to signature": lambda head, i: head.lines_to_signature(i) or 0,
    "byline below": lambda head, i: any(line.is_byline for line in head.below(i, _SIGNED_REACH)),
    "buttons below": lambda head, i: (
        sum(line.has(*CONTROLS) for line in head.below(i, _CONTROLS_REACH)) >= _FEW_CONTROLS
    ),
    "button above": lambda head, i: any(line.has(*CONTROLS) for line in head.above(i)),
    "section above": lambda head, i: any(line.has(Trait.SECTION) for line in head.above(i)),
    "title above": lambda head, i: any(map(_is_title, head.above(i))),
    "known title above": PageHead.has_known_title_above,
    "sentence above": lambda head, i: any(line.is_prose for line in head.above(i)),
    "sentence below": lambda head, i: any(line.is_prose for line in head.below(i)),
    "gap below": lambda head, i: any(span.gap for span in head.spans[i + 1 : i + 2]),
    "lines to body": lambda head, i: log1p(max(0, head.first - i)),
}
"""What speaks for or against a line, and how much of it the line has."""


def headline_of(head: PageHead) -> int | None:
    """The line that is most likely the headline; None where none is like one."""
    scores = {
        index: sum(_WEIGHTS.get(name, 0.0) * size for name, size in head.traits_of(index).items())
        for index in head.candidates
    }
    best = max(scores, key=lambda index: (scores[index], -index), default=None)
    if best is not None and not head.has_body:
        return best
    if best is None or scores[best] <= 0:
        return 0 if head.has_title_alone or _opens_with_headline(head.lines) else None
    return _above_summary(head, scores, best)


def _above_summary(head: PageHead, scores: Mapping[int, float], best: int) -> int:
    """The likeliest line, or one above it that is nearly as likely and with nothing but titles between: its summary."""
    found = best
    for index in range(best - 1, best - 1 - _SUMMARY_REACH, -1):
        if index not in scores or not head.is_title_of(index, index + 1):
            break
        shortest, margin = (_SHORTEST_SUMMED, _NEARLY) if index else (_SHORTEST_TITLE, _NEARLY_ON_TOP)
        if head.lines[index].size >= shortest and scores[index] >= scores[best] - margin:
            found = index
    return found


def line_of_title(title: str, lines: Lines) -> int | None:
    """The first line with the words of a title, else the last that has a word or two before them: "Subject: ..."."""
    wanted = line_key(title)
    longest = wanted.count(" ") + 1 + _LONGEST_FIELD
    exact = [i for i, line in enumerate(lines) if line.key == wanted]
    labelled = [i for i, line in enumerate(lines) if line.size <= longest and line.key.endswith(f" {wanted}")]
    return next(iter(exact or labelled[::-1]), None)


def content_words(key: str) -> frozenset[str]:
    """The longer words of a line by its key, possessive endings cut."""
    longer = (word for word in key.split() if len(word) > 3 or (word.isdigit() and len(word) > 1))
    return frozenset(word.removesuffix("'s") for word in longer)


def _shared(content: frozenset[str], known: frozenset[str]) -> float:
    shared = len(content & known)
    return min(shared, _MOST_SHARED) * shared / len(content) if content else 0.0


def _is_title(line: LineFeatures) -> bool:
    """Whether a line is some words that are neither a sentence nor furniture, a signature or a credit."""
    is_other = line.cue or line.is_prose or line.is_byline or line.is_stamp or line.is_credit
    return line.size >= _SHORTEST_TITLE and not is_other


def _is_menu_row(line: LineFeatures) -> bool:
    """Whether a line is the words of a menu in a row: many, each with a capital, "and" or "you" nowhere among them."""
    tokens = line.text.split()
    is_capital = all(token.isalpha() and token[0].isupper() for token in tokens)
    small = word_set("layout/word_sets", "title_words")
    return len(tokens) >= _SHORTEST_ROW and is_capital and small.isdisjoint(line.key.split())


def _opens_the_page(lines: Lines, index: int) -> bool:
    """Whether a line is the first of some length below menus and signed soon, as a headline is that is a sentence."""
    is_menu = all(
        other.has(*BOILERPLATE) or other.size < _SHORTEST_TITLE or other.is_upper for other in lines[:index]
    )
    below = (line for line in lines[index + 1 : index + 1 + _SIGNED_REACH] if not line.is_apart)
    signed = list(islice(below, _SIGNED_SOON))
    is_sized = index > 0 and _SHORTEST_TITLE <= lines[index].size <= _LONGEST_SENTENCE
    return is_sized and is_menu and any(line.is_byline or line.is_stamp for line in signed)


def _is_question_on_top(lines: Lines, index: int) -> bool:
    """Whether a question that reads like the body's first sentence has only menus and sections above it."""
    is_menu = (other.has(*BOILERPLATE) or other.size < _SHORTEST_TITLE for other in lines[:index])
    return lines[index].text.endswith("?") and all(is_menu)


def _stands_out(spans: tuple[TextLine, ...], lines: Lines) -> bool:
    """Whether a first line that could be a sentence is a headline: short, set apart, longer text below it."""
    first = lines[0]
    if first.text.endswith(";"):  # as databases of newspapers part headline and dek
        return True
    rest = [line.size for line in lines[1:6] if line.is_prose]
    if first.size > 22 or not rest:
        return not first.ends_sentence
    return spans[1].gap and max(rest) > first.size * (1.5 if first.ends_with_stop else 1)


def _opens_with_headline(lines: Lines) -> bool:
    """Whether the first line is a headline though its own words speak for an appeal, a credit or a sentence.

    “Six ways to tidy your inbox” holds words of an appeal, “Photos: fishers march” those that lead to another page.
    What stands below decides: a byline, a dateline, a stamp or a picture's credit.
    """
    if len(lines) < 2 or not any(line.is_prose for line in lines[1:6]):
        return False
    line, below = lines[0], lines[1]
    if line.is_byline or line.is_stamp or not _SHORTEST_TITLE <= line.size <= _LONGEST_HEADLINE:
        return False
    is_signed = below.is_byline or dateline_of(below.raw) is not None
    if line.has(Trait.NOTE, Trait.CORRECTION, Trait.PAGE_END):
        return False
    if (line.cue and not line.has(Trait.APPEAL)) or line.is_credit or line.caption:
        return is_signed and credit_start(line.raw) in (None, 0)
    return is_signed or below.is_stamp or below.is_credit or not line.ends_with_stop
