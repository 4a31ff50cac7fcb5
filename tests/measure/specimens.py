"""Official documents that show every element of GB/T 9704: made up, one of each format, for looking at and for measuring.

python -m tests.measure.specimens OUT      (each as .docx, .pdf and PNG into OUT)
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from generator.catalog.notices import Notice
from generator.views import View
from generator.word.paper.rendering import page_texts
from generator.word.redhead.official import official
from generator.word.redhead.page_count import SIGNATURE_ALONE, complaints_of, layout_of, measured
from tests import render
from tests.conftest import PLAN, TinyCatalog

_PARAGRAPH = (
    "各地各有关部门要依法依规履行安全生产监管职责，按照年度监督检查计划组织实施抽查检查，检查结果及时向社会公开，"
    "发现的问题跟踪督促整改到位，形成工作闭环，切实提高监管的针对性和有效性，防范各类生产安全事故发生。"
)
_FULL_LINE = "安全生产事关人民群众生命财产安全事关改革发展和社会稳定大局"
BODY = "\n\n".join(
    (
        "为进一步规范安全生产监督检查工作，现将有关事项通知如下：",
        "一、总体要求",
        _PARAGRAPH,
        "二、工作内容",
        "（一）明确检查范围。" + _PARAGRAPH,
        "1. 摸清底数。" + _PARAGRAPH,
        "（1）建立台账。" + _PARAGRAPH,
        "三、工作要求",
        _FULL_LINE * 16 + "。",
        "（一）加强组织领导。" + _PARAGRAPH,
        "（二）严格执法检查。" + _PARAGRAPH,
    )
)

SEAL = {
    "number": {"code": "某应急", "year": 2026, "number": 18},
    "title": "关于印发《某市应急管理局安全生产监督检查工作规范》的通知",
    "recipients": "各县（区）应急管理局，局各处室、单位",
    "body": BODY,
    "attachments": [
        {"title": "某市应急管理局安全生产监督检查工作规范（试行）及其配套的现场检查文书格式范本", "body": BODY},
        {"title": "某市应急管理局事中事后监管事项清单", "table": "items"},
    ],
    "signature": {"mode": "seal"},
    "day": "2026-11-23",
    "note": "此件公开发布",
    "imprint": {
        "copies": [
            f"某市{name}局" for name in ("公安", "市场监督管理", "生态环境", "交通运输", "消防救援", "住房和城乡建设")
        ],
        "office": "某市应急管理局办公室",
        "day": "2026-11-24",
    },
}

SPECIMENS: Mapping[str, dict[str, Any]] = {
    "seal": SEAL,
    "upward": {
        "direction": "上行",
        "copy_number": "000012",
        "secrecy": {"level": "秘密", "period": "1年"},
        "urgency": "特急",
        "number": {"code": "某应急", "year": 2026, "number": 9},
        "signers": ["张三丰", "李四", "欧阳明月"],
        "title": "关于报送2026年度安全生产监督检查计划的请示",
        "recipients": "某省应急管理厅",
        "body": BODY,
        "attachments": [{"title": "2026年度安全生产监督检查计划", "body": _PARAGRAPH}],
        "signature": {"mode": "plain"},
        "day": "2026-01-05",
        "note": "联系人：王某某，电话：00000000",
        "imprint": {"office": "某市应急管理局办公室", "day": "2026-01-06"},
    },
    "stamp": {
        "number": {"code": "某应急", "year": 2026, "number": 20},
        "title": "关于公布2026年第一批安全生产执法典型案例的通知",
        "recipients": "各县（区）应急管理局",
        "body": _PARAGRAPH,
        "signature": {"mode": "stamp", "stamps": [{"post": "局长", "name": "张三丰"}]},
        "day": "2026-03-01",
        "imprint": {"office": "某市应急管理局办公室", "day": "2026-03-02"},
    },
    "joint": {
        "marks": ["某市应急管理局文件", "某市公安局文件", "某市市场监督管理局文件"],
        "number": {"code": "某应急", "year": 2026, "number": 31},
        "title": "关于开展烟花爆竹经营单位部门联合“双随机、一公开”抽查的通知",
        "recipients": "各县（区）应急管理局、公安局、市场监督管理局",
        "body": _PARAGRAPH + "\n\n特此通知。",
        "signature": {"mode": "seal", "agencies": ["某市应急管理局", "某市公安局", "某市市场监督管理局"]},
        "day": "2026-10-12",
        "imprint": {"copies": ["某市人民政府办公室"], "office": "某市应急管理局办公室", "day": "2026-10-12"},
    },
    "joint-four": {
        "marks": ["甲市应急管理局文件", "甲市公安局文件", "甲市教育局文件", "甲市民政局文件"],
        "number": {"code": "甲应急", "year": 2026, "number": 32},
        "title": "关于开展校园周边安全隐患联合检查的通知",
        "recipients": "各县（区）有关单位",
        "body": "请按照职责分工组织开展联合检查。\n\n特此通知。",
        "signature": {"mode": "seal", "agencies": ["甲市应急局", "甲市公安局", "甲市教育局", "甲市民政局"]},
        "day": "2026-09-01",
        "imprint": {"office": "甲市应急管理局办公室", "day": "2026-09-02"},
    },
    "letter": {
        "format": "信函",
        "direction": "平行",
        "number": {"code": "某应急函", "year": 2026, "number": 5},
        "secrecy": {"level": "秘密", "period": "1年"},
        "title": "关于商请协助开展危险化学品企业用电监测工作的函",
        "recipients": "某市供电公司",
        "body": _PARAGRAPH + "\n\n" + _PARAGRAPH + "\n\n专此函达，请予支持。",
        "signature": {"mode": "seal"},
        "day": "2026-05-08",
        "note": "联系人：王某某，电话：00000000",
        "imprint": {"copies": ["某市发展和改革委员会"]},
    },
    "order": {
        "format": "命令",
        "marks": ["某市应急管理局令"],
        "number": {"number": 3},
        "title": "某市生产安全事故隐患举报奖励办法",
        "body": "《某市生产安全事故隐患举报奖励办法》已经2026年2月3日局务会议审议通过，现予公布，自2026年5月1日起施行。",
        "signature": {"mode": "stamp", "stamps": [{"post": "局长", "name": "张三丰"}]},
        "day": "2026-02-05",
    },
    "minutes": {
        "format": "纪要",
        "marks": ["某市应急管理局局长办公会议纪要"],
        "title": "研究部署岁末年初安全生产监督检查工作的会议纪要",
        "body": _PARAGRAPH + "\n\n" + _PARAGRAPH,
        "attended": {
            "出席": "张三丰、李四、欧阳明月、王某某、赵某某、钱某某、孙某某、周某某、吴某某、郑某某",
            "请假": "冯某某",
            "列席": "政策法规处陈某某、危险化学品安全监督管理处褚某某",
        },
        "imprint": {"copies": ["局领导，局各处室、单位"], "office": "某市应急管理局办公室", "day": "2026-12-01"},
    },
}


def notices() -> dict[str, Notice]:
    """Every specimen as a notice."""
    return {name: a_notice(id=name, **data) for name, data in SPECIMENS.items()}


def a_notice(**data: Any) -> Notice:
    """A notice from plain data, as the catalog's loader would make it."""
    return Notice.model_validate({"id": "example", "source": PLAN, "title": "关于某事的通知", "body": "正文。", **data})


def settled(view: View, made: Mapping[str, Notice], folder: Path, fonts: Path = render.FONTS) -> dict[str, Notice]:
    """The notices with their layout measured, in one start of LibreOffice."""
    paths = [folder / f"{name}.docx" for name in made]
    for path in paths:
        path.write_bytes(official(view, made[path.stem], with_imprint=False))
    settled = {}
    for pdf in render.to_pdf(paths, folder, fonts):
        notice, content = made[pdf.stem], pdf.read_bytes()
        tight = SIGNATURE_ALONE in complaints_of(notice, page_texts(content))
        layout = measured(view, notice)[0] if tight else layout_of(view, notice, content)
        settled[notice.id] = notice.model_copy(update={"layout": layout})
    return settled


def _written(folder: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        view = TinyCatalog(Path(name) / "catalog").view()
        for stem, notice in settled(view, notices(), Path(name)).items():
            path = folder / f"{stem}.docx"
            path.write_bytes(official(view, notice))
            yield path


if __name__ == "__main__":
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    for made_pdf in render.to_pdf(list(_written(out)), out):
        for image in render.to_png(made_pdf, out):
            sys.stdout.write(f"{image}\n")
