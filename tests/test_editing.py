"""Any sequence of what people and seeds do to a project, through whole runs: no edit lost, nothing deleted comes back.

A failure prints the seed and the number of rounds, which make the same sequence again.
"""

import random
import tempfile
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import nightly
import workshop
from dateline.project import files
from dateline.project.files import Project
from dateline.project.run import Action
from person import Person, labels_of, marks_of
from test_merge_properties import check_valid
from workshop import convert, tree

SEQUENCES = nightly.times(25, 1_000)
FEW = 8
"""So many of them are tried in `make test`."""
WORDS = ["crates", "anchors", "boats", "bells", "lamps", "nets"]


@dataclass
class Newsroom:
    """A project whose seeds are corrected, whose briefings are edited, and whose runs are killed."""

    rng: random.Random
    root: Path
    stories: dict[str, list[str]] = field(default_factory=dict)
    limits: dict[str, int] = field(default_factory=dict)
    moved: int = 0
    gone: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """The items that a person deleted, by the seed of the briefing."""

    def __post_init__(self) -> None:
        self.person = Person(self.rng)
        for number, name in enumerate(("ferry", "tram"), 1):
            self.stories[name] = workshop.story(number)
            self.write(name)

    @property
    def project(self) -> Project:
        return workshop.open_project(self.root, **self.limits)

    def write(self, name: str) -> None:
        workshop.write_seed(self.root, name, name.title(), self.stories[name])

    def briefings(self) -> dict[str, tuple[Path, str]]:
        """Each briefing's path and text by its seed."""
        project = self.project
        return {
            seed: (path, path.read_bytes().decode())
            for path in files.briefing_files(project)
            for seed in [seed.path for seed in files.named_seeds_of(path, path.name)][:1]
        }

    # --- what happens between two runs

    def correct(self) -> None:
        """A seed gains, loses or rewords paragraphs."""
        name = self.rng.choice(list(self.stories))
        story = self.stories[name]
        word, day = self.rng.choice(WORDS), self.rng.randint(1, 28)
        match self.rng.randrange(4):
            case 0 if len(story) > 2:
                story.pop(self.rng.randrange(1, len(story)))
            case 1:
                place = self.rng.randrange(len(story))
                story[place] = (
                    story[place]
                    .replace("harbour", f"harbour of {word}")
                    .replace("quay", f"old {word} quay", 1)
                )
            case 2:
                story.insert(
                    self.rng.randint(0, len(story)),
                    f"“There were {day} {word} in the water,” Tomas Veld said.",
                )
            case _:
                story.insert(
                    self.rng.randint(0, len(story)),
                    f"2024-03-{day:02}: {day} {word} are found by divers near quay {day}.",
                )
        self.stories[name] = list(dict.fromkeys(story))
        self.write(name)

    def limit(self) -> None:
        """As if the code were another one: it chooses other items."""
        self.limits = {"timeline": self.rng.randint(1, 14), "key_points": self.rng.randint(0, 4)}

    def edit(self) -> None:
        for path, text in self.briefings().values():
            if self.rng.random() < 0.7:
                path.write_bytes(self.person.edit(text).encode())

    def move(self) -> None:
        self.moved += 1
        path = self.rng.choice(files.briefing_files(self.project))
        place = (
            path.with_name(f"moved-{self.moved}.md")
            if self.rng.random() < 0.5
            else path.parent / "x" / path.name
        )
        if not place.exists():
            place.parent.mkdir(exist_ok=True)
            path.rename(place)

    def swap(self) -> None:
        first, second = files.briefing_files(self.project)
        texts = first.read_bytes(), second.read_bytes()
        first.write_bytes(texts[1])
        second.write_bytes(texts[0])

    def forget(self) -> None:
        """The cache, or a base copy, is lost: then nobody knows what was deleted and is not generated now."""
        gone = self.rng.choice(
            [self.project.cache / "fingerprints.json", *files.files_below(self.project.bases)]
        )
        if gone.suffix in (".md", ".json"):
            for seed in (
                [seed.path for seed in files.named_seeds_of(gone, "")] if gone.suffix == ".md" else ()
            ):
                self.gone[seed].clear()
            gone.unlink(missing_ok=True)

    def killed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A run that dies at one of its files."""
        left = self.rng.randint(0, 8)
        write = files.write_whole

        def write_or_die(path: Path, content: str | bytes) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                raise KeyboardInterrupt
            write(path, content)

        with monkeypatch.context() as patch:
            patch.setattr(files, "write_whole", write_or_die)
            with suppress(KeyboardInterrupt):
                convert(self.project)

    def happen(self, monkeypatch: pytest.MonkeyPatch) -> None:
        events: list[tuple[Callable[[], None], float]] = [
            (self.correct, 0.6), (self.correct, 0.4), (self.limit, 0.3), (self.move, 0.2), (self.swap, 0.1),
            (self.forget, 0.1), (lambda: self.killed(monkeypatch), 0.3),
        ]  # fmt: skip
        for event, chance in events:
            if self.rng.random() < chance:
                event()


def check(newsroom: Newsroom, before: dict[str, tuple[Path, str]]) -> None:
    after = newsroom.briefings()
    assert after.keys() == before.keys()
    for seed, (path, text) in after.items():
        assert path == before[seed][0]
        assert marks_of(text) == marks_of(before[seed][1]), "an edit was lost or doubled"
        back = newsroom.gone[seed] & set(labels_of(text))
        assert not back, f"deleted, and back: {back}"
        assert text.count("\r") in (0, text.count("\n"))
        assert text.startswith("\ufeff") == before[seed][1].startswith("\ufeff")
        assert text.endswith("\n") == before[seed][1].endswith("\n")
        check_valid(text)


def run(seed: int, rounds: int, monkeypatch: pytest.MonkeyPatch) -> None:
    with tempfile.TemporaryDirectory() as root:
        newsroom = Newsroom(random.Random(seed), Path(root))
        convert(newsroom.project)
        for _ in range(rounds):
            had = newsroom.briefings()
            newsroom.edit()
            for name, (_, text) in newsroom.briefings().items():
                newsroom.gone[name] |= set(labels_of(had[name][1]))
                newsroom.gone[name] -= set(labels_of(text))
            newsroom.happen(monkeypatch)
            before = newsroom.briefings()
            convert(newsroom.project)
            check(newsroom, before)
            held = tree(newsroom.project)
            idle = {Action.KEPT, Action.REVIEWED, Action.UNCHANGED}
            assert {o.action for o in convert(newsroom.project)} <= idle
            assert tree(newsroom.project) == held


any_sequence = given(seed=st.integers(0, 2**48), rounds=st.integers(1, 4))


@settings(max_examples=FEW, deadline=None, print_blob=True, database=None)
@any_sequence
@example(seed=1, rounds=4)
def test_no_edit_is_lost_in_any_sequence(seed: int, rounds: int) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        run(seed, rounds, monkeypatch)


@pytest.mark.long
@settings(max_examples=SEQUENCES - FEW, deadline=None, print_blob=True, database=None)
@any_sequence
def test_nor_in_many_sequences(seed: int, rounds: int) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        run(seed, rounds, monkeypatch)
