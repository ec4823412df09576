"""Articles in other scripts display right: direction and language stand on the page."""

import pytest

from dateline.document import read
from dateline.publish.library import card_of
from dateline.publish.pages import briefing_page_of


@pytest.mark.parametrize(
    ("language", "direction"),
    [(None, "auto"), ("ar", "rtl"), ("he-IL", "rtl"), ("fr", "ltr"), ("zh", "ltr")],
)
def test_direction(language: str | None, direction: str) -> None:
    line = f"language: {language}\n" if language else ""
    document = read(f"---\ntitle: x\n{line}---\n\nLead.\n", "a.md")
    card = card_of("a.md", document.front.values)
    assert card is not None
    page = briefing_page_of(document, card)
    assert (page.language, page.direction) == (language, direction)
