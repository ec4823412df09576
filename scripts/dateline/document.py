"""The briefing file, both ways: records to Markdown and Markdown, as people edit it, to records.

    lead[^p-…]
    ## Key points      - sentence[^p-…]
    ## Key quotes      !!! quote "Speaker, role"  /      “verbatim part” … “verbatim part”[^q-…]
    ## Timeline        - EDTF (planned) — sentence[^t-…]
    [^t-…]: Publisher, paragraph 4 (how the date is known): “verbatim sentence”

Reading is tolerant: an item may lack its footnote, sections may be missing or stand in any order, and
whatever else a person writes is left to Markdown.  Every record that was read knows its line.
"""

import hashlib
import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline import entries
from dateline.metadata import FrontMatter, dump, split, unified
from dateline.model import Briefing, DateBasis, Entry, Evidence, KeyPoint, KeyQuote, QuoteBasis

KEY_POINTS, KEY_QUOTES, TIMELINE = "Key points", "Key quotes", "Timeline"
NO_SPEAKER = "Speaker not named"
NO_PUBLISHER = "Source"
IMPLIED = "speaker implied"
VIA = "according to "
DATE_NOTES = {
    DateBasis.STATED: "date stated",
    DateBasis.RELATIVE: "date counted from",
    DateBasis.INHERITED: "date of the sentences before",
    DateBasis.PUBLICATION: "date of publication",
}
"""How the note of a footnote begins that says how a date is known."""
DAY = re.compile(r"\d{4}-\d\d-\d\d")
"""The note in a quote box's title that tells on which day the words were said."""

_ESCAPED = re.compile(r"[\\`*_\[{]|<|&(?=#|\w+;)")
_BLOCK_START = re.compile(r"(?=[-+#>!])|(?P<number>\d+)(?=[.)](?:\s|$))|(?P<other>[?|:~=])")
_UNESCAPED = re.compile(r"\\([\\`*_{}\[\]()>#+\-.!|])|&(?:#\d+|#x[0-9a-fA-F]+|\w+);")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""Control characters that are no blanks, marks and overrides of direction, lone surrogates."""
REFERENCE = re.compile(r"\[\^([\w-]+)\]")
"""Where a footnote is cited."""
_FOOTNOTE = re.compile(r"\[\^(?P<label>[\w-]+)\]:\s*(?P<rest>.*)")
_EVIDENCE = re.compile(r"(?P<head>.*?): [“\"](?P<text>.*)[”\"]\s*")
_PLACE = re.compile(
    r"(?P<publisher>.*?)(?: \((?P<source>s\d+)\))?"
    r"(?:, (?P<place>paragraph \d+|caption|headline|dek|correction|note))?(?: \((?P<note>[^()]*)\))?"
)
_ENTRY = re.compile(r"(?P<date>\S+?)(?:\s+\((?P<notes>[^()]*)\))?(?:\s+[—–-]|:)\s+(?P<text>.*)", re.DOTALL)
_BOX = re.compile(r'!!!\s+quote\b[^"“]*(?:["“](?P<title>.*)["”])?\s*')
_NO_BRACKETS = str.maketrans("()", "[]")
_IN_A_NOTE = str.maketrans("();", "[],")
"""Brackets and semicolons end a note in a title, so they can't stand in one."""
BULLETS = ("- ", "* ", "+ ")
_OPENERS = (*BULLETS, "#", "[^", "!!!")
_NOTE = re.compile(r"(?:&(?:lt|amp|quot|#\d+);|[^;])+")
_TITLE = re.compile(r"(?P<speaker>[^,(]*?(?:, (?:Jr|Sr)\.)?)(?:, (?P<role>.*?))?(?: \((?P<notes>[^()]*)\))?")


@dataclass(frozen=True, slots=True)
class Document:
    """A briefing file as it was read; `briefing.front` holds the values of `front`."""

    front: FrontMatter
    briefing: Briefing


def sources_in(front: Mapping[str, object]) -> dict[int, Mapping[str, object]]:
    """The sources of a front matter by their place in the list; what is no mapping is left out."""
    listed = front.get("sources")
    sources = enumerate(listed if isinstance(listed, list) else ())
    return {index: source for index, source in sources if isinstance(source, dict)}


def seeds_named(front: Mapping[str, object]) -> Iterator[tuple[int, str, str]]:
    """The sources of a front matter that name a seed: place in the list, id ("" where it has none), the seed's path."""
    for index, source in sources_in(front).items():
        if isinstance(source.get("seed"), str):
            yield index, str(source.get("id") or ""), str(source["seed"])


def text_of(front: Mapping[str, object], key: str) -> str | None:
    """A text of the front matter as a page shows it; None where it is missing, empty or of another kind."""
    value = front.get(key)
    return (plain(value) or None) if isinstance(value, str) else None


def names_of(front: Mapping[str, object], key: str) -> tuple[str, ...]:
    """A list of names of the front matter, without what is no text."""
    value = front.get(key)
    names = (plain(name) for name in value if isinstance(name, str)) if isinstance(value, list) else ()
    return tuple(name for name in names if name)


def label_of(kind: str, *rests_on: str) -> str:
    """The stable identity of an item: "p", "q" or "t" and a hash of what it rests on (never of its wording).

    24 bits: among the 30 items of a briefing two agree once in 40,000 files; `check` reports it.
    """
    digest = hashlib.sha256("\x1f".join(map(plain, rests_on)).encode()).hexdigest()
    return f"{kind}-{digest[:6]}"


def plain(text: str) -> str:
    """The text as a page shows it: blanks folded to one space, control and direction characters left out."""
    return " ".join(_UNSEEN.sub("", text).split())


def escape(text: str) -> str:
    """Markdown, on one line, that shows exactly `plain(text)`, wherever in a line or block it stands."""
    shown = escape_inline(text)
    match = _BLOCK_START.match(shown)
    if match is None:
        return shown
    if match["other"]:
        return f"&#{ord(shown[0])};{shown[1:]}"
    number = match["number"] or ""
    return f"{number}\\{shown[len(number) :]}"


def escape_inline(text: str) -> str:
    """Markdown that shows exactly `plain(text)` where a line has begun already."""
    return _ESCAPED.sub(_escaped, plain(text))


def unescape(markdown: str) -> str:
    """The text that inline Markdown without markup of its own shows: the inverse of `escape`."""
    return plain(_UNESCAPED.sub(lambda m: m[1] or html.unescape(m[0]), markdown))


def _escaped(match: re.Match[str]) -> str:
    return {"<": "&lt;", "&": "&amp;"}.get(match[0], "\\" + match[0])


# --- records to Markdown ---------------------------------------------------------------------------------


def write(briefing: Briefing) -> str:
    """The whole file, ending in one line end."""
    sections = (
        [_with_labels(escape(briefing.lead), briefing.lead_labels)] if briefing.lead else [],
        _section(KEY_POINTS, [_point_of(point) for point in briefing.key_points]),
        _section(KEY_QUOTES, [_box_of(quote) for quote in briefing.key_quotes], "\n\n"),
        _section(TIMELINE, [_line_of(entry) for entry in briefing.timeline]),
        ["\n".join(map(_footnote_of, briefing.evidence))] if briefing.evidence else [],
    )
    body = "\n\n".join(part for section in sections for part in section)
    return f"---\n{dump(briefing.front)}---\n\n{body}\n"


def _section(heading: str, items: Sequence[str], between: str = "\n") -> list[str]:
    return [f"## {heading}", between.join(items)] if items else []


def _with_labels(markdown: str, labels: Iterable[str]) -> str:
    return markdown + "".join(f"[^{label}]" for label in labels)


def _point_of(point: KeyPoint) -> str:
    return "- " + _with_labels(escape(point.text), point.labels)


def _box_of(quote: KeyQuote) -> str:
    paragraphs = [" … ".join(f"“{escape(part)}”" for part in parts) for parts in quote.paragraphs]
    paragraphs[-1] = _with_labels(paragraphs[-1], quote.labels)
    text = "\n\n".join(f"    {paragraph}" for paragraph in paragraphs)
    return f'!!! quote "{title_of(quote)}"\n{text}'


def title_of(quote: KeyQuote) -> str:
    """The line above a quote box: speaker and role; in brackets who relays it, when and where, and if it is implied."""
    who = ", ".join(_in_title(part) for part in (quote.speaker, quote.role) if part)
    notes = (
        VIA + _in_title(quote.via.translate(_IN_A_NOTE)) if quote.via else None,
        quote.said,
        _in_title(quote.venue.translate(_IN_A_NOTE)) if quote.venue else None,
        IMPLIED if quote.basis is QuoteBasis.IMPLIED else None,
    )
    told = "; ".join(note for note in notes if note)
    return (who or NO_SPEAKER) + (f" ({told})" if told else "")


def _in_title(text: str) -> str:
    return escape(text).replace('"', "&quot;")


def _line_of(entry: Entry) -> str:
    notes = escape(entries.notes_of(entry))
    head = f"{entry.date} ({notes})" if notes else entry.date
    return f"- {head} — {_with_labels(escape(entry.text), entry.labels)}"


def _footnote_of(evidence: Evidence) -> str:
    source = f" ({evidence.source})" if evidence.source else ""
    place = f", {evidence.place}" if evidence.place else ""
    note = f" ({escape(evidence.note.translate(_NO_BRACKETS))})" if evidence.note else ""
    head = f"{escape(evidence.publisher or NO_PUBLISHER)}{source}{place}{note}"
    return f"[^{evidence.label}]: {head}: “{escape(evidence.text)}”"


# --- Markdown to records ---------------------------------------------------------------------------------


def read(text: str, file: str) -> Document:
    """Read a briefing file; raises `DatelineError` for front matter that can't be read."""
    front = split(unified(text), file)
    sections: dict[str, list[_Piece]] = {}
    evidence = []
    for section, piece in _pieces(front):
        if footnote := _FOOTNOTE.fullmatch(piece.text):
            evidence.append(_evidence_of(footnote["label"], footnote["rest"], piece.line))
        else:
            sections.setdefault(section, []).append(piece)
    lead = next((piece.text for piece in sections.get("", ()) if not piece.is_item), "")
    items = {name: [piece for piece in pieces if piece.is_item] for name, pieces in sections.items()}
    briefing = Briefing(
        front=front.values,
        lead=words_of(lead),
        lead_labels=labels_in(lead),
        key_points=tuple(_key_point_of(piece) for piece in items.get(KEY_POINTS, ())),
        key_quotes=tuple(_key_quotes_of(sections.get(KEY_QUOTES, ()))),
        timeline=tuple(_entry_of(piece) for piece in items.get(TIMELINE, ())),
        evidence=tuple(evidence),
    )
    return Document(front, briefing)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A block of the body: a list item, a paragraph, or a box with its indented lines."""

    text: str
    line: int
    is_item: bool = False


def _pieces(front: FrontMatter) -> Iterator[tuple[str, _Piece]]:
    """Every block with the heading of level two that it stands under."""
    section = ""
    block: list[str] = []
    first, after_blank = 0, True
    for number, line in enumerate([*front.body.split("\n"), "## "], front.body_line):
        if block and _continues(block, line, after_blank):
            block.append(line)
        else:
            if block:
                yield section, _piece_of(block, first)
            block, first = ([line], number) if line.strip() and not line.startswith("## ") else ([], 0)
        if line.startswith("## "):
            section = line[3:].rstrip(" #")
        after_blank = not line.strip()


def _continues(block: Sequence[str], line: str, after_blank: bool) -> bool:
    """Whether a line belongs to the block above it, as Markdown has it (a box goes on over blank lines)."""
    if not line.strip():
        return block[0].startswith("!!!")
    return line.startswith(("    ", "\t")) or not (after_blank or opens_block(line))


def opens_block(line: str) -> bool:
    """Whether a line begins an item, a heading, a footnote or a box."""
    return line.startswith(_OPENERS)


def _piece_of(block: Sequence[str], line: int) -> _Piece:
    if block[0].startswith("!!!"):
        return _Piece("\n".join(block).rstrip(), line)
    is_item = block[0].startswith(BULLETS)
    first = block[0][2:] if is_item else block[0]
    return _Piece(" ".join(part.strip() for part in (first, *block[1:]) if part.strip()), line, is_item)


def labels_in(markdown: str) -> tuple[str, ...]:
    """The footnotes that inline Markdown cites, in order."""
    return tuple(REFERENCE.findall(markdown))


def words_of(markdown: str) -> str:
    """The text that inline Markdown shows, without its footnotes."""
    return unescape(REFERENCE.sub("", markdown))


def _key_point_of(piece: _Piece) -> KeyPoint:
    return KeyPoint(words_of(piece.text), labels_in(piece.text), piece.line)


def entry_parts(markdown: str) -> tuple[str, str | None, str] | None:
    """A timeline line as date, the notes in brackets after it (`entries`), and the Markdown of its sentence.

    None for a line that doesn't open with a word and a dash.
    """
    match = _ENTRY.fullmatch(markdown)
    return (match["date"], match["notes"], match["text"]) if match else None


def _entry_of(piece: _Piece) -> Entry:
    """A timeline line; one that doesn't open with a date and a dash has the date ""."""
    parts = entry_parts(piece.text)
    if parts is None:
        return Entry("", words_of(piece.text), labels=labels_in(piece.text), line=piece.line)
    date, bracket, text = parts
    notes = unescape(bracket or "")
    return Entry(
        date,
        words_of(text),
        entries.status_of(notes),
        labels_in(piece.text),
        entries.planned_of(notes),
        entries.differences_of(notes),
        piece.line,
    )


def _key_quotes_of(pieces: Iterable[_Piece]) -> Iterator[KeyQuote]:
    for piece in pieces:
        head, _, body = piece.text.partition("\n")
        if box := _BOX.fullmatch(head):
            yield _key_quote_of(box["title"] or NO_SPEAKER, body, piece.line)


def title_parts(title: str) -> tuple[str, str | None, tuple[str, ...]]:
    """The Markdown of a quote box's title as speaker, role, and the notes in brackets at its end."""
    match = _TITLE.fullmatch(title)
    speaker, role, notes = match.group("speaker", "role", "notes") if match else (title, None, None)
    return speaker, role, tuple(note.strip() for note in _NOTE.findall(notes or "") if note.strip())


def is_venue(note: str) -> bool:
    """Whether a note in a title tells where the words were said: it is none of the others."""
    return note != IMPLIED and not note.startswith(VIA) and DAY.fullmatch(note) is None


def _key_quote_of(title: str, body: str, line: int) -> KeyQuote:
    speaker, role, told = title_parts(title)
    named = speaker != NO_SPEAKER
    basis = QuoteBasis.IMPLIED if IMPLIED in told else QuoteBasis.EXPLICIT if named else QuoteBasis.NONE
    return KeyQuote(
        paragraphs=tuple(
            _parts_of(paragraph) for paragraph in re.split(r"\n\s*\n", body) if paragraph.strip()
        ),
        speaker=unescape(speaker) if named else None,
        role=unescape(role) if role else None,
        basis=basis,
        via=next((unescape(note.removeprefix(VIA)) for note in told if note.startswith(VIA)), None),
        said=next(filter(DAY.fullmatch, told), None),
        venue=next((unescape(note) for note in told if is_venue(note)), None),
        labels=labels_in(body),
        line=line,
    )


def _parts_of(paragraph: str) -> tuple[str, ...]:
    text = REFERENCE.sub("", " ".join(paragraph.split())).strip()
    inner = re.fullmatch(r"[“\"](.*)[”\"]", text)
    parts = re.split(r"[”\"] … [“\"]", inner[1] if inner else text)
    return tuple(unescape(part) for part in parts)


def source_parts(markdown: str) -> tuple[str, str | None, str | None, str | None, str] | None:
    """The Markdown of a footnote as publisher, source's id, place, how a date is known, and the rest with its colon.

    The first four are None or stand in the text as `write` has them; None for a footnote that is written otherwise.
    """
    match = _EVIDENCE.match(markdown)
    place = _PLACE.fullmatch(match["head"]) if match else None
    if match is None or place is None:
        return None
    publisher, source, where, note = place.groups()
    return publisher, source, where, note, markdown[match.end("head") :]


def _evidence_of(label: str, rest: str, line: int) -> Evidence:
    match = _EVIDENCE.fullmatch(rest)
    if match is None:
        return Evidence(label, "", note=unescape(rest), line=line)
    place = _PLACE.fullmatch(match["head"])
    publisher, source, where, note = place.groups() if place else (match["head"], None, None, None)
    return Evidence(
        label,
        unescape(match["text"]),
        unescape(publisher) if publisher != NO_PUBLISHER else None,
        source,
        where,
        unescape(note) if note else None,
        line,
    )
