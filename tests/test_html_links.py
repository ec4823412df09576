"""Addresses in HTML that a person wrote, counted anew from the page."""

import pytest
from markdown import Markdown

from dateline.briefing.document import read
from dateline.site.markdown.extension import BriefingMarkup, BriefingText
from dateline.site.markdown.html_links import with_addresses


def counted(address: str) -> str:
    return f"../{address}" if address in ("a.png", "b & c.md") else address


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ('<img src="a.png">', '<img src="../a.png">'),
        ("<img alt='x' SRC = 'a.png' />", "<img alt='x' SRC = \"../a.png\" />"),
        ("<video poster=a.png></video>", '<video poster="../a.png"></video>'),
        ('<a href="b &amp; c.md">b</a>', '<a href="../b &amp; c.md">b</a>'),
        ('<img src="other.png">', '<img src="other.png">'),
        ('<i title="see src=a.png, > src=a.png">x</i>', '<i title="see src=a.png, > src=a.png">x</i>'),
        ('<i data-src="a.png">src=a.png</i>', '<i data-src="a.png">src=a.png</i>'),
        ('<i title="open src=a.png', '<i title="open src=a.png'),
    ],
)
def test_attributes(written: str, shown: str) -> None:
    assert with_addresses(written, counted) == shown


def test_html_of_blocks_and_of_lines_and_none_in_code() -> None:
    markup = BriefingMarkup()
    text = (
        '<p><img src="a.png"></p>\n\nA <img src="a.png"> line, `<img src="a.png">`\n\n    <img src="a.png">\n'
    )
    markup.text = BriefingText(read(f"---\ntitle: A\n---\n{text}", "a.md"), to_page=counted)
    html = Markdown(extensions=[markup, "fenced_code"]).convert(text)
    assert html.count('src="../a.png"') == 2
    assert html.count("src=&quot;a.png&quot;") + html.count('src="a.png"') == 2
