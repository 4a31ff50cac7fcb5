"""Suspect links: reviewed against words that are no longer the law's."""

from __future__ import annotations

from datetime import date

from generator.law.citation import parse
from generator.opening import examine
from generator.verification.links import SUSPECT, Links, reviewed
from generator.verification.recorded import put_reviews
from tests.conftest import COMPILED, NEW_LAW, TinyCatalog

TODAY = date(2026, 11, 23)
CITE = parse("《某某安全法》第五十三条第一款")
LAW = "某某安全法\n第五十三条　经营须经许可。\n另有规定的除外。\n第一百条　没收。\n并处。\n吊销。\n"


def review_all(tiny: TinyCatalog) -> None:
    base = tiny.base()
    links = [link for link in Links(base, TODAY).all() if link.state not in ("no-text", "reviewed")]
    tiny.recorded(put_reviews, base.catalog.link_reviews, [reviewed(link, "政策法规处", TODAY) for link in links])


def state(tiny: TinyCatalog, cite: str = str(CITE), day: date = TODAY) -> str:
    return Links(tiny.base(), day).link("01-trade", parse(cite)).state


def test_without_a_text_a_link_is_neither_reviewed_nor_suspect(tiny: TinyCatalog) -> None:
    assert state(tiny) == "no-text"


def test_a_link_is_unreviewed_until_somebody_records_a_review(tiny: TinyCatalog) -> None:
    tiny.statute("new-law", "2026-05-01", LAW)
    assert state(tiny) == "unreviewed"
    review_all(tiny)
    assert state(tiny) == "reviewed"


def test_a_changed_text_makes_the_link_suspect_and_check_says_so(tiny: TinyCatalog) -> None:
    tiny.statute("new-law", "2026-05-01", LAW)
    review_all(tiny)
    tiny.statute("new-law", "2026-05-01", LAW.replace("须经许可", "须经备案"))
    assert state(tiny) == "suspect"
    problems = examine(tiny.folder, TODAY).problems
    assert any("与 2026-11-23 复核时" in problem.what and problem.file == "items/01-trade.yaml" for problem in problems)


def test_a_change_in_another_paragraph_leaves_the_link_as_it_was(tiny: TinyCatalog) -> None:
    tiny.statute("new-law", "2026-05-01", LAW)
    review_all(tiny)
    tiny.statute("new-law", "2026-05-01", LAW.replace("另有规定的除外。", "没有例外。"))
    assert state(tiny) == "reviewed"
    assert state(tiny, "《某某安全法》第五十三条") == "suspect"


def test_a_new_version_with_other_words_makes_the_link_suspect_from_its_day(tiny: TinyCatalog) -> None:
    versions = [*NEW_LAW["versions"], {"effective": "2026-10-01", "event": "修正", "source": COMPILED}]
    tiny.statute("new-law", "2026-05-01", LAW)
    review_all(tiny)
    tiny.write("laws/new-law.yaml", {**NEW_LAW, "versions": versions})
    tiny.statute("new-law", "2026-10-01", LAW.replace("须经许可", "须经备案"))
    assert state(tiny, day=date(2026, 9, 30)) == "reviewed"
    assert state(tiny, day=date(2026, 10, 1)) == "suspect"


def test_a_second_review_clears_a_suspect_link_for_both_texts(tiny: TinyCatalog) -> None:
    tiny.statute("new-law", "2026-05-01", LAW)
    review_all(tiny)
    tiny.statute("new-law", "2026-05-01", LAW.replace("须经许可", "须经备案"))
    review_all(tiny)
    assert state(tiny) == "reviewed"
    tiny.statute("new-law", "2026-05-01", LAW)
    assert state(tiny) == "reviewed"


def test_a_suspect_link_marks_what_rests_on_it(tiny: TinyCatalog) -> None:
    tiny.statute("new-law", "2026-05-01", LAW)
    review_all(tiny)
    tiny.statute("new-law", "2026-05-01", LAW.replace("吊销。", "撤销。"))
    check = tiny.view().items[0].checks[0]
    assert check.marks == () and check.penalties[0].marks == (SUSPECT,)
    assert tiny.view().items[0].suspects == 1
