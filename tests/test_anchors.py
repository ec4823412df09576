"""Links lead to items: the page and the records of a briefing name the same ids."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from dateline.briefing import document
from dateline.model.briefing import Briefing, Entry, KeyQuote
from dateline.site.anchors import Anchors, anchored_entries, anchored_quotes
from dateline.site.markdown.extension import BriefingMarkup
from sites import BRIEFINGS, ROOT

FILES = [*BRIEFINGS.glob("*.md"), *(ROOT / "briefings").glob("*.md")]


def ids_on_page(body: str) -> list[str]:
    page = Markdown(extensions=["admonition", "footnotes", "attr_list", BriefingMarkup()]).convert(body)
    return re.findall(r'<(?:li|figure) class="(?:timeline__entry[^"]*|quote)" id="([^"]*)"', page)


def ids_of(briefing: Briefing) -> list[str]:
    return [anchor for anchor, _ in (*anchored_quotes(briefing), *anchored_entries(briefing))]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_page_has_the_ids_of_the_records(path: object) -> None:
    read = document.read(path.read_text(encoding="utf-8"), "a.md")  # type: ignore[attr-defined]
    assert ids_on_page(read.front.body) == ids_of(read.briefing)


@pytest.mark.parametrize(
    ("body", "ids"),
    [
        ("## Timeline\n\n- 2019 — It opens.[^t-1a2b3c]\n", ["t-1a2b3c"]),
        ("## Timeline\n\n- 2019 — It opens.[^mine][^t-1a2b3c]\n", ["t-1a2b3c"]),
        ("## Timeline\n\n- 2019 — It opens.[^s1-4] <!-- t-1a2b3c -->\n", ["t-1a2b3c"]),
        ("## Timeline\n\n- 2019 — A.[^s1-4] <!-- t-1 -->\n- 2020 — B.[^s1-4]<!--t-1-->\n", ["t-1", "t-1-2"]),
        ("## Timeline\n\n- 2019 — A.[^t-1]\n- 2020 — B.[^t-1]\n", ["t-1", "t-1-2"]),
        (
            '## Key quotes\n\n!!! quote "A"\n    “B”[^q-1]\n\n## Timeline\n\n- 2019 — B.[^q-1]\n',
            ["q-1", "t-q-1"],
        ),
    ],
)
def test_an_id_is_the_identity_of_the_item_and_given_once(body: str, ids: list[str]) -> None:
    body += "".join(f"\n[^{label}]: B: “It.”" for label in dict.fromkeys(re.findall(r"\[\^([\w-]+)\]", body)))
    assert ids_on_page(body) == ids == ids_of(document.read(f"---\ntitle: A\n---\n\n{body}", "a.md").briefing)


words = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=30).filter(
    lambda text: re.search(r"\w", document.plain(text)) is not None
)


@settings(deadline=None)  # the first rendering loads the extensions
@given(st.lists(words, min_size=1, max_size=4))
def test_items_without_a_footnote_are_known_by_their_words(texts: list[str]) -> None:
    briefing = Briefing(
        front={"title": "A"},
        key_quotes=tuple(KeyQuote(((text,),), "Bell") for text in texts),
        timeline=tuple(Entry("2019", text) for text in texts),
    )
    written = document.read(document.write(briefing), "a.md")
    found = ids_on_page(written.front.body)
    assert found == ids_of(written.briefing)
    assert len(set(found)) == len(found) == 2 * len(texts)


def test_a_reworded_item_keeps_its_id() -> None:
    assert Anchors().of("t", "t-000001", "2019 It opens") == Anchors().of("t", "t-000001", "2019 It opened")
