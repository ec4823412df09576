"""Saved web pages: markup to chunks, JSON-LD and meta tags, the kinds of chunks, hostile markup."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.formats.html import parts_in, read_html
from dateline.formats.html.article_body import structure_of
from dateline.formats.html.chunk_rules import parts_of_page
from dateline.formats.html.chunks import TooDeepError, chunks_of, class_words, parse_html, without_tags
from dateline.formats.html.jsonld import PageMetadata, json_ld_metadata
from dateline.formats.html.meta_tags import metadata_of, without_outlet
from dateline.formats.metadata_values import iso_stamp, person_names
from dateline.formats.parsed_article import ParsedArticle
from dateline.model.article import BlockKind

PROSE = (
    "The ferry to Harrow Isle has been taken out of service after a fire in its engine room.",
    "All sailings were suspended on Tuesday, and the council said that supplies would last until Friday.",
    "“There was a lot of smoke, but nobody panicked,” said passenger Ruth Pell, who was on board.",
    "Linden Ferries said it was trying to hire a replacement vessel from a company on the mainland.",
)
BODY = "".join(f"<p>{text}</p>" for text in PROSE)
TITLE = "Ferry to Harrow Isle taken out of service"
COMMENTS = (
    "I take this ferry every week and have never seen anybody look after the engine.",
    "The bridge would have been cheaper in the long run, as we all said ten years ago.",
)


def page(body: str = BODY, head: str = "", above: str = f"<h1>{TITLE}</h1>") -> ParsedArticle:
    top = f"<html><head><title>{TITLE}</title>{head}</head><body>{above}"
    return read_html(f"{top}<div class='story'>{body}</div></body></html>", "a.html", None)


def texts(reading: ParsedArticle, kind: BlockKind) -> list[str]:
    return [reading.text[piece.start : piece.end] for piece in reading.pieces if piece.kind is kind]


def script(**fields: object) -> str:
    record = {"@type": "NewsArticle", "headline": TITLE, **fields}
    return f'<script type="application/ld+json">{json.dumps(record)}</script>'


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>one</p><p>two</p>", ["one", "two"]),
        ("<p>one <b>bold</b> <i>two</i></p>", ["one bold two"]),
        ("<p>one<br>two</p>", ["one two"]),
        ("<p>one<br> <br/>two</p>", ["one", "two"]),
        ("<p>It <b>sank.</b><br>Nobody drowned.</p>", ["It sank.", "Nobody drowned."]),
        ("<p>She said:<br>“No.”</p>", ["She said: “No.”"]),
        ("<h1>It sank.<br>Who was on board?</h1>", ["It sank. Who was on board?"]),
        ("<div>above<p>within</p>below</div>", ["above", "within", "below"]),
        ("<ul><li>one<li>two</ul>", ["one", "two"]),
        ("<p>x<script>alert(1)</script>y</p>", ["xy"]),
        ("<style>p {}</style><p>x</p><noscript>turn it on</noscript>", ["x"]),
        ("<p>a&nbsp;b &amp; c &#8217;d</p>", ["a b & c ’d"]),
        ("<p><span>Ana Ruiz</span><time>3 May</time></p>", ["Ana Ruiz 3 May"]),
        ("<p><b>a</b><i>b</i></p>", ["ab"]),
        ("<p>un<wbr>broken</p>", ["unbroken"]),
        ("<p>It <a href='/'>sank<span class='sr-only'> (opens in a new tab)</span></a>.</p>", ["It sank."]),
        ("<h1 class='visually-hidden'>It sank</h1><p class='visually-hidden'>Menu</p>", ["It sank"]),
        ("<!-- <p>x</p> --><p>y</p>", ["y"]),
        ("<p>&b; lol</p>", ["&b; lol"]),
        ("", []),
    ],
)
def test_chunks(markup: str, expected: list[str]) -> None:
    assert [chunk.text for chunk in chunks_of(parse_html(markup)).chunks] == expected


def test_chunk_knows_its_place() -> None:
    aside = "<aside><p class='a'><a href='/'>all</a></p><p hidden>x</p><p style='display: none'>y</p></aside>"
    markup = f"{aside}<p><b>z</b></p>"
    first, hidden, styled, bold = chunks_of(parse_html(markup)).chunks
    assert (first.tag, first.inside, first.linked, first.bold) == ("p", frozenset({"aside"}), 1.0, 0.0)
    assert hidden.is_hidden and styled.is_hidden and not bold.is_hidden
    assert (bold.inside, bold.bold) == (frozenset(), 1.0)


@pytest.mark.parametrize(
    ("name", "is_hidden"),
    [("hidden", True), ("hidden md:block", False), ("d-none d-md-flex", False), ("overflow-hidden", False)],
)
def test_hidden_by_its_class(name: str, is_hidden: bool) -> None:
    assert chunks_of(parse_html(f"<p class='{name}'>x</p>")).chunks[0].is_hidden is is_hidden


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ("class='article-body__newsletterPromo'", {"article", "body", "newsletter", "promo"}),
        ("id='ReadMore' role='note'", {"read", "more", "note"}),
        ("class='css-1x2y3'", {"css", "x", "y"}),
        ("", set()),
    ],
)
def test_class_words(attributes: str, expected: set[str]) -> None:
    assert class_words(parse_html(f"<p {attributes}>x</p>").find(".//p")) == expected


def test_text_without_tags() -> None:
    assert without_tags("<div>a <b>b</b>c</div><script>x < y</script><p>d &amp; e").split() == [
        "a",
        "bc",
        "d",
        "&",
        "e",
    ]


@pytest.mark.parametrize(
    ("scripts", "expected"),
    [
        ([], PageMetadata()),
        (["{broken"], PageMetadata()),
        (["[" * 100_000], PageMetadata()),
        (['{"@type": "Recipe", "name": "Soup"}'], PageMetadata()),
        (['<!-- {"@type": "NewsArticle", "headline": "A\tb"} -->;'], PageMetadata(headline="A b")),
        (['{"@type": ["Report", "Thing"], "headline": "Q&amp;amp;A"}'], PageMetadata(headline="Q&A")),
        (['[[{"@type": "https://schema.org/NewsArticle", "headline": "A"}]]'], PageMetadata(headline="A")),
        (['{"@type": "NewsArticle", "author": "Ana Ruiz"}'], PageMetadata(authors=("Ana Ruiz",))),
        (['{"@type": "NewsArticle", "author": {"name": ["Ana", "Tom"]}}'], PageMetadata(authors=("Ana", "Tom"))),
        (['{"@type": "NewsArticle", "author": [{"byline": "Ana Ruiz"}, {}, 7]}'], PageMetadata(authors=("Ana Ruiz",))),
        (
            [
                '{"@graph": [{"@type": "Person", "@id": "#a", "name": "Ana Ruiz"},'
                ' {"@type": "Article", "author": {"@id": "#a"}}]}'
            ],
            PageMetadata(authors=("Ana Ruiz",)),
        ),
        (
            ['{"@type": "WebPage", "datePublished": "2031"}', '{"@type": "NewsArticle", "headline": "A"}'],
            PageMetadata(headline="A", published="2031"),
        ),
        (['{"@type": "NewsArticle", "mainEntityOfPage": {"@id": "https://x.example/a"}}'], PageMetadata(url="https://x.example/a")),
    ],
)  # fmt: skip
def test_linked_data(scripts: list[str], expected: PageMetadata) -> None:
    assert json_ld_metadata(scripts) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2031-05-06T22:40:00Z", "2031-05-06T22:40:00+00:00"),
        ("2031-05-06T22:40:00.123Z", "2031-05-06T22:40:00+00:00"),
        ("2031-05-06 22:40:07 +02:00", "2031-05-06T22:40:07+02:00"),
        ("2031-05-06T22:40+0530", "2031-05-06T22:40:00+05:30"),
        ("2031-05-06T00:00:00Z", "2031-05-06"),
        ("2031-05-06", "2031-05-06"),
        ("20310506T224000Z", "2031-05-06T22:40:00+00:00"),
        ("Tue May 06 22:40:00 EDT 2031", "2031-05-06T22:40:00-04:00"),
        ("May 6, 2031", "2031-05-06"),
        ("2031-02-30", None),
        ("2031-05-06T25:00:00", None),
        ("yesterday", None),
    ],
)
def test_stamps(value: str, expected: str | None) -> None:
    assert iso_stamp(value) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (["Ana Ruiz and Tom Oduya"], ("Ana Ruiz", "Tom Oduya")),
        (["Ana Ruiz", "Ana Ruiz"], ("Ana Ruiz",)),
        (["By Ana Ruiz"], ("Ana Ruiz",)),
        (["https://courier.example/authors/ana"], ()),
        (["ana@courier.example"], ()),
        (["Courier staff reporter"], ("Courier staff reporter",)),
        (["COURIER.ORG"], ()),
        (["Okafor, David"], ("David Okafor",)),
        ([""], ()),
    ],
)
def test_persons(fields: list[str], expected: tuple[str, ...]) -> None:
    assert person_names(fields) == expected


@pytest.mark.parametrize(
    ("title", "publisher", "expected"),
    [
        ("Bridge opens | The Herald", "Herald", "Bridge opens"),
        ("Bridge opens - Local | herald.example", "The Herald", "Bridge opens"),
        ("Bridge opens - the long way | Herald", "Herald", "Bridge opens - the long way"),
        ("Budget 3.0 | Taxes rise", "The Herald", "Budget 3.0 | Taxes rise"),
        ("Bridge opens", None, "Bridge opens"),
    ],
)
def test_outlet_is_no_part_of_a_title(title: str, publisher: str | None, expected: str) -> None:
    assert without_outlet(title, publisher) == expected


def test_headline_is_the_one_that_readers_see() -> None:
    above = f"<h1></h1><h1>Harbour news</h1><h1>{TITLE}, council says</h1>"
    head = f'<meta property="og:title" content="{TITLE} | The Courier">'
    reading = page(above=above, head=head)
    assert reading.title == f"{TITLE}, council says"
    assert texts(reading, BlockKind.HEADLINE) == [reading.title]


def test_headline_from_metadata_is_set_above_the_body() -> None:
    site = '<meta property="og:site_name" content="The Courier">'
    head = f'<meta property="og:title" content="{TITLE} | The Courier">{site}'
    reading = page(above="", head=head)
    assert reading.title == TITLE
    assert reading.text.startswith(f"{TITLE}\n\n{PROSE[0]}")


def test_dates_by_the_clock_of_the_outlet() -> None:
    head = script(datePublished="2031-05-06T22:40:00Z", dateModified="2031-05-07T06:00:00Z")
    reading = page(
        head=head, above=f"<h1>{TITLE}</h1><time datetime='2031-05-07T00:40:00+02:00'>7 May</time>"
    )
    assert reading.facts.published == "2031-05-07T00:40:00+02:00"
    assert reading.facts.updated == "2031-05-07T08:00:00+02:00"


def test_an_update_before_publication_is_none() -> None:
    head = script(datePublished="2031-05-06T22:40:00Z", dateModified="2031-05-06T20:00:00Z")
    assert page(head=head).facts.updated is None


def test_visible_byline_and_stamp_stand_in_for_metadata() -> None:
    byline = "<div class='byline'>By Ana Ruiz and Tom Oduya</div>"
    reading = page(above=f"<h1>{TITLE}</h1>{byline}<p>Published 3 May 2031, 17:20 CEST</p>")
    assert reading.facts.authors == ("Ana Ruiz", "Tom Oduya")
    assert reading.facts.published == "2031-05-03T17:20:00+02:00"


def test_outlet_as_author_yields_to_the_byline() -> None:
    head = script(author={"name": "The Courier"}, publisher={"name": "Courier"})
    assert page(head=head, body=f"<p><b>Ana Ruiz</b></p>{BODY}").facts.authors == ("Ana Ruiz",)
    assert page(head=head).facts.authors == ("The Courier",)
    byline = f"<h1>{TITLE}</h1><div class='byline'>By Ana Ruiz</div>"
    agency = script(author={"name": "Los Angeles Times"}, publisher={"name": "latimes.example"})
    assert page(head=agency, above=byline).facts.authors == ("Ana Ruiz",)


@pytest.mark.parametrize(
    ("above", "below", "authors"),
    [
        ("<div class='byline'>By Ana Ruiz</div>", "<p><b>Tom Oduya</b></p>", ("Ana Ruiz",)),
        ("<p>May 6, 2031 03:46 PM EDT | David Oduya</p>", "", ("David Oduya",)),
        ("", "<p>(Reporting by Ana Ruiz; editing by Tom Oduya)</p>", ("Ana Ruiz",)),
    ],
    ids=["one that signs, one alone", "behind a date", "the agency's note"],
)
def test_authors_that_only_the_text_names(above: str, below: str, authors: tuple[str, ...]) -> None:
    assert page(above=f"<h1>{TITLE}</h1>{above}", body=BODY + below).facts.authors == authors


@pytest.mark.parametrize(
    ("insert", "kind"),
    [
        ("<figure><img><figcaption>The ferry at Port Linden</figcaption></figure>", BlockKind.CAPTION),
        ("<div class='image-caption'>The ferry at Port Linden</div>", BlockKind.CAPTION),
        ("<figure><figcaption><span class='x'>Photograph: Ines Roth</span></figcaption></figure>", BlockKind.CREDIT),
        ("<h2>‘We feel cut off’</h2>", BlockKind.HEADING),
        ("<p><strong>What happens next?</strong></p>", BlockKind.HEADING),
        ("<p>NO WAY HOME</p>", BlockKind.HEADING),
        ("<p>Correction: An earlier version of this article misstated the age of Ruth Pell.</p>", BlockKind.CORRECTION),
        ("<p>Additional reporting by Tom Oduya</p>", BlockKind.NOTE),
        ("<ul><li>two horses</li></ul>", BlockKind.BOILERPLATE),
        ("<blockquote class='twitter-tweet'><p>Smoke on board, we are safe.</p></blockquote>", BlockKind.BOILERPLATE),
    ],
)  # fmt: skip
def test_kinds_in_the_body(insert: str, kind: BlockKind) -> None:
    first, *rest = (f"<p>{text}</p>" for text in PROSE)
    reading = page(first + insert + "".join(rest))
    assert [piece.kind for piece in reading.pieces][2] is kind
    assert texts(reading, BlockKind.PARAGRAPH) == list(PROSE)


@pytest.mark.parametrize(
    "insert",
    [
        "<div class='related-articles'><p>The bridge to the isle costs more than was planned.</p></div>",
        "<p><a href='/a'>Bridge to the isle costs more than planned</a></p>",
        "<ul><li><a href='/a'>Bridge to the isle costs more than planned</a> - May 3, 2031</li></ul>",
        "<p>Read more: Bridge to the isle costs more than planned</p>",
        "<div class='newsletter-signup'><p>Get the day’s stories from the coast by email every morning.</p></div>",
        "<form><p>By signing up you agree to the terms of the Courier and its partners.</p></form>",
        "<p hidden>You have read all the free articles of this month, so please subscribe.</p>",
        "<p class='story hidden'>You have read all the free articles of this month, so please subscribe.</p>",
        "<script>document.write('<p>The ferry is on fire, they say.</p>')</script>",
        f"<aside><p>{PROSE[2]}</p></aside>",
        f"<h2>{TITLE}</h2>",
    ],
)
def test_left_out(insert: str) -> None:
    first, *rest = (f"<p>{text}</p>" for text in PROSE)
    reading = page(first + insert + "".join(rest))
    assert reading.text == "\n\n".join((TITLE, *PROSE)) + "\n"


def test_author_note_at_the_end() -> None:
    head = script(author={"name": "Ana Ruiz"})
    reading = page(
        BODY + "<p>Ana Ruiz is a reporter with the Courier and lives on Harrow Isle.</p>", head=head
    )
    assert texts(reading, BlockKind.NOTE) == [
        "Ana Ruiz is a reporter with the Courier and lives on Harrow Isle."
    ]


def test_dek_and_description() -> None:
    above = f"<h1>{TITLE}</h1><p class='dek'>Islanders fear for their supplies after a fire on board.</p>"
    assert page(above=above).description == "Islanders fear for their supplies after a fire on board."
    opening = f'<meta name="description" content="{PROSE[0][:80]}">'
    assert page(head=opening).description is None


def test_declared_language_and_address() -> None:
    head = (
        '<link rel="canonical" href="https://courier.example/a"><meta property="og:locale" content="cy_GB">'
    )
    reading = page(head=head)
    assert (reading.url, reading.language) == ("https://courier.example/a", "cy")
    assert page(head='<link rel="canonical" href="javascript:alert(1)">').url is None


def test_page_without_an_article_is_read_flat() -> None:
    reading = read_html("<html><body><ul><li><a href='/'>Home</a></li></ul></body></html>", "a.html", None)
    assert "no article" in reading.problems[0].message


def test_nesting_without_end() -> None:
    with pytest.raises(TooDeepError):
        parse_html("<div>" * 20_000 + "x")
    reading = read_html("<div>" * 20_000 + PROSE[0], "a.html", None)
    assert PROSE[0] in reading.text
    assert "nested too deeply" in reading.problems[0].message


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param(f"<h1>{TITLE}</h1>" + f"<p>{PROSE[0]}</p>" * 30_000, marks=pytest.mark.long),
        "<div>" * 1400 + f"<p class='a-b-c'>{PROSE[0]}</p>" * 500,
        f"<p>{'<span>a</span>' * 50_000}</p>",
        f"<p class='{'x-' * 200_000}'>{PROSE[0]}</p>",
        "<" * 1_000_000 + PROSE[0],
        f"<script type='application/ld+json'>{'[' * 100_000}</script><p>{PROSE[0]}</p>",
        f"<title>{' | ' * 100_000}</title><p>{PROSE[0]}</p>",
        f"<p>{PROSE[0] * 20_000}</p>",
    ],
    ids=["paragraphs", "depth", "spans", "class", "brackets", "json", "title", "line"],
)
def test_size_costs_no_more_than_its_share(markup: str) -> None:
    start = time.process_time()
    read_html(f"<html>{markup}</html>", "a.html", None)
    assert time.process_time() - start < 20


@given(st.text(alphabet="<>/ap divlh1=\"'&;#x!-\n é", max_size=200))
def test_any_markup_gives_tiled_parts(markup: str) -> None:
    for part in parts_in(markup):
        assert part.text.strip() == part.text != ""


def test_same_bytes_same_reading() -> None:
    assert page(head=script()) == page(head=script())
    root = parse_html(f"<html><head>{script()}</head><h1>{TITLE}</h1></html>")
    assert metadata_of(root, chunks_of(root)) == metadata_of(root, chunks_of(root))


@pytest.mark.parametrize(
    ("head", "above"),
    [
        ('<meta property="article:published_time" value="2031-05-06">', f"<h1>{TITLE}</h1>"),
        ("", f"<h1>{TITLE}</h1><time itemprop='datePublished' datetime='2031-05-06'>today</time>"),
        ("", f"<div class='when'>May 6, 2031</div><h1>{TITLE}</h1>"),
        ('<link rel="canonical" href="https://courier.example/2031/05/06/ferry">', f"<h1>{TITLE}</h1>"),
    ],
    ids=["value", "microdata", "above", "address"],
)
def test_day_of_publication(head: str, above: str) -> None:
    assert page(head=head, above=above).facts.published == "2031-05-06"


def test_short_sentence_that_opens_the_body() -> None:
    reading = page(
        f"<p>It burned fast.</p>{BODY}", head=script(articleBody="\n".join(("It burned fast.", *PROSE)))
    )
    assert texts(reading, BlockKind.PARAGRAPH) == ["It burned fast.", *PROSE]


def test_body_that_is_hidden_until_a_script_runs() -> None:
    hidden = "".join(f"<p hidden>{text}</p>" for text in PROSE[1:])
    reading = page(f"<p>{PROSE[0]}</p>{hidden}", head=script(articleBody="\n".join(PROSE)))
    assert texts(reading, BlockKind.PARAGRAPH) == list(PROSE)


def test_body_that_only_json_ld_has() -> None:
    reading = page(
        "<p>Read the full article in our application.</p>", head=script(articleBody="\n".join(PROSE * 2))
    )
    assert texts(reading, BlockKind.PARAGRAPH) == list(PROSE * 2)


def test_long_paragraph_that_speaks_of_terms_is_text() -> None:
    terms = (
        "But even if we accept that clicking through the terms of service that no passenger reads can be consent, "
        "the council asked on Monday whether you agree to our terms of service by stepping on board a ferry."
    )
    body = "".join(f"<p>{text}</p>" for text in (PROSE[0], terms, *PROSE[1:]))
    head = script(articleBody="\n".join((PROSE[0], terms, *PROSE[1:])))
    assert texts(page(body, head=head), BlockKind.PARAGRAPH) == [PROSE[0], terms, *PROSE[1:]]


def test_class_of_a_paragraph_itself_drops_no_backed_text() -> None:
    first, *rest = (f"<p>{text}</p>" for text in PROSE)
    body = f"{first.replace('<p>', '<p class=teaser>')}{''.join(rest)}"
    assert texts(page(body, head=script(articleBody="\n".join(PROSE))), BlockKind.PARAGRAPH) == list(PROSE)


def test_preformatted_text_of_the_body() -> None:
    record = "{\n  ferry: Linden,\n  sails: daily,\n  berth: 4,\n  master: Pell,\n  since: 2019\n}"
    body = BODY.replace("</p>", f"</p><pre><code>{record}</code></pre>", 1)
    assert any("master: Pell" in text for text in texts(page(body), BlockKind.PARAGRAPH))


def test_body_begins_with_the_first_paragraph_in_whichever_element() -> None:
    summary = "".join(f"<p>{text}</p>" for text in PROSE[:2])
    reading = page(above=f"<h1>{TITLE}</h1><div class='page-summary'>{summary}</div>")
    assert texts(reading, BlockKind.PARAGRAPH)[:2] == list(PROSE[:2])
    assert not texts(reading, BlockKind.DEK)


def test_description_below_the_headline_is_a_dek() -> None:
    words = "How the islanders will get their supplies after the fire"
    description = f'<meta name="description" content="{words}">'
    assert texts(page(head=description, above=f"<h1>{TITLE}</h1><div>{words}</div>"), BlockKind.DEK) == [
        words
    ]


def test_heading_above_a_signed_paragraph() -> None:
    signed = f"{' '.join(PROSE)} [Ana Ruiz]"
    reading = page(f"<p>{PROSE[0]}</p><h3>The crossing, Port Linden</h3><p>{signed}</p>")
    assert texts(reading, BlockKind.HEADING) == ["The crossing, Port Linden"]


def test_sentences_set_as_headings_are_text() -> None:
    body = "".join(f"<h2 class='post'>{text}</h2><figure><img></figure>" for text in (*PROSE[:2], PROSE[3]))
    assert texts(page(body + f"<p>{PROSE[2]}</p>"), BlockKind.PARAGRAPH) == [*PROSE[:2], PROSE[3], PROSE[2]]


def test_page_that_is_all_one_form() -> None:
    menu = "<div class='menu'><a href='/w'>Weather</a></div>"
    byline = "<div>By Ana Ruiz</div>"
    markup = f"<title>{TITLE}</title><form>{menu}<h1>{TITLE}</h1>{byline}<div>{BODY}</div></form>"
    reading = read_html(markup, "a.html", None)
    assert texts(reading, BlockKind.PARAGRAPH) == list(PROSE)
    assert texts(reading, BlockKind.BYLINE) == ["By Ana Ruiz"]
    assert "Weather" not in reading.text


def test_paragraphs_that_the_description_is_cut_from_open_the_body() -> None:
    first, second = (
        "Why does the ferry to Harrow Isle burn so often?",
        "We asked her engineers what they think of it.",
    )
    description = f'<meta name="description" content="{first} {second}">'
    above = f"<h1>{TITLE}</h1><div class='top'><p>{first}<br>{second}</p></div>"
    assert texts(page(head=description, above=above), BlockKind.PARAGRAPH) == [first, second, *PROSE]


COLUMN = "<div class='grid-row'><div class='column'><div class='text-inner'>{}</div></div></div>"
GOING_ON = "The harbour master has kept the log of every crossing since the ferry was built."


def two_columns(between: str = "<div class='ad'>Advertisement</div>", second: str = "") -> ParsedArticle:
    """A page whose body stands in two columns that are set alike; JSON-LD states the first alone."""
    columns = COLUMN.format(BODY) + between + COLUMN.format(second or f"<p>{GOING_ON}</p>")
    return read_html(
        f"<title>{TITLE}</title>{script(articleBody=' '.join(PROSE))}<h1>{TITLE}</h1>{columns}",
        "a.html",
        None,
    )


def test_body_goes_on_in_an_element_set_like_its_own() -> None:
    assert texts(two_columns(), BlockKind.PARAGRAPH) == [*PROSE, GOING_ON]


@pytest.mark.parametrize(
    ("between", "second"),
    [
        ("<h2>Bridge to the isle costs more than planned</h2>", ""),
        ("", f"<h2>Bridge to the isle costs more than planned</h2><p>{GOING_ON}</p>"),
    ],
    ids=["headed", "opens with a heading"],
)
def test_another_story_in_an_element_set_alike(between: str, second: str) -> None:
    assert texts(two_columns(between, second), BlockKind.PARAGRAPH) == list(PROSE)


def test_first_words_of_other_stories_are_no_body() -> None:
    teasers = (
        "The mayor of Port Linden has told the council what the new bridge to the isle will cost them.",
        "Halmery’s brewers have sued the town over the water that it pumps from the wells at the quay.",
        "A choir from the isle will sing in the old station of Tolm when it opens again as a library.",
    )
    rows = "".join(
        f"<h2><a>Other news</a></h2><p>{text}</p><a href='/x'>Read the rest</a>" for text in teasers
    )
    markup = f"<h1>{TITLE}</h1><div class='post'><p>{PROSE[0]}</p></div><div class='more'>{rows}</div>"
    assert texts(read_html(f"<title>{TITLE}</title>{markup}", "a.html", None), BlockKind.PARAGRAPH) == [
        PROSE[0]
    ]


def test_comments_of_readers_are_no_body() -> None:
    comments = "".join(
        f"<li class='comment'><div class='meta'>Jo{number}</div><p>{text}</p></li>"
        for number, text in enumerate((*COMMENTS, f"It says: {PROSE[3]}"))
    )
    reading = page(f"<div class='text'>{BODY}</div><ol class='comment-list'>{comments}</ol>")
    assert texts(reading, BlockKind.PARAGRAPH) == list(PROSE)


def test_evidence_for_next_to_nothing_does_not_bound_the_body() -> None:
    deck = "The islanders will get their supplies by a fishing boat until the ferry is repaired."
    teasers = "".join(f"<li><p>{text}</p></li>" for text in COMMENTS)
    markup = (
        f"<h1>{TITLE}</h1><div class='top'><p>{deck}</p></div><article>{BODY * 6}</article><ul>{teasers}</ul>"
    )
    found = structure_of(chunks_of(parse_html(markup)), TITLE, (), [deck])
    body = [chunk.text for chunk in found.chunks[found.first : found.last]]
    assert body[0] == PROSE[0] and body[-1] == PROSE[-1]


def test_opening_in_a_column_set_like_the_body_above() -> None:
    column = "<div class='column'><div class='story-text'>{}</div></div><div class='promo'><p>Now playing</p></div>"
    columns = column.format(f"<p>{GOING_ON}</p>") + column.format(BODY)
    chunked = chunks_of(parse_html(f"<h1>{TITLE}</h1>{columns}"))
    parts = parts_of_page(structure_of(chunked, TITLE, (), PROSE))
    assert [part.text for part in parts if part.kind is BlockKind.PARAGRAPH] == [GOING_ON, *PROSE]
