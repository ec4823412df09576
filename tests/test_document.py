"""The briefing file: what is written reads back, as records and as a rendered page."""

import html
import re
from operator import add

import markdown
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from dateline.briefing import document
from dateline.model.annotations import QuoteBasis, Status
from dateline.model.briefing import Briefing, Difference, Entry, Evidence, KeyPoint, KeyQuote

EXTENSIONS = [
    "admonition",
    "attr_list",
    "footnotes",
    "tables",
    "fenced_code",
    "def_list",
    "abbr",
    "md_in_html",
]

TRICKY = [
    "[click](javascript:alert(1))",
    "![x](https://evil.example/?q=1)",
    "<b>bold</b> <script>alert(1)</script>",
    "a reference that is cut short: &#1 &#x41 &#65 and &copy left open",
    "AT&T &amp; &lt;script&gt; &#x3C;",
    "1. not a list",
    "2023) nor this",
    "# not a heading",
    "- not an item",
    "> no quote",
    "``` no fence",
    "~~~ no fence",
    "!!! note",
    "??? details",
    "=== tab",
    "| no | table |",
    ": no definition",
    "*a_ **b** __c__ a*b*c",
    "{: #id .class } and {{ config }}",
    "[x]: https://example.org",
    "*[HTML]: x",
    "[^p-1] is no footnote",
    "back\\slash \\* \\",
    "`code` $math$ ~~del~~ ==mark== ^sup^",
    '“curly ‘nested’ marks” and "straight"',
    "a\u2028b\u00a0c\td\ne",
    "\u202eright to left\u202c",
    "<!-- comment --> <? pi ?> <![CDATA[x]]>",
    "https://example.org/a_b_c <https://x.y> a@b.c",
    "\x02klzzwxh:0\x03",
    "]]><!--<x/>",
]

_TEXT = st.text(st.characters(exclude_categories=("Cs", "Cn", "Co")), max_size=60)
_MARKUP = st.text(st.sampled_from(list("[](){}<>&*_`#-+.!|\\~=:^$\"“”'’ \n19ab")), max_size=40)


def shown(page: str) -> str:
    """The text of a rendered page, blanks folded."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", page)).split())


def rendered(source: str) -> str:
    return markdown.markdown(source, extensions=EXTENSIONS)


@pytest.mark.parametrize("text", TRICKY)
@pytest.mark.parametrize("frame", ["{}", "- {}", "- 2019 — {}", '!!! quote "x"\n    {}', "“{}”"])
def test_escaped_text_is_shown_as_it_is(text: str, frame: str) -> None:
    page = rendered(frame.format(document.escape(text)))
    assert shown(page).removeprefix("x ") == shown_frame(frame, text)
    assert not re.search(r"<(script|b|a|img|em|strong|code|h1|ol|table|dl)\b", page)


def shown_frame(frame: str, text: str) -> str:
    around = {"- {}": "{}", "- 2019 — {}": "2019 — {}", '!!! quote "x"\n    {}': "{}"}.get(frame, frame)
    return " ".join(around.format(document.plain(text)).split())


@given(st.one_of(_TEXT, _MARKUP))
@example("1.")
@example("&#63;")
@example("\\")
def test_any_text_renders_back(text: str) -> None:
    assume(document.plain(text))
    page = rendered("start\n\n- 2019 — " + document.escape(text) + "\n- " + document.escape(text))
    plain = " ".join(document.plain(text).split())
    assert shown(page) == " ".join(f"start 2019 — {plain} {plain}".split())


@given(st.one_of(_TEXT, _MARKUP))
def test_unescape_inverts_escape(text: str) -> None:
    assert document.unescape(document.escape(text)) == document.plain(text)


@given(_TEXT)
def test_plain_text_is_plain_already(text: str) -> None:
    assert document.plain(document.plain(text)) == document.plain(text)


def test_a_label_rests_on_the_words_and_not_on_their_spacing() -> None:
    assert document.identity("t", "a b", "c") == document.identity("t", "a\n b", "c")
    assert document.identity("t", "a b", "c") != document.identity("t", "a", "b c")
    assert re.fullmatch(r"t-[0-9a-f]{6}", document.identity("t", "a"))


BRIEFING = Briefing(
    front={"title": "Dam: what now?", "date": "2025-05-12"},
    lead="The gate gave way.",
    lead_labels=("s1-1",),
    lead_id="p-000001",
    key_points=(KeyPoint("1. Nobody died.", ("s1-1", "s1-2-3"), "p-000002"),),
    key_quotes=(
        KeyQuote(
            (("We “saw” it,", "and ran."), ("Then it rained.",)),
            "Ola Varga",
            'a "gatekeeper", retired',
            labels=("s1-2",),
            id="q-000001",
        ),
        KeyQuote(
            (("Nobody asked.",),),
            "Ola Varga",
            basis=QuoteBasis.IMPLIED,
            via="Radio Halmery",
            labels=("s1-2",),
            id="q-000002",
        ),
        KeyQuote((("No.",),), basis=QuoteBasis.NONE, labels=("s1-2",), id="q-000003"),
        KeyQuote(
            (("Yes.",),),
            "Ola Varga",
            "mayor",
            via="Radio Halmery",
            said="2025-05-13",
            venue='told reporters at the "Old Weir"',
            labels=("s1-2",),
            id="q-000004",
        ),
    ),
    timeline=(
        Entry("2019-02~", "The dam — old — leaks.", labels=("s1-caption", "s2-1"), id="t-000001"),
        Entry("2025-05-14", "A barrier is to be lowered.", Status.PLANNED, ("s1-1",), id="t-000003"),
        Entry(
            "2025-05-15", "A barrier was lowered.", planned=("2025-05-14",), labels=("s1-1",), id="t-000004"
        ),
        Entry(
            "2025-05-16",
            "Homes were emptied.",
            differences=(Difference("310 homes", "s1"), Difference("more than 400 homes", "s2")),
        ),
    ),
    evidence=(
        Evidence("s1-1", "The gate gave way.", "Courier", "s1", "paragraph 1"),
        Evidence(
            "s1-caption",
            "It says: “x” (y).",
            "Radio (Halmery)",
            None,
            "caption",
            "date counted from “last May”",
        ),
        Evidence("s2-1", "“No,” he said. “Never.”", None, "s2", "paragraph 3", headline="Dam: what ‘now’?"),
        Evidence("s2-2", "No publisher."),
    ),
)


def test_records_read_back() -> None:
    assert document.read(document.write(BRIEFING), "b.md").briefing == BRIEFING


def test_records_know_their_lines() -> None:
    text = document.write(BRIEFING)
    lines = text.split("\n")
    found = document.read(text, "b.md").briefing
    lists: list[tuple[KeyPoint | KeyQuote | Entry | Evidence, ...]] = [found.key_points, found.key_quotes]
    for items in (*lists, found.timeline, found.evidence):
        assert items
        assert all(item.line for item in items)
    assert lines[found.timeline[1].line - 1].startswith("- 2025-05-14 (planned) — ")
    assert lines[found.key_quotes[1].line - 1].startswith("!!! quote")
    assert lines[found.evidence[1].line - 1].startswith("[^s1-caption]:")


_PLAIN = st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=40).filter(
    lambda text: bool(document.plain(text))
)
_LABELS = st.lists(st.from_regex(r"s[12]-[1-9](-[2-9])?", fullmatch=True), max_size=2).map(tuple)
_IDS = st.just("") | st.from_regex(r"t-[0-9a-f]{6}", fullmatch=True)
_DATES = st.dates().map(lambda day: day.isoformat())


_FIGURES = st.builds(
    "{} {}".format, st.integers(1, 10**6), st.sampled_from(["people", "% of homes", "m_2 in all"])
)


def _differences(values: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[Difference, ...]]:
    ids = st.sampled_from(["s1", "s2", "s12"])
    return st.lists(st.builds(Difference, values, ids), max_size=3).map(tuple)


@given(
    st.lists(
        st.builds(
            Entry,
            _DATES,
            _PLAIN.map(document.plain),
            st.sampled_from(Status),
            _LABELS,
            st.lists(_DATES, max_size=2).map(tuple),
            st.builds(add, _differences(_DATES), _differences(_FIGURES)),
            st.booleans(),
            _IDS,
        ),
        max_size=4,
    )
)
def test_any_timeline_reads_back(entries: list[Entry]) -> None:
    text = document.write(Briefing({"title": "x"}, timeline=tuple(entries)))
    assert document.read(text, "b.md").briefing.timeline == tuple(entries)


@given(st.lists(_PLAIN.map(document.plain), max_size=4))
def test_any_points_read_back(points: list[str]) -> None:
    text = document.write(Briefing({"title": "x"}, key_points=tuple(map(KeyPoint, points))))
    assert document.read(text, "b.md").briefing.key_points == tuple(map(KeyPoint, points))


_WORDS = _PLAIN.map(document.plain).filter(lambda text: text[0].isalpha() and not set("(),;") & set(text))


@given(_WORDS, st.none() | _WORDS, st.none() | _DATES, st.none() | _WORDS, st.booleans())
def test_any_title_reads_back(
    speaker: str, via: str | None, said: str | None, venue: str | None, implied: bool
) -> None:
    assume(speaker != document.NO_SPEAKER and (venue is None or document.is_venue(venue)))
    basis = QuoteBasis.IMPLIED if implied else QuoteBasis.EXPLICIT
    quote = KeyQuote((("Yes.",),), speaker, basis=basis, via=via, said=said, venue=venue)
    [found] = document.read(document.write(Briefing({}, key_quotes=(quote,))), "b.md").briefing.key_quotes
    assert found == quote


def test_a_title_tells_who_when_and_where() -> None:
    quote = KeyQuote((("Yes.",),), "Ola Varga", "mayor", said="2025-05-13", venue="in a (short) call; live")
    assert document.title_of(quote) == "Ola Varga, mayor (2025-05-13; in a \\[short] call, live)"


@pytest.mark.parametrize(
    ("line", "entry"),
    [
        ("- 2019 - By hand.", Entry("2019", "By hand.")),
        ("* 2019-04: By hand.", Entry("2019-04", "By hand.")),
        ("- 2019 (planned) – By\n  hand.[^x]", Entry("2019", "By hand.", Status.PLANNED, ("x",))),
        ("- 2019 — By hand.\n\n- 2020 — Loose.", Entry("2019", "By hand.")),
        ("- soon we shall see", Entry("", "soon we shall see")),
        ("- 2019 (turning point) — By hand.", Entry("2019", "By hand.", is_turning_point=True)),
        (
            "- 2019 (turning point; planned) — By hand.",
            Entry("2019", "By hand.", Status.PLANNED, is_turning_point=True),
        ),
        ("- 2019 (a turning point) — By hand.", Entry("2019", "By hand.")),
    ],
)
def test_lines_that_people_write(line: str, entry: Entry) -> None:
    text = f"---\ntitle: x\n---\n\nLead.\n\n## Timeline\n{line}\n\n## Notes\n- 1999 — not on it.\n"
    assert document.read(text, "b.md").briefing.timeline[0] == entry


@pytest.mark.parametrize(
    "line",
    [
        "- 2031-05-13 (turning point) — The dam gives way.",
        "- 2031-05-13 (planned; turning point) — The dam is to be opened.",
        "- 2031-05-13 (sources differ: 5 in s1 / 7 in s2; turning point) — The dam gives way.",
    ],
)
def test_a_turning_point_is_written_as_it_was_read(line: str) -> None:
    text = f"---\ntitle: x\n---\n\n## Timeline\n\n{line}\n"
    found = document.read(text, "b.md").briefing
    assert found.timeline[0].is_turning_point
    assert document.write(found) == text


def test_windows_line_ends_and_a_byte_order_mark_read_the_same() -> None:
    text = document.write(BRIEFING)
    assert document.read("\ufeff" + text.replace("\n", "\r\n"), "b.md").briefing == BRIEFING


@pytest.mark.parametrize(
    ("box", "parts"),
    [
        ('!!! quote "Ann"\n    “One.”', (("One.",),)),
        ('!!! quote "Ann"\n\n    "One."', (("One.",),)),
        ('!!! quote "Ann"\n    One.', (("One.",),)),
        ('!!! quote "Ann"\n    “One.”[^s1-4]\n    <!-- q-1 -->\n\n    Said at noon.', (("One.",),)),
        (
            '!!! quote implied "Ann"\n\n    “One,” … “two.”\n\n    “Three.”[^q]',
            (("One,", "two."), ("Three.",)),
        ),
    ],
)
def test_boxes_that_people_write(box: str, parts: tuple[tuple[str, ...], ...]) -> None:
    text = f"---\ntitle: x\n---\n\n## Key quotes\n\n{box}\n\n## Timeline\n"
    [quote] = document.read(text, "b.md").briefing.key_quotes
    assert (quote.speaker, quote.paragraphs) == ("Ann", parts)


@pytest.mark.parametrize(
    "box",
    [
        '!!! quote "Ona Brack, mayor of the free harbour (2031-05-02)"\n“It rains all day,” … “she said”[^s1-2]',
        '!!! quote "Ona Brack, mayor of\nthe free harbour (2031-05-02)" “It rains all\nday,” … “she said”[^s1-2]',
        '!!! quote "Ona Brack, mayor of the free harbour (2031-05-02)"\n\n    “It rains all day,” … “she said”[^s1-2]',
    ],
    ids=["margin", "broken title", "blank line"],
)
def test_a_box_is_read_alike_however_a_formatter_lays_it_out(box: str) -> None:
    text = f"## Key quotes\n\n{box} <!-- q-0f1e2d -->\n\n    “It pours.”\n\n- 1\n"
    [quote] = document.read(text, "b.md").briefing.key_quotes
    assert quote == KeyQuote(
        (("It rains all day,", "she said"), ("It pours.",)),
        "Ona Brack",
        "mayor of the free harbour",
        QuoteBasis.EXPLICIT,
        said="2031-05-02",
        labels=("s1-2",),
        id="q-0f1e2d",
        line=3,
    )


def test_an_escaped_comment_opens_none() -> None:
    text = "## Key points\n\n- A \\<!-- b. <!-- p-0f1e2d -->\n- C --> d.\n"
    assert [point.text for point in document.read(text, "b.md").briefing.key_points] == [
        "A <!-- b.",
        "C --> d.",
    ]
