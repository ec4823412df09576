"""Seeds as the checks read them."""

from functools import cache

from dateline.check.examination import SeedText
from dateline.compose.citations import place_in_article
from dateline.formats import seed_reader
from dateline.model.article import Article, Seed, Span


def seed_text_of(seed: Seed, max_bytes: int) -> SeedText:
    """The text of a seed, and a way to learn where in its article a passage stands; raises `DatelineError`."""

    def place(start: int) -> str | None:
        return place_in_article(article(), Span(seed.path, start, start + 1))

    @cache
    def article() -> Article:
        return seed_reader.article_from_seed(seed, max_bytes)[0]

    text = seed_reader.text_from_seed(seed, max_bytes)
    digest, *stored = seed.digests
    return SeedText(text, digest, next(iter(stored), None), place)
