"""The attribute rules of a model, asked once for each kind of word.

Such rules give a word its part of speech and lemma: “had” with the tag VBD is an auxiliary, its lemma “have”.  spaCy
asks all of them (for English 179) at every word, which takes an eighth of the time of parsing.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from spacy.attrs import DEP, IS_SPACE, LOWER, TAG
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

Pattern = list[dict[Any, Any]]
Kind = tuple[int, int, int, int]
"""Tag, form (0 where no rule names it), relation to the head, and whether it is a blank."""

_NAME = "attribute_rules_by_kind"
_ASKED = {"TAG", "LOWER", "DEP", "IS_SPACE"}
"""What the rules may ask of a word that are asked by kind."""


class AttributeRulesByKind(AttributeRuler):
    """An attribute ruler that remembers which rules hold for a kind of word.

    Rules on several words, or on anything else than makes the kind, are asked at every word as usual.
    """

    def __init__(self, vocab: Vocab, name: str) -> None:
        super().__init__(vocab, name)
        self._by_kind, self._by_word = Matcher(vocab), Matcher(vocab)
        self._named: set[int] = set()
        self._rules: dict[Kind, tuple[tuple[int, int], ...]] = {}

    def add(self, patterns: Iterable[Pattern], attrs: dict[Any, Any], index: int = 0) -> None:
        """Add a rule: the word at `index` of what one of the patterns matches gets the attributes."""
        key = str(len(self.attrs))
        for pattern in patterns:
            forms = _forms_named(pattern)
            matcher = self._by_word if forms is None else self._by_kind
            matcher.add(key, [pattern])
            self._named.update(map(self.vocab.strings.add, forms or ()))
        self._rules.clear()
        super().add(patterns, attrs, index)

    def match(self, doc: Doc) -> list[tuple[int, int, int, int]]:
        """The rules that hold, each with its key and the place of its words, in the order of the rules."""
        found = [
            (rule, key, i, i + 1)
            for i, kind in enumerate(self._kinds_in(doc))
            for rule, key in self._rules_for(kind, doc, i)
        ]
        found += [(self._rule(key), key, start, end) for key, start, end in _matches(self._by_word, doc)]
        return sorted(found)

    def _kinds_in(self, doc: Doc) -> Iterator[Kind]:
        for tag, form, dep, is_space in doc.to_array([TAG, LOWER, DEP, IS_SPACE]).tolist():
            yield tag, form if form in self._named else 0, dep, is_space

    def _rules_for(self, kind: Kind, doc: Doc, place: int) -> tuple[tuple[int, int], ...]:
        """The rules that hold for a kind of word, of which a Doc has one at `place`, with their keys."""
        if kind not in self._rules:
            found = _matches(self._by_kind, doc[place : place + 1])
            self._rules[kind] = tuple((self._rule(key), key) for key, _, _ in found)
        return self._rules[kind]

    def _rule(self, key: int) -> int:
        return int(self.vocab.strings[key])


def _matches(matcher: Matcher, piece: Doc | Span) -> list[tuple[int, int, int]]:
    return matcher(piece, allow_missing=True) if len(matcher) else []  # without patterns it warns


def _forms_named(pattern: Pattern) -> set[str] | None:
    """The forms of words that a rule on one word names; None where the kind of the word does not tell if it holds."""
    match pattern:
        case [{"LOWER": str(form), **others}]:
            named = [form]
        case [{"LOWER": {"IN": list(named)} as asked, **others}] if len(asked) == 1:
            pass
        case [{**others}] if "LOWER" not in others:
            named = []
        case _:
            return None
    return set(named) if others.keys() < _ASKED else None


@Language.factory(_NAME)
def _create(nlp: Language, name: str) -> AttributeRulesByKind:
    return AttributeRulesByKind(nlp.vocab, name)


def ask_by_kind(nlp: Language) -> None:
    """Let a pipeline ask its attribute rules by kind of word."""
    for name, pipe in nlp.pipeline:
        if type(pipe) is AttributeRuler:
            by_kind = nlp.replace_pipe(name, _NAME)
            assert isinstance(by_kind, AttributeRulesByKind)
            by_kind.add_patterns(pipe.patterns)
