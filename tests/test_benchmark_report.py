"""The tables of the benchmark."""

from pathlib import Path

import pytest

from benchmark.report import BEGIN, END, report, write_into
from benchmark.samples import Results, Sample


def build(tool: str, phase: str, size: int, turn: int, wall: float, cpu: float = 1.0) -> Sample:
    return Sample(tool, phase, size, turn, wall, cpu, 100_000_000 * size // 100, 120, 4_000_000, 32_000)


@pytest.fixture
def results() -> Results:
    results = Results("make bench", "2031-03-04", "2 cores")
    for turn, (ours, theirs, hugo) in enumerate([(2.0, 1.0, 0.5), (6.0, 2.0, 0.5), (4.0, 4.0, 0.5)], 1):
        results.builds.extend(
            [
                build("Dateline", "cold", 100, turn, ours),
                build("MkDocs + Material", "full", 100, turn, theirs),
                build("Hugo", "full", 100, turn, hugo),
            ]
        )
    return results


def rows_of(text: str) -> list[list[str]]:
    return [
        [cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line[:1] == "|"
    ]


def test_ratios_are_taken_within_a_round(results: Results) -> None:
    (row,) = [row for row in rows_of(report(results)) if row[1] == "Dateline, cold"]
    assert row[2] == "4.00 (2.00–6.00)"
    assert row[-4:] == ["2.00 (1.00–3.00)", "1.00 (1.00–1.00)", "8.00 (4.00–12.0)", "1.00 (1.00–1.00)"]
    assert row[5:8] == ["120", "4.0", "32"]


def test_a_tool_is_not_compared_with_itself_or_with_one_that_is_missing(results: Results) -> None:
    results.builds[:] = [sample for sample in results.builds if sample.tool != "Hugo"]
    (row,) = [row for row in rows_of(report(results)) if row[1] == "MkDocs + Material, full"]
    assert row[-4:] == ["–"] * 4


def test_growth_is_an_exponent(results: Results) -> None:
    results.builds.append(build("Dateline", "cold", 1000, 1, 400.0, 10.0))
    text = report(results)
    (row,) = [row for row in rows_of(text[text.index("### Growth") :]) if row[2] == "Dateline, cold"]
    assert row == ["100", "1,000", "Dateline, cold", "2.00", "1.00", "1.00"]


def test_one_size_has_no_growth(results: Results) -> None:
    assert "### Growth" not in report(results)


def test_conversion_is_compared_by_processor_time() -> None:
    results = Results("make bench", "2031-03-04", "2 cores")
    results.conversion.append(Sample("Dateline", "all", 100, 1, 9.0, 3.0))
    results.conversion.append(Sample("spaCy", "one batch", 100, 1, 9.0, 2.0))
    (row,) = [row for row in rows_of(report(results)) if row[1] == "Dateline, all"]
    assert row[4] == "30.0"
    assert row[-2:] == ["1.50", "–"]


def test_the_tables_tell_by_what_they_were_measured_and_what_is_missing(results: Results) -> None:
    results.unavailable["Zensical"] = "no wheel\nfor this machine"
    text = report(results)
    assert "Measured on 2031-03-04 with `make bench`: 2 cores." in text
    assert "Not measured: Zensical (no wheel for this machine)." in text


def test_tables_are_replaced_between_the_marks(tmp_path: Path) -> None:
    page = tmp_path / "benchmarks.md"
    page.write_text(f"# Head\n\n{BEGIN}\nold\n{END}\n\nFoot.\n", encoding="utf-8")
    for _ in range(2):
        write_into(page, "| new |")
    assert page.read_text(encoding="utf-8") == f"# Head\n\n{BEGIN}\n\n| new |\n\n{END}\n\nFoot.\n"


def test_the_page_has_the_marks() -> None:
    page = Path(__file__).parent.parent / "docs" / "benchmarks.md"
    text = page.read_text(encoding="utf-8")
    assert text.count(BEGIN) == text.count(END) == 1
