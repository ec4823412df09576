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
_CONTRAST = {**_VIOLATIONS, "runOnly": ["color-contrast"]}
_ALL = "(options) => axe.run(options).then((found) => found.violations)"
_NEW = """async ([fine, options]) => {
  const looks = kindsOfText();
  fine.forEach((look) => looks.delete(look));
  const found = looks.size ? await axe.run([...looks.values()], options) : {violations: []};
  return [[...looks.keys()], found.violations];
}"""
"""Looks of text that are not known to be fine, and what is wrong with them."""
_FINE: set[str] = set()
"""The looks of text that stand out from their ground, as `kinds_of_text.js` names them: colours are part of a look."""


def violations(page: Page) -> list[str]:
    """Each violation that axe-core finds: its rule, its help, and the elements, one a line."""
    _load(page)
    found = page.evaluate(_ALL, {**_VIOLATIONS, "rules": _ALL_BUT_CONTRAST})
    return [*_told(found), *poor_contrast(page)]


def poor_contrast(page: Page) -> list[str]:
    """What axe-core finds that does not stand out from its ground.

    To ask for all texts takes two thirds of axe-core's time, so a normal run asks once for those that look the same, be
    it on several pages.
    """
    _load(page)
    if times(False, True):
        return [*_told(page.evaluate(_ALL, _CONTRAST))]
    looks, found = page.evaluate(_NEW, [sorted(_FINE), _CONTRAST])
    if not found:
        _FINE.update(looks)
    return [*_told(found)]


def _load(page: Page) -> None:
    if not page.evaluate("'axe' in window"):  # to read the script takes a third of the time
        page.evaluate(Axe().axe_script)
        page.evaluate(Path(__file__).with_name("kinds_of_text.js").read_text(encoding="utf-8"))


def _told(found: list[dict[str, Any]]) -> Iterator[str]:
    for rule in found:
        nodes = "\n".join(f"    {node['html'][:200]}" for node in rule["nodes"])
        yield f"{rule['id']}: {rule['help']}\n{nodes}"
