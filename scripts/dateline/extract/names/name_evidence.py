"""Evidence: which of the names found are told of in the body, and are not a tag, a menu, a credit or mere capitals.

What the model labels in a line that states nothing ("Photo courtesy Anna Berg", "Politics Sport Berg Tower") names
nobody of the story.  A person is told of where the words of the article treat the name as a person's.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set

from spacy.tokens import Span as DocSpan

from dateline.extract.names import name_forms as names
from dateline.extract.names.entity_votes import Name
from dateline.extract.names.name_signs import is_known_place
from dateline.extract.parsed_passages import Passage
from dateline.lang.lexicon import word_set, words
from dateline.lang.name_identity import known_name
from dateline.model.annotations import EntityKind
from dateline.model.article import BlockKind, Span

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SURE = frozenset({"title", "role", "speech", "said_beside", "who", "age", "conjoined"})
"""Votes for a person that the words beside a name cast."""
_SUREST = frozenset({"title", "speech", "age"})
_PERSONAL = frozenset({"acts", "speaks", "possessor", "family_name"})
"""Signs that make a person of one who goes by a short form: Taylor’s, of Taylor Berg; not Norlux Messenger."""
_BODILY = frozenset(
    (
        "speaks",
        "possessor",
        "staffed",
        "agent",
        "employer",
        "introduced",
        "acted_on",
        "beside_body",
        "explained",
    )
)
"""Signs of what bodies do or have."""
_COMPANY_FORM = re.compile(r"[a-z][A-Z]|\w\.\w{2}")
"""NorLux, norlux.example."""
_PLACED = frozenset({"located", "place_part", "reached", "place_noun", "beside_place", "within"})
"""Votes and signs for a place that the words beside a name give."""


def stating_sentences(passages: Iterable[Passage]) -> tuple[Span, ...]:
    """The sentences of the body that state something, in order: those with a verb in a tense, not all in capitals."""
    paragraphs = (passage for passage in passages if passage.kind is BlockKind.PARAGRAPH)
    return tuple(span for passage in paragraphs for span in _stating_in(passage))


def _stating_in(passage: Passage) -> Iterator[Span]:
    doc = passage.doc
    for sent in doc.sents if doc.has_annotation("SENT_START") else (doc[:],):
        if not passage.text_of(sent).isupper() and _states(sent):
            yield passage.span(sent.start_char, sent.end_char)


def _states(sent: DocSpan) -> bool:
    return not sent.doc.has_annotation("TAG") or any(token.tag_ in _FINITE for token in sent)


def is_told(mentions: Iterable[Span], sentences: Sequence[Span]) -> bool:
    """Whether one of the sentences (in order) holds one of the mentions."""
    starts = [sentence.start for sentence in sentences]
    places = ((mention, bisect_right(starts, mention.start) - 1) for mention in mentions)
    return any(at >= 0 and sentences[at].contains(mention) for mention, at in places)


def is_person(name: Name, signs: Set[str], mentions: int) -> bool:
    """Whether the article treats a name as a person's: by words beside it, its given name, a short form.

    `signs` are the votes cast for it, what stands beside it and how it is written.  One word that is said once names
    nobody whom a reader could look up.
    """
    if _has_no_form_of_person(name):
        return False
    if names.is_acronym(name[-1]):
        return not _SUREST.isdisjoint(signs)  # “June RBK”, but Ada MOOR, 41,
    is_sure, is_given = not _SURE.isdisjoint(signs), names.is_given(name[0])
    if len(name) == 1:
        return is_sure and mentions > 1
    if _is_marked(name):  # “Tolm Act”, “Ada Moor Trust”, but Ada Church, head of the agency
        return is_given and len(name) == 2 and (is_sure or "family_name" in signs)
    if is_sure:
        return True
    if is_given:
        return "label" in signs or name[-1] not in words("names/places")  # “Christian America”
    # “Norlux Messenger” beside Norlux, “North Norlander”
    is_other = any(word in words("names/companies") for word in name) or names.is_noise(name[-1])
    return "short_form" in signs and not _PERSONAL.isdisjoint(signs) and not is_other


def _has_no_form_of_person(name: Name) -> bool:
    """Whether no person is called so: “California Sen.” (but John Major), “FONT SIZE”, “Soll and Ostrey”, “Ada co”."""
    is_title = names.is_title(name[-1]) and not names.is_given(name[0])
    is_shouted = names.is_shouted(name[0]) or (len(name) > 1 and "".join(name).isupper())
    is_joined = _is_pair(name) or len(set(name)) < len(name)
    is_from_place = len(name) > 2 and " ".join(name[:2]) in words("names/places")  # “New York Ferries”
    return is_title or is_shouted or is_joined or is_from_place or name[-1].islower()


def _is_pair(name: Name) -> bool:
    return not word_set("names/words", "conjunctions").isdisjoint(name)


def _is_marked(name: Name) -> bool:
    """Whether a word of a name marks it as a thing's, a body's or a place's."""
    return names.is_thing(name) or names.looks_like_organisation(name) or names.looks_like_place(name)


def is_organisation(name: Name, signs: Set[str], mentions: int) -> bool:
    """Whether the article treats a name as an organisation's.

    A word that has a capital is as often a thing (“Gender”, “Venus”, “Norlux Popcorn”), unless it is well known, has a
    word for a body or the form of a company's name (NorLux) or of an address (norlux.example), or does what bodies do.
    """
    if known_name(" ".join(name)) or " ".join(name) in words("names/companies"):
        return True
    has_form = len(name) == 1 and _COMPANY_FORM.search(name[0]) is not None
    if names.is_thing(name) or _is_mere_word(name, signs, has_form):
        return False
    if names.looks_like_organisation(name):
        return bool(signs) and word_set("names/words", "alternatives").isdisjoint(name)
    if len(name) > 1 and all(map(names.is_shouted, name)):
        return False  # “COME BACK”, but U.S. RBK
    if has_form or not _BODILY.isdisjoint(signs) or ("acts" in signs and len(name) + mentions > 2):
        return True
    is_often_named = len(name) > 1 and mentions > 2 and not _is_pair(name)
    return is_often_named or (len(name) > 1 and name[-1] in words("names/places"))  # Works Norland


def _is_mere_word(name: Name, signs: Set[str], has_form: bool) -> bool:
    """Whether a name is one word that is a common one: “the Department”, “CCTV”, “Groups”, beside groups."""
    is_common = "small" in signs and not has_form
    return len(name) == 1 and (is_common or name[0].lower() in words("names/bare_words"))


def is_place(name: Name, signs: Set[str], mentions: int) -> bool:
    """Whether the article treats a name as a place's: something is there, comes from there, or the name is known."""
    is_cut = len(name) == 1 and name[0].endswith(".")  # Calif., of which the city beside it tells more
    if is_cut or names.is_thing(name) or " ".join(name).lower() in words("names/bare_words"):
        return False
    return is_known_place(name) or names.looks_like_place(name) or not _PLACED.isdisjoint(signs)


EVIDENCE: Mapping[EntityKind, Callable[[Name, Set[str], int], bool]] = {
    EntityKind.PERSON: is_person,
    EntityKind.ORGANISATION: is_organisation,
    EntityKind.PLACE: is_place,
}
"""Whether the article treats a name as one of its kind, by its signs and the number of its mentions."""
