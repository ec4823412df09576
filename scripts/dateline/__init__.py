"""Dateline: news articles become a searchable site of sourced briefings.

Two halves meet in one Markdown file (`briefing`): `formats`, `layout`, `extract`, `timeline`, `compose`, `merge` and
`project` write it from a seed; `site` and `mkdocs` build the site from it.  docs/architecture.md shows the way
of the data.
"""

import os
import sys

__version__ = "0.1.0"

if "numpy" not in sys.modules:  # which reads this when it is imported
    # One thread a process: the work is shared among processes, and the number of cores plays no part in results.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
