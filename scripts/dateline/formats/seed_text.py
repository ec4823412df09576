"""Read a seed's bytes as the text of its article, and no more: light to import, and quick for pasted seeds."""

from itertools import islice

from dateline.briefing import front_matter
from dateline.formats.encodings import decode
from dateline.formats.readers import format_of
from dateline.layout.lines import tidied
from dateline.model.article import Seed
from dateline.model.problems import DatelineError

_FEWEST_CHARACTERS = 5
"""An article has at least so many letters in any script."""
_BEGINNING = 500
"""Characters in which an article has letters enough."""
_LONGEST_ADDRESSES = 10_000
"""Characters beyond which a file is not looked at for addresses alone."""


def text_from_seed(seed: Seed, max_bytes: int) -> str:
    """Return the text of the article alone, against which quotes are checked word for word.

    A format that keeps the text unchanged needs no reader for that, so this is twenty times as fast for pasted seeds.
    Raises `DatelineError` as `article_from_seed` does.
    """
    refuse_large(seed, max_bytes)
    text, _ = decode(seed.data, seed.path)
    body = front_matter.split(text, seed.path).body
    refuse_blank(body, seed.path)
    if format_of(body, seed.path).keeps_text:
        return body
    from dateline.formats.seed_reader import article_from_seed  # a tenth of a second

    return article_from_seed(seed, max_bytes)[0].text


def refuse_large(seed: Seed, max_bytes: int) -> None:
    """Raise `DatelineError` for a seed of more bytes."""
    if len(seed.data) > max_bytes:
        size, limit = (f"{count / 1_000_000:.1f} MB" for count in (len(seed.data), max_bytes))
        raise DatelineError(
            seed.path,
            f"the file is too large: {size}, the limit is {limit}",
            "split it into articles, or raise max_seed_mb",
        )


def refuse_blank(body: str, file: str) -> None:
    """Raise `DatelineError` for a text without words, or of addresses alone."""
    if not (_has_letters(body[:_BEGINNING]) or _has_letters(body)):
        if not tidied(body):
            raise DatelineError(file, "the file holds no text", "paste the article into it, or delete it")
        raise DatelineError(file, "the file holds no more than a word", "paste the whole article into it")
    if len(body) < _LONGEST_ADDRESSES and "://" in body and _is_only_addresses(body):
        hint = "paste the article's text into it, or run dateline add with the address"
        raise DatelineError(file, "the file holds an address and no article; addresses are not fetched", hint)


def _is_only_addresses(body: str) -> bool:
    from dateline.layout.urls import is_only_addresses  # with what it needs, a thirtieth of a second

    return is_only_addresses(filter(None, map(tidied, body.splitlines())))


def _has_letters(text: str) -> bool:
    return len(tuple(islice(filter(str.isalnum, tidied(text)), _FEWEST_CHARACTERS))) == _FEWEST_CHARACTERS
