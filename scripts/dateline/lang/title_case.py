"""Words that are set as a title: “A Bridge to Nowhere”."""

import re

_MOST = 0.8
"""The share of longer words that are capitalised in a title, or in a row of names."""


def is_title_case(text: str) -> bool:
    """Whether nearly all the longer words are capitalised: a title, a row of names."""
    longer = re.findall(r"[^\W\d_]{4,}", text)
    return bool(longer) and sum(word[0].isupper() for word in longer) >= _MOST * len(longer)
