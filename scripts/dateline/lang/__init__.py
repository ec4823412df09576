"""What is known of languages: word lists, tables and patterns, a folder for each language (ISO 639-1)."""
