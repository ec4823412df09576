"""What looks from outside, by npm: html-validate, schema.org's vocabulary, TimelineJS, Prettier and markdownlint in the
tests, Lighthouse on request.

Run as a script it builds the sample site and has Lighthouse look at three pages of it, as a phone on a slow line
would (`make audit`); the exit code is 1 where a score is below 95.
"""

import fcntl
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from browser import NAMES, chromium_path, serving
from sites import ROOT, build_site, make_project

FOLDER = ROOT / "tests" / "audit"
LEAST = 95
PAGES = (
    "",
    "briefings/2025-05-12-thousands-leave-homes-below-velloe-dam-after-spillway-gate-gives-way/",
    "topics/velloe-dam/",
)
CHROME = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage"

_SIDEBARS = r"main > div > div:nth-child\([12]\) > div > div > nav"
EXEMPT = (
    ("unique-landmark", _SIDEBARS),  # Material writes a page's contents twice and shows one of them
    (
        "attribute-allowed-values",
        r"^#__nav_\d+_label$",
    ),  # Material's tabindex="" on the open section of the navigation
)


def install(name: str, *options: str) -> Path:
    """A file of the packages of `tests/audit`, which are installed if it is not there.

    Raises `CalledProcessError` or `FileNotFoundError`.
    """
    path = FOLDER / "node_modules" / name
    with (FOLDER / "package.json").open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)  # npm begins by emptying the folder, and tests run side by side
        if not path.exists():
            npm = shutil.which("npm") or "npm"
            subprocess.run(
                [npm, "ci", "--no-audit", "--no-fund", *options],
                cwd=FOLDER,
                check=True,
                stdout=subprocess.DEVNULL,
            )
    return path


def html_validate() -> Path:
    """html-validate; see `tool`."""
    return tool("html-validate")


def tool(name: str) -> Path:
    """A program of `tests/audit`; see `package`."""
    return package(f".bin/{name}")


def package(name: str) -> Path:
    """A file or folder of the packages of `tests/audit`; skips loudly where npm can't install it, but fails in CI."""
    try:
        return install(name, "--omit=optional")
    except (OSError, subprocess.CalledProcessError) as reason:
        message = f"NOT TESTED: npm could not install {name} ({reason})"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)


def invalid(program: Path, site: Path, paths: Iterable[Path]) -> list[str]:
    """What html-validate has to say of these pages of a site: page, line, rule and message."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"  # of a pipe, html-validate fills no more than the first part
        command = [
            str(program),
            "--config",
            "htmlvalidate.mjs",
            "--formatter",
            f"json={report}",
            *map(str, paths),
        ]
        subprocess.run(command, cwd=FOLDER, stdout=subprocess.DEVNULL)
        pages = json.loads(report.read_text(encoding="utf-8"))
    return [
        f"{Path(page['filePath']).relative_to(site)}:{found['line']}: {found['ruleId']}: {found['message']}"
        for page in pages
        for found in page["messages"]
        if not _is_exempt(found)
    ]


def _is_exempt(found: dict[str, Any]) -> bool:
    return any(
        found["ruleId"] == rule and re.search(where, found["selector"] or "") for rule, where in EXEMPT
    )


def scores(program: Path, url: str) -> dict[str, int]:
    """Lighthouse's scores for a page, from 0 to 100."""
    command = [str(program), url, "--quiet", "--output=json", f"--chrome-flags={CHROME}"]
    found = chromium_path(NAMES[::-1])  # a whole browser rather than a headless shell
    environment = {**os.environ, **({"CHROME_PATH": found} if found else {})}
    answer = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    found = json.loads(answer.stdout)["categories"]
    return {name: round(100 * category["score"]) for name, category in found.items()}


def main(pages: Sequence[str] = PAGES) -> int:
    """Print the scores of the sample site's pages; 1 where one is too low."""
    program = install(".bin/lighthouse")
    low = 0
    with tempfile.TemporaryDirectory() as folder:
        project = make_project(Path(folder) / "project", sorted((ROOT / "briefings").glob("*.md")))
        with serving(build_site(project, strict=False)) as address:
            for page in pages:
                found = scores(program, address + page)
                print(f"/{page}", *(f"{name} {score}" for name, score in found.items()), sep="  ", flush=True)
                low += sum(score < LEAST for score in found.values())
    return int(low > 0)


if __name__ == "__main__":
    sys.exit(main())
