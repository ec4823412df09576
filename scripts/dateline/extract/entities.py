"""People, organisations and places of an article, each under its fullest name with every mention.

The model's entities are votes, not verdicts: all mentions of a name vote on what it is, and so does what stands
beside it (a title, a role, a word of speaking, a word like “Ministry” inside it).  Then the text is read once
more for each name and its short forms, so a mention that the model missed counts too.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from dateline.extract.names import name_forms as names
from dateline.extract.names.entity_votes import Name, Vote, count_votes, kinds_of, votes_cast
from dateline.extract.names.name_evidence import EVIDENCE, is_told, stating_sentences
from dateline.extract.names.name_signs import signs_of_names
from dateline.extract.parsed_passages import Passage
from dateline.lang.lexicon import word_set, words
from dateline.lang.name_identity import known_name
from dateline.model.annotations import Entity, EntityKind
from dateline.model.article import Article, Span

_PART = rf"(?:[A-Z][\w’'\-]*|{names.name_pattern('acronym_links')})"
ACRONYM = re.compile(
    rf"({_PART}(?:[ \u00a0]{_PART}){{1,7}}),? \((?:(?:{names.name_pattern('definite')}) )?([A-Z][A-Za-z]*[A-Z])\)"
)


@dataclass(frozen=True, slots=True)
class NameForm:
    """A way to mention an entity: the entity's name, its kind, and whether this is the name in full."""

    name: Name
    kind: EntityKind
    is_full: bool


@dataclass(frozen=True, slots=True)
class NameForms:
    """Every way to mention an entity, by its words in lower case."""

    by_key: dict[Name, list[NameForm]] = field(default_factory=dict)
    sizes: dict[str, list[int]] = field(default_factory=dict)
    """First word -> how many words the forms have that start with it, the most first."""

    def add(self, parts: Sequence[str], form: NameForm) -> None:
        """Take a form of so many words in, behind those that share its words."""
        key = tuple(map(_folded, parts))
        forms = self.by_key.setdefault(key, [])
        if form not in forms:
            forms.append(form)
        self.sizes[key[0]] = sorted({*self.sizes.get(key[0], ()), len(key)}, reverse=True)


def _folded(word: str) -> str:
    return word.casefold().rstrip(".")


def find_entities(article: Article, passages: Sequence[Passage]) -> tuple[Entity, ...]:
    """The entities of an article in the order of their first mention."""
    cast = tuple(votes_cast(passages))
    votes = count_votes(cast, article.authors)
    kinds = {name: _known(name, kind)[1] for name, kind in kinds_of(votes).items()}
    people = _fullest_names([name for name, kind in kinds.items() if kind is EntityKind.PERSON])
    # of two people with one family name the one named more often comes first
    by_count = sorted(people, key=lambda name: (-sum(votes[name].values()), name))
    known = _without_family_names(kinds, people)
    acronyms = _acronyms_of(passages)
    forms = _forms_of(known, {name: people[name] for name in by_count}, acronyms)
    mentions: dict[tuple[Name, EntityKind], set[Span]] = defaultdict(set)
    for passage in passages:
        for form, span in _mentions_in(passage, forms):
            mentions[form.name, form.kind].add(span)
    signs = _signs_of(cast, passages, forms, acronyms)
    small = frozenset(token.text for passage in passages for token in passage.doc if token.is_lower)
    sentences, found = stating_sentences(passages), []
    for (name, kind), spans in mentions.items():
        texts = {article.slice(span) for span in spans}
        beside = signs[name, kind].union(_signs_of_spelling(name, texts, small))
        is_real = EVIDENCE[kind](name, beside, len(spans))
        told = is_real and is_told(spans, sentences)
        found.append(Entity(" ".join(name), kind, tuple(sorted(spans)), told))
    return tuple(sorted(found, key=lambda entity: (entity.mentions[0], entity.name)))


def _signs_of(
    cast: Iterable[Vote], passages: Sequence[Passage], forms: NameForms, acronyms: Mapping[str, Name]
) -> Mapping[tuple[Name, EntityKind], set[str]]:
    """The votes cast for a name or a short form of it, and the signs beside it, by its kind."""
    found: dict[tuple[Name, EntityKind], set[str]] = defaultdict(set)
    for name, kind, vote in cast:
        for form in forms.by_key.get(tuple(map(_folded, name)), ()):
            if form.kind is kind:
                found[form.name, kind].add(vote)
    for name, signs in signs_of_names(passages).items():
        for form in forms.by_key.get(tuple(map(_folded, name)), ()):
            found[form.name, form.kind] |= signs
    for full in acronyms.values():
        found[_known(full, EntityKind.ORGANISATION)].add("explained")
    return found


def _signs_of_spelling(name: Name, texts: Iterable[str], small: Set[str]) -> Iterator[str]:
    """The signs in how the article writes a name: in `texts`, and among the words that it writes `small`."""
    short = [parts[0] for text in texts if len(parts := names.name_words(text)) == 1 < len(name)]
    if short:
        yield "short_form"
    if name[-1] in short:
        yield "family_name"
    if len(name) == 1 and name[0].lower() in small:
        yield "small"


def _known(name: Name, kind: EntityKind) -> tuple[Name, EntityKind]:
    """The usual name and kind of a state or an organisation of the table (“U.S.”), any other name as it stands."""
    known = known_name(" ".join(name))
    return (tuple(known[0].split()), known[1]) if known else (name, kind)


def _fullest_names(people: Sequence[Name]) -> dict[Name, Name]:
    """Each full name of a person -> the fullest that stands for the same person."""
    known = {name for name in people if len(name) > 1}
    family = {name[-1] for name in known if names.is_given(name[0])}
    by_ends: dict[tuple[str, str], list[Name]] = defaultdict(list)
    by_spelling: dict[str, Name] = {}
    for name in sorted(known, key=lambda n: (len(n), n)):
        is_short = (len(name) == 2 and name[0] in family) or _is_cut(name, known)
        if names.is_given(name[0]) or not is_short:
            name = by_spelling.setdefault(names.spelling_key("".join(name)), name)
            by_ends[names.spelling_key(name[0]), names.spelling_key(name[-1])].append(name)
    fullest = {name: same[-1] for same in by_ends.values() for name in same}
    longer = {
        other[:size]: other
        for other in sorted(fullest, key=len, reverse=True)
        for size in range(2, len(other))
    }
    for name in fullest:  # “Lucía Ortega”, cut short, beside “Lucía Ortega Ruiz”
        fullest[name] = fullest[longer.get(name, name)]
    spelt = {name: by_spelling.get(names.spelling_key("".join(name)), ()) for name in sorted(known)}
    return {name: fullest[same] for name, same in spelt.items() if same in fullest}


def _is_cut(name: Name, known: Set[Name]) -> bool:
    """Whether a name was cut wrongly: “Coast Ada Moor”, beside “Ada Moor”; “Van Berg”, beside “Ada van Berg”."""
    if any(name[i:] in known and names.is_given(name[i]) for i in range(1, len(name) - 1)):
        return True
    tail = [word.casefold() for word in name]
    return names.is_particle(name[0]) and any(
        len(other) > len(name) and [word.casefold() for word in other[-len(name) :]] == tail
        for other in known
    )


def _without_family_names(
    kinds: Mapping[Name, EntityKind], people: Mapping[Name, Name]
) -> dict[Name, EntityKind]:
    """The kinds without single words that the model took for something else than the person they name."""
    family, given = {name[-1] for name in people}, {name[0] for name in people}

    def is_of_person(word: str, kind: EntityKind) -> bool:
        is_given = word in given and kind is EntityKind.ORGANISATION
        return word not in words("names/places") and (word in family or is_given)

    return {n: kind for n, kind in kinds.items() if len(n) > 1 or not is_of_person(n[0], kind)}


def _acronyms_of(passages: Sequence[Passage]) -> dict[str, Name]:
    """Acronyms that the text explains: World Food Program (WFP)."""
    found: dict[str, Name] = {}
    for passage in passages:
        for match in ACRONYM.finditer(passage.text):
            expansion = _expansion(names.name_words(match[1]), match[2])
            if expansion:
                found.setdefault(match[2], expansion)
    return found


def _expansion(parts: Sequence[str], acronym: str) -> Name:
    """The last words whose initials the acronym has."""
    for start in range(len(parts) - 1, -1, -1):
        initials = "".join(word[0] for word in parts[start:] if word[0].isupper())
        if initials.upper() == acronym.upper() and parts[start][0].isupper():
            return tuple(parts[start:])
    return ()


def _bodies_of(kinds: Mapping[Name, EntityKind]) -> dict[Name, Name]:
    """Each organisation's name -> the first that stands for the same body, and initials -> the one name they fit."""
    by_key: dict[Set[str], list[Name]] = defaultdict(list)
    by_initials: dict[str, set[Name]] = defaultdict(set)
    for name, kind in kinds.items():
        if kind is EntityKind.ORGANISATION:
            by_key[names.body_key(name)].append(name)
    bodies = {name: min(same, key=names.is_in_full) for same in by_key.values() for name in same}
    for name in bodies:
        for initials in names.initials_of(name) if len(name) > 2 else ():
            by_initials[initials].add(bodies[name])
    return bodies | {
        name: min(by_initials[name[0]])
        for name in bodies
        if names.is_acronym(name[0]) and len(by_initials.get(name[0], ())) == 1 and len(name) == 1
    }


def _forms_of(
    kinds: Mapping[Name, EntityKind], people: Mapping[Name, Name], acronyms: Mapping[str, Name]
) -> NameForms:
    """Every way to mention an entity; of two people that a short form may mean, the first of `people` comes first."""
    forms, bodies = NameForms(), _bodies_of(kinds)
    for name, kind in kinds.items():
        if kind is not EntityKind.PERSON:
            full = (acronyms.get(name[0]) if len(name) == 1 else None) or bodies.get(name)
            forms.add(name, NameForm(*_known(full or name, EntityKind.ORGANISATION if full else kind), True))
    for acronym, full in acronyms.items():
        explained = NameForm(*_known(full, EntityKind.ORGANISATION), True)
        forms.add((acronym,), explained)
        forms.add(full, explained)
    for name, full in people.items():
        forms.add(name, NameForm(full, EntityKind.PERSON, True))
        for short in names.short_forms(name):
            forms.add(short, NameForm(full, EntityKind.PERSON, False))
    for name, kind in kinds.items():
        if kind is EntityKind.PERSON and len(name) == 1:
            others = forms.by_key.get((name[0].casefold(),), ())
            if not any(form.kind is EntityKind.PERSON for form in others):
                forms.add(name, NameForm(name, kind, True))
    return forms


def _mentions_in(passage: Passage, forms: NameForms) -> Iterator[tuple[NameForm, Span]]:
    """The mentions in a passage, the longest first at each place."""
    text = passage.text
    found = list(names.NAME_WORD.finditer(text))
    keys = [_folded(names.bare_word(match[0])) for match in found]
    tags = {token.idx: token.pos_ for token in passage.doc}
    done = 0
    for i, first in enumerate(found):
        for size in forms.sizes.get(keys[i], ()) if i >= done else ():
            if i + size > len(found):
                continue
            options = forms.by_key.get(tuple(keys[i : i + size]))
            around = found[max(0, i - 1) : i + size + 1]
            if options and _is_mention(around, min(i, 1), size, options, text, tags):
                done = i + size
                end = found[done - 1].start() + len(names.bare_word(found[done - 1][0]))
                before = found[i - 1][0] if i else ""
                yield _entity_meant(options, before, first[0]), passage.span(first.start(), end)
                break


def _is_mention(
    found: Sequence[re.Match[str]],
    i: int,
    size: int,
    options: Sequence[NameForm],
    text: str,
    tags: Mapping[int, str],
) -> bool:
    """Whether `size` words at `i` mention an entity and are not part of a longer, other name.

    `found` are these words with the one before them and the one after.
    """
    mention = found[i : i + size]
    first, last = mention[0], mention[-1]
    if not (first[0][0].isupper() or names.is_particle(first[0].partition("-")[0])):
        return False
    if not any(c.isupper() for c in last[0]) or any(m[0].endswith(("'s", "’s")) for m in mention[:-1]):
        return False
    if size > 1 and any(form.is_full for form in options):
        return True
    if size == 1 and tags.get(first.start(), "PROPN") not in ("PROPN", "NOUN", "X"):
        return False
    for word in found[:i]:  # Ben in “Ben Moor”
        is_joined = text[word.end() : first.start()] in names.BLANKS
        if is_joined and _is_name_before(word[0], tags.get(word.start(), "PROPN")):
            return False
    for word in found[i + size :]:  # Tower in “Berg Tower”
        is_joined = text[last.end() : word.start()] in names.BLANKS
        if is_joined and word[0][0].isupper() and not last[0].endswith(("'s", "’s", ".")):
            return False
    return True


def _is_name_before(word: str, tag: str) -> bool:
    """Whether a word right before a name is part of it: no title, no role, no “Said” of “Said Berg: …”."""
    is_other = names.is_title(word) or names.is_role(word) or word.lower() in word_set("quotes/words", "said")
    is_closed = word.endswith(("'s", "’s", "’", "'")) or (word.endswith(".") and len(word) > 3)
    is_name = tag == "PROPN" and word[0].isupper() and len(word) > 1 and not word.isupper()
    return is_name and not is_other and not is_closed


def _entity_meant(options: Sequence[NameForm], before: str, first: str) -> NameForm:
    """The entity that a form stands for: a full name before a short one, then one that suits the title before it."""
    full = next((form for form in options if form.is_full), None)
    if full:
        return full
    gender = names.gender_of_words([before])
    genders = (None, gender) if gender else (None, *names.Gender)
    fitting = [form for form in options if names.gender_of_name(form.name) in genders] or options
    family = names.bare_word(first.casefold())
    return next((form for form in fitting if form.name[-1].casefold() == family), fitting[0])
