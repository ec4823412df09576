"""Fit what tells the headline of a pasted page: `python scripts/fit_headline.py FILE.jsonl… [--check]`.

A line of a file is a page as a person copied it: `{"text": …, "text_full": …, "url": …, "gold": {"title": …}}`, the
article alone, and all of the page, if that is known; the title may stand beside the text instead, and the host in
`publisher` or `host` instead of in `url`.  Pages whose title is no line of theirs are left out.

The model is a softmax over the lines that can be the headline and none of them, which has no weight; the traits are
those of `layout/headlines.py`.  A page copied whole counts half, since it is rarer.  The text below a headline, in
which no line is one, counts `HEADLESS_SHARE`: few texts lack theirs, and a dek in its place is a smaller fault than
none.  How many headlines are found among the pages of each fifth of the outlets by weights fitted on the others is
printed, and `lang/en/layout/headline_weights.toml` is written; with `--check` it is not.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zlib import crc32

from dateline.layout.headlines import PageHead
from dateline.layout.lines import line_key
from dateline.layout.page_regions import head_of
from softmax_fit import Example, Weights, fit

TABLE = Path(__file__).parent / "dateline/lang/en/layout/headline_weights.toml"
HEAD = """\
# What speaks for a line above the body to be the headline, in logits; the traits are those of `layout/headlines.py`.
# Written by scripts/fit_headline.py.

[weights]
"""
WHOLE_SHARE = 0.5
HEADLESS_SHARE = 0.03
FOLDS = 5
RARE = 3
"""Traits that fewer lines have are left out: what they weigh would be chance."""
PENALTY = 2.0
"""What the square of a weight costs, beside the loss of a page."""


@dataclass(frozen=True)
class TitledPage:
    """A page with the lines that can be its headline, and which of them are."""

    kind: str
    site: str
    options: Sequence[dict[str, float]]
    right: Sequence[bool]
    share: float
    """How much it counts."""


def pages_of(path: Path) -> Iterator[TitledPage]:
    """The pages of a file: as copied, copied whole, and without their headline."""
    for record in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        title = record.get("gold", record).get("title")
        if not title:
            continue
        site = _site_of(record)
        copied = head_of(record["text"])
        if page := _page("copied", site, copied, title, 1.0):
            yield page
            if below := _below_headline(record["text"], copied, title):
                yield _headless(site, head_of(below))
        if whole := record.get("text_full"):
            page = _page("whole", site, head_of(whole), title, WHOLE_SHARE)
            if page:
                yield page


def _site_of(record: dict[str, Any]) -> str:
    host = urlsplit(record.get("url") or "").hostname or record.get("host") or record.get("publisher") or ""
    return ".".join(host.split(".")[-2:])


def _page(kind: str, site: str, head: PageHead, title: str, share: float) -> TitledPage | None:
    """A page; None where its title is no line of it."""
    if not any(_is_same(line.text, title) for line in head.lines):
        return None
    options = [head.traits_of(index) for index in head.candidates]
    right = [_is_same(head.lines[index].text, title) for index in head.candidates]
    return TitledPage(kind, site, options, right, share)


def _headless(site: str, head: PageHead) -> TitledPage:
    options = [head.traits_of(index) for index in head.candidates]
    return TitledPage("without headline", site, options, [False] * len(options), HEADLESS_SHARE)


def _below_headline(text: str, head: PageHead, title: str) -> str | None:
    """The text below the headline, if that stands above the body."""
    index = next(i for i, line in enumerate(head.lines) if _is_same(line.text, title))
    return text[head.spans[index].end :].lstrip() if index < head.first else None


def _is_same(text: str, title: str) -> bool:
    return _letters(text) == _letters(title)


def _letters(text: str) -> str:
    return re.sub(r"\W+", " ", line_key(text)).strip()


def example_of(page: TitledPage) -> Example | None:
    """The page's lines as options, no line first; None where the headline is none of them."""
    is_headless = page.kind == "without headline"
    if not is_headless and not any(page.right):
        return None
    return Example([{}, *page.options], [is_headless, *page.right], page.share)


def fitted(pages: Sequence[TitledPage]) -> Weights:
    """The weights that make the headlines likeliest."""
    return fit([example for page in pages if (example := example_of(page))], PENALTY, RARE)


def is_right(page: TitledPage, weights: Weights) -> bool:
    """Whether the likeliest line is the headline, or no line is likely where there is none."""
    scores = [sum(weights.get(n, 0.0) * size for n, size in traits.items()) for traits in page.options]
    best = max(range(len(scores)), key=lambda i: (scores[i], -i), default=None)
    if best is None or scores[best] <= 0:
        return page.kind == "without headline"
    return page.right[best]


def fold_of(page: TitledPage) -> int:
    """The part of the pages that one is judged in: all pages of a site are in the same."""
    return crc32(page.site.encode()) % FOLDS


def main(paths: Sequence[Path], *, check: bool) -> None:
    """Judge on sites that the weights were not fitted on, fit on all, write."""
    pages = [page for path in paths for page in pages_of(path)]
    counts: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for fold in range(FOLDS):
        weights = fitted([page for page in pages if fold_of(page) != fold])
        for page in (page for page in pages if fold_of(page) == fold):
            counts[page.kind] += 1
            found[page.kind] += is_right(page, weights)
    for kind, count in sorted(counts.items()):
        print(f"each fifth of the sites by the others, {kind}: {found[kind]} of {count}")
    weights = fitted(pages)
    if not check:
        rows = "".join(f'"{name}" = {weight}\n' for name, weight in sorted(weights.items()))
        TABLE.write_text(HEAD + rows, encoding="utf-8")


if __name__ == "__main__":
    options = {argument for argument in sys.argv[1:] if argument.startswith("--")}
    main([Path(argument) for argument in sys.argv[1:] if argument not in options], check="--check" in options)
