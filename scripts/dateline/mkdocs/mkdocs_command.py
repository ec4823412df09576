"""Run MkDocs' own command in this process, so that signals, output and exit codes are its own."""

import os

import click


def run_mkdocs(*arguments: str) -> int:
    """Run `mkdocs` with arguments; returns its exit code, or raises `click.Abort` where it is interrupted."""
    os.environ["NO_MKDOCS_2_WARNING"] = (
        "1"  # Material's notice at every build; pyproject.toml keeps MkDocs below 2
    )
    from mkdocs.__main__ import cli

    try:
        cli.main(arguments, prog_name="mkdocs", standalone_mode=False)
    except click.ClickException as reason:
        reason.show()
        return reason.exit_code
    except SystemExit as ended:
        return int(bool(ended.code))
    return 0
