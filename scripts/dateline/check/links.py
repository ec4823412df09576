"""Links within the site: each leads to a page that there is, and to a place on it that there is."""

import difflib
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from dateline.check.records import Mention, Outline
from dateline.problems import Problem, error
from dateline.settings import MOUNT

Anchors = Callable[[str], frozenset[str] | None]
"""The places on a file of `docs/`, by its path on the site; None where there is no such file."""

_OWN = frozenset({"headline", "names", "corrections", "sources", "evidence", "next", "related", "__skip"})
"""The places that every briefing's page has beside its headings and footnotes."""
_WRITTEN = frozenset({"corrections.md"})
"""Pages that the site has without a file in `docs/`."""
_BUILT = (".ics", ".xml", ".json", "/")
"""How targets end that no file stands for before the site is built: calendars, feeds, data, pages of topics."""
_DAY = re.compile(r"^\d{4}(?:-\d\d){0,2}-")


@dataclass(frozen=True, slots=True)
class Site:
    """What a link can lead to: the briefings by their path below their folder, and the files of `docs/`."""

    briefings: Mapping[str, Outline]
    docs: Anchors
    by_headline: Mapping[str, str]
    """A briefing by its file name without the day: where it may have moved to."""

    def places(self, path: str) -> frozenset[str] | None:
        """The places on the page at a path of the site; None where there is none."""
        inside = path.removeprefix(f"{MOUNT}/")
        if inside != path and inside in self.briefings:
            return _OWN | frozenset(self.briefings[inside].anchors)
        return self.docs(path)


def site_of(briefings: Mapping[str, Outline], docs: Anchors) -> Site:
    """The site of these briefings and files."""
    return Site(briefings, docs, {_headline(path): path for path in briefings})


def dead_links(path: str, file: str, site: Site) -> Iterator[Problem]:
    """The links that lead nowhere in the briefing at a path below the folder of briefings."""
    for link in site.briefings[path].links:
        target, _, anchor = link.text.partition("#")
        target = target.partition("?")[0]
        folder = posixpath.join(MOUNT, posixpath.dirname(path))
        whole = posixpath.normpath(posixpath.join(folder, target)) if target else f"{MOUNT}/{path}"
        if target.endswith(_BUILT) or whole in _WRITTEN:
            continue
        places = site.places(whole)
        if places is None:
            message = f"the link leads to {link.text}, which is not there"
            yield error(file, link.line, message, _moved(whole, folder, site), link.column)
        elif anchor and whole.endswith(".md") and anchor not in places:
            yield _no_anchor(file, link, anchor, places)


def _moved(whole: str, folder: str, site: Site) -> str:
    other = site.by_headline.get(_headline(whole))
    if other is None:
        return "a link is counted from the file that it stands in, as the site has the files"
    return f"did you mean {posixpath.relpath(posixpath.join(MOUNT, other), folder)}?"


def _headline(path: str) -> str:
    return _DAY.sub("", posixpath.basename(path))


def _no_anchor(file: str, link: Mention, anchor: str, places: frozenset[str]) -> Problem:
    known = sorted(place for place in places if ":" not in place and not place.startswith("_"))
    near = difflib.get_close_matches(anchor, known, n=1)
    hint = f"did you mean #{near[0]}?" if near else f"there are: {', '.join(known[:12])}"
    return error(
        file, link.line, f"the link leads to #{anchor}, which is not on that page", hint, link.column
    )
