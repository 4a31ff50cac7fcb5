"""Rules for items: their numbers and references, what they cite, and when it holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from generator.catalog.item import Basis, Item
from generator.catalog.model import Catalog
from generator.catalog.periods import law_status, version_on
from generator.catalog.problem import DataPath, Problem
from generator.catalog.validation.scene import Scene
from generator.law.citation import Place


def numbers_are_unique(scene: Scene) -> Iterator[Problem]:
    """No two items share a number; the file name begins with it (NN-id)."""
    first: dict[int, Item] = {}
    for item in scene.catalog.items:
        record = f"items/{item.id}"
        if item.number in first:
            yield scene.places.problem(
                record, ("number",), f"序号 {item.number} 与 items/{first[item.number].id}.yaml 重复"
            )
        first.setdefault(item.number, item)
        if not item.id.startswith(f"{item.number:02d}-"):
            hint = f"文件名应以“{item.number:02d}-”开头，或者改正 number"
            yield scene.places.problem(
                record, ("number",), f"序号 {item.number} 与文件名 {item.id}.yaml 不一致", hint=hint
            )


def check_ids_are_unique(scene: Scene) -> Iterator[Problem]:
    """A check's id is its address on the page, so it occurs once in an item."""
    for item in scene.catalog.items:
        seen: set[str] = set()
        for index, check in enumerate(item.checks):
            if check.id in seen:
                yield scene.places.problem(
                    f"items/{item.id}",
                    ("checks", index, "id"),
                    f"检查要点编号“{check.id}”在本事项内重复",
                    "编号是网页地址的一部分",
                )
            seen.add(check.id)


def references_resolve(scene: Scene) -> Iterator[Problem]:
    """Methods, departments and replacing laws that are named exist."""
    for record, path, kind, name in _references(scene.catalog):
        hint = scene.unknown(kind, name)
        if hint is not None:
            yield scene.places.problem(record, path, f"没有{_CALLED[kind]}：“{name}”", hint=hint)


_CALLED = {"methods": "这种监管方式", "departments": "这个处室", "laws": "这部法规"}


def _references(catalog: Catalog) -> Iterator[tuple[str, DataPath, str, str]]:
    """Every name of another record: the record it stands in, its path, the kind of record it means, the name."""
    for item in catalog.items:
        for index, name in enumerate(item.methods.use if item.methods else ()):
            yield f"items/{item.id}", ("methods", "use", index), "methods", name
        if item.lead and item.lead.department is not None:
            yield f"items/{item.id}", ("lead", "department"), "departments", item.lead.department
    for law in catalog.laws:
        if law.ended and law.ended.replaced_by is not None:
            yield f"laws/{law.id}", ("ended", "replaced_by"), "laws", law.ended.replaced_by


def cited_laws_exist(scene: Scene) -> Iterator[Problem]:
    """Every cited title is the title, short title or alias of a law in laws/."""
    for record, path, cite in scene.citations():
        yield from scene.unknown_law(record, path, cite)


def articles_are_named(scene: Scene) -> Iterator[Problem]:
    """A basis, duty or penalty names an article; one that names only the law is marked 待核实."""
    for item in scene.catalog.items:
        for dated in scene.dated(item):
            for path, cite in dated.citations:
                if not cite.places and dated.entry.status is None:
                    yield scene.places.problem(
                        f"items/{item.id}",
                        path,
                        f"《{cite.title}》没有写到条",
                        "只写法名无法核对",
                        "请写明第几条，或者标 status: 待核实",
                        warning=True,
                    )


def cited_articles_have_gists(scene: Scene) -> Iterator[Problem]:
    """Every cited article has its gist (要旨) in the law's file."""
    for record, path, cite in scene.citations():
        yield from scene.without_gist(record, path, cite)


def laws_are_in_force(scene: Scene) -> Iterator[Problem]:
    """What holds on the day cites laws in force on it."""
    for item in scene.catalog.items:
        held = [entry for entry in scene.dated(item) if scene.day in entry.period]
        for path, cite in (citation for entry in held for citation in entry.citations):
            law = scene.names.law(cite.title)
            if law is not None and version_on(law, scene.day) is None:
                yield scene.places.problem(
                    f"items/{item.id}",
                    path,
                    f"《{law.short}》在 {scene.day} {law_status(law, scene.day)}",
                    "引用已失效或者未生效的法规，决定会被撤销",
                    "请改引现行规定，或者写明 from、until",
                    warning=True,
                )


def periods_are_in_order(scene: Scene) -> Iterator[Problem]:
    """A period ends after it begins."""
    for item in scene.catalog.items:
        for entry in scene.dated(item):
            start, end = entry.period.start, entry.period.end
            if end is not None and end <= start:
                yield scene.places.problem(
                    f"items/{item.id}",
                    (*entry.path, "until"),
                    f"until（{end}）不晚于开始之日（{start}）",
                    hint="from 当日起有效，until 当日起无效",
                )


def bases_do_not_overlap(scene: Scene) -> Iterator[Problem]:
    """The same article is not a basis twice for one day."""
    for item in scene.catalog.items:
        citing: dict[tuple[str, Place], list[int]] = defaultdict(list)
        periods = [entry.period for entry in scene.dated(item)[: len(item.bases)]]
        for index, basis in enumerate(item.bases):
            articles = _articles(scene, basis) if periods[index].start > date.min else set()
            for earlier in sorted({found for article in articles for found in citing[article]}):
                first = item.bases[earlier]
                if periods[earlier].overlaps(periods[index]):
                    yield scene.places.problem(
                        f"items/{item.id}",
                        ("bases", index),
                        f"设定依据 {first.cite} 的有效期重叠",
                        "同一天会有两条相同的依据",
                        "请写明前一条的 until 和后一条的 from",
                    )
            for article in articles:
                citing[article].append(index)


def reviews_still_hold(scene: Scene) -> Iterator[Problem]:
    """A recorded review covers the present content; after an edit it is void."""
    for item in scene.catalog.items:
        for dated in scene.dated(item):
            now = dated.entry.reviewable_digest()
            if dated.entry.reviewed is not None and dated.entry.reviewed.digest != now:
                yield scene.places.problem(
                    f"items/{item.id}",
                    (*dated.path, "reviewed", "digest"),
                    "复核之后内容有改动，复核失效",
                    "复核记录只对当时的内容有效",
                    f"请重新复核；现内容的摘要是 {now}",
                    warning=True,
                )


def _articles(scene: Scene, basis: Basis) -> set[tuple[str, Place]]:
    law = scene.names.law(basis.cite.title)
    name = law.id if law else basis.cite.title
    return {(name, place) for place in basis.cite.places}
