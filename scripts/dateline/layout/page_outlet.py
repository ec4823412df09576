"""The outlet whose page a text was copied from, by what the page and the article say of it.

"Subscribe to the Halmery Courier", "told the Halmery Courier", "© Halmery Courier", "tips@halmerycourier.example": the
frames of `lang/en/layout/outlet_frames.toml` find names, and weights that were fitted on annotated pages tell how much
each of them says.  The name with the most is the outlet's, if it has more than there is for none at all.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, takewhile

from dateline.lang.lexicon import lines as lexicon_lines
from dateline.lang.lexicon import pattern, table, weights, word_set, words
from dateline.layout.bylines import has_given_name, is_news_agency, is_outlet_like
from dateline.layout.lines import is_upper, line_key, words_in
from dateline.layout.urls import outlet_at

LEAST_SCORE = 0.0
"""In logits: what nobody has."""
_LONGEST = 600
_MOST_LINES = 2000
_MOST_NAMES = 400
_SHORTEST = 2
"""Letters of a name."""
_BIOS = 3
"""Paragraphs at the end of an article among which its author may be introduced."""
_SHORTEST_OPENING = 5
_LONGEST_INITIALS = 5
_ALONE = frozenset({"alone", "masthead", "mentioned"})
_MASTHEAD = 3
"""Lines at the top of a page where its name stands alone."""
_NAME = (
    r"(?P<name>(?:(?:[Tt]he|THE)[ ])?[A-Z0-9][\w.&’'-]*(?:[ ](?:(?:of|and|&|the)[ ](?=[A-Z]))?[A-Z0-9][\w.&’'-]*){0,4}"
    r"|[a-z][a-z0-9-]{2,40}\.[a-z]{2,3}(?:\.[a-z]{2})?(?![\w@/]))"
)
_HOST = re.compile(
    r"(?:(?:(?P<sender>[^<>:@]{2,60}) <)?(?P<mail>[\w.+-]{1,64})@|(?<![\w@.-])(?:https?://)?(?:www\.)?)"
    r"(?P<host>[a-z0-9-]{2,40}(?:\.[a-z0-9-]{2,40}){0,3}\.[a-z]{2,6})(?=[\s>)/,.;:]|$)",
    re.I,
)
_HANDLE = re.compile(r"(?<![\w.])@(?P<name>\w{3,30})")
_MARKS = " .,:;’'"
_SENTENCE_END = re.compile(r"(?<=[a-z]{3})[.]\s")
_OPENINGS = frozenset({"the", "new", "daily"})
_CAMEL = re.compile(r"[a-z][A-Z]")
"""A capital within a word: "HalmeryNews"."""
_ADDRESSES = frozenset({"host", "mail", "desk's mail"})
"""The frames of a name by its host."""
_FILES = word_set("layout/word_sets", "file_suffixes")
_WEAK = _ALONE | {"host", "spelled host", "mail"}
_OWNERS = frozenset(map(str.casefold, words("layout/owners")))
_CAPITALS = re.compile(r"(?:[A-Z0-9][\w.&’'-]*(?:[ ](?:of|and|&|the)(?=[ ][A-Z]))?[ ]?){1,12}")
_LONGEST_NAME = 5
_LEGAL_FORM = pattern("layout/patterns", "legal_form")
_LETTERS = re.compile(r"[\W_]+")
_WEIGHTS = weights("layout/outlet_weights")


@dataclass(frozen=True, slots=True)
class PageText:
    """The lines of a page, apart by what they are: those around the article, and those of the article itself."""

    around: Sequence[str]
    story: Sequence[str] = ()
    title: str = ""
    authors: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Mention:
    """A name in a line, by a key that a host shares with the name: "halmerycourier"."""

    key: str
    name: str
    frame: str
    line: str


def page_outlet(page: PageText) -> str | None:
    """The name that a page gives itself; None where nothing speaks enough for any."""
    names = candidates(page)
    scores = {key: sum(_WEIGHTS.get(trait, 0) for trait in traits) for key, (_, traits) in names.items()}
    best = max(scores, key=lambda key: (scores[key], key), default=None)
    return names[best][0] if best is not None and scores[best] > LEAST_SCORE else None


def candidates(page: PageText) -> dict[str, tuple[str, frozenset[str]]]:
    """Each name on a page by its key, as it is written there, with the traits that speak for or against it."""
    names = _names_on(page)
    return {
        key: (
            name.spelling,
            frozenset(
                (*name.frames - {"alone"}, *(trait for trait, holds in _TRAITS.items() if holds(names, name)))
            ),
        )
        for key, name in names.of.items()
    }


@dataclass(frozen=True)
class _Name:
    """A name and where it stands."""

    key: str
    mentions: tuple[_Mention, ...]

    @cached_property
    def spelling(self) -> str:
        """The name as it is known, else as it is written in words before capitals and before its host.

        "Courier" alone may be another than the known “The Courier”.
        """
        in_words = [mention.name for mention in self.mentions if mention.frame not in _ADDRESSES]
        written = next((name for name in in_words if not is_upper(name)), None)
        is_common = written is not None and written.casefold() in words("layout/outlet_words")
        known = None if is_common else _KNOWN.get(self.key)
        return known or written or next(iter(in_words), self.mentions[0].name)

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

    @cached_property
    def is_own(self) -> bool:
        """Whether it stands where only an outlet's own name does, and is not made like that of a company."""
        return not self.frames.isdisjoint(_SELF) and not self.is_company

    @cached_property
    def is_company(self) -> bool:
        """Whether it ends as the names of companies do that own outlets: "Linden Media"."""
        return self.spelling.split()[-1].casefold() in word_set("layout/word_sets", "company_words")


@dataclass(frozen=True)
class _Names:
    """All names on a page."""

    page: PageText
    of: Mapping[str, _Name]

    @cached_property
    def handles(self) -> frozenset[str]:
        """The accounts that the lines around the article name, without their mark: "halmerycourier"."""
        texts = (text[:_LONGEST] for text in self.page.around[:_MOST_LINES])
        return frozenset(key_of(match["name"]) for text in texts for match in _HANDLE.finditer(text))

    @cached_property
    def hosts(self) -> frozenset[str]:
        """The keys of the hosts on the page."""
        return frozenset(key for key, name in self.of.items() if name.frames & _ADDRESSES)

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
        texts = (text[:_LONGEST] for text in islice((*self.page.story, *self.page.around), _MOST_LINES))
        return frozenset(word for text in texts for word in words_in(text) if word.islower())

    def is_common(self, name: _Name) -> bool:
        """Whether a name is made of words that the page writes small elsewhere."""
        is_written = not name.frames <= _ADDRESSES
        return is_written and self.small.issuperset(map(str.casefold, name.spelling.split()))

    def around(self, name: _Name) -> int:
        """How many of the lines around the article hold a name; where names are many, in how many it was found."""
        if len(self.of) > _MOST_NAMES:
            return name.lines
        return sum(name.spelling in text for text in islice(self.page.around, _MOST_LINES))

    def is_alone(self, name: _Name, trait: Callable[[_Name], bool]) -> bool:
        """Whether a name has a trait that no other has."""
        return trait(name) and not any(trait(other) for other in self.of.values() if other is not name)


def _names_on(page: PageText) -> _Names:
    """The names on a page; those of people and of agencies whose reports it prints aside."""
    found: dict[str, list[_Mention]] = defaultdict(list)
    mentions = [*_mentions(page)]
    hosts = frozenset(mention.key for mention in mentions if mention.frame in _ADDRESSES)
    texts = islice((*page.story, *page.around), _MOST_LINES)
    mentions += (mention for text in texts for mention in _spelled_in(text[:_LONGEST], hosts, "spelled host"))
    for mention in mentions:
        if not any(f" {mention.name} " in f" {author} " for author in page.authors):
            found[mention.key].append(mention)
    names = (_Name(key, tuple(mentions)) for key, mentions in found.items())
    return _Names(page, {name.key: name for name in names if not _is_other(name)})


def _is_other(name: _Name) -> bool:
    """Whether a name is a person's, or that of an agency which does not speak of itself."""
    is_person = (
        " " in name.spelling and has_given_name(name.spelling) and not _is_whole(name.spelling.split())
    )
    is_wire = is_news_agency(name.spelling) and name.spelling not in words("layout/outlets")
    return (is_person and name.frames.isdisjoint(_SELF | {"newsletter"})) or (
        is_wire and name.frames.isdisjoint(_SELF - _COPYRIGHT)
    )


_TRAITS: Mapping[str, Callable[[_Names, _Name], bool]] = {
    "named": lambda names, name: True,
    "2 lines": lambda names, name: name.lines > 1,
    "4 lines": lambda names, name: name.lines > 3,
    "most lines": lambda names, name: (
        names.most_lines > 1 and names.is_alone(name, lambda other: other.lines == names.most_lines)
    ),
    "2 frames": lambda names, name: len(name.frames - {"masthead"}) > 1,
    "own": lambda names, name: name.is_own,
    "own again": lambda names, name: sum(mention.frame in _SELF for mention in name.mentions) > 1,
    "alone own": lambda names, name: names.is_alone(name, lambda other: other.is_own),
    "alone framed": lambda names, name: names.is_alone(name, lambda other: not other.frames <= _WEAK),
    "one word": lambda names, name: " " not in name.spelling,
    "capitals": lambda names, name: is_upper(name.spelling) and len(name.spelling) > _LONGEST_INITIALS,
    "initials": lambda names, name: is_upper(name.spelling) and len(name.spelling) <= _LONGEST_INITIALS,
    "bio": lambda names, name: not name.frames.isdisjoint(_BIO),
    "company": lambda names, name: name.is_company,
    "only alone": lambda names, name: name.frames <= _ALONE,
    "for short": lambda names, name: name.key in names.initials,
    "shortened": lambda names, name: len(name.initials) > 1 and name.initials in names.of,
    "common words": lambda names, name: names.is_common(name),
    "around twice": lambda names, name: names.around(name) > 1,
    "around often": lambda names, name: names.around(name) > 3,
    "in the article once": lambda names, name: name.lines == 1 and name.frames <= _STORY.keys(),
    "mentioned alone": lambda names, name: name.frames == {"mentioned"},
    "host alone": lambda names, name: name.frames <= _ADDRESSES,
    "host and name": lambda names, name: (
        not name.frames <= _ADDRESSES and not name.frames.isdisjoint(_ADDRESSES)
    ),
    "known": lambda names, name: name.key in _KNOWN,
    "known again": lambda names, name: name.key in _KNOWN and name.lines > 1,
    "alone known": lambda names, name: names.is_alone(name, lambda other: other.key in _KNOWN),
    "like an outlet": lambda names, name: is_outlet_like(name.spelling),
    "capital within": lambda names, name: bool(_CAMEL.search(name.spelling)),
    "handle": lambda names, name: name.key in names.handles,
    "opens others": lambda names, name: _opens(name.key, {*names.of, *names.handles, *names.hosts}),
    "opens a host": lambda names, name: _opens(name.key, names.hosts | names.handles),
    "in the headline": lambda names, name: name.spelling in names.page.title,
    "in the article often": lambda names, name: sum(name.spelling in text for text in names.page.story) > 3,
    "in the article": lambda names, name: sum(name.spelling in text for text in names.page.story) > 1,
}
"""What speaks for or against a name beside its frames; what each weighs stands in `outlet_weights.toml`."""


def _opens(key: str, others: Iterable[str]) -> bool:
    """Whether a longer name begins with a name: "halmerycourier", "halmerycouriersport"."""
    return len(key) >= _SHORTEST_OPENING and any(other.startswith(key) and other != key for other in others)


def _mentions(page: PageText) -> Iterator[_Mention]:
    for index, text in enumerate(islice(page.around, _MOST_LINES)):
        yield from _framed(text[:_LONGEST], _AROUND, index < _MASTHEAD)
        yield from _introduced(text[:_LONGEST])
        yield from _hosts(text[:_LONGEST])
        yield from _spelled_in(text[:_LONGEST], _KNOWN, "mentioned")
    for text in islice((*page.story, *page.around), _MOST_LINES):
        yield from _framed(text, _STORY)
    for text in page.story[-_BIOS:]:
        yield from _introduced(text[:_LONGEST])


def _framed(text: str, frames: Mapping[str, re.Pattern[str]], is_top: bool = False) -> Iterator[_Mention]:
    for frame, expression in frames.items():
        for match in expression.finditer(text):
            if name := _trimmed(match["name"]):
                key = key_of(name.split(".")[0] if _HOST.fullmatch(name) else name)
                yield _Mention(key, name, frame, line_key(text))
                if frame == "alone" and is_top:
                    yield _Mention(key, name, "masthead", line_key(text))


def _introduced(text: str) -> Iterator[_Mention]:
    """The outlet for which an author is said to work; with several nobody knows whose page it is."""
    found = [*_framed(text, _BIO)]
    if len({mention.key for mention in found}) == 1:
        yield from found


def _spelled_in(text: str, keys: Container[str], frame: str) -> Iterator[_Mention]:
    """The names with one of some keys, wherever they stand; a known name of one word is too often just a word."""
    shortest = 2 if keys is _KNOWN else 1
    for run in _CAPITALS.findall(text):
        tokens = run.split()
        parts = [key_of(token.removesuffix("’s").removesuffix("'s")) for token in tokens]
        for first in range(len(tokens)):
            for end in range(first + shortest, min(len(tokens), first + _LONGEST_NAME) + 1):
                key = "".join(parts[first:end])
                if key in keys:
                    name = " ".join(tokens[first:end]).strip(_MARKS).removesuffix("’s").removesuffix("'s")
                    yield _Mention(key, name, frame, line_key(text))


def _hosts(text: str) -> Iterator[_Mention]:
    for match in _HOST.finditer(text):
        host = match["host"].casefold()
        is_other = host in words("layout/mail_hosts") or host.rpartition(".")[2] in _FILES
        outlet = None if is_other else outlet_at(f"https://{host}")
        if outlet and outlet.casefold() not in _OWNERS:
            key, frame = key_of(_label(outlet, host)), _frame_of(match["mail"])
            yield _Mention(key, outlet, frame, line_key(text))
            if key_of(match["sender"] or "") == key:  # Halmery Courier <news@halmery-courier.example>
                yield _Mention(key, match["sender"].strip(), "sender", line_key(text))


def _frame_of(mailbox: str | None) -> str:
    """A host alone, that of an address to write to, or of one that belongs to a desk: "news@", "letters@"."""
    if not mailbox:
        return "host"
    return "desk's mail" if mailbox.casefold() in word_set("layout/word_sets", "mailboxes") else "mail"


def _label(outlet: str, host: str) -> str:
    """The outlet's name, or the part of its host that is a name: "halmerycourier" of "www.halmerycourier.example"."""
    return outlet.split(".")[0] if outlet in host else outlet


def _trimmed(name: str) -> str | None:
    """The name without words of the page beside it; None where nothing or only such words are left."""
    tokens = _SENTENCE_END.split(name)[0].removeprefix("the ").removeprefix("THE ").strip(_MARKS).split()
    tokens = list(takewhile(lambda token: not _LEGAL_FORM.fullmatch(token), tokens))
    small = word_set("layout/word_sets", "beside_outlet")
    if not _is_whole(tokens):
        while tokens and tokens[-1].casefold() in small:
            tokens.pop()
        while tokens and tokens[0].casefold() in small - _OPENINGS:
            tokens.pop(0)
    kept = " ".join(tokens).strip(_MARKS).removesuffix("’s").removesuffix("'s")
    key = key_of(kept)
    of_pages = small | words("layout/networks") | words("layout/sections") | words("layout/outlet_words")
    is_page = of_pages.issuperset(map(str.casefold, tokens)) or kept.casefold() in words(
        "layout/boilerplate_lines"
    )
    is_other = (is_page and (key not in _KNOWN or len(tokens) == 1)) or kept.casefold() in _OWNERS
    return None if is_other or len(key) < _SHORTEST or key.isdigit() or "/" in kept else kept


def _is_whole(tokens: list[str]) -> bool:
    """Whether no word stands beside the name: it is known, or made like an outlet's ("Halmery News")."""
    name = " ".join(tokens)
    return key_of(name) in _KNOWN or is_outlet_like(name)


def key_of(name: str) -> str:
    """A key by which a name and a host are the same: "halmerycourier"."""
    bare = name.casefold().removeprefix("the ")
    return _LETTERS.sub("", bare)


def _frames(zone: str) -> dict[str, re.Pattern[str]]:
    rows = table("layout/outlet_frames")[zone]
    return {
        name: re.compile(f"(?x: {row['frame'].replace('NAME', _NAME)} )")
        for name, row in rows.items()
        if isinstance(row, dict)
    }


_OWN: Mapping[str, re.Pattern[str]] = _frames("own")
_COPYRIGHT = {"copyright", "copyright_behind"}
_SELF: Set[str] = _OWN.keys() | {"desk's mail", "sender", "disclosure"}
_BIO: Mapping[str, re.Pattern[str]] = _frames("bio")
_AROUND = {**_OWN, **_frames("around")}
_STORY: Mapping[str, re.Pattern[str]] = _frames("story")
_NAMED = (line.split(" ", 1)[1] for line in lexicon_lines("layout/outlets_by_host"))
_KNOWN: Mapping[str, str] = {
    key_of(name): name
    for name in (*sorted(words("layout/outlets")), *_NAMED)
    if not is_news_agency(name) and not is_news_agency(f"The {name}")
}
"""Names that are known for outlets, as they are spelled, by their keys."""
