"""What the briefings are filed under as they lie on the disk, and the topics that are suggested by it.

What is known of a briefing is kept by its content (`.dateline/cache/filing.json`), so that only those are parsed that
are new or have changed.
"""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from dateline import merge
from dateline.briefing import document
from dateline.briefing.front_matter import split
from dateline.model.briefing import Briefing
from dateline.model.problems import DatelineError
from dateline.project import files, run_state
from dateline.project.files import Project
from dateline.project.inventory import Work
from dateline.project.moved_seeds import with_seeds
from dateline.topics.suggestions import BriefingFeatures, TopicSuggester, briefing_features

_NAME = "filing.json"

Write = Callable[[Work, Briefing], str]
"""Gives the text of a generated briefing."""


def writer(project: Project, *, anew: bool = False, keep: bool = True) -> Write:
    """The step from a generated briefing to its text, with topics suggested as people have filed the others by now.

    What the run itself makes is not looked at, so that the order of the work plays no part.  With `anew` suggestions
    are made again that were made before.  With `keep` false the cache is not written.
    """
    filings = filings_of(project, keep=keep)

    def text_of(work: Work, briefing: Briefing) -> str:
        text = document.write(briefing)
        return merge.with_remark(text, _remark_for(work, briefing, text, filings, anew))

    return text_of


def _remark_for(work: Work, briefing: Briefing, text: str, filings: TopicSuggester, anew: bool) -> str:
    """The comment that suggests topics.

    It is made when a briefing is, and again when something else in it is generated otherwise: never on its own
    account, because somebody filed another briefing.
    """
    if briefing.front.get("topics") != []:
        return ""
    if work.path:
        filed = is_filed(work.path)
        before, remark = merge.parted(
            merge.plain(with_seeds(files.readable(work.base or work.path), work.places))
        )
        if before == merge.plain(text) and (filed or not anew):
            return remark
        if filed:
            return ""
    return merge.remark_of(filings.suggest(briefing_features(briefing.front, briefing.lead)))


def is_filed(path: Path) -> bool:
    """Whether a briefing is filed under any topic; one that can't be read is not."""
    try:
        return bool(split(files.readable(path), "").values.get("topics"))
    except DatelineError:
        return False


# --- what is filed -------------------------------------------------------------------------------------------


def filings_of(project: Project, *, keep: bool = True) -> TopicSuggester:
    """What every briefing of a project is filed under."""
    version = run_state.filing_version()
    known = _recalled(project, version)
    found: dict[str, BriefingFeatures] = {}
    digests: list[str] = []
    for path in files.briefing_files(project):
        text = files.readable(path)
        digest = run_state.digest_of(text)
        digests.append(digest)
        if digest not in found:
            found[digest] = known[digest] if digest in known else _traits_in(text)
    if keep and found.keys() != known.keys():
        _remember(project, version, found)
    return TopicSuggester([found[digest] for digest in digests])


def _traits_in(text: str) -> BriefingFeatures:
    """The traits of a briefing; none of one that can't be read (`check` says why)."""
    try:
        read = document.read(text, "")
    except DatelineError:
        return BriefingFeatures()
    return briefing_features(read.front.values, read.briefing.lead)


def _recalled(project: Project, version: str) -> dict[str, BriefingFeatures]:
    with suppress(OSError, ValueError, LookupError, TypeError, AttributeError):  # missing, or cut short
        kept = json.loads((project.cache / _NAME).read_text(encoding="utf-8"))
        if kept["version"] == version:
            return {digest: _traits_of(*fields) for digest, fields in kept["records"].items()}
    return {}


def _remember(project: Project, version: str, records: Mapping[str, BriefingFeatures]) -> None:
    lines = ",\n".join(
        f"{json.dumps(digest)}: {json.dumps(_fields_of(traits))}"
        for digest, traits in sorted(records.items())
    )
    files.write_cache(project, _NAME, f'{{"version": "{version}", "records": {{\n{lines}\n}}}}\n')


def _fields_of(traits: BriefingFeatures) -> list[Any]:
    keys = ([key for is_name, key in traits.shown if is_name is kind] for kind in (True, False))
    return [traits.topics, traits.date, *keys]


def _traits_of(topics: list[str], date: str | None, names: list[str], words: list[str]) -> BriefingFeatures:
    shown = {(True, key): key for key in names} | {(False, key): key for key in words}
    return BriefingFeatures(tuple(topics), date, shown)
