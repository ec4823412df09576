"""ninjs, the IPTC's news in JSON.

Version 1 has `headline` and `body_xhtml`, 2 has `headlines` and `bodies`, 3 writes `versionCreated` and the like.
Names are compared in lower case, so that one schema serves; it describes the parts that are read (IPTC, ninjs
specification, "Properties of a news object").  People, places, subjects and rights are not read.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from dateline.formats.html import parts_in
from dateline.formats.json_files import load_json, paragraphs_of, without_surrogates
from dateline.formats.language_id import primary_tag
from dateline.formats.metadata_values import iso_stamp, later_stamp
from dateline.formats.parsed_article import ParsedArticle, Part, article_from_parts, facts_in, with_dateline
from dateline.layout.article_facts import Facts
from dateline.layout.lines import tidied
from dateline.layout.urls import is_address
from dateline.model.article import BlockKind
from dateline.model.problems import DatelineError, Problem, warning

Item = Mapping[str, Any]

_TEXT = {"type": "string"}
_TEXTS = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["value"],
        "properties": {"role": _TEXT, "value": _TEXT, "contenttype": _TEXT},
    },
}
_STAMP = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d(T\d\d:\d\d.*)?$"}
_BODIES = ("body_xhtml", "body_html", "body_text")
_LINES = ("uri", "language", "headline", "byline", "by", "description_text", "located", "copyrightholder")
SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        **dict.fromkeys((*_LINES, *_BODIES), _TEXT),
        **dict.fromkeys(("headlines", "bodies", "descriptions"), _TEXTS),
        **dict.fromkeys(("firstcreated", "contentcreated", "versioncreated"), _STAMP),
        "infosources": {"type": "array", "items": {"type": "object", "properties": {"name": _TEXT}}},
    },
}
"""JSON Schema (2020-12) of the properties that are read, their names in lower case."""

_HINT = "save the item again as ninjs, or its text as a .txt file"


def read_ninjs(text: str, file: str, title: str | None) -> ParsedArticle:
    """Read a news item; properties of the wrong kind are warned about and passed over.

    Raises `DatelineError` for what is no JSON, or no object.
    """
    value, twice = _loaded(text, file)
    item, problems = _checked(value, file)
    parts = list(with_dateline(_parts_of(item)))
    if not parts and not problems:
        raise DatelineError(file, "the JSON holds no news item: an object with a headline and a body", _HINT)
    address = _text(item, "uri")
    return article_from_parts(
        parts,
        file,
        title=title or _text(item, "headline") or _value_of(item, "headlines"),
        facts=_facts_of(item, parts),
        description=_text(item, "description_text") or _value_of(item, "descriptions"),
        url=address if address and is_address(address) else None,
        language=primary_tag(_text(item, "language")),
        problems=[*(_repeated(name, file) for name in twice), *problems],
    )


def _loaded(text: str, file: str) -> tuple[Item, list[str]]:
    """Return the object with its names in lower case, and the names that one of its objects has twice."""
    twice: list[str] = []

    def lowered(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [name for name, _ in pairs]
        twice.extend(name for name in dict.fromkeys(names) if names.count(name) > 1)
        return {name.lower(): value for name, value in pairs}

    value = load_json(text, file, _HINT, lowered)
    if not isinstance(value, dict):
        raise DatelineError(file, "the JSON holds no news item: an object with a headline and a body", _HINT)
    return value, twice


def _repeated(name: str, file: str) -> Problem:
    return warning(file, 0, f"“{name[:60]}” is given twice; the last value holds", "remove the wrong one")


def _checked(item: Item, file: str) -> tuple[Item, list[Problem]]:
    """Return the properties that fit the schema, and a warning for each that does not."""
    from jsonschema import Draft202012Validator

    wrong: dict[str, str] = {}
    for error in Draft202012Validator(SCHEMA).iter_errors(item):
        wrong.setdefault(str(error.absolute_path[0]), error.message)
    hint = "see the ninjs specification of the IPTC"
    problems = [
        warning(file, 0, f"“{name}” is not as ninjs has it and is passed over: {message[:120]}", hint)
        for name, message in sorted(wrong.items())
    ]
    return {name: value for name, value in item.items() if name not in wrong}, problems


def _text(item: Item, name: str) -> str | None:
    """Return a property of one line."""
    return tidied(without_surrogates(item.get(name) or "")) or None


def _value_of(item: Item, name: str) -> str | None:
    """Return the text of a list (ninjs 2 and 3) whose role is "main", else the first."""
    values = item.get(name) or []
    main = [value for value in values if value.get("role") in ("main", None)]
    return tidied(without_surrogates((main or values)[0]["value"])) or None if values else None


def _parts_of(item: Item) -> Iterator[Part]:
    headline = _text(item, "headline") or _value_of(item, "headlines")
    if headline:
        yield Part(BlockKind.HEADLINE, headline, "the item's headline", rule="item_headline")
    by = _text(item, "by") or _text(item, "byline")
    if by:
        yield Part(BlockKind.BYLINE, by, "the item's byline", rule="item_byline")
    yield from _body_of(item)


def _body_of(item: Item) -> Iterator[Part]:
    """Yield the parts of the body, from markup before plain text, which often lacks its paragraphs."""
    bodies = [
        (str(body.get("contenttype") or ""), without_surrogates(body["value"]))
        for body in item.get("bodies") or []
    ]
    bodies += [(name, without_surrogates(item[name])) for name in _BODIES if item.get(name)]
    marked = [text for form, text in bodies if "html" in form or "xml" in form]
    if marked:
        yield from parts_in(max(marked, key=len))
    elif bodies:
        yield from paragraphs_of(max((text for _, text in bodies), key=len))


def _facts_of(item: Item, parts: list[Part]) -> Facts:
    seen = facts_in(parts)
    first = _stamp(item, "firstcreated") or _stamp(item, "contentcreated")
    version = _stamp(item, "versioncreated")
    sources = [str(source.get("name") or "") for source in item.get("infosources") or []]
    outlet = _text(item, "copyrightholder") or next(filter(None, map(tidied, sources)), None)
    return Facts(
        seen.authors or ((by,) if (by := _text(item, "by") or _text(item, "byline")) else ()),
        outlet or seen.publisher,
        first or version or seen.published,
        later_stamp(version, first),
        seen.location or _text(item, "located"),
    )


def _stamp(item: Item, name: str) -> str | None:
    value = _text(item, name)
    return iso_stamp(value) if value else None
