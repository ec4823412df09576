"""The text of front matter: its lines by key, and how a key is given another value within them.

A key that nobody changes stays byte for byte; one that changes is rewritten by ruamel.yaml, which keeps what
stands around the value.  Every plain scalar is text on the way, so that none is mistaken for a number.
"""

import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeGuard

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, SingleQuotedScalarString
from ruamel.yaml.tag import Tag

from dateline.briefing import front_matter
from dateline.briefing.front_matter import Path
from dateline.model.problems import DatelineError

Values = Mapping[str, Any]

ABSENT = object()
"""The value of a key that is not there."""

_FIRST = 2
"""The line of a file where its front matter's YAML begins."""
_COMMENT = re.compile(r"(?:^|\s)#")


@dataclass(frozen=True, slots=True)
class Front:
    """The front matter of a file: its YAML without the fences, the values, and the first line of each (from 0)."""

    lines: tuple[str, ...] = ()
    values: Values = field(default_factory=dict)
    places: Mapping[Path, int] = field(default_factory=dict)

    def has_comment(self, path: Path) -> bool:
        """Whether a comment stands in the lines of a value, so that it would go with the value."""
        start = self.places[path]
        if start == self.places.get(path[:-1]):
            return False  # an item of a list on one line: the comment is the list's
        later = (line for other, line in self.places.items() if line > start and other[: len(path)] != path)
        return any(_COMMENT.search(line) for line in self.lines[start : min(later, default=len(self.lines))])


def read_front(yaml: str, file: str) -> Front:
    """Read front matter; raises `DatelineError`, with the line in the file, where it can't be read."""
    values, places = front_matter.load_yaml(yaml, file, first_line=_FIRST)
    lines = {path: place.line - _FIRST for path, place in places.items()}
    return Front(tuple(yaml.split("\n")), values, lines)


def is_words(value: Any) -> TypeGuard[list[str]]:
    """Whether a value is a list of texts."""
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def is_mappings(value: Any) -> TypeGuard[list[dict[str, Any]]]:
    """Whether a value is a list of mappings."""
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def same(left: Any, right: Any) -> bool:
    """Equal in kind as well: true is not "true", an empty list not an empty text."""
    return type(left) is type(right) and bool(left == right)


def identities_of(items: Sequence[Any]) -> list[str]:
    """By what each item of a list is known: a source by its seed, or its id, a text by itself."""
    found = Counter[str]()
    names = []
    for item in items:
        known_by = (
            item.get("seed") or item.get("id") or sorted(item.items()) if isinstance(item, dict) else item
        )
        name = str(known_by)
        found[name] += 1
        names.append(name if found[name] == 1 else f"{name} ({found[name]})")
    return names


Segments = dict[str, tuple[str, ...]]
"""The lines of each key, in order; between them, under a name that no key has, comments and blank lines."""


def segments_of(front: Front) -> Segments:
    """Part the lines; all of them are kept."""
    starts = sorted((line, str(path[0])) for path, line in front.places.items() if len(path) == 1)
    segments: Segments = {}
    if not starts or starts[0][0]:
        segments["\n0"] = front.lines[: starts[0][0] if starts else None]
    for number, (start, key) in enumerate(starts, 1):
        end = starts[number][0] if number < len(starts) else len(front.lines)
        last = end
        while last > start + 1 and (
            not front.lines[last - 1].strip() or front.lines[last - 1].startswith("#")
        ):
            last -= 1
        segments[key] = front.lines[start:last]
        segments[f"\n{number}"] = front.lines[last:end]
    return segments


def with_value(segments: Segments, key: str, have: Any, value: Any, order: Sequence[str]) -> Segments | None:
    """The segments with one key set to a value, or taken out; None where the text can't be made to say so.

    `have` is its value so far, or `ABSENT` where nothing about its text is to be kept.
    """
    if value is ABSENT:
        return {name: lines for name, lines in segments.items() if name != key}
    plain = tuple(front_matter.dump({key: value}).rstrip("\n").split("\n"))
    if key in segments:
        lines = plain if have is ABSENT else _rewritten(segments[key], key, have, value)
        return None if lines is None else {**segments, key: lines}
    before = next((name for name in reversed(order[: order.index(key)]) if name in segments), None)
    items = list(segments.items())
    items.insert(list(segments).index(before) + 1 if before else 0, (key, plain))
    return dict(items)


def _rewritten(lines: Sequence[str], key: str, have: Any, want: Any) -> tuple[str, ...] | None:
    """The lines of a key with another value, everything around it as it was."""
    yaml = _yaml()
    yaml.width = 1_000_000
    dashes = (len(line) - len(line.lstrip()) for line in lines[1:] if line.lstrip().startswith("- "))
    offset = next(dashes, 2)  # lists keep their indentation
    yaml.indent(mapping=2, sequence=offset + 2, offset=offset)
    text = io.StringIO()
    try:
        root = yaml.load("\n".join(lines) + "\n")
        root[key] = _become(root[key], have, want, key)
        yaml.dump(root, text)
        result = text.getvalue().rstrip("\n")
        values, _ = front_matter.load_yaml(result, "")
    except (YAMLError, DatelineError, LookupError, TypeError, ValueError, RecursionError):
        return None
    return tuple(result.split("\n")) if same(values, {key: want}) else None


class _Resolver(VersionedResolver):
    """Takes every plain scalar for text."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        """The tag of a node that has none."""
        if kind is ScalarNode and implicit[0]:
            return Tag(suffix="tag:yaml.org,2002:str")
        return super().resolve(kind, value, implicit)


def _yaml() -> YAML:
    yaml = YAML()
    yaml.Resolver = _Resolver
    yaml.preserve_quotes = True
    return yaml


def _become(node: Any, have: Any, want: Any, key: str) -> Any:
    """Change what was read by ruamel.yaml (`have`, as Dateline reads it) to another value, in place where it can be."""
    if isinstance(have, dict) and isinstance(want, dict):
        _change_mapping(node, have, want)
    elif isinstance(have, list) and isinstance(want, list) and have and want:
        _change_list(node, have, want, key)
    elif not same(have, want):
        return _styled(key, want, node)
    return node


def _change_mapping(node: Any, have: Values, want: Values) -> None:
    for name in have:
        if name not in want:
            del node[name]
    for place, (name, value) in enumerate(want.items()):
        if name in have:
            node[name] = _become(node[name], have[name], value, name)
        else:
            node.insert(place, name, _styled(name, value))


def _change_list(node: Any, have: Sequence[Any], want: Sequence[Any], key: str) -> None:
    kept = list(zip(identities_of(have), have, strict=True))
    wanted = identities_of(want)
    for place in range(len(have) - 1, -1, -1):
        if kept[place][0] not in wanted:
            del node[place], kept[place]
    for place, (name, item) in enumerate(zip(wanted, want, strict=True)):
        if place < len(kept) and kept[place][0] == name:
            node[place] = _become(node[place], kept[place][1], item, key)
        else:
            node.insert(place, _styled(key, [item])[0])
            kept.insert(place, (name, item))


def _styled(key: str, value: Any, like: Any = None) -> Any:
    """A value as the generator writes it; a text within the quotation marks that a person gave the old one."""
    if isinstance(value, str) and isinstance(like, DoubleQuotedScalarString | SingleQuotedScalarString):
        return type(like)(value)
    return _yaml().load(front_matter.dump({key: value}))[key]
