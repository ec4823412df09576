"""Read, analyse and compose seeds, in one process or in several; a seed that fails harms no other."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from dateline.compose.briefing_draft import Limits, compose_briefing
from dateline.model.annotations import Analysis, Annotations
from dateline.model.article import Article
from dateline.model.briefing import Briefing
from dateline.model.problems import DatelineError, Problem, error
from dateline.project import read_articles
from dateline.project.engines import Engine
from dateline.project.seed_files import SeedSource, StoredSeed
from dateline.project.settings import Settings

Annotate = Callable[[Article], Annotations]
Load = Callable[[], Annotate]
"""Gives the step, loading the model at its first call in a process; not called when nothing changed."""

Proof = Callable[[Briefing, Sequence[Article]], tuple[Briefing, tuple[Problem, ...]]]
"""Holds a briefing against its articles: gives it without what can't be proved, and what was left out."""

_PER_JOB = 8
"""Another process pays from about this many articles on: it takes as long to load the model."""


@dataclass(frozen=True, slots=True)
class Result:
    """What the analysis of one unit gives; without a briefing where no seed could be read or one failed."""

    briefing: Briefing | None
    problems: tuple[Problem, ...]
    is_lasting: bool = True
    """Whether the same seeds give the same again: not where a seed changed meanwhile, or memory was short."""


def no_proof(briefing: Briefing, articles: Sequence[Article]) -> tuple[Briefing, tuple[Problem, ...]]:
    """The briefing as it was composed."""
    return briefing, ()


def compose_all(
    source: SeedSource,
    seeds: Sequence[tuple[StoredSeed, ...]],
    load: Load,
    engine: Engine,
    prove: Proof = no_proof,
) -> Iterator[Result]:
    """What each unit's seeds give, in order."""
    return engine.map(partial(_compose, source, prove, load), seeds, _PER_JOB)


def analyse(articles: Sequence[Article], load: Load, engine: Engine) -> Iterator[Analysis | Problem]:
    """The analysis of each article, in order, or the problem that kept it from being made."""
    return engine.map(partial(_analyse, load), articles, _PER_JOB)


def _analyse(load: Load, article: Article) -> Analysis | Problem:
    try:
        return _analysis(load(), article)
    except (MemoryError, OSError) as reason:
        return _failure(article.source, reason)


def _analysis(annotate: Annotate, article: Article) -> Analysis | Problem:
    try:
        return Analysis(article, annotate(article))
    except (
        DatelineError,
        MemoryError,
        OSError,
    ):  # the model is missing, say: that is not the article's fault
        raise
    except Exception as reason:  # one bad seed harms nobody else
        return _failure(article.source, reason)


def _compose(source: SeedSource, prove: Proof, load: Load, seeds: Sequence[StoredSeed]) -> Result:
    """Read, analyse and compose; seeds that are refused are left out and reported."""
    try:
        return _composed(source, prove, load(), seeds)
    except (MemoryError, OSError) as reason:  # the machine's fault: it may go well another time
        return Result(None, (_failure(seeds[0].path, reason),), is_lasting=False)


def _composed(source: SeedSource, prove: Proof, annotate: Annotate, seeds: Sequence[StoredSeed]) -> Result:
    problems: list[Problem] = []
    found: list[Analysis | Problem] = []
    is_lasting = True
    for seed in seeds:
        try:
            article, warnings, is_as_listed = read_articles.take(source, seed)
        except DatelineError as reason:
            problems.append(reason.problem)
            is_lasting = is_lasting and read_articles.is_as_listed(source, seed)
        except (MemoryError, OSError):
            raise
        except Exception as reason:
            found.append(_failure(seed.path, reason))
        else:
            problems.extend(warnings)
            found.append(_analysis(annotate, article))
            is_lasting = is_lasting and is_as_listed
    analyses = [analysis for analysis in found if isinstance(analysis, Analysis)]
    problems.extend(failure for failure in found if isinstance(failure, Problem))
    if not analyses or len(analyses) < len(found):
        return Result(None, tuple(problems), is_lasting)
    briefing, unproved = _briefing_of(source.project.settings, prove, analyses)
    return Result(briefing, (*problems, *unproved), is_lasting)


def _briefing_of(
    settings: Settings, prove: Proof, analyses: Sequence[Analysis]
) -> tuple[Briefing | None, tuple[Problem, ...]]:
    """The briefing that some analyses make, and what was left out of it or kept it from being made."""
    limits = Limits(settings.key_points, settings.key_quotes, settings.timeline, settings.quotes_per_speaker)
    articles = [analysis.article for analysis in analyses]
    try:
        return prove(compose_briefing(analyses, limits), articles)
    except DatelineError as reason:
        return None, (reason.problem,)
    except (MemoryError, OSError):
        raise
    except Exception as reason:
        return None, (_failure(articles[0].source, reason),)


def _failure(seed: str, reason: Exception) -> Problem:
    message = f"can't be analysed: {type(reason).__name__}: {reason}"
    return error(seed, 0, message, "a fault of Dateline: please report it with the seed")
