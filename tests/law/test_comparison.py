"""A quotation against its article: what lawyers never call harmless is named."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.law import authority
from generator.law.citation import Place, parse
from generator.law.comparison import Comparison, compare_quotation
from generator.law.readers import read
from generator.law.statute import Statute
from generator.law.structure import read_text
from tests.conftest import REPOSITORY

FIRST = Place(1)
LAW = read_text(
    """某某办法
第一条　经营危险物品的，应当自变更之日起十五日内向市级人民政府申请。未经许可，不得经营。
第二条　许可证由下列机关颁发：
（一）设区的市级人民政府负责甲类许可证的颁发；
（二）县级人民政府负责乙类许可证的颁发。
省级人民政府指导、监督全省许可证的颁发工作。
第三条　违反本办法的，处二万元以上五万元以下的罚款；情节严重的，可以吊销许可证。
"""
).statute


def compared(quote: str, place: Place = FIRST) -> Comparison:
    return compare_quotation(quote, LAW, [place])


def graves(quote: str, place: Place = FIRST) -> dict[str, str]:
    return {grave.kind: grave.message for grave in compared(quote, place).grave}


TRUE = "经营危险物品的，应当自变更之日起十五日内向市级人民政府申请。未经许可，不得经营。"


def test_the_same_words_are_identical() -> None:
    assert compared(TRUE).verdict == "identical"


@pytest.mark.parametrize("quote", [TRUE.replace("，", ","), TRUE.replace("。未", "。 未"), f" {TRUE}\n"])
def test_width_and_blanks_are_typographic_at_most(quote: str) -> None:
    assert compared(quote).verdict in ("identical", "typographic")
    assert compared(quote).grave == ()


def test_a_quotation_without_whole_paragraphs_is_truncated() -> None:
    result = compared("省级人民政府指导、监督全省许可证的颁发工作。", Place(2))
    assert result.verdict == "truncated" and result.missing == ("第一款",)


def test_a_quotation_without_an_item_names_the_item() -> None:
    quote = "许可证由下列机关颁发：（二）县级人民政府负责乙类许可证的颁发。省级人民政府指导、监督全省许可证的颁发工作。"
    assert compared(quote, Place(2)).missing == ("第一款第（一）项",)


def test_an_ellipsis_may_stand_for_what_is_left_out() -> None:
    assert (
        compared("许可证由下列机关颁发：……省级人民政府指导、监督全省许可证的颁发工作。", Place(2)).verdict
        == "truncated"
    )


@pytest.mark.parametrize(
    ("old", "new", "kind", "said"),
    [
        ("市级", "省级", "层级", "“省级”"),
        ("十五日", "三十日", "期限", "“三十日”"),
        ("应当", "可以", "情态词", "“可以”"),
        ("不得经营", "可以经营", "情态词", "“不得”"),
        ("未经许可", "经许可", "否定词", "“未”"),
    ],
)
def test_one_changed_word_of_weight_is_grave_and_named(old: str, new: str, kind: str, said: str) -> None:
    result = compared(TRUE.replace(old, new))
    assert result.verdict == "altered"
    assert said in graves(TRUE.replace(old, new))[kind]


def test_a_changed_amount_is_grave() -> None:
    quote = "违反本办法的，处二万元以上十万元以下的罚款；情节严重的，可以吊销许可证。"
    assert "“五万元”" in graves(quote, Place(3))["金额"]


def test_a_harmless_wording_is_altered_but_not_grave() -> None:
    result = compared(TRUE.replace("危险物品", "危险品"))
    assert result.verdict == "altered" and result.grave == ()


def test_a_power_given_to_another_level_is_named() -> None:
    quote = (
        "许可证由下列机关颁发：（一）县级人民政府负责甲类许可证的颁发；（二）设区的市级人民政府负责乙类许可证的颁发。"
        "省级人民政府指导、监督全省许可证的颁发工作。"
    )
    assert "引文写成县级" in graves(quote, Place(2))["层级"] or "引文写成市级" in graves(quote, Place(2))["层级"]


def test_a_power_weakened_to_guidance_is_named() -> None:
    old, new = "市级人民政府负责本行政区域内许可证的颁发。", "市级人民政府指导本行政区域内许可证的颁发。"
    changes = authority.changes(old, new)
    assert [(change.old.verb, change.new.verb) for change in changes if change.new] == [("负责", "指导")]


def test_the_words_of_another_article_are_recognised() -> None:
    result = compared(TRUE, Place(3))
    assert result.verdict == "misplaced" and result.found_at == Place(1)


def test_an_article_the_law_does_not_have_is_said() -> None:
    assert compared(TRUE, Place(9)).verdict == "no-article"


@given(st.text(max_size=300))
def test_any_quotation_gets_a_verdict(quote: str) -> None:
    assert compared(quote or "甲").verdict in ("identical", "typographic", "truncated", "altered", "misplaced")


def _text_of(title: str, statutes: Path) -> Statute:
    return next(read(statutes / f"{title}__WAYS.md")).statute


def test_the_four_quotations_of_the_source_document_get_their_verdicts_untold(statutes: Path) -> None:
    found: dict[str, Comparison] = {}
    for name in ("01-hazchem-trade", "02-fireworks-wholesale"):
        data = yaml.safe_load((REPOSITORY / "catalog" / "items" / f"{name}.yaml").read_text(encoding="utf-8"))
        for basis in data["bases"]:
            if "quote" in basis:
                cite = parse(basis["cite"])
                found[str(cite)] = compare_quotation(basis["quote"], _text_of(cite.title, statutes), cite.places)
    truncated = found["《危险化学品安全管理条例》第三十三条"]
    assert truncated.verdict == "truncated" and truncated.missing == ("第二款", "第三款")
    assert found["《烟花爆竹安全管理条例》第三条"].verdict == "identical"
    trade = found["《危险化学品经营许可证管理办法》第五条"]
    assert trade.verdict == "altered"
    assert any(
        grave.kind == "层级" and "条文中市级的" in grave.message and "引文写成省级的" in grave.message
        for grave in trade.grave
    )
    fireworks = found["《烟花爆竹经营许可实施办法》第五条"]
    assert fireworks.verdict == "altered"
    assert any(
        grave.kind == "职权" and "市级的“负责本行政区域内烟花爆竹批发许可证的颁发和管理工作”" in grave.message
        for grave in fireworks.grave
    )
