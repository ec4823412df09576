"""Fit what tells the outlet of a pasted page (python scripts/fit_page_outlet.py FOLDER [FILE …] [--check]).

FOLDER holds `seeds_dev.jsonl` and `seeds2_dev.jsonl`: pages as people copy them, the article alone and all of it, with
their address and their publisher, by its host or by its name without blanks; the same pages saved, which say what their
site is called; and `quotes_train.jsonl` and `quotes_dev.jsonl`, articles without a page around them, whose identifier
begins with their outlet's.  Copied articles are judged: those of each fifth of the outlets by weights fitted on the
others, as they are and as if the list of outlets did not have theirs; and `quotes_dev`, which is never fitted on.  The
weights are written to `lang/en/layout/outlet_weights.toml`; with `--check` they are not.

A FILE has more pages, one JSON object a line: `text` (as it was copied), `text_full` (the page copied whole), `url`,
and `publisher`, the names that a reader would write for `text`: several where several are right, none where it tells
none.

The model is a softmax over the names on a page and nobody, which has no weight.  A name is right that is the
publisher's; where no name is, an agency that signs the article or stands in its dateline; else nobody is right.  Every
page is fitted on twice, the second time as that of an outlet that no list has: most outlets of the world are such.
"""

import gzip
import html
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import urlsplit
from zlib import crc32

from dateline.lang import lexicon
from dateline.layout import article_facts, classification, outlet_mentions, page_outlet, page_regions
from dateline.layout.urls import outlet_at
from softmax_fit import Example, Weights, fit

TABLE = Path(__file__).parent / "dateline/lang/en/layout/outlet_weights.toml"
HEAD = """\
# What speaks for a name on a page to be that of its outlet, in logits: the frames of outlet_frames.toml and the
# traits of `layout/page_outlet.py`.  Written by scripts/fit_page_outlet.py.

[weights]
"""
SETS = {"seeds_dev.jsonl": "pages_dev", "seeds2_dev.jsonl": "pages2_dev"}
BARE, BARE_JUDGED = "quotes_train.jsonl", "quotes_dev.jsonl"
BARE_SHARE = 0.2
"""How much less an article without a page counts: there are many of few outlets."""
WHOLE_SHARE = 0.3
"""How much less a whole page counts: it says its name so often that much is needed to tell."""
UNKNOWN_SHARE = 0.5
"""How much less a page counts as that of an unknown outlet."""
META = re.compile(r"<meta\b[^>]{1,600}>", re.I)
CONTENT = re.compile(r"content=(?P<mark>[\"'])(?P<text>.*?)(?P=mark)")
DOMAIN = re.compile(r"\.[a-z]{2,4}$")
FOLDS = 5
RARE = 3
"""Traits that fewer names have are left out: what they weigh would be chance."""
PENALTY = 2.0
"""What the square of a weight costs, beside the loss of a page."""
SIGNING = frozenset({"agency: head", "agency: dateline"})
"""Traits of an agency that signs: in the lines above the article, or in its dateline."""
SHARE = 0.6
"""How much of the longer of two names of an outlet the shorter one is at least: "Halmery Courier Online"."""


@dataclass(frozen=True)
class Page:
    """The traits of each name on a page, and which of the names are its outlet's."""

    traits: Sequence[frozenset[str]]
    right: Sequence[bool]
    outlet: str
    share: float
    """How much it counts."""


def pages_of(folder: Path, name: str) -> Iterator[tuple[Page, Page, Page, Page]]:
    """The pages of a file as Dateline reads them: the article as it was copied, the page copied whole, both unknown."""
    for record in _records(folder / name):
        site = site_name(folder / SETS[name] / f"{record['id']}.html.gz")
        labels = labels_of(record["publisher"], outlet_at(record["url"] or "") or "", site)
        yield _known_and_unknown(record, labels, labels, labels[0])


def read_pages_of(path: Path) -> Iterator[tuple[Page, Page, Page, Page]]:
    """The pages of a file whose publisher a reader has written; the whole page tells its host's outlet, too."""
    for record in _records(path):
        host = urlsplit(record["url"]).netloc.removeprefix("www.")
        site = labels_of(host, outlet_at(record["url"]) or "")
        names = tuple(outlet_mentions.key_of(DOMAIN.sub("", name)) for name in record["publisher"])
        yield _known_and_unknown(record, names, (*site, *names), site[0])


def _records(path: Path) -> Iterator[dict[str, Any]]:
    return map(json.loads, path.read_text(encoding="utf-8").splitlines())


def _known_and_unknown(
    record: Mapping[str, str], copied: Sequence[str], whole: Sequence[str], outlet: str
) -> tuple[Page, Page, Page, Page]:
    """A page as it was copied and copied whole, each with the keys of its publisher's names; both as if unknown."""

    def pages(share: float) -> tuple[Page, Page]:
        return (
            _page(record["text"], copied, outlet, share),
            _page(record["text_full"], whole, outlet, WHOLE_SHARE * share),
        )

    known = pages(1.0)
    with patch.dict(outlet_mentions.KNOWN), patch.dict(outlet_mentions.LABELS):
        for label in {*copied, *whole}:
            outlet_mentions.KNOWN.pop(label, None)
            outlet_mentions.LABELS.pop(label, None)
        return *known, *pages(UNKNOWN_SHARE)


def site_name(path: Path) -> str:
    """What a saved page calls its site; nothing where it does not."""
    page = gzip.decompress(path.read_bytes()).decode("utf-8", "replace")
    tags = (tag for tag in META.findall(page) if "og:site_name" in tag)
    content = next(filter(None, map(CONTENT.search, tags)), None)
    return html.unescape(content["text"]) if content else ""


def bare_articles_of(folder: Path, name: str) -> Iterator[Page]:
    """The articles of a file without a page around them: "wash-post_2016-09-21_…" is the Washington Post's."""
    for record in _records(folder / name):
        found = _names_on(record["text"])
        shortened = record["id"].split("_")[0].split("-")
        labels = labels_of(f"{''.join(shortened)}.com")
        right = [
            _stands_for(shortened, name) or is_outlet(key, name, labels) for key, (name, _) in found.items()
        ]
        yield _page_of(found, right, labels[0], BARE_SHARE)


def _stands_for(shortened: Sequence[str], name: str) -> bool:
    """Whether the words of a name begin with shortened ones: “wash-post”, “Washington Post”."""
    words = [word for word in name.casefold().split() if word != "the"]
    pairs = list(zip(words, shortened, strict=False))
    return len(words) >= len(shortened) and all(word.startswith(short) for word, short in pairs)


def _names_on(text: str) -> Mapping[str, tuple[str, frozenset[str]]]:
    return page_outlet.candidates(_text_of(text))


@cache
def _text_of(text: str) -> outlet_mentions.PageText:
    layout = page_regions.layout_of(text)
    return article_facts.page_text(layout, classification.classify(layout))


def _page(text: str, labels: Sequence[str], outlet: str, share: float) -> Page:
    found = _names_on(text)
    right = [is_outlet(key, name, labels) for key, (name, _) in found.items()]
    return _page_of(found, right, outlet, share)


def _page_of(
    found: Mapping[str, tuple[str, frozenset[str]]], right: Sequence[bool], outlet: str, share: float
) -> Page:
    """A page with its names, and which are right; where none is, an agency that signs is."""
    traits = [traits for _, traits in found.values()]
    return Page(
        traits, right if any(right) else [not SIGNING.isdisjoint(some) for some in traits], outlet, share
    )


def labels_of(publisher: str, *others: str) -> tuple[str, ...]:
    """The keys of a publisher's names: its host and the first part of it, the name known by it, others."""
    known = dict(line.split(" ", 1) for line in lexicon.lines("layout/outlets_by_host"))
    host = publisher.split(".")[0]
    hosts = (name.split(".")[0] for name in others)
    names = (host, publisher, known.get(publisher, host), *others, *hosts)
    return tuple(filter(None, map(outlet_mentions.key_of, (*names, host.removeprefix("the")))))


def is_outlet(key: str, name: str, labels: Sequence[str]) -> bool:
    """Whether a name is the publisher's, most of one, little more than one, or what its host's letters stand for."""
    initials = "".join(word[0] for word in name.casefold().split())
    alike = (label for label in labels if label in key or key in label)
    return initials in labels[:1] or any(
        min(len(key), len(label)) >= SHARE * max(len(key), len(label)) for label in alike
    )


def fitted(pages: Iterable[Page]) -> Weights:
    """The weights that make the right names likeliest; nobody is each page's first option."""
    return fit([_example_of(page) for page in pages], PENALTY, RARE)


def _example_of(page: Page) -> Example:
    is_held = any(page.right)
    options = [dict.fromkeys(sorted(traits), 1.0) for traits in (frozenset[str](), *page.traits)]
    return Example(options, [not is_held, *page.right], page.share)


def judged(pages: Sequence[Page], weights: Weights) -> Counter[str]:
    """How many outlets are named rightly and wrongly, and how many pages name theirs."""
    counts: Counter[str] = Counter(pages=len(pages), held=sum(any(page.right) for page in pages))
    for page in pages:
        scores = [page_outlet.score_of(traits, weights) for traits in page.traits]
        best = max(range(len(scores)), key=scores.__getitem__, default=None)
        if best is not None and scores[best] > page_outlet.LEAST_SCORE:
            counts["right" if page.right[best] else "wrong"] += 1
    return counts


def fold_of(page: Page) -> int:
    """The part of the pages that one is judged in: all pages of an outlet are in the same."""
    return crc32(page.outlet.removeprefix("the").encode()) % FOLDS


def main(folder: Path, more: Sequence[Path], *, check: bool) -> None:
    """Fit, tell how good the weights are on outlets that they were not fitted on, and write them."""
    given = [*(pages_of(folder, name) for name in SETS), *map(read_pages_of, more)]
    kinds = list(zip(*chain.from_iterable(given), strict=True))
    everything = [*chain.from_iterable(kinds), *bare_articles_of(folder, BARE)]
    by_fold = [fitted(page for page in everything if fold_of(page) != fold) for fold in range(FOLDS)]
    for kind, pages in zip(("copied", "whole", "copied, unknown", "whole, unknown"), kinds, strict=True):
        counts = (
            judged([page for page in pages if fold_of(page) == fold], by_fold[fold]) for fold in range(FOLDS)
        )
        print(f"each fifth of the outlets by the others, {kind}:", dict(sum(counts, Counter[str]())))
    weights = fitted(everything)
    print("articles without a page:", dict(judged(list(bare_articles_of(folder, BARE_JUDGED)), weights)))
    if not check:
        rows = "".join(f'"{name}" = {weight}\n' for name, weight in sorted(weights.items()))
        TABLE.write_text(HEAD + rows, encoding="utf-8")


if __name__ == "__main__":
    paths = [Path(argument) for argument in sys.argv[1:] if argument != "--check"]
    main(paths[0], paths[1:], check="--check" in sys.argv)
