"""What common things that a template may not have are called, and how to get rid of them in Word or WPS."""

from __future__ import annotations

from generator.word.forms.vetting.carried import STRICT

_OBJECT = ("嵌入的对象", "请删去对象，需要的内容用文字、表格或者图片代替")
_MACRO = ("宏", "请另存为不含宏的 .docx")
_CONTROL = ("ActiveX 控件", "请删去控件，改用内容控件")
_TRACKED = ("没有处理的修订，会随文书发出", "请在 Word 或者 WPS 中接受或者拒绝全部修订")
_COMMENT = ("批注，会随文书发出", "请在“审阅”中删去全部批注")
_MERGE = ("邮件合并的数据源", "请在“邮件—开始邮件合并”中选“普通 Word 文档”")
_OTHER_FILE = ("插入的其他文件", "请把内容放进文档，不要链接或者嵌入文件")
_CHART = ("图表、SmartArt 图形或者三维、手写内容", "请选中后剪切，再选择性粘贴为 PNG 图片")
_PICTURE = ("不能使用的图片格式", "请另存为 PNG 或者 JPEG 图片再插入")
_LINK = ("外部链接", "请右键单击，选“取消超链接”，文字可以保留")
_MEDIA = ("音频或者视频", "请删去")
_MENU = ("自定义的界面或者加载项", "请另存为普通的 .docx")
_TEMPLATE = ("附加的模板", "请在“开发工具—文档模板”中把文档模板改回 Normal")

_RELATIONSHIPS = {
    "hyperlink": _LINK,
    "attachedTemplate": _TEMPLATE,
    "vbaProject": _MACRO,
    "wordVbaData": _MACRO,
    "keyMapCustomizations": _MACRO,
    "oleObject": _OBJECT,
    "package": _OBJECT,
    "control": _CONTROL,
    "activeXControlBinary": _CONTROL,
    "aFChunk": _OTHER_FILE,
    "subDocument": _OTHER_FILE,
    "frame": _OTHER_FILE,
    "mailMergeSource": _MERGE,
    "mailMergeHeaderSource": _MERGE,
    "mailMergeRecipientData": _MERGE,
    "recipientData": _MERGE,
    "chart": _CHART,
    "chartEx": _CHART,
    "diagramData": _CHART,
    "audio": _MEDIA,
    "video": _MEDIA,
    "media": _MEDIA,
    "extensibility": _MENU,
    "ui": _MENU,
    "webextensiontaskpanes": _MENU,
    "image": _PICTURE,
}

_TYPES = (
    ("template", ("Word 模板（.dotx、.dotm）", "请另存为“Word 文档（*.docx）”")),
    ("macroenabled", _MACRO),
    ("vba", _MACRO),
    ("keymap", _MACRO),
    ("activex", _CONTROL),
    ("oleobject", _OBJECT),
    ("spreadsheetml", _OBJECT),
    ("wordprocessingml.document", _OTHER_FILE),
    ("html", _OTHER_FILE),
    ("rtf", _OTHER_FILE),
    ("chart", _CHART),
    ("diagram", _CHART),
    ("image/", _PICTURE),
    ("audio/", _MEDIA),
    ("video/", _MEDIA),
    ("webextension", _MENU),
    ("ui/", _MENU),
)
"""What a content type has in it → what it is; the first that fits."""

_CALLED = {
    """
    w:ins w:del w:delText w:delInstrText w:moveFrom w:moveTo w:moveFromRangeStart w:moveFromRangeEnd w:moveToRangeStart
    w:moveToRangeEnd w:pPrChange w:rPrChange w:sectPrChange w:tblPrChange w:tblPrExChange w:tcPrChange w:trPrChange
    w:tblGridChange w:numberingChange w:cellIns w:cellDel w:cellMerge w14:conflictIns w14:conflictDel
""": _TRACKED,
    "w:commentRangeStart w:commentRangeEnd w:commentReference w:annotationRef": _COMMENT,
    "w:object w:objectEmbed w:objectLink o:OLEObject": _OBJECT,
    "w:altChunk w:subDoc w:frameset w:contentPart w14:contentPart": _OTHER_FILE,
    "a:audioFile a:videoFile a:wavAudioFile a:quickTimeFile a:audioCd a:snd w:movie": _MEDIA,
    "w:hyperlink a:hlinkClick a:hlinkHover a:hlinkMouseOver": _LINK,
    "w:entryMacro w:exitMacro": _MACRO,
    "w:control": _CONTROL,
    "w:mailMerge": _MERGE,
    "w:attachedTemplate": _TEMPLATE,
}
_ELEMENTS = {name: reason for names, reason in _CALLED.items() for name in names.split()}


def for_relationship(type_: str, external: str = "") -> tuple[str, str]:
    """What a relationship of a type brings in, and what to do; `external`: the address it has outside the file."""
    if type_.startswith(STRICT):
        return "是“严格开放 XML 文档”，不使用", "请在 Word 或者 WPS 中另存为“Word 文档（*.docx）”"
    what, hint = _RELATIONSHIPS.get(type_.rpartition("/")[2], (f"不认识的关系“{type_[-40:]}”", ""))
    if external:
        return f"引用了外部文件或者网址“{external[:60]}”（{what}）", hint or "请断开链接，把内容放进文档"
    return f"带有{what}", hint or "请删去这个内容，或者从导出的模板重新开始"


def for_type(type_: str) -> tuple[str, str]:
    """What a part of a content type is, and what to do."""
    if not type_:
        return "没有写明类型的部件，可能是宏或者嵌入的对象", "请在 Word 或者 WPS 中另存为 .docx"
    said = type_.casefold()
    what, hint = next((reason for part, reason in _TYPES if part in said), (f"不认识的内容“{type_[:60]}”", ""))
    return f"带有{what}", hint or "请删去这个内容，或者从导出的模板重新开始"


def for_element(name: str) -> tuple[str, str]:
    """What an element is, and what to do."""
    what, hint = _ELEMENTS.get(name, ("不能使用的内容", "请删去这个内容，或者从导出的模板重新开始"))
    return f"{what}（{name.rpartition('/')[2]}）", hint
