"""Pelican's settings: the briefings as articles, with lists and a page for each topic and name."""

SITENAME = "The Invented Desk"
SITEURL = ""
PATH = "content"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
THEME = "simple"
DEFAULT_PAGINATION = 50
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
MARKDOWN: dict[str, object] = {
    "extension_configs": {name: {} for name in ("admonition", "attr_list", "footnotes", "meta")}
}
