"""The topics of the briefings as they lie on the disk, and those that are suggested by them for a new one.

What is known of a briefing is kept by its content in the cache `topics`, so that only those are parsed that are new
or have changed.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dateline import merge
from dateline.briefing import document
from dateline.briefing.front_matter import split
from dateline.model.briefing import Briefing
from dateline.model.problems import DatelineError
from dateline.project import cache, files
from dateline.project.files import Project
from dateline.project.inventory import Task
from dateline.project.moved_seeds import with_new_paths
from dateline.topics.suggestions import BriefingFeatures, TopicSuggester, briefing_features

_NAME = "topics"


class TopicWriter:
    """Gives the text of a generated briefing, with topics suggested by those of the other briefings.

    What the run itself makes is not looked at, so that the order of the work plays no part.  With `anew` suggestions
    are made again that were made before.
    """

    def __init__(self, project: Project, *, anew: bool = False) -> None:
        self._project = project
        self._anew = anew
        self._known = _load(project)
        digests, self._features = _features_of_all(project, self._known)
        self._suggester = TopicSuggester([self._features[digest] for digest in digests])

    def text_of(self, task: Task, briefing: Briefing) -> str:
        """The text of a briefing that is generated from a task."""
        plain = document.write(briefing)
        text = merge.with_comment(plain, _topic_comment(task, briefing, plain, self._suggester, self._anew))
        self._features.setdefault(cache.digest_of(text), _features_in(text))  # the next run need not read it
        return text

    def save(self) -> None:
        """Keep what is known of the briefings."""
        if self._features.keys() != self._known.keys():
            rows = {digest: _fields_of(features) for digest, features in self._features.items()}
            cache.save_cache(self._project, _NAME, cache.version_of("topics"), rows)


def _topic_comment(task: Task, briefing: Briefing, text: str, index: TopicSuggester, anew: bool) -> str:
    """The comment that suggests topics.

    It is made with a briefing, and again only when something else in it is generated otherwise: not because somebody
    gave topics to another briefing.
    """
    if briefing.front.get("topics") != []:
        return ""
    if task.path:
        is_filed = has_topics(task.path)
        last = with_new_paths(files.read_leniently(task.base or task.path), task.new_paths)
        before, comment = merge.without_comment(merge.normalized(last))
        if before == merge.normalized(text) and (is_filed or not anew):
            return comment
        if is_filed:
            return ""
    return merge.comment_of(index.suggest(briefing_features(briefing.front, briefing.lead)))


def has_topics(path: Path) -> bool:
    """Whether a briefing has any topic; one that can't be read has none."""
    try:
        return bool(split(files.read_leniently(path), "").values.get("topics"))
    except DatelineError:
        return False


def _load(project: Project) -> dict[str, BriefingFeatures]:
    return cache.load_cache(project, _NAME, cache.version_of("topics"), _cached_features)


def _features_of_all(
    project: Project, known: Mapping[str, BriefingFeatures]
) -> tuple[list[str], dict[str, BriefingFeatures]]:
    """The digest of every briefing of a project, and what tells which are similar, by digest."""
    found: dict[str, BriefingFeatures] = {}
    digests: list[str] = []
    for path in files.briefing_files(project):
        text = files.read_leniently(path)
        digest = cache.digest_of(text)
        digests.append(digest)
        if digest not in found:
            found[digest] = known[digest] if digest in known else _features_in(text)
    return digests, found


def _features_in(text: str) -> BriefingFeatures:
    """The features of a briefing; none of one that can't be read (`check` says why)."""
    try:
        read = document.read(text, "")
    except DatelineError:
        return BriefingFeatures()
    return briefing_features(read.front.values, read.briefing.lead)


def _fields_of(features: BriefingFeatures) -> list[Any]:
    names, words = ([key for is_name, key in features.shown if is_name is kind] for kind in (True, False))
    return [features.topics, features.date, names, words]


def _cached_features(fields: list[Any]) -> BriefingFeatures:
    topics, date, names, words = fields
    shown = {(True, key): key for key in names} | {(False, key): key for key in words}
    return BriefingFeatures(tuple(topics), date, shown)
