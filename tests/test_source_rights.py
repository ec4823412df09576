"""What a site shows of its sources: nothing, the sentences that are cited, or the article; with licence and credit."""

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html

from dateline.briefing.document import read
from dateline.briefing.source_rights import (
    Licence,
    SourceRights,
    check_licence,
    licence_of,
    shown_document,
    sources_of,
)
from dateline.cli import main
from dateline.model.article import Seed
from dateline.model.briefing import Source, TextShown
from dateline.site.briefing_index import index_of
from sites import build_site, make_project

BELL = "Dam at Orrin cracks\n\nThe dam at Orrin cracked on the night of the spring flood.\n\nNobody slept.\n"
WIRE = "Valley is emptied\n\nThe army moved four hundred families out.\n\nA <b>bus</b> waited at the mill.\n"
SEEDS = {"seeds/bell.txt": BELL, "seeds/wire.txt": WIRE}
SENTENCE = "The dam at Orrin cracked on the night of the spring flood."
BRIEFING = """---
title: Orrin fears for its dam
date: 2031-04-02
topics: [Floods]
sources:
  - id: s1
    publisher: Orrin Bell
    title: Dam at Orrin cracks
    seed: seeds/bell.txt
    sha256: {bell}
  - id: s2
    publisher: Coast Wire
    title: Valley is emptied
    seed: seeds/wire.txt
    sha256: {wire}
    text: full
    licence: cc-by-sa-4.0
    credit: "© Coast Wire <desk>"
---

People near the dam were told to leave.[^s1-1][^s2-1]

## Timeline

- 2031-04-02 — Families had to leave Orrin.[^s2-1][^note]
- 2031-04-02 — The dam had a crack.[^s1-1]

[^s1-1]: Orrin Bell (s1), paragraph 1 (date stated): “The dam at Orrin cracked on the night of the spring flood.”
[^s2-1]: Coast Wire (s2), paragraph 1 (date of publication): “The army moved four hundred families out.”
[^note]: Seen by the editor on the spot.
"""


def briefing_text(**more: str) -> str:
    digests = {
        name: Seed(f"{name}.txt", text.encode()).sha256 for name, text in (("bell", BELL), ("wire", WIRE))
    }
    return BRIEFING.format(**digests)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = make_project(
        tmp_path_factory.mktemp("rights"),
        options="aliases: {Orrin Bell: [The Bell]}, outlets: {The Bell: {text: none, credit: Bell of Orrin}}",
    )
    (project / "mkdocs.yml").write_text(
        (project / "mkdocs.yml").read_text(encoding="utf-8") + "site_url: https://desk.example/\n",
        encoding="utf-8",
    )
    (project / "seeds").mkdir()
    for path, text in SEEDS.items():
        (project / path).write_text(text, encoding="utf-8")
    (project / "briefings" / "dam.md").write_text(briefing_text(), encoding="utf-8")
    return build_site(project)


def unpacked(data: bytes) -> bytes:
    """The bytes of a file, those that the search packs as they were."""
    return gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data


def page_of(site: Path) -> html.HtmlElement:
    return html.fromstring((site / "briefings" / "dam" / "index.html").read_text(encoding="utf-8"))


def test_no_file_of_the_site_has_the_text_of_a_source_that_shows_none(site: Path) -> None:
    texts = {path: unpacked(path.read_bytes()) for path in site.rglob("*") if path.is_file()}
    assert [path for path, data in texts.items() if b"spring flood" in data or b"Nobody slept" in data] == []
    assert any(
        b"four hundred families" in data for data in texts.values()
    )  # of the other, the evidence is there


def test_nor_has_any_of_its_plain_pages(site: Path, tmp_path: Path) -> None:
    assert main(["pages", str(tmp_path / "pages"), "-f", str(site.parent / "mkdocs.yml")]) == 0
    pages = {path: path.read_text(encoding="utf-8") for path in (tmp_path / "pages").rglob("*.md")}
    assert [path for path, text in pages.items() if "spring flood" in text or "Nobody slept" in text] == []
    text = pages[tmp_path / "pages" / "docs" / "briefings" / "dam.md"]
    assert "paragraph 1 (date stated): “…”" in text and "four hundred families" in text
    licence = "[CC-BY-SA-4.0](https://creativecommons.org/licenses/by-sa/4.0/)"
    assert f"Coast Wire. Licence: {licence}. © Coast Wire &lt;desk>\n" in text
    assert "Orrin Bell. Bell of Orrin\n" in text


def test_its_footnotes_say_where_the_sentence_stands(site: Path) -> None:
    notes = page_of(site).find_class("proofs")[0]
    assert " ".join(notes.find(".//summary").text_content().split()) == "3 places in the sources"
    told = [" ".join(note.find("p").text_content().split()) for note in notes.iter("li")]
    assert told[0].startswith("Orrin Bell (s1), paragraph 1 (date stated): “…”")
    assert told[1].startswith("Coast Wire (s2), paragraph 1 (date of publication): “The army moved")
    assert told[2].startswith("Seen by the editor on the spot.")


def test_the_whole_article_is_folded_below_its_source_as_text(site: Path) -> None:
    bell, wire = page_of(site).find_class("sources")[0].find("ul")
    (article,) = wire.find_class("sources__article")
    assert (article.tag, article.get("open")) == ("details", None)
    assert [part.text_content() for part in article.iter("p")] == [
        "The army moved four hundred families out.",
        "A <b>bus</b> waited at the mill.",
    ]
    assert not bell.find_class("sources__article")


def test_licence_and_credit_stand_with_the_source_and_in_the_data(site: Path) -> None:
    page = page_of(site)
    bell, wire = page.find_class("sources")[0].find("ul")
    (link,) = wire.xpath('.//a[contains(@rel, "license")]')
    assert (link.text, link.get("href")) == (
        "CC-BY-SA-4.0",
        "https://creativecommons.org/licenses/by-sa/4.0/",
    )
    credit_lines = [item.find_class("sources__credit")[0].text_content() for item in (bell, wire)]
    assert credit_lines == ["Bell of Orrin", "© Coast Wire <desk>"]
    graph = json.loads(page.xpath('//script[@type="application/ld+json"]')[-1].text)["@graph"]
    based = next(thing for thing in graph if thing["@type"] == "NewsArticle")["isBasedOn"]
    assert [(each.get("license"), each["creditText"]) for each in based] == [
        (None, "Bell of Orrin"),
        ("https://creativecommons.org/licenses/by-sa/4.0/", "© Coast Wire <desk>"),
    ]
    (listed,) = json.loads((site / "data" / "briefings.json").read_text(encoding="utf-8"))["briefings"]
    assert [source["credit"] for source in listed["sources"]] == credit_lines
    events = json.loads((site / "data" / "events.json").read_text(encoding="utf-8"))["events"]
    assert sorted("sentence" in each for event in events for each in event["evidence"]) == [
        False,  # of the source that shows none
        False,  # a remark
        True,
    ]


def test_an_article_that_is_shown_whole_follows_its_seed(tmp_path: Path) -> None:
    for folder in ("docs", "briefings", "seeds"):
        (tmp_path / folder).mkdir()
    config = "site_name: Desk\ntheme: material\nplugins: [{dateline: {source_text: full, exports: none}}]\n"
    (tmp_path / "mkdocs.yml").write_text(config, encoding="utf-8")
    sources = "[{id: s1, seed: seeds/a.txt}, {id: s2, seed: mkdocs.yml}, {id: s3, seed: seeds/gone}]"
    (tmp_path / "briefings" / "a.md").write_text(
        f"---\ntitle: A\nsources: {sources}\n---\n\nIt rained.\n", encoding="utf-8"
    )
    seed = tmp_path / "seeds" / "a.txt"
    for words in ("The mill stood still for an hour.", "The mill stood still for a day."):
        seed.write_text(f"Mill stands still\n\n{words}\n", encoding="utf-8")
        page = (build_site(tmp_path, strict=False) / "briefings" / "a" / "index.html").read_text(
            encoding="utf-8"
        )
        assert words in page
        assert page.count("sources__article") == 1, "no file but a seed is shown"


# --- records ---------------------------------------------------------------------------------------------------


def test_the_setting_of_a_source_stands_above_that_of_its_outlet_and_of_all() -> None:
    rights = SourceRights(TextShown.FULL, {"Bell": {"text": "none", "licence": "MIT"}})
    told = [
        rights.of(Source("s1", text=text, publisher=publisher)).text
        for text in (TextShown.EVIDENCE, None)
        for publisher in ("BELL", "Wire", None)
    ]
    assert told == ["evidence", "evidence", "evidence", "none", "full", "full"]
    assert rights.of(Source("s1", publisher="Bell", licence="0BSD")).licence == "0BSD"


@pytest.mark.parametrize(
    ("note", "shown"),
    [
        ("[^s1-1]: Bell: “The dam cracked.”", "[^s1-1]: Bell: “…”"),
        ("[^s1-1]: Bell, caption: “Yes,” she said. “No.”", "[^s1-1]: Bell, caption: “…”"),
        ("[^s1-1]: Source: “One.\n    Two.”\n\n    Three.", "[^s1-1]: Source: “…”"),
        ("[^s1-1]: it says “The dam cracked.” there", "[^s1-1]: it says “…” there"),
        ("[^s1-1]: “The dam cracked.", "[^s1-1]: “…”"),
        ("[^q-12ab]: Bell (s1): “The dam cracked.”", "[^q-12ab]: Bell (s1): “…”"),
        ("[^x]: Courier: “The dam cracked.”", "[^x]: Courier: “…”"),  # whose it is can't be told
        ("[^x]: Wire: “A bus came.”", "[^x]: Wire: “A bus came.”"),
        ("[^s2-1]: Wire (s2): “A bus came.”", "[^s2-1]: Wire (s2): “A bus came.”"),
        ("[^s1-1]: Mine.", "[^s1-1]: Mine."),
    ],
)
def test_a_footnote_loses_the_words_of_a_source_that_shows_none(note: str, shown: str) -> None:
    front = "---\ntitle: A\nsources: [{id: s1, text: none}, {id: s2, publisher: Wire}]\n---\n\n"
    document = read(f"{front}It rained.[^s1-1]\n\n{note}\n", "a.md")
    found = shown_document(document, sources_of(document.front.values))
    assert found.front.body.rstrip("\n").endswith(f"\n\n{shown}")
    assert read(front + found.front.body, "a.md").blocks == found.blocks
    assert not re.search("cracked|Two|Three|she said", str(found.briefing.evidence))


def test_what_is_withheld_comes_back_when_the_setting_changes() -> None:
    texts = [("dam.md", briefing_text())]
    withheld = index_of(texts, "briefings", rights=SourceRights(TextShown.NONE))
    again = index_of(texts, "briefings", before=withheld)

    def sentences(index: object) -> Iterator[str]:
        record = index.items["dam.md"].record  # type: ignore[attr-defined]
        yield from (note.text for note in record.briefing.evidence)

    assert SENTENCE not in sentences(withheld)
    assert SENTENCE in sentences(again)


@pytest.mark.parametrize(
    ("written", "name", "address"),
    [
        ("cc0-1.0", "CC0-1.0", "https://spdx.org/licenses/CC0-1.0.html"),
        ("CC-BY-NC-ND-3.0", "CC-BY-NC-ND-3.0", "https://creativecommons.org/licenses/by-nc-nd/3.0/"),
        ("MIT OR 0BSD", "MIT OR 0BSD", ""),
        ("LicenseRef-ours", "LicenseRef-ours", ""),
        ("https://bell.example/terms", "https://bell.example/terms", "https://bell.example/terms"),
    ],
)
def test_a_licence_is_known_by_its_name_and_leads_to_its_words(written: str, name: str, address: str) -> None:
    check_licence(written)
    assert licence_of(Source("s1", licence=written)) == Licence(name, address)


@pytest.mark.parametrize(
    ("written", "hint"),
    [("CC BY 4.0", "did you mean CC-BY-4.0?"), ("mine", "such as CC-BY-4.0"), ("javascript:x", "https://")],
)
def test_what_is_no_licence_is_refused_with_what_would_be_right(written: str, hint: str) -> None:
    with pytest.raises(ValueError, match=re.escape(hint)):
        check_licence(written)
    assert licence_of(Source("s1", licence=written)) is None
