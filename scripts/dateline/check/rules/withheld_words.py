"""Words of a source that a briefing says as its own, where no text of that source is to be shown.

The site leaves the sentences of footnotes out, but the lead, the points and the lines are the briefing's, and a draft
takes them from the source: an editor has to say them in words of their own.
"""

import re
from collections.abc import Iterator

from dateline.briefing.document import text_of
from dateline.briefing.source_rights import sources_of
from dateline.check.records import CheckedFile
from dateline.model.briefing import TextShown
from dateline.model.problems import Problem

_RUN = 10
"""So many words in a row are the source's."""
_WORD = re.compile(r"\w+")

_Runs = frozenset[tuple[str, ...]]


def withheld_words(checked: CheckedFile) -> Iterator[Problem]:
    """Texts of the briefing that have many words in a row from a source of which none are to be shown."""
    sources = checked.settings.rights.all_of(sources_of(checked.front.values))
    withheld = [source for source in sources if source.text is TextShown.NONE and source.seed]
    runs = {source.id: _runs_in(checked.seeds.texts.get(source.seed or "", "")) for source in withheld}
    for line, what, text in _own_texts(checked) if runs else ():
        own = _runs_in(text)
        if name := next((name for name, theirs in runs.items() if own & theirs), ""):
            message = f"{what} is in the words of {name}, of which no text is to be shown (text: none)"
            yield checked.warning(line, message, "say it in your own words")


def _own_texts(checked: CheckedFile) -> Iterator[tuple[int, str, str]]:
    """What the briefing says itself, but for quotes, which are their speakers'."""
    briefing, front = checked.briefing, checked.front
    yield front.line("description"), "the description", text_of(front.values, "description") or ""
    lead = next((block for block in checked.blocks if block.is_lead and not block.section), None)
    yield lead.line if lead else 0, "the lead", briefing.lead
    yield from ((point.line, "this point", point.text) for point in briefing.key_points)
    yield from ((entry.line, "this line", entry.text) for entry in briefing.timeline)


def _runs_in(text: str) -> _Runs:
    words = _WORD.findall(text.casefold())
    return frozenset(zip(*(words[start:] for start in range(_RUN)), strict=False))
