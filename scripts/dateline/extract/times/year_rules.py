"""Rules for years and what is counted in them: decades, centuries, fiscal years, quarters and half-years."""

from collections.abc import Sequence
from datetime import date

from dateline.extract import timex_values
from dateline.extract.times.grammar import Frame, Match, Reading, Rule
from dateline.extract.times.lexer import Lexeme
from dateline.lang import lexicon
from dateline.model.annotations import DateBasis, TimexType

FIRST_YEAR, LAST_YEAR = 1500, 2099
"""Four digits outside these are hardly ever a year in news."""


def _date(value: str, *, stated: bool) -> Reading:
    return Reading(TimexType.DATE, value, DateBasis.STATED if stated else DateBasis.RELATIVE)


def full_year(match: Match, frame: Frame) -> int:
    """The year that stands in the match, in full: '82 is 1982."""
    lexeme = match.part("year")[0]
    if lexeme.kind == "n4":
        return int(lexeme.text)
    return expand_year(int(lexeme.text[-2:]), frame.reference)


def year_of_month(match: Match, frame: Frame, month: int) -> int | None:
    """The year of a month: the one that stands in the match, else the nearest in the frame's direction."""
    if match.has("year"):
        return full_year(match, frame)
    return timex_values.year_of_month(frame.reference, month, frame.direction()) if frame.reference else None


def expand_year(two_digits: int, reference: date | None) -> int:
    """'82 is the latest such year that is not more than ten years ahead."""
    latest = (reference.year if reference else 1999) + 10
    return latest - (latest - two_digits) % 100


def _read_year(match: Match, frame: Frame) -> Reading | None:
    year = full_year(match, frame)
    is_short = match.part("year")[0].kind == "short_year"
    is_year = _is_short_year(frame) if is_short else _is_year(year, frame)
    return _date(f"{year:04}", stated=True) if is_year else None


_SHORT_YEAR_CUES = frozenset({"about", "and", "between", "from", "in", "of", "since", "to", "until"})


def _is_short_year(frame: Frame) -> bool:
    """“since '82”, not “Gardenware '11”."""
    return bool(frame.before) and frame.before[-1].kind in _SHORT_YEAR_CUES


def _is_year(year: int, frame: Frame) -> bool:
    if not FIRST_YEAR <= year <= LAST_YEAR or _is_count(year, frame):
        return False
    return _may_precede(frame.after) and _may_follow(frame.before)


def _is_count(year: int, frame: Frame) -> bool:
    """“1900 voices”: a round number before a plural, unlike “the 1900 games” and “1908 figures”."""
    token = frame.token(0)
    if year % 100 or token is None or token.dep_ != "nummod":
        return False
    is_definite = bool(frame.before) and frame.before[-1].kind == "the"
    return not is_definite and token.head.i == token.i + 1 and token.head.tag_ in ("NNS", "NNPS")


def _may_precede(after: Sequence[Lexeme]) -> bool:
    """Whether a year can stand before these words: not “2000 people”, “2008%”, “2008-5551234”."""
    if not after:
        return True
    if after[0].text.lower() in lexicon.words("times/counted") or after[0].kind == "money":
        return False
    return after[0].kind != "dash" or len(after) < 2 or after[1].kind != "num"


def _may_follow(before: Sequence[Lexeme]) -> bool:
    """Whether a year can stand behind these words: not “$2000”, “Flight 1972”, “555-2010”."""
    if not before:
        return True
    if before[-1].kind in ("money", "num", "n2") or before[-1].text.lower() in lexicon.words(
        "times/numbered"
    ):
        return False
    return before[-1].kind != "dash" or len(before) < 2 or before[-2].kind not in ("n2", "num", "x")


def _read_years(match: Match, frame: Frame) -> tuple[Reading, ...] | None:
    """“2007-08”, “2012/13”: two years that follow each other, or a span within one century."""
    first, last = match.number("first"), match.number("last")
    end = first // 100 * 100 + last
    if not FIRST_YEAR <= first <= LAST_YEAR or not first < end <= first + 30 or not _is_year(first, frame):
        return None
    return (
        Reading(TimexType.DATE, f"{first}", DateBasis.STATED, 0, 0),
        Reading(TimexType.DATE, f"{end}", DateBasis.STATED, match.index("last"), None),
    )


_NOT_DECADES = frozenset(
    {"her", "highs", "his", "its", "lows", "my", "our", "temperature", "temperatures", "their", "your"}
)
"""Words before "80s" that make it an age or a temperature."""


def _read_decade(match: Match, frame: Frame) -> Reading | None:
    written = match.part("decades")[0].text if match.has("decades") else ""
    digits = "".join(char for char in written if char.isdigit())
    if len(digits) == 4:
        return _date(digits[:3], stated=True)
    words = {lexeme.text.lower() for lexeme in frame.before}
    is_second = [lexeme.kind for lexeme in frame.before[-2:]] in (["decades", "and"], ["decades", "or"])
    if words & _NOT_DECADES or not (match.has("the") or is_second or written.startswith(("'", "’", "‘"))):
        return None
    decade = int(digits[0]) if digits else match.number("decade_word")
    latest = frame.reference.year // 10 if frame.reference else 199
    return _date(f"{latest - (latest - decade) % 10:03}", stated=True) if decade >= 2 or digits else None


def _read_century(match: Match, frame: Frame) -> Reading | None:
    """“the 19th century” is “18”: TIMEX3 writes the digits that its years share."""
    if match.value("unit") != "C":
        return None
    number = ordinal_of(match, "number")
    return _date(f"{number - 1:02}", stated=True) if 1 < number <= 30 else None


def ordinal_of(match: Match, name: str) -> int:
    """The number of an ordinal, in words or digits."""
    lexemes = match.part(name)
    if lexemes[0].kind == "nth":
        return int(lexemes[0].text[:-2])
    return sum(int(lexeme.value) for lexeme in lexemes if lexeme.kind in ("word", "ordinal", "second"))


def _read_fiscal_year(match: Match, frame: Frame) -> Reading | None:
    if match.has("year"):
        return _date(f"FY{full_year(match, frame):04}", stated=True)
    if match.has("fiscal_year"):
        digits = "".join(char for char in match.text("fiscal_year") if char.isdigit())
        year = int(digits) if len(digits) == 4 else expand_year(int(digits), frame.reference)
        return _date(f"FY{year:04}", stated=True)
    if frame.reference is None:
        return None
    side = match.number("side") if match.has("side") else 0
    return _date(f"FY{frame.reference.year + side:04}", stated=False)


# --- quarters and halves --------------------------------------------------------------------------------------


def _read_quarter(match: Match, frame: Frame) -> Reading | None:
    code = _code_of_part(match)
    if code is None:
        return None
    fiscal = "FY" if match.has("fiscal") else ""
    if match.has("year"):
        return _date(f"{fiscal}{full_year(match, frame):04}-{code}", stated=True)
    if frame.reference is None:
        return _date(f"XXXX-{code}", stated=False)
    year = _year_of_part(code, match, frame, frame.reference)
    return _date(f"{fiscal}{year:04}-{code}", stated=False)


def _code_of_part(match: Match) -> str | None:
    """Q1 to Q4, H1 or H2; "the final quarter" is the fourth."""
    if match.has("quarter_code"):
        return match.value("quarter_code")
    if match.has("final") and match.text("final") != "final":
        return None
    is_half = match.has("half")
    if is_half and not (match.has("year") or match.has("side") or match.has("this_year")):
        return None  # a half of a match or of anything else
    number = (2 if is_half else 4) if match.has("final") else ordinal_of(match, "number")
    return f"{'H' if is_half else 'Q'}{number}" if 1 <= number <= (2 if is_half else 4) else None


def _year_of_part(code: str, match: Match, frame: Frame, reference: date) -> int:
    """The year of a quarter or half: stated beside it, else that of the last one begun, or of the next one."""
    if match.has("side"):
        return reference.year + match.number("side")
    if match.has("this_year"):
        return reference.year
    begin, end = (
        timex_values.start_of(f"{reference.year}-{code}"),
        timex_values.end_of(f"{reference.year}-{code}"),
    )
    if begin is None or end is None:
        return reference.year
    if frame.direction().is_ahead:
        return reference.year + (end < reference)
    # Figures of a quarter are news for half a year; "the fourth quarter" in August is the coming one.
    return reference.year - (begin > reference and reference.month <= 6)


_OF_YEAR = "(of | comma | dash)? (<year:YEAR> | the? <side:SIDE> <unit:year> | <this_year:the> year)"

RULES = (
    Rule("<year:YEAR>", _read_year),
    Rule("<first:n4> dash <last:n2>", _read_years),
    Rule("<the>? (phase dash?)? <decades>", _read_decade),
    Rule("<the>? (phase dash?)? <decade_word>", _read_decade),
    Rule("the? (phase dash?)? <number:ORDINAL> dash? <unit>", _read_century),
    Rule("(the | this)? <fiscal> (<unit:year> dash?)? <year:YEAR>", _read_fiscal_year),
    Rule("(the)? <year:YEAR> <fiscal> <unit:year>", _read_fiscal_year),
    Rule("(the)? <side:SIDE> <fiscal> <unit:year>", _read_fiscal_year),
    Rule("<fiscal_year>", _read_fiscal_year),
    Rule(
        f"the? <fiscal>? (<number:ORDINAL> | <final:filler>) dash? fiscal? (quarter | <half>) {_OF_YEAR}?",
        _read_quarter,
    ),
    Rule(
        f"the? <quarter_code> {_OF_YEAR}?",
        _read_quarter,
    ),
)
