"""When Python looks for garbage in a build: nearly all that is made stays, and looking would be a tenth of the time."""

import atexit
import ctypes
import gc
import sys
from contextlib import suppress

_SELDOM = (20_000, 50, 100)
"""Objects more than before that set off the first look, and looks that set off the next thorough one (`gc`)."""


class GarbageCollection:
    """Python's ways with garbage from the start of a build to its end; a server never starts and keeps Python's own."""

    def __init__(self) -> None:
        self._usual = gc.get_threshold()

    def start(self) -> None:
        """Look for none: the briefings are being read, of which nothing is garbage before the end."""
        gc.disable()
        gc.set_threshold(*_SELDOM)
        atexit.register(gc.freeze)  # Python need not take apart what the system takes back as a whole

    def settle(self) -> None:
        """Look seldom, and never again at what there is by now; does nothing where no build has started."""
        if not gc.isenabled():
            _give_back()
            gc.freeze()
            gc.enable()

    def restore(self) -> None:
        """Leave Python as it was."""
        gc.enable()
        gc.unfreeze()
        gc.set_threshold(*self._usual)


def _give_back() -> None:
    """Give the system what the GNU C library holds for later: a tenth of the memory, once a site is gathered.

    It gives back by itself only what lies above all that is in use, and processes forked later share the rest.
    """
    if sys.platform.startswith("linux"):
        with suppress(AttributeError, OSError):  # another C library
            ctypes.CDLL(None).malloc_trim(0)
