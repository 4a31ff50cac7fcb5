"""Templates of the bureau's own: a .docx edited in Word or WPS takes the place of a built-in layout.

A template is data. It is read as XML and filled at its tags; nothing in it is ever run, and only what is known to be
harmless on a reader's machine is carried into documents (`vetting`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docx.document import Document as DocumentObject
from docx.oxml.exceptions import XmlchemyError

from generator.catalog.documents import PLACEHOLDER, ChecksBlock, DocumentType
from generator.catalog.problem import Problem, Severity, did_you_mean
from generator.catalog.validation import Scene
from generator.word.forms import tags
from generator.word.forms.vetting import NO_DOCUMENT, WHOLE, TemplateError, TemplateFault, vetted
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
    seen: dict[str, _Spot] = {}
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


def _fault(document: DocumentType, control: Element, tag: str, spot: _Spot) -> Iterator[TemplateFault]:
    known = _known(document)
    if tag not in known:
        yield TemplateFault(spot.words, f"标签“{tag}”不属于{document.title}", did_you_mean(tag, known), at=spot.at)
        return
    owners = [spec for spec in document.fields if tag in {column.tag for column in spec.columns}]
    inside = {sdt.tag_of(outer) for outer in control.iterancestors(qualified("w:sdt"))}
    if owners and document.field(tag) is None and not any(owner.tag in inside for owner in owners):
        yield TemplateFault(
            spot.words,
            f"“{known[tag]}”应放在列表“{owners[0].label}”的重复行里",
            f"请从导出的模板中复制带 {owners[0].tag} 标签的那一行",
            at=spot.at,
        )


def _missing(document: DocumentType, seen: dict[str, _Spot]) -> Iterator[TemplateFault]:
    """Fields and wordings the template leaves out, each with the one it follows in the built-in layout."""
    before = _Spot()
    seen = {**seen, **dict.fromkeys(_within_wordings(document, seen), _Spot())}
    wanted = [(spec.tag, spec.label) for spec in document.fields]
    wanted += [(tags.wording(name), f"用语 {name}") for name in document.wording]
    if any(isinstance(block, ChecksBlock) for block in document.body):
        wanted += [(tag, tags.RESERVED[tag]) for tag in tags.CHECK_PARTS]
    for tag, label in wanted:
        if tag in seen:
            before = seen[tag] if seen[tag].words else before
        else:
            place = f"{before.words}之后" if before.words else "正文开头"
            what, hint = f"缺少“{label}”（标签 {tag}）", "请从导出的模板中复制这个内容控件"
            yield TemplateFault(place, what, hint, breaks=False, at=before.at)


def _within_wordings(document: DocumentType, seen: dict[str, _Spot]) -> Iterator[str]:
    """The fields that come with a wording the template has."""
    for name, wordings in document.wording.items():
        if tags.wording(name) in seen:
            yield from (tag for wording in wordings for tag in PLACEHOLDER.findall(wording.text))


def template_problems(scene: Scene) -> Iterator[Problem]:
    """What is wrong with the templates of a catalog: an error where one cannot be used, a warning where a field is missing."""
    for document in scene.catalog.documents:
        if (content := scene.catalog.templates.get(document.id)) is not None:
            try:
                yield from (_problem(document, fault) for fault in faults(document, content))
            except TemplateError as error:
                yield from problems_of(document, error)


def problems_of(document: DocumentType, error: TemplateError) -> Iterator[Problem]:
    """Why a type's template cannot be used."""
    for reason in error.reasons:
        yield _problem(document, reason if isinstance(reason, TemplateFault) else TemplateFault("", reason))


def _problem(document: DocumentType, fault: TemplateFault) -> Problem:
    severity: Severity = "error" if fault.breaks else "warning"
    what = str(fault) if fault.where else fault.what
    return Problem(f"documents/{document.id}.docx", *fault.at, severity, what, hint=_INSTEAD)


_INSTEAD = "用 jianguan template export 导出内置版式对照修改；不用这个模板就把它移走"


@dataclass(frozen=True)
class _Spot:
    """Where something stands: in words, and its paragraph and the character in that."""

    words: str = ""
    at: tuple[int, int] = WHOLE


def _places(root: Element, document: DocumentObject) -> dict[Element, _Spot]:
    """Where each control stands, in words: 正文第 3 段（“被检查单位”之后），表 1 第 2 行."""
    part = "正文" if root is document.element.body else ("页眉" if root.tag == qualified("w:hdr") else "页脚")
    places: dict[Element, _Spot] = {}
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
        before = _before(holder, control)
        after = f"（“{before[-_SNIPPET:]}”之后）" if before.strip() else ""
        places[control] = _Spot(f"{part}第 {number} 段{after}{in_table}", (number, len(before) + 1))
    return places


def _before(holder: Element | None, control: Element) -> str:
    """The words before a control in its paragraph."""
    words = ""
    for text in [] if holder is None else holder.iter(_T):
        if control in text.iterancestors():
            break
        words += text.text or ""
    return words
