"""Seeds in Markdown: marks are dropped, words are kept."""

import pytest

from dateline.formats.seed_reader import article_from_seed
from dateline.model.article import Article, BlockKind, Seed

TEXT = "The council of Port Linden agreed on Tuesday to build a new harbour wall."


def found_in(text: str, file: str = "a.md") -> Article:
    return article_from_seed(Seed(file, text.encode()), 10_000_000)[0]


def blocks(found: Article) -> list[tuple[BlockKind, str]]:
    return [(block.kind, found.slice(block.span)) for block in found.blocks]


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("It was *time*, said **Odile** Brandt.", "It was time, said Odile Brandt."),
        ('It was [time](https://x.example/ "now"), said Brandt.', "It was time, said Brandt."),
        ("It was [time][1], said Brandt.\n\n[1]: https://x.example/", "It was time, said Brandt."),
        ("It was `time`, said Brandt.", "It was time, said Brandt."),
        ("It was \\*time\\*, said Brandt.", "It was *time*, said Brandt."),
        ("It was &ldquo;time&rdquo;, said Brandt.", "It was “time”, said Brandt."),
        ("It was\ntime, said\nBrandt.", "It was time, said Brandt."),
        ("It was time,  \nsaid Brandt.", "It was time, said Brandt."),
        ("> It was time, said Brandt.", "It was time, said Brandt."),
        ("It was <b>time</b>, said Brandt.<script>alert(1)</script>", "It was time, said Brandt."),
        ("It was time [sic], said Brandt.", "It was time [sic], said Brandt."),
        ("It was <https://x.example/>, said Brandt.", "It was https://x.example/, said Brandt."),
    ],
)
def test_words_of_a_paragraph(markup: str, words: str) -> None:
    found = found_in(f"# Wall agreed\n\n{TEXT}\n\n{markup}\n")
    assert blocks(found)[2] == (BlockKind.PARAGRAPH, words)


def test_headline_and_headings() -> None:
    found = found_in(f"# Wall agreed\n\n{TEXT}\n\n## What it costs\n\n{TEXT}\n\nThe mayor\n---\n\n{TEXT}\n")
    assert found.title == "Wall agreed"
    assert [kind for kind, _ in blocks(found)] == [
        BlockKind.HEADLINE,
        BlockKind.PARAGRAPH,
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
    ]


def test_front_matter_has_the_headline() -> None:
    found = found_in(f"---\ntitle: Wall agreed\ndate: 2031-05-06\n---\n{TEXT}\n")
    assert (found.title, found.published) == ("Wall agreed", "2031-05-06")
    assert blocks(found) == [(BlockKind.HEADLINE, "Wall agreed"), (BlockKind.PARAGRAPH, TEXT)]


@pytest.mark.parametrize(
    ("picture", "caption"),
    [
        ("![The wall by night](wall.jpg)", "The wall by night"),
        ('![A wall](wall.jpg "The *wall* by night")', "The *wall* by night"),
    ],
)
def test_captions(picture: str, caption: str) -> None:
    assert (BlockKind.CAPTION, caption) in blocks(found_in(f"# Wall agreed\n\n{picture}\n\n{TEXT}\n"))


def test_byline_and_stamp() -> None:
    found = found_in(f"# Wall agreed\n\n*By Ana Ruiz*\n\nPublished 6 May 2031\n\n{TEXT}\n")
    assert (found.authors, found.published) == (("Ana Ruiz",), "2031-05-06")


@pytest.mark.long
def test_a_very_long_text_is_read_as_plain_text() -> None:
    assert found_in(f"Wall agreed\n\n{TEXT} " * 6000).text.count("Wall agreed") == 6000


@pytest.mark.parametrize(
    "text", ["[" * 20_000, "*a_ " * 20_000, ">" * 5000, "<a " * 30_000], ids=["[", "*", ">", "<"]
)
def test_hostile_marks(text: str) -> None:
    assert TEXT in found_in(f"# Wall agreed\n\n{TEXT}\n\n{text}\n").text
