"""The Content-Security-Policy of the pages: what a browser may load and run (https://www.w3.org/TR/CSP3/).

Scripts and styles stand in files of the site, never in a page, so that no text which slips through as markup can run.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

_OWN: Mapping[str, tuple[str, ...]] = {
    "default-src": ("'none'",),
    "script-src": ("'self'", "'wasm-unsafe-eval'"),  # Pagefind's search is WebAssembly
    "style-src": ("'self'",),
    "img-src": (
        "'self'",
        "data:",
        "https:",
    ),  # Material's icons are data; editors may show pictures from elsewhere
    "font-src": ("'self'",),
    "media-src": ("'self'", "https:"),
    "connect-src": ("'self'",),  # the index of the search, the lines of a timeline
    "worker-src": ("'self'",),  # Material's search
    "manifest-src": ("'self'",),
    "base-uri": ("'none'",),
    "form-action": ("'self'",),
}
_IN_HEADER_ALONE = "frame-ancestors 'self'"
"""What a browser heeds in a header, and not in a page."""


def policy_with(more: Mapping[str, Iterable[str]]) -> str:
    """The policy, with further sources for some of its directives: `{"font-src": ["https://fonts.example"]}`."""
    sources = {name: dict.fromkeys((*own, *more.get(name, ()))) for name, own in _OWN.items()}
    return "; ".join(f"{name} {' '.join(values)}" for name, values in sources.items())


def headers_with(policy: str, more: Mapping[str, str] = MappingProxyType({})) -> str:
    """A `_headers` file for every page, as Netlify and Cloudflare Pages read it: a policy, if any, and more."""
    own = {
        "Content-Security-Policy": f"{policy}; {_IN_HEADER_ALONE}",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "X-Content-Type-Options": "nosniff",
    }
    headers = {**(own if policy else {}), **more}
    return "/*\n" + "".join(f"  {name}: {value}\n" for name, value in headers.items())
