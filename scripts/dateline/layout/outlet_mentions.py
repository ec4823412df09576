"""Where a page mentions what may be its outlet.

A name stands in a frame of `lang/en/layout/outlet_frames.toml`, belongs to an address, is known for an outlet's, or
stands again and again around the article.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import islice, takewhile

from dateline.lang.lexicon import lines as lexicon_lines
from dateline.lang.lexicon import pattern, table, word_set, words
from dateline.layout.bylines import is_outlet_like
from dateline.layout.lines import is_upper, line_key, words_in
from dateline.layout.urls import outlet_at

MOST_LINES = 2000
LONGEST = 600
"""Characters of a line around the article that are looked at."""
_LONGEST_PARAGRAPH = 2000
_SHORTEST = 2
"""Letters of a name."""
_BIOS = 3
"""Paragraphs at the end of an article among which its author may be introduced."""
_OPENING = 3
"""Paragraphs at the head of an article, the first of which may begin with its outlet: "(Halmery Courier) The ferry"."""
_MASTHEAD = 3
"""Lines at the top of a page where its name stands alone."""
_LONGEST_HEAD = 110
"""Characters of a line between headline and article that is no sentence."""
_MOST_OF_OTHERS = 8
"""Lines below a heading that announces the pages of others."""
_LONGEST_NAME = 5
_LONGEST_REPEATED = 4
_LONGEST_FURNITURE = 120
"""Characters of a line in which a name that the page repeats is looked for."""
_MOST_REPEATED = 60
_NAME = (
    r"(?P<name>(?:(?:[Tt]he|THE)[ ])?(?:[A-Z0-9]|[a-z]{1,5}(?=[A-Z]))[\w.&’'-]*"
    r"(?:[ ](?:(?:of|and|&|the)[ ](?=[A-Z]))?[A-Z0-9][\w.&’'-]*){0,4}"
    r"|[a-z][a-z0-9-]{2,40}\.[a-z]{2,3}(?:\.[a-z]{2})?(?![\w@/]))"
)
_HOST = re.compile(
    r"(?:(?:(?P<sender>[^<>:@]{2,60}) <)?(?P<mail>[\w.+-]{1,64})@|(?<![\w@.&-])(?<!& )(?:https?://)?(?:www\.)?)"
    r"(?P<host>[a-z0-9-]{2,40}(?:\.[a-z0-9-]{2,40}){0,3}\.[a-z]{2,6})(?=[\s>)/,.;:]|$)",
    re.I,
)
_DOTTED = re.compile(r"[\w-]\.[A-Za-z]")
"""What every address has, and hardly any prose."""
_PERSON = re.compile(
    r"(?i:by:?\s+)?(?P<person>[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){1,2}?)\s?(?:[,|•–—-]\s?)?(?:[Tt]he\s)?"
)
_MARKS = " .,:;’'"
_SENTENCE_END = re.compile(r"(?<=[a-z]{3})[.]\s")
_ARTICLES = frozenset({"the ", "The ", "THE "})
_OPENINGS = frozenset({"the", "new", "daily"})
_HOSTS = frozenset({"host", "mail", "desk's mail"})
ADDRESSES = _HOSTS | {"host in the article", "mail in the article"}
"""The frames of a name by its host."""
_FILES = word_set("layout/word_sets", "file_suffixes")
IN_A_WORD = frozenset({"mentioned in a word", "credited in a word", "told of in a word", "headed in a word"})
"""Where a known name of one word stands, without a frame."""
_HEADED = frozenset({"headed", "headed in a word"})
"""Where a known name stands between the headline and the article."""
PLACES = (IN_A_WORD - _HEADED) | {"mentioned", "credited", "told of", "repeated"}
"""Where any name stands without a frame: around the article, in a credit, in the article."""
_ACCOUNT = re.compile(r"(?<![\w.@])@(?P<name>\w{3,30})")
_OF_OTHERS = pattern("layout/patterns", "pages_of_others")
_SITE_OF = pattern("layout/patterns", "site_of_subject")
OWNERS = frozenset(map(str.casefold, words("layout/owners")))
LEGAL_NAMES: Mapping[str, str] = {
    name.casefold(): str(outlet) for name, outlet in table("layout/legal_names")["outlets"].items()
}
"""Outlets by what their companies are called, without case: "cable news network" -> "CNN"."""
_CAPITALS = re.compile(r"(?:(?:[Tt]he[ ])?[A-Z0-9][\w.&’'-]*(?:[ ](?:of|and|&|the)(?=[ ][A-Z]))?[ ]?){1,12}")
_LEGAL_FORM = pattern("layout/patterns", "legal_form")
_LETTERS = re.compile(r"[\W_]+")
_CAMEL = re.compile(r"[a-z][A-Z]|[A-Z]{2}[a-z]{2}")
"""Words that are written as one: "HalmeryNews", "HCNews"."""
_BEFORE_NAME = re.compile(r"^(?:For|FOR|From|By|BY|Via|At)[ ]+(?=(?:[Tt]he[ ])?[A-Z])")
_NO_KINDS = frozenset(
    {"channel", "daily", "evening", "network", "news", "press", "radio", "record", "review", "tv", "weekly"}
)
"""Words of outlets that name none with an article: "the network"."""
_SERVICE = re.compile(r"\w [Nn]ews (?:[Ss]ervice|[Aa]gency)$")
_JOINTS = frozenset({"&", "and", "of"})
_COPYRIGHT_MARK = re.compile(r"©|\([cC]\)|[Cc]opyright")
_line_key = lru_cache(maxsize=16)(line_key)
"""One line is asked for many times in a row."""


@dataclass(frozen=True, slots=True)
class PageText:
    """The lines of a page, apart by what they are: those around the article, and those of the article itself."""

    around: Sequence[str]
    story: Sequence[str] = ()
    head: Sequence[str] = ()
    """Those around the article that stand between its headline and its first paragraph, and agencies there."""
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


def is_made(name: str) -> bool:
    """Whether a name is made as outlets' are: "Halmery Courier", "Halmery News Service", "HalmeryNews"."""
    return is_outlet_like(name) or bool(_SERVICE.search(name) or _CAMEL.search(name))


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
    for text in page.head:
        yield from _headed(text)
    for text in page.story[:_OPENING]:
        yield from _framed(text[:LONGEST], _DATELINE)
    for index, text in enumerate(_of_page(page.around)):
        yield from _framed(text[:LONGEST], _AROUND | _SELF, index < _MASTHEAD)
        yield from _accounts(text[:LONGEST])
        yield from _introduced(text[:LONGEST])
        yield from _hosts(text[:LONGEST])
        yield from _spelled_in(text[:LONGEST], KNOWN, "mentioned")
    for text in islice(page.credits, MOST_LINES):
        yield from _spelled_in(text[:LONGEST], KNOWN, "credited")
    for text in islice(page.story, MOST_LINES):
        yield from _spelled_in(text[:_LONGEST_PARAGRAPH], KNOWN, "told of")
        yield from _hosts(text[:LONGEST], " in the article")
        yield from _framed(
            text[:LONGEST], _SELF if _COPYRIGHT_MARK.search(text) is None else _SELF | _COPYRIGHT
        )
    for text in page.story[-_BIOS:]:
        yield from _introduced(text[:LONGEST])
    for text in dict.fromkeys((*page.story[:_BIOS], *page.story[-_BIOS:])):
        yield from _framed(text[:LONGEST], OWN)
    yield from _repeated(page.around)
    if page.signing:
        yield Mention(key_of(page.signing), page.signing, "signs", page.signing)
    if page.agency:
        yield Mention(key_of(page.agency), page.agency, "dateline", page.agency)


def _of_page(around: Sequence[str]) -> Iterator[str]:
    """The lines around an article that are of its own page, not those below "From other news sites"."""
    of_others = 0
    for text in islice(around, MOST_LINES):
        of_others = _MOST_OF_OTHERS if _OF_OTHERS.fullmatch(text) else of_others - 1
        if of_others <= 0:
            yield text


def _accounts(text: str) -> Iterator[Mention]:
    """Accounts on networks that are called as a known outlet is: "Follow @halmerycourier"."""
    for match in _ACCOUNT.finditer(text) if "@" in text else ():
        if known := KNOWN.get(key_of(match["name"])):
            yield Mention(key_of(known), known, "account", _line_key(text))


def _headed(text: str) -> Iterator[Mention]:
    """What a line between headline and article names, if it may be an outlet, is behind a person, or is known."""
    if len(text) > _LONGEST_HEAD:
        return
    framed = [m for m in _framed(text, _HEAD) if m.frame != "opens" or is_made(m.name) or m.key in KNOWN]
    for mention in _spelled_in(text, KNOWN, "headed"):
        longer = [m for m in framed if mention.name in m.name and mention.key != m.key]
        is_sure = " " in mention.name or is_upper(mention.name)
        is_behind = is_sure and _person_before(text, mention.name) is not None
        if is_behind:
            framed = [m for m in framed if m not in longer]
            yield replace(mention, frame="behind")
        if is_behind or not longer:
            yield mention
    yield from framed


def signing_people(head: Sequence[str]) -> Iterator[str]:
    """Whom the lines of the head name before their outlet: "Jo Kern" of "Jo Kern, Halmery Courier 4:09 p.m."."""
    for text in head:
        for mention in _headed(text):
            if mention.frame == "behind" and (person := _person_before(text, mention.name)):
                yield person


def _person_before(text: str, name: str) -> str | None:
    """The name that a line begins with, right before an outlet's: "Jo Kern" of "By Jo Kern Halmery Courier"."""
    match = _PERSON.fullmatch(text.partition(name)[0])
    return match["person"] if match else None


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
            start = first + (parts[first] == "the")
            names = (
                (end, " ".join(tokens[first:end]).strip(_MARKS))
                for end in ends
                if parts[first] and "".join(parts[start:end]) in keys
            )
            whole = tokens[first : first + _LONGEST_NAME]
            found = next(
                (
                    (end, name)
                    for end, name in names
                    if keys is not KNOWN or (known_outlet(name) and not _goes_on(name, whole, end - first))
                ),
                None,
            )
            if found:
                is_word = keys is KNOWN and " " not in found[1].removeprefix("The ").removeprefix("the ")
                yield Mention(
                    key_of(found[1]), found[1], f"{frame} in a word" if is_word else frame, _line_key(text)
                )
            first = found[0] if found else first + 1


def _goes_on(name: str, tokens: Sequence[str], end: int) -> bool:
    """Whether a name that is a word with its article is a part of a longer one: "The Point Forward"."""
    is_word = end == 2 and KNOWN[key_of(name)].casefold() == f"the {tokens[1].casefold()}"
    return is_word and end < len(tokens) and tokens[end].casefold() not in _beside_names()


@cache
def _beside_names() -> frozenset[str]:
    return (
        word_set("layout/word_sets", "beside_outlet") | words("layout/roles") | words("layout/role_openings")
    )


def known_outlet(name: str) -> str | None:
    """The outlet that a name is known for: "Halmery Courier"; one that is a word only with its article: "the Sun"."""
    known = KNOWN.get(key_of(name)) or (LABELS.get(key_of(name)) if _CAMEL.search(name) else None)
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
        zone = zone or (" in the article" if _SITE_OF.search(text[: match.start()]) else "")
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
    """The name without words of the page beside it, a company's as its outlet; None where only such words are left."""
    name = _SENTENCE_END.split(_BEFORE_NAME.sub("", name))[0]
    tokens = name.removeprefix("the ").removeprefix("THE ").strip(_MARKS).split()
    tokens = list(takewhile(lambda token: not _LEGAL_FORM.fullmatch(token), tokens))
    if outlet := LEGAL_NAMES.get(" ".join(tokens).casefold()):
        return outlet
    tokens = _without_roles(tokens)
    while tokens and tokens[-1] in _JOINTS:
        tokens.pop()
    small = word_set("layout/word_sets", "beside_outlet")
    while tokens and tokens[-1].casefold() in small and not is_whole(tokens):
        tokens.pop()
    while tokens and tokens[0].casefold() in small - _OPENINGS and not is_whole(tokens):
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
    is_known = is_known or _is_called_by_words(name, tokens)
    is_other = (is_page and not is_known) or kept.casefold() in OWNERS
    is_dated = any(map(str.isdigit, tokens)) and key not in KNOWN
    return None if is_other or is_dated or len(key) < _SHORTEST or "/" in kept else kept


def _is_called_by_words(name: str, tokens: Sequence[str]) -> bool:
    """Whether the words of an outlet's kind alone are a name: "the Courier", "Daily Courier"; "News" is none."""
    kinds = words("layout/outlet_words")
    is_kind = bool(tokens) and tokens[-1].casefold() in kinds and tokens[-1].casefold() not in _NO_KINDS
    has_day = len(tokens) == 2 and tokens[0].casefold() in word_set("layout/word_sets", "editions")
    return is_kind and (has_day or (len(tokens) == 1 and name[:4] in _ARTICLES))


def _without_roles(tokens: list[str]) -> list[str]:
    """The words of an outlet before what its author does there: "HalmeryNews Staff Writer" -> "HalmeryNews"."""
    roles = words("layout/roles")
    if len(tokens) < 2 or tokens[-1].casefold() not in roles or key_of(" ".join(tokens)) in KNOWN:
        return tokens
    kept = list(tokens)
    while kept and kept[-1].casefold() in roles | words("layout/role_openings"):
        kept.pop()
    is_name = kept and (
        is_whole(kept) or is_upper("".join(kept)) or _CAMEL.search(kept[-1]) or "." in kept[-1]
    )
    return kept if is_name else tokens


def is_whole(tokens: Sequence[str]) -> bool:
    """Whether no word stands beside the name: it is known, or made like an outlet's ("Halmery News")."""
    name = " ".join(tokens)
    return key_of(name) in KNOWN or is_outlet_like(name) or bool(_SERVICE.search(name))


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
_COPYRIGHT = {name: frame for name, frame in OWN.items() if name in COPYRIGHT}
_HEAD = _frames("head")
HEAD: Set[str] = _HEAD.keys() | _HEADED
_DATELINE = _frames("dateline")
DATELINE: Set[str] = _DATELINE.keys() | {"dateline"}
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
LABELS: dict[str, str] = {
    host.split(".")[0]: name
    for host, name in (line.split(" ", 1) for line in lexicon_lines("layout/outlets_by_host"))
    if key_of(name) not in host
}
"""Known outlets by what their hosts call them, as they call themselves for short: "IBTimes"."""
INITIALS = frozenset(
    "".join(word[0] for word in name.removeprefix("The ").casefold().split())
    for name in _LISTED
    if name.count(" ") > 1
)
"""What known outlets of several words are called for short."""
