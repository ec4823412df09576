"""`llms.txt`: what the site is and where its lists and data are, for programs that read text (https://llmstxt.org)."""

from collections.abc import Iterable, Sequence

from dateline.briefing.document import escape_inline
from dateline.site.contents import PAGE_KINDS
from dateline.site.exports.told_lines import Teller
from dateline.site.interface_language import Language
from dateline.site.pages.name_index import PublishedBriefing
from dateline.site.pages.slugs import page_url

_NEWEST = 10
"""How many briefings it names; the list of briefings has all."""
_WHAT = (
    "Curated news briefings. Every key point, quote and event rests on a sentence of a source, which is given with it"
    " word for word."
)
_HOW = (
    "Quotes are verbatim. Dates are EDTF (ISO 8601-2): `2031-03~` is about March 2031. A briefing whose `status` is"
    " `draft` was extracted by a machine and not yet reviewed by a person. When you cite a line, give its address and"
    " its source."
)
_DATA = (
    ("data/briefings.json", "all briefings with their names, sources, leads and key points"),
    (
        "data/quotes.json",
        "all quotes: who said them, when, how that is known, and the sentence in the source",
    ),
    ("data/events.json", "all events of the timeline, each with its dates, its certainty and its sources"),
    ("data/timeline.csv", "the timeline as a table"),
    ("data/timeline.ics", "the timeline as a calendar"),
    ("data/timeline.json", "the timeline for TimelineJS"),
    ("data/schema/briefings.json", "the JSON Schema of the first list; those of the others lie beside it"),
)


def llms_text_of(
    name: str, briefings: Sequence[PublishedBriefing], teller: Teller, ending: str, language: Language
) -> bytes:
    """The text; `ending` as `page_url` takes it, `briefings` the newest first."""
    pages = [
        (teller.absolute(page_url(kind.folder, ending=ending)), language.gettext(kind.title))
        for kind, _ in PAGE_KINDS
        if kind.folder
    ]
    newest = [(teller.absolute(one.url), one.title, _noted(one)) for one in briefings[:_NEWEST]]
    parts = (
        f"# {escape_inline(name) or 'Briefings'}",
        f"> {_WHAT}",
        _HOW,
        *_section("Lists", ((url, title, "") for url, title in pages)),
        *_section("Data", ((teller.absolute(path), path, note) for path, note in _DATA)),
        *_section("Newest briefings", newest),
    )
    return ("\n\n".join(parts) + "\n").encode(errors="replace")


def _noted(briefing: PublishedBriefing) -> str:
    date = briefing.date or ""
    return ", ".join(filter(None, (date, "draft" if briefing.is_draft else "")))


def _section(title: str, links: Iterable[tuple[str, str, str]]) -> list[str]:
    rows = [
        f"- [{_label(text)}]({url})" + (f": {escape_inline(note)}" if note else "")
        for url, text, note in links
    ]
    return [f"## {title}", "\n".join(rows)] if rows else []


def _label(text: str) -> str:
    """A text in the brackets of a link, which it can't close."""
    return escape_inline(text).replace("]", "\\]")
