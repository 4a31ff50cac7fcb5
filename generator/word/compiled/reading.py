"""A filled document read back to values: by the tags of its controls, and by its bookmarks where a program dropped them.

What is read is what the document shows now, not what it was made from: officials correct documents in Word and WPS.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator import SaidError
from generator.catalog.documents import DocumentType, FieldSpec
from generator.catalog.fill_rules import ANSWERS
from generator.views import View
from generator.word.forms import bookmarks, tags
from generator.word.forms.content import blank_texts
from generator.word.forms.identity import Identity, read_mark
from generator.word.forms.templates import roots
from generator.word.forms.vetting import opened
from generator.word.paper import sdt
from generator.word.paper.ooxml import Element, qualified
from generator.word.values.kinds import day_of

Values = dict[str, "str | bool | list[dict[str, str | bool]]"]

_P, _T, _BR, _CR, _TAB, _TABS, _SDT, _TR, _START, _END, _NAME, _ID = (
    qualified(f"w:{name}")
    for name in ("p", "t", "br", "cr", "tab", "tabs", "sdt", "tr", "bookmarkStart", "bookmarkEnd", "name", "id")
)
_SIGNS = {_BR: "\n", _CR: "\n", _TAB: "\t"}
_TICKED = frozenset("☑☒√✓✔")
_EMPTY = frozenset({"", "年月日", "年月日时分"})
_PROMPT = re.compile(r"〔[^〔〕]*〕")
_AMOUNT = re.compile(r"人民币(-?[\d.]+)元")
_ANSWER = re.compile(r"check-(\d+)-(yes|no|none)")
_REMARK = re.compile(r"check-(\d+)-remark")
_ANSWERED = re.compile(r"check-(\d+)")
_WORDS = dict(ANSWERS)
_KEYS = {word: key for key, word in ANSWERS}
_BOX = re.compile(rf"([☐☑☒√✓✔])\s*({'|'.join(sorted(_KEYS, key=len, reverse=True))})")


class ReadError(SaidError, ValueError):
    """A file whose values cannot be read; the message, in Chinese, says why and what to do."""


@dataclass(frozen=True)
class Read:
    """What a document says: its type, what it was printed from (None where that is lost), its values by tag."""

    type: str
    identity: Identity | None
    values: Values
    by_bookmark: tuple[str, ...]
    missing: tuple[str, ...]
    remarks: tuple[str, ...] = ()


@dataclass
class _Found:
    """Texts by tag, the rows of lists, which tags only their bookmarks gave away, and what a person should know of it."""

    texts: dict[str, str] = field(default_factory=dict)
    rows: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    marked: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def read(view: View, content: bytes, kind: str | None = None) -> Read:
    """The values of a filled document. `kind`: the id of its type, where the document itself has lost it.

    Raises ReadError for a file that is no document of ours, or has neither tags nor bookmarks; TemplateError for one
    that is no .docx.
    """
    made = opened(content)
    identity = read_mark(made.core_properties.keywords or "")
    document = _type(view, kind or (identity.type if identity else None))
    parts = roots(made)
    for root in parts:
        for fallback in list(root.iter(qualified("mc:Fallback"))):
            fallback.getparent().remove(fallback)
        for control in sdt.controls_in(root):
            sdt.clear_prompt(control)
    found = _Found()
    _by_tags(document, parts, found)
    _by_bookmarks(document, parts, found)
    if not found.texts and not found.rows:
        raise ReadError(
            f"文书里没有{document.title}的内容控件标签，也没有书签，读不出填写的内容；"
            "保存它的程序把两样都去掉了，请用保存之前的文件，或者在 Word 中重新填写"
        )
    missing = tuple(spec.label for spec in document.fields if spec.tag not in found.texts.keys() | found.rows.keys())
    values = _values(view, document, found)
    return Read(document.id, identity, values, tuple(dict.fromkeys(found.marked)), missing, tuple(found.remarks))


def _type(view: View, name: str | None) -> DocumentType:
    if name is None:
        raise ReadError("文件的属性里没有文书种类，不是本工具生成的文书，或者属性已被清除；知道种类的，用 --type 写明")
    for kind in view.documents:
        if kind.id == name:
            return kind
    raise ReadError(f"目录中没有这份文书的种类“{name}”，读不出填写的内容")


def _by_tags(document: DocumentType, parts: Sequence[Element], found: _Found) -> None:
    for root in parts:
        for control in sdt.controls_in(root):
            tag = sdt.tag_of(control)
            spec = document.field(tag)
            if spec is not None and spec.kind == "list":
                found.rows.setdefault(tag, []).extend(_rows_by_tags(control, spec))
            elif (spec is not None or _ANSWER.fullmatch(tag) or _REMARK.fullmatch(tag)) and not _in_list(
                control, document
            ):
                _take(found, tag, _ticked(control) or _text(sdt.content_of(control)))


def _take(found: _Found, tag: str, text: str) -> None:
    """A field that stands in several places: the first that says something."""
    if not _bare(found.texts.get(tag, "")) or tag not in found.texts:
        found.texts[tag] = text


def _in_list(control: Element, document: DocumentType) -> bool:
    outer = (document.field(sdt.tag_of(made)) for made in control.iterancestors(_SDT))
    return any(spec is not None and spec.kind == "list" for spec in outer)


def _rows_by_tags(section: Element, spec: FieldSpec) -> Iterator[dict[str, str]]:
    """A row ends where a column comes again: however Word or a person has repeated them."""
    columns = {column.tag for column in spec.columns}
    row: dict[str, str] = {}
    for control in sdt.controls_in(sdt.content_of(section)):
        tag = sdt.tag_of(control)
        if tag in columns:
            if tag in row:
                yield row
                row = {}
            row[tag] = _ticked(control) or _text(sdt.content_of(control))
    if row:
        yield row


def _by_bookmarks(document: DocumentType, parts: Sequence[Element], found: _Found) -> None:
    """Take what tags have not given."""
    names = _bookmark_names(document)
    by_tag = {*found.texts, *found.rows}
    lists: dict[str, dict[int, dict[str, str]]] = {}
    for root in parts:
        starts = [start for start in root.iter(_START) if bookmarks.is_ours(start)]
        marked_rows = {row for start in starts for row in start.iterancestors(_TR)}
        for name, text, start in _bookmarked(root):
            plain, row = _parsed(name)
            tag, column = names.get(plain) or (_answer_tag(plain), "")
            if not tag or tag in by_tag or f"{tag}-yes" in by_tag:
                continue
            found.marked.append(tag)
            if column:
                is_cell = next(start.iterancestors(_TR), None) is not None
                said = text if is_cell else text.removeprefix(f"{row}. ")
                lists.setdefault(tag, {}).setdefault(row, {}).setdefault(column, said)
                found.remarks += _rows_without(start, marked_rows, document, tag)
            elif _ANSWERED.fullmatch(tag):
                for sign, word in _BOX.findall(text):
                    _take(found, f"{tag}-{_KEYS[word]}", sign)
            else:
                _take(found, tag, text)
    for tag, rows in lists.items():
        found.rows[tag] = [rows[number] for number in sorted(rows)]


def _bookmark_names(document: DocumentType) -> dict[str, tuple[str, str]]:
    """A bookmark's name → the field it stands for, and of a list its column."""
    names = {bookmarks.name(spec.tag): (spec.tag, "") for spec in document.fields if spec.kind != "list"}
    for spec in document.fields:
        names |= {bookmarks.name(spec.tag, column.tag): (spec.tag, column.tag) for column in spec.columns}
    return names


def _parsed(name: str) -> tuple[str, int]:
    plain = re.sub(rf"{bookmarks.AGAIN}\d+$", "", name)
    row = re.search(rf"{bookmarks.ROW}(\d+)$", plain)
    return (plain[: row.start()], int(row[1])) if row else (plain, 0)


def _answer_tag(name: str) -> str:
    tag = name.removeprefix(bookmarks.PREFIX).replace("_", "-")
    return tag if any(kind.fullmatch(tag) for kind in (_ANSWERED, _ANSWER, _REMARK)) else ""


def _rows_without(start: Element, marked: set[Element], document: DocumentType, tag: str) -> Iterator[str]:
    """Rows that somebody added below a list's row in a program that copies no bookmark: named once, at the last row."""
    row = next(start.iterancestors(_TR), None)
    after = [] if row is None else list(row.itersiblings(_TR, _SDT))
    if row is None or any(made in marked for made in after) or any(made.tag == _SDT for made in after):
        return
    spec = document.field(tag)
    assert spec is not None
    if any(_bare(_text(made)) for made in after) and sdt.tag_of(start) == "":
        yield f"列表“{spec.label}”末行之后还有没有书签的行，没有读取；请核对，增加的行应在 Word 中用行末的 + 号增加"


def _bookmarked(root: Element) -> Iterator[tuple[str, str, Element]]:
    """(name, text, where it begins) of each bookmark of ours."""
    starts: dict[str, list[Element]] = {}
    for start in root.iter(_START):
        if bookmarks.is_ours(start):
            starts.setdefault(start.get(_NAME), []).append(start)
    ends = {end.get(_ID): end for end in root.iter(_END)}
    for name, named in starts.items():
        closing = [ends[start.get(_ID)] for start in named if start.get(_ID) in ends]
        if closing:
            yield name, _text_between(root, named[0], closing[-1]), named[0]


def _text_between(root: Element, start: Element, end: Element) -> str:
    """LibreOffice 7.4 splits a bookmark over paragraphs in two of one name, and repeats the first paragraph's text."""
    text, begun, repeated = "", False, _repeated(start)
    for made in root.iter(_P, _T, _BR, _CR, _TAB, _START, _END):
        if made is start:
            begun = True
        elif made is end:
            break
        elif begun and made.tag == _P:
            text += "\n"
        elif begun and made not in repeated:
            text += _sign(made)
    return text if start.getparent().tag == _P else text.removeprefix("\n")


def _repeated(start: Element) -> set[Element]:
    """What stands in further controls of the bookmark's paragraph that say the same as the first one, of the same title."""
    holder = next(start.iterancestors(_P), None)
    controls = [] if holder is None else holder.findall(_SDT)
    if len(controls) < 2 or start not in controls[0].iter(_START):
        return set()
    said = [_text(sdt.content_of(control)) for control in controls]
    titles = {alias.get(qualified("w:val")) for control in controls for alias in control.iter(qualified("w:alias"))}
    if not said[0] or len(titles) > 1 or any(text != said[0] * (len(text) // len(said[0])) for text in said):
        return set()
    return {made for control in controls[1:] for made in control.iter(_T, _BR, _CR, _TAB)}


def _text(holder: Element) -> str:
    """What a control shows: a line a paragraph."""
    text = ""
    for made in holder.iter(_P, _T, _BR, _CR, _TAB):
        text += "\n" if made.tag == _P else _sign(made)
    return text.removeprefix("\n") if holder.tag == _P or holder.find(f".//{_P}") is not None else text


def _sign(made: Element) -> str:
    if made.tag == _T:
        return made.text or ""
    return _SIGNS.get(made.tag, "") if made.getparent().tag != _TABS else ""


def _ticked(control: Element) -> str:
    """☑ or ☐ of a check box, by what it says rather than by the sign it shows; empty for another control."""
    state = control.find(f"{qualified('w:sdtPr')}/{qualified('w14:checkbox')}/{qualified('w14:checked')}")
    if state is None:
        return ""
    return sdt.CHECKED if state.get(qualified("w14:val")) in ("1", "true") else sdt.UNCHECKED


def _bare(text: str) -> str:
    return "".join(text.split())


def _values(view: View, document: DocumentType, found: _Found) -> Values:
    blanks = {tag: _bare(text) for tag, text in blank_texts(view, document).items()}
    values: Values = {}
    for spec in document.fields:
        if spec.kind == "list":
            rows = [_row(spec, row) for row in found.rows.get(spec.tag, [])]
            if kept := [row for row in rows if row]:
                values[spec.tag] = kept
        elif (value := _value(spec, found.texts.get(spec.tag, ""), blanks.get(spec.tag, ""))) is not None:
            values[spec.tag] = value
    return values | _answers(found)


def _row(spec: FieldSpec, texts: dict[str, str]) -> dict[str, str | bool]:
    found = {column.tag: _value(column, texts.get(column.tag, "")) for column in spec.columns}
    row = {tag: value for tag, value in found.items() if value is not None}
    return row if any(value is not False for value in row.values()) else {}


def _value(spec: FieldSpec, text: str, blank: str = "") -> str | bool | None:
    """A field's value from what it shows; None where that is only space to write on."""
    bare = _bare(text)
    if spec.kind == "check":
        return (bare[:1] in _TICKED) if bare else None
    dated = spec.kind in ("date", "moment")
    if not bare or bare == blank or _PROMPT.fullmatch(bare) or (dated and bare in _EMPTY):
        return None
    match spec.kind:
        case "date":
            day = day_of(text.strip())
            return text.strip() if day is None else day.isoformat()
        case "number":
            return text.strip().removesuffix(spec.unit or "")
        case "amount":
            amount = _AMOUNT.match(text.strip())
            return amount[1] if amount else text.strip()
        case "long":
            lines = ["" if not _bare(line) else line for line in text.split("\n")]
            return "\n".join(lines).rstrip("\n")
        case "text":
            return text
        case _:
            return text.strip()


def _answers(found: _Found) -> Values:
    values: Values = {}
    for tag, text in found.texts.items():
        if (box := _ANSWER.fullmatch(tag)) is not None and _bare(text)[:1] in _TICKED:
            name, word = tags.check(int(box[1])), _WORDS[box[2]]
            if name in values:
                raise ReadError(f"第{box[1]}项的检查结果勾了两个：{values[name]}、{word}；请在文书中改正")
            values[name] = word
        elif _REMARK.fullmatch(tag) and _bare(text):
            values[tag] = text
    return values


def described(result: Read) -> dict[str, Any]:
    """The JSON of a document that was read."""
    identity = result.identity
    return {
        "type": result.type,
        "items": list(identity.items) if identity else [],
        "as_of": identity.day if identity else None,
        "edition": identity.edition if identity else None,
        "values": result.values,
    }
