"""What a site may show of its sources: how much of their text, under which licence, with which credit line.

The front matter of a briefing says so for each source; for what it leaves open, the settings of a project may for each
outlet.  What is not to be shown is taken out of a briefing here, before anything is made of it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from dateline.briefing.blocks import BodyBlock, BodyKind, body_lines
from dateline.briefing.document import Document, evidence_in, names_of, source_parts, sources_in, text_of
from dateline.model.briefing import Evidence, Source, TextShown

RIGHTS = ("text", "licence", "credit")
"""What can be said of a source, and in the settings of an outlet."""

_WITHHELD = "“…”"
"""Stands in a footnote for a sentence that is not to be shown."""
_SPDX = "https://spdx.org/licenses/"
_CREATIVE_COMMONS = re.compile(r"CC-(?P<terms>BY(?:-NC)?(?:-SA|-ND)?)-(?P<version>\d\.\d)")
_QUOTED = re.compile(r"[“\"][^”\"]*[”\"]?")
_LABEL = re.compile(r"(?P<source>s\d+)-")


def sources_of(front: Mapping[str, object]) -> tuple[Source, ...]:
    """The sources that a front matter names, in its order."""
    return tuple(
        Source(
            id=text_of(source, "id") or "",
            publisher=text_of(source, "publisher"),
            title=text_of(source, "title"),
            authors=names_of(source, "authors"),
            url=text_of(source, "url"),
            published=text_of(source, "published"),
            seed=text_of(source, "seed"),
            sha256=text_of(source, "sha256"),
            text=_text_shown(source),
            licence=text_of(source, "licence"),
            credit=text_of(source, "credit"),
        )
        for source in sources_in(front).values()
    )


def _text_shown(source: Mapping[str, object]) -> TextShown | None:
    """How much of a source's text is shown; none of it where that is misspelt: it was meant to be said."""
    said = source.get("text")
    if said is None:
        return None
    return TextShown(said) if isinstance(said, str) and said in tuple(TextShown) else TextShown.NONE


# --- licences --------------------------------------------------------------------------------------------------


def check_licence(licence: str) -> None:
    """Raise `ValueError`, which says what would be right, for what is no SPDX expression and no address."""
    if not is_web_address(licence) and _expression_of(licence) is None:
        near = _expression_of(re.sub(r"[\s_]+", "-", licence.strip()))
        hint = f"did you mean {near}?" if near else "such as CC-BY-4.0 (https://spdx.org/licenses)"
        raise ValueError(f"write an SPDX identifier, {hint}, or the address of the terms, with https://")


def is_web_address(text: str) -> bool:
    """Whether a text is a whole address of the web."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def _expression_of(licence: str) -> str | None:
    """An SPDX licence expression in its canonical spelling; None for what is none."""
    from packaging.licenses import (
        InvalidLicenseExpression,
        canonicalize_license_expression,
    )  # a twentieth of a second, paid where there is a licence

    try:
        return str(canonicalize_license_expression(licence))
    except InvalidLicenseExpression:
        return None


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence as a page names it, and the address of its words ("" for one that has none)."""

    name: str
    address: str


def licence_of(source: Source) -> Licence | None:
    """The licence of a source; None where there is none, or one that `check_licence` refuses."""
    if source.licence is None:
        return None
    if is_web_address(source.licence):
        return Licence(source.licence, source.licence)
    name = _expression_of(source.licence)
    return Licence(name, _words_of(name)) if name else None


def _words_of(name: str) -> str:
    """Where the words of a licence stand; "" for a combination of several, and for one that SPDX does not list."""
    if " " in name or name.startswith("LicenseRef-"):
        return ""
    if match := _CREATIVE_COMMONS.fullmatch(name):
        return f"https://creativecommons.org/licenses/{match['terms'].lower()}/{match['version']}/"
    return f"{_SPDX}{name.removesuffix('+')}.html"


# --- what holds for a source -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class SourceRights:
    """What a project says of the sources of its briefings."""

    text: TextShown = TextShown.EVIDENCE
    """How much is shown of a source of which nothing is said."""
    outlets: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By the name of an outlet what `RIGHTS` names."""
    aliases: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Names that are one, each with its other forms."""

    @cached_property
    def _by_name(self) -> Mapping[str, Mapping[str, str]]:
        """What is said of outlets, by every form of their names."""
        forms = [(name, *others) for name, others in self.aliases.items()]
        found: dict[str, Mapping[str, str]] = {}
        for outlet, said in self.outlets.items():
            others = next((form for form in forms if outlet.casefold() in map(str.casefold, form)), ())
            found |= dict.fromkeys((name.casefold() for name in (*others, outlet)), said)
        return found

    @property
    def _are_usual(self) -> bool:
        return not self.outlets and self.text is TextShown.EVIDENCE

    def of(self, source: Source) -> Source:
        """A source with what holds for it: what it says itself, what is said of its outlet, or of all."""
        if self._are_usual:
            return source
        said = self._by_name.get((source.publisher or "").casefold(), {})
        return replace(
            source,
            text=source.text or TextShown(said.get("text", self.text)),
            licence=source.licence or said.get("licence"),
            credit=source.credit or said.get("credit"),
        )

    def all_of(self, sources: tuple[Source, ...]) -> tuple[Source, ...]:
        """Sources with what holds for each."""
        return sources if self._are_usual else tuple(map(self.of, sources))

    def in_front(self, front: Mapping[str, Any], sources: Sequence[Source]) -> Mapping[str, Any]:
        """A front matter that says of its sources what holds for them (`all_of`)."""
        if self._are_usual:
            return front
        said = [
            {**written, **{key: str(value) for key in RIGHTS if (value := getattr(source, key))}}
            for written, source in zip(sources_in(front).values(), sources, strict=True)
        ]
        return {**front, "sources": said} if said else front


# --- what is not to be shown -----------------------------------------------------------------------------------


def withholds(sources: Sequence[Source]) -> bool:
    """Whether there is one of which no text is to be shown."""
    return any(source.text is TextShown.NONE for source in sources)


def is_withheld(note: Evidence, sources: Sequence[Source]) -> bool:
    """Whether a footnote cites a source of which no text is to be shown; in doubt it does."""
    named = [source for source in sources if source.id == _source_id(note)]
    of_outlet = [source for source in sources if note.publisher and source.publisher == note.publisher]
    return withholds(named or of_outlet or sources)


def _source_id(note: Evidence) -> str | None:
    match = _LABEL.match(note.label)
    return note.source or (match["source"] if match else None)


def shown_evidence(evidence: tuple[Evidence, ...], sources: Sequence[Source]) -> tuple[Evidence, ...]:
    """Footnotes without the sentences that are not to be shown."""
    if not withholds(sources):
        return evidence
    return tuple(_without_words(note) if is_withheld(note, sources) else note for note in evidence)


def _without_words(note: Evidence) -> Evidence:
    if note.text or note.note is None:
        return replace(note, text="")
    return replace(note, note=_QUOTED.sub(_WITHHELD, note.note))


def shown_document(document: Document, sources: Sequence[Source]) -> Document:
    """A briefing without the sentences that are not to be shown, in its records and in its Markdown."""
    if not withholds(sources):
        return document
    blocks = tuple(_shown_block(block, sources) for block in document.blocks)
    briefing = document.briefing
    return replace(
        document,
        front=replace(document.front, body="\n".join(body_lines(blocks))),
        briefing=replace(briefing, evidence=shown_evidence(briefing.evidence, sources)),
        blocks=blocks,
    )


def _shown_block(block: BodyBlock, sources: Sequence[Source]) -> BodyBlock:
    if block.kind is not BodyKind.FOOTNOTE or not is_withheld(evidence_in(block), sources):
        return block
    mark, _, rest = block.opening.partition("]:")
    parts = source_parts(rest.strip())
    if parts is None:  # a remark of a person's own
        shown = _QUOTED.sub(_WITHHELD, rest.strip())
    else:
        shown = f"{rest.strip().removesuffix(parts[-1])}: {_WITHHELD}"
    return replace(block, text=f"{mark}]: {shown}")
