"""Cards: the pictures that are shown of pages where their addresses are shared."""
