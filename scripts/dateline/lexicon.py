"""Word lists and tables as data: one entry a line, sorted, `#` for comments; small tables as TOML.

A package keeps its lists in a folder `lexicons/` beside its modules.
"""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def words(package: str, name: str) -> frozenset[str]:
    """The entries of `lexicons/NAME.txt` of a package ("dateline.nlp")."""
    return frozenset(lines(package, name))


@cache
def lines(package: str, name: str) -> tuple[str, ...]:
    """The entries of `lexicons/NAME.txt` of a package, in the order of the file."""
    text = (files(package) / "lexicons" / f"{name}.txt").read_text(encoding="utf-8")
    return tuple(entry for line in text.splitlines() if (entry := line.partition("#")[0].strip()))


@cache
def table(package: str, name: str) -> dict[str, dict[str, object]]:
    """The tables of `lexicons/NAME.toml` of a package."""
    return tomllib.loads((files(package) / "lexicons" / f"{name}.toml").read_text(encoding="utf-8"))
