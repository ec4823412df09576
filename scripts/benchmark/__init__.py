"""Invented projects of any size, and Dateline measured on them beside other tools; no part of the package.

python -m benchmark make 1000 FOLDER         a project of a thousand briefings, with their seeds
python -m benchmark make 1000 FOLDER --seeds  a project of a thousand seeds, to convert
"""
