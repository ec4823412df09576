"""Whether what stands below a headline is a dek: words of an editor on the story, and neither a byline nor a button.

The layout of a page tells where a dek stands; what is printed as one must read as one.  Each rule has an example.
"""

import re
from collections.abc import Callable

from dateline.briefing.document import plain
from dateline.lang import lexicon
from dateline.lang.title_case import is_title_case
from dateline.model.article import Article
from dateline.timeline.terms import terms_of

_SHORTEST = 4
"""Words of a dek; fewer are a label."""


def dek_of(article: Article) -> str | None:
    """The dek of an article as a briefing prints it; None where there is none that reads as one."""
    text = plain(article.description) if article.description else ""
    if not text or any(holds(text, article) for holds in DEK_VETOES.values()):
        return None
    return text


def _matches(key: str) -> Callable[[str, Article], bool]:
    return lambda text, article: bool(lexicon.pattern("compose/words", key).search(text))


def _lacks_verb(text: str, article: Article) -> bool:
    """Whether no word is an auxiliary or has an ending of verbs; a phrase says what the article is without one.

    “An interview with the author, and a chapter of the book”
    """
    ending = lexicon.pattern("compose/words", "verb_like")
    is_phrase = lexicon.pattern("compose/words", "phrase_like").match(text)
    return not is_phrase and not any(ending.fullmatch(word) for word in re.findall(r"[\w’']+", text))


def _repeats(text: str, article: Article) -> bool:
    own = terms_of(text).all
    return bool(own) and own <= terms_of(article.title).all


DEK_VETOES: dict[str, Callable[[str, Article], bool]] = {
    # Politics
    "label": lambda text, article: len(text.split()) < _SHORTEST,
    # Ada Moor 7 hours ago in the city
    "byline": _matches("like_byline"),
    # Add the Courier as preferred on the search page
    "interface": _matches("like_interface"),
    # Subscribe to this newsletter and get the news first
    "of_the_page": _matches("of_the_page"),
    # norland council tolm bridge the ferry Ada Moor
    "no_verb": _lacks_verb,
    # Ada Moor and Bo Lind, Courier Staff Writers
    "title_case": lambda text, article: is_title_case(text),
    # The bridge of Tolm is closed (below “Bridge of Tolm closed”)
    "repeats": _repeats,
}
