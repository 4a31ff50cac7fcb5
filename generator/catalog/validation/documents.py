"""Rules for document types: every field has its place, every wording names the law it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.catalog.citing import of_document, wordings
from generator.catalog.documents import (
    FieldSpec,
    HeadingBlock,
    PageBlock,
    TextBlock,
    WordingBlock,
    placed_tags,
)
from generator.catalog.periods import Period
from generator.catalog.problem import DataPath, Problem, did_you_mean
from generator.catalog.validation.scene import Scene
from generator.law.citation import Citation, citations_in, normal_title

AGENCY = "agency"
"""{agency} stands for the bureau's name in every document."""

_BUILT_IN = frozenset({AGENCY})
_LAW_CITED = re.compile(r"《[^》]+》\s*第")


def fields_are_distinct(scene: Scene) -> Iterator[Problem]:
    """A document's fields have distinct tags and labels, and so have a list's columns."""
    for document in scene.catalog.documents:
        lists: list[tuple[DataPath, tuple[FieldSpec, ...]]] = [(("fields",), document.fields)]
        lists += [(("fields", at, "columns"), spec.columns) for at, spec in enumerate(document.fields) if spec.columns]
        for path, specs in lists:
            seen: set[str] = set()
            for index, spec in enumerate(specs):
                for name in dict.fromkeys((spec.tag, spec.label)):
                    if name in seen:
                        yield scene.places.problem(
                            f"documents/{document.id}", (*path, index), f"字段“{name}”重复", "填写时分不清是哪一个"
                        )
                    seen.add(name)


def blocks_name_fields(scene: Scene) -> Iterator[Problem]:
    """Every {tag} and field of a block exists; every field of a form has a place."""
    for document in scene.catalog.documents:
        if document.layout != "form":
            continue
        known = [spec.tag for spec in document.fields]
        placed = set()
        for index, tag in placed_tags(document):
            placed.add(tag)
            if tag not in known and tag not in _BUILT_IN:
                yield scene.places.problem(
                    f"documents/{document.id}", ("body", index), f"没有栏目“{tag}”", hint=did_you_mean(tag, known)
                )
        for index, spec in enumerate(document.fields):
            if spec.tag not in placed:
                yield scene.places.problem(
                    f"documents/{document.id}",
                    ("fields", index),
                    f"栏目“{spec.label}”没有放进版面",
                    "填了也印不出来",
                    f"在 body 中写 {{{spec.tag}}} 或者放进表格",
                )


def wordings_are_used(scene: Scene) -> Iterator[Problem]:
    """A wording that a block names exists; in a form every wording has a place; two of one name do not overlap in time."""
    for document in scene.catalog.documents:
        record = f"documents/{document.id}"
        known = list(document.wording)
        used = [(index, block.wording) for index, block in enumerate(document.body) if isinstance(block, WordingBlock)]
        for index, name in used:
            if name not in document.wording:
                yield scene.places.problem(record, ("body", index), f"没有用语“{name}”", hint=did_you_mean(name, known))
        for name, dated in document.wording.items():
            if document.layout == "form" and name not in {name for _, name in used}:
                yield scene.places.problem(record, ("wording", name), f"用语“{name}”没有放进版面")
            periods = [Period(scene.day.min if w.from_ is None else w.from_, w.until) for w in dated]
            for at, period in enumerate(periods):
                if any(period.overlaps(earlier) for earlier in periods[:at]):
                    yield scene.places.problem(
                        record,
                        ("wording", name),
                        f"用语“{name}”的有效期重叠",
                        hint="请写明前一条的 until 和后一条的 from",
                    )


def wordings_declare_their_law(scene: Scene) -> Iterator[Problem]:
    """Whatever law a wording names is among its claims, so that it is verified; plain text of the layout names none."""
    for document in scene.catalog.documents:
        record = f"documents/{document.id}"
        for path, wording in wordings(document):
            declared = [claim.cite for claim in wording.claims]
            for cite in citations_in(wording.text):
                if not _declared(cite, declared):
                    yield scene.places.problem(
                        record,
                        path,
                        f"用语中的{cite}没有写进 claims",
                        "没有写进的引用不会被核对",
                        f"在 claims 中加一条 cite: {cite}",
                    )
        for index, block in enumerate(document.body):
            text = (
                block.text if isinstance(block, TextBlock) else block.heading if isinstance(block, HeadingBlock) else ""
            )
            text += block.page if isinstance(block, PageBlock) else ""
            if _LAW_CITED.search(text):
                yield scene.places.problem(
                    record,
                    ("body", index),
                    "版面文字中引用了法条",
                    "这样的引用不分日期，也不会被核对",
                    "请写成 wording，并写 claims",
                )


def _declared(cite: Citation, declared: list[Citation]) -> bool:
    """Whether every place a text cites is covered by a declared one of the same law, or the other way round."""
    same = [other for other in declared if normal_title(other.title) == normal_title(cite.title)]
    places = [place for other in same for place in other.places]
    return bool(same) and all(any(p.covers(place) or place.covers(p) for p in places) for place in cite.places)


def claims_are_known(scene: Scene) -> Iterator[Problem]:
    """A law that a wording or a gate cites is in laws/, in force while the wording holds, and the article has its gist."""
    for document in scene.catalog.documents:
        for path, cite in of_document(document):
            yield from scene.unknown_law(f"documents/{document.id}", path, cite)
            yield from scene.without_gist(f"documents/{document.id}", path, cite)


def punishing_forms_show_the_law_of_the_act(scene: Scene) -> Iterator[Problem]:
    """A document that punishes has the day of the act, both laws, and the judgement between them (行政处罚法37)."""
    wanted = ("act.day", "act.duty-then", "act.penalty-then", "act.duty-now", "act.penalty-now", "act.changed")
    for document in scene.catalog.documents:
        if document.punishes:
            origins = {spec.from_ for spec in document.fields}
            missing = [origin for origin in wanted if origin not in origins]
            if missing:
                yield scene.places.problem(
                    f"documents/{document.id}",
                    ("punishes",),
                    f"处罚类文书缺少栏目：{'、'.join(missing)}",
                    "处罚适用违法行为发生时的规定，新规定较轻的适用新规定",
                    "在 fields 中加上 from 为这些的栏目",
                )
