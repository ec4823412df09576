"""Captions and credits: what names the picture, and who took it.

A caption gives itself away by its credit ("... at the port. AP Photo/Ana Ruiz", "(Image: Getty Images)"), by
the words it opens with ("Pictured left", "FILE - "), by the present tense of a dated scene ("Ana Ruiz speaks in
Lyon, France, May 3, 2024."), or by standing before a line that is a credit.
"""

import re
from functools import cache

from dateline.lang.lexicon import words
from dateline.layout.lines import ends_with_stop, folded, size_of, words_of

_TAIL = 240
"""A credit is looked for in so many characters at the end of a line."""
_LONGEST_CREDIT = 14
_LONGEST_CAPTION = 90

_LABEL = re.compile(
    r"[(\[|—–-]{0,2} ?(?:(?<![A-Za-z])|(?<=[a-z.”\"’])(?=[A-Z]))"
    r"(?:(?:Main |File |Lead |Top |Cover )?"
    r"(?:Photo(?:graph)?|Picture|Pic|Image|Illustration|Graphic|Screenshot|Credit|Copyright|Source"
    r"|PHOTO(?:GRAPH)?|PICTURE|PIC|IMAGE|ILLUSTRATION|GRAPHIC|CREDIT|COPYRIGHT|SOURCE)[sS]?"
    r"(?: (?:[Cc]redits?|CREDITS?|[Ss]ource))?"
    r"(?: ?(?:[:©]|\.{3}|…) ?|(?<=ource), | (?:[Bb]y|BY|[Cc]ourtesy(?: of)?|COURTESY(?: OF)?|[Ff]rom) )"
    r"|(?:Credits?|Copyright|Courtesy(?: of)?) (?=[A-Z]))"
    r"(?P<who>.{0,160})$"
)
"""A label and who it names, at the end of a line: "Photo: AFP", "CupCredit: PA", "Photograph by Ana Ruiz"."""

_IN_BRACKETS = re.compile(r"[.!?”\"’] {0,2}(?P<credit>\([A-Z@©][^().!?]{1,60}\))$")
"""A name in brackets behind the caption's full stop: "... on Monday. (Nine)"."""

_SLASHED = re.compile(r"[(\[][A-Z@][^()\[\]/]{1,50}/[^()\[\]]{1,50}[)\]]$")
"""A photographer and an agency in brackets: "[Ana Ruiz/Reuters]"."""

_OPEN_BRACKET = re.compile(r" \($")
"""A bracket whose credit stands on the next lines, as some pages copy."""

_SCENE = re.compile(
    r"(?:[A-Z][\w.'’-]*,? (?:(?:and|of|the|de|van|al)\b ?)?){1,8}"
    r"(?:[^.;]{0,60}, )?(?!(?:said|says|is|was|has)\b)"
    r"(?:[a-z]+[^s\W]s|carry|gather|hold|look|march|pose|ride|sit|stand|walk|watch) "
)
_SENTENCE_BREAK = re.compile(r"[a-z]{3}[.!?]”? [A-Z]")
_FULL_DATE = re.compile(
    r"(?<!since )(?<!until )(?<!from )(?:on )?(?:[A-Z][a-z]+day,? )?"
    r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}, (?:19|20)\d\d|\d{1,2} [A-Z][a-z]{2,8} (?:19|20)\d\d)"
)
_POSITION = re.compile(
    r"\((?:[LRC]|left|right|cent(?:er|re)|rear|front|pictured|above|below|[\w ]{1,20} (?:left|right))\)"
    r"|^\d+ of \d+\b|\bfrom (?:the |top |far )?left\b"
    r"|, (?:left|right|cent(?:er|re)|second from (?:left|right)),"
    r"|(?<!was )(?<!were )\bpictured (?:here|above|left|right|in)\b"
    r"|(?<!was )(?<!were )(?<!is )(?<!are )(?<!been )(?<!, )\bpictured (?:this|last|at|during|outside) "
    r"|\b(?:file|stock|undated|handout) (?:photo|image|picture|photograph)\b|\[\d+/\d+\]"
    r"|\bin this (?:\w+ ){0,3}(?:photo|picture|image|photograph|screengrab)"
    r" (?:taken|released|obtained|provided|made)\b",
    re.I,
)


def is_credit(text: str) -> bool:
    """Whether a whole line is a credit: "KCNA via Reuters", "Photograph: Ana Ruiz/AP", "GETTY IMAGES"."""
    if size_of(text) > _LONGEST_CREDIT:
        return False
    label = _LABEL.match(text)
    if label and not _is_sentence(label["who"]):
        return True
    return _names_source(text)


def _is_sentence(who: str) -> bool:
    """What follows a label is a credit only if it names somebody: no sentence follows "Pictures: ..."."""
    if ends_with_stop(who) and size_of(who) > 5:
        return True
    return size_of(who) > 12 or who.rstrip().endswith(("?", "!")) or (who[:1].islower() and size_of(who) > 3)


def _names_source(text: str) -> bool:
    """Whether the line is nothing but sources of pictures and names of people between slashes."""
    bare = text.strip(" .;()[]|-–—©/,").casefold()
    if bare in _sources():
        return True
    parts = [part.strip(" .;()[]") for part in re.split(r"/| via | for |;| - |\|", bare)]
    known = sum(part in _sources() for part in parts)
    return known > 0 and len(parts) > 1 and all(part in _sources() or size_of(part) <= 4 for part in parts)


@cache
def _sources() -> frozenset[str]:
    names = words("layout/agencies") | words("layout/picture_sources")
    return frozenset(name.casefold() for name in names)


def credit_start(text: str) -> int | None:
    """Where in a line the credit at its end begins; None without one."""
    offset = max(0, len(text) - _TAIL)
    tail = text[offset:].rstrip()
    for match in _LABEL.finditer(tail):
        if match["who"].strip() and not _is_sentence(match["who"]):
            return offset + match.start() + len(match[0]) - len(match[0].lstrip())
    bracket = _IN_BRACKETS.search(tail)
    if bracket and size_of(bracket["credit"]) <= 8:
        return offset + bracket.start("credit")
    bracket = _SLASHED.search(tail)
    if bracket:
        return offset + bracket.start()
    agency = _agency_at_end().search(tail)
    if agency and not tail.endswith(".") and _is_apart(tail, agency):
        return offset + agency.start("credit")
    return None


def _is_apart(tail: str, match: re.Match[str]) -> bool:
    """Whether the agency is a credit and no part of the sentence: "... in Rome. AP" but not "she told AP"."""
    before, credit = tail[: match.start("credit")].rstrip(), match["credit"]
    return before[-1:] in '.!?”"’)' or "/" in credit or "Photo" in credit or credit.startswith("(")


@cache
def _agency_at_end() -> re.Pattern[str]:
    names = sorted(words("layout/agencies") | words("layout/picture_sources"), key=len, reverse=True)
    variants = "|".join(re.escape(form) for name in names for form in dict.fromkeys((name, name.upper())))
    person = r"[A-Z](?:\.|[\w'’-]{1,30})"
    return re.compile(
        rf"(?P<credit>[(\[]?(?:(?:@?{person} ){{0,3}}@?{person} ?/ ?(?:via )?)?(?<![\w-])(?:{variants})(?![\w-])"
        rf"(?:(?: ?/ ?|, | via | for | Photo| File| )(?:{person})?){{0,8}}[)\]]?)$"
    )


def caption_sign(text: str) -> str | None:
    """Why a line by itself is a caption; None where it need not be one."""
    size = size_of(text)
    if size > _LONGEST_CAPTION or size < 2:
        return None
    if credit_start(text):
        return "a credit stands at its end"
    if _OPEN_BRACKET.search(text[-3:]):
        return "a bracket for its credit stands at its end"
    opening = _opening(text)
    if opening:
        return f"opens with “{opening}”"
    if size < 60 and _POSITION.search(text) and not _SENTENCE_BREAK.search(text):
        return "tells where somebody stands in the picture"
    if _is_dated_scene(text):
        return "a dated scene in the present tense"
    return None


def _opening(text: str) -> str | None:
    """The words of the list that a caption opens with.

    A single word has to be set off by a mark ("Pictured: ..."), "this picture" to be followed by what was done
    with it ("This picture taken on ...").
    """
    tokens = folded(text[:80]).split()
    entries = words("layout/caption_openings")
    for count in range(min(5, len(tokens) - 1), 0, -1):
        opening = " ".join(tokens[:count])
        if opening not in entries:
            continue
        if opening.startswith(("this ", "the ")):
            return opening if tokens[count] in _MADE else None
        is_marked = re.match(rf"\W*{re.escape(opening)} ?[:–—,-]", text, re.I)
        if count > 1 or (is_marked and size_of(text) <= _LONGEST_LABELLED):
            return opening
    return None


_MADE = frozenset(
    ("dated", "from", "made", "obtained", "of", "provided", "released", "shot", "shows", "taken")
)
_LONGEST_LABELLED = 25


def _is_dated_scene(text: str) -> bool:
    """Captions date a scene that prose tells in the past: "Ana Ruiz speaks in Lyon, France, May 3, 2024."."""
    if len(text) > 300 or _SENTENCE_BREAK.search(text):
        return False
    day = _FULL_DATE.search(text)
    is_last = day is not None and day.end() > len(text) - _AFTER_DATE
    return is_last and bool(_SCENE.match(text)) and len(words_of(text)) > 5


_AFTER_DATE = 45
"""Characters that may follow a caption's date: the place."""
