"""Whether a reader of the briefing knows who is meant: a bare surname needs the full name nearby.

A name is introduced by the sentence itself, by the headline, by the lead, or by the list of people of the briefing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.lang.lexicon import words
from dateline.model.annotations import Analysis, Entity, EntityKind
from dateline.model.article import Span


@dataclass(frozen=True, slots=True)
class Introductions:
    """The persons of some sources, and the words that introduce them."""

    persons: Mapping[str, tuple[Entity, ...]]
    """Source -> the persons whom it names."""
    listed: frozenset[str]
    """The full names in the briefing's list of people."""
    told: frozenset[str]
    """The words of headline and lead."""

    @classmethod
    def of(cls, analyses: Sequence[Analysis], people: Sequence[str], *told: str) -> "Introductions":
        """What `people` and the texts `told` introduce."""
        persons = {
            a.article.source: tuple(e for e in a.annotations.entities if e.kind is EntityKind.PERSON)
            for a in analyses
        }
        listed = frozenset(name for name in people if " " in name)
        return cls(persons, listed, frozenset(_words_of(" ".join(told))))

    def explain(self, sentence: Span, text: str) -> bool:
        """Whether everybody whom a sentence names is named in full there or introduced."""
        return all(
            any(_is_full(text[m.start : m.end]) for m in mentions) or self._is_introduced(person)
            for person, mentions in self._named_in(sentence)
        )

    def _named_in(self, sentence: Span) -> Iterator[tuple[Entity, list[Span]]]:
        for person in self.persons[sentence.source]:
            if mentions := [mention for mention in person.mentions if sentence.contains(mention)]:
                yield person, mentions

    def _is_introduced(self, person: Entity) -> bool:
        return person.name in self.listed or person.name.split()[-1].casefold() in self.told


def _is_full(mention: str) -> bool:
    """Whether a mention has more than one name beside titles: "Ada Moor", and not "Mr. Moor"."""
    return sum(word.strip(".,").casefold() not in words("names/titles") for word in mention.split()) > 1


def _words_of(text: str) -> Iterator[str]:
    for word in text.replace("’", "'").split():
        yield word.strip("“”‘’\"'.,:;()").removesuffix("'s").casefold()
