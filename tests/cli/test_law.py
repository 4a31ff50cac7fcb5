"""`jianguan law`: what a keeper sees, and the exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from tests.conftest import COMPILED, OLD_LAW, TinyCatalog

LAW = """某某管理条例
第一章　总则
第三十三条　经营应当经市级机关许可。
未经许可，不得经营。
第三十四条　处二万元以下罚款。
"""


def law(tiny: TinyCatalog, *arguments: str | Path) -> Result:
    words = ["law", *map(str, arguments), "--catalog", str(tiny.folder)]
    return CliRunner().invoke(main, words, prog_name="jianguan", env={"SOURCE_DATE_EPOCH": "1795392000"})


@pytest.fixture
def with_texts(tiny: TinyCatalog) -> TinyCatalog:
    """Two versions of the old law, both stored."""
    versions = [*OLD_LAW["versions"], {"effective": "2026-06-01", "event": "修订", "source": COMPILED}]
    tiny.write("laws/old-law.yaml", {**OLD_LAW, "versions": versions})
    tiny.statute("old-law", "2011-12-01", LAW)
    tiny.statute("old-law", "2026-06-01", LAW.replace("市级", "省级"))
    return tiny


def test_import_reports_each_file_and_ends_with_1_where_one_is_refused(tiny: TinyCatalog, tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text("某某管理条例\n2011年3月2日公布\n第一条　甲。\n", encoding="utf-8")
    bad = tmp_path / "bad.txt"
    bad.write_text("某某管理条例\n第一条　甲。\n", encoding="utf-8")
    result = law(tiny, "import", good)
    assert result.exit_code == 0 and "good.txt：已存入 《某某管理条例》1 条 → old-law 2011-12-01" in result.output
    result = law(tiny, "import", good, bad)
    assert result.exit_code == 1
    assert "没有变化 1 部，未导入 1 部" in result.output and "为什么：文本没有版本日期" in result.output


def test_a_report_shows_no_more_of_a_title_or_a_difference_than_can_be_read(tiny: TinyCatalog, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"{'甲' * 5000}条例\n第一条　甲。\n", encoding="utf-8")
    assert len(law(tiny, "import", path).output) < 400
    path.write_text("某某管理条例\n2011年3月2日公布\n第一条　甲。\n", encoding="utf-8")
    law(tiny, "import", path)
    path.write_text(f"某某管理条例\n2011年3月2日公布\n第一条　{'乙丙' * 4000}。\n", encoding="utf-8")
    output = law(tiny, "import", path).output
    assert "未覆盖" in output and len(output) < 1000


def test_a_trial_import_says_what_would_be_done(tiny: TinyCatalog, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("某某管理条例\n第一条　甲。\n", encoding="utf-8")
    result = law(tiny, "import", path, "--effective", "2011-12-01", "--law", "某某管理条例", "--dry-run")
    assert "可以存入" in result.output and "没有写入" in result.output and result.exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["import", "nowhere.txt"], "没有这个文件"),
        (["import", ".", "--law", "某某管理条令"], "您是不是想写“某某管理条例”"),
        (["import", ".", "--into", "x"], "texts 中没有“x”"),
        (["show", "随便"], "引用不能识别"),
        (["show", "《没有的法》第一条"], "没有登记《没有的法》"),
        (["diff", "old-law", "2011-12-01", "2026-11-23"], "没有存入"),
        (["diff", "old-law", "1999-01-01", "2026-11-23"], "没有施行中的版本"),
        (["review"], "--by"),
        (["review", "--by", "甲"], "请写明事项"),
        (["review", "9", "--by", "甲"], "没有监管事项“9”"),
        (["impact"], "二者选一"),
        (["impact", "没有的法"], "没有法规“没有的法”"),
        (["impact", "old-law", "--from", "1999-01-01"], "没有施行中的版本"),
    ],
)
def test_wrong_use_is_explained(tiny: TinyCatalog, arguments: list[str], says: str) -> None:
    result = law(tiny, *arguments)
    assert result.exit_code in (1, 2) and says in result.output


def test_show_prints_the_words_in_force_on_the_day(with_texts: TinyCatalog) -> None:
    before = law(with_texts, "show", "《某某管理条例》第三十三条第一款", "--as-of", "2020-08-17")
    after = law(with_texts, "show", "某某管理条例第33条第1款", "--as-of", "2026-06-01")
    assert "经营应当经市级机关许可" in before.output and "2011-12-01 起的版本" in before.output
    assert "经营应当经省级机关许可" in after.output and "未经许可" not in after.output


def test_show_says_where_the_law_has_no_such_place(with_texts: TinyCatalog) -> None:
    result = law(with_texts, "show", "《某某管理条例》第九十条")
    assert result.exit_code == 1 and "没有这一条款" in result.output


def test_show_falls_back_on_the_gist_where_no_text_is_stored(tiny: TinyCatalog) -> None:
    result = law(tiny, "show", "《某某管理条例》第三十三条")
    assert "要旨：经营须许可。" in result.output and "没有存入这一版的文本" in result.output


def test_show_of_a_whole_law_lists_its_divisions(with_texts: TinyCatalog) -> None:
    assert "第一章　总则" in law(with_texts, "show", "《某某管理条例》").output


def test_show_finds_a_stored_law_the_catalog_does_not_list(with_texts: TinyCatalog) -> None:
    with_texts.statute("别的法", "2019-01-01", "别的法\n第一条　丁。\n")
    result = law(with_texts, "show", "《别的法》第一条")
    assert result.exit_code == 0 and "丁。" in result.output and "是否现行有效不能断定" in result.output


def test_list_tells_which_versions_have_a_text(with_texts: TinyCatalog) -> None:
    with_texts.statute("别的法", "2019-01-01", "别的法\n第一条　丁。\n")
    result = law(with_texts, "list", "--all")
    assert "2011-12-01（有文本）、2026-06-01（有文本）" in result.output and "（目录未登记）《别的法》" in result.output


def test_diff_shows_words_and_writes_a_page(with_texts: TinyCatalog, tmp_path: Path) -> None:
    page = tmp_path / "diff.html"
    result = law(with_texts, "diff", "old-law", "2020-01-01", "2026-11-23", "--html", page)
    assert "修改 1 条" in result.output and "【删：市级】【增：省级】" in result.output
    assert "<del>市级</del><ins>省级</ins>" in page.read_text(encoding="utf-8")


def test_status_lists_every_law_on_the_day(with_texts: TinyCatalog) -> None:
    result = law(with_texts, "status", "--as-of", "2020-08-17")
    assert "已修改　《某某管理条例》（2011-12-01 起的版本）　2026-06-01 起施行新版本" in result.output
    assert "尚未施行　《某某安全法》　2026-05-01 起施行" in result.output
    rows = json.loads(law(with_texts, "status", "--json").output)
    assert {row["id"]: row["status"] for row in rows} == {"old-law": "in-force", "new-law": "in-force"}


def test_verify_ends_with_1_on_a_grave_quotation_and_0_once_acknowledged(with_texts: TinyCatalog) -> None:
    basis = {
        "cite": "《某某管理条例》第三十三条",
        "source": "某文〔2020〕1号",
        "quote": "经营应当经县级机关许可。未经许可，不得经营。",
    }
    with_texts.item(bases=[basis])
    result = law(with_texts, "verify")
    assert result.exit_code == 1 and "严重" in result.output and "“县级”" in result.output
    with_texts.item(bases=[{**basis, "acknowledged": {"reason": "原件如此", "on": "2026-11-23"}}])
    result = law(with_texts, "verify", "--record")
    assert result.exit_code == 0 and "已写明（2026-11-23）：原件如此" in result.output and "记入 2 条" in result.output
    assert [row["verdict"] for row in json.loads(law(with_texts, "verify", "--json").output)] == ["altered", "altered"]


def test_review_records_and_says_what_changed(with_texts: TinyCatalog) -> None:
    first = law(with_texts, "review", "1", "--by", "政策法规处")
    assert first.exit_code == 0 and "记录复核 1 处" in first.output
    assert "记录复核 0 处" in law(with_texts, "review", "1", "--by", "政策法规处").output
    with_texts.statute("old-law", "2026-06-01", LAW.replace("市级", "国家级"))
    again = law(with_texts, "review", "--law", "old-law", "--by", "政策法规处")
    assert "条文有变动，已按" in again.output


def test_impact_lists_items_checks_penalties_and_documents(with_texts: TinyCatalog, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text(
        json.dumps({"documents": [{"item": "01-trade", "file": "downloads/01.docx"}]}), encoding="utf-8"
    )
    result = law(with_texts, "impact", "old-law", "--build", tmp_path)
    assert "第 1 项　设定依据 《某某管理条例》第三十三条：所引条文有改动" in result.output
    assert "上一次生成的文书：downloads/01.docx" in result.output
    since = law(with_texts, "impact", "--since", "2026-05-01", "--build", tmp_path)
    assert "《某某安全法》" in since.output and "《某某管理条例》" in since.output
    [row] = json.loads(law(with_texts, "impact", "old-law", "--from", "2020-01-01", "--json").output)
    assert row["articles"] == {"same": 1, "changed": 1} and row["touches"][0]["effect"] == "changed"


def test_impact_writes_a_pack_for_the_office(with_texts: TinyCatalog, tmp_path: Path) -> None:
    pack = tmp_path / "pack.docx"
    assert law(with_texts, "impact", "old-law", "--pack", pack).exit_code == 0
    assert pack.read_bytes().startswith(b"PK")
    assert law(with_texts, "impact", "--since", "2026-11-20", "--pack", pack).exit_code == 1


def test_strict_refuses_a_document_that_rests_on_changed_words(with_texts: TinyCatalog, tmp_path: Path) -> None:
    def run(*words: str) -> Result:
        arguments = [*words, "-o", str(tmp_path / "x.docx"), "--catalog", str(with_texts.folder), "--strict"]
        return CliRunner().invoke(main, arguments, env={"SOURCE_DATE_EPOCH": "1795392000"})

    law(with_texts, "review", "1", "--by", "政策法规处")
    assert run("checklist", "1").exit_code == 0
    (tmp_path / "x.docx").unlink()
    with_texts.statute("old-law", "2026-06-01", LAW.replace("市级", "国家级"))
    for command in ("checklist", "notice"):
        result = run(command, "1")
        assert result.exit_code == 1 and "条文已变动待复核" in result.output and not (tmp_path / "x.docx").exists()
