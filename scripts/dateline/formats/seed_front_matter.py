"""The metadata in a seed's front matter, checked; it overrides what is read from the text."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from dateline.briefing.front_matter import FrontMatter, did_you_mean
from dateline.model.problems import Problem, warning


@dataclass(frozen=True, slots=True)
class Overrides:
    """The values that a seed's front matter gives; None where it gives none."""

    title: str | None = None
    date: str | None = None
    updated: str | None = None
    url: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] | None = None
    topics: tuple[str, ...] | None = None
    description: str | None = None
    language: str | None = None


def overrides_of(front: FrontMatter, file: str) -> tuple[Overrides, tuple[Problem, ...]]:
    """Return the overrides, and a warning for each unknown key and each value of the wrong kind."""
    problems = [
        warning(file, front.line(key), f"unknown key “{key}”", did_you_mean(key, list(KEYS)))
        for key in front.values
        if key not in KEYS and not key.startswith("x-")
    ]
    values: dict[str, Any] = {}
    for key, (convert, _) in _FIELDS.items():
        value = front.values.get(key)
        if isinstance(value, list) and convert is _names:
            value, refused = _items_of(front, key, file)
            problems.extend(refused)
        if value is None:
            continue
        try:
            values[key] = convert(value)
        except ValueError as reason:
            message = f"{key} is {value!r}, which is left out"
            problems.append(warning(file, front.line(key), message, str(reason)))
    return Overrides(**values), tuple(problems)


def _items_of(front: FrontMatter, key: str, file: str) -> tuple[list[str] | None, list[Problem]]:
    """Return the items of a list that are text, and a warning for each other; None where all were left out."""
    listed = front.values[key]
    kept: list[str] = []
    problems: list[Problem] = []
    for number, item in enumerate(listed):
        line = front.line(key, number)
        if item is None or (isinstance(item, str) and not item.strip()):
            message = f"{key} has an empty item, which is left out"
            problems.append(warning(file, line, message, "write it, or delete it"))
            continue
        try:
            kept.append(_text(item))
        except ValueError as reason:
            problems.append(warning(file, line, f"{key} has {item!r}, which is left out", str(reason)))
    return kept if kept or not listed else None, problems


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("it takes text; put it between quotation marks if it is a word like yes or true")
    return " ".join(value.split())


def _names(value: object) -> tuple[str, ...]:
    items = [value] if isinstance(value, str) else value
    if not isinstance(items, list):
        raise ValueError("it takes a list like [Ana Ruiz, Tom Oduya]")
    return tuple(dict.fromkeys(_text(item) for item in items))


def _stamp(value: object) -> str:
    text = _text(value)
    try:
        (datetime if "T" in text or ":" in text else date).fromisoformat(text)
    except ValueError:
        raise ValueError("write it like 2023-09-12 or 2023-09-12T13:20:00-04:00") from None
    return text.replace(" ", "T", 1)


def _url(value: object) -> str:
    text = _text(value)
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc or " " in text:
        raise ValueError("write a whole address that begins with https:// or http://")
    return text


_FIELDS: Mapping[str, tuple[Callable[[object], object], str]] = {
    "title": (_text, "The headline."),
    "date": (_stamp, "When it was published: 2023-09-12, or with time and zone 2023-09-12T13:20:00-04:00."),
    "updated": (_stamp, "When it was last updated, written like `date`."),
    "url": (_url, "The address under which it was published."),
    "publisher": (_text, "The outlet."),
    "authors": (_names, "The authors: a list, or one name."),
    "topics": (_names, "The topics that its briefing is filed under: a list, or one."),
    "description": (_text, "The dek: one sentence below the headline."),
    "language": (_text, "The language of the text (BCP 47), where it is not English."),
}
KEYS: Mapping[str, str] = {key: meaning for key, (_, meaning) in _FIELDS.items()}
"""The keys of a seed's front matter and what they mean (the guide's table is made from this)."""
