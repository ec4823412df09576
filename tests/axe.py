"""What axe-core finds on a page that shuts people out."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def violations(page: Page) -> list[str]:
    """Each violation that axe-core finds: its rule, its help, and the elements, one a line."""
    found = Axe().run(page).response["violations"]
    return [
        f"{rule['id']}: {rule['help']}\n" + "\n".join(f"    {node['html'][:200]}" for node in rule["nodes"])
        for rule in found
    ]
