"""Reviews that stand: of briefings whose seeds are, to the byte, those that a person checked them against.

Such a briefing is generated text no longer.  What another version of the code would draft of it is only offered.
"""

from dateline import merge
from dateline.merge import Merged
from dateline.project.briefing_copies import Copies
from dateline.project.briefing_facts import BriefingFacts
from dateline.project.inventory import Task
from dateline.project.moved_seeds import with_new_paths


def review_stands(task: Task, base: BriefingFacts) -> bool:
    """Whether the base copy of a reviewed briefing was generated from the seeds as they are now, by their digests."""
    if base.is_broken:
        return False
    named = base.seeds
    digests = {task.new_paths.get(seed, seed.path): seed.sha256 for seed in named}
    seeds = {seed.path: seed.digests for seed in task.seeds}
    return digests.keys() == seeds.keys() and all(digests[path] in seeds[path] for path in seeds)


def with_paths_of(task: Task, have: Copies) -> Copies:
    """The copies, every character as it was but for the paths of seeds that have moved."""
    current, base = (text and with_new_paths(text, task.new_paths) for text in (have.current, have.base))
    return Copies(current, base, have.remembered, have.proposals)


def merge_into_reviewed(name: str, have: Copies, generated: str, *, propose: bool) -> Merged:
    """A reviewed briefing with a new draft as proposals, or with nothing of it but the topics that are suggested."""
    current, base = have.current or "", have.base or ""
    if propose:
        return merge.offer(base, current, generated, remembered=have.remembered_items, file=name)
    plain, _ = merge.without_comment(base)
    suggested = merge.with_comment(plain, merge.without_comment(generated)[1])
    return merge.merge(base, current, suggested, remembered=have.remembered_items, file=name)
