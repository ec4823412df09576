"""Where a footnote says that its sentence stands: a source that the briefing has, and the place in its article.

Places are counted by the reader of seeds, which takes ten times as long as a seed's text.  So it is asked only where
the places that a briefing names for one seed are doubtful: a paragraph has a line of its own at least, so that between
two sentences no more paragraphs begin than lines; and few less, where these lines look like prose.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dateline.briefing.document import plain, sources_in
from dateline.check.records import Page, SeedText
from dateline.check.rules.evidence import Seeds
from dateline.model.briefing import Evidence
from dateline.model.problems import Problem, error, warning

_PARAGRAPH = re.compile(r"paragraph (\d+)")
_PROSE = 80
"""Characters from which on a line is a paragraph, if it ends as a sentence does: no heading, byline or caption."""
_SENTENCE_ENDS = (".", "!", "?", "”", '"', "…", "’")


def misled(page: Page, seeds: Seeds) -> Iterator[Problem]:
    """Footnotes and lines that name a source which the briefing has not, and places where the sentence is not."""
    yield from _unknown_sources(page)
    by_seed: dict[str, list[Evidence]] = {}
    for note in page.document.briefing.evidence:
        seed = seeds.seed_of(note)
        if seed and note.place and note.text:
            by_seed.setdefault(seed, []).append(note)
    for seed, notes in by_seed.items():
        if seed in seeds.read and seed not in seeds.changed and _is_doubtful(notes, seeds, seed):
            yield from _elsewhere(page, notes, seeds, seed)


def _unknown_sources(page: Page) -> Iterator[Problem]:
    known = {str(source.get("id")) for source in sources_in(page.document.front.values).values()}
    there = f"there are: {', '.join(sorted(known))}" if known else "name it under `sources:`"
    briefing = page.document.briefing
    named = [(note.line, note.source) for note in briefing.evidence if note.source]
    named += [
        (entry.line, difference.source) for entry in briefing.timeline for difference in entry.differences
    ]
    for line, source in dict.fromkeys(named):
        if source not in known:
            yield error(page.file, line, f"the briefing has no source {source}", there)


@dataclass(frozen=True, slots=True, order=True)
class _Line:
    """A line of a text that is not blank."""

    start: int
    """Where it starts in `plain(text)`."""
    count: int
    """How many lines there are up to it, itself among them."""
    others: int
    """How many of them may be no paragraph."""
    part: int
    """How many blank lines stand above it: no paragraph goes on below one."""


def _is_doubtful(notes: Sequence[Evidence], seeds: Seeds, seed: str) -> bool:
    """Whether these places are hardly all right."""
    text, lines = seeds.texts[seed], _lines_of(seeds.read[seed].text)
    starts = [line.start for line in lines]
    found = [(_Line(0, 0, 0, 0), 0)]
    for note in notes:
        number, words = _PARAGRAPH.fullmatch(note.place or ""), seeds.proved_words(note)
        if number and int(number[1]) > len(lines):
            return True
        at = text.find(words)
        if number and at >= 0 and text.find(words, at + 1) < 0:
            found.append((lines[bisect_right(starts, at) - 1], int(number[1])))
    return any(_is_odd(*above, *below) for above, below in pairwise(sorted(found)))


def _is_odd(line: _Line, number: int, below: _Line, number_below: int) -> bool:
    """Whether two lines can hardly be of the paragraphs with these numbers; above the first may stand any line."""
    others = (below.count - line.count) - (number_below - number)
    is_torn = number == number_below and line.part != below.part
    return is_torn or not 0 <= others <= (below.others - line.others if number else below.count)


def _lines_of(text: str) -> list[_Line]:
    lines: list[_Line] = []
    at = others = blanks = 0
    for line in text.split("\n"):
        shown = plain(line)
        if shown:
            others += len(shown) < _PROSE or not shown.endswith(_SENTENCE_ENDS)
            lines.append(_Line(at, len(lines) + 1, others, blanks))
            at += len(shown) + 1
        else:
            blanks += 1
    return lines


def _elsewhere(page: Page, notes: Sequence[Evidence], seeds: Seeds, seed: str) -> Iterator[Problem]:
    for note in notes:
        places = _places_of(seeds.proved_words(note), seeds.read[seed])
        if places and note.place not in places:
            message = f"this sentence stands in {places[0]} of {seed}, not in {note.place}"
            yield warning(page.file, note.line, message, f"write “{places[0]}”")


def _places_of(words: str, seed: SeedText) -> list[str]:
    """The places at which an article says these words."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    return [place for match in re.finditer(pattern, seed.text) if (place := seed.place(match.start()))]
