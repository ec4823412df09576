"""A whole run with a stub for the model: what is written, what is left alone, what is remembered."""

import os
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dateline.briefing import front_matter
from dateline.check.runner import check_project
from dateline.formats import seed_reader
from dateline.model.annotations import Annotations, Sentence
from dateline.model.article import Article, Seed
from dateline.model.problems import DatelineError, Problem
from dateline.project import analysis_jobs, files, run, seed_files
from dateline.project.engines import LocalEngine
from dateline.project.file_digests import FileDigests
from dateline.project.files import Project
from dateline.project.run import Action, Outcome
from dateline.project.settings import Settings

SEED = (
    "Gate fails at Velloe Dam\n\nBy Marit Osei\n\nThe spillway gate at Velloe Dam gave way on Sunday night.\n"
)


def annotate(article: Article) -> Annotations:
    """Each paragraph is a sentence."""
    if "explode" in article.text:
        raise RuntimeError("the stub gave up")
    paragraphs = article.paragraphs()
    return Annotations(
        sentences=tuple(Sentence(block.span, n, ("gate",)) for n, block in enumerate(paragraphs, 1))
    )


def load() -> analysis_jobs.Annotate:
    return annotate


class Model:
    """Counts how often it is asked for."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self) -> analysis_jobs.Annotate:
        self.calls += 1
        return annotate


@pytest.fixture
def project(tmp_path: Path) -> Project:
    for name in ("a", "b", "c"):
        write_seed(tmp_path, name, SEED.replace("Velloe", f"Velloe {name.upper()}"))
    return Project(tmp_path, Settings())


def write_seed(root: Path, name: str, text: str) -> Path:
    path = root / "seeds" / f"{name}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def convert(project: Project, model: analysis_jobs.Load = load, **options: object) -> list[Outcome]:
    return list(run.convert_units(project, files.units(project), model, **options))  # type: ignore[arg-type]


def actions(outcomes: list[Outcome]) -> list[str]:
    return [str(outcome.action) for outcome in outcomes]


READ = {"topics.json", "files.json", "seeds.json", "briefings.json"}
"""Caches of what was read, kept for the next run."""


def tree(project: Project) -> dict[str, bytes]:
    return {
        path.relative_to(project.root).as_posix(): path.read_bytes()
        for path in sorted(project.root.rglob("*"))
        if path.is_file() and path.name not in READ
    }


def written(project: Project) -> dict[Path, int]:
    """When each file was written, but for caches of what was read."""
    files_and_folders = (path for path in project.root.rglob("*") if path != project.cache)
    return {path: path.stat().st_mtime_ns for path in files_and_folders if path.name not in READ}


def briefing(project: Project, name: str = "a") -> Path:
    return project.briefings / f"gate-fails-at-velloe-{name}-dam.md"


def test_new_briefings_and_their_base_copies(project: Project) -> None:
    assert actions(convert(project)) == ["new"] * 3
    assert briefing(project).read_text().startswith("---\ntitle: Gate fails at Velloe A Dam\nstatus: draft\n")
    assert (project.bases / briefing(project).name).read_bytes() == briefing(project).read_bytes()


def test_a_second_run_writes_nothing_and_asks_for_no_model(project: Project) -> None:
    convert(project)
    before = written(project)
    model = Model()
    assert actions(convert(project, model)) == ["unchanged"] * 3
    assert model.calls == 0
    assert written(project) == before


def test_without_the_cache_the_same_bytes_come_again(project: Project) -> None:
    convert(project)
    before = tree(project)
    (project.cache / "fingerprints.json").write_text("{broken")
    assert actions(convert(project)) == ["unchanged"] * 3
    assert tree(project) == before


def test_a_changed_seed_updates_its_briefing_alone(project: Project) -> None:
    convert(project)
    write_seed(project.root, "a", SEED.replace("Sunday", "Monday"))
    assert actions(convert(project)) == ["unchanged", "unchanged", "updated"]
    assert "Monday" in briefing(project).read_text()
    assert (project.bases / briefing(project).name).read_bytes() == briefing(project).read_bytes()


@pytest.mark.parametrize("seed_changes", [False, True])
@pytest.mark.parametrize("forget", [False, True], ids=["", "no cache"])
@pytest.mark.parametrize("lose_base", [False, True], ids=["", "no base"])
def test_an_edited_briefing_keeps_its_edit(
    project: Project, seed_changes: bool, forget: bool, lose_base: bool
) -> None:
    convert(project)
    edited = briefing(project).read_text() + "\nMy own note.\n"
    briefing(project).write_text(edited)
    if seed_changes:
        write_seed(project.root, "a", SEED.replace("Sunday", "Monday"))
    if forget:
        (project.cache / "fingerprints.json").unlink()
    if lose_base:
        (project.bases / briefing(project).name).unlink()
    merges = seed_changes and not lose_base
    assert sorted(actions(convert(project))) == sorted(["merged" if merges else "kept", *["unchanged"] * 2])
    text = briefing(project).read_text()
    assert "My own note." in text
    assert ("Monday" in text) is merges
    assert text == edited or merges
    before = tree(project)
    assert sorted(actions(convert(project))) == ["kept", "unchanged", "unchanged"]
    assert tree(project) == before


def test_without_a_base_copy_what_is_new_is_proposed(project: Project) -> None:
    convert(project)
    edited = briefing(project).read_text().replace("Sunday", "Saturday")
    briefing(project).write_text(edited)
    write_seed(project.root, "a", SEED.replace("Velloe", "Velloe A").replace("Sunday", "Monday"))
    (project.bases / briefing(project).name).unlink()
    [kept] = [outcome for outcome in convert(project) if outcome.action is Action.KEPT]
    assert kept.proposals
    proposed = re.findall(r"^## (.*) \(", kept.proposals.read_text(), re.MULTILINE)
    assert proposed == ["Lead", "Footnotes"]
    assert kept.proposed == len(proposed)
    assert briefing(project).read_text() == edited
    assert "Monday" in (project.proposals / briefing(project).name).read_text()
    assert "Monday" in (project.bases / briefing(project).name).read_text()


def test_an_untouched_briefing_without_a_base_copy_is_known_by_the_cache(project: Project) -> None:
    convert(project)
    write_seed(project.root, "a", SEED.replace("Sunday", "Monday"))
    (project.bases / briefing(project).name).unlink()
    assert sorted(actions(convert(project))) == ["unchanged", "unchanged", "updated"]
    assert "Monday" in briefing(project).read_text()


def test_an_edited_briefing_costs_no_model_twice(project: Project) -> None:
    convert(project)
    briefing(project).write_text(briefing(project).read_text() + "\nNote.\n")
    convert(project)
    model = Model()
    assert sorted(actions(convert(project, model))) == ["kept", "unchanged", "unchanged"]
    assert model.calls == 0


def test_an_edit_that_is_taken_back_is_generated_text_again(project: Project) -> None:
    convert(project)
    original = briefing(project).read_text()
    briefing(project).write_text(original + "\nNote.\n")
    convert(project)
    briefing(project).write_text(original)
    assert actions(convert(project)) == ["unchanged"] * 3
    write_seed(project.root, "a", SEED.replace("Sunday", "Monday"))
    assert sorted(actions(convert(project))) == ["unchanged", "unchanged", "updated"]


def test_a_locked_briefing_is_never_touched(project: Project) -> None:
    convert(project)
    locked = briefing(project).read_text().replace("status: draft", "status: locked")
    briefing(project).write_text(locked)
    write_seed(project.root, "a", SEED.replace("Sunday", "Monday"))
    convert(project)
    assert briefing(project).read_text() == locked


def test_a_deleted_briefing_comes_back_only_when_asked_for(project: Project) -> None:
    convert(project)
    text = briefing(project).read_text()
    briefing(project).unlink()
    outcomes = convert(project)
    assert sorted(actions(outcomes)) == ["kept", "unchanged", "unchanged"]
    assert "deleted by hand" in next(o for o in outcomes if o.action is Action.KEPT).problems[-1].message
    assert not briefing(project).exists()
    convert(project, restore=True)
    assert briefing(project).read_text() == text


def test_a_renamed_briefing_is_recognised_by_its_seed(project: Project) -> None:
    convert(project)
    renamed = project.briefings / "velloe.md"
    briefing(project).rename(renamed)
    assert Action.NEW not in [outcome.action for outcome in convert(project)]
    assert not briefing(project).exists()
    assert renamed.exists()


def test_dry_runs_write_nothing(project: Project) -> None:
    before = tree(project)
    outcomes = convert(project, write=False)
    assert actions(outcomes) == ["new"] * 3
    assert all(outcome.after.startswith("---\ntitle: Gate") for outcome in outcomes)
    assert tree(project) == before


def test_one_bad_seed_harms_nobody_else(project: Project) -> None:
    (project.seeds / "a.txt").write_bytes(b"")
    write_seed(project.root, "b", SEED + "\nThings explode here.\n")
    outcomes = convert(project)
    assert sorted(actions(outcomes)) == ["failed", "failed", "new"]
    messages = [problem.message for outcome in outcomes for problem in outcome.problems]
    assert any("empty" in message for message in messages)
    assert any("RuntimeError: the stub gave up" in message for message in messages)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Project]:
    write_seed(tmp_path, "dam/one", "---\npublisher: Courier\ndate: 2025-05-12\n---\n" + SEED)
    write_seed(
        tmp_path,
        "dam/two",
        "---\npublisher: Radio\ndate: 2025-05-13\n---\nGate gone\n\nThe gate is gone now.\n",
    )
    yield Project(tmp_path, Settings())


def test_a_folder_is_one_briefing_from_several_sources(folder: Project) -> None:
    [outcome] = convert(folder)
    assert outcome.path.name == "2025-05-13-gate-gone.md"
    assert "id: s1\n    publisher: Courier\n" in outcome.after
    assert "id: s2\n    publisher: Radio\n" in outcome.after


def test_a_bad_seed_in_a_folder_does_not_shrink_its_briefing(folder: Project) -> None:
    convert(folder)
    before = tree(folder)
    (folder.seeds / "dam" / "one.txt").write_bytes(b"")
    [outcome] = convert(folder)
    assert outcome.action is Action.KEPT
    assert outcome.path.read_bytes() == before[folder.name(outcome.path)]


def test_the_same_headline_makes_two_files(project: Project) -> None:
    write_seed(project.root, "b", SEED.replace("Velloe", "Velloe A") + "\nAnother text.\n")
    convert(project)
    names = sorted(path.name for path in project.briefings.iterdir())
    assert names == [
        "gate-fails-at-velloe-a-dam-2.md",
        "gate-fails-at-velloe-a-dam.md",
        "gate-fails-at-velloe-c-dam.md",
    ]


def test_jobs_change_no_byte(tmp_path: Path) -> None:
    trees = []
    for jobs in (1, 2):
        root = tmp_path / str(jobs)
        for number in random.Random(1).sample(range(100), 12):
            write_seed(root, f"n{number:02d}", SEED.replace("Velloe", f"Velloe {number}"))
        project = Project(root, Settings())
        convert(project, jobs=jobs)
        trees.append(tree(project))
    assert trees[0] == trees[1]


def test_an_interrupted_run_remembers_what_it_did(project: Project) -> None:
    outcomes = run.convert_units(project, files.units(project), load)
    next(outcomes)
    outcomes.close()  # type: ignore[attr-defined]  # a generator, as Ctrl-C closes it
    model = Model()
    assert actions(convert(project, model)) == ["unchanged", "new", "new"]
    assert model.calls == 2


def test_seeds_that_failed_are_not_tried_again_until_they_change(project: Project) -> None:
    write_seed(project.root, "b", SEED + "\nIt will explode.\n")
    write_seed(project.root, "c", "")
    first = convert(project)
    model = Model()
    again = convert(project, model)
    assert actions(first) == ["new", "failed", "failed"]
    assert actions(again) == ["unchanged", "failed", "failed"]
    assert [outcome.problems for outcome in again[1:]] == [outcome.problems for outcome in first[1:]]
    assert model.calls == 0
    write_seed(project.root, "b", SEED)
    assert actions(convert(project, model)) == ["unchanged", "new", "failed"]
    assert model.calls == 1


def test_what_is_left_of_a_folder_with_a_seed_that_failed_is_not_made_again(project: Project) -> None:
    write_seed(project.root, "x/a", SEED.replace("Velloe", "Velloe X"))
    write_seed(project.root, "x/b", "")
    convert(project)
    model = Model()
    again = convert(project, model)
    assert actions(again) == ["unchanged"] * 3 + ["kept"]
    assert "left as it is" in again[-1].problems[-1].message
    assert again[-1].problems == convert(project)[-1].problems
    assert model.calls == 0


def short_of_memory() -> analysis_jobs.Annotate:
    raise MemoryError


def test_what_failed_for_want_of_memory_is_tried_again(project: Project) -> None:
    assert actions(convert(project, short_of_memory)) == ["failed"] * 3
    assert actions(convert(project)) == ["new"] * 3


def settled(project: Project) -> list[Outcome] | None:
    found = run.settled_run(project, FileDigests(project.cache))
    return None if found is None else list(found.outcomes)


def test_what_the_next_run_will_say_is_known(project: Project) -> None:
    write_seed(project.root, "d", SEED + "\nIt will explode.\n")
    assert settled(project) is None
    convert(project)
    assert settled(project) == convert(project)
    briefing(project).write_text(briefing(project).read_text() + "\nMy own note.\n")
    briefing(project, "b").unlink()
    (project.seeds / "c.txt").unlink()
    found = settled(project)
    assert found == convert(project)
    assert actions(found or []) == ["kept", "kept", "kept", "failed"]
    write_seed(project.root, "c", SEED.replace("Velloe", "Velloe C"))
    write_seed(project.root, "a", SEED)
    assert settled(project) is None


def test_a_seed_is_read_once_a_run(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    read = seed_reader.article_from_seed

    def reading(seed: Seed, max_bytes: int) -> tuple[Article, tuple[Problem, ...]]:
        seen.append(seed.path)
        return read(seed, max_bytes)

    monkeypatch.setattr(seed_reader, "article_from_seed", reading)
    convert(project)
    assert seen == ["seeds/a.txt", "seeds/b.txt", "seeds/c.txt"]
    convert(project)
    assert len(seen) == 3
    assert not (project.cache / "reading").exists()


def test_front_matter_is_read_once_for_each_text(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    convert(project)
    convert(project)
    write_seed(project.root, "a", SEED.replace("Sunday", "Monday"))
    seen: list[str] = []
    read = front_matter.load_yaml

    def reading(text: str, *rest: Any, **more: Any) -> Any:
        seen.append(text)
        return read(text, *rest, **more)

    monkeypatch.setattr(front_matter, "load_yaml", reading)
    convert(project)
    assert not [text for text in seen if "seeds/b.txt" in text or "seeds/c.txt" in text]


def die(article: Article) -> Annotations:
    os._exit(1)


def load_dying() -> analysis_jobs.Annotate:
    return die


def test_a_process_that_dies_is_one_clear_error(project: Project) -> None:
    with pytest.raises(DatelineError, match="run it again with --jobs 1"):
        convert(project, load_dying, jobs=2)


def test_analyse_gives_each_article_or_its_problem(project: Project) -> None:
    assert list(analysis_jobs.analyse([], load, LocalEngine())) == []


def long_seed(word: str = "") -> str:
    words = " ".join(f"w{number}" for number in range(200))
    return f"Gate fails\n\nThe gate gave way on Sunday night.\n\n{words} {word}.\n"


def test_the_same_article_twice_makes_one_briefing(tmp_path: Path) -> None:
    write_seed(tmp_path, "a", long_seed())
    write_seed(tmp_path, "b", long_seed("nearly"))
    project = Project(tmp_path, Settings())
    for first in ("new", "unchanged"):
        skipped, made = sorted(convert(project), key=lambda outcome: outcome.action is not Action.SKIPPED)
        assert (str(skipped.action), str(made.action)) == ("skipped", first)
        assert "the same article as seeds/a.txt" in skipped.problems[0].message
    assert len(list(project.briefings.iterdir())) == 1


def test_a_duplicate_is_seen_though_only_it_is_converted(tmp_path: Path) -> None:
    write_seed(tmp_path, "a", long_seed())
    path = write_seed(tmp_path, "b", long_seed("nearly"))
    project = Project(tmp_path, Settings())
    [outcome] = run.convert_units(project, files.units(project, [path]), load)
    assert outcome.action is Action.SKIPPED


def test_a_later_duplicate_does_not_take_a_briefing_away(tmp_path: Path) -> None:
    write_seed(tmp_path, "b", long_seed())
    project = Project(tmp_path, Settings())
    convert(project)
    write_seed(tmp_path, "a", long_seed("nearly"))
    assert sorted(actions(convert(project))) == ["skipped", "unchanged"]


FEED = """<?xml version="1.0"?>
<rss version="2.0"><channel><title>Courier</title>
<item><title>Gate fails</title><link>https://example.org/1</link><description>The gate gave way.</description></item>
<item><title>Rain ends</title><link>https://example.org/2</link><description>The rain is over.</description></item>
</channel></rss>
"""


def test_each_entry_of_a_feed_is_a_briefing(tmp_path: Path) -> None:
    write_seed(tmp_path, "feed", "").with_suffix(".xml").write_text(FEED)
    (tmp_path / "seeds" / "feed.txt").unlink()
    project = Project(tmp_path, Settings())
    assert actions(convert(project)) == ["new", "new"]
    assert sorted(path.name for path in project.briefings.iterdir()) == ["gate-fails.md", "rain-ends.md"]
    assert actions(convert(project)) == ["unchanged", "unchanged"]
    for path in project.briefings.iterdir():
        seed = files.named_seeds_of(path, path.name)[0].path
        assert seed_files.article_named(project, seed).title.lower().replace(" ", "-") == path.stem


@pytest.mark.parametrize("ends", ["\r\n", "\r"], ids=["CRLF", "CR"])
def test_a_clone_with_other_line_ends_has_changed_no_seed(project: Project, ends: str) -> None:
    convert(project)
    before = tree(project)
    for path in project.seeds.iterdir():
        path.write_bytes(path.read_text(encoding="utf-8").replace("\n", ends).encode())
    (project.cache / "fingerprints.json").unlink()
    outcomes = convert(project)
    assert actions(outcomes) == ["unchanged"] * 3
    assert not any(outcome.corrected for outcome in outcomes)
    after = tree(project)
    assert {name for name in before if before[name] != after[name]} == {f"seeds/{n}.txt" for n in "abc"}
    assert check_project(project).all() == ()


def test_a_digest_of_bytes_with_other_line_ends_is_accepted_and_renewed(project: Project) -> None:
    path = project.seeds / "a.txt"
    path.write_bytes(path.read_text(encoding="utf-8").replace("\n", "\r\n").encode())
    convert(project)
    sha256, stored = Seed("seeds/a.txt", path.read_bytes()).digests
    text = briefing(project).read_text()
    for copy in (briefing(project), project.bases / briefing(project).name):
        copy.write_text(text.replace(sha256, stored))
    assert check_project(project).all() == ()
    outcomes = convert(project)
    assert not any(outcome.corrected for outcome in outcomes)
    assert briefing(project).read_text() == text


def test_only_a_line_end_of_text_is_one() -> None:
    assert Seed("a", b"x\r\ny\rz\n").sha256 == Seed("a", b"x\ny\nz\n").sha256
    utf16 = "x\u0d0ay\n".encode("utf-16-be")
    assert Seed("a", utf16).sha256 != Seed("a", utf16.replace(b"\r\n", b"\n")).sha256
