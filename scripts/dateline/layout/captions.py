"""Captions and credits: what names the picture, and who took it.

A caption gives itself away by its credit ("... at the port. AP Photo/Ana Ruiz", "(Image: Getty Images)"), by
the words it opens with ("Pictured left", "FILE - "), by the present tense of a dated scene ("Ana Ruiz speaks in
Lyon, France, May 3, 2024."), or by standing before a line that is a credit.
"""

import re
from functools import cache

from dateline.lang.lexicon import pattern, word_set, words
from dateline.layout.lines import ends_with_stop, line_key, size_of, words_in

_TAIL = 240
"""A credit is looked for in so many characters at the end of a line."""
_LONGEST_CREDIT = 14
_LONGEST_CAPTION = 90
_LONGEST_POSITION = 60
_LONGEST_LABELLED = 25
_AFTER_DATE = 45
"""Characters that may follow a caption's date: the place."""

_LABEL = re.compile(rf"(?:{pattern('layout/patterns', 'credit_label').pattern})(?P<who>.{{0,160}})$")
_SEPARATOR = pattern("layout/patterns", "source_separator")
_SCENE = pattern("layout/patterns", "scene")
_FULL_DATE = pattern("layout/patterns", "full_date")
_POSITION = pattern("layout/patterns", "picture_position")
_POINTING = pattern("layout/patterns", "pointing_opening")
_PHOTO = pattern("layout/patterns", "credited_photo")
_SOURCES = words("layout/agencies") | words("layout/picture_sources")
_SOURCES_FOLDED = frozenset(name.casefold() for name in _SOURCES)
_SENTENCE_BREAK = re.compile(r"[a-z]{3}[.!?]”? [A-Z]")
_IN_BRACKETS = re.compile(r"[.!?”\"’] {0,2}(?P<credit>\([A-Z@©][^().!?]{1,60}\))$")
"""A name in brackets behind the caption's full stop: "... on Monday. (Nine)"."""
_SLASHED = re.compile(r"[(\[][A-Z@][^()\[\]/]{1,50}/[^()\[\]]{1,50}[)\]]$")
"""A photographer and an agency in brackets: "[Ana Ruiz/Reuters]"."""


def is_credit(text: str) -> bool:
    """Whether a whole line is a credit: "KCNA via Reuters", "Photograph: Ana Ruiz/AP", "GETTY IMAGES"."""
    if size_of(text) > _LONGEST_CREDIT:
        return False
    label = _LABEL.match(text)
    return bool(label and not _is_sentence(label["who"])) or _names_source(text)


def _is_sentence(who: str) -> bool:
    """What follows a label is a credit only if it names somebody: no sentence follows "Pictures: ..."."""
    size = size_of(who)
    is_closed = (ends_with_stop(who) and size > 5) or who.rstrip().endswith(("?", "!"))
    return is_closed or size > 12 or (who[:1].islower() and size > 3)


def _names_source(text: str) -> bool:
    """Whether the line is nothing but sources of pictures and names of people between slashes."""
    bare = text.strip(" .;()[]|-–—©/,").casefold()
    parts = [part.strip(" .;()[]") for part in _SEPARATOR.split(bare)]
    is_list = len(parts) > 1 and not _SOURCES_FOLDED.isdisjoint(parts)
    return bare in _SOURCES_FOLDED or (
        is_list and all(part in _SOURCES_FOLDED or size_of(part) <= 4 for part in parts)
    )


def credit_start(text: str) -> int | None:
    """Where in a line the credit at its end begins; None without one."""
    offset = max(0, len(text) - _TAIL)
    tail = text[offset:].rstrip()
    for match in _LABEL.finditer(tail):
        if match["who"].strip() and not _is_sentence(match["who"]):
            return offset + match.start() + len(match[0]) - len(match[0].lstrip())
    bracket = _IN_BRACKETS.search(tail) if tail.endswith(")") else None
    if bracket and size_of(bracket["credit"]) <= 8:
        return offset + bracket.start("credit")
    slashed = _SLASHED.search(tail)
    if slashed:
        return offset + slashed.start()
    agency = None if tail.endswith(".") else _agency_at_end().search(tail)
    return offset + agency.start("credit") if agency and _is_apart(tail, agency) else None


def _is_apart(tail: str, match: re.Match[str]) -> bool:
    """Whether the agency is a credit and no part of the sentence: "... in Rome. AP" but not "she told AP"."""
    before, credit = tail[: match.start("credit")].rstrip(), match["credit"]
    return before[-1:] in '.!?”"’)' or "/" in credit or credit.startswith("(") or bool(_PHOTO.search(credit))


@cache
def _agency_at_end() -> re.Pattern[str]:
    names = sorted(_SOURCES, key=len, reverse=True)
    variants = "|".join(re.escape(form) for name in names for form in dict.fromkeys((name, name.upper())))
    person = r"[A-Z](?:\.|[\w'’-]{1,30})"
    lead, joint = (pattern("layout/patterns", key).pattern for key in ("source_lead", "source_joint"))
    return re.compile(
        rf"(?P<credit>[(\[]?(?:(?:@?{person} ){{0,3}}@?{person} ?/ ?{lead})?(?<![\w-])(?:{variants})(?![\w-])"
        rf"(?:(?:{joint})(?:{person})?){{0,8}}[)\]]?)$"
    )


def caption_reason(text: str) -> str | None:
    """Why a line by itself is a caption; None where it need not be one."""
    size = size_of(text)
    if not 2 <= size <= _LONGEST_CAPTION:
        return None
    if credit_start(text):
        return "a credit stands at its end"
    if text.endswith(" ("):  # as some pages copy, with the credit on the next lines
        return "a bracket for its credit stands at its end"
    opening = _opening(text)
    if opening:
        return f"opens with “{opening}”"
    if size < _LONGEST_POSITION and _POSITION.search(text) and not _SENTENCE_BREAK.search(text):
        return "tells where somebody stands in the picture"
    return "a dated scene in the present tense" if _is_dated_scene(text) else None


def _opening(text: str) -> str | None:
    """The words of the list that a caption opens with.

    A single word has to be set off by a mark ("Pictured: ..."), "this picture" to be followed by what was done
    with it ("This picture taken on ...").
    """
    tokens = line_key(text[:80]).split()
    for count in range(min(5, len(tokens) - 1), 0, -1):
        opening = " ".join(tokens[:count])
        if opening not in words("layout/caption_openings"):
            continue
        if _POINTING.match(opening):
            return opening if tokens[count] in word_set("layout/word_sets", "picture_participles") else None
        is_marked = re.match(rf"\W*{re.escape(opening)} ?[:–—,-]", text, re.I)
        if count > 1 or (is_marked and size_of(text) <= _LONGEST_LABELLED):
            return opening
    return None


def _is_dated_scene(text: str) -> bool:
    """Captions date a scene that prose tells in the past: "Ana Ruiz speaks in Lyon, France, May 3, 2024."."""
    if len(text) > 300 or _SENTENCE_BREAK.search(text):
        return False
    day = _FULL_DATE.search(text)
    is_last = day is not None and day.end() > len(text) - _AFTER_DATE
    return is_last and bool(_SCENE.match(text)) and len(words_in(text)) > 5
