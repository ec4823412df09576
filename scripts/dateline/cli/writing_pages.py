"""The pages of a site written as Markdown for a command: a folder from which another tool builds it."""

import shutil
from pathlib import Path

from dateline.check.runner import ProjectCheck
from dateline.cli.command import say
from dateline.model.problems import DatelineError, render_text
from dateline.project.file_digests import FileDigests
from dateline.project.files import Project, attachment, ensure_cache, files_below, read_text
from dateline.project.settings import CONFIG_FILE, MOUNT
from dateline.project.site_configuration import SiteConfiguration
from dateline.project.whole_files import write_whole
from dateline.site.build import SiteBuild
from dateline.site.interface_language import interface_language_of
from dateline.site.pages.page import SiteOptions
from dateline.site.plain_pages.plain_site import INDEX, plain_configuration, plain_pages, plain_url
from dateline.site.project_briefings import project_briefings

_DOCS = "docs"
_MARK = "# Written by `dateline pages`, which writes over all that is in this folder.\n"
"""How the configuration begins by which a folder is known that may be written over."""


def write_pages(project: Project, site: SiteConfiguration, folder: Path) -> int:
    """Write the pages, with those of the project's own docs and what they show; gives how many briefings there are."""
    docs, config = folder / _DOCS, folder / CONFIG_FILE
    _clear(folder, docs, config)
    build = _build_of(project, site)
    _copy_docs(project, docs)
    for page in plain_pages(build, lambda uri: _own_text(project, uri)):
        write_whole(docs / page.path, page.text)
    for name in build.attached():
        if source := attachment(project, name):
            _copy(source, docs / MOUNT / name)
    write_whole(config, _MARK + plain_configuration(site, build.contents.views))
    return len(build.index.cards)


def _clear(folder: Path, docs: Path, config: Path) -> None:
    """Remove what was written before; raises `DatelineError` where something else is in the folder."""
    if config.is_file() and config.read_text(encoding="utf-8").startswith(_MARK):
        shutil.rmtree(docs, ignore_errors=True)
    elif folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise DatelineError(
            str(folder), "it is there already, and not from `dateline pages`", "name another folder"
        )
    write_whole(config, _MARK)  # so that a run that is broken off can be made again


def _build_of(project: Project, site: SiteConfiguration) -> SiteBuild:
    """What the briefings tell, with addresses that are those of Markdown files; what is wrong with them is said."""
    settings = project.settings
    ensure_cache(project)
    digests = FileDigests(project.cache)
    build = SiteBuild(lambda problem: say(render_text(problem)))
    check = ProjectCheck(project, digests=digests)
    build.read(
        project_briefings(project, digests), project.name(project.briefings), settings.publish, check, jobs=1
    )
    language = interface_language_of(site.language)
    urls = {card.path: plain_url(card.path) for card in build.index.cards}
    options = SiteOptions(site.name, site.address, INDEX, settings.latest, language, settings.aliases)
    build.gather(urls, options)
    for _, told in build.check(is_serving=False, is_strict=False):
        say(told)
    return build


def _own_text(project: Project, uri: str) -> str | None:
    """The text of a page of the project's own docs; the home page may be a README."""
    for name in (uri, *(("README.md",) if uri == INDEX else ())):
        path = project.docs / name
        if path.is_file():
            return read_text(path, project.name(path))
    return None


def _copy_docs(project: Project, docs: Path) -> None:
    for path in files_below(project.docs):
        if path != project.docs / "README.md":
            _copy(path, docs / path.relative_to(project.docs))


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
