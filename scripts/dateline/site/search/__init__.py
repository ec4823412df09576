"""The site's search: what can be found (`records`), Pagefind's index of it (`engine` to `rewriting`), and `serving`.

Nothing here knows MkDocs.  Pagefind makes static files that a browser asks in small pieces, so that a query costs
little more where there are five thousand briefings than where there are fifty (docs/decisions/016-search.md).
"""
