"""Bylines: who wrote it, and for whom.

With "By" ("By Ana Ruiz and Tom Oduya for the Herald", "bySipho Dube", "BY ANA RUIZ") a line is a byline
whatever stands around it.  Without it ("Ana Ruiz", "Ana RuizPolitical Editor", "Ana Ruiz/Tom Oduya") a line only
can be one: `names_in` tells whether it is made of names, line_rules decide by what stands around it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dateline.lang.lexicon import pattern, table, word_set, words
from dateline.layout.lines import is_upper, words_in
from dateline.layout.timestamps import stamps_of

_LONGEST = 300
_MOST_AUTHORS = 12
_LONGEST_TITLE = 50
"""Characters of a job title on a line of its own."""
_LONGEST_OUTLET = 6
_LONGEST_PART = 9
"""Words of a name with its role; what is longer is a sentence."""


@dataclass(frozen=True, slots=True)
class Byline:
    """The authors that a line names, and the outlet ("for the Herald"), where it does."""

    authors: tuple[str, ...]
    publisher: str | None = None


_OPENER = pattern("layout/patterns", "byline_opener")
_LABEL = pattern("layout/patterns", "byline_label")
_REPEATED = pattern("layout/patterns", "byline_repeated")
_END = pattern("layout/patterns", "byline_end")
_OUTLET = pattern("layout/patterns", "byline_outlet")
_OUTLET_LABEL = pattern("layout/patterns", "outlet_label")
_OUTLET_END = pattern("layout/patterns", "outlet_end")
_SEPARATOR = re.compile(rf"\s*({pattern('layout/patterns', 'byline_separator').pattern})\s*")
_PLACE = pattern("layout/patterns", "byline_place")
_NEWS_AGENCIES = frozenset(name.casefold() for name in words("layout/agencies"))
_AGENCIES = frozenset(name.casefold() for name in words("layout/agencies") | words("layout/outlets"))
_PICTURE_SOURCES = frozenset(name.casefold() for name in words("layout/picture_sources"))
_PARTICLES = words("names/name_particles") - word_set("layout/word_sets", "names_like_particles")
_ROLES = words("layout/roles")
_ROLE_WORDS = words("layout/role_openings") | _ROLES
"""What a job title may begin or go on with."""
_NO_NAMES = words("layout/not_names") | _ROLES
"""Words that no personal name consists of."""
_NAME_PREFIXES = word_set("layout/word_sets", "name_prefixes")
"""What stands within a name before a capital: "Mc" in "McNeil"."""
_GIVEN_NAMES = frozenset(
    name
    for names in table("names/genders")["given_names"].values()
    if isinstance(names, list)
    for name in names
)
_LONGEST_SHORTENED = 6
"""Letters of a shortened word with its full stop: "Msgr.", "Wm."."""
_AROUND_PART = " ^<="
"""Blanks, and the marks of a wire: "^By MIRA OKAFOR="."""
_BAR = re.compile(r"[|•·]")
_CHANNEL = re.compile(r"\d{1,2}\s[A-Z]")
"""How the name of a station begins that is called by its channel: "7 News WLND"."""
_HANDLE = re.compile(r"(?<=\w)@(?:[a-z0-9_]+(?=[A-Z\s,]|$)|\w+),?")
"""An account that copying has run together with a name: "Ana Ruiz@anaruiz7Tom Oduya"."""
_GLUED = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z][a-z])")
"""Where copying has run two words together: "Ana RuizNews Reporter", "Ana RuizThe Halmery Courier"."""
_POSSESSIVE = re.compile(r"['’]s$")
_FOOTNOTE = re.compile(r"[\d*†‡¹²³]+$")
_JOINED = pattern("layout/patterns", "joined_subject")
_NAME_WORD = re.compile(r"[^\W\d_][\w'’.\-]*")


def byline_of(text: str) -> Byline | None:
    """The byline that a line with "By" is; None for a line that is not one."""
    text = text[:_LONGEST]
    segments = (*_BAR.split(text), *_behind_stamps(text), *_behind_name(text))
    return next((byline for part in segments if (byline := _signed(part.strip(_AROUND_PART)))), None)


def _behind_stamps(text: str) -> Iterator[str]:
    """What follows the dates that open a line: "Posted on May 3, 2024 by Ana Ruiz"."""
    end = 0
    for stamp in stamps_of(text):
        if stamp.start > end + 1:
            return
        end = stamp.end
        yield text[end:]


def _behind_name(text: str) -> Iterator[str]:
    """What follows a name that stands again behind "By": "Ana Ruiz By Ana Ruiz"."""
    match = _REPEATED.match(text)
    if match:
        yield text[match.end() :]


def _signed(text: str) -> Byline | None:
    opener = _OPENER.match(text)
    if opener is None or is_photo_credit(text):
        return None
    rest = _without_stamp(text[opener.end() :].strip(" :|"))
    authors = _names(rest, is_signed=True)
    return Byline(authors, _publisher_in(rest, authors)) if authors else None


def is_label(text: str) -> bool:
    """Whether a line only announces the author that the next line names: "By", "Author of the article:"."""
    return bool(_LABEL.fullmatch(text.strip()))


def names_in(text: str) -> tuple[str, ...]:
    """The names that a text consists of, roles and outlets aside; () where something else stands in it."""
    return _names(text, is_signed=False)


def looks_like_name(text: str) -> bool:
    """Whether a whole line is one personal name of two to four words, as a caption or a byline may be."""
    is_short = 2 <= len(text.split()) <= 4
    return (
        is_short and text[-1] not in ".:!?" and len(names_in(text)) == 1 and not words_in(text)[0].isdigit()
    )


def has_given_name(name: str) -> bool:
    """Whether the first word of a name is one that people are given."""
    return name.split()[0] in _GIVEN_NAMES


def is_job_title(text: str) -> bool:
    """Whether a whole line is what somebody does for an outlet: "Senior Editor", "Halmery Courier Reporter"."""
    outlet, _, last = text.strip(" .").rpartition(" ")
    return len(text) < _LONGEST_TITLE and (
        _is_role(text) or (last.casefold() in _ROLES and is_outlet_like(outlet))
    )


def is_photo_credit(text: str) -> bool:
    """Whether the last name of a line is a source of pictures: "By Ana Ruiz/Getty Images" took the picture."""
    return _SEPARATOR.split(text.strip(" .)"))[-1].casefold() in _PICTURE_SOURCES


def is_agency(text: str) -> bool:
    """Whether a text is the name of a news agency or of another outlet."""
    return text.strip(" .").casefold() in _AGENCIES


def is_news_agency(name: str) -> bool:
    """Whether a text is the name of an agency, whose reports other outlets print."""
    return name.casefold() in _NEWS_AGENCIES


def is_outlet(name: str) -> bool:
    """Whether an author is an agency or a newsroom: "AFP", "Lyon Times", "Herald Staff"."""
    last = name.split()[-1].casefold()
    return is_agency(name) or len(name.split()) == 1 or last in _NO_NAMES


def is_outlet_like(part: str) -> bool:
    """Whether a part of a byline is made like an outlet's name: "Halmery Courier", "Radio Halmery"."""
    tokens = part.casefold().strip(" .").split()
    known = words("layout/outlet_words")
    return 1 < len(tokens) <= _LONGEST_OUTLET and (tokens[0] in known or tokens[-1] in known)


def outlet_in(text: str) -> str | None:
    """The outlet behind the names and titles of a line: "By Ana Poe | Radio Halmery" -> "Radio Halmery"."""
    return _outlet_among(_parts_of_line(text)[1:])


def outlet_below(text: str) -> str | None:
    """The outlet that the line below a byline gives: "Political editor, Halmery Courier" -> "Halmery Courier"."""
    return _outlet_among(_parts_of_line(text))


def title_case(name: str) -> str:
    """A name in capitals as it is usually written: "ANA O'DONNELL-RUIZ" -> "Ana O'Donnell-Ruiz"."""
    return "".join(_cased(part) for part in re.split(r"([\s'’.\-])", name))


def _cased(part: str) -> str:
    lower = part.lower()
    if lower in _PARTICLES:
        return lower
    if lower.startswith("mc") and len(lower) > 3:
        return "Mc" + lower[2:].capitalize()
    return lower.capitalize()


def _parts_of_line(text: str) -> list[str]:
    segments = _BAR.split(_without_stamp(text[:_LONGEST]))
    return [part.strip(" .") for segment in segments for part in _SEPARATOR.split(segment)[::2]]


def _outlet_among(parts: Iterable[str]) -> str | None:
    for part in parts:
        outlet = _before_role(_OUTLET_LABEL.sub("", part))
        is_named = outlet[:1].isupper() and is_outlet_like(outlet) and not _is_role(outlet)
        if is_named and not stamps_of(outlet):
            return outlet
    return None


def _before_role(part: str) -> str:
    """An outlet without the title that its reporter has there: "Radio Halmery Reporter" -> "Radio Halmery"."""
    outlet, _, last = part.rpartition(" ")
    is_titled = last.casefold() in _ROLES and (is_outlet_like(outlet) or is_agency(outlet))
    return outlet if is_titled else part


def _publisher_in(text: str, authors: tuple[str, ...]) -> str | None:
    """The outlet that follows the names: "Lee Ann Poe for the Herald" -> "the Herald"."""
    at = text.casefold().find(authors[-1].casefold())
    rest = text[at + len(authors[-1]) :] if at >= 0 else ""
    agency = rest.strip(" ,/|-–—()")
    if is_agency(agency) and agency.casefold() not in _NO_NAMES:
        return agency
    match = _OUTLET.match(rest)
    if match is None:
        return None
    name = _OUTLET_END.split(match["name"])[0].strip(" .")
    is_control = name.casefold() in words("layout/boilerplate_lines") | _NO_NAMES
    return name if name and not _is_role(name) and not is_control and not stamps_of(name) else None


def _without_stamp(text: str) -> str:
    """The text before the first date in it."""
    found = stamps_of(text)
    return text[: found[0].start].rstrip(" ,|•·-–—") + " " if found and found[0].start else text


def _names(text: str, *, is_signed: bool) -> tuple[str, ...]:
    """The names; after "By" also what might be a section or an outlet: "By Sam Day", "By Euronews"."""
    plain = _without_stamp(text[:_LONGEST])
    if _HANDLE.search(plain):
        plain = " ".join(_HANDLE.sub(", ", plain).split())
    listed = _END.sub("", plain + " ", count=1).strip(" ,.|")
    names = [_name_of(part, is_signed=is_signed) for part in _parts_of(listed)] if listed else []
    found = tuple(dict.fromkeys(name for name in names if name))
    return found if all(names) and len(names) <= _MOST_AUTHORS else ()


def _parts_of(listed: str) -> list[str]:
    """The names of a list, without job titles and without an agency set off by a comma behind a person.

    "Ana Ruiz and AP" wrote it together; "Ana Ruiz, The Associated Press" writes for the agency; in "AFP, MANILA"
    the second part is where the agency wrote it.
    """
    pieces = _SEPARATOR.split(_parted(listed))
    parts = [pieces[0]]
    for mark, part in zip(pieces[1::2], pieces[2::2], strict=True):
        if mark.strip() == "," and _opens_description(part):
            break
        if len(part.split()) > _LONGEST_PART:
            return []
        is_agency_first = is_agency(parts[0]) or _without_outlet(parts[0]) != parts[0]
        is_channel = _CHANNEL.match(part) is not None
        is_outlet_part = is_channel or is_agency(part) or is_outlet_like(part) or is_agency_first
        if not (mark.strip() in {",", "/"} and is_outlet_part) and not _is_role(part):
            parts.append(part)
    return parts[_is_role(parts[0]) :]


def _parted(listed: str) -> str:
    """The names of a list with a comma where copying has run two together: "Ana RuizTom Oduya"."""
    for glue in reversed([*_GLUED.finditer(listed)]):
        before, behind = listed[: glue.start()], listed[glue.start() :]
        sides = before.split()[-2:], behind.split()[:2]
        is_within = before.split()[-1].casefold() in _NAME_PREFIXES
        if not is_within and all(len(side) > 1 and all(map(_may_be_of_person, side)) for side in sides):
            listed = f"{before}, {behind}"
    return listed


def _may_be_of_person(token: str) -> bool:
    bare = token.strip(",.").casefold()
    return bare not in _NO_NAMES | _ROLE_WORDS and _is_name_word(token.rstrip(","))


def _opens_description(part: str) -> bool:
    """Whether a part opens like a job title and goes on to something else: "Senior Technologist"."""
    tokens = part.casefold().split()
    return len(tokens) > 1 and tokens[0] in _ROLE_WORDS and tokens[-1] not in _ROLES


def _name_of(part: str, *, is_signed: bool) -> str | None:
    """One name, its role cut off; None where the words are no name."""
    bare = _PLACE.sub("", _FOOTNOTE.sub("", part.strip(" .,:|")))
    if is_agency(bare):
        return bare
    bare = _without_outlet(_without_role(_unglued(bare)))
    tokens = bare.split()
    if not 1 < len(tokens) <= 5:
        # a single word signs an article only as an outlet or a set of initials: "TPN", "Euronews"
        is_outlet_name = bare.isalpha() and bare[0].isupper() and len(bare) > 1
        return bare if is_signed and is_outlet_name and bare.casefold() not in _NO_NAMES else None
    judged = tokens[:1] if is_signed else tokens
    if any(token.casefold() in _NO_NAMES for token in judged) or not all(map(_is_name_word, tokens)):
        return None
    return title_case(bare) if is_upper(bare) else bare


def _unglued(text: str) -> str:
    """The name before what copying has run together with it; "McNeil", "DeVos" and "VanderMeer" stay whole."""
    for glue in _GLUED.finditer(text):
        before, behind = text[: glue.start()].split()[-1], text[glue.start() :].split()[0]
        if before.casefold() not in _NAME_PREFIXES and (
            behind.casefold() in _ROLE_WORDS | _NO_NAMES or is_agency(text[glue.start() :])
        ):
            return text[: glue.start()]
    return text


def _without_role(text: str) -> str:
    """The name before a job title: the words from the first that can open one, if the last can end one.

    "World's Editorial Writers" are a newsroom, whose name the title belongs to.
    """
    tokens = text.split()
    if len(tokens) < 3 or tokens[-1].casefold() not in _ROLES or _POSSESSIVE.search(tokens[0]):
        return text
    first = next((i for i in range(1, len(tokens)) if tokens[i].casefold() in _ROLE_WORDS), len(tokens))
    return " ".join(tokens[:first])


def _without_outlet(text: str) -> str:
    """The name before an outlet: "Ana Ruiz BBC News" -> "Ana Ruiz"."""
    tokens = text.split()
    starts = range(2, len(tokens))
    return next((" ".join(tokens[:i]) for i in starts if is_agency(" ".join(tokens[i:]))), text)


def _is_role(part: str) -> bool:
    """Whether the part of a byline is a job title alone: "Political Editor", "staff writer"."""
    tokens = part.casefold().strip(" .").split()
    if not tokens or tokens[-1] not in _ROLES:
        return False
    opens = tokens[0] in _ROLE_WORDS | word_set("layout/word_sets", "role_joints")
    return len(tokens) <= 6 and (opens or len(tokens) == 1)


def _is_name_word(token: str) -> bool:
    """A word of a name: capitalised, in a script without case, or with a small prefix (al-Amin, d'Arcy, van).

    A long word with a full stop ends a sentence: "Visual Abstract. Fares in Winter"; small words within one make a
    subject of it: "Door-to-Door Sales".
    """
    if token.endswith(".") and len(token) > _LONGEST_SHORTENED:
        return False
    if _JOINED.search(token):
        return False
    is_capital = not token[0].islower() or any(char.isupper() for char in token[:4])
    return token in _PARTICLES or (is_capital and bool(_NAME_WORD.fullmatch(token)))
