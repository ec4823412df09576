"""The guide's first briefing: every step of the page is taken, and says what the page says."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dateline.model.problems import CONVERTING
from serving_command import served
from sites import ROOT
from walkthrough import Step, apply, steps_of

PAGE = (ROOT / "docs" / "guide" / "first-briefing.md").read_text(encoding="utf-8")


class Newcomer:
    """Somebody who follows the page, in a folder of theirs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.said = ""

    def take(self, step: Step) -> None:
        if step.file:
            (self.folder / step.file).write_text(step.text, encoding="utf-8")
        elif step.form == "text":
            assert step.text.strip() in self.said
        elif step.form == "diff":
            [briefing] = self.folder.glob("briefings/*.md")
            apply(step.text, briefing)
        else:
            for command in step.text.splitlines():
                self.run(command)

    def run(self, command: str) -> None:
        if command.startswith("uv tool install "):
            assert command.removeprefix("uv tool install ") == CONVERTING.removeprefix("pip install ")
        elif command.startswith("cd "):
            self.folder /= command.removeprefix("cd ")
        elif command == "dateline serve":
            with served(self.folder) as shown:
                assert "Ferry to Marn runs again" in shown
        else:
            path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
            environment = {**os.environ, "PATH": path}
            done = subprocess.run(
                command, shell=True, cwd=self.folder, env=environment, capture_output=True, text=True
            )
            self.said = done.stdout + done.stderr
            is_found_wrong = "can be closed" in "".join(map(Path.read_text, self.folder.glob("briefings/*")))
            assert done.returncode == int(is_found_wrong and command == "dateline check"), self.said


@pytest.mark.model
@pytest.mark.long
def test_every_step_of_the_page(tmp_path: Path) -> None:
    newcomer = Newcomer(tmp_path)
    for step in steps_of(PAGE):
        newcomer.take(step)
    site = newcomer.folder / "site"
    assert "can be locked" in next(site.glob("briefings/*/index.html")).read_text("utf-8")
    assert (site / "topics" / "marn-ferry" / "index.html").is_file()
    assert (site / "pagefind" / "pagefind.js").is_file()
