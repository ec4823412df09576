"""What dateparser takes to find the dates in the articles of a folder."""

import sys
from pathlib import Path

from dateparser.search import search_dates

texts = [path.read_text(encoding="utf-8") for path in sorted(Path(sys.argv[1]).iterdir())]
print(sum(len(search_dates(text, languages=["en"]) or ()) for text in texts), "dates")
