"""Coreference: the name of the article that a pronoun, a family name or a description near a quote stands for.

“He” and “she” mean the person who is nearest, in the place of a subject, unquoted, and of that gender.  The pronouns
of a text are read one after the other, and each counts as a mention of the person it was found to mean, so that a
chain of them (she came, she saw, she said) holds on to its first name.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from dateline.extract.cues import SUBJECTS, is_listed
from dateline.extract.names import name_forms as names
from dateline.extract.names.name_forms import Gender
from dateline.extract.names.profiles import Place, Profile, places_of, profiles_of
from dateline.extract.parsed_passages import Passage
from dateline.lang.lexicon import weights, word_set
from dateline.model.annotations import Entity, EntityKind
from dateline.model.article import Article, Span

CANDIDATES = 60
"""How many mentions back a pronoun may look."""
REACH = 1500
"""How many characters back a pronoun may look for its name: about the last four paragraphs."""
UNNAMED = -1
"""In the place of an entity: a person whom the text describes and does not name."""
_CAPITALISED = re.compile(r"\b[A-Z]\w+")
SENTENCE_END = re.compile(r"(\b\w+)[^\w\s]{0,3}[.!?][^\w\s]{0,3} (?![a-z])")


@dataclass(frozen=True, slots=True)
class EntityMention:
    """A place where an entity is named or taken up, and how likely the next pronoun means it."""

    start: int
    end: int
    entity: int
    prominence: float
    is_full: bool = True
    """Whether the name stands in full; a family name alone may mean another of the family."""
    gender: Gender | None = None
    """What the words tell of one who is `UNNAMED`."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A word outside quotes that takes a person up: a pronoun, or a description like “the mayor”."""

    start: int
    end: int
    gender: Gender | None
    """What the word tells."""
    noun: str
    """The noun of a description, empty for a pronoun."""
    is_new: bool
    """Whether a description brings in somebody new: a neighbour."""
    prominence: float


@dataclass(frozen=True, slots=True)
class Scene:
    """What the choice of an antecedent rests on besides the mentions."""

    profiles: Mapping[int, Profile]
    namesakes: Mapping[int, tuple[int, ...]]
    """Person -> the others with the same family name."""
    sentence_ends: tuple[int, ...]
    """Where sentences end outside quotes."""
    block_starts: tuple[int, ...]

    def distance(self, start: int, end: int) -> float:
        """The weight of the sentences and paragraphs that end between two offsets outside quotes."""
        blocks = bisect_right(self.block_starts, end) - bisect_right(self.block_starts, start)
        ends = bisect_right(self.sentence_ends, end) - bisect_right(self.sentence_ends, start)
        weight = weights("names/weights")
        return ends * weight["sentence_end"] + blocks * weight["paragraph"]

    def suits(self, entity: int, gender: Gender) -> bool:
        """Whether an entity is a person of a gender, or of one that nothing tells."""
        profile = self.profiles.get(entity)
        return profile is not None and profile.gender in (None, gender)

    def person_of(self, mention: EntityMention, gender: Gender) -> int | None:
        """The person that a mention may stand for when a pronoun of this gender takes it up."""
        if mention.entity == UNNAMED:
            return UNNAMED if mention.gender in (None, gender) else None
        if self.suits(mention.entity, gender):
            return mention.entity
        others = () if mention.is_full else self.namesakes.get(mention.entity, ())
        return next((other for other in others if self.suits(other, gender)), None)

    def antecedent(
        self,
        mentions: Sequence[EntityMention],
        gender: Gender,
        offset: int,
        last: tuple[int, int] | None = None,
    ) -> int | None:
        """The person whom a pronoun at `offset` means, `UNNAMED` for one whom the text only describes.

        `mentions` come before it; `last` is who spoke last, and where.
        """
        weight, scored = weights("names/weights"), []
        for mention in mentions[-CANDIDATES:]:
            if offset - REACH <= mention.start and mention.end <= offset:
                person = self.person_of(mention, gender)
                if person is not None:
                    score = mention.prominence + self.distance(mention.end, offset)
                    score += weight["namesake"] if person != mention.entity else 0.0
                    scored.append((score, mention.start, person))
        if last is not None and self.suits(last[0], gender) and offset - last[1] <= REACH:
            scored.append((weight["last_speaker"] + self.distance(last[1], offset), last[1], last[0]))
        return max(scored)[2] if scored else None

    def described(self, mentions: Sequence[EntityMention], noun: str) -> int | None:
        """The person whom the article called “minister” before, for “the minister”; the one named last."""
        for mention in reversed(mentions):
            profile = self.profiles.get(mention.entity)
            if profile is not None and noun in profile.nouns:
                return mention.entity
        return None


def chain_of(
    scene: Scene, named: Sequence[EntityMention], references: Iterable[Reference]
) -> tuple[EntityMention, ...]:
    """The mentions by name and by reference, in the order of the text."""
    chain: list[EntityMention] = []
    unnamed: set[str] = set()
    done = 0
    for reference in references:
        place = bisect_right(named, reference.start, lo=done, key=lambda mention: mention.start)
        chain += named[done:place]
        done = place
        person = _taken_up(scene, chain, reference, unnamed)
        if person is not None:
            gender = reference.gender if person == UNNAMED else None
            mention = EntityMention(
                reference.start, reference.end, person, reference.prominence, True, gender
            )
            chain.append(mention)
    return (*chain, *named[done:])


def _taken_up(
    scene: Scene, chain: Sequence[EntityMention], reference: Reference, unnamed: set[str]
) -> int | None:
    """The person that a reference means; the nouns of those who have no name are added to `unnamed`."""
    if not reference.noun:
        gender = reference.gender
        return scene.antecedent(chain, gender, reference.start) if gender is not None else None
    if reference.is_new:
        unnamed.add(reference.noun)
        return UNNAMED
    known = scene.described(chain[-CANDIDATES:], reference.noun)
    return UNNAMED if known is None and reference.noun in unnamed else known


@dataclass(frozen=True, slots=True)
class Referents:
    """The names of one article, ready to answer who is meant."""

    article: Article
    entities: tuple[Entity, ...]
    mentions: tuple[EntityMention, ...]
    """The mentions by name."""
    scene: Scene
    chain: tuple[EntityMention, ...]
    """The mentions by name and by the pronouns and descriptions outside quotes that take them up."""

    def at(self, span: Span) -> int | None:
        """The entity whose name a span is: not Berg in “Berg’s lawyer” or “a spokesman for Sen. Berg”."""
        for mention in reversed(self._mentions_until(span.end, 12)):
            if span.start <= mention.start and span.end - 2 <= mention.end <= span.end:
                before = self.article.text[span.start : mention.start].split()
                if not self._is_complement(before, mention.entity):
                    return mention.entity
        return None

    def _is_complement(self, before: Sequence[str], entity: int) -> bool:
        """Whether the words before a name make it tell of another: a spokesman for Sen. Berg, the head of the agency.

        A person's name may stand beside an office with a preposition of its own: Secretary of State Ada Moor.
        """
        prepositions = word_set("names/words", "name_prepositions")
        if not self._is_person(entity):
            return not prepositions.isdisjoint(before)
        passed = word_set("names/words", "determiners")
        last = next((w for w in reversed(before) if not (names.is_title(w) or w.lower() in passed)), "")
        return last in prepositions

    def _mentions_until(self, offset: int, most: int | None = None) -> Sequence[EntityMention]:
        end = bisect_right(self.mentions, offset, key=lambda mention: mention.start)
        return self.mentions[max(0, end - most) if most else 0 : end]

    def resolve(self, span: Span, head: Token | None, last: tuple[int, int] | None) -> int | None:
        """The entity that a source's words stand for; `last` is who spoke last, and where."""
        word = self.article.slice(span).lower()
        if word in word_set("names/words", "person_pronouns"):
            return self._person_meant(word, span.start, last)
        if word in word_set("names/words", "relatives"):
            return self._antecedent_of_relative(span.start)
        if word in word_set("names/words", "pronouns"):
            is_thing = word in word_set("names/words", "thing_pronouns")
            return last[0] if is_thing and last is not None and not self._is_person(last[0]) else None
        named = self.at(span)
        first, is_longer, _ = word.partition(" ")
        if named is not None or head is None or not is_longer:
            return named
        if first not in word_set("names/words", "demonstratives"):
            return None
        noun, mentions = head.lemma_.lower(), self._mentions_until(span.start)
        if not names.is_role(noun):
            return self._called(mentions, noun)
        if head.tag_ in ("NNS", "NNPS"):
            return None  # "the chairmen" are more than the one who was called a chairman
        person = self.scene.described(mentions, noun)
        return None if self._is_of_another_body(span, person) else person

    def _is_of_another_body(self, span: Span, person: int | None) -> bool:
        """Whether a description names a body that the person's role does not: not the army's spokesman."""
        own = set(_CAPITALISED.findall(self.article.slice(span).partition(" ")[2]))
        others = set(_CAPITALISED.findall(self.role_of(person) or ""))
        return bool(own and others) and own.isdisjoint(others)

    def _person_meant(self, pronoun: str, offset: int, last: tuple[int, int] | None) -> int | None:
        gender = names.gender_of_words([pronoun])
        i = bisect_left(self.chain, offset, key=lambda mention: mention.start)
        mentions = self.chain[max(0, i - CANDIDATES) : i]
        person = self.scene.antecedent(mentions, gender, offset, last) if gender else None
        return None if person == UNNAMED else person

    def _antecedent_of_relative(self, offset: int) -> int | None:
        """The entity right before a relative pronoun; a person may be followed by a description."""
        for mention in reversed(self._mentions_until(offset, 4)):
            between = self.article.text[mention.end : offset]
            is_description = between.startswith(", ") and ". " not in between
            if between.strip() in ("", ",") or (is_description and self._is_person(mention.entity)):
                return mention.entity
        return None

    def _called(self, mentions: Sequence[EntityMention], noun: str) -> int | None:
        """The organisation with this word in its name, for “the ministry”; the one named last."""
        for mention in reversed(mentions):
            entity = self.entities[mention.entity]
            if entity.kind is EntityKind.ORGANISATION and noun in entity.name.lower().split():
                return mention.entity
        return None

    def name_of(self, span: Span, entity: int | None) -> str | None:
        """An entity's name, else the words as they stand; a pronoun names nobody."""
        if entity is not None:
            return self.entities[entity].name
        words = " ".join(self.article.slice(span).split())
        return None if words.lower() in word_set("names/words", "pronouns") else words

    def role_of(self, entity: int | None) -> str | None:
        """What the article says a person is."""
        profile = self.scene.profiles.get(entity) if entity is not None else None
        return profile.role if profile is not None else None

    def _is_person(self, entity: int) -> bool:
        return self.entities[entity].kind is EntityKind.PERSON


def referents_of(
    article: Article, passages: Sequence[Passage], entities: Sequence[Entity], quoted: Sequence[Span]
) -> Referents:
    """The referents of an article: its names, their places, and what the words beside them tell of people."""
    places = places_of(entities, passages)
    mentions = [
        EntityMention(s.start, s.end, i, _prominence(places.get(s.end), s, quoted), _is_full(article, e, s))
        for i, e in enumerate(entities)
        for s in e.mentions
    ]
    mentions.sort(key=lambda m: m.start)
    unquoted = _without_quotes(article.text, quoted)
    blocks = tuple(block.span.start for block in article.blocks)
    profiles = profiles_of(entities, places, unquoted, quoted)
    scene = Scene(profiles, _namesakes_of(entities), tuple(_sentence_ends(unquoted)), blocks)
    chain = chain_of(scene, mentions, _references_in(passages, quoted))
    return Referents(article, tuple(entities), tuple(mentions), scene, chain)


def _without_quotes(text: str, quoted: Sequence[Span]) -> str:
    """The text with its quotes blanked out: a pronoun inside them need not mean who is named outside."""
    parts, done = [], 0
    for span in quoted:
        parts += [text[done : span.start], " " * (span.end - span.start)]
        done = span.end
    return "".join([*parts, text[done:]])


def _sentence_ends(unquoted: str) -> Iterator[int]:
    """Where sentences end within a paragraph; a title's full point or an initial's is none: Mr. Berg, Ada J. Moor."""
    for match in SENTENCE_END.finditer(unquoted):
        if len(match[1]) > 1 and not names.is_title(match[1]):
            yield match.end()


def _is_full(article: Article, entity: Entity, span: Span) -> bool:
    """Whether a mention is more than a family name: Ada Moor, Mrs. Moor."""
    before = article.text[max(0, span.start - 12) : span.start].split()[-1:]
    return " " in article.slice(span) or " " not in entity.name or names.gender_of_words(before) is not None


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
            is_pronoun = is_listed(token, "person_pronouns", "names/words")
            if not is_pronoun and not _is_description(token):
                continue
            start = passage.span_of(token if is_pronoun else token.left_edge).start
            span = Span(passage.block.span.source, start, passage.span_of(token).end)
            if not _is_inside(span, quoted):
                noun = "" if is_pronoun else token.lemma_.lower()
                gender = names.gender_of_words([noun or token.lower_])
                is_new = not is_listed(token.left_edge, "definite", "names/words")
                yield Reference(span.start, span.end, gender, noun, is_new, _subject_prominence(token))


def _is_description(noun: Token) -> bool:
    """Whether a noun stands for somebody by a role or by kin: the mayor, a young woman, her husband.

    Not where a name stands beside it: the mayor, Ada Moor; a friend of the mayor, Tomas Berg.
    """
    lemma = noun.lemma_.lower()
    if noun.pos_ != "NOUN" or not (names.is_role(lemma) or names.gender_of_words([lemma])):
        return False
    if any(t.dep_ == "appos" or (t.dep_ == "compound" and t.pos_ == "PROPN") for t in noun.children):
        return False
    between = noun.doc[noun.i + 1 : noun.head.i]
    is_named = any(t.text == "," and t.nbor().pos_ == "PROPN" for t in between)
    return not is_named and is_listed(noun.left_edge, "determiners", "names/words")


def _prominence(place: Place | None, span: Span, quoted: Sequence[Span]) -> float:
    """How likely a mention is taken up: a subject sooner than an object or a possessor, a quoted name hardly."""
    weight = weights("names/weights")
    base = weight["quoted"] if _is_inside(span, quoted) else 0.0
    if place is None:
        return base
    passage, token = place
    if token.dep_ == "poss":
        return base + weight["possessor"]
    if span.start == passage.block.span.start:
        return base + weight["paragraph_start"]
    subject = token.head if token.dep_ == "appos" else token  # the mayor, Ada Moor, said
    return base + (_subject_prominence(subject) if subject.dep_ in SUBJECTS else 0.0)


def _subject_prominence(token: Token) -> float:
    """The weight of being a subject: less in a clause inside another."""
    is_inner = token.head.dep_ in ("ccomp", "relcl", "advcl", "acl")
    return weights("names/weights")["inner_subject" if is_inner else "subject"]


def _is_inside(span: Span, quoted: Sequence[Span]) -> bool:
    i = bisect_right(quoted, Span(span.source, span.start, 1 << 60)) - 1
    return i >= 0 and quoted[i].contains(span)
