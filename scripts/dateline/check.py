"""What stands in a briefing, held against its seeds and the schema.

A quote's parts and a footnote's sentence must stand, character for character, in a seed of the briefing;
blanks are folded on both sides, since a seed's line ends are not the sentence's.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from dateline import document, edtf, schema
from dateline.corrections import check_corrections
from dateline.document import Document, plain, seeds_named
from dateline.model import Article, Entry, KeyPoint, KeyQuote
from dateline.problems import DatelineError, Problem, error, warning

_DEFINITION = re.compile(r"^\[\^[\w-]+\]:", re.MULTILINE)

ReadSeed = Callable[[str], Article]
"""Reads the seed at a path below the project's root; raises `DatelineError`."""


def check(text: str, file: str, read_seed: ReadSeed, reviewed: str | None = None) -> tuple[Problem, ...]:
    """Everything that is wrong or doubtful in a briefing file, in order of its lines.

    `reviewed` is the text of the version that a person last reviewed, where it was kept.
    """
    try:
        found = document.read(text, file)
        before = None if reviewed is None else document.read(reviewed, file).briefing
    except DatelineError as reason:
        return (reason.problem,)
    seeds, problems = _seeds_of(found, file, read_seed)
    problems += schema.validate(found.front, file)
    problems += (
        *_check_verbatim(found, file, seeds),
        *_check_timeline(found, file),
        *_check_footnotes(found, file),
        *check_corrections(found, before, file),
    )
    return tuple(sorted(problems, key=lambda problem: (problem.line, problem.message)))


@dataclass(frozen=True, slots=True)
class _Seeds:
    """The folded texts of the seeds that could be read, and whether all could."""

    texts: tuple[str, ...]
    complete: bool

    def hold(self, words: str) -> bool:
        """Whether one of the seeds holds these words."""
        return any(words in text for text in self.texts)


def _seeds_of(found: Document, file: str, read_seed: ReadSeed) -> tuple[_Seeds, tuple[Problem, ...]]:
    values = found.front.values
    texts, problems, complete = [], [], True
    for index, _, seed in seeds_named(values):
        line = found.front.line("sources", index, "seed")
        try:
            article = read_seed(seed)
        except DatelineError as reason:
            complete = False
            message = f"the seed {seed} can't be read: {reason.problem.message}"
            problems.append(error(file, line, message, reason.problem.hint))
            continue
        texts.append(plain(article.text))
        if values["sources"][index].get("sha256") not in (None, article.sha256):
            hint = "read it again, then run `dateline convert` or correct sha256"
            problems.append(
                warning(file, line, f"the seed {seed} has changed since this briefing was made", hint)
            )
    return _Seeds(tuple(texts), complete), tuple(problems)


def _check_verbatim(found: Document, file: str, seeds: _Seeds) -> Iterator[Problem]:
    if not seeds.texts and not seeds.complete:
        return  # the missing seed was reported; there is nothing to compare with
    for quote in found.briefing.key_quotes:
        for part in (part for paragraph in quote.paragraphs for part in paragraph):
            if not seeds.hold(part):
                yield _not_verbatim(file, quote.line, "quote", part, seeds)
    for evidence in found.briefing.evidence:
        if evidence.text and not seeds.hold(evidence.text):
            yield _not_verbatim(file, evidence.line, "evidence", evidence.text, seeds)


def _not_verbatim(file: str, line: int, what: str, words: str, seeds: _Seeds) -> Problem:
    shown = words if len(words) <= 60 else f"{words[:60]}…"
    where = "in any seed" if seeds.texts else "in a seed: the briefing names none"
    return error(
        file, line, f"this {what} does not stand word for word {where}: “{shown}”", "copy it from the seed"
    )


def _check_timeline(found: Document, file: str) -> Iterator[Problem]:
    dated: list[Entry] = []
    for entry in found.briefing.timeline:
        try:
            edtf.parse(entry.date)
        except ValueError as reason:
            message = (
                f"a timeline line needs a date: {reason}"
                if entry.date
                else "a timeline line opens with no date"
            )
            yield error(file, entry.line, message, "write “- 2019-04-25 — what happened.”")
        else:
            dated.append(entry)
    for before, after in pairwise(dated):
        if edtf.sort_key(after.date) < edtf.sort_key(before.date):
            yield error(
                file,
                after.line,
                f"the timeline goes back from {before.date} to {after.date}",
                "put it in order",
            )


def _check_footnotes(found: Document, file: str) -> Iterator[Problem]:
    briefing = found.briefing
    items: list[KeyPoint | KeyQuote | Entry] = [
        *briefing.key_points,
        *briefing.key_quotes,
        *briefing.timeline,
    ]
    defined = Counter(evidence.label for evidence in briefing.evidence)
    used = {label for item in items for label in item.labels} | set(briefing.lead_labels)
    for evidence in briefing.evidence:
        if defined[evidence.label] > 1:
            yield error(
                file, evidence.line, f"the footnote [^{evidence.label}] is defined twice", "rename one"
            )
        if not evidence.text:
            hint = "write “[^label]: Publisher, paragraph 4: “the sentence””"
            yield warning(file, evidence.line, f"the footnote [^{evidence.label}] quotes no sentence", hint)
    for item in items:
        if not item.labels:
            yield warning(
                file, item.line, "no evidence: this item has no footnote", "add one, or leave it as yours"
            )
        for label in item.labels:
            if label not in defined:
                hint = f"add a line “[^{label}]: Publisher, paragraph 4: “the sentence””"
                yield error(file, item.line, f"the footnote [^{label}] is not defined", hint)
    rest = _DEFINITION.sub("", found.front.body)  # prose may refer to a footnote too
    for evidence in briefing.evidence:
        if evidence.label not in used and f"[^{evidence.label}]" not in rest:
            yield warning(
                file, evidence.line, f"nothing refers to the footnote [^{evidence.label}]", "delete it"
            )
