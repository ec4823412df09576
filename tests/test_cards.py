"""Cards: what they say, that they are drawn once for it, and that pages name what is there."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from dateline.briefing import document
from dateline.site.briefing_records import card_of
from dateline.site.cards import card_drawing, page_images
from dateline.site.cards.card_drawing import HEIGHT, WIDTH, draw_card
from dateline.site.cards.card_text import FONTS, CardText, drawable
from dateline.site.cards.page_images import card_files
from dateline.site.contents import contents_alone
from dateline.site.pages.page import SiteOptions
from dateline.site.rendered_page import written_root
from sites import ROOT, briefing_text, build_site, make_project

# --- what a card says -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ferry\n sinks\x00 \t", "Ferry sinks"),
        ("Zug 7: 10\u00a0000 in Łódź, Ελλάδα и Київ", "Zug 7: 10\u00a0000 in Łódź, Ελλάδα и Київ"),
        ("Cafe\u0301", "Café"),
        ("\u202eevil\u202c\u200b\ufeff\ud800 \u2066text", "evil text"),
        ("Rain 🌧️ again 👍🏽", "Rain again"),
        ("حريق في الميناء", ""),
        ("港口火灾", ""),
        ("Port of 東京", ""),
        (" \u200b\n", ""),
    ],
)
def test_a_text_is_drawn_whole_or_not_at_all(text: str, shown: str) -> None:
    assert drawable(text) == shown


def test_the_font_has_the_characters_that_it_is_said_to_have() -> None:
    font = card_drawing._font(20)

    def look(char: str) -> tuple[object, ...]:
        mask, offset = font.getmask2(char, anchor="ls")
        return bytes(mask), mask.size, offset, font.getlength(char)

    missing = look("\uffff")
    ranges = [
        [int(end, 16) for end in word.split("-")] for word in (FONTS / "characters.txt").read_text().split()
    ]
    told = {chr(code) for found in ranges for code in range(found[0], found[-1] + 1)}
    assert not [char for char in told if look(char) == missing]
    assert all(look(char) == missing for char in "עم中😀")


TEXTS = {
    "long word": "W" * 400,
    "long words": "Donaudampfschifffahrtsgesellschaft " * 30,
    "markup": "</title><script>alert(1)</script>",
    "marks": "a" + "\u0301\u0323" * 100,
    "one letter": "i",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("is_site", [False, True])
def test_a_card_keeps_its_size_and_margins_whatever_it_says(text: str, is_site: bool) -> None:
    shown = drawable(text)
    data = draw_card(CardText(shown, shown, shown, shown, is_site))
    assert data == draw_card(CardText(shown, shown, shown, shown, is_site)) and len(data) < 60_000
    card = Image.open(BytesIO(data))
    assert card.size == (WIDTH, HEIGHT)
    assert not card.crop((WIDTH - 70, 20, WIDTH, HEIGHT)).getbbox(), "nothing but paper"
    assert not card.crop((0, HEIGHT - 30, WIDTH, HEIGHT)).getbbox()


def test_a_headline_is_cut_behind_a_word() -> None:
    words = [f"word{number}" for number in range(100)]
    size, lines = card_drawing._set_headline(" ".join(words))
    assert size == min(card_drawing._SIZES)
    told = " ".join(lines)
    assert told.endswith("…") and told[:-1].split(" ") == words[: len(told.split(" "))]


def test_colours_are_those_of_the_theme() -> None:
    styles = (ROOT / "theme/assets/stylesheets/dateline.css").read_text(encoding="utf-8")
    for name in ("PAPER", "INK", "INK_SOFT", "LINE", "WIRE", "OPEN"):
        colour = "#{:02x}{:02x}{:02x}".format(*getattr(card_drawing, name))
        assert f"--{name.lower().replace('_', '-')}: {colour};" in styles


def test_an_address_ends_no_attribute_and_no_script() -> None:
    assert written_root("https://a.example/x y/\"'<&>") == "https://a.example/x%20y/%22%27%3C%26%3E/"
    assert written_root("") == ""


# --- a site ---------------------------------------------------------------------------------------------------

ADDRESS = "https://desk.example/news/"
PIXEL = ROOT / "docs" / "images" / "home.png"


def set_address(project: Path) -> None:
    config = project / "mkdocs.yml"
    config.write_text(f"{config.read_text(encoding='utf-8')}\nsite_url: {ADDRESS}\n", encoding="utf-8")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = make_project(tmp_path_factory.mktemp("cards") / "project")
    set_address(found)
    folder = found / "briefings"
    for name, title in {"ferry": "Ferry sinks", "worm": "Worm found", "fire": "حريق في الميناء"}.items():
        text = briefing_text(title).replace("date:", "topics: [Pellmere]\ndate:")
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    (folder / "gate.md").write_text(briefing_text("Gate", body="![A gate](the%20gate.png)"), encoding="utf-8")
    (folder / "the gate.png").write_bytes(PIXEL.read_bytes())
    build_site(found, strict=False)
    return found


def properties_of(page: Path) -> dict[str, str]:
    return dict(
        re.findall(
            r'<meta (?:property|name)="((?:og:image|twitter)[^"]*)" content="([^"]*)">', page.read_text()
        )
    )


def image_in(page: Path) -> dict[str, object]:
    [script] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.read_text())
    found: dict[str, object] = json.loads(script)["@graph"][0]["image"]
    return found


def test_pages_name_their_card_with_its_size_and_what_it_says(project: Path) -> None:
    site = project / "site"
    page = site / "briefings" / "ferry" / "index.html"
    url = f"{ADDRESS}cards/briefings/ferry.png"
    with Image.open(site / url.removeprefix(ADDRESS)) as card:
        width, height = card.size
    assert properties_of(page) == {
        "og:image": url,
        "og:image:width": str(width),
        "og:image:height": str(height),
        "og:image:alt": "Ferry sinks · March 4, 2031 · Draft · Dateline",
        "twitter:card": "summary_large_image",
    }
    size = {"width": f"{width} px", "height": f"{height} px"}
    assert image_in(page) == {"@type": "ImageObject", "url": url, **size}
    topic = properties_of(site / "topics" / "pellmere" / "index.html")
    assert topic["og:image:alt"] == "Pellmere · 3 briefings · Dateline"


def test_every_picture_that_a_page_names_is_there(project: Path) -> None:
    named = {
        path.relative_to(project / "site").as_posix(): properties_of(path).get("og:image", "")
        for path in (project / "site").rglob("index.html")
    }
    for url in named.values():
        assert url.startswith(ADDRESS)
        assert (project / "site" / url.removeprefix(ADDRESS).replace("%20", " ")).is_file()
    assert {
        named[page]
        for page in ("index.html", "about/index.html", "topics/index.html", "briefings/fire/index.html")
    } == {f"{ADDRESS}cards/site.png"}, "what has no card of its own has the site's"
    assert named["topics/pellmere/index.html"] == f"{ADDRESS}cards/topics/pellmere.png"


def test_a_briefings_own_picture_stands_before_its_card(project: Path) -> None:
    page = project / "site" / "briefings" / "gate" / "index.html"
    url = f"{ADDRESS}briefings/the%20gate.png"
    assert properties_of(page) == {
        "og:image": url,
        "og:image:alt": "Gate",
        "twitter:card": "summary_large_image",
    }
    assert image_in(page) == {"@type": "ImageObject", "url": url}


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The headlines of the cards that are drawn."""
    found: list[str] = []

    def drawing(text: CardText) -> bytes:
        found.append(text.headline)
        if "[fails]" in text.headline:
            raise ValueError("no ink")
        return draw_card(text)

    monkeypatch.setattr(page_images, "draw_card", drawing)
    yield found


def test_a_card_is_drawn_again_only_when_what_it_shows_changes(project: Path, drawn: list[str]) -> None:
    briefing, cards = project / "briefings" / "worm.md", project / "site" / "cards" / "briefings"
    before = briefing.read_text(encoding="utf-8")
    briefing.write_text(before + "\nMore.\n", encoding="utf-8")
    build_site(project, strict=False)
    assert drawn == [], "the text stands on no card"
    briefing.write_text(before.replace("Worm found", "Worm seen"), encoding="utf-8")
    build_site(project, strict=False)
    assert drawn == ["Worm seen"]
    briefing.unlink()
    build_site(project, strict=False)
    assert drawn == ["Worm seen", "Pellmere"] and not (cards / "worm.png").exists()


def test_a_card_that_fails_is_reported_and_named_by_no_page(
    project: Path, drawn: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    briefing = project / "briefings" / "snail.md"
    briefing.write_text(briefing_text("Snail [fails]"), encoding="utf-8")
    build_site(project, strict=False)
    assert "briefings/snail.md" in caplog.text and "no ink" in caplog.text
    page = project / "site" / "briefings" / "snail" / "index.html"
    assert properties_of(page)["og:image"] == f"{ADDRESS}cards/site.png"
    assert not (project / "site" / "cards" / "briefings" / "snail.png").exists()


@pytest.mark.parametrize(
    ("which", "address", "found"),
    [("none", ADDRESS, []), ("all", "", []), ("site", ADDRESS, ["cards/site.png"])],
)
def test_a_setting_says_which_there_are_where_the_address_is_known(
    which: str, address: str, found: list[str]
) -> None:
    read = document.read(briefing_text("Ferry sinks"), "ferry.md")
    card = card_of("ferry.md", read.front.values)
    assert card
    data = contents_alone(read, card, "briefings/ferry/", SiteOptions("The Desk", address)).data
    assert [file.path for file in card_files(data, which, "")] == found


def test_a_project_keeps_its_own_card(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", options="cards: site")
    set_address(project)
    (project / "briefings" / "ferry.md").write_text(briefing_text("Ferry sinks"), encoding="utf-8")
    own = project / "docs" / "cards" / "site.png"
    own.parent.mkdir()
    own.write_bytes(PIXEL.read_bytes())
    site = build_site(project)
    named = properties_of(site / "briefings" / "ferry" / "index.html")
    assert named["og:image"] == f"{ADDRESS}cards/site.png"
    assert "og:image:width" not in named, "nobody has looked how large it is"
    assert (site / "cards" / "site.png").read_bytes() == own.read_bytes()
    assert not (site / "cards" / "briefings").exists()


def test_pillow_is_loaded_only_to_draw() -> None:
    command = "import sys, dateline.mkdocs.plugin; sys.exit('PIL' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", command], check=False).returncode == 0
