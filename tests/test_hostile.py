"""Broken and malicious seeds: each is converted, warned about or refused, and none harms another or the site.

The seeds come from a generator that lies beside the project (`shared/hostile`); without it these tests are skipped.
"""

import json
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import pytest

from dateline.formats import seed_reader
from dateline.model.article import Seed
from dateline.model.problems import DatelineError, Problem, Severity
from dateline.project import files
from dateline.project.settings import Settings
from marks import few_of

ROOT = Path(__file__).parent.parent
GENERATOR = ROOT.parent / "shared" / "hostile" / "make_hostile.py"
pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(not GENERATOR.exists(), reason=f"no generator of hostile seeds at {GENERATOR}"),
]

LIMIT = Settings().max_seed_bytes
SECONDS = 10
"""No seed may take longer to read."""

OTHERWISE = {
    "hardwrapped72.txt": (
        "ok",
        "lines broken within words are joined by a blank; nothing in the file says that they are",
    ),
    "dup_same_b.txt": (
        "ok",
        "nothing is wrong with it by itself; the next test sees that it repeats another",
    ),
    "dates_many.txt": (
        "ok",
        "the labelled stamps say when; a row of numbers that may be two days is no stamp",
    ),
    "body_stars.txt": ("warn", "a paragraph of more than 20,000 characters is no paragraph"),
    "body_lists.txt": ("warn", "160,000 characters are more than an article has"),
    "front_valid.txt": ("warn", "keys that Dateline does not know are named"),
    "front_unclosed.txt": ("reject", "half of the article may have been meant for front matter"),
    "yaml_merge_dup.md": ("reject", "keys that stand twice and aliases have no one meaning"),
    "yaml_types.md": ("warn", "a time of day is no date: it is left out, with a warning"),
}
"""Where we do what the manifest does not propose, and why."""

UNTITLED = (
    "title_yamlnull",
    "title_num",
    "title_date",
    "title_dots",
    "title_dot",
    "title_slugempty",
    "title_long",
    "title_xml",
)
"""A headline without a word of prose, or of 20,000 characters, is no headline: the body stands in, with a warning."""


@dataclass(frozen=True)
class Seeds:
    """A folder of hostile seeds, and what is proposed for each."""

    root: Path
    manifest: list[dict[str, str]]


@dataclass(frozen=True)
class Run(Seeds):
    """That folder as a project, after one `dateline convert`."""

    stderr: str


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Seeds:
    root = tmp_path_factory.mktemp("hostile")
    subprocess.run(
        [sys.executable, str(GENERATOR), str(root / "seeds"), "--big"], check=True, capture_output=True
    )
    manifest = json.loads((root / "seeds" / "manifest.json").read_text())
    (root / "seeds" / "manifest.json").unlink()
    return Seeds(root, manifest)


@pytest.fixture(scope="module")
def hostile(seeds: Seeds) -> Run:
    root = seeds.root
    for name in ("mkdocs.yml", "docs", "theme"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, root / name)
    command = [sys.executable, "-m", "dateline", "convert", "--jobs", "2"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True)
    return Run(root, seeds.manifest, done.stderr)


def action_on(path: Path) -> str:
    """What the reader does with a seed: "reject", "warn" or "ok"; it may take no more than `SECONDS`."""
    data = path.read_bytes()
    started = time.process_time()
    try:
        article, problems = seed_reader.article_from_seed(Seed(path.name, data), LIMIT)
    except DatelineError:
        return "reject"
    assert time.process_time() - started < SECONDS, path.name
    assert all(0 <= b.span.start < b.span.end <= len(article.text) for b in article.blocks), path.name
    return "warn" if any(map(is_warning, problems)) else "ok"


def is_warning(problem: Problem) -> bool:
    """Whether a problem is a warning about what is odd in a seed; few of them have a date, which is not their point."""
    return problem.severity is Severity.WARNING and "no date was found" not in problem.message


@pytest.mark.long
def test_no_traceback(hostile: Run) -> None:
    assert "Traceback" not in hostile.stderr
    assert "a fault of Dateline" not in hostile.stderr


@pytest.mark.parametrize("is_large", few_of([False], [True]), ids=["small", "megabytes"])
def test_each_is_read_warned_about_or_refused(seeds: Seeds, is_large: bool) -> None:
    wrong = {}
    for entry in seeds.manifest:
        name = entry["name"]
        path = seeds.root / "seeds" / name
        if (path.stat().st_size > 1_000_000) is not is_large:
            continue
        action = action_on(path)
        expected = (
            "warn" if name.removesuffix(".txt") in UNTITLED else OTHERWISE.get(name, (entry["expect"],))[0]
        )
        if action != expected:
            wrong[name] = f"{action}, not {expected} ({entry['why']})"
    assert not wrong


@pytest.mark.long
def test_every_seed_gets_a_briefing_a_twin_or_a_refusal(hostile: Run) -> None:
    """Much of the set is one article in many encodings, which makes one briefing."""
    made = {
        seed
        for path in (hostile.root / "briefings").iterdir()
        for seed in [seed.path for seed in files.named_seeds_of(path, path.name)]
    }
    refused = {
        line.split(": error: ")[0].split(":")[0]
        for line in hostile.stderr.splitlines()
        if ": error: " in line
    }
    twins = {
        line.split(": warning: the same article")[0]
        for line in hostile.stderr.splitlines()
        if ": the same article as " in line
    }
    made = {seed.partition("#")[0] for seed in made}
    assert {f"seeds/{entry['name']}" for entry in hostile.manifest} <= made | refused | twins
    assert "seeds/dup_same_b.txt" in twins


@pytest.mark.long
def test_each_refusal_is_one_line(hostile: Run) -> None:
    lines = [line for line in hostile.stderr.splitlines() if ": error: " in line]
    assert len(lines) == len({line.split(": error: ")[0].rpartition(":")[0] or line for line in lines})
    assert all(line.endswith(")") for line in lines), "each tells the remedy"


@pytest.mark.long
def test_the_briefings_hold_what_their_seeds_say(hostile: Run) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dateline", "check"], cwd=hostile.root, capture_output=True, text=True
    )
    assert [line for line in done.stdout.splitlines() if ": error: " in line] == []


@pytest.mark.long
def test_the_site_builds_strictly_and_runs_nothing(hostile: Run) -> None:
    site = hostile.root / "site"
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(site)],
        cwd=hostile.root,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    pages = sorted((site / "briefings").rglob("index.html"))
    assert len(pages) > 60
    dangers = {page.parent.name: found for page in pages if (found := dangers_of(page))}
    assert not dangers


def dangers_of(page: Path) -> list[str]:
    """What a browser would run, load or hide on a page because of a seed's text."""
    parser = _Dangers()
    parser.feed(page.read_text(encoding="utf-8"))
    return parser.found


class _Dangers(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.tag = ""
        self.is_data = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tag = tag
        self.is_data = tag == "script" and ("type", "application/ld+json") in attrs
        for name, value in attrs:
            address = name in ("href", "src", "action", "srcdoc") and (value or "")
            if name.startswith("on") or (
                address and address.startswith(("javascript:", "data:text", "https://evil"))
            ):
                self.found.append(f"<{tag} {name}={value}>")
        if tag in ("iframe", "object", "embed"):
            self.found.append(f"<{tag}>")

    def handle_endtag(self, tag: str) -> None:
        self.tag, self.is_data = "", False

    def handle_data(self, data: str) -> None:
        if self.is_data:
            json.loads(data)  # what a browser does not run; one that could end it early would be no JSON
        elif (self.tag == "script" and "alert(" in data) or (self.tag == "style" and "display:none" in data):
            self.found.append(f"<{self.tag}>{data[:60]}")
