"""The outlet whose page a text was copied from, by what the page and the article say of it.

"Subscribe to the Halmery Courier", "told the Halmery Courier", "© Halmery Courier", "tips@halmerycourier.example": the
frames of `lang/en/layout/outlet_frames.toml` find names, and weights that were fitted on annotated pages tell how much
each of them says, and how much of a name of its kind.  The name with the most is the outlet's, if it has more than
there is for none at all.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from math import fsum

from dateline.lang.lexicon import weights
from dateline.layout.bylines import is_outlet_like
from dateline.layout.lines import is_upper
from dateline.layout.outlet_mentions import (
    ADDRESSES,
    AROUND,
    BESIDE,
    BIO,
    COPYRIGHT,
    CREDITS,
    DATELINE,
    HEAD,
    INITIALS,
    KNOWN,
    OTHER,
    PLACES,
    SELF,
    STORY,
    PageText,
    is_made,
)
from dateline.layout.outlet_names import PageName, PageNames, names_on

LEAST_SCORE = 0.0
"""In logits: what nobody has."""
_SHORTEST_OPENING = 5
_LONGEST_INITIALS = 5
_CAMEL = re.compile(r"[a-z][A-Z]")
"""A capital within a word: "HalmeryNews"."""
_ALONE = frozenset({"alone", "masthead"})
_HOSTS = frozenset({"host", "mail", "desk's mail"})
_MENTIONED = {"mentioned", "mentioned in a word", "repeated"}
_TOLD_OF = {"told of", "told of in a word"}
_UNFRAMED = PLACES | OTHER | {"masthead"}
_ARTICLE = STORY | _TOLD_OF | (ADDRESSES - _HOSTS)
_WEAK = _ALONE | PLACES | OTHER | (ADDRESSES - {"desk's mail"}) | {"spelled host"}
_WEIGHTS = weights("layout/outlet_weights")
_EVIDENCE: Mapping[str, Set[str]] = {
    "own": SELF - COPYRIGHT,
    "copyright": COPYRIGHT,
    "around": AROUND - {"alone"},
    "beside": BESIDE,
    "head": HEAD,
    "dateline": DATELINE,
    "account": {"account"},
    "bio": BIO.keys(),
    "story": STORY,
    "credit": CREDITS,
    "mention": _MENTIONED,
    "told of": _TOLD_OF,
    "credited": {"credited", "credited in a word"},
    "alone": _ALONE,
    "address": ADDRESSES,
}
"""What a name stands in, by how much it says."""


def page_outlet(page: PageText) -> str | None:
    """The name that a page gives itself; None where nothing speaks enough for any."""
    names = candidates(page)
    scores = {key: score_of(traits) for key, (_, traits) in names.items()}
    best = max(scores, key=lambda key: (scores[key], key), default=None)
    return names[best][0] if best is not None and scores[best] > LEAST_SCORE else None


def score_of(traits: Iterable[str], logits: Mapping[str, float] = _WEIGHTS) -> float:
    """What some traits weigh together, to the last bit the same in whatever order a set has them."""
    return fsum(logits.get(trait, 0) for trait in traits)


def candidates(page: PageText) -> dict[str, tuple[str, frozenset[str]]]:
    """Each name on a page by its key, as it is written there, with the traits that speak for or against it."""
    names = names_on(page)
    return {key: (name.spelling, frozenset(_traits_of(names, name))) for key, name in names.of.items()}


def _traits_of(names: PageNames, name: PageName) -> Iterator[str]:
    yield from name.frames - {"alone"}
    yield from (trait for trait, holds in _TRAITS.items() if holds(names, name))
    kind = _kind_of(names, name)
    yield kind
    for evidence, frames in _EVIDENCE.items():
        if name.is_in(frames):
            yield f"any: {evidence}"
            yield f"{kind}: {evidence}"


def _kind_of(names: PageNames, name: PageName) -> str:
    """How likely a name is that of any outlet: that of an address around the article, a known one, one made so."""
    if name.is_agency:
        return "agency"
    if name.is_in(_HOSTS) or name.key in names.handles:
        return "hosted"
    if name.known:
        return "known"
    if name.is_in(ADDRESSES):
        return "linked"
    if name.key in KNOWN:
        return "word"
    return "made" if is_made(name.spelling) else "plain"


_TRAITS: Mapping[str, Callable[[PageNames, PageName], bool]] = {
    "named": lambda names, name: True,
    "2 lines": lambda names, name: name.lines > 1,
    "4 lines": lambda names, name: name.lines > 3,
    "most lines": lambda names, name: (
        names.most_lines > 1 and names.is_alone(name, lambda other: other.lines == names.most_lines)
    ),
    "2 frames": lambda names, name: len(name.frames - _UNFRAMED - {"any_letter"}) > 1,
    "2 framed lines": lambda names, name: (
        len({mention.line for mention in name.mentions if mention.frame not in _UNFRAMED}) > 1
    ),
    "own again": lambda names, name: sum(mention.frame in SELF for mention in name.mentions) > 1,
    "alone own": lambda names, name: names.is_alone(name, lambda other: other.is_own),
    "alone framed": lambda names, name: names.is_alone(name, lambda other: not other.frames <= _WEAK),
    "one word": lambda names, name: " " not in name.spelling,
    "one word's newsletter": lambda names, name: (
        " " not in name.spelling
        and not name.known
        and name.frames <= {"newsletter", "any_letter", "alone", "titled"}
    ),
    "capitals": lambda names, name: is_upper(name.spelling) and len(name.spelling) > _LONGEST_INITIALS,
    "initials": lambda names, name: is_upper(name.spelling) and len(name.spelling) <= _LONGEST_INITIALS,
    "company": lambda names, name: name.is_company,
    "only alone": lambda names, name: name.frames <= _ALONE and not name.known,
    "for short": lambda names, name: name.key in names.initials,
    "shortened": lambda names, name: len(name.initials) > 1 and name.initials in names.of,
    "common words": lambda names, name: names.is_common(name),
    "around twice": lambda names, name: names.around(name) > 1,
    "around often": lambda names, name: names.around(name) > 3,
    "in the article once": lambda names, name: name.lines == 1 and name.frames <= STORY | PLACES,
    "mentioned alone": lambda names, name: name.frames <= PLACES,
    "host alone": lambda names, name: name.frames <= ADDRESSES,
    "host and name": lambda names, name: not name.frames <= ADDRESSES and name.is_in(ADDRESSES),
    "known": lambda names, name: bool(name.known),
    "known again": lambda names, name: bool(name.known) and name.lines > 1,
    "alone known": lambda names, name: names.is_alone(name, lambda other: bool(other.known)),
    "like an outlet": lambda names, name: is_outlet_like(name.spelling),
    "capital within": lambda names, name: not name.known and bool(_CAMEL.search(name.spelling)),
    "handle": lambda names, name: name.key in names.handles,
    "opens others": lambda names, name: _opens(name.key, {*names.of, *names.handles, *names.hosts}),
    "opens a host": lambda names, name: _opens(name.key, names.hosts | names.handles),
    "only the article": lambda names, name: name.frames <= _ARTICLE,
    "source": lambda names, name: name.is_in(OTHER),
    "told again": lambda names, name: name.times("told") > 1,
    "masthead again": lambda names, name: "masthead" in name.frames and name.lines > 1,
    "alone bio": lambda names, name: names.is_alone(name, lambda other: other.is_in(BIO.keys())),
    "alone mail": lambda names, name: names.is_alone(name, lambda other: "mail" in other.frames),
    "alone head": lambda names, name: names.is_alone(
        name, lambda other: other.is_in(HEAD) and other.may_be_outlet
    ),
    "alone dateline": lambda names, name: names.is_alone(name, lambda other: other.is_in(DATELINE)),
    "surname": lambda names, name: names.is_surname(name),
    "alone told": lambda names, name: names.is_alone(name, lambda other: "told" in other.frames),
    "alone host": lambda names, name: names.is_alone(name, lambda other: other.is_in(_HOSTS)),
    "known initials": lambda names, name: is_upper(name.spelling) and not name.known and name.key in INITIALS,
    "agency of others": lambda names, name: (
        name.is_agency and any(other.known and not other.is_agency for other in names.of.values())
    ),
    "asked again": lambda names, name: name.times("asked") > 1,
    "in the headline": lambda names, name: name.spelling in names.page.title,
    "in the article often": lambda names, name: sum(name.spelling in text for text in names.page.story) > 3,
    "in the article": lambda names, name: sum(name.spelling in text for text in names.page.story) > 1,
}
"""What speaks for or against a name beside its frames; what each weighs stands in `outlet_weights.toml`."""


def _opens(key: str, others: Iterable[str]) -> bool:
    """Whether a longer name begins with a name: "halmerycourier", "halmerycouriersport"."""
    return len(key) >= _SHORTEST_OPENING and any(other.startswith(key) and other != key for other in others)
