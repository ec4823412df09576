"""All pages that are made from the briefings: those of topics, names and years, the home page, a briefing's own.

    Index -> name index (who and what, in which briefings) -> merged timelines -> pages (views, ready to show)

Knows nothing of MkDocs and reads no disk.
"""
