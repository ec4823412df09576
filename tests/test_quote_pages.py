"""The pages of quotes, as records and as a page."""

from collections.abc import Iterable
from pathlib import Path

from dateline.site.briefing_index import index_of
from dateline.site.contents import contents_of
from dateline.site.pages.page import View
from sites import build_site, make_project


def views(files: Iterable[tuple[str, str]]) -> list[View]:
    index = index_of(files, "briefings")
    contents = contents_of(index, {path: f"briefings/{path[:-3]}/" for path in index.items})
    return [view for view in contents.views if view.folder == "quotes"]


def briefing(front: str, *boxes: tuple[str, str]) -> str:
    body = "".join(f'\n!!! quote "{who}"\n    “{words}”\n' for who, words in boxes)
    return f"---\ntitle: Rain\n{front}---\n\n## Key quotes\n{body}"


def site_with(root: Path, name: str, text: str) -> Path:
    project = make_project(root)
    (project / "briefings" / name).write_text(text, encoding="utf-8")
    return build_site(project, strict=False)


DAM = briefing(
    "date: 2031-03-04\n",
    ("Ada Fry, mayor", "It held."),
    ("Bo Lund (2031-02-27)", "It will hold."),
)
WALL = briefing("date: 2031-03-06\nstatus: reviewed\n", ("Cy Ott", "Nobody was hurt."))
YEAR = briefing("date: 2031\n", ("Bo Lund", "It should hold."))
UNDATED = briefing("", ("Di Ek", "One day."))


def test_quotes_stand_by_month_the_newest_first() -> None:
    (view,) = views([("dam.md", DAM), ("wall.md", WALL), ("year.md", YEAR), ("undated.md", UNDATED)])
    assert (view.url, view.title, view.shown.count) == ("quotes/", "Quotes", 5)
    assert [(month, [one.found.quote.parts for one in some]) for month, some in view.shown.months] == [
        ("2031-03", [("Nobody was hurt.",), ("It held.",)]),
        ("2031-02", [("It will hold.",)]),
        ("2031", [("It should hold.",)]),
        ("", [("One day.",)]),
    ]


def test_more_quotes_than_a_page_holds_are_parted_by_date() -> None:
    files = [
        (
            f"{month}.md",
            briefing(f"date: 2031-{month:02}-01\n", *(("Ada Fry", f"Line {n}.") for n in range(140))),
        )
        for month in range(1, 7)
    ]
    first, *pages = views(files)
    assert first.shown.count == 840 > sum(len(some) for _, some in first.shown.months)
    assert [(link.key, link.count) for link in first.shown.periods] == [
        (f"2031-{month:02}", 140) for month in range(6, 0, -1)
    ]
    told = [quote for view in pages for _, some in view.shown.months for quote in some]
    assert len({quote.url for quote in told}) == len(told) == 840
    assert [view.url for view in pages] == [link.url for link in first.shown.periods]


def test_the_page_leads_to_the_box_of_each_quote(tmp_path: Path) -> None:
    twice = briefing("date: 2031-03-04\n", ("Ada Fry, mayor", "It held."), ("Bo Lund", "It held."))
    site = site_with(tmp_path, "dam.md", twice)
    page = (site / "quotes/index.html").read_text(encoding="utf-8")
    box = (site / "briefings/dam/index.html").read_text(encoding="utf-8")
    anchors = [part.split('"')[0] for part in page.split('href="../briefings/dam/#')[1:]]
    assert len(set(anchors)) == 2
    assert all(f'id="{anchor}"' in box for anchor in anchors)


def test_a_page_shows_speaker_role_and_the_day_it_was_said(tmp_path: Path) -> None:
    site = site_with(tmp_path, "dam.md", DAM)
    page = (site / "quotes/index.html").read_text(encoding="utf-8")
    assert '<span class="quote__speaker">Ada Fry</span>, mayor' in page
    assert 'Said <time datetime="2031-02-27">February 27, 2031</time>' in page
    assert '<h2 id="march-2031">March 2031</h2>' in page


def test_a_draft_among_reviewed_ones_is_called_so_once(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    for number in range(3):
        (project / "briefings" / f"wall{number}.md").write_text(WALL, encoding="utf-8")
    (project / "briefings" / "year.md").write_text(YEAR, encoding="utf-8")
    page = (build_site(project, strict=False) / "quotes/index.html").read_text(encoding="utf-8")
    assert page.count('<span class="label">draft</span>') == 1


def test_without_quotes_the_page_says_so(tmp_path: Path) -> None:
    site = build_site(make_project(tmp_path))
    assert "No briefing has a key quote yet." in (site / "quotes/index.html").read_text(encoding="utf-8")
