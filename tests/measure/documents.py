"""Which measures belong to which document: what its data say it shows is looked for and measured."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from tests.measure import head, imprint, main_part, sheet
from tests.measure import standard as gb
from tests.measure.findings import Finding, lost, of, same
from tests.measure.reading import Page, read

COLUMNS = ("序号", "监管事项", "监管对象", "设定依据", "监管责任", "监管措施", "抽查比例", "牵头部门")

_AGENCY = "某市应急管理局"


def measure(name: str, data: Mapping[str, Any], docx: Path, pdf: Path, *, agency: str = _AGENCY) -> list[Finding]:
    """All findings of one document; what is not on its page at all is a finding too."""
    pages = read(pdf)
    findings: list[Finding] = []
    for part in (
        _whole(data, docx, pages),
        _head(data, pages, agency),
        _main(data, pages, agency),
        _tail(data, pages, agency),
    ):
        try:
            findings.extend(part)
        except (LookupError, ValueError) as error:
            findings.append(lost("7", "要素", str(error)))
    return of(name, findings)


def _whole(data: Mapping[str, Any], docx: Path, pages: Sequence[Page]) -> Iterator[Finding]:
    yield sheet.no_bold(docx)
    yield from sheet.faces(pages)
    if any(len(page.chars) > 500 for page in pages):
        yield from sheet.grid(pages)


def _marks(data: Mapping[str, Any], agency: str) -> list[str]:
    return list(data.get("marks") or [agency + ("文件" if data.get("format", "文件") == "文件" else "")])


def _number(data: Mapping[str, Any]) -> str:
    made = data.get("number")
    if not made:
        return ""
    return f"{made['code']}〔{made['year']}〕{made['number']}号" if "code" in made else f"第{made['number']}号"


def _above(data: Mapping[str, Any]) -> list[str]:
    secrecy = data.get("secrecy")
    lines = [
        data.get("copy_number"),
        f"{secrecy['level']}★{secrecy['period']}" if secrecy else None,
        data.get("urgency"),
    ]
    return [line for line in lines if line]


def _head(data: Mapping[str, Any], pages: Sequence[Page], agency: str) -> Iterator[Finding]:
    kind, page, marks, number = data.get("format", "文件"), pages[0], _marks(data, agency), _number(data)
    if kind == "信函":
        yield from head.letter(page, marks[0], number, _above(data))
        return
    names = [mark.removesuffix("文件") for mark in marks] if len(marks) > 1 else marks
    top = gb.TOP + {"命令": gb.ORDER_MARK_BELOW_TOP, "纪要": gb.MINUTES_MARK_BELOW_TOP}.get(kind, gb.MARK_BELOW_TOP)
    clause = {"命令": "10.2", "纪要": "10.3"}.get(kind, "7.2.4")
    yield from head.mark(page, names, top, clause)
    last_mark = page.find(names[-1])
    if kind == "命令":
        yield from head.number(page, number, after=last_mark)
        yield head.blank_between("10.2", "正文在令号下空", 2, page.find(number), page.find(data["body"][:10]))
    if kind != "文件":
        return
    yield from head.above(page, _above(data))
    signers = data.get("signers", [])
    yield from head.number(page, number, after=last_mark, left=bool(signers), rows=-(-len(signers) // 2) or 1)
    if signers:
        yield from head.signers(page, signers, number)
    yield from head.red_rule(page, number)
    first_line = main_part._lines_of(page.find(data["title"]))[0]
    rule = next(rule for rule in page.rules if rule.width > 100)
    gap = (min(char.ink[1] for char in first_line) - rule.bottom) / gb.LINE - 0.2
    yield head.near("7.3.1", "标题在分隔线下空", gb.BLANK_LINES_BELOW_RULE, gap, 0.4, "行")


def _main(data: Mapping[str, Any], pages: Sequence[Page], agency: str) -> Iterator[Finding]:
    kind = data.get("format", "文件")
    if kind != "命令":
        yield from main_part.title(pages[0], data["title"], data.get("recipients"), data["body"])
    if kind == "信函":
        yield head.blank_between(
            "10.1", "标题与其上最后一个要素相距", 2, pages[0].find(_number(data)), pages[0].find(data["title"])[:1]
        )
    text = "\n".join([data["body"], (data.get("enclosure") or {}).get("body", "")])
    numbered = {"一、": "黑体", "（一）": "楷体", "1. ": "仿宋", "（1）": "仿宋"}
    shown = {what: part for what in numbered if (part := _paragraph(text, what))}
    yield from sheet.body_type(
        pages, {f"标题层次 {what.strip()}": (part, numbered[what]) for what, part in shown.items()}
    )
    yield from main_part.headings(pages, list(shown.values()))
    if kind in ("文件", "信函"):
        plain = next(
            line for line in text.split("\n") if len(line) > 15 and line[0] not in "一二三四五六七八九十（123456789"
        )
        yield from sheet.body_type(pages, {"正文": (plain.strip()[:8], "仿宋")})
    attachments = data.get("attachments", [])
    if attachments:
        yield from main_part.attachment_note(pages, [made["title"] for made in attachments])
    signature = data.get("signature")
    if signature and data.get("day"):
        yield from _signature(signature, data, pages, agency)
    for number, made in enumerate(attachments, 1):
        label = f"附件{number if len(attachments) > 1 else ''}"
        if made.get("table"):
            yield from sheet.landscape(pages, COLUMNS, label, made["title"])
        else:
            yield from main_part.annex(pages, label, made["title"])
    if data.get("attended"):
        yield from main_part.attendance(pages, data["attended"])


def _paragraph(text: str, start: str) -> str:
    """The run-in heading of the first paragraph that begins so, up to its first 。."""
    for line in text.split("\n"):
        line = line.strip()
        if line.startswith(start):
            return line.partition("。")[0][:14]
    return ""


def _signature(
    signature: Mapping[str, Any], data: Mapping[str, Any], pages: Sequence[Page], agency: str
) -> Iterator[Finding]:
    day = _day(data["day"])
    page = next((page for page in pages if day in page.text and "印发" not in page.text.partition(day)[2][:2]), None)
    if page is None:
        yield lost("7.3.5", "成文日期", "没有找到")
        return
    ending = "".join(data["body"].split())[-4:]
    yield same("7.3.5.5", "署名所在的面有正文", True, ending in page.text)
    agencies = signature.get("agencies") or [agency]
    if signature["mode"] == "seal":
        yield from main_part.sealed(page, agencies, day)
    elif signature["mode"] == "plain":
        yield from main_part.plain(page, agencies[0], day)
    else:
        yield from main_part.stamped(page, signature["stamps"][0]["post"], signature["stamps"][0]["name"], day)
    if data.get("note"):
        yield from main_part.note(page, data["note"], day)


def _tail(data: Mapping[str, Any], pages: Sequence[Page], agency: str) -> Iterator[Finding]:
    made, letter = data.get("imprint"), data.get("format") == "信函"
    blank = [page.number for page in pages if not [char for char in page.chars if char.baseline < gb.BOTTOM + 3]]
    without = [*blank, *(number + 1 for number in blank)]
    yield from sheet.page_numbers(pages, [1, *without] if letter else without)
    if made and letter:
        yield from imprint.letter_imprint(pages, made["copies"])
    elif made:
        yield from imprint.imprint(pages, made["office"], _day(made["day"]), made.get("copies", []))


def _day(text: str) -> str:
    day = date.fromisoformat(text)
    return f"{day.year}年{day.month}月{day.day}日"
