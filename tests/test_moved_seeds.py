"""Seeds that are renamed, moved, exchanged or gone: each briefing follows its article, and keeps what a person did."""

import re
from pathlib import Path

import pytest

import workshop
from dateline.briefing import front_matter
from dateline.check.runner import check_project
from dateline.model.article import Article, Seed
from dateline.model.problems import has_errors
from dateline.project import files, inventory, near_duplicates, reviewed_copies, run
from dateline.project.files import NamedSeed, Project
from dateline.project.moved_seeds import SeedInventory, find_moves
from dateline.project.run import Action, Outcome
from marks import few_of
from workshop import actions, convert, story, tree

MARK = "Mine, by hand"
DELETED = re.compile(r"(?:- |\[\^s1-).*Inspectors look at quay [12] ")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    for number, name in enumerate(("ferry", "tram"), 1):
        write(tmp_path, name, number)
    made = workshop.open_project(tmp_path)
    convert(made)
    for name in ("ferry", "tram"):
        edit(made, name)
    convert(made)
    return made


def write(root: Path, name: str, number: int, *more: str) -> Path:
    title = f"Crates of quay {number} go down"
    return workshop.write_seed(root, name, title, [*story(number), *more])


def of_seed(project: Project, name: str) -> list[Path]:
    """The briefings that name a seed."""
    return [
        path
        for path in files.briefing_files(project)
        if f"seeds/{name}" in [seed.path for seed in files.named_seeds_of(path, "")]
    ]


def edit(project: Project, name: str) -> None:
    """A person rewords the first point, sets the publisher, and deletes a line of the timeline."""
    [path] = of_seed(project, f"{name}.txt")
    lines = path.read_text(encoding="utf-8").split("\n")
    assert any(map(DELETED.match, lines))
    lines = [line for line in lines if not DELETED.match(line)]
    point = next(n for n, line in enumerate(lines) if line.startswith("- The owner of quay"))
    lines[point] = lines[point].replace("The owner", f"{MARK}: the owner")
    text = "\n".join(lines).replace("  - id: s1\n", f"  - id: s1 # {MARK} of {name}\n")
    path.write_text(text.replace("    seed: ", "    publisher: Quay Post\n    seed: "), encoding="utf-8")


def rename(project: Project, old: str, new: str) -> None:
    target = project.seeds / new
    target.parent.mkdir(parents=True, exist_ok=True)
    (project.seeds / old).rename(target)
    parent = (project.seeds / old).parent
    if parent != project.seeds and not list(parent.iterdir()):
        parent.rmdir()


def correct(project: Project, name: str) -> None:
    path = project.seeds / name
    text = path.read_text(encoding="utf-8")
    assert "a calm morning" in text
    path.write_text(text.replace("a calm morning", "a calm mourning"), encoding="utf-8")


def said(outcomes: list[Outcome]) -> str:
    return "\n".join(f"{p.severity} {p.file}: {p.message}" for o in outcomes for p in o.problems)


def is_made_of(briefing: Path, seed: Path) -> bool:
    return f"sha256: {Seed('', seed.read_bytes()).sha256}\n" in briefing.read_text(encoding="utf-8")


def holds_what_a_person_did(path: Path, name: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert f"{MARK}: the owner" in text
    assert f"id: s1 # {MARK} of {name}" in text
    assert "publisher: Quay Post" in text
    own = {"ferry": "quay 1", "tram": "quay 2"}.get(name, "quay")
    assert not any(DELETED.match(line) and own in line for line in text.split("\n"))


def is_at_rest(project: Project) -> None:
    before = tree(project)
    outcomes = convert(project)
    assert not any(outcome.writes for outcome in outcomes)
    assert {outcome.action for outcome in outcomes} <= {Action.KEPT, Action.UNCHANGED}
    assert tree(project) == before
    (project.cache / "fingerprints.json").unlink()
    assert not any(outcome.writes for outcome in convert(project))


@pytest.mark.parametrize("in_clone", few_of([False], [True]), ids=["", "in a fresh clone"])
@pytest.mark.parametrize("corrected", [False, True], ids=["", "corrected"])
@pytest.mark.parametrize(
    ("new", "second"),
    [
        ("steamer.txt", None),
        ("ferry.text", None),
        ("a, b's “it: x” #1.txt", None),
        ("harbour/ferry.txt", None),
        ("harbour/ferry.txt", "harbour/gull.txt"),
        ("harbour/steamer.txt", "harbour/gull.txt"),
        ("harbour/deep/down/ferry.txt", None),
    ],
    ids=["renamed", "extension", "odd name", "folder", "second source", "second source, renamed", "deep"],
)
def test_a_briefing_follows_its_seed(
    project: Project, new: str, second: str | None, corrected: bool, in_clone: bool
) -> None:
    [path] = of_seed(project, "ferry.txt")
    rename(project, "ferry.txt", new)
    if corrected:
        correct(project, new)
    if second:
        write(project.root, second.removesuffix(".txt"), 84)
    if in_clone:
        for file in files.files_below(project.cache):
            file.unlink()
    outcomes = convert(project)
    change = ", and has changed" if corrected else ""
    assert f"notice {project.name(path)}: seeds/ferry.txt is now seeds/{new}{change}" in said(outcomes)
    assert sorted(actions(outcomes)) == ["kept", "merged"]
    assert of_seed(project, new) == [path]
    assert of_seed(project, "ferry.txt") == []
    holds_what_a_person_did(path, "ferry")
    assert is_made_of(path, project.seeds / new)
    assert len(files.briefing_files(project)) == 2
    assert not check_project(project).all()
    assert not outcomes_with_proposals(outcomes)
    is_at_rest(project)


def outcomes_with_proposals(outcomes: list[Outcome]) -> list[Outcome]:
    return [outcome for outcome in outcomes if outcome.proposed]


def test_out_of_its_folder_again(project: Project) -> None:
    [path] = of_seed(project, "ferry.txt")
    for old, new in (
        ("ferry.txt", "x/ferry.txt"),
        ("x/ferry.txt", "y/ferry.txt"),
        ("y/ferry.txt", "ferry.txt"),
    ):
        rename(project, old, new)
        assert f"seeds/{old} is now seeds/{new}" in said(convert(project))
        assert of_seed(project, new) == [path]
        holds_what_a_person_did(path, "ferry")
        assert not check_project(project).all()
        is_at_rest(project)


def test_a_source_leaves_its_folder(project: Project) -> None:
    [path] = of_seed(project, "ferry.txt")
    rename(project, "ferry.txt", "x/ferry.txt")
    write(project.root, "x/gull", 84)
    convert(project)
    rename(project, "x/gull.txt", "gull.txt")
    outcomes = convert(project)
    assert "seeds/x/gull.txt is now seeds/gull.txt, which makes a briefing of its own" in said(outcomes)
    assert of_seed(project, "x/ferry.txt") == [path]
    assert len(of_seed(project, "gull.txt")) == 1
    assert path not in of_seed(project, "gull.txt")
    holds_what_a_person_did(path, "ferry")
    is_at_rest(project)


@pytest.mark.parametrize("first", [False, True], ids=["", "the first"])
def test_a_folder_keeps_its_briefing_though_a_person_changed_what_leaves(
    project: Project, first: bool
) -> None:
    [path] = of_seed(project, "ferry.txt")
    rename(project, "ferry.txt", "x/ferry.txt")
    gull = "gull" if not first else "alpha"
    write(project.root, f"x/{gull}", 84)
    convert(project)
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace(f"    seed: seeds/x/{gull}.txt", f"    publisher: Gull\n    seed: seeds/x/{gull}.txt")
    )
    rename(project, f"x/{gull}.txt", f"{gull}.txt")
    convert(project)
    assert of_seed(project, "x/ferry.txt") == [path]
    assert "publisher: Gull" in path.read_text(encoding="utf-8")
    assert len(of_seed(project, f"{gull}.txt")) == 2, (
        "the briefing of its own, and the one with an edited source"
    )
    assert len(files.briefing_files(project)) == 3
    assert not has_errors(check_project(project).all())
    is_at_rest(project)


def test_into_a_folder_that_has_a_briefing(project: Project) -> None:
    rename(project, "tram.txt", "x/tram.txt")
    convert(project)
    [ferry], [tram] = of_seed(project, "ferry.txt"), of_seed(project, "x/tram.txt")
    before = ferry.read_text(encoding="utf-8")
    rename(project, "ferry.txt", "x/ferry.txt")
    outcomes = convert(project)
    name = project.name(tram)
    assert (
        f"warning {project.name(ferry)}: seeds/ferry.txt is now seeds/x/ferry.txt, a source of {name}"
        in said(outcomes)
    )
    assert ferry.read_text(encoding="utf-8") == before.replace("seeds/ferry.txt", "seeds/x/ferry.txt")
    assert set(of_seed(project, "x/ferry.txt")) == {ferry, tram}
    assert of_seed(project, "x/tram.txt") == [tram]
    holds_what_a_person_did(tram, "tram")
    assert "has a briefing already" in check_project(project).all()[0].message
    assert not has_errors(check_project(project).all())
    is_at_rest(project)
    correct(project, "x/ferry.txt")
    convert(project)
    assert ferry.read_text(encoding="utf-8") == before.replace("seeds/ferry.txt", "seeds/x/ferry.txt")
    assert is_made_of(tram, project.seeds / "x" / "ferry.txt")
    is_at_rest(project)


def test_of_two_that_make_a_folder_the_one_goes_on_that_a_person_changed(tmp_path: Path) -> None:
    for number, name in enumerate(("a", "b"), 1):
        write(tmp_path, name, number)
    project = workshop.open_project(tmp_path)
    convert(project)
    edit(project, "b")
    [path] = of_seed(project, "b.txt")
    rename(project, "a.txt", "x/a.txt")
    rename(project, "b.txt", "x/b.txt")
    outcomes = convert(project)
    assert f"seeds/a.txt is now seeds/x/a.txt, a source of {project.name(path)}" in said(outcomes)
    assert "x/a.txt" in path.read_text(encoding="utf-8")
    assert f"{MARK}: the owner" in path.read_text(encoding="utf-8")
    assert len(files.briefing_files(project)) == 2
    assert not has_errors(check_project(project).all())
    is_at_rest(project)


def test_a_renamed_folder(project: Project) -> None:
    [path] = of_seed(project, "ferry.txt")
    rename(project, "ferry.txt", "x/ferry.txt")
    write(project.root, "x/gull", 84)
    convert(project)
    (project.seeds / "x").rename(project.seeds / "harbour of tolm")
    outcomes = convert(project)
    assert said(outcomes).count(" is now seeds/harbour of tolm/") == 2
    assert of_seed(project, "harbour of tolm/ferry.txt") == [path]
    assert of_seed(project, "harbour of tolm/gull.txt") == [path]
    assert len(files.briefing_files(project)) == 2
    holds_what_a_person_did(path, "ferry")
    assert not check_project(project).all()
    is_at_rest(project)


@pytest.mark.parametrize("names", [("ferry", "tram"), ("ferry", "tram", "new")], ids=["swapped", "in a row"])
def test_each_briefing_follows_its_article(project: Project, names: tuple[str, ...]) -> None:
    """ferry -> tram -> new, or ferry -> tram -> ferry."""
    paths = {name: of_seed(project, f"{name}.txt")[0] for name in ("ferry", "tram")}
    data = {name: (project.seeds / f"{name}.txt").read_bytes() for name in paths}
    later = dict(zip(names, (*names[1:], names[0]), strict=True))
    for name in paths:
        (project.seeds / f"{name}.txt").unlink()
    for name in paths:
        (project.seeds / f"{later[name]}.txt").write_bytes(data[name])
    outcomes = convert(project)
    assert sorted(actions(outcomes)) == ["merged", "merged"]
    for name, path in paths.items():
        assert f"{project.name(path)}: seeds/{name}.txt is now seeds/{later[name]}.txt" in said(outcomes)
        assert of_seed(project, f"{later[name]}.txt") == [path]
        holds_what_a_person_did(path, name)
    assert not check_project(project).all()
    is_at_rest(project)


def test_two_that_are_renamed_and_corrected_are_told_apart(project: Project) -> None:
    paths = {name: of_seed(project, f"{name}.txt")[0] for name in ("ferry", "tram")}
    for old, new in (("ferry.txt", "z.txt"), ("tram.txt", "a.txt")):
        rename(project, old, new)
        correct(project, new)
    convert(project)
    assert of_seed(project, "z.txt") == [paths["ferry"]]
    assert of_seed(project, "a.txt") == [paths["tram"]]
    assert len(files.briefing_files(project)) == 2
    is_at_rest(project)


def long_story() -> list[str]:
    return [*story(5), " ".join(f"word{number}" for number in range(200))]


@pytest.mark.parametrize("name", ["a", "z"])
def test_a_copy_is_a_duplicate(tmp_path: Path, name: str) -> None:
    workshop.write_seed(tmp_path, "ferry", "Crates go down", long_story())
    project = workshop.open_project(tmp_path)
    convert(project)
    before = tree(project)
    (project.seeds / f"{name}.txt").write_bytes((project.seeds / "ferry.txt").read_bytes())
    outcomes = convert(project)
    assert sorted(actions(outcomes)) == ["skipped", "unchanged"]
    assert "the same article as seeds/ferry.txt" in said(outcomes)
    assert before.items() <= tree(project).items()


def test_an_old_version_beside_a_corrected_seed_is_a_duplicate(tmp_path: Path) -> None:
    workshop.write_seed(tmp_path, "ferry", "Crates go down", long_story())
    project = workshop.open_project(tmp_path)
    convert(project)
    [path] = of_seed(project, "ferry.txt")
    (project.seeds / "old.txt").write_bytes((project.seeds / "ferry.txt").read_bytes())
    correct(project, "ferry.txt")
    assert sorted(actions(convert(project))) == ["skipped", "updated"]
    assert of_seed(project, "ferry.txt") == [path]
    assert "mourning" in path.read_text(encoding="utf-8")


def test_another_article_under_the_old_name(tmp_path: Path) -> None:
    """The desk gives the name "lead.txt" to the story of the day; yesterday's gets a name of its own."""
    workshop.write_seed(tmp_path, "lead", "Crates go down", long_story())
    project = workshop.open_project(tmp_path)
    convert(project)
    [path] = of_seed(project, "lead.txt")
    rename(project, "lead.txt", "yesterday.txt")
    other = [*story(9), " ".join(f"term{number}" for number in range(200))]
    workshop.write_seed(tmp_path, "lead", "Bells ring", other)
    outcomes = convert(project)
    assert "seeds/lead.txt is now seeds/yesterday.txt" in said(outcomes)
    assert sorted(actions(outcomes)) == ["new", "updated"]
    assert of_seed(project, "yesterday.txt") == [path]
    is_at_rest(project)


def test_a_seed_that_is_gone_is_named_and_its_briefing_left_alone(project: Project) -> None:
    [path] = of_seed(project, "ferry.txt")
    before = path.read_bytes()
    (project.seeds / "ferry.txt").unlink()
    write(project.root, "gull", 84)
    for first in ("new", "unchanged"):
        outcomes = convert(project)
        assert f"warning {project.name(path)}: the seed seeds/ferry.txt is gone" in said(outcomes)
        assert sorted(actions(outcomes)) == sorted(["kept", "kept", first])
        assert path.read_bytes() == before
    [chosen] = run.convert_units(project, files.units(project, [project.seeds / "gull.txt"]), workshop.load)
    assert not chosen.problems, "who asks for one seed is told of that one"


def test_a_source_that_is_gone_is_named(project: Project) -> None:
    [path] = of_seed(project, "ferry.txt")
    rename(project, "ferry.txt", "x/ferry.txt")
    write(project.root, "x/gull", 84)
    convert(project)
    (project.seeds / "x" / "gull.txt").unlink()
    assert f"warning {project.name(path)}: the seed seeds/x/gull.txt is gone" in said(convert(project))
    holds_what_a_person_did(path, "ferry")
    assert not check_project(project).all()
    is_at_rest(project)


def test_a_seed_that_is_back_is_as_before(project: Project) -> None:
    """As where git goes to a branch without the seeds and comes back, and the briefings are not committed yet."""
    before = tree(project)
    data = {path: path.read_bytes() for path in project.seeds.iterdir()}
    for path in data:
        path.unlink()
    assert actions(convert(project)) == ["kept", "kept"]
    for path, content in data.items():
        path.write_bytes(content)
    assert actions(convert(project)) == ["kept", "kept"]
    assert tree(project) == before


def test_a_seed_that_cannot_be_read_is_not_gone(project: Project) -> None:
    (project.seeds / "ferry.txt").write_bytes(b"")
    assert "gone" not in said(convert(project))


def test_a_seed_elsewhere_is_not_gone(project: Project) -> None:
    [path] = of_seed(project, "ferry.txt")
    (project.root / "archive").mkdir()
    (project.seeds / "ferry.txt").rename(project.root / "archive" / "ferry.txt")
    path.write_text(path.read_text().replace("seeds/ferry.txt", "archive/ferry.txt"))
    assert said(convert(project)) == ""


def test_a_persons_own_change_of_the_seed_is_respected(project: Project) -> None:
    [path] = of_seed(project, "ferry.txt")
    rename(project, "ferry.txt", "steamer.txt")
    path.write_text(path.read_text().replace("seeds/ferry.txt", "seeds/steamer.txt"))
    outcomes = convert(project)
    assert said(outcomes) == ""
    assert not outcomes_with_proposals(outcomes)
    assert of_seed(project, "steamer.txt") == [path]
    holds_what_a_person_did(path, "ferry")
    is_at_rest(project)


def test_a_locked_briefing_is_not_touched(project: Project) -> None:
    [path] = of_seed(project, "ferry.txt")
    path.write_text(path.read_text().replace("status: draft", "status: locked"))
    before = path.read_bytes()
    rename(project, "ferry.txt", "steamer.txt")
    assert "it is locked and names the old file" in said(convert(project))
    assert path.read_bytes() == before
    assert len(files.briefing_files(project)) == 2
    is_at_rest(project)


def test_a_deleted_briefing_is_not_made_again_under_another_name(project: Project) -> None:
    [path] = of_seed(project, "ferry.txt")
    path.unlink()
    rename(project, "ferry.txt", "steamer.txt")
    assert "deleted by hand" in said(convert(project))
    correct(project, "steamer.txt")
    assert "deleted by hand" in said(convert(project))
    assert len(files.briefing_files(project)) == 1


def test_a_renamed_briefing_and_its_renamed_seed(project: Project) -> None:
    [path] = of_seed(project, "ferry.txt")
    moved = path.with_name("boats.md")
    path.rename(moved)
    rename(project, "ferry.txt", "steamer.txt")
    convert(project)
    assert of_seed(project, "steamer.txt") == [moved]
    holds_what_a_person_did(moved, "ferry")
    assert len(files.briefing_files(project)) == 2
    is_at_rest(project)


def test_a_run_of_the_new_file_alone(project: Project) -> None:
    [path] = of_seed(project, "ferry.txt")
    rename(project, "ferry.txt", "steamer.txt")
    units = files.units(project, [project.seeds / "steamer.txt"])
    [outcome] = run.convert_units(project, units, workshop.load)
    assert (outcome.action, outcome.path) == (Action.MERGED, path)
    holds_what_a_person_did(path, "ferry")


def test_a_stray_briefing_takes_no_later_article_for_its_own(project: Project) -> None:
    """Its base copy still names the old file, which must not pass for that of a deleted briefing."""
    rename(project, "tram.txt", "x/tram.txt")
    convert(project)
    rename(project, "ferry.txt", "x/ferry.txt")
    convert(project)
    title = "Bells ring"
    workshop.write_seed(project.root, "x/ferry", title, [*story(1)[:2], *story(31)])
    convert(project)
    write(project.root, "again", 1)
    assert Action.NEW in {outcome.action for outcome in convert(project)}


def test_a_name_in_other_letters_is_another_name(project: Project) -> None:
    """A file system may take “Ferry.txt” for “ferry.txt”, though the file has one name alone."""
    every = files.units(project)
    is_there = inventory._Presence(project, every, ()).is_there
    (project.seeds / "Ferry.txt").write_text("as if it were the same file")
    assert not is_there("seeds/Ferry.txt")
    assert is_there("seeds/ferry.txt")
    assert is_there("mkdocs.yml") is (project.root / "mkdocs.yml").exists()


def test_a_dry_run_writes_nothing(project: Project) -> None:
    rename(project, "ferry.txt", "steamer.txt")
    before = tree(project)
    assert "is now" in said(convert(project, write=False))
    assert tree(project) == before


FEED = """<?xml version="1.0"?>
<rss version="2.0"><channel><title>Courier</title>
<item><title>Gate fails</title><link>https://example.org/1</link><description>The gate gave way.</description></item>
<item><title>Rain ends</title><link>https://example.org/2</link><description>The rain is over.</description></item>
</channel></rss>
"""


def test_a_renamed_feed(tmp_path: Path) -> None:
    project = workshop.open_project(tmp_path)
    files.write_whole(project.seeds / "feed.xml", FEED)
    convert(project)
    (project.seeds / "feed.xml").rename(project.seeds / "courier.xml")
    outcomes = convert(project)
    assert actions(outcomes) == ["updated", "updated"]
    assert said(outcomes).count(" is now seeds/courier.xml#") == 2
    assert not check_project(project).all()
    is_at_rest(project)


def test_an_entry_that_the_feed_has_dropped(tmp_path: Path) -> None:
    project = workshop.open_project(tmp_path)
    files.write_whole(project.seeds / "feed.xml", FEED)
    convert(project)
    rows = FEED.splitlines()
    files.write_whole(project.seeds / "feed.xml", "\n".join([*rows[:2], *rows[3:]]))
    outcomes = convert(project)
    assert sorted(actions(outcomes)) == ["kept", "unchanged"]
    assert "is gone" in said(outcomes)
    assert "the feed has dropped it" in next(p.hint for o in outcomes for p in o.problems)


def test_a_reviewed_copy_is_found_though_briefing_and_seed_are_renamed(project: Project) -> None:
    [path] = of_seed(project, "ferry.txt")
    text = path.read_text(encoding="utf-8")
    reviewed_copies.write_reviewed(project, path, text)
    rename(project, "ferry.txt", "steamer.txt")
    convert(project)
    path.rename(path.with_name("boats.md"))
    assert reviewed_copies.reviewed_texts(project)(path.with_name("boats.md")) == text


# --- the pure part -----------------------------------------------------------------------------------------


def disk(digests: dict[str, str]) -> SeedInventory:
    def read(path: str) -> Article:
        raise AssertionError(f"{path} is read")

    sketch = {path: tuple(range(1000 * n, 1000 * n + 96)) for n, path in enumerate(digests)}
    by_path = {path: (digest,) for path, digest in digests.items()}
    return SeedInventory(by_path, sketch, lambda path: False, read)


def found(named: dict[str, str], now: dict[str, str]) -> dict[str, str]:
    records = {Path(f"{path}.md"): (NamedSeed(path, digest),) for path, digest in named.items()}
    return {seed.path: place for seed, place in find_moves(records, disk(now)).new_paths.items()}


@pytest.mark.parametrize(
    ("named", "now", "places"),
    [
        ({"a": "1", "b": "2"}, {"a": "1", "b": "2"}, {}),
        ({"a": "1", "b": "2"}, {"a": "1", "b": "3"}, {}),
        ({"a": "1", "b": "2", "c": "3"}, {"b": "1", "c": "2", "d": "3"}, {"a": "b", "b": "c", "c": "d"}),
        ({"a": "1", "b": "2", "c": "3"}, {"b": "1", "c": "2", "a": "3"}, {"a": "b", "b": "c", "c": "a"}),
        ({"a": "1", "b": "2"}, {"b": "1"}, {"a": "b"}),
        ({"a": "1", "b": "2", "c": "3"}, {"b": "1", "c": "2"}, {"a": "b"}),
        ({"x/a": "1"}, {"b": "1", "y/a": "1"}, {"x/a": "y/a"}),
        ({"a": "1", "b": "2"}, {"c": "2", "d": "1"}, {"a": "d", "b": "c"}),
        ({"a": "1"}, {"a": "2", "b": "1"}, {"a": "b"}),
    ],
    ids=["at rest", "corrected", "in a row", "round", "over another", "a row over another", "file name", "two",
         "replaced"],
)  # fmt: skip
def test_moves_by_digest(named: dict[str, str], now: dict[str, str], places: dict[str, str]) -> None:
    assert found(named, now) == places


@pytest.mark.long
def test_many_moves_take_linear_time() -> None:
    count = 20_000
    named = {f"a{number:05}": str(number) for number in range(count)}
    now = {f"a{number + 1:05}": str(number) for number in range(count)}
    assert len(found(named, now)) == count


def test_passages_that_many_have_in_common_tell_nothing() -> None:
    common = near_duplicates.shingles_of("according to the harbour board of tolm")
    own = near_duplicates.shingles_of("the ferry sank with nine crates")
    passages = {str(number): common for number in range(100)} | {"own": own | common}
    [held] = near_duplicates.containments(passages, [("text", own | common)])
    assert (held.passages, held.share) == ("own", 1.0)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("new", ["seeds/b.txt", "seeds/it's, “so”: #1 [x].txt", "12", "seeds/ü 🛶.txt"])
@pytest.mark.parametrize(
    "line",
    [
        "seed: seeds/a.txt # mine",
        'seed: "seeds/a.txt"',
        "seed:   'seeds/a.txt'",
        "more: {seed: seeds/a.txt, x: 1}",
    ],
)
def test_one_text_of_front_matter_is_changed_and_no_other_character(line: str, new: str, end: str) -> None:
    text = end.join(["\ufeff---", "# ü 🛶", "title: A", line, "z: 1", "---", "seed: seeds/a.txt", "---", ""])
    path: front_matter.Path = ("more", "seed") if line.startswith("more") else ("seed",)
    written = front_matter.with_texts(text, {path: new})
    values = dict(front_matter.split(front_matter.unified(written), "").values)
    assert (values["more"]["seed"] if "more" in values else values["seed"]) == new
    before, _, after = text.partition("seeds/a.txt")
    assert written.startswith(before.rstrip("\"'"))
    assert written.endswith(after.lstrip("\"'"))


@pytest.mark.parametrize("text", ["A.\n", "---\na: [\n---\n", "---\na: >\n  b\n  c\n---\n", "---\na: b\n"])
def test_what_cannot_be_changed_stays(text: str) -> None:
    assert front_matter.with_texts(text, {("a",): "new"}) == text
