"""What two briefings have that should be one: the same topic in two spellings, the same seed."""

from collections import Counter
from collections.abc import Iterator, Mapping

from dateline.check.records import Outline
from dateline.model.problems import Problem, notice, warning
from dateline.topics.spelling_variants import slips_of, variants_of


def misspelt_topics(outlines: Mapping[str, Outline]) -> Iterator[Problem]:
    """The topics of these files that are most likely misspellings of topics that other files use more."""
    counts = Counter(topic.text for outline in outlines.values() for topic in outline.topics)
    variants, slips = variants_of(counts), slips_of(counts)
    for file, outline in outlines.items():
        for topic in outline.topics:
            usual = variants.get(topic.text) or slips.get(topic.text)
            if usual is None:
                continue
            report = warning if topic.text in variants else notice
            others = "another briefing has" if counts[usual] == 1 else f"{counts[usual]} briefings have"
            message = f"the topic “{topic.text}” is close to “{usual}”, which {others}"
            yield report(file, topic.line, message, f"did you mean “{usual}”?", topic.column)


def shared_seeds(outlines: Mapping[str, Outline]) -> Iterator[Problem]:
    """Briefings that name a seed which another one names: `dateline convert` follows the first by name."""
    first: dict[str, str] = {}
    for file, outline in sorted(outlines.items()):
        for seed in outline.seeds:
            other = first.setdefault(seed.text, file)
            if other != file:
                message = f"the seed {seed.text} has a briefing already: {other}"
                hint = "merge the two, or take the seed out of one"
                yield warning(file, seed.line, message, hint, seed.column)
