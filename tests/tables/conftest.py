"""Catalogs at random, workbooks edited as people edit them, and files as strangers make them."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
from hypothesis import strategies as st

from generator.catalog.load import load
from generator.catalog.model import Catalog
from generator.files import changing
from generator.opening import examine
from generator.tables.back.importing import Request, plan_import
from generator.tables.back.planning import Plan
from generator.tables.book import day, sheets
from generator.tables.book.tree import tree_of
from generator.tables.out import xlsx
from generator.tables.yaml import text as yaml_text
from generator.views import resolve
from tests.conftest import CATALOG, COMPILED, ITEM, NEW_LAW, OLD_LAW, PLAN, TinyCatalog

DAY = date(2026, 11, 23)


def write(plan: Plan, catalog: Path) -> None:
    """Carry a plan out, as the command does."""
    with changing(catalog) as change:
        plan.write(change)


HOSTILE = [
    "=1+1", "+86", "-5", "@某", "'=x", "''-y", "＝甲", "a: b", "x #y", "- 列", "yes", "5", "2020-01-01", "[甲]", "{a", "*星", "&甲", "!t",
    "多\n行\n\n尾", "制\t表", "“引”'单'\"双\"", "\u200f右至左", "😀表情", "\\n不是换行", "％", "# 井", "null", "~", "甲、乙；丙", "<b>&amp;</b>",
    "\u2028行", "\x85", "一" * 300, "0x1f", "1e5", "1:20", "...", "---",
]  # fmt: skip

_CHARACTERS = st.characters(
    exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff", include_characters="\n\t"
)
texts = (st.sampled_from(HOSTILE) | st.text(_CHARACTERS, max_size=30)).map(str.strip).filter(bool)
ids = st.from_regex(r"[a-z0-9][a-z0-9-]{0,8}", fullmatch=True)
days = st.dates(date(2020, 1, 1), date(2030, 1, 1)).map(date.isoformat)
marks = st.sampled_from(["待核实", "待核实到项", "形式效力待核实"])


def _record(required: dict[str, Any], optional: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(required, optional=optional)


sourced: dict[str, Any] = {"source": st.sampled_from([PLAN, COMPILED])}
loose: dict[str, Any] = {"status": marks, "note": texts}
reviews = _record({"by": texts, "on": days, "digest": st.from_regex(r"[0-9a-f]{12}", fullmatch=True)}, {})
dated_marks = st.lists(_record({"status": marks, "since": days}, {"note": texts}), max_size=2)
places = st.integers(1, 999).map(lambda n: f"第{n}条") | st.just("第三十三条第二款第（一）项")
cites = st.tuples(st.sampled_from(["某某安全法", "某某管理条例"]), places).map(lambda pair: f"《{pair[0]}》{pair[1]}")
statements = _record({"text": texts, **sourced}, {**loose, "as_printed": texts})
penalties = st.lists(
    _record({"cite": cites, "by": texts}, {"for": texts, "status": marks, "note": texts}), min_size=1, max_size=3
)
checks = _record(
    {
        "id": ids, "ask": texts, "how": st.lists(texts, min_size=1, max_size=3), "basis": cites,
        "duty_of": st.sampled_from(["enterprise", "authority"]),
        "penalty": st.sampled_from(["none", "unknown"]) | penalties, **sourced,
    },
    {**loose, "applies": texts, "from": days, "reviewed": reviews},
)  # fmt: skip
bases = _record(
    {"cite": cites, **sourced},
    {
        **loose, "from": days, "quote": texts, "marks": dated_marks, "reviewed": reviews,
        "acknowledged": _record({"reason": texts, "on": days}, {"by": texts}),
    },
)  # fmt: skip
items = _record(
    {"title": texts, "subject": texts, **sourced},
    {
        "aliases": st.lists(texts, max_size=2),
        "object": statements,
        "responsibility": statements,
        "bases": st.lists(bases, max_size=3, unique_by=lambda basis: basis["cite"]),
        "methods": _record(
            {"use": st.lists(st.just("double-random"), max_size=1), **sourced}, {**loose, "as_printed": texts}
        ),
        "sampling": _record({"ratio": st.sampled_from(["20%", "100%", "0.5%"]), **sourced}, loose),
        "lead": _record({"department": st.just("policy"), **sourced}, {**loose, "as_printed": texts}),
        "checks": st.lists(checks, max_size=3, unique_by=lambda check: check["id"]),
        "note": texts,
    },
)


def gists(successor: str) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Gists of a law whose articles live on in another law, of this name."""
    taken = places.map(lambda place: f"《{successor}》{place}")
    record = _record({"at": places, "text": texts, **sourced}, {**loose, "succeeded_by": taken})
    return st.lists(record, max_size=3, unique_by=lambda gist: gist["at"])


@st.composite
def catalogs(draw: st.DrawFn) -> dict[str, Any]:
    """File name → data of a sound catalog."""
    files: dict[str, Any] = {
        "catalog.yaml": {**copy.deepcopy(CATALOG), "feedback": draw(texts), "title": draw(texts)},
        "laws/old-law.yaml": {**copy.deepcopy(OLD_LAW), "gists": draw(gists("某某安全法")), "marks": draw(dated_marks)},
        "laws/new-law.yaml": {**copy.deepcopy(NEW_LAW), "gists": draw(gists("某某管理条例")), "note": draw(texts)},
        "methods.yaml": {
            "double-random": {"title": "双随机", "order": 1, "section": "四", "gist": draw(texts), "source": PLAN}
        },
        "departments.yaml": {"policy": {"name": "政策法规处", "role": draw(texts), "source": PLAN}},
        "spoken.yaml": draw(
            st.lists(
                _record({"said": texts, "written": st.lists(texts, min_size=1, max_size=2)}, {}),
                max_size=2,
                unique_by=lambda one: one["said"],
            )
        ),
        "terms.yaml": draw(st.lists(_record({"term": texts, "english": texts, "meaning": texts}, {}), max_size=2)),
    }
    files["catalog.yaml"]["abbreviations"] = draw(st.dictionaries(texts, texts, max_size=2))
    for number in range(1, draw(st.integers(1, 3)) + 1):
        files[f"items/{number:02d}-item.yaml"] = {"number": number, **draw(items)}
    return files


def write_catalog(folder: Path, files: dict[str, Any]) -> TinyCatalog:
    """A catalog folder of exactly these files."""
    tiny = TinyCatalog(folder)
    (folder / "items/01-trade.yaml").unlink()
    for name, data in files.items():
        tiny.text(name, yaml_text.document(data))
    return tiny


def full_export(folder: Path) -> bytes:
    """The full workbook of a catalog."""
    loaded = load(folder)
    assert loaded.catalog is not None, [str(problem) for problem in loaded.problems]
    return xlsx.workbook(sheets.full_book(loaded.catalog))


def day_export(folder: Path, on: date = DAY) -> bytes:
    """The workbook of a day."""
    base = examine(folder, on).sound
    return xlsx.workbook(day.day_book(resolve(base, on), base.catalog))


def edited(content: bytes, change: Callable[[openpyxl.Workbook], None]) -> bytes:
    """A workbook opened, changed and saved by another program."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    change(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def put(page: Any, row: int, column: int, text: str | None) -> None:
    """Type text into a cell as a person does into one of format text: it never becomes a formula."""
    cell = page.cell(row, column)
    cell.value = text
    if isinstance(text, str):
        cell.data_type = "s"


def cell(page: Any, head: str, row: int = 4) -> Any:
    """The cell below a heading of one of our own sheets."""
    column = next(c.column for c in page[3] if c.value == head)
    return page.cell(row, column)


def a_table(path: Path, rows: list[list[Any]], sheet: str = "清单") -> Path:
    """Somebody's list as .xlsx."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in rows:
        page.append(row)
    book.save(path)
    return path


def with_part(content: bytes, name: str, data: bytes) -> bytes:
    """A workbook with one part added or replaced."""
    source = zipfile.ZipFile(io.BytesIO(content))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            if entry.filename != name:
                target.writestr(entry, source.read(entry))
        target.writestr(name, data)
    return buffer.getvalue()


def planned(catalog: Path, content: bytes | Path, **request: Any) -> Plan:
    """The plan of importing a file."""
    path = content if isinstance(content, Path) else catalog.parent / "edited.xlsx"
    if isinstance(content, bytes):
        path.write_bytes(content)
    return plan_import(catalog, Request(path, **{"day": DAY, **request}))


def told(plan: Plan) -> str:
    """Everything found, as printed."""
    return "\n".join(map(str, plan.findings))


def values(folder: Path) -> dict[str, Any]:
    """What the tables hold of a catalog."""
    loaded = load(folder)
    assert loaded.catalog is not None, [str(problem) for problem in loaded.problems]
    return tree_of(loaded.catalog)


def item_of(catalog: Catalog) -> Any:
    """The only item."""
    (item,) = catalog.items
    return item


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Every file's content."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


__all__ = ["ITEM"]
