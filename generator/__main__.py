"""`python -m generator` is `jianguan`."""

from generator.entry import main

main()
