"""What people paste in the first days: comments, tags, wire copy, forwarded messages, reader apps, addresses alone."""

import json
from email import policy
from email.message import EmailMessage

import pytest

from dateline.formats.forwarded_mail import forwarded_in, outlet_of_sender, without_prefix
from dateline.formats.seed_reader import article_from_seed
from dateline.layout.bylines import outlet_below
from dateline.model.article import Article, BlockKind, Seed
from dateline.model.problems import DatelineError, Problem

FIRST = "The bridge across the Tolm opened on Monday after nine years of work, and hundreds walked across it."
SECOND = "“We waited too long, but it is a fine bridge,” said Mayor Tomas Berg, who cut the ribbon at noon."
THIRD = "The bridge cost 80 million crowns, which is twice what the council of Ostrel had planned for it."
BODY = f"{FIRST}\n\n{SECOND}\n\n{THIRD}"
HEAD = "Tolm bridge opens after nine years\nBy Ana Ruiz\nMay 14, 2024\n"


def found_in(text: str, name: str = "a.txt") -> tuple[Article, tuple[Problem, ...]]:
    return article_from_seed(Seed(name, text.encode()), 1_000_000)


def paragraphs(text: str, name: str = "a.txt") -> list[str]:
    found, _ = found_in(text, name)
    return [found.slice(block.span) for block in found.paragraphs()]


def kind_of(line: str, text: str) -> BlockKind:
    found, _ = found_in(text)
    return next(block.kind for block in found.blocks if found.slice(block.span).startswith(line))


# --- comments and tags below the article -----------------------------------------------------------------

COMMENT = "The mayor should resign over this waste, and the whole council of Ostrel with him, before the year is out."
OTHER = (
    "I crossed it on Monday and it is a fine bridge, whatever the people of the harbour may say about it now."
)


@pytest.mark.parametrize(
    "comments",
    [
        f"fan72\n2 hours ago\n{COMMENT}\nReply\nReport abuse\n\nOld Salt\n3 hours ago\n{OTHER}\nReply Report abuse",
        f"{COMMENT}\n\nReport abuse\n\n{OTHER}\n\nReport abuse",
        f"Old Salt\nMay 15, 2024 9:01 am\n{COMMENT}\n{OTHER}\nFlag as inappropriate",
        f"Old Salt says:\nMay 15, 2024 at 9:01 am\n{COMMENT}\n\nReply",
        f"Report this Comment On May 15, 2024, at 9:01 AM, oldsalt wrote:\n\n{COMMENT}\n\n{OTHER}",
    ],
    ids=["author and age", "only a control", "author and stamp", "says", "a control with its author"],
)
def test_comments_are_no_part_of_the_article(comments: str) -> None:
    assert paragraphs(f"{HEAD}\n{BODY}\n\n{comments}\n") == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize(
    "text",
    [
        "Readers can report abuse of the new bridge to the harbour board, which met on Friday to hear the first cases.",
        "The board will reply to every letter about the bridge, and says that it has had nine hundred since Monday.",
    ],
)
def test_a_sentence_with_a_control_s_words_is_text(text: str) -> None:
    assert paragraphs(f"{HEAD}\n{BODY}\n\n{text}\n")[-1] == text


@pytest.mark.parametrize(
    "tags",
    [
        "Tomas Berg Bridges Ostrel Council Lena Moor Harbour Wall Norport Fish Market",
        "#TomasBerg #Bridges #Ostrel #Norport2024",
        "Tags: Tomas Berg, Lena Moor, Tolm bridge, Norport 2024 election",
        "TOPICS\nTomas Berg\nLena Moor\nMay 2024 elections",
    ],
    ids=["row", "hashtags", "labelled", "list"],
)
def test_tags_are_no_part_of_the_article(tags: str) -> None:
    assert paragraphs(f"{HEAD}\n{BODY}\n\n{tags}\n") == [FIRST, SECOND, THIRD]


def test_a_title_above_text_is_no_row_of_tags() -> None:
    heading = "What Tomas Berg Said To The Council Of Ostrel"
    text = f"{HEAD}\n{FIRST}\n\n{SECOND}\n\n{heading}\n\n{THIRD}\n"
    assert kind_of(heading, text) is BlockKind.HEADING


# --- outlets ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "outlet"),
    [
        ("By Ana Ruiz\nRadio Halmery Reporter\nMay 14, 2024", "Radio Halmery"),
        ("By Ana Ruiz, in News, Norland, Harbour\nMay 14, 2024", None),
        ("By Ana Ruiz  Follow\nMay 14, 2024", None),
        ("By Ana Ruiz Staff | More Articles\nMay 14, 2024", None),
        ("By Ana Ruiz\nHALMERY DAILY COURIER\nMay 14, 2024", "Halmery Daily Courier"),
        ("By Ana Ruiz for REUTERS\nMay 14, 2024", "Reuters"),  # others print what an agency sends
    ],
)
def test_the_outlet_of_a_byline(head: str, outlet: str | None) -> None:
    found, _ = found_in(f"Tolm bridge opens after nine years\n{head}\n\n{BODY}\n")
    assert found.publisher == outlet


def test_the_outlet_below_a_byline_without_its_label() -> None:
    assert outlet_below("From: Halmery Courier") == "Halmery Courier"


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("Terms of Service Privacy Policy ©2024 Tolm Courier L.P. All Rights Reserved", "Tolm Courier"),
        ("Terms of Service Privacy Policy ©2024 Courier L.P. All Rights Reserved", None),
        ("© Halmery Courier Ltd 2024", "Halmery Courier"),
        ("©2024 All rights reserved", None),
    ],
)
def test_the_outlet_of_a_copyright_line(line: str, outlet: str | None) -> None:
    found, _ = found_in(f"{HEAD}\n{BODY}\n\n{line}\n")
    assert found.publisher == outlet


# --- headlines -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headline", "below"),
    [
        ("Photos: Fishers march through Tolm", "By Ana Ruiz\n"),
        ("The Latest: Bridge across the Tolm opens", "TOLM, Norland (AP) — "),
        ("Six ways to find peace in your inbox", "[Photo: Lena Moor]\n\n"),
        ("Maybe the bridge across the Tolm is more than a bridge.", "Lena Moor/Getty\n"),
    ],
    ids=["label", "series", "words of an appeal", "a full stop"],
)
def test_a_headline_on_the_first_line_is_one(headline: str, below: str) -> None:
    found, problems = found_in(f"{headline}\n{below}{FIRST}\n{SECOND}\n{THIRD}\n")
    assert found.title == headline
    assert not any("headline" in problem.message for problem in problems)


def test_a_text_that_opens_with_its_first_sentence_has_no_headline() -> None:
    _, problems = found_in(f"{FIRST}\n{SECOND}\n{THIRD}\n")
    assert any("no headline was found" in problem.message for problem in problems)


# --- dates -----------------------------------------------------------------------------------------------


def test_an_article_without_a_date_is_told() -> None:
    _, problems = found_in(f"Tolm bridge opens after nine years\n\n{BODY}\n")
    (problem,) = problems
    assert (problem.file, "no date was found" in problem.message) == ("a.txt", True)
    assert "date: " in problem.hint


def test_a_date_that_front_matter_gives_is_one() -> None:
    _, problems = found_in(f"---\ndate: 2024-05-14\n---\nTolm bridge opens after nine years\n\n{BODY}\n")
    assert problems == ()


# --- wire copy -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Adds quotes", BlockKind.NOTE),
        ("(Adds quotes, details on the bridge)", BlockKind.NOTE),
        ("Recasts lead, adds quotes throughout", BlockKind.NOTE),
        ("Eds: Adds quotes. With photos of the bridge.", BlockKind.NOTE),
        ("(Repeats with no change to the text)", BlockKind.NOTE),
        ("(Corrects spelling of Ostrel in paragraph 3)", BlockKind.CORRECTION),
        ("Updates on the bridge from the quay of Ostrel", BlockKind.DEK),
    ],
)
def test_what_an_agency_tells_editors_is_no_dek(line: str, kind: BlockKind) -> None:
    text = f"Tolm bridge opens after nine years\n{line}\nBy Ana Ruiz\nMay 14, 2024\n\n{BODY}\n"
    assert kind_of(line, text) is kind


@pytest.mark.parametrize("slug", ["EU--Norland-Bridge, 3rd Ld-Writethru", "BC-EU--Norland-Bridge"])
def test_a_slug_is_no_headline(slug: str) -> None:
    found, _ = found_in(f"{slug}\n\n{HEAD}\n{BODY}\n")
    assert found.title == "Tolm bridge opens after nine years"


def test_a_dateline_may_end_with_a_low_line() -> None:
    found, _ = found_in(f"{HEAD}\nTOLM, Norland (AP) _ {FIRST}\n\n{SECOND}\n\n{THIRD}\n")
    assert found.location == "Tolm, Norland"
    assert found.slice(found.paragraphs()[0].span) == FIRST


# --- addresses alone -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "https://courier.example/2024/05/14/bridge\n",
        "Source: https://courier.example/bridge\n\nhttps://courier.example/quay\n",
        "---\ntitle: Bridge opens\n---\n\nhttps://courier.example/bridge\n",
    ],
)
def test_addresses_alone_are_refused(text: str) -> None:
    with pytest.raises(DatelineError, match="an address and no article") as caught:
        found_in(text)
    assert "dateline add" in caught.value.problem.hint


# --- reader apps -----------------------------------------------------------------------------------------

MARKUP = f"<div><h1>Bridge opens</h1><p>{FIRST}</p><p>{SECOND}</p></div>"
ADDRESS = "https://halmery-courier.co.uk/bridge"


DAY = "2024-05-14T08:00:00Z"
READABILITY = {
    "title": "Bridge opens",
    "byline": "By Ana Ruiz",
    "content": MARKUP,
    "textContent": "x",
    "siteName": "Halmery Courier",
    "publishedTime": DAY,
    "url": ADDRESS,
}
ENTRY = {
    "id": "1",
    "url": ADDRESS,
    "title": "Bridge opens",
    "content_html": MARKUP,
    "date_published": DAY,
    "authors": [{"name": "Ana Ruiz"}],
}
JSON_FEED = {"version": "https://jsonfeed.org/version/1.1", "title": "Halmery Courier", "items": [ENTRY]}
LINKED = {
    "@type": "NewsArticle",
    "headline": "Bridge opens",
    "articleBody": f"{FIRST}\n\n{SECOND}",
    "url": ADDRESS,
    "author": {"name": "Ana Ruiz"},
    "publisher": {"name": "Halmery Courier"},
    "datePublished": DAY,
}
FEEDLY = {
    "title": "Bridge opens",
    "author": "Ana Ruiz",
    "content": {"content": MARKUP},
    "canonicalUrl": ADDRESS,
    "origin": {"title": "Halmery Courier"},
    "published": 1715673600000,
}


@pytest.mark.parametrize(
    "value",
    [READABILITY, JSON_FEED, LINKED, [FEEDLY]],
    ids=["Readability", "JSON Feed", "schema.org", "Feedly"],
)
@pytest.mark.parametrize("name", ["a.json", "a.txt"])
def test_json_of_reader_apps_is_read(value: object, name: str) -> None:
    found, problems = found_in(json.dumps(value), name)
    assert (found.title, found.authors, found.publisher) == ("Bridge opens", ("Ana Ruiz",), "Halmery Courier")
    assert (found.published, found.url, problems) == ("2024-05-14T08:00:00+00:00", ADDRESS, ())
    assert [found.slice(block.span) for block in found.paragraphs()] == [FIRST, SECOND]


def test_of_several_articles_the_first_is_read() -> None:
    item = {"title": "Bridge opens", "content": MARKUP, "date": "2024-05-14"}
    _, problems = found_in(json.dumps([item, item]), "a.json")
    assert ["2 articles" in problem.message for problem in problems] == [True]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"settings": {"text": "none"}}', "a kind that is not read"),
        ('{"title": "Bridge opens", "content": ""}', "no article"),
        ('{"title": "Bridge opens", "content": "The', "not valid JSON"),
        ('{"title": ' * 50_000 + '"content": ', "nested too deeply"),
    ],
)
def test_other_json_is_refused(text: str, message: str) -> None:
    with pytest.raises(DatelineError, match=message):
        found_in(text)


def test_markup_in_json_is_never_kept() -> None:
    value = {
        "title": "<b>Bridge</b> opens",
        "content": f"{MARKUP}<script>alert(1)</script>",
        "date": "2024-05-14",
    }
    found, _ = found_in(json.dumps(value))
    assert found.title == "Bridge opens"
    assert "alert" not in found.text


# --- forwarded messages ----------------------------------------------------------------------------------

INNER = (
    "From: Halmery Courier <news@halmery-courier.co.uk>\n{day}: Tue, May 14, 2024 at 8:00 AM\n"
    "Subject: Tolm bridge opens after nine years\nTo: <bob@gmail.com>\n\n\n"
)
PREFACE = "Have a look at this, I think that it belongs in the file of the bridge.\n\nBob\n\n"
SEPARATOR = "---------- Forwarded message ---------\n"


def forwarded(content: str, subtype: str = "plain", prefix: str = "Fwd: ") -> str:
    built = EmailMessage(policy.default)
    built["From"] = "Bob <bob@gmail.com>"
    built["Subject"] = f"{prefix}Tolm bridge opens after nine years"
    built["Date"] = "Wed, 15 May 2024 09:00:00 +0000"
    built["MIME-Version"] = "1.0"
    built.set_content(content, subtype=subtype)
    return built.as_string()


def marked(text: str) -> str:
    lines = text.replace("<", "&lt;").replace(">", "&gt;").split("\n")
    return f"<html><body><div>{'<br>'.join(lines)}</div>"


@pytest.mark.parametrize(
    "text",
    [
        forwarded(PREFACE + SEPARATOR + INNER.format(day="Date") + BODY),
        forwarded(PREFACE + INNER.format(day="Sent") + BODY, prefix="FW: "),
        forwarded(
            f"{marked(PREFACE + SEPARATOR + INNER.format(day='Date'))}<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>",
            "html",
        ),
        SEPARATOR + INNER.format(day="Date") + BODY,
        f"Fwd: Tolm bridge opens after nine years\n\n{PREFACE}{INNER.format(day='Sent')}{BODY}",
    ],
    ids=["plain", "without a separator", "markup", "pasted", "pasted with its subject"],
)
def test_a_forwarded_message_is_the_one_inside(text: str) -> None:
    found, problems = found_in(text)
    assert (found.title, found.publisher) == ("Tolm bridge opens after nine years", "Halmery Courier")
    assert (found.published or "")[:10] == "2024-05-14"
    assert [found.slice(block.span) for block in found.paragraphs()] == [FIRST, SECOND, THIRD]
    assert problems == ()


def test_a_message_passed_on_without_its_header_names_no_outlet_and_no_day() -> None:
    found, problems = found_in(forwarded(BODY))
    assert (found.title, found.publisher, found.published) == (
        "Tolm bridge opens after nine years",
        None,
        None,
    )
    assert any("no date" in problem.message for problem in problems)


def test_a_message_that_an_article_quotes_is_no_forward() -> None:
    text = f"{HEAD}\n{FIRST}\n\nFrom: Tomas Berg\nTo: Lena Moor\nSubject: The bridge\n\n{SECOND}\n\n{THIRD}\n"
    found, _ = found_in(text)
    assert (found.title, found.publisher) == ("Tolm bridge opens after nine years", None)


@pytest.mark.parametrize(
    ("sender", "outlet"),
    [
        ("Halmery Courier <news@mail.halmery-courier.co.uk>", "Halmery Courier"),
        ("Ana Ruiz <ana@halmery-courier.co.uk>", "halmery-courier.co.uk"),
        ("Bob <bob@gmail.com>", None),
        ("Bob <bob@halmery-courier.co.uk>", "halmery-courier.co.uk"),
        ("Axios <news@axios.com>", "Axios"),
        ("news@reuters.com", "Reuters"),
        ("<Saved by a browser>", None),
        ("", None),
    ],
)
def test_the_outlet_of_a_sender(sender: str, outlet: str | None) -> None:
    assert outlet_of_sender(sender) == outlet


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("Fwd: Bridge opens", ("Bridge opens", True)),
        ("FW: RE: Bridge opens", ("Bridge opens", True)),
        ("WG: Bridge opens", ("Bridge opens", True)),
        ("Re: Bridge opens", ("Bridge opens", False)),
        ("Bridge opens: a review", ("Bridge opens: a review", False)),
        ("Fwd:", ("Fwd:", False)),
    ],
)
def test_the_prefix_of_a_subject(subject: str, expected: tuple[str, bool]) -> None:
    assert without_prefix(subject) == expected


def test_lines_that_are_no_header_are_none() -> None:
    assert forwarded_in("To: everybody\n\nThe bridge is open.\n\n\nFrom: now on\n", is_markup=False) is None
