"""The language of a text: told, declared, and said."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.formats import language_id
from dateline.formats.language_id import language_notices, language_of, primary_tag
from dateline.formats.seed_reader import article_from_seed
from dateline.model.article import Seed

ENGLISH = "The council of Port Linden agreed on Tuesday to build a new harbour wall before the autumn storms."


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", ENGLISH),
        ("en", "Kylian Mbemba, José Okonjo y la Puerta del Mar"),
        ("en", "Hallo"),
        ("en", "12:30 — 14:45"),
        ("en", ""),
        ("fr", "Le conseil municipal a décidé mardi de construire une nouvelle digue avant les tempêtes d’automne."),
        ("de", "Der Gemeinderat hat am Dienstag beschlossen, vor den Herbststürmen eine neue Hafenmauer zu bauen."),
        ("es", "El concejo municipal acordó el martes construir un nuevo muelle antes de las tormentas de otoño."),
        ("it", "Il consiglio comunale ha deciso martedì di costruire una nuova diga prima delle tempeste d’autunno."),
        ("pt", "A câmara municipal decidiu na terça-feira construir um novo cais antes das tempestades do outono."),
        ("nl", "De gemeenteraad heeft dinsdag besloten om vóór de herfststormen een nieuwe havenmuur te bouwen."),
        ("pl", "Rada miejska zdecydowała we wtorek o budowie nowego falochronu przed jesiennymi sztormami."),
        ("tr", "Belediye meclisi salı günü fırtınalardan önce yeni bir liman duvarı inşa etmeye karar verdi."),
        ("ru", "Городской совет решил построить новую стену"),
        ("uk", "Міська рада вирішила у вівторок збудувати нову стіну гавані"),
        ("ar", "قرر المجلس البلدي بناء جدار جديد للميناء"),
        ("he", "המועצה החליטה ביום שלישי לבנות קיר נמל חדש"),
        ("zh", "市议会星期二决定在秋季风暴之前修建新的海港墙"),
        ("ja", "市議会は火曜日、秋の嵐の前に新しい防波堤を建設することを決めた"),
        ("ko", "시의회는 화요일 가을 폭풍 전에 새 방파제를 건설하기로 결정했다"),
        ("hi", "नगर परिषद ने मंगलवार को बंदरगाह की नई दीवार बनाने का फैसला किया"),
        ("el", "Το δημοτικό συμβούλιο αποφάσισε την Τρίτη να χτίσει νέο τείχος"),
    ],
)  # fmt: skip
def test_told(language: str, text: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("declared", "tag"),
    [
        ("en", "en"),
        ("en-GB", "en"),
        ("pt_BR", "pt"),
        ("ZH-Hans-CN", "zh"),
        ("fil", "fil"),
        ("english", None),
        ("", None),
        (None, None),
        (7, None),
    ],
)
def test_primary_tag(declared: object, tag: str | None) -> None:
    assert primary_tag(declared) == tag


def test_notice() -> None:
    assert language_notices("en", "a.txt") == ()
    assert language_notices("en-GB", "a.txt") == ()
    assert language_notices("fr", "a.txt")[0].message == "read as French: quotes and text only"
    assert language_notices("qu", "a.txt")[0].message == "read as qu: quotes and text only"


def test_declared_before_told() -> None:
    def language(text: str) -> str:
        return article_from_seed(Seed("a.txt", text.encode()), 10_000_000)[0].language

    french = "Le conseil a décidé mardi de construire une nouvelle digue avant les tempêtes d’automne, a dit le maire."
    assert language(f"Une digue\n\n{french}") == "fr"
    assert language(f"---\nlanguage: en\n---\nUne digue\n\n{french}") == "en"
    assert language(f"<html lang='fr-BE'><h1>A wall</h1><p>{ENGLISH}</p></html>") == "fr"


@given(st.text(max_size=300))
def test_any_text_has_one(text: str) -> None:
    assert language_of(text) == language_of(text) != ""


def test_plain_english_needs_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second text names a newspaper in English, which makes it no English text."""
    monkeypatch.setattr(language_id, "_identifier", None)
    assert language_of("The wall of Port Linden has been moved, and they knew that it would. " * 3) == "en"
    with pytest.raises(TypeError):
        language_of("La digue de Port Linden, dit “The Harbour Times”, a été déplacée par la commune. " * 3)


def test_costs_little() -> None:
    text = "Le conseil municipal de Port Linden a décidé mardi de construire une nouvelle digue. " * 50_000
    language_of(text)
    start = time.process_time()
    for _ in range(20):
        language_of(text)
    assert (time.process_time() - start) / 20 < 0.02
