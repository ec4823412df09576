"""What the caches rest on: the code that is digested is the code that decides."""

import grimp
import pytest

from dateline.project import cache

UNDECIDING = {"dateline.model.problems"}
"""Modules that only carry messages."""


@pytest.mark.parametrize(
    ("root", "parts"),
    [
        ("dateline.extract", cache.PARTS["analysis"]),
        ("dateline.compose", cache.PARTS["briefing"]),
        ("dateline.formats", cache.PARTS["briefing"]),
        ("dateline.briefing.document", cache.PARTS["briefing"]),
        ("dateline.check.examination", cache.PARTS["check"]),
        ("dateline.topics.similarity", cache.PARTS["topics"]),
    ],
)
def test_every_module_that_a_result_rests_on_is_digested(root: str, parts: tuple[str, ...]) -> None:
    graph = grimp.build_graph("dateline")
    is_package = bool(graph.find_children(root))
    needed = graph.find_upstream_modules(root, as_package=is_package) | graph.find_descendants(root) | {root}
    digested = {f"dateline.{part.removesuffix('.py').replace('/', '.')}" for part in parts}
    missing = {
        module
        for module in needed - UNDECIDING - {"dateline"}
        if not any(module == part or module.startswith(f"{part}.") for part in digested)
    }
    assert missing == set()
