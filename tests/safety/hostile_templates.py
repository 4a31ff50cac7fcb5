"""Hostile templates by name. `REFUSED` must be named and turned away; `LEFT_OUT` may serve, without what is hostile."""

from __future__ import annotations

import zipfile

from tests.safety.crafted import (
    ASVG,
    BEGIN,
    DDE,
    END,
    PNG,
    RN,
    SEPARATE,
    URL,
    WORD,
    Craft,
    Docx,
    M,
    R,
    V,
    W,
    code,
    flagged,
    instruction,
    picture,
    renamed,
    text_box,
    vml,
)  # fmt: skip

_OLE = '<o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" Type="Embed" ProgID="Package" r:id="rIdX"/>'
_BOX = '<v:shape style="width:9pt;height:9pt">'
_OFFICE = "application/vnd.openxmlformats-officedocument."
_FORM = '<w:ffData><w:name w:val="f"/><w:entryMacro w:val="evil"/></w:ffData>'
_COMMENTED = '<w:commentRangeStart w:id="1"/><w:r><w:t>x</w:t></w:r><w:commentRangeEnd w:id="1"/>'
_CODES = {
    "INCLUDEPICTURE": f'INCLUDEPICTURE "{URL}" \\d',
    "INCLUDETEXT": f'INCLUDETEXT "{URL}"',
    "INCLUDE": f"INCLUDE {URL}",
    "IMPORT": f"IMPORT {URL}",
    "LINK": f"LINK Excel.Sheet.8 {URL} R1C1 \\a",
    "EMBED": "EMBED evil.Object",
    "DATABASE": 'DATABASE \\c "DSN=evil"',
    "RD": f"RD {URL}",
    "MACROBUTTON": "MACROBUTTON evil 点击",
    "GOTOBUTTON": "GOTOBUTTON evil",
    "PRINT": "PRINT 27 evil",
    "HYPERLINK": f'HYPERLINK "{URL}"',
    "HYPERLINK to a file and a place": f'HYPERLINK "{URL}" \\l "a"',
    "HYPERLINK whose place is an address": f'HYPERLINK \\l "{URL}"',
    "HYPERLINK by another field": 'HYPERLINK \\l "a" \\t "evil"',
    "AUTOTEXT": "AUTOTEXT evil",
    "DOCVARIABLE": "DOCVARIABLE evil",
    "MERGEFIELD": "MERGEFIELD evil",
    "FILENAME": "FILENAME \\p evil",
    "ADDIN": "ADDIN evil",
    "DISPLAYBARCODE": f'DISPLAYBARCODE "{URL}" QR',
    "no word at all": '"evil"',
    "small letters": f"includepicture {URL}",
    "a full-width blank": f"\u3000DDE evil {URL}",
    "a word glued to a known one": "PAGEDDE evil",
}


def _dde_in(name: str) -> Craft:
    return lambda docx: docx.header(f"<w:p>{code(DDE)}</w:p>", name)


def _other_main(docx: Docx) -> Docx:
    docx.entries["document.wml"] = docx.entries.pop("word/document.xml").replace(
        b"<w:body>", f"<w:body><w:p>{code(DDE)}</w:p>".encode()
    )
    docx.entries["_rels/document.wml.rels"] = docx.entries.pop("word/_rels/document.xml.rels").replace(
        b'Target="', b'Target="word/'
    )
    docx.swap("[Content_Types].xml", 'PartName="/word/document.xml"', 'PartName="/document.wml"')
    return docx.swap("_rels/.rels", "word/document.xml", "document.wml")


def _chunk(name: str, type_: str, content: str | bytes) -> Craft:
    return lambda docx: (
        docx.part(name, type_, content).relation("aFChunk", f"/{name}").body('<w:altChunk r:id="rIdX"/>')
    )


def _as_main(type_: str) -> Craft:
    return lambda docx: docx.swap("[Content_Types].xml", f"{WORD}document.main+xml", type_)


def _linked(relation: str, xml: str, target: str = URL) -> Craft:
    return lambda docx: docx.outside(relation, target).text(xml)


def _embedded(relation: str, type_: str, xml: str, name: str = "word/embeddings/evil.bin") -> Craft:
    return lambda docx: docx.part(name, type_, b"evil").relation(relation, f"/{name}").text(xml)


def _graphic(uri: str, inner: str) -> str:
    return (
        '<w:r><w:drawing><wp:inline><wp:extent cx="9" cy="9"/><wp:docPr id="73" name="g"/><a:graphic>'
        f'<a:graphicData uri="{uri}">{inner}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_SHADOWED = BEGIN + text_box(instruction("PAGE ")) + instruction(DDE) + SEPARATE + "<w:r><w:t>1</w:t></w:r>" + END
_EITHER = (
    f'{BEGIN}<mc:AlternateContent><mc:Choice Requires="w14"/><mc:Fallback>{instruction("PAGE ")}</mc:Fallback>'
    f"</mc:AlternateContent>{instruction(DDE)}{END}"
)
_ASIDE = f"{BEGIN}<w:r><w:rPr><w:instrText>PAGE </w:instrText></w:rPr></w:r>{instruction(DDE)}{END}"
_IN_A_HIDDEN_RUN = f"{BEGIN}<w:ruby><w:rt>{instruction('PAGE ')}</w:rt></w:ruby>{instruction(DDE)}{END}"
_QUOTED = BEGIN + code("QUOTE 68 68 69") + instruction(" evil") + END
_NESTED = BEGIN + instruction("DATE") + code("= 1") + instruction(" evil") + END
_TYPED = f"{BEGIN}<w:r><w:t>DDEAUTO evil</w:t></w:r>{instruction('PAGE')}{END}"
_BROKEN = f"{BEGIN}<w:r><w:t>DDE evil </w:t><w:instrText>PAGE</w:instrText></w:r>{END}"

FIELDS: dict[str, Craft] = {
    "DDE in a header not named .xml": _dde_in("word/header9.dat"),
    "DDE in a header without extension": _dde_in("word/header9"),
    "DDE in a document named .wml": _other_main,
    "DDE cut into runs": lambda docx: docx.text(code("D", "DEAU", "TO c:\\evil")),
    "DDE in a simple field": lambda docx: docx.text(f'<w:fldSimple w:instr="{DDE.replace(chr(34), "")}"/>'),
    "DDE in a text box": lambda docx: docx.text(text_box(code(DDE))),
    "DDE in a field within a field": lambda docx: docx.text(BEGIN + instruction("IF 1=1 ") + code(DDE) + END),
    "DDE behind the words of a text box": lambda docx: docx.text(_SHADOWED),
    "DDE behind an alternative": lambda docx: docx.text(_EITHER),
    "DDE behind words within a run's properties": lambda docx: docx.text(_ASIDE),
    "DDE behind words where none belong": lambda docx: docx.text(
        f"{BEGIN}</w:p><w:p><w:pPr>{instruction('PAGE ')}</w:pPr>{instruction(DDE)}{END}"
    ),
    "a code outside of a run": lambda docx: docx.text(f"<w:instrText>{DDE}</w:instrText>"),
    "DDE behind words over other words": lambda docx: docx.text(_IN_A_HIDDEN_RUN),
    "a word made by QUOTE": lambda docx: docx.text(_QUOTED),
    "a word that another field ends": lambda docx: docx.text(_NESTED),
    "a word typed as text": lambda docx: docx.text(_TYPED),
    "a word typed as text within a run": lambda docx: docx.text(_BROKEN),
    "DDE in a cell behind words outside": lambda docx: docx.body(
        f"<w:p>{BEGIN}{instruction('PAGE ')}</w:p><w:tbl><w:tr><w:tc><w:p>{instruction(DDE)}{END}</w:p></w:tc></w:tr></w:tbl>"
    ),
    "DDE that does not begin": lambda docx: docx.text(instruction(DDE) + SEPARATE + END),
    "DDE that does not end": lambda docx: docx.text(BEGIN + instruction(DDE)),
    "DDE in what a field shows": lambda docx: docx.text(BEGIN + instruction("PAGE") + SEPARATE + instruction(DDE) + END),
    "DDE in a footnote": lambda docx: docx.part(
        "word/notes.xml", f"{WORD}footnotes+xml",
        f'<w:footnotes {W}><w:footnote w:id="1"><w:p>{code(DDE)}</w:p></w:footnote></w:footnotes>',
    ).relation("footnotes", "notes.xml"),
    "DDE in a style": lambda docx: docx.swap("word/styles.xml", "</w:styles>", f"<w:style><w:p>{code(DDE)}</w:p></w:style></w:styles>"),
    "DDE in UTF-16": lambda docx: docx.header("").part(
        "word/header9.xml2", f"{WORD}header+xml",
        f'<?xml version="1.0" encoding="UTF-16"?><w:hdr {W}><w:p>{code(DDE)}</w:p></w:hdr>'.encode("utf-16"),
    ).swap("word/_rels/document.xml.rels", "header9.xml", "header9.xml2"),
    "a macro on entering a field": lambda docx: docx.text(
        f'<w:r><w:fldChar w:fldCharType="begin">{_FORM}</w:fldChar></w:r>{instruction("FORMTEXT")}{END}'
    ),
    **{f"the field {name}": lambda docx, told=told: docx.text(code(told.replace('"', "&quot;"))) for name, told in _CODES.items()},  # type: ignore[misc]
}  # fmt: skip

LINKS: dict[str, Craft] = {
    "a link to a page": _linked("hyperlink", '<w:hyperlink r:id="rIdX"><w:r><w:t>x</w:t></w:r></w:hyperlink>'),
    "a link to an address of mail": _linked("hyperlink", '<w:hyperlink r:id="rIdX"/>', "mailto:evil@evil.invalid"),
    "a link to a share": _linked("hyperlink", '<w:hyperlink r:id="rIdX"/>', "file:///\\\\evil.invalid\\x"),
    "a link within a link": lambda docx: docx.text('<w:hyperlink w:docLocation="http://evil.invalid/"/>'),
    "a link that nothing names": lambda docx: docx.outside("hyperlink"),
    "a link on a picture": lambda docx: docx.part("word/a.png", "image/png", PNG).relation("image", "a.png").outside(
        "hyperlink", of="word/document.xml").swap("word/_rels/document.xml.rels", 'Id="rIdX" Type="' + R + 'hyperlink', 'Id="rIdL" Type="' + R + 'hyperlink').text(
        picture(properties='<a:hlinkClick r:id="rIdL"/>')),
    "a picture from elsewhere": _linked("image", picture('r:link="rIdX"')),
    "a picture from elsewhere, said to be within": _linked("image", picture()),
    "a picture of the old kind from elsewhere": _linked("image", vml(f'{_BOX}<v:imagedata r:id="rIdX"/></v:shape>')),
    "a picture of the old kind with an address": lambda docx: docx.text(vml(f'{_BOX}<v:imagedata src="{URL}"/></v:shape>')),
    "a picture of the old kind with a second address": lambda docx: docx.text(vml(f'{_BOX}<v:imagedata o:href="{URL}"/></v:shape>')),
    "a picture of the old kind by r:href": _linked("image", vml(f'{_BOX}<v:imagedata r:href="rIdX"/></v:shape>')),
    "a fill from elsewhere": lambda docx: docx.text(vml(f'{_BOX}<v:fill src="{URL}"/></v:shape>')),
    "a stroke from elsewhere": lambda docx: docx.text(vml(f'{_BOX}<v:stroke o:althref="{URL}"/></v:shape>')),
    "a shape that is a link": lambda docx: docx.text(vml(f'<v:shape href="{URL}"/>')),
    "a shape of a kind from elsewhere": lambda docx: docx.text(vml(f'<v:shape type="{URL}#a"/>')),
    "a shape with a behaviour": lambda docx: docx.text(vml('<v:shape style="behavior:url(evil)"/>')),
    "an image element": lambda docx: docx.text(vml(f'<v:image src="{URL}"/>')),
    "a background from elsewhere": lambda docx: docx.swap("word/document.xml", "<w:body>",
        f'<w:background {V}><v:background><v:fill src="{URL}"/></v:background></w:background><w:body>'),
    "a template attached": lambda docx: docx.outside("attachedTemplate", of="word/settings.xml").settings(f'<w:attachedTemplate {RN} r:id="rIdX"/>'),
    "a template attached by the document": lambda docx: docx.outside("attachedTemplate"),
    "a header from elsewhere": lambda docx: docx.outside("header").swap("word/document.xml", "<w:pgSz", '<w:headerReference w:type="even" r:id="rIdX"/><w:pgSz'),
    "styles from elsewhere": lambda docx: docx.outside("styles"),
    "a picture of the theme from elsewhere": lambda docx: docx.outside("image", of="word/theme/theme1.xml").swap(
        "word/theme/theme1.xml", "</a:bgFillStyleLst>", f'<a:blipFill {RN}><a:blip r:link="rIdX"/></a:blipFill></a:bgFillStyleLst>'),
    "a mode in small letters": lambda docx: docx.relation("image", URL, 'TargetMode="external"').text(picture()),
    "a mode with a blank": lambda docx: docx.relation("image", URL, 'TargetMode=" External "').text(picture()),
    "an address said to be within": lambda docx: docx.relation("image", URL).text(picture()),
    "a host without a scheme": lambda docx: docx.relation("image", "//evil.invalid/x.png").text(picture()),
    "a path out of the package": lambda docx: docx.relation("image", "../../evil.png").text(picture()),
    "a path in other letters": lambda docx: docx.part("word/evil.png", "image/png", PNG).relation("image", "%65vil.png").text(picture()),
    "a path with a fragment": lambda docx: docx.part("word/evil.png", "image/png", PNG).relation("image", "evil.png#a").text(picture()),
    "a base for addresses": lambda docx: docx.body(f'<w:p xml:base="{URL}"/>'),
    "a schema's address": lambda docx: docx.body(f'<w:p xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a {URL}"/>'),
    "a style sheet": lambda docx: docx.swap("word/styles.xml", "<w:styles", f'<?xml-stylesheet href="{URL}"?><w:styles').swap("word/styles.xml", "</w:styles>", f'<?xml-stylesheet href="{URL}"?></w:styles>'),
    "a transformation on saving": lambda docx: docx.outside("transform", of="word/settings.xml").settings(f'<w:saveThroughXslt {RN} r:id="rIdX"/>'),
    "a mail merge": lambda docx: docx.outside("mailMergeSource", of="word/settings.xml").settings(
        f'<w:mailMerge><w:connectString w:val="evil"/><w:dataSource {RN} r:id="rIdX"/></w:mailMerge>'),
    "a mail merge without relationship": lambda docx: docx.settings('<w:mailMerge><w:query w:val="SELECT evil"/></w:mailMerge>'),
    "an element of nobody": lambda docx: docx.body('<e:x xmlns:e="urn:evil"/>'),
    "an element of nobody that programs pass over": lambda docx: docx.swap("word/document.xml", 'mc:Ignorable="', 'mc:Ignorable="e ').swap(
        "word/document.xml", "<w:document ", '<w:document xmlns:e="urn:evil" ').body('<e:x/>'),
    "an attribute of nobody": lambda docx: docx.body('<w:p xmlns:e="urn:evil" e:x="evil"/>'),
    "what must be understood": lambda docx: docx.body('<w:p xmlns:w9="urn:evil" mc:MustUnderstand="w9"/>'),
}  # fmt: skip

OBJECTS: dict[str, Craft] = {
    "HTML inserted": _chunk("word/evil.html", "text/html", f'<img src="{URL}">'),
    "RTF inserted": _chunk("word/evil.rtf", "application/rtf", r"{\rtf1{\field{\*\fldinst DDEAUTO evil}}}"),
    "a document inserted": _chunk("word/evil.docx", f"{WORD}document.main+xml", b"PK evil"),
    "XML inserted": _chunk("word/evil.xml", "application/xml", "<evil/>"),
    "an object": _embedded("oleObject", f"{_OFFICE}oleObject", f"<w:r><w:object>{_OLE}</w:object></w:r>"),
    "an object within a picture": lambda docx: docx.text(vml(_OLE.replace("rIdX", "rIdY"))),
    "a workbook": _embedded("package", f"{_OFFICE}spreadsheetml.sheet", f"<w:r><w:object>{_OLE}</w:object></w:r>", "word/evil.xlsx"),
    "an ActiveX control": _embedded("control", "application/vnd.ms-office.activeX+xml", '<w:r><w:object><w:control r:id="rIdX"/></w:object></w:r>', "word/evil.xml"),
    "a control alone": lambda docx: docx.text('<w:r><w:control w:name="evil"/></w:r>'),
    "macros": lambda docx: docx.part("word/vbaProject.bin", "application/vnd.ms-office.vbaProject", b"evil").relation(f"{M}2006/relationships/vbaProject", "vbaProject.bin"),
    "macros by another name": lambda docx: docx.part("word/evil.dat", "application/vnd.ms-office.vbaProject", b"evil").relation(f"{M}2006/relationships/vbaProject", "evil.dat"),
    "macros that nothing leads to": lambda docx: docx.part("word/evil.xml", "application/vnd.ms-office.vbaProject", b"evil"),
    "keys bound to macros": lambda docx: docx.part("word/c.xml", "application/vnd.ms-word.keyMapCustomizations+xml", "<evil/>").relation(f"{M}2006/relationships/keyMapCustomizations", "c.xml"),
    "a ribbon of its own": lambda docx: docx.part("customUI/evil.xml", "application/xml", "<evil/>").relation(f"{M}2007/relationships/ui/extensibility", "customUI/evil.xml", of=""),
    "a task pane": lambda docx: docx.part("word/webextensions/t.xml", "application/vnd.ms-office.webextensiontaskpanes+xml", "<evil/>").relation(f"{M}2011/relationships/webextensiontaskpanes", "word/webextensions/t.xml", of=""),
    "a document below": lambda docx: docx.outside("subDocument", "evil.docx").body('<w:subDoc r:id="rIdX"/>'),
    "a chart": _embedded("chart", f"{_OFFICE}drawingml.chart+xml", _graphic(_CHART, f'<c:chart xmlns:c="{_CHART}" r:id="rIdX"/>'), "word/evil.xml"),
    "handwriting": lambda docx: docx.part("word/ink.xml", "application/inkml+xml", "<evil/>").relation("customXml", "ink.xml").text('<w:r><w:contentPart r:id="rIdX"/></w:r>'),
    "a sound": lambda docx: docx.outside("audio").text(picture(properties='<a:snd r:embed="rIdX"/>')),
    "an SVG as picture": lambda docx: docx.part("word/evil.svg", "image/svg+xml", f'<svg><image href="{URL}"/></svg>').relation("image", "evil.svg").text(picture()),
    "an SVG said to be a PNG": lambda docx: docx.part("word/evil.png", "image/png", f'<svg><image href="{URL}"/></svg>').relation("image", "evil.png").text(picture()),
    "a metafile as picture": lambda docx: docx.part("word/evil.emf", "image/x-emf", b"\1\0\0\0evil").relation("image", "evil.emf").text(picture()),
    "HTML said to be a picture": lambda docx: docx.part("word/evil.png", "text/html", "<evil/>").relation("image", "evil.png").text(picture()),
    "comments": lambda docx: docx.part("word/comments.xml", f"{WORD}comments+xml", f'<w:comments {W}><w:comment w:id="1"><w:p>{code(DDE)}</w:p></w:comment></w:comments>').relation("comments", "comments.xml").text(_COMMENTED),
    "changes not settled, of a paragraph": lambda docx: docx.body('<w:p><w:pPr><w:rPr><w:ins w:id="1" w:author="evil"/></w:rPr></w:pPr></w:p>'),
    "changes not settled, of looks": lambda docx: docx.body('<w:p><w:pPr><w:pPrChange w:id="1" w:author="evil"><w:pPr/></w:pPrChange></w:pPr></w:p>'),
    "changes not settled, in a footnote": lambda docx: docx.part("word/notes.xml", f"{WORD}footnotes+xml",
        f'<w:footnotes {W}><w:footnote w:id="1"><w:p><w:del w:id="1" w:author="evil"/></w:p></w:footnote></w:footnotes>').relation("footnotes", "notes.xml"),
    "a relationship of nobody": lambda docx: docx.part("word/evil.xml", "application/xml", "<evil/>").relation("urn:evil", "evil.xml"),
    "an address as the name of a relationship": lambda docx: docx.part("word/a.png", "image/png", PNG).relation("image", "a.png", name=URL).text(picture(f'r:embed="{URL}"')),
    "HTML that begins as a bitmap": lambda docx: docx.part("word/a.bmp", "image/bmp", b"BM<evil>").relation("image", "a.bmp").text(picture()),
    "a kind of drawing by an address": lambda docx: docx.text(_graphic(URL, "")),
    "a part of a type of nobody": lambda docx: docx.part("word/evil.xml", "application/evil", "<evil/>"),
    "a signature": lambda docx: docx.part("_xmlsignatures/s.xml", "application/vnd.openxmlformats-package.digital-signature-xmlsignature+xml", "<evil/>"),
    "a header that is a footer": lambda docx: docx.header("").swap("word/header9.xml", "w:hdr", "w:ftr").swap("word/header9.xml", "/w:hdr", "/w:ftr"),
    "a header that is a picture too": lambda docx: docx.header("").relation("image", "header9.xml").text(picture()),
    "a header that is missing": lambda docx: docx.swap("word/document.xml", "<w:pgSz", '<w:headerReference w:type="even" r:id="rIdX"/><w:pgSz'),
    "a picture that is a header": lambda docx: docx.header("").text(picture('r:embed="rIdH"')),
    "two kinds of styles": lambda docx: docx.part("word/s.xml", f"{WORD}styles+xml", f"<w:styles {W}/>").relation("styles", "s.xml"),
    "a document within the document": lambda docx: docx.part("word/d.xml", f"{WORD}document.main+xml", f"<w:document {W}/>").relation("officeDocument", "d.xml"),
    "a header of the styles": lambda docx: docx.part("word/h.xml", f"{WORD}header+xml", f"<w:hdr {W}/>").relation("header", "h.xml", of="word/styles.xml"),
    "a type with a parameter": lambda docx: docx.header("").swap("[Content_Types].xml", f"{WORD}header+xml", f"{WORD}header+xml;v=evil"),
    "relationships that are a part": lambda docx: docx.part("word/_rels/a.png.rels", "image/png", PNG).relation("image", "_rels/a.png.rels").text(picture()),
}  # fmt: skip

CONTAINERS: dict[str, Craft] = {
    "macros allowed": _as_main("application/vnd.ms-word.document.macroEnabled.main+xml"),
    "a Word template": _as_main(f"{WORD}template.main+xml"),
    "a glossary as document": _as_main(f"{WORD}document.glossary+xml"),
    "the other form of the standard": lambda docx: docx.swap("_rels/.rels", R, "http://purl.oclc.org/ooxml/officeDocument/relationships/"),
    "an old .doc": lambda docx: b"\xd0\xcf\x11\xe0" + bytes(600),
    "no types": lambda docx: (docx.entries.pop("[Content_Types].xml"), docx)[1],
    "no relationships": lambda docx: (docx.entries.pop("_rels/.rels"), docx)[1],
    "two types of one part": lambda docx: docx.type("word/styles.xml", "image/png"),
    "one relationship twice": lambda docx: docx.relation("image", "a.png", name="rId1"),
    "one name in two cases": lambda docx: docx.part("word/Document.xml", f"{WORD}document.main+xml", "<evil/>"),
    "a name that leads out": lambda docx: docx.part("../../evil.xml", "application/xml", "<evil/>"),
    "a name from the root": lambda docx: docx.part("/evil.xml", "application/xml", "<evil/>"),
    "a name of Windows": lambda docx: docx.part("word\\evil.xml", "application/xml", "<evil/>"),
    "a name that is not UTF-8": lambda docx: renamed(docx.part("word/é.evil", "application/xml", "<evil/>").packed(), "é".encode(), b"\xe9\xff"),
    "a password": lambda docx: flagged(docx.packed(), 6, 8, "<H", 1),
    "a size that is a lie": lambda docx: flagged(docx.packed(), 22, 24, "<I", 10),
    "a size beyond all": lambda docx: flagged(docx.packed(), 22, 24, "<I", 4_000_000_000),
    "another way to compress": lambda docx: docx.packed(method=zipfile.ZIP_BZIP2),
    "too many entries": lambda docx: [docx.entries.update({f"word/a{n}.xml": b""}) for n in range(2_001)] and docx,  # type: ignore[func-returns-value]
    "a bomb": lambda docx: [docx.entries.update({f"word/a{n}.xml": bytes(19_000_000)}) for n in range(4)] and docx,  # type: ignore[func-returns-value]
    "elements too deep": lambda docx: docx.text("<w:smartTag>" * 3_000 + "</w:smartTag>" * 3_000),
    "entities": lambda docx: docx.swap("word/settings.xml", "<w:settings", '<!DOCTYPE a [<!ENTITY a "evil">]><w:settings'),
    "entities in relationships": lambda docx: docx.swap("_rels/.rels", "<Relationships", f'<!DOCTYPE a SYSTEM "{URL}"><Relationships'),
    "entities in the types": lambda docx: docx.swap("[Content_Types].xml", "<Types", f'<!DOCTYPE a [<!ENTITY % b SYSTEM "{URL}"> %b;]><Types'),
    "attributes without end": lambda docx: docx.body(f"<w:p {' '.join(f'w:a{n}=' + repr('1') for n in range(20_000))}/>"),
    "letters of another code": lambda docx: docx.swap("word/settings.xml", "UTF-8", "UTF-7"),
    "XML that is none": lambda docx: docx.swap("word/styles.xml", "</w:styles>", ""),
    "letters that XML has not": lambda docx: docx.swap("word/styles.xml", "</w:styles>", "&#0;</w:styles>"),
    "letters of an unknown code": lambda docx: docx.swap("word/styles.xml", "UTF-8", "evil-8"),
    "cut off": lambda docx: docx.packed()[:-40],
}  # fmt: skip

LEFT_OUT: dict[str, Craft] = {
    "the prompts of controls": lambda docx: docx.part("word/glossary/document.xml", f"{WORD}document.glossary+xml", f"<w:glossaryDocument {W}><w:p>{code(DDE)}</w:p></w:glossaryDocument>")
        .relation("glossaryDocument", "glossary/document.xml").outside("attachedTemplate", of="word/glossary/document.xml"),
    "data behind controls": lambda docx: docx.part("customXml/item1.xml", "application/xml", "<evil/>").relation("customXml", "../customXml/item1.xml").outside("hyperlink", of="customXml/item1.xml"),
    "frames and web settings": lambda docx: docx.part("word/webSettings.xml", f"{WORD}webSettings+xml", f'<w:webSettings {W}><w:frameset><w:frame><w:sourceFileName r:id="rIdX" {RN}/></w:frame></w:frameset></w:webSettings>')
        .relation("webSettings", "webSettings.xml").outside("frame", of="word/webSettings.xml"),
    "properties of its own": lambda docx: docx.part("docProps/custom.xml", f"{_OFFICE}custom-properties+xml", "<evil/>").relation("custom-properties", "docProps/custom.xml", of=""),
    "a base for links": lambda docx: docx.swap("docProps/app.xml", "<Application>", f"<HyperlinkBase>{URL}</HyperlinkBase><Application>"),
    "embedded fonts": lambda docx: docx.part("word/fonts/f.odttf", f"{_OFFICE}obfuscatedFont", b"evil").relation("font", "fonts/f.odttf", of="word/fontTable.xml")
        .swap("word/fontTable.xml", "</w:font>", f'<w:embedRegular {RN} r:id="rIdX" w:fontKey="{{evil}}"/></w:font>'),
    "settings of a printer": lambda docx: docx.part("word/printer.bin", f"{WORD}printerSettings", b"evil").relation("printerSettings", "printer.bin").swap("word/document.xml", "<w:pgSz", '<w:printerSettings r:id="rIdX"/><w:pgSz'),
    "variables": lambda docx: docx.settings('<w:docVars><w:docVar w:name="commondata" w:val="evil"/></w:docVars>'),
    "schemas": lambda docx: docx.settings(f'<w:attachedSchema w:val="{URL}"/><sl:schemaLibrary xmlns:sl="http://schemas.openxmlformats.org/schemaLibrary/2006/main"><sl:schema sl:manifestLocation="{URL}"/></sl:schemaLibrary>'),
    "an SVG beside a picture": lambda docx: docx.part("word/evil.svg", "image/svg+xml", f'<svg><image href="{URL}"/></svg>').relation("image", "evil.svg", name="rIdS").part("word/a.png", "image/png", PNG).relation("image", "a.png")
        .text(picture(more=f'<a:extLst><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}"><asvg:svgBlip {ASVG} r:embed="rIdS"/></a:ext></a:extLst>')),
    "a film from the web": lambda docx: docx.part("word/a.png", "image/png", PNG).relation("image", "a.png").text(
        picture(properties=f'<a:extLst><a:ext uri="{{C809E66F-F1BF-436E-b5F7-EEA9579F0CBA}}"><wp15:webVideoPr xmlns:wp15="{M}word/2012/wordprocessingDrawing" embeddedHtml="{URL}"/></a:ext></a:extLst>')),
    "a drawing in an attribute": lambda docx: docx.text(vml('<v:shape style="width:9pt" o:gfxdata="evil"/>')),
    "data of a field": lambda docx: docx.text(f'<w:r><w:fldChar w:fldCharType="begin"><w:fldData>evil</w:fldData></w:fldChar></w:r>{instruction("PAGE")}{END}'),
    "a control bound to data": lambda docx: docx.swap("word/document.xml", "</w:sdtPr>", '<w:dataBinding w:xpath="/evil" w:storeItemID="{evil}"/></w:sdtPr>'),
    "tags of what a text is": lambda docx: docx.text(f'<w:smartTag w:uri="{URL}" w:element="evil"><w:r><w:t>x</w:t></w:r></w:smartTag>'),
    "a header that nothing names": lambda docx: docx.part("word/h.xml", f"{WORD}header+xml", f"<w:hdr {W}><w:p><w:r><w:t>evil</w:t></w:r></w:p></w:hdr>").relation("header", "h.xml"),
    "a part that nothing leads to": lambda docx: docx.part("word/evil.xml", f"{WORD}header+xml", f"<w:hdr {W}><w:p>{code(DDE)}</w:p></w:hdr>"),
    "people": lambda docx: docx.part("word/people.xml", f"{WORD}people+xml", "<evil/>").relation(f"{M}2011/relationships/people", "people.xml"),
    "a picture of the first page": lambda docx: docx.part("docProps/thumbnail.emf", "image/x-emf", b"evil").relation("http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail", "docProps/thumbnail.emf", of=""),
    "marks of WPS": lambda docx: docx.body('<w:p><evil:x xmlns:evil="http://www.wps.cn/officeDocument/2013/wpsCustomData" y="evil"/></w:p>'),
    "a comment in XML": lambda docx: docx.body("<!-- evil -->"),
    "relationships of nothing": lambda docx: docx.outside("attachedTemplate", of="word/nothing.xml"),
}  # fmt: skip

REFUSED = FIELDS | LINKS | OBJECTS | CONTAINERS
HOSTILE = REFUSED | LEFT_OUT


def crafted(content: bytes, name: str) -> bytes:
    """The hostile template of a name, made of an exported one."""
    made = HOSTILE[name](Docx(content))
    return made if isinstance(made, bytes) else made.packed()
