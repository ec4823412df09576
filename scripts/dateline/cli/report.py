"""What `dateline convert` tells: what became of each briefing, what a person should know of it, a table."""

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from dateline.merge import Change, ChangeKind, suggested_in
from dateline.model import problems
from dateline.project.files import Project
from dateline.project.run import Action, Outcome

_LENGTH = 100
"""Characters of an item that are shown."""
_WRITTEN = (Action.NEW, Action.UPDATED, Action.MERGED)
_REMARKS = {
    ChangeKind.KEPT: "no longer generated; yours stays",
    ChangeKind.CONFLICT: "generated otherwise; yours stands",
}
_COLUMNS = ("new", "updated", "merged", "kept", "conflicts")
"""What the table always shows; the rest where there is any."""


def lines_of(project: Project, outcome: Outcome) -> Iterator[str]:
    """The lines about one briefing; none where nothing happened."""
    yield from map(problems.render_text, outcome.problems)
    shown = [change for change in outcome.changes if outcome.corrected or change.kind in _REMARKS]
    if outcome.action not in _WRITTEN and not shown:
        return
    have = "has" if len(outcome.corrected) == 1 else "have"
    reason = f" ({', '.join(outcome.corrected)} {have} changed)" if outcome.corrected else ""
    yield problems.one_line(f"{outcome.action}: {project.name(outcome.path)}{reason}")
    yield from (problems.one_line(f"  {_told(change)}") for change in shown)
    if outcome.action is Action.MERGED and not outcome.corrected:
        yield f"  {_counted(outcome.changes)}"
    suggested = suggested_in(outcome.after)
    if suggested and suggested != suggested_in(outcome.before):
        yield problems.one_line(f"  topics suggested: {suggested}")
    if outcome.proposed and outcome.proposals:
        yield f"  what was generated instead: {project.name(outcome.proposals)}"


def _told(change: Change) -> str:
    label = f" ({change.label})" if change.label else ""
    words = problems.shortened(change.words, _LENGTH)
    remark = f" ({_REMARKS[change.kind]})" if change.kind in _REMARKS else ""
    return f"{change.kind} in {change.section}{label}: {' '.join(words.split())}{remark}"


def _counted(changes: Sequence[Change]) -> str:
    counts = Counter(change.kind for change in changes if change.kind not in _REMARKS)
    told = ", ".join(f"{counts[kind]} {kind}" for kind in ChangeKind if counts[kind])
    return f"with your edits kept: {told or 'no item changed'}"


def closing_lines(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """How many reviews stand, and how to see what they keep out; then the table."""
    if standing := sum(outcome.action is Action.REVIEWED for outcome in outcomes):
        yield (
            f"left alone: {problems.counted(standing, 'reviewed briefing')} whose seeds have not changed; "
            "`dateline convert --propose` proposes what would be drafted now"
        )
    yield outcome_table(outcomes)


def has_failed(outcomes: Iterable[Outcome]) -> bool:
    """Whether there is anything that has to be put right."""
    return any(problems.has_errors(outcome.problems) for outcome in outcomes)


def outcome_table(outcomes: Iterable[Outcome]) -> str:
    """How many briefings were made, written anew, merged and kept, and how many proposals wait, as two lines."""
    found = list(outcomes)
    if not found:
        return "no seeds"
    counts = Counter(str(outcome.action) for outcome in found)
    counts["conflicts"] = sum(outcome.proposed for outcome in found)
    columns = [*_COLUMNS, *(str(action) for action in Action if action not in _COLUMNS and counts[action])]
    numbers = "  ".join(f"{counts[column]:>{len(column)}}" for column in columns)
    return f"{'  '.join(columns)}\n{numbers}"


def diff_of(project: Project, outcome: Outcome) -> Iterator[str]:
    """The lines of a briefing that change, as a unified diff."""
    if outcome.before == outcome.after:
        return
    name = project.name(outcome.path)
    before = "/dev/null" if outcome.action is Action.NEW else name
    old, new = (text.splitlines(keepends=True) for text in (outcome.before, outcome.after))
    yield from difflib.unified_diff(old, new, before, name)
