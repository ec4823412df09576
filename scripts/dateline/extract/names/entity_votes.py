"""What each name of an article is: every mention votes, and so does what stands beside it.

A small model errs on names that it has not seen; the mentions of one name together err less.  A title or a role
before a name, a role in apposition after it, a given name, a word like “Ministry” inside it weigh more than the
model's own label.
"""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from dateline.extract.cues import Strength, strength_of
from dateline.lang.lexicon import word_set
SAID = word_set("quotes/words", "said")
from dateline.extract.dependency_trees import root_of
from dateline.extract.names import name_forms as names
from dateline.extract.parsed_passages import Passage
from dateline.lang.lexicon import words
from dateline.model.annotations import EntityKind
from dateline.model.article import BlockKind

Name = tuple[str, ...]
Vote = tuple[Name, EntityKind, int]

LABELS = {
    "PERSON": EntityKind.PERSON,
    "ORG": EntityKind.ORGANISATION,
    "GPE": EntityKind.PLACE,
    "LOC": EntityKind.PLACE,
    "FAC": EntityKind.PLACE,
}
CAPITALISED = r"(?:[^\W\d_a-z][\w’'\-]*|[A-Z]\.)"
PARTICLE = r"(?:van|von|der|de|bin|al|el|da|dos)\b"
BESIDE_ROLE = re.compile(
    rf"(?<![\w’'\-])([^\W\d_]+\.?)[ \u00a0]+({CAPITALISED}(?:[ \u00a0](?:{CAPITALISED}|{PARTICLE})){{0,4}})"
)
_TWO_OR_THREE = r"[A-Z][\w’'\-]+(?:[ \u00a0][A-Z][\w’'\-]+){1,2}"
BESIDE_SAID = re.compile(
    rf"\b(?:said|says|added|adds|wrote)[ \u00a0]({_TWO_OR_THREE})(?=[,.])"
    rf"|[”\"’][ \u00a0]({_TWO_OR_THREE})[ \u00a0](?:said|says|added|adds|wrote)\b"
)
"""A verb of saying and the name of two or three words beside it, after or before a quote."""
_PLACE_NAME = rf"{CAPITALISED}(?:[ \u00a0\-]{CAPITALISED}){{0,2}}"
AFTER_PLACE_WORD = re.compile(
    r"\b(?:city|cities|towns?|villages?|port|province|district|region|islands?|suburbs?|county|state|capital|republic"
    r"|cent(?:er|re)|east|edge|hall|mayor|north|outskirts|parts?|residents|south|streets|west) of "
    rf"({_PLACE_NAME})(?: and ({_PLACE_NAME}))?"
)
"""What only places have, and the name of one or two: the villages of Soll and Ostrey, the lower part of Orrin."""
LOCATIVE = frozenset({"across", "in", "inside", "into", "near", "outside", "throughout", "towards"})
"""Prepositions that stand before names of places more than before others."""
NO_LOCATIVE = frozenset(
    {
        "belief",
        "believe",
        "confidence",
        "faith",
        "interest",
        "interested",
        "invest",
        "investment",
        "share",
        "stake",
        "trust",
    }
)
"""What goes with “in” and is no place: confidence in Berg, a stake in Norland."""
TITLE_VOTE, ROLE_VOTE, SPEECH_VOTE, WORD_VOTE, GAZETTEER_VOTE, FAMILY_VOTE = 3, 2, 1, 3, 6, 3
LOCATIVE_VOTE, WHO_VOTE, INITIALS_VOTE, AUTHOR_VOTE = 2, 2, 2, 3


def votes_of(passages: Iterable[Passage], authors: Iterable[str]) -> dict[Name, Counter[EntityKind]]:
    """What speaks for each name being a person, an organisation or a place; `authors` are people."""
    votes: dict[Name, Counter[EntityKind]] = defaultdict(Counter)
    for passage in passages:
        in_headline = passage.kind is BlockKind.HEADLINE  # capitals are no sign of a name there
        found = () if in_headline else _votes_in(passage.doc)
        for name, kind, weight in (*found, *_given_and_family(passage.doc.text, 2 if in_headline else 3)):
            if name and not names.is_noise(" ".join(name)):
                votes[name][kind] += weight
    for name in (tuple(names.words_of(author)) for author in authors):
        if name in votes:
            votes[name][EntityKind.PERSON] += AUTHOR_VOTE
    return votes


def _votes_in(doc: Doc) -> Iterator[Vote]:
    """The votes of the model's entities and of what stands beside capitalised words."""
    for ent in map(_with_given_name, map(_without_verb, doc.ents)):
        if ent.label_ in LABELS and (ent.text[:1].isupper() or ent.text.lower().startswith("the ")):
            yield from _votes_of_entity(ent)
    for match in BESIDE_ROLE.finditer(doc.text):
        before, name = match[1], names.without_titles(names.words_of(match[2]))
        if not name or names.looks_like_organisation(name):
            continue
        if names.is_title(before) and before[:1].isupper():
            yield name, EntityKind.PERSON, TITLE_VOTE
        elif names.is_role(before) and len(name) > 1:
            yield name, EntityKind.PERSON, ROLE_VOTE
    yield from _speakers_in(doc)
    for match in AFTER_PLACE_WORD.finditer(doc.text):
        for place in filter(None, match.groups()):
            yield tuple(names.words_of(place)), EntityKind.PLACE, LOCATIVE_VOTE


def _speakers_in(doc: Doc) -> Iterator[Vote]:
    """Names beside “said” that the model took for no other name as a whole: “…,” said Berta Holm."""
    taken = [(ent.start_char, ent.end_char) for ent in doc.ents if ent.label_ != "PERSON"]
    for match in BESIDE_SAID.finditer(doc.text):
        group = 1 if match[1] else 2
        start, end = match.span(group)
        name = names.without_titles(names.words_of(match[group]))
        i = bisect_right(taken, start, key=lambda place: place[0]) - 1
        is_other = i >= 0 and taken[i][1] >= end
        if not is_other and len(name) > 1 and not names.looks_like_organisation(name):
            yield name, EntityKind.PERSON, SPEECH_VOTE


def _without_verb(ent: DocSpan) -> DocSpan:
    """The entity without the verb that opens its paragraph: “Said Berg: …”; not Said Ahmadi, who is a man."""
    following = ent.doc[ent.end].text if ent.end < len(ent.doc) else ""
    if len(ent) > 1 and ent.start == 0 and following == ":" and ent[0].lower_ in SAID:
        return DocSpan(ent.doc, ent.start + 1, ent.end, label=ent.label_)
    return ent


def _with_given_name(ent: DocSpan) -> DocSpan:
    """A family name with the rare given name before it that the model cut off: Amelise Berg."""
    before = ent.doc[ent.start - 1] if ent.start else None
    if before is None or ent.label_ != "PERSON" or len(ent) > 1 or before.ent_type_:
        return ent
    is_name = before.pos_ == "PROPN" and before.dep_ == "compound" and before.head == root_of(ent)
    known = names.is_title(before.text) or names.is_role(before.text) or names.is_noise(before.text)
    if not is_name or known or not before.text.istitle() or not before.is_alpha:
        return ent
    return DocSpan(ent.doc, ent.start - 1, ent.end, label=ent.label_)


def _votes_of_entity(ent: DocSpan) -> Iterator[Vote]:
    parts = names.words_of(ent.text)
    kind = EntityKind.PERSON if len(parts) > 1 and names.is_courtesy(parts[0]) else LABELS[ent.label_]
    name = _name_of(parts, kind)
    if kind is EntityKind.PERSON and len(name) == 1 and _has_article(ent):
        return
    yield name, kind, 1
    if kind is EntityKind.PERSON and _speaks(root_of(ent)):
        yield name, EntityKind.PERSON, SPEECH_VOTE
    if names.looks_like_organisation(name):
        return
    if _is_located(ent):
        yield name, EntityKind.PLACE, LOCATIVE_VOTE
    if len(name) > 1 and (_has_role_after(ent) or _has_role_before(ent)):
        yield name, EntityKind.PERSON, ROLE_VOTE
    if len(name) > 1 and _is_who(ent):
        yield name, EntityKind.PERSON, WHO_VOTE


def _has_article(ent: DocSpan) -> bool:
    """Whether an article goes with a name, as with no person’s: the Glass; not in the Berg campaign."""
    return any(child.dep_ == "det" and child.lower_ in ("a", "an", "the") for child in root_of(ent).children)


def _is_located(ent: DocSpan) -> bool:
    """Whether something is in or near what a name names: in Orrin, near Orrin; not in Berg’s office, in the Senate."""
    preposition = root_of(ent).head
    if (
        root_of(ent).dep_ != "pobj"
        or preposition.lower_ not in LOCATIVE
        or preposition.head.lemma_.lower() in NO_LOCATIVE
    ):
        return False
    following = ent.doc[ent.end] if ent.end < len(ent.doc) else None
    is_part = following is not None and (
        following.tag_ == "POS" or following.pos_ in ("NOUN", "PROPN", "ADJ")
    )
    return (
        not is_part and not ent.text.isupper() and all(child.dep_ != "det" for child in root_of(ent).children)
    )


def _is_who(ent: DocSpan) -> bool:
    """Whether a relative clause calls a name “who”: Imke Adeyinka, who reviewed the papers."""
    clauses = (child for child in root_of(ent).children if child.dep_ == "relcl")
    return any(
        word.lower_ in ("who", "whom") and word.head == clause
        for clause in clauses
        for word in clause.children
    )


def _has_role_after(ent: DocSpan) -> bool:
    """Whether a role stands in apposition after a name: Keiji Mori, acting head of the agency."""
    following = ent.doc[ent.end : ent.end + 8]
    if not len(following) or following[0].text != ",":
        return False
    for token in following[1:]:
        if token.pos_ in ("VERB", "AUX", "PUNCT", "PRON") or token.lower_ == "whose":
            return False
        if names.is_role(token.lemma_) and token.pos_ == "NOUN":
            return True
    return False


def _has_role_before(ent: DocSpan) -> bool:
    """Whether a role and a comma stand before a name: the health secretary, Nicola Hale, said."""
    if ent.start < 2 or ent.doc[ent.start - 1].text != ",":
        return False
    for token in reversed(ent.doc[max(0, ent.start - 8) : ent.start - 1]):
        if token.pos_ in ("VERB", "AUX", "PUNCT", "PRON"):
            return False
        if names.is_role(token.lemma_) and token.pos_ == "NOUN":
            return True
    return False


def _given_and_family(text: str, longest: int) -> Iterator[Vote]:
    """A well-known given name with the capitalised words after it, at most `longest` words."""
    found = list(names.NAME_WORD.finditer(text))
    for i, match in enumerate(found):
        if not names.is_given(match[0]) or (i and names.is_given(found[i - 1][0])):
            continue
        parts, j = [match[0]], i + 1
        while (
            j < len(found)
            and len(parts) < longest
            and text[found[j - 1].end() : found[j].start()] in (" ", "\u00a0")
        ):
            if not found[j][0][0].isupper() or names.is_noise(found[j][0]):
                break
            parts.append(names.bare_word(found[j][0]))
            if parts[-1] != found[j][0]:
                break
            j += 1
        is_label = i == 0 and parts[0].lower() in SAID and text[found[j - 1].end() :][:1] == ":"
        if (
            len(parts) > 1
            and len(parts[-1]) > 2
            and not is_label
            and not names.looks_like_organisation(parts)
        ):
            yield tuple(parts), EntityKind.PERSON, SPEECH_VOTE


def _name_of(parts: Sequence[str], kind: EntityKind) -> Name:
    opener = parts[0].lower() if parts else ""
    if opener in ("the", "a", "an") or (
        kind is EntityKind.PERSON and opener in words("quotes/clause_openers")
    ):
        parts = parts[1:]
    return names.without_titles(parts) if kind is EntityKind.PERSON else tuple(parts)


def _speaks(token: Token) -> bool:
    return token.dep_ == "nsubj" and strength_of(token.head) <= Strength.SPEAK


def kinds_of(votes: Mapping[Name, Counter[EntityKind]]) -> dict[Name, EntityKind]:
    """The kind of each name; on a tie a person before an organisation before a place."""
    alone = {name[0] for name, counted in votes.items() if len(name) == 1 and not _is_mostly_place(counted)}
    return {name: _kind_of(name, counted, alone) for name, counted in votes.items()}


def _is_mostly_place(counted: Counter[EntityKind]) -> bool:
    return 2 * counted[EntityKind.PLACE] > counted.total()


def _kind_of(name: Name, counted: Counter[EntityKind], alone: set[str]) -> EntityKind:
    total = Counter(counted)
    organisation = names.looks_like_organisation(name)
    place = " ".join(name) in words("names/places")
    total[EntityKind.ORGANISATION] += WORD_VOTE * (organisation and len(name) > 1)
    total[EntityKind.ORGANISATION] += INITIALS_VOTE * (
        len(name) == 1 and name[0].isupper() and len(name[0]) > 1
    )
    total[EntityKind.PLACE] += GAZETTEER_VOTE * place
    total[EntityKind.PLACE] += WORD_VOTE * (names.looks_like_place(name) and not organisation)
    if 1 < len(name) < 4 and not organisation and not place:
        if names.is_given(name[0]):
            total[EntityKind.PERSON] += ROLE_VOTE
        # Only people are called by the last word of their name later: Keiji Mori … Mori said.
        family = name[-1] in alone and name[0] not in alone and name[-1] not in words("names/places")
        total[EntityKind.PERSON] += FAMILY_VOTE * (family and not name[-1].isupper())
    order = (EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PLACE)
    return max(order, key=lambda kind: (total[kind], -order.index(kind)))
