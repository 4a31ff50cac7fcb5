"""Who may do what (职权): the levels of authority in an article and the act each is charged with.

A quotation that hands the city's power to the province reads smoothly and is still wrong in court;
comparing words alone shows many small changes, comparing powers shows the one that matters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.law.words import likeness, plain

_MINISTRIES = (
    "外交|国防|教育|科学技术|工业和信息化|公安|国家安全|民政|司法|财政|人力资源和?社会保障|自然资源|生态环境|环境保护|住房和?城乡建设"
    "|交通运输|水利|农业农村|农业|商务|文化和旅游|退役军人事务|应急管理"
)
LEVELS = {
    "国家级": rf"国务院|(?:{_MINISTRIES})部(?!门)|国家[\u4e00-\u9fff]{{2,12}}(?:总局|部|局)",
    "省级": r"省、自治区、直辖市|省级|省人民政府",
    "市级": r"设区的市级?|市级|市人民政府",
    "县级": r"县级|县、[\u4e00-\u9fff、]*人民政府|县\(市、区\)",
    "乡级": r"乡、?镇|乡级|街道办事处",
}
"""Level of authority → how statutes name it."""

_LEVEL = re.compile("|".join(f"(?P<l{index}>{pattern})" for index, pattern in enumerate(LEVELS.values())))
_ACT = re.compile(
    r"负责|指导|监督|审批|颁发|核发|批准|审查|决定|制定|组织|统一|可以|应当|不得|有权|责令|处以?|吊销|暂扣"
)
_SENTENCE = re.compile(r"[^。；\n：]+")
_ABBREVIATION = re.compile(r"\([^()]*以下[^()]*\)")
_SUBJECT_WITHIN = 8
_ALIKE = 0.35
_SAME_LEVEL_BONUS = 0.15
_ANOTHER_ACT = 0.6


@dataclass(frozen=True)
class Power:
    """An act an authority of a level is charged with: `verb` is how it begins (负责, 指导), `act` the whole phrase."""

    level: str
    verb: str
    act: str


@dataclass(frozen=True)
class PowerChange:
    """A power that stands differently in another text: `new` is None where nothing there answers to it."""

    old: Power
    new: Power | None

    @property
    def level_changed(self) -> bool:
        """Whether another level of authority holds it there."""
        return self.new is not None and self.new.level != self.old.level


def powers(text: str) -> Iterator[Power]:
    """Every power in a text. `text` has one natural line a line; a sentence's subject stands at its beginning."""
    for sentence in _SENTENCE.findall(_without_abbreviations(text)):
        level = _LEVEL.search(sentence)
        if level is None or level.start() > _SUBJECT_WITHIN or sentence[: level.start()].startswith(("依", "根据")):
            continue
        act = _charged(sentence, level.end())
        if act is not None:
            name = list(LEVELS)[int((level.lastgroup or "l0")[1:])]
            yield Power(name, act.group(), sentence[act.start() :])


def _charged(sentence: str, after: int) -> re.Match[str] | None:
    """The verb that charges the subject: 负责 or 指导 where there is one, else the first verb."""
    verbs = [match for match in _ACT.finditer(sentence, after) if not sentence.startswith("管理", match.end())]
    return next((verb for verb in verbs if verb.group() in ("负责", "指导")), verbs[0] if verbs else None)


def changes(old: str, new: str) -> list[PowerChange]:
    """Powers of `old` that another level holds in `new`, that are weakened (负责→指导), or that are gone."""
    before, after = list(powers(old)), list(powers(new))
    ranked = sorted(
        (
            (likeness(one.act, other.act) + (_SAME_LEVEL_BONUS if one.level == other.level else 0), -i, -j)
            for i, one in enumerate(before)
            for j, other in enumerate(after)
        ),
        reverse=True,
    )
    partner: dict[int, int] = {}
    for score, i, j in ranked:
        if score >= _ALIKE and -i not in partner and -j not in partner.values():
            partner[-i] = -j
    found = []
    for index, power in enumerate(before):
        other = after[partner[index]] if index in partner else None
        if other is None or _differs(power, other):
            found.append(PowerChange(power, other))
    return found


def _differs(power: Power, other: Power) -> bool:
    return other.level != power.level or other.verb != power.verb or likeness(power.act, other.act) < _ANOTHER_ACT


def _without_abbreviations(text: str) -> str:
    lines = [plain(line) for line in text.splitlines()]
    return "\n".join(_ABBREVIATION.sub("", line) for line in lines).replace(":", "：").replace(";", "；")
