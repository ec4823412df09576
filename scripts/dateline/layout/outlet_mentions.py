"""Where a page mentions what may be its outlet.

A name stands in a frame of `lang/en/layout/outlet_frames.toml`, belongs to an address, is known for an outlet's, or
stands again and again around the article.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, takewhile

from dateline.lang.lexicon import lines as lexicon_lines
from dateline.lang.lexicon import pattern, table, word_set, words
from dateline.layout.bylines import is_outlet_like
from dateline.layout.lines import line_key, words_in
from dateline.layout.urls import outlet_at

MOST_LINES = 2000
LONGEST = 600
"""Characters of a line around the article that are looked at."""
_LONGEST_PARAGRAPH = 2000
_SHORTEST = 2
"""Letters of a name."""
_BIOS = 3
"""Paragraphs at the end of an article among which its author may be introduced."""
_MASTHEAD = 3
"""Lines at the top of a page where its name stands alone."""
_LONGEST_NAME = 5
_LONGEST_REPEATED = 4
_LONGEST_FURNITURE = 120
"""Characters of a line in which a name that the page repeats is looked for."""
_MOST_REPEATED = 60
_NAME = (
    r"(?P<name>(?:(?:[Tt]he|THE)[ ])?[A-Z0-9][\w.&’'-]*(?:[ ](?:(?:of|and|&|the)[ ](?=[A-Z]))?[A-Z0-9][\w.&’'-]*){0,4}"
    r"|[a-z][a-z0-9-]{2,40}\.[a-z]{2,3}(?:\.[a-z]{2})?(?![\w@/]))"
)
_HOST = re.compile(
    r"(?:(?:(?P<sender>[^<>:@]{2,60}) <)?(?P<mail>[\w.+-]{1,64})@|(?<![\w@.-])(?:https?://)?(?:www\.)?)"
    r"(?P<host>[a-z0-9-]{2,40}(?:\.[a-z0-9-]{2,40}){0,3}\.[a-z]{2,6})(?=[\s>)/,.;:]|$)",
    re.I,
)
_DOTTED = re.compile(r"[\w-]\.[A-Za-z]")
"""What every address has, and hardly any prose."""
_MARKS = " .,:;’'"
_SENTENCE_END = re.compile(r"(?<=[a-z]{3})[.]\s")
_ARTICLES = frozenset({"the ", "The ", "THE "})
_OPENINGS = frozenset({"the", "new", "daily"})
_HOSTS = frozenset({"host", "mail", "desk's mail"})
ADDRESSES = _HOSTS | {"host in the article", "mail in the article"}
"""The frames of a name by its host."""
_FILES = word_set("layout/word_sets", "file_suffixes")
IN_A_WORD = frozenset({"mentioned in a word", "credited in a word", "told of in a word"})
"""Where a known name of one word stands, without a frame."""
PLACES = IN_A_WORD | {"mentioned", "credited", "told of", "repeated"}
"""Where any name stands without a frame: around the article, in a credit, in the article."""
OWNERS = frozenset(map(str.casefold, words("layout/owners")))
_CAPITALS = re.compile(r"(?:(?:[Tt]he[ ])?[A-Z0-9][\w.&’'-]*(?:[ ](?:of|and|&|the)(?=[ ][A-Z]))?[ ]?){1,12}")
_LEGAL_FORM = pattern("layout/patterns", "legal_form")
_LETTERS = re.compile(r"[\W_]+")
_line_key = lru_cache(maxsize=16)(line_key)
"""One line is asked for many times in a row."""


@dataclass(frozen=True, slots=True)
class PageText:
    """The lines of a page, apart by what they are: those around the article, and those of the article itself."""

    around: Sequence[str]
    story: Sequence[str] = ()
    credits: Sequence[str] = ()
    """Captions and credits of pictures."""
    title: str = ""
    authors: frozenset[str] = frozenset()
    signing: str | None = None
    """The outlet that a byline names."""
    agency: str | None = None
    """The agency in the dateline."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a line, by a key that a host shares with the name: "halmerycourier"."""

    key: str
    name: str
    frame: str
    line: str


def mentions(page: PageText) -> list[Mention]:
    """All mentions of names that may be the outlet's.

    Frames in which all sorts of names stand ("told …", "Photo by …") find those that are found elsewhere, too, that are
    known, that are made like an outlet's, or to which more than one told something.
    """
    small = _small_words(page)
    found = [m for m in _certain_mentions(page) if m.frame not in IN_A_WORD or m.key not in small]
    keys = frozenset(mention.key for mention in found) | _told_again(page.story)
    hosts = frozenset(mention.key for mention in found if mention.frame in _HOSTS)
    zones = (
        (page.story, _STORY | _OTHER),
        (page.credits, _CREDITS | _STORY),
        (page.around, _BESIDE | _STORY | _CREDITS | _OTHER),
    )
    for texts, frames in zones:
        for text in islice(texts, MOST_LINES):
            found += _spelled_in(text[:_LONGEST_PARAGRAPH], hosts, "spelled host")
            framed = _framed(text[:_LONGEST_PARAGRAPH], frames)
            found += (m for m in framed if m.key in keys or (m.frame not in OTHER and _may_be_outlet(m)))
    return found


def _may_be_outlet(mention: Mention) -> bool:
    return is_outlet_like(mention.name) or mention.key in KNOWN


def _told_again(story: Sequence[str]) -> frozenset[str]:
    """The keys of names to which more than one paragraph says that somebody told something."""
    told = Counter(
        mention.key
        for text in islice(story, MOST_LINES)
        for mention in _framed(text[:_LONGEST_PARAGRAPH], {"told": _STORY["told"]})
    )
    return frozenset(key for key, count in told.items() if count > 1)


def _small_words(page: PageText) -> frozenset[str]:
    """The words that a page writes small, and those of menus."""
    texts = (text[:LONGEST] for text in islice((*page.story, *page.around), MOST_LINES))
    return frozenset(word for text in texts for word in words_in(text) if word.islower()) | words(
        "layout/sections"
    )


def _certain_mentions(page: PageText) -> Iterator[Mention]:
    for index, text in enumerate(islice(page.around, MOST_LINES)):
        yield from _framed(text[:LONGEST], _AROUND | _SELF, index < _MASTHEAD)
        yield from _introduced(text[:LONGEST])
        yield from _hosts(text[:LONGEST])
        yield from _spelled_in(text[:LONGEST], KNOWN, "mentioned")
    for text in islice(page.credits, MOST_LINES):
        yield from _spelled_in(text[:LONGEST], KNOWN, "credited")
    for text in islice(page.story, MOST_LINES):
        yield from _spelled_in(text[:_LONGEST_PARAGRAPH], KNOWN, "told of")
        yield from _hosts(text[:LONGEST], " in the article")
        yield from _framed(text[:LONGEST], _SELF)
    for text in page.story[-_BIOS:]:
        yield from _introduced(text[:LONGEST])
    for text in {*page.story[:_BIOS], *page.story[-_BIOS:]}:
        yield from _framed(text[:LONGEST], OWN)
    yield from _repeated(page.around)
    if page.signing:
        yield Mention(key_of(page.signing), page.signing, "signs", page.signing)
    if page.agency:
        yield Mention(key_of(page.agency), page.agency, "dateline", page.agency)


def _framed(text: str, frames: Mapping[str, re.Pattern[str]], is_top: bool = False) -> Iterator[Mention]:
    for frame, expression in frames.items():
        for match in expression.finditer(text):
            if name := trimmed(match["name"]):
                key = key_of(name.split(".")[0] if _HOST.fullmatch(name) else name)
                yield Mention(key, name, frame, _line_key(text))
                if frame == "alone" and is_top:
                    yield Mention(key, name, "masthead", _line_key(text))


def _introduced(text: str) -> Iterator[Mention]:
    """The outlet for which an author is said to work; with several nobody knows whose page it is."""
    found = [*_framed(text, BIO)]
    if len({mention.key for mention in found}) == 1:
        yield from found


def _spelled_in(text: str, keys: Container[str], frame: str) -> Iterator[Mention]:
    """The longest names with one of some keys, wherever they stand; known ones as `known_outlet` knows them."""
    for run in _CAPITALS.findall(text):
        tokens = [_without_possessive(token) for token in run.split()]
        parts = [*map(key_of, tokens)]
        first = 0
        while first < len(tokens):
            ends = range(min(len(tokens), first + _LONGEST_NAME), first, -1)
            names = (
                (end, " ".join(tokens[first:end]).strip(_MARKS))
                for end in ends
                if "".join(parts[first:end]) in keys
            )
            found = next(
                ((end, name) for end, name in names if keys is not KNOWN or known_outlet(name)), None
            )
            if found:
                is_word = keys is KNOWN and " " not in found[1].removeprefix("The ").removeprefix("the ")
                yield Mention(
                    key_of(found[1]), found[1], f"{frame} in a word" if is_word else frame, _line_key(text)
                )
            first = found[0] if found else first + 1


def known_outlet(name: str) -> str | None:
    """The outlet that a name is known for: "Halmery Courier"; one that is a word only with its article: "the Sun"."""
    known = KNOWN.get(key_of(name))
    if known is None or known.removeprefix("The ").casefold().rstrip("!.:") not in words(
        "layout/outlets_like_words"
    ):
        return known
    return known if known.startswith("The ") and name[:4] in _ARTICLES else None


def _repeated(around: Sequence[str]) -> Iterator[Mention]:
    """The longest names of several words that stand in several lines around the article."""
    places: dict[str, dict[str, str]] = defaultdict(dict)
    for text in islice(around, MOST_LINES):
        for name in _word_groups(text[:_LONGEST_FURNITURE]):
            places[key_of(name)].setdefault(_line_key(text), name)
    often = sorted((key for key in places if len(places[key]) > 1), key=lambda key: (-len(places[key]), key))
    often = often[:_MOST_REPEATED]
    for key in often:
        is_part = any(
            key in other and key != other and len(places[other]) >= len(places[key]) for other in often
        )
        if not is_part:
            yield from (Mention(key, name, "repeated", line) for line, name in places[key].items())


def _word_groups(text: str) -> Iterator[str]:
    """All groups of words with capitals that may be a name."""
    for run in _CAPITALS.findall(text):
        tokens = [_without_possessive(token) for token in run.split()]
        for first in range(len(tokens)):
            for end in range(first + 2, min(len(tokens), first + _LONGEST_REPEATED) + 1):
                name = trimmed(" ".join(tokens[first:end]))
                if name and name.split() == tokens[first:end]:
                    yield name


def _hosts(text: str, zone: str = "") -> Iterator[Mention]:
    for match in _HOST.finditer(text) if _DOTTED.search(text) else ():
        host = match["host"].casefold()
        is_other = host in words("layout/mail_hosts") or host.rpartition(".")[2] in _FILES
        outlet = None if is_other else outlet_at(f"https://{host}")
        if outlet and outlet.casefold() not in OWNERS:
            key, frame = key_of(_label(outlet, host)), _frame_of(match["mail"])
            if zone:
                frame = ("mail" if frame != "host" else "host") + zone
            yield Mention(key, outlet, frame, _line_key(text))
            if key_of(match["sender"] or "") == key:  # Halmery Courier <news@halmery-courier.example>
                yield Mention(key, match["sender"].strip(), "sender", _line_key(text))


def _frame_of(mailbox: str | None) -> str:
    """A host alone, that of an address to write to, or of one that belongs to a desk: "news@", "letters@"."""
    if not mailbox:
        return "host"
    return "desk's mail" if mailbox.casefold() in word_set("layout/word_sets", "mailboxes") else "mail"


def _label(outlet: str, host: str) -> str:
    """The outlet's name, or the part of its host that is a name: "halmerycourier" of "www.halmerycourier.example"."""
    return outlet.split(".")[0] if outlet in host else outlet


def trimmed(name: str) -> str | None:
    """The name without words of the page beside it; None where nothing or only such words are left."""
    tokens = _SENTENCE_END.split(name)[0].removeprefix("the ").removeprefix("THE ").strip(_MARKS).split()
    tokens = list(takewhile(lambda token: not _LEGAL_FORM.fullmatch(token), tokens))
    small = word_set("layout/word_sets", "beside_outlet")
    if not is_whole(tokens):
        while tokens and tokens[-1].casefold() in small:
            tokens.pop()
        while tokens and tokens[0].casefold() in small - _OPENINGS:
            tokens.pop(0)
    kept = _without_possessive(" ".join(tokens).strip(_MARKS))
    key = key_of(kept)
    of_pages = small | words("layout/networks") | words("layout/sections") | words("layout/outlet_words")
    is_page = of_pages.issuperset(map(str.casefold, tokens)) or kept.casefold() in words(
        "layout/boilerplate_lines"
    )
    if name[:4] in _ARTICLES and known_outlet(f"The {kept}"):
        kept = f"The {kept.removeprefix('The ')}"
    is_known = key in KNOWN and (len(tokens) > 1 or kept[:4] in _ARTICLES)
    is_other = (is_page and not is_known) or kept.casefold() in OWNERS
    is_dated = any(map(str.isdigit, tokens)) and key not in KNOWN
    return None if is_other or is_dated or len(key) < _SHORTEST or "/" in kept else kept


def is_whole(tokens: Sequence[str]) -> bool:
    """Whether no word stands beside the name: it is known, or made like an outlet's ("Halmery News")."""
    name = " ".join(tokens)
    return key_of(name) in KNOWN or is_outlet_like(name)


def key_of(name: str) -> str:
    """A key by which a name and a host are the same: "halmerycourier"."""
    bare = name.casefold().removeprefix("the ")
    return _LETTERS.sub("", bare)


def _without_possessive(name: str) -> str:
    return name.removesuffix("’s").removesuffix("'s")


def _frames(zone: str) -> dict[str, re.Pattern[str]]:
    rows = table("layout/outlet_frames")[zone]
    return {
        name: re.compile(f"(?x: {row['frame'].replace('NAME', _NAME)} )")
        for name, row in rows.items()
        if isinstance(row, dict)
    }


OWN: Mapping[str, re.Pattern[str]] = _frames("own")
COPYRIGHT: Set[str] = {"copyright", "copyright_behind", "copyright_dated"}
_SELF = _frames("self")
SELF: Set[str] = OWN.keys() | {"desk's mail", "sender"} | _SELF.keys()
BIO: Mapping[str, re.Pattern[str]] = _frames("bio")
_AROUND = {**OWN, **_frames("around")}
AROUND: Set[str] = _AROUND.keys() - OWN.keys()
_BESIDE = _frames("beside")
BESIDE: Set[str] = _BESIDE.keys()
_STORY = _frames("story")
STORY: Set[str] = _STORY.keys()
_CREDITS = _frames("credit")
CREDITS: Set[str] = _CREDITS.keys()
_OTHER = _frames("other")
OTHER: Set[str] = _OTHER.keys()
_LISTED = [
    *sorted(words("layout/outlets")),
    *(line.split(" ", 1)[1] for line in lexicon_lines("layout/outlets_by_host")),
]
KNOWN: dict[str, str] = {key_of(name): name for name in _LISTED}
"""Names that are known for outlets, as they are spelled, by their keys."""
INITIALS = frozenset(
    "".join(word[0] for word in name.removeprefix("The ").casefold().split())
    for name in _LISTED
    if name.count(" ") > 1
)
"""What known outlets of several words are called for short."""
