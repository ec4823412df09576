"""Which line of a text is what: headline, byline, dateline, caption, paragraph, boilerplate."""
