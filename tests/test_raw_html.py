"""HTML in a hand-written body: the check names it; with `raw_html: omit` no page has it, either way of rendering."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from markdown import Markdown

from dateline.briefing import document
from dateline.briefing.link_schemes import RUNNING, scheme_of
from dateline.check.examination import examine
from dateline.model.problems import DatelineError
from dateline.site.interface_language import ENGLISH
from dateline.site.markdown.extension import BriefingMarkup, BriefingText
from dateline.site.markdown.fast_path import fast_path_of
from dateline.site.markdown.without_html import words_of_html
from sites import build_site

EXTENSIONS = (
    *("toc", "tables", "fenced_code", "admonition", "attr_list", "footnotes", "def_list", "md_in_html"),
    *("pymdownx.details", "pymdownx.superfences"),
)
B = "It rained."
PAYLOADS = {
    # --- those of the generator of hostile seeds, as somebody might paste them
    "script": f"<script>alert(1)</script> {B}",
    "img": f"<img src=x onerror=alert(1)>{B}",
    "svg": "<svg/onload=alert(1)>",
    "jsurl": f"[click](javascript:alert(1)) {B}",
    "html_block": f"<div>\n\n{B}\n\n</div>",
    "refdef": f"[x]: javascript:alert(1)\n\n{B} [x]",
    "autolink": "<javascript:alert(1)> <https://x.y>",
    "iframe": '<iframe srcdoc="&lt;script&gt;alert(1)&lt;/script&gt;">',
    "style": f"<style>body{{display:none}}</style>{B}",
    "jsonld": f"</script><script>alert(1)</script>{B}",
    # --- others
    "within a line": 'It <script>alert(1)</script> <a href="javascript:x" onclick="x()">rained</a> <b>here</b>.',
    "attributes": '## It rained {: onclick="alert(1)" }\n\n[x](https://a.b){ onmouseover=alert(1) style="color:red" }',
    "Markdown within": f'<div markdown="1" onclick="x()">\n\n**{B}**\n\n</div>',
    "items": "- a <iframe src='x'></iframe> b\n- <img src=x onerror=a> c",
    "a box": '!!! quote "Ola <img src=x onerror=1>, <b>mayor</b>"\n    “It <i>rained</i>.”',
    "a footnote": "It rained.[^a]\n\n[^a]: <svg onload=x> Mine.",
    "a comment that ends at once": "<!--> <script>alert(1)</script> -->",
    "XML": "<![CDATA[><script>alert(1)</script>]]>",
    "a declaration": "<!DOCTYPE html>\n\n<?php echo 1 ?> x",
    "no element of HTML": "<foo bar$%> x",
}
LINKS = (
    *("javascript:x", "JaVaScRiPt:x", "&#106;avascript:x", "java&Tab;script:x", "java&NewLine;script:x"),
    *("javascript&colon;x", "javascript\\:x", " javascript:x", "java\nscript:x", "&#x01;javascript:x"),
    *("vbscript:x", "data:text/html,x", "data:image/svg+xml,x"),
)


def body_of(text: str, omits_html: bool = True) -> str:
    """The body of a briefing as its page has it, on the fast path where it can be."""
    markup = BriefingMarkup(ENGLISH, omits_html)
    found = document.read(f"---\ntitle: A\n---\n{text}\n", "a.md")
    markup.text = BriefingText(found, "en")
    rendered = Markdown(extensions=[*EXTENSIONS, markup]).convert(found.front.body)
    fast_path = fast_path_of([*EXTENSIONS, markup], {}, ENGLISH)
    fast = fast_path.render(markup.text) if fast_path else None
    assert fast is None or fast.html == rendered
    return rendered


def findings(text: str) -> list[str]:
    def read_seed(path: str) -> object:
        raise DatelineError(path, "no seeds here")

    found = examine(f"---\ntitle: A\n---\n\nLead.\n\n{text}\n", "a.md", read_seed).problems  # type: ignore[arg-type]
    return [f"{problem.line}: {problem.severity}: {problem.message}" for problem in found]


@pytest.mark.parametrize("text", PAYLOADS.values(), ids=PAYLOADS)
def test_what_stands_in_a_body_is_left_out_and_told(text: str) -> None:
    page = html.fromstring(f"<main>{body_of(text)}</main>")
    made = {
        "main",
        "p",
        "h2",
        "ul",
        "li",
        "a",
        "span",
        "sup",
        "div",
        "ol",
        "figure",
        "blockquote",
        "figcaption",
    }
    assert {element.tag for element in page.iter() if isinstance(element.tag, str)} <= made
    for element in page.iter():
        assert not [name for name in element.attrib if name.startswith("on") or name in ("style", "srcdoc")]
        assert scheme_of(element.get("href") or "") in ("", "https")
    assert not re.search(r"alert|display:none|\*\*\*", page.text_content())
    assert [told for told in findings(text) if "raw HTML" in told or "this link begins" in told]


def test_the_words_between_tags_stay() -> None:
    shown = body_of(
        "<div><p>One <b>t*w*o</b></p><p>- three &amp; &lt;b&gt;</p></div>\n\nIt <i>**rained**</i>."
    )
    assert shown == ("<p>One t*w*o</p>\n<p>- three &amp; &lt;b&gt;</p>\n<p>It <strong>rained</strong>.</p>")
    assert words_of_html("<!-- a -->x<br>y<script>z</script><svg><text>v</text></svg> w") == ["x", "y", "w"]


def test_code_and_links_of_the_web_stay() -> None:
    text = "```\n<b>x</b>\n```\n\n`<b>` [a](b.md 'c') ![d](https://e.f/g.png) <https://h.i> [j](mailto:k@l.m){: .n }"
    assert body_of(text) == body_of(text, omits_html=False)


def test_without_the_setting_it_is_shown_as_it_stands() -> None:
    assert body_of("It <b>rained</b>.", omits_html=False) == "<p>It <b>rained</b>.</p>"


FORMS = ("[a]({})", "![a]({})", "[a][b]\n\n[b]: {}", '<a href="{}">a</a>', "[a](c){{: href={} }}")
TRICKS = frozenset(" \n\\")
"""What makes no address, or another one, in other forms than that of a link."""


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("form", FORMS)
def test_links_that_run_something_are_told_and_left_out(form: str, link: str) -> None:
    text = form.format(link)
    if ("](" in form[:5] and "{:" not in form) or not TRICKS.intersection(link):
        assert [told for told in findings(text) if "this link begins" in told]
    page = html.fromstring(f"<main>{body_of(text)}</main>")
    addresses = [element.get(name) or "" for element in page.iter() for name in ("href", "src")]
    assert not RUNNING.intersection(map(scheme_of, addresses))
    assert "a" in page.text_content()


def test_a_line_is_told_with_what_stands_there() -> None:
    assert findings("Mine.\n\n<table><tr><td>x\n</table>\n\n- y <b>z</b>\n  <iframe src=a>") == [
        "9: notice: raw HTML is shown as it stands: <table>, <tr>, <td>",
        "12: notice: raw HTML is shown as it stands: <b>",
        "13: warning: raw HTML is shown as it stands: <iframe>",
    ]
    assert findings("![a](data:image/png;base64,AAAA)") == [
        "7: warning: this picture stands in its own address"
    ]


MARKUP = st.lists(
    st.sampled_from(
        ["<", ">", "</", "<b", "script", "<img src=x", " onerror=x", ">", "/>", "<!--", "-->", "`", "```", "\n", "\n\n",
         "    ", "- ", "x", '"', "'", "\\", "[", "](", ")", "javascript:", "{: ", "onclick=x", " }", "<![", "]]>",
         "&#60;", "!!! note", "<div markdown>", "</div>", "# "]
    ),
    max_size=12,
).map("".join)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(MARKUP)
def test_nothing_runs_whatever_is_put_together(text: str) -> None:
    page = html.fromstring(f"<main>{body_of(text)}</main>")
    for element in page.iter():
        assert element.tag not in ("script", "img", "b") or (element.tag == "img" and "![" in text)
        assert not [name for name in element.attrib if name.startswith("on")]
        assert scheme_of(element.get("href") or element.get("src") or "") not in RUNNING
    findings(text)


def test_a_site_leaves_it_out_of_briefings_alone(tmp_path: Path) -> None:
    for folder in ("docs", "briefings"):
        (tmp_path / folder).mkdir()
    config = "site_name: Desk\ntheme: material\nplugins: [{dateline: {raw_html: omit}}]\n"
    (tmp_path / "mkdocs.yml").write_text(config, encoding="utf-8")
    (tmp_path / "docs" / "own.md").write_text("# Own\n\nIt <kbd>rained</kbd>.\n", encoding="utf-8")
    text = "---\ntitle: A\n---\n\nIt <kbd>rained</kbd>[.](javascript:x)\n"
    (tmp_path / "briefings" / "a.md").write_text(text, encoding="utf-8")
    site = build_site(tmp_path, strict=False)
    assert "<kbd>" in (site / "own" / "index.html").read_text(encoding="utf-8")
    page = html.fromstring((site / "briefings" / "a" / "index.html").read_text(encoding="utf-8"))
    (body,) = page.find_class("body")
    assert html.tostring(body[0], encoding="unicode").strip() == "<p>It rained<span>.</span></p>"
