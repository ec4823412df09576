"""Dateline: news articles become a searchable site of sourced briefings.

Two halves meet in one Markdown file (`briefing`): `formats`, `layout`, `extract`, `timeline`, `compose`, `merge` and
`project` write it from a seed; `site` and `mkdocs` build the site from it.  docs/architecture.md shows the way
of the data.
"""

__version__ = "0.1.0"
