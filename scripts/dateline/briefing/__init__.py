"""The briefing file: a lossless parser and writer, its front matter, schema and corrections."""
