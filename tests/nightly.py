"""How much a test tries: a little in a normal run, all of it with DATELINE_NIGHTLY set (`make nightly`)."""

import os


def times(usual: int, nightly: int) -> int:
    return nightly if os.environ.get("DATELINE_NIGHTLY") else usual
