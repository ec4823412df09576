"""What the parts of the reader decide about single lines, and how lines are judged by their neighbours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.lang.lexicon import weights
from dateline.layout.boilerplate import Trait, cue_of
from dateline.layout.captions import caption_reason, credit_start, is_credit
from dateline.layout.classification import classify, pieces_of
from dateline.layout.datelines import dateline_of, place_line
from dateline.layout.lines import TextLine, size_of, text_lines, tidied
from dateline.layout.page_regions import layout_of, unwrapped
from dateline.model.article import BlockKind

BODY = [
    "The ferry to Harrow Isle has been taken out of service after a fire in its engine room on Tuesday.",
    "Nobody was hurt, the operator of the ferry said, and all passengers were brought ashore by two lifeboats.",
    "Islanders told the council that they felt cut off and asked for a second vessel before the winter.",
    "The council will meet again on Friday, and the operator has been asked to send its chief engineer.",
]
HEADLINE = "Ferry to Harrow Isle taken out of service"


def kinds(*lines: str) -> list[tuple[str, str]]:
    text = "\n".join(lines)
    page = layout_of(text)
    return [(piece.kind.value, text[piece.start : piece.end]) for piece in pieces_of(page, classify(page))]


def kind_of(line: str, *, before: str = "\n", after: str = "\n") -> str:
    """The kind of a line between the paragraphs of an ordinary article."""
    text = f"{HEADLINE}\nBy Mira Okafor\n\n{BODY[0]}\n\n{BODY[1]}\n{before}{line}\n{after}{BODY[2]}\n\n{BODY[3]}\n"
    page = layout_of(text)
    pieces = list(pieces_of(page, classify(page)))
    return next(piece.kind.value for piece in pieces if piece.start == text.index(line))


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Cut off again", "heading"),
        ("What happens next?", "heading"),
        ("‘We feel cut off’", "heading"),
        ("2) The second vessel", "heading"),
        ("A SECOND VESSEL", "heading"),
        ("He said no.", "paragraph"),
        ("The operator put it like this:", "paragraph"),
        ("“It was dark, and we could not see the shore,” she said.", "paragraph"),
        ("OKAFOR: Do you think it was the pump?", "paragraph"),
        ("READ MORE: Bridge to the north reopens after repairs", "boilerplate"),
        ("WATCH | Mayor speaks at the harbour", "boilerplate"),
        ("Read more", "boilerplate"),
        ("Advertisement", "boilerplate"),
        ("Story continues below", "boilerplate"),
        ("Sign up for our newsletter to get the news every morning.", "boilerplate"),
        ("By signing up you agree to our terms and privacy policy.", "boilerplate"),
        ("Do you have a story for us? Write to desk@example.org", "boilerplate"),
        ("FacebookTwitterWhatsappReddit", "boilerplate"),
        ("4:11", "boilerplate"),
        ("3 min read", "boilerplate"),
        ("Politics", "boilerplate"),
        ("Passengers leave the ferry at the pier. (AP Photo/Ivo Tesk)", "caption"),
        ("Passengers leave the ferry at the pier. Photo: Jo Kern/Linden Post", "caption"),
        ("Pictured: the ferry at the pier", "caption"),
        ("FILE - The ferry at the pier on a summer day", "caption"),
        ("Firefighters carry a pump along the pier of Port Linden on Tuesday", "caption"),
        ("Photograph: Jo Kern/AP", "credit"),
        ("GETTY IMAGES", "credit"),
        ("Editing by Tom Abbot", "note"),
        ("Jo Kern contributed to this report.", "note"),
        ("Correction: an earlier version of this article named another pier.", "correction"),
        ("Mira Okafor is a reporter in Port Linden.", "note"),
        ("17:05 KEY EVENT", "stamp"),
        ("— Ruth Pell (@ruthpell) May 3, 2024", "credit"),
    ],
)
def test_a_line_between_paragraphs(line: str, kind: str) -> None:
    assert kind_of(line) == kind


def test_a_headline_repeated_with_a_caption_glued_to_it() -> None:
    caption = "The ferry lies at the pier of Port Linden, May 3, 2024."
    found = kinds(HEADLINE, "", f"{HEADLINE} {caption}", "Jo Kern via Reuters", "", *BODY)
    assert found[:4] == [
        ("headline", HEADLINE),
        ("boilerplate", HEADLINE),
        ("caption", caption),
        ("credit", "Jo Kern via Reuters"),
    ]


def test_a_credit_at_the_end_of_a_caption() -> None:
    found = kinds(HEADLINE, "", BODY[0], "", "The ferry at the pier. Credit: AFP", "", *BODY[1:])
    assert ("caption", "The ferry at the pier.") in found
    assert ("credit", "Credit: AFP") in found


def test_a_dateline_before_the_first_paragraph() -> None:
    found = kinds(HEADLINE, "", f"PORT LINDEN, May 3 (Reuters) - {BODY[0]}", "", *BODY[1:])
    assert found[1:3] == [("dateline", "PORT LINDEN, May 3 (Reuters) -"), ("paragraph", BODY[0])]


def test_a_byline_and_a_stamp_in_one_line() -> None:
    found = kinds(HEADLINE, "by Mira Okafor May 3, 2024 1:15 pm", "", *BODY)
    assert found[1:3] == [("byline", "by Mira Okafor"), ("stamp", "May 3, 2024 1:15 pm")]


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("Islanders ask for a second vessel", True),
        ("Islanders Ask the Council for a Second Vessel", True),
        ("… islanders ask for more", True),
        ("Reviewed by Mira Okafor, MD; Professor of Tides, University of Linden", False),
        ("Jo Kern/Associated Press - The ferry at the pier of Port Linden in spring.", False),
        ("Ferries of the Western Isles", False),
        ("Length of the ferry and its pier: 50 metres", False),
        ("Linden Ferry, Harrow Isle, Tolm Harbour, Western Isles, Island Life, Old Ships", False),
        (
            "Laptop with keyboard, bright screen, free shipping, cheaper than elsewhere, your savings today",
            False,
        ),
        ("Deal of the Day", False),
    ],
)
def test_deks(line: str, is_one: bool) -> None:
    found = kinds(HEADLINE, line, "By Mira Okafor", "", *BODY)
    assert ("dek" in {kind for kind, _ in found}) is is_one


def test_links_between_paragraphs() -> None:
    links = ["Islanders demand a second ferry in winter", "Ferry fares to rise again in the spring"]
    found = kinds(HEADLINE, "", BODY[0], "", BODY[1], "Read more", *links, "", BODY[2], "", BODY[3])
    assert [text for kind, text in found if kind == "paragraph"] == BODY
    assert {kind for kind, text in found if text in links} == {"boilerplate"}


def test_a_list_of_the_article_stays() -> None:
    items = [
        "a second vessel before the winter",
        "lower fares for islanders",
        "a pier that lights up at night",
    ]
    found = kinds(HEADLINE, "", *BODY[:2], "They ask for three things:", *items, "", *BODY[2:])
    assert {kind for kind, text in found if text in items} == {"paragraph"}


def test_an_appeal_that_is_repeated() -> None:
    appeal = "Our harbour desk reads every message that you send it."
    found = kinds(HEADLINE, "", BODY[0], appeal, BODY[1], appeal, BODY[2], appeal, BODY[3])
    assert {kind for kind, text in found if text == appeal} == {"boilerplate"}


def test_a_subscription_offer_between_paragraphs() -> None:
    offer = [
        "Subscribe now to read on.",
        "Long reads by our harbour desk, with maps and tide tables.",
        "Unlimited online access to the archive.",
        "Crosswords, large and small.",
        "Sign in to your account to go on.",
    ]
    found = kinds(HEADLINE, "", BODY[0], "", *offer, "", BODY[1], "", BODY[2], "", BODY[3])
    assert [text for kind, text in found if kind == "paragraph"] == BODY


def test_each_trait_has_its_weight_for_the_body() -> None:
    assert {f"body_{trait.name.lower()}" for trait in Trait} <= set(weights("layout/weights"))


def test_hard_wrapped_lines_are_joined() -> None:
    lines = text_lines(
        "one two three four\nfive six seven eig\nnine ten eleven tw\nthirteen fourteen\n\nshort\n"
    )
    assert [line.text for line in unwrapped(lines)][-1] == "short"
    assert len(unwrapped(text_lines("A line\nAnother one that is longer\nA third\nFour\nFive\nSix"))) == 6


BROKEN = "The ferry lay at the pier\nfor three weeks, and nobody\nin the town could say why."


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (BROKEN, 1),
        (BROKEN.replace("\nin", "\n\nin"), 3),
        (BROKEN.removesuffix("."), 3),
        ("Ferries of the isle\nharbour\nfares.", 3),
        ("Written by Ana Ruiz\nmore stories.", 2),
    ],
    ids=["broken", "parted by a blank line", "no sentence", "tags", "ends with a name"],
)
def test_broken_sentences_are_joined(text: str, count: int) -> None:
    assert len(layout_of(text).lines) == count


@pytest.mark.parametrize(
    ("text", "trait"),
    [
        ("Share this article", Trait.CONTROL),
        ("Advertisement 2", Trait.CONTROL),
        ("* * *", Trait.CONTROL),
        ("12 comments", Trait.CONTROL),
        ("harrow-isle ferry on fire.jpg", Trait.CONTROL),
        ("Like Follow", Trait.CONTROL),
        ("Ferry Videos, News Videos »", Trait.CONTROL),
        ("Er sagte: »Ja« und «Nein»", None),
        ("halmerycourier.com", Trait.CONTROL),
        ("You are here: Home » Travel » The isles of the west", Trait.CONTROL),
        ("Home News Sport The isles of the west", Trait.CONTROL),
        ("Home Office to close two ports", None),
        ("Become a Courier member", Trait.CONTROL),
        ("Become a pilot on the River Orr", None),
        ("Read it all - one month for only $1", Trait.CONTROL),
        ("SPORT | FOOTBALL", Trait.SECTION),
        ("Most read in football", Trait.LIST),
        ("You may also like", Trait.LIST),
        ("Leave a comment", Trait.PAGE_END),
        ("This website uses cookies to improve your experience.", Trait.APPEAL),
        ("Reporting by Jo Kern; Editing by Tom Abbot", Trait.NOTE),
        ("This article was amended on 3 May to correct a name.", Trait.CORRECTION),
        ("Follow Max Orne on Twitter @maxorne.", Trait.APPEAL),
        ("“Follow Max Orne on Twitter @maxorne.”", Trait.APPEAL),
        ("Follow the Courier’s Max Orne: @maxorne", Trait.APPEAL),
        ("Follow us on Facebook and Instagram for more updates.", Trait.APPEAL),
        ("“Follow us on Facebook,” the coach told them.", None),
        ("Follow the river on foot, and the dam comes into view.", None),
        ("Follow the trial on Facebook, the court told those who had no seat.", None),
        ("“Sign up for our team,” the coach told them.", None),
        ("The government set out its privacy policy on Monday, and opposition parties criticised it.", None),
        (
            "Written by two poets, the books describe a drowned village and what became of its people after the war.",
            None,
        ),
        ("Voices were reported from inside the mine.", None),
        ("« Back to Article", Trait.CONTROL),
        ("< Back to front page Text size – +", Trait.CONTROL),
        ("0 of 3 premium stories used this month", Trait.CONTROL),
    ],
)
def test_cues_of_words(text: str, trait: Trait | None) -> None:
    cue = cue_of(text, size_of(text))
    assert (cue.trait if cue else None) is trait


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ("The pier on Monday. AP", "AP"),
        ("The pier on Monday AP Photo/Jo Kern", "AP Photo/Jo Kern"),
        ("The pier on Monday. REUTERS/Jo Kern", "REUTERS/Jo Kern"),
        ("Lena Osei at the cupCredit: PA", "Credit: PA"),
        ("The pier.Photograph by Jo Kern", "Photograph by Jo Kern"),
        ("The pier. — Picture by Jo Kern", "— Picture by Jo Kern"),
        ("The pier [Jo Kern/Reuters]", "[Jo Kern/Reuters]"),
        ("The pier. (Linden Post)", "(Linden Post)"),
        ("She told Reuters on Monday that it was over.", None),
        ("He left. (Nobody saw him go.)", None),
    ],
)
def test_credits_at_the_end(text: str, credit: str | None) -> None:
    start = credit_start(text)
    assert (None if start is None else text[start:]) == credit


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("KCNA via Reuters", True),
        ("Image: Getty Images", True),
        ("Image source, Getty Images", True),
        ("Credits: Supplied Image;", True),
        ("Pictures from the harbour show some of the damage done by the fire.", False),
        ("Reuters said so.", False),
    ],
)
def test_credits_alone(text: str, is_one: bool) -> None:
    assert is_credit(text) is is_one


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Lena Osei speaks to islanders in Port Linden, May 3, 2024.", True),
        ("Lena Osei (left) and Tam Brodie at the pier", True),
        ("From left: Lena Osei, Tam Brodie and Ruth Pell", True),
        ("This picture taken on May 3 shows the ferry on fire", True),
        ("This picture is mirrored across the country, which is why islanders worry.", False),
        ("Lena Osei spoke to islanders in Port Linden on May 3, 2024, and left the same evening.", False),
    ],
)
def test_captions_by_their_words(text: str, is_one: bool) -> None:
    assert (caption_reason(text) is not None) is is_one


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("KELLAM, May 6 (Reuters) - The lab", "KELLAM"),
        ("NEW KELLAM (AP) — The lab", "NEW KELLAM"),
        ("KELLAM/SORANE, March 7 (Reuters) - The lab", "KELLAM/SORANE"),
        ("AUBURN, Wash. — The lab", "AUBURN, Wash"),
        ("KELLAM -- The lab", "KELLAM"),
        ("KELLAM, Wash.The lab closed", "KELLAM, Wash"),
        ("KELLAM, Wash. The lab closed", None),
        ("NATO said on Monday", None),
        ("UK ministers - all of them - met", None),
        ("The lab (AP) - closed", None),
    ],
)
def test_datelines(text: str, place: str | None) -> None:
    match = dateline_of(text)
    assert (match["place"].rstrip(".") if match else None) == place


def test_places() -> None:
    assert place_line("Lyon, France") == "Lyon, France"
    assert place_line("Quiet streets, France") is not None
    assert place_line("Politics, Business") is None


@pytest.mark.parametrize(
    ("text", "tidy"),
    [
        ("  a \t b\u00a0c ", "a b c"),
        ("N\u200bo\u00adr\ufeffth", "North"),
        ("a\u202eb\u2066c\u2069", "abc"),
        ("\x1b[31mred\x1b[0m\x07", "red"),
        ("👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_tidied(text: str, tidy: str) -> None:
    assert tidied(text) == tidy


@given(st.text(st.sampled_from("ab .\n\u2028\x0c\x85—“”|,:Ab1\u200b"), max_size=300))
def test_pieces_cover_the_text_in_order(text: str) -> None:
    page = layout_of(text)
    covered = 0
    for piece in pieces_of(page, classify(page)):
        assert not tidied(text[covered : piece.start])
        assert covered <= piece.start < piece.end
        assert tidied(text[piece.start : piece.end])
        covered = piece.end
    assert not tidied(text[covered:])


@given(
    st.lists(
        st.sampled_from([HEADLINE, *BODY, "Advertisement", "By Mira Okafor", "3 May 2024", ""]), max_size=12
    )
)
def test_every_line_gets_a_reason(lines: list[str]) -> None:
    page = layout_of("\n".join(lines))
    for verdict in classify(page):
        assert verdict.kind in BlockKind
        assert verdict.reason


def test_lines_keep_their_place() -> None:
    assert text_lines("  one \n\n two") == (TextLine(2, 5, "one", True, 1), TextLine(9, 12, "two", True, 1))
