"""What hosts, search engines and miners read beside the pages: `_headers`, `.nojekyll`, `robots.txt`, `tdmrep.json`."""

from collections.abc import Sequence
from urllib.parse import urljoin

from dateline.site.security_policy import headers_with
from dateline.site.text_mining import PATH, TextMining

_SAYS_NOTHING = TextMining()


def host_files(
    policy: str,
    address: str,
    sitemaps: Sequence[str] = ("sitemap.xml",),
    mining: TextMining = _SAYS_NOTHING,
) -> dict[str, str]:
    """Their texts by name; `policy` is that of the pages, `address` that of the site, each "" where there is none.

    `sitemaps` are the names of those that the site has.

    Without the empty `.nojekyll`, GitHub Pages leaves out what begins with an underscore.
    """
    found = {".nojekyll": ""}
    if policy or mining.told:
        found["_headers"] = headers_with(policy, mining.told)
    if told := mining.file_for(address):
        found[PATH] = told
    if address:
        named = "".join(f"Sitemap: {urljoin(address, name)}\n" for name in sitemaps)
        found["robots.txt"] = f"User-agent: *\nAllow: /\n\n{named}"
    return found
