"""The conflicts that a person has to decide, as a Markdown page: written, read again, cleared of what is settled."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from dateline.briefing import front_matter
from dateline.briefing.blocks import fold
from dateline.merge.changes import FRONT, Change, ChangeKind
from dateline.model.problems import DatelineError

_OURS, _THEIRS, _NOTHING = "In the briefing:", "Generated:", "(nothing)"
_PART = re.compile(
    rf"^## (?P<section>.+?)(?: \((?P<label>[^()]*)\))?\n\n{re.escape(_OURS)}\n\n(?P<words>.*?)"
    rf"\n\n{re.escape(_THEIRS)}\n\n(?P<proposed>.*?)\n*(?=^## |\Z)",
    re.MULTILINE | re.DOTALL,
)


def proposals_of(conflicts: Sequence[Change], briefing_name: str) -> str:
    """The conflicts as a page; "" where there are none."""
    if not conflicts:
        return ""
    page = (
        f"# Proposals for {briefing_name}\n\n"
        "These are generated otherwise. Your words stand in the briefing; take over what you like.\n"
        "A proposal leaves when you take it over or change those words again. Delete this file to decline them all.\n"
    )
    for change in conflicts:
        label = f" ({change.label})" if change.label else ""
        page += f"\n## {change.section[:1].upper()}{change.section[1:]}{label}\n"
        page += f"\n{_OURS}\n\n{_indented(change.words)}\n\n{_THEIRS}\n\n{_indented(change.proposed)}\n"
    return page


def _indented(text: str) -> str:
    """An indented block, which Markdown shows as it is written."""
    return "\n".join(f"    {line}".rstrip() for line in (text or _NOTHING).split("\n"))


def proposals_in(page: str) -> tuple[Change, ...]:
    """The conflicts that a page shows; what is not as `proposals_of` writes it is passed over."""
    return tuple(
        Change(
            ChangeKind.CONFLICT,
            FRONT if match["section"].lower() == FRONT else match["section"],
            match["label"] or "",
            _plain(match["words"]),
            _plain(match["proposed"]),
        )
        for match in _PART.finditer(page)
    )


def _plain(block: str) -> str:
    text = "\n".join(line.removeprefix("    ") for line in block.split("\n"))
    return "" if text == _NOTHING else text


def open_conflicts(
    known: Sequence[Change], new: Sequence[Change], current: str, generated: str | None
) -> tuple[Change, ...]:
    """The conflicts of a merge, and the earlier ones that it leaves open.

    An earlier one is settled when its words were changed again in the briefing as it stands now (`current`), or are no
    longer `generated` (None where the same is generated as before); any one is when what it proposes stands there.
    """
    ours = _sayings_of(current)
    theirs = None if generated is None else _sayings_of(generated)
    waiting = [
        change
        for change in known
        if _is_said(change.words, ours) and (theirs is None or _is_said(change.proposed, theirs))
    ]
    found = {(change.section.lower(), change.label, change.proposed): change for change in (*waiting, *new)}
    return tuple(
        change for change in found.values() if not (change.proposed and _is_said(change.proposed, ours))
    )


def _is_said(words: str, sayings: frozenset[str]) -> bool:
    folded = fold(words)
    return folded in sayings or any(folded in saying for saying in sayings if len(saying) > len(folded))


def _sayings_of(text: str) -> frozenset[str]:
    """The whole text, blanks folded, and every key of its front matter with its value as the generator writes it."""
    try:
        values = front_matter.split(text, "").values
    except DatelineError:
        values = {}
    return frozenset([fold(text), *_pairs_in(values)])


def _pairs_in(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield fold(front_matter.dump({key: item}))
            yield from _pairs_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from _pairs_in(item)
