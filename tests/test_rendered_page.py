"""A page as it is kept: what goes into the cache comes out again, and what frames hold of it."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.site.rendered_page import PARTS, Frame, Notice, RenderedPage, mark_of

texts = st.text(st.characters(blacklist_categories=["Cs"]), max_size=20)
names = st.text(st.characters(whitelist_categories=["L"]), max_size=5)
pages = st.builds(
    RenderedPage,
    st.dictionaries(st.sampled_from(PARTS), texts),
    st.lists(names).map(tuple),
    st.lists(names).map(tuple),
    st.lists(st.tuples(names, names, names)).map(tuple),
    st.lists(st.builds(Notice, names, st.sampled_from([20, 30]), texts)).map(tuple),
)


@given(pages, st.binary())
def test_a_page_is_what_its_json_and_its_notes_say(page: RenderedPage, found: bytes) -> None:
    page = page.with_found(found)
    kept = RenderedPage.from_msgpack(page.to_msgpack()).with_notes(page.notes)
    assert replace(kept, found=found) == page


@given(pages)
def test_notes_do_not_need_the_parts(page: RenderedPage) -> None:
    known = RenderedPage({}).with_notes(page.notes)
    assert known == replace(page, parts={}, anchors=())


def test_where_other_things_are_found_the_digest_is_another_and_where_nothing_is_there_is_none() -> None:
    page = RenderedPage({"whole": "It rained."})
    assert page.with_found(b"").found_digest == ""
    assert page.with_found(b"rain").found_digest == page.with_found(b"rain").found_digest
    assert page.with_found(b"rain").found_digest != page.with_found(b"snow").found_digest


HEAD, TOC, CONTENT, SCRIPTS = map(mark_of, ("head", "toc", "content", "scripts"))
TITLE = mark_of("title")
TEXT = f"<title>{TITLE}</title>{HEAD}<nav>{TOC}</nav><main>{CONTENT}</main>{SCRIPTS}<p>{TITLE}"


@given(st.fixed_dictionaries(dict.fromkeys(("title", "head", "toc", "content", "scripts"), texts)))
def test_a_frame_shows_what_its_template_shows_of_the_parts(parts: Mapping[str, str]) -> None:
    shown = (
        f"<title>{parts['title']}</title>{parts['head']}<nav>{parts['toc']}</nav>"
        f"<main>{parts['content']}</main>{parts['scripts']}<p>{parts['title']}"
    )
    assert Frame.of(TEXT).around(parts) == shown


def test_a_part_that_a_page_lacks_is_empty() -> None:
    assert Frame.of(TEXT).around({}) == "<title></title><nav></nav><main></main><p>"


@pytest.mark.parametrize(
    "text",
    ["", TEXT.replace(HEAD, ""), TEXT.replace(CONTENT, ""), TEXT.replace(SCRIPTS, ""), TEXT + CONTENT],
    ids=["nothing", "no head", "no content", "no scripts", "content twice"],
)
def test_a_frame_holds_what_a_page_itself_shows_once(text: str) -> None:
    with pytest.raises(ValueError, match="each once"):
        Frame.of(text)


def test_frames_that_differ_have_other_keys() -> None:
    assert Frame.of(TEXT).key == Frame.of(TEXT).key
    assert Frame.of(TEXT).key != Frame.of(TEXT + " ").key
