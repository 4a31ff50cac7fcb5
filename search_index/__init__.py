"""The local search index: entries come in, hits go out. A leaf: it imports nothing of the generator.

Only this package knows Whoosh. An index is bytes; it touches no file. No index can run code, but only one that is
proven to be what `build` made is right.
"""

from search_index.builder import BuildReport, build
from search_index.entry import Entry
from search_index.query import Hit, Index, entries, open_index
from search_index.stored import UnusableIndexError

__all__ = ["BuildReport", "Entry", "Hit", "Index", "UnusableIndexError", "build", "entries", "open_index"]
