"""The adapter to MkDocs: the plugin, generated pages, the theme.  No other package imports MkDocs."""
