"""What two libraries for saved pages find, as a second opinion: trafilatura the body, htmldate the day."""

import logging
from collections.abc import Iterator
from datetime import date

_LONGEST_MARKUP = 3_000_000
_MOST_TAGS = 60_000
"""Characters and tags beyond which they are not asked; saved articles reach 1.6 million and 6,000."""
_LATEST = "2100-01-01"
"""The latest day that htmldate may find; without it that is today, and a page would read otherwise tomorrow."""


def trafilatura_lines(markup: str) -> Iterator[str]:
    """The lines that trafilatura takes for the article's; none where it finds nothing."""
    if _is_large(markup):
        return
    import trafilatura  # a third of a second, paid by saved pages alone

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        found = trafilatura.bare_extraction(markup, include_comments=False, with_metadata=False)
    except Exception:  # what it raises on broken markup is not documented
        return
    body = getattr(found, "body", None)
    if body is not None:
        yield from body.itertext()


def htmldate_day(markup: str, url: str | None) -> str | None:
    """Return the day of publication that htmldate finds in a page or its address (ISO 8601); None if it finds none."""
    if _is_large(markup):
        return None
    from htmldate import find_date  # trafilatura has loaded it

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    page = markup.encode("utf-8", "replace")  # what is a str and looks like an address would be fetched
    try:
        day = find_date(page, extensive_search=False, original_date=True, url=url, max_date=_LATEST)
        return date.fromisoformat(day).isoformat() if day else None
    except Exception:  # as above
        return None


def _is_large(markup: str) -> bool:
    return len(markup) > _LONGEST_MARKUP or markup.count("<") > _MOST_TAGS
