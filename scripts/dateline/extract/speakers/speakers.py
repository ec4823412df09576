"""Who speaks: for each quote the cue that attributes it, and the name of its source.

A quote's candidates are the cues of its paragraph outside quotes.  Each costs more the more words and sentence
ends lie between it and the quote and the weaker its verb, and less when it stands right beside the quote or
governs it.  A label (“Moor: …”) or a signature line (“…” — Ada Moor) decides at once; a paragraph that is only a
quote takes the speaker from the words before it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from dateline.extract.cues import RELATIVES, SUBJECTS, Cue, Strength
from dateline.extract.names.coreference import Referents, referents_of
from dateline.extract.parsed_passages import Passage
from dateline.extract.speakers import verbless
from dateline.extract.speakers.attribution_costs import BESIDE_GAIN, SCARE_WORDS, best_cue, gap_of
from dateline.extract.speakers.paragraph_view import View, is_sentence, is_whole, view_of
from dateline.extract.speakers.relayed_speech import relayed
from dateline.extract.speakers.source_phrases import phrase_of
from dateline.extract.speakers.speech_context import Occasions, occasions_of
from dateline.model.annotations import Entity, Quote, QuoteBasis, Time
from dateline.model.article import Article, BlockKind, Span

SENTENCE_REACH = 100
"""How many tokens back the sentence before a quote is looked for."""
REACH = 3
"""How many paragraphs back an unattributed quote may find its speaker."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The source that was chosen for a quote."""

    span: Span
    head: Token | None
    cue: str
    basis: QuoteBasis
    word: Token | None = None
    named: Span | None = None
    """Where the name stands, if not in `span`: the noun that “who” takes up."""
    via: Span | None = None
    said: str | None = None
    venue: str | None = None


def attribute(
    article: Article,
    passages: Sequence[Passage],
    quotes: Sequence[Quote],
    entities: Sequence[Entity],
    times: Sequence[Time] = (),
) -> tuple[Quote, ...]:
    """The quotes with speaker, cue, basis, role, occasion and group; a word or three that nobody says are left out.

    The “private” beach was full: such marks distance the writer and quote nobody.
    """
    views = [view_of(p, quotes) for p in passages if p.kind is BlockKind.PARAGRAPH]
    chosen: dict[int, Choice] = {}
    known = occasions_of(article, times, entities)
    for number, view in enumerate(views):
        for index in view.ranges:
            choice = _choose(article, views, number, index, quotes, chosen)
            if choice is not None:
                chosen[index] = _placed(known, view, choice)
    said = [
        i
        for view in views
        for i, (a, b) in view.ranges.items()
        if i in chosen or is_whole(view, a, b) or (b - a > SCARE_WORDS and _is_somebodys(view, a, b))
    ]
    quotes, chosen = [quotes[i] for i in said], {n: chosen[i] for n, i in enumerate(said) if i in chosen}
    referents = referents_of(article, passages, entities, [quote.span for quote in quotes])
    return _regrouped(tuple(_named(article, referents, quotes, chosen)), chosen)


def _is_somebodys(view: View, a: int, b: int) -> bool:
    """Whether a quote without a source is somebody's words all the same: a sentence, or what is mocked as “…”."""
    return is_sentence(view, a) or best_cue(view, a, b)[0] is not None


def _placed(known: Occasions, view: View, choice: Choice) -> Choice:
    """The choice with when and where it was said, where the clause of its verb tells."""
    if choice.word is None or choice.word.doc is not view.doc:
        return choice
    return replace(choice, said=known.day_of(view, choice.word), venue=known.venue_of(view, choice.word))


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
    beside = verbless.beside(article, view.passage.block, quote)
    if beside is not None:
        return Choice(beside[0], None, beside[1], QuoteBasis.EXPLICIT)
    led = _led_in(article, views[number - 1]) if number and view.words_before[a] == 0 else None
    cue, cost = best_cue(view, a, b)
    if led is not None and cost > -BESIDE_GAIN:
        return led
    if cue is not None:
        return None if cue.is_anonymous else _by_cue(view, cue, a, b)
    before = chosen.get(index - 1)
    if before is not None and quotes[index - 1].group == quote.group:
        return replace(before, basis=QuoteBasis.CONTINUED)
    if not is_whole(view, a, b):
        return _same_sentence(view, a, index, chosen)
    return _subject_before(view, a) or _last_speaker(views, number, chosen)


def _same_sentence(view: View, a: int, index: int, chosen: Mapping[int, Choice]) -> Choice | None:
    """The source of the quote before in the same sentence: Berg called them “fools” who “never listen”."""
    before = chosen.get(index - 1)
    if before is None or index - 1 not in view.ranges:
        return None
    if view.ends_before[a] - view.ends_before[view.ranges[index - 1][1] - 1] >= 1:
        return None
    return replace(before, basis=QuoteBasis.CONTINUED)


def _by_cue(view: View, outer: Cue, a: int, b: int) -> Choice:
    """The choice that a cue makes; the one who relays the words is kept beside the one whose words they are."""
    cue, via = relayed(view, outer, a, b)
    start, end = gap_of(cue, a, b)
    ends = view.ends_before[end] - view.ends_before[start]
    basis = QuoteBasis.EXPLICIT if ends < 1 else QuoteBasis.CONTINUED
    if cue.strength is Strength.OTHER and not is_whole(view, a, b):
        basis = QuoteBasis.IMPLIED  # the charter names “quiet streets” as an aim
    takes_up = cue.source.lower_ in RELATIVES and cue.word.dep_ == "relcl"
    named = phrase_of(view, _described(cue.word.head)) if takes_up else None
    return Choice(phrase_of(view, cue.source), cue.source, cue.word.text, basis, cue.word, named, via)


def _described(noun: Token) -> Token:
    """The name that a noun is set beside, else the noun: Berg of “Tomas Berg, the club’s captain, who said”."""
    return noun.head if noun.dep_ == "appos" and noun.head.pos_ == "PROPN" else noun


def _led_in(article: Article, view: View) -> Choice | None:
    """The source in a paragraph that ends in a colon (“Berg went on:”, “Berg:”)."""
    if not view.doc.text.rstrip().endswith(":"):
        return None
    last = view.doc[len(view.doc) - 1].sent.start
    inside = [cue for cue in view.cues if cue.word.i >= last]
    if inside:
        cue = min(inside, key=lambda c: (c.strength, -c.word.i))
        return Choice(phrase_of(view, cue.source), cue.source, cue.word.text, QuoteBasis.EXPLICIT)
    label = verbless.label_of(article, view.passage.block)
    return Choice(label, None, ":", QuoteBasis.EXPLICIT) if label is not None else None


def _subject_before(view: View, a: int) -> Choice | None:
    """The subject of the sentence before a quote that nothing attributes (Berg shook her head. “Never.”)."""
    ends = view.ends_before[a]
    if ends < 1:
        return None
    for token in view.doc[max(0, a - SENTENCE_REACH) : a]:
        person = token.pos_ == "PROPN" or token.lower_ in ("he", "she")
        outside = view.ends_before[token.i] >= ends - 1 and view.quoted[token.i] < 0
        if outside and person and token.dep_ in SUBJECTS:
            return Choice(phrase_of(view, token), token, token.head.text, QuoteBasis.IMPLIED)
    return None


def _last_speaker(views: Sequence[View], number: int, chosen: Mapping[int, Choice]) -> Choice | None:
    """Who spoke last in the paragraphs before: of their last quote, or of their last words of saying."""
    for view in reversed(views[max(0, number - REACH) : number]):
        last_quote = max((i for i in view.ranges if i in chosen), default=None)
        if last_quote is not None:
            at_once = view is views[number - 1] and chosen[last_quote].basis is not QuoteBasis.IMPLIED
            basis = QuoteBasis.CONTINUED if at_once else QuoteBasis.IMPLIED
            return replace(chosen[last_quote], basis=basis, word=None, said=None, venue=None)
        cue = next((c for c in reversed(view.cues) if _names_speaker(c)), None)
        if cue is not None:
            return Choice(phrase_of(view, cue.source), cue.source, cue.word.text, QuoteBasis.IMPLIED)
        subject = _last_subject(view)
        if subject is not None:
            return Choice(phrase_of(view, subject), subject, subject.head.text, QuoteBasis.IMPLIED)
    return None


def _names_speaker(cue: Cue) -> bool:
    return cue.strength <= Strength.SPEAK and cue.source.pos_ in ("PROPN", "PRON")


def _last_subject(view: View) -> Token | None:
    """The person whom the last sentence of a paragraph is about."""
    last = view.doc[len(view.doc) - 1].sent
    people = (t for t in last if t.dep_ == "nsubj" and t.head.dep_ == "ROOT" and t.ent_type_ == "PERSON")
    return next(people, None)


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
        named = choice.named or choice.span
        entity = referents.resolve(named, choice.head, last)
        last = (entity, max(choice.span.end, quote.span.end)) if entity is not None else last
        yield replace(
            quote,
            speaker=referents.name_of(named, entity),
            speaker_span=choice.span,
            cue=choice.cue,
            basis=choice.basis,
            role=referents.role_of(entity),
            via=referents.name_of(choice.via, referents.at(choice.via)) if choice.via is not None else None,
            said=choice.said,
            venue=choice.venue,
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
