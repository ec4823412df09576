"""NewsML-G2: the forms of the text, metadata and what stands in for it, messages, hostile XML."""

import pytest

from dateline.formats.seed_reader import article_from_seed
from dateline.model.article import Article, BlockKind, Seed
from dateline.model.problems import DatelineError, Problem

NAMESPACE = "http://iptc.org/std/nar/2006-10-01/"
TEXT = "The council of Port Linden agreed on Tuesday to build a new harbour wall."
SAID = "“It was time,” said the mayor, Odile Brandt."
CREATED = "<versionCreated>2031-05-06T18:45:00+02:00</versionCreated>"
PLAIN = f'<inlineData contenttype="text/plain">{TEXT}\n\n{SAID}</inlineData>'
XHTML = (
    '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">'
    f"<head><title>x</title></head><body><p>{TEXT}</p><p>“It was <em>time</em>,” said the mayor, Odile Brandt.</p>"
    "</body></html></inlineXML>"
)
NITF = (
    '<inlineXML><n:nitf xmlns:n="http://iptc.org/std/NITF/2006-10-18/"><n:body><n:body.head>'
    "<n:hedline><n:hl1>Wall agreed in Port Linden</n:hl1></n:hedline>"
    "<n:byline>By <n:person>Ana Ruiz</n:person><n:byttl>Courier</n:byttl></n:byline>"
    "<n:dateline><n:location>PORT LINDEN</n:location>, <n:story.date>May 6</n:story.date></n:dateline>"
    f"</n:body.head><n:body.content><n:p>{TEXT}</n:p><n:p>“It was time,” said the mayor, "
    "<n:person>Odile Brandt</n:person>.</n:p></n:body.content></n:body></n:nitf></inlineXML>"
)
META = "<headline>Wall agreed</headline><by>By Ana Ruiz</by>"


def item(content: str = PLAIN, meta: str = META, management: str = CREATED) -> str:
    return (
        f'<newsItem xmlns="{NAMESPACE}" xml:lang="en"><itemMeta>{management}</itemMeta>'
        f"<contentMeta>{meta}</contentMeta><contentSet>{content}</contentSet></newsItem>"
    )


def read(text: str) -> tuple[Article, tuple[Problem, ...]]:
    return article_from_seed(Seed("a.xml", text.encode()), 10_000_000)


def paragraphs(found: Article) -> list[str]:
    return [found.slice(block.span) for block in found.paragraphs()]


@pytest.mark.parametrize(
    "content", [PLAIN, XHTML, NITF, PLAIN + XHTML], ids=["plain", "XHTML", "NITF", "two"]
)
def test_forms_of_the_text(content: str) -> None:
    found, problems = read(item(content))
    assert (found.title, found.authors, problems) == ("Wall agreed", ("Ana Ruiz",), ())
    assert paragraphs(found) == [TEXT, SAID]
    assert found.blocks[0].kind is BlockKind.HEADLINE


def test_nitf_stands_in_for_metadata() -> None:
    found, _ = read(item(NITF, meta=""))
    assert (found.title, found.location) == ("Wall agreed in Port Linden", "Port Linden")
    assert found.authors[:1] == ("Ana Ruiz",)
    assert [found.slice(block.span) for block in found.blocks[1:3]] == [
        "By Ana Ruiz, Courier",
        "PORT LINDEN, May 6",
    ]


def test_a_headline_or_dateline_that_the_text_repeats_stands_once() -> None:
    content = f"<inlineData>PORT LINDEN (Courier) - {TEXT}</inlineData>"
    found, _ = read(item(content, META + "<dateline>PORT LINDEN, May 6</dateline>"))
    assert [block.kind for block in found.blocks].count(BlockKind.DATELINE) == 1
    repeated = XHTML.replace("<body>", "<body><h1>Wall agreed</h1>")
    assert read(item(repeated))[0].text.count("Wall agreed") == 1


@pytest.mark.parametrize(
    ("meta", "title"),
    [
        (
            '<headline role="hld:subHeadline">At last</headline><headline>Wall agreed</headline>',
            "Wall agreed",
        ),
        (
            '<headline role="x:short">Wall</headline><headline role="x:main">Wall agreed</headline>',
            "Wall agreed",
        ),
        ('<headline/><headline role="x:short">Wall <span>ag</span>reed</headline>', "Wall agreed"),
    ],
)
def test_headlines(meta: str, title: str) -> None:
    assert read(item(meta=meta))[0].title == title


@pytest.mark.parametrize(
    ("management", "meta", "published", "updated"),
    [
        (CREATED, "", "2031-05-06T18:45:00+02:00", None),
        (
            CREATED + "<firstCreated>2031-05-06T16:10:00+02:00</firstCreated>",
            "",
            "2031-05-06T16:10:00+02:00",
            "2031-05-06T18:45:00+02:00",
        ),
        ("", "<contentCreated>2031-05-06</contentCreated>", "2031-05-06", None),
        ("", "", None, None),
    ],
)
def test_dates(management: str, meta: str, published: str | None, updated: str | None) -> None:
    found, _ = read(item(management=management, meta=META + meta))
    assert (found.published, found.updated) == (published, updated)


def test_a_date_that_is_none_is_told() -> None:
    found, problems = read(item(management="<versionCreated>soon</versionCreated>"))
    assert found.published is None
    assert "“soon”" in problems[0].message


@pytest.mark.parametrize(
    ("provider", "publisher"),
    [
        ('<provider qcode="nprov:CO"><name>Halmery Courier</name></provider>', "Halmery Courier"),
        ('<provider literal="Halmery Courier"/>', "Halmery Courier"),
        ('<provider qcode="nprov:CO"/>', None),
    ],
)
def test_publisher(provider: str, publisher: str | None) -> None:
    assert read(item(management=provider + CREATED))[0].publisher == publisher


def test_description_language_and_place() -> None:
    meta = '<description>Ships wait.</description><language tag="cy-GB"/><located><name>Port Linden</name></located>'
    found, _ = read(item(meta=META + meta))
    assert (found.description, found.language, found.location) == ("Ships wait.", "cy", "Port Linden")
    assert read(item())[0].language == "en"


def test_a_message_gives_its_first_item() -> None:
    second = item(meta="<headline>Ferry is back</headline>")
    start = f'<?xml version="1.0"?><newsMessage xmlns="{NAMESPACE}"><header/><itemSet>'
    found, problems = read(f"{start}{item()}{second}</itemSet></newsMessage>")
    assert (found.title, paragraphs(found)) == ("Wall agreed", [TEXT, SAID])
    assert ["2 news items" in problem.message for problem in problems] == [True]


def test_an_item_without_text_is_told() -> None:
    found, problems = read(item('<remoteContent href="http://x.example/a.jpg"/>'))
    assert (found.title, paragraphs(found)) == ("Wall agreed", [])
    assert "no body" in problems[0].message


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE newsItem [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]>',
        '<!DOCTYPE newsItem SYSTEM "http://x.example/n.dtd">',
    ],
)
@pytest.mark.parametrize("declaration", ["", '<?xml version="1.0"?>\n'])
def test_entities_are_refused(doctype: str, declaration: str) -> None:
    with pytest.raises(DatelineError, match="entities of its own"):
        read(declaration + doctype + item())


def test_markup_is_never_kept_and_unknown_entities_harm_nothing() -> None:
    bad = XHTML.replace("<body>", "<body><script>alert(1)</script>&a.b;<img src='x' onerror='alert(1)'/>")
    found, _ = read(item(f"<inlineXML>&a.b;</inlineXML>{bad}"))
    assert "alert" not in found.text
    assert SAID in found.text


def test_a_broken_or_deep_item_is_read_or_refused() -> None:
    assert TEXT in read(item(NITF)[: -len("</newsItem>") - 20])[0].text
    deep = item("<inlineXML>" + "<div>" * 50_000 + TEXT)
    try:
        read(deep)
    except DatelineError as error:
        assert error.problem.hint
