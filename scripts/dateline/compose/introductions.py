"""Whether a reader of the briefing knows who is meant, and the words by which a sentence tells it.

    “Moor said the bridge was rotten.”   Ada Moor, the harbour master of Tolm, said the bridge was rotten.

Headline and lead introduce whom they name in full.  Anybody else is told by the name in full and by the role that the
article gives; who has a description that could not be read is not named at all.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from dateline.compose.abbreviations import expansions
from dateline.compose.replacements import Replacement, is_quoted, is_within
from dateline.lang.lexicon import pattern, word_set, words
from dateline.model.annotations import Analysis, Entity, EntityKind
from dateline.model.article import Article, Span

_MARKS = "“”‘'\".,:;()"
_POSSESSIVE = re.compile(r"['’]s?\b")


@dataclass(frozen=True, slots=True)
class Introductions:
    """The persons of some sources, and the words that introduce them."""

    persons: Mapping[str, tuple[Entity, ...]]
    """Source -> the persons whom it names."""
    bodies: Mapping[str, frozenset[str]]
    """Source -> the words of the organisations and places that it names."""
    told: tuple[str, ...]
    """The words of headline and lead, in order."""

    @classmethod
    def of(cls, analyses: Sequence[Analysis], *told: str) -> "Introductions":
        """What the texts `told` introduce."""
        persons = {
            a.article.source: tuple(e for e in a.annotations.entities if e.kind is EntityKind.PERSON)
            for a in analyses
        }
        bodies = {
            a.article.source: frozenset(
                word
                for entity in a.annotations.entities
                if entity.kind is not EntityKind.PERSON
                for word in _words_of(entity.name)
            )
            for a in analyses
        }
        return cls(persons, bodies, tuple(_words_of(" ".join(told))))

    def after(self, text: str) -> "Introductions":
        """The same, and what a text has introduced besides."""
        return Introductions(self.persons, self.bodies, (*self.told, *_words_of(text)))

    def names_for(
        self, article: Article, sentence: Span, pieces: Sequence[Span] = (), in_full: bool = False
    ) -> tuple[Replacement, ...] | None:
        """What stands for the names that a sentence leaves unexplained; None where nothing explains one.

        Of a sentence that is told in part, only the names in these pieces of it count.  Told `in_full` are also those
        that need no explanation.
        """
        found, shown = [], pieces or (sentence,)
        for person in self.persons[sentence.source]:
            named = [mention for mention in person.mentions if is_within(mention, shown)]
            if not named or is_quoted(article.slice(sentence), named[0].start - sentence.start):
                continue
            if any(_is_full(article.slice(mention)) for mention in named):
                continue
            replacement = self._replacement_for(person, named[0], article, shown, in_full)
            if replacement is None:
                return None
            if replacement.text:
                found.append(replacement)
        told = expansions(article, sentence, self.told)
        found += (one for one in told if is_within(Span(sentence.source, one.start, one.end), shown))
        return tuple(found)

    def _replacement_for(
        self, person: Entity, mention: Span, article: Article, pieces: Sequence[Span], in_full: bool
    ) -> Replacement | None:
        """What stands for a family name, with the title of courtesy before it; nothing where it may stand."""
        kept = Replacement(mention.start, mention.end, "")
        is_first = person.mentions[0].start >= pieces[0].start
        if _is_within_name(article.text, mention) or _is_joined(article.text, mention):
            return kept  # "Moor Ferries", "Port Moor", "the Moor-Lind plan"
        name = [_bare(part) for part in person.name.split()]
        short = _short_name(article.slice(mention), name)
        if self._is_shared(short, mention.source):
            return kept if short in self.told else None
        if len(name) < 2:
            return kept if is_first or short in self.told else None
        # “Moor made a loss” may mean Moor & Sons, and reports name a person in full first
        is_named = any(m.start < mention.start and _is_full(article.slice(m)) for m in person.mentions)
        if not is_named or short in self.bodies[mention.source]:
            return kept if short in self.told else None
        if not in_full and _has_in_a_row(self.told, name):
            return kept
        start = _start_with_courtesy(article.text, mention.start)
        before = " ".join(article.text[p.start : min(p.end, start)] for p in pieces if p.start < start)
        after = " ".join(
            article.text[max(p.start, mention.end) : p.end] for p in pieces if p.end > mention.end
        )
        if _is_behind_part(before, name):
            return kept
        text: str | None = person.name if all(map(_is_name_word, person.name.split())) else None
        if text and short not in self.told and not _is_described(before, after):
            if person.role and is_full_role(person.role) and _is_of_person(person.role):
                is_alone = _is_listed(before, after) or _has_belonging(after)
                text = person.name if is_alone else _with_role(person.name, person.role, after)
            elif _first_has_description(person, article):
                text = None
        return Replacement(start, mention.end, text) if text else None

    def _is_shared(self, short_name: str, source: str) -> bool:
        """Whether a source names two persons in full whose names have this word: "Moor" may be either."""
        full = (person.name.split() for person in self.persons[source] if " " in person.name)
        return sum(short_name in map(_bare, name) for name in full) > 1


def _short_name(mention: str, name: Sequence[str]) -> str:
    """The word of a name that a mention has: mostly the family name, which comes first in some languages."""
    last = _bare(mention.split()[-1])
    return last if last in name else name[-1]


def _has_in_a_row(words_told: Sequence[str], name: Sequence[str]) -> bool:
    """Whether the words of a name were told one after the other, first names before the last two aside."""
    return any(pair == (name[-2], name[-1]) for pair in pairwise(words_told))


def _is_behind_part(before: str, name: Sequence[str]) -> bool:
    """Whether a part of the name stands before it, which is there in full, or an article: "a Moor aide"."""
    last = "".join(before.split()[-1:])
    return _bare(last) in name or last.casefold() in word_set("compose/words", "articles")


def _is_name_word(word: str) -> bool:
    """Whether a word may be part of a person's name: with a capital, or a particle."""
    return not word[0].islower() or word in words("names/name_particles")


def _is_within_name(text: str, mention: Span) -> bool:
    """Whether words with capitals beside a mention make it a part of another name: "Moor Ferries", "Port Moor"."""
    before, after = text[max(0, mention.start - 20) : mention.start], text[mention.end : mention.end + 20]
    own = text[mention.start : mention.end].split()
    is_behind = re.match(r" [A-Z][\w’'-]+", after) is not None and not own[-1].endswith((".", ","))
    last = re.search(r"(?<=[\w’,;] )([A-Z][\w’'-]+) $", before)
    return is_behind or (last is not None and last[1].casefold() not in _before_names())


def _is_joined(text: str, mention: Span) -> bool:
    """Whether a hyphen or a stroke joins a mention to another word: "the Moor-Lind plan"."""
    return not {text[mention.start - 1 : mention.start], text[mention.end : mention.end + 1]}.isdisjoint(
        "-–/"
    )


@cache
def _before_names() -> frozenset[str]:
    """Words with a capital that may stand before a name and are no part of it."""
    return words("names/titles") | words("names/person_roles") | word_set("compose/words", "adding")


def _is_of_person(role: str) -> bool:
    """Whether a role has a noun for somebody of an office or work: "mayor of Tolm", and not "Democratic side"."""
    return any(
        not words("names/person_roles").isdisjoint((word.strip(",."), *word.strip(",.").split("-")))
        for word in role.casefold().split()
    )


def is_full_role(role: str) -> bool:
    """Whether a role tells who somebody is: neither "coach" nor "Rep." alone, and nothing counted or "whose"."""
    first, *others = role.split()
    leaning = word_set("compose/words", "leaning_roles")
    return bool(others) and not first[0].isdigit() and leaning.isdisjoint(role.casefold().split())


def _with_role(name: str, role: str, after: str) -> str | None:
    """The name with its role before it, “Mayor Ada Moor”, or behind it, “Ada Moor, mayor of Tolm,”."""
    is_title = role[0].isupper() and role.partition(" ")[0].casefold() not in words("compose/determiners")
    if is_title and word_set("compose/words", "role_prepositions").isdisjoint(role.split()):
        return f"{role} {name}"
    if _POSSESSIVE.match(after):
        return None
    return f"{name}, {role}" + ("" if after.lstrip()[:1] in (",", ".", ";", ":", "") else ",")


def _start_with_courtesy(text: str, start: int) -> int:
    """Where a name starts with the titles before it that tell no office: Mr. Moor."""
    match = pattern("compose/words", "courtesy_before").search(text, max(0, start - 8), start)
    return match.start() if match else start


def _is_described(before: str, after: str) -> bool:
    """Whether the sentence itself tells who it is: "Mayor Moor", "the 38-year-old Moor", "Moor, a judge"."""
    last = before.split()[-1:]
    is_office = bool(last) and _bare(last[0]) in words("names/person_roles")
    is_before = is_office or pattern("compose/words", "described_before").search(before)
    return bool(is_before or pattern("compose/words", "described_after").match(after))


def _is_listed(before: str, after: str) -> bool:
    """Whether a name stands among others, where a role could be taken for one of them: "Moor, Lind and Aldo"."""
    is_followed = re.match(r",?\s(?:and\s)?[A-Z]", after)
    return bool(is_followed or re.search(r"(?:,|\band)\s*$", before))


def _has_belonging(after: str) -> bool:
    """Whether a name tells to whom others belong, so that no role can stand behind it: "Moor aides"."""
    return not word_set("compose/words", "belonging").isdisjoint(map(_bare, after.split()[:1]))


def _first_has_description(person: Entity, article: Article) -> bool:
    """Whether the article tells who somebody is where it names them in full first."""
    full = next((m for m in person.mentions if _is_full(article.slice(m))), person.mentions[0])
    before = article.text[max(0, full.start - 60) : full.start]
    return _is_described(before, article.text[full.end : full.end + 60])


def _is_full(mention: str) -> bool:
    """Whether a mention has more than one name beside titles: "Ada Moor", and not "Mr. Moor"."""
    return sum(word.strip(".,").casefold() not in words("names/titles") for word in mention.split()) > 1


def _words_of(text: str) -> Iterator[str]:
    return map(_bare, text.replace("’", "'").split())


def _bare(word: str) -> str:
    return word.replace("’", "'").strip(_MARKS).removesuffix("'s").casefold()
