"""Evidence: which of the names found are told of in the body, and are not a tag, a menu, a credit or mere capitals.

What the model labels in a line that states nothing ("Photo courtesy Anna Berg", "Politics Sport Berg Tower") names
nobody of the story.  A person is told of where the words of the article treat the name as a person's.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence, Set

from spacy.tokens import Span as DocSpan

from dateline.extract.cues import SUBJECTS
from dateline.extract.dependency_trees import root_of
from dateline.extract.names import name_forms as names
from dateline.extract.names.entity_votes import Name
from dateline.extract.parsed_passages import Passage
from dateline.lang.lexicon import word_set, words
from dateline.lang.name_identity import known_name
from dateline.model.article import BlockKind, Span

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SURE = frozenset({"title", "role", "speech", "said_beside", "who", "age", "conjoined"})
"""Votes for a person that the words beside a name cast."""
_SUREST = frozenset({"title", "speech", "age"})


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


def is_person(name: Name, signs: Set[str], is_called_otherwise: bool) -> bool:
    """Whether the article treats a name as a person's: by words beside it, its given name, a short form.

    `signs` are the votes cast for it, `is_called_otherwise` tells whether the text calls the person by a part of it.
    """
    if names.is_title(name[-1]) and not names.is_given(name[0]):
        return False  # “California Sen.”, but John Major
    if len(name) > 1 and "".join(name).isupper():
        return False  # “FONT SIZE”
    if not word_set("names/words", "conjunctions").isdisjoint(name):
        return False  # “Soll and Ostrey”
    if names.is_acronym(name[-1]):
        return not _SUREST.isdisjoint(signs)  # “June RBK”, but Ada MOOR, 41,
    if not _SURE.isdisjoint(signs):
        return True
    return len(name) > 1 and (names.is_given(name[0]) or is_called_otherwise)


def acting_names(passages: Iterable[Passage]) -> frozenset[Name]:
    """What the model takes for organisations and is the subject of a clause: Norlux closed its mill."""
    return frozenset(
        tuple(names.name_words(ent.text))
        for passage in passages
        for ent in passage.doc.ents
        if ent.label_ == "ORG" and root_of(ent).dep_ in SUBJECTS
    )


def is_organisation(name: Name, mentions: int, is_acting: bool) -> bool:
    """Whether the article treats a name as an organisation's.

    A word that has a capital in one place is as often a thing (“Gender”, “Venus”), unless it acts, is well known or has
    the form of initials (RBK), of a company's name (NorLux) or of an address (norlux.example).
    """
    if (
        known_name(" ".join(name))
        or name[0] in words("names/companies")
        or names.looks_like_organisation(name)
    ):
        return True
    if len(name) > 1 and all(map(names.is_shouted, name)):
        return False  # “COME BACK”, but U.S. RBK
    is_pair = len(name) == 3 and name[1] in word_set("names/words", "conjunctions")  # “Soll and Ostrey”
    is_formed = any(map(str.isupper, name[0][1:])) or "." in name[0].rstrip(".")
    return mentions > 1 or is_acting or (is_formed if len(name) == 1 else not is_pair)
