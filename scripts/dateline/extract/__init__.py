"""Article to Annotations: quotes, speakers, entities, times, events.  The only package that imports spaCy."""

import sys
from types import ModuleType

_UNUSED = ("spacy.cli", "spacy.cli.info")


def _import_spacy() -> None:
    """Import spaCy without its commands, which it imports for one function and which take a quarter of the time.

    Who imports them afterwards gets them.
    """
    if "spacy" in sys.modules:
        return
    sys.modules.update((name, ModuleType(name)) for name in _UNUSED)
    vars(sys.modules["spacy.cli.info"])["info"] = None
    try:
        import spacy  # noqa: F401
    finally:
        for name in _UNUSED:
            del sys.modules[name]


_import_spacy()
