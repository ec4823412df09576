"""What axe-core finds on a page that shuts people out."""

from collections.abc import Sequence
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_OPTIONS = {"rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"]}
"""With the rule of WCAG 2.2 AA that axe-core leaves out unless it is asked for: what is pressed is 24 pixels high and
wide, or has that much room around it.  What holds need not be described: that takes half of the time."""


def violations(page: Page, rules: Sequence[str] = ()) -> list[str]:
    """Each violation that axe-core finds: its rule, its help, and the elements, one a line; of some rules or all."""
    if not page.evaluate("'axe' in window"):  # to read the script takes a third of the time
        page.evaluate(Axe().axe_script)
    options: dict[str, Any] = {**_OPTIONS, "runOnly": list(rules)} if rules else _OPTIONS
    found = page.evaluate("(options) => axe.run(options).then((found) => found.violations)", options)
    return [
        f"{rule['id']}: {rule['help']}\n" + "\n".join(f"    {node['html'][:200]}" for node in rule["nodes"])
        for rule in found
    ]
