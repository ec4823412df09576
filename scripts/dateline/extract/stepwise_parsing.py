"""Parsers and recognizers of names that take their steps in Python instead of in spaCy's compiled loop.

That loop runs without the interpreter's lock, and the state of a parse takes the lock and gives it back whenever it is
asked for a word, for each move at each step: that takes half of the time of finding names.  Here, as where spaCy trains
them, the lock is held all the while.  The moves are the same.
"""

from collections.abc import Sequence
from typing import Any

from spacy.language import Language
from spacy.pipeline import DependencyParser, EntityRecognizer
from spacy.tokens import Doc

_NAME = "stepwise_parser"


class _Stepwise:
    """Overrides the loop of a transition-based parser."""

    moves: Any
    model: Any
    transition_states: Any

    def greedy_parse(self, docs: Sequence[Doc], drop: float = 0.0) -> list[Any]:
        """The states in which some texts end where the likeliest move is made at each step."""
        batch: list[Any] = self.moves.init_batch(docs)
        network = self.model.predict(docs)
        states = [state for state in batch if not state.is_final()]
        while states:
            features = network.state2vec.predict(network.get_token_ids(states))
            states = self.transition_states(states, network.vec2scores.predict(features))
        network.clear_memory()
        return batch


class StepwiseParser(_Stepwise, DependencyParser):  # type: ignore[misc]  # compiled: without types
    """A parser of dependencies, step by step."""


class StepwiseRecognizer(_Stepwise, EntityRecognizer):  # type: ignore[misc]
    """A recognizer of names, step by step."""


_STEPWISE = {DependencyParser: StepwiseParser, EntityRecognizer: StepwiseRecognizer}


@Language.factory(_NAME)
def _create(nlp: Language, name: str, replaced: str) -> Any:
    pipe: Any = nlp.get_pipe(replaced)
    return _STEPWISE[type(pipe)](nlp.vocab, pipe.model, replaced, pipe.moves)


def parse_stepwise(nlp: Language) -> None:
    """Let a pipeline parse and find names step by step."""
    for name, pipe in nlp.pipeline:
        if type(pipe) in _STEPWISE and _has_usual_steps(pipe):
            nlp.add_pipe(_NAME, _NAME, before=name, config={"replaced": name})
            nlp.remove_pipe(name)
            nlp.rename_pipe(_NAME, name)


def _has_usual_steps(parser: Any) -> bool:
    """Whether a parser follows one path, to scores of moves that are all known."""
    network = parser.model.attrs
    return parser.cfg["beam_width"] == 1 and network["has_upper"] and not network["unseen_classes"]
