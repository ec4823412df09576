"""People, organisations and places of an article, each under its fullest name with every mention.

The model's entities are votes, not verdicts: all mentions of a name vote on what it is, and so does what stands
beside it (a title, a role, a word of speaking, a word like “Ministry” inside it).  Then the text is read once
more for each name and its short forms, so a mention that the model missed counts too.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from dateline.lang.lexicon import word_set
SAID = word_set("quotes/words", "said")
from dateline.extract.names import name_forms as names
from dateline.extract.names.entity_votes import Name, kinds_of, votes_of
from dateline.extract.parsed_passages import Passage
from dateline.lang.lexicon import words
from dateline.model.annotations import Entity, EntityKind
from dateline.model.article import Article, Span

_PART = r"(?:[A-Z][\w’'\-]*|of|for|and|the|on|de)"
ACRONYM = re.compile(rf"({_PART}(?:[ \u00a0]{_PART}){{1,7}}),? \((?:the )?([A-Z][A-Za-z]*[A-Z])\)")


@dataclass(frozen=True, slots=True)
class Form:
    """A way to mention an entity: the entity's name, its kind, and whether this is the name in full."""

    name: Name
    kind: EntityKind
    full: bool


def find(article: Article, passages: Sequence[Passage]) -> tuple[Entity, ...]:
    """The entities of an article in the order of their first mention."""
    votes = votes_of(passages, article.authors)
    kinds = kinds_of(votes)
    people = _merge_people([name for name, kind in kinds.items() if kind is EntityKind.PERSON])
    counts = {name: votes[name].total() for name in people}
    forms = _forms_of(_without_family_names(kinds, people), people, counts, _acronyms_of(passages))
    mentions: dict[tuple[Name, EntityKind], list[Span]] = defaultdict(list)
    sizes = _sizes_of(forms)
    for passage in passages:
        for form, span in _mentions_in(passage, forms, sizes):
            mentions[form.name, form.kind].append(span)
    found = [
        Entity(" ".join(name), kind, tuple(sorted(set(spans)))) for (name, kind), spans in mentions.items()
    ]
    return tuple(sorted(found, key=lambda entity: (entity.mentions[0], entity.name)))


def _merge_people(people: Sequence[Name]) -> dict[Name, Name]:
    """Each full name of a person -> the fullest that stands for the same person."""
    known = {name for name in people if len(name) > 1}
    family = {name[-1] for name in known if names.is_given(name[0])}
    by_ends: dict[tuple[str, str], list[Name]] = defaultdict(list)
    by_key: dict[str, Name] = {}
    for name in sorted(known, key=lambda n: (len(n), n)):
        if not names.is_given(name[0]) and (
            _holds_known(name, known)
            or (len(name) == 2 and name[0] in family)
            or _is_family_name(name, known)
        ):
            continue
        name = by_key.setdefault(names.key_of("".join(name)), name)
        by_ends[names.key_of(name[0]), names.key_of(name[-1])].append(name)
    fullest = {name: same[-1] for same in by_ends.values() for name in same}
    longer = {
        other[:size]: other
        for other in sorted(fullest, key=len, reverse=True)
        for size in range(2, len(other))
    }
    for name in fullest:  # “Lucía Ortega”, cut short, beside “Lucía Ortega Ruiz”
        fullest[name] = fullest[longer.get(name, name)]
    return {
        n: fullest[spelt] for n in sorted(known) if (spelt := by_key.get(names.key_of("".join(n)))) in fullest
    }


def _is_family_name(name: Name, known: Set[Name]) -> bool:
    """Whether a name is the family name of another that begins with a particle: “Van Berg”, beside “Ada van Berg”."""
    tail = tuple(word.casefold() for word in name)
    return names.is_particle(name[0]) and any(
        len(other) > len(name) and tuple(word.casefold() for word in other[-len(name) :]) == tail
        for other in known
    )


def _holds_known(name: Name, known: Set[Name]) -> bool:
    """Whether a name was cut wrongly: “Coast Ada Moor”, beside “Ada Moor”."""
    return any(name[i:] in known and names.is_given(name[i]) for i in range(1, len(name) - 1))


def _without_family_names(
    kinds: Mapping[Name, EntityKind], people: Mapping[Name, Name]
) -> dict[Name, EntityKind]:
    """The kinds without single words that the model took for something else than the person they name."""
    family = {name[-1] for name in people}
    given = {name[0] for name in people}
    known = words("names/places")
    return {
        n: kind
        for n, kind in kinds.items()
        if len(n) > 1
        or n[0] in known
        or not (n[0] in family or (n[0] in given and kind is EntityKind.ORGANISATION))
    }


def _acronyms_of(passages: Iterable[Passage]) -> dict[str, Name]:
    """Acronyms that the text explains: World Food Program (WFP)."""
    found: dict[str, Name] = {}
    for passage in passages:
        for match in ACRONYM.finditer(passage.doc.text):
            long = _expansion(names.words_of(match[1]), match[2])
            if long:
                found.setdefault(match[2], long)
    return found


def _expansion(parts: Sequence[str], acronym: str) -> Name:
    """The last words whose initials the acronym starts with."""
    for start in range(len(parts) - 1, -1, -1):
        initials = "".join(w[0] for w in parts[start:] if w[0].isupper())
        if initials.upper() == acronym.upper() and parts[start][0].isupper():
            return tuple(parts[start:])
    return ()


def _forms_of(
    kinds: Mapping[Name, EntityKind],
    people: Mapping[Name, Name],
    counts: Mapping[Name, int],
    acronyms: Mapping[str, Name],
) -> dict[tuple[str, ...], list[Form]]:
    """Every way to mention an entity, by its words in lower case."""
    forms: dict[tuple[str, ...], list[Form]] = defaultdict(list)

    def add(words_: Sequence[str], form: Form) -> None:
        key = tuple(w.casefold().rstrip(".") for w in words_)
        if form not in forms[key]:
            forms[key].append(form)

    for name, kind in kinds.items():
        if kind is not EntityKind.PERSON:
            full = acronyms.get(name[0], name) if len(name) == 1 else name
            add(name, Form(full, EntityKind.ORGANISATION if full != name else kind, True))
    for acronym, long in acronyms.items():
        add((acronym,), Form(long, EntityKind.ORGANISATION, True))
        add(long, Form(long, EntityKind.ORGANISATION, True))
    # Of two people with one family name the one named more often comes first.
    for name, full in sorted(people.items(), key=lambda pair: (-counts[pair[0]], pair[0])):
        add(name, Form(full, EntityKind.PERSON, True))
        for short in names.short_forms(name):
            add(short, Form(full, EntityKind.PERSON, False))
    for name, kind in kinds.items():
        key = tuple(w.casefold() for w in name)
        if (
            kind is EntityKind.PERSON
            and len(name) == 1
            and not any(f.kind is EntityKind.PERSON for f in forms.get(key, ()))
        ):
            add(name, Form(name, kind, True))
    return forms


def _mentions_in(
    passage: Passage, forms: Mapping[tuple[str, ...], Sequence[Form]], sizes: Mapping[str, Sequence[int]]
) -> Iterator[tuple[Form, Span]]:
    """The mentions in a passage, the longest first at each place."""
    text = passage.doc.text
    found = list(names.NAME_WORD.finditer(text))
    tags = {token.idx: token.pos_ for token in passage.doc}
    i = 0
    while i < len(found):
        options = (n for n in sizes.get(_key(found, i, 1)[0], ()) if i + n <= len(found))
        size = next((n for n in options if _is_form(found, i, n, forms, text, tags)), 0)
        if not size:
            i += 1
            continue
        form = _choose(forms[_key(found, i, size)], found, i)
        end = found[i + size - 1].start() + len(names.bare_word(found[i + size - 1][0]))
        yield form, passage.span(found[i].start(), end)
        i += size


def _sizes_of(forms: Iterable[tuple[str, ...]]) -> dict[str, list[int]]:
    """For each first word of a form the lengths of the forms that start with it, the longest first."""
    sizes: dict[str, set[int]] = defaultdict(set)
    for form in forms:
        sizes[form[0]].add(len(form))
    return {first: sorted(lengths, reverse=True) for first, lengths in sizes.items()}


def _key(found: Sequence[re.Match[str]], i: int, size: int) -> tuple[str, ...]:
    return tuple(names.bare_word(m[0]).casefold().rstrip(".") for m in found[i : i + size])


def _is_form(
    found: Sequence[re.Match[str]],
    i: int,
    size: int,
    forms: Mapping[tuple[str, ...], Sequence[Form]],
    text: str,
    tags: Mapping[int, str],
) -> bool:
    """Whether the words at `i` mention an entity and are not part of a longer, other name."""
    if not (found[i][0][0].isupper() or names.is_particle(found[i][0].partition("-")[0])):
        return False
    options = forms.get(_key(found, i, size))
    if not options or not any(c.isupper() for c in found[i + size - 1][0]):
        return False
    if any(m[0].endswith(("'s", "’s")) for m in found[i : i + size - 1]):
        return False
    if any(form.full for form in options) and size > 1:
        return True
    if size == 1 and tags.get(found[i].start(), "PROPN") not in ("PROPN", "NOUN", "X"):
        return False
    return not (_joined_before(found, i, text, tags) or _joined_after(found, i + size, text))


def _joined_before(found: Sequence[re.Match[str]], i: int, text: str, tags: Mapping[int, str]) -> bool:
    """Whether a capitalised word that is no title stands right before: Ben in “Ben Moor”."""
    if i == 0 or text[found[i - 1].end() : found[i].start()] not in (" ", "\u00a0"):
        return False
    word = found[i - 1][0]
    if (
        not word[0].isupper()
        or word.endswith(("'s", "’s", "’", "'"))
        or names.is_title(word)
        or names.is_role(word)
        or word.lower() in SAID  # Said Berg: “…”
    ):
        return False
    if word.endswith(".") and len(word) > 3:
        return False
    return tags.get(found[i - 1].start(), "PROPN") == "PROPN" and len(word) > 1 and not word.isupper()


def _joined_after(found: Sequence[re.Match[str]], j: int, text: str) -> bool:
    """Whether a capitalised word stands right after: Tower in “Berg Tower”."""
    if j >= len(found) or text[found[j - 1].end() : found[j].start()] not in (" ", "\u00a0"):
        return False
    if found[j - 1][0].endswith(("'s", "’s", ".")):
        return False
    return found[j][0][0].isupper()


def _choose(options: Sequence[Form], found: Sequence[re.Match[str]], i: int) -> Form:
    """The entity that a form stands for: a full name before a short one, then one that suits the title before it."""
    full = [form for form in options if form.full]
    if full:
        return full[0]
    told = names.gender_of_words([found[i - 1][0]]) if i else None
    fitting = [f for f in options if told is None or names.gender_of_name(f.name) in (None, told)] or list(
        options
    )
    last = found[i][0].casefold()
    return next((f for f in fitting if f.name[-1].casefold() == names.bare_word(last)), fitting[0])
