"""Whom “he” and “she” mean: the person who is nearest, in the place of a subject, unquoted, and of that gender.

The pronouns of a text are read one after the other, and each counts as a mention of the person it was found to
mean, so that a chain of them (she came, she saw, she said) holds on to its first name.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.extract.names.name_forms import Gender
from dateline.extract.names.profiles import Profile

CANDIDATES = 60
"""How many mentions back a pronoun may look."""
REACH = 1500
"""How many characters back a pronoun may look for its name: about the last four paragraphs."""
LAST_SPEAKER_GAIN = 2.0
PARAGRAPH_COST = 1.5
NAMESAKE_COST = 1.0
"""Why a family name rather means the one who goes by it than the one whom the pronoun would suit."""
UNNAMED = -1
"""In the place of an entity: a person whom the text describes and does not name."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where an entity is named, and how likely the next pronoun means it."""

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
    """A word outside quotes that takes a person up: a pronoun, or a description like “the mayor”.

    `gender` is what the word tells, `noun` the noun of a description and `is_new` whether it brings in somebody
    new: a neighbour.
    """

    start: int
    end: int
    gender: Gender | None
    noun: str
    is_new: bool
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
        """The sentences that end between two offsets outside quotes; a new paragraph counts as more than one."""
        blocks = bisect_right(self.block_starts, end) - bisect_right(self.block_starts, start)
        ends = bisect_right(self.sentence_ends, end) - bisect_right(self.sentence_ends, start)
        return ends + PARAGRAPH_COST * blocks

    def suits(self, entity: int, gender: Gender) -> bool:
        """Whether an entity is a person of a gender, or of one that nothing tells."""
        profile = self.profiles.get(entity)
        return profile is not None and profile.gender in (None, gender)

    def person_of(self, mention: Mention, gender: Gender) -> int | None:
        """Whom a mention may stand for when a pronoun of this gender takes it up."""
        if mention.entity == UNNAMED:
            return UNNAMED if mention.gender in (None, gender) else None
        if self.suits(mention.entity, gender):
            return mention.entity
        if mention.is_full:
            return None
        others = self.namesakes.get(mention.entity, ())
        return next((other for other in others if self.suits(other, gender)), None)

    def antecedent(
        self, mentions: Sequence[Mention], gender: Gender, offset: int, last: tuple[int, int] | None = None
    ) -> int | None:
        """The person whom a pronoun at `offset` means, `UNNAMED` for one whom the text only describes.

        `mentions` come before it; `last` is who spoke last, and where.
        """
        scored = []
        for mention in mentions[-CANDIDATES:]:
            if offset - REACH <= mention.start and mention.end <= offset:
                person = self.person_of(mention, gender)
                if person is not None:
                    score = mention.prominence - self.distance(mention.end, offset)
                    score -= NAMESAKE_COST if person != mention.entity else 0.0
                    scored.append((score, mention.start, person))
        if last is not None and self.suits(last[0], gender) and offset - last[1] <= REACH:
            scored.append((LAST_SPEAKER_GAIN - self.distance(last[1], offset), last[1], last[0]))
        return max(scored)[2] if scored else None


def chain_of(scene: Scene, named: Sequence[Mention], references: Iterable[Reference]) -> tuple[Mention, ...]:
    """The mentions by name and by reference, in the order of the text."""
    chain: list[Mention] = []
    unnamed: set[str] = set()
    done = 0
    for reference in references:
        place = bisect_right(named, reference.start, lo=done, key=lambda mention: mention.start)
        chain += named[done:place]
        done = place
        person = _taken_up(scene, chain, reference, unnamed)
        if person is not None:
            gender = reference.gender if person == UNNAMED else None
            chain.append(Mention(reference.start, reference.end, person, reference.prominence, True, gender))
    return (*chain, *named[done:])


def _taken_up(scene: Scene, chain: Sequence[Mention], reference: Reference, unnamed: set[str]) -> int | None:
    """Whom a reference means; the nouns of those who have no name are added to `unnamed`."""
    if not reference.noun:
        gender = reference.gender
        return scene.antecedent(chain, gender, reference.start) if gender is not None else None
    if reference.is_new:
        unnamed.add(reference.noun)
        return UNNAMED
    known = described(scene, chain[-CANDIDATES:], reference.noun)
    return UNNAMED if known is None and reference.noun in unnamed else known


def described(scene: Scene, mentions: Sequence[Mention], noun: str) -> int | None:
    """The person whom the article called “minister” before, for “the minister”; the one named last."""
    for mention in reversed(mentions):
        profile = scene.profiles.get(mention.entity)
        if profile is not None and noun in profile.nouns:
            return mention.entity
    return None
