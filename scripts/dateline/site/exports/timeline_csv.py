"""A timeline as a table: CSV (RFC 4180) in UTF-8, with a row for each line.

A spreadsheet runs a cell that begins as a formula does.  Such a cell gets an apostrophe before it, by which text is
told there (https://owasp.org/www-community/attacks/CSV_Injection).
"""

import csv
from collections.abc import Iterable
from datetime import date
from io import StringIO

from dateline.briefing.document import plain
from dateline.site.exports.told_lines import ToldLine

COLUMNS = (
    "id",
    "date",
    "earliest",
    "latest",
    "status",
    "certainty",
    "basis",
    "text",
    "sources",
    "evidence",
    "url",
)
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""What a cell begins with that is run: full-width forms are the same to some spreadsheets."""
_BETWEEN = " | "
"""Stands between several sources or sentences."""


def timeline_csv_of(lines: Iterable[ToldLine]) -> bytes:
    """The lines, below the names of the columns."""
    file = StringIO()
    table = csv.writer(file)
    table.writerow(COLUMNS)
    table.writerows([_cell(value) for value in _row_of(line)] for line in lines)
    return file.getvalue().encode(errors="replace")


def _row_of(line: ToldLine) -> tuple[str, ...]:
    days = line.days
    sources = (f"{each.publisher} ({each.url})" if each.url else each.publisher for each in line.evidence)
    return (
        line.id,
        line.date,
        str(days.earliest) if days and days.earliest > date.min else "",
        str(days.latest) if days and days.latest < date.max else "",
        line.status,
        line.certainty,
        line.basis,
        plain(line.text),
        plain(_BETWEEN.join(dict.fromkeys(filter(None, sources)))),
        plain(_BETWEEN.join(dict.fromkeys(filter(None, (each.sentence for each in line.evidence))))),
        line.url,
    )


def _cell(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULA) else value
