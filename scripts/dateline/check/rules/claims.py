"""What an item says and its evidence does not: a number, a name, a day of the week or a month.

    - 32 people were hurt.[^s1-1]      over “… and 22 people were hurt.”
    - Ana Vell resigned.[^s1-2]        over a seed that names only Bo Strand

A number has to stand in the footnotes of its item, in digits or in words; a name there or anywhere in the seeds, since
a line says “Bo Strand” for a “he” of its sentence.  A remark of a person's own, as a footnote, counts as evidence too.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial

from dateline.briefing.document import dates_named, sources_in, text_of
from dateline.check.day_names import days_of, months_in, names_month, names_weekday, weekdays_in
from dateline.check.name_words import known_words, unknown_names
from dateline.check.numbers import Number, numbers_in
from dateline.check.passages import cuts_word
from dateline.check.positions import position_of
from dateline.check.records import CheckedFile
from dateline.lang import lexicon
from dateline.model.briefing import Entry, KeyPoint
from dateline.model.problems import Problem

_any_word = partial(lexicon.any_word, "check/words")

_MAX_SUM = 20
"""Up to here a number in words with an article sums up what was named: the two met, all three were hurt."""
_UNIT = re.compile(rf"[\s-](?:{_any_word('time_units')})\b")
_BETWEEN_DAYS = re.compile(rf"{_UNIT.pattern}\s(?:{_any_word('between_days')})\b")
_DAYS_NEAR = re.compile(rf"\b(?:{_any_word('days_near')})\b", re.IGNORECASE)
_YEARS = range(1000, 3000)
_SHORT_YEAR = re.compile(r"[’'‘]\d\d|FY\d\d")
_LINK = re.compile(r"(?<=\])\([^()\s]*[^()]*\)|<[^<>]*>|https?://\S+")
_ENDS = ' .!?…”"'
_HINT = "correct it, or say in a footnote of your own where it comes from"


@dataclass(frozen=True, slots=True)
class _Claim:
    """The words of an item, what they rest on, and the days that go with them."""

    line: int
    words: str
    shown: str
    """The words without the targets of links, each character in its place."""
    evidence: str
    days: tuple[date, ...]
    """Those of a timeline line, and those that the footnotes name."""
    all_days: tuple[date, ...]
    """Those and the days of the briefing and its sources."""
    counted: tuple[date, ...]
    """Those that the footnotes count from its words, which for a timeline line may be those of another one, too."""
    is_verbatim: bool
    """Whether what they rest on has the words as they are."""


def unproved_numbers(checked: CheckedFile) -> Iterator[Problem]:
    """Numbers in items that their footnotes don't give."""
    for claim in _reworded(checked):
        for number in numbers_in(claim.shown):
            is_read = number.is_numeral and (_is_english(checked) or not number.in_words)
            if is_read and not _has_number(claim, number):
                given = dict.fromkeys(n.text for n in numbers_in(claim.evidence) if n.is_numeral)
                hint = f"it says {', '.join(given)}; {_HINT}" if given else _HINT
                yield _not_said(checked, claim, number.text, number.start, hint)


def unproved_days(checked: CheckedFile) -> Iterator[Problem]:
    """Days of the week and months in items that their footnotes don't name."""
    for claim in _reworded(checked) if _is_english(checked) else ():
        for named in weekdays_in(claim.shown):
            days = claim.all_days if _DAYS_NEAR.search(claim.evidence) else claim.days
            is_known = named.number in {day.isoweekday() for day in days}
            if not is_known and not names_weekday(claim.evidence, named.number):
                yield _not_said(checked, claim, named.text, named.start)
        for named in months_in(claim.shown):
            days = claim.days if months_in(claim.evidence) else claim.all_days
            is_known = named.number in {day.month for day in days}
            if not is_known and not names_month(claim.evidence, named.number):
                yield _not_said(checked, claim, named.text, named.start)


def unproved_names(checked: CheckedFile) -> Iterator[Problem]:
    """Names in items, and names of speakers, that neither their footnotes nor the seeds have."""
    seeds = checked.seeds
    if not _is_english(checked) or not seeds.texts or not seeds.are_complete:
        return
    if not all(seeds.of_source.values()):
        return  # a source without a seed may name anybody
    known = known_words(*seeds.texts.values(), *_texts_beside_seeds(checked))
    for claim in _claims_of(checked):
        is_verbatim = has_verbatim(known.text, claim.shown)
        for name, at in () if is_verbatim else unknown_names(claim.shown, known, claim.evidence):
            yield _not_named(checked, name, *position_of(checked.lines, claim.line, claim.words, at))
    for quote in checked.briefing.key_quotes:
        for part in (quote.speaker, quote.role, quote.via) if quote.labels else ():
            for name, _ in unknown_names(part or "", known, is_title=True):
                yield _not_named(checked, name, quote.line, 0)


def _is_english(checked: CheckedFile) -> bool:
    return str(checked.front.values.get("language") or "en").startswith("en")


@lru_cache(maxsize=1)  # three rules ask for them
def _claims_of(checked: CheckedFile) -> tuple[_Claim, ...]:
    """The lead and the items whose footnotes are all there, and quote something."""
    return tuple(_claims_in(checked))


def _reworded(checked: CheckedFile) -> Iterator[_Claim]:
    """Those of which something may be said in other words than what they rest on."""
    return (claim for claim in _claims_of(checked) if not claim.is_verbatim)


def _claims_in(checked: CheckedFile) -> Iterator[_Claim]:
    briefing, seeds, front = checked.briefing, checked.seeds, checked.front.values
    if not seeds.texts or not seeds.are_complete:
        return  # what can't be read may prove them
    notes = {note.label: note for note in briefing.evidence}
    published = (source.get("published") for source in sources_in(front).values())
    days_of_briefing = days_of((front.get("date"), front.get("updated"), *published))
    lead_line = next((block.line for block in checked.shown_blocks if not block.section and block.is_lead), 1)
    lead = KeyPoint(briefing.lead, briefing.lead_labels, line=lead_line)
    items: tuple[KeyPoint | Entry, ...] = (lead, *briefing.key_points, *briefing.timeline)
    for item in items:
        cited = [notes[label] for label in item.labels if label in notes]
        if len(cited) == len(item.labels) and any(note.text for note in cited):
            evidence = "\n".join(seeds.cited_words(note) if note.text else note.note or "" for note in cited)
            named = (day for note in cited for day in dates_named(note.note or ""))
            counted = days_of(named)
            own = days_of((item.date, *item.planned)) if isinstance(item, Entry) else ()
            days, shown = (*own, *counted), _without_links(item.text)
            yield _Claim(
                item.line,
                item.text,
                shown,
                evidence,
                days,
                (*days, *days_of_briefing),
                counted,
                has_verbatim(evidence, shown),
            )


def has_verbatim(source: str, words: str) -> bool:
    """Whether a source has words as they are, but for their first letter and the mark behind them.

    Then it has every number and every name that they have.  Said of no words that begin or end with a number, which may
    be part of another one there, nor of such as end with an abbreviation.
    """
    inner = words[1:].rstrip(_ENDS)
    first, last = words.partition(" ")[0], inner.rpartition(" ")[2]
    start = source.find(inner) - 1 if last.isalpha() else -1
    is_there = start >= 0 and source[start].casefold() == words[0].casefold()
    is_cut = is_there and (cuts_word(source, start) or cuts_word(source, start + 1 + len(inner)))
    return is_there and not (is_cut or numbers_in(last) or numbers_in(first))


def _without_links(text: str) -> str:
    """A text with blanks for the targets of its links."""
    if "](" not in text and "<" not in text and "://" not in text:
        return text
    return _LINK.sub(lambda match: " " * len(match[0]), text)


def _not_said(checked: CheckedFile, claim: _Claim, words: str, at: int, hint: str = _HINT) -> Problem:
    line, column = position_of(checked.lines, claim.line, claim.words, at)
    return checked.warning(line, f"the evidence of this item does not say “{words}”", hint, column)


def _not_named(checked: CheckedFile, name: str, line: int, column: int) -> Problem:
    message = f"neither the evidence of this item nor a seed names “{name}”"
    return checked.warning(line, message, _HINT, column)


def _texts_beside_seeds(checked: CheckedFile) -> Iterator[str]:
    """What is known of the sources beside their texts, and the remarks of a person's own footnotes."""
    front = checked.front.values
    for part in (front, *sources_in(front).values()):
        yield from filter(None, (text_of(part, key) for key in ("title", "description", "publisher")))
    yield from (note.note for note in checked.briefing.evidence if note.note and not note.text)


# --- numbers ------------------------------------------------------------------------------------------------


def _has_number(claim: _Claim, number: Number) -> bool:
    """Whether the evidence gives a number, perhaps more exactly, or it follows from what the evidence gives."""
    given = [part for other in numbers_in(claim.evidence) for part in other.parts]
    if any(math.isclose(value, other) for value in number.values for other in given):
        return True
    before, value = claim.shown[: number.start].casefold().split()[-3:], number.values[0]
    if any(_is_rounded(value, other, before) for other in given):
        return True
    return _is_worked_out(number, before, claim) or _is_of_date(number, value, claim, given)


def _is_worked_out(number: Number, before: Sequence[str], claim: _Claim) -> bool:
    """Whether a number sums up what the evidence names, or is the time between two of its days.

    Where the evidence has such numbers itself, it may be one of them altered.
    """
    others = numbers_in(claim.evidence)
    if number.in_words and number.values[0] <= 1:
        return True
    if _BETWEEN_DAYS.match(claim.shown, number.end):
        return not any(_UNIT.match(claim.evidence, other.end) for other in others)
    if not number.in_words or number.values[0] > _MAX_SUM or not _is_determined(before):
        return False
    sums = (claim.evidence[: other.start] for other in others if other.in_words and other.is_numeral)
    return not any(_is_determined(text.casefold().split()[-1:]) for text in sums)


def _is_determined(before: Sequence[str]) -> bool:
    """Whether the last of these words is an article or the like: “all five boroughs”."""
    return bool(before) and before[-1] in lexicon.word_set("check/words", "determiners")


def _is_rounded(rough: float, exact: float, before: Sequence[str]) -> bool:
    """Whether a number is another with fewer digits: “about 400” for 387, “more than 3,000” for 3,112."""
    if not 0 < rough < math.inf or _significant_digits(rough) >= _significant_digits(exact):
        return False
    unit = 10.0 ** (math.floor(math.log10(rough)) + 1 - _significant_digits(rough))
    return (
        (abs(rough - exact) <= unit / 2 and _has_hedge("about", before))
        or (0 <= exact - rough < unit and _has_hedge("more", before))
        or (0 <= rough - exact < unit and _has_hedge("less", before))
    )


def _significant_digits(value: float) -> int:
    return len(f"{value:.6f}".rstrip("0").rstrip(".").rstrip("0").replace(".", "").lstrip("0"))


def _has_hedge(kind: str, before: Sequence[str]) -> bool:
    """Whether one of these words makes a figure a rough one: "about", "more", "less"."""
    listed = lexicon.table("timeline/figures")[kind]["words"]
    return isinstance(listed, list) and not set(before).isdisjoint(listed)


def _is_of_date(number: Number, value: float, claim: _Claim, given: Sequence[float]) -> bool:
    """Whether it is the year or the day of a date that goes with the item, or a year that is given in two digits."""
    if number.in_words or not value.is_integer():
        return False
    if int(value) in _YEARS:
        is_short = value % 100 in given and _SHORT_YEAR.search(claim.evidence)
        has_years = any(other in _YEARS for other in given)
        days = claim.counted if has_years else claim.all_days
        return bool(is_short) or int(value) in {day.year for day in days}
    near = claim.shown[max(0, number.start - 12) : number.end + 14]
    days = claim.days if months_in(claim.evidence) else claim.all_days
    return bool(months_in(near)) and int(value) in {day.day for day in days}
