"""The local search index: entries come in, hits go out. A leaf: it imports nothing of the generator.

Only this package knows Whoosh. An index is a private cache of the process that built it: opening one in
any Whoosh runs what a crafted file in it says, so a folder that this package did not write, or that others
may write to, is refused.
"""

from search_index.builder import BuildReport, build
from search_index.entry import KINDS, Entry
from search_index.folder import IndexFolderError
from search_index.query import Hit, Index, entries, open_index

__all__ = ["KINDS", "BuildReport", "Entry", "Hit", "Index", "IndexFolderError", "build", "entries", "open_index"]
