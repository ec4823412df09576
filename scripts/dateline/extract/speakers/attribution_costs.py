"""Cost of attributing a quote to a cue's source: a sum of named features, each with its weight in a data file.

`FEATURES` says what holds of a cue, `lang/*/quotes/weights.toml` what it costs, with an example of each.
`VETOES` says which cues are no candidates at all.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Token

from dateline.extract.cues import (
    FINITE,
    NOMINAL,
    Cue,
    Strength,
    is_lemma_listed,
    is_listed,
    is_person_word,
    is_time_word,
)
from dateline.extract.speakers.paragraph_view import ParagraphView, QuoteTokens
from dateline.lang.lexicon import weights, word_set

MAX_COST = 40.0
"""The cost from which a cue does not attribute the quote."""
NEAREST = 8
"""How many cues on either side of a quote are weighed."""
MAX_WORDS = 30
"""Up to so many words between count."""
SCARE_WORDS = 3
"""Up to so many words in marks that nobody says are taken for the writer's distance."""


@dataclass(frozen=True)
class Candidate:
    """A cue that is weighed for a quote, and what stands between the two."""

    quote: QuoteTokens
    cue: Cue
    words: int
    """Words between, those of quotes left out."""
    ends: float
    """Ends of sentences between."""
    others: int
    """Other quotes between."""

    @property
    def is_behind(self) -> bool:
        """Whether the cue's word stands behind the quote: “…,” Berg said."""
        return self.cue.word.i >= self.quote.end

    @property
    def is_close(self) -> bool:
        """Whether neither a sentence's end nor another quote stands between."""
        return not (self.ends or self.others)

    def follows(self, key: str) -> bool:
        """Whether the word right before the quote is in the list `key`."""
        return self.quote.before in word_set("quotes/words", key, self.quote.view.doc.lang_)

    @cached_property
    def governs(self) -> bool:
        """Whether the quote hangs on the cue's word in the parse."""
        start, end = self.quote.start, self.quote.end
        for token in self.quote.view.doc[start:end]:
            if not start <= token.head.i < end or token.head == token:
                return self._is_above(token)
        return False

    def _is_above(self, token: Token) -> bool:
        for _ in range(6):
            token = token.head
            if token.i == self.cue.word.i:
                return True
            if token.dep_ in ("advcl", "relcl", "acl") and token.i in self.quote.view.cue_words:
                return False  # another cue's own clause: while Moor spoke of “…”, Berg warned
        return False


def _is_distant_clause(c: Candidate) -> bool:
    """Whether the cue is in another sentence, in a clause that is subordinate and follows no quote of its own."""
    if c.ends < 1 or is_after_quote(c.quote.view, c.cue):
        return False
    token = c.cue.word
    for _ in range(5):
        if token.dep_ in ("relcl", "acl", "advcl", "ccomp", "xcomp", "pcomp"):
            return True
        token = token.head
    return False


def _is_beside(c: Candidate) -> bool:
    return c.is_behind and c.is_close and not c.words and not _has_own_quote(c)


def _has_own_quote(c: Candidate) -> bool:
    """Whether a partial quote completes the cue's own clause: “…,” while Berg warned of “empty harbours”."""
    doc, last = c.quote.view.doc, max(c.cue.word.i, c.cue.source.i)
    following = range(last + 1, min(len(doc), last + 5))
    first = next((i for i in following if c.quote.view.quoted[i] >= 0), -1)
    return first >= 0 and not any(doc[i].text in ",:.;" for i in range(last + 1, first))


def _leads_in(c: Candidate) -> bool:
    is_led_in = c.quote.before in (":", ",") or c.follows("lead_ins")
    return is_led_in and c.is_close and not c.is_behind


def _is_participle_beside_source(c: Candidate) -> bool:
    # a recording of Berg saying: “…” has its words from Berg, not from the recording
    is_beside_source = c.cue.word.tag_ == "VBG" and c.cue.source.i == c.cue.word.i - 1
    return is_beside_source and c.is_close and not c.is_behind


def _is_nested(c: Candidate) -> bool:
    word = c.cue.word
    return (
        word.dep_ in ("ccomp", "xcomp") and word.head.pos_ == "VERB" and word.head.i in c.quote.view.cue_words
    )


def _has_own_object(c: Candidate) -> bool:
    """Whether “say” has what was said as its object, so that a quote before it is not: “…,” while Berg said yes."""
    word = c.cue.word
    if not (c.is_behind and is_lemma_listed(word, "say_lemmas")) or c.cue.source.i > word.i:
        return False
    if word.i + 1 >= len(word.doc):
        return False
    after = word.nbor()
    if is_listed(after, "answers"):
        return True
    is_object = after.head == word and after.dep_ == "dobj" and after.pos_ in NOMINAL
    return is_object and c.quote.view.quoted[after.i] < 0 and not is_time_word(after)


def _is_thing(c: Candidate) -> bool:
    source = c.cue.source
    is_relative = source.dep_ == "nsubj" and is_listed(source, "relatives")
    return is_listed(source, "things") and not is_relative


FEATURES: Mapping[str, Callable[[Candidate], float]] = {
    "speak": lambda c: c.cue.strength is Strength.SPEAK,
    "judge": lambda c: c.cue.strength is Strength.JUDGE,
    "other": lambda c: c.cue.strength is Strength.OTHER,
    # “according to” closes a sentence, so that it may stand twice as far from the quote
    "words_between": lambda c: min(c.words, MAX_WORDS) / (2 if c.cue.is_preposition else 1),
    "sentences_between": lambda c: c.ends,
    "quotes_between": lambda c: c.others,
    "distant_clause": _is_distant_clause,
    "beside": _is_beside,
    "beside_other": lambda c: c.cue.strength is Strength.OTHER and _is_beside(c),
    "own_quote": lambda c: c.is_behind and c.is_close and _has_own_quote(c),
    "leads_in": _leads_in,
    "participle": _is_participle_beside_source,
    "governs": lambda c: c.governs,
    "governs_judge": lambda c: c.cue.strength is Strength.JUDGE and c.governs,
    "governs_other": lambda c: c.cue.strength is Strength.OTHER and c.governs,
    "inner_clause": lambda c: c.cue.word.dep_ in ("relcl", "acl", "advcl") and not c.governs,
    "nested": _is_nested,
    "own_object": _has_own_object,
    "negated": lambda c: any(t.dep_ == "neg" for t in c.cue.word.children),
    "name": lambda c: c.cue.source.pos_ == "PROPN",
    "thing": _is_thing,
    "no_person": lambda c: (
        c.cue.strength is Strength.JUDGE and not _is_thing(c) and not is_person_word(c.cue.source)
    ),
    "preposition": lambda c: c.cue.is_preposition,
}
"""What counts for or against a cue: the weight of each in `quotes/weights`, times the number given here."""


def _is_scare(c: Candidate) -> bool:
    """Whether a word or three stand in marks for the writer's distance from them: they mock the “smart” bridge."""
    if c.quote.end - c.quote.start > SCARE_WORDS or c.quote.is_whole:
        return False
    if c.ends >= 1:
        return True
    after = next((t for t in c.quote.view.doc[c.quote.end : c.quote.end + 3] if not t.is_quote), None)
    is_attributive = after is not None and after.pos_ in ("NOUN", "PROPN")
    return is_attributive and c.cue.strength is not Strength.SAY


def _is_of_quoted_person(c: Candidate) -> bool:
    """Whether the cue's clause is about whom the quote describes: the “child of the sixties” who said so."""
    return c.cue.word.dep_ == "relcl" and c.quote.start <= c.cue.word.head.i < c.quote.end


def _is_noun_of_other_words(c: Candidate) -> bool:
    """Whether a noun of saying does not stand for the quote; it does in “in the words of Moor”, on either side."""
    if not c.cue.is_noun:
        return False
    word = c.cue.word
    if c.ends:
        return True
    if is_listed(word, "wording_nouns") and is_listed(word.head, "wording_prepositions"):
        return False
    return not (_is_content(c) if word.i < c.quote.start else _is_predicate(c))


def _is_content(c: Candidate) -> bool:
    """Whether a quote is what a noun of saying stands for: a claim that …; her answer was “No, …”.

    Her answer was “a disgrace” is somebody else's judgement of it.
    """
    first, quote, view = c.cue.word.i + 1, c.quote, c.quote.view
    if quote.before == ":" or c.follows("content_openers"):
        return True
    if quote.is_sentence and c.follows("content_verbs"):
        return True
    if quote.before == "," and view.words_before[first] == view.words_before[quote.start]:
        return True  # she used the words, “…”
    return c.governs and any(is_listed(t, "content_openers") for t in view.doc[first : quote.start])


def _is_predicate(c: Candidate) -> bool:
    """Whether a quote is said to be what a noun of saying behind it stands for: “Not yet” was Moor's only answer.

    Also “…” is one of the club's mottoes.
    """
    noun = c.cue.word
    if noun.dep_ == "pobj" and is_listed(noun.head, "of"):
        noun = noun.head.head
    verb = next((t for t in c.quote.view.doc[c.quote.end : c.quote.end + 4] if not t.is_punct), None)
    is_copula = verb is not None and is_lemma_listed(verb, "be_lemmas")
    return is_copula and noun.dep_ == "attr" and noun.head == verb


def _takes_no_part(c: Candidate) -> bool:
    """Whether a verb that is none of saying lacks the partial quote as its complement; not in they blamed “the tide”.

    Where it comes after the quote, or names a place by it, the words are the writer's: shouting “from the rooftops”,
    she ran for mayor; he went into “a house by the sea”.
    """
    if c.cue.strength <= Strength.SPEAK or c.quote.is_whole or _is_called(c):
        return False
    if c.is_behind and c.words:
        return True
    if c.cue.strength is Strength.OTHER:
        is_short = c.quote.end - c.quote.start <= SCARE_WORDS
        if is_short or not is_person_word(c.cue.source) or c.follows("placing"):
            return True
    return not c.governs


def _is_called(c: Candidate) -> bool:
    """Whether a verb of naming stands before what it names: Berg called those who had left “fools”."""
    word, start = c.cue.word, c.quote.start
    is_naming = is_lemma_listed(word, "naming_lemmas") and is_person_word(c.cue.source)
    if not is_naming or c.ends or word.i > start:
        return False
    return not any(t.pos_ == "VERB" and t.tag_ in FINITE for t in c.quote.view.doc[word.i + 1 : start])


def _is_other_action(c: Candidate) -> bool:
    """Whether a verb that is none of saying neither stands beside a whole quote (“…,” he turned) nor leads it in."""
    if c.cue.strength is not Strength.OTHER or not c.quote.is_whole:
        return False
    leads_in = c.cue.word.i < c.quote.start and c.quote.before == ":"
    return bool(c.ends) or not (c.words == 0 or leads_in or is_person_word(c.cue.source))


VETOES: Mapping[str, Callable[[Candidate], bool]] = {
    "scare quotes": _is_scare,  # the “smart” bridge
    "person quoted": _is_of_quoted_person,  # the “child of the sixties” who said so
    "noun of other words": _is_noun_of_other_words,  # her answer was “a disgrace”
    "no complement": _takes_no_part,  # he went into “a house by the sea”
    "other action": _is_other_action,  # the tide rose at noon. “…”
}
"""What makes a cue no candidate for a quote."""


def best_cue(quote: QuoteTokens) -> tuple[Cue | None, float]:
    """The cheapest cue of the paragraph for a quote, and its cost."""
    near = quote.view.cues_near(quote.start, NEAREST, NEAREST)
    costs = [(cost_of(candidate_of(quote, cue)), cue.word.i, cue) for cue in near]
    cost, _, best = min(costs, key=lambda row: row[:2], default=(MAX_COST, -1, None))
    return (best, cost) if cost < MAX_COST else (None, MAX_COST)


def cost_of(candidate: Candidate) -> float:
    """Cost of attributing a quote to a cue's source; `MAX_COST` where the cue can't attribute it."""
    if any(veto(candidate) for veto in VETOES.values()):
        return MAX_COST
    weight = weights("quotes/weights", candidate.quote.view.doc.lang_)
    cost = sum(weight[name] * size for name, feature in FEATURES.items() if (size := feature(candidate)))
    return round(cost, 6)  # two equal costs stay equal in whatever order they add up


def candidate_of(quote: QuoteTokens, cue: Cue) -> Candidate:
    """A cue beside a quote, with what stands between them counted."""
    view, (start, end) = quote.view, _gap_between(cue, quote)
    words = view.words_before[end] - view.words_before[start]
    ends = view.ends_before[end] - view.ends_before[start]
    # the quote itself begins in the gap where the cue stands before it
    own = cue.word.i < quote.start < end
    others = max(0, view.quotes_before[end] - view.quotes_before[start] - own)
    return Candidate(quote, cue, words, ends, others)


def _gap_between(cue: Cue, quote: QuoteTokens) -> tuple[int, int]:
    """The tokens between a quote and a cue with its source, the last token of what comes first included."""
    low, high = sorted((cue.word.i, cue.source.i))
    if low >= quote.end:
        edge = cue.source.left_edge.i
        return quote.end - 1, edge if quote.end <= edge < low else low
    if high < quote.start:
        return high, quote.start
    return (quote.end - 1, cue.word.i) if cue.word.i >= quote.end else (cue.word.i, quote.start)


def is_after_quote(view: ParagraphView, cue: Cue) -> bool:
    """Whether a quote stands right before the clause of a cue: “…,” Berg said."""
    low = min(cue.word.i, cue.source.left_edge.i if cue.source.i < cue.word.i else cue.word.i)
    before = next((i for i in range(low - 1, max(-1, low - 4), -1) if not view.doc[i].is_quote), -1)
    return before >= 0 and view.quoted[before] >= 0
