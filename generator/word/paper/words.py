"""Where the words of a title end: a dictionary of the language, names the catalog knows, numbers with their units.

The dictionary (rjieba) is loaded at the first title that needs to be broken, not before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_FIELD = (
    "监督检查", "监督管理", "事中事后", "事中事后监管", "行政处罚", "行政执法", "行政检查", "行政许可", "双随机", "一公开", "互联网+监管", "年度检查", "裁量权",
    "裁量基准", "实施方案", "实施细则", "实施意见", "实施办法", "管理办法", "工作规范", "工作方案", "应急预案", "执法检查", "执法人员", "专项检查", "专项整治",
    "典型案例", "有关事项", "有关工作", "人民政府", "管理局", "监督管理局", "管理厅", "行政执法公示", "执法全过程记录", "重大执法决定法制审核", "先进集体", "先进个人",
    "办公室", "委员会", "领导小组", "工作领导小组", "党委会",
)  # fmt: skip
"""Terms of administration that a general dictionary tears; those of a trade are the catalog's and its packs' (`words`)."""

_COUNTED = (
    "年度|年|月份|月|日|时|分|号|批|次|期|届|个|项|条|款|章|部|级|类|季度|周|天|小时|家|人|名|起|处|万元|亿元|元|万吨|吨|千克|公斤|米|公里"
    "|平方米|立方米|周年|周岁|岁|人次|家次|以上|以下"
)
_NUMBER = re.compile(
    rf"第?[A-Za-z0-9]+(?:[.\-—–~至/+·][A-Za-z0-9]+)*[%％‰]?(?:{_COUNTED})?(?:\d+(?:{_COUNTED}))*"
    rf"|第?[〇零一二三四五六七八九十百千万两]+(?:{_COUNTED})"
    r"|[^〔\s]{0,6}〔\d{4}〕\d+号"
)


def boundaries(text: str, terms: Iterable[str] = (), *, in_terms: bool = False) -> set[int]:
    """Where in `text` (before which character) a word begins. `in_terms`: words within a term or number count too.

    A number with its unit (第一批, 2026年11月23日, 100万元) is a word, so is every term found in the text.
    """
    import rjieba

    found: set[int] = set()
    at = 0
    for word in rjieba.cut(text):
        found.add(at)
        at += len(word)
    found.discard(0)
    if not in_terms:
        for start, end in _kept(text, terms):
            found.difference_update(range(start + 1, end))
            found.update((start, end))
    else:
        for match in re.finditer(r"[A-Za-z0-9.+\-]+", text):
            found.difference_update(range(match.start() + 1, match.end()))
    return found - {0, len(text)}


def _kept(text: str, terms: Iterable[str]) -> list[tuple[int, int]]:
    """The spans that are one word: of overlapping ones the longest, then the first."""
    spans = sorted(
        {*_occurrences(text, {*_FIELD, *terms}), *_numbers(text)}, key=lambda span: (span[0] - span[1], span)
    )
    taken: list[tuple[int, int]] = []
    covered = bytearray(len(text))
    for start, end in spans:
        if not any(covered[start:end]):
            covered[start:end] = b"\1" * (end - start)
            taken.append((start, end))
    return taken


def _occurrences(text: str, terms: Iterable[str]) -> Iterator[tuple[int, int]]:
    for term in terms:
        at = text.find(term) if len(term) > 1 else -1
        while at >= 0:
            yield at, at + len(term)
            at = text.find(term, at + 1)


def _numbers(text: str) -> Iterator[tuple[int, int]]:
    for match in _NUMBER.finditer(text):
        if match.end() - match.start() > 1:
            yield match.span()
