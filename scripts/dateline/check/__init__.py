"""Checks of briefings against their seeds, the schema and each other."""
