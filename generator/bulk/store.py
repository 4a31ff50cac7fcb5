"""What a run must remember of more rows than memory holds: rows grouped by unit, and the rows that were refused.

A private database in a work folder, gone when the run ends.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby
from types import TracebackType
from typing import Any

from generator.bulk.columns import Fault
from generator.bulk.errors import BulkError
from generator.bulk.naming import folded, safe_name
from generator.files import work_folder

_SCHEMA = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -16000; PRAGMA temp_store = FILE;
CREATE TABLE rows (unit TEXT, number INTEGER, cells TEXT);
CREATE TABLE units (first INTEGER PRIMARY KEY, unit TEXT, name TEXT);
CREATE TABLE names (folded TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE faults (number INTEGER, place TEXT, label TEXT, value TEXT, reason TEXT);
"""
_BATCH = 2_000
_LONGEST_VALUE = 1_000


class Store:
    """Rows and faults of one run. Raises BulkError where the temporary disk is full."""

    def __init__(self) -> None:
        self._folder = contextlib.ExitStack()
        folder = self._folder.enter_context(work_folder())
        self._database = sqlite3.connect(folder / "rows.sqlite", isolation_level=None)
        self._database.executescript(_SCHEMA)
        self._database.execute("BEGIN")
        self.faults = 0

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()
        self._folder.close()
        if isinstance(error, sqlite3.OperationalError):
            raise BulkError(f"临时文件写不了（{error}）；请在本用户缓存文件夹所在的磁盘腾出空间") from error

    def add_rows(self, rows: Iterable[tuple[str, int, Any]]) -> int:
        """Keep rows (unit, number, cells). Returns how many there are."""
        count = 0

        def kept() -> Iterator[tuple[str, int, str]]:
            nonlocal count
            for unit, number, cells in rows:
                count += 1
                yield unit.encode("utf-8", "replace").decode(), number, json.dumps(cells)

        self._database.executemany("INSERT INTO rows VALUES (?, ?, ?)", kept())
        self._database.execute("CREATE INDEX by_unit ON rows (unit, number)")
        return count

    def units(self) -> Iterator[tuple[str, Iterator[tuple[int, Any]]]]:
        """(file name, its rows) of each unit, in the order the units first come. Names differ in every file system."""
        found = self._database.execute("SELECT unit, MIN(number) FROM rows GROUP BY unit ORDER BY 2")
        while some := found.fetchmany(_BATCH):
            self._database.executemany("INSERT INTO units VALUES (?, ?, ?)", [
                (first, unit, self._free_name(safe_name(unit))) for unit, first in some
            ])  # fmt: skip
        read = self._database.execute(
            "SELECT units.name, rows.number, rows.cells FROM units CROSS JOIN rows ON rows.unit = units.unit "
            "ORDER BY units.first, rows.number"
        )
        for name, rows in groupby(read, key=lambda row: row[0]):
            yield name, ((number, json.loads(cells)) for _, number, cells in rows)

    def _free_name(self, name: str) -> str:
        free, again = name, 1
        while not self._database.execute("INSERT OR IGNORE INTO names VALUES (?)", (folded(free),)).rowcount:
            again += 1
            free = f"{name}~{again}"
        return free

    def add_faults(self, faults: Iterable[tuple[int, str, Fault]]) -> None:
        """Keep faults (row number, cell, fault)."""
        kept = [
            (number, cell, fault.label, fault.value[:_LONGEST_VALUE].encode("utf-8", "replace").decode(), fault.reason)
            for number, cell, fault in faults
        ]
        self.faults += len(kept)
        self._database.executemany("INSERT INTO faults VALUES (?, ?, ?, ?, ?)", kept)

    def refused(self) -> Iterator[tuple[int, str, str, str, str]]:
        """The faults in the order of the rows: row, cell, label, value, reason."""
        yield from self._database.execute("SELECT * FROM faults ORDER BY number, rowid")

    def refused_rows(self) -> int:
        """How many rows were refused."""
        return int(self._database.execute("SELECT COUNT(DISTINCT number) FROM faults").fetchone()[0])
