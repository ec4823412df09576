"""Findings kept by content between runs: one JSON file, of this version of the checks alone."""

import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from typing import Any

from dateline.check.examination import Findings, Mention, Outline
from dateline.model.problems import Problem, Severity
from dateline.project import files
from dateline.project.files import Project

_NAME = "check.json"


@dataclass(frozen=True, slots=True)
class Record:
    """What was found in a file, and the digests of all that it rests on: the file, its reviewed version, its seeds."""

    text: str
    reviewed: str
    seeds: Mapping[str, str]
    findings: Findings


def recall(project: Project, version: str) -> dict[str, Record]:
    """The records of the last run, by file; none where there was none, or other checks were made."""
    try:
        kept = json.loads((project.cache / _NAME).read_text(encoding="utf-8"))
        if kept["version"] != version:
            return {}
        return {name: _record_of(*fields) for name, fields in kept["records"].items()}
    except (
        OSError,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
    ):  # missing, or cut short: check again
        return {}


def remember(project: Project, version: str, records: Mapping[str, Record]) -> None:
    """Keep the records; a cache that can't be written costs time, nothing else."""
    lines = (
        f"{json.dumps(name)}: {json.dumps(_fields_of(record))}" for name, record in sorted(records.items())
    )
    text = f'{{"version": "{version}", "records": {{\n' + ",\n".join(lines) + "\n}}\n"
    files.write_cache(project, _NAME, text)


def _fields_of(record: Record) -> list[Any]:
    outline = record.findings.outline
    mentions = [
        [astuple(mention) for mention in kind] for kind in (outline.topics, outline.seeds, outline.links)
    ]
    problems = [astuple(problem) for problem in record.findings.problems]
    return [record.text, record.reviewed, dict(record.seeds), problems, mentions, outline.anchors]


def _record_of(text: str, reviewed: str, seeds: dict[str, str], *findings: list[Any]) -> Record:
    problems, mentions, anchors = findings
    topics, named, links = (tuple(Mention(*fields) for fields in kind) for kind in mentions)
    found = tuple(Problem(Severity(severity), *rest) for severity, *rest in problems)
    return Record(text, reviewed, seeds, Findings(found, Outline(topics, named, links, tuple(anchors))))
