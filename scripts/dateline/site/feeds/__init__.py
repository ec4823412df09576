"""Feeds of the newest briefings and corrections, with their full text, and sitemaps; nothing of MkDocs."""
