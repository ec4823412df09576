"""The briefing file, both ways: records to Markdown and Markdown, as people edit it, to records.

    lead[^s1-1]
    <!-- p-… -->
    ## Key points      - sentence[^s1-4]
    ## Key quotes      !!! quote "Speaker, role"  /      “verbatim part” … “verbatim part”[^s1-7]
    ## Timeline        - EDTF (planned) — sentence[^s1-4]
                         <!-- t-… -->
    [^s1-4]: Publisher, paragraph 4 (how the date is known): “verbatim sentence”

A footnote is a cited sentence, shared by all items that rest on it; the comment below an item is its identity
(docs/decisions/017).  In files of the first version the first footnote of an item was its identity; they are read too.

Reading is tolerant: an item may lack its footnote, sections may be missing or stand in any order, and
whatever else a person writes is left to Markdown.  Every record that was read knows its line.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from dateline.briefing import entry_notes
from dateline.briefing.blocks import (
    INDENTS,
    REFERENCE,
    Blocks,
    BodyBlock,
    BodyKind,
    blocks_of,
    fold,
    ids_in,
    is_old_label,
    labels_in,
    on_one_line,
    split_box,
    unescaped,
    without_identities,
    without_marks,
)
from dateline.briefing.front_matter import FrontMatter, body_of, dump, split, unified
from dateline.model import edtf
from dateline.model.annotations import DateBasis, QuoteBasis
from dateline.model.briefing import Briefing, Entry, Evidence, KeyPoint, KeyQuote

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
_ENTITIES = {"<": "&lt;", "&": "&amp;"}
_BLOCK_START = re.compile(r"(?=[-+#>!])|(?P<number>\d+)(?=[.)](?:\s|$))|(?P<other>[?|:~=])")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""Control characters that are no blanks, marks and overrides of direction, lone surrogates."""
_PLACES = r"paragraph \d+|caption|headline|dek|correction|note"
_SOURCE_AND_PLACE = re.compile(
    r"(?P<publisher>(?:(?!: [“\"]).)*?)(?: \((?P<source>s\d+)\))?"
    rf", (?P<place>{_PLACES})(?: \((?P<note>[^()]*)\))?(?=: )"
)
"""How a footnote begins that names a place in the article, whatever comes behind."""
_BEFORE_SENTENCE = re.compile(r"(?P<head>.*?): (?=[“\"].*[”\"]\s*$)")
_SOURCE_OF_SENTENCE = re.compile(
    r"(?P<publisher>.*?)(?: \((?P<source>s\d+)\))?"
    rf"(?:, (?P<place>{_PLACES}))?(?: \((?P<note>[^()]*)\))?"
)
"""The same of one that quotes a sentence, which need not name a place."""
_ENTRY = re.compile(r"(?P<date>\S+?)(?:\s+\((?P<notes>[^()]*)\))?(?:\s+[—–-]|:)\s+(?P<text>.*)", re.DOTALL)
_OPENING, _CLOSING = ("“", '"'), ("”", '"')
_QUOTATION_MARKS = frozenset('“”"')
_BOX = re.compile(r'!!!\s+quote\b[^"“]*(?:["“](?P<title>.*)["”])?\s*')
_SINGLE_MARKS = str.maketrans('“”"', "‘’'")
_NO_BRACKETS = str.maketrans("()", "[]")
_IN_A_NOTE = str.maketrans("();", "[],")
"""Brackets and semicolons end a note in a title, so they can't stand in one."""
_NOTE = re.compile(r"(?:&(?:lt|amp|quot|#\d+);|[^;])+")
_TITLE = re.compile(r"(?P<speaker>[^,(]*?(?:, (?:Jr|Sr)\.)?)(?:, (?P<role>.*?))?(?: \((?P<notes>[^()]*)\))?")


@dataclass(frozen=True, slots=True)
class Document:
    """A briefing file as it was read: the records, and the blocks of the body that they were read from, all of it.

    `briefing.front` holds the values of `front`.
    """

    front: FrontMatter
    briefing: Briefing
    blocks: Blocks = field(repr=False, compare=False)


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


def identity(kind: str, *rests_on: str) -> str:
    """The identity of an item when it is first generated: "p", "q" or "t" and a hash of what it rests on.

    24 bits: among the 30 items of a briefing two agree once in 40,000 files; then `merge` pairs them by their words.
    """
    digest = hashlib.sha256("\x1f".join(map(plain, rests_on)).encode()).hexdigest()
    return f"{kind}-{digest[:6]}"


def plain(text: str) -> str:
    """The text as a page shows it: blanks folded to one space, control and direction characters left out."""
    shown = " ".join(text.split())
    return shown if shown.isprintable() else " ".join(_UNSEEN.sub("", shown).split())


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
    return _ESCAPED.sub(lambda match: _ENTITIES.get(match[0], f"\\{match[0]}"), plain(text))


def unescape(markdown: str) -> str:
    """The text that inline Markdown without markup of its own shows: the inverse of `escape`."""
    return plain(unescaped(markdown))


# --- records to Markdown ---------------------------------------------------------------------------------


def write(briefing: Briefing) -> str:
    """The whole file, ending in one line end."""
    parts = []
    if briefing.lead:
        parts.append(_cited(escape(briefing.lead), briefing.lead_labels, briefing.lead_id, ""))
    for heading, items, between in (
        (KEY_POINTS, [_point_of(point) for point in briefing.key_points], "\n"),
        (KEY_QUOTES, [_box_of(quote) for quote in briefing.key_quotes], "\n\n"),
        (TIMELINE, [_line_of(entry) for entry in briefing.timeline], "\n"),
    ):
        parts += [f"## {heading}", between.join(items)] if items else []
    parts += ["\n".join(map(_footnote_of, briefing.evidence))] if briefing.evidence else []
    body = "\n\n".join(parts)
    return f"---\n{dump(briefing.front)}---\n\n{body}\n"


def _cited(markdown: str, labels: Iterable[str], identity: str, indent: str) -> str:
    """An item's words with the footnotes that they rest on, and its identity below them."""
    return markdown + "".join(f"[^{label}]" for label in labels) + marks_of(filter(None, [identity]), indent)


def marks_of(identities: Iterable[str], indent: str) -> str:
    """The comments that name an item, on a line of their own that belongs to it; "" for no identity."""
    comments = " ".join(f"<!-- {identity} -->" for identity in identities)
    return f"\n{indent}{comments}" if comments else ""


def _point_of(point: KeyPoint) -> str:
    return "- " + _cited(escape(point.text), point.labels, point.id, INDENTS[BodyKind.ITEM])


def _box_of(quote: KeyQuote) -> str:
    paragraphs = [" … ".join(f"“{escape(part)}”" for part in parts) for parts in quote.paragraphs]
    paragraphs[-1] = _cited(paragraphs[-1], quote.labels, quote.id, INDENTS[BodyKind.BOX])
    text = "\n\n".join(f"{INDENTS[BodyKind.BOX]}{paragraph}" for paragraph in paragraphs)
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
    bracket = "; ".join(filter(None, notes))
    return (who or NO_SPEAKER) + (f" ({bracket})" if bracket else "")


def _in_title(text: str) -> str:
    return escape(text).replace('"', "&quot;")


def _line_of(entry: Entry) -> str:
    notes = escape(entry_notes.notes_text(entry))
    head = f"{entry.date} ({notes})" if notes else entry.date
    return f"- {head} — {_cited(escape(entry.text), entry.labels, entry.id, INDENTS[BodyKind.ITEM])}"


def _footnote_of(evidence: Evidence) -> str:
    source = f" ({evidence.source})" if evidence.source else ""
    place = f", {evidence.place}" if evidence.place else ""
    note = f" ({escape(evidence.note.translate(_NO_BRACKETS))})" if evidence.note else ""
    head = f"{_outlet_of(evidence)}{source}{place}{note}"
    return f"[^{evidence.label}]: {head}: {_quoted(escape(evidence.text))}"


def _outlet_of(evidence: Evidence) -> str:
    """Who said it: the publisher, else the headline, whose own marks become single ones within its own."""
    if evidence.headline and not evidence.publisher:
        return f"“{escape_inline(evidence.headline.translate(_SINGLE_MARKS))}”"
    return escape(evidence.publisher or NO_PUBLISHER)


def _quoted(markdown: str) -> str:
    """A sentence between quotation marks; one that has marks of its own stands as it is."""
    has_marks = any(mark in markdown for mark in _QUOTATION_MARKS)
    is_bare = has_marks and unquoted(markdown) == markdown
    return markdown if is_bare else f"“{markdown}”"


def unquoted(text: str) -> str:
    """A text without the pair of quotation marks that encloses the whole of it: not of `“Yes,” he said. “No.”`."""
    if len(text) < 2 or not text.startswith(_OPENING) or not text.endswith(_CLOSING):
        return text
    if '"' in (text[0], text[-1]):
        return text[1:-1] if text[0] == text[-1] and text.count('"') == 2 else text
    if text.count("“") == text.count("”") == 1:
        return text[1:-1]
    depths = list(accumulate((char == "“") - (char == "”") for char in text))
    return text[1:-1] if depths[-1] == 0 and all(depths[:-1]) else text


# --- Markdown to records ---------------------------------------------------------------------------------


def read(text: str, file: str) -> Document:
    """Read a briefing file; raises `DatelineError` for front matter that can't be read."""
    front = split(unified(text), file)
    blocks = blocks_of(front.body.split("\n"), front.body_line)
    return Document(front, _briefing_of(front, blocks), blocks)


def with_blocks(briefing: Briefing, text: str) -> Document:
    """The document of a file whose records are known: its body is cut anew, its YAML and records are not read again.

    Its front matter knows no places.
    """
    body, line = body_of(unified(text))
    return Document(FrontMatter(briefing.front, body, line), briefing, blocks_of(body.split("\n"), line))


def _briefing_of(front: FrontMatter, blocks: Blocks) -> Briefing:
    found: dict[tuple[str, BodyKind], list[BodyBlock]] = defaultdict(list)
    for block in blocks:
        found[block.section, block.kind].append(block)
    lead = next((block for block in found["", BodyKind.PROSE] if block.is_lead), None)
    return Briefing(
        front=front.values,
        lead=words_of(lead.opening) if lead else "",
        lead_labels=labels_in(lead.opening) if lead else (),
        lead_id=lead.id if lead else "",
        key_points=tuple(map(_key_point_of, found[KEY_POINTS, BodyKind.ITEM])),
        key_quotes=tuple(map(_key_quote_of, found[KEY_QUOTES, BodyKind.BOX])),
        timeline=tuple(map(_entry_of, found[TIMELINE, BodyKind.ITEM])),
        evidence=tuple(evidence_in(block) for block in blocks if block.kind is BodyKind.FOOTNOTE),
    )


def words_of(markdown: str) -> str:
    """The text that inline Markdown shows, without its footnotes and identities."""
    return unescape(without_marks(markdown))


def _key_point_of(block: BodyBlock) -> KeyPoint:
    return KeyPoint(words_of(block.opening), labels_in(block.opening), block.id, block.line)


def entry_parts(markdown: str) -> tuple[str, str | None, str] | None:
    """A timeline line as date, the notes in brackets after it (`entry_notes`), and the Markdown of its sentence.

    None for a line that doesn't open with a word and a dash.
    """
    match = _ENTRY.fullmatch(markdown)
    return (match["date"], match["notes"], match["text"]) if match else None


def _entry_of(block: BodyBlock) -> Entry:
    return entry_in(block.first_paragraph.strip(), block.id, block.line)


def entry_in(markdown: str, identity: str | None = None, line: int = 0) -> Entry:
    """The timeline line that a paragraph is; one that doesn't open with a date and a dash has the date ""."""
    date, bracket, text = entry_parts(markdown) or ("", None, markdown)
    notes = entry_notes.split_notes(unescape(bracket or ""))
    return Entry(
        date=date,
        text=words_of(on_one_line(text)),
        status=entry_notes.status_of(notes),
        labels=labels_in(markdown),
        planned=entry_notes.planned_of(notes),
        differences=entry_notes.differences_of(notes),
        is_turning_point=entry_notes.TURNING_POINT in notes,
        id=next(iter(ids_in(markdown)), "") if identity is None else identity,
        line=line,
        notes=notes,
        head=markdown[: len(markdown) - len(text)],
    )


def title_parts(title: str) -> tuple[str, str | None, tuple[str, ...]]:
    """The Markdown of a quote box's title as speaker, role, and the notes in brackets at its end."""
    match = _TITLE.fullmatch(title)
    speaker, role, notes = match.group("speaker", "role", "notes") if match else (title, None, None)
    return speaker, role, tuple(note.strip() for note in _NOTE.findall(notes or "") if note.strip())


def without_reporting_comma(words: str) -> str:
    """Quoted words without the comma that belongs to the sentence that reports them: `“As you know,” she said`."""
    return words[:-1] if words.endswith(",") else words


def dating_note(datings: Sequence[tuple[str, str]], lines: Collection[str]) -> str | None:
    """How the dates are known that a sentence gives: `date stated`.

    `datings` are the dates of lines that rest on it for their date, each with how it is known; `lines` the dates of
    all lines that cite it.  Where not all of them are known alike, each is named: `2019-04: date stated; …`.
    """
    ways = [known.translate(_IN_A_NOTE) for _, known in datings]
    if len(set(ways)) < 2 and {date for date, _ in datings} >= set(lines):
        return next(iter(ways), None)
    return "; ".join(f"{date}: {way}" for (date, _), way in zip(datings, ways, strict=True)) or None


def dating_in(note: str, date: str) -> str | None:
    """What the note of a footnote says of how a line's date is known; the inverse of `dating_note`."""
    for part in note.split("; "):
        named, mark, way = part.partition(": ")
        if not mark or not edtf.is_valid(named):
            return part
        if named == date:
            return way
    return None


def dates_named(note: str) -> Iterator[str]:
    """The dates that the note of a footnote tells apart: `2019-04: date stated; 2019-05: …`."""
    for part in note.split("; "):
        named, mark, _ = part.partition(": ")
        if mark and edtf.is_valid(named):
            yield named


def is_venue(note: str) -> bool:
    """Whether a note in a title tells where the words were said: it is none of the others."""
    return note != IMPLIED and not note.startswith(VIA) and DAY.fullmatch(note) is None


def box_parts(block: BodyBlock) -> tuple[str, str]:
    """The Markdown of a quote box's title ("" without one), and of the words below it."""
    head, body = split_box(block.text)
    match = _BOX.fullmatch(head)
    return (match["title"] or "") if match else "", body


def _key_quote_of(block: BodyBlock) -> KeyQuote:
    """A quote box; its quoted paragraphs are the quote, or all of them where none has quotation marks."""
    title, body = box_parts(block)
    caption = speaker, role, notes = title_parts(title or NO_SPEAKER)
    named = speaker != NO_SPEAKER
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n", without_identities(body)) if part.strip()]
    quoted = [part for part in paragraphs if part.startswith(_OPENING)]
    basis = QuoteBasis.IMPLIED if IMPLIED in notes else QuoteBasis.EXPLICIT if named else QuoteBasis.NONE
    return KeyQuote(
        paragraphs=tuple(map(_quoted_parts, quoted or paragraphs)),
        speaker=unescape(speaker) if named else None,
        role=unescape(role) if role else None,
        basis=basis,
        via=next((unescape(note.removeprefix(VIA)) for note in notes if note.startswith(VIA)), None),
        said=next(filter(DAY.fullmatch, notes), None),
        venue=next((unescape(note) for note in notes if is_venue(note)), None),
        labels=labels_in(body),
        id=block.id,
        line=block.line,
        caption=caption,
    )


def _quoted_parts(paragraph: str) -> tuple[str, ...]:
    text = fold(REFERENCE.sub("", paragraph))
    inner = re.fullmatch(r"[“\"](.*)[”\"]", text)
    parts = re.split(r"[”\"] … [“\"]", inner[1] if inner else text)
    return tuple(unescape(part) for part in parts)


def source_parts(markdown: str) -> tuple[str, str | None, str | None, str | None, str] | None:
    """The Markdown of a footnote as publisher, source's id, place, how a date is known, and the rest with its colon.

    The first four are None or stand in the text as `write` has them; None for a footnote that is written otherwise.
    """
    parts = _SOURCE_AND_PLACE.match(markdown)
    if parts is None:
        head = _BEFORE_SENTENCE.match(markdown)
        parts = _SOURCE_OF_SENTENCE.fullmatch(head["head"]) if head else None
    if parts is None:
        return None
    publisher, source, where, note = parts.groups()
    return publisher, source, where, note, markdown[parts.end() :]


def evidence_in(block: BodyBlock) -> Evidence:
    """The sentence that a footnote quotes, and where it says that it stands; no text for a note of another kind."""
    label, (_, _, rest) = block.labels[0], block.opening.partition("]:")
    parts = source_parts(rest.strip())
    if parts is None:
        return Evidence(label, "", note=unescape(rest), line=block.line)
    outlet, source, where, note, text = parts
    words = text.removeprefix(":").strip()
    is_quoted = is_old_label(label) and words.startswith(_OPENING) and words.endswith(_CLOSING)
    bare = unquoted(outlet)
    headline = bare if bare != outlet else ""
    return Evidence(
        label,
        text=unescape(words[1:-1] if is_quoted else unquoted(words)),
        publisher=unescape(outlet) if outlet != NO_PUBLISHER and not headline else None,
        source=source,
        place=where,
        note=unescape(note) if note else None,
        headline=unescape(headline) or None,
        line=block.line,
    )


def free_label(label: str, taken: Collection[str]) -> str:
    """A footnote's label that is not taken: this one, else with a letter behind it: "s1-4b"."""
    letters = (f"{label}{chr(ord('b') + n)}" if n < 25 else f"{label}-{n}" for n in range(len(taken) + 1))
    return label if label not in taken else next(name for name in letters if name not in taken)
