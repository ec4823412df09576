"""Article to Annotations: the order of the steps, and the one place where a spaCy model is loaded and run.

Each block is parsed once as it stands; a paragraph with quotes once more with the quotes masked (`parsed_passages`).
"""

import atexit
import gc
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial

import spacy
from spacy.language import Language
from spacy.tokens import Span as DocSpan

from dateline.extract import entities, quotes
from dateline.extract.events import event_mentions, loose_references
from dateline.extract.events.sentence_traits import known_nouns, traits_of_sentence
from dateline.extract.live_reports import LiveReport
from dateline.extract.model_tuning import tune
from dateline.extract.names.profiles import with_roles
from dateline.extract.parsed_passages import Passage, blocks_to_parse, content_lemmas
from dateline.extract.roundups import Roundup
from dateline.extract.speakers import speakers
from dateline.extract.times import timexes
from dateline.extract.truecasing import common_words, truecased
from dateline.lang import lexicon
from dateline.model.annotations import Annotations, Quote, Sentence
from dateline.model.article import Article, Block, BlockKind
from dateline.model.problems import CONVERTING, DatelineError

Annotate = Callable[[Article], Annotations]

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_LONG_WORD = 5
"""Characters from which a word of a language that is not known is taken for one with content."""
_BLANKS = str.maketrans({**dict.fromkeys("\n\t\v\f\u00a0\u2007\u2009\u202f", " "), "\u2015": "—"})
"""What the parser trips over: blanks, each replaced by one space so that offsets hold, and the bar that is a dash."""
_MARK_ALONE = re.compile(r"(?<!\S)\\?[•●▪◦‣·*_](?!\S)")
"""The mark of a list's item or of a break, as pages and Markdown write it: it belongs to no sentence."""


def _parsable(text: str) -> str:
    """A text as the parser takes it, as long as it was."""
    return _MARK_ALONE.sub(lambda match: " " * len(match[0]), text.translate(_BLANKS))


@cache
def load_annotator(model: str) -> Annotate:
    """The step from Article to Annotations by the spaCy pipeline `model`, a package's name or a folder.

    Loaded once a process.  Raises `DatelineError` where there is no such pipeline, or where it is for a language
    without a folder of words.
    """
    setting = "set `model` of the dateline plugin in mkdocs.yml"
    try:
        nlp = spacy.load(model)
    except OSError:
        hint = f"install it ({CONVERTING}), or {setting}"
        raise DatelineError("mkdocs.yml", f"the spaCy model “{model}” is not installed", hint) from None
    if not (nlp.lang and lexicon.has("times/tokens", nlp.lang)):
        message = (
            f"the spaCy model “{model}” is for the language “{nlp.lang}”, of which Dateline has no words"
        )
        raise DatelineError("mkdocs.yml", message, f"{setting} to a model for English")
    tune(nlp)
    _leave_to_the_system()
    return partial(annotate, nlp)


def _leave_to_the_system() -> None:
    """Let Python look for no garbage in what there is by now, nor at its end in anything: that takes 0.3 s."""
    gc.freeze()
    atexit.register(gc.freeze)


def annotate(nlp: Language, article: Article) -> Annotations:
    """Everything that Dateline finds in an article; in another language than the model's, sentences and quotes."""
    found = quotes.find_quotes(article)
    if article.language.partition("-")[0] != nlp.lang:
        return Annotations(sentences=tuple(_sentences_of(_split_passages(article))), quotes=found)
    passages = parse_passages(nlp, article, found)
    names = entities.find_entities(article, passages)
    dated = timexes.find(article, passages)
    said = speakers.attribute(article, passages, found, names, dated)
    events = event_mentions.find_events(article, passages, dated, said, names)
    roundup, live_report = Roundup.of(article, names), LiveReport.of(article)
    return Annotations(
        sentences=tuple(roundup.sentences(_sentences_of(passages), article)),
        quotes=loose_references.with_traits(said, passages),
        times=dated,
        entities=with_roles(names, passages, [quote.span for quote in found]),
        events=tuple(live_report.events(roundup.events(events))),
    )


def _split_passages(article: Article) -> Iterator[Passage]:
    """The passages of an article in a language without a model: parted at the marks that end sentences."""
    blocks = tuple(blocks_to_parse(article))
    docs = _sentence_splitter().pipe(_parsable(article.slice(block.span)) for block in blocks)
    return map(Passage, blocks, docs)


@cache
def _sentence_splitter() -> Language:
    nlp = spacy.blank("xx")
    nlp.add_pipe("sentencizer")  # knows the marks of many scripts: 。 ؟ ।
    return nlp


def parse_passages(nlp: Language, article: Article, found: Sequence[Quote]) -> tuple[Passage, ...]:
    """The passages of an article whose quotes were found, each parsed."""
    blocks = tuple(blocks_to_parse(article))
    masks = [quotes.mask_of(article, block, found) for block in blocks]
    docs = nlp.pipe(map(_parsable, _texts_of(nlp, article, blocks)))
    # names are looked for in the text as it stands: the masked parse need not find them
    masked = nlp.pipe((_parsable(mask.text) for mask in masks if mask is not None), disable=["ner"])
    return tuple(
        Passage(block, doc, mask, next(masked) if mask is not None else None)
        for block, doc, mask in zip(blocks, docs, masks, strict=True)
    )


def _texts_of(nlp: Language, article: Article, blocks: Sequence[Block]) -> Iterator[str]:
    """The texts of some blocks, headlines as sentences write them."""
    body = [article.slice(block.span) for block in blocks if block.kind is BlockKind.PARAGRAPH]
    is_common = _is_common_word(nlp)
    for block in blocks:
        text = article.slice(block.span)
        yield truecased(text, body, is_common) if block.kind is BlockKind.HEADLINE else text


_is_common_word = cache(common_words)


def _sentences_of(passages: Iterable[Passage]) -> Iterator[Sentence]:
    """The sentences of the paragraphs, blanks around them cut, counted by paragraph; marks without a word are none.

    What states nothing has no terms, so that it is no key point before what does.
    """
    passages = tuple(passages)
    paragraphs = [passage for passage in passages if passage.kind is BlockKind.PARAGRAPH]
    told = [passage.doc for passage in passages if passage.kind in (BlockKind.HEADLINE, BlockKind.DEK)]
    first = [sent for passage in paragraphs[:1] for sent in passage.sents[:1]]
    above, known = known_nouns(told), known_nouns([*told, *first])
    before: set[str] = set()
    for number, passage in enumerate(paragraphs, 1):
        for sent in passage.sents:
            text = passage.text_of(sent)
            if any(map(str.isalnum, text)):
                start = sent.start_char + len(text) - len(text.lstrip())
                end = sent.start_char + len(text.rstrip())
                traits = traits_of_sentence(sent, known, before) if sent.doc.has_annotation("TAG") else ()
                yield Sentence(passage.span(start, end), number, _terms_of(sent), traits)
                before |= known_nouns([sent]) - above


def _terms_of(sent: DocSpan) -> tuple[str, ...]:
    """The lemmas of the content words, sorted, each once; without a tagger, the longer words.

    A sentence without a verb in a tense has none: a fragment or a caption (“A ferry at the quay.”) states nothing.
    """
    if not sent.doc.has_annotation("TAG"):
        return tuple(sorted({token.lower_ for token in sent if token.is_alpha and len(token) >= _LONG_WORD}))
    return content_lemmas(sent) if any(token.tag_ in _FINITE for token in sent) else ()
