"""Linear model of attribution: what speaks for each source that a quote may have, and for nobody's having said it.

A quote's candidates are the cues of its paragraph (`Candidate`) and, where no cue has it, the sources that earlier
text offers (`Resort`).  `CUE_FEATURES` and `RESORT_FEATURES` tell what holds of each, `PAIRS` which of these count
together.  What they weigh stands in `lang/*/quotes/attribution.toml`, which `scripts/fit_speakers.py` writes; the
heaviest candidate has the quote.  `VETOES` says which cues are no candidates at all.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Token

from dateline.extract.cues import (
    FINITE,
    Cue,
    Strength,
    is_lemma_listed,
    is_listed,
    is_person_word,
    strength_of,
)
from dateline.extract.speakers.paragraph_view import ParagraphView, QuoteTokens
from dateline.lang.lexicon import weights, word_set

NEAREST = 8
"""How many cues on either side of a quote are weighed."""
DASHES = frozenset({"—", "–", "-", "--"})
ENDINGS = {",": "comma", ".": "stop", "…": "stop", "!": "call", "?": "call"}
"""The mark that a quote ends with -> its kind."""
MAX_WORDS = 30
"""Up to so many words between count."""
NEAR_WORDS = 4
"""Up to so many words between a cue is near."""
MAX_ENDS = 3
"""Up to so many ends of sentences, quotes and other cues between count."""
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
    rivals: int = 0
    """Verbs of saying between."""
    previous: Token | None = None
    """The word of the cue that has the quote before."""

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


def is_beside(c: Candidate) -> bool:
    """Whether the cue stands right behind the quote: “…,” Berg said."""
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


def _verb(c: Candidate) -> str:
    return c.cue.strength.name.lower() if c.cue.rule == "verb" else c.cue.rule


def _place(c: Candidate) -> str:
    """Where the cue stands, as seen from the quote."""
    side = "behind" if c.is_behind else "before"
    if c.ends >= 1:
        return f"{side}, {'a sentence' if c.ends < 2 else 'sentences'} away"
    if c.ends:
        return f"{side}, past a quote's end"
    if c.others:
        return f"{side}, past a quote"
    if not c.is_behind and c.quote.before in (":", ","):
        return f"before {'colon' if c.quote.before == ':' else 'comma'}"
    if not c.is_behind and c.quote.before in DASHES:
        return "before dash"
    if not c.is_behind and c.follows("lead_ins"):
        return "before that"
    return f"{side}, {'next' if not c.words else 'near' if c.words <= NEAR_WORDS else 'far'}"


def _is_flanked(c: Candidate) -> bool:
    """Whether another cue of saying stands right behind the quote."""
    return any(
        cue.strength <= Strength.SPEAK
        and cue.word.i != c.cue.word.i
        and is_beside(candidate_of(c.quote, cue))
        for cue in c.quote.view.cues_near(c.quote.start, 0, 2)
    )


def _form(quote: QuoteTokens) -> str:
    """What the quote is: all of its paragraph, a sentence, or a part of one."""
    if quote.is_whole:
        return "paragraph" if quote.is_paragraph else "whole"
    return "sentence" if quote.is_sentence else "part" if quote.end - quote.start > SCARE_WORDS else "words"


def source_kind(source: Token) -> str:
    """What kind of word a source is: a name, a pronoun, a noun of office or another."""
    if source.pos_ == "PROPN":
        return "name" if source.ent_type_ in ("", "PERSON") else "name of a thing"
    for kind, key in (("pronoun", "person_sources"), ("relative", "relatives"), ("thing", "things")):
        if is_listed(source, key):
            return kind
    return "role" if is_person_word(source) else "noun" if source.pos_ == "NOUN" else "other"


def _complement(c: Candidate) -> str:
    """What the cue's word has beside its source: a clause, maybe around the quote, an object, the quote, or nothing."""
    word, quoted = c.cue.word, c.quote.view.quoted
    if c.cue.is_noun:
        return _company_of(word)
    for child in word.children:
        if child.dep_ == "ccomp" and quoted[child.i] < 0:
            is_around = child.left_edge.i < c.quote.start <= child.right_edge.i
            return "clause around the quote" if is_around else "clause"
    if any(t.dep_ == "dobj" and quoted[t.i] < 0 for t in word.rights):
        return "object"
    return "quote" if c.governs else "none"


def _company_of(noun: Token) -> str:
    """What stands beside a noun of saying: a noun before it, as in a conference call, or what follows it."""
    if any(t.dep_ == "compound" for t in noun.lefts):
        return "compound"
    after = noun.nbor() if noun.i + 1 < len(noun.doc) else noun
    return "mark" if after.is_punct else after.pos_.lower()


def _has_clause_between(c: Candidate) -> bool:
    """Whether a clause with a subject of its own begins between: Moor called it “a wreck,” but Berg called it “…”."""
    low, high = sorted((c.cue.word.i, c.quote.start))
    known = max(c.cue.word.i, c.cue.source.i)
    between = (o for o in c.quote.view.cues_near(low + 1, 0, NEAREST) if o.word.i < high)
    return any(o.source.i > known and o.word.dep_ in ("conj", "ROOT") and not o.is_anonymous for o in between)


def _source(c: Candidate) -> str:
    return "nobody" if c.cue.is_anonymous else source_kind(c.cue.source)


def _link(c: Candidate) -> str:
    """How the cue has to do with the quote before."""
    if c.previous is None:
        return "alone"
    if c.previous.doc is c.cue.word.doc and c.previous.i == c.cue.word.i:
        return "same"
    return "another"


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
        if is_short or not is_person_word(c.cue.source) or _is_placed(c):
            return True
    return not c.governs


def _is_placed(c: Candidate) -> bool:
    """Whether a quote names where something happens: in “a house by the sea”, not to “build a house”."""
    return c.follows("placing") and c.quote.view.doc[c.quote.start].tag_ != "VB"


def _is_called(c: Candidate) -> bool:
    """Whether a verb of naming stands before what it names: Berg called those who had left “fools”."""
    word, start = c.cue.word, c.quote.start
    is_naming = is_lemma_listed(word, "naming_lemmas") and is_person_word(c.cue.source)
    if not is_naming or c.ends or word.i > start:
        return False
    between = c.quote.view.doc[word.i + 1 : start]
    return not any(t.pos_ == "VERB" and t.tag_ in FINITE and t.dep_ != "relcl" for t in between)


Value = str | float | bool
CUE_FEATURES: Mapping[str, Callable[[Candidate], Value]] = {
    "verb": _verb,  # the class of its verb, or the kind of cue that it is
    "place": _place,
    "form": lambda c: _form(c.quote),
    "source": _source,
    "link": _link,
    "relation": lambda c: c.cue.word.dep_,
    "tag": lambda c: c.cue.word.tag_,
    # “according to” closes a sentence, so that it may stand twice as far from the quote
    "words": lambda c: min(c.words, MAX_WORDS) / (20 if c.cue.is_preposition else 10),
    "ends": lambda c: min(c.ends, MAX_ENDS),
    "others": lambda c: min(c.others, MAX_ENDS),
    "rivals": lambda c: min(c.rivals, MAX_ENDS),  # “…,” Berg said and Moor agreed
    "governs": lambda c: c.governs,  # Berg said the pier was “a wreck”
    "distant clause": _is_distant_clause,  # said Moor, who once told the council. “…”
    "beside": is_beside,  # “…,” Berg said
    "own quote": lambda c: c.is_behind and c.is_close and _has_own_quote(c),  # “…,” while Berg warned of “…”
    "leads in": _leads_in,  # Berg said: “…”
    "participle": _is_participle_beside_source,  # a recording of Berg saying: “…”
    "nested": _is_nested,  # Moor heard Berg say “…”
    "negated": lambda c: any(t.dep_ == "neg" for t in c.cue.word.children),  # Berg did not say
    "after quote": lambda c: is_after_quote(c.quote.view, c.cue),  # it has another quote before it
    "inverted": lambda c: c.cue.source.i > c.cue.word.i,  # said Berg
    "complement": _complement,
    "clause between": _has_clause_between,  # Moor called it “a wreck,” but Berg called it “…”
    "no part": _takes_no_part,  # Moor, who lost her son when “a drunk captain missed the pier”
    "flanked": _is_flanked,  # while Moor spoke of “…,” Berg warned
}
"""What counts for or against a cue."""

PAIRS: tuple[tuple[str, str], ...] = (
    ("verb", "place"),
    ("verb", "governs"),
    ("verb", "form"),
    ("verb", "source"),
    ("place", "form"),
    ("place", "link"),
    ("place", "source"),
    ("place", "words"),
    ("place", "rivals"),
    ("place", "inverted"),
    ("place", "after quote"),
    ("form", "governs"),
    ("form", "link"),
    ("source", "form"),
    ("tag", "governs"),
    ("tag", "place"),
    ("verb", "link"),
    ("verb", "rivals"),
    ("flanked", "place"),
    ("complement", "place"),
    ("complement", "verb"),
    ("no part", "verb"),
    ("clause between", "place"),
)
"""Features of a cue that also count together."""


@dataclass(frozen=True)
class Resort:
    """A source that a quote may have without a cue of its paragraph; nobody is one too."""

    quote: QuoteTokens
    rule: str
    source: Token | None = None
    paragraphs: int = 0
    """How many paragraphs back it stands."""
    basis: str = ""
    """How surely it has the quote that it is taken from."""
    is_joined: bool = False
    """Whether the quote goes on from the one before."""
    cues: int = 0
    """How many cues the paragraph has near the quote."""
    word: Token | None = None
    """The word of speech, or the verb, that it is taken from."""
    sentences: float = 0
    """How many sentences end between."""


def _ending(quote: QuoteTokens) -> str:
    return ENDINGS.get(quote.view.doc[quote.end - 1].text[-1:], "none")


RESORT_FEATURES: Mapping[str, Callable[[Resort], Value]] = {
    "form": lambda r: _form(r.quote),
    "length": lambda r: min(r.quote.end - r.quote.start, MAX_WORDS) / 10,
    "before": lambda r: r.quote.before if r.quote.before in (":", ",", ".", "") else "word",
    "joined": lambda r: r.is_joined,
    "source": lambda r: source_kind(r.source) if r.source is not None else "none",
    "paragraphs": lambda r: str(r.paragraphs),
    "basis": lambda r: r.basis,
    "cues": lambda r: r.cues > 0,
    "verb": lambda r: strength_of(r.word).name.lower() if r.word is not None else "none",
    "relation": lambda r: r.word.dep_ if r.word is not None else "none",
    "sentences": lambda r: min(r.sentences, MAX_ENDS),
    "opening": lambda r: "capital" if r.quote.view.doc[r.quote.start].text[:1].isupper() else "low",
    "ending": lambda r: _ending(r.quote),
}
"""What counts for or against another source, and for nobody; each counts by itself for every kind of resort."""


def _is_of_quoted_person(c: Candidate) -> bool:
    """Whether the cue's clause is about whom the quote describes: the “child of the sixties” who said so."""
    return c.cue.word.dep_ == "relcl" and c.quote.start <= c.cue.word.head.i < c.quote.end


def _is_writers(c: Candidate) -> bool:
    """Whether a quote is in the writer's own words: they tell where something other than speech happens.

    A word or three are the writer's if they describe a noun, or take no part in what the verb tells.
    """
    if c.quote.is_whole or (c.cue.strength <= Strength.SPEAK and c.ends < 1) or _is_called(c):
        return False
    if c.quote.end - c.quote.start <= SCARE_WORDS and (_describes_noun(c.quote) or _takes_no_part(c)):
        return True
    return c.cue.strength is Strength.OTHER and _is_placed(c)


def _describes_noun(quote: QuoteTokens) -> bool:
    """Whether the words are set before a noun outside the marks: the “smart” bridge."""
    last = quote.view.doc[quote.end - 1]
    return last.dep_ in ("amod", "compound", "nmod") and last.head.i >= quote.end


def _is_relayer(c: Candidate) -> bool:
    """Whether “according to” tells who relays the words of somebody else: “…,” Berg said, according to Tass."""
    if not c.cue.is_preposition or c.ends > 1:
        return False
    if not c.is_behind:
        return _relays_last(c)
    if c.ends:
        return False
    near = (candidate_of(c.quote, cue) for cue in c.quote.view.cues_near(c.quote.start, 0, 2))
    beside = (o.cue for o in near if is_beside(o) and o.cue.rule == "verb")
    return any(cue.strength <= Strength.SPEAK and is_person_word(cue.source) for cue in beside)


def _relays_last(c: Candidate) -> bool:
    """Whether “according to” stands behind the cue that has the quote before: Berg said, according to Tass. “…”."""
    word, ends = c.previous, c.quote.view.ends_before
    return (
        word is not None
        and word.doc is c.cue.word.doc
        and word.i < c.cue.word.i
        and ends[word.i] == ends[c.cue.word.i]
    )


VETOES: Mapping[str, Callable[[Candidate], bool]] = {
    "person quoted": _is_of_quoted_person,  # the “child of the sixties” who said so
    "relayer": _is_relayer,  # “…,” Berg said, according to Tass
    "writer's words": _is_writers,  # he went into “a house by the sea”; they mock the “smart” bridge
}
"""What makes a cue no candidate for a quote."""


def cue_candidates(quote: QuoteTokens, previous: Token | None) -> tuple[Candidate, ...]:
    """The cues near a quote that may have it; `previous` is the word of the cue that has the quote before."""
    near = [candidate_of(quote, cue, previous) for cue in quote.view.cues_near(quote.start, NEAREST, NEAREST)]
    return tuple(c for c in near if not any(veto(c) for veto in VETOES.values()))


def evidence_of(choice: Candidate | Resort) -> dict[str, float]:
    """The rows of the table of weights that hold of a choice, each with the number that its weight is times of."""
    if isinstance(choice, Resort):
        values = {name: feature(choice) for name, feature in RESORT_FEATURES.items()}
        return {choice.rule: 1.0} | dict(_trait((choice.rule, True), row) for row in values.items() if row[1])
    found = {name: value for name, feature in CUE_FEATURES.items() if (value := feature(choice))}
    single = [_trait(row) for row in found.items()]
    both = [_trait((a, found[a]), (b, found[b])) for a, b in PAIRS if a in found and b in found]
    return dict([*single, *both])


def _trait(*parts: tuple[str, Value]) -> tuple[str, float]:
    """The row of a feature, or of two together: “place: before colon”, “place: before colon & words”."""
    size, names = 1.0, []
    for name, value in parts:
        names.append(f"{name}: {value}" if isinstance(value, str) else name)
        size *= 1.0 if isinstance(value, str) else float(value)
    return " & ".join(names), size


def weight_of(choice: Candidate | Resort) -> float:
    """How much speaks for a choice."""
    rows = weights("quotes/attribution", choice.quote.view.doc.lang_)
    total = sum(rows.get(name, 0.0) * size for name, size in evidence_of(choice).items())
    return round(total, 6)  # two equal weights stay equal in whatever order they add up


def candidate_of(quote: QuoteTokens, cue: Cue, previous: Token | None = None) -> Candidate:
    """A cue beside a quote, with what stands between them counted."""
    view, (start, end) = quote.view, _gap_between(cue, quote)
    words = view.words_before[end] - view.words_before[start]
    ends = view.ends_before[end] - view.ends_before[start]
    # the quote itself begins in the gap where the cue stands before it
    own = cue.word.i < quote.start < end
    others = max(0, view.quotes_before[end] - view.quotes_before[start] - own)
    saying = view.sayings_before[max(start, end)] - view.sayings_before[min(start, end)]
    own_word = start <= cue.word.i < end and cue.strength <= Strength.SPEAK
    return Candidate(quote, cue, words, ends, others, max(0, saying - own_word), previous)


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
