"""The pictures of the README, taken of a site that is built: `make pictures`.

`python tests/pictures.py SITE FOLDER` writes them into a folder.
"""

import sys
from pathlib import Path
from typing import Literal

from playwright.sync_api import sync_playwright

from browser import serving, start

PICTURES: tuple[tuple[str, str, Literal["light", "dark"]], ...] = (
    ("home", "index.html", "light"),
    ("topic", "topics/velloe-dam/", "dark"),
)
"""Name, page and colours of each."""


def take(site: Path, folder: Path) -> None:
    """Write each picture as `FOLDER/NAME.png`."""
    folder.mkdir(exist_ok=True)
    with serving(site) as address, sync_playwright() as playwright:
        browser = start(playwright)
        for name, page_url, scheme in PICTURES:
            page = browser.new_page(viewport={"width": 1280, "height": 960}, color_scheme=scheme)
            page.goto(address + page_url)
            page.wait_for_load_state("networkidle")
            page.screenshot(path=folder / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    take(Path(sys.argv[1]), Path(sys.argv[2]))
