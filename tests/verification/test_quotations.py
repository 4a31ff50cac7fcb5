"""Quotations against the law of the source's day and of today; no text means 未核对, never a fault."""

from __future__ import annotations

from datetime import date

from generator.verification.quotations import QuotationCheck, check_quotations
from generator.verification.recorded import put_comparisons
from tests.conftest import COMPILED, ITEM, OLD_LAW, PLAN, TinyCatalog

TODAY = date(2026, 11, 23)
LAW = "某某管理条例\n第三十三条　经营应当经市级机关许可。\n未经许可，不得经营。\n"
VERSIONS = [*OLD_LAW["versions"], {"promulgated": "2021-01-01", "event": "修订", "source": COMPILED}]


def quoting(tiny: TinyCatalog, quote: str, **more: object) -> None:
    basis = {"cite": "《某某管理条例》第三十三条", "source": PLAN, "quote": quote, **more}
    tiny.item(bases=[ITEM["bases"][0], basis])


def checks(tiny: TinyCatalog) -> list[QuotationCheck]:
    return list(check_quotations(tiny.base(), TODAY))


def test_without_a_text_nothing_is_said_against_a_quotation(tiny: TinyCatalog) -> None:
    [check] = checks(tiny)
    assert check.verdict is None and check.why == "没有这一版的文本" and not check.is_grave


def test_one_version_on_both_days_is_compared_once(tiny: TinyCatalog) -> None:
    quoting(tiny, "未经许可，不得经营。")
    tiny.statute("old-law", "2011-12-01", LAW)
    [check] = checks(tiny)
    assert check.days == (date(2020, 8, 17), TODAY)
    assert check.verdict == "truncated" and check.missing == ("第一款",)


def test_an_amendment_between_the_source_and_today_gives_two_verdicts(tiny: TinyCatalog) -> None:
    tiny.write("laws/old-law.yaml", {**OLD_LAW, "versions": VERSIONS})
    quoting(tiny, "经营应当经市级机关许可。未经许可，不得经营。")
    tiny.statute("old-law", "2011-12-01", LAW)
    tiny.statute("old-law", "2021-01-01", LAW.replace("市级", "省级"))
    issued, today = checks(tiny)
    assert issued.verdict == "identical" and issued.days == (date(2020, 8, 17),)
    assert today.verdict == "altered" and today.is_grave


def test_a_grave_quotation_needs_an_answer_until_it_is_acknowledged(tiny: TinyCatalog) -> None:
    tiny.statute("old-law", "2011-12-01", LAW)
    quoting(tiny, "经营应当经省级机关许可。未经许可，不得经营。")
    assert [check.needs_answer for check in checks(tiny)] == [True]
    quoting(tiny, "经营应当经省级机关许可。未经许可，不得经营。", acknowledged={"reason": "照录", "on": "2026-11-23"})
    assert [(check.is_grave, check.needs_answer) for check in checks(tiny)] == [(True, False)]


def test_a_recorded_verdict_is_shown_where_the_text_is_not_at_hand(tiny: TinyCatalog) -> None:
    quoting(tiny, "经营应当经省级机关许可。未经许可，不得经营。")
    path = tiny.statute("old-law", "2011-12-01", LAW)
    fresh = [record for check in checks(tiny) if (record := check.record(TODAY))]
    assert tiny.recorded(put_comparisons, (), fresh) == 1
    path.unlink()
    [check] = checks(tiny)
    assert check.recorded == TODAY and check.verdict == "altered" and check.is_grave and check.pieces == ()


def test_a_recorded_verdict_does_not_outlive_the_quotation(tiny: TinyCatalog) -> None:
    quoting(tiny, "经营应当经省级机关许可。")
    path = tiny.statute("old-law", "2011-12-01", LAW)
    tiny.recorded(put_comparisons, (), [record for check in checks(tiny) if (record := check.record(TODAY))])
    path.unlink()
    quoting(tiny, "经营应当经市级机关许可。")
    assert [check.verdict for check in checks(tiny)] == [None]


def test_recording_the_same_verdict_again_changes_nothing(tiny: TinyCatalog) -> None:
    tiny.statute("old-law", "2011-12-01", LAW)
    first = [record for check in checks(tiny) if (record := check.record(TODAY))]
    tiny.recorded(put_comparisons, (), first)
    before = (tiny.folder / "comparisons.yaml").read_bytes()
    later = [record for check in checks(tiny) if (record := check.record(date(2027, 1, 1)))]
    assert tiny.recorded(put_comparisons, tiny.load().comparisons, later) == 0
    assert (tiny.folder / "comparisons.yaml").read_bytes() == before


def test_the_quoted_law_not_being_in_force_is_said(tiny: TinyCatalog) -> None:
    ended = {"on": "2026-05-01", "by": "某某安全法", "source": COMPILED}
    tiny.write("laws/old-law.yaml", {**OLD_LAW, "ended": ended})
    tiny.statute("old-law", "2011-12-01", LAW)
    issued, today = checks(tiny)
    assert issued.verdict is not None and today.verdict is None and "没有施行中的版本" in today.why
