"""How well topics are suggested: each briefing of a folder against all others, as a person filed them.

`python tests/filing.py FOLDER…` prints precision and recall; a topic that no other briefing has can't be suggested and
does not count.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from dateline.briefing import document
from dateline.topics.suggestions import BriefingFeatures, Suggestion, TopicSuggester, briefing_features


def traits_in(folders: Iterable[Path]) -> list[BriefingFeatures]:
    """The traits of every briefing below some folders."""
    found = (path for folder in folders for path in sorted(folder.rglob("*.md")))
    read = (document.read(path.read_text(encoding="utf-8"), path.name) for path in found)
    return [briefing_features(each.front.values, each.briefing.lead) for each in read]


def each_against_the_others(
    briefings: Sequence[BriefingFeatures],
) -> Iterator[tuple[BriefingFeatures, tuple[Suggestion, ...]]]:
    """What is suggested for each, as if it were new."""
    for number, traits in enumerate(briefings):
        others = [*briefings[:number], *briefings[number + 1 :]]
        yield traits, TopicSuggester(others).suggest(replace(traits, topics=()))


def counted(briefings: Sequence[BriefingFeatures]) -> tuple[int, int, int]:
    """How many suggestions are right, how many wrong, how many topics are not suggested."""
    counts = Counter(topic for traits in briefings for topic in traits.topics)
    right = wrong = missing = 0
    for traits, suggestions in each_against_the_others(briefings):
        suggested = {suggestion.topic for suggestion in suggestions}
        known = {topic for topic in traits.topics if counts[topic] > 1}
        right += len(suggested & known)
        wrong += len(suggested - known)
        missing += len(known - suggested)
    return right, wrong, missing


if __name__ == "__main__":
    right, wrong, missing = counted(traits_in(map(Path, sys.argv[1:])))
    precision, recall = right / max(1, right + wrong), right / max(1, right + missing)
    print(f"right {right}  wrong {wrong}  missing {missing}  precision {precision:.3f}  recall {recall:.3f}")
