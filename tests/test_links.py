"""Links between the pages of the site, and the anchors that they lead to."""

import pytest
from markdown import Markdown

from dateline.check.examination import compare_briefings, outline_of
from dateline.check.markdown import anchors_in

FRONT = "---\ntitle: A\n---\n\n"
OTHER = "2031/b.md"
PAGES = {"about.md": frozenset({"who-we-are"}), "images/dam.jpg": frozenset[str]()}


def problems_of(body: str) -> list[tuple[int, int, str, str]]:
    texts = {"a.md": FRONT + body, OTHER: FRONT + "## Key points\n\n## It’s *so* `far`\n\n## Far {: #own }\n"}
    outlines = {path: outline_of(text, path) for path, text in texts.items()}
    found = compare_briefings(outlines, "briefings", PAGES.get)
    return [(problem.line, problem.column, problem.message, problem.hint) for problem in found]


@pytest.mark.parametrize(
    "link",
    [
        "[b](2031/b.md)",
        "[b](2031/b.md#key-points)",
        "[b](2031/b.md#its-so-far)",
        "[b](2031/b.md#own)",
        "[b](2031/b.md#sources)",
        "[b](<2031/b.md> 'told there')",
        "[b][there]\n\n[there]: 2031/b.md",
        "[top](#headline)",
        "[down](#timeline)\n\n## Timeline",
        "[about](../about.md#who-we-are)",
        "![The dam](../images/dam.jpg)",
        '<a href="2031/b.md">b</a>',
        "[web](https://example.org/no.md) <mail@example.org> [mail](mailto:a@example.org)",
        "[calendar](../planned.ics) [topic](../topics/dam/) [wrong](../corrections.md#c-12ab34)",
        "`[code](nowhere.md)`",
        "```\n[code](nowhere.md)\n```",
        r"\[no\](link.md)",
        "Rain.[^a][^b]\n\n[^a]: Bell: “Rain.”\n[^b]: Bell: “Rain.”",
        "[note](#fn:a)[^a]\n\n[^a]: Bell: “Rain.”",
    ],
)
def test_links_that_lead_somewhere(link: str) -> None:
    assert problems_of(link + "\n") == []


@pytest.mark.parametrize(
    ("body", "place", "message", "hint"),
    [
        ("See [b](b.md).", (5, 9), "leads to b.md, which is not there", "did you mean 2031/b.md?"),
        ("a\n\nSee [b](2030-01-02-b.md).", (7, 9), "which is not there", "did you mean 2031/b.md?"),
        ("![x](../images/no.jpg)", (5, 6), "../images/no.jpg, which is not there", "counted from the file"),
        ("![x](dam.jpg)", (5, 6), "dam.jpg, which is not there", "as the site has the files"),
        (
            "[b](2031/b.md#key-point)",
            (5, 5),
            "#key-point, which is not on that page",
            "did you mean #key-points?",
        ),
        (
            "[b](#nowhere)",
            (5, 5),
            "#nowhere, which is not on that page",
            "there are: corrections, evidence, headline",
        ),
        ("[x](../about.md#me)", (5, 5), "#me, which is not on that page", "there are: who-we-are"),
        ("[b][there]\n\n[there]: no.md", (7, 10), "leads to no.md", ""),
        ('!!! quote "A"\n    “So” [x](no.md)', (6, 14), "leads to no.md", ""),
        ("<a href='no.md'>x</a>", (5, 10), "leads to no.md", ""),
        ("[up](../../README.md)", (5, 6), "which is not there", ""),
        ("[b](b%20c.md)", (5, 0), "leads to b c.md", ""),
    ],
)
def test_links_that_lead_nowhere(body: str, place: tuple[int, int], message: str, hint: str) -> None:
    [problem] = problems_of(body + "\n")
    assert problem[:2] == place
    assert message in problem[2]
    assert hint in problem[3]


@pytest.mark.parametrize(
    "body",
    [
        "## Key points\n\n## Key points\n\n### What *we* know & don’t\n\nUnder\n-----\n\n# One #\n",
        "## Dam {: #own }\n\n## Gate {#gate-2 .x}\n\n## `code` <b>bold</b>\n\n```\n## none\n```\n",
        "## Évènement 2031 – été\n\nText[^a]\n\n[^a]: Note\n",
    ],
)
def test_anchors_are_those_of_the_page(body: str) -> None:
    html = Markdown(extensions=["toc", "attr_list", "footnotes", "fenced_code"]).convert(body)
    made = {part.split('"')[0] for part in html.split('id="')[1:]}
    assert made == set(anchors_in(body))
