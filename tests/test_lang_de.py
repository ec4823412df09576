"""A pasted page in German is laid out by the words of `lang/de/`, and English pages as if there were none."""

import json
from pathlib import Path

import pytest

from dateline.check.day_names import months_in, weekdays_in
from dateline.cli import main
from dateline.formats.seed_reader import article_from_seed
from dateline.layout.boilerplate import Trait, cue_of
from dateline.layout.bylines import byline_of, names_in
from dateline.layout.captions import is_credit
from dateline.layout.timestamps import stamps_of
from dateline.model.article import Article, BlockKind, Seed

PARAGRAPHS = [
    "Die Fähre nach Harmsoog ist nach einem Brand im Maschinenraum am Dienstag aus dem Verkehr gezogen worden.",
    "Verletzt wurde niemand, wie die Reederei Tolm-Linie mitteilte. Zwei Boote brachten alle Fahrgäste an Land.",
    "„Wir sind von der Außenwelt abgeschnitten“, sagte Bürgermeisterin Rieke Osterloh am Mittwoch.",
    "Der Inselrat verlangt seit Jahren ein zweites Schiff. Am Freitag will er mit der Reederei sprechen.",
    "Die „Löwin“ wurde 1981 gebaut und fährt seither zweimal am Tag zwischen Tolmhafen und der Insel.",
]
COOKIES = (
    "Wir verwenden Cookies, um unser Angebot zu verbessern. "
    "Mit Ihrer Zustimmung speichern wir auch Daten für Werbung."
)
PAGE = f"""Zum Inhalt springen
Startseite
Politik
Wirtschaft
Anmelden

Fähre nach Harmsoog nach Brand stillgelegt
Die Inselbewohner verlangen vor dem Winter ein zweites Schiff
Von Mira Brandt und Jonas Kehl
12. September 2023, 13:20 Uhr
Aktualisiert am 13. September 2023 um 08.05 Uhr
Teilen
Drucken
3 Min. Lesezeit

Die „Löwin“ liegt am Anleger von Tolmhafen. Foto: Jonas Kehl/Tolmer Kurier

{PARAGRAPHS[0]}

{PARAGRAPHS[1]}

Anzeige

{PARAGRAPHS[2]}

Lesen Sie auch: Tolmhafen bekommt eine neue Mole

Rat tagt am Freitag

{PARAGRAPHS[3]}

Newsletter abonnieren
Jeden Morgen das Wichtigste aus der Region in Ihrem Postfach.

{PARAGRAPHS[4]}

Mitarbeit: Enno Fries

Lesen Sie auch
Reederei erhöht die Preise im Frühjahr
Harmsoog wählt einen neuen Rat

Kommentar schreiben

{COOKIES}
Alle akzeptieren
Impressum
© 2023 Tolmer Kurier
"""


@pytest.fixture(scope="module")
def article() -> Article:
    return article_from_seed(Seed("faehre.txt", PAGE.encode()), 1_000_000)[0]


def texts(article: Article, kind: BlockKind) -> list[str]:
    return [article.slice(block.span) for block in article.blocks if block.kind is kind]


def test_facts(article: Article) -> None:
    assert article.title == "Fähre nach Harmsoog nach Brand stillgelegt"
    assert article.description == "Die Inselbewohner verlangen vor dem Winter ein zweites Schiff"
    assert article.authors == ("Mira Brandt", "Jonas Kehl")
    assert article.published == "2023-09-12T13:20:00"
    assert article.updated == "2023-09-13T08:05:00"
    assert article.publisher == "Tolmer Kurier"
    assert article.language == "de"


def test_body(article: Article) -> None:
    assert texts(article, BlockKind.PARAGRAPH) == PARAGRAPHS
    assert texts(article, BlockKind.HEADING) == ["Rat tagt am Freitag"]
    assert texts(article, BlockKind.CAPTION) == ["Die „Löwin“ liegt am Anleger von Tolmhafen."]
    assert texts(article, BlockKind.CREDIT) == ["Foto: Jonas Kehl/Tolmer Kurier"]
    assert texts(article, BlockKind.NOTE) == ["Mitarbeit: Enno Fries"]


def test_what_is_left_out(article: Article) -> None:
    kept = {text for kind in BlockKind if kind is not BlockKind.BOILERPLATE for text in texts(article, kind)}
    rest = [line for line in PAGE.splitlines() if line and not any(text in line for text in kept)]
    assert texts(article, BlockKind.BOILERPLATE) == rest
    assert {"Teilen", "Drucken", "Lesen Sie auch", "Newsletter abonnieren", COOKIES} <= set(rest)


def test_explain(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seed = tmp_path / "faehre.txt"
    seed.write_text(PAGE, encoding="utf-8")
    assert main(["extract", str(seed), "--explain"]) == 0
    told = json.loads(capsys.readouterr().out)
    why = {PAGE[block["start"] : block["end"]]: block["reason"] for block in told["blocks"]}
    assert why["Teilen"] == "“teilen” is a control of the page"
    assert why["Lesen Sie auch"] == "“lesen sie auch” heads a list of links"
    assert why["3 Min. Lesezeit"] == "the time it takes to read"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Stand: 12.09.2023, 13:20 Uhr", [("updated", "2023-09-12T13:20:00")]),
        ("Stand 12.09.2023 13.20 Uhr", [("updated", "2023-09-12T13:20:00")]),
        ("Veröffentlicht am 3. Mai 2023 um 9:05 Uhr", [("published", "2023-05-03T09:05:00")]),
        ("Zuletzt aktualisiert: 3. Jänner 2024", [("updated", "2024-01-03")]),
        ("Dienstag, 12. März 2024, 13:20 Uhr", [("bare", "2024-03-12T13:20:00")]),
        ("13:20 Uhr, 12. September 2023", [("bare", "2023-09-12T13:20:00")]),
        ("12.09.2023, 13:20 MESZ", [("bare", "2023-09-12T13:20:00+02:00")]),
        (
            "12. September 2023, 13:20 Uhr | Aktualisiert: 14:05 Uhr",
            [("bare", "2023-09-12T13:20:00"), ("updated", "2023-09-12T14:05:00")],
        ),
    ],
)
def test_stamps(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(stamp.role.value, stamp.iso) for stamp in stamps_of(text)] == expected


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        ("VON MIRA BRANDT UND JONAS KEHL", ("Mira Brandt", "Jonas Kehl")),
        ("Von Özlem Ärmann", ("Özlem Ärmann",)),
        ("Von Mira von der Heide, Redakteurin", ("Mira von der Heide",)),
        ("Von Mira Brandt für den Tolmer Kurier", ("Mira Brandt",)),
        ("Eine Analyse von Mira Brandt", ("Mira Brandt",)),
        ("Von dem Schiff fehlt jede Spur.", ()),
        pytest.param("Von Miller", (), id="an English name"),
    ],
)
def test_bylines(text: str, authors: tuple[str, ...]) -> None:
    byline = byline_of(text)
    assert (byline.authors if byline else ()) == authors


@pytest.mark.parametrize(
    ("text", "trait"),
    [
        ("Menü schließen", Trait.CONTROL),
        ("vor 5 Stunden", Trait.CONTROL),
        ("Ab 2,99 € im Monat", Trait.CONTROL),
        ("Mehr zu Tolmhafen", Trait.LIST),
        ("Folgen Sie uns auf Facebook und Instagram.", Trait.APPEAL),
        ("Übersetzt von Enno Fries", Trait.NOTE),
        ("Korrektur: In einer früheren Version stand ein anderer Anleger.", Trait.CORRECTION),
        ("Die Fähre war vor 5 Tagen gesunken", None),
    ],
)
def test_cues(text: str, trait: Trait | None) -> None:
    cue = cue_of(text, len(text.split()))
    assert (cue.trait if cue else None) is trait


@pytest.mark.parametrize("text", ["Foto: dpa", "Bild: Jonas Kehl/dpa", "Bildquelle: Reederei"])
def test_credits(text: str) -> None:
    assert is_credit(text)


def test_english_names_of_days_are_checked_as_before() -> None:
    assert [day.number for day in weekdays_in("on Monday and Thursday")] == [1, 4]
    assert [month.number for month in months_in("on 3 May, and in June 2024")] == [5, 6]


@pytest.mark.parametrize("name", ["April Berg", "Tom Freitag", "Ana Wetter"])
def test_names_that_german_words_look_like(name: str) -> None:
    assert names_in(name) == (name,)
