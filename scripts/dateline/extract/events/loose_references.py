"""What a quote takes up that its own words do not tell, as in “They said that this was it.”, by the grammar of it.

A box shows the words and who said them, nothing else.  Each reason for which they cannot be read so is a row here with
an example.  Where briefings are composed no model is at hand, so the names of the reasons travel with the quote
(`Quote.traits`).
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from dateline.extract.cues import is_listed
from dateline.extract.events.sentence_traits import (
    WORDS,
    is_bare_definite,
    is_empty,
    is_human,
    is_nominal,
    known_nouns,
)
from dateline.extract.events.verb_forms import SUBJECTS, has_clause, is_finite
from dateline.extract.parsed_passages import Passage
from dateline.model.annotations import Quote
from dateline.model.article import BlockKind


@dataclass(frozen=True)
class SpokenWords:
    """The words of one utterance, in order, and what a reader of the briefing knows besides."""

    tokens: tuple[Token, ...]
    known: Collection[str] = ()
    """Lemmas of the headline and the dek."""

    def before(self, place: int) -> Sequence[Token]:
        """The words before the one at `place`."""
        return self.tokens[:place]

    def has_told(self, place: int) -> bool:
        """Whether a sentence before that of the word at `place` states something, which "that" may take up."""
        own = self.tokens[place].sent
        return any(_tells(word) for word in self.before(place) if word.sent != own)


def with_traits(quotes: Sequence[Quote], passages: Sequence[Passage]) -> tuple[Quote, ...]:
    """The quotes, each with the reasons that hold for the utterance it belongs to."""
    known = known_nouns(
        passage.doc for passage in passages if passage.kind in (BlockKind.HEADLINE, BlockKind.DEK)
    )
    words: dict[int, tuple[Token, ...]] = {}
    for quote, tokens in _words_of(quotes, passages):
        words[quote.group] = (*words.get(quote.group, ()), *tokens)
    traits = {group: reasons_for(SpokenWords(tokens, known)) for group, tokens in words.items()}
    return tuple(replace(quote, traits=traits.get(quote.group, ())) for quote in quotes)


def _words_of(quotes: Iterable[Quote], passages: Sequence[Passage]) -> Iterator[tuple[Quote, list[Token]]]:
    """The words of each quote; both come in order of the text."""
    left = iter(passages)
    passage = next(left, None)
    for quote in quotes:
        while passage is not None and passage.block.span.end < quote.span.end:
            passage = next(left, None)
        if passage is not None and passage.block.span.contains(quote.span):
            origin = passage.block.span.start
            piece = passage.doc.char_span(
                quote.span.start - origin, quote.span.end - origin, alignment_mode="contract"
            )
            yield quote, [token for token in piece or () if not token.is_space]


def reasons_for(words: SpokenWords) -> tuple[str, ...]:
    """The names of the reasons for which an utterance cannot be read with its speaker alone."""
    return tuple(name for name, holds in REASONS.items() if holds(words))


def _has_loose_person(words: SpokenWords) -> bool:
    return any(
        is_listed(token, "persons", WORDS) and not any(map(_is_somebody, words.before(place)))
        for place, token in enumerate(words.tokens)
    )


def _is_somebody(token: Token) -> bool:
    """Whether a word is one person's name, or brings one in: "a man", "my father"; "the mayor" may be known."""
    if token.pos_ == "PROPN" or is_listed(token, "somebody", WORDS):
        return token.pos_ == "PRON" or (is_human(token) and token.tag_ not in ("NNS", "NNPS"))
    is_definite = any(is_listed(child, "article", WORDS) for child in token.lefts)
    return token.tag_ == "NN" and is_human(token) and not is_definite


def _has_loose_thing(words: SpokenWords) -> bool:
    return any(
        is_listed(token, "things", WORDS)
        and not is_empty(token)
        and not _has_antecedent(token, words.before(place))
        for place, token in enumerate(words.tokens)
    )


def _has_antecedent(pronoun: Token, before: Iterable[Token]) -> bool:
    """Whether a noun before a pronoun agrees with it in number.

    "They" may be a firm, or within a sentence somebody: everyone closed their doors.
    """
    if is_listed(pronoun, "one_thing", WORDS):
        return any(is_nominal(word) and word.tag_ not in ("NNS", "NNPS") for word in before)
    return any(
        word.tag_ in ("NNS", "NNPS")
        or word.pos_ == "PROPN"
        or (is_listed(word, "somebody", WORDS) and (word.pos_ != "PRON" or word.sent == pronoun.sent))
        for word in before
    )


def _points_at_unseen(words: SpokenWords) -> bool:
    return any(
        (is_listed(token, "demonstratives", WORDS) and _is_pointer(token, place, words))
        or (is_listed(token, "pointing_places", WORDS) and not _is_told_where(place, words))
        for place, token in enumerate(words.tokens)
    )


def _is_told_where(place: int, words: SpokenWords) -> bool:
    """Whether a preposition goes on from "here": here in Tolm."""
    return place + 1 < len(words.tokens) and words.tokens[place + 1].pos_ == "ADP"


def _is_pointer(token: Token, place: int, words: SpokenWords) -> bool:
    """Whether a demonstrative points at what nobody has said; "this country" and "those who …" do not."""
    follower = words.tokens[place + 1] if place + 1 < len(words.tokens) else token
    if token.tag_ not in ("DT", "PDT", "JJ") or is_listed(follower, "after_such", WORDS):
        return False
    noun = token.head
    if token.dep_ not in ("det", "predet", "amod") or noun.i < token.i:
        is_told = any(child.dep_ in ("relcl", "acl") or child.lower_ == "of" for child in token.rights)
        return not is_told and not words.has_told(place)
    if (
        is_listed(noun, "calendar", WORDS)
        or is_listed(noun, "around_speaker", WORDS)
        or noun.ent_type_ in ("DATE", "TIME")
    ):
        return False
    is_told = any(child.dep_ in ("relcl", "acl") for child in noun.rights)
    is_known = noun.lemma_.lower() in words.known or any(
        word.lemma_ == noun.lemma_ for word in words.before(place)
    )
    return not (is_told or is_known or words.has_told(place))


def _tells(token: Token) -> bool:
    """Whether a word is the verb of a statement, which "that" or "this decision" may take up after it."""
    return is_finite(token) and any(
        child.dep_ in SUBJECTS and child.pos_ != "PRON" for child in token.children
    )


def _is_unknown_thing(words: SpokenWords) -> bool:
    """Whether a subject or an owner is "the vote", of which neither the words nor the headline tell which."""
    return any(
        token.dep_ in (*SUBJECTS, "poss") and is_bare_definite(token, words.before(place), words.known)
        for place, token in enumerate(words.tokens)
    )


def _takes_up_noun(words: SpokenWords) -> bool:
    """Whether "one" or "others" stands for a noun that the words do not have."""
    return any(
        is_listed(token, "stand_ins", WORDS)
        and token.dep_ not in ("nummod", "det", "amod", "advmod")
        and not any(child.dep_ in ("prep", "relcl") for child in token.rights)
        and not any(map(is_nominal, words.before(place)))
        for place, token in enumerate(words.tokens)
    )


REASONS: dict[str, Callable[[SpokenWords], bool]] = {
    # She closed the bridge.
    "loose_person": _has_loose_person,
    # We closed it on Monday.
    "loose_thing": _has_loose_thing,
    # This decision will cost lives; nobody is welcome here.
    "points_back": _points_at_unseen,
    # The vote was a disgrace; nobody knew the firm's plans.
    "unknown_thing": _is_unknown_thing,
    # We want a better one.
    "stand_in": _takes_up_noun,
    # Full stop, end of story.
    "no_statement": lambda words: not has_clause(words.tokens),
}
"""What keeps an utterance from being read with nothing but its speaker beside it."""
