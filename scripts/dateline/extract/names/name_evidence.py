"""Evidence: which of the names found are told of in the body, and are not a tag, a menu, a credit or mere capitals.

What the model labels in a line that states nothing ("Photo courtesy Anna Berg", "Politics Sport Berg Tower") names
nobody of the story.  A person is told of where the words of the article treat the name as a person's.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence, Set

from spacy.tokens import Span as DocSpan

from dateline.extract.names import name_forms as names
from dateline.extract.names.entity_votes import Name
from dateline.extract.names.name_signs import is_known_place
from dateline.extract.parsed_passages import Passage
from dateline.lang.lexicon import word_set, words
from dateline.lang.name_identity import known_name
from dateline.model.article import BlockKind, Span

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SURE = frozenset({"title", "role", "speech", "said_beside", "who", "age", "conjoined"})
"""Votes for a person that the words beside a name cast."""
_SUREST = frozenset({"title", "speech", "age"})
_PERSONAL = frozenset({"acts", "speaks", "possessor", "family_name"})
"""Signs that make a person of one who goes by a short form: Taylor’s, of Taylor Berg; not Norlux Messenger."""
_BODILY = frozenset(
    {
        "speaks",
        "possessor",
        "staffed",
        "agent",
        "employer",
        "introduced",
        "acted_on",
        "beside_body",
        "explained",
    }
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
        if _states(sent):
            yield passage.span(sent.start_char, sent.end_char)


def _states(sent: DocSpan) -> bool:
    is_tagged = sent.doc.has_annotation("TAG")
    return not sent.text.isupper() and (not is_tagged or any(token.tag_ in _FINITE for token in sent))


def is_told(mentions: Iterable[Span], sentences: Sequence[Span]) -> bool:
    """Whether one of the sentences (in order) holds one of the mentions."""
    starts = [sentence.start for sentence in sentences]
    places = ((mention, bisect_right(starts, mention.start) - 1) for mention in mentions)
    return any(at >= 0 and sentences[at].contains(mention) for mention, at in places)


def is_person(name: Name, signs: Set[str], mentions: int, is_called: bool) -> bool:
    """Whether the article treats a name as a person's: by words beside it, its given name, a short form.

    `signs` are the votes cast for it and what stands beside it, `is_called` tells whether the text calls the person by
    the first or the last word alone.  One word that is said once names nobody whom a reader could look up.
    """
    is_odd = names.is_title(name[-1]) and not names.is_given(name[0])  # “California Sen.”, but John Major
    is_shouted = names.is_shouted(name[0]) or (
        len(name) > 1 and "".join(name).isupper()
    )  # “FONT SIZE”, “FILE Ada”
    # “Soll and Ostrey”, “Ada Moor Ada”
    is_joined = not word_set("names/words", "conjunctions").isdisjoint(name) or len(set(name)) < len(name)
    if is_odd or is_shouted or is_joined or name[-1].islower():
        return False
    if names.is_acronym(name[-1]):
        return not _SUREST.isdisjoint(signs)  # “June RBK”, but Ada MOOR, 41,
    is_sure, is_given = not _SURE.isdisjoint(signs), names.is_given(name[0])
    if _is_marked(name):  # “Tolm Act”, “Ada Moor Trust”, but Ada Church, head of the agency
        return is_given and len(name) == 2 and (is_sure or "family_name" in signs)
    if is_sure or len(name) == 1:
        return is_sure and (len(name) > 1 or mentions > 1)
    if is_given:
        return "label" in signs or name[-1] not in words("names/places")  # “Christian America”
    # “Norlux Messenger” beside Norlux, “North Norlander”
    is_other = any(word in words("names/companies") for word in name) or names.is_noise(name[-1])
    return is_called and not _PERSONAL.isdisjoint(signs) and not is_other


def _is_marked(name: Name) -> bool:
    """Whether a word of a name marks it as a thing's, a body's or a place's."""
    return names.is_thing(name) or (
        len(name) > 1 and (names.looks_like_organisation(name) or names.looks_like_place(name))
    )


def is_organisation(name: Name, mentions: int, signs: Set[str], is_common: bool = False) -> bool:
    """Whether the article treats a name as an organisation's.

    A word that has a capital is as often a thing (“Gender”, “Venus”, “Norlux Popcorn”), unless it is well known, has a
    word for a body or the form of a company's name (NorLux) or of an address (norlux.example), or does what bodies do.
    `is_common` tells whether the text has the word without a capital too.
    """
    if _is_known_body(name):
        return True
    is_of_form = len(name) == 1 and _COMPANY_FORM.search(name[0]) is not None
    is_word = len(name) == 1 and (is_common or name[0].lower() in words("names/bare_words"))
    is_shout = len(name) > 1 and all(map(names.is_shouted, name))  # “COME BACK”
    if names.looks_like_organisation(name) and not is_word:
        is_choice = not word_set("names/words", "alternatives").isdisjoint(name)
        return bool(signs) and not names.is_thing(name) and not is_choice
    if names.is_thing(name) or is_shout or (is_word and not is_of_form):
        return False
    if is_of_form or not _BODILY.isdisjoint(signs):
        return True
    is_often_named = mentions > 1 if len(name) == 1 else mentions > 2
    is_pair = not word_set("names/words", "conjunctions").isdisjoint(name)  # “Soll and Ostrey”
    if len(name) > 1 and (name[-1] in words("names/places") or (is_often_named and not is_pair)):
        return True  # Works Norland
    return "acts" in signs and (is_often_named or len(name) > 1)


def _is_known_body(name: Name) -> bool:
    return known_name(" ".join(name)) is not None or " ".join(name) in words("names/companies")


def is_place(name: Name, signs: Set[str]) -> bool:
    """Whether the article treats a name as a place's: something is there, comes from there, or the name is known."""
    is_short_form = (
        name[-1].endswith(".") and len(name) == 1
    )  # Calif., of which the city beside it tells more
    if is_short_form or names.is_thing(name) or " ".join(name).lower() in words("names/bare_words"):
        return False
    return is_known_place(name) or names.looks_like_place(name) or not _PLACED.isdisjoint(signs)
