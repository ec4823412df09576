"""Whether the words for a speaker tell a reader who that is: “the mayor of Tolm”, and not “mayor” or “friend of”.

A box has nothing but the name and these words, so each way in which they fall short has a row here with an example.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cached_property

from dateline.lang.lexicon import word_set, words

_WORD = re.compile(r"[^\W\d_][\w.]*(?:[’'\-&][^\W_][\w.]*)*[’']?")
_OWNER = re.compile(r"(?:[’']s|s[’'])$")
_INITIALS = re.compile(r"(?<![\w.])((?:[A-Z]\.?[a-z]?\.?){1,5}[A-Z]\.?)(?!\w)(?:\s([A-Z]\w*[a-z]))?")


@dataclass(frozen=True)
class Role:
    """The words for a speaker, as rows see them."""

    text: str
    known: Collection[str] = ()
    """The words of the headline and the dek, lower case."""

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """The words."""
        return tuple(_WORD.findall(self.text))

    @cached_property
    def lower(self) -> tuple[str, ...]:
        """The words in lower case, without the full point of a short form."""
        return tuple(part.casefold().rstrip(".") for part in self.parts)

    @cached_property
    def end(self) -> int:
        """The place of the first preposition, or that behind the last word."""
        prepositions = word_set("compose/words", "of_roles")
        return next((i for i, word in enumerate(self.lower) if word in prepositions), len(self.lower))

    @property
    def noun(self) -> str:
        """The last word before a preposition: director, of “a former director of the pier”."""
        return self.lower[self.end - 1].rpartition("-")[2] if self.end else ""

    @property
    def is_newcomer(self) -> bool:
        """Whether it brings somebody in, whatever the noun: a beekeeper from Norport."""
        return self.lower[:1] != () and self.lower[0] in word_set("names/words", "indefinite")

    @property
    def has_name(self) -> bool:
        """Whether it names a body, a place or a party: "Tolm mayor", "a fellow of the Pier Society"."""
        return any(_is_name(part) for part in self.parts)

    @property
    def complement(self) -> tuple[str, ...]:
        """What stands behind the noun: of, the, pier."""
        return self.parts[self.end :]


def _is_name(word: str) -> bool:
    return word[0].isupper() and not _is_office(word.casefold().rstrip("."))


def _is_office(word: str) -> bool:
    is_noun = not words("names/person_roles").isdisjoint((word, word.rpartition("-")[2]))
    return (
        is_noun
        or word in words("names/titles")
        or word.endswith(tuple(word_set("names/words", "role_endings")))
    )


def _is_cut(role: Role) -> bool:
    last = role.text.split()[-1]
    return (
        bool(_OWNER.search(last))
        or (not last[-1].isalnum() and last[-1] not in ".)")
        or role.end == len(role.parts) - 1
    )


def _is_whose(role: Role) -> bool:
    owners = (part for part in role.parts if _OWNER.search(part) and part.islower())
    return any(_OWNER.sub("", owner) not in role.known for owner in owners)


def _lacks_body(role: Role) -> bool:
    is_bound = role.noun in word_set("compose/words", "bound_roles") and not role.is_newcomer
    return is_bound and not role.complement and not role.has_name


def _takes_up_body(role: Role) -> bool:
    behind = role.complement[1:]
    is_definite = bool(behind) and behind[0].casefold() in word_set("compose/words", "article")
    return is_definite and not any(_is_name(word) or word.casefold() in role.known for word in behind)


def has_unknown_initials(text: str, known: Collection[str]) -> bool:
    """Whether a text has initials that most readers do not know and the headline does not have: the HNA.

    As a part of a longer name, HNA Harbour Works, they are a name like others.
    """
    familiar = word_set("events/words", "abbreviations") | word_set("compose/words", "initials")
    return any(
        initials.replace(".", "").casefold() not in {*familiar, *known}
        for initials, following in _INITIALS.findall(text)
        if not following or _is_office(following.casefold())
    )


ROLE_FAULTS: dict[str, Callable[[Role], bool]] = {
    # Ada Moor, friend of
    "cut": _is_cut,
    # Ada Moor, Sunday market; Ada Moor, 40 engineers
    "no_person": lambda role: not (role.is_newcomer or _is_office(role.noun)),
    # Ada Moor, whose wife
    "leans": lambda role: not word_set("compose/words", "leaning_roles").isdisjoint(role.lower),
    # Ada Moor, the network's reporter
    "whose": _is_whose,
    # Ada Moor, mayor
    "of_nothing": _lacks_body,
    # Ada Moor, the head of the committee
    "takes_up": _takes_up_body,
    # Ada Moor, Rep.
    "short_form": lambda role: role.text.endswith(".") and not role.has_name,
    # Ada Moor, HNA analyst
    "initials": lambda role: has_unknown_initials(role.text, role.known),
}
"""Why the words for a speaker do not tell a reader who that is."""


def tells_who(role: str, known: Collection[str] = ()) -> bool:
    """Whether a reader of the headline, whose words are `known`, knows by these words who somebody is."""
    view = Role(role, known)
    return bool(view.parts) and not any(holds(view) for holds in ROLE_FAULTS.values())
