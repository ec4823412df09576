"""The front matter of a briefing: one definition (`schema.json`) that validates, is printed and is documented.

The dialect is JSON Schema draft-07, the newest that editors and linters all read; dates are EDTF (format "edtf"),
stamps ISO 8601 (format "stamp").
"""

import difflib
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, cast

from dateline.briefing.front_matter import FrontMatter, Path, did_you_mean
from dateline.briefing.source_rights import check_licence, is_web_address
from dateline.model import edtf
from dateline.model.problems import Problem, error

if TYPE_CHECKING:
    from jsonschema import Draft7Validator, ValidationError

_SOURCE_ID, _SHA256 = "^s[0-9]+$", "^[0-9a-f]{64}$"
_PATTERNS = {
    _SOURCE_ID: "sources are called s1, s2 and so on",
    _SHA256: "`dateline convert` writes it; without it nobody can tell whether the seed has changed",
}
"""What would be right, for each pattern of the schema."""


_TEXT = (resources.files("dateline.briefing") / "schema.json").read_text(encoding="utf-8")
SCHEMA: dict[str, Any] = json.loads(_TEXT)


@cache
def _validator() -> "Draft7Validator":
    from jsonschema import (  # a tenth of a second, paid where something is validated
        Draft7Validator,
        FormatChecker,
    )

    formats = FormatChecker(formats=())
    for name, has_format in _FORMATS.items():
        formats.checks(name, raises=ValueError)(has_format)
    return Draft7Validator(SCHEMA, format_checker=formats)


def validate(front: FrontMatter, file: str) -> tuple[Problem, ...]:
    """What in a briefing's front matter is against the schema, in order of the lines."""
    if accepts(front.values):
        return ()
    problems = (_problem_of(found, front, file) for found in _validator().iter_errors(dict(front.values)))
    return tuple(sorted(problems, key=lambda problem: (problem.line, problem.message)))


def accepts(value: Any, rule: Mapping[str, Any] = SCHEMA) -> bool:
    """Whether a value is surely as a rule of the schema has it.

    Most are: this asks first, and `jsonschema`, which takes ten times as long, tells what is wrong with the others.
    """
    kinds = rule.get("type", "string")
    if isinstance(value, str):
        return "string" in kinds and _accepts_text(value, rule)
    if isinstance(value, list):
        is_double = rule.get("uniqueItems") and len(set(map(repr, value))) < len(value)
        of_items = rule.get("items", {})
        return kinds == "array" and not is_double and all(accepts(each, of_items) for each in value)
    if isinstance(value, Mapping):
        return kinds == "object" and _accepts_keys(value, rule)
    return value is None and "null" in kinds


def _accepts_text(text: str, rule: Mapping[str, Any]) -> bool:
    if len(text) < rule.get("minLength", 0) or ("enum" in rule and text not in rule["enum"]):
        return False
    if "pattern" in rule and not re.search(rule["pattern"], text):
        return False
    return "format" not in rule or _has_format(text, rule["format"])


def _accepts_keys(values: Mapping[str, Any], rule: Mapping[str, Any]) -> bool:
    if not values.keys() >= set(rule.get("required", ())):
        return False
    known = rule.get("properties")
    return known is None or all(key in known and accepts(value, known[key]) for key, value in values.items())


def _has_format(value: str, name: str) -> bool:
    try:
        return _FORMATS[name](value)
    except ValueError:
        return False


def as_json() -> str:
    """The schema as a file, ending in one line end."""
    return _TEXT


def documented_keys() -> Iterator[tuple[str, str]]:
    """Every key with its description, nested ones as `sources[].id`: the rows of the guide's table."""
    yield from _keys_of(SCHEMA, "")


def _keys_of(schema: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    for name, rule in schema["properties"].items():
        yield prefix + name, rule.get("description", "")
        items = rule.get("items", {})
        if "properties" in items:
            yield from _keys_of(items, f"{prefix}{name}[].")


def _problem_of(found: "ValidationError", front: FrontMatter, file: str) -> Problem:
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


def _against(found: "ValidationError", name: str, shown: str) -> tuple[str, str]:
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
    if isinstance(value, str) and not is_web_address(value):
        raise ValueError("write a whole address that begins with https:// or http://")
    return True


def _is_licence(value: object) -> bool:
    if isinstance(value, str):
        check_licence(value)
    return True


_FORMATS = {"edtf": _is_edtf, "stamp": _is_stamp, "http-url": _is_http_url, "licence": _is_licence}
