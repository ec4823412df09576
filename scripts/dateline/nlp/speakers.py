"""Who speaks: for each quote the cue that attributes it, and the name of its source.

A quote's candidates are the cues of its paragraph outside quotes.  Each costs more the more words and sentence
ends lie between it and the quote and the weaker its verb, and less when it stands right beside the quote or
governs it.  A label (“Moor: …”) or a signature line (“…” — Ada Moor) decides at once; a paragraph that is only a
quote takes the speaker from the words before it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, takewhile

from spacy.tokens import Doc, Token

from dateline.model import Article, BlockKind, Entity, Quote, QuoteBasis, Span
from dateline.nlp import names
from dateline.nlp.cues import RELATIVES, SAID, SUBJECTS, Cue, Strength, cues_of, is_time_word
from dateline.nlp.passages import Passage
from dateline.nlp.referents import Referents, referents_of

STRENGTH_COST = {Strength.SAY: 0.0, Strength.SPEAK: 1.0, Strength.JUDGE: 4.0, Strength.OTHER: 9.0}
GOVERNS_GAIN = {Strength.SAY: 4.0, Strength.SPEAK: 4.0, Strength.JUDGE: 2.5, Strength.OTHER: 2.0}
WORD_COST, MOST_WORDS = 0.3, 30
SENTENCE_COST = 12.0
OTHER_QUOTE_COST = 2.0
BESIDE_GAIN = 3.0
LEADING_GAIN = 2.0
CLAUSE_COST = 3.0
NESTED_COST = 2.0
NAME_GAIN = 1.0
NEGATED_COST = 5.0
THING_COST = 4.0
PREPOSITION_COST = 2.5
SCARE_WORDS = 3
TOO_DEAR = 40.0
NEAREST = 12
"""How many cues on either side of a quote are weighed."""
REACH = 3
"""How many paragraphs back an unattributed quote may find its speaker."""
THINGS = frozenset({"it", "this", "that", "which", "there", "what"})
DESCRIBES = frozenset(
    {"of", "for", "from", "at", "with", "in", "inside", "near", "close", "familiar", "briefed"}
)
STOPS = frozenset(",;:.!?()—–")
TERMINAL = frozenset({".", "!", "?", "…", "...", "....", ".."})


@dataclass(frozen=True, slots=True)
class View:
    """A paragraph as attribution sees it: parsed tokens, which quote each belongs to, and running counts."""

    passage: Passage
    doc: Doc
    quoted: tuple[int, ...]
    ranges: Mapping[int, tuple[int, int]]
    """Quote -> its first token and the one after its last."""
    cues: tuple[Cue, ...]
    words_before: tuple[int, ...]
    ends_before: tuple[float, ...]
    quotes_before: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """The source that was chosen for a quote."""

    span: Span
    head: Token | None
    cue: str
    basis: QuoteBasis
    word: Token | None = None
    via: Span | None = None


def attribute(
    article: Article, passages: Sequence[Passage], quotes: Sequence[Quote], entities: Sequence[Entity]
) -> tuple[Quote, ...]:
    """The quotes with speaker, cue, basis, role and group; a word or three that nobody says are left out.

    The only “medical records” that he showed: such marks distance the writer and quote nobody.
    """
    views = [view_of(p, quotes) for p in passages if p.kind is BlockKind.PARAGRAPH]
    chosen: dict[int, Choice] = {}
    for number, view in enumerate(views):
        for index in view.ranges:
            choice = _choose(article, views, number, index, quotes, chosen)
            if choice is not None:
                chosen[index] = choice
    said = [
        i
        for view in views
        for i, (a, b) in view.ranges.items()
        if i in chosen or b - a > SCARE_WORDS or _is_whole(view, a, b)
    ]
    quotes, chosen = [quotes[i] for i in said], {n: chosen[i] for n, i in enumerate(said) if i in chosen}
    referents = referents_of(article, passages, entities, [quote.span for quote in quotes])
    return _regrouped(tuple(_named(article, referents, quotes, chosen)), chosen)


def view_of(passage: Passage, quotes: Sequence[Quote]) -> View:
    """A paragraph's tokens (of the masked parse, where there is one) with what stands where."""
    doc = passage.masked_doc if passage.masked_doc is not None else passage.doc
    starts = [passage.span_of_masked(token).start for token in doc]
    first = bisect_left(quotes, passage.block.span.start, key=lambda q: q.span.start)
    quoted, ranges = [-1] * len(doc), {}
    for i in range(first, len(quotes)):
        if not passage.block.span.contains(quotes[i].span):
            break
        a, b = bisect_left(starts, quotes[i].span.start), bisect_left(starts, quotes[i].span.end)
        quoted[a:b] = [i] * (b - a)
        ranges[i] = (a, b)
    words = [q < 0 and not (t.is_punct or t.is_space or t.is_quote) for t, q in zip(doc, quoted, strict=True)]
    opens = [q >= 0 and (i == 0 or quoted[i - 1] != q) for i, q in enumerate(quoted)]
    return View(
        passage,
        doc,
        tuple(quoted),
        ranges,
        tuple(cues_of(doc, quoted)) if quotes else (),
        tuple(accumulate(words, initial=0)),
        tuple(accumulate(_ends_of(doc, quoted), initial=0.0)),
        tuple(accumulate(opens, initial=0)),
    )


def _ends_of(doc: Doc, quoted: Sequence[int]) -> Iterator[float]:
    """For each token how much it ends a sentence of the text outside quotes.

    A full point at a quote's end counts half: “We came.” Anna Berg left; but careless copy has “We came.” Berg said.
    """
    for token in doc:
        if token.text not in TERMINAL:
            yield 0.0
            continue
        after = next(
            (t for t in doc[token.i + 1 : token.i + 5] if not (t.is_quote or t.is_space or t.text in ")]’'")),
            None,
        )
        if after is None or (
            quoted[after.i] < 0 and (after.text[:1].islower() or after.text in (",", ";", ":"))
        ):
            yield 0.0
        elif quoted[token.i] < 0:
            yield 1.0
        else:
            yield 0.5 if token.text == "." and quoted[after.i] != quoted[token.i] else 0.0


def _choose(
    article: Article,
    views: Sequence[View],
    number: int,
    index: int,
    quotes: Sequence[Quote],
    chosen: Mapping[int, Choice],
) -> Choice | None:
    """The source of one quote: by label or signature, by the best cue, or by the words before its paragraph."""
    view, quote = views[number], quotes[index]
    a, b = view.ranges[index]
    beside = _label(article, view, quote) or _signature(article, view, quote)
    if beside is not None:
        return beside
    led = _led_in(article, views[number - 1]) if number and view.words_before[a] == 0 else None
    cue, cost = _best_cue(view, a, b)
    if led is not None and cost > -BESIDE_GAIN:
        return led
    if cue is not None:
        return None if cue.is_anonymous else _by_cue(view, cue, a, b)
    before = chosen.get(index - 1)
    if before is not None and quotes[index - 1].group == quote.group:
        return replace(before, basis=QuoteBasis.CONTINUED)
    if not _is_whole(view, a, b):
        return None
    return _subject_before(view, a) or _last_speaker(views, number, chosen)


def _best_cue(view: View, a: int, b: int) -> tuple[Cue | None, float]:
    """The cheapest cue of the paragraph for the quote at tokens `a` to `b`, and its cost."""
    middle = bisect_left(view.cues, a, key=lambda cue: cue.word.i)
    near = view.cues[max(0, middle - NEAREST) : middle + NEAREST]
    ranked = [(cost_of(view, cue, a, b), cue.word.i) for cue in near]
    cost, best = min(ranked, default=(TOO_DEAR, -1))
    if cost >= TOO_DEAR:
        return None, TOO_DEAR
    return next(cue for cue in near if cue.word.i == best), cost


def _by_cue(view: View, outer: Cue, a: int, b: int) -> Choice:
    """The choice that a cue makes; the one who relays the words is kept beside the one whose words they are."""
    cue = _principal(view, outer, a, b) or outer
    via = _phrase(view, outer.source) if cue is not outer else _relayer(view, cue)
    start, end = _gap(cue, a, b)
    ends = view.ends_before[end] - view.ends_before[start]
    basis = QuoteBasis.EXPLICIT if ends < 1 else QuoteBasis.CONTINUED
    return Choice(_phrase(view, cue.source), cue.source, cue.word.text, basis, cue.word, via)


def cost_of(view: View, cue: Cue, a: int, b: int) -> float:
    """How dear it is to give the quote at tokens `a` to `b` to the source of a cue."""
    start, end = _gap(cue, a, b)
    words = view.words_before[end] - view.words_before[start]
    ends = view.ends_before[end] - view.ends_before[start]
    others = max(0, view.quotes_before[end] - view.quotes_before[start] - (cue.word.i < a and a < end))
    if not _may_attribute(view, cue, a, b, words, ends):
        return TOO_DEAR
    cost = STRENGTH_COST[cue.strength] + WORD_COST * min(words, MOST_WORDS) / (2 if cue.is_preposition else 1)
    if ends >= 1 and _is_subordinate(cue) and not _is_after_quote(view, cue):
        cost += 2 * CLAUSE_COST
    cost += SENTENCE_COST * ends + OTHER_QUOTE_COST * others
    cost -= _place_gain(view, cue, a, b, words, ends, others)
    return cost + _syntax_cost(view, cue, a, b)


def _may_attribute(view: View, cue: Cue, a: int, b: int, words: int, ends: float) -> bool:
    """Whether a cue is a candidate at all: a verb that is none of saying has to stand close.

    It governs a part of its own sentence (Moor blamed “the tide”), stands beside a whole one (“…,” he smiled)
    or leads it in (he turned round: “…”).
    """
    if cue.strength <= Strength.SPEAK or (words == 0 and not ends):
        return True
    if not _is_whole(view, a, b):
        return _governs(view, cue, a, b) and (cue.strength is Strength.JUDGE or _is_somebody(cue.source))
    if cue.strength is Strength.JUDGE:
        return True
    return not ends and (_is_somebody(cue.source) or (cue.word.i < a and _before(view, a) == ":"))


def _is_somebody(source: Token) -> bool:
    """Whether a source is a name, a pronoun for a person or a noun of office."""
    return (
        source.pos_ == "PROPN"
        or source.lower_ in ("he", "she", "they", "who")
        or names.is_role(source.lemma_)
    )


def _is_subordinate(cue: Cue) -> bool:
    """Whether a cue's clause hangs inside another clause: said Berg, who once advised the council."""
    token = cue.word
    for _ in range(5):
        if token.dep_ in ("relcl", "acl", "advcl", "ccomp", "xcomp", "pcomp"):
            return True
        token = token.head
    return False


def _is_after_quote(view: View, cue: Cue) -> bool:
    """Whether a quote stands right before the clause of a cue: “…,” Berg said."""
    low = min(cue.word.i, cue.source.left_edge.i if cue.source.i < cue.word.i else cue.word.i)
    before = next((i for i in range(low - 1, max(-1, low - 4), -1) if not view.doc[i].is_quote), -1)
    return before >= 0 and view.quoted[before] >= 0


def _gap(cue: Cue, a: int, b: int) -> tuple[int, int]:
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
        if words or _has_own_quote(view, cue):
            return 0.0
        return BESIDE_GAIN + (3.0 if cue.strength is Strength.OTHER else 0.0)
    return LEADING_GAIN if _before(view, a) in (":", ",", "that", "as") else 0.0


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
        and any(c.word.i == cue.word.head.i for c in view.cues)
    ):
        cost += NESTED_COST
    if any(t.dep_ == "neg" for t in cue.word.children):
        cost += NEGATED_COST
    if cue.source.pos_ == "PROPN":
        cost -= NAME_GAIN
    if cue.source.lower_ in THINGS and cue.source.dep_ != "nsubj":
        cost += THING_COST
    elif cue.source.lower_ in ("it", "this", "there", "what"):
        cost += THING_COST
    elif cue.strength is Strength.JUDGE and not _is_somebody(cue.source):
        cost += THING_COST / 2
    return cost + (PREPOSITION_COST if cue.is_preposition else 0.0)


def _governs(view: View, cue: Cue, a: int, b: int) -> bool:
    """Whether the quote hangs on the cue's word in the parse."""
    for token in view.doc[a:b]:
        if not a <= token.head.i < b or token.head == token:
            head = token
            for _ in range(6):
                head = head.head
                if head.i == cue.word.i:
                    return True
                if head.dep_ in ("advcl", "relcl", "acl") and any(c.word.i == head.i for c in view.cues):
                    return False  # another cue's own clause: while Moor spoke of “…”, Berg warned
            return False
    return False


def _principal(view: View, outer: Cue, a: int, b: int) -> Cue | None:
    """Whose words an unnamed source relays: Ada Moor hopes that “peace will hold,” an official said."""
    if outer.word.i < b or outer.source.pos_ != "NOUN" or _is_whole(view, a, b):
        return None
    middle = bisect_left(view.cues, a, key=lambda cue: cue.word.i)
    for cue in view.cues[max(0, middle - 3) : middle]:
        close = view.words_before[a] - view.words_before[min(cue.word.i + 1, a)] <= 1
        if (
            cue.word.i < a
            and close
            and cue.source.i < cue.word.i
            and (cue.source.pos_ == "PROPN" or cue.source.lower_ in ("he", "she"))
        ):
            if view.ends_before[a] == view.ends_before[cue.word.i] and cue.strength is not Strength.OTHER:
                return cue
    return None


def _relayer(view: View, cue: Cue) -> Span | None:
    """Who passes the words on: Tass in “…,” Peskov said, according to Tass."""
    if cue.is_preposition:
        return None
    for other in view.cues:
        same = (
            view.ends_before[max(cue.word.i, other.word.i)] - view.ends_before[min(cue.word.i, other.word.i)]
            < 1
        )
        if other.is_preposition and same:
            return _phrase(view, other.source)
    return None


def _is_whole(view: View, a: int, b: int) -> bool:
    """Whether a quote is a sentence of its own: nothing but a mark stands before it since the last sentence's end."""
    return _before(view, a) in TERMINAL | {"", ":", ",", "—", "–", "-"}


def _before(view: View, a: int) -> str:
    """The word or mark before a token, quotation marks aside; in lower case, empty at the start."""
    found = (t for t in reversed(view.doc[max(0, a - 6) : a]) if not (t.is_quote or t.is_space))
    return next((t.lower_ for t in found), "")


def _phrase(view: View, head: Token) -> Span:
    """The article's span of a source: its head with the words before it and what tells who that is after it."""
    left = head
    for child in head.lefts:
        if (
            child.dep_ in ("compound", "det", "amod", "nummod", "poss", "nmod")
            and view.quoted[child.left_edge.i] < 0
        ):
            left = child.left_edge
            break
    right = _name_after(head) or _description_end(head)
    while right.i + 1 < len(view.doc) and not right.whitespace_ and _joins(view.doc[right.i + 1]):
        right = view.doc[right.i + 1]
    while left.i and not view.doc[left.i - 1].whitespace_ and _joins(view.doc[left.i - 1]):
        left = view.doc[left.i - 1]
    first, last = view.passage.span_of_masked(left), view.passage.span_of_masked(right)
    return Span(first.source, first.start, last.end)


def _joins(token: Token) -> bool:
    """Whether a token is a part of one written word with its neighbour: al - Hadri."""
    return token.text == "-" or token.text.isalpha()


def _is_office(token: Token) -> bool:
    return token.pos_ == "NOUN" or names.is_title(token.text) or names.is_role(token.text)


def _name_after(head: Token) -> Token | None:
    """The last word of a name set between commas after a description: the mayor of Norport, Ada Moor, said."""
    doc = head.doc
    if not _is_office(head):
        return None
    comma = next(
        (t for t in doc[head.i + 1 : head.i + 8] if t.text == "," or t.pos_ == "VERB" or t.is_quote), None
    )
    if comma is None or comma.text != ",":
        return None
    run = list(takewhile(lambda t: t.pos_ == "PROPN" or t.text == "-", doc[comma.i + 1 : comma.i + 7]))
    following = doc[run[-1].i + 1] if run and run[-1].i + 1 < len(doc) else None
    return run[-1] if following is not None and (following.text in ",." or following.pos_ == "VERB") else None


def _description_end(head: Token) -> Token:
    """The last word of a description: a source close to the club; Minister of State for Shipping Ravi Menon."""
    following = head.doc[head.i + 1 : head.right_edge.i + 1]
    if not _is_office(head) or not len(following) or following[0].lower_ not in DESCRIBES:
        return head
    piece = list(
        takewhile(
            lambda t: t.pos_ not in ("VERB", "AUX", "SCONJ") and not t.is_quote and t.text not in STOPS,
            following,
        )
    )
    if len(piece) < 2 or len(piece) > 12 or any(is_time_word(t) for t in piece):
        return head
    return piece[-1]


def _led_in(article: Article, view: View) -> Choice | None:
    """The source in a paragraph that ends in a colon: Berg went on: / Berg:"""
    if not view.doc.text.rstrip().endswith(":"):
        return None
    last = view.doc[len(view.doc) - 1].sent.start
    inside = [cue for cue in view.cues if cue.word.i >= last]
    if inside:
        cue = min(inside, key=lambda c: (c.strength, -c.word.i))
        return Choice(_phrase(view, cue.source), cue.source, cue.word.text, QuoteBasis.EXPLICIT)
    block = view.passage.block.span
    match = NAME_LABEL.match(article.text, block.start, block.end + 1)
    if match and match.end() >= block.end:
        return Choice(Span(block.source, *match.span(1)), None, ":", QuoteBasis.EXPLICIT)
    return None


def _subject_before(view: View, a: int) -> Choice | None:
    """The subject of the sentence before a quote that nothing attributes: Berg shook her head. “Never.”"""
    ends = view.ends_before[a]
    if ends < 1:
        return None
    for token in view.doc[:a]:
        person = token.pos_ == "PROPN" or token.lower_ in ("he", "she")
        if (
            view.ends_before[token.i] >= ends - 1
            and token.dep_ in SUBJECTS
            and person
            and view.quoted[token.i] < 0
        ):
            return Choice(_phrase(view, token), token, token.head.text, QuoteBasis.IMPLIED)
    return None


def _last_speaker(views: Sequence[View], number: int, chosen: Mapping[int, Choice]) -> Choice | None:
    """Who spoke last in the paragraphs before: of their last quote, or of their last words of saying."""
    for view in reversed(views[max(0, number - REACH) : number]):
        said = [
            cue
            for cue in view.cues
            if cue.strength <= Strength.SPEAK and cue.source.pos_ in ("PROPN", "PRON")
        ]
        last_quote = max((i for i in view.ranges if i in chosen), default=None)
        if last_quote is not None:
            return replace(chosen[last_quote], basis=QuoteBasis.IMPLIED, word=None)
        if said:
            cue = said[-1]
            return Choice(_phrase(view, cue.source), cue.source, cue.word.text, QuoteBasis.IMPLIED)
        subject = _last_subject(view)
        if subject is not None:
            return Choice(_phrase(view, subject), subject, subject.head.text, QuoteBasis.IMPLIED)
    return None


def _last_subject(view: View) -> Token | None:
    """The person whom the last sentence of a paragraph is about."""
    last = view.doc[len(view.doc) - 1].sent
    people = (t for t in last if t.dep_ == "nsubj" and t.head.dep_ == "ROOT" and t.ent_type_ == "PERSON")
    return next(people, None)


NAME_LABEL = re.compile(r"\s*([A-Z][\w’'.\-]+(?:[ \t]+[A-Z(][\w’'.\-)]+){0,4}):(?=\s|$)[ \t\u00a0]?")
SIGNATURE = re.compile(
    r"[”\"'’»]*[ \t\u00a0]*(?:[—–―]|--?)[ \t\u00a0]*"
    r"([A-Z@][\w’'.@\-]*(?:[ \t]+(?:[A-Z][\w’'.\-]*|de|van|von|der|bin|al|of|the|and)(?![\w’'])){0,6})"
)


def _label(article: Article, view: View, quote: Quote) -> Choice | None:
    """A name and a colon at the head of the quote (capitals: a transcript) or of the paragraph before it."""
    start, block = quote.span.start, view.passage.block.span
    match = NAME_LABEL.match(article.text, start, min(quote.span.end, start + 60))
    if match is None or not match[1].isupper():
        # “Moor: …” is a label, “Said Ada Moor: …” a sentence.
        match = NAME_LABEL.match(article.text, block.start, start)
        if match is None or match[1].split()[0].lower() in SAID:
            return None
        if article.text[match.end() : start].strip(" \u00a0\"'“‘„«`"):
            return None
    return Choice(Span(quote.span.source, *match.span(1)), None, ":", QuoteBasis.EXPLICIT)


def _signature(article: Article, view: View, quote: Quote) -> Choice | None:
    """A dash and a name that end the paragraph: “…” — Ada Moor, Norport."""
    end = view.passage.block.span.end
    match = SIGNATURE.match(article.text, quote.span.end, end)
    if match is None or article.text[match.end() : end].strip(" .\u00a0")[:1] not in ("", ",", "("):
        return None
    return Choice(Span(quote.span.source, *match.span(1)), None, "—", QuoteBasis.EXPLICIT)


def _named(
    article: Article, referents: Referents, quotes: Sequence[Quote], chosen: Mapping[int, Choice]
) -> Iterator[Quote]:
    """The quotes with the names of their speakers; who spoke last is the first whom a pronoun may mean."""
    last: tuple[int, int] | None = None
    for i, quote in enumerate(quotes):
        choice = chosen.get(i)
        if choice is None:
            yield quote
            continue
        entity = referents.resolve(choice.span, choice.head, last)
        last = (entity, max(choice.span.end, quote.span.end)) if entity is not None else last
        yield replace(
            quote,
            speaker=referents.name_of(choice.span, entity),
            speaker_span=choice.span,
            cue=choice.cue,
            basis=choice.basis,
            role=referents.role_of(entity),
            via=referents.name_of(choice.via, referents.at(choice.via)) if choice.via is not None else None,
        )


def _regrouped(quotes: Sequence[Quote], chosen: Mapping[int, Choice]) -> tuple[Quote, ...]:
    """The quotes with fragments of one utterance in one group: what one cue attributes, and what goes on from it."""
    grouped: list[Quote] = []
    for i, quote in enumerate(quotes):
        joined = bool(grouped) and _goes_on(quotes, chosen, i)
        group = grouped[-1].group + (not joined) if grouped else 0
        grouped.append(replace(quote, group=group))
    return tuple(grouped)


def _goes_on(quotes: Sequence[Quote], chosen: Mapping[int, Choice], i: int) -> bool:
    mine, before = chosen.get(i), chosen.get(i - 1)
    if mine is None or before is None:
        return quotes[i].group == quotes[i - 1].group
    if mine.word is not None and before.word is not None:
        return mine.word.doc is before.word.doc and mine.word.i == before.word.i
    return quotes[i].group == quotes[i - 1].group and mine.span == before.span
