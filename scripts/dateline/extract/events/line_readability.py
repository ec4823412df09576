"""How likely a line reads alone: below its headline nobody asks "who?", "which one?" or "of what?".

What rules a line out has its row in `standing_alone`; here each trait has a row that speaks for or against it, and one
in the table `[reading]` of `lang/LANGUAGE/events/weights.toml` with what it counts, in logits.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from dateline.extract.dependency_trees import root_of
from dateline.extract.events.event_lines import EventLine
from dateline.extract.events.event_weights import EventCandidate, SentenceContext
from dateline.extract.events.fitted_traits import Likelihood, TraitOf, likelihood
from dateline.extract.events.sentence_traits import is_pointed_at
from dateline.extract.events.standing_alone import LABEL_MARKS
from dateline.extract.events.verb_forms import SUBJECTS, is_word, listed_in
from dateline.lang import lexicon

_MOST = 3
"""Of the same kind of word, as many as count."""
_WORDS = 10
"""Words from which on a line is no short one."""
_ABBREVIATION = re.compile(r"[A-Z]{2,6}s?|(?:[A-Z]\.){2,}")
_PLACES = ("GPE", "LOC", "FAC")
_OPENING = 4
"""Words of a phrase with which a line begins, among which a time stands if it is one."""
_NAMES = ("PERSON", "ORG", "GPE", "LOC", "FAC", "EVENT", "NORP")


@dataclass(frozen=True)
class LineView:
    """A line with its event and its sentence, as the traits see it."""

    line: EventLine
    event: EventCandidate
    sentence: SentenceContext
    time: Sequence[Token] = ()
    """The words of the time that dates it, which the line may lack: its date tells them."""

    @property
    def told_words(self) -> int:
        """How many of these it lacks."""
        is_own = self.event.dating is not None and self.event.dating.is_own
        return sum(token.i not in self.places for token in self.time) if is_own else 0

    @cached_property
    def words(self) -> tuple[Token, ...]:
        """Its words without punctuation."""
        return tuple(token for token in self.line.tokens if not token.is_punct)

    @cached_property
    def places(self) -> frozenset[int]:
        """The places of its words and marks in the text."""
        return frozenset(token.i for token in self.line.tokens)

    @property
    def headline(self) -> Collection[str]:
        """Lemmas of the headline's content words."""
        return self.sentence.story.headline

    @cached_property
    def subject(self) -> Token | None:
        """The subject of the event's verb, or of the verb that governs it."""
        verbs = (self.event.trigger, self.event.trigger.head)
        children = (child for verb in verbs for child in verb.children)
        return next((c for c in children if c.dep_ in SUBJECTS and c.i in self.places), None)

    def count(self, key: str) -> int:
        """How many of its words stand in the list `key` of `events/words`; `_MOST` at most."""
        return min(len(listed_in(self.words, key)), _MOST)


def readability_of(
    line: EventLine, event: EventCandidate, sentence: SentenceContext, time: Sequence[Token] = ()
) -> Likelihood:
    """How likely a line reads alone; `time` are the words that its date rests on."""
    view = LineView(line, event, sentence, time)
    return likelihood(READING_TRAITS, "reading", event.trigger.lang_, view)


def _unexplained_things(view: LineView) -> int:
    """The nouns taken as known ("the deal", "this deal") of which neither the line nor the headline tells which."""
    found, told = 0, set(view.headline)
    for token in view.words:
        if token.tag_ in ("NN", "NNS") and not token.ent_type_:
            found += is_pointed_at(token, view.places) and token.lemma_.lower() not in told
        if token.pos_ in ("NOUN", "PROPN"):
            told.add(token.lemma_.lower())
    return min(found, _MOST)


def _abbreviations(view: LineView) -> int:
    """Abbreviations that not everybody knows and that the headline does not have: "the CAAN"."""
    found = {token.text.casefold() for token in view.words if _ABBREVIATION.fullmatch(token.text)}
    known = lexicon.word_set("events/words", "abbreviations", view.event.trigger.lang_)
    return min(len({text.replace(".", "") for text in found} - known - {*view.headline}), 2)


def _is_nameless(view: LineView) -> bool:
    return not any(ent.label_ in _NAMES for ent in view.sentence.sent.ents)


def _is_told_in(name: DocSpan, view: LineView) -> bool:
    return any(token.i in view.places for token in name)


def _opens_with_phrase(view: LineView) -> bool:
    """Whether the line begins with an adverb, or with a phrase that is no time: "In addition to the mill, …"."""
    first = view.words[0] if view.words else None
    if first is None or first.pos_ not in ("ADV", "ADP"):
        return False
    is_time = any(token.ent_type_ in ("DATE", "TIME") for token in view.words[:_OPENING])
    return first.pos_ == "ADV" or not is_time


def _has_bare_plural_subject(view: LineView) -> bool:
    """Whether the subject is "boats" or "two boats", which takes nothing as known."""
    subject = view.subject
    if subject is None or subject.tag_ != "NNS":
        return False
    return not any(child.dep_ in ("det", "poss") for child in subject.children)


def _has_pronoun_subject(view: LineView) -> bool:
    return view.subject is not None and view.subject.pos_ == "PRON"


READING_TRAITS: Mapping[str, TraitOf[LineView]] = {
    "base": lambda v: 1,
    "reason": lambda v: not v.line.stands_alone,
    "unexplained": _unexplained_things,
    "possessives": lambda v: min(sum(t.tag_ == "PRP$" and is_word(t, "third_person") for t in v.words), 2),
    "links": lambda v: v.count("linking"),
    "abbreviations": _abbreviations,
    "short": lambda v: max(0, _WORDS - len(v.words) - v.told_words) / 5,
    "embedded": lambda v: root_of(v.sentence.sent).i not in v.places,
    "label_mark": lambda v: any(token.text in LABEL_MARKS for token in v.line.tokens),
    "headline_share": lambda v: v.sentence.story.headline_share(v.words),
    "open_end": lambda v: v.sentence.has_open_end,
    "question": lambda v: "?" in v.sentence.text,
    "no_subject": lambda v: v.subject is None,
    "pronoun_subject": _has_pronoun_subject,
    "opening": lambda v: v.sentence.place <= 1,
    "quoted": lambda v: v.event.is_quoted,
    "nameless": _is_nameless,
    "placeless": lambda v: (
        not any(_is_told_in(ent, v) for ent in v.sentence.sent.ents if ent.label_ in _PLACES)
    ),
    "here": lambda v: any(t.dep_ == "advmod" and is_word(t, "pointing_places") for t in v.words),
    "opening_phrase": _opens_with_phrase,
    "plural_subject": _has_bare_plural_subject,
}
"""What speaks for or against a line, and how much of it there is."""

FLAWS = (
    "reason", "unexplained", "possessives", "links", "abbreviations", "label_mark", "open_end", "question",
    "pronoun_subject", "quoted", "nameless",
)  # fmt: skip
"""The traits without which a line leaves nothing open."""


def is_clear(reading: Likelihood) -> bool:
    """Whether a line leaves nothing open: it has none of the flaws."""
    return not any(trait in FLAWS for trait, _ in reading.sizes)
