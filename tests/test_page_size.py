"""No page grows with the archive: much of everything that is listed, enough to break a list without an end."""

from collections.abc import Iterator
from functools import cache
from types import SimpleNamespace

import pytest
from jinja2 import ChoiceLoader, DictLoader, Environment, FileSystemLoader

from dateline.mkdocs.pages import FragmentCache
from dateline.site.briefing_index import index_of
from dateline.site.contents import Contents, contents_of
from dateline.site.exports.offered_exports import ALL, OfferedExports
from dateline.site.interface_language import ENGLISH
from dateline.site.pages.merged_timelines import SHOWN
from dateline.site.pages.page import SiteOptions, View
from dateline.site.template_filters import add_words
from sites import ROOT

LIMIT = 122_000
"""Bytes of what a page shows within its frame, which takes 22 KB on every page."""
DATA_LIMIT = 100_000
_WALL = "The harbour wall of Marn fell into the sea & took the lighthouse along."

_SYLLABLES = (
    "bar",
    "cel",
    "dor",
    "fen",
    "gil",
    "hal",
    "jun",
    "kor",
    "lam",
    "mir",
    "nov",
    "pel",
    "rus",
    "sil",
    "tam",
)
_OF_MATERIAL = {
    "base.html": "".join(
        f"{{% block {name} %}}{{% endblock %}}" for name in ("htmltitle", "extrahead", "content", "scripts")
    ),
    "partials/language.html": "",
    "partials/toc.html": "",
}
"""What the templates take from Material, without what all pages show."""


def word(number: int) -> str:
    """A word of its own for each number."""
    found = ""
    for _ in range(4):
        number, rest = divmod(number, len(_SYLLABLES))
        found += _SYLLABLES[rest]
    return found


def briefing(number: int) -> str:
    """One of many briefings: all are of one topic and of one person, on few days, and tell one event alike."""
    day = f"2031-{number % 4 + 1:02}-{number % 28 + 1:02}"
    people = [f"{word(number * 8 + n).title()} {word(number + 900).title()} & Sons" for n in range(8)]
    star = f"Ada Star, {word(number + 4000)} of the {word(number + 5000)} & {word(number + 6000)} board"
    lines = [
        (f"{1000 + number * 3}", f"A {word(number + 1)} came to the {word(number + 2)} for the first time."),
        ("2031-02-02", f"The {word(number + 3)} met the {word(number + 77)} on the {word(number + 5)}."),
        ("2031-03-03", _WALL if number < 60 else f"The {word(number + 33)} fell on the {word(number + 99)}."),
        (
            f"2032-{number % 12 + 1:02}-05 (planned)",
            f"A {word(number + 7)} will open the {word(number + 9)}.",
        ),
    ]
    entries = "\n".join(f"- {when} — {text}[^t-{n}]" for n, (when, text) in enumerate(sorted(lines)))
    notes = "\n".join(
        f"[^t-{n}]: The {word(number)} & Gazette, paragraph {n} (date stated): “{text}”"
        for n, (_, text) in enumerate(sorted(lines))
    )
    date = f"date: {day}\n" if number % 5 else ""
    return f"""\
---
title: The {word(number + 11)} & the {word(number + 13)} number {number} in the {word(number + 17)}
{date}topics: [Everything, "{word(number + 19).title()} & {word(number + 23)}"]
people: [Ada Star, {", ".join(f'"{name}"' for name in people)}]
organisations: ["{word(number + 29).title()} & Co"]
places: ["{word(number + 31).title()} Bay", Marn]
corrections:
  - {{date: "{day}", text: "It was the {word(number + 37)} & not the {word(number + 41)} that {"sank " * 20}"}}
sources:
  - {{id: s1, publisher: "The {word(number)} & Gazette", published: "{day}", seed: seeds/{number}.txt}}
  - {{id: s2, publisher: Coast Wire, published: "{day}", url: "https://coast.example/{number}"}}
---

It rained.

## Key quotes

!!! quote "{star}"
    “The {word(number + 43)} is a {word(number + 47)} & that is what the {word(number + 53)} was {"very " * 30}for.”

## Timeline

{entries}

{notes}
"""


@cache
def contents(count: int) -> Contents:
    """What a site of so many briefings shows."""
    index = index_of(((f"{number:05}.md", briefing(number)) for number in range(count)), "briefings")
    urls = {path: f"briefings/{path[:-3]}/" for path in index.items}
    return contents_of(index, urls, SiteOptions("The Desk", "https://desk.example/"))


def environment() -> Environment:
    """The templates, without what Material sets around pages."""
    loader = ChoiceLoader([DictLoader(_OF_MATERIAL), FileSystemLoader(ROOT / "theme")])
    made = Environment(loader=loader, autoescape=False)
    made.filters["url"] = lambda address: f"../../../{address}"
    add_words(made, ENGLISH)

    def blame(thing: object, reason: Exception) -> None:
        raise reason

    fragments = FragmentCache(blame)
    made.globals.update(fragments.functions(), part_ends="", config={})
    made.globals.update(OfferedExports(ALL).functions())
    return made


def rendered(found: Contents) -> Iterator[tuple[View, str]]:
    """Each page without its frame."""
    templates = environment()
    for view in found.views:
        page = SimpleNamespace(content=f"<h1>{view.title}</h1>", title=view.title, meta={}, is_homepage=False)
        text = templates.get_template(view.template).render(view=view, page=page, base_url="../../..")
        yield view, text


@pytest.fixture(scope="module")
def pages() -> dict[str, tuple[View, str]]:
    return {view.url: (view, text) for view, text in rendered(contents(300))}


def test_no_page_is_larger_than_the_limit(pages: dict[str, tuple[View, str]]) -> None:
    sizes = {url: len(text.encode()) for url, (_, text) in pages.items()}
    assert {url: size for url, size in sizes.items() if size > LIMIT} == {}
    data = {view.url: len(text.encode()) for view, _ in pages.values() for text in view.files.values()}
    assert {url: size for url, size in data.items() if size > DATA_LIMIT} == {}


def test_what_is_listed_stands_on_exactly_one_of_the_pages_of_periods(
    pages: dict[str, tuple[View, str]],
) -> None:
    shown = [view.shown for view, _ in pages.values() if (view.folder, view.slug) == ("topics", "everything")]
    first, parts = shown[0], shown[1:]
    assert first.periods and len(parts) > 10
    lines = [line for part in parts for group in part.groups for line in group.lines]
    quotes = [one for part in parts for group in part.quotes for who in group.speakers for one in who.quotes]
    briefings = [briefing for part in parts for briefing in part.briefings]
    for found, count in (
        (lines, first.line_count),
        (quotes, first.quote_count),
        (briefings, first.briefing_count),
    ):
        assert len(found) == len(set(map(id, found))) == count


def test_every_page_of_a_list_is_reached_from_its_first(pages: dict[str, tuple[View, str]]) -> None:
    for hub, slugs in [
        ("timeline/", ("",)),
        ("quotes/", ("",)),
        ("archive/", ("",)),
        ("people/", ("", "a-z")),
        ("topics/everything/", ("everything",)),
        ("sources/coast-wire/", ("coast-wire",)),
    ]:
        below = {
            url
            for url, (view, _) in pages.items()
            if view.folder == hub.partition("/")[0] and view.slug in slugs and view.template != "moved.html"
        }
        assert len(below) > 2
        reached, ahead = set(), [hub]
        while ahead:
            url = ahead.pop()
            if url not in reached:
                reached.add(url)
                ahead += [other for other in below - reached if f'href="../../../{other}' in pages[url][1]]
        assert reached == below, hub


def test_one_event_that_many_tell_shows_the_first_of_its_footnotes(
    pages: dict[str, tuple[View, str]],
) -> None:
    line = next(line for line in contents(300).data.lines if len(line.citations) > SHOWN)
    text = next(
        text for view, text in pages.values() if view.folder == "timeline" and f'id="{line.id}"' in text
    )
    entry = text.partition(f'id="{line.id}"')[2].partition("</li>")[0]
    assert entry.count("#fn:") == SHOWN
    assert f"and {len(line.citations) - SHOWN} more" in entry


@pytest.mark.long
def test_a_new_briefing_changes_few_pages() -> None:
    before, after = contents(300), contents(301)
    old = {view.url: text for view, text in rendered(before)}
    changed = [view.url for view, text in rendered(after) if old.get(view.url) not in (None, text)]
    assert len(changed) < len(old) / 10
