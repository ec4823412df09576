"""The site's search: a record for each page, dealt to shards, of which Pagefind makes indexes where something changed.

`search_records`, `shards`, `search_index` and `index_update` are these steps, in turn; `site_search` takes them at the
end of a build or while serving.  Nothing here knows MkDocs.  Pagefind makes static files that a browser asks in small
pieces, so that a query costs little more where there are five thousand briefings than where there are fifty
(docs/decisions/016-search.md and 035-search-in-shards.md).
"""
