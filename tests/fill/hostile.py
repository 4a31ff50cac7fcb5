"""Values at random: ordinary ones as officials write them, and those that break careless programs."""

from __future__ import annotations

import random
from collections.abc import Sequence

from generator.catalog.documents import FieldSpec
from generator.word import Value

HOSTILE = (
    "甲&乙<丙>公司",
    "]]></w:t><w:t>",
    "&amp;&lt;&#65;",
    "<?xml version='1.0'?><!-- -->",
    "=HYPERLINK(\"http://example.invalid\")",
    "+86 -1 @x",
    "第一行\n第二行\r\n第三行\r第四行",
    "\n开头换行",
    "末尾换行\n",
    "\n\n",
    "\t制表\t符\t",
    "　　全角空格　",
    "  两端空格  ",
    "😀👨‍👩‍👧𠮷𪚥",
    "\u202e从右到左\u200f\u200d\ufeff",
    "\x7f\x85\u2028\u2029\u00a0",
    "é\u0301ﷺ",
    "{{ unit }}{unit}⟦000000000000:1⟧",
    "\"'`\\",
    "☑☐",
    "字" * 3000,
    "0",
    "否",
)  # fmt: skip

_LETTERS = "某市应急管理局检查安全生产经营单位0123456789ABCxyz，。；：（）《》、&<>\"'\n\t "


def text(dice: random.Random) -> str:
    """A text: hostile one time in three."""
    if dice.random() < 0.35:
        return dice.choice(HOSTILE)
    return "".join(dice.choice(_LETTERS) for _ in range(dice.randrange(0, 30)))


def value(spec: FieldSpec, dice: random.Random) -> Value:
    """A value a field takes."""
    day = f"{dice.randrange(1000, 9999):04d}-{dice.randrange(1, 13):02d}-{dice.randrange(1, 29)}"
    match spec.kind:
        case "date":
            return dice.choice((day, "2026年2月28日", " 2024-2-29 ", "　2026-11-23\n", ""))
        case "moment":
            return dice.choice(
                (f"{day} {dice.randrange(24)}:{dice.randrange(60):02d}", "2026年5月1日9时5分", "2026-5-1T09:30:59", " ")
            )
        case "number":
            return dice.choice(
                (str(dice.randrange(-99, 10**9)), "1,234.50", "＋００７．５０", "-0", ".5", "+3", "1，000", " 12 ", "")
            )
        case "amount":
            return dice.choice(
                (
                    str(dice.randrange(0, 10 ** dice.randrange(1, 13))),
                    f"{dice.randrange(10**6)}.{dice.randrange(100):02d}",
                    "0",
                    "0.5",
                    "0.05",
                    "10.50元",
                    "100000000",
                    "1000010.01",
                    "１２３",
                    "",
                )
            )
        case "choice":
            return dice.choice((*spec.choices, f" {spec.choices[0]}\n", ""))
        case "check":
            return dice.choice((True, False, "是", "否", "☑", "YES", " no ", ""))
        case "list":
            return [
                {
                    column.tag: one
                    for column in spec.columns
                    if dice.random() < 0.8 and isinstance(one := value(column, dice), str | bool)
                }
                for _ in range(dice.choice((0, 1, 1, 2, 5, 12)))
            ]
        case _:
            return text(dice)


def values(specs: Sequence[FieldSpec], dice: random.Random) -> dict[str, Value]:
    """Values for some of the fields, by tag or label."""
    share = dice.choice((0.0, 0.2, 0.7, 1.0))
    return {dice.choice((spec.tag, spec.label)): value(spec, dice) for spec in specs if dice.random() <= share}
