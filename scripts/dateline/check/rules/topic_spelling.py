"""Topics that are most likely one: written otherwise than other briefings write it, or a slip of the pen away."""

from collections import Counter
from collections.abc import Iterator, Mapping

from dateline.check.records import Outline
from dateline.model.problems import Problem, notice, warning
from dateline.topics.spelling_variants import slips_of, variants_of


def doubtful_topics(outlines: Mapping[str, Outline]) -> Iterator[Problem]:
    """The topics of these files that are most likely misspellings of topics that other files use more."""
    counts = Counter(topic.text for outline in outlines.values() for topic in outline.topics)
    variants = variants_of(counts)
    slips = slips_of(counts)
    for file, outline in outlines.items():
        for topic in outline.topics:
            usual = variants.get(topic.text) or slips.get(topic.text)
            if usual is None:
                continue
            say = warning if topic.text in variants else notice
            message = f"the topic “{topic.text}” is close to “{usual}”, which {_told(counts[usual])}"
            yield say(file, topic.line, message, f"did you mean “{usual}”?", topic.column)


def _told(count: int) -> str:
    return "another briefing has" if count == 1 else f"{count} briefings have"
