"""YAML front matter, both ways: values with the lines that they stand on.

Read as YAML 1.2 would: `no`, `12:30:45` and `2023-09-12` stay the text that a person wrote.  Anchors, aliases
and Python tags are refused, so that no seed can make the reader grow or run anything.
"""

import difflib
import re
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple, cast

import yaml
from frontmatter.default_handlers import YAMLHandler

from dateline.model.problems import DatelineError

Path = tuple[str | int, ...]
"""The way to a value: ("sources", 0, "seed")."""

_OPENING = re.compile(r"---[ \t]*\n[ \t]*(?:---[ \t]*(?:\n|$)|[A-Za-z_][\w-]*[ \t]*:(?:\s|$)|#)")
_CLOSED = re.compile(r"\ufeff?-{3,}[^\S\n]*\n(?P<yaml>.*?)^-{3,}[^\S\n]*$", re.DOTALL | re.MULTILINE)
_COMMENT = re.compile(r"[ \t]+#.*$")
_NULL = re.compile(r"(?:~|null|Null|NULL|)$")
_BOOL = re.compile(r"(?:true|True|TRUE|false|False|FALSE)$")
_TEXT, _LIST, _MAPPING = (f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map"))
_STAMP_KEYS = frozenset({"date", "updated", "published", "reviewed"})


class Place(NamedTuple):
    """Where a value stands: its line, the column of its key, and its own column (the key's, if it begins below)."""

    line: int
    key: int
    column: int


_TOP = Place(1, 1, 1)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The values of a file's front matter, the place of each (counted from 1), and the body after it."""

    values: Mapping[str, Any]
    body: str
    body_line: int = 1
    places: Mapping[Path, Place] = field(default_factory=dict)

    def place(self, *path: str | int) -> Place:
        """The place of a value, or of the nearest thing around it that has one; the first line without any."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, _TOP)

    def line(self, *path: str | int) -> int:
        """The line of `place`."""
        return self.place(*path).line


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # C where PyYAML has it
    """YAML whose plain scalars are null, a boolean or text."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 -- PyYAML's own


_Loader.add_implicit_resolver("tag:yaml.org,2002:null", _NULL, ["~", "n", "N", ""])
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", _BOOL, list("tTfF"))


class _Dumper(yaml.SafeDumper):
    """YAML as people write it: block lists indented, anything that another reader could mistake quoted."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent a list below its key."""
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: object) -> bool:
        """Write a value twice rather than by reference."""
        return True

    def represent_list(self, data: Iterable[Any]) -> yaml.SequenceNode:
        """Write a list of words on one line, a list of mappings as a block."""
        flow = all(isinstance(item, str) for item in data)
        return self.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=flow)


class _Stamp(str):
    """A date that every YAML reader takes for one, written without quotation marks."""


_Dumper.add_representer(list, _Dumper.represent_list)
_Dumper.add_representer(
    _Stamp, lambda dumper, data: dumper.represent_scalar("tag:yaml.org,2002:timestamp", str(data))
)


def has_front_matter(text: str) -> bool:
    """Whether the text opens with `---` and a first key; a line of dashes above prose is no front matter."""
    return _OPENING.match(text) is not None


def unified(text: str) -> str:
    r"""A file's text as `split` takes it: without a byte order mark, line ends as `\n`."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def split(text: str, file: str) -> FrontMatter:
    """Part a text into front matter and body; a text without front matter is all body.

    Raises `DatelineError`, with the line, for front matter that is not closed or not a YAML mapping.
    """
    if not has_front_matter(text):
        return FrontMatter({}, text)
    try:
        head, body = YAMLHandler().split(text)
    except ValueError:
        raise DatelineError(
            file, "the front matter is opened by --- but not closed", "add a line --- after its last key", 1
        ) from None
    values, places = load_yaml(head, file, first_line=1)
    return FrontMatter(values, *_placed_body(text, body), places)


def body_of(text: str) -> tuple[str, int]:
    """The body of a text whose front matter `split` has read, and its first line."""
    return _placed_body(text, YAMLHandler().split(text)[1]) if has_front_matter(text) else (text, 1)


def _placed_body(text: str, body: str) -> tuple[str, int]:
    body = body.removeprefix("\n")
    return body, text[: len(text) - len(body)].count("\n") + 1


def load_yaml(text: str, file: str, first_line: int = 1) -> tuple[dict[str, Any], dict[Path, Place]]:
    """Read a YAML mapping: its values, and the place of each in the file."""
    loader = _Loader(text)
    try:
        _refuse_anchors(text)
        node = loader.get_single_node()
        if node is None:
            return {}, {}
        places = {
            path: _place_of(key.start_mark, value.start_mark, first_line)
            for path, key, value in _nodes_of(node)
        }
        values = _value_of(node, loader)
    except yaml.MarkedYAMLError as reason:
        mark = reason.problem_mark
        line, column = (mark.line + first_line, mark.column + 1) if mark else (first_line, 0)
        hint = "quote a value that holds “: ” or opens with a special character"
        raise DatelineError(
            file, f"the front matter is not valid YAML: {reason.problem}", hint, line, column
        ) from None
    except (yaml.YAMLError, RecursionError, ValueError) as reason:
        message = f"the front matter is not valid YAML: {str(reason).splitlines()[0]}"
        line = first_line + text.encode()[: getattr(reason, "position", 0)].count(b"\n")
        raise DatelineError(file, message, "see docs/guide/seeds.md", line) from None
    finally:
        loader.dispose()
    if not isinstance(values, dict):
        raise DatelineError(
            file, "the front matter is not a list of keys", "write lines like “title: …”", first_line
        )
    return {str(key): value for key, value in values.items()}, places


def dump(values: Mapping[str, Any]) -> str:
    """Write a mapping as YAML in the order given, without the fences."""
    return yaml.dump(_marked(values), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)


def with_values(text: str, file: str, wanted: Mapping[str, str]) -> str:
    """A file's text with these plain values in its front matter, and no other character changed.

    A key that is there keeps its line and its comment; one that is not goes to the end.  Raises `DatelineError` where
    that would not come out right, as with a value that runs over several lines.
    """
    end = "\r\n" if "\r\n" in text else "\n"
    before = split(unified(text), file)
    lines = text.split(end)
    closing = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), 0)
    for key, value in wanted.items():
        if (key,) in before.places:
            number = before.line(key) - 1
            comment = _COMMENT.search(lines[number])
            lines[number] = f"{key}: {value}{comment[0] if comment else ''}"
        else:
            lines.insert(closing, f"{key}: {value}")
            closing += 1
    written = end.join(lines)
    after = split(unified(written), file)
    if after.values != {**before.values, **wanted} or after.body != before.body:
        keys = ", ".join(f"{key}: {value}" for key, value in wanted.items())
        raise DatelineError(file, "the front matter can't be brought up to date", f"write {keys} by hand")
    return written


def with_texts(text: str, wanted: Mapping[Path, str]) -> str:
    """A file's text with other texts at these paths of its front matter, and no other character changed.

    A text keeps the quotation marks around it.  One that runs over several lines stays as it is, and so does front
    matter that can't be read.
    """
    head = _CLOSED.match(text) if has_front_matter(unified(text)) and wanted else None
    if head is None:
        return text
    yaml_text = head["yaml"]
    try:
        load_yaml(yaml_text, "")
    except DatelineError:
        return text
    loader = _Loader(yaml_text)
    found = [(path, node) for path, _, node in _nodes_of(loader.get_single_node()) if path in wanted]
    loader.dispose()
    for path, node in sorted(found, key=lambda item: -item[1].start_mark.index):
        if isinstance(node, yaml.ScalarNode) and node.start_mark.line == node.end_mark.line:
            start, end = node.start_mark.index, node.end_mark.index
            yaml_text = f"{yaml_text[:start]}{_scalar(wanted[path], node.style)}{yaml_text[end:]}"
    return f"{text[: head.start('yaml')]}{yaml_text}{text[head.end('yaml') :]}"


def _scalar(value: str, style: str | None) -> str:
    """A text as a scalar on one line, plain where the old one was and where that is safe in any place."""
    plain = dump({"text": value}).removeprefix("text: ").removesuffix("\n")
    if not style and plain == value and not set(value) & set(",[]{}"):
        return plain
    if style == "'" and value.isprintable():
        return f"'{value.replace(chr(39), chr(39) * 2)}'"
    quoted = yaml.dump(value, Dumper=_Dumper, default_style='"', allow_unicode=True, width=10_000)
    return str(quoted).removesuffix("\n")


def did_you_mean(word: str, words: Iterator[str] | list[str] | tuple[str, ...]) -> str:
    """A hint that names the known word most like an unknown one, or lists them all."""
    known = sorted(words)
    match = difflib.get_close_matches(word, known, n=1, cutoff=0.7)
    return f"did you mean “{match[0]}”?" if match else f"known are: {', '.join(known)}"


def _refuse_anchors(text: str) -> None:
    """Refuse aliases, by which a few lines can stand for gigabytes."""
    if "&" not in text and "*" not in text:
        return
    for event in yaml.parse(text, Loader=_Loader):
        if getattr(event, "anchor", None) is not None:
            message = "anchors and aliases (& and *) are not read in front matter"
            raise yaml.constructor.ConstructorError(None, None, message, cast(yaml.Mark, event.start_mark))


def _marked(value: Any, key: Hashable = None) -> Any:
    if isinstance(value, Mapping):
        return {name: _marked(item, name) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_marked(item) for item in value]
    if key in _STAMP_KEYS and isinstance(value, str) and len(value) >= len("2019-04-25"):
        try:
            datetime.fromisoformat(value)
        except ValueError:
            return value
        return _Stamp(value)
    return value


def _nodes_of(node: yaml.Node, path: Path = ()) -> Iterator[tuple[Path, yaml.Node, yaml.Node]]:
    """Every value below a node: its path, the node of its key (an item of a list is its own), its node."""
    if isinstance(node, yaml.MappingNode):
        seen = set()
        for key, value in node.value:
            if key.value in seen:
                message = f"“{key.value}” stands twice"
                raise yaml.constructor.ConstructorError(None, None, message, key.start_mark)
            seen.add(key.value)
            yield (*path, str(key.value)), key, value
            yield from _nodes_of(value, (*path, str(key.value)))
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield (*path, index), value, value
            yield from _nodes_of(value, (*path, index))


def _value_of(node: yaml.Node, loader: _Loader) -> Any:
    """What a node stands for; text, lists and mappings by names, of which nearly all front matter is, made at once."""
    if node.tag == _TEXT:
        return node.value
    if node.tag == _LIST:
        return [_value_of(item, loader) for item in node.value]
    if node.tag == _MAPPING and all(key.tag == _TEXT for key, _ in node.value):
        return {key.value: _value_of(value, loader) for key, value in node.value}
    return loader.construct_object(node, deep=True)


def _place_of(key: yaml.Mark, value: yaml.Mark, first_line: int) -> Place:
    column = value.column if value.line == key.line else key.column
    return Place(key.line + first_line, key.column + 1, column + 1)
