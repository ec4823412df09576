"""Which Content-Security-Policy the pages of a project get, by what its configuration loads from elsewhere."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig

from dateline.site.security_policy import policy_with

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

OWN, NONE = "own", "none"
"""The values of the setting."""
_INLINE = ("analytics", "consent", "version")
"""What Material writes as inline scripts, by the keys of `extra`."""
_STYLES_OF_GOOGLE, _FONTS_OF_GOOGLE = "https://fonts.googleapis.com", "https://fonts.gstatic.com"


def page_policy(config: MkDocsConfig) -> str:
    """The policy; the hosts of styles, scripts and fonts that the configuration names are added to it."""
    styles, fonts = [*_origins(map(str, config.extra_css))], []
    if config.theme.get("font"):
        styles.append(_STYLES_OF_GOOGLE)
        fonts.append(_FONTS_OF_GOOGLE)
    scripts = [*_origins(map(str, config.extra_javascript))]
    return policy_with({"style-src": styles, "font-src": fonts, "script-src": scripts})


def refused_by_policy(config: MkDocsConfig) -> Iterator[str]:
    """The parts of Material that the configuration asks for and the policy keeps from running."""
    yield from (f"extra.{name}" for name in _INLINE if config.extra.get(name))
    if "announce.dismiss" in config.theme["features"]:
        yield "announce.dismiss"
    icons = config.theme.get("icon")
    if isinstance(icons, dict):
        yield from (f"theme.icon.{name}" for name in ("admonition", "annotation") if icons.get(name))


def _origins(addresses: Iterator[str]) -> Iterator[str]:
    """The origins of those of the addresses that are not of the site."""
    for address in addresses:
        parts = urlsplit(address)
        if parts.netloc:
            yield f"{parts.scheme or 'https'}://{parts.netloc}"


def without_policy(app: "WSGIApplication", policy: str) -> "WSGIApplication":
    """A server that blanks the policy in pages of a built site: the script by which MkDocs reloads a page is inline."""
    tag = policy.encode()

    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        return (part.replace(tag, b" " * len(tag)) for part in app(environ, start_response))

    return answer
