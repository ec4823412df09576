"""Whole runs without a model: seeds of a simple form, a stub that analyses them, and what a run leaves behind.

A paragraph “2024-05-13: The ferry sinks.” tells an event, “‘…’ Ada Lorring said.” a quote, any other one a fact.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from unittest.mock import patch

from analyses import event_at
from dateline.compose import highlights
from dateline.model.annotations import (
    Annotations,
    Entity,
    EntityKind,
    Quote,
    QuoteBasis,
    Sentence,
)
from dateline.model.article import Article, Span
from dateline.project import analysis_jobs, files, run
from dateline.project.files import Project
from dateline.project.run import Outcome
from dateline.project.settings import Settings

_EVENT = re.compile(r"(?P<date>\d{4}-\d\d-\d\d): (?P<text>(?P<first>\w+).*)")
_ALL_POINTS = {**highlights._POINT, "sure_lead": 0.001, "sure": 0.001, "sure_alone": 0.001, "gain": -1.0}
_ALL_QUOTES = {**highlights._QUOTE, "sure": 0.001}
_NO_POINT = ("question",)
"""What keeps the sentence of an event from being a key point, too."""
_QUOTE = re.compile(r"“(?P<words>.*)” (?P<speaker>\w+ \w+) said\.")


def annotate(article: Article) -> Annotations:
    """What the simple form of a seed tells."""
    sentences, quotes, events, people = [], [], [], dict[str, Entity]()
    for number, block in enumerate(article.paragraphs(), 1):
        text, start, source = article.slice(block.span), block.span.start, block.span.source
        terms = tuple(sorted({word.lower() for word in re.findall(r"\w{4,}", text)}))
        traits = _NO_POINT if _EVENT.fullmatch(text) else ()
        sentences.append(Sentence(block.span, number, terms, traits))
        if match := _EVENT.fullmatch(text):
            trigger = Span(source, start + match.start("first"), start + match.end("first"))
            told = event_at(trigger, block.span, match["date"], text=match["text"], terms=terms)
            events.append(told)
        elif match := _QUOTE.fullmatch(text):
            words = Span(source, start + match.start("words"), start + match.end("words"))
            name = Span(source, start + match.start("speaker"), start + match.end("speaker"))
            basis = QuoteBasis.EXPLICIT
            quotes.append(Quote(words, number, match["speaker"], name, "said", basis, "a fisher"))
            known = people.get(match["speaker"], Entity(match["speaker"], EntityKind.PERSON, ()))
            people[known.name] = Entity(known.name, known.kind, (*known.mentions, name))
    return Annotations(tuple(sentences), tuple(quotes), (), tuple(people.values()), tuple(events))


def load() -> analysis_jobs.Annotate:
    return annotate


def open_project(root: Path, **options: int) -> Project:
    return Project(root, Settings(**options))  # type: ignore[arg-type]


def write_seed(root: Path, name: str, title: str, paragraphs: Iterable[str]) -> Path:
    path = root / "seeds" / f"{name}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    body = "\n\n".join([title, "By Marit Osei", *paragraphs])
    path.write_text(f"---\ntitle: {title}\ndate: 2024-05-14\n---\n\n{body}\n", encoding="utf-8")
    return path


def story(number: int) -> list[str]:
    """Paragraphs of an article that is like no other one."""
    return [
        f"The ferry of quay {number} took {number + 7} crates to Ostrel on a calm morning.",
        f"2024-05-{number % 27 + 1:02}: Crates number {number} fall into the harbour of Tolm.",
        f"2024-04-{number % 27 + 1:02}: Inspectors look at quay {number} and find it sound.",
        f"“We counted {number} crates and lost them all in a minute,” Ada Lorring said.",
        f"The owner of quay {number} wants to open it again before the summer of the regatta.",
    ]


def convert(project: Project, **options: object) -> list[Outcome]:
    """Run the conversion; drafts print what the stub tells, however little speaks for it."""
    with patch.multiple(highlights, _POINT=_ALL_POINTS, _QUOTE=_ALL_QUOTES):
        return _converted(project, options)


def _converted(project: Project, options: Mapping[str, object]) -> list[Outcome]:
    return list(run.convert_units(project, files.units(project), load, jobs=1, **options))  # type: ignore[arg-type]


def actions(outcomes: Sequence[Outcome]) -> list[str]:
    return [str(outcome.action) for outcome in outcomes]


def tree(project: Project) -> dict[str, bytes]:
    """Every file but the cache, with its bytes."""
    return {
        path.relative_to(project.root).as_posix(): path.read_bytes()
        for path in sorted(project.root.rglob("*"))
        if path.is_file() and project.cache not in path.parents
    }
