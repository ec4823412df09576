"""The language of the interface: catalogues are complete, and a German site says nothing in English."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser, expect

from browser import serving
from catalogues import LOCALE, messages, paths, read, strings_of, untranslated
from dateline.site import file_words
from dateline.site.date_format import date_words, day_words, month_name, month_words
from dateline.site.interface_language import ENGLISH, interface_language_of
from newsroom import newsroom
from nightly import times
from sites import BRIEFINGS, LIGHTHOUSE, build_site, make_project

GERMAN = interface_language_of("de")
_PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w+\}|<[^>]+>")
each_catalogue = pytest.mark.parametrize("path", paths(), ids=lambda path: path.parent.parent.name)


# --- catalogues ----------------------------------------------------------------------------------------------


@each_catalogue
def test_a_catalogue_has_every_message_and_no_other(path: Path) -> None:
    wanted = {(message.context, message.id) for message in messages()}
    assert {(message.context, message.id) for message in read(path)} == wanted, "run `make messages`"


@each_catalogue
def test_a_catalogue_is_translated_completely(path: Path) -> None:
    assert untranslated(read(path)) == []
    assert not any(message.fuzzy for message in read(path) if message.id)


@each_catalogue
def test_a_translation_has_the_placeholders_and_the_markup_of_its_message(path: Path) -> None:
    for message in read(path):
        original = message.id[-1] if isinstance(message.id, (tuple, list)) else message.id
        for text in strings_of(message) if original else ():
            assert sorted(_PLACEHOLDER.findall(text)) == sorted(_PLACEHOLDER.findall(original)), text
            bare = _PLACEHOLDER.sub("", text)
            assert not set(bare) & set("<>&%"), text
            assert '"' not in bare, f"{text}: a translation may stand in an attribute"


# --- the language ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tag", "found"), [("de", "de"), ("de-AT", "de"), ("en", "en"), ("en-GB", "en"), ("ar", "en"), ("", "en")]
)
def test_a_language_without_a_catalogue_is_english(tag: str, found: str) -> None:
    assert interface_language_of(tag).tag == found


@pytest.mark.parametrize(
    ("number", "english", "german"),
    [
        (0, "0 events", "0 Ereignisse"),
        (1, "1 event", "1 Ereignis"),
        (2, "2 events", "2 Ereignisse"),
        (1200, "1,200 events", "1.200 Ereignisse"),
    ],
)
def test_numbers_of_things(number: int, english: str, german: str) -> None:
    said = [each.ngettext("%(num)s event", "%(num)s events", number) for each in (ENGLISH, GERMAN)]
    assert said == [english, german]


def test_a_script_gets_the_plural_forms_of_the_language() -> None:
    assert ENGLISH.plurals("{n} event", "{n} events") == {"one": "{n} event", "other": "{n} events"}
    assert GERMAN.plurals("{n} result", "{n} results") == {"one": "{n} Treffer", "other": "{n} Treffer"}


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2019", "2019"),
        ("2019-04", "April 2019"),
        ("2025-05-21", "21. Mai 2025"),
        ("0987-12-05", "5. Dezember 0987"),
        ("198X", "die 1980er"),
        ("2020-21", "Frühjahr 2020"),
        ("2020-24~", "um Winter 2020"),
        ("2019~", "um 2019"),
        ("2019-02-07~", "um den 7. Februar 2019"),
        ("2019-02-07?", "vielleicht 7. Februar 2019"),
        ("2020/2022", "2020–2022"),
        ("2020/..", "seit 2020"),
        ("2020-05-01/..", "seit dem 1. Mai 2020"),
        ("../2020-05", "bis Mai 2020"),
        ("../2020-05-01", "bis zum 1. Mai 2020"),
        ("2019-04-25/2019-04-27", "25.–27. April 2019"),
        ("2019-04-25/2019-05-02", "25. April – 2. Mai 2019"),
        ("2019-03/2019-05", "März–Mai 2019"),
        ("2019-12-30/2020-01-02", "30. Dezember 2019 – 2. Januar 2020"),
        ("2019-04-25T13:20:00-04:00", "25. April 2019, 13:20 Uhr\u00a0UTC−4"),
        ("2019-04-25T00:05", "25. April 2019, 00:05 Uhr"),
        ("soon", "soon"),
    ],
)
def test_german_dates(value: str, words: str) -> None:
    assert date_words(value, GERMAN) == words


def test_german_headings_of_dates() -> None:
    assert day_words("2025-05-21", GERMAN) == "Mittwoch, 21. Mai 2025"
    assert [day_words(None, GERMAN), month_words("", GERMAN)] == ["Ohne Datum", "Ohne Datum"]
    assert [month_words("2025-05", GERMAN), month_name("2025-05", GERMAN)] == ["Mai 2025", "Mai"]


@pytest.mark.parametrize(
    ("words", "german"),
    [
        (file_words.heading_in(GERMAN, "Key quotes"), "Wichtige Zitate"),
        (file_words.heading_in(GERMAN, "Sources"), "Sources"),  # an author's own heading
        (file_words.note_in(GERMAN, "planned"), "geplant"),
        (file_words.note_in(GERMAN, "turning point"), "Wendepunkt"),
        (file_words.note_in(GERMAN, "all"), "all"),  # an author's own note
        (file_words.place_in(GERMAN, "paragraph 4"), "Absatz 4"),
        (file_words.place_in(GERMAN, "caption"), "Bildunterschrift"),
        (file_words.dating_words(GERMAN, "date counted from “July”"), "Datum gerechnet ab “July”"),
        (file_words.dating_words(GERMAN, "date counted"), "date counted"),
        (file_words.via_in(GERMAN, "according to Tass, 100 %"), "laut Tass, 100 %"),
    ],
)
def test_the_fixed_words_of_a_file(words: str, german: str) -> None:
    assert words == german


# --- a German site -------------------------------------------------------------------------------------------

_NAV = {
    "Home": "Start", "Topics": "Themen", "Timeline": "Zeitleiste", "People": "Personen", "Places": "Orte",
    "Organisations": "Organisationen", "Sources": "Quellen", "Archive": "Archiv",
}  # fmt: skip
"""What mkdocs.yml says is the site's own."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = make_project(
        tmp_path_factory.mktemp("german"),
        [path for path in sorted(BRIEFINGS.glob("*.md")) if path.stem != "hostile"],
    )
    for name, text in newsroom(times(18, 30)):
        (project / "briefings" / name).write_text(text, encoding="utf-8")
    config = (project / "mkdocs.yml").read_text(encoding="utf-8").replace("language: en", "language: de")
    for english, german in _NAV.items():
        config = config.replace(f"  - {english}: ", f"  - {german}: ")
    config = config.replace("On this page", "Auf dieser Seite").replace(
        "site_name: Dateline", "site_name: Pult"
    )
    (project / "mkdocs.yml").write_text(config, encoding="utf-8")
    return build_site(project)


def _first(site: Path, folder: str) -> str:
    return f"{folder}/{min(path.name for path in (site / folder).iterdir() if path.is_dir())}/"


def _pages(site: Path) -> list[str]:
    kinds = ("topics", "people", "organisations", "places", "sources")
    lists = [f"{kind}/" for kind in (*kinds, "timeline", "quotes", "archive", "corrections")]
    subjects = [_first(site, kind) for kind in (*kinds, "timeline", "archive")]
    return ["index.html", "404.html", *(f"{url}index.html" for url in (LIGHTHOUSE, *lists, *subjects))]


def _said(page: html.HtmlElement) -> Iterator[str]:
    """Every text of a page that is read or heard, but what stands in the briefings' own language."""
    for element in page.iter():
        if not isinstance(element.tag, str) or element.tag in ("script", "style", "code"):
            continue
        spoken = (name for name in element.attrib if name.startswith("data-") and name != "data-status")
        for name in ("aria-label", "placeholder", *spoken):
            yield element.get(name, "")
        yield element.text or ""
        yield from (part.tail or "" for part in element)


def _english() -> Iterator[re.Pattern[str]]:
    """The messages whose German is another, as patterns of what they say."""
    for message in read(LOCALE / "de" / "LC_MESSAGES" / "dateline.po"):
        ids = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
        for text in ids if message.id else ():
            if text not in strings_of(message) and len(_PLACEHOLDER.sub("", text).strip()) > 3:
                parts = re.split(r"%\(\w+\)s|\{\w+\}", text)
                yield re.compile(r"[\d.,]+".join(map(re.escape, parts)))


def test_a_german_site_builds_strictly_and_says_nothing_in_english(site: Path) -> None:
    english = list(_english())
    assert len(english) > 100
    for url in _pages(site):
        page = html.fromstring((site / url).read_text(encoding="utf-8"))
        assert page.get("lang") == "de"
        said = {" ".join(text.split()) for text in _said(page)}
        found = [text for text in said for pattern in english if pattern.fullmatch(text)]
        assert not found, f"{url}: {found}"


def test_headings_keep_their_ids(site: Path) -> None:
    page = html.fromstring((site / LIGHTHOUSE / "index.html").read_text(encoding="utf-8"))
    for id_, words in (("key-points", "Das Wichtigste"), ("timeline", "Zeitleiste"), ("evidence", "Belege")):
        assert page.get_element_by_id(id_).text == words
        assert page.xpath(f'//nav//a[@href="#{id_}"]')[0].text_content().strip() == words


def test_the_interface_within_a_briefing_is_marked_as_its_language(site: Path) -> None:
    page = html.fromstring((site / LIGHTHOUSE / "index.html").read_text(encoding="utf-8"))
    assert page.xpath("//h1")[0].get("lang") == "en"
    assert page.get_element_by_id("timeline").get("lang") == "de"
    assert {time.get("lang") for time in page.xpath('//ol[@class="timeline"]//time')} == {"de"}


def test_calendar_and_titles_are_german(site: Path) -> None:
    assert "X-WR-CALNAME:Pult: geplant" in (site / "planned.ics").read_text(encoding="utf-8")
    titles = [
        html.fromstring((site / url).read_text(encoding="utf-8")).findtext(".//title")
        for url in ("people/index.html", "corrections/index.html")
    ]
    assert titles == ["Personen - Pult", "Korrekturen - Pult"]


@pytest.mark.browser
@pytest.mark.long
def test_the_search_of_a_german_site_finds_briefings_in_english_by_one_index(
    site: Path, browser: Browser
) -> None:
    index = json.loads((site / "pagefind" / "pagefind-entry.json").read_text(encoding="utf-8"))
    assert list(index["languages"]) == ["de"]
    with serving(site) as address, browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}?q=lighthouse+orrin")
        expect(page.locator(".finder__status")).to_have_text(re.compile(r"\d+ Treffer"))
        expect(page.locator(".finder__title").first).to_contain_text("Lighthouse at Orrin Point")
        expect(page.locator(".finder__facts").first).to_contain_text("4. März 2031")
        page.goto(f"{address}timeline/?status=planned")
        expect(page.locator(".filter output")).to_have_text(re.compile(r"\d+ von \d+ Ereignissen"))


def test_a_language_without_a_catalogue_builds_strictly(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    project = make_project(tmp_path, sorted(BRIEFINGS.glob("*.md"))[:1])
    config = (project / "mkdocs.yml").read_text(encoding="utf-8").replace("language: en", "language: ar")
    (project / "mkdocs.yml").write_text(config, encoding="utf-8")
    caplog.set_level("INFO")
    built = build_site(project)
    told = [record.getMessage() for record in caplog.records if "theme.language" in record.getMessage()]
    assert len(told) == 1 and "“ar”" in told[0]
    home = html.fromstring((built / "index.html").read_text(encoding="utf-8"))
    assert (home.get("lang"), home.xpath("//body")[0].get("dir")) == ("ar", "rtl")
    assert home.xpath('//h2[@id="archive"]')[0].text == "Archive"
