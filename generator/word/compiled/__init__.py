"""Documents compiled: a type's layout filled once with marks, cut into constant text and slots, and filled from then on.

Filling, packing and reading back know only these pieces, so that Python and the page write the same bytes.
"""
