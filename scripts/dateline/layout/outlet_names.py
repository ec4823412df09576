"""The names on a page that may be its outlet's, each with all that mentions it."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from dateline.lang.lexicon import word_set, words
from dateline.layout.bylines import has_given_name, is_news_agency, is_outlet
from dateline.layout.lines import is_upper, words_in
from dateline.layout.outlet_mentions import (
    ADDRESSES,
    AROUND,
    BESIDE,
    COPYRIGHT,
    LONGEST,
    MOST_LINES,
    OWN,
    SELF,
    Mention,
    PageText,
    is_made,
    is_whole,
    key_of,
    known_outlet,
    mentions,
    signing_people,
)

_MOST_NAMES = 400
_SHORTEST_HOST = 5
"""Letters of a host that may be made of the beginnings of words."""
_PAIR = re.compile(r"\b(?P<first>[A-Z][a-z]+)[ ](?=(?P<last>[A-Z]\w+))")
_HANDLE = re.compile(r"(?<![\w.])@(?P<name>\w{3,30})")


@dataclass(frozen=True)
class PageName:
    """A name and where it stands."""

    key: str
    mentions: tuple[Mention, ...]

    @cached_property
    def spelling(self) -> str:
        """The name as it is known, else as the byline has it, as it is written in words, in capitals, as its host."""
        in_words = [mention.name for mention in self.mentions if mention.frame not in ADDRESSES]
        signed = next((mention.name for mention in self.mentions if mention.frame == "signs"), "")
        written = next((name for name in (signed, *in_words) if name and not is_upper(name)), None)
        return self.known or written or signed or next(iter(in_words), self.mentions[0].name)

    @cached_property
    def known(self) -> str | None:
        """The outlet that it is known for."""
        return next(filter(None, (known_outlet(mention.name) for mention in self.mentions)), None)

    @cached_property
    def initials(self) -> str:
        """The first letters of its words: "hc" of "Halmery Courier"."""
        return "".join(word[0] for word in self.spelling.casefold().split())

    @cached_property
    def frames(self) -> frozenset[str]:
        """What it stands in."""
        return frozenset(mention.frame for mention in self.mentions)

    @cached_property
    def lines(self) -> int:
        """In how many different lines it stands."""
        return len({mention.line for mention in self.mentions})

    def is_in(self, frames: Set[str]) -> bool:
        """Whether it stands in one of some frames."""
        return not self.frames.isdisjoint(frames)

    def times(self, frame: str) -> int:
        """How often it stands in a frame."""
        return sum(mention.frame == frame for mention in self.mentions)

    @cached_property
    def is_own(self) -> bool:
        """Whether it stands where only an outlet's own name does, and is not made like that of a company."""
        return self.is_in(SELF) and not self.is_company

    @cached_property
    def is_agency(self) -> bool:
        """Whether others print its reports."""
        return is_news_agency(self.spelling) or is_news_agency(f"The {self.spelling}")

    @cached_property
    def may_be_outlet(self) -> bool:
        """Whether it is known for an outlet's or made like one's."""
        return bool(self.known) or is_made(self.spelling)

    @cached_property
    def is_company(self) -> bool:
        """Whether it ends as the names of companies do that own outlets: "Linden Media"."""
        return self.spelling.split()[-1].casefold() in word_set("layout/word_sets", "company_words")


@dataclass(frozen=True)
class PageNames:
    """All names on a page."""

    page: PageText
    of: Mapping[str, PageName]

    @cached_property
    def handles(self) -> frozenset[str]:
        """The accounts that the lines around the article name, without their mark: "halmerycourier"."""
        texts = (text[:LONGEST] for text in self.page.around[:MOST_LINES])
        return frozenset(key_of(match["name"]) for text in texts for match in _HANDLE.finditer(text))

    @cached_property
    def hosts(self) -> frozenset[str]:
        """The keys of the hosts on the page."""
        return frozenset(key for key, name in self.of.items() if name.frames & ADDRESSES)

    @cached_property
    def most_lines(self) -> int:
        """In how many lines the name stands that stands in most."""
        return max(name.lines for name in self.of.values())

    @cached_property
    def initials(self) -> frozenset[str]:
        """The first letters of each name's words."""
        return frozenset(name.initials for name in self.of.values())

    @cached_property
    def small(self) -> frozenset[str]:
        """The words that the page writes small."""
        texts = (text[:LONGEST] for text in islice((*self.page.story, *self.page.around), MOST_LINES))
        return frozenset(word for text in texts for word in words_in(text) if word.islower())

    def is_common(self, name: PageName) -> bool:
        """Whether a name is made of words that the page writes small elsewhere."""
        is_written = not name.frames <= ADDRESSES
        return is_written and self.small.issuperset(map(str.casefold, name.spelling.split()))

    @cached_property
    def surnames(self) -> frozenset[str]:
        """The words behind names that people are given, as the page writes them: "Kern" of "Jo Kern"."""
        texts = (text[:LONGEST] for text in islice((*self.page.story, *self.page.around), MOST_LINES))
        pairs = (match for text in texts for match in _PAIR.finditer(text))
        return frozenset(match["last"] for match in pairs if has_given_name(match["first"]))

    def is_surname(self, name: PageName) -> bool:
        """Whether a name of one word is the last of a person's on the page."""
        return name.spelling in self.surnames

    def around(self, name: PageName) -> int:
        """How many of the lines around the article hold a name; where names are many, in how many it was found."""
        if len(self.of) > _MOST_NAMES:
            return name.lines
        return sum(name.spelling in text for text in islice(self.page.around, MOST_LINES))

    def is_alone(self, name: PageName, trait: Callable[[PageName], bool]) -> bool:
        """Whether a name has a trait that no other has."""
        return trait(name) and not any(trait(other) for other in self.of.values() if other is not name)


def names_on(page: PageText) -> PageNames:
    """The names on a page, those of people aside."""
    found: dict[str, list[Mention]] = defaultdict(list)
    authors = {*page.authors, *signing_people(page.head)}
    people = [f" {author} " for author in authors if not _is_desk(author)]
    for mention in mentions(page):
        named = f" {mention.name} "
        if not any(named in person or named.startswith(person) for person in people):
            found[mention.key].append(mention)
    if len(found) <= _MOST_NAMES:
        _join_hosts(found)
        _join_known(found)
    names = (PageName(key, tuple(some)) for key, some in found.items())
    return PageNames(page, {name.key: name for name in names if not _is_person(name)})


def _is_desk(author: str) -> bool:
    """Whether an author is an outlet or a part of one: "Halmery Courier Staff"."""
    tokens = author.split()
    is_known = any(known_outlet(" ".join(tokens[:end])) for end in range(1, len(tokens) + 1))
    of_pages = words("layout/roles") | word_set("layout/word_sets", "beside_outlet")
    return is_outlet(author) or is_known or tokens[-1].casefold() in of_pages


def _is_person(name: PageName) -> bool:
    """Whether a name is a person's, and no outlet called after one, which speaks of itself."""
    is_named_so = (
        " " in name.spelling and has_given_name(name.spelling) and not is_whole(name.spelling.split())
    )
    return is_named_so and not name.is_in((OWN.keys() | {"newsletter"}) - COPYRIGHT)


def _join_hosts(found: dict[str, list[Mention]]) -> None:
    """Join an address with the name that it is short for: "lestimes", "Lestrand Times"."""
    hosts = [
        key for key, some in found.items() if not _is_known(some) and all(m.frame in ADDRESSES for m in some)
    ]
    words_of = {key: _words_of(some) for key, some in found.items() if key not in hosts}
    for host in hosts:
        longer = [key for key, words in words_of.items() if len(words) > 1 and _shortens(host, words)]
        if len(longer) == 1 and len(host) >= _SHORTEST_HOST:
            found[longer[0]] += found.pop(host)


def _join_known(found: dict[str, list[Mention]]) -> None:
    """Join what is said of a part of a known name, and of a name that begins with one.

    "World" alone is the known "Tolm World"; "Halmery Courier Football" in a menu is of the known "Halmery Courier".
    """
    known = {key: _words_of(some) for key, some in found.items() if _is_known(some)}
    for key in [key for key, of in known.items() if len(of) == 1 and is_upper(found[key][0].name)]:
        _join_short(found, known, key)
    for key in [key for key in found if key not in known]:
        words = _words_of(found[key])
        size = len(words)
        whole = [other for other, of in known.items() if size < len(of) and words in (of[:size], of[-size:])]
        parts = [other for other, of in known.items() if words[: len(of)] == of]
        if len(whole) == 1:
            found[whole[0]] += found.pop(key)
        elif parts:
            of_page = (mention for mention in found[key] if mention.frame in OWN.keys() | AROUND | BESIDE)
            found[max(parts, key=len)] += of_page


def _join_short(found: dict[str, list[Mention]], known: dict[str, list[str]], key: str) -> None:
    """Join initials with the only known name that they begin, or the agency they stand for: "BBC News", "AP"."""
    is_of_agency = is_news_agency(found[key][0].name)
    longer = [
        other
        for other, of in known.items()
        if len(of) > 1 and (of[0] == key or (is_of_agency and "".join(word[0] for word in of) == key))
    ]
    if len(longer) == 1:
        found[longer[0]] += found.pop(key)
        del known[key]


def _is_known(some: Sequence[Mention]) -> bool:
    return any(known_outlet(mention.name) for mention in some)


def _words_of(some: Sequence[Mention]) -> list[str]:
    return some[0].name.casefold().removeprefix("the ").split()


def _shortens(short: str, words: Sequence[str]) -> bool:
    """Whether a word is made of the beginnings of others, in their order: "lestimes", "Lestrand Times"."""
    if not words or not short:
        return not words and not short
    alike = range(1, min(len(short), len(words[0])) + 1)
    return any(short[:end] == words[0][:end] and _shortens(short[end:], words[1:]) for end in alike)
