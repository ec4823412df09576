"""What stands in briefings, held against their seeds, the schema and each other.

    examine   one file: the proof word for word, the schema, dates, footnotes
    compare   all files: topics, links, two briefings from one seed

Nothing here reads a disk: seeds and pages come through callables.
"""

from collections.abc import Iterator, Mapping

from dateline.briefing import document, schema
from dateline.briefing.conflict_markers import marker_lines
from dateline.briefing.corrections import anchor_of, check_corrections, corrections_of
from dateline.briefing.document import Document, seeds_named
from dateline.briefing.front_matter import unified
from dateline.check import markdown
from dateline.check.records import Findings, Mention, Outline, Page, ReadSeed, Rules, SeedText, page_of
from dateline.check.rules import (
    cited_places,
    claims,
    date_basis,
    date_order,
    evidence,
    footnotes,
    formatter_damage,
    headings,
    links,
    quote_boxes,
    topic_spelling,
)
from dateline.model.problems import DatelineError, Problem, error, in_order, warning

__all__ = [
    "Findings",
    "Mention",
    "Outline",
    "ReadSeed",
    "Rules",
    "SeedText",
    "compare",
    "examine",
    "outline_of",
]


def examine(
    text: str,
    file: str,
    read_seed: ReadSeed,
    rules: Rules = Rules(),  # noqa: B008 -- frozen
    reviewed: str | None = None,
) -> Findings:
    """Everything that is wrong or doubtful in one briefing file, in order of its lines, and the file's outline.

    `reviewed` is the text of the version that a person last reviewed, where it was kept.
    """
    torn = tuple(_torn(text, file))
    try:
        page = page_of(text, file)
        before = None if reviewed is None else document.read(reviewed, file).briefing
    except DatelineError as reason:
        return Findings(torn or (reason.problem,))
    found = page.document
    if not found.front.values:
        return Findings((*torn, formatter_damage.without_front_matter(text, file)))
    seeds, unread = evidence.seeds_of(page, read_seed, rules)
    problems = (
        *torn,
        *unread,
        *schema.validate(found.front, file),
        *evidence.unproved(page, seeds, rules),
        *cited_places.misled(page, seeds),
        *claims.unheld(page, seeds),
        *date_basis.contradicted(page, seeds),
        *date_order.misdated(page),
        *footnotes.misplaced(page, rules),
        *headings.nearly_ours(page),
        *quote_boxes.broken_boxes(page),
        *formatter_damage.damaged(page),
        *check_corrections(found, before, file),
    )
    return Findings(in_order(problems), _outline(page))


def outline_of(text: str, file: str) -> Outline:
    """What a file tells that other files have to agree with; nothing where it can't be read."""
    try:
        return _outline(page_of(text, file))
    except DatelineError:
        return Outline()


def compare(outlines: Mapping[str, Outline], folder: str, docs: links.Anchors) -> Iterator[Problem]:
    """What is wrong between all briefings of a project, by their paths below their folder; linear in their number."""
    site = links.site_of(outlines, docs)
    named = {f"{folder}/{path}": outline for path, outline in outlines.items()}
    yield from topic_spelling.doubtful_topics(named)
    yield from _twins(named)
    for path in outlines:
        yield from links.dead_links(path, f"{folder}/{path}", site)


def _torn(text: str, file: str) -> Iterator[Problem]:
    """What git left where two people's branches did not fit: a page would show it, and both sides."""
    for line in marker_lines(markdown.without_fences(unified(text))):
        hint = "choose between the two sides and take the markers out"
        yield error(file, line, "git left its conflict markers here", hint)


def _outline(page: Page) -> Outline:
    front, body = page.document.front, page.document.front.body
    return Outline(
        topics=tuple(_topics(page.document)),
        seeds=tuple(
            Mention(path, place.line, place.column)
            for index, _, path in seeds_named(front.values)
            for place in [front.place("sources", index, "seed")]
        ),
        links=markdown.links_in(body, page.lines),
        anchors=(*markdown.anchors_in(body), *map(anchor_of, corrections_of(front.values))),
    )


def _topics(found: Document) -> Iterator[Mention]:
    listed = found.front.values.get("topics")
    for index, topic in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(topic, str) and topic:
            place = found.front.place("topics", index)
            yield Mention(topic, place.line, place.column)


def _twins(outlines: Mapping[str, Outline]) -> Iterator[Problem]:
    """Briefings that name a seed which another one names: `dateline convert` follows the first by name."""
    first: dict[str, str] = {}
    for file, outline in sorted(outlines.items()):
        for seed in outline.seeds:
            other = first.setdefault(seed.text, file)
            if other != file:
                message = f"the seed {seed.text} has a briefing already: {other}"
                hint = "merge the two, or take the seed out of one"
                yield warning(file, seed.line, message, hint, seed.column)
