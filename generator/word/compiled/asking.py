"""What a person is asked for, in the order the paper asks: for whoever shows a document as a form on a screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from generator.catalog.documents import ChecksBlock, DocumentType, HeadingBlock, PageBlock, SealBlock, placed_tags
from generator.views import ItemView
from generator.word.forms.content import has_checks, title_of
from generator.word.forms.duties import Duty, grouped


def asked(document: DocumentType, items: Sequence[ItemView] = ()) -> dict[str, Any]:
    """A form's shape, as JSON takes it: title, `labels` by tag, `day` (the tag of the document's own day), sections.

    A section has a `title` (empty: goes on from the one before) and either `fields` (tags) or `checks` (a record for
    each question, in the order of their numbers).
    """
    title, subtitle = title_of(document, items)
    return {
        "title": f"{title}{subtitle}",
        "day": next((block.seal for block in document.body if isinstance(block, SealBlock)), ""),
        "labels": {spec.tag: spec.label for spec in document.fields},
        "punishes": document.punishes,
        "sections": list(_sections(document, items)),
    }


def _sections(document: DocumentType, items: Sequence[ItemView]) -> Iterator[dict[str, Any]]:
    tags: dict[int, list[str]] = {}
    placed: set[str] = set()
    own = {spec.tag for spec in document.fields}
    for index, tag in placed_tags(document):
        if tag in own and tag not in placed:
            placed.add(tag)
            tags.setdefault(index, []).append(tag)
    title, held = "", [spec.tag for spec in document.fields if spec.tag not in placed and not document.body]
    for index, block in enumerate(document.body):
        if isinstance(block, HeadingBlock | PageBlock | ChecksBlock):
            if held:
                yield {"title": title, "fields": held}
            held = []
            title = "" if isinstance(block, ChecksBlock) else _named(block)
        if isinstance(block, ChecksBlock) and has_checks(document):
            duties = [duty for group in grouped(items) for duty in group.duties]
            yield {"title": "检查要点", "checks": [_question(duty) for duty in duties]}
            title = "意见和签名"
        held += tags.get(index, [])
    rest = [spec.tag for spec in document.fields if document.body and spec.tag not in placed]
    if held or rest:
        yield {"title": title, "fields": held + rest}


def _named(block: HeadingBlock | PageBlock) -> str:
    return block.heading if isinstance(block, HeadingBlock) else block.page


def _question(duty: Duty) -> dict[str, Any]:
    return {
        "ask": duty.ask,
        "applies": duty.applies,
        "basis": duty.basis,
        "how": "、".join(duty.how),
        "penalties": list(duty.penalties),
    }
