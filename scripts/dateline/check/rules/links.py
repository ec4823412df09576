"""Links within the site: each leads to a page that there is, and to a place on it that there is."""

import difflib
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from dateline.check.records import Mention, Outline
from dateline.model.problems import Problem, error
from dateline.project.settings import MOUNT

Anchors = Callable[[str], frozenset[str] | None]
"""The places on a file of `docs/` or beside the briefings, by its path on the site; None where there is none."""

_OWN = frozenset({"headline", "names", "corrections", "sources", "evidence", "next", "related", "__skip"})
"""The places that every briefing's page has beside its headings and footnotes."""
_WRITTEN = frozenset({"corrections.md"})
"""Pages that the site has without a file in `docs/`."""
_BUILT = (".ics", ".xml", ".json", "/")
"""How targets end that no file stands for before the site is built: calendars, feeds, data, pages of topics."""
_DAY = re.compile(r"^\d{4}(?:-\d\d){0,2}-")


@dataclass(frozen=True, slots=True)
class Site:
    """What a link can lead to: the briefings by their path below their folder, the files beside them and of `docs/`."""

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
    folder = posixpath.join(MOUNT, posixpath.dirname(path))
    for link in site.briefings[path].links:
        whole, anchor = _target_of(link, path)
        if _is_built(whole, link):
            continue
        places = site.places(whole)
        if places is None:
            message = f"the link leads to {link.text}, which is not there"
            yield error(file, link.line, message, _moved(whole, folder, site), link.column)
        elif anchor and whole.endswith(".md") and anchor not in places:
            yield _no_anchor(file, link, anchor, places)


def files_named(path: str, links: Iterable[Mention]) -> Iterator[str]:
    """The paths below the folder of briefings to which these links of a briefing lead, each once.

    Those of briefings are left out; whether there is a file is for the reader of the disk to say.
    """
    targets = dict.fromkeys(_target_of(link, path)[0] for link in links)
    inside = (whole.removeprefix(f"{MOUNT}/") for whole in targets if whole.startswith(f"{MOUNT}/"))
    return (name for name in inside if not name.endswith(".md"))


def _target_of(link: Mention, path: str) -> tuple[str, str]:
    """The path on the site that a link of a briefing leads to, and the place there."""
    target, _, anchor = link.text.partition("#")
    target = target.partition("?")[0]
    if not target:
        return f"{MOUNT}/{path}", anchor
    return posixpath.normpath(posixpath.join(MOUNT, posixpath.dirname(path), target)), anchor


def _is_built(whole: str, link: Mention) -> bool:
    """Whether a link leads to what the building makes, none of which lies beside the briefings."""
    target = link.text.partition("#")[0].partition("?")[0]
    is_beside = whole.startswith(f"{MOUNT}/") and not target.endswith("/")
    return whole in _WRITTEN or (target.endswith(_BUILT) and not is_beside)


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
