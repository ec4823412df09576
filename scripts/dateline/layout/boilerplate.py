"""What the words of a line alone say it is: page furniture, the head of a list of links, a newsroom's note.

All of it rests on word lists; where a line stands and what stands around it is judged in `plain`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache

from dateline.lang.lexicon import words
from dateline.layout.lines import folded
from dateline.layout.timestamps import is_relative_stamp, stamps_of


class Trait(Enum):
    """A reading that a line's own words suggest."""

    FURNITURE = auto()
    """A control or a label of the page, an advertisement, a link."""
    APPEAL = auto()
    """A notice or an appeal to the reader, in a sentence or nearly one."""
    SECTION = auto()
    """The name of one of a newspaper's sections."""
    LIST = auto()
    """The head of a list of other stories or topics, whose lines are no part of the article."""
    PAGE_END = auto()
    """What stands below an article: its comment form, its copyright line."""
    COMMENT = auto()
    """A control below a reader's comment."""
    NOTE = auto()
    CORRECTION = auto()


@dataclass(frozen=True, slots=True)
class Sign:
    """A trait and the words that gave it away."""

    trait: Trait
    reason: str


_LONGEST_OPENING = 8
_LONGEST_FURNITURE = 90
"""In words: longer lines are text, whatever phrases stand in them."""
_LONGEST_LABEL = 7
_LONGEST_ROW = 120
"""In characters: a row of controls parted by marks."""
_QUOTES = ("“", '"', "‘", "'", "«", "„")
_ADDRESS = frozenset(("you", "your", "yours", "our", "us", "we", "please", "here", "free"))
"""Words by which a page speaks to its reader, as an article hardly does outside quotation marks."""

_PATTERNS = (
    (re.compile(r"[A-Z][A-Z.:]{0,7} ?[-+]?[\d.,]+ ?\([-+]?[\d.,]+%\)"), "a share price"),
    (
        re.compile(r"(?:[A-Z]{0,3}[$£€¥₹]|R(?=\d)) ?[\d,.]+[km]?(?: (?:at|on|from|per|/|a) .{1,40})?", re.I),
        "a price",
    ),
    (
        re.compile(r"[\d.,]{1,7}[km]?|\d{1,2}:\d\d(?::\d\d)?|\d{1,2} ?(?:/|x|of) ?\d{1,3}(?: ?\|)?", re.I),
        "a number alone",
    ),
    (
        re.compile(
            r"(?:\d{1,3}|one|two|three|four|five)[ -]?min(?:ute)?s?\.?(?: (?:read|listen|watch).*)?|reading time.*",
            re.I,
        ),
        "the time it takes to read",
    ),
    (
        re.compile(r"[\d,.]{0,7} ?k?(?:comments?|shares?|views?|likes?|replies|reactions?)\d{0,7}", re.I),
        "a count",
    ),
    (
        re.compile(r"(?:[^\s@]{1,64}@[^\s@]{1,64}\.[a-z]{2,8}|@\w{2,30}|(?:https?://|www\.)\S+)", re.I),
        "an address",
    ),
    (re.compile(r"(?:Subject|To|Cc|Reply-To|Sent): .{1,110}"), "a field of a message"),
    (
        re.compile(r"-{3,20} ?(?:Forwarded [Mm]essage|Original Message) ?-{3,20}|Begin forwarded message:"),
        "the head of a forwarded message",
    ),
    (
        re.compile(
            r"[A-Z][\w.&’'-]{1,60}(?:, ?\d{1,2}(?:st|nd|rd|th) (?:Ld|LD)\S{0,20}|--[A-Z][\w.&’'-]{1,60})"
        ),
        "a wire's slug",
    ),
    (re.compile(r"(?:copyright )?(?:©|\(c\)|copyright (?=\d{4})).{0,80}", re.I), "a copyright line"),
    (
        re.compile(r"(?:\w{1,25} ?[/·|] ?){0,3}\w{0,25} ?\d{1,2} ?(?:[smhd]|mins?|hours?|days?) ago", re.I),
        "an age",
    ),
)
_LEAD = re.compile(r"(?P<lead>[A-Za-z]+(?: [A-Za-z]+){0,2}) ?(?:[:|»>]|[-–—]{1,2} )")
_MORE = re.compile(r"(?:More|MORE)(?: (?:and|&|[A-Z][\w’'-]*)){1,4}:?")
_SECTION_MARK = re.compile(r" ?[|/,>»•·] ?")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}\.[a-z]{2,8}", re.I)
_LONGEST_CONTACT = 25
_LONGEST_LINK = 40
_NUMBER = re.compile(r"\d+")


def sign_of(text: str, size: int) -> Sign | None:
    """What the words of a tidied line of `size` words say it is; None where they say nothing."""
    key = folded(text)
    if not key:
        return Sign(Trait.FURNITURE, "marks without words")
    return next((sign for check in _CHECKS if (sign := check(text, size, key))), None)


def _correction(text: str, size: int, key: str) -> Sign | None:
    opening = _opening(key, "correction_openings")
    if opening and (size > 3 or text.endswith(":")):
        return Sign(Trait.CORRECTION, f"opens with “{opening}”")
    return None


def _page_end(text: str, size: int, key: str) -> Sign | None:
    opening = None if text.startswith(_QUOTES) else _opening(key, "page_ends")
    if opening and (size <= len(opening.split()) + 2 or opening.count(" ") > 1):
        return Sign(Trait.PAGE_END, f"“{opening}” stands below an article")
    return None


def _whole_line(text: str, size: int, key: str) -> Sign | None:
    bare = " ".join(_NUMBER.sub(" ", key).split())
    controls = words("layout/boilerplate_lines")
    parts = _SECTION_MARK.split(text) if len(text) < _LONGEST_ROW else []
    is_row = len(parts) > 1 and all(folded(part) in controls for part in parts if part)
    if bare in controls or is_row or (not bare and key):
        return Sign(Trait.FURNITURE, f"“{key}” is a control of the page")
    return None


def _comment(text: str, size: int, key: str) -> Sign | None:
    """A control of a comment, alone or in a row with others: "Report abuse", "Reply Report abuse".

    Or at the head of its own comment: "Report this comment On May 3, 2024, anapoe wrote:".
    """
    if size > _LONGEST_LABEL:
        opening = _opening(key, "comment_controls") if size <= _LONGEST_COMMENT_HEAD else None
        is_head = opening is not None and bool(stamps_of(text))
        return Sign(Trait.COMMENT, f"“{opening}” heads a reader's comment") if is_head else None
    controls = words("layout/comment_controls")
    control = next((c for c in controls if f" {key} ".endswith(f" {c} ")), None)
    rest = key.removesuffix(control).strip() if control else ""
    if control and all(word in _BESIDE_REPORT or word.isdigit() for word in rest.split()):
        return Sign(Trait.COMMENT, f"“{control}” stands below a reader's comment")
    return None


_LONGEST_COMMENT_HEAD = 20
_BESIDE_REPORT = frozenset(
    ("dislike", "downvote", "like", "permalink", "recommend", "reply", "share", "upvote")
)


def _list_head(text: str, size: int, key: str) -> Sign | None:
    if size > _LONGEST_LABEL or text.startswith(_QUOTES):
        return None
    if _MORE.fullmatch(text):
        return Sign(Trait.LIST, "“more” and a subject head a list of links")
    opening = _opening(key, "list_openings") or _opening(key, "list_labels") or _closing(key, "list_openings")
    return Sign(Trait.LIST, f"“{opening}” heads a list of links") if opening else None


def _link(text: str, size: int, key: str) -> Sign | None:
    """A link with the words that lead to it: "READ MORE: Bridge reopens", "WATCH | Mayor speaks"."""
    match = _LEAD.match(text)
    if not match or size > _LONGEST_LINK or match.end() > len(text) - 3:
        return None
    if match["lead"].casefold() in words("layout/link_leads"):
        return Sign(Trait.FURNITURE, f"“{match['lead']}” leads to another page")
    return None


def _section(text: str, size: int, key: str) -> Sign | None:
    """The name of a section, or several: "Politics", "SPORT | FOOTBALL"."""
    if size > _LONGEST_LABEL:
        return None
    parts = [part.strip() for part in _SECTION_MARK.split(text.casefold()) if part.strip()]
    if parts and all(part in words("layout/sections") for part in parts):
        return Sign(Trait.SECTION, "the name of a section")
    return None


def _contact(text: str, size: int, key: str) -> Sign | None:
    """A short line with an address to write to."""
    if size <= _LONGEST_CONTACT and "@" in text and _EMAIL.search(text[:400]):
        return Sign(Trait.APPEAL, "gives an address to write to")
    return None


def _pattern(text: str, size: int, key: str) -> Sign | None:
    if len(text) > 120:
        return None
    for pattern, reason in _PATTERNS:
        if pattern.fullmatch(text):
            return Sign(Trait.FURNITURE, reason)
    return Sign(Trait.FURNITURE, "an age") if size <= 6 and is_relative_stamp(text) else None


def _buttons(text: str, size: int, key: str) -> Sign | None:
    """Names of networks in a row: "Facebook Twitter Reddit", "FacebookTwitterReddit"."""
    networks = words("layout/networks")
    tokens = key.split()
    named = sum(token in networks for token in tokens)
    glued = sum(key.count(name) for name in networks if len(name) > 4) if len(key) < 400 else 0
    if (named > 1 and named * 2 >= len(tokens)) or (glued > 2 and glued * 2 >= len(tokens)):
        return Sign(Trait.FURNITURE, "buttons of social networks")
    return None


def _appeal(text: str, size: int, key: str) -> Sign | None:
    """An imperative or a notice to the reader, by its opening or by a phrase in it."""
    if size > _LONGEST_FURNITURE or text.startswith(_QUOTES):
        return None
    opening = _opening(key, "boilerplate_openings")
    if opening:
        return Sign(Trait.APPEAL, f"opens with “{opening}”")
    consent = next(_phrases_in(key, "consent_phrases"), None)
    if consent:
        return Sign(Trait.APPEAL, f"holds “{consent}”")
    phrase = next(_phrases_in(key, "boilerplate_phrases"), None)
    if phrase and (size <= 12 or _ADDRESS & set(key.split())):
        return Sign(Trait.APPEAL, f"holds “{phrase}”")
    return None


def _follow(text: str, size: int, key: str) -> Sign | None:
    """An invitation to accounts, with or without marks around it: "Follow Ana Poe on Twitter @anapoe."."""
    if size > _LONGEST_INVITATION:
        return None
    tokens = [token.strip(_AROUND_WORDS) for token in text.casefold().split()]
    networks = words("layout/networks")
    named = (
        i
        for i, t in enumerate(tokens)
        if t.startswith("@") or (i and t in networks and tokens[i - 1] in ("on", "via"))
    )
    first = next(named, None)
    if tokens[0] != "follow" or first is None:
        return None
    rest = (t for t in tokens[first:] if t and not t.startswith("@"))
    if all(t in networks or t in _BESIDE_ACCOUNTS for t in rest):
        return Sign(Trait.APPEAL, "invites to follow accounts")
    return None


_LONGEST_INVITATION = 20
_AROUND_WORDS = "“”\"'‘’«»„.,:;()!–—-"
_BESIDE_ACCOUNTS = frozenset(
    ("and", "or", "at", "on", "via", "here", "for", "more", "the", "latest", "news", "updates", "too")
)
"""Words that stand between and behind the accounts that one is invited to follow."""


@cache
def _wire() -> re.Pattern[str]:
    verbs = "|".join(f"{verb.capitalize()}|{verb.upper()}" for verb in sorted(words("layout/version_verbs")))
    nouns = "|".join(sorted(words("layout/version_nouns")))
    return re.compile(
        r"(?:Eds?\.?|EDS|Editors):.{1,300}"
        rf"|\((?P<set_off>{verbs})\b[^()]{{1,250}}\)\.?"
        rf"|(?P<bare>{verbs}) (?:[\w’'/-]+,? (?:and |& )?){{0,4}}?(?:{nouns})\b[^.!?“\"]{{0,80}}\.?",
    )


def _wire_note(text: str, size: int, key: str) -> Sign | None:
    """What an agency tells editors of a new version: "(Adds quotes, background)", "Eds: Recasts lead."."""
    match = _wire().fullmatch(text) if size <= _LONGEST_CONTRIBUTION else None
    if match is None:
        return None
    verb = (match["set_off"] or match["bare"] or "").casefold()
    trait = Trait.CORRECTION if verb.startswith(("correct", "refile")) else Trait.NOTE
    return Sign(trait, "tells editors what is new in this version")


def _note(text: str, size: int, key: str) -> Sign | None:
    bare = text.lstrip("-–—(*[ ")
    if bare.startswith(_QUOTES) or size > _LONGEST_FURNITURE:
        return None
    opening = _opening(key, "note_openings")
    if opening and (not opening.endswith(" by") or size <= _LONGEST_SIGNATURE or "diting" in text):
        return Sign(Trait.NOTE, f"opens with “{opening}”")
    phrase = next(_phrases_in(key, "note_phrases"), None)
    if phrase and size <= _LONGEST_CONTRIBUTION:
        return Sign(Trait.NOTE, f"holds “{phrase}”")
    if size <= _LONGEST_CONTRIBUTION and _REPORTED_FROM.match(bare):
        return Sign(Trait.NOTE, "tells from where it was reported")
    return None


_REPORTED_FROM = re.compile(r"(?:[A-Z][\w.'’-]+,? (?:and )?){1,8}reported from [A-Z]")
_LONGEST_SIGNATURE = 15
_LONGEST_CONTRIBUTION = 45


_CHECKS = (
    _wire_note,
    _correction,
    _follow,
    _page_end,
    _pattern,
    _comment,
    _whole_line,
    _section,
    _buttons,
    _note,
    _link,
    _list_head,
    _contact,
    _appeal,
)


def _opening(key: str, name: str) -> str | None:
    """The longest entry of a word list that a line opens with."""
    tokens = key.split(" ", _LONGEST_OPENING)[:_LONGEST_OPENING]
    entries = words(f"layout/{name}")
    openings = (" ".join(tokens[:count]) for count in range(len(tokens), 0, -1))
    return next((opening for opening in openings if opening in entries), None)


def _closing(key: str, name: str) -> str | None:
    """An entry of two or more words that a short line closes with: "Politics latest articles"."""
    tokens = key.split()
    closings = (" ".join(tokens[start:]) for start in range(1, len(tokens) - 1))
    return next((closing for closing in closings if closing in words(f"layout/{name}")), None)


def _phrases_in(key: str, name: str) -> Iterator[str]:
    return (match[0].strip() for match in _phrase_pattern(name).finditer(f" {key} "))


@cache
def _phrase_pattern(name: str) -> re.Pattern[str]:
    entries = sorted(words(f"layout/{name}"), key=len, reverse=True)
    return re.compile(f" (?:{'|'.join(map(re.escape, entries))})(?= )")
