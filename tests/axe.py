"""What axe-core finds on a page that shuts people out."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from nightly import times

_VIOLATIONS: dict[str, Any] = {"resultTypes": ["violations"]}
"""What holds need not be described: that takes half of the time."""
_ALL_BUT_CONTRAST = {"target-size": {"enabled": True}, "color-contrast": {"enabled": False}}
"""With the rule of WCAG 2.2 AA that axe-core leaves out unless it is asked for: what is pressed is 24 pixels high and
wide, or has that much room around it."""
_CONTRAST = ["color-contrast"]


def violations(page: Page) -> list[str]:
    """Each violation that axe-core finds: its rule, its help, and the elements, one a line."""
    run = "(options) => axe.run(options).then((found) => found.violations)"
    _load(page)
    found = page.evaluate(run, {**_VIOLATIONS, "rules": _ALL_BUT_CONTRAST})
    return [*_told(found), *poor_contrast(page)]


def poor_contrast(page: Page) -> list[str]:
    """What axe-core finds that does not stand out from its ground.

    To ask for all texts takes two thirds of axe-core's time, so a normal run asks for one of those that look the same.
    """
    texts = times("kindsOfText()", "document")
    run = f"(options) => axe.run({texts}, options).then((found) => found.violations)"
    _load(page)
    return [*_told(page.evaluate(run, {**_VIOLATIONS, "runOnly": _CONTRAST}))]


def _load(page: Page) -> None:
    if not page.evaluate("'axe' in window"):  # to read the script takes a third of the time
        page.evaluate(Axe().axe_script)
        page.evaluate(Path(__file__).with_name("kinds_of_text.js").read_text(encoding="utf-8"))


def _told(found: list[dict[str, Any]]) -> Iterator[str]:
    for rule in found:
        nodes = "\n".join(f"    {node['html'][:200]}" for node in rule["nodes"])
        yield f"{rule['id']}: {rule['help']}\n{nodes}"
