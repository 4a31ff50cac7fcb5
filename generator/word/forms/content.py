"""What goes into a document: the catalog's words for the day, and what the case supplies, checked."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from generator.catalog.digest import digest_of
from generator.catalog.documents import ChecksBlock, DocumentType, FieldKind, FieldSpec, Origin
from generator.verification.links import SUSPECT
from generator.views import NOT_REVIEWED, ItemView, View, chinese_date
from generator.views.act import ActLaw
from generator.word.forms import tags
from generator.word.forms.duties import Group, grouped
from generator.word.forms.filling import Content
from generator.word.forms.inspection_notice import notice_blanks, notice_lines, notice_words, title_of_notice
from generator.word.paper.breaking import title_lines
from generator.word.paper.spaces import BLANK

_NO_DAY = date.min
_NOT_PRINTED = {
    "aliases", "order", "group", "punishes", "purpose", "users", "gates", "wording", "source", "note", "replaces",
}  # fmt: skip
"""What a type says of itself on the pages alone; of its wordings those of the day are in the content."""

_FROM_CASE = frozenset({Origin.CASE, Origin.REGISTER, Origin.DOCUMENT})


def content_for(
    view: View,
    document: DocumentType,
    items: Sequence[ItemView],
    own: Collection[str] = (),
    act: ActLaw | None = None,
) -> Content:
    """What the catalog supplies to one document; no entries. `own`: tags of fields the case supplies in its stead."""
    known = known_fields(view, document, items, act)
    content = _content(view, document, items, {tag: text for tag, text in known.items() if tag not in own})
    edition = edition_of(view, document, items)
    foot = "　　".join([*_notes(document, items), edition_line(view, edition)])
    return replace(content, edition=edition, printed={**content.printed, tags.EDITION: foot})


def edition_of(view: View, document: DocumentType, items: Sequence[ItemView]) -> str:
    """The edition (文书版次) of a document: a digest over all that the catalog puts into it and how its type is laid out.

    The day of the law takes no part, nor does what a case supplies: two documents of one edition print the same.
    """
    undated = replace(view, as_of=_NO_DAY)
    content = _content(undated, document, items, known_fields(undated, document, items, None))
    return digest_of(
        document.model_dump(mode="json", exclude=_NOT_PRINTED, exclude_defaults=True),
        view.info.agency.model_dump(mode="json", exclude_defaults=True)
        if document.layout == "notice"
        else view.info.agency.name,
        view.info.fonts,
        hashlib.sha256(view.templates.get(document.id, b"")).hexdigest(),
        [*title_of(document, items), *((item.id, item.item.title) for item in items)],
        [content.printed, content.lines, content.wordings, content.blanks, _notes(document, items)],
        [(group.item.item.subject, group.item.basis_label, group.merged, group.duties) for group in content.checks],
    )


def _content(view: View, document: DocumentType, items: Sequence[ItemView], known: Mapping[str, str]) -> Content:
    """What the catalog supplies, but for the foot. `known`: the fields it has words for."""
    printed = {tags.AGENCY: view.info.agency.name, **known}
    wordings = {name: wording.printed for name, wording in view.wordings[document.id].items()}
    if document.layout == "notice":
        return _notice(view, document, items[0], Content(printed, wordings=wordings))
    groups = grouped(items) if has_checks(document) else []
    single = len(groups) == 1
    return Content(
        printed=printed | {tags.CHECKS_BASIS: f"检查依据：{groups[0].item.basis_label}" if single else ""},
        lines=_titles(document, groups, view.info.words) | ({} if single else {tags.CHECKS_BASIS_LINE: []}),
        wordings=wordings,
        checks=groups,
        blanks=_blanks(view, document),
    )


def known_fields(view: View, document: DocumentType, items: Sequence[ItemView], act: ActLaw | None) -> dict[str, str]:
    """The fields the catalog has words for, with the words."""
    found = {
        spec.tag: _from_catalog(spec, view, items, act) for spec in document.fields if spec.kind is not FieldKind.LIST
    }
    return {tag: text for tag, text in found.items() if text}


def _notice(view: View, document: DocumentType, item: ItemView, content: Content) -> Content:
    return replace(
        content,
        printed={**content.printed, **notice_words(view, item)},
        lines=notice_lines(view, item),
        blanks=notice_blanks(view.info.agency, document),
    )


def blank_texts(view: View, document: DocumentType) -> dict[str, str]:
    """What the fields show empty, where that is not just space."""
    return notice_blanks(view.info.agency, document) if document.layout == "notice" else _blanks(view, document)


def _blanks(view: View, document: DocumentType) -> dict[str, str]:
    """What stands where the register will put its number: （某）市监责改〔　　　　〕　　号."""
    code = f"{view.info.agency.case_code or ''}{document.number.code}" if document.number else BLANK * 4
    number = f"{code}〔{BLANK * 4}〕{BLANK * 2}号"
    return {spec.tag: number for spec in document.fields if spec.from_ is Origin.REGISTER}


def has_checks(document: DocumentType) -> bool:
    """Whether a type lists checks to answer."""
    return any(isinstance(block, ChecksBlock) for block in document.body)


def title_of(document: DocumentType, items: Sequence[ItemView]) -> tuple[str, str]:
    """Title and subtitle: a list of checks is named after its item, or after all of them (综合查一次)."""
    subjects = list(dict.fromkeys(item.item.subject for item in items))
    if document.layout == "notice":
        return "".join(title_of_notice(items[0])), ""
    if not has_checks(document) or not subjects:
        return document.title, ""
    return (subjects[0] + document.title, "") if len(subjects) == 1 else ("综合检查表", f"（{'、'.join(subjects)}）")


def _titles(document: DocumentType, groups: Sequence[Group], words: Sequence[str]) -> dict[str, list[str]]:
    """Title and subtitle in lines, broken after 、 where one is not enough."""
    landscape = document.page == "landscape"
    title, subtitle = title_of(document, [group.item for group in groups])
    return {
        tags.TITLE: _lines(title, 36 if landscape else 22, words),
        tags.SUBTITLE: _lines(subtitle, 60 if landscape else 36, words) if subtitle else [],
    }


def _lines(text: str, longest: int, words: Sequence[str]) -> list[str]:
    parts = [f"{part}、" for part in text.split("、")]
    return title_lines([*parts[:-1], parts[-1].removesuffix("、")], longest, words)


def _notes(document: DocumentType, items: Sequence[ItemView]) -> list[str]:
    """What the user of the document must know of its content."""
    notes = []
    if has_checks(document) and not all(item.fully_reviewed for item in items):
        notes.append(NOT_REVIEWED)
    if suspects := sum(item.suspects for item in items):
        notes.append(f"{SUSPECT} {suspects} 处")
    return notes


def edition_line(view: View, edition: str) -> str:
    """What law a document states, and which edition of it this is, for its foot."""
    return f"法律依据截至{chinese_date(view.as_of)}　　文书版次 {edition}"


def _from_catalog(spec: FieldSpec, view: View, items: Sequence[ItemView], act: ActLaw | None) -> str:
    """The words the catalog has for a field's origin; empty where it has none."""
    if spec.from_ in _FROM_CASE:
        return ""
    owner, _, what = spec.from_.partition(".")
    if owner == "agency":
        agency = view.info.agency
        known = {"name": agency.name, "review-body": agency.review_body, "court": agency.court}
        return known[what] or ""
    if owner == "act":
        return _of_act(what, act) if act else ""
    return "；".join(dict.fromkeys(text for item in items if (text := _of_item(what, item, len(items)))))


def _of_act(what: str, act: ActLaw) -> str:
    return {
        "day": chinese_date(act.day),
        "duty-then": act.duty_then,
        "penalty-then": act.penalty_then,
        "duty-now": act.duty_now,
        "penalty-now": act.penalty_now,
        "changed": act.changed,
    }[what]


def _of_item(what: str, item: ItemView, count: int) -> str:
    if what == "title":
        return item.item.title
    if what == "subject":
        return item.item.subject
    if what == "basis":
        return item.basis_label
    if what == "checks":
        asks = [f"{number}. {view.check.ask}" for number, view in enumerate(item.unit_checks, 1)]
        return ("" if count == 1 else f"{item.item.subject}：\n") + "\n".join(asks)
    label = {
        "object": item.object,
        "responsibility": item.responsibility,
        "methods": item.methods,
        "sampling": item.sampling,
        "lead": item.lead,
    }[what]
    marks = f"（{'，'.join(label.marks)}）" if label.marks else ""
    return label.text + marks if label.known else ""
