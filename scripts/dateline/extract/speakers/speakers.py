"""Speaker of each quote: the rule that finds the source, and the name that the source stands for.

A quote's candidates are the cues of its paragraph outside quotes.  Each costs more the more words and sentence
ends lie between it and the quote and the weaker its verb, and less when it stands right beside the quote or
governs it.  A label (“Moor: …”) or a signature line (“…” — Ada Moor) decides at once; a paragraph that is only a
quote takes the speaker from the words before it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from spacy.tokens import Token

from dateline.extract.cues import SUBJECTS, Cue, Strength, is_listed
from dateline.extract.names.coreference import Referents, referents_of
from dateline.extract.parsed_passages import Passage
from dateline.extract.speakers import verbless
from dateline.extract.speakers.attribution_costs import SCARE_WORDS, best_cue, candidate_of
from dateline.extract.speakers.paragraph_view import ParagraphView, QuoteTokens, quote_tokens, view_of
from dateline.extract.speakers.relayed_speech import relayed
from dateline.extract.speakers.source_phrases import phrase_of
from dateline.extract.speakers.speech_context import context_of
from dateline.lang.lexicon import weights
from dateline.model.annotations import Entity, Quote, QuoteBasis, Time
from dateline.model.article import Article, BlockKind, Span

SENTENCE_REACH = 100
"""How many tokens back the sentence before a quote is looked for."""
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
    view: ParagraphView
    tokens: QuoteTokens
    cue: Cue | None
    """The cheapest cue, and its cost."""
    cost: float


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
    found: dict[int, Attribution] = {}
    kept: list[int] = []
    context = context_of(article, times, entities)
    for number, view in enumerate(views):
        for index in view.ranges:
            tokens = quote_tokens(view, index)
            before = views[max(0, number - PARAGRAPH_REACH) : number]
            setting = QuoteSetting(article, quotes, index, found, before, view, tokens, *best_cue(tokens))
            attribution = _attribution_of(setting)
            if attribution is not None:
                if attribution.word is not None and attribution.word.doc is view.doc:
                    said, venue = (
                        tell(view, attribution.word) for tell in (context.day_of, context.venue_of)
                    )
                    attribution = replace(attribution, said=said, venue=venue)
                found[index] = attribution
            if attribution is not None or _is_speech_of_somebody(setting):
                kept.append(index)
    quotes = [quotes[i] for i in kept]
    found = {n: found[i] for n, i in enumerate(kept) if i in found}
    referents = referents_of(article, passages, entities, [quote.span for quote in quotes])
    return _regrouped(tuple(_named(referents, quotes, found)), found)


def _is_speech_of_somebody(setting: QuoteSetting) -> bool:
    """Whether a quote without a source is somebody's words all the same: a sentence, or what is mocked as “…”."""
    tokens = setting.tokens
    if tokens.is_whole:
        return True
    is_long = tokens.end - tokens.start > SCARE_WORDS
    return is_long and (tokens.is_sentence or setting.cue is not None)


def _attribution_of(setting: QuoteSetting) -> Attribution | None:
    """The source of one quote by the first rule that finds one; none where the cue names nobody."""
    rules = RULES if setting.cue is None else RULES_WITH_CUE
    for name, rule in rules.items():
        attribution = rule(setting)
        if attribution is not None:
            return replace(attribution, rule=attribution.rule or name)
    return None


def _beside(find: Callable[..., verbless.Beside], setting: QuoteSetting) -> Attribution | None:
    beside = find(setting.article, setting.view.passage.block, setting.quotes[setting.index])
    return Attribution(beside[0], None, beside[1], QuoteBasis.EXPLICIT) if beside is not None else None


def _lead_in(setting: QuoteSetting) -> Attribution | None:
    """The source in a paragraph before that ends in a colon (“Berg went on:”, “Berg:”); a cue beside the quote wins."""
    is_beside_cue = setting.cost <= weights("quotes/weights", setting.view.doc.lang_)["beside"]
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


def _by_cue(setting: QuoteSetting) -> Attribution | None:
    """The cue's source; the one who relays the words is kept beside the one whose words they are."""
    if setting.cue is None or setting.cue.is_anonymous:
        return None
    view, (cue, via) = setting.view, relayed(setting.tokens, setting.cue)
    is_near = candidate_of(setting.tokens, cue).ends < 1
    basis = QuoteBasis.EXPLICIT if is_near else QuoteBasis.CONTINUED
    if cue.strength is Strength.OTHER and not setting.tokens.is_whole:
        basis = QuoteBasis.IMPLIED  # the charter names “quiet streets” as an aim
    named = None
    if is_listed(cue.source, "relatives") and cue.word.dep_ == "relcl":
        noun = cue.word.head  # Berg of “Tomas Berg, the club’s captain, who said”
        named = phrase_of(view, noun.head if noun.dep_ == "appos" and noun.head.pos_ == "PROPN" else noun)
    return Attribution(
        phrase_of(view, cue.source), cue.source, cue.word.text, basis, cue.rule, cue.word, named, via
    )


def _continued(setting: QuoteSetting) -> Attribution | None:
    """The source of the utterance that goes on with the quote (“…,” Berg said. “And …”)."""
    before = setting.found.get(setting.index - 1)
    is_same = setting.quotes[setting.index - 1].group == setting.quotes[setting.index].group
    return replace(before, basis=QuoteBasis.CONTINUED, rule="") if before is not None and is_same else None


def _same_sentence(setting: QuoteSetting) -> Attribution | None:
    """The source of the quote before in the same sentence: Berg called them “fools” who “never listen”."""
    before, view = setting.found.get(setting.index - 1), setting.view
    if setting.tokens.is_whole or before is None or setting.index - 1 not in view.ranges:
        return None
    start = view.ranges[setting.index - 1][1] - 1
    if view.ends_before[setting.tokens.start] - view.ends_before[start] >= 1:
        return None
    return replace(before, basis=QuoteBasis.CONTINUED, rule="")


def _subject_before(setting: QuoteSetting) -> Attribution | None:
    """The subject of the sentence before a quote that nothing attributes (Berg shook her head. “Never.”)."""
    view, start = setting.view, setting.tokens.start
    ends = view.ends_before[start]
    if ends < 1 or not setting.tokens.is_whole:
        return None
    for token in view.doc[max(0, start - SENTENCE_REACH) : start]:
        is_outside = view.ends_before[token.i] >= ends - 1 and view.quoted[token.i] < 0
        is_person = token.pos_ == "PROPN" or is_listed(token, "person_pronouns")
        if is_outside and is_person and token.dep_ in SUBJECTS:
            return _implied(view, token, token.head)
    return None


def _implied(view: ParagraphView, source: Token, word: Token) -> Attribution:
    return Attribution(phrase_of(view, source), source, word.text, QuoteBasis.IMPLIED)


def _last_speaker(setting: QuoteSetting) -> Attribution | None:
    """Who spoke last in the paragraphs before: of their last quote, or of their last words of saying.

    Without either, the person whom a paragraph's last sentence is about.
    """
    if not setting.tokens.is_whole:
        return None
    for view in reversed(setting.before):
        last_quote = max((i for i in view.ranges if i in setting.found), default=None)
        if last_quote is not None:
            last = setting.found[last_quote]
            is_next = view is setting.before[-1] and last.basis is not QuoteBasis.IMPLIED
            basis = QuoteBasis.CONTINUED if is_next else QuoteBasis.IMPLIED
            return replace(last, basis=basis, rule="", word=None, said=None, venue=None)
        for cue in reversed(view.cues):
            if cue.strength <= Strength.SPEAK and cue.source.pos_ in ("PROPN", "PRON"):
                return _implied(view, cue.source, cue.word)
        for token in view.doc[len(view.doc) - 1].sent:
            if token.dep_ == "nsubj" and token.head.dep_ == "ROOT" and token.ent_type_ == "PERSON":
                return _implied(view, token, token.head)
    return None


RULES_WITH_CUE: Mapping[str, Callable[[QuoteSetting], Attribution | None]] = {
    "label": partial(_beside, verbless.label),  # Moor: “…”
    "signature": partial(_beside, verbless.signature),  # “…” — Ada Moor
    "insertion": partial(_beside, verbless.insertion),  # critics like Ada Moor (“…”)
    "lead-in": _lead_in,  # Berg went on: / “…”
    "cue": _by_cue,  # Berg said: “…”
}
"""How the source of a quote is found, in order; the rule of a cue has the name of the cue's."""
RULES: Mapping[str, Callable[[QuoteSetting], Attribution | None]] = {
    **RULES_WITH_CUE,
    "continued": _continued,  # “…,” Berg said. / “And …”
    "same sentence": _same_sentence,  # Berg called them “fools” who “never listen”
    "subject before": _subject_before,  # Berg shook her head. “Never.”
    "last speaker": _last_speaker,  # Berg said no. / “Never.”
}
"""... and for a quote that no cue can have."""


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
            speaker=referents.name_of(source, entity),
            speaker_span=attribution.span,
            cue=attribution.cue,
            basis=attribution.basis,
            role=referents.role_of(entity),
            via=referents.name_of(via, referents.at(via)) if via is not None else None,
            said=attribution.said,
            venue=attribution.venue,
            rule=attribution.rule,
        )


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
