"""The weight of an event: how likely an editor would give it a line of the timeline, from 0 to 1.

Each trait has a row here, which tells whether (or how much) an event or its sentence has it, and a row in
`lang/LANGUAGE/events/weights.toml` with what it counts, in logits.  `scripts/fit_timeline.py` fits these rows.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from dateline.extract.dependency_trees import root_of, subtree
from dateline.extract.events.fitted_traits import Likelihood, likelihood
from dateline.extract.events.standing_alone import LABEL_MARKS
from dateline.extract.events.time_anchors import Dating
from dateline.extract.events.triggers import is_reporting
from dateline.extract.events.verb_forms import (
    has_lemma,
    is_past,
    is_pluperfect,
    listed_in,
    path_up,
)
from dateline.model import edtf
from dateline.model.annotations import DateBasis, Status


@dataclass(frozen=True)
class EventCandidate:
    """An event as its sentence tells it."""

    trigger: Token
    status: Status
    dating: Dating | None
    is_quoted: bool = False
    heads_clause: bool = True
    """Whether its clause is about it; an event named in passing is not ("convicted over the 2009 crash")."""
    is_overdue: bool = False
    """Whether it is told as to come, for a day that was over when the article was published."""

    @cached_property
    def own_date(self) -> str | None:
        """The date that its own clause gives it."""
        return self.dating.date if self.dating and self.dating.is_own else None


@dataclass(frozen=True)
class StoryContext:
    """What of an article bears on all of its events."""

    published: str | None
    has_day: bool = True
    """Whether its opening states the day of its news."""
    headline: frozenset[str] = frozenset()
    """Lemmas of the headline's content words."""
    personal_share: float = 0.0
    """How many of its sentences are personal: a column, a guide, a letter."""
    past_share: float = 1.0
    """How many of its sentences tell something as past: a report rather than a guide."""

    def headline_share(self, tokens: Iterable[Token]) -> float:
        """How many of the headline's words some words have."""
        lemmas = (token.lemma_.lower() for token in tokens) if self.headline else ()
        shared = {lemma for lemma in lemmas if lemma in self.headline}
        return len(shared) / len(self.headline) if shared else 0.0


@dataclass(frozen=True)
class SentenceContext:
    """A sentence with its events, and where it stands."""

    sent: DocSpan
    events: Sequence[EventCandidate]
    place: int
    """Its place among the sentences of the body, from 0; -1 in a caption."""
    story: StoryContext
    quoted_share: float = 0.0
    """How much of its length stands between quotation marks."""
    is_personal: bool = False
    """Whether its writer speaks of "I" or "we", or to "you", outside quotations."""

    @cached_property
    def verb(self) -> Token:
        """Its main verb, or what else heads it."""
        return root_of(self.sent)

    @cached_property
    def headline_share(self) -> float:
        """How many of the headline's words it has."""
        return self.story.headline_share(self.sent)

    @cached_property
    def text(self) -> str:
        """Its text."""
        return self.sent.text

    @cached_property
    def has_open_end(self) -> bool:
        """Whether it ends without a full stop: a heading, a caption."""
        return not self.text.rstrip().endswith(_ENDS)

    @cached_property
    def names(self) -> int:
        """The names of people, places and organisations in it."""
        return sum(ent.label_ in _NAMES for ent in self.sent.ents)

    @cached_property
    def has_share(self) -> bool:
        """Whether it tells a share of something: "per cent"."""
        return bool(listed_in(self.sent, "shares"))

    @cached_property
    def has_label_mark(self) -> bool:
        """Whether a mark parts a label from the rest."""
        return any(token.text in LABEL_MARKS for token in self.sent)

    @cached_property
    def has_figure(self) -> bool:
        """Whether it tells a number that is no date."""
        numbers = (*listed_in(self.sent, "fractions"), *(token for token in self.sent if token.like_num))
        return any(token.ent_type_ not in _TIMES for token in numbers)


def weigh_events(context: SentenceContext) -> list[Likelihood]:
    """The weight of each event of a sentence."""
    language = context.sent.doc.lang_
    return [likelihood(TRAITS, "worth", language, context, event) for event in context.events]


_NAMES = ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "LAW", "WORK_OF_ART")
_TIMES = ("DATE", "TIME")
_ENDS = (".", "!", "?", "”", '"', "’")
_LONG, _SHORT = 35, 12
"""Words and marks of a sentence that is long, and of one that is short."""


def _subject_of(trigger: Token) -> Token | None:
    """The subject of a verb, or of the verb that it is coordinated with or completes."""
    for token in path_up(trigger):
        subject = next((child for child in token.lefts if child.dep_ in ("nsubj", "nsubjpass")), None)
        if subject is not None or token.dep_ not in ("conj", "xcomp", "acomp", "attr"):
            return subject
    return None


def _has_name(subject: Token | None) -> bool:
    """Whether a subject is a name or holds one: "Moor", "the mayor of Tolm"."""
    return subject is not None and any(subject.doc[i].pos_ == "PROPN" for i in subtree(subject))


def _precision(event: EventCandidate) -> str:
    return edtf.parse(event.own_date).precision if event.own_date else ""


def _is_passive(trigger: Token) -> bool:
    return any(child.dep_ == "auxpass" for child in trigger.lefts)


def _is_participle(trigger: Token) -> bool:
    """Whether it is the passive in short: "a report published in July"."""
    return trigger.dep_ == "acl" and trigger.tag_ == "VBN"


def _is_main(context: SentenceContext, trigger: Token) -> bool:
    """Whether it is the verb of the main clause, or of what that one reports."""
    verb = trigger.head if trigger.dep_ in ("ccomp", "xcomp", "conj") else trigger
    return verb == context.verb


Trait = Callable[[SentenceContext, EventCandidate], float]

TRAITS: dict[str, Trait] = {
    "base": lambda s, e: 1,
    # the article
    "personal_share": lambda s, e: s.story.personal_share,
    # the sentence
    "early": lambda s, e: 1 / (1 + s.place) if s.place >= 0 else 0,
    "quoted": lambda s, e: s.quoted_share > 0,
    "personal": lambda s, e: s.is_personal,
    "headline_share": lambda s, e: s.headline_share,
    "names": lambda s, e: min(s.names, 4) / 4,
    "figure": lambda s, e: s.has_figure,
    "share": lambda s, e: s.has_share,
    "long": lambda s, e: len(s.sent) > _LONG,
    "short": lambda s, e: max(0, _SHORT - len(s.sent)) / 5,
    "label_mark": lambda s, e: s.has_label_mark,
    # the event
    "headline_event": lambda s, e: e.trigger.lemma_.lower() in s.story.headline,
    "incident": lambda s, e: has_lemma(e.trigger, "events/incident_verbs"),
    "general": lambda s, e: has_lemma(e.trigger, "events/general_verbs"),
    "measure": lambda s, e: s.has_figure and has_lemma(e.trigger, "events/measuring_verbs"),
    "reporting": lambda s, e: is_reporting(e.trigger),
    "past": lambda s, e: (is_past(e.trigger) and not is_pluperfect(e.trigger)) or _is_participle(e.trigger),
    "present": lambda s, e: e.trigger.tag_ in ("VBZ", "VBP"),
    "passive": lambda s, e: _is_passive(e.trigger) or _is_participle(e.trigger),
    "main": lambda s, e: _is_main(s, e.trigger),
    "passing": lambda s, e: not e.heads_clause,
    "named_subject": lambda s, e: _has_name(_subject_of(e.trigger)),
    # its day and status
    "undated": lambda s, e: e.own_date is None,
    "own_year": lambda s, e: _precision(e) in ("year", "decade", "century"),
    "published_only": lambda s, e: e.dating is not None and e.dating.basis is DateBasis.PUBLICATION,
    "planned": lambda s, e: e.status is Status.PLANNED and e.own_date is not None and not e.is_overdue,
    "denied": lambda s, e: e.status is Status.DENIED,
}
"""What speaks for or against an event, and how much of it there is."""
