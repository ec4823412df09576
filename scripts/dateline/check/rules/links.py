"""Links within the site: each leads to a page that there is, and to a place on it that there is."""

import difflib
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from dateline.check.records import Outline, PlacedText
from dateline.model.problems import Problem, error
from dateline.project.settings import MOUNT

FindAnchors = Callable[[str], frozenset[str] | None]
"""Gives the places on a file of `docs/` or beside the briefings, by its path on the site; None for no file."""

_PAGE_ANCHORS = frozenset(
    {"headline", "names", "corrections", "sources", "evidence", "next", "related", "__skip"}
)
"""The places that every briefing's page has beside its headings and footnotes."""
_GENERATED_PAGES = frozenset({"corrections.md"})
"""Pages that the site has without a file in `docs/`."""
_GENERATED_ENDINGS = (".ics", ".xml", ".json", "/")
"""How targets end that no file stands for before the site is built: calendars, feeds, data, pages of topics."""
_DAY = re.compile(r"^\d{4}(?:-\d\d){0,2}-")


def dead_links(briefings: Mapping[str, Outline], folder: str, find_anchors: FindAnchors) -> Iterator[Problem]:
    """The links in briefings, by their paths below their folder, that lead nowhere."""
    by_headline = {_headline(path): path for path in briefings}
    for path, outline in briefings.items():
        for link in outline.links:
            target, anchor = _target_of(link, path)
            if _is_generated(target, link):
                continue
            anchors = _anchors_of(target, briefings, find_anchors)
            if anchors is None:
                message = f"the link leads to {link.text}, which is not there"
                hint = _where_moved(by_headline.get(_headline(target)), path)
            elif anchor and target.endswith(".md") and anchor not in anchors:
                message = f"the link leads to #{anchor}, which is not on that page"
                hint = _near_anchors(anchor, anchors)
            else:
                continue
            yield error(f"{folder}/{path}", link.line, message, hint, link.column)


def linked_files(path: str, links: Iterable[PlacedText]) -> Iterator[str]:
    """The paths below the folder of briefings to which these links of a briefing lead, each once.

    Those of briefings are left out; whether there is a file is for the reader of the disk to say.
    """
    targets = dict.fromkeys(_target_of(link, path)[0] for link in links)
    inside = (target.removeprefix(f"{MOUNT}/") for target in targets if target.startswith(f"{MOUNT}/"))
    return (name for name in inside if not name.endswith(".md"))


def _target_of(link: PlacedText, path: str) -> tuple[str, str]:
    """The path on the site that a link of a briefing leads to, and the place there."""
    target, _, anchor = link.text.partition("#")
    target = target.partition("?")[0]
    if not target:
        return f"{MOUNT}/{path}", anchor
    return posixpath.normpath(posixpath.join(MOUNT, posixpath.dirname(path), target)), anchor


def _is_generated(path: str, link: PlacedText) -> bool:
    """Whether a link leads to what is made when the site is built, none of which lies beside the briefings."""
    target = link.text.partition("#")[0].partition("?")[0]
    is_beside = path.startswith(f"{MOUNT}/") and not target.endswith("/")
    return path in _GENERATED_PAGES or (target.endswith(_GENERATED_ENDINGS) and not is_beside)


def _anchors_of(
    target: str, briefings: Mapping[str, Outline], find_anchors: FindAnchors
) -> frozenset[str] | None:
    """The places on the page at a path of the site; None where there is none."""
    inside = target.removeprefix(f"{MOUNT}/")
    if inside != target and inside in briefings:
        return _PAGE_ANCHORS | frozenset(briefings[inside].anchors)
    return find_anchors(target)


def _where_moved(other: str | None, path: str) -> str:
    """A hint with the briefing of the same headline, another day, to which a link in a briefing may lead."""
    if other is None:
        return "a link is counted from the file that it stands in, as the site has the files"
    return f"did you mean {posixpath.relpath(other, posixpath.dirname(path) or '.')}?"


def _headline(path: str) -> str:
    return _DAY.sub("", posixpath.basename(path))


def _near_anchors(anchor: str, anchors: frozenset[str]) -> str:
    known = sorted(each for each in anchors if ":" not in each and not each.startswith("_"))
    near = difflib.get_close_matches(anchor, known, n=1)
    return f"did you mean #{near[0]}?" if near else f"there are: {', '.join(known[:12])}"
