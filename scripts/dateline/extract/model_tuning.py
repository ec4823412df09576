"""What makes a spaCy pipeline faster and leaves what it finds as it is."""

import ctypes
from pathlib import Path

import numpy
from spacy.language import Language
from thinc.api import NumpyOps

from dateline.extract.attribute_rules import ask_by_kind
from dateline.extract.stepwise_parsing import parse_stepwise

_LIBRARIES = Path(numpy.__file__).parents[1] / "numpy.libs"
"""Where the wheels of numpy keep the libraries that they bring along."""


def tune(nlp: Language) -> None:
    """Make a pipeline faster."""
    _index_lemmas(nlp)
    ask_by_kind(nlp)
    parse_stepwise(nlp)
    _multiply_by_openblas(nlp)


def _index_lemmas(nlp: Language) -> None:
    """Let the lemmatizer look forms up in sets: spaCy keeps the known lemmas of a part of speech in a list.

    To search the lists takes a tenth of the time of parsing.
    """
    for _, pipe in nlp.pipeline:
        lookups = getattr(pipe, "lookups", None)
        if lookups is not None and lookups.has_table("lemma_index"):
            index = lookups.get_table("lemma_index")
            for part in tuple(index):
                index[part] = frozenset(index[part])


def _multiply_by_openblas(nlp: Language) -> None:
    """Let the networks multiply matrices by numpy's OpenBLAS, in a third of the time that spaCy's own BLIS takes."""
    if _keeps_to_one_thread():
        ops = NumpyOps(use_blis=False)
        for _, pipe in nlp.pipeline:
            network = getattr(pipe, "model", None)
            for node in network.walk() if network is not None else ():
                node.ops = ops


def _keeps_to_one_thread() -> bool:
    """Tell numpy's OpenBLAS to keep to one thread as BLIS does; False where numpy does not bring one that can be told.

    Several threads wait for each other longer than they work, and `--jobs` shares the work among processes.
    """
    for library in _LIBRARIES.glob("libscipy_openblas64_*"):
        # numpy has no function for it
        set_threads = getattr(ctypes.CDLL(str(library)), "scipy_openblas_set_num_threads64_", None)
        if set_threads is not None:
            set_threads(1)
            return True
    return False
