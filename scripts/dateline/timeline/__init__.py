"""Event mentions of several sources to one merged timeline, and the lines that deserve a place on it."""
