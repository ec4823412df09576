"""Invented names, and populations of them that grow as those of an archive do: many names once, a few often."""

from collections.abc import Callable, Sequence
from random import Random

from benchmark.vocabulary import table, words

_STRIDE = 7919
"""A prime that divides no number of names, so that neighbours in a count have names unlike each other's."""


def person(number: int) -> str:
    """The name of a person: 400,000 different ones."""
    given = words("given")
    return f"{given[number * 31 % len(given)]} {_joined('surname', number)}"


def town(number: int) -> str:
    """The name of a town: 2,800 different ones, then those by the water, upstream and so on."""
    name, round_ = _joined("town", number), number // _combinations("town")
    return (
        name
        if not round_
        else f"{('Upper', 'Lower', 'Great', 'Little', 'Old', 'New')[(round_ - 1) % 6]} {name}"
    )


def outlet(number: int) -> str:
    """The name of a newspaper or station."""
    frames = table("vocabulary")["outlets"]
    return str(frames[number % len(frames)]).format(town=town(number * 17 + 5))


def _combinations(kind: str) -> int:
    return len(words(f"{kind}_heads")) * len(words(f"{kind}_tails"))


def _joined(kind: str, number: int) -> str:
    heads, tails = words(f"{kind}_heads"), words(f"{kind}_tails")
    head, tail = divmod(number * _STRIDE % (len(heads) * len(tails)), len(tails))
    return heads[head] + tails[tail]


class Population:
    """Names that are drawn again and again: each new one less probable, each old one as often as it was drawn before.

    That gives as many names as Heaps' law says (about the power `growth` of how many were drawn), used as Zipf's says.
    """

    def __init__(self, name_of: Callable[[int], str], dice: Random, calm: int, growth: float = 0.7) -> None:
        """`calm` is the number of draws from which on most draws are old names."""
        self._name_of, self._dice, self._calm, self._growth = name_of, dice, calm, growth
        self._drawn: list[int] = []
        self._count = 0

    def draw(self) -> str:
        """A name, new or known."""
        is_new = self._dice.random() < (1 + len(self._drawn) / self._calm) ** (self._growth - 1)
        number = self._count if is_new or not self._drawn else self._dice.choice(self._drawn)
        self._count += number == self._count
        self._drawn.append(number)
        return self._name_of(number)

    def draw_other(self, known: Sequence[str]) -> str:
        """A name that is not among these."""
        while (name := self.draw()) in known:
            pass
        return name
