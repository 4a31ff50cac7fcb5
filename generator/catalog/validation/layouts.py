"""Rules for the layouts of document types: tags that are free, texts whose {tag}s are tags, fields where they fit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.catalog.citing import wordings
from generator.catalog.documents import (
    PLACEHOLDER,
    Block,
    ChecksBlock,
    DocumentType,
    FieldKind,
    HeadingBlock,
    LinesBlock,
    ListBlock,
    PageBlock,
    SealBlock,
    TextBlock,
    tags_of,
)
from generator.catalog.problem import DataPath, Problem
from generator.catalog.validation.scene import Scene

_NUMBERED = re.compile(r"wording-.*|check-\d+(-.*)?|check-answer-.*")
RESERVED_TAGS = frozenset(
    {
        *("agency", "edition", "row-number", "qr", "title", "subtitle"),
        *("office", "subject-words", "object-words", "bases-words", "methods-words", "count-words"),
        *("checks", "checks-basis-line", "checks-basis", "group", "group-basis"),
        *("check-ask", "check-basis", "check-how", "check-penalty", "check-remark"),
    }
)
"""Tags documents use for what is no field (generator.word.forms.tags)."""

_BRACE = re.compile(r"[{}]")
_KIND_OF = {FieldKind.LIST: "列表（list）", FieldKind.LONG: "多行文字（long）", FieldKind.DATE: "日期（date）"}


def is_reserved(tag: str) -> bool:
    """Whether a document uses a tag for something that is no field."""
    return tag in RESERVED_TAGS or _NUMBERED.fullmatch(tag) is not None


def tags_are_free(scene: Scene) -> Iterator[Problem]:
    """No field or column has a tag that documents use otherwise; no column that of a list."""
    for document in scene.catalog.documents:
        lists = {spec.tag for spec in document.fields if spec.columns}
        for at, spec in enumerate(document.fields):
            columns: list[tuple[DataPath, str]] = [
                (("fields", at, "columns", n, "tag"), column.tag) for n, column in enumerate(spec.columns)
            ]
            for path, tag in ((("fields", at, "tag"), spec.tag), *columns):
                if is_reserved(tag) or (tag in lists and len(path) > 3):
                    why = "文书用它标记别的内容" if is_reserved(tag) else "它是一个列表的标签"
                    yield _problem(scene, document, path, f"标签“{tag}”不能用", why, "请换一个标签")


def braces_name_fields(scene: Scene) -> Iterator[Problem]:
    """Braces in a text stand around a tag, else they would be printed."""
    for document in scene.catalog.documents:
        texts: list[tuple[DataPath, str]] = [
            (("body", at), text) for at, block in enumerate(document.body) for text in _texts(block)
        ]
        texts += [(path, wording.text) for path, wording in wordings(document)]
        for path, text in texts:
            if found := _BRACE.search(PLACEHOLDER.sub("", text)):
                yield _problem(
                    scene,
                    document,
                    path,
                    f"花括号“{found.group()}”里不是标签",
                    "花括号会照样印出来",
                    "写作 {unit}：只用小写字母、数字和连字符，前后都有花括号，里面没有空格",
                )


def _texts(block: Block) -> Iterator[str]:
    match block:
        case TextBlock(text=text) | HeadingBlock(heading=text) | PageBlock(page=text):
            yield text


def headings_hold_no_fields(scene: Scene) -> Iterator[Problem]:
    """A heading and the title of a page are printed as they are: no {tag} in them."""
    for document in scene.catalog.documents:
        for at, block in enumerate(document.body):
            if isinstance(block, HeadingBlock | PageBlock) and PLACEHOLDER.search("".join(_texts(block))):
                yield _problem(scene, document, ("body", at), "标题里不能放栏目", hint="请用 text 一段来放")


def fields_stand_where_they_fit(scene: Scene) -> Iterator[Problem]:
    """A list stands in a list block and nowhere else; ruled lines take a long field, a seal a day."""
    for document in scene.catalog.documents:
        for at, block in enumerate(document.body):
            wanted = _wanted(block)
            for tag in dict.fromkeys(tags_of(block, document)):
                spec = document.field(tag)
                if spec is None:
                    continue
                if wanted is not None and spec.kind != wanted:
                    yield _problem(scene, document, ("body", at), f"栏目“{tag}”不是{_KIND_OF[wanted]}，不能放在这里")
                elif wanted is None and spec.kind is FieldKind.LIST:
                    yield _problem(scene, document, ("body", at), f"列表“{tag}”要用 list 一段来放")


def _wanted(block: Block) -> FieldKind | None:
    match block:
        case ListBlock():
            return FieldKind.LIST
        case LinesBlock():
            return FieldKind.LONG
        case SealBlock():
            return FieldKind.DATE
    return None


def one_table_of_checks(scene: Scene) -> Iterator[Problem]:
    """A document has one table of checks at most: its answers are numbered through."""
    for document in scene.catalog.documents:
        tables = [at for at, block in enumerate(document.body) if isinstance(block, ChecksBlock)]
        for at in tables[1:]:
            yield _problem(scene, document, ("body", at), "检查要点表（checks）只能有一个")


def items_are_at_hand(scene: Scene) -> Iterator[Problem]:
    """A document that lists checks, or is a 检查通知, is about an item: there is one an item, not one of a kind."""
    for document in scene.catalog.documents:
        is_about_items = document.layout == "notice" or any(isinstance(block, ChecksBlock) for block in document.body)
        if document.scope == "case" and is_about_items:
            what = "检查通知（layout: notice）" if document.layout == "notice" else "列出检查要点（checks）的文书"
            yield _problem(scene, document, ("scope",), f"{what}每个事项一份", "没有事项写不出来", "请写 scope: item")


def type_names_are_unique(scene: Scene) -> Iterator[Problem]:
    """No two types share a title, an alias or an id: commands know a type by any of them."""
    owners: dict[str, str] = {}
    for document in scene.catalog.documents:
        for name in dict.fromkeys((document.id, document.title, *document.aliases)):
            other = owners.setdefault(name, document.id)
            if other != document.id:
                yield _problem(
                    scene,
                    document,
                    ("title",) if name == document.title else ("aliases",),
                    f"名称“{name}”与 {scene.places.file(f'documents/{other}')} 重复",
                    "命令中分不清是哪一种文书",
                )


def _problem(scene: Scene, document: DocumentType, path: DataPath, what: str, why: str = "", hint: str = "") -> Problem:
    return scene.places.problem(f"documents/{document.id}", path, what, why, hint)
