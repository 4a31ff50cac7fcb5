"""Law: how a statute is cited, numbered and dated.

Lowest layer of the generator: it knows nothing of the catalog that cites it.
"""
