"""The pages of a site as plain Markdown, for tools that know nothing of Dateline: templates, and what they call."""
