"""Quotes that several briefings have, each once: the whole of it, as the first of them has it."""

import re
from collections import defaultdict
from collections.abc import Sequence

from dateline.site.pages.name_index import BriefingQuote

_WORD = re.compile(r"\w+")

_RUN = 5
"""Words in a row that two quotes share if one of them is part of the other; a shorter one is held against its like."""


def each_once(quotes: Sequence[BriefingQuote]) -> list[BriefingQuote]:
    """The quotes in their order without those that another one holds; of two that are alike the earliest stays."""
    words = [_words_of(quote) for quote in quotes]
    ranked = sorted(range(len(quotes)), key=lambda i: (-len(words[i]), quotes[i].date or "9999", -i))
    holding: dict[tuple[str, ...], list[str]] = defaultdict(list)
    kept = []
    for i in ranked:
        runs = _runs_of(words[i])
        text = f" {' '.join(words[i])} "
        rarest = min((holding.get(run, []) for run in runs), key=len)  # what holds it holds each of its runs
        if not words[i] or not any(text in other for other in rarest):
            kept.append(i)
            for run in runs:
                holding[run].append(text)
    return [quotes[i] for i in sorted(kept)]


def _runs_of(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Every run of so many words; one of all words where there are fewer."""
    return [words[start : start + _RUN] for start in range(max(1, len(words) - _RUN + 1))]


def _words_of(quote: BriefingQuote) -> tuple[str, ...]:
    """What was said, in lower case, without its marks."""
    said = " ".join(part for parts in quote.quote.paragraphs for part in parts)
    return tuple(_WORD.findall(said.casefold()))
