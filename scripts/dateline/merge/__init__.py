"""A generated briefing and the same briefing as a person left it, made one (pure functions over texts)."""

from dateline.merge.file_format import plain
from dateline.merge.merge_report import Change, ChangeKind, Merged
from dateline.merge.proposals import open_conflicts, proposals_in, proposals_of
from dateline.merge.three_way import adopt, merge
from dateline.merge.topic_comment import parted, remark_of, suggested_in, with_remark

__all__ = [
    "Change", "ChangeKind", "Merged", "adopt", "merge", "open_conflicts", "parted", "plain", "proposals_in",
    "proposals_of", "remark_of", "suggested_in", "with_remark",
]  # fmt: skip
