"""The generator: one catalog, dated law, four outputs.

Data comes in at `catalog.load`, is resolved for a day in `views`, and goes out through `site`, `word`
and `search`. Imports go down only; the contract stands in pyproject.toml.
"""
