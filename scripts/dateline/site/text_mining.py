"""Whether programs may mine the site, as the TDM Reservation Protocol has it (https://www.w3.org/community/reports/tdmrep/).

It is said three times, for a program may look in one place alone: in a file at the root of the host, in each page, and
in the headers of hosts that read `_headers`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

PATH = ".well-known/tdmrep.json"
"""Where a host has it, below its root."""
_VALUES = {"reserved": 1, "allowed": 0}


@dataclass(frozen=True, slots=True)
class TextMining:
    """What a site says of it: "reserved", "allowed", or "unsaid"; `terms` is the address where one may ask, or ""."""

    choice: str = "unsaid"
    terms: str = ""

    @property
    def told(self) -> Mapping[str, str]:
        """The names and values of the protocol, as meta elements and headers have them; none where nothing is said."""
        if self.choice not in _VALUES:
            return {}
        policy = {"tdm-policy": self.terms} if self.terms else {}
        return {"tdm-reservation": str(_VALUES[self.choice]), **policy}

    def file_for(self, address: str) -> str:
        """The text of the file at `PATH` for a site of this address ("" where it is not known); "" for no file."""
        if not self.told:
            return ""
        value = {"tdm-reservation": _VALUES[self.choice]}
        rule = {"location": urlsplit(address).path or "/", **self.told, **value}
        return json.dumps([rule], indent=2, ensure_ascii=False) + "\n"
