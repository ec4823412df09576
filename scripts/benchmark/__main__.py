"""The commands of the benchmark."""

from pathlib import Path

import click

from benchmark.projects import make_project, make_seeds


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


if __name__ == "__main__":
    main(prog_name="python -m benchmark")
