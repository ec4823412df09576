"""Whom the words near a quote stand for: pronouns, family names and descriptions led back to a name of the article."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from dateline.extract.cues import SUBJECTS
from dateline.extract.names import name_forms as names
from dateline.extract.names.name_forms import Gender
from dateline.extract.names.profiles import profiles_of, without_quotes
from dateline.extract.names.pronouns import (
    CANDIDATES,
    UNNAMED,
    Mention,
    Reference,
    Scene,
    chain_of,
    described,
)
from dateline.extract.parsed_passages import Passage
from dateline.model.annotations import Entity, EntityKind
from dateline.model.article import Article, Span

PERSONAL = {
    "he": Gender.MALE,
    "him": Gender.MALE,
    "his": Gender.MALE,
    "she": Gender.FEMALE,
    "her": Gender.FEMALE,
}
PRONOUNS = frozenset(PERSONAL).union(
    ("they", "them", "their", "we", "our", "i", "my", "you", "your"),
    ("who", "whom", "it", "its", "that", "which", "this"),
)
SENTENCE_END = re.compile(r"(\b\w+)[^\w\s]{0,3}[.!?][^\w\s]{0,3} (?![a-z])")
DETERMINERS = frozenset({"the", "a", "an", "one", "another", "my", "his", "her", "their", "our"})
QUOTED_COST = 4.0
PREPOSITIONS = frozenset({"of", "for", "from", "at", "with", "to", "in", "near", "by"})


@dataclass(frozen=True, slots=True)
class Referents:
    """The names of one article, ready to answer who is meant."""

    article: Article
    entities: tuple[Entity, ...]
    mentions: tuple[Mention, ...]
    starts: tuple[int, ...]
    scene: Scene
    chain: tuple[Mention, ...]
    """The mentions by name and by the pronouns and descriptions outside quotes that take them up."""

    def at(self, span: Span, head: int | None = None) -> int | None:
        """The entity whose name a span is: not Berg in “Berg’s lawyer” or “a spokesman for Berg”.

        `head` is the offset of the span's main word, where that is known.
        """
        i = bisect_right(self.starts, span.end)
        for mention in reversed(self.mentions[max(0, i - 12) : i]):
            if mention.start < span.start or mention.end > span.end:
                continue
            if head is not None and mention.start <= head < mention.end:
                return mention.entity
            before = self.article.text[span.start : mention.start].split()[-1:]
            if mention.end >= span.end - 2 and (not before or before[0] not in PREPOSITIONS):
                return mention.entity
        return None

    def resolve(self, span: Span, head: Token | None, last: tuple[int, int] | None) -> int | None:
        """The entity that a source's words stand for; `last` is who spoke last, and where."""
        word = self.article.slice(span).lower()
        if word in PERSONAL:
            return self.pronoun(word, span.start, last)
        if word in ("who", "whom", "which"):
            return self._before(span.start)
        if word in PRONOUNS:
            is_thing = word in ("it", "its") and last is not None and not self.is_person(last[0])
            return last[0] if is_thing and last is not None else None
        named = self.at(span)
        if named is not None or head is None:
            return named
        if word.startswith(("the ", "that ", "this ")):
            noun = head.lemma_.lower()
            known = self.described if names.is_role(noun) else self.organisation_called
            return known(noun, span.start)
        return None

    def _before(self, offset: int) -> int | None:
        """The entity right before a relative pronoun; a person may be followed by a description."""
        i = bisect_right(self.starts, offset)
        for mention in reversed(self.mentions[max(0, i - 4) : i]):
            between = self.article.text[mention.end : offset]
            if between.strip() in ("", ",") or (
                self.is_person(mention.entity) and between.startswith(", ") and ". " not in between
            ):
                return mention.entity
        return None

    def name_of(self, span: Span, entity: int | None) -> str | None:
        """An entity's name, else the words as they stand; a pronoun names nobody."""
        if entity is not None:
            return self.entities[entity].name
        words = " ".join(self.article.slice(span).split())
        return None if words.lower() in PRONOUNS else words

    def role_of(self, entity: int | None) -> str | None:
        """What the article says a person is."""
        profile = self.scene.profiles.get(entity) if entity is not None else None
        return profile.role if profile is not None else None

    def is_person(self, entity: int) -> bool:
        """Whether the entity is a person."""
        return self.entities[entity].kind is EntityKind.PERSON

    def pronoun(self, word: str, offset: int, last: tuple[int, int] | None) -> int | None:
        """The person that “he” or “she” at an offset means; `last` is who spoke last, and where."""
        i = bisect_left(self.chain, offset, key=lambda mention: mention.start)
        person = self.scene.antecedent(self.chain[max(0, i - CANDIDATES) : i], PERSONAL[word], offset, last)
        return None if person == UNNAMED else person

    def described(self, noun: str, offset: int) -> int | None:
        """The person whom the article called “minister” before, for “the minister”; the one named last."""
        return described(self.scene, self.mentions[: bisect_right(self.starts, offset)], noun)

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
            Mention(s.start, s.end, i, _prominence(tokens.get(s.end), s, quoted), _is_full(article, e, s))
            for i, e in enumerate(entities)
            for s in e.mentions
        ),
        key=lambda m: m.start,
    )
    told = without_quotes(article.text, quoted)
    profiles = profiles_of(entities, tokens, told)
    blocks = tuple(block.span.start for block in article.blocks)
    scene = Scene(profiles, _namesakes_of(entities), tuple(_ends_in(told)), blocks)
    return Referents(
        article,
        tuple(entities),
        tuple(mentions),
        tuple(mention.start for mention in mentions),
        scene,
        chain_of(scene, mentions, _references_in(passages, quoted)),
    )


def _is_full(article: Article, entity: Entity, span: Span) -> bool:
    """Whether a mention is more than a family name: Ada Moor, Mrs. Moor."""
    before = article.text[max(0, span.start - 12) : span.start].split()[-1:]
    return " " in article.slice(span) or " " not in entity.name or names.gender_of_words(before) is not None


def _is_named(noun: Token) -> bool:
    """Whether a name stands beside a description: the mayor, Ada Moor; a friend of the mayor, Tomas Berg."""
    if any(t.dep_ == "appos" or (t.dep_ == "compound" and t.pos_ == "PROPN") for t in noun.children):
        return True
    between = noun.doc[noun.i + 1 : noun.head.i]
    return any(t.text == "," and t.nbor().pos_ == "PROPN" for t in between)


def _namesakes_of(entities: Sequence[Entity]) -> dict[int, tuple[int, ...]]:
    """The people who share a family name, each with the others."""
    families: dict[str, list[int]] = {}
    for i, entity in enumerate(entities):
        if entity.kind is EntityKind.PERSON and " " in entity.name:
            families.setdefault(entity.name.split()[-1], []).append(i)
    return {i: tuple(j for j in same if j != i) for same in families.values() for i in same if len(same) > 1}


def _references_in(passages: Sequence[Passage], quoted: Sequence[Span]) -> Iterator[Reference]:
    """The subjects outside quotes that are a pronoun for a person or a description like “the mayor”."""
    for passage in passages:
        for token in passage.doc:
            if token.dep_ not in SUBJECTS:
                continue
            is_pronoun = token.lower_ in PERSONAL
            if not is_pronoun and not _is_description(token):
                continue
            first = passage.span_of(token if is_pronoun else token.left_edge)
            span = Span(first.source, first.start, passage.span_of(token).end)
            if not _is_inside(span, quoted):
                gender = PERSONAL.get(token.lower_) or names.gender_of_words([token.lemma_.lower()])
                noun = "" if is_pronoun else token.lemma_.lower()
                is_new = token.left_edge.lower_ != "the"
                yield Reference(span.start, span.end, gender, noun, is_new, _subject_gain(token))


def _is_description(token: Token) -> bool:
    """Whether a noun stands for somebody by a role or by kin: the mayor, a young woman, her husband."""
    noun = token.lemma_.lower()
    is_person = token.pos_ == "NOUN" and (names.is_role(noun) or names.gender_of_words([noun]) is not None)
    return is_person and not _is_named(token) and token.left_edge.lower_ in DETERMINERS


def _tokens_at(passages: Sequence[Passage]) -> dict[int, tuple[Passage, Token]]:
    """The token that ends at each offset of the article."""
    found = {}
    for passage in passages:
        for token in passage.doc:
            found[passage.block.span.start + token.idx + len(token.text)] = (passage, token)
    return found


def _ends_in(told: str) -> Iterator[int]:
    """Where sentences end within a paragraph; a title's full point or an initial's is none: Mr. Berg, Ada J. Moor."""
    for match in SENTENCE_END.finditer(told):
        if len(match[1]) > 1 and not names.is_title(match[1]):
            yield match.end()


def _prominence(place: tuple[Passage, Token] | None, span: Span, quoted: Sequence[Span]) -> float:
    """A subject is taken up by the next pronoun sooner than an object or a possessor, a quoted name hardly."""
    inside = _is_inside(span, quoted)
    if place is None:
        return -QUOTED_COST if inside else 0.0
    passage, token = place
    gain = -0.7 if token.dep_ == "poss" else 0.0
    if span.start == passage.block.span.start and token.dep_ != "poss":
        gain = 1.5
    elif token.dep_ in SUBJECTS:
        gain = _subject_gain(token)
    elif token.dep_ == "appos" and token.head.dep_ in SUBJECTS:  # the mayor, Ada Moor, said
        gain = _subject_gain(token.head)
    return gain - (QUOTED_COST if inside else 0.0)


def _subject_gain(token: Token) -> float:
    """What being a subject is worth: less in a clause inside another."""
    return 0.5 if token.head.dep_ in ("ccomp", "relcl", "advcl", "acl") else 1.5


def _is_inside(span: Span, quoted: Sequence[Span]) -> bool:
    i = bisect_right(quoted, Span(span.source, span.start, 1 << 60)) - 1
    return i >= 0 and quoted[i].contains(span)
