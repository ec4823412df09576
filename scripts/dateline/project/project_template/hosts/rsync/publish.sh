#!/bin/sh
# Checks and builds the site, and copies it to a server of your own:
#   sh publish.sh you@example.org:/var/www/site/
# What is not in the site any more is deleted there, so the folder has
# to hold nothing else.
set -eu
target=${1:?name a folder, as you@example.org:/var/www/site/}
cd "$(dirname "$0")"
dateline check
dateline build
rsync --recursive --checksum --compress --delete-after site/ "$target"
