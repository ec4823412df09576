"""The sources of the three versions under one set of ids, in front matter, footnotes and timeline notes."""

import re
from collections.abc import Mapping
from dataclasses import replace

from dateline.briefing.blocks import REFERENCE, BodyBlock, BodyKind
from dateline.briefing.document import source_parts
from dateline.merge.front_matter_text import Values, identities_of, is_mappings
from dateline.merge.parsed_file import ParsedFile

_LAST_SOURCE = re.compile(r"(?<= \()s\d+(?=\)(?!.* \(s\d+\)))", re.DOTALL)
"""The id of its source in the head of a footnote; a headline that ends with such an id comes before it."""
_NOTES = re.compile(r"\S \S+ \([^()]*\)")
_NOTED = re.compile(r"(?<= in )s\d+(?= /|;|\))")
"""A source's id in the notes of a timeline line (`entry_notes`)."""


def source_ids(base: Values, current: Values, generated: Values) -> dict[str, str]:
    """The id of every source (known by its seed) in the result: the one that a person's file gives it.

    A source that is new takes the next free id where its own is in use.
    """
    old, ours, new = (_sources_of(values) for values in (base, current, generated))
    ids = {name: str(source.get("id")) for name, source in ours.items()}
    used = {ids[name] for name, source in ours.items() if name in new or old.get(name) != source}
    for name, source in (*new.items(), *old.items()):
        if name not in ids:
            own = str(source.get("id"))
            free = (f"s{n}" for n in range(1, len(used) + 2) if f"s{n}" not in used)
            ids[name] = next(free) if own in used else own
            used.add(ids[name])
    return ids


def _sources_of(values: Values) -> dict[str, Values]:
    sources = values.get("sources")
    return dict(zip(identities_of(sources), sources, strict=True)) if is_mappings(sources) else {}


def with_source_ids(version: ParsedFile, ids: Mapping[str, str]) -> ParsedFile:
    """A version of the file that calls each source by its id in the result (`source_ids`), footnotes included."""
    found = {str(source.get("id")): ids[name] for name, source in _sources_of(version.front.values).items()}
    names = {name: other for name, other in found.items() if name != other}
    if not names:
        return version
    sources = [
        {key: names.get(str(value), value) if key == "id" else value for key, value in source.items()}
        for source in version.front.values["sources"]
    ]
    front = replace(version.front, values={**version.front.values, "sources": sources})
    return replace(version, front=front, blocks=tuple(_renamed(block, names) for block in version.blocks))


def _renamed(block: BodyBlock, names: Mapping[str, str]) -> BodyBlock:
    """A block with other ids of sources: in footnote labels ("s2-4"), a footnote's head, the notes after a date."""

    def label(match: re.Match[str]) -> str:
        source, dash, place = match[1].partition("-")
        return f"[^{names.get(source, source)}{dash}{place}]" if dash else match[0]

    def source(match: re.Match[str]) -> str:
        return names.get(match[0], match[0])

    text = REFERENCE.sub(label, block.text)
    if block.kind is BodyKind.FOOTNOTE:
        _, _, rest = text.partition("]:")
        parts = source_parts(rest)
        start, end = len(text) - len(rest), len(text) - (len(parts[-1]) if parts else len(rest))
        text = text[:start] + _LAST_SOURCE.sub(source, text[start:end]) + text[end:]
    elif block.kind is BodyKind.ITEM and (notes := _NOTES.match(text)):
        text = _NOTED.sub(source, notes[0]) + text[notes.end() :]
    return replace(block, text=text)
