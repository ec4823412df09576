"""Readable cases of quotes with their speakers (tests/cases/quotes), and the parts of attribution on hand-built Docs."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from dateline.model import Article, Block, BlockKind, Quote, QuoteBasis, Span
from dateline.nlp import cues, entities, quotes, speakers
from dateline.nlp.passages import Passage, blocks_to_parse

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
    """A case of the files: `== name [hard: why]`, the text, `-- first words | speaker | basis | group | via NAME`."""

    file: str
    name: str
    text: str
    expected: tuple[Expected, ...]

    @property
    def is_hard(self) -> bool:
        return "[hard:" in self.name


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
    blocks, start = [], 0
    for part in text.split("\n"):
        if part.strip():
            kind = BlockKind.PARAGRAPH if blocks else BlockKind.HEADLINE
            blocks.append(Block(kind, Span("seed.txt", start, start + len(part))))
        start += len(part) + 1
    return Article("seed.txt", "", text, tuple(blocks), "A headline")


def attributed(nlp: Language, articles: list[Article]) -> list[tuple[Quote, ...]]:
    """The quotes of many articles, parsed in one batch."""
    found = [quotes.find(article) for article in articles]
    blocks = [
        [(b, quotes.mask_of(a, b, q)) for b in blocks_to_parse(a)]
        for a, q in zip(articles, found, strict=True)
    ]
    flat = [(a, b, m) for a, pairs in zip(articles, blocks, strict=True) for b, m in pairs]
    docs = nlp.pipe([a.slice(b.span) for a, b, _ in flat])
    masked = nlp.pipe([m.text for _, _, m in flat if m is not None])
    parsed = {b.span: [] for _, b, _ in flat} if False else None
    assert parsed is None
    passages: dict[int, list[Passage]] = {id(a): [] for a in articles}
    for (a, b, m), doc in zip(flat, docs, strict=True):
        passages[id(a)].append(Passage(b, doc, m, next(masked) if m is not None else None))
    return [
        speakers.attribute(a, passages[id(a)], q, entities.find(a, passages[id(a)]))
        for a, q in zip(articles, found, strict=True)
    ]


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


@pytest.mark.model
def test_cases(nlp: Language) -> None:
    cases = _cases()
    articles = [article_of(case.text) for case in cases]
    results = zip(cases, articles, attributed(nlp, articles), strict=True)
    mistakes = {
        f"{c.file}: {c.name}": m for c, a, got in results if (m := _mistake(c, a, got)) and not c.is_hard
    }
    countable = sum(not case.is_hard for case in cases)
    assert len(cases) >= 120
    report = "\n".join(f"{name}: {mistake}" for name, mistake in mistakes.items())
    assert 1 - len(mistakes) / countable >= PASS_SHARE, report
