"""How many bytes of HTML the items of lists take at most: what a page is filled by.

A line with twenty footnotes is not a line with one, so pages are not filled by number.  An item weighs its own words,
escaped, and what the templates set around them; `tests/test_page_weight.py` holds that against rendered pages.
"""

from html import escape

from dateline.model.briefing import Source
from dateline.site.pages.corrections_page import SiteCorrection
from dateline.site.pages.merged_timelines import MergedLine
from dateline.site.pages.name_index import BriefingQuote, IndexedName, PublishedBriefing
from dateline.site.pages.slugs import NameKind

PAGE = 90_000
"""Of the items on a page; frame and head take some 25 KB more."""

_LINE, _QUOTE, _ROW, _DATE = 460, 480, 260, 90
"""What the templates set around a line, a quote, a row of a list, a date."""
_CITATION, _LINK, _OPTION = 220, 60, 50
_FILTERED = (NameKind.TOPIC, NameKind.PERSON, NameKind.PUBLISHER)


def _size(*texts: str | None) -> int:
    """The bytes of texts, escaped."""
    return sum(len(escape(text).encode()) for text in texts if text)


def line_weight(line: MergedLine, is_full: bool) -> int:
    """Of a line of a merged timeline; `is_full` with the sentences that it rests on."""
    names = [name for kind in _FILTERED for name in line.shown_names(kind)]
    weight = _LINE + _size(line.text, *line.marks.values()) + _DATE * len(line.plans)
    weight += sum(_OPTION + _size(name.slug, name.text) for name in names)
    for dispute in line.disputes:
        weight += _ROW + sum(_DATE + _size(*value) for value in dispute.values)
    for cite in line.shown_citations:
        weight += (_CITATION if is_full else _LINK) + _size(cite.url, cite.publisher, cite.place)
        weight += _DATE + _size(cite.publisher, cite.text, cite.note) if is_full else 0
    if not is_full:
        weight += sum(_LINK + _size(name.url, name.text) for name in line.shown_names(NameKind.TOPIC))
    return weight


def quote_weight(found: BriefingQuote) -> int:
    """Of a quote, with its speaker, wherever it is listed."""
    quote, briefing = found.quote, found.briefing
    words = (part for parts in quote.paragraphs for part in parts)
    speaker = (found.speaker.url, found.speaker.text) if found.speaker else ()
    organisation = (found.organisation.url, found.organisation.text) if found.organisation else ()
    texts = (quote.speaker, quote.role, quote.venue, quote.via, found.url, found.publisher, found.place)
    marks = 8 * sum(map(len, quote.paragraphs))
    return _QUOTE + marks + _size(*words, *texts, *speaker, *organisation, briefing.title) + _DATE


def briefing_weight(briefing: PublishedBriefing) -> int:
    """Of a briefing in a list."""
    return _ROW + _DATE + _size(briefing.url, briefing.title)


def article_weight(source: Source, briefing: PublishedBriefing) -> int:
    """Of an article in the list of its publisher."""
    own = _size(source.url, source.title, *source.authors)
    return _ROW + _DATE + _LINK + own + 2 * _size(briefing.url, briefing.title)


def name_weight(name: IndexedName) -> int:
    """Of a name in a list; a topic stands there with its newest briefing."""
    weight = _ROW + _size(name.name.url, name.name.text)
    if name.name.kind is NameKind.TOPIC and name.newest:
        weight += _ROW + briefing_weight(name.newest)
    return weight


def correction_weight(correction: SiteCorrection) -> int:
    """Of a correction in the list of all."""
    return _ROW + _DATE + _size(correction.url, correction.title, correction.note.text)
