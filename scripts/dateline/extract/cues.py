"""Cues of attribution in a parsed passage: “said”, “according to”, “told reporters”, each with its source."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import cast

from spacy.strings import get_string_id
from spacy.tokens import Doc, Token

from dateline.extract.dependency_trees import upward
from dateline.lang.lexicon import languages, table, word_set, words

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
_TENSED = frozenset({"VBD", "VBZ"})
"""Forms that no infinitive is coordinated with."""
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_DEPENDENT_VERBS = frozenset({"conj", "xcomp", "advcl", "pcomp", "ccomp", "dep", "parataxis", "acl"})
"""Relations of a verb that may share the subject of the verb above it."""
_MISTAKEN_SUBJECTS = frozenset({"dobj", "attr", "npadvmod", "oprd", "appos", "dep"})
"""Relations that the parser gives the subject behind an inverted verb: “…,” said Cheon."""
_TAGS_OF_VERBS = frozenset({*FINITE, "VBN", "NN", "NNS", "NNP", "NNPS"})
"""Tags that a verb of saying gets, wrong ones included."""
_PLURAL = frozenset({"NNS", "NNPS"})
_MODIFIERS = frozenset({"pobj", "dobj", "poss", "compound", "nmod"})


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
    rule: str
    """Which kind of cue it is: “verb”, “according to”, “viewpoint” or “speech noun”."""

    @property
    def is_anonymous(self) -> bool:
        """Whether the cue's clause tells that someone speaks and not who."""
        return self.source.i == self.word.i

    @property
    def is_noun(self) -> bool:
        """Whether it is a noun of saying (Moor’s answer), not a verb."""
        return self.rule == "speech noun"

    @property
    def is_preposition(self) -> bool:
        """Whether it is “according to” or “per”, not a verb."""
        return self.rule == "according to"


def is_listed(token: Token, key: str, name: str = "quotes/words") -> bool:
    """Whether a token is in the list `key` of a table of words of its language; “US” is no pronoun."""
    return token.lower in ids_of(name, key, token.lang) and not _is_initials(token)


@cache
def ids_of(name: str, key: str, language: int) -> frozenset[int]:
    """The list `key` of a table of words as spaCy numbers words, for the number of a language.

    Most words are looked up in many lists, and a number is at hand where a text would have to be made.
    """
    codes = {get_string_id(code): code for code in ("", *languages())}
    return frozenset(map(get_string_id, word_set(name, key, codes.get(language, "any"))))


def _is_initials(token: Token) -> bool:
    """Whether a word is in capitals and its sentence is not."""
    return len(token) > 1 and token.is_upper and not token.sent.text.isupper()


def is_lemma_listed(token: Token, key: str) -> bool:
    """Whether a token's lemma is in the list `key` of `quotes/words`."""
    return token.lemma_.lower() in word_set("quotes/words", key, token.lang_)


def cues_of(doc: Doc, quoted: Sequence[int]) -> Iterator[Cue]:
    """The cues of a passage in order; those inside a quote (`quoted[i]` >= 0) are left out."""
    for token in doc:
        if quoted[token.i] < 0:
            rule, strength, source = _attribution_of(token, quoted)
            if source is not None and quoted[source.i] < 0:
                yield Cue(token, source, strength, rule)


def _attribution_of(token: Token, quoted: Sequence[int]) -> tuple[str, Strength, Token | None]:
    """The rule that a token may attribute by, its strength, and the head of its source, if it has one."""
    if is_listed(token, "attributing"):
        return "according to", Strength.SAY, _object_of(token)
    if is_listed(token, "viewpoint"):
        return "viewpoint", Strength.SPEAK, _viewpoint(token, quoted)
    if token.pos_ == "NOUN" and _is_speech_noun(token):
        return "speech noun", Strength.SPEAK, _owner_of(token)
    return ("verb", *_speaker_of(token, quoted))


def _is_speech_noun(token: Token) -> bool:
    """Whether it is a noun for words that someone gives: an answer, a message."""
    return token.lower_ in words("quotes/speech_nouns", token.lang_)


def strength_of(verb: Token) -> Strength:
    """The class of a verb; the lemma may lack its last e (hopes -> hop)."""
    following = verb.doc[verb.i + 1 : verb.i + 2].text.lower()
    if following in cast(
        "list[str]", table("quotes/words", verb.lang_)["phrasal"].get(verb.lemma_.lower(), [])
    ):
        return Strength.SPEAK  # went on about
    known, lemma = _strengths(verb.lang_), verb.lemma_.lower()
    if lemma not in known and verb.lower_.startswith(lemma + "e"):
        lemma += "e"
    return known.get(lemma, Strength.OTHER)


@cache
def _strengths(language: str) -> Mapping[str, Strength]:
    classes = table("quotes/reporting_verbs", language)
    return {
        lemma: Strength[name.upper()]
        for name, row in classes.items()
        for lemma in cast("list[str]", row["lemmas"])
    }


def _object_of(preposition: Token) -> Token | None:
    """The noun after an attributing preposition: “according to Tass”, “per the minutes”."""
    doc, first = preposition.doc, preposition.i + 1
    if is_listed(preposition, "attributing_compound"):
        if first >= len(doc) or not is_listed(doc[first], "attributing_complements"):
            return None
        first += 1
    elif _is_rate(preposition):
        return None
    for noun in doc[first : first + 12]:
        if noun.pos_ in NOMINAL and noun.dep_ not in ("compound", "poss", "nmod"):
            return noun
        if noun.is_punct and not noun.is_quote and noun.text != "-":
            break
    return None


def _is_rate(per: Token) -> bool:
    """Whether “per” divides: 12 per cent, a boat per head; not “…,” per local media, sank per the board, per Tass."""
    doc, i = per.doc, per.i
    following = doc[i + 1] if i + 1 < len(doc) else per
    is_unit = is_listed(following, "rate_units")
    if (
        i == 0
        or doc[i - 1].is_punct
        or doc[i - 1].is_quote
        or following.pos_ == "DET"
        or following.tag_ == "PRP$"
    ):
        return is_unit
    noun = next((t for t in doc[i + 1 : i + 5] if t.pos_ in NOMINAL and t.dep_ != "compound"), following)
    return noun.pos_ != "PROPN" or is_unit


def _viewpoint(token: Token, quoted: Sequence[int]) -> Token | None:
    """The one in whose eyes it is so, at the head of a clause and right before the quote: “To Moor, “…””."""
    doc, i = token.doc, token.i
    if i and not (doc[i - 1].is_punct or doc[i - 1].is_space or doc[i - 1].pos_ in ("SCONJ", "CCONJ")):
        return None
    comma = next((t for t in doc[i + 1 : i + 5] if t.text == ","), None)
    if comma is None or not any(quoted[t.i] >= 0 for t in doc[comma.i + 1 : comma.i + 3]):
        return None
    source = doc[comma.i - 1]
    is_pronoun = is_listed(source, "oblique") and not is_listed(source, "oblique_things")
    is_person = source.pos_ == "PROPN" or is_pronoun or _is_role(source)
    return source if is_person and not is_time_word(source) else None


def _owner_of(noun: Token) -> Token | None:
    """The owner of a noun of saying: “Moor’s answer was …”, “the message from Berg: …”.

    Without an owner, the subject of the verb that has it as its object: Moor used the words …
    """
    owners = [_possessor(noun, t) for t in noun.lefts if t.dep_ == "poss"]
    owners += [
        owner
        for prep in noun.rights
        if is_listed(prep, "owner_prepositions")
        for owner in prep.rights
        if owner.dep_ == "pobj" and (owner.pos_ in ("PROPN", "PRON") or _is_role(owner))
    ]
    owner = owners[0] if owners else source_of(noun.head) if noun.dep_ == "dobj" else None
    return None if owner is None or is_time_word(owner) else owner


def _possessor(noun: Token, owner: Token) -> Token:
    """A noun's possessor; “its” means the subject: Berg of “Berg’s letter was mocked for its claim that …”."""
    if not is_listed(owner, "possessive_things"):
        return owner
    verb = next((t for t in noun.ancestors if t.pos_ in ("VERB", "AUX")), owner)
    subject = next((t for t in verb.children if t.dep_ in SUBJECTS and t.i < owner.i), owner)
    return next((t for t in subject.lefts if t.dep_ == "poss" and _is_speech_noun(subject)), subject)


def is_person_word(source: Token) -> bool:
    """Whether a source is a name, a pronoun for a person or a noun of office."""
    return source.pos_ == "PROPN" or is_listed(source, "person_sources") or _is_role(source)


def _is_role(noun: Token) -> bool:
    return noun.lemma_.lower() in words("names/person_roles", noun.lang_)


def _speaker_of(token: Token, quoted: Sequence[int]) -> tuple[Strength, Token | None]:
    """The strength of a verb and whose words it gives; the verb itself in a passive without an agent."""
    is_verb = token.pos_ == "VERB" and token.dep_ not in ("aux", "auxpass", "amod")
    is_saying = is_verb or is_listed(token, "said") or _is_verb_tagged_noun(token, quoted)
    if not is_saying or is_lemma_listed(token, "auxiliary_lemmas"):
        return Strength.OTHER, None
    strength, source = strength_of(token), source_of(token)
    if source is None and strength is not Strength.OTHER and _is_passive(token):
        source = token
    is_naming = is_lemma_listed(token, "naming_lemmas") and token.tag_ == "VBD"
    if (source is None or quoted[source.i] >= 0) and (strength <= Strength.SPEAK or is_naming):
        source = _noun_beside(token, quoted)
    return strength, source


def _is_verb_tagged_noun(token: Token, quoted: Sequence[int]) -> bool:
    """Whether a noun that closes the clause after a quote is a verb: “…,” the report states; “…,” the mayors state."""
    doc, i = token.doc, token.i
    is_after_plural = token.tag_ == "NN" and i > 0 and doc[i - 1].tag_ in _PLURAL
    if not (token.tag_ in _PLURAL or is_after_plural) or i + 1 >= len(doc):
        return False
    if doc[i + 1].text not in (".", ",", ":", ";") and not (is_after_plural and doc[i + 1].pos_ == "ADP"):
        return False
    places = range(i - 1, max(-1, i - 10), -1)
    before = next((j for j in places if quoted[j] >= 0 or doc[j].text in ".;:"), -1)
    return before >= 0 and quoted[before] >= 0 and strength_of(token) <= Strength.SPEAK


def source_of(verb: Token) -> Token | None:
    """The word whose words a verb gives: its subject, seen through participles, coordination and relatives."""
    subjects = [t for t in verb.children if t.dep_ in SUBJECTS and not is_listed(t, "expletives")]
    if subjects and _is_of_document(verb, subjects):  # Berg issued a statement that called it “a shame”
        return _shared_subject(verb)
    if subjects:
        return _agent_or_subject(verb, _named_apposition(verb, _nearest(subjects, verb)))
    inverted = _inverted_subject(verb)
    if inverted is not None:
        return inverted
    before = verb.doc[verb.i - 1] if verb.i else None
    if verb.tag_ == "VBG" and before is not None:
        if before.pos_ == "PROPN" and not is_time_word(before):
            return before
        if before.text == "," or before.is_quote:  # “…, saying …”
            return _outermost_subject(verb) or _shared_subject(verb)
    if _is_passive(verb):  # a plan mocked by Berg as “…”
        return _agent_of(verb)
    return _shared_subject(verb) if verb.dep_ in _DEPENDENT_VERBS and verb.head != verb else None


def _is_of_document(verb: Token, subjects: Sequence[Token]) -> bool:
    """Whether a verb tells what stands in something that its clause's noun says that somebody speaks by."""
    is_relative = len(subjects) == 1 and is_listed(subjects[0], "relatives") and verb.dep_ == "relcl"
    return is_relative and _is_document(verb.head) and verb.head.dep_ == "dobj"


def _is_document(noun: Token) -> bool:
    """Whether a noun is something that one speaks by, and no speaker: the council issued a statement."""
    return noun.lower_ in words("quotes/documents", noun.lang_) and noun.dep_ in ("dobj", "pobj")


def _is_passive(verb: Token) -> bool:
    """Whether a verb's subject is whom or what it is said of: what was called “…”, a plan mocked as “…”."""
    if any(t.dep_ == "auxpass" for t in verb.children):
        return True
    if verb.tag_ != "VBN" or verb.dep_ != "acl" or is_lemma_listed(verb, "quoting_lemmas"):
        return False
    # elsewhere the parser may take a simple past for a participle: Berg, the chairman, called it “…”
    return verb.i + 1 < len(verb.doc) and is_listed(verb.nbor(), "passive_markers")


def _agent_of(verb: Token) -> Token | None:
    return next((a for t in verb.children if t.dep_ == "agent" for a in t.children if a.dep_ == "pobj"), None)


def _nearest(subjects: Sequence[Token], verb: Token) -> Token:
    """The subject nearest to a verb: of two, the parser errs about the far one (those who think “…,” she said).

    But where the near one is set beside a name by a comma, it describes the name: Ada Moor, the party’s leader said.
    """
    near = min(subjects, key=lambda token: abs(token.i - verb.i))
    comma = near.left_edge.i - 1
    if comma < 1 or verb.doc[comma].text != "," or near.pos_ == "PROPN":
        return near
    return next((t for t in subjects if t.pos_ == "PROPN" and t.right_edge.i == comma - 1), near)


def _named_apposition(verb: Token, subject: Token) -> Token:
    """The subject, or the noun that the parser took for its apposition: or maybe Berg, the analyst Ada Moor says.

    A comma ends an apposition, so one without it right before the verb is the subject.
    """
    if not verb.i or verb.doc[verb.i - 1].pos_ != "PROPN":
        return subject
    return next((t for t in subject.rights if t.dep_ == "appos" and t.right_edge.i == verb.i - 1), subject)


def _agent_or_subject(verb: Token, subject: Token) -> Token | None:
    """A subject, or the agent in the passive (“X was quoted by Tass as saying” keeps X; “X was asked” has none)."""
    is_speaker = subject.dep_ != "nsubjpass" or is_lemma_listed(verb, "quoting_lemmas")
    return subject if is_speaker else _agent_of(verb)


def _inverted_subject(verb: Token) -> Token | None:
    """The noun right after a finite verb of saying that the parser took for its object: “…,” said Cheon."""
    is_beside = verb.i > 0 and verb.doc[verb.i - 1].is_quote
    tags, weakest = (FINITE | {"VB"}, Strength.JUDGE) if is_beside else (FINITE, Strength.SPEAK)
    if verb.tag_ not in tags or verb.dep_ == "conj" or strength_of(verb) > weakest:
        return None
    if is_lemma_listed(verb, "addressing_lemmas") and not is_beside:
        return None
    noun = next((t for t in verb.rights if t.dep_ in _MISTAKEN_SUBJECTS and t.pos_ in NOMINAL), None)
    if noun is None or noun.left_edge.i != verb.i + 1 or is_time_word(noun) or is_listed(noun, "oblique"):
        return None
    return noun


def is_time_word(token: Token) -> bool:
    """Whether a noun tells when: said Tuesday, said last week."""
    return token.ent_type_ in ("DATE", "TIME") or token.lower_ in _time_words(token.lang_)


@cache
def _time_words(language: str) -> frozenset[str]:
    calendar = table("times/names", language)
    return word_set("quotes/words", "time_nouns", language).union(calendar["month"], calendar["weekday"])


def _outermost_subject(verb: Token) -> Token | None:
    """The subject before a verb of the outermost verb of saying around it, else of the outermost verb."""
    around = [t for t in verb.ancestors if t.pos_ in ("VERB", "AUX")]
    saying = [t for t in around if strength_of(t) <= Strength.SPEAK and t.dep_ != "relcl"]
    for candidate in [*reversed(saying), *reversed(around)]:
        source = next((t for t in candidate.children if t.dep_ in SUBJECTS), None)
        if source is not None and source.i < verb.i:
            return source
    return None


def _shared_subject(verb: Token, depth: int = 0) -> Token | None:
    """The source of the verb or noun that a verb without a subject hangs on: “went on to say”."""
    head = verb.head
    for head in upward(verb.head):
        if head.pos_ in ("VERB", "AUX"):
            break
        # for a second time, saying “…”
        if (
            head.pos_ in NOMINAL and not (_is_document(head) or is_time_word(head)) and verb.tag_ != "VB"
        ):  # took pains to say
            return head if verb.dep_ in ("acl", "relcl", "conj", "appos") else None
    else:
        return head if head.pos_ in NOMINAL else None
    if verb.dep_ == "ccomp" and verb.tag_ not in ("VBG", "VB", "VBN"):
        return None
    subject = next((t for t in head.children if t.dep_ in SUBJECTS), None)
    if subject is None or (verb.dep_ == "conj" and verb.tag_ in _TENSED and head.tag_ == "VB"):
        outer = _shared_subject(head, depth + 1) if depth < 5 and head.head != head else None
        return outer or subject  # Berg said he would try and insisted
    if (
        verb.dep_ == "conj"
        and verb.tag_ in FINITE
        and subject.dep_ == "nsubjpass"
        and is_person_word(subject)
    ):
        return subject  # Moor was joined by Berg and joked
    is_thing = subject.dep_ == "nsubjpass" and verb.tag_ in FINITE and not is_person_word(subject)
    if is_thing and (outer := _outermost_subject(verb)) is not None:
        return outer  # Berg said the film should be shown but said
    return _agent_or_subject(head, subject) or subject


def _noun_beside(verb: Token, quoted: Sequence[int]) -> Token | None:
    """The noun beside a verb of saying that the parser found no subject for: “…,” a narrator in the film says."""
    if verb.tag_ not in _TAGS_OF_VERBS:
        return None
    doc, reach = verb.doc, 12
    if verb.i and doc[verb.i - 1].pos_ == "CCONJ":  # Berg said the film should be seen but said
        return _outermost_subject(verb) or _shared_subject(verb)
    if verb.i and doc[verb.i - 1].text == ",":  # Berg, who never slept, said
        reach = 24
    for token in reversed(doc[max(0, verb.i - reach) : verb.i]):
        if quoted[token.i] >= 0 or token.is_quote or token.text in ".;:!?":
            break
        is_relative = is_listed(token, "relatives")
        if is_relative and reach == 12:
            return _noun_before_relative(token, verb)
        # where the parser errs, a name right before the verb is made a part of another phrase: “…,” Moor notes
        is_name_beside = token.i == verb.i - 1 and (token.pos_ == "PROPN" or verb.pos_ == "NOUN")
        is_modifier = token.dep_ in _MODIFIERS and not (is_name_beside and token.dep_ != "pobj")
        is_subject = _is_nominal(token) and not is_modifier and not is_relative
        if is_subject and not is_listed(token, "oblique"):
            return None if is_time_word(token) else token
    return _noun_behind(verb, quoted)


def _is_nominal(token: Token) -> bool:
    """Whether a word is a noun, or an adjective with an article that stands for one: the 43-year-old."""
    return token.pos_ in NOMINAL or (token.pos_ == "ADJ" and any(t.dep_ == "det" for t in token.lefts))


def _noun_before_relative(relative: Token, verb: Token) -> Token | None:
    """The noun that a relative clause before a verb describes: an official who spoke without leave said."""
    clause = relative.head
    is_closed = clause.dep_ == "relcl" and clause.i < verb.i and clause not in verb.ancestors
    return clause.head if is_closed and verb.tag_ in FINITE and clause.head.pos_ in NOMINAL else None


def _noun_behind(verb: Token, quoted: Sequence[int]) -> Token | None:
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
