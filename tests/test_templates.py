"""The templates keep to what engines for Jinja's templates have in common: no method of Python, no tag of an extension.

A template that says `value.items()` is understood by Python alone; MiniJinja, on which Zensical rests, has functions,
macros and filters.
"""

from collections.abc import Iterator
from pathlib import Path

import minijinja
import pytest
from jinja2 import Environment, TemplateSyntaxError, nodes

from sites import ROOT

_FOLDERS = (ROOT / "theme", ROOT / "scripts" / "dateline" / "site" / "plain_pages" / "templates")
_NO_VALUES = {"loop", "lang"}
"""What has functions of its own in every engine: a loop, and Material's words, which its templates import."""


def templates() -> list[Path]:
    files = (path for folder in _FOLDERS for path in folder.rglob("*"))
    return sorted(path for path in files if path.suffix in (".html", ".xml", ".md"))


def faults(text: str) -> Iterator[tuple[int, str]]:
    """The lines at which a template needs Python, each with what it says there."""
    try:
        tree = Environment().parse(text)
    except TemplateSyntaxError as reason:
        yield reason.lineno, reason.message or ""
        return
    imported = {each.target for each in tree.find_all(nodes.Import)} | _NO_VALUES
    for call in tree.find_all(nodes.Call):
        called = call.node
        if isinstance(called, nodes.Name):
            continue
        is_macro = (
            isinstance(called, nodes.Getattr)
            and isinstance(called.node, nodes.Name)
            and called.node.name in imported
        )
        if not is_macro:
            yield call.lineno, f"calls .{getattr(called, 'attr', '…')}(…) of a value"


@pytest.mark.parametrize("path", templates(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_template_needs_no_python(path: Path) -> None:
    name, text = path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
    found = [f"{name}:{line}: {what}" for line, what in faults(text)]
    assert not found, "write a filter or a function (site/template_filters.py): " + "; ".join(found)
    minijinja.Environment().add_template(name, text)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("{% import 'a' as parts %}\n{{ parts.entry(line) }}{{ loop.changed(1) }}{{ when(date) | e }}", None),
        ("\n{{ line.marks.items() }}", (2, "calls .items(…) of a value")),
        ("{% for each in {'a': 1}.get(x) %}{% endfor %}", (1, "calls .get(…) of a value")),
        ("{{ parts.entry(line) }}", (1, "calls .entry(…) of a value")),
        ("{{ table['a'](1) }}", (1, "calls .…(…) of a value")),
        ("\n\n{% trans %}Words{% endtrans %}", (3, "Encountered unknown tag 'trans'.")),
    ],
)
def test_a_fault_is_found(text: str, fault: tuple[int, str] | None) -> None:
    assert list(faults(text)) == ([fault] if fault else [])
