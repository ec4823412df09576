import pytest
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan
from spacy.vocab import Vocab

from dateline.extract import entities
from dateline.extract.parsed_passages import Passage
from dateline.model.annotations import Entity, EntityKind
from dateline.model.article import Article, Block, BlockKind, Span

OPENERS = frozenset({"But", "It", "Later", "Only", "The", "They"})
PERSON, ORGANISATION, PLACE = EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PLACE


def found_in(
    *paragraphs: str, labels: dict[str, str] | None = None
) -> dict[str, tuple[EntityKind, list[str]]]:
    """The entities of paragraphs whose words carry the given labels, with their mentions' words."""
    text = "\n".join(paragraphs)
    passages, start = [], 0
    for paragraph in paragraphs:
        block = Block(BlockKind.PARAGRAPH, Span("seed.txt", start, start + len(paragraph)))
        passages.append(Passage(block, labelled(paragraph, labels or {})))
        start += len(paragraph) + 1
    article = Article("seed.txt", "", text, tuple(p.block for p in passages), "")
    return {
        e.name: (e.kind, [article.slice(m) for m in e.mentions])
        for e in entities.find_entities(article, passages)
    }


def labelled(text: str, labels: dict[str, str]) -> Doc:
    """A Doc of words and marks with entities where the labelled strings stand; capitals are proper nouns."""
    words = text.replace(",", " ,").replace(".", " .").replace("(", "( ").replace(")", " )").split()
    spaces = [b not in (",", ".", ")") and a != "(" for a, b in zip(words, [*words[1:], "."], strict=True)]
    pos = ["PROPN" if w[0].isupper() and w not in OPENERS else "NOUN" for w in words]
    doc = Doc(Vocab(), words=words, spaces=spaces, pos=pos)
    found: list[DocSpan] = []
    for name, label in labels.items():
        for at in range(len(text)):
            span = doc.char_span(at, at + len(name), label=label) if text.startswith(name, at) else None
            if span is not None and not any(
                span.start < other.end and other.start < span.end for other in found
            ):
                found.append(span)
    doc.ents = tuple(found)
    return doc


@pytest.mark.parametrize(
    ("paragraphs", "labels", "name", "kind", "mentions"),
    [
        pytest.param(
            ["Ada Moor spoke.", "Ms Moor left."],
            {"Ada Moor": "PERSON"},
            "Ada Moor",
            PERSON,
            ["Ada Moor", "Moor"],
            id="title",
        ),
        pytest.param(
            ["Han Ji-woo spoke.", "Later Han left."],
            {"Han Ji-woo": "ORG"},
            "Han Ji-woo",
            PERSON,
            ["Han Ji-woo", "Han"],
            id="family name first",
            marks=pytest.mark.xfail(reason="no role and no second label tells a person"),
        ),
        pytest.param(
            ["minister Han Ji-woo spoke.", "Later Han left."],
            {"Han Ji-woo": "ORG"},
            "Han Ji-woo",
            PERSON,
            ["Han Ji-woo", "Han"],
            id="role outvotes the model",
        ),
        pytest.param(
            ["Ada van Moor spoke.", "Van Moor left."],
            {"Ada van Moor": "PERSON", "Van Moor": "PERSON"},
            "Ada van Moor",
            PERSON,
            ["Ada van Moor", "Van Moor"],
            id="a particle at the start of a sentence",
        ),
        pytest.param(
            ["Ada Moor spoke.", "But Moor left."],
            {"Ada Moor": "PERSON", "Moor": "ORG"},
            "Ada Moor",
            PERSON,
            ["Ada Moor", "Moor"],
            id="family name taken for an organisation",
        ),
        pytest.param(
            ["The Northern Lifeboat Society (NLS) came.", "The NLS left."],
            {"NLS": "PERSON"},
            "Northern Lifeboat Society",
            ORGANISATION,
            ["Northern Lifeboat Society", "NLS", "NLS"],
            id="acronym",
        ),
        pytest.param(["They met in the town of Osterby."], {}, "Osterby", PLACE, ["Osterby"], id="town of"),
        pytest.param(
            ["The US sent a ship.", "Only the United States paid."],
            {"US": "ORG", "United States": "GPE"},
            "United States",
            PLACE,
            ["US", "United States"],
            id="forms of a state's name",
        ),
        pytest.param(
            ["They met in France."], {"France": "PERSON"}, "France", PLACE, ["France"], id="gazetteer"
        ),
    ],
)
def test_find(
    paragraphs: list[str], labels: dict[str, str], name: str, kind: EntityKind, mentions: list[str]
) -> None:
    assert found_in(*paragraphs, labels=labels).get(name) == (kind, mentions)


def test_possessive_is_cut() -> None:
    assert found_in("Ada Moor’s dam broke.", labels={"Ada Moor": "PERSON"})["Ada Moor"] == (
        PERSON,
        ["Ada Moor"],
    )


def test_name_of_another_person_is_no_mention() -> None:
    found = found_in(
        "Ada Moor met Ben Moor.", "Only Moor left.", labels={"Ada Moor": "PERSON", "Ben Moor": "PERSON"}
    )
    assert found["Ben Moor"][1] == ["Ben Moor"]


@pytest.mark.parametrize("word", ["Monday", "COVID", "Republicans"])
def test_usual_false_hits(word: str) -> None:
    assert word not in found_in(f"It was {word}.", labels={word: "PERSON"})


@pytest.mark.model
def test_mentions_are_what_they_bound(nlp: Language) -> None:
    text = "Transport Minister Ivo Brandt met Ada Moor of Norland Railways in Osterby. Brandt praised Ms. Moor’s plan."
    block = Block(BlockKind.PARAGRAPH, Span("seed.txt", 0, len(text)))
    article = Article("seed.txt", "", text, (block,), "")
    found: tuple[Entity, ...] = entities.find_entities(article, [Passage(block, nlp(text))])
    people = {e.name: [article.slice(m) for m in e.mentions] for e in found if e.kind is PERSON}
    assert people == {"Ivo Brandt": ["Ivo Brandt", "Brandt"], "Ada Moor": ["Ada Moor", "Moor"]}


@pytest.mark.parametrize(
    ("text", "labels", "name", "mentions"),
    [
        (
            "The Ministry of Works left. The Works Ministry spoke.",
            ("Ministry of Works", "Works Ministry"),
            "Ministry of Works",
            2,
        ),
        ("Norlux.com left. Norlux spoke.", ("Norlux.com", "Norlux"), "Norlux", 2),
        ("Norlux Inc left. Norlux spoke.", ("Norlux Inc", "Norlux"), "Norlux", 2),
        (
            "The Norland Ferry Union met. The NFU spoke.",
            ("Norland Ferry Union", "NFU"),
            "Norland Ferry Union",
            2,
        ),
        ("The Bank of Norland (BKN) left.", ("Bank of Norland (BKN",), "Bank of Norland", 1),
    ],
    ids=["words in another order", "address", "company in full", "initials", "short form in brackets"],
)
def test_one_body_has_one_name(text: str, labels: tuple[str, ...], name: str, mentions: int) -> None:
    found = found_in(text, labels=dict.fromkeys(labels, "ORG"))
    assert {name: len(places) for name, (_, places) in found.items()} == {name: mentions}


def test_initials_that_fit_two_names_stay_apart() -> None:
    text = "The Norland Ferry Union met the Northern Farmers Union. The NFU spoke."
    names = ("Norland Ferry Union", "Northern Farmers Union", "NFU")
    assert set(found_in(text, labels=dict.fromkeys(names, "ORG"))) == set(names)
