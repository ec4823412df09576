"""The seeds that a briefing names, as the texts in which its quotes and footnotes are looked for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from dateline.briefing.document import plain, seeds_named, sources_in
from dateline.briefing.front_matter import FrontMatter
from dateline.check.passages import Mismatch, nearest_passage, says_words, word_for_word
from dateline.model.briefing import Evidence
from dateline.model.problems import DatelineError, Problem, error, warning


@dataclass(frozen=True, slots=True)
class SeedText:
    """A seed's text as its article has it, and the SHA-256 of its bytes with line ends as LF."""

    text: str
    sha256: str
    stored: str | None = None
    """The SHA-256 of its bytes as they are, if it is another: earlier versions noted that one."""
    place: Callable[[int], str | None] = lambda start: None
    """Where in its article an offset of the text stands: "paragraph 4"; None where that is not known.

    Reading an article for that takes ten times as long as its text does.
    """


ReadSeed = Callable[[str], SeedText]
"""Reads the seed at a path below the project's root; raises `DatelineError`."""


@dataclass(frozen=True, slots=True)
class CitedSeeds:
    """The seeds of a briefing that could be read, by path, and what the briefing says of them."""

    named: frozenset[str] = frozenset()
    """The paths of all that it names."""
    read: Mapping[str, SeedText] = field(default_factory=dict)
    lines: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Their lines as a page shows them; "" for a blank one."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """Their texts as a page shows them: these lines one after the other."""
    of_source: Mapping[str, str] = field(default_factory=dict)
    """The seed of each source, by its id; "" for a source that names none."""
    changed: frozenset[str] = frozenset()
    """Those that have changed since the briefing was made."""
    problems: tuple[Problem, ...] = ()

    @property
    def are_complete(self) -> bool:
        """Whether every seed that is named could be read."""
        return self.texts.keys() == self.named

    def have(self, words: str) -> bool:
        """Whether one of the seeds says these words."""
        texts = self.texts.values()
        return any(word_for_word(text, words) for text in texts) or any(
            says_words(text, words) for text in texts
        )

    def seed_of(self, note: Evidence) -> str:
        """The seed of the source that a footnote names, or of the only one; "" where there is none."""
        if note.source is None and len(self.of_source) == 1:
            return next(iter(self.of_source.values()))
        return self.of_source.get(note.source or "", "")

    def cited_words(self, note: Evidence) -> str:
        """The sentence of a footnote as a seed says it, if one does.

        Between its marks may stand a sentence whose own marks are not in pairs: `“That is all,” she said.”`.
        """
        inner = note.text[1:-1]
        is_enclosed = note.text.startswith(("“", '"')) and note.text.endswith(("”", '"'))
        return inner if is_enclosed and not self.have(note.text) and self.have(inner) else note.text

    def nearest(self, words: str) -> tuple[str, Mismatch] | None:
        """The seed with the passage that comes nearest to these words."""
        found = nearest_passage(tuple(self.texts.values()), words)
        return (tuple(self.texts)[found[0]], found[1]) if found else None


def read_cited_seeds(front: FrontMatter, file: str, read_seed: ReadSeed, has_seeds: bool) -> CitedSeeds:
    """Read the seeds that a briefing names; its problems are those that can't be read, or have changed."""
    sources = sources_in(front.values)
    named = {index: path for index, _, path in seeds_named(front.values)}
    read: dict[str, SeedText] = {}
    changed: set[str] = set()
    problems: list[Problem] = []
    for index, path in named.items():
        if not has_seeds:
            place = front.place("sources", index, "seed")
            message = "nothing is proved: the folder of seeds is not here"
            problems.append(warning(file, place.line, message, "check where it is", place.column))
            continue
        try:
            seed = read[path] = read_seed(path)
        except DatelineError as reason:
            place = front.place("sources", index, "seed")
            cause = reason.problem.message.removeprefix("can't be read: ")
            message = f"the seed {path} can't be read: {cause}"
            problems.append(error(file, place.line, message, reason.problem.hint, place.column))
            continue
        if sources[index].get("sha256") not in (None, seed.sha256, seed.stored):
            changed.add(path)
            place = front.place("sources", index, "sha256")
            message = f"the seed {path} has changed since this briefing was made"
            hint = "read it again, then run `dateline convert`"
            problems.append(warning(file, place.line, message, hint, place.column))
    lines = {path: tuple(map(plain, seed.text.split("\n"))) for path, seed in read.items()}
    return CitedSeeds(
        frozenset(named.values()),
        read,
        lines,
        {path: " ".join(filter(None, shown)) for path, shown in lines.items()},
        {str(source.get("id")): str(source.get("seed") or "") for source in sources.values()},
        frozenset(changed),
        tuple(problems),
    )
