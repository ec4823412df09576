"""The proof that what a briefing quotes stands, word for word, in the seeds that it names."""

from collections.abc import Iterator

from dateline.check.passages import Mismatch, says_words, word_for_word
from dateline.check.positions import position_of
from dateline.check.records import CheckedFile
from dateline.check.rules.quote_boxes import quoted_passages
from dateline.model.problems import Problem, shortened

_LEFT_OUT = ("…", "[", ".")
"""Marks with which editors leave words of a quote out, or put words of their own in."""


def footnotes_without_seeds(checked: CheckedFile) -> Iterator[Problem]:
    """One problem for a briefing that keeps no article: its footnotes rest on the word of its editor."""
    quoted = sum(bool(note.text) for note in checked.briefing.evidence)
    if quoted and not checked.seeds.named:
        place = checked.front.place("sources")
        message = f"no evidence: the briefing names no seed to hold its footnotes against ({quoted} of them)"
        hint = "`dateline add` keeps the article; name it as the `seed` of the source"
        severity = checked.settings.no_evidence
        yield Problem(severity, checked.name, place.line, message, hint, place.key)


def altered_quotes(checked: CheckedFile) -> Iterator[Problem]:
    """Quotes that no seed says word for word.

    A quote that has no footnote, and no passage like it in a seed, is an editor's own.
    """
    seeds = checked.seeds
    labels = {quote.line: quote.labels for quote in checked.briefing.key_quotes}
    for quoted in quoted_passages(checked) if seeds.texts else ():
        if seeds.have(quoted.words):
            continue
        near = seeds.nearest(quoted.words)
        if near is not None:
            yield _altered(checked, quoted.line, "quote", quoted.words, near)
        elif labels.get(quoted.line) and quoted.is_certain and seeds.are_complete:
            yield _absent(checked, quoted.line, "quote", quoted.words)


def altered_evidence(checked: CheckedFile) -> Iterator[Problem]:
    """Sentences in footnotes that no seed says word for word, or another seed than the footnote names."""
    seeds = checked.seeds
    for note in checked.briefing.evidence if seeds.texts else ():
        if not note.text:
            continue
        words, own = seeds.cited_words(note), seeds.of_source.get(note.source or "")
        if word_for_word(seeds.texts.get(own or "", ""), words):
            continue  # as nearly all do
        if seeds.have(words):
            if own and own in seeds.texts and not says_words(seeds.texts[own], words):
                other = next(path for path, text in seeds.texts.items() if says_words(text, words))
                message = f"this evidence is said to be from {note.source}, but stands in {other}"
                yield checked.warning(note.line, message, "name the source that it stands in")
        elif near := seeds.nearest(words):
            yield _altered(checked, note.line, "evidence", words, near)
        elif own == "":
            message = f"no evidence: {note.source} names no seed to hold this footnote against"
            severity = checked.settings.no_evidence
            yield Problem(severity, checked.name, note.line, message, "`dateline add` keeps the article")
        elif seeds.are_complete:
            yield _absent(checked, note.line, "evidence", words)


def _altered(checked: CheckedFile, line: int, what: str, words: str, near: tuple[str, Mismatch]) -> Problem:
    path, mismatch = near
    has = f"it has “{mismatch.found}”" if mismatch.found else "it ends"
    where = f"the source has “{mismatch.expected}”" if mismatch.expected else "the passage ends"
    message = f"this {what} does not stand word for word in {path}: {has} where {where}"
    hint = f"character {mismatch.at + 1}; the nearest passage: “{shortened(mismatch.passage, 300)}”"
    if mismatch.found in _LEFT_OUT:
        hint += "; where words are left out, close the quote and open it again: “…” … “…”"
    line, column = position_of(checked.lines, line, words, mismatch.at)
    return checked.error(line, message, hint, column)


def _absent(checked: CheckedFile, line: int, what: str, words: str) -> Problem:
    message = f"this {what} does not stand word for word in any seed: “{shortened(words, 60)}”"
    line, column = position_of(checked.lines, line, words, 0)
    return checked.error(line, message, "copy it from the seed, or delete it", column)
