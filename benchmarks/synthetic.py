"""Catalogs of any size, all of them fiction: what grows with them can be measured, what is counted can be compared.

Every item has its bases, checks and penalties in other laws than the item before it, as in a bureau that supervises
many trades; nothing is said twice in the same words, so that nothing is answered from memory.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from generator.law.numerals import to_chinese

SOURCE = "合成语料"
DAY = "2026-11-23"
CATALOG = {
    "title": "合成目录",
    "agency": {"name": "某市应急管理局", "mark": "某市应急管理局文件", "code": "某应急", "recipients": "各处室"},
    "plan": SOURCE,
    "feedback": "有误请告知。",
    "texts": [{"folder": "statutes", "title": SOURCE}],
    "sources": {SOURCE: {"title": SOURCE, "day": DAY, "kind": "compiled"}},
}
ARTICLES = 20
"""The articles of a law, each with a gist."""
_PROCEDURE = Path(__file__).resolve().parent.parent / "generator" / "packs" / "procedure" / "documents"
_TYPES = ("checklist", "notice")


def write_yaml(path: Path, data: object) -> None:
    """Write a record file, its folder too."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False), encoding="utf-8")


def catalog(folder: Path, *, items: int, laws: int, checks: int = 10) -> Path:
    """Write a catalog of so many items with so many checks each, of two document types; returns its folder."""
    write_yaml(folder / "catalog.yaml", CATALOG)
    method = {"title": "双随机、一公开监管", "order": 1, "section": "一", "gist": "随机抽查。", "source": SOURCE}
    write_yaml(folder / "methods.yaml", {"double-random": method})
    (folder / "documents").mkdir()
    for kind in _TYPES:
        shutil.copyfile(_PROCEDURE / f"{kind}.yaml", folder / "documents" / f"{kind}.yaml")
    for number in range(laws):
        write_yaml(folder / "laws" / f"law-{number:04d}.yaml", _law(number))
        text = folder / "statutes" / f"law-{number:04d}" / "2020-03-01.txt"
        text.parent.mkdir(parents=True)
        text.write_text(_text(number), encoding="utf-8")
    for number in range(1, items + 1):
        write_yaml(folder / "items" / f"{number:02d}-item.yaml", _item(number, laws, checks))
    return folder


def _law(number: int) -> dict[str, Any]:
    version = {"promulgated": "2020-01-01", "effective": "2020-03-01", "event": "公布", "source": SOURCE}
    return {
        "title": _title(number),
        "short": _title(number),
        "kind": "行政法规",
        "versions": [version],
        "gists": [
            {"at": _at(article), "text": f"要旨{number}之{article}：样本单位须按规定办理。", "source": SOURCE}
            for article in range(1, ARTICLES + 1)
        ],
    }


def _title(number: int) -> str:
    return f"样本{to_chinese(number + 1)}类活动管理条例"


def _at(article: int) -> str:
    return f"第{to_chinese(article)}条"


def _words(number: int, article: int) -> str:
    return f"从事样本{number}类活动的单位应当按照要求{article}配备人员、设施，并将情况如实记录。"


def _text(number: int) -> str:
    articles = [f"{_at(article)}　{_words(number, article)}" for article in range(1, ARTICLES + 1)]
    return "\n".join([_title(number), *articles]) + "\n"


def _item(number: int, laws: int, checks: int) -> dict[str, Any]:
    trade = f"样本{to_chinese(number)}号经营"
    cited = (number * 7) % laws
    return {
        "number": number,
        "title": f"对{trade}的监管",
        "subject": trade,
        "source": SOURCE,
        "object": {"as_printed": f"从事{trade}的企业", "source": SOURCE},
        "bases": [
            {"cite": _cite(cited, 1), "quote": _words(cited, 1), "source": SOURCE},
            {"cite": _cite((cited + 1) % laws, 2), "quote": _words((cited + 1) % laws, 2), "source": SOURCE},
        ],
        "responsibility": {"as_printed": f"对{trade}开展监督检查，依法处理违法行为。", "source": SOURCE},
        "methods": {"use": ["double-random"], "source": SOURCE},
        "sampling": {"ratio": "20%", "source": SOURCE},
        "checks": list(_checks(number, laws, checks)),
    }


def _checks(number: int, laws: int, checks: int) -> Iterator[dict[str, Any]]:
    for check in range(checks):
        law, article = (number * 7 + check) % laws, check % ARTICLES + 1
        yield {
            "id": f"check-{check}",
            "ask": f"样本{to_chinese(number)}号企业已按第{check + 1}项要求配备人员、设施，记录真实完整。",
            "how": ["查阅资料", "现场检查"],
            "basis": _cite(law, article),
            "duty_of": "enterprise",
            "penalty": {"cite": _cite((law + 1) % laws, article), "by": "应急管理部门"},
            "source": SOURCE,
        }


def _cite(law: int, article: int) -> str:
    return f"《{_title(law)}》{_at(article)}"
