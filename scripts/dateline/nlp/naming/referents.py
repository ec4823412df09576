"""Whom the words near a quote stand for: pronouns, family names and descriptions led back to a name of the article."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from dateline.model import Article, Entity, EntityKind, Span
from dateline.nlp.naming import forms as names
from dateline.nlp.naming.forms import Gender
from dateline.nlp.naming.profiles import Profile, profiles_of, without_quotes
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
SENTENCE_END = re.compile(r"(\b\w+)[^\w\s]{0,3}[.!?][^\w\s]{0,3} ")
LAST_SPEAKER_GAIN = 2.0
PREPOSITIONS = frozenset({"of", "for", "from", "at", "with", "to", "in", "near", "by"})
CANDIDATES = 60
"""How many mentions back a pronoun may look."""
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
class Referents:
    """The names of one article, ready to answer who is meant."""

    article: Article
    entities: tuple[Entity, ...]
    mentions: tuple[Mention, ...]
    starts: tuple[int, ...]
    profiles: Mapping[int, Profile]
    sentence_ends: tuple[int, ...]
    """Where sentences end outside quotes."""
    block_starts: tuple[int, ...]

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
            return last[0] if word == "it" and last is not None and not self.is_person(last[0]) else None
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
        profile = self.profiles.get(entity) if entity is not None else None
        return profile.role if profile is not None else None

    def is_person(self, entity: int) -> bool:
        """Whether the entity is a person."""
        return self.entities[entity].kind is EntityKind.PERSON

    def pronoun(self, word: str, offset: int, last: tuple[int, int] | None) -> int | None:
        """The person that “he” or “she” at an offset means: near, a subject, unquoted; or who spoke last."""
        gender = PERSONAL[word]
        i = bisect_right(self.starts, offset)
        scored = [
            (mention.prominence - self._distance(mention.end, offset), mention.start, mention.entity)
            for mention in self.mentions[max(0, i - CANDIDATES) : i]
            if offset - REACH <= mention.start
            and mention.end <= offset
            and self._suits(mention.entity, gender)
        ]
        if last is not None and self._suits(last[0], gender) and offset - last[1] <= REACH:
            scored.append((LAST_SPEAKER_GAIN - self._distance(last[1], offset), last[1], last[0]))
        return max(scored)[2] if scored else None

    def _distance(self, start: int, end: int) -> float:
        """The sentences that end between two offsets outside quotes; a new paragraph counts as one and a half."""
        blocks = bisect_right(self.block_starts, end) - bisect_right(self.block_starts, start)
        return bisect_right(self.sentence_ends, end) - bisect_right(self.sentence_ends, start) + 1.5 * blocks

    def _suits(self, entity: int, gender: Gender) -> bool:
        profile = self.profiles.get(entity)
        return profile is not None and profile.gender in (None, gender)

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
    told = without_quotes(article.text, quoted)
    profiles = profiles_of(entities, tokens, told)
    starts = tuple(mention.start for mention in mentions)
    blocks = tuple(block.span.start for block in article.blocks)
    return Referents(
        article, tuple(entities), tuple(mentions), starts, profiles, tuple(_ends_in(told)), blocks
    )


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
    i = bisect_right(quoted, Span(span.source, span.start, 1 << 60)) - 1
    inside = i >= 0 and quoted[i].contains(span)
    if place is None:
        return -2.0 if inside else 0.0
    passage, token = place
    gain = -0.7 if token.dep_ == "poss" else 0.0
    if span.start == passage.block.span.start and token.dep_ != "poss":
        gain = 1.5
    elif token.dep_ in ("nsubj", "nsubjpass"):
        gain = 0.5 if token.head.dep_ in ("ccomp", "relcl", "advcl", "acl") else 1.5
    return gain - (2.5 if inside else 0.0)
