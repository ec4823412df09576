"""Whom the words near a quote stand for: pronouns, family names and descriptions led back to a name of the article."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from dateline.model import Article, BlockKind, Entity, EntityKind, Span
from dateline.nlp import names
from dateline.nlp.names import Gender
from dateline.nlp.passages import Passage

PERSONAL = {
    "he": Gender.MALE,
    "him": Gender.MALE,
    "his": Gender.MALE,
    "she": Gender.FEMALE,
    "her": Gender.FEMALE,
}
PRONOUNS = frozenset(
    {*PERSONAL, "they", "them", "their", "we", "i", "you", "who", "whom", "it", "that", "which", "this"}
)
REACH = 1500
"""How many characters back a pronoun may look for its name: about the last four paragraphs."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where an entity is named, and how likely the next pronoun means it."""

    start: int
    end: int
    entity: int
    prominence: float


@dataclass(frozen=True, slots=True)
class Profile:
    """What an article tells of one person."""

    gender: Gender | None
    role: str | None
    nouns: frozenset[str]
    """The role nouns that the article uses for the person, lower case."""


@dataclass(frozen=True, slots=True)
class Referents:
    """The names of one article, ready to answer who is meant."""

    article: Article
    entities: tuple[Entity, ...]
    mentions: tuple[Mention, ...]
    starts: tuple[int, ...]
    profiles: Mapping[int, Profile]

    def at(self, span: Span) -> int | None:
        """The entity whose name ends a span: not Berg in “Berg’s lawyer”."""
        i = bisect_right(self.starts, span.end)
        for mention in reversed(self.mentions[max(0, i - 12) : i]):
            if span.start <= mention.start and span.end - 2 <= mention.end <= span.end:
                return mention.entity
        return None

    def resolve(self, span: Span, head: Token | None, last: int | None) -> int | None:
        """The entity that a source's words stand for; `last` is the person who spoke last."""
        word = self.article.slice(span).lower()
        if word in PERSONAL:
            return self.pronoun(word, span.start, last)
        if word in PRONOUNS:
            return last if word == "it" and last is not None and not self.is_person(last) else None
        named = self.at(span)
        if named is not None or head is None:
            return named
        if word.startswith(("the ", "that ", "this ")):
            noun = head.lemma_.lower()
            known = self.described if names.is_role(noun) else self.organisation_called
            return known(noun, span.start)
        return None

    def name_of(self, span: Span, entity: int | None) -> str | None:
        """An entity's name, else the words as they stand; a pronoun names nobody."""
        if entity is not None:
            return self.entities[entity].name
        words = " ".join(self.article.slice(span).split())
        return None if words.lower() in PRONOUNS else words

    def role_of(self, entity: int | None) -> str | None:
        """What the article says a person is."""
        profile = self.profiles.get(entity) if entity is not None else None
        return profile.role if profile is not None else None

    def is_person(self, entity: int) -> bool:
        """Whether the entity is a person."""
        return self.entities[entity].kind is EntityKind.PERSON

    def pronoun(self, word: str, offset: int, preferred: int | None) -> int | None:
        """The person that “he” or “she” at an offset means; `preferred` is who spoke last."""
        gender = PERSONAL[word]
        best: dict[int, float] = {}
        i = bisect_right(self.starts, offset)
        for mention in reversed(self.mentions[max(0, i - 60) : i]):
            if offset - mention.start > REACH:
                break
            if (
                not self.is_person(mention.entity)
                or mention.end > offset
                or not self._suits(mention.entity, gender)
            ):
                continue
            distance = (
                self.article.text.count(". ", mention.end, offset)
                + self.article.text.count("\n", mention.end, offset) / 2
            )
            score = mention.prominence - distance + (1.0 if mention.entity == preferred else 0.0)
            best[mention.entity] = max(best.get(mention.entity, -99.0), score)
        return max(best, key=lambda entity: (best[entity], -entity)) if best else None

    def _suits(self, entity: int, gender: Gender) -> bool:
        known = self.profiles[entity].gender if entity in self.profiles else None
        return known is None or known is gender

    def described(self, noun: str, offset: int) -> int | None:
        """The person whom the article called “minister” before, for “the minister”; the one named last."""
        i = bisect_right(self.starts, offset)
        for mention in reversed(self.mentions[:i]):
            profile = self.profiles.get(mention.entity)
            if profile is not None and noun in profile.nouns:
                return mention.entity
        return None

    def organisation_called(self, noun: str, offset: int) -> int | None:
        """The organisation with this last word in its name, for “the ministry”; the one named last."""
        i = bisect_right(self.starts, offset)
        for mention in reversed(self.mentions[:i]):
            entity = self.entities[mention.entity]
            if entity.kind is EntityKind.ORGANISATION and noun in entity.name.lower().split():
                return mention.entity
        return None


def referents_of(
    article: Article, passages: Sequence[Passage], entities: Sequence[Entity], quoted: Sequence[Span]
) -> Referents:
    """What an article's names, their places and the words beside them tell of whom its pronouns mean."""
    tokens = _tokens_at(passages)
    mentions = sorted(
        (
            Mention(s.start, s.end, i, _prominence(tokens.get(s.end), s, quoted))
            for i, e in enumerate(entities)
            for s in e.mentions
        ),
        key=lambda m: m.start,
    )
    profiles = _profiles_of(article, entities, tokens)
    return Referents(article, tuple(entities), tuple(mentions), tuple(m.start for m in mentions), profiles)


def _tokens_at(passages: Sequence[Passage]) -> dict[int, tuple[Passage, Token]]:
    """The token that ends at each offset of the article."""
    found = {}
    for passage in passages:
        for token in passage.doc:
            found[passage.block.span.start + token.idx + len(token.text)] = (passage, token)
    return found


def _prominence(place: tuple[Passage, Token] | None, span: Span, quoted: Sequence[Span]) -> float:
    """A subject is taken up by the next pronoun sooner than an object or a possessor, a quoted name hardly."""
    i = bisect_right(quoted, Span(span.source, span.start, 1 << 60)) - 1
    inside = i >= 0 and quoted[i].contains(span)
    if place is None:
        return -2.0 if inside else 0.0
    dep = place[1].dep_
    gain = 1.5 if dep in ("nsubj", "nsubjpass") else -0.7 if dep == "poss" else 0.0
    return gain - (2.5 if inside else 0.0)


def _profiles_of(
    article: Article, entities: Sequence[Entity], tokens: Mapping[int, tuple[Passage, Token]]
) -> dict[int, Profile]:
    profiles = {}
    for i, entity in enumerate(entities):
        if entity.kind is not EntityKind.PERSON:
            continue
        told: list[Gender] = []
        role, nouns = None, set()
        for span in entity.mentions:
            if span.end not in tokens:
                continue
            passage, token = tokens[span.end]
            before, after, found = _beside(passage, token, span)
            nouns |= found
            gender = names.gender_of_words([*found, *before[-1:]])
            told += [gender] if gender else []
            role = role or after or (" ".join(before) if found and before else None)
        gender = Counter(told).most_common(1)[0][0] if told else names.gender_of_name(entity.name.split())
        profiles[i] = Profile(gender, role, frozenset(nouns))
    return profiles


def _beside(passage: Passage, token: Token, span: Span) -> tuple[list[str], str | None, set[str]]:
    """The words before a name in its phrase, the apposition after it, and the role nouns among them."""
    doc, base = passage.doc, passage.block.span.start
    start = span.start - base
    left = token.left_edge
    before = [t for t in doc[left.i : token.i] if t.idx < start and not t.is_punct]
    while before and (before[0].pos_ in ("DET", "CCONJ", "ADV") or before[0].lower_ in ("the", "a", "an")):
        before.pop(0)
    nouns = {t.lemma_.lower() for t in before if names.is_role(t.lemma_)} | {
        t.lower_.rstrip(".") for t in before[-1:]
    }
    after = None
    for child in token.rights:
        if child.dep_ == "appos" and child.pos_ in ("NOUN", "PROPN") and names.is_role(child.lemma_.lower()):
            nouns.add(child.lemma_.lower())
            after = _apposition(doc, child)
    text = doc.text[left.idx : start].strip() if left.idx < start else ""
    text = re.sub(r"^(?:the|a|an)\s+", "", text, flags=re.I)
    return (text.split() if before else []), after, nouns


def _apposition(doc: Doc, head: Token) -> str:
    """“a former security strategy secretary for the presidential office”: up to its relative clause or comma."""
    end = head.i + 1
    for t in doc[head.i + 1 : head.right_edge.i + 1]:
        if t.dep_ in ("relcl", "acl", "conj", "cc") or t.text in (",", ";", "(", "—", "–"):
            break
        if t.lower_ in ("who", "which", "that"):
            break
        end = t.i + 1
    return doc[head.left_edge.i : end].text.strip()
