"""The results as tables in Markdown: medians, spreads, ratios within a round, and growth from size to size."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from statistics import median

from benchmark.samples import Results, Sample

BEGIN, END = "<!-- written by make bench -->", "<!-- end of what make bench writes -->"
_MISSING = "–"
_REFERENCES = (("MkDocs + Material", "full"), ("Hugo", "full"))
"""What the builds are compared with, by the time on the clock and on the processor."""
_PARSING = (("spaCy", "one batch"), ("spaCy", "an article at a time"))
"""What conversion is compared with, each by processor time."""


def report(results: Results) -> str:
    """All tables, with what they were measured by."""
    parts = [f"Measured on {results.day} with `{results.command}`: {results.machine}.", *_sections(results)]
    parts += [f"Not measured: {name} ({_on_one_line(why)})." for name, why in results.unavailable.items()]
    return "\n\n".join(parts)


def write_into(page: Path, tables: str) -> None:
    """Put the tables between the marks of a page."""
    text = page.read_text(encoding="utf-8")
    head, _, rest = text.partition(BEGIN)
    _, _, foot = rest.partition(END)
    page.write_text(f"{head}{BEGIN}\n\n{tables}\n\n{END}{foot}", encoding="utf-8")


def _sections(results: Results) -> Iterator[str]:
    if results.builds:
        yield "### Building"
        yield _table(_BUILD_COLUMNS, _build_rows(results.builds))
        if len({sample.size for sample in results.builds}) > 1:
            yield "### Growth"
            yield _table(_GROWTH_COLUMNS, _growth_rows(results.builds))
    if results.serving:
        yield "### Serving"
        yield _table(_TIME_COLUMNS, _time_rows(results.serving))
    if results.conversion:
        yield "### Converting"
        yield _table(_READ_COLUMNS, _read_rows(results.conversion))


_BUILD_COLUMNS = (
    "briefings", "tool", "wall s", "CPU s", "memory MB", "files", "site MB", "largest page KB",
    *(f"{time} ÷ {tool}" for tool, _ in _REFERENCES for time in ("wall", "CPU")),
)  # fmt: skip
_GROWTH_COLUMNS = ("from", "to", "tool", "wall", "CPU", "memory")
_TIME_COLUMNS = ("briefings", "tool", "wall s", "CPU s")
_READ_COLUMNS = (
    "articles", "tool", "wall s", "CPU s", "CPU ms an article", "memory MB",
    *(f"CPU ÷ {tool}, {phase}" for tool, phase in _PARSING),
)  # fmt: skip


def _build_rows(samples: Sequence[Sample]) -> Iterator[list[str]]:
    for size, name, group in _groups(samples):
        ratios = [
            _ratio(samples, group, reference, of) for reference in _REFERENCES for of in (wall_of, cpu_of)
        ]
        first = group[0]
        weights = [f"{first.files:,}", f"{first.bytes / 1e6:.1f}", f"{first.largest_page / 1e3:.0f}"]
        yield [
            f"{size:,}",
            name,
            _spread(map(wall_of, group)),
            _spread(map(cpu_of, group)),
            _memory(group),
            *weights,
            *ratios,
        ]


def _growth_rows(samples: Sequence[Sample]) -> Iterator[list[str]]:
    """The exponents by which cost grows with size: 1 where twice the briefings take twice as much."""
    by_name: dict[str, dict[int, list[Sample]]] = {}
    for size, name, group in _groups(samples):
        by_name.setdefault(name, {})[size] = group
    for name, sizes in by_name.items():
        small, large = min(sizes), max(sizes)
        if small < large:
            exponents = [
                math.log(_median(measure, sizes[large]) / _median(measure, sizes[small]))
                / math.log(large / small)
                for measure in (wall_of, cpu_of, memory_of)
            ]
            yield [f"{small:,}", f"{large:,}", name, *(f"{exponent:.2f}" for exponent in exponents)]


def _time_rows(samples: Sequence[Sample]) -> Iterator[list[str]]:
    for size, name, group in _groups(samples):
        yield [f"{size:,}", name, _spread(map(wall_of, group)), _spread(map(cpu_of, group))]


def _read_rows(samples: Sequence[Sample]) -> Iterator[list[str]]:
    for size, name, group in _groups(samples):
        ratios = [_ratio(samples, group, reference, cpu_of) for reference in _PARSING]
        each = f"{1000 * _median(cpu_of, group) / size:.1f}"
        yield [
            f"{size:,}",
            name,
            _spread(map(wall_of, group)),
            _spread(map(cpu_of, group)),
            each,
            _memory(group),
            *ratios,
        ]


# --- figures ------------------------------------------------------------------------------------------------------


def wall_of(sample: Sample) -> float:
    """Seconds on the clock."""
    return sample.wall


def cpu_of(sample: Sample) -> float:
    """Seconds of processor time."""
    return sample.cpu


def memory_of(sample: Sample) -> float:
    """Bytes."""
    return sample.memory


def _groups(samples: Sequence[Sample]) -> Iterator[tuple[int, str, list[Sample]]]:
    """The samples of each size, tool and phase, in the order in which they were first measured."""
    groups: dict[tuple[int, str], list[Sample]] = {}
    for sample in samples:
        groups.setdefault((sample.size, f"{sample.tool}, {sample.phase}"), []).append(sample)
    return ((size, name, group) for (size, name), group in groups.items())


def _ratio(
    samples: Sequence[Sample],
    group: Sequence[Sample],
    reference: tuple[str, str],
    of: Callable[[Sample], float],
) -> str:
    """How many times what another tool takes in the same round; nothing for that tool itself."""
    others = {
        (other.size, other.turn): of(other) for other in samples if (other.tool, other.phase) == reference
    }
    ratios = [of(one) / others[one.size, one.turn] for one in group if others.get((one.size, one.turn))]
    return _MISSING if not ratios or (group[0].tool, group[0].phase) == reference else _spread(ratios)


def _spread(values: Iterable[float]) -> str:
    """The median, and from where to where the values reach."""
    found = sorted(values)
    middle = _figure(median(found))
    return middle if len(found) == 1 else f"{middle} ({_figure(found[0])}–{_figure(found[-1])})"


def _figure(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _median(measure: Callable[[Sample], float], group: Sequence[Sample]) -> float:
    return median(map(measure, group)) or 1e-3


def _memory(group: Sequence[Sample]) -> str:
    return f"{_median(memory_of, group) / 1e6:.0f}"


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [columns, ["---" if column == "tool" else "---:" for column in columns], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _on_one_line(text: str) -> str:
    return " ".join(text.split())[:300]
