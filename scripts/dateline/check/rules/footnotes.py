"""Footnotes: each is defined once, cited, and quotes a sentence, except a person's remark; each item has one."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from dateline.briefing.blocks import is_old_label
from dateline.check.markdown import without_code
from dateline.check.records import CheckedFile
from dateline.model.briefing import Evidence
from dateline.model.problems import Problem

_REFERENCE = re.compile(r"\[\^(?<!\\\[\^)([\w-]+)\]")
"""Where a footnote is cited: a bracket without a backslash, which is looked for behind what a search can begin with."""
_GENERATED = re.compile(r"s\d+-(?:\d+|[a-z]+\d*)(?:-\d+)?[a-z]?(?:-\d+)?")
"""A label as `dateline convert` gives it: source and place."""
_DEFINITION = re.compile(r"\n {0,3}\[\^[\w-]+\]:")
"""What opens a footnote, with the line end above it."""


def items_without_evidence(checked: CheckedFile) -> Iterator[Problem]:
    """Items that have no footnote, or none that quotes a sentence."""
    remarks = {note.label for note in checked.briefing.evidence if _is_remark(note)}
    for item in checked.briefing.items:
        if remarks.issuperset(item.labels):
            what = "its footnotes quote no sentence" if item.labels else "this item has no footnote"
            severity, hint = checked.settings.no_evidence, "add one, or leave it as yours"
            yield Problem(severity, checked.name, item.line, f"no evidence: {what}", hint)


def undefined_footnotes(checked: CheckedFile) -> Iterator[Problem]:
    """Footnotes that are cited and not defined."""
    defined = {note.label for note in checked.briefing.evidence}
    for label, offset in _references(checked).items():
        if label not in defined:
            line, column = checked.lines.position(offset)
            hint = f"add a line “[^{label}]: Publisher, paragraph 4: “the sentence””"
            yield checked.error(line, f"the footnote [^{label}] is not defined", hint, column)


def repeated_footnotes(checked: CheckedFile) -> Iterator[Problem]:
    """Footnotes that are defined twice."""
    counts = Counter(note.label for note in checked.briefing.evidence)
    for note in checked.briefing.evidence:
        if counts[note.label] > 1:
            yield checked.error(note.line, f"the footnote [^{note.label}] is defined twice", "rename one")


def empty_footnotes(checked: CheckedFile) -> Iterator[Problem]:
    """Generated footnotes that have lost their sentence."""
    for note in checked.briefing.evidence:
        if not note.text and not _is_remark(note):
            hint = "write “[^label]: Publisher, paragraph 4: “the sentence””"
            yield checked.warning(note.line, f"the footnote [^{note.label}] quotes no sentence", hint)


def unused_footnotes(checked: CheckedFile) -> Iterator[Problem]:
    """Footnotes that nothing cites."""
    cited = _references(checked)
    for note in checked.briefing.evidence:
        if note.label not in cited:
            yield checked.warning(note.line, f"nothing refers to the footnote [^{note.label}]", "delete it")


def _is_remark(note: Evidence) -> bool:
    """Whether a footnote is a person's own and quotes nothing."""
    return not note.text and not (is_old_label(note.label) or _GENERATED.fullmatch(note.label))


@lru_cache(maxsize=1)  # two rules ask for them
def _references(checked: CheckedFile) -> dict[str, int]:
    """Each label that the body cites, with the offset in the file where it does first."""
    body = f"\n{checked.front.body}"
    text = without_code(_DEFINITION.sub(_as_blanks, body))
    start = len(checked.lines.text) - len(body)
    found: dict[str, int] = {}
    for match in _REFERENCE.finditer(text):
        found.setdefault(match[1], start + match.start())
    return found


def _as_blanks(match: re.Match[str]) -> str:
    return "\n".ljust(len(match[0]))
