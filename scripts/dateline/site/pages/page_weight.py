"""How many bytes of HTML the items of lists take at most: what a page is filled by.

A line with twenty footnotes is not a line with one, so pages are not filled by number.  An item weighs its own words,
escaped, and what the templates set around them; `tests/test_page_weight.py` holds that against rendered pages.
"""

from itertools import chain
from typing import TYPE_CHECKING

from dateline.model.briefing import Source
from dateline.site.pages.corrections_page import SiteCorrection
from dateline.site.pages.name_index import BriefingQuote, IndexedName, PublishedBriefing
from dateline.site.pages.slugs import NameKind

if TYPE_CHECKING:
    from dateline.site.pages.merged_timelines import MergedLine

PAGE = 122_000
"""Of the items on a page; frame and head take some 24 KB more."""
WHOLE = 128_000
"""Of a story that stands on one page, with its chart and its overview."""

_LINE, _QUOTE, _LISTED_QUOTE, _BRIEFING, _ROW = 530, 370, 520, 200, 300
"""What the templates set around a line, a quote, a quote in the list of all, a briefing, another row of a list."""
_CITATION, _LINK, _OPTION, _DATE, _VOICE = 200, 52, 45, 90, 260
"""What they set around a footnote with its sentence, a link, a choice of a filter, a date, and a speaker's name."""
_FILTERED = (NameKind.TOPIC, NameKind.PERSON, NameKind.PUBLISHER)


def _size(*texts: str | None) -> int:
    """The bytes of texts, escaped."""
    text = "".join(filter(None, texts))
    length = len(text) if text.isascii() else len(text.encode())
    marks = 4 * text.count("&") + 3 * (text.count("<") + text.count(">"))
    return length + marks + 5 * (text.count('"') + text.count("'"))


def line_weights(line: "MergedLine") -> tuple[int, int]:
    """Of a line of a merged timeline, without the sentences that it rests on and with them."""
    names = [name for kind in _FILTERED for name in line.shown_names(kind)]
    topics, cited = line.shown_topics, line.shown_citations
    values = [value for dispute in line.disputes for value in dispute.values]
    both = _size(
        line.text,
        *line.marks.values(),
        *(text for name in names for text in (name.slug, name.text)),
        *chain.from_iterable(values),
        *(text for cite in cited for text in (cite.url, cite.publisher, cite.place)),
    )
    both += _LINE + _DATE * (len(line.plans) + len(values)) + _OPTION * len(names) + _ROW * len(line.disputes)
    short = _LINK * (len(cited) + len(topics)) + _size(
        *(text for name in topics for text in (name.url, name.text))
    )
    told = (text for cite in cited for text in (cite.publisher, cite.text, cite.note))
    return both + short, both + _CITATION * len(cited) + _size(*told)


def quote_weight(found: BriefingQuote) -> int:
    """Of a quote on the page of its speaker."""
    quote = found.quote
    words = (part for parts in quote.paragraphs for part in parts)
    marks = 16 * sum(map(len, quote.paragraphs))
    told = (quote.role, quote.venue, quote.via, found.url, found.url, found.publisher, found.place)
    return _QUOTE + marks + _size(*words, *told, "" if found.publisher else found.briefing.title)


def voice_weight(found: BriefingQuote) -> int:
    """Of a quote on the page of a topic, below the names of its speaker and of that one's organisation."""
    names = [name for name in (found.speaker, found.organisation) if name]
    told = [text for name in names for text in (name.url, name.text)]
    return quote_weight(found) + _VOICE + _size(found.quote.speaker, found.quote.role, *told)


def listed_quote_weight(found: BriefingQuote) -> int:
    """Of a quote in the list of all."""
    speaker = found.speaker.url if found.speaker else None
    added = _size(found.quote.speaker, speaker, found.briefing.title)
    return quote_weight(found) - _QUOTE + _LISTED_QUOTE + added


def briefing_weight(briefing: PublishedBriefing) -> int:
    """Of a briefing in a list."""
    return _BRIEFING + _size(briefing.url, briefing.title)


def article_weight(source: Source, briefing: PublishedBriefing) -> int:
    """Of an article in the list of its publisher."""
    own = _size(source.url, source.title, *source.authors)
    return _ROW + _DATE + _LINK + own + 2 * _size(briefing.url, briefing.title)


def name_weight(name: IndexedName) -> int:
    """Of a name in a list; a topic stands there with its newest briefing."""
    weight = _ROW + _size(name.name.url, name.name.text, name.role)
    if name.name.kind is NameKind.TOPIC and name.newest:
        weight += _ROW + briefing_weight(name.newest)
    return weight


def correction_weight(correction: SiteCorrection) -> int:
    """Of a correction in the list of all."""
    return _ROW + _DATE + _size(correction.url, correction.title, correction.note.text)
