"""`python -m generator` is `jianguan`."""

from generator.cli import main

main()
