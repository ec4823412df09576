"""Which program builds the site: MkDocs, or ProperDocs, its maintained fork, which answers to MkDocs' name.

ProperDocs gives its own modules to whoever imports MkDocs', but logs under its own name.
"""

import logging

import mkdocs

ENGINE = f"{mkdocs.__name__} {mkdocs.__version__}"
"""The program and its version: pages name it."""
LOGGER = logging.getLogger(mkdocs.__name__)
"""The logger above those of the program and of its plugins."""
