"""Names as addresses: one name, one slug, whatever other names there are.

A slug is made from the name alone, so that an address never changes because another name turned up.  Spellings that
differ in case, blanks, apostrophes and the punctuation between words are one name; a slug that loses more than that
(an accent, a “+”, a tail) ends in two hyphens and a hash of the name, which no other slug can hold.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from urllib.parse import quote

from dateline.briefing.document import plain
from dateline.project.files import slug_of


class NameKind(StrEnum):
    """What a name is the name of; the value is the folder of its page."""

    TOPIC = "topics"
    PERSON = "people"
    ORGANISATION = "organisations"
    PLACE = "places"
    PUBLISHER = "sources"


@dataclass(frozen=True, slots=True)
class Name:
    """A name, spelled as most briefings spell it."""

    kind: NameKind
    text: str
    slug: str
    url: str
    """Where to read of it, below the site's root, quoted: its page, or the only briefing that names it."""
    has_page: bool = True

    def __hash__(self) -> int:
        """That of the slug alone, which differs for all names of a kind: names are counted on every page."""
        return hash(self.slug)


_HARMLESS = re.compile(r"[\s.,:;!?/()\"'’‘“”„«»–—\-&_]+")
"""What may stand between the words of a name and tells no two names apart."""

_PAGE = re.compile(r"page-\d+")
"""Where the further pages of a list stand."""

_HASH = 8


@lru_cache(maxsize=65536)
def slug_for(name: str) -> str:
    """The slug of a name: readable, lower-case, safe as a file's name, and the same in every build.

    Equal for spellings of one name, different for different names (32 bits of hash where letters can't tell).
    """
    folded = unicodedata.normalize("NFKC", plain(name)).lower().replace("&", " and ")
    slug = slug_of(folded)
    words = _HARMLESS.sub(" ", re.sub("['’]", "", folded)).split()
    if slug and "-".join(words) == slug and not _PAGE.fullmatch(slug):
        return slug
    digest = hashlib.sha256((" ".join(words) or folded).encode()).hexdigest()[:_HASH]
    return f"{slug.strip('-')}--{digest}"


def page_url(folder: str, slug: str = "", number: int = 1, ending: str = "", part: str = "") -> str:
    """The address of a page of this package below the site's root; `ending` where a server serves no folders.

    `part` names a part of what the page with that slug lists.
    """
    parts = [folder, quote(slug), quote(part), f"page-{number}" if number > 1 else ""]
    return "/".join(filter(None, parts)) + "/" + ending
