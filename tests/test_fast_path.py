"""Both ways of rendering a briefing give the same page: the fast path and Python-Markdown."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown.extensions.tables import TableExtension

from dateline.briefing import document
from dateline.model.annotations import QuoteBasis, Status
from dateline.model.briefing import Briefing, Difference, Entry, Evidence, KeyPoint, KeyQuote
from dateline.site.interface_language import ENGLISH, Language, interface_language_of
from dateline.site.markdown.extension import BriefingMarkup, BriefingText
from dateline.site.markdown.fast_path import FastPath, RenderedBody, fast_path_of
from dateline.site.pages.corrections_page import CorrectionNote
from nightly import times
from sites import build_site, make_project

ROOT = Path(__file__).parents[1]
EXTENSIONS = ("toc", "tables", "fenced_code", "admonition", "attr_list", "footnotes")
OPTIONS: Mapping[str, Mapping[str, Any]] = {
    "footnotes": {"USE_DEFINITION_ORDER": False, "BACKLINK_TITLE": "Back to {} & on"},
    "toc": {"permalink": True, "permalink_title": 'Link to "this"'},
}
WITH_OTHERS = (*EXTENSIONS, "def_list", "md_in_html", "sane_lists", "pymdownx.details", "pymdownx.superfences",
               "pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.tabbed")  # fmt: skip
GERMAN = interface_language_of("de")

Options = Mapping[str, Mapping[str, Any]]


def path_of(
    language: Language = ENGLISH, extensions: Sequence[str] = EXTENSIONS, options: Options = OPTIONS
) -> FastPath:
    path = fast_path_of([*extensions, BriefingMarkup(language)], options, language)
    assert path
    return path


class Both:
    """Renders with one configuration both ways."""

    def __init__(
        self, language: Language = ENGLISH, extensions: Sequence[str] = EXTENSIONS, options: Options = OPTIONS
    ) -> None:
        self._markup = BriefingMarkup(language)
        self._md = Markdown(extensions=[*extensions, self._markup], extension_configs=dict(options))
        self._path = path_of(language, extensions, options)

    def render(self, text: str, language: str | None = "en", sources: str = "") -> RenderedBody | None:
        """The body on the fast path, which is that of Python-Markdown; None where it is not taken."""
        found = document.read(f"---\ntitle: A\n{sources}---\n{text}", "a.md")
        self._markup.text = briefing = BriefingText(found, language)
        fast = self._path.render(briefing)
        if fast:
            html = self._md.reset().convert(found.front.body)
            tokens = [
                (token["name"], token["id"], token["children"])
                for token in getattr(self._md, "toc_tokens", ())
            ]
            assert fast.html == html
            assert [(*heading, []) for heading in fast.headings] == tokens
            assert sorted(fast.anchors) == sorted(re.findall(r' id="([^"]*)"', html))
            assert set(re.findall(r'href="#([^"]*)"', html)) <= fast.anchors
        return fast


CONFIGURATIONS = [
    Both(),
    Both(GERMAN),
    Both(GERMAN, WITH_OTHERS, {**OPTIONS, "toc": {"permalink": "¶ &c.", "permalink_title": ""}}),
    Both(
        ENGLISH, EXTENSIONS, {"footnotes": {"USE_DEFINITION_ORDER": False, "BACKLINK_TEXT": "↩"}, "toc": {}}
    ),
]
BODY = """Rain fell on A&B.[^s1-1]
<!-- p-1 -->

## Key points

- A dam \\*broke\\*, 3.5 m high.[^s1-2][^s1-1]
  <!-- p-2 -->
- 5 &lt; 6.[^s1-2] And then?

## Key quotes

!!! quote "Ola &quot;Bo&quot; Arnaud, mayor, of Ely (according to Tass; 2019-05-02; in a statement; speaker implied)"
    “It stands” … “now”[^s1-3]

    “and falls”[^s1-1]
    <!-- q-1 -->

!!! quote "Speaker not named"
    “No.”[^s1-3]

## Timeline

- 2019 — It opens.[^s1-2]
  <!-- t-1 -->
- 2019 (planned; turning point) — It shuts > here.[^s1-3]
  <!-- t-2 -->
- 2020-03-04 (sources differ: 5 &lt;b> in s1 / 7 in s2) — It ends.

## Before

- It had rained twice.[^s1-5][^s1-2]

It had not been noticed.[^s1-4]

[^s1-1]: Bell (s1), paragraph 1 (date counted from “July”): “Rain fell.”
[^s1-2]: Source, caption: “A dam broke.”
[^s1-3]: Not in a form of ours
[^s1-4]: Bell, paragraph 9: “Nobody noticed.”
[^s1-5]: Source: “It rained.”
[^s1-6]: Bell, paragraph 9: “Nobody cites it.”
"""


@pytest.mark.parametrize("both", CONFIGURATIONS)
@pytest.mark.parametrize("language", ["en", "de", None])
def test_a_briefing(both: Both, language: str | None) -> None:
    fast = both.render(BODY, language)
    assert fast and 'id="fnref3:s1-1"' in fast.html
    assert len(fast.headings) == 5


@pytest.mark.parametrize("path", sorted((ROOT / "briefings").glob("*.md")), ids=lambda path: path.stem[:40])
def test_a_sample(path: Path) -> None:
    body = path.read_text(encoding="utf-8").split("---\n", 2)[2]
    assert all(both.render(body) for both in CONFIGURATIONS)


# --- what is generated, and what people make of it ------------------------------------------------------------

ODD = st.text(st.sampled_from("ab1 .,;:()[]<>&#\"'“”—-*_`!|{}\\^~=+?é\u00a0\u2028"), max_size=24)
PHRASES = st.sampled_from(
    [
        "Rain fell.",
        "AT&T",
        "&lt;b>",
        "&#60;",
        "&amp",
        "R&D;",
        "1. Rain",
        "3.5 m",
        "# no",
        "- no",
        "> no",
        "“Yes,” she said.",
        "“No”",
        "10) x",
        "::",
        "A: B: “C”",
        "a\\b",
        "[x](y)",
        "&x\\;",
        "&\\#1;",
        "!!! quote",
        "[TOC]",
        "{: #a }",
        "///Footnotes Go Here///",
        "__a__",
        "http://a.example/b_c",
    ]
)
WORDS = (
    st.lists(PHRASES | ODD, min_size=1, max_size=3).map(" ".join).filter(lambda text: document.plain(text))
)
LABELS = st.lists(st.sampled_from(["s1-1", "s1-2", "s2-1"]), max_size=3, unique=True).map(tuple)
DATES = st.sampled_from(["2019", "2019-05", "2019-05-02", "2019-02~", "2020/2022"])


def named(kind: str) -> st.SearchStrategy[str]:
    return st.integers(0, 10**6).map(lambda number: f"{kind}-{number}") | st.just("")


ENTRIES = st.builds(
    Entry,
    DATES,
    WORDS,
    st.sampled_from(Status),
    LABELS,
    st.lists(DATES, max_size=2, unique=True).map(tuple),
    st.lists(st.builds(Difference, WORDS, st.sampled_from(["s1", "s2"])), max_size=2).map(tuple),
    st.booleans(),
    named("t"),
)
QUOTES = st.builds(
    KeyQuote,
    st.lists(st.lists(WORDS, min_size=1, max_size=2).map(tuple), min_size=1, max_size=2).map(tuple),
    WORDS | st.none(),
    WORDS | st.none(),
    st.sampled_from(QuoteBasis),
    WORDS | st.none(),
    DATES | st.none(),
    WORDS | st.none(),
    LABELS,
    named("q"),
)
EVIDENCE = st.builds(
    Evidence,
    st.just(""),
    WORDS,
    WORDS | st.none(),
    st.sampled_from(["s1", None]),
    st.sampled_from(["paragraph 4", "caption", None]),
    st.sampled_from(["date stated", "date counted from “July”", None]) | WORDS,
    WORDS | st.none(),
)
BRIEFINGS = st.builds(
    lambda lead, lead_id, labels, points, quotes, entries, notes: Briefing(
        {"title": "A"},
        lead,
        labels,
        lead_id,
        tuple(points),
        tuple(quotes),
        tuple(entries),
        tuple(
            Evidence(label, note.text, note.publisher, note.source, note.place, note.note, note.headline)
            for label, note in zip(("s1-1", "s1-2", "s2-1"), notes, strict=True)
        ),
    ),
    WORDS | st.just(""),
    named("p"),
    LABELS,
    st.lists(st.builds(KeyPoint, WORDS, LABELS, named("p")), max_size=3),
    st.lists(QUOTES, max_size=2),
    st.lists(ENTRIES, max_size=3),
    st.lists(EVIDENCE, min_size=3, max_size=3),
)


def body_of(briefing: Briefing) -> str:
    return document.write(briefing).split("---\n", 2)[2]


A_MARK = Briefing({}, timeline=(Entry("2019", "It opens.", differences=(Difference("[TOC]", "s1"),)),))


@settings(max_examples=times(100, 300))
@example(A_MARK, CONFIGURATIONS[0], "en")
@given(BRIEFINGS, st.sampled_from(CONFIGURATIONS), st.sampled_from(["en", "de", "fr"]))
def test_any_briefing_that_is_written(briefing: Briefing, both: Both, language: str) -> None:
    both.render(body_of(briefing), language)


LINES = BODY.split("\n")
EDITS = st.sampled_from(
    ["", "", "- b", "    b", "  b", "b", "> b", "## B", "## Timeline", "### B", "[^s1-1]", "[^s1-1]: b", "[^new]: b",
     "<!-- p-1 -->", "<!-- q-1 --> <!-- t-1 -->", "- 2019 — b", "- b[^s1-4]", "!!! note", '!!! quote "B"',
     '!!! quote ""', "!!! quote", "    “b”", "1. b", "**b**", "`b`", "[b](b.md)", "<b>", "a | b\n--|--", "b  ",
     "```", "b\tc", "***", "b\n---", "* b", "+ b", "-   b", "## Evidence", "## B {: #b }", "##", "[^a]: b[^s1-1]",
     "\u00a0", "b\u00a0", "\x02b\x03", "\ue0d0#0\ue0d1", "## 1 > 0", "## a   b", "- 2019 (_x_) — b", "?? b", "    ",
     "- 2019 — b <!-- t-1 -->", "- 2019 (sources differ: 1 in _a_ / 2 in b) — b", "b\\", "\\- b", "- 2019 —\n  b"]
)  # fmt: skip


@st.composite
def edited(draw: st.DrawFn) -> str:
    """The body above with lines left out, doubled, put in, and changed within."""
    lines = list(LINES)
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.integers(0, len(lines) - 1))
        kind = draw(st.sampled_from(["delete", "insert", "double", "move", "within"]))
        if kind == "delete":
            del lines[place]
        elif kind == "insert":
            lines.insert(place, draw(EDITS))
        elif kind == "double":
            lines.insert(place, lines[place])
        elif kind == "move":
            lines.insert(draw(st.integers(0, len(lines) - 1)), lines.pop(place))
        else:
            at = draw(st.integers(0, len(lines[place])))
            lines[place] = (
                lines[place][:at] + draw(PHRASES | ODD | LABELS.map("[^{}]".format)) + lines[place][at:]
            )
    return "\n".join(lines)


@settings(max_examples=times(200, 600))
@given(edited(), st.sampled_from(CONFIGURATIONS))
@example("", CONFIGURATIONS[0])
@example("- 2019 — not in a timeline[^s1-1]\n\n[^s1-1]: “A.”\n", CONFIGURATIONS[0])
def test_any_briefing_that_a_person_edited(text: str, both: Both) -> None:
    both.render(text)


@settings(max_examples=times(100, 300))
@given(st.lists(WORDS, min_size=1, max_size=4), st.sampled_from(["{}", "- {}", "- 2019 — {}", "## {}"]))
@example(["Rain fell. &x\\;"], "{}")
def test_any_words_that_a_person_wrote(words: list[str], form: str) -> None:
    text = "## Timeline\n\n" + ("\n" if form.startswith("-") else "\n\n").join(map(form.format, words))
    CONFIGURATIONS[0].render(text)


# --- which way is taken ---------------------------------------------------------------------------------------


@settings(max_examples=times(40, 100))
@given(st.text(st.sampled_from("abc 12.,;:()\"'“”—*_[]<>&#`"), min_size=3, max_size=60), LABELS)
@example("1. It * opens_ [here] `now` <b> AT&T &c. &lt; #1", ())
def test_what_is_written_is_plain(words: str, labels: tuple[str, ...]) -> None:
    """The words of a source never keep a briefing from the fast path."""
    words = f"The {words}"
    briefing = Briefing(
        {"title": "A"},
        words,
        labels,
        "p-1",
        (KeyPoint(words, labels, "p-2"),),
        (KeyQuote(((words,),), "Ona Brack", words, labels=labels, id="q-1"),),
        (Entry("2031-03", words, Status.PLANNED, labels, id="t-1"),),
        tuple(Evidence(label, words, words, place="paragraph 1") for label in ("s1-1", "s1-2", "s2-1")),
    )
    assert CONFIGURATIONS[0].render(body_of(briefing))


@pytest.mark.parametrize(
    "text",
    [
        "It **rains**.",
        "It [rains](a.md).",
        "It `rains`.",
        "It <b>rains</b>.",
        "It rains\nand rains.",
        "> It rains.",
        "1. It rains.",
        "- It rains.\n    - And rains.",
        "- It rains.\n\n- And rains.",
        "### Rain",
        "## Rain {: #rain }",
        "## Rain\n\n## Rain",
        "It rains.[^a]",
        "It rains.[^a]\n\n[^a]: See[^b].\n[^b]: B",
        "!!! note\n    It rains.",
        '## Key quotes\n\n!!! quote inline "Ona"\n    “Yes.”',
        "## Timeline\n\n- It rains, nobody knows when.",
        "## Timeline\n\n- 2019 (\\[TOC]) — It rains.",
    ],
)
def test_what_python_markdown_has_to_render(text: str) -> None:
    assert CONFIGURATIONS[0].render(text) is None


@pytest.mark.parametrize(
    ("third", "first"),
    [("Ferry_Post_", "Day &amp; *Co*"), ("Day & *Co*", "Day &amp; *Co*, s1")],
    ids=["each of its own", "two of one publisher"],
)
def test_sources_that_differ_are_named_by_their_publishers(third: str, first: str) -> None:
    publishers = {"s1": "Day & *Co*", "s2": "<b>Courier</b>", "s3": third}
    sources = "".join(
        f'  - {{id: {name}, publisher: "{publisher}"}}\n' for name, publisher in publishers.items()
    )
    line = "- 2031-03-07 (sources differ: 5 in s1 / 7 in s2 / 8 in s4) — It shuts."
    body = CONFIGURATIONS[0].render(f"## Timeline\n\n{line}\n", sources=f"sources:\n{sources}")
    assert body
    shown = re.sub("</?span[^>]*>", "", body.html)
    assert f"on the figure: 5 ({first}) / 7 (&lt;b&gt;Courier&lt;/b&gt;) / 8 (s4)" in shown


def test_a_corrected_briefing_is_left_to_python_markdown() -> None:
    found = document.read("---\ntitle: A\n---\nIt rains.\n", "a.md")
    note = CorrectionNote("c-1", "2025-05-14", "It did not.")
    assert path_of().render(BriefingText(found))
    assert path_of().render(BriefingText(found, corrections=(note,))) is None


@pytest.mark.parametrize(
    ("extensions", "options"),
    [
        ((*EXTENSIONS, "smarty"), OPTIONS),
        ((*EXTENSIONS, "markdown.extensions.abbr"), OPTIONS),
        ((*EXTENSIONS, "pymdownx.emoji"), OPTIONS),
        (EXTENSIONS[:-1], OPTIONS),
        (EXTENSIONS, {"footnotes": {"USE_DEFINITION_ORDER": True}}),
        *(
            (EXTENSIONS, {**OPTIONS, "footnotes": {"USE_DEFINITION_ORDER": False, name: value}})
            for name, value in {"UNIQUE_IDS": True, "SEPARATOR": "-", "SUPERSCRIPT_TEXT": "[{}]"}.items()
        ),
        *(
            (EXTENSIONS, {**OPTIONS, "toc": {name: value}})
            for name, value in {
                "anchorlink": True,
                "baselevel": 2,
                "marker": "Contents",
                "permalink_class": "link",
                "permalink_leading": True,
                "toc_depth": "2-3",
            }.items()
        ),
    ],
)
def test_a_configuration_that_may_change_plain_text(extensions: Sequence[str], options: Options) -> None:
    assert fast_path_of([*extensions, BriefingMarkup()], options, ENGLISH) is None


def test_an_extension_of_the_projects_own_may_change_plain_text() -> None:
    assert fast_path_of([*EXTENSIONS, TableExtension()], OPTIONS, ENGLISH) is None
    assert fast_path_of([f"markdown.extensions.{name}" for name in EXTENSIONS], {
        f"markdown.extensions.{name}": dict(values) for name, values in OPTIONS.items()
    }, ENGLISH)  # fmt: skip


def test_text_that_another_plugin_changed(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    (project / "hook.py").write_text(
        "def on_page_markdown(markdown, page, **_):\n    return markdown.replace('Rain', '**Snow**')\n",
        "utf-8",
    )
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("\nhooks: [hook.py]\n")
    (project / "briefings" / "a.md").write_text("---\ntitle: A\nstatus: locked\n---\n\nRain fell.\n", "utf-8")
    page = build_site(project, strict=False) / "briefings" / "a" / "index.html"
    assert "<p><strong>Snow</strong> fell.</p>" in page.read_text("utf-8")
