"""The search records as a script a page opened from a folder can load (file:// allows no fetch)."""

from __future__ import annotations

import json
from dataclasses import asdict

from generator.records import records
from generator.views import View


def script(view: View) -> str:
    """One assignment, a record a line, empty fields left out."""
    lines = [_json({key: value for key, value in asdict(record).items() if value}) for record in records(view)]
    abbreviations = _json(view.info.abbreviations)
    return f'self.jianguanRecords={{"abbreviations":{abbreviations},"records":[\n' + ",\n".join(lines) + "\n]};\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
