"""How much a test tries: a little in a normal run, all of it with DATELINE_NIGHTLY set (`make nightly`)."""

import os
from typing import TypeVar

Amount = TypeVar("Amount")


def times(usual: Amount, nightly: Amount) -> Amount:
    return nightly if os.environ.get("DATELINE_NIGHTLY") else usual
