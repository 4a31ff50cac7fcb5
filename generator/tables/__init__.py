"""The catalog as tables (.xlsx, .csv, .json) and back: what officials edit in Excel or WPS.

Out: a catalog or a view → `sheets.Book` → `xlsx`, `plain`. Back: a file → `reading` → grids → `matching` (our own
exports) or `foreign` (other people's lists) → edits → `planning` → YAML. Nothing here prints.
"""
