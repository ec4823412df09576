"""Topics, names, timelines and the archive, as records."""

import re
from collections.abc import Iterable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.exceptions import Abort

from counting import calls_in
from dateline.model.annotations import Status
from dateline.project.files import Project
from dateline.project.seed_files import article_named
from dateline.project.settings import Settings
from dateline.site.briefing_index import index_of
from dateline.site.contents import Contents, contents_of
from dateline.site.pages.archive_pages import ArchivePage
from dateline.site.pages.filters import filters_of
from dateline.site.pages.name_index import name_index_of
from dateline.site.pages.name_lists import NameList
from dateline.site.pages.page import PageKind, SiteOptions, View, views_of
from dateline.site.pages.slugs import NameKind, slug_for
from dateline.site.pages.subject_pages import PublisherPage, SubjectPage
from dateline.site.pages.timeline_pages import TimelinePage
from dateline.timeline import timeline_report
from dateline.timeline.merging import merge_mentions
from dateline.timeline.standing import LIMITS
from newsroom import newsroom
from nightly import times
from sites import ROOT, build_site, make_project


def contents(files: Iterable[tuple[str, str]]) -> Contents:
    index = index_of(files, "briefings")
    return contents_of(index, {path: f"briefings/{path[:-3]}/" for path in index.items})


def briefing(front: str, body: str = "It rained.", title: str = "Rain") -> str:
    return f"---\ntitle: {title}\n{front}---\n\n{body}\n"


def page(found: Contents, url: str) -> View:
    return {view.url: view for view in found.views}[url]


def subject(found: Contents, url: str) -> SubjectPage:
    shown = page(found, url).shown
    assert isinstance(shown, SubjectPage)
    return shown


FERRY = """\
## Key quotes

!!! quote "Ada Fry, master of the Estery Ferry Company"
    “We turned back at once.”[^q-1]

!!! quote "Bo Lund, a passenger"
    “I lost a shoe.”[^q-2]

## Timeline

- 2031-03-03 — The ferry to Marn turned back with 120 passengers.[^t-1]
- 2031-03-09 (planned) — The ferry line will open again.[^t-2]

[^q-1]: Coast Wire (s1), paragraph 2: “"We turned back at once," Fry said.”
[^q-2]: Coast Wire (s1), paragraph 3: “"I lost a shoe," said Bo Lund.”
[^t-1]: Coast Wire (s1), paragraph 1 (date stated): “The ferry to Marn turned back with 120 passengers on March 3.”
[^t-2]: Coast Wire (s1), paragraph 4 (date stated): “The line will open again on March 9.”
"""
FERRY_FRONT = """\
date: 2031-03-04
topics: [Marn ferry]
people: [Ada Fry, Bo Lund]
organisations: [Estery Ferry Company]
places: [Marn]
sources:
  - {id: s1, publisher: Coast Wire, published: 2031-03-04T10:00:00+01:00, seed: seeds/ferry.txt}
"""
AGAIN = """\
## Key quotes

!!! quote "Ada Fry, director of the harbour (2031-03-05; in an interview)"
    “The wind did it.”[^q-3]

## Timeline

- 2031-03-03 — The ferry to Marn turned back with 310 passengers.[^t-3]
- 2031-04 (planned) — A court will hear the case of the ferry.

[^q-3]: The Marn Bell, paragraph 2: “"The wind did it," Ada Fry said in an interview on Wednesday.”
[^t-3]: The Marn Bell, paragraph 1 (date counted from “Monday”): “It turned back with 310 passengers on Monday.”
"""
AGAIN_FRONT = """\
date: 2031-03-06
topics: [Marn ferry, Courts]
people: [Ada Fry]
sources:
  - {id: s1, publisher: The Marn Bell, published: 2031-03-06, seed: seeds/again.txt}
"""
STORY = [
    ("a.md", briefing(FERRY_FRONT, FERRY, "Ferry turns back")),
    ("b.md", briefing(AGAIN_FRONT, AGAIN, "Wind blamed")),
]


PEOPLE = PageKind("people", "People", "subject.html")


@pytest.fixture(scope="module")
def story() -> Contents:
    return contents(STORY)


# --- names ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Velloe Dam", "velloe-dam"),
        ("  VELLOE   dam ", "velloe-dam"),
        ("Noor O’Brien", "noor-obrien"),
        ("Noor O'Brien", "noor-obrien"),
        ("Sound & Shore", "sound-and-shore"),
        ("Iyer-Holm, Cassius", "iyer-holm-cassius"),
        ("平壌", "平壌"),
    ],
)
def test_a_slug_is_the_name_in_lower_case(name: str, slug: str) -> None:
    assert slug_for(name) == slug


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("C++", "c--"),
        ("C#", "c--"),
        ("José", "jose--"),
        ("page-2", "page-2--"),
        ("Con", "con--"),
        ("../../etc", "etc"),
        ("💥", "--"),
        ("x" * 300, "x" * 72 + "--"),
    ],
    ids=str,
)
def test_what_a_slug_cannot_say_a_hash_tells_apart(name: str, start: str) -> None:
    assert slug_for(name).startswith(start)


def test_different_names_have_different_slugs() -> None:
    names = ["C", "C++", "C#", "Jose", "José", "x" * 300, "x" * 301, "page 2", "page", "💥", "🎈"]
    assert len({slug_for(name) for name in names}) == len(names)


@given(st.text())
def test_every_slug_is_safe_as_a_folder(name: str) -> None:
    slug = slug_for(name)
    assert slug and slug == slug.lower()
    assert not set(slug) & set('/\\:*?"<>|. \x00\n')
    assert len(slug.encode()) <= 160
    assert not slug.startswith("page-") or not slug[5:].isdigit()


def test_spellings_of_one_name_share_a_page_under_the_most_frequent() -> None:
    fronts = ["topics: [flood plan]", "topics: [Flood plan]", "topics: [Flood plan]"]
    found = contents((f"{n}.md", briefing(front + "\n")) for n, front in enumerate(fronts))
    assert subject(found, "topics/flood-plan/").name.text == "Flood plan"
    assert subject(found, "topics/flood-plan/").briefing_count == 3


# --- what has a page ------------------------------------------------------------------------------------------


def test_a_name_of_one_briefing_has_no_page_and_leads_to_the_briefing(story: Contents) -> None:
    urls = {view.url for view in story.views}
    assert "people/ada-fry/" in urls
    assert "people/bo-lund/" not in urls
    names = page(story, "people/").shown
    assert isinstance(names, NameList)
    assert [(row.name.text, row.name.url) for _, rows in names.letters for row in rows] == [
        ("Ada Fry", "people/ada-fry/"),
        ("Bo Lund", "briefings/a/"),
    ]


def quoted_twice(*people: str) -> str:
    said = (f'!!! quote "{who}, miller"\n    “No, {number}.”\n' for who in people for number in (1, 2))
    return "\n".join(("## Key quotes\n", *said))


def people_of(quotes: str) -> NameList:
    others = ", ".join(f"{letter}o Fell" for letter in "BCDEFGHIJKLMN")
    files = [
        ("a.md", briefing(f"people: [{others}, Ada Berg, Zoe Fry]\n", quotes)),
        *((f"{name}.md", briefing("people: [Ada Berg]\n")) for name in "bcd"),
    ]
    shown = page(contents(files), "people/").shown
    assert isinstance(shown, NameList)
    return shown


def test_a_long_list_of_people_begins_with_who_is_quoted_and_with_nobody_else() -> None:
    shown = people_of(quoted_twice("Zoe Fry", "Co Fell", "Lo Fell", "Zoe Fry"))
    leading, *letters = shown.letters
    assert leading[0] == ""
    assert [(row.name.text, row.role) for row in leading[1]] == [
        ("Zoe Fry", "miller"), ("Co Fell", "miller"), ("Lo Fell", "miller"),
    ]  # fmt: skip
    assert [letter for letter, _ in letters] == list("ABDEFGHIJKMN")
    assert shown.count == 15


def test_where_few_are_quoted_a_list_of_people_goes_from_a_to_z() -> None:
    shown = people_of(quoted_twice("Zoe Fry", "Co Fell"))
    assert [letter for letter, _ in shown.letters] == list("ABCDEFGHIJKLMNZ")


def test_links_for_the_page_of_a_briefing() -> None:
    index = index_of(STORY, "briefings")
    names = name_index_of(index, {"a.md": "briefings/a/", "b.md": "briefings/b/"})
    document = index.items["a.md"].document
    assert document is not None
    (card,) = (card for card in index.cards if card.path == "a.md")
    assert names.links_of(card, document) == {
        "topics": {"Marn ferry": "topics/marn-ferry/"},
        "people": {"Ada Fry": "people/ada-fry/"},
        "organisations": {},
        "places": {},
        "sources": {},  # one briefing alone has articles of it
    }


def test_without_briefings_there_are_the_first_pages() -> None:
    assert {view.url for view in contents([]).views} == {
        "/", "corrections/", "topics/", "people/", "organisations/", "places/", "sources/", "timeline/", "quotes/",
        "archive/",
    }  # fmt: skip


# --- the topic ------------------------------------------------------------------------------------------------


def test_a_topic_has_one_line_for_one_event_with_every_citation(story: Contents) -> None:
    lines = [line for group in subject(story, "topics/marn-ferry/").groups for line in group.lines]
    assert [line.date for line in lines] == ["2031-03-03"]
    assert sorted((one.publisher, one.place, one.url) for one in lines[0].citations) == [
        ("Coast Wire", "paragraph 1", "briefings/a/#fn:t-1"),
        ("The Marn Bell", "paragraph 1", "briefings/b/#fn:t-3"),
    ]
    assert lines[0].certainty == "disputed"
    assert [(dispute.field, dispute.values) for dispute in lines[0].disputes] == [
        ("figure", (("120 passengers", "Coast Wire"), ("310 passengers", "The Marn Bell")))
    ]


def test_what_is_planned_for_after_the_newest_briefing_is_ahead(story: Contents) -> None:
    shown = subject(story, "topics/marn-ferry/")
    assert [line.date for line in shown.ahead] == ["2031-03-09", "2031-04"]
    later = [*STORY, ("c.md", briefing("date: 2031-03-10\n"))]
    shown = subject(contents(later), "topics/marn-ferry/")
    assert [line.date for line in shown.ahead] == ["2031-04"]
    told = [line for group in shown.groups for line in group.lines]
    assert (told[0].date, told[0].status) == ("2031-03-09", Status.PLANNED)


def test_quotes_stand_by_side_and_speaker(story: Contents) -> None:
    groups = subject(story, "topics/marn-ferry/").quotes
    assert [
        (group.name and group.name.text, [(each.text, len(each.quotes)) for each in group.speakers])
        for group in groups
    ] == [("Estery Ferry Company", [("Ada Fry", 2)]), (None, [("Bo Lund", 1)])]


def test_a_person_has_every_quote_with_date_and_source_and_the_roles(story: Contents) -> None:
    shown = subject(story, "people/ada-fry/")
    quotes = [one for group in shown.quotes for speaker in group.speakers for one in speaker.quotes]
    assert [(one.date, one.quote.said is not None, one.publisher, one.place, one.url) for one in quotes] == [
        ("2031-03-05", True, "The Marn Bell", "paragraph 2", "briefings/b/#q-3"),
        ("2031-03-04", False, "Coast Wire", "paragraph 2", "briefings/a/#q-1"),
    ]
    assert [(role.text, role.last) for role in shown.roles] == [
        ("director of the harbour", "2031-03-05"),
        ("master of the Estery Ferry Company", "2031-03-04"),
    ]
    assert [briefing.card.path for briefing in shown.briefings] == ["b.md", "a.md"]


def test_a_publisher_has_its_articles() -> None:
    later = FERRY_FRONT.replace("2031-03-04T", "2031-03-05T")
    found = contents([*STORY, ("c.md", briefing(later, FERRY, "Ferry sails"))])
    shown = page(found, "sources/coast-wire/").shown
    assert isinstance(shown, PublisherPage)
    assert [(year, [briefing.title for _, briefing in some]) for year, some in shown.years] == [
        ("2031", ["Ferry turns back", "Ferry sails"])
    ]
    assert [shown.first, shown.last] == ["2031-03-05", "2031-03-04"]  # days, without the clock


def test_a_publisher_of_one_briefing_is_listed_with_the_way_to_it(story: Contents) -> None:
    assert "sources/coast-wire/" not in {view.url for view in story.views}
    listed = [each.name for _, some in page(story, "sources/").shown.letters for each in some]
    assert ("Coast Wire", "briefings/a/") in [(name.text, name.url) for name in listed]


def test_the_timeline_of_everything_and_the_archive_go_by_year(story: Contents) -> None:
    first = page(story, "timeline/").shown
    assert isinstance(first, TimelinePage)
    assert [(year.key, year.count) for year in first.periods] == [("2031", 3)]
    year = page(story, "timeline/2031/").shown
    assert [group.key for group in year.groups] == ["2031-04", "2031-03"]
    archive = page(story, "archive/").shown
    assert isinstance(archive, ArchivePage)
    assert archive.years[0].months == (("2031-03", 2, "archive/2031/#march-2031"),)
    assert [month for month, _ in page(story, "archive/2031/").shown.months] == ["2031-03"]


def test_undated_briefings_are_in_the_archive() -> None:
    found = contents([("a.md", briefing("")), ("b.md", briefing("date: soon\n"))])
    assert [year.title for year in page(found, "archive/").shown.years] == [""]
    assert page(found, "archive/undated/").shown.count == 2


@pytest.mark.parametrize(
    "date", ["../2020", "2020/..", "19XX", "2031-21", "2031-03-04T10:00:00+01:00", "0001"]
)
def test_dates_of_every_kind_find_a_year(date: str) -> None:
    found = contents([("a.md", briefing("date: 2031\n", f"## Timeline\n\n- {date} — It rained.\n"))])
    assert [view.url for view in found.views if view.folder == "timeline" and view.part] != []


def test_the_topics_timeline_is_that_of_the_command() -> None:
    """One merge: what the page shows is what `dateline timeline` prints for the same briefings."""
    paths = sorted((ROOT / "briefings").glob("2025-05-*.md"))
    project = Project(ROOT, Settings())
    told = [
        telling
        for path in paths
        for telling in timeline_report.mentions_in_briefing(
            path.read_text(encoding="utf-8"),
            f"briefings/{path.name}",
            partial(article_named, project),
        )
    ]
    printed = [(line.date, line.text, line.status) for line in merge_mentions(told)]
    files = [(path.name, path.read_text(encoding="utf-8")) for path in paths]
    assert sorted((line.date, line.text, line.status) for line in contents(files).data.lines) == sorted(
        printed
    )


def test_a_long_story_has_a_chart_on_its_first_page_and_a_short_one_has_none(story: Contents) -> None:
    assert subject(story, "topics/marn-ferry/").chart is None
    found = contents((name, text.replace("topics: [", "topics: [Whole, ")) for name, text in newsroom(45))
    first, second = (subject(found, f"topics/whole/{further}") for further in ("", "2031/"))
    assert first.chart is not None and second.chart is None
    histogram = first.chart.histogram
    assert histogram.events + histogram.outside + histogram.inexact == first.line_count
    assert page(found, "timeline/").shown.chart.histogram.briefings == 45
    assert page(found, "timeline/2031/").shown.chart is None


# --- pages ----------------------------------------------------------------------------------------------------


def test_a_long_list_is_parted_into_pages_that_know_each_other() -> None:
    pages = list(views_of(PEOPLE, "ada", "Ada", [range(2), range(2, 4), range(4, 5)]))
    assert [(view.url, view.uri, view.pager.newer, view.pager.older) for view in pages] == [
        ("people/ada/", "people/ada/index.md", None, "people/ada/page-2/"),
        ("people/ada/page-2/", "people/ada/page-2/index.md", "people/ada/", "people/ada/page-3/"),
        ("people/ada/page-3/", "people/ada/page-3/index.md", "people/ada/page-2/", None),
    ]
    assert [list(view.shown) for view in pages] == [[0, 1], [2, 3], [4]]


def test_without_folders_as_addresses_every_address_is_a_file() -> None:
    index = index_of(newsroom(3), "briefings")
    urls = {path: f"briefings/{path[:-3]}.html" for path in index.items}
    found = contents_of(index, urls, SiteOptions(ending="index.html"))
    addresses = [url for view in found.views for url in (view.url, view.hub)]
    assert addresses and all(url.endswith("/index.html") for url in addresses)


def test_every_line_of_a_long_story_stands_on_exactly_one_page() -> None:
    found = contents((name, text.replace("topics: [", "topics: [Whole, ")) for name, text in newsroom(60))
    first, *pages = [view.shown for view in found.views if view.folder == "topics" and view.slug == "whole"]
    assert len(pages) > 1
    told = [line.id for shown in pages for group in shown.groups for line in group.lines]
    assert len(told) == len(set(told)) == first.line_count
    assert {line.id for line in first.ahead}.union(
        line.id for group in first.groups for line in group.lines
    ) < set(told)
    assert sum(len(shown.briefings) for shown in pages) == 60


def test_filters_offer_what_occurs_on_the_page() -> None:
    lines = contents(newsroom(3)).data.lines
    found = {each.name: {choice.value: choice.count for choice in each.choices} for each in filters_of(lines)}
    assert found["status"] == {"happened": 33, "planned": 3}
    assert set(found["source"]) == {name.slug for line in lines for name in line.names[NameKind.PUBLISHER]}
    assert filters_of(lines[:5]) == ()


def calls_of(briefings: int) -> int:
    """How many functions of Python it takes to make the pages of so many briefings."""
    files = list(newsroom(briefings))
    index = index_of(files, "briefings")
    urls = {path: f"briefings/{path[:-3]}/" for path in index.items}
    return calls_in(lambda: contents_of(index, urls))


@pytest.mark.long
def test_work_grows_in_step_with_the_number_of_briefings() -> None:
    calls_of(1)  # what is done once a process
    first, second, third = (calls_of(briefings) for briefings in times((20, 40, 60), (100, 200, 300)))
    assert third - second <= 1.15 * (second - first)


def test_the_same_briefings_in_another_order_give_the_same_pages() -> None:
    files = list(newsroom(12))
    one, other = contents(files), contents(reversed(files))
    assert [(view.url, view.title) for view in one.views] == [(view.url, view.title) for view in other.views]
    assert [(line.id, line.text) for line in one.data.lines] == [
        (line.id, line.text) for line in other.data.lines
    ]


def test_hostile_names_stay_inside_their_folder(tmp_path: Path) -> None:
    names = "topics: ['../../../tmp/x', '<script>', '..', 'a/b']\n"
    found = contents([("a.md", briefing(names))])
    uris = [view.uri for view in found.views if view.folder == "topics" and view.slug]
    assert len(uris) == 4
    assert all((tmp_path / uri).resolve().is_relative_to(tmp_path / "topics") for uri in uris)


def site_with_two_people(root: Path) -> Path:
    """A project whose two people have pages, each of which the navigation does not list."""
    project = make_project(root)
    for number in (1, 2):
        front = f"title: Storm {number}\ndate: 2031-03-0{number}\npeople: [Ada Holm, Bo <i> Marr]"
        text = f"---\n{front}\n---\n\nIt rained.\n"
        (project / "briefings" / f"storm-{number}.md").write_text(text, encoding="utf-8")
    return project


def test_pages_that_share_a_frame_have_titles_and_addresses_of_their_own(tmp_path: Path) -> None:
    project = site_with_two_people(tmp_path)
    config = project / "mkdocs.yml"
    config.write_text(
        f"site_url: https://news.example/\n{config.read_text(encoding='utf-8')}", encoding="utf-8"
    )
    site = build_site(project)
    pages = {path.parent.name: path.read_text(encoding="utf-8") for path in site.glob("people/*/index.html")}
    titles = {"ada-holm": "Ada Holm", "bo-i-marr": "Bo &lt;i&gt; Marr"}
    assert len(pages) == 2
    for slug, text in pages.items():
        title = next(title for start, title in titles.items() if slug.startswith(start[:6]))
        assert f"<title>{title} - Dateline</title>" in text
        assert f'<link rel="canonical" href="https://news.example/people/{slug}/">' in text
        assert text.count("<main") == 1
        assert not re.search("[\ufdd0-\ufddf]", text)


def test_a_theme_that_drops_a_block_of_the_frame_is_told_of(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    project = site_with_two_people(tmp_path)
    (project / "theme" / "frame.html").write_text("nothing", encoding="utf-8")
    with pytest.raises(Abort):
        build_site(project)
    assert "theme/frame.html" in caplog.text and "“scripts”" in caplog.text


# --- what a topic shows first -------------------------------------------------------------------------------------

WEEK = [
    ("Bridge opens", "2031-05-01", ["The mayor opened the bridge to Marn.", "A band played."]),
    (
        "Bridge shut for repairs",
        "2031-05-03",
        ["The bridge to Marn was shut for repairs.", "Rain fell on it."],
    ),
    (
        "Council pays for bridge",
        "2031-05-05",
        ["The council voted to pay for the bridge.", "Tea was served."],
    ),
]


BIRDS = (
    "A gull",
    "A heron",
    "A swan",
    "An owl",
    "A crow",
    "A duck",
    "A wren",
    "A finch",
    "A stork",
    "A rook",
)


def week(days: Iterable[tuple[str, str, list[str]]] = WEEK, extra: int = 8) -> list[tuple[str, str]]:
    """Briefings of one topic, each with what its headline tells, something beside it, and more of less weight."""
    small = "\n".join(f"- 2031-04-09 — {bird} came by." for bird in BIRDS[:extra])
    files = []
    for title, day, (first, second) in days:
        body = f"## Timeline\n\n- {day} — {first}\n- {day} — {second}\n"
        files.append((f"{day}.md", briefing(f"date: {day}\ntopics: [Bridge]\n", body, title)))
    files.append(
        ("z.md", briefing("date: 2031-04-09\ntopics: [Bridge]\n", f"## Timeline\n\n{small}\n", "Gulls"))
    )
    return files


def test_a_long_topic_begins_with_the_events_that_its_headlines_tell() -> None:
    shown = subject(contents(week()), "topics/bridge/")
    first = (*shown.latest, *shown.leading)
    assert {told for _, _, (told, _) in WEEK} <= {line.text for line, _ in first}
    assert len(shown.leading) <= LIMITS["leading"]
    assert all(url == f"topics/bridge/#{line.id}" for line, url in first)
    assert not any(line in shown.minor for line, _ in first)


def test_a_long_topic_begins_with_what_happened_last_and_tells_nothing_twice() -> None:
    shown = subject(contents(week()), "topics/bridge/")
    happened = [line for group in shown.groups for line in group.lines if line not in shown.minor]
    first = [line for line, _ in (*shown.latest, *shown.leading)]
    assert first[: len(shown.latest)] == happened[: len(shown.latest)] and shown.latest
    assert first == [line for line in happened if line in first]  # the newest first, each once


def test_a_topic_holds_back_what_stands_out_least_and_counts_it() -> None:
    shown = subject(contents(week()), "topics/bridge/")
    lines = [line for group in shown.groups for line in group.lines]
    assert len(lines) == shown.line_count == 14
    assert len(lines) - len(shown.minor) == LIMITS["fewest"]
    assert {line.text for line in shown.minor}.isdisjoint(first for _, _, (first, _) in WEEK)


def test_a_short_topic_is_shown_whole() -> None:
    shown = subject(contents(week(extra=2)), "topics/bridge/")
    assert (shown.latest, shown.leading, shown.minor) == ((), (), frozenset())


def test_a_plan_whose_day_is_past_does_not_lead() -> None:
    planned = [
        ("Bridge to be painted", "2031-05-02 (planned)", ["The bridge to Marn will be painted.", "Tea."])
    ]
    files = week([*WEEK, *planned])
    shown = subject(contents(files), "topics/bridge/")
    assert not any(line.status.is_ahead for line, _ in shown.leading)


def test_one_quote_stands_once_in_its_longest_form() -> None:
    def told(day: int, words: str) -> tuple[str, str]:
        body = f'## Key quotes\n\n!!! quote "Ada Fry, a pilot"\n    “{words}”\n'
        return f"{day}.md", briefing(f"date: 2031-03-0{day}\npeople: [Ada Fry]\ntopics: [Storm]\n", body)

    files = [
        told(1, "We turned back at once, and nobody was hurt."),
        told(2, "We turned back at once, and nobody was hurt."),
        told(3, "We turned back at once"),
        told(4, "Never."),
        told(5, "Never again."),
    ]
    for url in ("topics/storm/", "people/ada-fry/"):
        groups = subject(contents(files), url).quotes
        quotes = [one for group in groups for speaker in group.speakers for one in speaker.quotes]
        assert sorted((one.date, one.quote.paragraphs[0][0][:12]) for one in quotes) == [
            ("2031-03-01", "We turned ba"),
            ("2031-03-04", "Never."),
            ("2031-03-05", "Never again."),
        ]
