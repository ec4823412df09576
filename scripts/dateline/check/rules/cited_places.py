"""Where a footnote says that its sentence stands: a source that the briefing has, and the place in its article.

Places are counted by the reader of seeds, which takes ten times as long as a seed's text.  So it is asked only where
the places that a briefing names for one seed are doubtful: a paragraph has a line of its own at least, so that between
two sentences no more paragraphs begin than lines; and few less, where these lines look like prose.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from dateline.briefing.document import sources_in
from dateline.check.cited_seeds import CitedSeeds, SeedText
from dateline.check.records import CheckedFile
from dateline.model.briefing import Evidence
from dateline.model.problems import Problem

_PARAGRAPH = re.compile(r"paragraph (\d+)")
_PROSE = 80
"""Characters from which on a line is a paragraph, if it ends as a sentence does: no heading, byline or caption."""
_SENTENCE_ENDS = (".", "!", "?", "”", '"', "…", "’")


def unknown_sources(checked: CheckedFile) -> Iterator[Problem]:
    """Footnotes and timeline lines that name a source which the briefing has not."""
    known = {str(source.get("id")) for source in sources_in(checked.front.values).values()}
    hint = f"there are: {', '.join(sorted(known))}" if known else "name it under `sources:`"
    cited = [(note.line, note.source) for note in checked.briefing.evidence if note.source]
    timeline = checked.briefing.timeline
    cited += [(entry.line, difference.source) for entry in timeline for difference in entry.differences]
    for line, source in dict.fromkeys(cited):
        if source not in known:
            yield checked.error(line, f"the briefing has no source {source}", hint)


def misplaced_sentences(checked: CheckedFile) -> Iterator[Problem]:
    """Footnotes whose sentence stands in another paragraph of the seed."""
    seeds = checked.seeds
    by_seed: dict[str, list[Evidence]] = {}
    for note in checked.briefing.evidence:
        path = seeds.seed_of(note)
        if note.place and note.text and path in seeds.read and path not in seeds.changed:
            by_seed.setdefault(path, []).append(note)
    for path, notes in by_seed.items():
        for note in notes if _are_doubtful(notes, seeds, path) else ():
            places = _places_of(seeds.cited_words(note), seeds.read[path])
            if places and note.place not in places:
                message = f"this sentence stands in {places[0]} of {path}, not in {note.place}"
                yield checked.warning(note.line, message, f"write “{places[0]}”")


class _SeedLine(NamedTuple):
    """A line of a seed that is not blank."""

    start: int
    """Where it starts in `plain(text)`."""
    lines: int
    """How many lines there are up to it, itself among them."""
    others: int
    """How many of them may be no paragraph."""
    section: int
    """How many blank lines stand above it: no paragraph goes on below one."""


def _are_doubtful(notes: Sequence[Evidence], seeds: CitedSeeds, path: str) -> bool:
    """Whether the places that these footnotes name in a seed can hardly all be right."""
    text, lines = seeds.texts[path], _seed_lines(seeds.lines[path])
    starts = [line.start for line in lines]
    found = [(_SeedLine(0, 0, 0, 0), 0)]
    for note in notes:
        number, words = _PARAGRAPH.fullmatch(note.place or ""), seeds.cited_words(note)
        if number and int(number[1]) > len(lines):
            return True
        at = text.find(words)
        if number and at >= 0 and text.find(words, at + 1) < 0:
            found.append((lines[bisect_right(starts, at) - 1], int(number[1])))
    return any(_is_impossible(*above, *below) for above, below in pairwise(sorted(found)))


def _is_impossible(line: _SeedLine, number: int, below: _SeedLine, number_below: int) -> bool:
    """Whether two lines can hardly be of the paragraphs with these numbers; above the first may stand any line."""
    others = (below.lines - line.lines) - (number_below - number)
    is_divided = number == number_below and line.section != below.section
    return is_divided or not 0 <= others <= (below.others - line.others if number else below.lines)


def _seed_lines(shown_lines: Iterable[str]) -> list[_SeedLine]:
    lines: list[_SeedLine] = []
    at = others = blanks = 0
    for shown in shown_lines:
        if shown:
            others += len(shown) < _PROSE or not shown.endswith(_SENTENCE_ENDS)
            lines.append(_SeedLine(at, len(lines) + 1, others, blanks))
            at += len(shown) + 1
        else:
            blanks += 1
    return lines


def _places_of(words: str, seed: SeedText) -> list[str]:
    """The places at which an article says these words."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    return [place for match in re.finditer(pattern, seed.text) if (place := seed.place(match.start()))]
