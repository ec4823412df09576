"""Which names are one name: forms of a state's or organisation's name by a table, people's by their family name.

Texts are compared by their letters and capitals: “US” is a state, “us” is none.  A false join puts words into
the wrong mouth, so a name that may be of two is joined to neither.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from dateline.lang import lexicon
from dateline.model.annotations import EntityKind

_ALIASES, _WORDS = "names/aliases", "names/words"
_KINDS = {"places": EntityKind.PLACE, "organisations": EntityKind.ORGANISATION}
_INITIAL = re.compile(r"[^\W\d_]\.?")


def form_key(name: str) -> str:
    """What two ways to write one form share: “U.N.” and “UN”, “the Netherlands” and “Netherlands”."""
    first, *others = name.replace(".", "").replace("’", "'").split() or [""]
    is_article = bool(others) and first.lower() in lexicon.word_set(_WORDS, "articles")
    return " ".join(others if is_article else (first, *others))


def known_name(form: str) -> tuple[str, EntityKind] | None:
    """The usual name and the kind of a state or an organisation that this is a form of; None for any other name."""
    return _known_names().get(form_key(form))


def known_forms(name: str) -> tuple[str, ...]:
    """The forms of a usual name that the table has, itself left out."""
    for section in _KINDS:
        forms = lexicon.table(_ALIASES)[section].get(name)
        if isinstance(forms, list):
            return tuple(forms)
    return ()


@cache
def _known_names() -> Mapping[str, tuple[str, EntityKind]]:
    rows = ((kind, lexicon.table(_ALIASES)[section]) for section, kind in _KINDS.items())
    return {
        form_key(form): (name, kind)
        for kind, names in rows
        for name, forms in names.items()
        if isinstance(forms, list)
        for form in (name, *forms)
    }


# --- people -------------------------------------------------------------------------------------------------


def full_names(people: Iterable[str]) -> dict[str, str]:
    """The people who are named by their family name alone, or without an initial, each with the one full name.

    A family name that two of the full names have stays alone: with Ada Berg and Bo Berg, “Berg” is either.
    """
    names = dict.fromkeys(people)
    found = {name: full for name, full in _with_initials(names).items() if full != name}
    ending: dict[str, set[str]] = defaultdict(set)
    for name in sorted(names, key=lambda name: -len(name.split())):  # “van Moor” before “Moor”
        fitting = ending.get(name.casefold(), ())
        if len(fitting) == 1:
            found[name] = next(iter(fitting))
        for family in _family_names(name):
            ending[family].add(found.get(name, name))
    return found


def _family_names(name: str) -> Iterator[str]:
    """What a person may be called by the end of the name: Moor; van Moor and Moor."""
    parts = name.casefold().split()
    if len(parts) > 2 and parts[-1].rstrip(".") in lexicon.word_set(_WORDS, "generations"):
        parts.pop()
    for start in range(1, len(parts)):
        if start == len(parts) - 1 or parts[start] in lexicon.words("names/name_particles"):
            yield " ".join(parts[start:])


def _with_initials(people: Iterable[str]) -> dict[str, str]:
    """Names of two words, each with the one that has an initial between them as well: Ada Berg, Ada M. Berg."""
    longer: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for name in people:
        parts = name.split()
        if len(parts) > 2 and all(_INITIAL.fullmatch(part) for part in parts[1:-1]):
            longer[parts[0].casefold(), parts[-1].casefold()].add(name)
    fitting = {name: longer.get(tuple(name.casefold().split()), set()) for name in people}
    return {name: next(iter(some)) for name, some in fitting.items() if len(some) == 1}
