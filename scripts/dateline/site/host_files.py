"""What static hosts and search engines read beside the pages: `_headers`, `.nojekyll`, `robots.txt`."""

from collections.abc import Sequence
from urllib.parse import urljoin

from dateline.site.security_policy import headers_with


def host_files(policy: str, address: str, sitemaps: Sequence[str] = ("sitemap.xml",)) -> dict[str, str]:
    """Their texts by name; `policy` is that of the pages, `address` that of the site, each "" where there is none.

    `sitemaps` are the names of those that the site has.

    Without the empty `.nojekyll`, GitHub Pages leaves out what begins with an underscore.
    """
    found = {".nojekyll": ""}
    if policy:
        found["_headers"] = headers_with(policy)
    if address:
        named = "".join(f"Sitemap: {urljoin(address, name)}\n" for name in sitemaps)
        found["robots.txt"] = f"User-agent: *\nAllow: /\n\n{named}"
    return found
