"""What a merge did to a briefing, and what it left for a person to decide."""

from collections.abc import Iterator
from dataclasses import dataclass
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
    """The footnote label of an item, the name of a key, or ""."""
    words: str
    proposed: str = ""
    """What the generator would have written, for a conflict."""


@dataclass(frozen=True, slots=True)
class Merged:
    """The text that results, what changed, and what must be remembered beside the next base copy."""

    text: str
    changes: tuple[Change, ...] = ()
    remembered: tuple[str, ...] = ()
    """What the generator no longer writes and a person deleted, or kept: the next base doesn't show it, so the next
    merge has to be told.  A footnote label each, or "key: entry" for an entry of a list in front matter."""

    @property
    def conflicts(self) -> tuple[Change, ...]:
        """The changes that a person has to look at."""
        return tuple(change for change in self.changes if change.kind is ChangeKind.CONFLICT)


def proposals_of(merged: Merged, briefing_name: str) -> str:
    """The conflicts of a merge as a Markdown page; "" where there are none."""
    if not merged.conflicts:
        return ""
    opening = (
        f"# Proposals for {briefing_name}\n\n"
        "Both you and the generator changed these. Your words stand in the briefing; take over what you like.\n"
    )
    return opening + "".join(part for change in merged.conflicts for part in _proposal_of(change))


def _proposal_of(change: Change) -> Iterator[str]:
    label = f" ({change.label})" if change.label else ""
    yield f"\n## {change.section[:1].upper()}{change.section[1:]}{label}\n"
    yield f"\nIn the briefing:\n\n{_quoted(change.words)}\n"
    yield f"\nGenerated:\n\n{_quoted(change.proposed)}\n"


def _quoted(text: str) -> str:
    """An indented block, which Markdown shows as it is written."""
    return "\n".join(f"    {line}".rstrip() for line in (text or "(nothing)").split("\n"))
