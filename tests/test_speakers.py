"""Readable cases of quotes with their speakers (tests/cases/quotes), and attribution over hand-built Docs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from dateline.extract import entities, quotes
from dateline.extract.parsed_passages import Passage, blocks_to_parse
from dateline.extract.speakers import attribution_model, speakers
from dateline.lang.lexicon import weights
from dateline.model.annotations import Quote, QuoteBasis
from dateline.model.article import Article, Block, BlockKind, Span

CASES = Path(__file__).parent / "cases" / "quotes"
PASS_SHARE = 0.95


@dataclass(frozen=True)
class Expected:
    words: str
    speaker: str | None
    basis: str
    group: str = ""
    via: str | None = None


@dataclass(frozen=True)
class Case:
    """A case of the files: `== name [hard: why]`, the text, `-- first words | speaker | basis | group | via NAME`.

    `[needs: a, b]` in its name lists the rows of the tables of rules without which it goes wrong.
    """

    file: str
    name: str
    text: str
    expected: tuple[Expected, ...]

    @property
    def is_hard(self) -> bool:
        return "[hard:" in self.name

    @property
    def needs(self) -> tuple[str, ...]:
        found = re.search(r"\[needs: (.*?)\]", self.name)
        return tuple(found[1].split(", ")) if found else ()


def _expected_of(line: str) -> Expected:
    words, speaker, basis, *rest = (part.strip() for part in line.removeprefix("-- ").split("|"))
    group = rest[0] if rest else ""
    via = rest[1].removeprefix("via ") if len(rest) > 1 else None
    return Expected(words, None if speaker == "-" else speaker, basis, group, via)


def _cases() -> list[Case]:
    found = []
    for path in sorted(CASES.glob("*.txt")):
        for chunk in path.read_text(encoding="utf-8").split("\n== ")[1:]:
            name, _, body = chunk.partition("\n")
            lines = body.splitlines()
            text = "\n".join(line for line in lines if not line.startswith("-- ")).strip()
            found.append(
                Case(path.stem, name, text, tuple(_expected_of(x) for x in lines if x.startswith("-- ")))
            )
    return found


def article_of(text: str) -> Article:
    """An article of a headline and the text's paragraphs."""
    text = f"A headline with “marks of its own” in it\n\n{text}"
    blocks: list[Block] = []
    start = 0
    for part in text.split("\n"):
        if part.strip():
            kind = BlockKind.PARAGRAPH if blocks else BlockKind.HEADLINE
            blocks.append(Block(kind, Span("seed.txt", start, start + len(part))))
        start += len(part) + 1
    return Article("seed.txt", "", text, tuple(blocks), "A headline")


def parsed(nlp: Language, articles: Sequence[Article]) -> list[tuple[Passage, ...]]:
    """The passages of many articles, parsed in one batch."""
    units = [
        (i, block, quotes.mask_of(article, block, quotes.find_quotes(article)))
        for i, article in enumerate(articles)
        for block in blocks_to_parse(article)
    ]
    docs = nlp.pipe([articles[i].slice(block.span) for i, block, _ in units])
    masked = nlp.pipe([mask.text for _, _, mask in units if mask is not None], disable=["ner"])
    passages: list[tuple[Passage, ...]] = [() for _ in articles]
    for (i, block, mask), doc in zip(units, docs, strict=True):
        passages[i] += (Passage(block, doc, mask, next(masked) if mask is not None else None),)
    return passages


def attributed(article: Article, passages: Sequence[Passage]) -> tuple[Quote, ...]:
    """The quotes of an article with their speakers."""
    names = entities.find_entities(article, passages)
    return speakers.attribute(article, passages, quotes.find_quotes(article), names)


def _mistake(case: Case, article: Article, got: tuple[Quote, ...]) -> str | None:
    """What is wrong with the quotes found in a case; None when all is right."""
    if len(got) != len(case.expected):
        return f"{len(got)} quotes: {[article.slice(q.span) for q in got]}"
    for quote, want in zip(got, case.expected, strict=True):
        if not article.slice(quote.span).strip().startswith(want.words):
            return f"{article.slice(quote.span)!r} does not start with {want.words!r}"
        if (quote.speaker, quote.basis.value) != (want.speaker, want.basis):
            return f"{want.words}: {quote.speaker} ({quote.basis}, {quote.cue})"
        if want.via and quote.via != want.via:
            return f"{want.words}: via {quote.via}"
    groups: dict[str, set[int]] = {}
    for quote, want in zip(got, case.expected, strict=True):
        groups.setdefault(want.group or want.words, set()).add(quote.group)
    named = [ids for name, ids in groups.items() if len(name) == 1]
    if any(len(ids) != 1 for ids in named) or len(set().union(*named)) != len(named):
        return f"groups {[q.group for q in got]}"
    return None


Read = list[tuple[Case, Article, tuple[Passage, ...]]]


@pytest.fixture(scope="module")
def read(nlp: Language) -> Read:
    """The cases, each with its article and its passages."""
    cases = _cases()
    articles = [article_of(case.text) for case in cases]
    return list(zip(cases, articles, parsed(nlp, articles), strict=True))


@pytest.mark.model
def test_cases(read: Read) -> None:
    mistakes = {
        f"{case.file}: {case.name}": mistake
        for case, article, passages in read
        if not case.is_hard and (mistake := _mistake(case, article, attributed(article, passages)))
    }
    countable = sum(not case.is_hard for case, _, _ in read)
    assert len(read) >= 120
    report = "\n".join(f"{name}: {mistake}" for name, mistake in mistakes.items())
    assert 1 - len(mistakes) / countable >= PASS_SHARE, report


WEIGHTS = weights("quotes/attribution", "en")
ANTECEDENT = (
    "subject",
    "inner_subject",
    "paragraph_start",
    "possessor",
    "quoted",
    "sentence_end",
    "paragraph",
)
"""Weights of the antecedent that texts can show; the others stand in test_coreference and test_entity_votes."""
ROWS: dict[str, tuple[list[Any], object]] = {
    **{name: ([weights("names/weights")], 0.0) for name in ANTECEDENT},
    **{name: ([attribution_model.VETOES], lambda _: False) for name in attribution_model.VETOES},
    **{name: ([speakers.RULES], lambda _: None) for name in speakers.RULES},
    **{name: ([speakers.RESORTS], lambda _: ()) for name in speakers.RESORTS},
    **{name: ([quotes.SPEECH_RULES], (True, lambda *_: False)) for name in quotes.SPEECH_RULES},
}
"""Each row of the tables of rules: the tables that it stands in, and what stands for it when it is taken out."""


def _parts(row: str) -> list[str]:
    return [part.partition(": ")[0] for part in row.split(" & ")]


def test_weights_are_of_features() -> None:
    """Each row is a feature of a cue, a pair of them, or a resort's name, alone or with a feature of resorts."""
    resorts = {"nobody", *speakers.RESORTS}
    for row in WEIGHTS:
        match _parts(row):
            case [name]:
                assert name in attribution_model.CUE_FEATURES or name in resorts
            case [first, second] if first in resorts:
                assert second in attribution_model.RESORT_FEATURES
            case pair:
                assert tuple(pair) in attribution_model.PAIRS


def test_each_feature_weighs() -> None:
    """No feature or pair is in the tables that the fit has found no use for."""
    weighed = {tuple(_parts(row)) for row in WEIGHTS}
    features = {*attribution_model.CUE_FEATURES, *attribution_model.RESORT_FEATURES}
    assert features <= {name for row in weighed for name in row}
    assert set(attribution_model.PAIRS) <= weighed


@pytest.mark.model
def test_each_feature_holds_in_a_case(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: set[str] = set()
    evidence_of = attribution_model.evidence_of

    def watch(choice: attribution_model.Candidate | attribution_model.Resort) -> dict[str, float]:
        found = evidence_of(choice)
        seen.update(name for row in found for name in _parts(row))
        return found

    monkeypatch.setattr(attribution_model, "evidence_of", watch)
    for _, article, passages in read:
        attributed(article, passages)
    assert {*attribution_model.CUE_FEATURES, *attribution_model.RESORT_FEATURES} <= seen
    assert {"nobody", *speakers.RESORTS} <= seen


@pytest.mark.model
@pytest.mark.parametrize("row", sorted(ROWS))
def test_each_row_has_a_case_that_needs_it(read: Read, row: str, monkeypatch: pytest.MonkeyPatch) -> None:
    [(case, article, passages)] = [found for found in read if row in found[0].needs]
    assert _mistake(case, article, attributed(article, passages)) is None
    tables, nothing = ROWS[row]
    for table in tables:
        monkeypatch.setitem(table, row, nothing)
    assert _mistake(case, article, attributed(article, passages)) is not None


@pytest.mark.model
def test_quotes_know_the_rule_that_found_their_speaker(read: Read) -> None:
    found = {quote.rule for _, article, passages in read for quote in attributed(article, passages)}
    cues = {"verb", "according to", "viewpoint", "speech noun"}
    assert found == {*speakers.RULES, *speakers.RESORTS, *cues, ""}


ROLES = {
    "several people's": (
        "Unlike other actors, Ada Moor was glad to talk. “It holds for now,” she said.",
        None,
    ),
    "of a body with of": (
        "Bank of Norland governor Ada Moor spoke on Monday. “It holds for now,” Moor said.",
        "Bank of Norland governor",
    ),
    "behind a state": (
        "“It holds for now,” said Rep. Ada Moor, R-Orrin, the head of the committee.",
        "the head of the committee",
    ),
    "behind no state": (
        "“It holds for now,” said Ada Moor, General Manager, Norport Works.",
        "General Manager",
    ),
    "another's of the family": (
        "Ada Moor spoke of President Moor and his years. “It holds for now,” she said.",
        None,
    ),
    "of her kin": ("“It holds for now,” said his mother, Ada Moor.", None),
    "of rank alone": ("“It holds for now,” said Lady Ada Moor.", None),
    "of one who acts": (
        "“It holds for now,” said acting harbour master Ada Moor.",
        "acting harbour master",
    ),
    "behind things": (
        "In other areas Norland minister Ada Moor was heard. “It holds for now,” Moor said.",
        "Norland minister",
    ),
    "a short form behind a noun": (
        "At the harbour feast Rep. Ada Moor was heard. “It holds for now,” she said.",
        "Rep.",
    ),
    "a short form behind an office": (
        "“It holds for now,” said Norland council candidate Rep. Ada Moor.",
        "Norland council candidate Rep.",
    ),
    "of a work": (
        "“It holds for now,” said Ada Moor, the first star of “The Long Pier”.",
        "the first star",
    ),
    "before a dash": (
        "“It holds for now,” said Ada Moor, director of Norport Works -- the builder of the pier.",
        "director of Norport Works",
    ),
    "an owner's alone": (
        "Everybody liked the harbour, Norport University’s Ada Moor said. “It holds for now,” she said.",
        None,
    ),
    "of many words": (
        "“It holds for now,” said Ada Moor, an engineer of harbours and of the old stone bridges at the University of"
        " Norport and one of the authors of a book on the dams of Orrin.",
        "an engineer of harbours and of the old stone bridges at the University of Norport and one of the authors of"
        " a book on the dams of Orrin",
    ),
    "of too many words": (
        "“It holds for now,” said Ada Moor, an engineer of harbours and of the old stone bridges at the University of"
        " Norport and one of the authors of a book on the dams of Orrin and the gates of Tolm and the bridges of Soll.",
        None,
    ),
    "what she is called in a quote": (
        "“We know Ada Moor, a liar,” Tomas Berg said. Ada Moor laughed. “It holds for now,” she said.",
        None,
    ),
    "an ending": (
        "“It holds for now,” says Ada Moor, a radioastronomer at Norport University.",
        "a radioastronomer at Norport University",
    ),
}


@pytest.mark.model
@pytest.mark.parametrize(("text", "role"), [pytest.param(*row, id=name) for name, row in ROLES.items()])
def test_role_of_a_speaker(nlp: Language, text: str, role: str | None) -> None:
    article = article_of(text)
    [passages] = parsed(nlp, [article])
    quote = attributed(article, passages)[-1]
    assert (quote.speaker, quote.role) == ("Ada Moor", role)


@pytest.mark.model
def test_several_are_not_the_one_of_them_who_has_a_name(nlp: Language) -> None:
    article = article_of(
        "Council chairman Tomas Berg came to the pier. “It holds for now,” the chairmen said in a letter."
    )
    [passages] = parsed(nlp, [article])
    [quote] = attributed(article, passages)
    assert quote.speaker == "the chairmen"


def doc_of(words: str, heads: list[int], deps: str, pos: str, tags: str) -> Doc:
    """A Doc parsed by hand: one word, head index, dependency, part of speech and tag a token."""
    spaced = words.split()
    doc = Doc(
        Vocab(),
        words=spaced,
        spaces=[_is_spaced(a, b) for a, b in zip(spaced, [*spaced[1:], ""], strict=True)],
        heads=heads,
        deps=deps.split(),
        pos=pos.split(),
        tags=tags.split(),
    )
    for token in doc:
        token.lemma_ = {"said": "say", "warned": "warn"}.get(token.text, token.text)
    return doc


def _is_spaced(word: str, following: str) -> bool:
    return word != "“" and following not in ("”", ",", ".", "")


@pytest.mark.parametrize(
    ("doc", "speaker", "cue", "basis"),
    [
        pytest.param(
            doc_of(
                "“ It holds , ” Moor said .",
                [6, 2, 6, 6, 6, 6, 6, 6],
                "punct nsubj ccomp punct punct nsubj ROOT punct",
                "PUNCT PRON VERB PUNCT PUNCT PROPN VERB PUNCT",
                "`` PRP VBZ , '' NNP VBD .",
            ),
            "Moor",
            "said",
            QuoteBasis.EXPLICIT,
            id="said after",
        ),
        pytest.param(
            doc_of(
                "Moor warned : “ It holds . ”",
                [1, 1, 1, 5, 5, 1, 1, 1],
                "nsubj ROOT punct punct nsubj ccomp punct punct",
                "PROPN VERB PUNCT PUNCT PRON VERB PUNCT PUNCT",
                "NNP VBD : `` PRP VBZ . ''",
            ),
            "Moor",
            "warned",
            QuoteBasis.EXPLICIT,
            id="colon",
        ),
        pytest.param(
            doc_of(
                "“ It holds . ”",
                [2, 2, 2, 2, 2],
                "punct nsubj ROOT punct punct",
                "PUNCT PRON VERB PUNCT PUNCT",
                "`` PRP VBZ . ''",
            ),
            None,
            None,
            QuoteBasis.NONE,
            id="nobody",
        ),
    ],
)
def test_attribute_by_hand(doc: Doc, speaker: str | None, cue: str | None, basis: QuoteBasis) -> None:
    block = Block(BlockKind.PARAGRAPH, Span("seed.txt", 0, len(doc.text)))
    article = Article("seed.txt", "", doc.text, (block,), "")
    (quote,) = speakers.attribute(article, [Passage(block, doc)], quotes.find_quotes(article), ())
    assert (quote.speaker, quote.cue, quote.basis) == (speaker, cue, basis)


def test_label_and_signature_decide_at_once() -> None:
    for text in ("Ada Moor: “It holds.”", "“It holds.” — Ada Moor"):
        block = Block(BlockKind.PARAGRAPH, Span("seed.txt", 0, len(text)))
        article = Article("seed.txt", "", text, (block,), "")
        words = text.replace("“", "“ ").replace(".”", " . ”").replace(":", " :").split()
        doc = Doc(
            Vocab(),
            words=words,
            spaces=[_is_spaced(a, b) and b != ":" for a, b in zip(words, [*words[1:], ""], strict=True)],
        )
        (quote,) = speakers.attribute(article, [Passage(block, doc)], quotes.find_quotes(article), ())
        assert (quote.speaker, quote.basis) == ("Ada Moor", QuoteBasis.EXPLICIT)
