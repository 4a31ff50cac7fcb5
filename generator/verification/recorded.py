"""What the commands record in the catalog: comparisons of quotations, reviews of links.

These two files are written by commands only (and by nobody's hand), so that what a keeper writes is
never rewritten; they are sorted, so that git shows just what came and went.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from generator.catalog.model import ClaimRecord, LinkReview, QuotationRecord
from generator.files import Change

Record = TypeVar("Record", QuotationRecord, ClaimRecord)

_COMPARISONS = "# 引文与条文的比对记录：由 jianguan law verify --record 写入，不要手改\n"
_CLAIMS = "# 文书用语与条文的核对记录：由 jianguan law verify --record 写入，不要手改\n"
_REVIEWS = "# 条文复核记录：由 jianguan law review 写入，不要手改\n"


def put_comparisons(change: Change, old: Iterable[QuotationRecord], new: Iterable[QuotationRecord]) -> int:
    """Have comparisons.yaml written: new records replace old ones of the same quotation and version. Returns how many are new."""

    def key(record: QuotationRecord) -> Any:
        return record.item, record.cite, record.law_day

    return _put_latest(change, "comparisons.yaml", _COMPARISONS, old, new, key)


def put_claims(change: Change, old: Iterable[ClaimRecord], new: Iterable[ClaimRecord]) -> int:
    """Have claim_records.yaml written: new records replace old ones of the same claim and version. Returns how many are new."""

    def key(record: ClaimRecord) -> Any:
        return record.document, record.wording, str(record.cite), record.law_day, record.holds

    return _put_latest(change, "claim_records.yaml", _CLAIMS, old, new, key)


def _put_latest(
    change: Change, name: str, head: str, old: Iterable[Record], new: Iterable[Record], key: Callable[[Record], Any]
) -> int:
    kept = {key(record): record for record in old}
    changed = 0
    for record in new:
        before = kept.get(key(record))
        if before is None or before.model_copy(update={"on": record.on}) != record:
            kept[key(record)] = record
            changed += 1
    if changed:
        _put(change, name, head, [kept[place] for place in sorted(kept)])
    return changed


def put_reviews(change: Change, old: Iterable[LinkReview], new: Iterable[LinkReview]) -> int:
    """Have link_reviews.yaml written with the new reviews added. Returns how many are new."""
    kept = {(record.item, record.cite, record.law_day, record.text): record for record in old}
    before = len(kept)
    for record in new:
        kept.setdefault((record.item, record.cite, record.law_day, record.text), record)
    if len(kept) > before:
        _put(change, "link_reviews.yaml", _REVIEWS, [kept[key] for key in sorted(kept)])
    return len(kept) - before


def _put(change: Change, name: str, head: str, records: Sequence[QuotationRecord | ClaimRecord | LinkReview]) -> None:
    """One record a line; every value quoted, so that YAML takes no digest for a number."""
    lines = [
        ", ".join(
            f"{name}: {json.dumps(value, ensure_ascii=False)}"
            for name, value in record.model_dump(mode="json", exclude_defaults=True).items()
        )
        for record in records
    ]
    change.put(Path(name), (head + "".join(f"- {{{line}}}\n" for line in lines)).encode())
