"""Articles and annotations to a Briefing: pure selection, no disk, no spaCy."""
