"""What of a page the search does not read."""

import re
from pathlib import Path

import pytest

from dateline.site.search.hidden_parts import without_hidden
from dateline.site.search.search_records import page_record
from sites import BRIEFINGS, build_site, make_project


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ('<p>Rain<sup id="fnref:1" data-search-exclude="true"><a href="#">1</a></sup>.</p>', "<p>Rain.</p>"),
        ('<div data-search-exclude><div>a</div><p>b</p></div><div>c</div>', "<div>c</div>"),
        ("<h2 id=\"a\">A<a class=\"headerlink\" href=\"#a\" title=\"x > y\">¶</a></h2>", '<h2 id="a">A</h2>'),
        ("<script>if (a < b) c()</script><p>a</p><style>p {}</style>", "<p>a</p>"),
        ('<img src="a" data-search-exclude><p>a</p>', "<p>a</p>"),
        ('<br data-search-exclude/>a', "a"),
        ('<nav class="x" data-search-exclude="true">a<p>b', '<nav class="x" data-search-exclude="true">a<p>b'),
        ('<p title="data-search-exclude">a</p>', '<p title="data-search-exclude">a</p>'),
        ("<p>the attribute data-search-exclude</p>", "<p>the attribute data-search-exclude</p>"),
        ("data-search-exclude", "data-search-exclude"),
        ('<a class="headerlinks">a</a>', '<a class="headerlinks">a</a>'),
        ('<s data-search-exclude>a<small>b</small></s>c', "c"),
    ],
    ids=["numbers", "within", "headings", "scripts", "void", "closed void", "endless", "a value", "text", "no tag",
         "class", "a name that begins another"],
)  # fmt: skip
def test_hidden_parts_are_left_out(html: str, left: str) -> None:
    assert without_hidden(html) == left


def test_ids_are_those_that_results_lead_to() -> None:
    html = (
        '<h2 id="a">A</h2><p id="p-1">B</p><li class="b" id="t-1">C</li><li id="fn:1">D</li><h3 id="b">E</h3>'
        '<i\n id="p-2">F</i><p> id="text"</p>'
    )
    assert re.findall(' id="([^"]+)', page_record("a/", "A", html).body) == ["a", "t-1", "fn:1", "b", "text"]


def test_nothing_hidden_is_left_of_a_page(tmp_path: Path) -> None:
    site = build_site(make_project(tmp_path / "project", sorted(BRIEFINGS.glob("*.md"))[:3]), strict=False)
    for path in site.glob("briefings/*/index.html"):
        article = path.read_text(encoding="utf-8").partition("<article")[2].partition("</article>")[0]
        left = without_hidden(article)
        assert "data-search-exclude" in article and "data-search-exclude" not in left
        assert left.count("<p") == left.count("</p") and left.count("<div") == left.count("</div")
