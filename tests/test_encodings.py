import codecs

import pytest
from ftfy.badness import badness
from hypothesis import given
from hypothesis import strategies as st

from dateline.formats.encodings import decode, repair_mojibake
from dateline.model.problems import DatelineError, Severity

TEXT = "Ferry’s crew “safe” — café owner\n\nThe crew of the ferry came ashore on Monday.\n"


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "cp1252"],
)
def test_every_encoding_of_the_ladder(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), "seed.txt") == (TEXT, ())


def test_mac_roman_by_its_quotation_marks() -> None:
    assert decode(TEXT.encode("mac_roman"), "seed.txt")[0] == TEXT


def test_utf8_and_cp1252_pasted_together() -> None:
    assert decode(TEXT.encode() + TEXT.encode("cp1252"), "seed.txt")[0] == TEXT * 2


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param(b"a\r\nb\r\n", "a\nb\n", id="CR LF"),
        pytest.param(b"a\rb", "a\nb", id="CR"),
        pytest.param("a\u2028b\u2029c".encode(), "a\nb\nc", id="LS and PS as the only line ends"),
        pytest.param("a\x85b\x0bc".encode(), "a\nb\nc", id="NEL and VT as the only line ends"),
        pytest.param("a\u2028b\nc".encode(), "a\u2028b\nc", id="LS within a line stays"),
        pytest.param(b"a\x00b\nc", "ab\nc", id="a stray NUL goes"),
        pytest.param("a\u200bb\u00adc\n".encode(), "a\u200bb\u00adc\n", id="invisible characters stay"),
    ],
)
def test_line_ends(data: bytes, text: str) -> None:
    assert decode(data, "seed.txt")[0] == text


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(100), "PNG", id="png"),
        pytest.param(b"PK\x03\x04" + bytes(100), "ZIP", id="zip"),
        pytest.param(b"%PDF-1.7\n", "PDF", id="pdf"),
        pytest.param(b"{\\rtf1 text}", "rich text", id="rtf"),
        pytest.param(bytes(range(256)) * 8, "not a text file", id="all bytes"),
    ],
)
def test_what_is_no_text_is_refused_with_a_remedy(data: bytes, message: str) -> None:
    with pytest.raises(DatelineError, match=message) as caught:
        decode(data, "seeds/odd.txt")
    assert caught.value.problem.file == "seeds/odd.txt"
    assert caught.value.problem.hint


def test_mojibake_is_mended_and_told() -> None:
    broken = TEXT.encode().decode("cp1252", "ignore")
    text, problems = decode(broken.encode(), "seed.txt")
    assert text.startswith("Ferry’s crew “safe")
    assert "café" in text
    assert [problem.severity for problem in problems] == [Severity.NOTICE]


def test_double_mojibake_is_mended() -> None:
    broken = TEXT.encode().decode("latin-1").encode().decode("latin-1")
    assert repair_mojibake(broken) == TEXT


@pytest.mark.parametrize(
    "text",
    [
        "Ä, Ö und Ü; Ã was a town’s old name.",
        "The bay of GuantÃ¡namo, as one source spells it, and nothing else is odd.",
        "“Naïve façade,” said Zoë Brontë — £5 or €6?",
        "Nel\x85and done",
    ],
)
def test_text_that_is_not_surely_broken_stays(text: str) -> None:
    assert repair_mojibake(text) == text


def test_bytes_without_meaning_are_shown_and_told() -> None:
    text, problems = decode(b"caf\x81 au lait, encore un caf\x81", "seed.txt")
    assert text == "caf\ufffd au lait, encore un caf\ufffd"
    assert "2 bytes" in problems[0].message


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_clean_utf8_comes_through(text: str) -> None:
    clean = text.lstrip("\ufeff")
    if clean and repair_mojibake(clean) == clean and "\u2028" not in clean and "\u2029" not in clean:
        assert decode(clean.encode(), "seed.txt")[0] == clean


@given(st.binary(min_size=1, max_size=300))
def test_any_bytes_give_text_or_one_refusal(data: bytes) -> None:
    try:
        text, _ = decode(data, "seed.txt")
    except DatelineError:
        return
    assert "\r" not in text
    assert not text.startswith(codecs.BOM_UTF8.decode())


@given(st.text(st.sampled_from("‘’“”–—… \n.,aZ9$")))
def test_marks_that_most_texts_have_are_no_mojibake(text: str) -> None:
    assert not badness(text), "`repair_mojibake` looks at no text without other marks"
