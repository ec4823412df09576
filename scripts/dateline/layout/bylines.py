"""Bylines: who wrote it, and for whom.

With "By" ("By Ana Ruiz and Tom Oduya for the Herald", "bySipho Dube", "BY ANA RUIZ") a line is a byline
whatever stands around it.  Without it ("Ana Ruiz", "Ana RuizPolitical Editor", "Ana Ruiz/Tom Oduya") a line only
can be one: `names_in` tells whether it is made of names, line_rules decide by what stands around it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from dateline.lang.lexicon import lines, pattern, table, word_set, words
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
_DESKS = word_set("layout/word_sets", "outlet_desks")
"""What stands behind the name of an outlet for a part of it: "Halmery News Digital"."""
_NAMED_OUTLETS = frozenset(
    name
    for line in lines("layout/outlets_by_host")
    if " " in (name := line.split(" ", 1)[1].casefold().removeprefix("the "))
)
"""Known outlets whose names are several words: behind a person such a name is no other one."""
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
_AROUND_PART = " ^<=/—–-"
"""Blanks, the marks of a wire and the strokes around it: "^By MIRA OKAFOR=", "May 3, 2024 // by Mira Okafor"."""
_PRESS_TRADES = word_set("layout/word_sets", "press_trades")
_CAMERA_TRADES = word_set("layout/word_sets", "camera_trades")
_COMPANY_ENDINGS = word_set("layout/word_sets", "outlet_endings")
_OUTLET_ENDINGS = _COMPANY_ENDINGS | words("layout/outlet_words")
_HOST_NAME = re.compile(r"\w[\w-]*\.(?:com|co|edu|info|net|news|org|tv)\b(?:\.\w\w)?", re.I)
_SPACED = re.compile(r"^(\S+) {2,}(?=[A-Z])")
"""A first name with several blanks behind it: "Ana  Ruiz"."""
_BESIDE_NAME = word_set("layout/word_sets", "beside_name")
_BRACKETS = re.compile(r" ?\((?P<inner>[^()]{1,60})\)")
_MAIL = re.compile(r"(?:^|[\s|,;(]{1,3})[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{2,64}\)?")
"""An address beside a name: "Ana Ruiz aruiz@halmery.example"."""
_DEGREES = word_set("layout/word_sets", "degrees")
"""What stands behind the name of somebody who studied: "Ana Ruiz PhD"."""
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_NUMERALS = frozenset(("ii", "iii", "iv"))
"""Suffixes of names, and those of them that are numbers: "John Okafor III"."""
_SUFFIX = re.compile(r",? (?P<suffix>Jr|Sr)\b\.?", re.I)
_NICKNAME = re.compile(r"[“\"‘']\w[\w.-]*[”\"’']")
"""How somebody is called, among his names: "Willis “Bo” Okafor"."""
_INITIALS = re.compile(r"\((?:[A-Z]\.){1,3}\)(?= [A-Z])")
"""The same by letters: "Richard (R.J.) Okafor"."""
_COMPOUND = re.compile(r"\b(?P<prefix>Mc|Mac|De|Di|Du|La|Le|Van)(?P<rest>[A-Z]{2,})")
"""A family name in capitals whose prefix is not: "DeVRIES", "McNEIL"."""
_BAR = re.compile(r"[|•·]")
_CHANNEL = re.compile(r"\d{1,2}\s[A-Z]")
"""How the name of a station begins that is called by its channel: "7 News WLND"."""
_DOUBLED = re.compile(r"(?:^|.*[a-z])(?P<name>(?:[A-Z][\w.'’-]+ ){1,2}[A-Z][a-z'’-]+)(?P=name)\b")
"""A name that copying has put twice, the portrait's label and the link: "Ana RuizAna Ruiz"."""
_ACCOUNT = re.compile(r"[a-z][a-z0-9_.]{4,40}")
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
    authors = _names(rest, is_signed=True) or _account_in(rest)
    return Byline(authors, _publisher_in(rest, authors)) if authors else None


def _account_in(text: str) -> tuple[str, ...]:
    """Who signs by an account and a role behind it: "harrowclub, Community Contributor"."""
    account, _, role = text.strip().partition(", ")
    return (account,) if _ACCOUNT.fullmatch(account) and _is_role(role) else ()


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
    """Whether the last name of a line is a source of pictures: "By Ana Ruiz/Getty Images" took the picture.

    An outlet that sells pictures has writers, too: "By Ana Ruiz, USA TODAY Sports".
    """
    last = _SEPARATOR.split(text.strip(" .)"))[-1]
    return last.casefold() in _PICTURE_SOURCES and not is_known_outlet(last)


def names_employer(text: str) -> bool:
    """Whether a line of names ends with the job of one who writes, or has an outlet beside the name.

    "Ana Ruiz - Senior News Editor", "Ana Ruiz Sporting News"; an agency's name may stand beside who took a picture.
    """
    text = _MAIL.sub("", text) if "@" in text else text
    if not _PRESS_TRADES.isdisjoint(text.casefold().strip(" .").split()[-1:]):
        return True
    parts = [part.strip(" .") for part in _SEPARATOR.split(text[:_LONGEST])[::2]]
    outlets = [part for part in parts[1:] if is_known_outlet(part)]
    beside = [part.replace(_without_outlet(part), "").strip() for part in parts[:1]]
    outlets += [part.strip() for part in _BAR.split(text[:_LONGEST])[1:] if is_outlet_like(part)]
    return any(outlet and not is_news_agency(outlet) for outlet in (*outlets, *beside))


def is_known_outlet(text: str) -> bool:
    """Whether a text is the name of a known outlet or of a part of it: "Sporting News", "USA TODAY Sports"."""
    bare = text.strip(" .").casefold().removeprefix("the ")
    outlet, _, desk = bare.rpartition(" ")
    return any(
        name in _AGENCIES or name in _NAMED_OUTLETS for name in (bare, outlet if desk in _DESKS else bare)
    )


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
    if compound := _COMPOUND.fullmatch(part):
        return compound["prefix"] + compound["rest"].capitalize()
    if lower in _PARTICLES:
        return lower
    if lower in _NUMERALS:
        return part.upper()
    if lower.startswith("mc") and len(lower) > 3:
        return "Mc" + lower[2:].capitalize()
    return lower.capitalize()


def beside_stamp(text: str) -> tuple[str, ...]:
    """The people before or behind the dates of a line: "Ana Ruiz Published: May 3, 2024", "May 3, 2024 | Ana Ruiz"."""
    stamps = stamps_of(text)
    sides = (text[: stamps[0].start], text[stamps[-1].end :].lstrip(" |•·–—-")) if stamps else ()
    found = (names_in(side) for side in sides if side)
    return next((names for names in found if names and all(map(has_given_name, names))), ())


def authors_among(signed: Sequence[tuple[str, ...]], unsigned: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The authors of several bylines, each the names of one.

    A byline with "By" comes before one without, and one of a person before one of an outlet.
    """
    everyone = (*signed, *unsigned)
    ways = (map(_people, signed), map(_people, everyone), everyone)
    return next(filter(None, (tuple(dict.fromkeys(chain.from_iterable(way))) for way in ways)), ())


def _people(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names of a byline that names a person; () for one of outlets alone."""
    return () if all(map(is_outlet, names)) else names


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
    agency = rest.strip(" ,:/|-–—()")
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
    plain = _without_brackets(_without_stamp(text[:_LONGEST].removeprefix("& ")), is_signed=is_signed)
    plain = _MAIL.sub(", ", plain) if "@" in plain else plain
    plain = _SUFFIX.sub(r" \g<suffix>.", _behind_outlets(_DOUBLED.sub(r"\g<name>", plain)))
    if _HANDLE.search(plain):
        plain = " ".join(_HANDLE.sub(", ", plain).split())
    plain = _SPACED.sub(r"\1 ", plain)
    listed = _END.sub("", plain + " ", count=1).strip(" ,.:|")
    parts = _parts_of(listed, is_signed=is_signed) if listed else []
    names = [_name_of(part, is_signed=is_signed) for part in parts]
    found = tuple(dict.fromkeys(name for name in names if name))
    is_behind_camera = not is_signed and not _CAMERA_TRADES.isdisjoint(plain.casefold().split()[-1:])
    return found if all(names) and len(names) <= _MOST_AUTHORS and not is_behind_camera else ()


def _behind_outlets(text: str) -> str:
    """What follows the outlets that open a row of parts: "Halmery Courier | Ana Ruiz | May 3" -> "Ana Ruiz | May 3"."""
    outlet, bar, rest = text.partition(" | ")
    return _behind_outlets(rest) if bar and (is_outlet_like(outlet) or is_known_outlet(outlet)) else text


def _without_brackets(text: str, *, is_signed: bool) -> str:
    """The text without what brackets tell of an author: "Ana Ruiz (@anaruiz)", "Ana Ruiz (Staff Writer)".

    Without "By" other brackets may tell where somebody stands in a picture: "Ana Ruiz (left)".
    """
    if "(" not in text:
        return text
    text = _INITIALS.sub("", text).replace("  ", " ")

    def kept(match: re.Match[str]) -> str:
        inner = match["inner"].strip()
        is_told = inner.startswith("@") or inner.casefold() in _BESIDE_NAME or _is_role(inner)
        return " " if is_signed or is_told else match[0]

    return _BRACKETS.sub(kept, text)


def _parts_of(listed: str, *, is_signed: bool) -> list[str]:
    """The names of a list, without job titles and without an agency set off by a comma behind a person.

    "Ana Ruiz and AP" wrote it together; "Ana Ruiz, The Associated Press" writes for the agency; in "AFP, MANILA"
    the second part is where the agency wrote it.
    """
    pieces = _SEPARATOR.split(_parted(listed))
    parts = [pieces[0]]
    rows = zip(pieces[1::2], pieces[:-1:2], pieces[2::2], [*pieces[4::2], ""], strict=False)
    for mark, before, part, behind in rows:
        if mark.strip() == "," and _opens_description(part):
            break
        if len(part.split()) > _LONGEST_PART:
            return []
        is_told_of_first = mark.strip() in {",", "/"} and (
            _is_outlet_part(part, parts[0])
            or _is_employer(part, before, behind)
            or (_is_person(parts[0], is_signed=is_signed) and _is_no_person(part))
        )
        if not is_told_of_first and not _is_role(part):
            parts.append(part)
    return parts[_is_role(parts[0]) :]


def _is_outlet_part(part: str, first: str) -> bool:
    """Whether a part is an outlet, or stands behind one: where an agency wrote it."""
    is_agency_first = is_agency(first) or _without_outlet(first) != first
    is_outlet_made = _CHANNEL.match(part) is not None or is_outlet_like(part) or is_known_outlet(part)
    is_outlet_made |= not _COMPANY_ENDINGS.isdisjoint(part.casefold().split()[-1:])
    return is_agency_first or is_outlet_made


def _is_person(first: str, *, is_signed: bool) -> bool:
    """Whether a list begins with a whole name; without "By" it may be a place: "Port Linden, Iceland"."""
    return " " in first.strip() and (is_signed or has_given_name(first))


def _is_employer(part: str, before: str, behind: str) -> bool:
    """Whether a part behind a comma is for whom the person before it writes.

    It ends with her job ("Ana Ruiz, HALMERY.com Staff Writer") or follows it ("Ana Ruiz, Contributing Writer, Tolm
    Today"); a name with a job of its own behind it is another person.
    """
    rest = _without_role(part) if len(part.split()) > 2 else part.rpartition(" ")[0]
    if not _ROLES.isdisjoint(part.casefold().split()[-1:]):
        return len(rest.split()) < 2 or is_known_outlet(rest)
    follows_job = _is_role(before) or _without_role(before) != before
    return follows_job and not _is_role(behind) and not has_given_name(part)


def _is_no_person(part: str) -> bool:
    """Whether a part behind a whole name is no other one: a word alone, an outlet, a faculty.

    "Ana Ruiz, KXYZ", "Ana Ruiz, PhD", "Ana Ruiz/Courier", "Ana Ruiz, Tolm News Service", "Ana Ruiz, School of Arts".
    """
    tokens = _PLACE.sub("", part.strip(" .")).split()
    if len(tokens) < 2 or has_given_name(part):
        return len(tokens) == 1 and tokens[0][0].isupper()
    is_named = tokens[-1][0].isupper() and tokens[0][0].isupper()
    return is_named and (
        tokens[-1].casefold() in _NO_NAMES | _OUTLET_ENDINGS
        or tokens[0].casefold() in _NO_NAMES
        or not all(map(_is_name_word, tokens))
    )


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
        return bare.removeprefix("the ")
    bare = _without_degrees(_without_outlet(_without_role(_unglued(bare))))
    tokens = bare.split()
    if not 1 < len(tokens) <= 5:
        # a single word signs an article only as an outlet or a set of initials: "TPN", "Euronews"
        is_outlet_name = bare.isalpha() and bare[0].isupper() and len(bare) > 1
        return bare if is_signed and is_outlet_name and bare.casefold() not in _NO_NAMES else None
    judged = tokens[:1] if is_signed else tokens
    if len(tokens) == 2 or is_signed:
        judged = judged[tokens[0] in _GIVEN_NAMES :]  # "Will", "April"
    named = [token for token in tokens if token in tokens[::-1][:1] or not _NICKNAME.fullmatch(token)]
    if any(token.casefold() in _NO_NAMES for token in judged) or not _are_of_a_name(
        named, is_signed=is_signed
    ):
        return None
    bare = _SUFFIX.sub(r" \g<suffix>.", bare)
    if not _is_in_capitals(tokens):
        return bare
    cased = title_case(bare)  # "al" is a particle within a name, and none in front of one: "AL OKAFOR"
    return cased[0].upper() + cased[1:]


def _are_of_a_name(tokens: list[str], *, is_signed: bool) -> bool:
    """Whether words make a name; after "By" the second of two may be small: "By Ana ruiz"."""
    is_small = is_signed and len(tokens) == 2 and tokens[0] in _GIVEN_NAMES and tokens[1].isalpha()
    return is_small or all(map(_is_name_word, tokens))


def _without_degrees(text: str) -> str:
    """The name before what somebody studied: "Ana Ruiz PhD"."""
    tokens = text.split()
    while len(tokens) > 2 and tokens[-1].replace(".", "").casefold() in _DEGREES:
        tokens.pop()
    return " ".join(tokens)


def _is_in_capitals(tokens: list[str]) -> bool:
    """Whether a name is in capitals, prefixes and suffixes aside: "RUTH A. McNEIL Jr"."""
    counted = (token for token in tokens if token.casefold() not in _SUFFIXES | _PARTICLES)
    plain = [_COMPOUND.sub(r"\g<rest>", token) for token in counted]
    return all(map(is_upper, plain)) and any(len(token) > 2 for token in plain)


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
    coined = _GLUED.search(tokens[first - 1]) if first > 2 else None  # "Ana Ruiz HealthDay Reporter"
    if coined and tokens[first - 1][: coined.start()].casefold() not in _NAME_PREFIXES:
        first -= 1
    while first > 2 and tokens[first - 1].casefold() in _NO_NAMES | _OUTLET_ENDINGS:
        first -= 1  # "Ana Ruiz Daily News Writer"
    return " ".join(tokens[:first])


def _without_outlet(text: str) -> str:
    """The name before or behind an outlet: "Ana Ruiz BBC News", "FOX Sports Ana Ruiz" -> "Ana Ruiz"."""
    tokens = text.split()
    for i in range(1, len(tokens)):
        before, behind = " ".join(tokens[:i]), " ".join(tokens[i:])
        is_outlet_behind = tokens[i] == "The" or (_HOST_NAME.fullmatch(tokens[i]) and i == len(tokens) - 1)
        if i > 1 and (is_outlet_behind or is_known_outlet(behind)):
            return before
        if i < len(tokens) - 1 and tokens[i] in _GIVEN_NAMES and is_known_outlet(before):
            return behind
    if len(tokens) > 3 and tokens[-1].casefold() in _OUTLET_ENDINGS and tokens[0] in _GIVEN_NAMES:
        return " ".join(tokens[: 2 + (len(tokens[1].strip(".")) == 1)])  # "David J. Okafor Linden Newspapers"
    return text


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
