"""Signs: what stands beside a name and tells that it is an organisation, which acts, or a place, where things are.

Each sign is a row of `SIGNS` with its example; `name_evidence` says which of them a name needs to be listed.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from spacy.tokens import Span as DocSpan

from dateline.extract.cues import Strength, is_listed, strength_of
from dateline.extract.dependency_trees import root_of
from dateline.extract.names import name_forms as names
from dateline.extract.names.entity_votes import LABELS, ORGANISATION, PLACE, Name
from dateline.extract.parsed_passages import Passage
from dateline.lang.lexicon import word_set, words
from dateline.lang.name_identity import known_name

_BEFORE_NOUN = frozenset({"compound", "nmod", "amod", "poss"})


def signs_of_names(passages: Iterable[Passage]) -> dict[Name, set[str]]:
    """The signs beside each name that the model finds, over all its mentions."""
    found: dict[Name, set[str]] = defaultdict(set)
    for passage in passages:
        for ent in passage.doc.ents:
            if ent.label_ in LABELS:
                found[_name_of(ent)].update(sign for sign, holds in SIGNS.items() if holds(ent))
    return found


def _name_of(ent: DocSpan) -> Name:
    """The words of a name without the article."""
    start = len(ent) > 1 and is_listed(ent[0], "articles", "names/words")
    return tuple(names.name_words(ent[start:].text))


# --- organisations -----------------------------------------------------------------------------------------


def _acts(ent: DocSpan) -> bool:
    root = root_of(ent)
    return root.dep_ == "nsubj" and root.head.lemma_.lower() not in word_set("names/words", "stative_lemmas")


def _speaks(ent: DocSpan) -> bool:
    root = root_of(ent)
    return root.dep_ == "nsubj" and strength_of(root.head) <= Strength.SPEAK


def _possesses(ent: DocSpan) -> bool:
    return ent.end < len(ent.doc) and ent.doc[ent.end].tag_ == "POS"


def _is_staffed(ent: DocSpan) -> bool:
    root = root_of(ent)
    noun = root.head.lemma_.lower()
    is_of_body = names.is_role(noun) or noun in word_set("names/words", "of_bodies")
    return root.dep_ in _BEFORE_NOUN and root.head.i >= ent.end and is_of_body


def _is_agent(ent: DocSpan) -> bool:
    root = root_of(ent)
    is_source = is_listed(root.head.head, "source_openers", "names/words")
    return root.dep_ == "pobj" and (is_source or is_listed(root.head, "agentive", "names/words"))


def _employs(ent: DocSpan) -> bool:
    root = root_of(ent)
    person = root.head.head
    is_of = root.dep_ == "pobj" and is_listed(root.head, "employing", "names/words")
    return is_of and (person.ent_type_ == "PERSON" or names.is_role(person.lemma_))


def _is_introduced(ent: DocSpan) -> bool:
    before = ent.doc[max(0, ent.start - 1) : ent.start]
    return any(token.is_lower and _is_body_noun(token.lemma_.lower()) for token in before)


def _is_body_noun(noun: str) -> bool:
    return noun in word_set("names/words", "of_bodies") or noun in words("names/organisation_words")


def _is_acted_on(ent: DocSpan) -> bool:
    root = root_of(ent)
    return root.dep_ in ("dobj", "dative") and root.head.lemma_.lower() in word_set(
        "names/words", "done_to_bodies"
    )


def _is_beside_body(ent: DocSpan) -> bool:
    return any(_is_marked_body(other) for other in _conjoined(ent))


def _is_marked_body(ent: DocSpan) -> bool:
    name = _name_of(ent)
    known = known_name(" ".join(name))
    is_known = known is not None and known[1] is ORGANISATION
    return is_known or " ".join(name) in words("names/companies") or names.looks_like_organisation(name)


def _conjoined(ent: DocSpan) -> list[DocSpan]:
    """The names that stand beside a name in a row: Norlux, RBK and the Bank of Norland."""
    places = {token.i for token in root_of(ent).conjuncts}
    return (
        [other for other in ent.doc.ents if places.intersection(range(other.start, other.end))]
        if places
        else []
    )


# --- places ------------------------------------------------------------------------------------------------


def _is_reached(ent: DocSpan) -> bool:
    root = root_of(ent)
    is_bare = not any(child.dep_ == "det" for child in root.children)
    is_behind = root.dep_ == "pobj" and is_listed(root.head, "directional", "names/words")
    return is_behind and is_bare and LABELS[ent.label_] is PLACE


def _has_place_noun(ent: DocSpan) -> bool:
    root = root_of(ent)
    is_before = root.dep_ in _BEFORE_NOUN and root.head.i >= ent.end
    is_behind = root.dep_ == "pobj" and is_listed(root.head, "part_of", "names/words")
    noun = root.head.head if is_behind else root.head
    return (is_before or is_behind) and _is_place_noun(noun.lemma_.lower())


def _is_place_noun(noun: str) -> bool:
    return noun in word_set("names/words", "of_places") or noun in words("names/place_words")


def _is_beside_place(ent: DocSpan) -> bool:
    return any(" ".join(_name_of(other)) in words("names/places") for other in _conjoined(ent))


def _is_within(ent: DocSpan) -> bool:
    after = ent.doc[ent.end : ent.end + 2]
    if len(after) < 2 or after[0].text != "," or not after[1].ent_type_:
        return False
    return any(other.start == ent.end + 1 and is_known_place(_name_of(other)) for other in ent.doc.ents)


def is_known_place(name: Name) -> bool:
    """Whether a name is a state's, a well-known city's or region's, or the short form of a state: Calif."""
    spelling = " ".join(name)
    return spelling in words("names/places") or spelling in words("layout/places")


SIGNS: Mapping[str, Callable[[DocSpan], bool]] = {
    "acts": _acts,  # Norlux closed its mill; not so “Norlux weighs 3 kg”
    "speaks": _speaks,  # Norlux said that it would close
    "possessor": _possesses,  # Norlux’s mill
    "staffed": _is_staffed,  # a Norlux spokesman; the Norlux plant
    "agent": _is_agent,  # it was bought by Norlux; according to Norlux
    "employer": _employs,  # a director of Norlux; Ada Moor from Norlux
    "introduced": _is_introduced,  # the agency Norlux
    "acted_on": _is_acted_on,  # the town sued Norlux
    "beside_body": _is_beside_body,  # Norlux and the Bank of Norland
    "reached": _is_reached,  # the road from Orrin
    "place_noun": _has_place_noun,  # the Orrin area; the bank of the Orrin
    "beside_place": _is_beside_place,  # Orrin and London
    "within": _is_within,  # Orrin, France
}
