"""Keys by content: a changed word changes the key of what shows it, and of nothing else."""

from collections.abc import Mapping
from itertools import starmap

import pytest

from dateline.site.briefing_index import index_of
from dateline.site.content_keys import ContentKeys, content_key
from dateline.site.pages.period_pages import PeriodLink
from dateline.site.pages.site_data import SiteData, site_data_of
from newsroom import newsroom

FILES = dict(newsroom(30))
CHANGED = sorted(FILES)[17]
TEXT = FILES[CHANGED]


def data_of(files: Mapping[str, str]) -> SiteData:
    index = index_of(files.items(), "briefings")
    return site_data_of(index, {path: f"briefings/{path[:-3]}/" for path in index.items})


BEFORE = data_of(FILES)


def changed_by(text: str) -> tuple[set[str], set[str], set[str], set[str]]:
    """The briefings, cards, quotes and lines that have other keys since the text of one briefing has changed."""
    after = data_of({**FILES, CHANGED: text})

    def differing(keys: Mapping[str, str], others: Mapping[str, str]) -> set[str]:
        return {name for name, key in others.items() if keys.get(name) != key}

    def keyed(data: SiteData) -> tuple[dict[str, str], ...]:
        briefings = data.index.briefings
        quotes = [quote for some in data.index.quotes.values() for quote in some]
        return (
            {one.card.path: one.key for one in briefings},
            {one.card.path: one.card_key for one in briefings},
            {quote.url: quote.key for quote in quotes},
            {f"{line.lines[0].briefing.card.path} {line.id}": line.key for line in data.lines},
        )

    briefings, cards, quotes, lines = starmap(differing, zip(keyed(BEFORE), keyed(after), strict=True))
    return briefings, cards, quotes, lines


def test_the_same_texts_give_the_same_keys() -> None:
    assert changed_by(TEXT) == (set(), set(), set(), set())


def test_a_line_more_changes_the_briefing_alone() -> None:
    changed = changed_by(TEXT.replace("\n## Key points", "\n<!-- noted -->\n\n## Key points"))
    assert changed == ({CHANGED}, set(), set(), set())


def test_a_word_of_a_quote_changes_that_quote() -> None:
    quote = BEFORE.index.quotes[CHANGED][0]
    said = quote.quote.paragraphs[0][0]
    briefings, cards, quotes, lines = changed_by(TEXT.replace(f"“{said}”", f"“{said[:-1]}, ever.”", 1))
    assert (briefings, cards, quotes, lines) == ({CHANGED}, set(), {quote.url}, set())


def test_a_word_of_a_line_changes_that_line() -> None:
    line = next(line for line in BEFORE.lines if line.lines[0].briefing.card.path == CHANGED)
    briefings, cards, quotes, lines = changed_by(TEXT.replace(line.text, f"{line.text[:-1]} quietly.", 1))
    assert (briefings, cards, quotes) == ({CHANGED}, set(), set())
    assert lines == {f"{CHANGED} {line.id}"}


def test_a_headline_changes_the_card_and_the_quotes_that_lead_to_it() -> None:
    title = BEFORE.index.by_path[CHANGED].title
    briefings, cards, quotes, lines = changed_by(TEXT.replace(title, f"Late {title}", 1))
    assert (briefings, cards, lines) == ({CHANGED}, {CHANGED}, set())
    assert quotes == {quote.url for quote in BEFORE.index.quotes[CHANGED]}


def test_a_name_has_another_key_where_one_of_its_briefings_has_another_card() -> None:
    title = BEFORE.index.by_path[CHANGED].title
    after = data_of({**FILES, CHANGED: TEXT.replace(title, f"Late {title}", 1)})
    for kind, names in BEFORE.index.names.items():
        for slug, name in names.items():
            has_it = any(briefing.card.path == CHANGED for briefing in name.briefings)
            assert (after.index.names[kind][slug].key != name.key) is has_it


@pytest.mark.parametrize(
    "parts", [("ab", "c"), ("a", "bc"), ("abc",), (("a", "bc"),), ("abc", None), ("abc", "None")]
)
def test_other_parts_have_another_key(parts: tuple[object, ...]) -> None:
    assert content_key(*parts) != content_key("abc", "")
    assert content_key(*parts) == content_key(*parts)


def test_a_field_that_is_called_key_does_not_stand_for_a_record() -> None:
    assert ContentKeys().of(PeriodLink("2031", "here/")) != ContentKeys().of(PeriodLink("2031", "there/"))
