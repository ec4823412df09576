"""A real browser for the tests: which Chromium to drive, how to get one, how to serve a site to it.

Run as a script it makes sure that there is one (`make test` does): Debian's package as root, else the system's, else
Playwright's own download.  A headless shell is preferred, which is Chromium's engine without its windows, tabs and
extensions: a page takes a third less time in it.
"""

import gzip
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache, partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, Playwright, sync_playwright

SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome")
_COMPRESSED = ("application/javascript", "application/json", "image/svg+xml", "application/xml")
# No name is looked up: what a page asks for beyond this machine fails, and leaves no trace elsewhere.
FLAGS = [
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
]
# A window's address bar loads two pages of its own, which takes as long as a page of ours. The last such flag counts:
# the features above ours are those that Playwright turns off, too, and that bear on pages.
_TURNED_OFF = (
    "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled",
    "PreconnectToSearch",
    "WebUIOmniboxPopup", "WebUIOmniboxAimPopup",
)  # fmt: skip
MISSING = (
    "no Chromium: set CHROMIUM to one, install the package `chromium`, or run `playwright install chromium`"
)


def chromium_path(names: Sequence[str] = NAMES) -> str | None:
    """The system's Chromium: what the variable CHROMIUM names, or the first on the path."""
    named = os.environ.get("CHROMIUM")
    return named or next((path for name in names if (path := shutil.which(name))), None)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running Chromium, Playwright's own if there is no other; skips without one, but fails in CI."""
    with sync_playwright() as playwright:
        browser = _launch(playwright)
        yield browser
        browser.close()


def start(playwright: Playwright) -> Browser:
    """Start the Chromium there is; raises Playwright's `Error` where none starts."""
    flags = [*FLAGS, f"--disable-features={','.join(_TURNED_OFF)}", *(["--no-sandbox"] if _is_root() else [])]
    return playwright.chromium.launch(executable_path=chromium_path(), args=flags)


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _launch(playwright: Playwright) -> Browser:
    try:
        return start(playwright)
    except Error as reason:
        message = f"BROWSER TESTS NOT RUN: {MISSING} ({reason.message.splitlines()[0]})"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)


@lru_cache(maxsize=200)
def _gzipped(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)


class _Host(SimpleHTTPRequestHandler):
    """Answers as the usual hosts of static sites do: text is compressed, an address that is none gets a page, and what
    is no page is kept by the browser for a while, which spares a third of the time of the next page."""

    # a connection that closes behind each answer is now and then reset before a browser has read it
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = self._file()
        status = HTTPStatus.OK if path.is_file() else HTTPStatus.NOT_FOUND
        content = (path if path.is_file() else Path(self.directory) / "404.html").read_bytes()
        self.send_response(status)
        kind = self.guess_type(path if path.is_file() else "404.html")
        self.send_header("Content-Type", kind)
        if kind.startswith("text/") or kind in _COMPRESSED:
            content = _gzipped(content)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        if path.is_file() and path.suffix != ".html":
            self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        with suppress(BrokenPipeError, ConnectionResetError):  # a page that was left asks for no more
            self.wfile.write(content)

    def _file(self) -> Path:
        path = Path(self.translate_path(self.path))
        return path / "index.html" if path.is_dir() else path

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the library's name
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    """Lets as many connections wait as a page asks for at once; with the usual five, a busy machine resets some."""

    request_queue_size = 128


@contextmanager
def serving(site: Path) -> Iterator[str]:
    """The address of a site on a free port of this machine."""
    server = _Server(("127.0.0.1", 0), partial(_Host, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def wait_until(page: Page, condition: str, every: int = 20) -> None:
    """Wait until a JavaScript expression or function gives something true, asked for every so many milliseconds.

    Playwright's own `wait_for_function` evaluates text in the page, which the policy of the site refuses.
    """
    end = time.monotonic() + 30
    while not page.evaluate(condition):
        assert time.monotonic() < end, f"never true: {condition}"
        page.wait_for_timeout(every)


def transfers(page: Page) -> list[int]:
    """The bytes on the wire of each answer that a page gets from now on; the list grows as they come in."""
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    sizes: list[int] = []
    network.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    return sizes


def main() -> int:
    """See that there is a Chromium that starts; without one, 1 in CI and a loud word elsewhere."""
    for install in (_install_from_debian, None, _install_from_playwright):
        if install is not None and not install():
            continue
        with sync_playwright() as playwright:
            try:
                browser = start(playwright)
            except Error:
                continue
            print(f"Chromium {browser.version}: {chromium_path() or 'installed by Playwright'}")
            browser.close()
            return 0
    print(f"BROWSER TESTS WILL NOT RUN: {MISSING}", file=sys.stderr)
    return 1 if os.environ.get("CI") else 0


def _install_from_debian() -> bool:
    """Whether a headless shell was installed, or, where there is no package of that name, a Chromium."""
    if os.environ.get("CHROMIUM") or shutil.which(SHELL) or not shutil.which("apt-get") or not _is_root():
        return False
    packages = [SHELL] if chromium_path() else [SHELL, "chromium"]
    print(f"installing Debian's {' or '.join(packages)} (apt-get)")
    return _apt_get("update") and any(
        _apt_get("install", "-y", "--no-install-recommends", name) for name in packages
    )


def _apt_get(*arguments: str) -> bool:
    command = ["apt-get", "-qq", "-o", "Acquire::http::Timeout=20", *arguments]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(command, env=environment, stdout=subprocess.DEVNULL).returncode == 0


def _install_from_playwright() -> bool:
    if chromium_path():
        return False
    print("installing Playwright's chromium")
    return subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"]).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
