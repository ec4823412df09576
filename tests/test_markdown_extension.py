import html
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown.extensions import Extension

from dateline.briefing import document
from dateline.model.annotations import QuoteBasis, Status
from dateline.model.briefing import Briefing, Entry, KeyQuote
from dateline.site.interface_language import interface_language_of
from dateline.site.markdown.commonmark import adapted
from dateline.site.markdown.extension import BriefingMarkup, BriefingText
from dateline.site.pages.corrections_page import CorrectionNote


def render(text: str, *corrections: CorrectionNote) -> str:
    """The text as a page shows it: as Markdown of its own, and the same for a briefing that was parsed before."""
    markup = BriefingMarkup()
    alone = converted(text, markup)
    found = document.read(f"---\ntitle: A\n---\n{text}", "a.md")
    markup.text = BriefingText(found, corrections=corrections)
    assert corrections or converted(found.front.body, markup) == alone
    return converted(found.front.body, markup)


def converted(text: str, markup: BriefingMarkup) -> str:
    extensions: list[str | Extension] = ["admonition", "attr_list", "footnotes", "toc", markup]
    return str(
        Markdown(
            extensions=extensions, extension_configs={"footnotes": {"USE_DEFINITION_ORDER": False}}
        ).convert(text)
    )


def words(page: str) -> str:
    return document.plain(html.unescape(re.sub(r"<[^>]+>", " ", page)))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("2019 — It opens.", '<time datetime="2019">2019</time></p>\n<p class="timeline__text">It opens.<a '),
        ("2019-02~ - It opens.", '<time datetime="2019-02~">about February 2019</time>'),
        ("2020/2022: It is open.", '<time datetime="2020/2022">2020–2022</time>'),
        ("2020/2022 – It is open.", '<time datetime="2020/2022">2020–2022</time>'),
        ("2031-03-07 (planned) — It shuts.", '2031</time> <span class="label">planned</span></p>'),
        ("2031-03-07 (possible) — It shuts.", 'class="timeline__entry timeline__entry--possible"'),
        ("2031-03-07 (denied) — It shuts.", '<span class="label">denied</span>'),
        ("2031-03-07 (rumoured) — It shuts.", '<span class="label">rumoured</span>'),
        ("soon — It shuts.", '<p class="timeline__date"><span>soon</span></p>'),
        ("It shuts without a date.", 'class="timeline__entry timeline__entry--undated"'),
        ("2019 — It **opens** [here](https://news.example).", "<strong>opens</strong> <a href="),
        ("**bold** first", "<strong>bold</strong> first"),
    ],
)  # fmt: skip
def test_timeline_line(line: str, expected: str) -> None:
    page = render(f"## Timeline\n\n- {line}\n")
    assert '<ol class="timeline">' in page
    assert expected in page


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        (
            "planned for 2031-02 and 2031-03-06",
            'planned for <time datetime="2031-02">February 2031</time> and <time datetime="2031-03-06">',
        ),
        ("denied; rumoured", 'denied</span> <span class="label">rumoured</span>'),
        (
            "sources differ: 2031-03-07 in s1 / 2031-03-08 in s2",
            '<span class="label">sources differ</span> <span>on the day:</span> <span class="timeline__value"><time',
        ),
        (
            "sources differ: 5 &lt;b> in s1 / 7 in s2",
            '<span>5 &lt;b&gt;</span> (s1)</span> / <span class="timeline__value"><span>7</span> (s2)',
        ),
        (
            "sources differ: 2031-03-07 in s1 / 2031-03-08 in s2; sources differ: 5 in s1 / 7 in s2",
            '</time> (s2)</span>; <span>on the figure:</span> <span class="timeline__value"><span>5</span> (s1)',
        ),
        ("sources differ: nothing", '"></a></p>\n</li>'),
    ],
)
def test_notes_of_a_timeline_line(notes: str, expected: str) -> None:
    assert expected in render(f"## Timeline\n\n- 2031-03-07 ({notes}) — It shuts.\n")


@pytest.mark.parametrize(
    ("notes", "status", "labels"),
    [
        ("turning point", "happened", ["turning point"]),
        ("planned; turning point", "planned", ["planned", "turning point"]),
        ("turning point; rumoured", "happened", ["turning point", "rumoured"]),
    ],
)
def test_a_turning_point_has_a_class_and_a_label(notes: str, status: str, labels: list[str]) -> None:
    page = render(f"## Timeline\n\n- 2031-05-12 — It rains.\n- 2031-05-13 ({notes}) — The dam gives way.\n")
    assert page.count(f'class="timeline__entry timeline__entry--{status} turning-point"') == 1
    assert page.count("turning-point") == 1
    assert re.findall(r'<span class="label">(.*?)</span>', page) == labels


def test_a_turning_point_is_named_in_the_language_of_the_interface() -> None:
    page = converted(
        "## Timeline\n\n- 2031-05-13 (turning point) — The dam gives way.\n",
        BriefingMarkup(interface_language_of("de")),
    )
    assert re.findall(r'<span class="label"[^>]*>(.*?)</span>', page) == ["Wendepunkt"]
    assert "turning point" not in page


def test_a_date_that_is_the_same_again_is_marked() -> None:
    page = render("## Timeline\n\n- 2019 — A\n- 2019 (planned) — B\n- 2020 — C\n- D\n- 2020 — E\n")
    assert page.count("timeline__date--again") == 1
    assert page.count("<time") == 4


def test_timeline_items_may_hold_more() -> None:
    page = render(
        "## Timeline\n\n- 2019 — It opens.\n\n    More of it.\n\n- 2020 — It shuts.\n    - at noon\n"
    )
    assert page.count("<time") == 2
    assert "<p>More of it.</p>" in page
    assert "<li>at noon</li>" in page


@pytest.mark.parametrize(
    ("text", "lists"),
    [
        ("## Timeline\n\n- 2019 — A\n\nThen a remark.\n\n- 2020 — B\n", 2),
        ("## Timeline {: #when }\n\n- 2019 — A\n", 1),
        ("## Timeline ##\n\n### 2019\n\n- 2019 — A\n", 1),
        ("## Timeline\n\n## Else\n\n- 2019 — A\n", 0),
        ("## The Timeline\n\n- 2019 — A\n", 0),
        ("# Timeline\n\n- 2019 — A\n", 0),
        ("- 2019 — A\n", 0),
    ],
)
def test_only_lists_below_the_heading_are_timelines(text: str, lists: int) -> None:
    assert render(text).count('<ol class="timeline">') == lists


@pytest.mark.parametrize(
    ("title", "caption"),
    [
        ('"Ona Brack"', '<span class="quote__speaker">Ona Brack</span>'),
        (
            '"Ona Brack, mayor of Marn"',
            '<span class="quote__speaker">Ona Brack</span>, <span class="quote__role">mayor of Marn</span>',
        ),
        ('"Ona Brack (speaker implied)"', 'Ona Brack</span> <span class="label">speaker implied</span>'),
        (
            '"Ona Brack, mayor (according to Coast Wire; speaker implied)"',
            'mayor</span>, <span class="quote__via">according to Coast Wire</span> <span class="label">',
        ),
        ('"Ona Brack (in 2019)"', '<span class="quote__note">(<span>in 2019</span>)</span>'),
        (
            '"Ona Brack (2019-05-02; in a statement)"',
            '<span class="quote__note">(<time datetime="2019-05-02">May 2, 2019</time>; '
            "<span>in a statement</span>)</span>",
        ),
        ('"Speaker not named"', '<span class="quote__speaker quote__speaker--none">Speaker not named</span>'),
        ("", '<span class="quote__speaker quote__speaker--none">Speaker not named</span>'),
        ('"*Ona* Brack"', '<span class="quote__speaker"><em>Ona</em> Brack</span>'),
    ],
)
def test_quote_box(title: str, caption: str) -> None:
    page = render(f"!!! quote {title}\n    “It rains.”\n\n    “It pours.”\n")
    assert page.count("<figure") == page.count("<blockquote") == 1
    assert "<p>“It rains.”</p>\n<p>“It pours.”</p>\n</blockquote>" in page
    assert caption in page


def test_other_boxes_stay_as_they_are() -> None:
    assert '<div class="admonition note">' in render("!!! note\n    Mind the gap.\n")


BOX_LINES = (
    '!!! quote "Ona Brack, mayor of the free harbour"\n    “It rains all day.”[^s1-2] <!-- q-0f1e2d -->\n'
)


@pytest.mark.parametrize(
    "written",
    [
        '!!! quote "Ona Brack, mayor of the free harbour"\n“It rains all day.”[^s1-2] <!-- q-0f1e2d -->\n',
        '!!! quote "Ona Brack, mayor of the free harbour"\n“It rains\nall day.”[^s1-2] <!-- q-0f1e2d -->\n',
        '!!! quote "Ona Brack, mayor of the free harbour" “It rains\nall day.”[^s1-2]\n<!-- q-0f1e2d -->\n',
        '!!! quote "Ona Brack, mayor of\nthe free harbour" “It rains all day.”[^s1-2] <!-- q-0f1e2d -->\n',
        '!!! quote "Ona Brack, mayor of the free harbour"\n\n    “It rains all day.”[^s1-2]\n    <!-- q-0f1e2d -->\n',
    ],
    ids=["margin", "broken words", "joined", "broken title", "identity on a line"],
)
def test_a_box_is_shown_alike_however_a_formatter_lays_it_out(written: str) -> None:
    note = "\n[^s1-2]: Bell: “It rains all day.”\n"
    assert " ".join(render(written + note).split()) == " ".join(render(BOX_LINES + note).split())


@pytest.mark.parametrize("title", ['!!! note "Mind"', "!!! warning"])
def test_a_box_of_any_kind_keeps_its_words(title: str) -> None:
    assert render(f"{title}\nThe gap.\n\n    And the step.\n") == render(
        f"{title}\n    The gap.\n\n    And the step.\n"
    )


@pytest.mark.parametrize("mark", list("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"))
def test_a_backslash_makes_text_of_any_punctuation(mark: str) -> None:
    assert words(render(f"a \\{mark}b")) == document.unescape(f"a \\{mark}b") == f"a {mark}b"


@pytest.mark.parametrize(
    "markup", ["\\<script>x()\\</script>", "\\<img src=x onerror=x()>", "\\<!-- x", "\\&lt;b>"]
)
def test_escaped_tags_are_text(markup: str) -> None:
    page = render(f'{markup} it rains.\n\n- {markup}\n\n!!! quote "{markup}"\n    “{markup}”\n')
    assert not re.search(r"<(?:script|img|!|b>)", page)
    assert page.count(html.escape(document.unescape(markup))) == 4


def test_a_backslash_in_code_is_a_backslash() -> None:
    assert "<code>\\&lt;b&gt;</code>" in render("`\\<b>`")


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("- a\n  - b\n    - c\n- d\n", "- a\n    - b\n        - c\n- d\n"),
        ("1. a\n   - b\n     - c\n1. d\n", "1. a\n    - b\n        - c\n1. d\n"),
        ("- a\n\n  More of a.\n\n- b\n", "- a\n\n    More of a.\n\n- b\n"),
        (
            "- a\n  - b\n\n    More of b.\n\n  More of a.\n",
            "- a\n    - b\n\n        More of b.\n\n    More of a.\n",
        ),
        ("- a\n  on two lines\n", "- a on two lines\n"),
    ],
)
def test_a_list_may_be_indented_as_commonmark_has_it(written: str, wanted: str) -> None:
    assert words(render(written)) == words(render(wanted))
    assert re.findall(r"<[^>]*>", render(written)) == re.findall(r"<[^>]*>", render(wanted))


@pytest.mark.parametrize(
    "text",
    [
        "- a\n    - b\n        - c\n\n    More of a.\n\n        code\n",
        "- a\n\n      b\n\nNo item.\n\n  Nor this.\n\n    code\n",
        "- a\n## H\n  words\n",
        "No list\n- a\n",
        '- a\n\n!!! note "b"\n    - c\n    - d\n\n    e\n',
    ],
)
def test_what_is_indented_by_fours_stays(text: str) -> None:
    assert list(adapted(text.split("\n"))) == text.split("\n")


def test_evidence_gets_a_heading_and_only_what_is_cited_is_listed() -> None:
    page = render("A.[^b] B.[^a] C.[^b]\n\n[^a]: first\n[^b]: second\n[^c]: third\n")
    assert '<h2 id="evidence">Evidence</h2>' in page
    assert "third" not in page
    assert page.index("second") < page.index("first"), "in the order of reading"
    assert 'aria-label="Evidence 1"' in page
    assert page.count('role="doc-backlink"') == 3


@pytest.mark.parametrize("text", ["A.\n\n[^a]: first\n", "A.\n", ""])
def test_no_evidence_without_references(text: str) -> None:
    assert "vidence" not in render(text)


TEXT = st.text(
    alphabet=st.sampled_from("ab1 ,.()[]<>&\"'“”—-*_`#!|{}\\:^é\u202e\u00a0"), min_size=1, max_size=40
).filter(lambda text: document.plain(text) != "")


@settings(max_examples=150)
@given(TEXT, TEXT)
@example("1", "&#1")
def test_what_is_written_is_shown_word_for_word(said: str, happened: str) -> None:
    briefing = Briefing(
        front={"title": "A"},
        key_quotes=(KeyQuote(((said,),), "Ona Brack", basis=QuoteBasis.IMPLIED),),
        timeline=(Entry("2031-03", happened, Status.PLANNED),),
    )
    body = document.write(briefing).split("---\n", 2)[2]
    assert words(render(body)) == document.plain(
        f"Key quotes “{document.plain(said)}” Ona Brack speaker implied Timeline March 2031 planned {happened}"
    )


def test_a_briefing_that_was_parsed_before_is_not_parsed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    body = (
        '## Key quotes\n\n!!! quote "Ona Brack, mayor (2019-05-02)"\n    “It rains.”[^q-1]\n\n'
        "## Timeline\n\n- 2019 (planned) — It opens.\n- 2020: It shuts.\n\n[^q-1]: Bell: “It rains.”\n"
    )
    markup = BriefingMarkup()
    markup.text = BriefingText(document.read(f"---\ntitle: A\n---\n{body}", "a.md"))
    shown = converted(body, markup)
    assert shown.count("<time") == 3 and 'class="quote__role">mayor' in shown

    def again(*parts: object) -> None:
        raise AssertionError("parsed again")

    for name in ("document.entry_parts", "document.title_parts", "document.blocks_of"):
        monkeypatch.setattr(f"dateline.briefing.{name}", again)
    monkeypatch.setattr("dateline.site.markdown.extension.title_parts", again)
    assert converted(body, markup) == shown


ITEMS = """Rain fell.[^p-1]

## Key points

- A dam broke.[^p-2]

## Key quotes

!!! quote "Ola Arnaud"
    “It stands”[^q-1]

## Timeline

- 2019 — It opens.[^t-1]

[^p-1]: Bell: “Rain fell.”
[^p-2]: Bell: “A dam broke.”
[^q-1]: Bell: “It stands.”
[^t-1]: Bell: “It opened.”
"""
NOTE = (
    r'<p class="corrected" data-search-exclude="true"><a href="#c-1">Corrected</a> '
    r'<time datetime="2031-03-05">March 5, 2031</time>: It was &lt;b&gt; \*not\*.</p>'
)


def corrected(label: str) -> str:
    return render(ITEMS, CorrectionNote("c-1", "2031-03-05", "It was <b> *not*.", label))


@pytest.mark.parametrize(
    ("label", "around"),
    [
        ("p-1", r"<p>Rain fell\.<sup.*</sup></p>\s*NOTE\s*<h2"),
        ("p-2", r"<li>A dam broke\.<sup.*</sup>NOTE</li>"),
        ("q-1", r'<figcaption>.*Arnaud</span><a [^>]*href="#q-1"></a>NOTE</figcaption>'),
        ("t-1", r'<li class="timeline__entry.*</p>\s*NOTE\s*</li>'),
    ],
)
def test_a_correction_stands_at_its_item(label: str, around: str) -> None:
    page = corrected(label)
    assert re.search(around.replace("NOTE", NOTE), page, re.DOTALL), page
    assert page.count("Corrected") == 1


def test_a_correction_of_an_item_that_is_not_there_is_left_to_the_foot() -> None:
    assert corrected("t-2") == render(ITEMS)


@pytest.mark.parametrize("mark", ["\ue0d0#0\ue0d1", "\ue0d0t-1\ue0d1"])
def test_a_mark_in_the_text_is_no_mark(mark: str) -> None:
    """Nobody puts one item's date or identity upon another by writing our own private characters."""
    page = render(f"## Timeline\n\n- 2019 — It opens.\n- {mark}It shuts.\n\n{mark}Rain.\n")
    assert page.count("<time") == 1 and "undated" in page
    assert 'id="t-1"' not in page


@pytest.mark.parametrize(
    "text",
    [
        "<div>\n- 2019 — It opens.\n</div>\n",
        "<div>\n\n- 2019 — It opens.\n\n</div>\n",
        "```\n- 2019 — It opens.\n```\n",
        "    - 2019 — It opens.\n",
        "1. 2019 — It opens.\n",
        "- 2019\n  (planned) — It\n  opens.\n\n!!! quote “Bo”\n    “It.”\n",
        '- 2019 — A\n\n!!! quote "Bo", a man\n    “It.”\n',
    ],
)
def test_no_mark_is_left_and_nothing_lost_however_an_item_is_laid_out(text: str) -> None:
    page = render(f"## Timeline\n\n{text}\n## Key quotes\n\n{text}")
    assert not re.search("[\ue0d0\ue0d1]|#\\d", page)
    assert (page.count("2019"), page.count("It")) >= (2, 2)
