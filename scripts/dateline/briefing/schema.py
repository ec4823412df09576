"""The front matter of a briefing: one definition that validates, is printed as JSON Schema and is documented.

The dialect is JSON Schema draft-07, the newest that editors and linters all read; dates are EDTF (format "edtf"),
stamps ISO 8601 (format "stamp").
"""

import difflib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, cast
from urllib.parse import urlsplit

from jsonschema import Draft7Validator, FormatChecker, ValidationError

from dateline.briefing.front_matter import FrontMatter, Path, did_you_mean
from dateline.model import edtf
from dateline.model.briefing import ReviewStatus
from dateline.model.problems import Problem, error

_SOURCE_ID, _SHA256 = "^s[0-9]+$", "^[0-9a-f]{64}$"
_PATTERNS = {
    _SOURCE_ID: "sources are called s1, s2 and so on",
    _SHA256: "`dateline convert` writes it; without it nobody can tell whether the seed has changed",
}
"""What would be right, for each pattern of the schema."""


def _names(what: str) -> dict[str, Any]:
    return {
        "type": "array",
        "items": {"type": "string", "minLength": 1},
        "uniqueItems": True,
        "description": what,
    }


def _text(what: str, **rules: Any) -> dict[str, Any]:
    return {"type": "string", "description": what, **rules}


def _maybe(what: str, **rules: Any) -> dict[str, Any]:
    return {"type": ["string", "null"], "description": what, **rules}


def _keys_only(required: Sequence[str], properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "required": list(required),
        "additionalProperties": False,
        "properties": properties,
    }


SOURCE: dict[str, Any] = _keys_only(
    ["id"],
    {
        "id": _text("The name of the source within this briefing: s1 and so on.", pattern=_SOURCE_ID),
        "publisher": _maybe("The outlet."),
        "title": _text("The article's headline, where it is not the briefing's."),
        "authors": _names("The authors, as the byline names them."),
        "url": _maybe("The address under which it was published.", format="http-url"),
        "published": _maybe("When it was published, as ISO 8601.", format="stamp"),
        "seed": _text("The seed's path below the project's root."),
        "sha256": _text(
            "The SHA-256 of the seed's bytes, line ends as LF, when the briefing was generated.",
            pattern=_SHA256,
        ),
    },
)

CORRECTION: dict[str, Any] = _keys_only(
    ["date", "text"],
    {
        "date": _text("The day on which it was put right, as ISO 8601.", format="stamp"),
        "text": _text("What the briefing said, and what is right.", minLength=1),
        "item": _text("The identity of the item that was wrong, such as t-91c2d0.", pattern=r"^[\w-]+$"),
    },
)

SCHEMA: dict[str, Any] = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "title": "Front matter of a Dateline briefing",
    "patternProperties": {"^x-": {"description": "Keys that begin with x- are yours; Dateline keeps them."}},
    **_keys_only(
        ["title"],
        {
            "title": _text("The headline.", minLength=1),
            "description": _maybe("The dek: one sentence below the headline."),
            "date": _maybe(
                "The day of the news, as EDTF: when the newest source was published.", format="edtf"
            ),
            "updated": _maybe(
                "When the newest source was last updated, as ISO 8601, with its zone if known.",
                format="stamp",
            ),
            "reviewed": _maybe(
                "The day on which a person last checked the briefing against its sources.", format="stamp"
            ),
            "status": {
                "enum": [str(status) for status in ReviewStatus],
                "description": "draft: extracted by a machine, reviewed by nobody; reviewed: a person stands "
                "behind it; locked: as reviewed, and never touched by `dateline convert`.",
            },
            "topics": _names("The topics that an editor files the briefing under."),
            "people": _names("The people that the briefing is about, the most prominent first."),
            "organisations": _names("The organisations that it is about."),
            "places": _names("The places that it is about."),
            "sources": {
                "type": "array",
                "description": "The articles that the briefing rests on.",
                "items": SOURCE,
            },
            "corrections": {
                "type": "array",
                "description": "What the briefing said wrongly and was put right, for readers to see.",
                "items": CORRECTION,
            },
            "language": _text("The language of the text (BCP 47), where it is not English."),
            "hide": {"type": "array", "description": "Material: parts of the page to hide."},
            "search": {"type": "object", "description": "Material: `exclude` or `boost` in the search."},
            "tags": {"type": "array", "description": "Material: tags."},
            "template": _text("MkDocs: the theme's template that shows the page."),
        },
    ),
}


@cache
def _validator() -> Draft7Validator:
    formats = FormatChecker(formats=())
    formats.checks("edtf", raises=ValueError)(_is_edtf)
    formats.checks("stamp", raises=ValueError)(_is_stamp)
    formats.checks("http-url", raises=ValueError)(_is_http_url)
    return Draft7Validator(SCHEMA, format_checker=formats)


def validate(front: FrontMatter, file: str) -> tuple[Problem, ...]:
    """What in a briefing's front matter is against the schema, in order of the lines."""
    problems = (_problem_of(found, front, file) for found in _validator().iter_errors(dict(front.values)))
    return tuple(sorted(problems, key=lambda problem: (problem.line, problem.message)))


def as_json() -> str:
    """The schema as a file, ending in one line end."""
    return json.dumps(SCHEMA, ensure_ascii=False, indent=2) + "\n"


def documented_keys() -> Iterator[tuple[str, str]]:
    """Every key with its description, nested ones as `sources[].id`: the rows of the guide's table."""
    yield from _keys_of(SCHEMA, "")


def _keys_of(schema: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    for name, rule in schema["properties"].items():
        yield prefix + name, rule.get("description", "")
        items = rule.get("items", {})
        if "properties" in items:
            yield from _keys_of(items, f"{prefix}{name}[].")


def _problem_of(found: ValidationError, front: FrontMatter, file: str) -> Problem:
    path: Path = tuple(found.absolute_path)
    rule: Any = found.validator_value
    instance: Any = found.instance
    place = front.place(*path)
    if found.validator == "additionalProperties":
        known = cast(dict[str, Any], found.schema)["properties"]
        unknown = next(key for key in instance if key not in known and not key.startswith("x-"))
        place = front.place(*path, unknown)
        return error(
            file, place.line, f"unknown key “{unknown}”", did_you_mean(unknown, list(known)), place.key
        )
    if found.validator == "required":
        missing = next(key for key in rule if key not in instance)
        return error(file, place.line, f"the key “{missing}” is missing", f"add “{missing}: …”", place.key)
    name = ".".join(map(str, path))
    message, hint = _against(found, name, f"{name} is {json.dumps(instance, ensure_ascii=False)}")
    return error(file, place.line, message, hint, place.column)


def _against(found: ValidationError, name: str, shown: str) -> tuple[str, str]:
    """What is wrong with a value, and what would be right."""
    rule: Any = found.validator_value
    match found.validator:
        case "enum":
            near = difflib.get_close_matches(str(found.instance), rule, n=1)
            return shown, f"it takes {', '.join(rule)}" + (f"; did you mean {near[0]}?" if near else "")
        case "type":
            return shown, f"it takes {_KINDS[rule[0] if isinstance(rule, list) else rule]}"
        case "format":
            return shown, str(found.cause)
        case "pattern" if rule in _PATTERNS:
            return shown, _PATTERNS[rule]
        case "minLength":
            what = "item" if name[-1:].isdecimal() else "key"
            return f"{name} is empty", f"write it, or delete the {what}"
        case "uniqueItems":
            return f"{name} names something twice", "keep one"
        case _:
            return f"{name}: {found.message}", f"see `{found.validator}: {rule}`"


_KINDS = {"string": "text", "array": "a list, like [one, two]", "object": "keys of its own"}


def _is_edtf(value: object) -> bool:
    return not isinstance(value, str) or bool(edtf.parse(value))


def _is_stamp(value: object) -> bool:
    if isinstance(value, str):
        try:
            (datetime if "T" in value else date).fromisoformat(value)
        except ValueError:
            raise ValueError("write it like 2023-09-12 or 2023-09-12T13:20:00-04:00") from None
    return True


def _is_http_url(value: object) -> bool:
    if isinstance(value, str):
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise ValueError("write a whole address that begins with https:// or http://")
    return True
