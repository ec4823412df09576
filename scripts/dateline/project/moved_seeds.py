"""Find seeds that were renamed or moved: the new path of each that a briefing names and that is not where it says.

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
from dateline.project.near_duplicates import ALIKE, STRANGE, Containment, Sketch, likeness

SeedsByFile = Mapping[Path, tuple[NamedSeed, ...]]
"""The seeds that each file names."""
NewPaths = Mapping[NamedSeed, str]
"""The path that a seed has now, by the seed as it is named."""

_MIN_CITED = 0.5
"""The share of what is cited that has to stand in a seed under the same headline or address; else `ALIKE`."""


@dataclass(frozen=True, slots=True)
class SeedInventory:
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
    """The seeds that briefings and base copies name and that are not where they say."""

    new_paths: NewPaths = field(default_factory=dict)
    """Those that are elsewhere."""
    missing: Collection[NamedSeed] = frozenset()
    """Those that are nowhere."""


def with_new_paths(text: str, new_paths: NewPaths) -> str:
    """A briefing's text in which every seed has the path at which it is now, and no other character is changed."""
    if not new_paths:
        return text
    try:
        front = front_matter.split(front_matter.unified(text), "").values
    except DatelineError:
        return text
    named = files.named_seeds_in(front)
    wanted: dict[front_matter.Path, str] = {
        ("sources", n, "seed"): new_paths[seed] for n, seed in named.items() if seed in new_paths
    }
    return front_matter.with_texts(text, wanted)


def find_moves(named_by_file: SeedsByFile, on_disk: SeedInventory) -> Moves:
    """Find the seeds that are not where the files name them; nothing is read where all are."""
    named = sorted({seed for seeds in named_by_file.values() for seed in seeds})
    digests = on_disk.digests
    settled = {seed.path for seed in named if seed.sha256 in digests.get(seed.path, ())}
    others = [seed for seed in named if seed.path not in settled]
    gone = [seed for seed in others if seed.path not in digests and not on_disk.is_there(seed.path)]
    replaced = [seed for seed in others if seed.path in digests]
    if not gone and not replaced:
        return Moves()
    new_paths = _by_digest(named, settled, gone, replaced, on_disk)
    missing = [seed for seed in gone if seed not in new_paths]
    if missing:
        new_paths |= _by_text(named_by_file, named, missing, set(new_paths.values()), on_disk)
    return Moves(new_paths, frozenset(seed for seed in missing if seed not in new_paths))


# --- by the digest -----------------------------------------------------------------------------------------


def _by_digest(
    named: Sequence[NamedSeed],
    settled: Collection[str],
    gone: Sequence[NamedSeed],
    replaced: Sequence[NamedSeed],
    on_disk: SeedInventory,
) -> dict[NamedSeed, str]:
    """The paths of the very bytes; of several one that no file names, and best one of the same file name."""
    wanted = {seed.sha256 for seed in (*gone, *replaced)} - {""}
    homes: dict[str, list[str]] = {}
    for path, digests in on_disk.digests.items():
        for digest in wanted.intersection(digests):
            homes.setdefault(digest, []).append(path)
    claimed = {seed.path for seed in named}
    found: dict[str, str] = {}
    for seed in gone:
        name = PurePosixPath(seed.path).name
        order = [
            (p in settled, p in claimed, PurePosixPath(p).name != name, p) for p in homes.get(seed.sha256, ())
        ]
        if order:
            found.setdefault(seed.path, min(order)[-1])
    new_paths = {seed: found[seed.path] for seed in gone if seed.path in found}
    return new_paths | _exchanged(replaced, claimed, homes, settled, on_disk)


def _exchanged(
    replaced: Sequence[NamedSeed],
    claimed: Collection[str],
    homes: Mapping[str, Sequence[str]],
    settled: Collection[str],
    on_disk: SeedInventory,
) -> dict[NamedSeed, str]:
    """Seeds whose path has another article now while their own is elsewhere: two that swapped names, say.

    An older version that is kept beside a corrected seed is no such case: there the two are alike.
    """
    found: dict[str, tuple[NamedSeed, str]] = {}
    for seed in replaced:
        free = [path for path in homes.get(seed.sha256, ()) if path not in settled]
        is_taken = any(digest in homes for digest in on_disk.digests[seed.path])
        home = next(
            (p for p in free if is_taken or p in claimed or _are_strange(seed.path, p, on_disk)), None
        )
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


def _are_strange(first: str, second: str, on_disk: SeedInventory) -> bool:
    """Whether two texts, both long enough to tell, have nothing in common."""
    sketches = on_disk.sketches[first], on_disk.sketches[second]
    return min(map(len, sketches)) > 1 and likeness(*sketches) < STRANGE


# --- by the text -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Cited:
    """What briefings and base copies have of a seed: its headlines, its addresses, the sentences that they cite."""

    names: set[str] = field(default_factory=set)
    shingles: set[int] = field(default_factory=set)


def _by_text(
    named_by_file: SeedsByFile,
    named: Sequence[NamedSeed],
    missing: Sequence[NamedSeed],
    taken: Collection[str],
    on_disk: SeedInventory,
) -> dict[NamedSeed, str]:
    """The paths of those that were changed as well: among the seeds that no file names and that repeat none."""
    claimed = {seed.path for seed in named} | set(taken)
    new = [path for path, sketch in on_disk.sketches.items() if sketch and path not in claimed]
    repeated = near_duplicates.find_duplicates(on_disk.sketches, sorted(claimed)) if new else {}
    articles = dict(_read_each((path for path in new if path not in repeated), on_disk))
    if not articles:
        return {}
    cited = _cited_of(named_by_file, {seed.path for seed in missing})
    names = {path: set(_names_of(article.title, article.url)) for path, article in articles.items()}
    shares = near_duplicates.containments(
        {path: cited[path].shingles for path in cited},
        ((path, near_duplicates.shingles_of(article.text)) for path, article in articles.items()),
    )
    found = _best_pairs(
        each
        for each in shares
        if each.share >= (ALIKE if cited[each.passages].names.isdisjoint(names[each.text]) else _MIN_CITED)
    )
    return {seed: found[seed.path] for seed in missing if seed.path in found}


def _best_pairs(pairs: Iterable[Containment]) -> dict[str, str]:
    """Each seed with the text that has most of it, each text for one seed alone."""
    found: dict[str, str] = {}
    for pair in sorted(pairs, key=lambda pair: (-pair.share, pair.passages, pair.text)):
        if pair.passages not in found and pair.text not in found.values():
            found[pair.passages] = pair.text
    return found


def _read_each(paths: Iterable[str], on_disk: SeedInventory) -> Iterator[tuple[str, Article]]:
    for path in paths:
        try:
            yield path, on_disk.read(path)
        except Exception:  # whatever is wrong with it is said when it is converted
            continue


def _cited_of(named_by_file: SeedsByFile, paths: Collection[str]) -> dict[str, _Cited]:
    """What is cited of the seeds of these paths."""
    found: dict[str, _Cited] = {path: _Cited() for path in paths}
    for file, seeds in named_by_file.items():
        if any(seed.path in paths for seed in seeds):
            _add_cited(found, files.read_leniently(file))
    return found


def _add_cited(found: Mapping[str, _Cited], text: str) -> None:
    try:
        read = document.read(text, "")
    except DatelineError:
        return
    front, evidence = read.front.values, read.briefing.evidence
    sources = sources_in(front)
    for place, seed in files.named_seeds_in(front).items():
        if seed.path in found:
            source, cited = sources[place], found[seed.path]
            cited.names.update(_names_of(source.get("title") or front.get("title"), source.get("url")))
            own = (note for note in evidence if len(sources) == 1 or note.source == str(source.get("id")))
            cited.shingles.update(*(near_duplicates.shingles_of(note.text) for note in own))


def _names_of(title: object, url: object) -> Iterator[str]:
    """What an article is known by beside its text: its headline and its address, as they are compared."""
    if isinstance(title, str) and title:
        yield " ".join(plain(title).casefold().split())
    if isinstance(url, str) and url:
        yield url
