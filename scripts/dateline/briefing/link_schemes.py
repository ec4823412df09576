"""The scheme of an address as a browser reads it, which sees through capitals, entities, tabs and line ends."""

import re
from html import unescape

RUNNING = frozenset({"javascript", "vbscript", "data"})
"""Schemes whose addresses are themselves what a browser runs or shows."""

_IGNORED = re.compile(r"^[\x00-\x20]+|[\t\n\r]")
"""What a browser leaves out of an address (https://url.spec.whatwg.org/#concept-basic-url-parser)."""
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")


def scheme_of(address: str) -> str:
    """The scheme of an address as an attribute in HTML has it; "" for one that has none."""
    match = _SCHEME.match(_IGNORED.sub("", _IGNORED.sub("", unescape(address))))
    return match[1].lower() if match else ""
