"""Filling a blank for every row of a table: streamed, in processes or on a cluster, resumable, the same bytes each time."""

from generator.bulk.errors import BulkError
from generator.bulk.run import Options, Summary, fill_rows

__all__ = ["BulkError", "Options", "Summary", "fill_rows"]
