"""What a document's wording says of the law is compared with the article in force on the day it holds."""

from __future__ import annotations

import copy
from datetime import date

import pytest

from generator.opening import examine
from generator.verification.impact import Impact
from generator.verification.recorded import put_claims
from generator.verification.wordings import check_claims
from tests.conftest import REPOSITORY
from tests.word.test_forms import ORDER

TODAY = date(2026, 11, 23)
LAW = "某某安全法\n第五十三条　经营须经许可。\n第一百条　没收。\n"


@pytest.fixture
def checks(tiny):
    tiny.write("documents/order.yaml", ORDER)

    def found(day=TODAY):
        return {str(check.claim.cite): check for check in check_claims(tiny.base(day.isoformat()), day)}

    return found


def test_words_of_the_article_hold(tiny, checks):
    tiny.statute("new-law", "2026-05-01", LAW)
    found = checks()["《某某安全法》第五十三条"]
    assert (found.verdict, found.missing, found.is_grave) == ("holds", (), False)


def test_spelling_makes_no_difference(tiny, checks):
    tiny.statute("new-law", "2026-05-01", LAW.replace("须经许可", "须 经\n许可"))
    assert checks()["《某某安全法》第五十三条"].verdict == "holds"


def test_words_that_are_not_there_are_named(tiny, checks):
    tiny.statute("new-law", "2026-05-01", LAW.replace("须经许可", "须备案"))
    found = checks()["《某某安全法》第五十三条"]
    assert (found.verdict, found.missing, found.is_grave) == ("altered", ("经许可",), True)


def test_an_article_the_version_lacks_is_grave(tiny, checks):
    tiny.statute("new-law", "2026-05-01", "某某安全法\n第一条　甲。\n")
    assert checks()["《某某安全法》第五十三条"].verdict == "no-article"


def test_without_a_text_nothing_is_said(checks):
    found = checks()["《某某安全法》第五十三条"]
    assert (found.verdict, found.why) == (None, "没有这一版的文本")


def test_a_wording_that_is_over_is_compared_with_the_law_of_its_last_day(checks):
    assert checks()["《某某管理条例》第三十三条"].day == date(2026, 4, 30)


def test_a_recorded_verdict_is_repeated_where_the_text_is_missing(tiny, checks):
    path = tiny.statute("new-law", "2026-05-01", LAW)
    records = [record for check in checks().values() if (record := check.record(TODAY))]
    assert tiny.recorded(put_claims, (), records) == 1
    assert tiny.recorded(put_claims, records, records) == 0
    path.unlink()
    found = checks()["《某某安全法》第五十三条"]
    assert (found.verdict, found.recorded) == ("holds", TODAY)


def test_a_record_of_other_words_is_not_believed(tiny, checks):
    path = tiny.statute("new-law", "2026-05-01", LAW)
    tiny.recorded(put_claims, (), [record for check in checks().values() if (record := check.record(TODAY))])
    path.unlink()
    other = copy.deepcopy(ORDER)
    other["wording"]["power"][0]["claims"][0]["holds"] = ["须备案"]
    tiny.write("documents/order.yaml", other)
    found = {str(check.claim.cite): check for check in check_claims(tiny.base(), TODAY)}
    assert found["《某某安全法》第五十三条"].verdict is None


def test_check_warns_at_the_wording(tiny):
    tiny.write("documents/order.yaml", ORDER)
    tiny.statute("new-law", "2026-05-01", LAW.replace("须经许可", "须备案"))
    problems = [problem for problem in examine(tiny.folder, TODAY).problems if "用语所引" in problem.what]
    assert [(problem.file, problem.severity) for problem in problems] == [("documents/order.yaml", "warning")]
    assert problems[0].line > 1


def test_a_change_of_law_reaches_the_wording(tiny):
    tiny.write("documents/order.yaml", ORDER)
    base = tiny.base()
    law = base.find("new-law")
    uses = [use for use in Impact(base).uses(law) if use.document]
    assert [(use.where, use.role, str(use.cite)) for use in uses] == [
        ("文书《责令改正书》", "wording", "《某某安全法》第五十三条")
    ]


def test_every_claim_of_the_shipped_documents_holds(statutes, tmp_path_factory):
    import shutil

    from click.testing import CliRunner

    from generator.cli import main

    folder = tmp_path_factory.mktemp("claims") / "catalog"
    ignored = shutil.ignore_patterns("statutes*", "claim_records.yaml", "previews")
    shutil.copytree(REPOSITORY / "catalog", folder, ignore=ignored)
    CliRunner().invoke(main, ["law", "import", str(statutes), "--catalog", str(folder)])
    checks = list(check_claims(examine(folder, TODAY).sound, TODAY))
    assert [f"{check.document.id} {check.claim.cite} {check.missing}" for check in checks if check.is_grave] == []
    assert sum(check.verdict == "holds" for check in checks) > 100
