"""Seed bytes to an Article: encodings, formats, blocks.  No spaCy, no disk."""
