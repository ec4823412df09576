"""Seeds that were renamed or moved: where each one is that a briefing names and that is not where it says.

A seed is known by its digest.  One that was corrected as well is known by what its briefing and its base copy cite of
it, which is committed, so that a fresh clone finds the same.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from dateline.briefing import document, front_matter
from dateline.briefing.document import plain, sources_in
from dateline.model.article import Article
from dateline.model.problems import DatelineError
from dateline.project import files, near_duplicates
from dateline.project.files import NamedSeed
from dateline.project.near_duplicates import ALIKE, STRANGE, Held, Sketch, likeness

Records = Mapping[Path, tuple[NamedSeed, ...]]
"""The seeds that each file names."""
Places = Mapping[NamedSeed, str]
"""Where seeds are now: a seed as it is named -> its path."""


@dataclass(frozen=True, slots=True)
class Disk:
    """The seeds as they are now."""

    digests: Mapping[str, tuple[str, ...]]
    """The digests that tell each seed, by its path."""
    sketches: Mapping[str, Sketch]
    is_there: Callable[[str], bool]
    """Whether there is something at a path, be it none of the seeds that could be read."""
    read: Callable[[str], Article]
    """The article of a seed; raises `DatelineError` for one that is refused."""


@dataclass(frozen=True, slots=True)
class Moves:
    """Where seeds are now that briefings and base copies name."""

    places: Places = field(default_factory=dict)
    """Those that are elsewhere."""
    missing: Collection[NamedSeed] = frozenset()
    """Those that are nowhere."""


def with_seeds(text: str, places: Places) -> str:
    """A briefing's text in which every seed has the path at which it is now, and no other character is changed."""
    if not places:
        return text
    try:
        front = front_matter.split(front_matter.unified(text), "").values
    except DatelineError:
        return text
    named = files.named_seeds_in(front)
    wanted: dict[front_matter.Path, str] = {
        ("sources", n, "seed"): places[seed] for n, seed in named.items() if seed in places
    }
    return front_matter.with_texts(text, wanted)


def find_moves(records: Records, disk: Disk) -> Moves:
    """Find the seeds that are not where the files name them; nothing is read where all are."""
    named = sorted({seed for seeds in records.values() for seed in seeds})
    settled = {seed.path for seed in named if seed.sha256 in disk.digests.get(seed.path, ())}
    astray = [seed for seed in named if seed.path not in settled]
    gone = [seed for seed in astray if seed.path not in disk.digests and not disk.is_there(seed.path)]
    replaced = [seed for seed in astray if seed.path in disk.digests]
    if not gone and not replaced:
        return Moves()
    places = _by_digest(named, settled, gone, replaced, disk)
    missing = [seed for seed in gone if seed not in places]
    if missing:
        places |= _by_text(records, named, missing, set(places.values()), disk)
    return Moves(places, frozenset(seed for seed in missing if seed not in places))


# --- by the digest -----------------------------------------------------------------------------------------


def _by_digest(
    named: Sequence[NamedSeed],
    settled: Collection[str],
    gone: Sequence[NamedSeed],
    replaced: Sequence[NamedSeed],
    disk: Disk,
) -> dict[NamedSeed, str]:
    """Where the very bytes are; of several places one that no file names, and best one of the same file name."""
    homes = _homes_of({seed.sha256 for seed in (*gone, *replaced)} - {""}, disk)
    claimed = {seed.path for seed in named}
    found: dict[str, str] = {}
    for seed in gone:
        order = [
            (p in settled, p in claimed, _file_of(p) != _file_of(seed.path), p)
            for p in homes.get(seed.sha256, ())
        ]
        if order and seed.path not in found:
            found[seed.path] = min(order)[-1]
    places = {seed: found[seed.path] for seed in gone if seed.path in found}
    return places | _exchanged(replaced, claimed, homes, settled, disk)


def _homes_of(wanted: Collection[str], disk: Disk) -> dict[str, list[str]]:
    """The paths of the seeds of these digests."""
    homes: dict[str, list[str]] = {}
    for path, digests in disk.digests.items():
        for digest in digests:
            if digest in wanted:
                homes.setdefault(digest, []).append(path)
    return homes


def _exchanged(
    replaced: Sequence[NamedSeed],
    claimed: Collection[str],
    homes: Mapping[str, Sequence[str]],
    settled: Collection[str],
    disk: Disk,
) -> dict[NamedSeed, str]:
    """Seeds whose path holds another article now while their own is elsewhere: two that swapped names, say.

    An older version that is kept beside a corrected seed is no such case: there the two are alike.
    """
    found: dict[str, tuple[NamedSeed, str]] = {}
    for seed in replaced:
        free = [path for path in homes.get(seed.sha256, ()) if path not in settled]
        is_taken = any(digest in homes for digest in disk.digests[seed.path])
        home = next((p for p in free if is_taken or p in claimed or _are_strange(seed.path, p, disk)), None)
        if home is not None:
            found[seed.path] = seed, home
    before = {home: path for path, (_, home) in found.items()}
    stuck = [path for path, (_, home) in found.items() if home in claimed and home not in found]
    while stuck:  # the seed of that place stays, so that nothing else can have come there
        path = stuck.pop()
        del found[path]
        if before.get(path) in found:
            stuck.append(before[path])
    return dict(found.values())


def _are_strange(first: str, second: str, disk: Disk) -> bool:
    """Whether two texts, both long enough to tell, have nothing in common."""
    sketches = disk.sketches[first], disk.sketches[second]
    return min(map(len, sketches)) > 1 and likeness(*sketches) < STRANGE


def _file_of(path: str) -> str:
    return PurePosixPath(path).name


# --- by the text -------------------------------------------------------------------------------------------

_ENOUGH = 0.5
"""The share of what is cited that has to stand in a seed under the same headline or address; else `ALIKE`."""


@dataclass(frozen=True, slots=True)
class _Cited:
    """What briefings and base copies tell of a seed: its headlines, its addresses, the sentences that they cite."""

    names: set[str] = field(default_factory=set)
    shingles: set[int] = field(default_factory=set)


def _by_text(
    records: Records,
    named: Sequence[NamedSeed],
    missing: Sequence[NamedSeed],
    taken: Collection[str],
    disk: Disk,
) -> dict[NamedSeed, str]:
    """Where those are that were changed as well: among the seeds that no file names and that repeat none."""
    claimed = {seed.path for seed in named} | set(taken)
    new = [path for path, sketch in disk.sketches.items() if sketch and path not in claimed]
    repeated = near_duplicates.twins(disk.sketches, sorted(claimed)) if new else {}
    articles = dict(_articles(filter(lambda path: path not in repeated, new), disk))
    if not articles:
        return {}
    cited = _cited(records, {seed.path for seed in missing})
    names = {path: set(_names_of(article.title, article.url)) for path, article in articles.items()}
    held = near_duplicates.holders(
        {path: cited[path].shingles for path in cited},
        ((path, near_duplicates.shingles_of(article.text)) for path, article in articles.items()),
    )
    pairs = [each for each in held if each.share >= _least(cited[each.passages], names[each.text])]
    found = _best(pairs)
    return {seed: found[seed.path] for seed in missing if seed.path in found}


def _least(cited: _Cited, names: Collection[str]) -> float:
    return ALIKE if cited.names.isdisjoint(names) else _ENOUGH


def _best(pairs: Iterable[Held]) -> dict[str, str]:
    """Each seed with the text that holds most of it, each text for one seed alone."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for pair in sorted(pairs, key=lambda pair: (-pair.share, pair.passages, pair.text)):
        if pair.passages not in found and pair.text not in taken:
            found[pair.passages] = pair.text
            taken.add(pair.text)
    return found


def _articles(paths: Iterable[str], disk: Disk) -> Iterator[tuple[str, Article]]:
    for path in paths:
        try:
            yield path, disk.read(path)
        except Exception:  # whatever is wrong with it is said when it is converted
            continue


def _cited(records: Records, paths: Collection[str]) -> dict[str, _Cited]:
    """What is told of the seeds of these paths."""
    found: dict[str, _Cited] = {path: _Cited() for path in paths}
    for file, seeds in records.items():
        if any(seed.path in paths for seed in seeds):
            _add_cited(found, files.readable(file))
    return found


def _add_cited(found: Mapping[str, _Cited], text: str) -> None:
    try:
        page = document.read(text, "")
    except DatelineError:
        return
    front, evidence = page.front.values, page.briefing.evidence
    sources = sources_in(front)
    for place, seed in files.named_seeds_in(front).items():
        if seed.path not in found:
            continue
        source, cited = sources[place], found[seed.path]
        cited.names.update(_names_of(source.get("title") or front.get("title"), source.get("url")))
        own = [note.text for note in evidence if len(sources) == 1 or note.source == str(source.get("id"))]
        cited.shingles.update(*map(near_duplicates.shingles_of, own))


def _names_of(title: object, url: object) -> Iterator[str]:
    """By what an article is known beside its text, its headline and its address, as they are compared."""
    if isinstance(title, str) and title:
        yield " ".join(plain(title).casefold().split())
    if isinstance(url, str) and url:
        yield url
