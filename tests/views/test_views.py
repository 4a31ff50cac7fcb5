"""What holds on a day: versions, bases, checks, marks, who cites an article."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import addresses
from generator.catalog.model import Law
from generator.catalog.periods import Period, version_on, version_period
from generator.records import records
from generator.views import NO_PENALTY, TO_BE_CLARIFIED, chinese_date
from tests.conftest import COMPILED, ITEM, NEW_LAW, OLD_LAW, PLAN, TinyCatalog

BEFORE, LAST, FIRST, TODAY = "2020-08-17", "2026-04-30", "2026-05-01", "2026-11-23"


def bases(tiny: TinyCatalog, day: str) -> list[str]:
    return [view.cite.label for view in tiny.view(day).items[0].bases]


def checks(tiny: TinyCatalog, day: str) -> list[str]:
    return [view.check.id for view in tiny.view(day).items[0].checks]


def test_before_the_new_law_an_item_rests_on_the_old_one(tiny: TinyCatalog) -> None:
    assert bases(tiny, BEFORE) == bases(tiny, LAST) == ["《某某管理条例》第三十三条"]


def test_from_its_first_day_the_new_law_stands_first(tiny: TinyCatalog) -> None:
    assert bases(tiny, FIRST) == bases(tiny, TODAY) == ["《某某安全法》第五十三条", "《某某管理条例》第三十三条"]


def test_a_check_holds_from_the_latest_law_it_cites(tiny: TinyCatalog) -> None:
    assert checks(tiny, LAST) == ["old-duty", "authority-level"]
    assert checks(tiny, FIRST) == ["licence", "old-duty", "authority-level"]


def test_a_check_whose_penalty_is_newer_waits_for_it(tiny: TinyCatalog) -> None:
    tiny.check(basis="《某某管理条例》第三十三条")
    assert "licence" not in checks(tiny, LAST)


def test_until_is_the_first_day_on_which_a_basis_no_longer_holds(tiny: TinyCatalog) -> None:
    tiny.item(bases=[{"cite": "《某某管理条例》第三十三条", "source": PLAN, "until": "2026-05-01"}])
    assert bases(tiny, LAST) and not bases(tiny, FIRST)


def test_a_mark_holds_from_its_day(tiny: TinyCatalog) -> None:
    marks = [{"status": "形式效力待核实", "since": "2026-05-01"}]
    tiny.item(bases=[{"cite": "《某某管理条例》第三十三条", "source": PLAN, "marks": marks}])
    assert tiny.view(LAST).items[0].basis_label == "《某某管理条例》第三十三条"
    assert tiny.view(FIRST).items[0].basis_label == "《某某管理条例》第三十三条（形式效力待核实）"


def test_checks_that_bind_the_authority_are_kept_apart(tiny: TinyCatalog) -> None:
    item = tiny.view(TODAY).items[0]
    assert [view.check.id for view in item.unit_checks] == ["licence", "old-duty"]
    assert [view.check.id for view in item.authority_checks] == ["authority-level"]


def test_what_the_source_does_not_give_is_said_and_counted(tiny: TinyCatalog) -> None:
    tiny.item(sampling=None, methods=None)
    view = tiny.view(TODAY)
    item = view.items[0]
    assert (item.sampling.text, item.lead.text, item.methods.text) == (
        "按年度监督检查计划执行",
        TO_BE_CLARIFIED,
        TO_BE_CLARIFIED,
    )
    assert (view.completeness.items_without_ratio, view.completeness.items_without_lead) == (1, 1)


def test_a_damaged_cell_is_shown_as_printed_and_listed_as_unverified(tiny: TinyCatalog) -> None:
    tiny.item(lead={"as_printed": "相 法 规 处", "source": PLAN, "status": "待核实", "note": "扫描缺失"})
    view = tiny.view(TODAY)
    assert (view.items[0].lead.text, view.items[0].lead.as_printed) == (TO_BE_CLARIFIED, "相 法 规 处")

    assert [(one.what, one.mark, one.note) for one in view.unverified] == [("牵头部门", "待核实", "扫描缺失")]


def test_a_lead_and_a_ratio_in_words_are_shown_with_their_marks(tiny: TinyCatalog) -> None:
    words = {"source": PLAN, "status": "待核实"}
    tiny.item(lead={"text": "执法局", **words}, sampling={"text": "根据实际情况确定", **words})
    item = tiny.view(TODAY).items[0]
    assert (item.lead.text, item.lead.marks) == ("执法局", ("待核实",))
    assert (item.sampling.text, item.sampling.known) == ("根据实际情况确定", True)


def test_a_lead_that_is_plainly_printed_is_shown_as_printed(tiny: TinyCatalog) -> None:
    tiny.item(lead={"as_printed": "执法局", "source": PLAN})
    lead = tiny.view(TODAY).items[0].lead
    assert (lead.text, lead.known) == ("执法局", True)


def test_no_penalty_is_a_statement_and_an_unknown_one_is_marked(tiny: TinyCatalog) -> None:
    tiny.check(penalty="none")
    assert tiny.view(TODAY).items[0].checks[0].penalty_label == NO_PENALTY
    assert tiny.view(TODAY).unverified == ()
    tiny.check(penalty="unknown")
    assert tiny.view(TODAY).items[0].checks[0].penalty_label == "待核实"
    assert len(tiny.view(TODAY).unverified) == 1


def test_a_penalty_prints_its_clause_its_authority_and_its_mark(tiny: TinyCatalog) -> None:
    penalty = {"cite": "《某某安全法》第一百条第三款", "by": "公安机关", "status": "待核实到项"}
    tiny.check(penalty=penalty)
    check = tiny.view(TODAY).items[0].checks[0]
    assert check.penalty_label == "《某某安全法》第一百条第三款（公安机关，待核实到项）"


def test_an_authority_common_to_several_penalties_is_said_once(tiny: TinyCatalog) -> None:
    first = {"cite": "《某某安全法》第一百条第一款", "by": "应急管理部门", "for": "无证的"}
    second = {"cite": "《某某安全法》第一百条第三款", "by": "应急管理部门"}
    tiny.check(penalty=[first, second])
    lines = tiny.view(TODAY).items[0].checks[0].penalty_lines
    assert lines == ("《某某安全法》第一百条第一款（无证的）", "《某某安全法》第一百条第三款", "处罚机关：应急管理部门")
    tiny.check(penalty=[first, {**second, "by": "公安机关"}])
    lines = tiny.view(TODAY).items[0].checks[0].penalty_lines
    assert lines == ("《某某安全法》第一百条第一款（无证的，应急管理部门）", "《某某安全法》第一百条第三款（公安机关）")


def test_a_review_clears_the_mark_until_the_check_is_edited(tiny: TinyCatalog) -> None:
    tiny.check(status="待核实")
    assert tiny.view(TODAY).items[0].checks[0].marks == ("待核实",)
    digest = tiny.load().items[0].checks[0].reviewable_digest()
    review = {"by": "某人", "on": "2026-11-23", "digest": digest}
    tiny.check(status="待核实", reviewed=review)
    assert tiny.view(TODAY).items[0].checks[0].marks == ()
    tiny.check(status="待核实", reviewed=review, ask="另一句话。")
    assert tiny.view(TODAY).items[0].checks[0].marks == ("待核实",)


def test_an_article_knows_who_cites_it_and_why(tiny: TinyCatalog) -> None:
    law = next(law for law in tiny.view(TODAY).laws if law.id == "new-law")
    roles = {article.place.eid: [cited.use.role for cited in article.cited_by] for article in law.articles}
    assert roles == {"art_53": ["basis", "duty"], "art_100": ["penalty"]}


@pytest.mark.parametrize(("day", "status"), [("2026-04-30", "尚未施行"), ("2026-05-01", "施行中")])
def test_a_law_has_a_status_on_each_day(tiny: TinyCatalog, day: str, status: str) -> None:
    assert next(law for law in tiny.view(day).laws if law.id == "new-law").status == status


def test_a_version_without_effective_day_counts_from_its_promulgation_and_is_marked(tiny: TinyCatalog) -> None:
    tiny.write("laws/old-law.yaml", {**OLD_LAW, "versions": [{"promulgated": "2013-12-07", "source": COMPILED}]})
    assert bases(tiny, "2013-12-07") == ["《某某管理条例》第三十三条"]
    law = next(law for law in tiny.view(TODAY).laws if law.id == "old-law")
    assert law.marks == ("施行日期待核实",)


def test_a_gist_of_a_later_version_is_not_shown_before_it(tiny: TinyCatalog) -> None:
    gists = [
        {"at": "第三十三条", "text": "旧。", "source": COMPILED, "until": "2024-01-01"},
        {"at": "第三十三条", "text": "新。", "source": COMPILED, "from": "2024-01-01"},
    ]
    tiny.write("laws/old-law.yaml", {**OLD_LAW, "gists": gists})
    assert tiny.view("2023-12-31").items[0].bases[0].cite.gists == ("旧。",)
    assert tiny.view("2024-01-01").items[0].bases[0].cite.gists == ("新。",)


def test_every_record_has_its_own_key_and_address(tiny: TinyCatalog) -> None:
    found = list(records(tiny.view(TODAY)))
    assert len({record.key for record in found}) == len({record.url for record in found}) == len(found)
    assert {record.kind for record in found} == set(addresses.Kind)


def test_two_catalogs_of_equal_content_have_one_digest(tiny: TinyCatalog) -> None:
    before = tiny.load().digest
    tiny.write("items/01-trade.yaml", ITEM)
    assert tiny.load().digest == before
    tiny.item(subject="另一")
    assert tiny.load().digest != before


def test_dates_print_as_official_documents_write_them() -> None:
    assert chinese_date(date(2026, 5, 1)) == "2026年5月1日"


days = st.dates(date(1990, 1, 1), date(2040, 1, 1))


@given(st.lists(days, min_size=1, max_size=6, unique=True), days)
def test_on_each_day_exactly_the_latest_version_in_force_holds(starts: list[date], day: date) -> None:
    versions: list[dict[str, Any]] = [
        {"promulgated": start.isoformat(), "effective": start.isoformat(), "source": COMPILED} for start in starts
    ]
    law = Law.model_validate({**NEW_LAW, "id": "x", "versions": versions})
    held = [version for version in law.versions if day in version_period(law, version)]
    assert held == ([version] if (version := version_on(law, day)) else [])
    assert all(version.start <= day for version in held)


@given(days, st.none() | days, days, st.none() | days)
def test_periods_overlap_exactly_where_a_day_lies_in_both(a: date, b: date | None, c: date, d: date | None) -> None:
    first, second = Period(a, b), Period(c, d)
    nonempty = (b is None or a < b) and (d is None or c < d)
    if nonempty:
        assert first.overlaps(second) == (max(a, c) in first and max(a, c) in second)
