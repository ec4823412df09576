"""A parser for the HTML that stands in a briefing's Markdown, which takes no text for an error."""

import re
from html.parser import HTMLParser

_EMPTY_COMMENT = re.compile("<!--?-?>")


class HtmlInMarkdown(HTMLParser):
    """Reads HTML as browsers do where versions of Python differ, or raise: `<!-->` and `<![x` are comments."""

    def parse_comment(self, i: int, report: bool = True) -> int:
        """Read a comment; one that ends where it begins is whole."""
        empty = _EMPTY_COMMENT.match(self.rawdata, i)
        if empty is None:
            return super().parse_comment(i, report)
        self.handle_comment("")
        return empty.end()

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """Read what XML has, and HTML takes for a comment up to the next bracket."""
        return self.parse_bogus_comment(i, report)
