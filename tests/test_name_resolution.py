"""Which names of briefings lead to one page."""

from collections.abc import Mapping, Sequence

import pytest

from dateline.site.briefing_index import index_of
from dateline.site.pages.merged_timelines import mentions_in
from dateline.site.pages.name_index import NameIndex, name_index_of
from dateline.site.pages.name_resolution import NameResolver, resolver_of
from dateline.site.pages.page import SiteOptions
from dateline.site.pages.site_data import site_data_of
from dateline.site.pages.slugs import NameKind

Aliases = Mapping[str, Sequence[str]]


def briefing(front: str, body: str = "It rained.") -> str:
    return f"---\ntitle: Rain\n{front}\n---\n\n{body}\n"


def resolver(*texts: str, aliases: Aliases | None = None) -> NameResolver:
    """Of briefings `0`, `1`, …."""
    index = index_of(((str(number), text) for number, text in enumerate(texts)), "briefings")
    return resolver_of(list(index.published(index.items)), aliases or {})


def names(*texts: str, aliases: Aliases | None = None) -> NameIndex:
    files = ((f"{number}.md", text) for number, text in enumerate(texts))
    index = index_of(files, "briefings")
    return name_index_of(index, {path: f"briefings/{path[:-3]}/" for path in index.items}, "", aliases or {})


PERSON, ORGANISATION, PLACE = NameKind.PERSON, NameKind.ORGANISATION, NameKind.PLACE


@pytest.mark.parametrize(
    ("aliases", "kind", "text", "meant"),
    [
        ({}, PLACE, "U.S.", (PLACE, "United States")),
        ({}, ORGANISATION, "U.S.", (PLACE, "United States")),
        ({}, PLACE, "U.N.", (ORGANISATION, "United Nations")),
        ({}, PLACE, "Marn", (PLACE, "Marn")),
        ({}, NameKind.TOPIC, "U.N.", (NameKind.TOPIC, "U.N.")),
        ({}, NameKind.PUBLISHER, "AFP", (NameKind.PUBLISHER, "Agence France-Presse")),
        ({"Marn Bell": ["The Marn Bell"]}, NameKind.PUBLISHER, "The Marn Bell", (NameKind.PUBLISHER, "Marn Bell")),
        ({"UN": ["United Nations"]}, ORGANISATION, "United Nations", (ORGANISATION, "UN")),
        ({"UN": ["United Nations"]}, ORGANISATION, "U.N.", (ORGANISATION, "UN")),
        ({"Chamber of Commerce": ["ICC"]}, ORGANISATION, "ICC", (ORGANISATION, "Chamber of Commerce")),
        ({"Arnmark Province": ["AP"]}, PLACE, "AP", (PLACE, "Arnmark Province")),
        ({"AP": []}, ORGANISATION, "AP", (ORGANISATION, "AP")),
    ],
)  # fmt: skip
def test_the_editors_table_holds_before_that_of_known_names(
    aliases: Aliases, kind: NameKind, text: str, meant: tuple[NameKind, str]
) -> None:
    assert resolver(briefing("date: 2031"), aliases=aliases).resolve("0", kind, text) == meant


def test_the_table_of_known_names_is_for_briefings_in_its_language() -> None:
    found = resolver(briefing("language: de"), briefing("language: en-GB"))
    assert found.resolve("0", PLACE, "UN") == (PLACE, "UN")
    assert found.resolve("1", PLACE, "UN") == (ORGANISATION, "United Nations")


QUOTE = '## Key quotes\n\n!!! quote "Bo Moor"\n    “No.”'


@pytest.mark.parametrize(
    ("first", "second", "aliases", "full"),
    [
        ("people: [Moor, Ada Moor]", "", {}, "Ada Moor"),
        ("people: [Moor, Ada Moor, Bo Moor]", "", {}, "Moor"),
        ("people: [Moor, Ada Moor]", "", {"Moor": []}, "Moor"),
        ("people: [Moor, A. Moor]", "", {"Ada Moor": ["A. Moor"]}, "Ada Moor"),
        ("people: [Moor]", "people: [Ada Moor]", {}, "Moor"),
        ("people: [Moor]\ntopics: [Ferry]", "people: [Ada Moor]\ntopics: [Ferry]", {}, "Ada Moor"),
        ("people: [Moor]\ntopics: [Ferry]", "people: [Ada Moor]\ntopics: [Ferry]", {"Moor": []}, "Moor"),
        ("people: [Moor]\ntopics: [Ferry]", "people: [Ada Moor, Bo Moor]\ntopics: [Ferry]", {}, "Moor"),
        ("people: [Moor, Cy]", "people: [Ada Moor, Cy]", {}, "Moor"),
        ("people: [Moor, Cy]\nplaces: [Marn]", "people: [Ada Moor, Cy]\nplaces: [Marn]", {}, "Moor"),
        ("people: [Moor, Cy]\norganisations: [Dock]", "people: [Ada Moor, Cy]\norganisations: [Dock]", {}, "Ada Moor"),
    ],
)  # fmt: skip
def test_a_family_name_alone_is_a_person_named_in_full(
    first: str, second: str, aliases: Aliases, full: str
) -> None:
    assert (
        resolver(briefing(first), briefing(second), aliases=aliases).resolve("0", PERSON, "Moor")[1] == full
    )


def test_a_speaker_of_the_same_name_keeps_a_family_name_apart() -> None:
    found = resolver(briefing("people: [Moor, Ada Moor]", QUOTE))
    assert found.resolve("0", PERSON, "Moor") == (PERSON, "Moor")


def test_who_differs_by_an_initial_is_one_person_on_the_whole_site_or_two() -> None:
    alone = briefing("people: [Ada Moor]")
    ferry = briefing("people: [Ada Moor]\ntopics: [Ferry]")
    full = briefing("people: [Ada K. Moor]\ntopics: [Ferry]")
    apart = resolver(alone, full)
    assert apart.resolve("0", PERSON, "Ada Moor") == (PERSON, "Ada Moor")
    joined = resolver(alone, ferry, full, briefing("people: [Ada Moor, Moor]"))
    assert {joined.resolve(path, PERSON, "Ada Moor")[1] for path in "013"} == {"Ada K. Moor"}
    assert joined.resolve("3", PERSON, "Moor") == (PERSON, "Ada K. Moor")


# --- the index ------------------------------------------------------------------------------------------------


SAID = '## Key quotes\n\n!!! quote "Moor, envoy of the U.N."\n    “We turned back at once.”'


def test_forms_of_a_name_have_one_page_and_its_quotes() -> None:
    found = names(
        briefing("people: [Moor, Ada Moor]\norganisations: [U.N.]", SAID),
        briefing("people: [Ada Moor]\nplaces: [UN]"),
    )
    assert list(found.names[PERSON]) == ["ada-moor"] and not found.names[PLACE]
    assert [len(found.names[PERSON]["ada-moor"].briefings), len(found.names[PERSON]["ada-moor"].quotes)] == [
        2,
        1,
    ]
    assert found.names[ORGANISATION]["united-nations"].name.text == "United Nations"
    (quote,) = found.quotes["0.md"]
    assert quote.organisation and quote.organisation.text == "United Nations"


def test_each_spelling_of_a_briefing_leads_to_the_page() -> None:
    texts = briefing("people: [Moor, Ada Moor]\nplaces: [UN]"), briefing("people: [Ada Moor]\nplaces: [U.N.]")
    index = index_of([("0.md", texts[0]), ("1.md", texts[1])], "briefings")
    found = name_index_of(index, {"0.md": "briefings/0/", "1.md": "briefings/1/"})
    (card,) = (card for card in index.cards if card.path == "0.md")
    document = index.items["0.md"].document
    assert document is not None
    links = found.links_of(card, document)
    assert links["people"] == dict.fromkeys(("Moor", "Ada Moor"), "people/ada-moor/")
    assert links["places"] == {"UN": "organisations/united-nations/"}


@pytest.mark.parametrize(
    ("front", "line", "aliases", "name"),
    [
        ("places: [United States]", "The U.S. sends a ferry.", {}, "United States"),
        ("places: [United States]", "The US sends a ferry.", {}, "United States"),
        ("places: [United States]", "It sends us a ferry.", {}, None),
        ("organisations: [Marn Dock]", "The MD is shut.", {"Marn Dock": ["MD"]}, "Marn Dock"),
        ("organisations: [International Criminal Court]", "The ICC meets.", {"Chamber": ["ICC"]}, None),
        ("people: [Moor, Ada Moor]", "Moor turns back.", {}, "Ada Moor"),
    ],
)
def test_a_line_names_what_it_calls_by_another_form(
    front: str, line: str, aliases: Aliases, name: str | None
) -> None:
    (shown,) = names(briefing(front, f"## Timeline\n\n- 2031-03-03 — {line}"), aliases=aliases).briefings
    (lines,) = mentions_in(shown).values()
    assert [found.text for found in lines[0].names] == ([name] if name else [])


def test_a_publisher_of_two_spellings_is_one_in_the_filter_of_a_timeline() -> None:
    text = briefing(
        "sources:\n  - {id: s1, publisher: The Marn Bell}\n  - {id: s2, publisher: Coast Wire}",
        "## Timeline\n\n- 2031-03-03 — The ferry turned back.[^t-1]\n\n"
        "[^t-1]: The Marn Bell (s1), paragraph 1: “The ferry turned back.”",
    )
    index = index_of([("0.md", text)], "briefings")
    options = SiteOptions(aliases={"Marn Bell": ["The Marn Bell"]})
    data = site_data_of(index, {"0.md": "briefings/0/"}, options)
    assert data.lines[0].marks["source"] == "marn-bell"
