"""Draws the cards that are not there as they would be drawn, in as many processes as there are cores."""

from collections.abc import Callable, Iterable, Sequence, Set
from pathlib import Path

from dateline.mkdocs.keyed_files import put_file
from dateline.project.processes import map_in_processes
from dateline.project.site_folder import SiteFolder
from dateline.site.build import SiteBuild
from dateline.site.cards.page_images import CardFile

_CHUNK = 16
"""Cards that a process draws at a time."""


def write_cards(
    build: SiteBuild,
    cards: Iterable[CardFile],
    own: Set[str],
    of_mkdocs: Path,
    folder: SiteFolder | None,
    jobs: int | None = None,
    check: Callable[[], None] = lambda: None,
) -> dict[str, CardFile]:
    """Write them into the site's folder, or where there is none into that of MkDocs; gives those that are there.

    In the place of those in `own` the project's docs have a file, which stays.  What fails is reported and left out.
    `check` is called between cards; it may raise.
    """
    found = {card.path: card for card in cards}
    missing = [
        card
        for path, card in found.items()
        if path not in own and not (folder and folder.has(path, card.key))
    ]
    chunks = [missing[start : start + _CHUNK] for start in range(0, len(missing), _CHUNK)]
    pictures = (picture for some in map_in_processes(_drawn, chunks, jobs) for picture in some)
    for card, picture in zip(missing, pictures, strict=True):
        check()
        data = picture or build.drawn(card)
        if data:
            put_file(card.path, data, card.key, of_mkdocs, folder)
        else:
            del found[card.path]
    return found


def _drawn(cards: Sequence[CardFile]) -> list[bytes]:
    """Each as a picture; of no bytes where that fails, which is looked at in the process that reports it."""
    return [_drawn_or_nothing(card) for card in cards]


def _drawn_or_nothing(card: CardFile) -> bytes:
    try:
        return card.draw()
    except Exception:
        return b""
