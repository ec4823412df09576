"""The articles of sources whose whole text a page shows: those that lie in the project's folder of seeds."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dateline.briefing.document import plain
from dateline.model.article import Article, BlockKind
from dateline.model.briefing import Source, TextShown
from dateline.model.problems import DatelineError
from dateline.project import files, seed_files
from dateline.project.cache import version_of
from dateline.project.files import Project

_SHOWN = {
    BlockKind.DEK: "dek",
    BlockKind.HEADING: "heading",
    BlockKind.PARAGRAPH: "paragraph",
    BlockKind.CAPTION: "caption",
}
"""What is shown of an article, each with what a page calls it: no bylines, credits, notes, nor what frames it."""


@dataclass(frozen=True, slots=True)
class ArticlePart:
    """A paragraph of an article, or another part of its text, as plain text."""

    kind: str
    """One of the values of `_SHOWN`."""
    text: str


Articles = Mapping[str, tuple[ArticlePart, ...]]
"""Articles by the paths of their seeds."""


class SourceArticles:
    """Reads the articles of a project's sources where a page shows them."""

    def __init__(self, project: Project) -> None:
        self._project, self._folder = project, project.seeds.resolve()

    def of(self, sources: Iterable[Source]) -> Articles:
        """The articles that are shown; one that can't be read is left out, and the check says why."""
        found = ((seed, self._parts_of(seed)) for seed in self._shown_in(sources))
        return {seed: parts for seed, parts in found if parts}

    def key(self, sources: Iterable[Source]) -> tuple[str, ...]:
        """What the articles rest on that are shown: their files, and the code that reads them."""
        digests = [
            files.digest_of_file(seed_files.seed_file(self._project, seed))
            for seed in self._shown_in(sources)
        ]
        return (version_of("check"), *digests) if digests else ()

    def _shown_in(self, sources: Iterable[Source]) -> Iterator[str]:
        """The seeds, below their folder, of the sources that are shown whole."""
        for source in sources:
            seed = source.seed if source.text is TextShown.FULL else None
            if seed and (self._project.root / seed).resolve().is_relative_to(self._folder):
                yield seed

    def _parts_of(self, seed: str) -> tuple[ArticlePart, ...]:
        try:
            return tuple(_parts_of(seed_files.article_named(self._project, seed)))
        except DatelineError:
            return ()


def _parts_of(article: Article) -> Iterator[ArticlePart]:
    for block in article.blocks:
        text = plain(article.slice(block.span)) if block.kind in _SHOWN else ""
        if text:
            yield ArticlePart(_SHOWN[block.kind], text)
