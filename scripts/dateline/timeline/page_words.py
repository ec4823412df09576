"""A page's own words, known by their recurrence: "Page last updated at 09:14 GMT, Friday, 7 March 2031".

What many articles of a collection say in the same words, each with another day or hour in them, tells no event: it is
the frame of an outlet's pages.  What is told of an event recurs with the same day.
"""

import re
from collections import defaultdict
from collections.abc import Iterable

from dateline.lang import lexicon
from dateline.model.annotations import Analysis
from dateline.model.article import Span

_WEIGHTS = lexicon.weights("timeline/page_words")

_TOKEN = re.compile(r"(?P<clock>\d{1,2}[:.]\d\d(?!\d))|(?P<number>\d+)|[^\W\d_]+")
_CLOCK, _NUMBER = "0:00", "0"


def sentences_of_pages(analyses: Iterable[Analysis]) -> frozenset[Span]:
    """The sentences with an event that hold a stamp of the page, as a few articles have it with other times."""
    run, few = int(_WEIGHTS["run"]), int(_WEIGHTS["few"])
    sources: dict[tuple[str, ...], set[str]] = defaultdict(set)
    fills: dict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)
    holding: dict[tuple[str, ...], set[Span]] = defaultdict(set)
    for analysis in analyses:
        for sentence in {event.sentence for event in analysis.annotations.events}:
            words = [match[0].lower() for match in _TOKEN.finditer(analysis.article.slice(sentence))]
            masked = [_masked(word) for word in words]
            for clock in (at for at, word in enumerate(masked) if word == _CLOCK):
                for start in range(max(0, clock - run + 1), min(clock, len(words) - run) + 1):
                    key = tuple(masked[start : start + run])
                    sources[key].add(sentence.source)
                    fills[key].add(tuple(words[start : start + run]))
                    holding[key].add(sentence)
    recurring = (key for key, told in sources.items() if len(told) >= few and len(fills[key]) >= few)
    return frozenset().union(*(holding[key] for key in recurring))


def _masked(word: str) -> str:
    """A word as every article has it: a clock or a number, a weekday or a month may be another one."""
    match = _TOKEN.fullmatch(word)
    if match and match["clock"]:
        return _CLOCK
    if match and match["number"]:
        return _NUMBER
    kinds = lexicon.table("times/names")
    return next((kind for kind in ("weekday", "month") if word in kinds[kind]), word)
