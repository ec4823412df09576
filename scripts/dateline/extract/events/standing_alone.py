"""Whether a line can stand alone: a whole sentence after which nobody asks "who?" or "which one?".

Each reason against it is a row here with an example.  A line with a reason is not printed: a timeline with fewer lines
beats one that has to be read beside the article.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Token

from dateline.extract.dependency_trees import subtree
from dateline.extract.events.verb_forms import SUBJECTS, VERBAL, is_finite, is_lemma, is_word, listed_in
from dateline.lang import lexicon

_MARKS = ('"', "“", "”", "``", "''", "«", "»")
_FEWEST = 4
"""Words that a line has at least: "He resigned." tells too little."""
_LABEL = 6
"""Words before a colon or dash that are a label rather than a clause: "KVELLER via JTA —"."""
LABEL_MARKS = (":", "—", "–", "―", "--", "•", "|")
"""Marks that part a label from what it is put on."""
_LABEL_ENDS = (*LABEL_MARKS, ".-")
_PHRASE = 8
"""Words among which a phrase ends that links a line to what stands before it, and one behind it."""
_STAMP = 20
"""Words and marks among which the stamp of a page ends."""
_PRONOUNS = ("PRP", "PRP$")
_PREMODIFIERS = ("det", "amod", "compound", "nummod")
_NOMINAL = ("NOUN", "PROPN", "NUM")


@dataclass(frozen=True)
class Wording:
    """The words of a line as the sentence has them."""

    tokens: tuple[Token, ...]
    top: Token
    """The verb of its main clause, or the noun that a participle describes."""
    is_completed: bool = False
    """Whether "was" goes before that participle: "a bridge (was) opened in 1902"."""
    named: Token | None = None
    """A pronoun for which the line has the name."""
    known: Collection[str] = ()
    """Lemmas that the headline has told the reader."""

    @cached_property
    def unquoted(self) -> tuple[Token, ...]:
        """The words outside quotation marks."""
        return tuple(_outside_marks(self.tokens))

    @cached_property
    def places(self) -> frozenset[int]:
        """The places of the words in the text."""
        return frozenset(token.i for token in self.tokens)

    @cached_property
    def words(self) -> tuple[Token, ...]:
        """The words without punctuation."""
        return tuple(token for token in self.tokens if not (token.is_punct or token.is_space))

    @cached_property
    def subject(self) -> Token | None:
        """The subject of the main clause, which a coordinated verb shares with the one before it."""
        if self.is_completed:
            return self.top
        children = (child for verb in (self.top, self.top.head) for child in verb.children)
        return next((c for c in children if c.dep_ in SUBJECTS and c.i in self.places), None)


def _outside_marks(tokens: Iterable[Token]) -> Iterator[Token]:
    is_open = False
    for token in tokens:
        if token.text in _MARKS:
            is_open = not is_open
        elif not is_open:
            yield token


def reasons_against(wording: Wording) -> Iterator[str]:
    """The names of the reasons for which a line cannot stand alone."""
    return (name for name, holds in REASONS.items() if holds(wording))


def _lacks_clause(wording: Wording) -> bool:
    is_told = wording.is_completed or (wording.top.pos_ in VERBAL and is_finite(wording.top))
    return not is_told or wording.subject is None


def _speaks_of_writer(wording: Wording) -> bool:
    return bool(listed_in(wording.unquoted, "personal"))


def _has_loose_pronoun(wording: Wording) -> bool:
    """Whether a pronoun of the third person has nothing in the line that it could mean."""
    before: list[Token] = []
    for token in wording.unquoted:
        if token == wording.named or token.pos_ in _NOMINAL:
            before.append(token)
        elif token.tag_ in _PRONOUNS and is_word(token, "third_person"):
            fit = [noun for noun in before if _may_mean(token, noun)]
            if not fit and not _is_ahead(token, wording):
                return True
    return False


def _may_mean(pronoun: Token, noun: Token) -> bool:
    """Whether a pronoun may take up a noun before it.

    An object never means the subject of its own verb: "Officers asked him" (Chomsky 1981, principle B).
    """
    verb = pronoun.head if pronoun.head.pos_ in VERBAL else pronoun.head.head
    verbs = (verb, verb.head) if verb.dep_ == "conj" else (verb,)
    if (
        pronoun.tag_ == "PRP"
        and pronoun.dep_ not in SUBJECTS
        and noun.dep_ in SUBJECTS
        and noun.head in verbs
    ):
        return False
    if noun.ent_type_ in ("DATE", "TIME"):
        return False
    # "he" is one person, and no firm or town
    is_person = noun.ent_type_ in ("", "PERSON") and noun.tag_ not in ("NNS", "CD")
    return is_person or not is_word(pronoun, "third_person_singular")


def _is_ahead(pronoun: Token, wording: Wording) -> bool:
    """Whether it stands in an opening phrase and means the subject behind it: "After his arrest, Moor resigned"."""
    subject = wording.subject
    return subject is not None and subject.pos_ in _NOMINAL and pronoun.i < subject.left_edge.i


def _points_back(wording: Wording) -> bool:
    """Whether "that deal", "the same" or "the next day" takes up what another sentence has told; not "this week"."""
    for token in wording.unquoted:
        is_pointer = token.tag_ in ("DT", "PDT", "JJ") and is_word(token, "pointers")
        is_time = token.head.ent_type_ in ("DATE", "TIME") and is_word(token, "pointers_to_now")
        if is_pointer and not is_time and token.dep_ not in ("mark", "advmod"):
            return True
        if is_word(token, "next_ones") and is_lemma(token.head, "parts_of_day"):
            return True
    return False


def _links_back(wording: Wording) -> bool:
    first = wording.words[0] if wording.words else None
    if first is None or first == wording.named:
        return False
    is_torn = first.text[:1].islower() and first.is_sent_start
    return is_word(first, "links_back") or bool(is_torn) or _opens_with_link(wording)


def _opens_with_link(wording: Wording) -> bool:
    """Whether it begins with a phrase such as "in response", which nothing completes: not "in response to the fire"."""
    words = [token.lower_ for token in wording.words[:_PHRASE]]
    return lexicon.opens_with(words, "timeline/leaning_phrases", wording.top.lang_)


def _tells_of_no_comment(wording: Wording) -> bool:
    """Whether somebody would not speak to the writer, which is no event of the story."""
    refusing = any(is_lemma(token, "refusing") for token in wording.unquoted)
    return refusing and any(is_lemma(token, "comments") for token in wording.unquoted)


def _is_unknown_thing(wording: Wording) -> bool:
    """Whether the subject is "the firm" or "the big firm", which neither the line nor the headline explains."""
    subject = wording.subject
    if subject is None or subject.tag_ not in ("NN", "NNS") or subject.text[:1].isupper():
        return False
    parts = [c for c in subject.children if c.i in wording.places and not c.is_punct and c.dep_ != "acl"]
    is_definite = any(is_word(part, "definite") for part in parts)
    is_bare = all(part.dep_ in _PREMODIFIERS and part.pos_ != "PROPN" for part in parts)
    return is_definite and is_bare and subject.lemma_.lower() not in {*wording.known, *_institutions(subject)}


def _institutions(token: Token) -> frozenset[str]:
    return lexicon.words("events/institutions", token.lang_)


def _is_labelled(wording: Wording) -> bool:
    subject = wording.subject
    opening = wording.tokens[:_LABEL]
    return any(token.text in _LABEL_ENDS and (subject is None or token.i < subject.i) for token in opening)


def _is_vague_thing(wording: Wording) -> bool:
    """Whether "was" completes "a paper published in May", which neither a name before it nor its author tells apart."""
    if not wording.is_completed:
        return False
    authors = {i for token in wording.tokens if token.dep_ == "agent" for i in subtree(token)}
    names = (token.i for token in wording.tokens if token.pos_ == "PROPN")
    return not any(i < wording.top.i or i in authors for i in names)


def _tells_of_now(wording: Wording) -> bool:
    """Whether it speaks of the time of the report: "currently" misleads beside a date."""
    return bool(listed_in(wording.unquoted, "nowadays"))


def _opens_with_stamp(wording: Wording) -> bool:
    """Whether the day and hour of a page run into it, which no comma parts from what follows."""
    stamp = lexicon.pattern("events/words", "stamp", wording.top.lang_)
    return bool(stamp.match("".join(token.text_with_ws for token in wording.tokens[:_STAMP])))


def _is_broken_off(wording: Wording) -> bool:
    return any(token.text in ("...", "…", "....", "?") for token in wording.unquoted)


REASONS: dict[str, Callable[[Wording], bool]] = {
    # Two boats of the harbour council seized during a raid.
    "no_clause": _lacks_clause,
    # Today we closed the old bridge.
    "writer": _speaks_of_writer,
    # They closed the bridge on Monday.
    "loose_pronoun": _has_loose_pronoun,
    # This decision changed in 1994.
    "points_back": _points_back,
    # Then the council closed the bridge.
    "links_back": _links_back,
    # The council declined to comment on Monday.
    "no_comment": _tells_of_no_comment,
    # The firm sold the mill in May.
    "unknown_thing": _is_unknown_thing,
    # A paper was published in May.
    "vague_thing": _is_vague_thing,
    # More: the council closed the bridge.
    "label": _is_labelled,
    # The council of Tolm currently mends the bridge.
    "nowadays": _tells_of_now,
    # May 8, 2031 4:43 pm The council closed the bridge.
    "stamp": _opens_with_stamp,
    # Who closed the old bridge?
    "broken_off": _is_broken_off,
    # The mill closed.
    "too_short": lambda wording: len(wording.words) < _FEWEST,
}
"""What keeps a line from standing alone."""
