"""A briefing that a person reviewed changes only when its seeds do, whatever another version would draft."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

import workshop
from dateline.cli import report
from dateline.compose.briefing_draft import compose_briefing
from dateline.merge import offer
from dateline.project import analysis_jobs, cache, reviewed_copies
from dateline.project.briefing_copies import Copies
from dateline.project.files import Project
from dateline.project.run import Action, Outcome
from dateline.project.standing_reviews import merge_into_reviewed

QUAY = "2024-05-14-the-quay.md"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A briefing that was drafted by an earlier version, and reviewed."""
    workshop.write_seed(tmp_path, "quay", "The quay", workshop.story(1))
    project = workshop.open_project(tmp_path)
    workshop.convert(project)
    review(project)
    return project


def briefing(project: Project) -> Path:
    return project.briefings / QUAY


def review(project: Project) -> None:
    text = reviewed_copies.as_reviewed(briefing(project).read_text(encoding="utf-8"), QUAY, "2024-05-15")
    reviewed_copies.write_reviewed(project, briefing(project), text)


@pytest.fixture
def upgraded(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """The project under a version whose drafts have no timeline and another title."""

    def compose_less(*given: object) -> object:
        draft = compose_briefing(*given)  # type: ignore[arg-type]
        return replace(draft, timeline=(), front={**draft.front, "title": "Crates", "people": ["Mo Aldane"]})

    version = partial(lambda known, *given: "next " + known(*given), cache.version_of)
    monkeypatch.setattr(analysis_jobs, "compose_briefing", compose_less)
    monkeypatch.setattr(cache, "version_of", version)
    return project


def only(outcomes: list[Outcome]) -> Outcome:
    (outcome,) = outcomes
    return outcome


def test_another_version_changes_no_byte(upgraded: Project) -> None:
    before = workshop.tree(upgraded)
    outcomes = workshop.convert(upgraded)
    assert only(outcomes).action is Action.REVIEWED
    assert workshop.tree(upgraded) == before
    assert list(report.lines_of(upgraded, outcomes[0])) == []
    assert next(report.closing_lines(outcomes)) == (
        "left alone: 1 reviewed briefing whose seeds have not changed; "
        "`dateline convert --propose` proposes what would be drafted now"
    )


def test_the_same_version_says_nothing_of_it(project: Project) -> None:
    outcomes = workshop.convert(project)
    assert only(outcomes).action is Action.KEPT
    assert len(list(report.closing_lines(outcomes))) == 1


@pytest.mark.parametrize("edit", ["", "\nMy own note.\n"], ids=["", "edited"])
def test_a_draft_follows_another_version(upgraded: Project, edit: str) -> None:
    text = briefing(upgraded).read_text(encoding="utf-8").replace("status: reviewed", "status: draft")
    briefing(upgraded).write_text(text + edit, encoding="utf-8")
    assert only(workshop.convert(upgraded)).action is Action.MERGED  # `reviewed:` is a person's
    text = briefing(upgraded).read_text(encoding="utf-8")
    assert "title: Crates" in text
    assert "— Crates number 1" not in text
    assert edit in text


def test_a_changed_seed_is_merged(upgraded: Project) -> None:
    story = [part.replace("a calm morning", "a wet morning") for part in workshop.story(1)]
    workshop.write_seed(upgraded.root, "quay", "The quay", story)
    assert only(workshop.convert(upgraded)).action is Action.MERGED
    text = briefing(upgraded).read_text(encoding="utf-8")
    assert "title: Crates" in text
    assert "status: reviewed" in text
    assert "a wet morning" in text
    before = workshop.tree(upgraded)
    (upgraded.cache / "fingerprints.json").unlink()
    assert only(workshop.convert(upgraded)).action is Action.REVIEWED
    assert workshop.tree(upgraded) == before


def test_a_source_that_comes_in_is_merged(upgraded: Project) -> None:
    seeds = upgraded.root / "seeds"
    (seeds / "harbour").mkdir()
    (seeds / "quay.txt").rename(seeds / "harbour" / "quay.txt")
    workshop.write_seed(upgraded.root, "harbour/tram", "The tram", workshop.story(2))
    assert only(workshop.convert(upgraded)).action is Action.MERGED
    assert "seeds/harbour/tram.txt" in briefing(upgraded).read_text(encoding="utf-8")


def test_a_seed_that_moved_changes_its_path_alone(upgraded: Project) -> None:
    before = briefing(upgraded).read_text(encoding="utf-8")
    (upgraded.root / "seeds" / "quay.txt").rename(upgraded.root / "seeds" / "pier.txt")
    workshop.convert(upgraded)
    assert briefing(upgraded).read_text(encoding="utf-8") == before.replace(
        "seeds/quay.txt", "seeds/pier.txt"
    )
    assert only(workshop.convert(upgraded)).action is Action.REVIEWED


def test_what_would_be_drafted_now_is_proposed(upgraded: Project) -> None:
    text, base = briefing(upgraded).read_bytes(), (upgraded.bases / QUAY).read_bytes()
    outcome = only(workshop.convert(upgraded, propose=True))
    page = (upgraded.proposals / QUAY).read_text(encoding="utf-8")
    assert briefing(upgraded).read_bytes() == text
    assert (upgraded.bases / QUAY).read_bytes() == base
    assert outcome.proposed == page.count("\n## ")
    for part in ("    title: Crates\n", "    people: [Mo Aldane]\n", "fall into the harbour of Tolm"):
        assert part in page
    before = workshop.tree(upgraded)
    assert only(workshop.convert(upgraded)).action is Action.KEPT  # it was offered: nothing more to say
    assert only(workshop.convert(upgraded, propose=True)).proposed == outcome.proposed
    assert workshop.tree(upgraded) == before


def test_a_proposal_that_is_taken_over_leaves(upgraded: Project) -> None:
    workshop.convert(upgraded, propose=True)
    text = briefing(upgraded).read_text(encoding="utf-8").replace("title: The quay", "title: Crates")
    briefing(upgraded).write_text(text, encoding="utf-8")
    workshop.convert(upgraded)
    page = (upgraded.proposals / QUAY).read_text(encoding="utf-8")
    assert "title: Crates" not in page
    assert "people: [Mo Aldane]" in page


BASE = """\
---
title: Quay
people: [Ada Lorring, Tolm]
---

The gate broke.[^s1-1]
<!-- p-1 -->

## Timeline

- 2019 — A.[^s1-2]
  <!-- t-1 -->
- 2020 — B.[^s1-3]
  <!-- t-2 -->

[^s1-1]: Courier: “The gate broke.”
[^s1-2]: Courier: “A.”
[^s1-3]: Courier: “B.”
"""


def test_an_offer_holds_what_a_merge_would_change_and_nothing_that_was_deleted() -> None:
    edited = BASE.replace("- 2020 — B.[^s1-3]\n  <!-- t-2 -->\n", "").replace("Ada Lorring, ", "")
    generated = BASE.replace("- 2019 — A.", "- 2019-05 — A.").replace("Quay", "Pier").replace("B.", "C.")
    offered = offer(BASE, edited, generated, remembered=("t-9",))
    assert (offered.text, offered.generated, offered.remembered) == (edited, BASE, ("t-9",))
    assert [
        (change.section, change.label, change.words, change.proposed) for change in offered.conflicts
    ] == [
        ("front matter", "title", "title: Quay", "title: Pier"),
        ("Timeline", "t-1", "- 2019 — A.[^s1-2]\n  <!-- t-1 -->", "- 2019-05 — A.[^s1-2]\n  <!-- t-1 -->"),
    ]
    assert offer(BASE, edited, BASE).changes == ()


def test_of_a_draft_that_is_not_proposed_the_suggested_topics_count() -> None:
    base = BASE.replace("people:", "topics: []\npeople:")
    drafted = base.replace("B.", "C.").replace("topics: []", "topics: []  # suggested: Harbours (Tolm)")
    merged = merge_into_reviewed("b.md", Copies(base, base), drafted, propose=False)
    assert merged.text == base.replace("topics: []", "topics: []  # suggested: Harbours (Tolm)")
    assert merged.generated == merged.text
