"""Messages: newsletters and saved pages."""

from email import policy
from email.message import EmailMessage

import pytest

from dateline.formats.seed_reader import article_from_seed
from dateline.model.article import Article, Seed
from dateline.model.problems import DatelineError

TEXT = "The council of Port Linden agreed on Tuesday to build a new harbour wall before the storms come."
PAGE = (
    f"<html><body><h1>Wall agreed</h1><p>{TEXT}</p><p>{TEXT.replace('Tuesday', 'Monday')}</p></body></html>"
)


def message(**fields: str) -> EmailMessage:
    built = EmailMessage(policy.default)
    built["MIME-Version"] = "1.0"
    given = {"From": "The Courier <news@courier.example>", "Subject": "Wall agreed", **fields}
    for name, value in given.items():
        built[name.replace("_", "-")] = value
    return built


def found_in(built: EmailMessage | bytes) -> Article:
    data = built if isinstance(built, bytes) else built.as_bytes()
    return article_from_seed(Seed("a.eml", data), 10_000_000)[0]


def paragraphs(found: Article) -> list[str]:
    return [found.slice(block.span) for block in found.paragraphs()]


@pytest.mark.parametrize("encoding", ["7bit", "quoted-printable", "base64"])
def test_page_before_plain_text(encoding: str) -> None:
    built = message(Date="Tue, 06 May 2031 19:00:00 +0200")
    built.set_content("Read this in a browser.")
    built.add_alternative(PAGE, subtype="html", cte=encoding)
    found = found_in(built)
    assert (found.title, found.publisher) == ("Wall agreed", "The Courier")
    assert found.published == "2031-05-06T19:00:00+02:00"
    assert paragraphs(found) == [TEXT, TEXT.replace("Tuesday", "Monday")]


def test_plain_text() -> None:
    built = message(Subject="Mur décidé")
    built.set_content(f"{TEXT}\n\n{TEXT.replace('Tuesday', 'Monday')}\n")
    found = found_in(built)
    assert found.title == "Mur décidé"
    assert paragraphs(found) == [TEXT, TEXT.replace("Tuesday", "Monday")]


def test_attachments_are_passed_over() -> None:
    built = message()
    built.set_content(PAGE, subtype="html")
    built.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="ferry.png")
    built.add_attachment("The whole story.", filename="story.txt")
    assert paragraphs(found_in(built)) == [TEXT, TEXT.replace("Tuesday", "Monday")]


def test_saved_page() -> None:
    """A page saved as one file (.mht) tells where it was found."""
    built = EmailMessage(policy.default)
    built["From"] = "<Saved by a browser>"
    built["Subject"] = "Wall agreed"
    built.set_content(PAGE, subtype="html")
    built["Content-Location"] = "https://courier.example/wall"
    found = found_in(built)
    assert (found.title, found.url) == ("Wall agreed", "https://courier.example/wall")


@pytest.mark.parametrize("encoding", ["8bit", "quoted-printable", "base64"])
@pytest.mark.parametrize("charset", ["iso-8859-15", "windows-1252", "utf-8"])
def test_charset_of_a_part(charset: str, encoding: str) -> None:
    built = message()
    built.set_content(
        TEXT.replace("storms", "«orages d’été»".replace("’", "'")), charset=charset, cte=encoding
    )
    assert "«orages d'été»" in paragraphs(found_in(built))[0]


@pytest.mark.parametrize(
    "data",
    [
        b"From: x\nMIME-Version: 1.0\nContent-Type: text/plain; charset=none-such\n\n" + TEXT.encode(),
        b"From: x\nMIME-Version: 1.0\nDate: Tue, 32 Foo 2031\nSubject: =?utf-8?b?!?=\n\n" + TEXT.encode(),
        b'From: "\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=""\n\n' + TEXT.encode(),
    ],
    ids=["charset", "fields", "boundary"],
)
def test_broken_messages_are_read_as_far_as_they_go(data: bytes) -> None:
    try:
        assert TEXT in found_in(data).text
    except DatelineError as refused:
        assert "no text" in str(refused)


def test_a_message_without_text_is_refused() -> None:
    built = message()
    built.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="ferry.png")
    with pytest.raises(DatelineError, match="no text"):
        found_in(built)
