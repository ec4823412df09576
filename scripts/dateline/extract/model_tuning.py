"""What makes a spaCy pipeline faster and leaves what it finds as it is."""

import os

import numpy
from spacy.language import Language
from thinc.api import NumpyOps

from dateline.extract.attribute_rules import ask_by_kind


def tune(nlp: Language) -> None:
    """Make a pipeline faster."""
    _index_lemmas(nlp)
    ask_by_kind(nlp)
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
    """Let the networks multiply matrices by numpy's OpenBLAS, in a third of the time that spaCy's own BLIS takes.

    Only where it keeps to one thread (`dateline/__init__.py`): several wait for each other longer than they work.
    """
    library = numpy.show_config(mode="dicts")["Build Dependencies"].get("blas", {})
    if "openblas" in library.get("name", "") and os.environ.get("OPENBLAS_NUM_THREADS") == "1":
        ops = NumpyOps(use_blis=False)
        for _, pipe in nlp.pipeline:
            network = getattr(pipe, "model", None)
            for node in network.walk() if network is not None else ():
                node.ops = ops
