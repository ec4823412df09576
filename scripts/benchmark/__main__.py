"""The commands of the benchmark."""

import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from benchmark import samples
from benchmark.builds import measure_builds
from benchmark.contenders import CONTENDERS
from benchmark.conversion import CONVERTERS, measure_conversion
from benchmark.projects import make_project, make_seeds
from benchmark.report import report, write_into
from benchmark.serving import measure_serving


@click.group(help="Make projects of invented briefings, and measure Dateline on them beside other tools.")
def main() -> None:
    """The commands of the benchmark."""


@main.command(help="Fill FOLDER with a project of COUNT briefings, the same for a SEED.")
@click.argument("count", type=click.IntRange(min=1))
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--seeds", is_flag=True, help="Write seeds to convert, one for each briefing, and no briefings."
)
@click.option("--seed", default=18, show_default=True, help="What the invented news is drawn from.")
def make(count: int, folder: Path, seeds: bool, seed: int) -> None:
    """Write a project."""
    (make_seeds if seeds else make_project)(folder, count, seed)


@main.command(help="Measure with SIZES briefings each; keep the figures, and write them into the page.")
@click.argument("sizes", type=click.IntRange(min=2), nargs=-1, required=True)
@click.option("--rounds", default=3, show_default=True, help="How often the tools take turns.")
@click.option("--articles", default=100, show_default=True, help="How many seeds are converted; 0 for none.")
@click.option(
    "--edits", default=3, show_default=True, help="How many edits are served in a round; 0 for none."
)
@click.option("--cache", type=click.Path(path_type=Path), default="build/benchmark", show_default=True)
@click.option(
    "--page", type=click.Path(path_type=Path, dir_okay=False, exists=True), help="Where the tables go."
)
def run(sizes: Sequence[int], rounds: int, articles: int, edits: int, cache: Path, page: Path | None) -> None:
    """Measure everything, or what is asked for."""
    counts = f"{' '.join(map(str, sizes))} --rounds {rounds} --articles {articles} --edits {edits}"
    results = samples.new_results(f"python -m benchmark run {counts}")  # without the folders of this machine
    home = cache.resolve()
    home.mkdir(parents=True, exist_ok=True)
    for folder in ("projects", "sites", "seeds"):
        shutil.rmtree(home / folder, ignore_errors=True)
    for size in sizes:
        make_project(home / "projects" / str(size), size)
        measure_builds(results, size, home, CONTENDERS, rounds, click.echo)
        if edits:
            measure_serving(results, size, home, edits, click.echo)
    if articles:
        make_seeds(home / "seeds", articles)
        measure_conversion(results, articles, home, CONVERTERS, rounds, click.echo)
    tables = report(results)
    (home / "results.json").write_text(json.dumps(asdict(results), indent=1), encoding="utf-8")
    click.echo(tables)
    if page:
        write_into(page, tables)
        shutil.copyfile(home / "results.json", page.with_suffix(".json"))


if __name__ == "__main__":
    main(prog_name="python -m benchmark")
