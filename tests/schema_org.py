"""What schema.org's vocabulary has to say of structured data, as an npm package holds it for each of its types."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import extruct

Alternative = dict[str, Any]
"""What a property may hold: `{"$ref": "schema:Person"}`, or a type of JSON with its format."""

_TYPES: dict[str, type | tuple[type, ...]] = {"integer": int, "number": (int, float), "boolean": bool}
_FORMS = {
    "date": re.compile(r"\d{4}(-\d\d(-\d\d)?)?"),
    "date-time": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?"),
    "https://schema.org/Distance": re.compile(r"\d+(\.\d+)? \w+"),
}


def things_of(path: Path, url: str) -> list[dict[str, Any]]:
    """The structured data of a page at this address, as those read it who gather such data."""
    page = path.read_text(encoding="utf-8")
    read = extruct.extract(page, url, syntaxes=["json-ld"], errors="strict")["json-ld"]
    assert all(graph["@context"] == "https://schema.org" for graph in read), path
    return [thing for graph in read for thing in graph["@graph"]]


class Vocabulary:
    """The types of schema.org, from the folder of their JSON Schemas.

    As schemas these let much pass (any property, any thing for another), so they are read as what they are made from:
    types with their supertypes and the properties of each, and the ranges of those.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._schema = cache(self._read)

    def _read(self, kind: str) -> dict[str, Any] | None:
        path = self._folder / f"{kind}.schema.json"
        return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None

    def kinds_above(self, kind: str) -> Iterator[str]:
        """A type and its supertypes; nothing where there is no such type."""
        schema = self._schema(kind)
        if schema:
            yield kind
            for above in schema.get("allOf", ()):
                yield from self.kinds_above(_name_of(above))

    def range_of(self, kind: str, name: str) -> list[Alternative] | None:
        """What a property may hold; None where the type has no such property."""
        for above in self.kinds_above(kind):
            properties = (self._schema(above) or {}).get("properties", {})
            if name in properties:
                return list(_alternatives(properties[name]))
        return None

    def faults(self, thing: dict[str, Any], page: str) -> Iterator[str]:
        """What is wrong with a thing of a page at this address, and with all that is below it."""
        kind = thing["@type"]
        if not any(self.kinds_above(kind)):
            yield f"{kind}: there is no such type"
            return
        for name, value in thing.items():
            if name.startswith("@"):
                continue
            alternatives = self.range_of(kind, name)
            if alternatives is None:
                yield f"{kind}.{name}: there is no such property"
                continue
            for one in value if isinstance(value, list) else [value]:
                if not any(self._fits(one, each, page) for each in alternatives):
                    yield f"{kind}.{name}: {one!r} is none of {alternatives}"
                if isinstance(one, dict) and "@type" in one:
                    yield from self.faults(one, page)

    def _fits(self, value: object, alternative: Alternative, page: str) -> bool:
        if "$ref" in alternative:
            if not isinstance(value, dict):
                return False
            if value.keys() == {"@id"}:
                return _is_address(value["@id"], page)
            return _name_of(alternative) in self.kinds_above(value["@type"])
        if alternative["type"] != "string":
            return isinstance(value, _TYPES[alternative["type"]])
        if not isinstance(value, str) or not value.strip():
            return False
        form = alternative.get("format") or alternative.get("$comment")
        if form == "uri":
            return _is_address(value, page)
        return bool(_FORMS[form].fullmatch(value)) if form else True


def _alternatives(schema: dict[str, Any]) -> Iterator[Alternative]:
    for several in ("oneOf", "anyOf"):
        for one in schema.get(several, ()):
            yield from _alternatives(one)
    if "items" in schema:
        yield from _alternatives(schema["items"])
    elif "$ref" in schema or "type" in schema:
        yield schema


def _name_of(reference: dict[str, Any]) -> str:
    return str(reference["$ref"]).removeprefix("schema:")


def _is_address(value: str, page: str) -> bool:
    """Whether it is one of the web once it is resolved against that of the page."""
    parts = urlsplit(urljoin(page, value))
    return (
        parts.scheme in ("http", "https")
        and bool(parts.netloc)
        and not re.search(r"[\s<>\"\ufdd0-\ufdef]", value)
    )
