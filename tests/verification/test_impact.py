"""What a change of law touches, and what stands in its place."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from generator import SaidError
from generator.verification.impact import Impact, LawChange, change_days
from generator.verification.manifest import documents_of
from generator.verification.status import status_on
from tests.conftest import COMPILED, NEW_LAW, OLD_LAW, TinyCatalog

OLD_TEXT = "某某管理条例\n第三十三条　经营须经市级许可。\n第三十四条　条件。\n"
NEW_TEXT = "某某管理条例\n第三十三条　总则。\n第三十四条　经营须经省级许可，条件另定，申请另定。\n第三十五条　条件。\n"


def changes(tiny: TinyCatalog, law: str = "old-law") -> list[LawChange]:
    base = tiny.base()
    return list(Impact(base).changes(next(found for found in base.catalog.laws if found.id == law)))


def effects(change: LawChange) -> set[tuple[str, str]]:
    return {(touch.use.role, touch.effect) for touch in change.touches}


@pytest.fixture
def amended(tiny: TinyCatalog) -> TinyCatalog:
    """The old law amended on 2026-06-01."""
    versions = [*OLD_LAW["versions"], {"effective": "2026-06-01", "event": "修订", "source": COMPILED}]
    tiny.write("laws/old-law.yaml", {**OLD_LAW, "versions": versions})
    return tiny


def test_a_new_law_concerns_what_cites_it_from_its_day(tiny: TinyCatalog) -> None:
    [change] = changes(tiny, "new-law")
    assert change.day == date(2026, 5, 1)
    assert effects(change) == {("basis", "adopted"), ("duty", "adopted"), ("penalty", "adopted")}


def test_without_two_texts_a_change_may_concern_every_citation(amended: TinyCatalog) -> None:
    change = changes(amended)[1]
    assert ("basis", "unknown") in effects(change)


def test_with_two_texts_only_changed_words_concern(amended: TinyCatalog) -> None:
    amended.statute("old-law", "2011-12-01", OLD_TEXT)
    amended.statute("old-law", "2026-06-01", OLD_TEXT.replace("条件。", "条件二。"))
    change = changes(amended)[1]
    assert ("basis", "unchanged") in effects(change) and change.difference is not None
    assert not any(touch.effect == "unchanged" for touch in change.concerned)


def test_where_an_article_moved_the_new_one_is_named(amended: TinyCatalog) -> None:
    amended.statute("old-law", "2011-12-01", OLD_TEXT)
    amended.statute("old-law", "2026-06-01", OLD_TEXT.replace("第三十三条", "第三十二条　新增。\n第三十三条"))
    assert ("basis", "unchanged") in effects(changes(amended)[1])
    amended.statute("old-law", "2026-06-01", NEW_TEXT.replace("省级许可，条件另定，申请另定", "市级许可"))
    moved = next(touch for touch in changes(amended)[1].touches if touch.use.role == "basis")
    assert moved.effect == "changed" and moved.successor == "第三十三条→第三十四条"


def test_a_removed_article_is_gone(amended: TinyCatalog) -> None:
    amended.statute("old-law", "2011-12-01", OLD_TEXT)
    amended.statute("old-law", "2026-06-01", "某某管理条例\n第三十四条　条件。\n")
    assert ("basis", "gone") in effects(changes(amended)[1])


def test_what_the_catalog_states_as_successor_goes_first(tiny: TinyCatalog) -> None:
    gist = {**OLD_LAW["gists"][0], "succeeded_by": "《某某安全法》第五十三条"}
    ended = {"on": "2026-05-01", "by": "《某某安全法》第一百二十条", "replaced_by": "new-law", "source": COMPILED}
    tiny.write("laws/old-law.yaml", {**OLD_LAW, "gists": [gist], "ended": ended})
    last = changes(tiny)[-1]
    assert {(touch.effect, touch.successor) for touch in last.touches} == {("gone", "《某某安全法》第五十三条")}


def test_a_mark_concerns_what_held_the_day_before(tiny: TinyCatalog) -> None:
    tiny.write("laws/old-law.yaml", {**OLD_LAW, "marks": [{"status": "形式效力待核实", "since": "2026-05-01"}]})
    assert ("basis", "marked") in effects(changes(tiny)[-1])


def test_change_days_are_listed_latest_first(amended: TinyCatalog) -> None:
    days = [change.day for change in change_days(amended.base())]
    assert days == sorted(days, reverse=True) and days[0] == date(2026, 6, 1)


def test_two_versions_may_be_compared_over_several_changes(amended: TinyCatalog) -> None:
    base = amended.base()
    law = next(found for found in base.catalog.laws if found.id == "old-law")
    [change] = Impact(base).within(law, date(2012, 1, 1), date(2026, 6, 1))
    assert change.old is not None and change.new is not None and change.day == date(2026, 6, 1)
    with pytest.raises(SaidError, match="晚于"):
        Impact(base).within(law, date(2026, 6, 1), date(2012, 1, 1))
    with pytest.raises(SaidError, match="没有施行中的版本"):
        Impact(base).within(law, date(1999, 1, 1), date(2026, 6, 1))


@pytest.mark.parametrize(
    ("day", "kind", "says"),
    [
        ("2010-01-01", "not-yet", "2011-12-01 起施行"),
        ("2020-01-01", "amended", "2026-06-01 起施行新版本"),
        ("2026-11-23", "in-force", ""),
    ],
)
def test_the_state_of_a_law_says_what_comes_next(amended: TinyCatalog, day: str, kind: str, says: str) -> None:
    catalog = amended.load()
    law = next(found for found in catalog.laws if found.id == "old-law")
    state = status_on(law, catalog, date.fromisoformat(day))
    assert (state.kind, state.remark) == (kind, says)


def test_before_the_first_recorded_amendment_the_state_is_unknown(tiny: TinyCatalog) -> None:
    tiny.write("laws/new-law.yaml", {**NEW_LAW, "versions": [{**NEW_LAW["versions"][0], "event": "修正"}]})
    catalog = tiny.load()
    law = next(found for found in catalog.laws if found.id == "new-law")
    assert status_on(law, catalog, date(2020, 1, 1)).kind == "unknown"


def test_documents_of_the_last_build_are_listed_by_item(tmp_path: Path) -> None:
    assert documents_of(tmp_path) == {}
    entries = [{"item": "01-trade", "file": "downloads/01.docx"}]
    (tmp_path / "manifest.json").write_text(json.dumps({"documents": entries}), encoding="utf-8")
    assert documents_of(tmp_path) == {"01-trade": ["downloads/01.docx"]}
    (tmp_path / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(SaidError, match="重新生成"):
        documents_of(tmp_path)
