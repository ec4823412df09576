"""Keys by content: a changed word changes the key of what shows it, and of nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import starmap

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


def changed_by(text: str) -> tuple[set[str], set[str], set[str]]:
    """The briefings, quotes and lines that have other keys since the text of one briefing has changed."""
    after = data_of({**FILES, CHANGED: text})

    def differing(keys: Mapping[str, str], others: Mapping[str, str]) -> set[str]:
        return {name for name, key in others.items() if keys.get(name) != key}

    def keyed(data: SiteData) -> tuple[dict[str, str], ...]:
        briefings = data.index.briefings
        quotes = [quote for some in data.index.quotes.values() for quote in some]
        return (
            {one.card.path: one.key for one in briefings},
            {quote.url: quote.key for quote in quotes},
            {f"{line.lines[0].briefing.card.path} {line.id}": line.key for line in data.lines},
        )

    briefings, quotes, lines = starmap(differing, zip(keyed(BEFORE), keyed(after), strict=True))
    return briefings, quotes, lines


def test_the_same_texts_give_the_same_keys() -> None:
    assert changed_by(TEXT) == (set(), set(), set())


def test_what_no_other_page_shows_changes_no_key() -> None:
    changed = changed_by(TEXT.replace("\n## Key points", "\n<!-- noted -->\n\n## Key points"))
    assert changed == (set(), set(), set())


def test_a_word_of_a_quote_changes_that_quote() -> None:
    quote = BEFORE.index.quotes[CHANGED][0]
    said = quote.quote.paragraphs[0][0]
    changed = changed_by(TEXT.replace(f"“{said}”", f"“{said[:-1]}, ever.”", 1))
    assert changed == (set(), {quote.url}, set())


def test_a_word_of_a_line_changes_that_line() -> None:
    line = next(line for line in BEFORE.lines if line.lines[0].briefing.card.path == CHANGED)
    changed = changed_by(TEXT.replace(line.text, f"{line.text[:-1]} quietly.", 1))
    assert changed == (set(), set(), {f"{CHANGED} {line.id}"})


def test_a_headline_changes_the_briefing_and_the_quotes_that_lead_to_it() -> None:
    title = BEFORE.index.by_path[CHANGED].title
    briefings, quotes, lines = changed_by(TEXT.replace(title, f"Late {title}", 1))
    assert (briefings, lines) == ({CHANGED}, set())
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


@dataclass(frozen=True, slots=True)
class Said:
    words: str
    by: tuple[str, ...] = ()
    when: date | None = None


@dataclass(frozen=True, slots=True)
class Written:
    words: str
    by: tuple[str, ...] = ()
    when: date | None = None


@dataclass(frozen=True, slots=True)
class Known:
    words: str
    key: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", self.words[:2])


VALUES: tuple[object, ...] = (
    None, "None", "", "a", b"a", 1, "1", True, 1.5, (), ("a",), (("a",),), ("a", ""), ("a", "b"), ("b", "a"),
    {}, {"a": "b"}, {"a": None}, frozenset(), frozenset({"a"}), frozenset({"a", "b"}), date(2031, 3, 4),
    Said("It rained."), Said("It rained.", ("Bell",)), Said("It rained.", ("Bell", "Fry")),
    Said("It rained.", when=date(2031, 3, 4)), Written("It rained."),
    Known("It rained."), Known("Rain."),
)  # fmt: skip


def test_values_that_differ_have_other_keys() -> None:
    keys = ContentKeys()
    assert len({keys.of(value) for value in VALUES}) == len(VALUES)
    assert [keys.of(value) for value in VALUES] == [ContentKeys().of(value) for value in VALUES]


def test_a_record_with_a_key_of_its_own_is_known_by_it() -> None:
    assert ContentKeys().of(Known("It rained.")) == ContentKeys().of(Known("It snowed."))


def test_what_equals_has_one_key_whatever_its_order_or_its_place_in_memory() -> None:
    first, second = frozenset("abcdefgh"), frozenset("hgfedcba")
    assert ContentKeys().of(first) == ContentKeys().of(second)
    assert ContentKeys().of(["a", "b"]) == ContentKeys().of(("a", "b"))
    assert ContentKeys().of(object()) == ContentKeys().of(object())


@given(st.recursive(st.none() | st.text() | st.integers(), lambda some: st.lists(some).map(tuple)))
def test_a_value_met_before_has_the_same_key(value: object) -> None:
    keys = ContentKeys()
    assert keys.of((value, value)) == keys.of((value, value))
    assert keys.of(value) == ContentKeys().of(value)


def test_a_field_that_is_called_key_does_not_stand_for_a_record() -> None:
    assert ContentKeys().of(PeriodLink("2031", "here/")) != ContentKeys().of(PeriodLink("2031", "there/"))
