"""The site's search: what can be found (`records`), Pagefind's index of it (`engine`, `bundle`), and `serving`.

Nothing here knows MkDocs.  Pagefind makes static files that a browser asks in small pieces, so that a query costs
about the same whether there are fifty briefings or five thousand.
"""
