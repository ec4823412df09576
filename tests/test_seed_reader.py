"""The whole reader: seeds of many kinds against reviewed readings, front matter, what is refused.

After a change that is meant to alter readings: `UPDATE_CASES=1 pytest tests/test_seed_reader.py`, then review the diff.
"""

import os
import time
from pathlib import Path

import pytest

from dateline.formats.seed_reader import article_from_seed
from dateline.layout.lines import tidied
from dateline.model.article import Article, BlockKind, Seed
from dateline.model.problems import DatelineError, Problem, Severity

CASES = Path(__file__).parent / "cases" / "seeds"
SEEDS = sorted(CASES.glob("*.txt"))
LIMIT = 10_000_000

BODY = "The ferry to Harrow Isle has been taken out of service after a fire in its engine room on Tuesday."
ARTICLE = f"Ferry taken out of service\n\nBy Mira Okafor\n3 May 2024\n\n{BODY}\n\n{BODY.replace('Tuesday', 'Monday')}\n"


def article(text: str) -> tuple[Article, tuple[Problem, ...]]:
    return article_from_seed(Seed("seeds/a.txt", text.encode()), LIMIT)


def rendered(found: Article) -> str:
    """A reading as text: the facts, then each block with its kind."""
    facts = {
        "title": found.title,
        "description": found.description,
        "authors": "; ".join(found.authors),
        "publisher": found.publisher,
        "published": found.published,
        "updated": found.updated,
        "location": found.location,
    }
    head = [f"{name}: {value}" for name, value in facts.items() if value]
    blocks = [f"{block.kind:11} {tidied(found.slice(block.span))}" for block in found.blocks]
    return "\n".join([*head, "", *blocks, ""])


@pytest.mark.parametrize("path", SEEDS, ids=[path.stem for path in SEEDS])
def test_cases(path: Path) -> None:
    found, _ = article_from_seed(Seed(path.name, path.read_bytes()), LIMIT)
    golden = path.with_suffix(".reading")
    if os.environ.get("UPDATE_CASES"):
        golden.write_text(rendered(found), encoding="utf-8")
    assert rendered(found) == golden.read_text(encoding="utf-8")


def test_offsets_and_text() -> None:
    found, problems = article(ARTICLE)
    assert problems == ()
    assert found.text == ARTICLE
    assert [found.slice(block.span) for block in found.paragraphs()] == [
        BODY,
        BODY.replace("Tuesday", "Monday"),
    ]
    assert found.source == "seeds/a.txt"
    assert len(found.sha256) == 64


def test_front_matter_overrides_what_is_read() -> None:
    front = (
        "---\ntitle: Another title\ndate: 2024-05-04T06:00:00+01:00\nupdated: 2024-05-05\n"
        "url: https://example.org/a\npublisher: Linden Post\nauthors: [Ruth Pell, Tam Brodie]\n"
        "topics: ferries\ndescription: What happened.\nlanguage: en-GB\n---\n"
    )
    found, problems = article(front + ARTICLE)
    assert problems == ()
    assert found.text == ARTICLE
    assert (found.title, found.published, found.updated) == (
        "Another title",
        "2024-05-04T06:00:00+01:00",
        "2024-05-05",
    )
    assert (found.url, found.publisher, found.authors) == (
        "https://example.org/a",
        "Linden Post",
        ("Ruth Pell", "Tam Brodie"),
    )
    assert (found.topics, found.description, found.language) == (("ferries",), "What happened.", "en-GB")


def test_an_item_of_a_list_that_is_no_text_leaves_the_others() -> None:
    front = "---\ntopics:\n  - Ferries\n  -\n  - '  '\n  - Piers\nauthors: [true, Tam Brodie]\n---\n"
    found, problems = article(front + ARTICLE)
    assert (found.topics, found.authors) == (("Ferries", "Piers"), ("Tam Brodie",))
    assert [(problem.line, problem.message) for problem in problems] == [
        (7, "authors has True, which is left out"),
        (4, "topics has an empty item, which is left out"),
        (5, "topics has an empty item, which is left out"),
    ]


def test_a_list_of_empty_items_overrides_nothing() -> None:
    found, problems = article(f"---\nauthors: ['']\n---\n{ARTICLE}")
    assert found.authors == article(ARTICLE)[0].authors
    assert len(problems) == 1


def test_an_unknown_key_is_told_with_a_hint() -> None:
    _, problems = article(f"---\ntitle: A\nautors: [B]\nx-mine: 1\n---\n{ARTICLE}")
    assert [(problem.severity, problem.line) for problem in problems] == [(Severity.WARNING, 3)]
    assert "authors" in problems[0].hint


@pytest.mark.parametrize(
    ("front", "line", "message"),
    [
        ("title: A\ndate: yesterday", 3, "date is 'yesterday'"),
        ("date: 2024-13-45", 2, "date is"),
        ("date: 12:30:45", 2, "date is"),
        ("title: [A, B]", 2, "title is"),
        ("authors: {name: A}", 2, "authors is"),
        ("url: example.org", 2, "url is"),
    ],
)
def test_a_wrong_value_is_left_out_and_named_with_its_line(front: str, line: int, message: str) -> None:
    found, problems = article(f"---\n{front}\n---\n{ARTICLE}")
    [problem] = [problem for problem in problems if message in problem.message]
    assert (problem.severity, problem.line) == (Severity.WARNING, line)
    assert problem.hint
    assert found.paragraphs()


def test_broken_front_matter_is_refused_with_its_line() -> None:
    with pytest.raises(DatelineError, match="not valid YAML") as caught:
        article(f"---\ntitle: a: b\n---\n{ARTICLE}")
    assert caught.value.problem.line == 2


def test_front_matter_that_is_not_closed() -> None:
    with pytest.raises(DatelineError, match="not closed"):
        article(f"---\ntitle: A\n{ARTICLE}")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b" \n\t\xc2\xa0\n\xe2\x80\x8b\n", "no text", id="blank"),
        pytest.param(b"\xef\xbb\xbf", "no text", id="a byte order mark alone"),
        pytest.param(b"---\ntitle: A\n---\n\n", "no text", id="front matter alone"),
        pytest.param(b"Kim", "no more than a word", id="a word"),
        pytest.param(b"\x89PNG\r\n\x1a\n", "PNG", id="binary"),
        pytest.param(b"x" * (LIMIT + 1), "too large", id="too large"),
    ],
)
def test_what_is_no_article_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(DatelineError, match=message) as caught:
        article_from_seed(Seed("seeds/a.txt", data), LIMIT)
    assert caught.value.problem.hint


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("Ferry taken out of service\n", "no body", id="a headline alone"),
        pytest.param(f"{BODY}\n\n{BODY}\n", "no headline", id="no headline"),
        pytest.param(ARTICLE.replace("\n", " "), "no headline", id="one line"),
    ],
)
def test_what_is_odd_is_read_and_told(text: str, message: str) -> None:
    found, problems = article(text)
    assert found.title
    assert message in problems[0].message


def test_a_title_in_front_matter_finds_its_line() -> None:
    found, _ = article(f"---\ntitle: Ferry taken out of service\n---\nHome\nNews\n{ARTICLE}")
    assert [block.kind for block in found.blocks][:3] == [
        BlockKind.BOILERPLATE,
        BlockKind.BOILERPLATE,
        BlockKind.HEADLINE,
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Title\n\n" + (BODY + " ") * 20_000, id="a line of megabytes"),
        pytest.param("Title\n\n" + "x\n" * 400_000, id="short lines", marks=pytest.mark.long),
        pytest.param("Title\n\nBy " + " " * 50_000 + "x\n" + BODY, id="blanks after by"),
        pytest.param("Title\n\nBy " + "Aa " * 20_000 + "!\n" + BODY, id="names without end"),
        pytest.param("Title\n\n" + "[" * 20_000 + BODY, id="brackets"),
        pytest.param("Title\n\n" + "".join(f"Story {n} is out\n" for n in range(20_000)), id="titles"),
    ],
)
def test_nothing_is_worse_than_linear(text: str) -> None:
    started = time.process_time()
    article(text)
    assert time.process_time() - started < 10


OTHER_LANGUAGES = {
    "arabic": ("وصل الوزير إلى الميناء", "وصل الوزير إلى الميناء يوم الثلاثاء للقاء العمال هناك."),
    "chinese": ("部长抵达港口", "部长周二抵达港口，与当地工人举行会晤，并讨论渡轮的未来。"),
    "french": ("Le ferry est à quai", "Le ferry de l’île est resté à quai mardi après un incendie."),
}


@pytest.mark.parametrize("language", OTHER_LANGUAGES)
def test_other_languages_keep_headline_and_body(language: str) -> None:
    title, body = OTHER_LANGUAGES[language]
    found, _ = article(f"{title}\n\n{body}\n")
    assert found.title == title
    assert [found.slice(block.span) for block in found.paragraphs()] == [body]


def test_characters_that_turn_the_direction_are_told() -> None:
    found, problems = article(f"Ferry \u202eyrreF\u202c stops\n\n{ARTICLE}")
    [problem] = [problem for problem in problems if "direction" in problem.message]
    assert problem.severity is Severity.NOTICE
    assert "U+202C, U+202E" in problem.message
    assert "\u202e" in found.text


@pytest.mark.parametrize(
    "line", ["© 2024 Linden Times", "Linden Times © 2024", "Linden Times (c) 2024 All rights reserved"]
)
def test_the_outlet_of_a_copyright_line(line: str) -> None:
    found, _ = article(f"{ARTICLE}\n{line}\n")
    assert found.publisher == "Linden Times"


def test_the_outlet_on_a_line_of_its_own_below_the_byline() -> None:
    found, _ = article(ARTICLE.replace("Mira Okafor\n", "Mira Okafor\nRadio Halmery\n"))
    assert (found.authors, found.publisher) == (("Mira Okafor",), "Radio Halmery")


@pytest.mark.parametrize("label", ["Original:", "Published", "First published:"])
def test_labels_of_stamps_on_lines_of_their_own(label: str) -> None:
    stamps = f"Updated:\n9 May 2025\n{label}\n3 May 2024\n"
    found, _ = article(ARTICLE.replace("3 May 2024\n", stamps))
    assert (found.published, found.updated) == ("2024-05-03", "2025-05-09")


def test_a_dek_is_told_without_its_label() -> None:
    text = (
        "Ferry to Harrow Isle taken out of service\nSummary: Islanders ask for a second vessel.\nBy Mira Okafor\n\n"
        "The ferry to Harrow Isle has been taken out of service after a fire in its engine room on Tuesday.\n\n"
        "Islanders told the council that they felt cut off and asked for a second vessel before the winter.\n"
    )
    article, _ = article_from_seed(Seed("seeds/ferry.txt", text.encode()), 10_000)
    assert article.description == "Islanders ask for a second vessel."


def test_what_a_label_lists_below_the_headline_is_neither_outlet_nor_day() -> None:
    text = (
        "Ferry to Harrow Isle taken out of service\nRelated News\nBridge to the north reopens after repairs\n"
        "Thu, Apr 18 2024\n\nBy Mira Okafor\nFri May 3, 2024 2:34am\n\n"
        "The ferry to Harrow Isle has been taken out of service after a fire in its engine room on Tuesday.\n\n"
        "Islanders told the council that they felt cut off and asked for a second vessel before the winter.\n"
    )
    article, _ = article_from_seed(Seed("seeds/ferry.txt", text.encode()), 10_000)
    assert (article.publisher, article.description) == (None, None)
    assert article.published is not None
    assert article.published.startswith("2024-05-03")
