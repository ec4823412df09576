"""Read, analyse and compose seeds, in one process or in several; a seed that fails harms no other."""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from dateline.compose.briefing_draft import Limits, compose_briefing
from dateline.formats import seed_reader
from dateline.model.annotations import Analysis, Annotations
from dateline.model.article import Article, Seed
from dateline.model.briefing import Briefing
from dateline.model.problems import DatelineError, Problem, error
from dateline.project.settings import Settings

Annotate = Callable[[Article], Annotations]
Load = Callable[[], Annotate]
"""Gives the step, loading the model at its first call in a process; not called when nothing changed."""

Proof = Callable[[Briefing, Sequence[Article]], tuple[Briefing, tuple[Problem, ...]]]
"""Holds a briefing against its articles: gives it without what can't be proved, and what was left out."""

Input = TypeVar("Input")
Output = TypeVar("Output")

_PER_JOB = 8
"""Another process pays from about this many articles on: it takes as long to load the model."""


@dataclass(frozen=True, slots=True)
class Result:
    """What the analysis of one unit gives; without a briefing where no seed could be read or one failed."""

    briefing: Briefing | None
    problems: tuple[Problem, ...]


def no_proof(briefing: Briefing, articles: Sequence[Article]) -> tuple[Briefing, tuple[Problem, ...]]:
    """The briefing as it was composed."""
    return briefing, ()


def compose_all(
    seeds: Sequence[tuple[Seed, ...]],
    settings: Settings,
    load: Load,
    jobs: int | None = None,
    prove: Proof = no_proof,
) -> Iterator[Result]:
    """What each unit's seeds give, in order."""
    jobs = jobs or _jobs_that_pay(sum(map(len, seeds)))
    return _run_each(partial(_compose, settings, prove), seeds, load, jobs)


def analyse(articles: Sequence[Article], load: Load, jobs: int | None = None) -> Iterator[Analysis | Problem]:
    """The analysis of each article, in order, or the problem that kept it from being made."""
    return _run_each(_analyse, articles, load, jobs or _jobs_that_pay(len(articles)))


def _jobs_that_pay(articles: int) -> int:
    return max(1, min(os.cpu_count() or 1, articles // _PER_JOB))


def _run_each(
    step: Callable[[Load, Input], Output], inputs: Sequence[Input], load: Load, jobs: int
) -> Iterator[Output]:
    """Take a step for each input, in order, in this process or in several (spawned: the same on every system)."""
    if jobs == 1 or len(inputs) < 2:
        yield from (step(load, each) for each in inputs)
        return
    context = multiprocessing.get_context("spawn")
    try:
        with ProcessPoolExecutor(min(jobs, len(inputs)), mp_context=context) as pool:
            yield from pool.map(partial(step, load), inputs)
    except BrokenProcessPool:
        hint = "run it again with --jobs 1, which needs less memory"
        raise DatelineError("dateline", "the system ended a process that was analysing", hint) from None


def _analyse(load: Load, article: Article) -> Analysis | Problem:
    return _analysis(load(), article)


def _analysis(annotate: Annotate, article: Article) -> Analysis | Problem:
    try:
        return Analysis(article, annotate(article))
    except DatelineError:  # the model is missing: that is not the article's fault
        raise
    except Exception as reason:  # one bad seed harms nobody else
        return _failure(article.source, reason)


def _compose(settings: Settings, prove: Proof, load: Load, seeds: Sequence[Seed]) -> Result:
    """Read, analyse and compose; seeds that are refused are left out and reported."""
    annotate = load()
    problems: list[Problem] = []
    found: list[Analysis | Problem] = []
    for seed in seeds:
        try:
            article, warnings = seed_reader.article_from_seed(seed, settings.max_seed_bytes)
        except DatelineError as reason:
            problems.append(reason.problem)
        except Exception as reason:
            found.append(_failure(seed.path, reason))
        else:
            problems.extend(warnings)
            found.append(_analysis(annotate, article))
    analyses = [analysis for analysis in found if isinstance(analysis, Analysis)]
    problems.extend(failure for failure in found if isinstance(failure, Problem))
    if not analyses or len(analyses) < len(found):
        return Result(None, tuple(problems))
    limits = Limits(settings.key_points, settings.key_quotes, settings.timeline, settings.quotes_per_speaker)
    try:
        briefing, unproved = prove(
            compose_briefing(analyses, limits), [analysis.article for analysis in analyses]
        )
        return Result(briefing, (*problems, *unproved))
    except DatelineError as reason:
        return Result(None, (*problems, reason.problem))
    except Exception as reason:
        return Result(None, (*problems, _failure(seeds[0].path, reason)))


def _failure(seed: str, reason: Exception) -> Problem:
    message = f"can't be analysed: {type(reason).__name__}: {reason}"
    return error(seed, 0, message, "a fault of Dateline: please report it with the seed")
