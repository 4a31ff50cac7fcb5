"""Out and back: nothing is lost, and only what was edited changes."""

from __future__ import annotations

import copy
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from generator.catalog.load import load
from generator.tables.book import sheets, spec
from generator.tables.book.codecs import TEXT
from generator.tables.book.tree import paths_of, rows_of, tree_of
from tests.amounts import amount
from tests.conftest import REPOSITORY, TinyCatalog
from tests.tables.conftest import (
    bytes_of,
    catalogs,
    day_export,
    edited,
    full_export,
    planned,
    put,
    texts,
    told,
    values,
    write,
    write_catalog,
)

some = settings(
    max_examples=amount(10, 200),
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@some
@given(catalogs())
def test_a_full_export_makes_the_same_catalog_in_an_empty_folder(files: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as name:
        tiny = write_catalog(Path(name) / "catalog", files)
        empty = Path(name) / "empty"
        plan = planned(empty, _saved(Path(name), full_export(tiny.folder)))
        assert not plan.errors, told(plan)
        empty.mkdir()
        write(plan, empty)
        assert values(empty) == values(tiny.folder)


@some
@given(catalogs(), catalogs())
def test_a_full_export_makes_another_catalog_the_same(files: dict[str, Any], others: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as name:
        tiny = write_catalog(Path(name) / "catalog", files)
        other = write_catalog(Path(name) / "other", others)
        content = edited(full_export(tiny.folder), lambda book: book.remove(book["jianguan"]))
        plan = planned(other.folder, _saved(Path(name), content), remove_missing=True)
        assert not plan.errors, told(plan)
        write(plan, other.folder)
        assert _unordered(values(other.folder)) == _unordered(values(tiny.folder))


@some
@given(catalogs())
def test_exports_that_come_back_unchanged_change_nothing(files: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as name:
        tiny = write_catalog(Path(name) / "catalog", files)
        for export in (full_export, day_export):
            plan = planned(tiny.folder, _saved(Path(name), export(tiny.folder)))
            assert (plan.edits, plan.files, plan.findings) == ([], {}, []), told(plan)


@some
@given(catalogs(), st.data())
def test_edited_cells_change_exactly_their_values(files: dict[str, Any], data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as name:
        tiny = write_catalog(Path(name) / "catalog", files)
        catalog = load(tiny.folder).catalog
        assert catalog is not None
        cells = [
            (sheet, number, index, key)
            for sheet in sheets.full_book(catalog).sheets
            for number, (key, row) in enumerate(sheet.rows)
            for index, column in enumerate(sheet.columns)
            if row[index] is not None and column.column is not None and _is_free(sheet.table, column.column)
        ]
        chosen = data.draw(
            st.lists(st.sampled_from(cells), min_size=1, max_size=4, unique_by=lambda c: (c[0].name, c[1:3]))
        )
        typed = [data.draw(texts.filter(lambda text: "_x" not in text)) for _ in chosen]
        wanted = copy.deepcopy(tree_of(catalog))
        touched: set[str] = set()

        def change(book: Any) -> None:
            for (sheet, number, index, key), text in zip(chosen, typed, strict=True):
                put(book[sheet.name], number + 4, index + 1, text)
                column = sheet.columns[index].column
                assert column is not None
                element = _set(wanted, sheet.table, key, column, text)
                found = (f for f, _, data in paths_of(wanted, sheet.table) if data is element)
                touched.update(found if column.path else ["catalog.yaml"])

        content = edited(full_export(tiny.folder), change)
        before = bytes_of(tiny.folder)
        plan = planned(tiny.folder, _saved(Path(name), content))
        assert not plan.errors, told(plan)
        write(plan, tiny.folder)
        assert values(tiny.folder) == wanted
        after = bytes_of(tiny.folder)
        assert {file for file in after if after[file] != before[file]} <= touched


def test_the_shipped_catalog_comes_back_unchanged() -> None:
    for export in (full_export, day_export):
        with tempfile.TemporaryDirectory() as name:
            plan = planned(REPOSITORY / "catalog", _saved(Path(name), export(REPOSITORY / "catalog")))
            assert (plan.edits, plan.files, plan.findings) == ([], {}, [])


def test_the_shipped_catalog_makes_the_same_one_in_an_empty_folder(tmp_path: Path) -> None:
    plan = planned(tmp_path / "empty", _saved(tmp_path, full_export(REPOSITORY / "catalog")))
    assert not plan.errors, told(plan)
    (tmp_path / "empty").mkdir()
    write(plan, tmp_path / "empty")
    assert values(tmp_path / "empty") == values(REPOSITORY / "catalog")


def test_every_value_of_the_models_has_a_column() -> None:
    """A field added to the model and forgotten here would be lost on the way."""
    from generator.catalog import item, model, value_types

    held = {
        item.Item: (spec.ITEMS, {"id", "bases", "checks"}),
        item.Basis: (spec.BASES, {"marks"}),
        value_types.DatedMark: (spec.BASIS_MARKS, set()),
        item.Check: (spec.CHECKS, {"id"}),
        item.Penalty: (spec.PENALTIES, set()),
        model.Law: (spec.LAWS, {"id", "versions", "marks", "gists"}),
        model.Version: (spec.VERSIONS, set()),
        model.Gist: (spec.GISTS, set()),
        model.AddedGist: (spec.ADDED_GISTS, set()),
        model.Department: (spec.DEPARTMENTS, {"id"}),
        model.Method: (spec.METHODS, {"id"}),
        model.CatalogInfo: (spec.CATALOG, {"sources", "abbreviations", "texts", "fonts"}),
        model.Source: (spec.SOURCES, set()),
        model.TextSource: (spec.TEXT_SOURCES, set()),
        model.Term: (spec.TERMS, set()),
        model.Spoken: (spec.SPOKEN, set()),
        model.LinkReview: (spec.LINK_REVIEWS, set()),
        model.QuotationRecord: (spec.COMPARISONS, set()),
        model.ClaimRecord: (spec.CLAIM_RECORDS, set()),
    }
    for record, (table, elsewhere) in held.items():
        fields = {info.alias or name for name, info in record.model_fields.items()}
        assert fields == {column.path[0] for column in table.columns} | elsewhere, record


@pytest.mark.parametrize("table", spec.FULL, ids=lambda table: table.name)
def test_headings_of_a_table_are_distinct(table: spec.Table) -> None:
    heads = [level.head for level in table.key_levels] + [column.head for column in table.columns]
    assert len(set(heads)) == len(heads)


def _saved(folder: Path, content: bytes) -> Path:
    path = folder / "表.xlsx"
    path.write_bytes(content)
    return path


def _unordered(tree: dict[str, Any]) -> dict[str, Any]:
    """Records by id have no order of their own; an import moves no check that is there already."""
    found = {
        name: dict(sorted(held.items())) if isinstance(held, dict) and name != "catalog" else held
        for name, held in tree.items()
    }
    items = {
        name: {**item, "checks": sorted(item["checks"], key=lambda check: str(check["id"]))}
        if "checks" in item
        else item
        for name, item in found.get("items", {}).items()
    }
    return {**found, "items": items}


def _is_free(table: spec.Table, column: spec.Column) -> bool:
    """Whether any text may stand in a column: not the names other records refer to."""
    last = column.path[-1] if column.path else ""
    named = table in (spec.LAWS, spec.SOURCES, spec.METHODS, spec.DEPARTMENTS) and last in ("title", "name")
    return column.codec is TEXT and not named and last not in ("source", "at", "plan", "short", "issuer")


def _set(tree: dict[str, Any], table: spec.Table, key: spec.Key, column: spec.Column, text: str) -> Any:
    """Set the value in the expected data; returns the row's element."""
    if not column.path:
        tree["catalog"]["abbreviations"][key[-1]] = text
        return text
    element = found = dict(rows_of(tree, table))[key]
    for part in column.path[:-1]:
        found = found[part]
    found[column.path[-1]] = text
    return element


def test_comments_and_order_of_a_file_stay(tiny: TinyCatalog) -> None:
    text = (tiny.folder / "items/01-trade.yaml").read_text(encoding="utf-8")
    text = "# 头注\n" + text.replace("number: 1\n", "number: 1  # 序号\n").replace("bases:\n", "\n# 依据\nbases:\n")
    tiny.text("items/01-trade.yaml", text)

    def change(book: Any) -> None:
        put(book["监管事项清单"], 4, 2, "对某某的监管")
        put(book["监管事项清单"], 4, 7, "30%")

    plan = planned(tiny.folder, edited(day_export(tiny.folder), change))
    write(plan, tiny.folder)
    wanted = text.replace("title: 对某某经营的监管", "title: 对某某的监管").replace("ratio: 20%", 'ratio: "30%"')
    assert (tiny.folder / "items/01-trade.yaml").read_text(encoding="utf-8") == wanted
