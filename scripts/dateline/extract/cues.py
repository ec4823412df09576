"""Cues of attribution in a parsed passage: “said”, “according to”, “told reporters”, each with its source."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import cast

from spacy.tokens import Doc, Token

from dateline.extract.dependency_trees import upward
from dateline.lang.lexicon import table, words

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
RELATIVES = frozenset({"who", "which", "that", "whom"})
SAID = frozenset({"said", "says", "added", "adds", "wrote", "writes", "told", "tells"})
QUOTED_VERBS = frozenset({"quote", "cite", "hear", "record", "see", "report"})
ADDRESSED_VERBS = frozenset({"tell", "ask", "remind", "warn", "advise", "inform", "assure", "urge", "thank"})
NOT_CUES = frozenset(
    {"be", "have", "do", "will", "would", "can", "could", "may", "might", "shall", "should", "must"}
)
CLIMBING = frozenset({"conj", "xcomp", "advcl", "pcomp", "ccomp", "dep", "parataxis", "acl"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
TAKEN_FOR = frozenset({"dobj", "attr", "npadvmod", "oprd", "appos", "dep"})
MISTAGGED = frozenset({*FINITE, "VBN", "NN", "NNS", "NNP"})
INNER = frozenset({"pobj", "dobj", "poss", "compound", "nmod"})
TIMES = frozenset(
    {"today", "yesterday", "tomorrow", "tonight", "week", "month", "year", "day"}
    | {"morning", "afternoon", "evening", "night", "noon", "midnight"}
)
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
NAMING = frozenset({"call", "label", "brand", "dub", "describe", "term", "deem"})
UNITS = frozenset(
    {"annum", "capita", "cent", "cents", "day", "diem", "head", "hour", "mille", "person", "se"}
)
"""What follows “per” in a rate, whatever the tagger takes it for."""
OBLIQUE = frozenset({"me", "him", "her", "us", "them", "himself", "herself", "themselves", "it"})


class Strength(IntEnum):
    """How surely a cue gives words to its source, the surest first."""

    SAY = 0
    SPEAK = 1
    JUDGE = 2
    OTHER = 3


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that attributes, and the head of the phrase that it attributes to.

    The source is the word itself where the clause names nobody: what is called a “blunder”; he was asked.
    """

    word: Token
    source: Token
    strength: Strength

    @property
    def is_anonymous(self) -> bool:
        """Whether the cue's clause tells that someone speaks and not who."""
        return self.source.i == self.word.i

    @property
    def is_noun(self) -> bool:
        """Whether it is a noun of saying (Moor’s answer), not a verb."""
        return self.word.pos_ == "NOUN" and self.word.lower_ in speech_nouns()

    @property
    def is_preposition(self) -> bool:
        """Whether it is “according to” or “per”, not a verb."""
        return self.word.lower_ in ("according", "per")


def cues_of(doc: Doc, quoted: Sequence[int]) -> Iterator[Cue]:
    """The cues of a passage in order; those inside a quote (`quoted[i]` >= 0) are left out."""
    for token in doc:
        if quoted[token.i] >= 0:
            continue
        cue = _cue(token, quoted)
        if cue is not None and quoted[cue.source.i] < 0:
            yield cue


def _cue(token: Token, quoted: Sequence[int]) -> Cue | None:
    if token.lower_ in ("according", "per"):
        return _prepositional(token)
    if token.lower_ in ("to", "for"):
        return _in_view_of(token, quoted)
    if token.pos_ == "NOUN" and token.lower_ in speech_nouns():
        return _nominal(token)
    return _verbal(token, quoted)


def speech_nouns() -> frozenset[str]:
    """Nouns for words that someone gives."""
    return words("quotes/speech_nouns")


def strength_of(verb: Token) -> Strength:
    """The class of a verb; the lemma may lack its last e (hopes -> hop)."""
    known, lemma = _strengths(), verb.lemma_.lower()
    if lemma == "go" and verb.i + 1 < len(verb.doc) and verb.nbor().lower_ == "on":  # went on about
        return Strength.SPEAK
    full = lemma + "e"
    return known.get(
        lemma, known.get(full, Strength.OTHER) if verb.lower_.startswith(full) else Strength.OTHER
    )


@cache
def _strengths() -> Mapping[str, Strength]:
    classes = table("quotes/reporting_verbs")
    return {
        lemma: Strength[name.upper()]
        for name, row in classes.items()
        for lemma in cast("list[str]", row["lemmas"])
    }


def _prepositional(token: Token) -> Cue | None:
    """“According to Tass”, “per the minutes”: the noun that follows."""
    first = token.i + 1
    if token.lower_ == "according":
        if first >= len(token.doc) or token.doc[first].lower_ != "to":
            return None
        first += 1
    elif _is_rate(token):
        return None
    for noun in token.doc[first : first + 12]:
        if noun.pos_ in NOMINAL and noun.dep_ not in ("compound", "poss", "nmod"):
            return Cue(token, noun, Strength.SAY)
        if noun.is_punct and not noun.is_quote and noun.text != "-":
            break
    return None


def _is_rate(per: Token) -> bool:
    """Whether “per” divides: 12 per cent, a boat per head; not “…,” per local media, sank per the board, per Tass."""
    doc, i = per.doc, per.i
    following = doc[i + 1] if i + 1 < len(doc) else per
    is_set_off = i == 0 or doc[i - 1].is_punct or doc[i - 1].is_quote
    if is_set_off or following.pos_ == "DET" or following.tag_ == "PRP$":
        return following.lower_ in UNITS
    noun = next((t for t in doc[i + 1 : i + 5] if t.pos_ in NOMINAL and t.dep_ != "compound"), following)
    return noun.pos_ != "PROPN" or following.lower_ in UNITS


def _in_view_of(token: Token, quoted: Sequence[int]) -> Cue | None:
    """“To Moor, “…””: in whose eyes it is so, at the head of a clause and right before the quote."""
    doc, i = token.doc, token.i
    if i and not (doc[i - 1].is_punct or doc[i - 1].is_space or doc[i - 1].pos_ in ("SCONJ", "CCONJ")):
        return None
    comma = next((t for t in doc[i + 1 : i + 5] if t.text == ","), None)
    if comma is None or not any(quoted[t.i] >= 0 for t in doc[comma.i + 1 : comma.i + 3]):
        return None
    source = doc[comma.i - 1]
    is_person = source.pos_ == "PROPN" or source.lower_ in OBLIQUE - {"it"} or _is_role(source)
    return Cue(token, source, Strength.SPEAK) if is_person and not is_time_word(source) else None


def _nominal(token: Token) -> Cue | None:
    """“Moor’s answer was …”, “the message from Berg: …”: the owner of a noun of saying.

    Without an owner, the subject of the verb that has it as its object: Moor used the words …
    """
    owners = [_possessor(token, t) for t in token.lefts if t.dep_ == "poss"]
    owners += [
        noun
        for prep in token.rights
        if prep.lower_ in ("by", "from", "of")
        for noun in prep.rights
        if noun.dep_ == "pobj" and (noun.pos_ in ("PROPN", "PRON") or _is_role(noun))
    ]
    if not owners and token.dep_ == "dobj":
        owners += [t for t in [source_of(token.head)] if t is not None]
    return Cue(token, owners[0], Strength.SPEAK) if owners and not is_time_word(owners[0]) else None


def _possessor(noun: Token, owner: Token) -> Token:
    """A noun's possessor; “its” means the subject: Berg of “Berg’s letter was mocked for its claim that …”."""
    if owner.lower_ != "its":
        return owner
    verb = next((t for t in noun.ancestors if t.pos_ in ("VERB", "AUX")), owner)
    subject = next((t for t in verb.children if t.dep_ in SUBJECTS and t.i < owner.i), owner)
    return next((t for t in subject.lefts if t.dep_ == "poss" and subject.lower_ in speech_nouns()), subject)


def is_somebody(source: Token) -> bool:
    """Whether a source is a name, a pronoun for a person or a noun of office."""
    return source.pos_ == "PROPN" or source.lower_ in ("he", "she", "they", "who") or _is_role(source)


def _is_role(noun: Token) -> bool:
    return noun.lemma_.lower() in words("names/person_roles")


def _verbal(token: Token, quoted: Sequence[int]) -> Cue | None:
    is_verb = token.pos_ == "VERB" and token.dep_ not in ("aux", "auxpass", "amod")
    if not (is_verb or token.lower_ in SAID or _is_verb_tagged_noun(token, quoted)):
        return None
    lemma = token.lemma_.lower()
    if lemma in NOT_CUES:
        return None
    strength = strength_of(token)
    source = source_of(token)
    if source is None and strength is not Strength.OTHER and _is_passive(token):
        source = token
    may_be_beside = strength <= Strength.SPEAK or (lemma in NAMING and token.tag_ == "VBD")
    if (source is None or quoted[source.i] >= 0) and may_be_beside:
        source = _neighbour(token, quoted)
    return Cue(token, source, strength) if source is not None else None


def _is_verb_tagged_noun(token: Token, quoted: Sequence[int]) -> bool:
    """Whether a plural noun that closes the clause after a quote is a verb: “…,” the report states."""
    doc, i = token.doc, token.i
    if token.tag_ != "NNS" or i + 1 >= len(doc) or doc[i + 1].text not in (".", ",", ":", ";"):
        return False
    if strength_of(token) > Strength.SPEAK:
        return False
    before = next(
        (j for j in range(i - 1, max(-1, i - 10), -1) if quoted[j] >= 0 or doc[j].text in ".;:"), -1
    )
    return before >= 0 and quoted[before] >= 0


def source_of(verb: Token) -> Token | None:
    """The word whose words a verb gives: its subject, seen through participles, coordination and relatives."""
    subjects = [t for t in verb.children if t.dep_ in SUBJECTS and t.lower_ != "there"]
    if subjects:
        return _of_subject(verb, _named_beside(verb, _nearest(subjects, verb)))
    inverted = _inverted(verb)
    if inverted is not None:
        return inverted
    before = verb.doc[verb.i - 1] if verb.i else None
    if verb.tag_ == "VBG" and before is not None and before.pos_ == "PROPN" and not is_time_word(before):
        return before
    if verb.tag_ == "VBG" and verb.i and (verb.doc[verb.i - 1].text == "," or verb.doc[verb.i - 1].is_quote):
        return _of_main_clause(verb)
    if _is_passive(verb):  # a plan mocked by Berg as “…”
        return _agent_of(verb)
    if verb.dep_ in CLIMBING and verb.head != verb:
        return _of_head(verb)
    return None


def _is_passive(verb: Token) -> bool:
    """Whether a verb's subject is whom or what it is said of: what was called “…”, a plan mocked as “…”."""
    if any(t.dep_ == "auxpass" for t in verb.children):
        return True
    if verb.tag_ != "VBN" or verb.dep_ != "acl" or verb.lemma_.lower() in QUOTED_VERBS:
        return False
    # elsewhere the parser may take a simple past for a participle: Berg, the chairman, called it “…”
    return verb.i + 1 < len(verb.doc) and verb.nbor().lower_ in ("as", "by")


def _agent_of(verb: Token) -> Token | None:
    return next((a for t in verb.children if t.dep_ == "agent" for a in t.children if a.dep_ == "pobj"), None)


def _nearest(subjects: Sequence[Token], verb: Token) -> Token:
    """Of two subjects the parser errs about the far one: those who think “…,” she said.

    But where the near one is set beside a name by a comma, it describes the name: Ada Moor, the party’s leader said.
    """
    near = min(subjects, key=lambda token: abs(token.i - verb.i))
    comma = near.left_edge.i - 1
    if comma < 1 or verb.doc[comma].text != "," or near.pos_ == "PROPN":
        return near
    return next((t for t in subjects if t.pos_ == "PROPN" and t.right_edge.i == comma - 1), near)


def _named_beside(verb: Token, subject: Token) -> Token:
    """The subject, or the noun that the parser took for its apposition: or maybe Berg, the analyst Ada Moor says.

    A comma ends an apposition, so one without it right before the verb is the subject.
    """
    before = verb.doc[verb.i - 1] if verb.i else None
    if before is None or before.pos_ != "PROPN":
        return subject
    return next((t for t in subject.rights if t.dep_ == "appos" and t.right_edge.i == before.i), subject)


def _of_subject(verb: Token, subject: Token) -> Token | None:
    """A subject, or the agent in the passive (“X was quoted by Tass as saying” keeps X; “X was asked” has none)."""
    if subject.dep_ != "nsubjpass" or verb.lemma_.lower() in QUOTED_VERBS:
        return subject
    return _agent_of(verb)


def _inverted(verb: Token) -> Token | None:
    """“…,” said Cheon: a noun right after a finite verb of saying that the parser took for its object."""
    weakest = Strength.JUDGE if verb.i and verb.doc[verb.i - 1].is_quote else Strength.SPEAK
    if verb.tag_ not in FINITE or strength_of(verb) > weakest or verb.dep_ == "conj":
        return None
    if verb.lemma_.lower() in ADDRESSED_VERBS:
        return None
    nouns = (t for t in verb.rights if t.dep_ in TAKEN_FOR and t.pos_ in NOMINAL)
    noun = next(nouns, None)
    if noun is None or noun.left_edge.i != verb.i + 1 or is_time_word(noun) or noun.lower_ in OBLIQUE:
        return None
    return noun


def is_time_word(token: Token) -> bool:
    """Whether a noun tells when: said Tuesday, said last week."""
    return token.ent_type_ in ("DATE", "TIME") or token.lower_ in TIMES or token.lower_ in _days_and_months()


@cache
def _days_and_months() -> frozenset[str]:
    names = table("times/names")
    return frozenset({*names["month"], *names["weekday"]})


def _of_main_clause(verb: Token) -> Token | None:
    """“…, saying …”: the subject of the outermost verb of saying around it, else of the sentence or of its head."""
    return _outermost_subject(verb) or _of_head(verb)


def _outermost_subject(verb: Token) -> Token | None:
    """The subject before a verb of the outermost verb of saying around it, else of the outermost verb."""
    around = [t for t in verb.ancestors if t.pos_ in ("VERB", "AUX")]
    saying = [t for t in around if strength_of(t) <= Strength.SPEAK and t.dep_ != "relcl"]
    for candidate in [*reversed(saying), *reversed(around)]:
        source = next((t for t in candidate.children if t.dep_ in SUBJECTS), None)
        if source is not None and source.i < verb.i:
            return source
    return None


def _of_head(verb: Token, depth: int = 0) -> Token | None:
    """The source of what a verb without a subject hangs on: “in a statement saying”, “went on to say”."""
    head = verb.head
    for head in upward(verb.head):
        if head.pos_ in ("VERB", "AUX"):
            break
        if head.pos_ in NOMINAL and not _is_document(head) and verb.tag_ != "VB":  # took pains to say
            return head if verb.dep_ in ("acl", "relcl", "conj", "appos") else None
    else:
        return head if head.pos_ in NOMINAL else None
    if verb.dep_ == "ccomp" and verb.tag_ not in ("VBG", "VB", "VBN"):
        return None
    subject = next((t for t in head.children if t.dep_ in SUBJECTS), None)
    if subject is None:
        return _of_head(head, depth + 1) if depth < 5 and head.head != head else None
    is_thing = subject.dep_ == "nsubjpass" and verb.tag_ in FINITE and not is_somebody(subject)
    if is_thing and (outer := _outermost_subject(verb)) is not None:
        return outer  # Berg said the film should be shown but said
    return _of_subject(head, subject) or subject


def _is_document(noun: Token) -> bool:
    """Whether a noun is something that one speaks by: the council issued a statement calling it “a shame”."""
    return noun.lower_ in words("quotes/documents") and noun.dep_ in ("dobj", "pobj")


def _neighbour(verb: Token, quoted: Sequence[int]) -> Token | None:
    """The noun beside a verb of saying that the parser found no subject for: “…,” a narrator in the film says."""
    if verb.tag_ not in MISTAGGED:
        return None
    doc, reach = verb.doc, 12
    if verb.i and doc[verb.i - 1].pos_ == "CCONJ":  # Berg said the film should be seen but said
        return _of_main_clause(verb)
    if verb.i and doc[verb.i - 1].text == ",":  # Berg, who never slept, said
        reach = 24
    for token in reversed(doc[max(0, verb.i - reach) : verb.i]):
        if quoted[token.i] >= 0 or token.is_quote or token.text in ".;:!?":
            break
        if token.lower_ in RELATIVES and reach == 12:
            return None
        if token.pos_ in NOMINAL and token.dep_ not in INNER and token.lower_ not in OBLIQUE | RELATIVES:
            return None if is_time_word(token) else token
    return _following(verb, quoted)


def _following(verb: Token, quoted: Sequence[int]) -> Token | None:
    """The noun after a verb that stands right behind a quote or opens the sentence: Said Ada Moor: “…”."""
    before = verb.doc[verb.i - 1] if verb.i else None
    if before is not None and not (before.is_quote or before.is_sent_end or before.text in ".!?"):
        return None
    for token in verb.doc[verb.i + 1 : verb.i + 8]:
        if quoted[token.i] >= 0 or token.is_punct or token.pos_ in ("VERB", "ADP", "SCONJ"):
            break
        if token.pos_ in NOMINAL and token.dep_ != "compound" and not is_time_word(token):
            return token
    return None
