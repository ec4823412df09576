#!/usr/bin/env python3
"""The preprocessing script: seeds to briefings, the same as `dateline convert`."""

import sys

from dateline.cli import main

if __name__ == "__main__":
    sys.exit(main(["convert", *sys.argv[1:]]))
