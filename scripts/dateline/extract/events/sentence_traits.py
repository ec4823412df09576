"""What the grammar of a sentence says of it: who speaks, whether it can be read alone, what kind of statement it is.

Each trait has a name and an example in `TRAITS`.  Where briefings are composed no model is at hand, so the traits
travel with the sentence (`Sentence.traits`).
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from dateline.extract.cues import ids_of, is_listed
from dateline.extract.dependency_trees import root_of
from dateline.extract.events.triggers import is_reporting
from dateline.extract.events.verb_forms import (
    AUXILIARIES,
    SUBJECTS,
    has_clause,
    is_past,
    is_present,
    is_word,
)
from dateline.lang import lexicon

WORDS = "compose/words"
"""The table of words that these traits are read by."""
_OPENING, _CLOSING, _EITHER = ("“", "„", "«", "‘"), ("”", "»"), ('"', "'", "’")
_NO_PERSONS = ("DATE", "FAC", "GPE", "LOC", "NORP", "TIME")
"""Names of these kinds are no person's; the model often takes a surname alone for an organisation's."""


def traits_of_sentence(
    sent: DocSpan, known: Collection[str] = (), told: Collection[str] = ()
) -> tuple[str, ...]:
    """The names of the traits of a sentence, in the order of the table.

    `known` are lemmas of nouns that its reader has met, `told` those that only the sentences before it have told.
    """
    view = SentenceView(sent, known, told)
    return tuple(name for name, holds in TRAITS.items() if holds(view))


@dataclass(frozen=True)
class SentenceView:
    """A sentence as the traits see it: the words outside quotation marks are the writer's own."""

    sent: DocSpan
    known: Collection[str] = ()
    """Lemmas of the nouns that the headline, the dek and the first sentence have told."""
    told: Collection[str] = ()
    """Lemmas of the nouns that sentences before it have told, and the headline has not."""

    @cached_property
    def own(self) -> tuple[Token, ...]:
        """The words outside quotation marks."""
        return tuple(_outside_quotes(self.sent))

    @cached_property
    def root(self) -> Token:
        """The word that heads the sentence."""
        return root_of(self.sent)

    @cached_property
    def subject(self) -> Token | None:
        """The subject of the main clause."""
        return next((child for child in self.root.children if child.dep_ in SUBJECTS), None)

    @cached_property
    def unknown_nouns(self) -> int:
        """How many nouns, the subject aside, are taken as known though nothing has told them: "the deal"."""
        told, found, places = {*self.known}, 0, range(self.sent.start, self.sent.end)
        for token in self.sent:
            if token.tag_ in ("NN", "NNS") and not token.ent_type_ and token != self.subject:
                found += token.lemma_.lower() not in told and is_pointed_at(token, places)
            if is_nominal(token):
                told.add(token.lemma_.lower())
        return found

    @cached_property
    def _own_forms(self) -> frozenset[int]:
        """The writer's words in lower case, as spaCy numbers them."""
        return frozenset(token.lower for token in self.own)

    def listed(self, key: str) -> Iterator[Token]:
        """The words of the writer's that stand in the list `key` of `compose/words`; most sentences have none."""
        if not self._own_forms.isdisjoint(ids_of(WORDS, key, self.root.lang)):
            yield from (token for token in self.own if is_listed(token, key, WORDS))

    def has(self, key: str) -> bool:
        """Whether a word of the writer's stands in the list `key` of `compose/words`."""
        return next(self.listed(key), None) is not None


def _outside_quotes(sent: DocSpan) -> Iterator[Token]:
    is_inside = False
    for token in sent:
        text = token.text
        if text in _CLOSING or (text in _EITHER and (is_inside or token.tag_ == "''")):
            is_inside = False
        elif text in _OPENING or (text in _EITHER and token.tag_ != "POS"):
            is_inside = True
        elif not is_inside:
            yield token


# --- what leans on another sentence --------------------------------------------------------------------------


def _lacks_person(view: SentenceView) -> bool:
    return any(not _is_explained(token, view, is_human) for token in view.listed("persons"))


def _lacks_thing(view: SentenceView) -> bool:
    return any(
        not is_empty(token) and not _is_explained(token, view, is_nominal) for token in view.listed("things")
    )


def _is_explained(pronoun: Token, view: SentenceView, test: Callable[[Token], bool]) -> bool:
    """Whether a noun stands before the pronoun, or is the subject that an opening waits for: "In his …, Moor"."""
    if any(test(token) for token in view.sent if token.i < pronoun.i):
        return True
    subject = view.subject
    return subject is not None and subject.i > pronoun.i and pronoun.head != view.root and test(subject)


def is_human(token: Token) -> bool:
    """Whether a word names a person, or is a noun for one."""
    if token.pos_ == "PROPN":
        return token.ent_type_ not in _NO_PERSONS
    return token.lemma_.lower() in lexicon.words("names/person_roles", token.lang_) or is_listed(
        token, "humans", WORDS
    )


def is_nominal(token: Token) -> bool:
    """Whether a word is a noun or a name, and no time."""
    return token.pos_ in ("NOUN", "PROPN") and token.ent_type_ not in ("DATE", "TIME")


def is_empty(token: Token) -> bool:
    """Whether "it" stands for nothing: "it rained", "it is clear that …", "it took three hours to …"."""
    if not is_listed(token, "empty", WORDS) or token.dep_ not in SUBJECTS:
        return False
    clausal = any(
        child.dep_ in ("ccomp", "xcomp", "advcl", "csubj", "acl")
        for part in (token.head, *token.head.children)
        for child in part.children
        if child.i > token.i
    )
    return token.dep_ == "expl" or (token.head.lemma_ in ("be", "take", "seem", "appear") and clausal)


def _points_back(view: SentenceView) -> bool:
    return any(_is_pointer(token, view) for token in view.listed("demonstratives"))


def _is_pointer(token: Token, view: SentenceView) -> bool:
    """Whether a demonstrative points at what was said: "this decision", but neither "this week" nor "those who …"."""
    follower = token.nbor() if token.i + 1 < len(token.doc) else token
    if token.tag_ not in ("DT", "PDT", "JJ") or is_listed(follower, "comparing", WORDS):
        return False
    noun = token.head
    if token.dep_ not in ("det", "predet", "amod") or noun.i < token.i:
        is_told = any(child.dep_ in ("relcl", "prep", "acl") for child in token.rights)
        return not is_told and not any(is_nominal(word) for word in view.sent if word.i < token.i)
    if is_listed(noun, "calendar", WORDS) or noun.ent_type_ in ("DATE", "TIME"):
        return False
    is_told = any(
        child.dep_ in ("relcl", "acl") or is_listed(child, "comparing", WORDS) for child in noun.rights
    )
    return not is_told and all(word.lemma_ != noun.lemma_ for word in view.sent if word.i < token.i)


def _has_bare_subject(view: SentenceView) -> bool:
    """Whether the subject is a noun that is taken as known: "The diplomat", "The company, which …"."""
    subject = view.subject
    if subject is None or subject.pos_ != "NOUN":
        return False
    lefts = [child for child in subject.lefts if child.dep_ != "punct"]
    told = next(iter(subject.rights), None)
    return len(lefts) == 1 and is_listed(lefts[0], "article", WORDS) and (told is None or told.is_punct)


def is_bare_definite(noun: Token, before: Iterable[Token], known: Collection[str]) -> bool:
    """Whether a noun is taken as known, by "the" alone, though neither a word before it nor the headline is it."""
    if noun.tag_ not in ("NN", "NNS") or noun.ent_type_:
        return False
    is_bare = [child for child in noun.children if child.dep_ not in ("punct", "case")]
    if len(is_bare) != 1 or not is_listed(is_bare[0], "article", WORDS):
        return False
    lemma = noun.lemma_.lower()
    return (
        not is_one_of_a_kind(noun) and lemma not in known and all(w.lemma_.lower() != lemma for w in before)
    )


def is_one_of_a_kind(noun: Token) -> bool:
    """Whether a noun needs no introduction: "the government", "the sun"."""
    institutions = lexicon.words("events/institutions", noun.lang_)
    return noun.lemma_.lower() in institutions or is_listed(noun, "one_of_a_kind", WORDS)


def _has_unknown_subject(view: SentenceView) -> bool:
    subject = view.subject
    before = (token for token in view.sent if subject is not None and token.i < subject.i)
    return subject is not None and is_bare_definite(subject, before, view.known)


def _has_unknown_description(view: SentenceView) -> bool:
    """Whether the subject is described and taken as known: "The old bridge, which …", not "The bridge that fell"."""
    subject = view.subject
    if subject is None or not _is_definite_noun(subject) or subject.lemma_.lower() in view.known:
        return False
    return not _is_told_apart(subject)


def _is_definite_noun(noun: Token) -> bool:
    """Whether a noun that is no name has "the" before it, and no name beside it: "the old bridge"."""
    is_noun = noun.tag_ in ("NN", "NNS") and not noun.ent_type_ and not is_one_of_a_kind(noun)
    is_definite = any(is_listed(child, "article", WORDS) for child in noun.lefts)
    is_named = any(child.pos_ == "PROPN" or child.dep_ == "poss" for child in noun.lefts)
    return is_noun and is_definite and not is_named


def _is_told_apart(noun: Token) -> bool:
    """Whether what follows a noun without a comma says which one: "the bridge of Tolm", "the bridge that fell"."""
    return any(
        child.dep_ in ("relcl", "acl", "appos", "prep") and not noun.doc[child.left_edge.i - 1].is_punct
        for child in noun.rights
    )


def _takes_up_nouns(view: SentenceView) -> bool:
    """Whether "the deal" or "this deal" takes up a noun of a sentence before it."""
    return any(
        noun.tag_ in ("NN", "NNS")
        and not noun.ent_type_
        and noun.lemma_.lower() in view.told
        and is_pointed_at(noun, range(view.sent.start, view.sent.end))
        for noun in view.sent
    )


def is_pointed_at(noun: Token, shown: Collection[int]) -> bool:
    """Whether "the" or "this" goes before a noun that nothing else of the words shown (their places) tells apart."""
    pointers = (child for child in noun.lefts if child.dep_ == "det" and child.i in shown)
    if not any(is_word(child, "definite") for child in pointers):
        return False
    is_told = any(c.i in shown and c.dep_ in ("relcl", "acl", "appos", "prep") for c in noun.rights)
    is_named = any(child.pos_ == "PROPN" or child.dep_ == "poss" for child in noun.lefts)
    return not (is_told or is_named or is_one_of_a_kind(noun))


def known_nouns(pieces: Iterable[Doc | DocSpan]) -> frozenset[str]:
    """The lemmas of the nouns and names of some texts, lower case: what they have told a reader."""
    return frozenset(token.lemma_.lower() for piece in pieces for token in piece if is_nominal(token))


# --- what kind of statement ----------------------------------------------------------------------------------


def _is_command(view: SentenceView) -> bool:
    root = view.root
    return root.tag_ == "VB" and view.subject is None and not any(c.dep_ in AUXILIARIES for c in root.lefts)


def _is_report(view: SentenceView) -> bool:
    """Whether somebody tells it: "the police said", with a subject that is no pronoun."""
    return is_reporting(view.root) and view.subject is not None and view.subject.pos_ != "PRON"


def _is_pronoun_led(view: SentenceView) -> bool:
    """Whether a pronoun is the subject, and no clause before it has a subject that it could stand for."""
    subject = view.subject
    if subject is None or subject.pos_ != "PRON" or any(child.lower_ == "of" for child in subject.rights):
        return False  # "some of the bridges"
    before = (token for token in view.sent if token.i < subject.i)
    return not any(token.dep_ in SUBJECTS and is_nominal(token) for token in before)


def _has_empty_subject(view: SentenceView) -> bool:
    subject = view.subject
    return subject is not None and (subject.dep_ == "expl" or is_empty(subject))


TRAITS: dict[str, Callable[[SentenceView], bool]] = {
    # We found the bridge closed.
    "first_person": lambda v: v.has("first_person"),
    # You can cross the bridge on foot.
    "second_person": lambda v: v.has("second_person"),
    # Who closed the bridge?
    "question": lambda v: v.sent.text.rstrip(" ”\"')").endswith("?"),
    # Name a bridge in the city.
    "command": _is_command,
    # A bridge in the fog.
    "fragment": lambda v: not has_clause(v.sent),
    # The council heard his report.
    "lacks_person": _lacks_person,
    # They closed the bridge.
    "lacks_thing": _lacks_thing,
    # The council took back this decision.
    "points_back": _points_back,
    # He closed the bridge.
    "pronoun_led": _is_pronoun_led,
    # The diplomat left Tolm on Monday.
    "bare_definite": _has_bare_subject,
    # The offer was rejected.
    "unknown_subject": _has_unknown_subject,
    # The council closed the bridge.
    "past": lambda v: is_past(v.root),
    # The council has closed the bridge.
    "perfect": lambda v: is_present(v.root, perfect=True) and not is_present(v.root),
    # The council closes the bridge.
    "present": lambda v: is_present(v.root),
    # The council, which may resign, closed the bridge.
    "modal": lambda v: any(token.tag_ == "MD" for token in v.sent),
    # In Tolm the council closed the bridge.
    "opening_phrase": lambda v: v.sent[0].pos_ == "ADP",
    # The council closed the bridge after the storm.  (the sentence before tells which storm)
    "told_before": _takes_up_nouns,
    # The old bridge, which the council closed, fell on Monday.
    "unknown_description": _has_unknown_description,
    # The council closed a bridge after the storm.
    "unknown_noun": lambda v: v.unknown_nouns > 0,
    # The council closed a bridge after the storm and the flood.
    "unknown_nouns": lambda v: v.unknown_nouns > 1,
    # Ada Moor said that the bridge was closed.
    "report": _is_report,
    # It is clear that the bridge is closed.
    "empty_subject": _has_empty_subject,
}
