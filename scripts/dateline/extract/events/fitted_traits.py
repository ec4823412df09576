"""How likely something is by its traits: a logistic regression whose weights a script has fitted.

A trait measures how much of something there is (most are there, 1, or not, 0).  What each counts, in logits, stands in
a table of `lang/LANGUAGE/events/weights.toml`; `scripts/fit_timeline.py` fits these tables on lines that an editor
judged.
"""

from collections.abc import Callable, Mapping
from math import exp
from typing import NamedTuple, TypeVar

from dateline.lang import lexicon

Seen = TypeVar("Seen")
TraitOf = Callable[[Seen], float]
"""How much of a trait something has."""


class Likelihood(NamedTuple):
    """A probability, and the traits behind it."""

    value: float
    """From 0 to 1."""
    sizes: tuple[tuple[str, float], ...]
    """The traits that are there, with how much there is of each."""


def likelihood(
    traits: Mapping[str, Callable[..., float]], table: str, language: str, *of: object
) -> Likelihood:
    """How likely it is, by the weights of a table and by what the traits measure in the objects `of`."""
    weights = lexicon.weights("events/weights", language, table)
    sizes = tuple((trait, float(size)) for trait, measure in traits.items() if (size := measure(*of)))
    logit = sum(weights[trait] * size for trait, size in sizes)
    return Likelihood(round(1 / (1 + exp(-logit)), 4), sizes)
