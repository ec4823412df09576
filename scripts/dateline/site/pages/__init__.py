"""Following a story: pages of topics, people, organisations, places and publishers, the timeline, the archive.

    Index -> register (who and what, in which briefings) -> timelines (one merge) -> pages (views, ready to show)

Everything is built from the index in one pass each, so the work grows in step with the number of briefings.
Knows nothing of MkDocs and reads no disk.
"""
