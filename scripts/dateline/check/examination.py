"""All rules of the check, and the examination of one briefing by them, or of all briefings together.

A rule is a row of a table: to add one, write its function in `rules/`, a row here and a case in
`tests/test_check_mutations.py`.  Nothing here reads a disk: seeds come through a callable.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.briefing import document, schema
from dateline.briefing.conflict_markers import marker_lines
from dateline.briefing.corrections import anchor_of, check_corrections, corrections_of
from dateline.briefing.document import seeds_named
from dateline.briefing.front_matter import unified
from dateline.check import markdown
from dateline.check.cited_seeds import ReadSeed, SeedText, read_cited_seeds
from dateline.check.records import CheckedFile, CheckSettings, Findings, Outline, PlacedText, Read, parse_file
from dateline.check.rules import (
    cited_places,
    claims,
    date_basis,
    date_order,
    duplicates,
    evidence,
    footnotes,
    formatting,
    links,
    quote_boxes,
    raw_html,
    withheld_words,
)
from dateline.model.briefing import Briefing
from dateline.model.problems import DatelineError, Problem, error, in_order

__all__ = [
    "RULES",
    "CheckRule",
    "CheckSettings",
    "Findings",
    "Outline",
    "PlacedText",
    "ReadSeed",
    "SeedText",
    "compare_briefings",
    "examine",
    "outline_of",
]


@dataclass(frozen=True, slots=True)
class CheckRule:
    """One thing that the check finds in a briefing: its name, an example, and the function that finds it."""

    name: str
    example: str
    find: Callable[[CheckedFile], Iterable[Problem]]


RULES = (
    CheckRule("seeds", "a seed that is gone, or has changed", lambda checked: checked.seeds.problems),
    CheckRule("schema", "titel: Gate fails", lambda checked: schema.validate(checked.front, checked.name)),
    # --- the proof
    CheckRule("footnotes without seeds", "no source names a seed", evidence.footnotes_without_seeds),
    CheckRule("altered quotes", "“The dam is leaking” for “The dam is standing”", evidence.altered_quotes),
    CheckRule("altered evidence", "[^p]: Bell: “It snowed.” for “It rained.”", evidence.altered_evidence),
    CheckRule(
        "unknown sources", "[^p]: Bell (s9): …, where there are s1 and s2", cited_places.unknown_sources
    ),
    CheckRule("misplaced sentences", "“paragraph 2” for paragraph 3", cited_places.misplaced_sentences),
    CheckRule("unproved numbers", "“32 people” over “22 people”", claims.unproved_numbers),
    CheckRule("unproved days", "“on Friday” over “on Thursday”", claims.unproved_days),
    CheckRule("unproved names", "“Ana Vell” over seeds that name Bo Strand alone", claims.unproved_names),
    CheckRule(
        "withheld words",
        "ten words of a source with text: none as a key point",
        withheld_words.withheld_words,
    ),
    # --- dates
    CheckRule("unnamed dates", "1961-04 over “(1961-05: date stated)”", date_basis.unnamed_dates),
    CheckRule("contradicted dates", "2031-05-12 over “on May 11”", date_basis.contradicted_dates),
    CheckRule("invalid dates", "- 2031-02-30 — …", date_order.invalid_dates),
    CheckRule("unordered lines", "2031-05-14 above 2031-05-13", date_order.unordered_lines),
    CheckRule("misspelt statuses", "- 2031-05-15 (planed) — …", date_order.misspelt_statuses),
    CheckRule("early reviews", "reviewed: 2031-05-11 for date: 2031-05-12", date_order.early_reviews),
    CheckRule(
        "future events", "2031-05-15 without (planned), in a briefing of May 13", date_order.future_events
    ),
    CheckRule("future quotes", '"Ola Arnaud (2031-05-15)", likewise', date_order.future_quotes),
    # --- the form
    CheckRule(
        "items without evidence", "- 2031-03 — Arnaud warns the board.", footnotes.items_without_evidence
    ),
    CheckRule("undefined footnotes", "It rained.[^p] without a line [^p]: …", footnotes.undefined_footnotes),
    CheckRule("repeated footnotes", "two lines [^p]: …", footnotes.repeated_footnotes),
    CheckRule("empty footnotes", "[^s1-3]: Bell, paragraph 3", footnotes.empty_footnotes),
    CheckRule("unused footnotes", "[^p]: … without [^p] above", footnotes.unused_footnotes),
    CheckRule("misspelt headings", "## Key qoutes", formatting.misspelt_headings),
    CheckRule("items in code", "an item between two lines ```", formatting.items_in_code),
    CheckRule("escaped footnotes", r"\[^s1-4\]: Bell, paragraph 4", formatting.escaped_footnotes),
    CheckRule("raw HTML", "<iframe src=…>", raw_html.raw_html),
    CheckRule("running links", "[the dam](javascript:alert(1))", raw_html.running_links),
    CheckRule("unopened boxes", '!! quote "Ola Arnaud"', quote_boxes.unopened_boxes),
    CheckRule("incomplete boxes", '!!! quote ""', quote_boxes.incomplete_boxes),
    CheckRule(
        "corrections",
        "a quote changed after the review, without a correction",
        lambda checked: check_corrections(checked.document, checked.reviewed, checked.name),
    ),
)
"""What is looked for in one briefing that can be read; `_conflict_markers` in any file."""


def examine(
    text: str,
    file: str,
    read_seed: ReadSeed,
    settings: CheckSettings = CheckSettings(),  # noqa: B008 -- frozen
    reviewed: str | None = None,
    rules: Sequence[CheckRule] = RULES,
    read: Read = document.read,
) -> Findings:
    """Everything that is wrong or doubtful in one briefing file, in order of its lines, and the file's outline.

    `reviewed` is the text of the version that a person last reviewed, where it was kept.  `read` parses the
    file, or knows what it parses to.
    """
    markers = tuple(_conflict_markers(text, file))
    try:
        checked = parse_file(text, file, read)
        before = None if reviewed is None else _reviewed(reviewed, checked, text, file)
    except DatelineError as reason:
        return Findings(markers or (reason.problem,))
    if not checked.front.values:
        return Findings((*markers, formatting.no_front_matter(text, file)))
    seeds = read_cited_seeds(checked.front, file, read_seed, settings.has_seeds)
    checked = replace(checked, seeds=seeds, settings=settings, reviewed=before)
    found = (problem for rule in rules for problem in rule.find(checked))
    return Findings(in_order((*markers, *found)), _outline(checked))


def _reviewed(reviewed: str, checked: CheckedFile, text: str, file: str) -> Briefing:
    """The version that was reviewed last: most often the one that is there."""
    return checked.briefing if reviewed == text else document.read(reviewed, file).briefing


def outline_of(text: str, file: str) -> Outline:
    """What a file tells that other files have to agree with; nothing where it can't be read."""
    try:
        return _outline(parse_file(text, file))
    except DatelineError:
        return Outline()


def compare_briefings(
    outlines: Mapping[str, Outline], folder: str, find_anchors: links.FindAnchors
) -> Iterator[Problem]:
    """What is wrong between all briefings of a project, by their paths below their folder; linear in their number."""
    by_name = {f"{folder}/{path}": outline for path, outline in outlines.items()}
    yield from duplicates.misspelt_topics(by_name)
    yield from duplicates.shared_seeds(by_name)
    yield from links.dead_links(outlines, folder, find_anchors)


def _conflict_markers(text: str, file: str) -> Iterator[Problem]:
    """What git left where two people's branches did not fit: a page would show it, and both sides."""
    for line in marker_lines(markdown.without_fences(unified(text))):
        hint = "choose between the two sides and take the markers out"
        yield error(file, line, "git left its conflict markers here", hint)


def _outline(checked: CheckedFile) -> Outline:
    front = checked.front
    topics = front.values.get("topics")
    named = [(("topics", n), topic) for n, topic in enumerate(topics if isinstance(topics, list) else ())]
    seeds = [(("sources", n, "seed"), path) for n, _, path in seeds_named(front.values)]
    return Outline(
        tuple(_placed(checked, *path, text=text) for path, text in named if isinstance(text, str) and text),
        tuple(_placed(checked, *path, text=text) for path, text in seeds),
        markdown.links_in(front.body, checked.lines),
        (*markdown.anchors_in(front.body), *map(anchor_of, corrections_of(front.values))),
    )


def _placed(checked: CheckedFile, *path: str | int, text: str) -> PlacedText:
    """A text of the front matter with its place."""
    place = checked.front.place(*path)
    return PlacedText(text, place.line, place.column)
