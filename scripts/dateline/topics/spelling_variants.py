"""Topics that are most likely one: spelt otherwise than most briefings spell it, or a slip of the pen away.

Linear in the number of topics: two that are one letter apart become the same when the right letter of each is left
out, so each topic is filed under all that it becomes so (the symmetric deletion of SymSpell).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from rapidfuzz.distance import OSA

_SHORTEST = 5
"""Letters of a word from which on one other letter is a slip: Iran and Iraq are two."""


def usual_spellings(counts: Mapping[str, int]) -> dict[str, str]:
    """Each topic, of which it is told how many briefings have it, to its most usual spelling."""
    variants, slips = variants_of(counts), slips_of(counts)
    meant = {topic: slips.get(topic, variants.get(topic, topic)) for topic in counts}
    return {topic: variants.get(usual, usual) for topic, usual in meant.items()}


def variants_of(counts: Mapping[str, int]) -> dict[str, str]:
    """Topics that differ from a more usual one in capitals, marks and spacing alone."""
    written: dict[str, list[str]] = defaultdict(list)
    for topic in _most_used_first(counts):
        written[re.sub(r"[\W_]+", "", topic).casefold()].append(topic)
    return {other: usual for usual, *others in written.values() for other in others}


def slips_of(counts: Mapping[str, int]) -> dict[str, str]:
    """Topics that one briefing has and that are a letter away from one that several have."""
    filed: dict[str, list[str]] = defaultdict(list)
    for topic in _most_used_first(counts):
        if counts[topic] > 1:
            for key in _shortened(topic):
                filed[key].append(topic)
    rare = (topic for topic, count in counts.items() if count == 1)
    found = ((topic, next(_near(topic, filed), None)) for topic in rare)
    return {topic: usual for topic, usual in found if usual is not None}


def _near(topic: str, filed: Mapping[str, list[str]]) -> Iterator[str]:
    for key in _shortened(topic):
        yield from (usual for usual in filed.get(key, ()) if _is_slip(topic, usual))


def _shortened(topic: str) -> Iterator[str]:
    yield topic
    yield from (topic[:index] + topic[index + 1 :] for index in range(len(topic)))


def _is_slip(topic: str, usual: str) -> bool:
    """Whether two topics differ by one letter within a long word, and not by its first: Gambia is not Zambia."""
    if OSA.distance(topic, usual, score_cutoff=1) > 1:
        return False
    ours, theirs = topic.split(), usual.split()
    if len(ours) != len(theirs):
        return True  # a word parted or joined
    changed = [(a, b) for a, b in zip(ours, theirs, strict=True) if a != b]
    return all(min(len(a), len(b)) >= _SHORTEST and a[0] == b[0] and (a + b).isalpha() for a, b in changed)


def _most_used_first(counts: Mapping[str, int]) -> Iterable[str]:
    return sorted(counts, key=lambda topic: (-counts[topic], topic))
