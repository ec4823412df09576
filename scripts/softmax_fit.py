"""The fitting that scripts share: a softmax over the options of each example, by Adam (Kingma and Ba 2015)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from math import exp

import numpy as np

Weights = Mapping[str, float]

STEPS = 400
LIGHT = 0.05
"""Weights below this are not written."""


@dataclass(frozen=True)
class Example:
    """The options of a choice, each with the sizes of its traits, and which of them are right; one at least is."""

    options: Sequence[Mapping[str, float]]
    right: Sequence[bool]
    cost: float = 1.0
    """How much it counts."""


def fit(examples: Sequence[Example], penalty: float, rare: int) -> dict[str, float]:
    """The weights that make the right options of the examples likeliest, all of them at once.

    `penalty` is what the square of a weight costs, beside the loss of an example; traits that fewer than `rare`
    options have are left out, since what they weigh would be chance.
    """
    counts = Counter(chain.from_iterable(traits for e in examples for traits in e.options))
    names = sorted(name for name, count in counts.items() if count >= rare)
    place = {name: i for i, name in enumerate(names)}
    options = [traits for e in examples for traits in e.options]
    cells = [(i, place[n], size) for i, t in enumerate(options) for n, size in t.items() if n in place]
    row, column, size = (np.array(part) for part in zip(*cells, strict=True))
    group = np.repeat(np.arange(len(examples)), [len(e.options) for e in examples])
    right = np.array([is_right for e in examples for is_right in e.right], dtype=float)
    cost = np.array([e.cost for e in examples])[group]
    weights, mean, square = (np.zeros(len(names)) for _ in range(3))
    for step in range(1, STEPS + 1):
        score = np.bincount(row, weights[column] * size, len(options))
        likely = np.exp(score - score.max())
        every = likely / np.bincount(group, likely)[group]
        among_right = likely * right / np.bincount(group, likely * right)[group]
        gain = (every - among_right) * cost
        slope = np.bincount(column, gain[row] * size, len(names)) + penalty * weights
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        rate = 0.1 if step < STEPS / 2 else 0.02
        weights -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return {n: round(float(w), 2) for n, w in zip(names, weights, strict=True) if abs(w) >= LIGHT}


def chance_of_right(example: Example, weights: Weights) -> float:
    """How likely the weights take a right option of an example to be."""
    scores = [sum(weights.get(n, 0.0) * size for n, size in traits.items()) for traits in example.options]
    likely = [exp(score - max(scores)) for score in scores]
    return sum(p for p, right in zip(likely, example.right, strict=True) if right) / sum(likely)
