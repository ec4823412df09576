"""Sites of the same briefings, built by several tools in turns."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmark.contenders import Contender, UnavailableError
from benchmark.processes import CommandError, run
from benchmark.samples import Results, Sample, Say


def measure_builds(
    results: Results, size: int, cache: Path, contenders: Sequence[Contender], rounds: int, say: Say
) -> None:
    """Build the project of a size in so many rounds with each tool that can be installed; adds to the results.

    The tools take turns, so that a machine that grows slower or faster is slower or faster for all of them.
    """
    for turn in range(1, rounds + 1):
        for tool in contenders:
            if tool.name in results.unavailable or turn > (tool.turns or rounds):
                continue
            try:
                for sample in _one_turn(tool, cache, size, turn):
                    results.builds.append(sample)
                    say(f"{size} briefings, round {turn}: {tool.name}, {sample.phase}: {sample.wall:.2f} s")
            except (UnavailableError, CommandError) as reason:
                results.unavailable[tool.name] = str(reason)
                say(f"{tool.name} is not measured: {reason}")


def site_folder(cache: Path, size: int, tool: str) -> Path:
    """Where a tool has its copy of the project of a size."""
    return cache / "sites" / str(size) / tool


def _one_turn(tool: Contender, cache: Path, size: int, turn: int) -> Iterator[Sample]:
    """What one tool takes for each of its phases, and what its site then weighs."""
    program, folder = tool.install(cache), site_folder(cache, size, tool.name)
    if not folder.exists():
        tool.fill(cache / "projects" / str(size), folder)
    for phase in tool.phases:
        tool.prepare(folder, phase, turn)
        cost = run([program, *tool.arguments], folder)
        weights = _weights(folder / tool.output)
        pages = [weight for path, weight in weights.items() if path.suffix == ".html"]
        if len(pages) < size:
            raise CommandError(f"it wrote {len(pages)} pages for {size} briefings")
        yield Sample(
            tool.name,
            phase,
            size,
            turn,
            round(cost.wall, 3),
            round(cost.cpu, 3),
            cost.memory,
            len(weights),
            sum(weights.values()),
            max(pages),
        )


def _weights(site: Path) -> dict[Path, int]:
    """The bytes of each file of a site."""
    return {path: path.stat().st_size for path in site.rglob("*") if path.is_file()}
