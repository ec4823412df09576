"""NewsML-G2, the IPTC's news item in XML, alone or as the first in a `newsMessage`.

The text is NITF or XHTML in `inlineXML`, or plain in `inlineData` (IPTC, NewsML-G2 Guidelines, "Text").  NITF is read
as HTML, its elements by another name.  Subjects, assignments, rights and content that stands elsewhere
(`remoteContent`) are not read.
"""

from collections.abc import Iterable, Iterator
from copy import deepcopy

from dateline.formats.html import parts_in
from dateline.formats.html.chunks import Element
from dateline.formats.json_files import paragraphs_of
from dateline.formats.language_id import primary_tag
from dateline.formats.metadata_values import iso_stamp, later_stamp
from dateline.formats.parsed_article import ParsedArticle, Part, article_from_parts, facts_in, with_dateline
from dateline.formats.xml_files import local_name, refuse_entities, xml_tree
from dateline.layout.article_facts import Facts
from dateline.layout.datelines import cased_place, dateline_of, place_line
from dateline.layout.lines import tidied
from dateline.model.article import BlockKind
from dateline.model.problems import DatelineError, Problem, warning

_HINT = "save the item again as NewsML-G2, or its text as a .txt file"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_HTML_NAMES = {
    "hl2": "h2",
    "media": "figure",
    "media-caption": "figcaption",
    "block": "div",
    "bq": "blockquote",
    "note": "aside",
    **{name: name for name in ("p", "br", "hr", "ul", "ol", "li", "table", "tr", "td", "th", "pre")},
}
"""What elements of NITF are in HTML; any other one marks words within a line."""
_NITF_HEAD = "contentSet/inlineXML/nitf/body/body.head/"
_LEFT_OUT = frozenset(("media-producer", "media-metadata", "media-reference", "media-object"))


def read_newsml(text: str, file: str, title: str | None) -> ParsedArticle:
    """Read the first news item of a document.

    Raises `DatelineError` for a document with entities of its own, and for one without a news item.
    """
    refuse_entities(text, file)
    root = xml_tree(text)
    items = list(_items(root)) if root is not None else []
    if not items:
        raise DatelineError(file, "the XML holds no news item", _HINT)
    item = items[0]
    problems = []
    if len(items) > 1:
        message = f"the message has {len(items)} news items; the first is read"
        problems.append(warning(file, 0, message, "part them"))
    parts = list(_parts_of(item))
    facts, notes = _facts_of(item, parts, file)
    return article_from_parts(
        parts,
        file,
        title=title or _headline_of(item),
        facts=facts,
        description=_first(item, "contentMeta/description"),
        language=_language_of(item),
        problems=[*problems, *notes],
    )


def _items(root: Element) -> Iterator[Element]:
    """Yield the news items: the root, or those in the sets of a message."""
    if local_name(root) == "newsItem":
        yield root
    else:
        yield from root.iterfind("{*}itemSet/{*}newsItem")


def _all(item: Element, path: str) -> Iterator[Element]:
    """Yield the elements at a path of local names."""
    yield from item.iterfind("/".join(f"{{*}}{name}" for name in path.split("/")))


def _line(element: Element) -> str:
    """Return the text of an element, with a comma before what NITF's byline tells of the person (`byttl`)."""
    pieces = element.xpath("descendant::text() | descendant::*[local-name() = 'byttl']")
    return tidied("".join(str(piece) if isinstance(piece, str) else ", " for piece in pieces))


def _first(item: Element, *paths: str) -> str | None:
    """Return the first text of one line at the paths, in their order."""
    return next((line for path in paths for each in _all(item, path) if (line := _line(each))), None)


def _headline_of(item: Element) -> str | None:
    """Return the headline without a role, which others ("hld:subHeadline") have, or the main one; else the first."""
    found = [(str(each.get("role") or ""), _line(each)) for each in _all(item, "contentMeta/headline")]
    main = [line for role, line in found if not role or "main" in role.lower()]
    lines = filter(None, (*main, *(line for _, line in found)))
    return next(lines, None) or _first(item, _NITF_HEAD + "hedline/hl1")


def _parts_of(item: Element) -> Iterator[Part]:
    """Yield headline, byline and dateline of the metadata, each unless the text has its own, and the text."""
    headline = _headline_of(item)
    body = list(with_dateline(part for part in _body_of(item) if part.text != headline))
    kinds = {part.kind for part in body}
    if headline and BlockKind.HEADLINE not in kinds:
        yield Part(BlockKind.HEADLINE, headline, "the item's headline", rule="item_headline")
    by = _byline_of(item)
    if by and BlockKind.BYLINE not in kinds:
        yield Part(BlockKind.BYLINE, by, "the item's byline", rule="item_byline")
    dateline = _dateline_of(item)
    if dateline and BlockKind.DATELINE not in kinds:
        yield Part(BlockKind.DATELINE, dateline, "the item's dateline", rule="item_dateline")
    yield from body


def _byline_of(item: Element) -> str | None:
    return _first(item, "contentMeta/by", _NITF_HEAD + "byline")


def _dateline_of(item: Element) -> str | None:
    return _first(item, "contentMeta/dateline", _NITF_HEAD + "dateline")


def _body_of(item: Element) -> Iterable[Part]:
    """Return the parts of the longest text, of markup before plain text."""
    marked = [_markup_of(each) for each in _all(item, "contentSet/inlineXML/*")]
    data = [
        (str(each.get("contenttype") or ""), "".join(each.itertext()))
        for each in _all(item, "contentSet/inlineData")
        if not each.get("encoding")
    ]
    marked += [text for form, text in data if "html" in form]
    plain = [text for form, text in data if "html" not in form]
    markup = max(marked, key=len, default="")
    if markup.strip():
        return parts_in(markup)
    return paragraphs_of(max(plain, key=len, default=""))


def _markup_of(content: Element) -> str:
    """Return the body of an XHTML or NITF document as HTML, without namespaces."""
    from lxml import etree

    is_nitf = local_name(content) == "nitf"
    places = ("body/body.content", "body") if is_nitf else ("body",)
    body = next((each for place in places for each in _all(content, place)), content)
    copied = deepcopy(body)
    copied.tail = None
    for element in list(copied.iter("*")):
        name = local_name(element)
        if is_nitf and name in _LEFT_OUT and element is not copied:
            tail = element.tail
            element.clear()
            element.tail = tail
        element.tag = _HTML_NAMES.get(name, "span") if is_nitf else name
    copied.tag = "div"
    etree.cleanup_namespaces(copied)
    return str(etree.tostring(copied, method="html", encoding="unicode"))


def _facts_of(item: Element, parts: list[Part], file: str) -> tuple[Facts, list[Problem]]:
    seen = facts_in(parts)
    problems: list[Problem] = []

    def stamp(path: str) -> str | None:
        value = _first(item, path)
        found = iso_stamp(value) if value else None
        if value and not found:
            message = f"the date “{value[:60]}” is none that can be read"
            problems.append(warning(file, 0, message, "correct it, or add “date: …” in front matter"))
        return found

    first = stamp("itemMeta/firstCreated") or stamp("contentMeta/contentCreated")
    version = stamp("itemMeta/versionCreated")
    by = _byline_of(item)
    facts = Facts(
        seen.authors or ((by,) if by else ()),
        _publisher_of(item) or seen.publisher,
        first or version or seen.published,
        later_stamp(version, first),
        seen.location or _location_of(item),
    )
    return facts, problems


def _publisher_of(item: Element) -> str | None:
    """Return the provider by its name, else as a literal, else who holds the copyright; a code is no name."""
    for path in ("itemMeta/provider", "rightsInfo/copyrightHolder"):
        for each in _all(item, path):
            name = _first(each, "name") or tidied(str(each.get("literal") or ""))
            if name:
                return name
    return None


def _location_of(item: Element) -> str | None:
    """Return the place of the dateline, which has no dash behind it here, else where the item says it was written."""
    dateline = _dateline_of(item) or ""
    match = dateline_of(f"{dateline} - ")
    if match:
        return cased_place(match["place"])
    return place_line(dateline) or _first(item, "contentMeta/located/name")


def _language_of(item: Element) -> str | None:
    """Return the language of the content, else the one that the item's own texts have."""
    declared = (each.get("tag") for each in _all(item, "contentMeta/language"))
    return next((tag for value in (*declared, item.get(_LANGUAGE)) if (tag := primary_tag(value))), None)
