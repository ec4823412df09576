"""Views that are kept: after any edits a site is what it would be if nothing were kept."""

import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from dateline.project.files import Project
from dateline.project.settings import Settings
from dateline.site.briefing_index import index_of
from dateline.site.content_keys import ContentKeys, content_key
from dateline.site.contents import Contents, contents_of
from dateline.site.pages import timeline_pages, timelines
from dateline.site.pages.gathering_stores import NO_STORES, GatheredBefore, GatheringStores
from dateline.site.pages.kept_views import kept_views, view_key
from dateline.site.pages.page import PageKind, View, views_of
from dateline.site.pages.slugs import NameKind
from dateline.site.pages.timelines import EVERYTHING, TimelineStores
from dateline.timeline.merging import MergingStores
from marks import few_of
from newsroom import newsroom
from nightly import times
from sites import build_site, make_project

KIND = PageKind("people", "People", "subject.html")


def contents(files: dict[str, str], stores: GatheringStores = NO_STORES) -> Contents:
    index = index_of(files.items(), "briefings")
    return contents_of(index, {path: f"briefings/{path[:-3]}/" for path in index.items}, stores=stores)


class DictStore(dict[str, Any]):
    """Keeps everything."""

    def put(self, key: str, value: object) -> None:
        self[key] = value


def stores_of(kind: Callable[[], Any]) -> GatheringStores:
    merging = MergingStores(kind(), kind())
    timelines = TimelineStores(kind(), merging, kind(), kind())
    return GatheringStores(kind(), timelines, kind(), kind(), kind(), kind())


def edited(files: dict[str, str], dice: Random) -> dict[str, str]:
    """The files after one to three edits: of a word anywhere, of a name, a renamed, a deleted and a new briefing."""
    files = dict(files)
    for _ in range(dice.randint(1, 3)):
        path = dice.choice(sorted(files))
        text, kind = (
            files[path],
            dice.choice(("word", "word", "line", "name", "rename", "delete", "new", "date")),
        )
        words = text.split(" ")
        place = dice.randrange(len(words) // 3, len(words))
        match kind:
            case "word" if words[place].isalpha():
                words[place] = "anew"
                files[path] = " ".join(words)
            case "line":
                files[path] = text.replace(
                    "## Timeline\n", f"## Timeline\n\n- 2030-0{place % 9 + 1} — It rained.\n"
                )
            case "name":
                other = files[dice.choice(sorted(files))]
                people = next(line for line in other.split("\n") if line.startswith("people:"))
                own = next(line for line in text.split("\n") if line.startswith("people:"))
                files[path] = text.replace(own, people)
            case "rename":
                files[f"{path[:-3]}-moved.md"] = files.pop(path)
            case "delete" if len(files) > 4:
                del files[path]
            case "new":
                files[f"2031-01-20-{place}.md"] = text
            case "date":
                files[path] = text.replace("\ndate: 2031-01-0", "\ndate: 2031-03-0")
    return files


def shown_by(view: View) -> tuple[object, ...]:
    return view.url, view.title, view.pager, view.files, ContentKeys().of(view.shown)


@pytest.mark.parametrize(("seed", "rounds"), few_of([(0, 2)], [(seed, 6) for seed in range(times(2, 20))]))
def test_views_after_edits_are_those_made_anew(seed: int, rounds: int) -> None:
    dice, files, stores = (
        Random(seed),
        dict(newsroom(12)),
        stores_of(DictStore),
    )
    for _ in range(rounds):
        found, anew = contents(files, stores), contents(files)
        assert list(map(shown_by, found.views)) == list(map(shown_by, anew.views))
        for path in files:
            kept, new = found.data.relations, anew.data.relations
            assert kept.key(path) == content_key(new.neighbours(path), new.related(path))
        keys, others = ContentKeys(), ContentKeys()
        assert [view_key(view, keys) for view in found.views] == [
            view_key(view, others) for view in anew.views
        ]
        files = edited(files, dice)


def told_in(found: Contents) -> list[object]:
    """All that the merged lines of a site say, and what is planned."""
    topics = found.data.index.names[NameKind.TOPIC]
    timelines_of_topics = [found.data.timelines.of_topic(topic) for topic in topics]
    lines = [[(line.id, line.key) for line in some] for some in (found.data.lines, *timelines_of_topics)]
    return [lines, [(plan.uid, plan.url) for plan in found.data.plans]]


def test_the_event_of_a_line_is_that_of_the_mentions_behind_it() -> None:
    found = contents(dict(newsroom(12))).data.timelines
    for line in found.of_topic(EVERYTHING):
        event = found.event_of(line)
        assert (event.date, event.text, event.status, event.planned) == (
            line.date,
            line.text,
            line.status,
            line.merged.planned,
        )
        assert len(event.mentions) <= len(line.told)


def test_an_edit_that_no_line_shows_merges_nothing_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    files, stores = dict(newsroom(12)), stores_of(DictStore)
    contents(files, stores)
    path = max(files)
    files[path] = files[path].replace("\n## Key points", "\n<!-- noted -->\n\n## Key points")
    anew = told_in(contents(files))
    monkeypatch.setattr(timelines, "timelines_of", None)
    assert told_in(contents(files, stores)) == anew


def test_the_first_page_of_the_timeline_parts_no_lines_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = Project(tmp_path, Settings())

    def gathered() -> Contents:
        before = GatheredBefore(project, "1")
        found = contents(dict(newsroom(12)), before.stores)
        before.save()
        return found

    gathered()
    monkeypatch.setattr(timeline_pages, "_parted", lambda *_: pytest.fail("parted anew"))
    (front,) = (view for view in gathered().views if view.url == "timeline/")
    assert front.shown.count > 0


def test_what_is_kept_is_not_made() -> None:
    store, made = DictStore(), []

    def make() -> list[View]:
        made.append(1)
        return list(views_of(KIND, "ada", "Ada", ["one", "two"]))

    first = list(kept_views("a1", make, store))
    again = list(kept_views("a1", make, store))
    assert (again, len(made)) == (first, 1)
    assert ([view.shown for view in again], len(made)) == (["one", "two"], 2)


def test_another_record_has_another_key() -> None:
    views = [*views_of(KIND, "ada", "Ada", ["one"]), *views_of(KIND, "ada", "Ada", ["two"])]
    assert len({view_key(view, ContentKeys()) for view in views}) == 2


@pytest.mark.long
def test_a_site_after_edits_is_the_one_built_without_a_cache(tmp_path: Path) -> None:
    dice, files = Random(7), dict(newsroom(8))
    project = make_project(tmp_path, options="search: material")
    for _ in range(4):
        shutil.rmtree(project / "briefings")
        (project / "briefings").mkdir()
        for name, text in files.items():
            (project / "briefings" / name).write_text(text, encoding="utf-8")
        warm = pages_of(build_site(project, strict=False))
        shutil.rmtree(project / ".dateline")
        shutil.rmtree(project / "site")
        assert warm == pages_of(build_site(project, strict=False))
        files = edited(files, dice)


def pages_of(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file() and path.suffix != ".gz"
    }
