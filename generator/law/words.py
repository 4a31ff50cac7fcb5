"""Legal text in words: what counts as the same spelling, where words begin, and how two texts differ.

Comparison is by words a lawyer would weigh (省级, 应当, 十五日, 二万元), not by single characters, so
that a difference reads as one: 〔市级→省级〕 and not 〔市→省〕级.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

_NUMERAL = "0-9０-９〇○零一二三四五六七八九十百千万亿"
_UNIT = (
    "个?工作日|个?月|周年|年度?|日内|日|小时|分钟|万元|亿元|元|倍|以上|以下|%|％|周岁|岁|人次|人|次|份|吨|公斤|千克|"
    "公里|千米|米|条之[一二三四五六七八九十]+|条|款|项|目|章|节|种|类|级"
)
_LEVELS = "国家级|省级|市级|县级|乡级|设区的市|省、自治区、直辖市|乡镇|乡（镇）|国务院"
_MODALS = "应当|可以|必须|不得|禁止|有权|无权|方可|不予|严禁"
_TERMS = (
    "以上|以下|以内|负责|指导|监督|管理|颁发|核发|审批|批准|审查|处罚|吊销|暂扣|没收|责令|备案|登记|许可|或者|以及|并处|人民政府|"
    "主管部门|单位|个人|企业|部门|机构|主要负责人|从业人员|行政区域|规定|条例|办法"
)
_TOKEN = re.compile(
    rf"[（(][{_NUMERAL}]+[）)]|第[{_NUMERAL}]+(?:条之[一二三四五六七八九十]+|条|款|项|目|章|节|编)|(?:{_LEVELS})|(?:{_MODALS})|"
    rf"[{_NUMERAL}]+(?:\.[0-9]+)?(?:{_UNIT})?|(?:{_TERMS})|[A-Za-z]+|\s+|."
)
_SAME = str.maketrans(
    {
        **dict.fromkeys("“”„‟＂「」『』‘’‚‛", '"'),
        "'": '"',
        "`": '"',
        "○": "〇",
        "零": "〇",
        "―": "—",
        "–": "—",
        "·": "・",
        "‧": "・",
    }
)

Change = Literal["same", "deleted", "inserted"]


@dataclass(frozen=True)
class Piece:
    """A run of text that stands in both, only in the old, or only in the new. `text` is as printed there."""

    change: Change
    text: str


@lru_cache(maxsize=200_000)
def plain(text: str) -> str:
    """The spelling under which text is compared: width, blanks, kinds of quotation marks, 〇/零 make no difference."""
    return "".join(unicodedata.normalize("NFKC", text).translate(_SAME).split())


def words(text: str) -> list[str]:
    """The words and blanks of a text, in order; joined they are the text again."""
    return _TOKEN.findall(text.replace("\n", " "))


def compare(old: str, new: str) -> tuple[Piece, ...]:
    """How `new` differs from `old`, word by word; differences of spelling alone (see `plain`) are none."""
    before, after = _visible(words(old)), _visible(words(new))
    matcher = SequenceMatcher(None, [plain(word) for word in before], [plain(word) for word in after], autojunk=False)
    pieces: list[Piece] = []
    for change, i1, i2, j1, j2 in _readable(matcher.get_opcodes(), before):
        if change == "equal":
            pieces.append(Piece("same", "".join(after[j1:j2])))
            continue
        if i2 > i1:
            pieces.append(Piece("deleted", "".join(before[i1:i2])))
        if j2 > j1:
            pieces.append(Piece("inserted", "".join(after[j1:j2])))
    return tuple(pieces)


def likeness(old: str, new: str) -> float:
    """How alike two texts are, 0 to 1, by the pairs of characters they share."""
    first, second = pairs(plain(old)), pairs(plain(new))
    if not first and not second:
        return 1.0
    return 2 * len(first & second) / (len(first) + len(second))


def pairs(text: str) -> frozenset[str]:
    """Every two characters that stand side by side."""
    return frozenset(text[index : index + 2] for index in range(len(text) - 1)) or frozenset([text] if text else [])


def _visible(tokens: Iterable[str]) -> list[str]:
    return [token for token in tokens if not token.isspace()]


_Opcode = tuple[str, int, int, int, int]


def _readable(opcodes: Sequence[_Opcode], before: Sequence[str]) -> list[_Opcode]:
    """Join changes that only a single character keeps apart: nobody reads 〔a→b〕的〔c→d〕."""
    joined: list[_Opcode] = []
    for index, (change, i1, i2, j1, j2) in enumerate(opcodes):
        inner = 0 < index < len(opcodes) - 1
        if change == "equal" and inner and len("".join(before[i1:i2])) == 1:
            change = "replace"
        if change != "equal" and joined and joined[-1][0] != "equal":
            _, a1, _, b1, _ = joined.pop()
            joined.append(("replace", a1, i2, b1, j2))
        else:
            joined.append((change, i1, i2, j1, j2))
    return joined
