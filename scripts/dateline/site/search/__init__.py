"""The site's search: a record for each page (`records`), Pagefind's index of them (`index`), and `serving`.

Nothing here knows MkDocs.  Pagefind makes static files that a browser asks in small pieces, so that a query costs
little more where there are five thousand briefings than where there are fifty (docs/decisions/016-search.md).
"""
