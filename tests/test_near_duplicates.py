"""Duplicates: what is the same article, what is not, and that the cost stays linear."""

import random
from dataclasses import replace

import pytest

from dateline.model.article import Article, Block, BlockKind, Span
from dateline.project import near_duplicates
from dateline.project.near_duplicates import ALIKE, find_duplicates, likeness, sketch_of

VOCABULARY = [f"word{number}" for number in range(3000)]


def text_of(seed: int, length: int = 400) -> list[str]:
    return random.Random(seed).choices(VOCABULARY, k=length)


def article(words: list[str], boilerplate: str = "") -> Article:
    body = " ".join(words)
    blocks = (
        Block(BlockKind.PARAGRAPH, Span("a", 0, len(body))),
        Block(BlockKind.BOILERPLATE, Span("a", len(body) + 1, len(body) + 1 + len(boilerplate))),
    )
    return Article("a", "", f"{body}\n{boilerplate}", blocks, "Title")


STORY = text_of(1)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (STORY, True),
        ([word.upper() for word in STORY], True),
        ([*STORY[:200], "corrected", *STORY[201:]], True),
        (STORY + text_of(2, 40), True),
        (STORY[:100] + text_of(3, 300), False),
        (text_of(4), False),
    ],
    ids=["same", "case", "one word", "a new paragraph", "a shared passage", "another story"],
)
def test_twins(other: list[str], same: bool) -> None:
    sketches = {"a": sketch_of(article(STORY)), "b": sketch_of(article(other))}
    assert ("b" in find_duplicates(sketches)) is same


def test_likeness_is_near_the_share_of_shingles() -> None:
    half = STORY[:200] + text_of(5, 200)
    assert likeness(sketch_of(article(STORY)), sketch_of(article(half))) == pytest.approx(1 / 3, abs=0.15)
    assert likeness((), ()) == 0


def test_boilerplate_plays_no_part() -> None:
    assert sketch_of(article(STORY, "subscribe " * 300)) == sketch_of(article(STORY))


def test_short_texts_are_the_same_only_when_every_word_is() -> None:
    note = article(["brief", "note"])
    assert "b" in find_duplicates({"a": sketch_of(note), "b": sketch_of(article(["Brief", "note"]))})
    assert find_duplicates({"a": sketch_of(note), "b": sketch_of(article(["brief", "notes"]))}) == {}
    assert find_duplicates({"a": sketch_of(note), "b": sketch_of(replace(note, title="Another"))}) == {}
    assert find_duplicates({"a": sketch_of(article([])), "b": sketch_of(article([]))}) == {}


def test_who_comes_first_is_kept() -> None:
    sketch = sketch_of(article(STORY))
    assert find_duplicates({"a": sketch, "b": sketch, "c": sketch}) == {
        "b": near_duplicates.Duplicate("a", 1.0),
        "c": near_duplicates.Duplicate("a", 1.0),
    }
    assert set(find_duplicates({"a": sketch, "b": sketch}, first=["b", "gone"])) == {"a"}


def test_a_thousand_copies_are_each_compared_with_one() -> None:
    sketch = sketch_of(article(STORY))
    assert len(find_duplicates({str(number): sketch for number in range(1000)})) == 999
    assert ALIKE > 0.5


def comparisons(monkeypatch: pytest.MonkeyPatch, texts: int) -> int:
    """How many pairs are compared among so many texts of which a third is what all of their kind say."""
    common = [text_of(-number, 12) for number in range(30)]
    count = 0

    def counting(first: near_duplicates.Sketch, second: near_duplicates.Sketch) -> float:
        nonlocal count
        count += 1
        return likeness(first, second)

    monkeypatch.setattr(near_duplicates, "likeness", counting)
    sketches = {}
    for number in range(texts):
        dice = random.Random(number)
        own = [dice.choices(VOCABULARY, k=12) for _ in range(20)]
        passages = dice.sample([*own, *dice.sample(common, 10)], 30)
        words = [word for passage in passages for word in passage]
        sketches[str(number)] = sketch_of(article(words))
        if number % 10 == 0:  # and one in ten that comes again
            sketches[f"{number} again"] = sketch_of(article([*words[:12], "again", *words[12:]]))
    assert len(find_duplicates(sketches)) == -(-texts // 10)
    return count


def test_what_all_say_makes_nobody_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    few, many = comparisons(monkeypatch, 100), comparisons(monkeypatch, 1000)
    assert few >= 10
    assert many <= 11 * few, "the pairs that are compared grow with the texts, not with their pairs"


def test_no_pair_that_is_alike_is_missed() -> None:
    """Beside a comparison of each with each, of sketches of all sizes and likenesses."""
    dice = random.Random(7)
    sketches: dict[str, near_duplicates.Sketch] = {}
    for number in range(300):
        size = dice.choice((1, 2, 11, 40, 95, 96, 96, 96))
        known = dice.choice(list(sketches.values()) or [()])
        kept = dice.sample(known, min(len(known), size, dice.randint(size // 2, size)))
        fresh = dice.sample(range(10**6), size - len(kept))
        sketches[str(number)] = tuple(sorted({*kept, *fresh}))
    slow: dict[str, str] = {}
    for name, sketch in sketches.items():
        firsts = (other for other in sketches if int(other) < int(name) and other not in slow)
        best = max(firsts, key=lambda other: likeness(sketch, sketches[other]), default=None)
        if best is not None and likeness(sketch, sketches[best]) >= ALIKE:
            slow[name] = best
    assert {name: found.of for name, found in find_duplicates(sketches).items()} == slow
    assert len(slow) > 10


def test_large_seeds_are_compared_byte_by_byte() -> None:
    assert (
        near_duplicates.sketch_of_bytes(b"a")
        == near_duplicates.sketch_of_bytes(b"a")
        != near_duplicates.sketch_of_bytes(b"b")
    )
