"""Bytes of a seed to an Article: encodings, formats, parts of the article."""
