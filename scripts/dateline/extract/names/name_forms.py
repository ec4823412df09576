"""Names as strings: titles and possessives cut off, short forms matched with full ones, gender told."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache
from typing import cast

from dateline.lang.lexicon import table, word_set, words

NAME_WORD = re.compile(r"[^\W\d_][\w]*(?:[’'\-.&][^\W_]\w*)*\.?|\d+")
POSSESSIVE = re.compile(r"[’'][sS]?$")
_POSSESSIVE_ENDS = ("s", "S", "’", "'")
BLANKS = (" ", "\u00a0")
"""What may stand between two words of a name."""


class Gender(StrEnum):
    """The gender that a text or a given name tells."""

    MALE = "male"
    FEMALE = "female"


@cache
def name_pattern(key: str) -> str:
    """A regular expression (without a group of its own) for a word of the list `key` of `names/words`."""
    return "|".join(sorted(word_set("names/words", key)))


def name_words(text: str) -> list[str]:
    """The words of a name, possessive endings cut: “Anna Berg’s” -> Anna, Berg."""
    return [bare_word(match[0]) for match in NAME_WORD.finditer(text)]


def has_possessor(text: str) -> bool:
    """Whether a word before the last has a possessive ending: Norland’s Berta Holm."""
    return any(POSSESSIVE.search(word) for word in text.split()[:-1])


def bare_word(word: str) -> str:
    """A word without a possessive ending and without the full point that ends a sentence: “Berg’s” -> Berg."""
    if word.endswith(_POSSESSIVE_ENDS):
        word = POSSESSIVE.sub("", word)
    return word[:-1] if word.endswith(".") and len(word) > 3 and "." not in word[:-1] else word


def spelling_key(name: str) -> str:
    """What two spellings of one name share: Kim Jong-un, Kim Jong Un."""
    return re.sub(r"[\s\-.’']+", "", name).casefold()


def is_title(word: str) -> bool:
    """Whether a word is set before names: Mr., Senator, former, Major-Gen."""
    return all(part in words("names/titles") for part in word.rstrip(".").lower().split("-"))


def is_courtesy(word: str) -> bool:
    """Whether a word is a title of courtesy, which tells no office: Mr., Dr, Sir."""
    return word.rstrip(".").lower() in word_set("names/words", "courtesy")


def is_role(word: str) -> bool:
    """Whether a noun tells a person's office or work."""
    lower = word.lower()
    return lower in words("names/person_roles") or lower.endswith(_role_endings())


@cache
def _role_endings() -> tuple[str, ...]:
    return tuple(sorted(word_set("names/words", "role_endings")))


def is_particle(word: str) -> bool:
    """Whether a word is a small part of family names: van, bin, de."""
    return word.lower() in words("names/name_particles")


def is_acronym(word: str) -> bool:
    """Whether a word is made of initials: RBK; no letter or two of a name, no III of a family."""
    return len(word) > 2 and word.isupper() and word.lower() not in word_set("names/words", "generations")


def is_shouted(word: str) -> bool:
    """Whether a word is in capitals and longer than initials mostly are."""
    return len(word) > 3 and word.isalpha() and word.isupper()


def without_titles(parts: Sequence[str]) -> tuple[str, ...]:
    """A name's words from the last title or role before it on: “President Ada Moor” -> Ada, Moor."""
    start = 0
    for i, word in enumerate(parts[:-1], 1):
        if (word[:1].islower() and not is_particle(word)) or is_title(word) or is_role(word):
            start = i
    return tuple(parts[start:])


def looks_like_organisation(parts: Sequence[str]) -> bool:
    """Whether the words hold one that marks an organisation: Ministry of Works, Norland Broadcasting."""
    head, marks = _head_of(parts), words("names/organisation_words")
    return bool(head) and (head[-1] in marks or parts[-1].lower().rstrip(".") in marks)


def _head_of(parts: Sequence[str]) -> list[str]:
    """The words of a name up to its first link, lower case: ministry, of “Ministry of Works”."""
    lower, links = [part.lower() for part in parts], word_set("names/words", "name_links")
    end = next((i for i, word in enumerate(lower) if word in links), len(lower))
    return [word.rstrip(".") for word in lower[:end]]


def looks_like_place(parts: Sequence[str]) -> bool:
    """Whether the first or last word marks a place: Port Ellory, Velloe Dam; a word alone marks none."""
    first, last = (parts[0].lower().rstrip("."), parts[-1].lower()) if len(parts) > 1 else ("", "")
    return first in words("names/place_openers") or last in words("names/place_words")


def is_thing(parts: Sequence[str]) -> bool:
    """Whether a word marks a name as a law's, an event's, a work's or a product's: the Berg Act."""
    head = _head_of(parts)
    return len(parts) > 1 and bool(head) and head[-1] in words("names/thing_words")


def body_key(parts: Sequence[str]) -> frozenset[str]:
    """What two names of one body share: Works Ministry, Ministry of Works; Norlux, Norlux.com, Norlux Inc."""
    small = word_set("names/words", "name_links") | word_set("names/words", "articles")
    bare = (re.sub(rf"[.](?:{name_pattern('address_endings')})$", "", part.lower()) for part in parts)
    kept = frozenset(part for part in bare if part not in small)
    return kept - _company_endings() or kept


def is_in_full(parts: Sequence[str]) -> bool:
    """Whether a name has the ending of a company's or an address: Norlux Inc., Norlux.com."""
    return "." in parts[-1] or parts[-1].lower() in _company_endings()


@cache
def _company_endings() -> frozenset[str]:
    endings = word_set("names/words", "company_endings")
    return endings | {f"{ending}." for ending in endings}


def initials_of(parts: Sequence[str]) -> set[str]:
    """The initials of a name, with its small words and without: BON and BN, of “Bank of Norland”."""
    every = "".join(part[0] for part in parts).upper()
    return {every, "".join(part[0] for part in parts if part[0].isupper())}


def is_noise(name: str) -> bool:
    """Whether a string is none of the names we look for: a weekday, a people, an illness, a number, Berg-like."""
    parts = [word.lower() for word in name_words(name)]
    is_name = any(c.isupper() for c in name)
    if parts and parts[-1].rpartition("-")[2] in word_set("names/words", "likeness"):
        return True
    return not is_name or all(word in words("names/not_names") or word.isdigit() for word in parts)


def short_forms(parts: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """What a person with this full name may be called later.

    The family name; its first word where that comes first (Han Ji-woo) or the text uses the given name.
    """
    if len(parts) > 2 and parts[-1].rstrip(".").lower() in word_set("names/words", "generations"):
        parts = parts[:-1]
        yield tuple(parts)
    for start in range(1, len(parts)):
        if start == len(parts) - 1 or is_particle(parts[start]):
            yield tuple(parts[start:])
    if len(parts) > 2:
        yield tuple(parts[-2:])
        yield (parts[0], parts[-1])
        yield (parts[-2],)  # Ortega in Lucía Ortega Ruiz
    if len(parts) > 1:
        yield (parts[0],)


def is_given(word: str) -> bool:
    """Whether a word is a well-known given name."""
    return word in _borne_by_both() or gender_of_name((word,)) is not None


def gender_of_name(parts: Sequence[str]) -> Gender | None:
    """The gender that a given name tells."""
    given = parts[0] if parts else ""
    return _gender_in("given_names", (given, *reversed(given.split("-"))))


def gender_of_words(found: Iterable[str]) -> Gender | None:
    """The gender that titles, kin words and pronouns tell; the first that tells one counts."""
    return _gender_in("words", (word.rstrip(".").lower() for word in found))


def _gender_in(row: str, found: Iterable[str]) -> Gender | None:
    genders = _genders_of_words(row)
    return next((genders[word] for word in found if word in genders), None)


@cache
def _genders_of_words(row: str) -> Mapping[str, Gender]:
    return {word: gender for gender in Gender for word in _members(row, gender)}


@cache
def _borne_by_both() -> frozenset[str]:
    return frozenset(_members("given_names", "either"))


def _members(row: str, key: str) -> list[str]:
    return cast("list[str]", table("names/genders")[row][key])
