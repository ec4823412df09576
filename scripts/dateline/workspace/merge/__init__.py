"""A generated briefing and the same briefing as a person left it, made one (pure functions over texts)."""

from dateline.workspace.merge.changes import Change, ChangeKind, Merged
from dateline.workspace.merge.layout import plain
from dateline.workspace.merge.proposals import proposals_in, proposals_of, still_open
from dateline.workspace.merge.texts import adopt, merge

__all__ = [
    "Change", "ChangeKind", "Merged", "adopt", "merge", "plain", "proposals_in", "proposals_of", "still_open",
]  # fmt: skip
