"""Footnotes: each is defined once, cited, and quotes a sentence, but for a person's remark; each item has one."""

import re
from collections import Counter
from collections.abc import Iterator

from dateline.briefing.blocks import is_old_label
from dateline.check.markdown import without_code
from dateline.check.records import Page, Rules
from dateline.model.briefing import Evidence
from dateline.model.problems import Problem, error, warning

_REFERENCE = re.compile(r"(?<!\\)\[\^([\w-]+)\]")
_GENERATED = re.compile(r"s\d+-(?:\d+|[a-z]+\d*)(?:-\d+)?[a-z]?(?:-\d+)?")
"""A label as `dateline convert` gives it: source and place."""
_DEFINITION = re.compile(r"^ {0,3}\[\^[\w-]+\]:", re.MULTILINE)


def misplaced(page: Page, rules: Rules) -> Iterator[Problem]:
    """Footnotes that lead nowhere or that nothing leads to, and items without one."""
    yield from _items(page, rules)
    yield from _definitions(page)


def _items(page: Page, rules: Rules) -> Iterator[Problem]:
    remarks = {note.label for note in page.document.briefing.evidence if _is_remark(note)}
    for item in page.document.briefing.items:
        if remarks.issuperset(item.labels):
            what = "its footnotes quote no sentence" if item.labels else "this item has no footnote"
            hint = "add one, or leave it as yours"
            yield Problem(rules.no_evidence, page.file, item.line, f"no evidence: {what}", hint)


def _is_remark(note: Evidence) -> bool:
    """Whether a footnote is a person's own and quotes nothing."""
    return not note.text and not (is_old_label(note.label) or _GENERATED.fullmatch(note.label))


def _definitions(page: Page) -> Iterator[Problem]:
    evidences = page.document.briefing.evidence
    defined = Counter(evidence.label for evidence in evidences)
    cited = dict(_references(page))
    for label, (line, column) in cited.items():
        if label not in defined:
            hint = f"add a line “[^{label}]: Publisher, paragraph 4: “the sentence””"
            yield error(page.file, line, f"the footnote [^{label}] is not defined", hint, column)
    for evidence in evidences:
        label, line = evidence.label, evidence.line
        if defined[label] > 1:
            yield error(page.file, line, f"the footnote [^{label}] is defined twice", "rename one")
        if not evidence.text and not _is_remark(evidence):
            hint = "write “[^label]: Publisher, paragraph 4: “the sentence””"
            yield warning(page.file, line, f"the footnote [^{label}] quotes no sentence", hint)
        if label not in cited:
            yield warning(page.file, line, f"nothing refers to the footnote [^{label}]", "delete it")


def _references(page: Page) -> Iterator[tuple[str, tuple[int, int]]]:
    """Each label that the body cites with a place where it does: the first, since a dict keeps the last."""
    front = page.document.front
    text = without_code(_DEFINITION.sub(lambda match: " " * len(match[0]), front.body))
    start = len(page.lines.text) - len(front.body)
    for match in reversed(list(_REFERENCE.finditer(text))):
        yield match[1], page.lines.place(start + match.start())
