"""Records of what a merge changed in a briefing, and of the conflicts that a person has to decide."""

from dataclasses import dataclass, field
from enum import StrEnum

FRONT = "front matter"
OPENING = "lead"
"""What stands above the first heading."""


class ChangeKind(StrEnum):
    """What became of one item, key or paragraph."""

    ADDED = "added"
    """New from the generator."""
    REMOVED = "removed"
    """No longer generated, and nobody had touched it."""
    UPDATED = "updated"
    """Written anew by the generator."""
    KEPT = "kept"
    """No longer generated, but a person had changed it: it stays."""
    CONFLICT = "conflict"
    """Changed on both sides: the person's words stand, the generator's are proposed."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change: where, of which item, and its words as they stand now (or stood)."""

    kind: ChangeKind
    section: str
    """The heading, "lead" or "front matter"."""
    label: str
    """The identity of an item, the name of a key, or ""."""
    words: str
    proposed: str = ""
    """What the generator would have written, for a conflict."""


@dataclass(frozen=True, slots=True)
class Merged:
    """The text that results, what changed, and what must be remembered beside `generated`, the next base."""

    text: str
    changes: tuple[Change, ...] = ()
    remembered: tuple[str, ...] = ()
    """What the generator no longer writes and a person deleted, or kept: the next base doesn't show it, so the next
    merge has to be told.  An item's identity each, or "key: entry" for an entry of a list in front matter."""
    generated: str = field(default="", compare=False)
    """What was generated, its items under the identities that they had before."""

    @property
    def conflicts(self) -> tuple[Change, ...]:
        """The changes that a person has to look at."""
        return tuple(change for change in self.changes if change.kind is ChangeKind.CONFLICT)
