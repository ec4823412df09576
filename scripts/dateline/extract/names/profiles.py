"""Profiles of an article's people: their roles, and the gender that its pronouns take up."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from spacy.tokens import Doc, Token

from dateline.extract.cues import is_listed
from dateline.extract.names import name_forms as names
from dateline.extract.names.name_forms import Gender
from dateline.extract.parsed_passages import Passage, ends_of
from dateline.lang.lexicon import pattern, word_set
from dateline.model.annotations import Entity, EntityKind
from dateline.model.article import BlockKind, Span

Place = tuple[Passage, Token]

PRONOUN_REACH = 160
"""How many characters after a name the pronoun that takes it up may stand."""
STATE_WORDS = 4
"""How many words and marks a state or a party behind a name may have: R-N. Norl."""
OFFICE_REACH = 10
"""How many words an office before a name may have; more are read past its start, and it is none."""
DESCRIPTION_REACH = 32
"""How many words and marks a description behind a name may have, with what ends it."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What an article tells of one person."""

    gender: Gender | None
    role: str | None
    nouns: frozenset[str]
    """The role nouns that the article uses for the person, lower case."""


def profiles_of(
    entities: Sequence[Entity], places: Mapping[int, Place], unquoted: str, quoted: Sequence[Span]
) -> dict[int, Profile]:
    """The profile of each person, by the index among the entities.

    `places` are those of `places_of`, `unquoted` is the article's text with its quotes blanked out.
    """
    by_pronoun = _genders_of_pronouns(entities, unquoted)
    return {
        i: _profile_of(entity, _descriptions_of(entity, places, quoted), by_pronoun.get(i))
        for i, entity in enumerate(entities)
        if entity.kind is EntityKind.PERSON
    }


def places_of(entities: Iterable[Entity], passages: Iterable[Passage]) -> dict[int, Place]:
    """The token that ends where a mention of an entity does, with its passage, by that offset into the article."""
    ends = {mention.end for entity in entities for mention in entity.mentions}
    return {
        passage.block.span.start + end: (passage, passage.doc[i])
        for passage in passages
        for i, end in enumerate(ends_of(passage.doc))
        if passage.block.span.start + end in ends
    }


def with_roles(
    entities: Sequence[Entity], passages: Iterable[Passage], quoted: Sequence[Span]
) -> tuple[Entity, ...]:
    """The entities, persons with the role that the article gives first; `quoted` is what somebody says."""
    places = places_of(entities, passages)
    return tuple(
        replace(entity, role=_first_role_of(entity, places, quoted))
        if entity.kind is EntityKind.PERSON
        else entity
        for entity in entities
    )


def _first_role_of(entity: Entity, places: Mapping[int, Place], quoted: Sequence[Span]) -> str | None:
    return next((role for role, _ in _descriptions_of(entity, places, quoted) if role), None)


def _descriptions_of(
    entity: Entity, places: Mapping[int, Place], quoted: Sequence[Span]
) -> Iterator[tuple[str | None, set[str]]]:
    """The description beside each mention of a person in prose, and its role nouns."""
    for mention in entity.mentions:
        if mention.end in places and _is_prose(places[mention.end][0]):
            is_said = any(span.contains(mention) for span in quoted)
            yield _description_beside(*places[mention.end], mention, " " in entity.name, is_said)


def _is_prose(passage: Passage) -> bool:
    """Whether roles are read there: the capitals and missing articles of a headline run them together with verbs."""
    return passage.kind not in (BlockKind.HEADLINE, BlockKind.DEK)


def _profile_of(
    entity: Entity, descriptions: Iterable[tuple[str | None, set[str]]], by_pronoun: Gender | None
) -> Profile:
    """Role and gender of a person; titles and kin words tell a gender surest, then given names, then pronouns."""
    role: str | None = None
    nouns: set[str] = set()
    genders: Counter[Gender] = Counter()
    for description, found in descriptions:
        nouns |= found
        genders.update(filter(None, [names.gender_of_words(sorted(found))]))
        role = role or description
    by_name = names.gender_of_name(entity.name.split())
    gender = genders.most_common(1)[0][0] if genders else by_name or by_pronoun
    return Profile(gender, role, frozenset(nouns))


def _genders_of_pronouns(entities: Sequence[Entity], text: str) -> dict[int, Gender]:
    """The gender of the pronouns that follow each person's name before another person is named, most often."""
    named = sorted((s, i) for i, e in enumerate(entities) if e.kind is EntityKind.PERSON for s in e.mentions)
    counts: dict[int, Counter[Gender]] = {}
    for k, (span, i) in enumerate(named):
        end = min(span.end + PRONOUN_REACH, named[k + 1][0].start if k + 1 < len(named) else len(text))
        match = pattern("names/words", "subject_pronoun").search(text, span.end, end)
        gender = names.gender_of_words([match[0].lower()]) if match else None
        if gender:
            counts.setdefault(i, Counter())[gender] += 1
    return {i: counted.most_common(1)[0][0] for i, counted in counts.items()}


def _description_beside(
    passage: Passage, token: Token, span: Span, is_known: bool, is_said: bool
) -> tuple[str | None, set[str]]:
    """The description after a name or before it, and the role nouns of both; `token` ends the name at `span`.

    The title before the family name alone of one whom the text names in full (`is_known`) may be another's of the
    family: Lena Moor spoke of President Moor.  What stands behind it in a quote (`is_said`) is what somebody calls him:
    “No friend of Moor, a liar.”
    """
    doc, start = passage.doc, span.start - passage.block.span.start
    first = next((t for t in reversed(doc[: token.i + 1]) if t.idx <= start), token)
    office = _office_before(doc, first.i)
    nouns = {t.lemma_.lower() for t in office if names.is_role(t.lemma_)}
    nouns |= {t.lower_.rstrip(".") for t in office[-1:]}
    introduction, introduced = (
        (None, set()) if office or is_said else _described_by(_introduction(doc, first))
    )
    behind = [] if is_said else _apposition(doc, token)
    apposition, apposed = _described_by(behind)
    while office and names.is_courtesy(office[-1].text):
        office.pop()
    if is_known and first.i == token.i and len(office) == 1:
        office = []
    before = doc[office[0].i : office[-1].i + 1].text if office else introduction
    described = apposition or _newcomer(behind)
    return _readable(described or before), nouns | introduced | apposed


def _newcomer(piece: Sequence[Token]) -> str | None:
    """A description that brings somebody in, whatever its noun: Ada Moor, a beekeeper from Norport, said."""
    if not piece or piece[0].lower_ not in word_set("names/words", "indefinite"):
        return None
    before = list(takewhile(lambda t: t.pos_ != "ADP", piece))
    return piece[0].doc[piece[0].i : piece[-1].i + 1].text.strip() if before[-1].tag_ == "NN" else None


def _readable(role: str | None) -> str | None:
    """A role that tells its reader something: its chair -> chair; not “her mother”, or “Lady” alone."""
    first, _, rest = (role or "").partition(" ")
    if rest and first.lower() in word_set("names/words", "possessives"):
        return rest
    telling_little = "personal_possessives" if rest else "bare_roles"
    return None if first.lower() in word_set("names/words", telling_little) else role or None


def _office_before(doc: Doc, first: int) -> list[Token]:
    """The words of office right before a name: Norland’s transport minister Ivo Brandt; Secretary of State Ada Moor."""
    start = first
    while start and _can_be_of_office(doc[start - 1]):
        start -= 1
    piece = list(doc[start:first])
    while piece and (piece[0].pos_ in ("PART", "ADP") or piece[0].text == "-"):
        piece.pop(0)
    piece = _without_neighbours(piece)
    is_office = any(map(_is_office_word, piece)) and len(piece) <= OFFICE_REACH
    return piece if is_office and not (_is_plural(piece[-1]) or _leaves_off(piece[-1])) else []


def _can_be_of_office(token: Token) -> bool:
    """Whether a word can be of an office: of a noun and what stands before it, or "acting" and "retired"."""
    is_nominal = token.pos_ in ("NOUN", "PROPN", "ADJ", "PART") or token.text == "-"
    is_participle = token.tag_ in ("VBG", "VBN") and names.is_title(token.text)
    return is_nominal or is_participle or _links_office(token)


def _is_office_word(token: Token) -> bool:
    return names.is_role(token.lemma_) or names.is_title(token.text)


def _without_neighbours(piece: list[Token]) -> list[Token]:
    """An office without the nouns that happen to stand before it: in other areas Secretary of State Ada Moor.

    Before a short form stand names and words for an office only: at the harbour’s feast Sen. Ada Moor.
    """
    is_short_form = bool(piece) and piece[-1].text.endswith(".") and names.is_title(piece[-1].text)
    for i in range(len(piece) - 1, 0, -1):
        before = piece[i - 1]
        if is_short_form and before.text[:1].islower():
            return piece if _is_office_word(before) else piece[i:]
        if before.tag_ == "NNS" and before.text[:1].islower() and piece[i].pos_ == "PROPN":
            return piece[i:]
    return piece


def _leaves_off(token: Token) -> bool:
    """Whether a description that ends with a word is cut: "friend of", "the firm’s", "RED BOATS -"."""
    return token.pos_ in ("ADP", "CCONJ", "DET", "PART", "PUNCT") or token.text == "-"


def _is_plural(noun: Token) -> bool:
    """Whether a noun tells what several people are, and who stands beside it is but one: her friends Moor and Berg."""
    return noun.tag_ in ("NNS", "NNPS")


def _links_office(token: Token) -> bool:
    """Whether a word is the “of” of a title or of a body’s name: Secretary of State; Bank of Norland governor."""
    if not token.i or not is_listed(token, "office_links", "names/words"):
        return False
    before = token.nbor(-1)
    is_name = before.pos_ == "PROPN" and token.nbor().pos_ == "PROPN"
    return before.text[:1].isupper() and (is_name or names.is_title(before.text))


def _introduction(doc: Doc, first: Token) -> list[Token]:
    """The description before a comma and a name (the mayor of Norport, Ada Moor, said)."""
    if first.i < 2 or doc[first.i - 1].text != ",":
        return []
    piece = list(takewhile(_describes, reversed(doc[max(0, first.i - DESCRIPTION_REACH) : first.i - 1])))[
        ::-1
    ]
    while piece and piece[0].pos_ in ("ADP", "SCONJ", "CCONJ", "ADV", "DET"):
        piece.pop(0)
    return piece


def _apposition(doc: Doc, name: Token) -> list[Token]:
    """The description between commas after a name; read word by word, for parsers often miss it.

    “Ada Moor, a former secretary of the Norport council, said” -> “a former secretary of the Norport council”; a
    state or a party before it is passed over: Rep. Ada Moor, R-Norl., the head of the committee.
    """
    rest = doc[name.i + 1 : name.i + DESCRIPTION_REACH]
    if not len(rest) or rest[0].text != ",":
        return []
    piece = list(takewhile(_describes, rest[1:]))
    if len(piece) == DESCRIPTION_REACH - 2:
        return []
    after = rest[len(piece) + 1 :]
    if len(piece) <= STATE_WORDS and all(_is_of_name(t) for t in piece) and len(after):
        return _whole(list(takewhile(_describes, after[1:]))) if after[0].text == "," else piece
    return _whole(piece)


def _whole(piece: list[Token]) -> list[Token]:
    """A description without the phrase that a quotation mark cuts: the star of “The Long Pier”.

    Of one that is cut in another way nothing is left.
    """
    following = piece[-1].i + 1 if piece else 0
    if piece and following < len(piece[-1].doc) and piece[-1].nbor().is_quote and piece[-1].whitespace_:
        last = max((i for i, token in enumerate(piece) if token.pos_ == "ADP"), default=len(piece))
        piece = piece[:last]
    return [] if piece and _leaves_off(piece[-1]) else piece


def _is_of_name(token: Token) -> bool:
    """Whether a token can be of the name of a state or a party, and is no word for an office."""
    return token.pos_ in ("PROPN", "PUNCT") and not (
        names.is_role(token.lemma_) or names.is_title(token.text)
    )


def _describes(token: Token) -> bool:
    """Whether a token can be part of a description: no comma, finite verb or relative pronoun."""
    is_clause = token.tag_ in ("VBD", "VBZ", "VBP", "MD", "WP", "WDT")
    is_dash = token.text == "--" or (token.text == "-" and token.whitespace_ and token.nbor(-1).whitespace_)
    return token.text not in ",;:.!?()—–" and not is_dash and not is_clause and not token.is_quote


def _described_by(piece: Sequence[Token]) -> tuple[str | None, set[str]]:
    """A description's words and role noun, the last noun before a preposition: secretary, of “a secretary of state”."""
    before = list(takewhile(lambda t: t.pos_ != "ADP", piece))
    is_one = bool(before) and before[-1].tag_ in ("NN", "NNP")  # "Moor, attorneys said" describes nobody
    if not is_one or not names.is_role(before[-1].lemma_):
        return None, set()
    return before[-1].doc[piece[0].i : piece[-1].i + 1].text.strip(), {before[-1].lemma_.lower()}
