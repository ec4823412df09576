"""What an article tells of its people: their roles, and the gender that its pronouns take up."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from spacy.tokens import Doc, Token

from dateline.extract.names import name_forms as names
from dateline.extract.names.name_forms import Gender
from dateline.extract.parsed_passages import Passage
from dateline.model.annotations import Entity, EntityKind
from dateline.model.article import Span

Place = tuple[Passage, Token]

PRONOUN = re.compile(
    r"\b(he|his|himself|she|hers|herself|her(?= \w)(?! (?:after|and|as|at|by|for|from|in|on|that|to|when|with)\b))\b",
    re.I,
)
"""What may take a subject up in its own sentence: not the object, for in “Moor stood by him” he is somebody else."""
TAKEN_UP_WITHIN = 160
"""How many characters after a name the pronoun that takes it up may stand."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What an article tells of one person."""

    gender: Gender | None
    role: str | None
    nouns: frozenset[str]
    """The role nouns that the article uses for the person, lower case."""


def profiles_of(entities: Sequence[Entity], places: Mapping[int, Place], told: str) -> dict[int, Profile]:
    """The profile of each person, by the index among the entities.

    `places` gives the token that ends at an offset, `told` is the article's text with its quotes blanked out.
    """
    taken_up = _taken_up(entities, told)
    return {
        i: _profile_of(
            entity, [(s, *places[s.end]) for s in entity.mentions if s.end in places], taken_up.get(i)
        )
        for i, entity in enumerate(entities)
        if entity.kind is EntityKind.PERSON
    }


def _profile_of(
    entity: Entity, mentions: Sequence[tuple[Span, Passage, Token]], taken_up: Gender | None
) -> Profile:
    """Role and gender of a person; titles and kin words tell a gender surest, then given names, then pronouns."""
    role: str | None = None
    nouns: set[str] = set()
    told: list[Gender] = []
    for span, passage, token in mentions:
        before, after, found = _beside(passage, token, span)
        nouns |= found
        gender = names.gender_of_words(sorted(found))
        told += [gender] if gender else []
        role = role or _absolute(after or before)
    named = names.gender_of_name(entity.name.split())
    gender = Counter(told).most_common(1)[0][0] if told else named or taken_up
    return Profile(gender, role, frozenset(nouns))


def _absolute(role: str | None) -> str | None:
    """A role without the “its” that leans on another sentence: its chair -> chair."""
    if role is None:
        return None
    first, _, rest = role.partition(" ")
    return rest if rest and first.lower() in ("its", "their") else role


def _taken_up(entities: Sequence[Entity], text: str) -> dict[int, Gender]:
    """The gender of the pronouns that follow each person's name before another person is named, most often."""
    named = sorted((s, i) for i, e in enumerate(entities) if e.kind is EntityKind.PERSON for s in e.mentions)
    counts: dict[int, Counter[Gender]] = {}
    for k, (span, i) in enumerate(named):
        end = min(span.end + TAKEN_UP_WITHIN, named[k + 1][0].start if k + 1 < len(named) else len(text))
        match = PRONOUN.search(text, span.end, end)
        gender = names.gender_of_words([match[0].lower()]) if match else None
        if gender:
            counts.setdefault(i, Counter())[gender] += 1
    return {i: counted.most_common(1)[0][0] for i, counted in counts.items()}


def without_quotes(text: str, quoted: Sequence[Span]) -> str:
    """The text with its quotes blanked out: a pronoun inside them need not mean who is named outside."""
    parts, done = [], 0
    for span in quoted:
        parts += [text[done : span.start], " " * (span.end - span.start)]
        done = span.end
    return "".join([*parts, text[done:]])


def _beside(passage: Passage, token: Token, span: Span) -> tuple[str | None, str | None, set[str]]:
    """The description before a name and after it, and the role nouns of both."""
    doc, start = passage.doc, span.start - passage.block.span.start
    first = next((t for t in reversed(doc[: token.i + 1]) if t.idx <= start), token)
    before = _prenominal(doc, first.i)
    nouns = {t.lemma_.lower() for t in before if names.is_role(t.lemma_)} | {
        t.lower_.rstrip(".") for t in before[-1:]
    }
    introduced, head = (None, "") if before else _introduction(doc, first)
    after, other = _apposition(doc, token)
    while before and names.is_courtesy(before[-1].text):
        before.pop()
    text = doc[before[0].i : before[-1].i + 1].text if before and nouns else introduced
    return text or None, after, nouns | ({head} if head else set()) | ({other} if other else set())


def _prenominal(doc: Doc, first: int) -> list[Token]:
    """The words of office right before a name: Norland’s transport minister Ivo Brandt; Secretary of State Ada Moor."""
    start = first
    while start and first - start < 10 and (_is_prenominal(doc[start - 1]) or _links_office(doc, start - 1)):
        start -= 1
    piece = list(doc[start:first])
    while piece and (piece[0].pos_ in ("PART", "ADP") or piece[0].text == "-"):
        piece.pop(0)
    return piece if piece and any(names.is_role(t.lemma_) or names.is_title(t.text) for t in piece) else []


def _is_prenominal(token: Token) -> bool:
    return token.pos_ in ("NOUN", "PROPN", "ADJ", "PART") or token.text == "-"


def _links_office(doc: Doc, i: int) -> bool:
    """Whether a word is the “of” of a title: Secretary of State."""
    return (
        bool(i)
        and doc[i].lower_ in ("of", "for")
        and names.is_title(doc[i - 1].text)
        and doc[i - 1].text[:1].isupper()
    )


def _introduction(doc: Doc, first: Token) -> tuple[str | None, str]:
    """The description before a comma and a name (the mayor of Norport, Ada Moor, said)."""
    if first.i < 2 or doc[first.i - 1].text != ",":
        return None, ""
    piece = list(takewhile(_belongs, reversed(doc[max(0, first.i - 12) : first.i - 1])))[::-1]
    while piece and piece[0].pos_ in ("ADP", "SCONJ", "CCONJ", "ADV", "DET"):
        piece.pop(0)
    head = _head_noun(piece)
    if head is None or not names.is_role(head.lemma_.lower()):
        return None, ""
    return doc[piece[0].i : piece[-1].i + 1].text, head.lemma_.lower()


def _apposition(doc: Doc, name: Token) -> tuple[str | None, str]:
    """The description between commas after a name and its role noun; read word by word, for parsers often miss it.

    “Ada Moor, a former secretary of the Norport council, said” -> “a former secretary of the Norport council”.
    """
    start = name.i + 1
    if start >= len(doc) or doc[start].text != ",":
        return None, ""
    piece = list(takewhile(_belongs, doc[start + 1 : start + 20]))
    head = _head_noun(piece)
    if head is None or not names.is_role(head.lemma_.lower()):
        return None, ""
    return doc[piece[0].i : piece[-1].i + 1].text.strip(), head.lemma_.lower()


def _belongs(token: Token) -> bool:
    """Whether a token can be part of a description: no comma, finite verb or relative pronoun."""
    return (
        token.text not in ",;:.!?()—–"
        and token.tag_ not in ("VBD", "VBZ", "VBP", "MD", "WP", "WDT")
        and not token.is_quote
    )


def _head_noun(piece: Sequence[Token]) -> Token | None:
    """The last noun before the first preposition: secretary in “a former secretary of the council”."""
    before = list(takewhile(lambda t: t.pos_ != "ADP", piece))
    return before[-1] if before and before[-1].pos_ in ("NOUN", "PROPN") else None
