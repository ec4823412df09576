"""Dateline: news articles become a searchable site of sourced briefings.

Two halves meet in one Markdown file (`document`): `reading`, `nlp`, `briefing` and `workspace`
write it from a seed; `publish` builds the site from it.  `docs/decisions/` gives the reasons.
"""

__version__ = "0.1.0"
