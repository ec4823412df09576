"""The proof: what a briefing quotes stands, word for word, in the seeds that it names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dateline.briefing.document import plain, seeds_named, sources_in
from dateline.check.passages import Difference, nearest, says, word_for_word
from dateline.check.positions import place_of
from dateline.check.records import Mention, Page, ReadSeed, Rules, SeedText
from dateline.check.rules.quote_boxes import Quoted, quoted_in
from dateline.model.briefing import Evidence
from dateline.model.problems import DatelineError, Problem, error, shortened, warning

_LEFT_OUT = ("…", "[", ".")
"""Marks with which editors leave words of a quote out, or put words of their own in."""


@dataclass(frozen=True, slots=True)
class Seeds:
    """The seeds of a briefing that could be read, by path, and what the briefing says of them."""

    read: Mapping[str, SeedText]
    texts: Mapping[str, str]
    """Their texts as a page shows them."""
    of_source: Mapping[str, str]
    """The seed of each source, by its id; "" for a source that names none."""
    mentions: tuple[Mention, ...]
    changed: frozenset[str]
    """Those that have changed since the briefing was made."""

    @property
    def are_complete(self) -> bool:
        """Whether every seed that is named could be read."""
        return len(self.texts) == len({mention.text for mention in self.mentions})

    def hold(self, words: str) -> bool:
        """Whether one of the seeds says these words."""
        return any(word_for_word(text, words) for text in self.texts.values()) or any(
            says(text, words) for text in self.texts.values()
        )

    def seed_of(self, note: Evidence) -> str:
        """The seed of the source that a footnote names, or of the only one; "" where there is none."""
        if note.source is None and len(self.of_source) == 1:
            return next(iter(self.of_source.values()))
        return self.of_source.get(note.source or "", "")

    def proved_words(self, note: Evidence) -> str:
        """The sentence of a footnote as a seed says it, if one does.

        Between its marks may stand a sentence whose own marks are not in pairs: `“That is all,” she said.”`.
        """
        inner = note.text[1:-1]
        is_enclosed = note.text.startswith(("“", '"')) and note.text.endswith(("”", '"'))
        return inner if is_enclosed and not self.hold(note.text) and self.hold(inner) else note.text

    def nearest(self, words: str) -> tuple[str, Difference] | None:
        """The seed with the passage that comes nearest to these words."""
        found = nearest(tuple(self.texts.values()), words)
        return (tuple(self.texts)[found[0]], found[1]) if found else None


def seeds_of(page: Page, read_seed: ReadSeed, rules: Rules) -> tuple[Seeds, tuple[Problem, ...]]:
    """Read the seeds that a briefing names; says which can't be read and which have changed."""
    front = page.document.front
    sources = sources_in(front.values)
    read, mentions, problems = {}, [], []
    changed = set()
    for index, _, path in seeds_named(front.values):
        place = front.place("sources", index, "seed")
        mentions.append(Mention(path, place.line, place.column))
        if not rules.has_seeds:
            message = "nothing is proved: the folder of seeds is not here"
            problems.append(warning(page.file, place.line, message, "check where it is", place.column))
            continue
        try:
            seed = read_seed(path)
        except DatelineError as reason:
            cause = reason.problem.message.removeprefix("can't be read: ")
            message = f"the seed {path} can't be read: {cause}"
            problems.append(error(page.file, place.line, message, reason.problem.hint, place.column))
            continue
        read[path] = seed
        if sources[index].get("sha256") not in (None, seed.sha256, seed.stored):
            changed.add(path)
            problems.append(_changed(page, index, path))
    of_source = {str(source.get("id")): str(source.get("seed") or "") for source in sources.values()}
    texts = {path: plain(seed.text) for path, seed in read.items()}
    return Seeds(read, texts, of_source, tuple(mentions), frozenset(changed)), tuple(problems)


def _changed(page: Page, index: int, path: str) -> Problem:
    place = page.document.front.place("sources", index, "sha256")
    message = f"the seed {path} has changed since this briefing was made"
    return warning(page.file, place.line, message, "read it again, then run `dateline convert`", place.column)


def unproved(page: Page, seeds: Seeds, rules: Rules) -> Iterator[Problem]:
    """What a briefing quotes and no seed says, with the passage that comes nearest."""
    if not seeds.mentions:
        yield from _without_seeds(page, rules)
    if not seeds.texts:
        return  # it was said why
    labels = {quote.line: quote.labels for quote in page.document.briefing.key_quotes}
    for quoted in quoted_in(page):
        yield from _quoted(page, quoted, bool(labels.get(quoted.line)), seeds)
    for evidence in page.document.briefing.evidence:
        if evidence.text:
            yield from _evidence(page, evidence, seeds, rules)


def _without_seeds(page: Page, rules: Rules) -> Iterator[Problem]:
    """One word about a briefing that keeps no article: its footnotes rest on the word of its editor."""
    quoted = sum(bool(evidence.text) for evidence in page.document.briefing.evidence)
    if quoted:
        place = page.document.front.place("sources")
        message = f"no evidence: the briefing names no seed to hold its footnotes against ({quoted} of them)"
        hint = "`dateline add` keeps the article; name it as the `seed` of the source"
        yield Problem(rules.no_evidence, page.file, place.line, message, hint, place.key)


def _quoted(page: Page, quoted: Quoted, is_cited: bool, seeds: Seeds) -> Iterator[Problem]:
    """A quote that is altered or made up; not an editor's own, which has no footnote and no passage near it."""
    if seeds.hold(quoted.words):
        return
    near = seeds.nearest(quoted.words)
    if near is not None:
        yield _altered(page, quoted.line, "quote", quoted.words, near)
    elif is_cited and quoted.is_evident and seeds.are_complete:
        yield _absent(page, quoted.line, "quote", quoted.words)


def _evidence(page: Page, evidence: Evidence, seeds: Seeds, rules: Rules) -> Iterator[Problem]:
    words, line = seeds.proved_words(evidence), evidence.line
    own = seeds.of_source.get(evidence.source or "")
    if seeds.hold(words):
        if own and own in seeds.texts and not says(seeds.texts[own], words):
            other = next(path for path, text in seeds.texts.items() if says(text, words))
            message = f"this evidence is said to be from {evidence.source}, but stands in {other}"
            yield warning(page.file, line, message, "name the source that it stands in")
        return
    near = seeds.nearest(words)
    if near is not None:
        yield _altered(page, line, "evidence", words, near)
    elif own == "":
        message = f"no evidence: {evidence.source} names no seed to hold this footnote against"
        yield Problem(rules.no_evidence, page.file, line, message, "`dateline add` keeps the article")
    elif seeds.are_complete:
        yield _absent(page, line, "evidence", words)


def _altered(page: Page, line: int, what: str, words: str, near: tuple[str, Difference]) -> Problem:
    path, difference = near
    has = f"it has “{difference.found}”" if difference.found else "it ends"
    where = f"the source has “{difference.expected}”" if difference.expected else "the passage ends"
    message = f"this {what} does not stand word for word in {path}: {has} where {where}"
    hint = f"character {difference.at + 1}; the nearest passage: “{shortened(difference.passage, 300)}”"
    if difference.found in _LEFT_OUT:
        hint += "; where words are left out, close the quote and open it again: “…” … “…”"
    line, column = place_of(page.lines, line, words, difference.at)
    return error(page.file, line, message, hint, column)


def _absent(page: Page, line: int, what: str, words: str) -> Problem:
    message = f"this {what} does not stand word for word in any seed: “{shortened(words, 60)}”"
    line, column = place_of(page.lines, line, words, 0)
    return error(page.file, line, message, "copy it from the seed, or delete it", column)
