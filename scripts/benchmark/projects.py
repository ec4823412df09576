"""Projects of invented briefings, as users have them: seeds, briefings and their copies, pages, settings."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from pathlib import Path

from benchmark.articles import Article, Reporter
from benchmark.briefings import Editor, SourceText
from benchmark.stories import News, World
from dateline.briefing import document
from dateline.project.files import briefing_name, slug_of

_REVIEWED = 0.4
"""The share of briefings that an editor has reviewed."""
_SEEDS, _INBOX = "seeds", "inbox"
"""Where seeds lie: those of finished briefings elsewhere than new ones, so that no build converts them again."""
_CONFIG = """\
site_name: The Invented Desk
site_url: https://invented-desk.example/
theme: material
plugins:
  - dateline:
      seeds_dir: {seeds}
      feeds: site
      exports: topics
      cards: site
nav:
  - Home: index.md
  - Topics: topics/index.md
  - Timeline: timeline/index.md
  - Quotes: quotes/index.md
  - People: people/index.md
  - Organisations: organisations/index.md
  - Places: places/index.md
  - Sources: sources/index.md
  - Archive: archive/index.md
  - About: about.md
"""
_PAGES = {
    "index.md": "---\ntemplate: home.html\nhide: [navigation, toc]\n---\n\n# The news, with its sources\n\n"
    "All news on these pages is invented: no person, place or outlet of it exists.\n",
    "about.md": "# About these pages\n\nThey are made to measure how fast a site of many briefings is built.\n",
}


@dataclass(frozen=True, slots=True)
class _Reported:
    """Some news with the articles about it, and where these lie as seeds."""

    name: str
    """The file name of its briefing."""
    news: News
    articles: Sequence[Article]
    is_reviewed: bool

    @property
    def seeds(self) -> Sequence[str]:
        """A file, or a folder of them: the paths of the articles in the project."""
        stem = self.name.removesuffix(".md")
        if len(self.articles) == 1:
            return [f"{_SEEDS}/{stem}.txt"]
        return [f"{_SEEDS}/{stem}/{slug_of(article.outlet)}.txt" for article in self.articles]


def make_project(folder: Path, count: int, seed: int = 18) -> None:
    """Fill a folder with a project of so many briefings; fewer of a seed are the first ones of more."""
    _write_frame(folder, _INBOX)
    for reported in islice(_reports(World(seed)), count):
        briefing, draft = _texts(folder, reported)
        _write(folder / "briefings" / reported.name, briefing)
        _write(folder / ".dateline" / "base" / reported.name, draft)
        if reported.is_reviewed:
            _write(folder / ".dateline" / "reviewed" / reported.name, briefing)


def make_seeds(folder: Path, count: int, seed: int = 18) -> None:
    """Fill a folder with a project of so many seeds, each an article of news of its own, and no briefings."""
    _write_frame(folder, _SEEDS)
    for reported in islice(_reports(World(seed)), count):
        _write(folder / _SEEDS / f"{reported.name.removesuffix('.md')}.txt", reported.articles[0].text())


def _write_frame(folder: Path, seeds: str) -> None:
    """The settings and the site's own pages."""
    (folder / seeds).mkdir(parents=True)
    _write(folder / "mkdocs.yml", _CONFIG.format(seeds=seeds))
    for page, text in _PAGES.items():
        _write(folder / "docs" / page, text)


def _reports(world: World) -> Iterator[_Reported]:
    taken: Counter[str] = Counter()
    dice = world.dice
    for news in world.news():
        story = news.story
        planned = story.plans(dice, news.day, dice.randint(1, 2))
        past = story.past(dice, news.day, dice.randint(1, 2))
        articles = [Reporter(world, news, outlet).article(planned, past) for outlet in news.outlets]
        name = briefing_name(articles[0].headline, str(news.day), "")
        taken[name] += 1
        if taken[name] > 1:
            name = f"{name.removesuffix('.md')}-{taken[name]}.md"
        yield _Reported(name, news, articles, dice.random() < _REVIEWED)


def _texts(folder: Path, reported: _Reported) -> tuple[str, str]:
    """The texts of a briefing as it stands and as it was drafted; its seeds are written."""
    sources = []
    for path, article in zip(reported.seeds, reported.articles, strict=True):
        text = article.text()
        _write(folder / path, text)
        sources.append(SourceText(article, path, hashlib.sha256(text.encode()).hexdigest()))
    draft = document.write(Editor(sources, reported.news.story).briefing())
    if not reported.is_reviewed:
        return draft, draft
    day = reported.news.day + timedelta(days=1)
    # what `dateline review` sets, without reading the YAML again
    front, fence, body = draft.replace("\nstatus: draft\n", "\nstatus: reviewed\n", 1).partition("\n---\n")
    return f"{front}\nreviewed: {day}{fence}{body}", draft


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
