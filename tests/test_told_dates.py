"""A time that counts from the day of its article is printed as a date, or keeps its sentence out."""

import pytest

from dateline.check.cited_seeds import SeedText
from dateline.check.examination import examine
from dateline.compose.replacements import replaced
from dateline.compose.told_dates import dates_for
from dateline.model.annotations import DateBasis, Time, TimexType
from dateline.model.article import Article, Span


def told(
    text: str, words: str, value: str, published: str | None = "2031-05-09", more: str = ""
) -> str | None:
    start = text.index(words)
    span = Span("a", start, start + len(words))
    time = Time(span, TimexType.DATE, value, DateBasis.RELATIVE)
    article = Article("a", "", text + more, (), "News", published=published)
    found = dates_for(article, Span("a", 0, len(text)), [time])
    return None if found is None else replaced(text, found)


@pytest.mark.parametrize(
    ("text", "words", "value", "printed"),
    [
        ("Moor left on Friday.", "Friday", "2031-05-02", "Moor left on May 2."),
        ("Moor left Friday.", "Friday", "2031-05-02", "Moor left on May 2."),
        ("Moor left late Friday.", "late Friday", "2031-05-02", "Moor left late on May 2."),
        ("Yesterday Moor left.", "Yesterday", "2031-05-08", "On May 8 Moor left."),
        ("Moor waits until Friday.", "Friday", "2031-05-16", "Moor waits until May 16."),
        ("Moor left on Wednesday.", "Wednesday", "2030-12-25", "Moor left on December 25, 2030."),
        (
            "Moor left Friday morning.",
            "Friday morning",
            "2031-05-02TMO",
            "Moor left on the morning of May 2.",
        ),
        ("Moor left on Friday night.", "Friday night", "2031-05-02TNI", "Moor left on the night of May 2."),
        ("Moor left at 3 a.m. Friday.", "3 a.m. Friday", "2031-05-02T03:00", "Moor left at 3 a.m. on May 2."),
        (
            "Moor left early Friday morning.",
            "early Friday morning",
            "2031-05-02TMO",
            "Moor left early on the morning of May 2.",
        ),
        ("Moor slept until early Friday morning.", "early Friday morning", "2031-05-02TMO", None),
        ("Moor went overnight into Friday.", "Friday", "2031-05-02", "Moor went overnight into May 2."),
        ("Moor left at 3 a. m Friday.", "3 a. m Friday", "2031-05-02T03:00", "Moor left at 3 a. m on May 2."),
        (
            "Moor left over the weekend.",
            "the weekend",
            "2031-W18-WE",
            "Moor left over the weekend of May 3.",
        ),
        (
            "Moor left this past weekend.",
            "this past weekend",
            "2031-W18-WE",
            "Moor left over the weekend of May 3.",
        ),
        ("Moor lost the weekend’s race.", "the weekend", "2031-W18-WE", None),
        ("Moor spent Friday asleep.", "Friday", "2031-05-02", "Moor spent May 2 asleep."),
        ("Despite the storm, Friday was calm.", "Friday", "2031-05-02", "Despite the storm, May 2 was calm."),
        ("Friday night was calm.", "Friday night", "2031-05-02TNI", "The night of May 2 was calm."),
        ("The vote Friday was close.", "Friday", "2031-05-02", "The vote on May 2 was close."),
        ("Moor won on Super Tuesday.", "Tuesday", "2031-05-06", "Moor won on Super Tuesday."),
        ("Moor spoke at a Friday rally.", "Friday", "2031-05-02", "Moor spoke at a May 2 rally."),
        ("A Friday rally failed.", "Friday", "2031-04-25", "An April 25 rally failed."),
        ("Moor left Friday lunchtime.", "Friday lunchtime", "2031-05-02", None),
        ("Moor left last week.", "last week", "2031-W18", "Moor left in the week of April 28."),
        ("Moor left last month.", "last month", "2031-04", "Moor left in April."),
        ("Since last month Moor rests.", "last month", "2031-04", "Since April Moor rests."),
        ("Moor left earlier this month.", "earlier this month", "2031-05", "Moor left earlier in May."),
        ("Moor left last autumn.", "last autumn", "2030-FA", "Moor left in autumn 2030."),
        ("Moor lost last autumn’s race.", "last autumn", "2030-FA", None),
        ("Moor left last year.", "last year", "2030", "Moor left in 2030."),
        ("Moor won last year’s race.", "last year", "2030", "Moor won 2030’s race."),
        ("Moor lost Friday’s race.", "Friday", "2031-05-02", "Moor lost May 2’s race."),
        ("Moor lost Friday night’s race.", "Friday night", "2031-05-02TNI", None),
        ("Moor sings every other Friday.", "Friday", "2031-05-09", "Moor sings every other Friday."),
        ("Moor lost a Friday race.", "Friday", "2031-05-02", "Moor lost a May 2 race."),
        ("Moor left on May 2.", "May 2", "2031-05-02", "Moor left on May 2."),
        ("Moor is mayor now.", "now", "PRESENT_REF", "Moor is mayor now."),
        (
            "Moor called it “a Friday to forget”.",
            "Friday",
            "2031-05-02",
            "Moor called it “a Friday to forget”.",
        ),
        ("Moor left on Friday.", "Friday", "XXXX-WXX-5", None),
        ("Moor left a few weeks ago.", "a few weeks ago", "PAST_REF", None),
        ("Moor left the next day.", "the next day", "2031-05-03", None),
        ("Moor lost last week’s race.", "last week", "2031-W18", None),
        ("Moor left last month.", "last month", "XXXX-XX-XX", None),
        ("Moor left last year.", "last year", "XXXX-XX-XX", None),
    ],
)
def test_times(text: str, words: str, value: str, printed: str | None) -> None:
    assert told(text, words, value) == printed


def test_the_week_is_not_told_on_a_sunday() -> None:
    assert told("Moor left last week.", "last week", "2031-W18", "2031-05-11") is None


def test_dates_are_written_as_the_article_writes_them() -> None:
    text = "Moor left on Friday."
    assert told(text, "Friday", "2031-05-02", more=" The ferry sank on 3 March.") == "Moor left on 2 May."
    assert told(text, "Friday", "2031-05-02", None) == "Moor left on May 2, 2031."


@pytest.mark.parametrize(
    ("note", "warned"), [("2031-05-02: date counted from “Friday”", []), ("a letter", ["May", "2"])]
)
def test_the_check_knows_a_date_that_a_footnote_counts(note: str, warned: list[str]) -> None:
    seed = SeedText("Tolm: Ada Moor left on Friday, and none of the 9 others.", "0" * 64)
    text = (
        "---\ntitle: Moor\ndate: 2031-06-09\nsources:\n  - id: s1\n    publisher: Tolm\n    seed: a.txt\n---\n"
        f"## Key points\n\n- Ada Moor left on May 2, and none of the 9 others.[^s1-1]\n\n"
        f"[^s1-1]: Tolm, paragraph 1 ({note}): “Ada Moor left on Friday, and none of the 9 others.”\n"
    )
    found = examine(text, "a.md", {"a.txt": seed}.__getitem__).problems
    said = [problem.message for problem in found if "does not say" in problem.message]
    assert [message.split("“")[1].rstrip("”") for message in said] == warned


@pytest.mark.parametrize(
    ("note", "is_said"), [("2030: date counted from “last year”", True), ("a letter", False)]
)
def test_the_check_knows_a_year_that_a_footnote_counts(note: str, is_said: bool) -> None:
    words = "Ada Moor {} promised to leave by 2040."
    text = (
        "---\ntitle: Moor\ndate: 2031-06-09\nsources:\n  - id: s1\n    publisher: Tolm\n    seed: a.txt\n---\n"
        f"## Key points\n\n- {words.format('in 2030')}[^s1-1]\n\n"
        f"[^s1-1]: Tolm, paragraph 1 ({note}): “{words.format('last year')}”\n"
    )
    seed = SeedText(f"Tolm: {words.format('last year')}", "0" * 64)
    found = examine(text, "a.md", {"a.txt": seed}.__getitem__).problems
    assert any("does not say “2030”" in problem.message for problem in found) is not is_said
