"""Templates of the bureau's own: a .docx edited in Word or WPS takes the place of a built-in layout.

A template is data. It is read as XML and filled at its tags; nothing in it is ever run, and only what is known to be
harmless on a reader's machine is carried into documents (`vetting`).
"""

from __future__ import annotations

from collections.abc import Iterator

from docx.document import Document as DocumentObject
from docx.oxml.exceptions import XmlchemyError

from generator.catalog.documents import PLACEHOLDER, ChecksBlock, DocumentType
from generator.catalog.problem import Problem, Severity, did_you_mean
from generator.views import View
from generator.word.forms import tags
from generator.word.forms.vetting import NO_DOCUMENT, TemplateError, TemplateFault, vetted
from generator.word.paper import sdt
from generator.word.paper.ooxml import Element, qualified

_P, _T, _TBL, _TR = (qualified(f"w:{name}") for name in ("p", "t", "tbl", "tr"))
_SNIPPET = 12


def template(content: bytes) -> DocumentObject:
    """A template's document, ready to fill. Raises TemplateError as `vetted`, and where it cannot be filled as it is."""
    made = vetted(content)
    try:
        for root in roots(made):
            _settle(root, made)
    except (KeyError, ValueError, AttributeError, XmlchemyError) as error:  # values that the library cannot read
        raise error if isinstance(error, TemplateError) else TemplateError(NO_DOCUMENT) from error
    return made


def _settle(root: Element, document: DocumentObject) -> None:
    """Take out that a control shows a prompt: what is filled in would be grey, and gone at a click.

    Raises TemplateError for a control or list that has nothing to fill.
    """
    prompts = {"PlaceholderText"} | {
        style.style_id
        for style in document.styles
        if (style.name or "").casefold() in ("placeholder text", "占位符文本")
    }
    for control in sdt.controls_in(root):
        properties, tag = control.find(qualified("w:sdtPr")), sdt.tag_of(control)
        content = control.find(qualified("w:sdtContent"))
        if properties is None or content is None or (sdt.is_repeating(control) and not len(content)):
            raise TemplateError(f"模板中的内容控件“{tag}”不完整，不能填写；请删去，从导出的模板中复制")
        for shows in properties.findall(qualified("w:showingPlcHdr")):
            properties.remove(shows)
        for look in list(content.iter(qualified("w:rStyle"))):
            if look.get(qualified("w:val")) in prompts:
                look.getparent().remove(look)


def roots(document: DocumentObject) -> list[Element]:
    """The roots of the body and of every header and footer the document has, each once."""
    found: dict[int, Element] = {id(document.element.body): document.element.body}
    for section in document.sections:
        parts = [section.header, section.footer]
        if section.different_first_page_header_footer:
            parts += [section.first_page_header, section.first_page_footer]
        if document.settings.odd_and_even_pages_header_footer:
            parts += [section.even_page_header, section.even_page_footer]
        for part in parts:
            if not part.is_linked_to_previous:
                found.setdefault(id(part.part.element), part.part.element)
    return list(found.values())


def faults(document: DocumentType, content: bytes) -> list[TemplateFault]:
    """Everything wrong with a template of a type: unknown, misspelt and misplaced tags with their place, and missing ones.

    Raises TemplateError as `template` does.
    """
    made = template(content)
    found: list[TemplateFault] = []
    seen: dict[str, str] = {}
    for root in roots(made):
        where = _places(root, made)
        for control in sdt.controls_in(root):
            if tag := sdt.tag_of(control):
                seen.setdefault(tag, where[control])
                found += _fault(document, control, tag, where[control])
    found += _missing(document, seen)
    return found


def _known(document: DocumentType) -> dict[str, str]:
    """Every tag a template of the type may have, with its title."""
    known = {spec.tag: spec.label for spec in document.fields}
    known |= {column.tag: column.label for spec in document.fields for column in spec.columns}
    known |= {tags.wording(name): f"用语 {name}" for name in document.wording}
    return known | tags.RESERVED


def _fault(document: DocumentType, control: Element, tag: str, where: str) -> Iterator[TemplateFault]:
    known = _known(document)
    if tag not in known:
        yield TemplateFault(where, f"标签“{tag}”不属于{document.title}", did_you_mean(tag, known))
        return
    owners = [spec for spec in document.fields if tag in {column.tag for column in spec.columns}]
    inside = {sdt.tag_of(outer) for outer in control.iterancestors(qualified("w:sdt"))}
    if owners and document.field(tag) is None and not any(owner.tag in inside for owner in owners):
        yield TemplateFault(
            where,
            f"“{known[tag]}”应放在列表“{owners[0].label}”的重复行里",
            f"请从导出的模板中复制带 {owners[0].tag} 标签的那一行",
        )


def _missing(document: DocumentType, seen: dict[str, str]) -> Iterator[TemplateFault]:
    """Fields and wordings the template leaves out, each with the one it follows in the built-in layout."""
    before = ""
    seen = {**seen, **dict.fromkeys(_within_wordings(document, seen), "")}
    wanted = [(spec.tag, spec.label) for spec in document.fields]
    wanted += [(tags.wording(name), f"用语 {name}") for name in document.wording]
    if any(isinstance(block, ChecksBlock) for block in document.body):
        wanted += [(tag, tags.RESERVED[tag]) for tag in tags.CHECK_PARTS]
    for tag, label in wanted:
        if tag in seen:
            before = seen[tag] or before
        else:
            place = f"{before}之后" if before else "正文开头"
            yield TemplateFault(place, f"缺少“{label}”（标签 {tag}）", "请从导出的模板中复制这个内容控件", breaks=False)


def _within_wordings(document: DocumentType, seen: dict[str, str]) -> Iterator[str]:
    """The fields that come with a wording the template has."""
    for name, wordings in document.wording.items():
        if tags.wording(name) in seen:
            yield from (tag for wording in wordings for tag in PLACEHOLDER.findall(wording.text))


def problems(view: View) -> list[Problem]:
    """What is wrong with the templates of a catalog: an error where one cannot be used, a warning where a field is missing."""
    found = []
    for document in view.documents:
        if (content := view.templates.get(document.id)) is None:
            continue
        file = f"documents/{document.id}.docx"
        hint = "用 jianguan template export 导出内置版式对照修改；不用这个模板就把它移走"
        try:
            for fault in faults(document, content):
                severity: Severity = "error" if fault.breaks else "warning"
                found.append(Problem(file, 1, 1, severity, str(fault), hint=hint))
        except TemplateError as error:
            found += [Problem(file, 1, 1, "error", reason, hint=hint) for reason in error.reasons]
    return found


def _places(root: Element, document: DocumentObject) -> dict[Element, str]:
    """Where each control stands, in words: 正文第 3 段（“被检查单位”之后），表 1 第 2 行."""
    part = "正文" if root is document.element.body else ("页眉" if root.tag == qualified("w:hdr") else "页脚")
    places: dict[Element, str] = {}
    paragraphs = {made: number for number, made in enumerate(root.iter(_P), 1)}
    tables = {made: number for number, made in enumerate(root.iter(_TBL), 1)}
    for control in sdt.controls_in(root):
        holder = next((made for made in control.iterancestors(_P)), None)
        if holder is None:
            holder = next(control.iter(_P), None)
        number = paragraphs.get(holder, 1)
        row = next((made for made in control.iterancestors(_TR)), None)
        if row is None:
            row = next(control.iter(_TR), None)
        in_table = ""
        if row is not None:
            table = next(row.iterancestors(_TBL))
            in_table = f"，表 {tables[table]} 第 {list(table.iter(_TR)).index(row) + 1} 行"
        places[control] = f"{part}第 {number} 段{_after(holder, control)}{in_table}"
    return places


def _after(holder: Element | None, control: Element) -> str:
    """（“…”之后）: the words before the control in its paragraph."""
    words = ""
    for text in [] if holder is None else holder.iter(_T):
        if control in text.iterancestors():
            break
        words += text.text or ""
    return f"（“{words[-_SNIPPET:]}”之后）" if words.strip() else ""
