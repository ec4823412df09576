"""The commands that begin a project, serve its site and build it; each imports what it runs in its body."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from dateline.cli.command import Command, say
from dateline.cli.options import PATH, config_file

HOSTS = ("none", "github-pages", "gitlab-pages", "cloudflare", "netlify", "rsync")
"""Where a site can be published; `none` leaves it open."""
_ADDRESS = re.compile(r"https?://[^\s/]+(?:/\S*)?")
_PLACE = re.compile(r"(?P<host>[\w.-]+|\[[\da-fA-F:]+\]):(?P<port>\d{1,5})")


def _name(text: str) -> str:
    if name := " ".join(text.split()):
        return name
    raise click.BadParameter("it is empty")


def _address(text: str) -> str:
    """An address of a site, which ends with a slash; "" for none."""
    text = text.strip()
    if text and not _ADDRESS.fullmatch(text):
        raise click.BadParameter("write the whole address, like https://example.org/news/")
    return text and f"{text.rstrip('/')}/"


def _language(tag: str) -> str:
    """A language that the theme knows."""
    from dateline.mkdocs.theme_languages import theme_languages

    known = {each.casefold(): each for each in theme_languages()}
    if found := known.get(tag.strip().casefold()):
        return found
    nearest = known.get(tag.strip().casefold().partition("-")[0])
    hint = f"write {nearest}" if nearest else f"it knows {', '.join(known.values())}"
    raise click.BadParameter(f"Material for MkDocs has no labels in “{tag}”: {hint}")


def _server_address(text: str) -> str:
    found = _PLACE.fullmatch(text)
    if found and int(found["port"]) < 2**16:
        return text
    raise click.BadParameter("write host and port, like 127.0.0.1:8000")


def _asked(given: str | None, question: str, default: str, parse: Callable[[str], str], **how: Any) -> str:
    """What an option gave, else what is answered on a terminal, else the default."""
    if given is not None:
        return given
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return default
    return str(click.prompt(question, default=default, value_proc=parse, err=True, **how))


@click.command(cls=Command)
@click.argument("folder", metavar="[FOLDER]", type=PATH, default=".", help="Where it begins (default: here).")
@click.option(
    "--name", type=_name, metavar="NAME", help="The name of the site (default: that of the folder)."
)
@click.option(
    "--address",
    type=_address,
    metavar="URL",
    help="Where the site will be published, like https://example.org/.",
)
@click.option(
    "--language", type=_language, metavar="TAG", help="The language of the pages, like de (default: en)."
)
@click.option(
    "--host",
    type=click.Choice(HOSTS),
    help="Who will publish it: its workflow file is written (default: none).",
)
def init(folder: Path, name: str | None, address: str | None, language: str | None, host: str | None) -> int:
    """Begin a project of your own."""
    from dateline.project import new_project

    new_project.refuse_existing(folder)
    site = new_project.SiteIdentity(
        _asked(name, "Name of the site", new_project.default_name(folder), _name),
        _asked(address, "Its address, if you know it", "", _address, show_default=False),
        _asked(language, "Language of its pages", "en", _language),
    )
    host = host or _asked(host, f"Its host ({', '.join(HOSTS)})", "none", click.Choice(HOSTS))
    made = new_project.create_project(folder, site, host)
    within = "" if folder == Path() else f"{folder.as_posix()}/"
    for file in made.written:
        print(f"{within}{file}")
    for file in made.left:
        say(f"left as it was: {within}{file}")
    _say_next(folder, site.language)
    return 0


def _say_next(folder: Path, language: str) -> None:
    """Say what a person may want to know or do next."""
    from dateline.site.interface_language import ENGLISH, interface_language_of

    if interface_language_of(language) is ENGLISH and language != ENGLISH.tag:
        say(
            f"Dateline has no catalogue for “{language}”: Material's labels are in it, Dateline's own in English"
        )
    place = "" if folder.resolve() == Path.cwd() else f"cd {folder}, "
    say(f"next: {place}put articles into seeds/; `dateline serve` shows the site, `dateline build` writes it")


@click.command(cls=Command)
@click.option(
    "-a",
    "--dev-addr",
    "address",
    type=_server_address,
    metavar="ADDR",
    help="Host and port to serve at (default: 127.0.0.1:8000).",
)
@config_file
def serve(address: str | None, config_file: Path | None) -> int:
    """Convert seeds, and serve the site while you edit."""
    from dateline.mkdocs.mkdocs_command import run_mkdocs
    from dateline.model.problems import DatelineError

    config = _configuration(config_file)
    _convert_first(config)
    at = ("--dev-addr", address) if address else ()
    try:
        return run_mkdocs("serve", "--config-file", str(config), *at)
    except OSError as reason:
        if reason.filename is not None:  # a file, and no address
            raise
        hint = "another server may run there: take another port, like dateline serve -a 127.0.0.1:8001"
        raise DatelineError(
            address or "dateline serve", f"can't be served: {reason.strerror}", hint
        ) from None


@click.command(cls=Command)
@click.option("-d", "--site-dir", type=PATH, metavar="DIR", help="The folder to write (default: site).")
@click.option(
    "--strict/--no-strict", default=True, help="Whether a warning makes the build fail (default: it does)."
)
@config_file
def build(site_dir: Path | None, strict: bool, config_file: Path | None) -> int:
    """Convert seeds, and write the site."""
    from dateline.mkdocs.mkdocs_command import run_mkdocs

    config = _configuration(config_file)
    are_converted = _convert_first(config)
    into = ("--site-dir", str(site_dir.absolute())) if site_dir else ()
    how = "--strict" if strict else "--no-strict"
    if run_mkdocs("build", how, "--config-file", str(config), *into):
        return 1
    if not are_converted:
        say("the site is written; what was reported of seeds above has still to be put right")
    return int(not are_converted)


@click.command(cls=Command)
@click.argument(
    "folder", metavar="[FOLDER]", type=PATH, default="pages", help="The folder to write (default: pages)."
)
@config_file
def pages(folder: Path, config_file: Path | None) -> int:
    """Write all pages as plain Markdown, for other tools."""
    from dateline.cli.writing_pages import write_pages
    from dateline.model import problems
    from dateline.project.files import open_project
    from dateline.project.site_configuration import site_configuration_of

    config = _configuration(config_file)
    count = write_pages(open_project(config), site_configuration_of(config), folder)
    told = problems.counted(count, "briefing")
    say(f"{folder}: the pages of {told}, and a mkdocs.yml: `zensical build` in it makes a site of them")
    return 0


def _configuration(config_file: Path | None) -> Path:
    """The project's `mkdocs.yml`; raises `DatelineError` where there is none."""
    from dateline.model.problems import DatelineError
    from dateline.project.settings import CONFIG_FILE

    path = config_file or Path(CONFIG_FILE)
    if not path.is_file():
        hint = "go into the folder of a project, or begin one: dateline init"
        raise DatelineError(str(path), "there is no such file", hint)
    return path.absolute()


def _convert_first(config: Path) -> bool:
    """Convert the seeds in a process of its own, whose model is gone when the site is built; whether all went well."""
    from dateline.mkdocs.seed_watcher import can_convert
    from dateline.model.problems import CONVERTING
    from dateline.project.files import open_project

    if not open_project(config).seeds.is_dir():
        return True
    if not can_convert():
        say(
            f"seeds are not converted, the site is only published: the converting half is not here ({CONVERTING})"
        )
        return True
    command = [sys.executable, "-P", "-m", "dateline", "convert", "--config-file", str(config)]
    return subprocess.run(command, check=False).returncode == 0
