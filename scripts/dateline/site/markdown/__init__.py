"""Python-Markdown: the extension that renders a briefing's timeline, quotes and evidence."""
