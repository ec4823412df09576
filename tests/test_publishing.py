"""The files for hosts: each is what the guide shows, is read as its host reads it, and its commands run."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from dateline import __version__
from dateline.cli.project_commands import HOSTS
from dateline.project.new_project import SiteIdentity, create_project
from nightly import times
from sites import ROOT, briefing_text

PAGE = (ROOT / "docs" / "guide" / "publishing.md").read_text(encoding="utf-8")
INSTALL = "python -m pip install -r requirements.txt"
FILES = {
    "github-pages": ".github/workflows/publish.yml",
    "gitlab-pages": ".gitlab-ci.yml",
    "cloudflare": "wrangler.toml",
    "netlify": "netlify.toml",
    "rsync": "publish.sh",
}


def project_for(host: str, root: Path) -> Path:
    create_project(root, SiteIdentity("Pellmere desk"), host)
    (root / "briefings" / "a.md").write_text(briefing_text("Ferry sails"), encoding="utf-8")
    return root


def read(host: str, project: Path) -> Any:
    text = (project / FILES[host]).read_text(encoding="utf-8")
    return tomllib.loads(text) if FILES[host].endswith(".toml") else yaml.safe_load(text)


def commands_of(host: str, project: Path) -> tuple[list[str], str]:
    """What a host runs, and the folder that it publishes."""
    if host == "rsync":
        return ["sh publish.sh copied/"], "copied"
    config = read(host, project)
    if host == "github-pages":
        steps = config["jobs"]["build"]["steps"]
        upload = next(
            step for step in steps if step.get("uses", "").startswith("actions/upload-pages-artifact@")
        )
        return [step["run"] for step in steps if "run" in step], upload["with"]["path"]
    if host == "gitlab-pages":
        job = {**config[config["pages"]["extends"]], **config["pages"]}
        return [*job["before_script"], *job["script"]], job["artifacts"]["paths"][0]
    published = config["assets"]["directory"] if host == "cloudflare" else config["build"]["publish"]
    return config["build"]["command"].split(" && "), published


def run(commands: Sequence[str], project: Path) -> None:
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    for command in commands:
        done = subprocess.run(
            command, shell=True, cwd=project, env={**os.environ, "PATH": path}, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_every_host_is_tested() -> None:
    assert set(FILES) == set(HOSTS) - {"none"}


@pytest.mark.parametrize("host", FILES)
def test_the_guide_shows_the_file_that_is_written(host: str, tmp_path: Path) -> None:
    text = (project_for(host, tmp_path) / FILES[host]).read_text(encoding="utf-8")
    assert f"`{FILES[host]}`" in PAGE and f"\n{text}```\n" in PAGE


@pytest.mark.parametrize("host", FILES)
def test_it_checks_and_builds_strictly_before_it_publishes(host: str, tmp_path: Path) -> None:
    project = project_for(host, tmp_path)
    if host == "rsync":
        lines = (project / FILES[host]).read_text(encoding="utf-8").splitlines()
        commands = [line for line in lines if line.startswith("dateline")]
        assert "set -eu" in lines
    else:
        commands, _ = commands_of(host, project)
    if host not in ("rsync", "netlify"):  # which have it installed already
        assert commands.pop(0).replace("python3", "python") == INSTALL
    assert [command.split()[:2] for command in commands] == [["dateline", "check"], ["dateline", "build"]]
    assert "--no-strict" not in " ".join(commands)
    assert f"dateline-briefings=={__version__}\n" in (project / "requirements.txt").read_text("utf-8")


@pytest.mark.parametrize("host", times(["gitlab-pages"], list(FILES)))
@pytest.mark.long
def test_its_commands_run(host: str, tmp_path: Path) -> None:
    if host == "rsync" and not shutil.which("rsync"):
        pytest.skip("no rsync")
    project = project_for(host, tmp_path)
    commands, published = commands_of(host, project)
    run([command for command in commands if not command.endswith("-r requirements.txt")], project)
    assert "Ferry sails" in (project / published / "index.html").read_text(encoding="utf-8")
    assert (project / published / "404.html").is_file()


def test_hosts_take_a_version_of_python_that_is_tested() -> None:
    for version in re.findall(r'python(?:-version: "|:)(3[.]\d+)|PYTHON_VERSION = "(.*)"', PAGE):
        assert f'Python :: {"".join(version)}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_only_the_main_branch_is_published(tmp_path: Path) -> None:
    github = read("github-pages", project_for("github-pages", tmp_path / "github"))
    publish = github["jobs"]["publish"]
    assert (publish["if"], publish["needs"]) == ("github.ref == 'refs/heads/main'", "build")
    assert github["permissions"] == {"contents": "read"}, "a pull request is built without any other right"
    assert publish["permissions"] == {"pages": "write", "id-token": "write"}
    gitlab = read("gitlab-pages", project_for("gitlab-pages", tmp_path / "gitlab"))
    assert gitlab["pages"]["rules"] == [{"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}]
