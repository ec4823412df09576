"""Bytes to text: detect the encoding, unify line ends, repair mojibake.

Tried in turn: byte order mark, the pattern of NULs (UTF-16 and UTF-32 without a mark), UTF-8, then Windows-1252
with UTF-8 where it is valid (texts pasted together) or Mac Roman.  On news text this is right more often
than statistical guessing, and it gives the same answer for the same bytes.
"""

import codecs
import re

from dateline.model.problems import DatelineError, Problem, counted, notice, warning

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_MAGIC = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a RIFF file (sound, video or an image)"),
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "a rich text document"),
    (b"SQLite format 3\x00", "a database"),
)

_SAMPLE = 65536
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r"))
_MOST_CONTROLS = 0.01
"""The largest share of control characters in a text file: an ANSI escape or a stray NUL, not a binary."""

_UTF8_RUN = re.compile(
    rb"(?:[\x00-\x7f]|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}"
    rb"|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}"
    rb"|\xf4[\x80-\x8f][\x80-\xbf]{2})+"
)
"""Well-formed UTF-8 (Unicode 15, table 3-7)."""

_MAC_QUOTES = re.compile(rb"[a-z]\xd5[a-z]|(?<![a-z])\xd2[A-Za-z]|[a-z.,]\xd3(?![a-z])")
_CP1252_QUOTES = re.compile(rb"[\x91-\x94]")

_OTHER_LINE_ENDS = str.maketrans("\v\f\x85\u2028\u2029", "\n\n\n\n\n")
_LINE = re.compile(r"[^\n\x85]+")
_NOT_TYPOGRAPHIC = re.compile(r"[^\x00-\x7f‘’“”–—…]")
"""What any mojibake has, beside the marks that most texts have."""


def decode(data: bytes, file: str) -> tuple[str, tuple[Problem, ...]]:
    r"""Decode a file to text with `\n` as line end; return it and what had to be repaired.

    Raises `DatelineError` for an empty file and for a file that is not text.
    """
    if not data:
        raise DatelineError(file, "the file is empty", "paste the article into it, or delete it")
    _refuse_binary(data, file)
    text, lost = _text_of(data)
    if _has_controls(text):
        raise DatelineError(
            file, "this is not a text file", "save the article as plain text in UTF-8, or delete the file"
        )
    text = _normalise_line_ends(text.lstrip("\ufeff").replace("\x00", ""))
    repaired = repair_mojibake(text)
    problems = []
    if lost:
        are = "is" if lost == 1 else "are"
        message = f"{counted(lost, 'byte')} {are} neither UTF-8 nor Windows-1252 and {are} shown as “\ufffd”"
        problems.append(warning(file, 0, message, "save the file as UTF-8"))
    if repaired != text:
        message = "wrongly decoded characters (“â€™” for “’”) were mended"
        problems.append(notice(file, 0, message, "compare with the original; save the file as UTF-8"))
    return repaired, tuple(problems)


def repair_mojibake(text: str) -> str:
    """Undo mojibake, line by line; a text without it comes back unchanged.

    One odd sequence in a whole text is left as it is: it proves no wrong decoding, and a source's words are changed
    for a strong reason only.
    """
    if not _NOT_TYPOGRAPHIC.search(text):
        return text
    from ftfy import fix_encoding  # a fortieth of a second, which most texts do not need
    from ftfy.badness import badness

    odd = filter(_NOT_TYPOGRAPHIC.search, set(_LINE.findall(text)))
    bad = {line: amount for line in odd if (amount := badness(line))}
    if sum(bad.values()) < 2:
        return text
    return _LINE.sub(lambda match: fix_encoding(match[0]) if match[0] in bad else match[0], text)


def _refuse_binary(data: bytes, file: str) -> None:
    for magic, name in _MAGIC:
        if data.startswith(magic):
            raise DatelineError(
                file, f"this is {name}, not a text", "save the article's text as a .txt file in UTF-8"
            )


def _has_controls(text: str) -> bool:
    """Whether more of the text is control characters than any text file has."""
    sample = text[:_SAMPLE]
    encoded = sample.encode("utf-8", "replace")
    controls = len(encoded) - len(encoded.translate(None, _CONTROLS))
    return controls > 2 and controls > _MOST_CONTROLS * len(sample)


def _text_of(data: bytes) -> tuple[str, int]:
    """Decode bytes; return the text and how many bytes are invalid in the encoding chosen."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding)
    wide = _wide_encoding(data[:_SAMPLE])
    if wide:
        return _decoded(data, wide)
    try:
        return data.decode("utf-8"), 0
    except UnicodeDecodeError:
        return _mixed(data)


def _decoded(data: bytes, encoding: str) -> tuple[str, int]:
    try:
        return data.decode(encoding), 0
    except UnicodeDecodeError:
        if encoding == "utf-8":
            return _mixed(data)
        text = data.decode(encoding, "replace")
        return text, text.count("\ufffd")


def _wide_encoding(sample: bytes) -> str | None:
    """Detect UTF-16 or UTF-32 without a byte order mark by where the NULs of its ASCII characters stand."""
    if sample.count(0) < len(sample) // 4:
        return None
    nuls = [sample[offset::4].count(0) / max(1, len(sample[offset::4])) for offset in range(4)]
    full = [share > 0.7 for share in nuls]
    patterns = {
        (False, True, True, True): "utf-32-le",
        (True, True, True, False): "utf-32-be",
        (False, True, False, True): "utf-16-le",
        (True, False, True, False): "utf-16-be",
    }
    return patterns.get((full[0], full[1], full[2], full[3]))


def _mixed(data: bytes) -> tuple[str, int]:
    """Decode as UTF-8 where the bytes are well formed, and as Windows-1252 or Mac Roman elsewhere."""
    parts: list[str] = []
    lost = done = 0
    legacy = "mac_roman" if _is_mac_roman(data) else "cp1252"
    for match in _UTF8_RUN.finditer(data):
        odd = data[done : match.start()].decode(legacy, "replace")
        lost += odd.count("\ufffd")
        parts += odd, match[0].decode("utf-8")
        done = match.end()
    odd = data[done:].decode(legacy, "replace")
    return "".join([*parts, odd]), lost + odd.count("\ufffd")


def _is_mac_roman(data: bytes) -> bool:
    """Whether the quotation marks stand where Mac Roman has them (D2 to D5) and not where cp1252 has them."""
    return bool(_MAC_QUOTES.search(data)) and not _CP1252_QUOTES.search(data)


def _normalise_line_ends(text: str) -> str:
    r"""CR LF and CR become `\n`; so do NEL, VT, FF, LS and PS in a text that has no other line end.

    In a text with ordinary line ends those stay as they are, and the reader treats them as breaks.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if "\n" in text.strip() else text.translate(_OTHER_LINE_ENDS)
