"""A generated briefing and the same briefing as a person left it, made one (pure functions over texts)."""

from dateline.workspace.merge.changes import Change, ChangeKind, Merged
from dateline.workspace.merge.layout import plain
from dateline.workspace.merge.proposals import open_conflicts, proposals_in, proposals_of
from dateline.workspace.merge.remarks import parted, remark_of, suggested_in, with_remark
from dateline.workspace.merge.texts import adopt, merge

__all__ = [
    "Change", "ChangeKind", "Merged", "adopt", "merge", "open_conflicts", "parted", "plain", "proposals_in",
    "proposals_of", "remark_of", "suggested_in", "with_remark",
]  # fmt: skip
