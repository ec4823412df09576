"""A briefing as ninjs 3, the news in JSON of the IPTC (https://iptc.org/standards/ninjs/): what newsrooms exchange.

The body is what the briefing's own parts say (lead, key points, quotes, timeline); what a person wrote beside them
stands on the page alone, so the item is a partial representation.
"""

import uuid
from collections.abc import Iterable, Iterator
from datetime import datetime
from html import escape

from dateline.briefing.document import plain, text_of
from dateline.briefing.source_rights import licence_of
from dateline.model.briefing import KeyQuote, Source
from dateline.site.briefing_records import Front
from dateline.site.date_format import date_words
from dateline.site.exports.export_bytes import Row, json_bytes, told
from dateline.site.exports.told_lines import Teller, ToldLine
from dateline.site.interface_language import Language, marked
from dateline.site.pages.briefing_page import source_on_page
from dateline.site.pages.name_index import PublishedBriefing
from dateline.site.pages.slugs import Name, NameKind

_STANDARD = {
    "name": "ninjs",
    "version": "3.2",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.2.json#",
}
_NOTE = marked("Extracted by a machine, not yet reviewed by a person.")

Section = tuple[str, list[str]]


def ninjs_of(
    briefing: PublishedBriefing, lines: Iterable[ToldLine], teller: Teller, language: Language
) -> bytes:
    """A briefing with its names, its sources and its events."""
    card, lines = briefing.card, tuple(lines)
    page = teller.absolute(briefing.url)
    names = briefing.names
    item = told(
        uri=_uri_of(page),
        type="text",
        representationType="partial",
        profile="dateline-briefing",
        contentCreated=_instant_of(card.date),
        versionCreated=_instant_of(card.updated),
        pubStatus="usable",
        edNote=language.gettext(_NOTE) if briefing.is_draft else None,
        language=tag_of(briefing.content.front),
        headlines=[{"role": "main", "contentType": "text/plain", "value": plain(card.title)}],
        descriptions=_described(card.description),
        bodies=list(_bodies(list(_sections(briefing, lines, language)))),
        people=_named(names[NameKind.PERSON], teller),
        organisations=_named(names[NameKind.ORGANISATION], teller),
        places=_named(names[NameKind.PLACE], teller),
        subjects=_named(names[NameKind.TOPIC], teller),
        events=[
            told(id=line.id, name=plain(line.text), rel="mentions", uri=_web(line.url)) for line in lines
        ],
        infoSources=[told(name=plain(name), role="publisher") for name in card.publishers],
        title=plain(card.title),
        renditions=[{"name": "web", "href": page, "contentType": "text/html"}] if _web(page) else None,
        associations=[_association(source_on_page(each), page) for each in briefing.sources],
        standard=_STANDARD,
    )
    return json_bytes(item) + b"\n"


def tag_of(front: Front) -> str:
    """The language of a briefing: English where it names none."""
    return text_of(front, "language") or "en"


def _uri_of(page: str) -> str:
    """The identity of a briefing: its address, else a number made of its place on the site."""
    return _web(page) or _urn_of(page)


def _urn_of(place: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, place).urn


def _web(url: str) -> str | None:
    return url if "://" in url else None


def _instant_of(stamp: str | None) -> str | None:
    """A stamp where it gives the time and its zone, as ninjs wants it."""
    try:
        instant = datetime.fromisoformat(stamp or "")
    except ValueError:
        return None
    return instant.isoformat() if instant.tzinfo else None


def _described(text: str | None) -> list[Row]:
    return [{"role": "summary", "contentType": "text/plain", "value": plain(text)}] if text else []


def _named(names: Iterable[Name], teller: Teller) -> list[Row]:
    return [
        told(
            name=plain(name.text),
            rel="about" if name.kind is NameKind.TOPIC else "mentions",
            uri=_web(teller.absolute(name.url)) if name.has_page else None,
            literal=name.slug,
        )
        for name in names
    ]


def _association(source: Source, page: str) -> Row:
    """An article that the briefing on this page rests on, with the terms on which it may be used."""
    licence = licence_of(source)
    title = plain(source.title or source.publisher or source.id)
    return told(
        name=title,
        rel="isBasedOn",
        uri=source.url or _urn_of(f"{page}#{source.id}"),
        type="text",
        by=plain(", ".join(source.authors)),
        headlines=[{"role": "main", "contentType": "text/plain", "value": title}] if source.title else None,
        versionCreated=_instant_of(source.published),
        copyrightNotice=plain(source.credit or ""),
        usageTerms=licence.name if licence else None,
        rightsInfo={"linkedRights": licence.address} if licence and licence.address else None,
    )


# --- the body -------------------------------------------------------------------------------------------------


def _sections(
    briefing: PublishedBriefing, lines: Iterable[ToldLine], language: Language
) -> Iterator[Section]:
    content, gettext = briefing.content, language.gettext
    dated = [f"{date_words(line.date, language)} — {line.text}" if line.date else line.text for line in lines]
    yield "", [content.lead]
    yield gettext("Key points"), [point.text for point in content.key_points]
    yield gettext("Key quotes"), [_said(quote, language) for quote in content.key_quotes]
    yield gettext("Timeline"), dated


def _said(quote: KeyQuote, language: Language) -> str:
    words = " ".join(" … ".join(f"“{part}”" for part in parts) for parts in quote.paragraphs)
    who = ", ".join(filter(None, (quote.speaker, quote.role)))
    return f"{words} — {who or language.gettext('Speaker not named')}"


def _bodies(sections: Iterable[Section]) -> Iterator[Row]:
    """The sections that say something, as plain text and as HTML."""
    shown = [(title, [plain(text) for text in texts if text]) for title, texts in sections]
    shown = [section for section in shown if section[1]]
    text = "\n\n".join("\n".join((*filter(None, (title,)), *texts)) for title, texts in shown)
    if not text:
        return
    html = "".join(
        _heading(title) + "".join(f"<p>{escape(each)}</p>" for each in texts) for title, texts in shown
    )
    count = {"charCount": len(text), "wordCount": len(text.split())}
    yield {"role": "main", "contentType": "text/plain", **count, "value": text}
    yield {"role": "main", "contentType": "text/html", **count, "value": html}


def _heading(title: str) -> str:
    return f"<h2>{escape(title)}</h2>" if title else ""
