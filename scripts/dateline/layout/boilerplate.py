"""What the words of a line alone say it is: boilerplate, the head of a list of links, a newsroom's note.

All of it rests on word lists; where a line stands and what stands around it is judged in line_rules.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from math import inf

from dateline.lang.lexicon import any_of, pattern, table, word_set, words
from dateline.layout.lines import line_key
from dateline.layout.timestamps import is_relative_stamp, stamps_of


class Trait(Enum):
    """A reading that a line's own words suggest."""

    CONTROL = auto()
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


CONTROLS = (Trait.CONTROL, Trait.APPEAL)
"""The traits of what can stand between the lines of an article."""
BOILERPLATE = (*CONTROLS, Trait.SECTION, Trait.LIST, Trait.PAGE_END, Trait.COMMENT)
"""The traits of what is no part of an article."""


@dataclass(frozen=True, slots=True)
class LexicalCue:
    """A trait and the words that gave it away."""

    trait: Trait
    reason: str


_LONGEST_OPENING = 8
_LONGEST_ROW = 120
"""In characters: a row of controls parted by marks."""
_LONGEST_LABEL = 7
_LONGEST_CONTROLS = 16
_MOST_BUTTONS = 4
"""Controls of one word each in a row: "Like Follow"."""
_LONGEST_SIGNATURE = 15
_LONGEST_CONTRIBUTION = 45
_LONGEST_TEXT = 90
"""In words: longer lines are text, whatever phrases stand in them."""
_LONGEST_PLAIN_APPEAL = 12
"""Words up to which a phrase of appeals needs no "you" or "our" beside it."""
QUOTES = ("“", '"', "‘", "'")
_QUOTES = (*QUOTES, "«", "„")
_AROUND_WORDS = "“”\"'‘’«»„.,:;()!–—-"
_LEAD = re.compile(r"(?P<lead>[A-Za-z]+(?: [A-Za-z]+){0,2}) ?(?:[:|»>]|[-–—]{1,2} )")
_SECTION_MARK = re.compile(r" ?[|/,>»•·] ?")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}\.[a-z]{2,8}", re.I)
_NUMBER = re.compile(r"\d+")
_MORE_ON = pattern("layout/patterns", "more_on")
_SIGNED_OPENING = pattern("layout/patterns", "signed_opening")
_EDITED = pattern("layout/patterns", "edited")
_CORRECTING = pattern("layout/patterns", "correcting")
_REPORTED_FROM = pattern("layout/patterns", "reported_from")


def cue_of(text: str, size: int) -> LexicalCue | None:
    """What the words of a tidied line of `size` words say it is; None where they say nothing."""
    key = line_key(text)
    if not key:
        return LexicalCue(Trait.CONTROL, "marks without words")
    found = ((trait, check(text, size, key)) for trait, longest, check in _CHECKS if size <= longest)
    return next((LexicalCue(trait, reason) for trait, reason in found if reason), None)


@cache
def _version_note() -> re.Pattern[str]:
    verbs = "|".join(f"{verb.capitalize()}|{verb.upper()}" for verb in sorted(words("layout/version_verbs")))
    editors, joint = (pattern("layout/patterns", key).pattern for key in ("to_editors", "and"))
    return re.compile(
        rf"{editors}|\((?P<set_off>{verbs})\b[^()]{{1,250}}\)\.?|(?P<bare>{verbs}) (?:[\w’'/-]+,? {joint}){{0,4}}?"
        rf"(?:{any_of('layout/version_nouns')})\b[^.!?“\"]{{0,80}}\.?",
    )


def _new_version(text: str, size: int, key: str) -> str | None:
    """What an agency tells editors of a new version: "(Adds quotes, background)", "Eds: Recasts lead."."""
    return "tells editors what is new in this version" if _version_note().fullmatch(text) else None


def _corrected_version(text: str, size: int, key: str) -> str | None:
    """One that corrects or refiles a report: "(Corrects day in lead)"."""
    match = _version_note().fullmatch(text)
    verb = (match["set_off"] or match["bare"] or "").casefold() if match else ""
    return "tells editors what is new in this version" if _CORRECTING.match(verb) else None


def _correction(text: str, size: int, key: str) -> str | None:
    opening = _opening(key, "correction_openings")
    return f"opens with “{opening}”" if opening and (size > 3 or text.endswith(":")) else None


def _follow(text: str, size: int, key: str) -> str | None:
    """An invitation to accounts, with or without marks around it: "Follow Ana Poe on Twitter @anapoe."."""
    tokens = [token.strip(_AROUND_WORDS) for token in text.casefold().split()]
    networks, leads = words("layout/networks"), word_set("layout/word_sets", "before_network")
    accounts = (
        i
        for i, token in enumerate(tokens)
        if token.startswith("@") or (i and token in networks and tokens[i - 1] in leads)
    )
    first = next(accounts, None)
    if tokens[0] not in word_set("layout/word_sets", "invitation") or first is None:
        return None
    known = networks | word_set("layout/word_sets", "beside_accounts")
    rest = (token for token in tokens[first:] if token and not token.startswith("@"))
    return "invites to follow accounts" if known.issuperset(rest) else None


def _page_end(text: str, size: int, key: str) -> str | None:
    opening = None if text.startswith(_QUOTES) else _opening(key, "page_ends")
    is_end = opening and (size <= len(opening.split()) + 2 or opening.count(" ") > 1)
    return f"“{opening}” stands below an article" if is_end else None


def _form(text: str, size: int, key: str) -> str | None:
    """A price, a count, an address, ...: the reason is the name of the pattern."""
    if len(text) > _LONGEST_ROW:
        return None
    names = table("layout/boilerplate_patterns")["patterns"]
    matching = (name for name in names if pattern("layout/boilerplate_patterns", name).fullmatch(text))
    return next(matching, "an age" if size <= 6 and is_relative_stamp(text) else None)


def _comment(text: str, size: int, key: str) -> str | None:
    """A control of a comment, alone or in a row with others: "Report abuse", "Reply Report abuse".

    Or at the head of its own comment: "Report this comment On May 3, 2024, anapoe wrote:".
    """
    if size > _LONGEST_LABEL:
        opening = _opening(key, "comment_controls")
        return f"“{opening}” heads a reader's comment" if opening and stamps_of(text) else None
    controls = words("layout/comment_controls")
    control = next((c for c in controls if f" {key} ".endswith(f" {c} ")), None)
    rest = key.removesuffix(control).split() if control else ()
    beside = word_set("layout/word_sets", "beside_report")
    is_row = control and all(word in beside or word.isdigit() for word in rest)
    return f"“{control}” stands below a reader's comment" if is_row else None


def _control(text: str, size: int, key: str) -> str | None:
    """A whole line of the list, a row of such with marks or without, or a number."""
    bare = " ".join(_NUMBER.sub(" ", key).split())
    controls = words("layout/boilerplate_lines")
    parts = _SECTION_MARK.split(text) if len(text) < _LONGEST_ROW else []
    is_row = len(parts) > 1 and all(line_key(part) in controls for part in parts if part)
    is_row = is_row or (size <= _LONGEST_CONTROLS and _is_made_of(bare.split(), controls))
    is_row = is_row or (size <= _MOST_BUTTONS and controls.issuperset(bare.split()))
    return f"“{key}” is a control of the page" if bare in controls or is_row or not bare else None


def _is_made_of(tokens: list[str], controls: frozenset[str]) -> bool:
    """Whether a line is controls of two or more words in a row: "Jump to navigation Skip navigation"."""
    while tokens:
        ends = range(min(len(tokens), _LONGEST_OPENING), 1, -1)
        end = next((end for end in ends if " ".join(tokens[:end]) in controls), None)
        if end is None:
            return False
        tokens = tokens[end:]
    return True


def _section(text: str, size: int, key: str) -> str | None:
    """The name of a section, or several: "Politics", "SPORT | FOOTBALL"."""
    parts = [part.strip() for part in _SECTION_MARK.split(text.casefold()) if part.strip()]
    return "the name of a section" if parts and words("layout/sections").issuperset(parts) else None


def _trail(text: str, size: int, key: str) -> str | None:
    """Where a page stands on its site, without marks: "Home News Ferries Ferry to Harrow Isle taken out of service"."""
    first, _, rest = key.partition(" ")
    is_trail = first in word_set("layout/word_sets", "home") and rest.split(" ")[0] in words(
        "layout/sections"
    )
    return "where the page stands on its site" if is_trail else None


def _buttons(text: str, size: int, key: str) -> str | None:
    """Names of networks in a row: "Facebook Twitter Reddit", "FacebookTwitterReddit"."""
    networks, tokens = words("layout/networks"), key.split()
    named = sum(token in networks for token in tokens)
    glued = sum(key.count(name) for name in networks if len(name) > 4) if len(key) < 400 else 0
    is_row = (named > 1 and named * 2 >= len(tokens)) or (glued > 2 and glued * 2 >= len(tokens))
    return "buttons of social networks" if is_row else None


def _note(text: str, size: int, key: str) -> str | None:
    bare = text.lstrip("-–—(*[ ")
    if bare.startswith(_QUOTES):
        return None
    opening = _opening(key, "note_openings")
    is_signature = size <= _LONGEST_SIGNATURE or _EDITED.search(text)
    if opening and (is_signature or not _SIGNED_OPENING.search(opening)):
        return f"opens with “{opening}”"
    if size > _LONGEST_CONTRIBUTION:
        return None
    phrase = _phrase_in(key, "note_phrases")
    if phrase:
        return f"holds “{phrase}”"
    return "tells from where it was reported" if _REPORTED_FROM.match(bare) else None


def _link(text: str, size: int, key: str) -> str | None:
    """A link with the words that lead to it: "READ MORE: Bridge reopens", "WATCH | Mayor speaks"."""
    match = _LEAD.match(text)
    is_lead = (
        match and match.end() <= len(text) - 3 and match["lead"].casefold() in words("layout/link_leads")
    )
    return f"“{match['lead']}” leads to another page" if match and is_lead else None


def _list_head(text: str, size: int, key: str) -> str | None:
    if text.startswith(_QUOTES):
        return None
    if _MORE_ON.fullmatch(text):
        return "“more” and a subject head a list of links"
    opening = _opening(key, "list_openings") or _opening(key, "list_labels") or _closing(key, "list_openings")
    return f"“{opening}” heads a list of links" if opening else None


def _contact(text: str, size: int, key: str) -> str | None:
    """A short line with an address to write to."""
    return "gives an address to write to" if "@" in text and _EMAIL.search(text[:400]) else None


def _appeal(text: str, size: int, key: str) -> str | None:
    """An imperative or a notice to the reader, by its opening or by a phrase in it."""
    if text.startswith(_QUOTES):
        return None
    opening = _opening(key, "boilerplate_openings")
    if opening:
        return f"opens with “{opening}”"
    phrase = _phrase_in(key, "consent_phrases")
    if not phrase:
        phrase = _phrase_in(key, "boilerplate_phrases")
        is_addressed = not word_set("layout/word_sets", "reader_address").isdisjoint(key.split())
        phrase = phrase if size <= _LONGEST_PLAIN_APPEAL or is_addressed else None
    return f"holds “{phrase}”" if phrase else None


_CHECKS: tuple[tuple[Trait, float, Callable[[str, int, str], str | None]], ...] = (
    (Trait.CORRECTION, _LONGEST_CONTRIBUTION, _corrected_version),
    (Trait.NOTE, _LONGEST_CONTRIBUTION, _new_version),
    (Trait.CORRECTION, inf, _correction),
    (Trait.APPEAL, 20, _follow),
    (Trait.PAGE_END, inf, _page_end),
    (Trait.CONTROL, inf, _form),
    (Trait.COMMENT, 20, _comment),
    (Trait.CONTROL, inf, _control),
    (Trait.SECTION, _LONGEST_LABEL, _section),
    (Trait.CONTROL, 40, _trail),
    (Trait.CONTROL, inf, _buttons),
    (Trait.NOTE, _LONGEST_TEXT, _note),
    (Trait.CONTROL, 40, _link),
    (Trait.LIST, _LONGEST_LABEL, _list_head),
    (Trait.APPEAL, 25, _contact),
    (Trait.APPEAL, _LONGEST_TEXT, _appeal),
)
"""What a line has to be told by, the most words that it may have, and the function that looks at the tidied line, its
number of words and its key; the first that gives a reason holds."""


def _opening(key: str, name: str) -> str | None:
    """The longest entry of a word list that a line opens with."""
    tokens = key.split(" ", _LONGEST_OPENING)[:_LONGEST_OPENING]
    openings = (" ".join(tokens[:count]) for count in range(len(tokens), 0, -1))
    return next((opening for opening in openings if opening in words(f"layout/{name}")), None)


def _closing(key: str, name: str) -> str | None:
    """An entry of two or more words that a short line closes with: "Politics latest articles"."""
    tokens = key.split()
    closings = (" ".join(tokens[start:]) for start in range(1, len(tokens) - 1))
    return next((closing for closing in closings if closing in words(f"layout/{name}")), None)


def _phrase_in(key: str, name: str) -> str | None:
    """The first entry of a word list that stands in a line."""
    match = _any_phrase(name).search(f" {key} ")
    return match[0].strip() if match else None


@cache
def _any_phrase(name: str) -> re.Pattern[str]:
    return re.compile(f" (?:{any_of(f'layout/{name}')})(?= )")
