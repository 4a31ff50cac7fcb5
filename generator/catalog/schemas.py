"""JSON Schemas of the catalog's files, for editors that check YAML while it is typed."""

from __future__ import annotations

import json

from pydantic import BaseModel

from generator.catalog.adjusting import Adjustment
from generator.catalog.documents import DocumentType
from generator.catalog.item import Item
from generator.catalog.model import AddedGist, CatalogInfo, Department, Law, Method, Spoken
from generator.catalog.notices import Notice

_WITHOUT_ID: dict[str, type[BaseModel]] = {
    "item": Item,
    "law": Law,
    "document": DocumentType,
    "notice": Notice,
    "adjustment": Adjustment,
}
_BY_ID: dict[str, type[BaseModel]] = {"departments": Department, "methods": Method}

_LISTS: dict[str, type[BaseModel]] = {"spoken": Spoken, "gists": AddedGist}


def schemas() -> dict[str, bytes]:
    """File name → content, UTF-8 JSON, the same for the same model."""
    found = {f"{name}.schema.json": _without_id(model) for name, model in _WITHOUT_ID.items()}
    for name, model in _BY_ID.items():
        record = _without_id(model)
        definitions = record.pop("$defs", {})
        found[f"{name}.schema.json"] = {"type": "object", "additionalProperties": record, "$defs": definitions}
    for name, model in _LISTS.items():
        record = model.model_json_schema(by_alias=True)
        found[f"{name}.schema.json"] = {"type": "array", "items": record}
    found["catalog.schema.json"] = CatalogInfo.model_json_schema(by_alias=True)
    return {name: (json.dumps(schema, ensure_ascii=False, indent=1) + "\n").encode() for name, schema in found.items()}


def _without_id(model: type[BaseModel]) -> dict[str, object]:
    """The schema of a record whose id is its file's name."""
    schema = model.model_json_schema(by_alias=True)
    schema["properties"].pop("id")
    schema["required"].remove("id")
    return schema
