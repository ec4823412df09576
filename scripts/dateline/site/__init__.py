"""Markdown to the site: cards, index, pages.  No spaCy; MkDocs only in `plugin`."""
