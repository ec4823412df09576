"""Speaker of each quote: the rule that finds the source, and the name that the source stands for.

A label (“Moor: …”), a signature line (“…” — Ada Moor) or a lead-in decides at once.  Else the cues of the quote's
paragraph, the sources that other paragraphs offer, and nobody are weighed (`attribution_model`), and the heaviest
has the quote.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from spacy.tokens import Token

from dateline.extract.cues import Strength, is_listed, is_person_word
from dateline.extract.names.coreference import Referents, referents_of
from dateline.extract.parsed_passages import Passage
from dateline.extract.speakers import verbless
from dateline.extract.speakers.attribution_model import (
    SCARE_WORDS,
    Candidate,
    Resort,
    candidate_of,
    cue_candidates,
    is_beside,
    weight_of,
)
from dateline.extract.speakers.paragraph_view import ParagraphView, QuoteTokens, quote_tokens, view_of
from dateline.extract.speakers.relayed_speech import relayed
from dateline.extract.speakers.source_phrases import phrase_of
from dateline.extract.speakers.speech_context import SpeechContext, context_of
from dateline.lang.lexicon import word_set, words
from dateline.model.annotations import Entity, Quote, QuoteBasis, Time
from dateline.model.article import Article, BlockKind, Span

PARAGRAPH_REACH = 3
"""How many paragraphs back an unattributed quote may find its speaker."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """The source that was found for a quote."""

    span: Span
    head: Token | None
    cue: str
    basis: QuoteBasis
    rule: str = ""
    word: Token | None = None
    named: Span | None = None
    """Where the name stands, if not in `span`: the noun that “who” takes up."""
    via: Span | None = None
    said: str | None = None
    venue: str | None = None


@dataclass(frozen=True, slots=True)
class QuoteSetting:
    """A quote in its paragraph, and what was found for the quotes before it."""

    article: Article
    quotes: Sequence[Quote]
    index: int
    """The quote's place among the quotes."""
    found: Mapping[int, Attribution]
    before: Sequence[ParagraphView]
    """The paragraphs before its own."""
    after: ParagraphView | None
    """The paragraph after its own."""
    view: ParagraphView
    tokens: QuoteTokens
    candidates: tuple[Candidate, ...]
    """The cues that may have it."""


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
    by_doc = {id(view.doc): view for view in views}
    context = context_of(article, times, entities)
    found: dict[int, Attribution] = {}
    kept: list[int] = []
    for index, (attribution, is_speech) in attributions_of(article, views, quotes, heaviest).items():
        if attribution is not None:
            found[index] = _with_occasion(context, by_doc, attribution)
        if is_speech:
            kept.append(index)
    quotes = [quotes[i] for i in kept]
    found = {n: found[i] for n, i in enumerate(kept) if i in found}
    referents = referents_of(article, passages, entities, [quote.span for quote in quotes])
    return _regrouped(tuple(_named(referents, quotes, found)), found)


def _with_occasion(
    context: SpeechContext, views: Mapping[int, ParagraphView], attribution: Attribution
) -> Attribution:
    """The attribution with when and where the words of its cue were said."""
    word = attribution.word
    if word is None:
        return attribution
    view = views[id(word.doc)]
    return replace(attribution, said=context.day_of(view, word), venue=context.venue_of(view, word))


Option = tuple[Candidate | Resort, Callable[[], "Attribution | None"]]
"""What may have a quote, and the attribution that it makes."""
Choose = Callable[[QuoteSetting, Sequence[Option]], Option]


def heaviest(setting: QuoteSetting, options: Sequence[Option]) -> Option:
    """The option for which most speaks, the first of equals."""
    return max(options, key=lambda option: weight_of(option[0]))


def attributions_of(
    article: Article, views: Sequence[ParagraphView], quotes: Sequence[Quote], choose: Choose
) -> dict[int, tuple[Attribution | None, bool]]:
    """The attribution of each quote by its place, and whether it is somebody's words; `choose` weighs the options."""
    found: dict[int, Attribution] = {}
    told: dict[int, tuple[Attribution | None, bool]] = {}
    for number, view in enumerate(views):
        before = views[max(0, number - PARAGRAPH_REACH) : number]
        after = views[number + 1] if number + 1 < len(views) else None
        for index in view.ranges:
            tokens = quote_tokens(view, index)
            previous = found[index - 1].word if index - 1 in found else None
            cues = cue_candidates(tokens, previous)
            setting = QuoteSetting(article, quotes, index, found, before, after, view, tokens, cues)
            attribution, is_speech = _attribution_of(setting, choose)
            told[index] = attribution, is_speech
            if attribution is not None:
                found[index] = attribution
    return told


def _attribution_of(setting: QuoteSetting, choose: Choose) -> tuple[Attribution | None, bool]:
    """The source of one quote, and whether it is somebody's words: a part of a sentence without a source is not."""
    for name, rule in RULES.items():
        attribution = rule(setting)
        if attribution is not None:
            return replace(attribution, rule=name), True
    chosen, attribute_by = choose(setting, options_of(setting))
    attribution = attribute_by()
    if attribution is not None and _bears_words(attribution.head):
        return None, False
    tokens = setting.tokens
    is_long = tokens.end - tokens.start > SCARE_WORDS
    is_said = attribution is not None or isinstance(chosen, Candidate)  # he was asked “…”
    return attribution, is_said or tokens.is_whole or (is_long and tokens.is_sentence)


def _bears_words(source: Token | None) -> bool:
    """Whether the words stand on something, so that they are nobody's speech: a sign at the pier read “…”."""
    return source is not None and source.lemma_.lower() in words("quotes/bearers", source.lang_)


def options_of(setting: QuoteSetting) -> list[Option]:
    """Whatever may have a quote: nobody, the cues of its paragraph, and what each resort offers."""
    options: list[Option] = [(Resort(setting.tokens, "nobody", cues=len(setting.candidates)), lambda: None)]
    options += [(c, partial(_by_cue, setting, c)) for c in setting.candidates]
    joined = _is_joined(setting)
    for name, resort in RESORTS.items():
        for attribution, word in resort(setting):
            back = _paragraphs_back(setting, attribution)
            basis = attribution.basis.value
            traits = Resort(
                setting.tokens,
                name,
                attribution.head,
                back,
                basis,
                joined,
                len(setting.candidates),
                word,
                _sentences_between(setting, word),
            )
            options.append((traits, partial(replace, attribution, rule=name)))
    return options


def _sentences_between(setting: QuoteSetting, word: Token | None) -> float:
    """How many sentences end between a word of this paragraph, or one before, and the quote."""
    if word is None:
        return 0
    if word.doc is setting.view.doc:
        i, j = sorted((word.i, setting.tokens.start))
        return setting.view.ends_before[j] - setting.view.ends_before[i]
    view = next((v for v in setting.before if v.doc is word.doc), None)
    return view.ends_before[-1] - view.ends_before[word.i] if view is not None else 0


def _is_joined(setting: QuoteSetting) -> bool:
    """Whether the quote is of one utterance with the quote before it."""
    index, quotes = setting.index, setting.quotes
    return index > 0 and quotes[index - 1].group == quotes[index].group


def _paragraphs_back(setting: QuoteSetting, attribution: Attribution) -> int:
    """How many paragraphs back a source stands, as far as the reach goes."""
    starts = [view.passage.block.span.start for view in (*setting.before, setting.view)]
    return sum(start > attribution.span.start for start in starts)


def _beside(find: Callable[..., verbless.Beside], setting: QuoteSetting) -> Attribution | None:
    beside = find(setting.article, setting.view.passage.block, setting.quotes[setting.index])
    return Attribution(beside[0], None, beside[1], QuoteBasis.EXPLICIT) if beside is not None else None


def _signature(setting: QuoteSetting) -> Attribution | None:
    """The name behind a dash; behind a part of the reporter's sentence it is the reporter's."""
    return _beside(verbless.signature, setting) if setting.tokens.is_whole else None


def _signature_line(setting: QuoteSetting) -> Attribution | None:
    """The name in the line below a quote that is a paragraph."""
    if setting.after is None or not setting.tokens.is_paragraph:
        return None
    following = setting.after.passage.block
    return _beside(partial(verbless.signature_line, following=following), setting)


def _lead_in(setting: QuoteSetting) -> Attribution | None:
    """The source in a paragraph before that ends in a colon (“Berg went on:”, “Berg:”); a cue beside the quote wins."""
    is_beside_cue = any(c.cue.strength <= Strength.SPEAK and is_beside(c) for c in setting.candidates)
    if not setting.before or setting.view.words_before[setting.tokens.start] or is_beside_cue:
        return None
    view = setting.before[-1]
    if not view.doc.text.rstrip().endswith(":"):
        return None
    last = view.doc[len(view.doc) - 1].sent.start
    inside = [cue for cue in view.cues if cue.word.i >= last]
    if inside:
        cue = min(inside, key=lambda c: (c.strength, -c.word.i))
        return Attribution(phrase_of(view, cue.source), cue.source, cue.word.text, QuoteBasis.EXPLICIT)
    label = verbless.label_alone(setting.article, view.passage.block)
    return Attribution(label, None, ":", QuoteBasis.EXPLICIT) if label is not None else None


def _by_cue(setting: QuoteSetting, candidate: Candidate) -> Attribution | None:
    """The cue's source; the one who relays the words is kept beside the one whose words they are."""
    if candidate.cue.is_anonymous:
        return None
    view, (cue, via) = setting.view, relayed(setting.tokens, candidate.cue)
    is_near = candidate_of(setting.tokens, cue).ends < 1
    basis = QuoteBasis.EXPLICIT if is_near else QuoteBasis.CONTINUED
    if cue.strength is Strength.OTHER and not (is_near and is_beside(candidate)):
        basis = (
            QuoteBasis.IMPLIED
        )  # the charter names “quiet streets” as an aim; Berg shook her head: “Never.”
    named = None
    if is_listed(cue.source, "relatives") and cue.word.dep_ == "relcl":
        noun = cue.word.head  # Berg of “Tomas Berg, the club’s captain, who said”
        named = phrase_of(view, noun.head if noun.dep_ == "appos" and noun.head.pos_ == "PROPN" else noun)
    return Attribution(
        phrase_of(view, cue.source), cue.source, cue.word.text, basis, cue.rule, cue.word, named, via
    )


Source = tuple[Attribution, Token | None]
"""What a resort offers: an attribution, and the word that it is taken from."""


def _continued(setting: QuoteSetting) -> Iterator[Source]:
    """The source of the utterance that goes on with the quote (“…,” Berg said. “And …”)."""
    before = setting.found.get(setting.index - 1)
    if before is not None and _is_joined(setting):
        yield replace(before, basis=QuoteBasis.CONTINUED, rule=""), before.word


def _implied(view: ParagraphView, source: Token, word: Token) -> Attribution:
    return Attribution(phrase_of(view, source), source, word.text, QuoteBasis.IMPLIED)


def _last_speaker(setting: QuoteSetting) -> Iterator[Source]:
    """The speaker of the last quote in the paragraphs before."""
    if not setting.tokens.is_whole:
        return
    for view in reversed(setting.before):
        last_quote = max((i for i in view.ranges if i in setting.found), default=None)
        if last_quote is not None:
            last = setting.found[last_quote]
            is_next = view is setting.before[-1] and last.basis is not QuoteBasis.IMPLIED
            basis = QuoteBasis.CONTINUED if is_next else QuoteBasis.IMPLIED
            yield replace(last, basis=basis, rule="", word=None, said=None, venue=None), last.word
            return


def _last_words(setting: QuoteSetting) -> Iterator[Source]:
    """Who says something last in the paragraphs before (Berg said no. / “Never.”)."""
    if not setting.tokens.is_whole:
        return
    for view in reversed(setting.before):
        told: set[int] = set()
        for cue in reversed(view.cues):
            is_person = is_person_word(cue.source) and not cue.is_anonymous
            if cue.strength <= Strength.JUDGE and is_person and cue.source.i not in told and len(told) < 3:
                told.add(cue.source.i)
                yield _implied(view, cue.source, cue.word), cue.word
        if told:
            return


RULES: Mapping[str, Callable[[QuoteSetting], Attribution | None]] = {
    "label": partial(_beside, verbless.label),  # Moor: “…”
    "signature": _signature,  # “…” — Ada Moor
    "signature line": _signature_line,  # “…” / — Ada Moor
    "insertion": partial(_beside, verbless.insertion),  # critics like Ada Moor (“…”)
    "lead-in": _lead_in,  # Berg went on: / “…”
}
"""What finds the source of a quote at once, in order."""
RESORTS: Mapping[str, Callable[[QuoteSetting], Iterable[Source]]] = {
    "continued": _continued,  # “…,” Berg said. “And …”
    "last speaker": _last_speaker,  # “…,” Berg said. / “Never.”
    "last words": _last_words,  # Berg said no. / “Never.”
}
"""Sources beside the cues of the quote's paragraph, which are weighed against these."""


def _named(
    referents: Referents, quotes: Sequence[Quote], found: Mapping[int, Attribution]
) -> Iterator[Quote]:
    """The quotes with the names of their speakers; who spoke last is the first whom a pronoun may mean."""
    last: tuple[int, int] | None = None
    for i, quote in enumerate(quotes):
        attribution = found.get(i)
        if attribution is None:
            yield quote
            continue
        source = attribution.named or attribution.span
        entity = referents.resolve(source, attribution.head, last)
        last = (entity, max(attribution.span.end, quote.span.end)) if entity is not None else last
        via = attribution.via
        yield replace(
            quote,
            speaker=_without_pronoun(referents, source, entity),
            speaker_span=attribution.span,
            cue=attribution.cue,
            basis=attribution.basis,
            role=referents.role_of(entity),
            via=referents.name_of(via, referents.at(via)) if via is not None else None,
            said=attribution.said,
            venue=attribution.venue,
            rule=attribution.rule,
        )


def _without_pronoun(referents: Referents, source: Span, entity: int | None) -> str | None:
    """The name of a speaker; “his spokesman” tells a reader nobody unless it is told whose."""
    name = referents.name_of(source, entity)
    is_owned = name is not None and name.partition(" ")[0].lower() in word_set("quotes/words", "possessives")
    return None if is_owned else name


def _regrouped(quotes: Sequence[Quote], found: Mapping[int, Attribution]) -> tuple[Quote, ...]:
    """The quotes with fragments of one utterance in one group: what one cue attributes, and what goes on from it."""
    grouped: list[Quote] = []
    for i, quote in enumerate(quotes):
        goes_on = bool(grouped) and _goes_on(quotes, found, i)
        group = grouped[-1].group + (not goes_on) if grouped else 0
        grouped.append(replace(quote, group=group))
    return tuple(grouped)


def _goes_on(quotes: Sequence[Quote], found: Mapping[int, Attribution], i: int) -> bool:
    """Whether a quote is of one utterance with the quote before it."""
    mine, before, is_same = found.get(i), found.get(i - 1), quotes[i].group == quotes[i - 1].group
    if mine is None or before is None:
        return is_same
    if mine.word is not None and before.word is not None:
        return mine.word.doc is before.word.doc and mine.word.i == before.word.i
    return is_same and mine.span == before.span
