"""Add seeds: an address, a file, a feed or pasted text becomes a file in the folder of seeds.

The network is used here alone, and only for an address that a person gave.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from dateline import __version__
from dateline.briefing.front_matter import dump, has_front_matter, split
from dateline.formats import seed_reader
from dateline.formats.encodings import decode
from dateline.formats.feeds import feed_entries
from dateline.formats.readers import format_of
from dateline.model.article import Seed
from dateline.model.problems import DatelineError
from dateline.project import files
from dateline.project.files import Project

_SECONDS = 30
_FEEDS = "feeds.json"
"""Which entries of feeds were taken: kept in `.dateline/` and committed, so that a seed that a person threw away does
not come back."""
_SUFFIXES = {
    "NewsML-G2": ".xml",
    "feed": ".xml",
    "web page": ".html",
    "ninjs": ".json",
    "mail": ".eml",
    "Markdown": ".md",
}


@dataclass(frozen=True, slots=True)
class AddedSeed:
    """A seed that was put into its place, or was there already."""

    path: Path
    title: str
    is_new: bool = True


def add_seeds(project: Project, what: str, pasted: str = "", url: str | None = None) -> Iterator[AddedSeed]:
    """Put what a person names into the folder of seeds.

    `what` is an address, the path of a file, or "-" for the text in `pasted`; a text of several lines stands for
    itself.  `url` is the address that a file or a text was published under.  A feed gives a seed for each entry that
    was not taken before.  Raises `DatelineError` when nothing can be read there.
    """
    if urlsplit(what).scheme in ("http", "https"):
        seed = _fetch(project, what)
        url = url or what
    elif what == "-" or "\n" in what:
        seed = Seed("pasted text", (pasted if what == "-" else what).encode())
    else:
        seed = _read_file(project, Path(what))
    entries = feed_entries(seed)
    if entries == (seed,):
        yield _place(project, seed, url)
    else:
        yield from _place_entries(project, entries)


def _fetch(project: Project, address: str) -> Seed:
    """The bytes under an address, at most as many as a seed may have."""
    limit = project.settings.max_seed_bytes
    request = Request(
        address, headers={"User-Agent": f"Dateline/{__version__}", "Accept": "text/html, */*;q=0.5"}
    )
    try:
        with urlopen(request, timeout=_SECONDS) as answer:
            data = answer.read(limit + 1)
            charset = answer.headers.get_content_charset()
    except HTTPError as reason:
        hint = "open it in a browser; save the page and add the file"
        raise DatelineError(address, f"the server answered {reason.code} {reason.reason}", hint) from None
    except (URLError, HTTPException, TimeoutError, OSError) as reason:
        cause = getattr(reason, "reason", reason)
        hint = "are you online? a page that you saved can be added as a file"
        raise DatelineError(address, f"can't be fetched: {cause}", hint) from None
    return Seed(address, _as_utf8(data, charset))


def _as_utf8(data: bytes, charset: str | None) -> bytes:
    """The bytes in UTF-8, where the server says what they are in."""
    try:
        return data.decode(charset).encode() if charset else data
    except (LookupError, UnicodeDecodeError):
        return data


def _read_file(project: Project, path: Path) -> Seed:
    if path.is_dir():
        raise DatelineError(project.name(path), "it is a folder", "add its files one by one")
    if project.seeds in path.resolve().parents:
        raise DatelineError(project.name(path), "it is among the seeds already", "run `dateline convert`")
    return files.read_seed_file(project, path)


def _place_entries(project: Project, entries: tuple[Seed, ...]) -> Iterator[AddedSeed]:
    """The entries that were not taken before; each is noted once it has its place."""
    record = project.bases.parent / _FEEDS
    taken = set(json.loads(files.read_text(record, project.name(record)))) if record.exists() else set()
    for entry in entries:
        identity = entry.path.rpartition("#")[2]
        if identity not in taken:
            yield _place(project, entry, None)
            taken.add(identity)
            files.write_whole(record, json.dumps(sorted(taken), indent=0) + "\n")


def _place(project: Project, seed: Seed, url: str | None) -> AddedSeed:
    article, _ = seed_reader.article_from_seed(seed, project.settings.max_seed_bytes)
    text, _ = decode(seed.data, seed.path)
    form = format_of(split(text, seed.path).body, seed.path).name
    stem = files.briefing_name(article.title, (article.published or "")[:10] or None, seed.path).removesuffix(
        ".md"
    )
    data = seed.data if url is None or article.url else _with_address(text, url).encode()
    return _store(project, f"{stem}{_SUFFIXES.get(form, '.txt')}", data, article.title)


def _with_address(text: str, url: str) -> str:
    """The text with its address in front matter."""
    line = dump({"url": url})
    if has_front_matter(text):
        opening, _, rest = text.partition("\n")
        return f"{opening}\n{line}{rest}"
    return f"---\n{line}---\n{text}"


def _store(project: Project, name: str, data: bytes, title: str) -> AddedSeed:
    path = next(
        path
        for path in files.numbered_paths(project.seeds / name)
        if not path.exists() or path.read_bytes() == data
    )
    is_new = not path.exists()
    if is_new:
        files.write_whole(path, data)
    return AddedSeed(path, title, is_new)
