"""Three-way merge of a generated briefing and the file that a person edited (pure functions over texts)."""

from dateline.merge.changes import Change, ChangeKind, Merged
from dateline.merge.parsed_file import normalized
from dateline.merge.proposals import open_conflicts, proposals_in, proposals_of
from dateline.merge.three_way import adopt, merge, offer
from dateline.merge.topic_comment import comment_of, suggested_in, with_comment, without_comment

__all__ = [
    "Change", "ChangeKind", "Merged", "adopt", "comment_of", "merge", "normalized", "offer", "open_conflicts",
    "proposals_in", "proposals_of", "suggested_in", "with_comment", "without_comment",
]  # fmt: skip
