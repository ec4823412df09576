"""How dear it is to give a quote to a cue's source: the words and sentence ends between, the verb, the syntax.

The costs were set by hand and adjusted on news articles with known speakers; only their order of size matters:
a sentence's end outweighs everything else, a verb's class outweighs a few words, a name breaks a tie.
"""

from bisect import bisect_left

from dateline.extract.cues import FINITE, NAMING, NOMINAL, RELATIVES, Cue, Strength, is_somebody, is_time_word
from dateline.extract.speakers.paragraph_view import View, is_sentence, is_whole, word_before

STRENGTH_COST = {Strength.SAY: 0.0, Strength.SPEAK: 1.0, Strength.JUDGE: 4.0, Strength.OTHER: 9.0}
GOVERNS_GAIN = {Strength.SAY: 4.0, Strength.SPEAK: 4.0, Strength.JUDGE: 2.5, Strength.OTHER: 2.0}
WORD_COST, MOST_WORDS = 0.3, 30
SENTENCE_COST = 12.0
OTHER_QUOTE_COST = 2.0
BESIDE_GAIN = 3.0
LEADING_GAIN = 2.0
OWN_QUOTE_COST = 2.0
CLAUSE_COST = 3.0
NESTED_COST = 2.0
NAME_GAIN = 1.0
NEGATED_COST = 5.0
THING_COST = 4.0
PREPOSITION_COST = 2.5
SCARE_WORDS = 3
"""Up to so many words in marks that nobody says are taken for the writer's distance."""
TOO_DEAR = 40.0
NEAREST = 8
"""How many cues on either side of a quote are weighed."""
OWN_WORDS_COST = 8.0
PLACING = frozenset(
    {"at", "from", "in", "inside", "into", "near", "on", "onto", "through", "to", "toward", "towards"}
)
"""Words before the place where something happens: what a verb that is none of saying does in “a house by the sea”."""
THINGS = frozenset({"it", "this", "that", "which", "there", "what"})


def best_cue(view: View, a: int, b: int) -> tuple[Cue | None, float]:
    """The cheapest cue of the paragraph for the quote at tokens `a` to `b`, and its cost."""
    middle = bisect_left(view.cues, a, key=lambda cue: cue.word.i)
    near = view.cues[max(0, middle - NEAREST) : middle + NEAREST]
    ranked = [(cost_of(view, cue, a, b), cue.word.i) for cue in near]
    cost, best = min(ranked, default=(TOO_DEAR, -1))
    if cost >= TOO_DEAR:
        return None, TOO_DEAR
    return next(cue for cue in near if cue.word.i == best), cost


def cost_of(view: View, cue: Cue, a: int, b: int) -> float:
    """How dear it is to give the quote at tokens `a` to `b` to the source of a cue."""
    start, end = gap_of(cue, a, b)
    words = view.words_before[end] - view.words_before[start]
    ends = view.ends_before[end] - view.ends_before[start]
    others = max(0, view.quotes_before[end] - view.quotes_before[start] - (cue.word.i < a and a < end))
    if not _may_attribute(view, cue, a, b, words, ends):
        return TOO_DEAR
    cost = STRENGTH_COST[cue.strength] + WORD_COST * min(words, MOST_WORDS) / (2 if cue.is_preposition else 1)
    if ends >= 1 and _is_subordinate(cue) and not is_after_quote(view, cue):
        cost += 2 * CLAUSE_COST
    cost += SENTENCE_COST * ends + OTHER_QUOTE_COST * others
    cost -= _place_gain(view, cue, a, b, words, ends, others)
    return cost + _syntax_cost(view, cue, a, b)


def _may_attribute(view: View, cue: Cue, a: int, b: int, words: int, ends: float) -> bool:
    """Whether a cue is a candidate at all: a verb that is none of saying has to stand close.

    It governs a part of its own sentence (Moor blamed “the tide”), stands beside a whole one (“…,” he smiled)
    or leads it in (he turned round: “…”).
    """
    if b - a <= SCARE_WORDS and not is_whole(view, a, b) and _is_scare(view, cue, b, ends):
        return False
    if a <= cue.word.head.i < b and cue.word.dep_ == "relcl":  # the “child of the sixties” who said so
        return False
    if cue.is_noun:
        content = _is_content(view, cue, a, b) if cue.word.i < a else _is_predicate(view, cue, b)
        return not ends and (_is_in_words(cue) or content)
    if cue.strength <= Strength.SPEAK:
        return True
    if not is_whole(view, a, b):
        return _takes_part(view, cue, a, b, words, ends)
    if words == 0 and not ends:
        return True
    if cue.strength is Strength.JUDGE:
        return True
    return not ends and (is_somebody(cue.source) or (cue.word.i < a and word_before(view, a) == ":"))


def _takes_part(view: View, cue: Cue, a: int, b: int, words: int, ends: float) -> bool:
    """Whether a verb that is none of saying has a partial quote as its complement: they blamed “the tide”.

    Where it comes after the quote, or names a place by it, the words are the writer's: shouting “from the rooftops”,
    she ran for mayor; he went into “a house by the sea”.
    """
    if _is_called(view, cue, a, ends):
        return True
    if cue.word.i >= b and words:
        return False
    if cue.strength is Strength.OTHER:
        is_long = b - a > SCARE_WORDS
        if not is_long or not is_somebody(cue.source) or word_before(view, a) in PLACING:
            return False
    return _governs(view, cue, a, b)


def _is_called(view: View, cue: Cue, a: int, ends: float) -> bool:
    """Whether a verb of naming stands before what it names: Berg called those who had left “fools”."""
    if ends or cue.word.i > a or cue.word.lemma_.lower() not in NAMING or not is_somebody(cue.source):
        return False
    between = view.doc[cue.word.i + 1 : a]
    return not any(t.pos_ == "VERB" and t.tag_ in FINITE for t in between)


def _is_in_words(cue: Cue) -> bool:
    """Whether a noun of saying stands as “in the words of Moor”, before a quote or after it."""
    return cue.word.lower_ in ("words", "view", "opinion") and cue.word.head.lower_ == "in"


def _is_content(view: View, cue: Cue, a: int, b: int) -> bool:
    """Whether a quote is what a noun of saying stands for: a claim that …; her answer was “No, …”.

    Her answer was “a disgrace” is somebody else's judgement of it.
    """
    before = word_before(view, a)
    if before in (":", "that") or (is_sentence(view, a) and before in ("is", "was", "were")):
        return True
    if before == "," and view.words_before[cue.word.i + 1] == view.words_before[a]:  # she used the words, “…”
        return True
    return _governs(view, cue, a, b) and any(t.lower_ == "that" for t in view.doc[cue.word.i + 1 : a])


def _is_predicate(view: View, cue: Cue, b: int) -> bool:
    """Whether a quote is said to be what a noun of saying behind it stands for: “Not yet” was Moor's only answer.

    Also “…” is one of the club's mottoes.
    """
    noun = cue.word
    if noun.dep_ == "pobj" and noun.head.lower_ == "of":
        noun = noun.head.head
    verb = next((t for t in view.doc[b : b + 4] if not t.is_punct), None)
    return verb is not None and verb.lemma_ == "be" and noun.dep_ == "attr" and noun.head == verb


def _is_scare(view: View, cue: Cue, b: int, ends: float) -> bool:
    """Whether a word or three stand in marks only for the writer's distance from them."""
    return ends >= 1 or (cue.strength is not Strength.SAY and _is_attributive(view, b))


def _is_attributive(view: View, b: int) -> bool:
    """Whether a noun follows a quote's closing mark: they mock the “smart” bridge."""
    after = next((t for t in view.doc[b : b + 3] if not t.is_quote), None)
    return after is not None and after.pos_ in ("NOUN", "PROPN")


def _is_subordinate(cue: Cue) -> bool:
    """Whether a cue's clause hangs inside another clause: said Berg, who once advised the council."""
    token = cue.word
    for _ in range(5):
        if token.dep_ in ("relcl", "acl", "advcl", "ccomp", "xcomp", "pcomp"):
            return True
        token = token.head
    return False


def is_after_quote(view: View, cue: Cue) -> bool:
    """Whether a quote stands right before the clause of a cue: “…,” Berg said."""
    low = min(cue.word.i, cue.source.left_edge.i if cue.source.i < cue.word.i else cue.word.i)
    before = next((i for i in range(low - 1, max(-1, low - 4), -1) if not view.doc[i].is_quote), -1)
    return before >= 0 and view.quoted[before] >= 0


def gap_of(cue: Cue, a: int, b: int) -> tuple[int, int]:
    """The tokens between a quote and a cue with its source, the last token of what comes first included."""
    low, high = sorted((cue.word.i, cue.source.i))
    if low >= b:
        edge = cue.source.left_edge.i
        return b - 1, edge if b <= edge < low else low
    if high < a:
        return high, a
    return (b - 1, cue.word.i) if cue.word.i >= b else (cue.word.i, a)


def _place_gain(view: View, cue: Cue, a: int, b: int, words: int, ends: float, others: int) -> float:
    """What standing beside the quote is worth: “…,” Berg said; Berg said: “…”."""
    if ends or others:
        return 0.0
    if cue.word.i >= b:
        if _has_own_quote(view, cue):
            return -OWN_QUOTE_COST
        if words:
            return 0.0
        return BESIDE_GAIN + (3.0 if cue.strength is Strength.OTHER else 0.0)
    gain = LEADING_GAIN if word_before(view, a) in (":", ",", "that", "as") else 0.0
    # a recording of Berg saying: “…” has its words from Berg, not from the recording
    is_participle = cue.word.tag_ == "VBG" and cue.source.i == cue.word.i - 1
    return gain + (LEADING_GAIN if is_participle else 0.0)


def _has_own_quote(view: View, cue: Cue) -> bool:
    """Whether a partial quote completes the cue's own clause: “…,” while Berg warned of “empty harbours”."""
    last = max(cue.word.i, cue.source.i)
    following = range(last + 1, min(len(view.doc), last + 5))
    first = next((i for i in following if view.quoted[i] >= 0), -1)
    return first >= 0 and not any(view.doc[i].text in ",:.;" for i in range(last + 1, first))


def _syntax_cost(view: View, cue: Cue, a: int, b: int) -> float:
    """What the cue's own clause says for or against it."""
    cost = 0.0
    if _governs(view, cue, a, b):
        cost -= GOVERNS_GAIN[cue.strength]
    elif cue.word.dep_ in ("relcl", "acl", "advcl"):
        cost += CLAUSE_COST
    if (
        cue.word.dep_ in ("ccomp", "xcomp")
        and cue.word.head.pos_ == "VERB"
        and cue.word.head.i in view.cue_words
    ):
        cost += NESTED_COST
    if cue.word.i >= b and _has_own_words(view, cue):
        cost += OWN_WORDS_COST
    if any(t.dep_ == "neg" for t in cue.word.children):
        cost += NEGATED_COST
    if cue.source.pos_ == "PROPN":
        cost -= NAME_GAIN
    if cue.source.lower_ in THINGS and not (cue.source.dep_ == "nsubj" and cue.source.lower_ in RELATIVES):
        cost += THING_COST
    elif cue.strength is Strength.JUDGE and not is_somebody(cue.source):
        cost += THING_COST / 2
    return cost + (PREPOSITION_COST if cue.is_preposition else 0.0)


def _has_own_words(view: View, cue: Cue) -> bool:
    """Whether “say” has what was said as its object, so that a quote before it is not: “…,” while Berg said yes."""
    if cue.word.lemma_.lower() != "say" or cue.source.i > cue.word.i:
        return False
    after = view.doc[cue.word.i + 1] if cue.word.i + 1 < len(view.doc) else None
    return after is not None and (
        after.lower_ in ("yes", "no", "nothing", "so")
        or (
            after.head == cue.word
            and after.dep_ == "dobj"
            and after.pos_ in NOMINAL
            and view.quoted[after.i] < 0
            and not is_time_word(after)
        )
    )


def _governs(view: View, cue: Cue, a: int, b: int) -> bool:
    """Whether the quote hangs on the cue's word in the parse."""
    for token in view.doc[a:b]:
        if not a <= token.head.i < b or token.head == token:
            head = token
            for _ in range(6):
                head = head.head
                if head.i == cue.word.i:
                    return True
                if head.dep_ in ("advcl", "relcl", "acl") and head.i in view.cue_words:
                    return False  # another cue's own clause: while Moor spoke of “…”, Berg warned
            return False
    return False
