"""No import of a law text leaves the catalog poorer, whatever the file lacks and whatever is remembered of earlier ones."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.remembered import Sealed
from tests.conftest import COMPILED, OLD_LAW, REPOSITORY, TinyCatalog, cache_folder

HEAD = "某某管理条例\n2011年3月2日国务院令第1号公布\n"
ARTICLES = [
    "第一条　甲。\n",
    "第二条　企业应当建立乙台账。\n未建立的，处罚款。\n本条所称台账，包括电子的。\n",
    "第三条　丙。\n",
]
WHOLE = HEAD + "".join(ARTICLES)
STORED = Path("statutes/old-law/2011-12-01.txt")
PUBLIC = Path("statutes-public/old-law/2011-12-01.txt")


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def two_stores(tiny: TinyCatalog) -> TinyCatalog:
    """A catalog with a folder of its own texts and one of public ones."""
    catalog = (tiny.folder / "catalog.yaml").read_text(encoding="utf-8")
    texts = "texts:\n- {folder: statutes, title: 自己的}\n- {folder: statutes-public, title: 公开的}\n"
    tiny.text("catalog.yaml", catalog + texts)
    return tiny


def law(tiny: TinyCatalog, *arguments: str | Path) -> Result:
    result = CliRunner().invoke(main, ["law", *map(str, arguments), "--catalog", str(tiny.folder)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


def imported(tiny: TinyCatalog, tmp_path: Path, text: str, *options: str) -> Result:
    path = tmp_path / "某某管理条例.txt"
    path.write_text(text, encoding="utf-8")
    return law(tiny, "import", path, *options)


def as_garbage(path: Path) -> None:
    path.write_bytes(b"{damaged")


def as_a_list(path: Path) -> None:
    path.write_bytes(b"[1, 2]")


def as_deep_nesting(path: Path) -> None:
    path.write_bytes(b"[" * 200_000)


def as_a_surrogate(path: Path) -> None:
    path.write_bytes(b'{"\\ud800": {"laws": [{"title": "\\ud800"}]}}')


def as_a_number(path: Path) -> None:
    path.write_bytes(b"1" * 10_000)


def as_null(path: Path) -> None:
    path.write_bytes(b"null")


def as_nothing(path: Path) -> None:
    path.write_bytes(b"")


def as_huge(path: Path) -> None:
    path.touch()
    os.truncate(path, 1 << 40)


def as_a_folder(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.mkdir()


def as_a_link_to_itself(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.symlink_to(path)


def as_a_pipe(path: Path) -> None:
    path.unlink(missing_ok=True)
    os.mkfifo(path)


POORER = {
    "a head alone": (HEAD, ["第一条", "第二条", "第三条"]),
    "a head and a table of contents": (HEAD + "目录\n第一章　总则\n", ["第一条", "第二条", "第三条"]),
    "only the first article": (HEAD + ARTICLES[0], ["第二条", "第三条"]),
    "without the last article": (HEAD + "".join(ARTICLES[:2]), ["第三条"]),
    "without one in the middle": (HEAD + ARTICLES[0] + ARTICLES[2], ["第二条"]),
    "without the first": (HEAD + "".join(ARTICLES[1:]), ["第一条"]),
    "an article that breaks off": (WHOLE.replace("\n本条所称台账，包括电子的。", ""), ["第二条的一部分"]),
    "an article without a 款": (WHOLE.replace("\n未建立的，处罚款。", ""), ["第二条的一部分"]),
    "a sentence that breaks off": (WHOLE.replace("处罚款。\n本条所称台账，包括电子的。", ""), ["第二条的一部分"]),
    "other words": (HEAD + "请登录后查看全文。\n", ["第一条", "第二条", "第三条"]),
}


@pytest.mark.parametrize("kind", POORER)
@pytest.mark.parametrize("options", [(), ("--replace",), ("--replace", "--accept-gaps")])
def test_a_poorer_text_is_refused(tiny: TinyCatalog, tmp_path: Path, kind: str, options: tuple[str, ...]) -> None:
    imported(tiny, tmp_path, WHOLE)
    before = (tiny.folder / STORED).read_bytes()
    result = imported(tiny, tmp_path, POORER[kind][0], *options)
    assert result.exit_code == 1 and "未导入 1 部" in result.output
    assert (tiny.folder / STORED).read_bytes() == before


@pytest.mark.parametrize("kind", POORER)
def test_the_reason_names_what_would_go(tiny: TinyCatalog, tmp_path: Path, kind: str) -> None:
    imported(tiny, tmp_path, WHOLE)
    text, gone = POORER[kind]
    said = imported(tiny, tmp_path, text, "--replace", "--accept-gaps").output
    assert f"已存的 {STORED} 有、这个文件没有的 {len(gone)} 处：{'、'.join(gone)}；" in said
    assert "--accept-fewer" in said


def test_a_poorer_text_that_is_wanted_takes_both_words(tiny: TinyCatalog, tmp_path: Path) -> None:
    imported(tiny, tmp_path, WHOLE)
    shorter = HEAD + "".join(ARTICLES[:2])
    assert "未覆盖" in imported(tiny, tmp_path, shorter, "--accept-fewer").output
    assert "第三条" in (tiny.folder / STORED).read_text(encoding="utf-8")
    assert "已替换" in imported(tiny, tmp_path, shorter, "--accept-fewer", "--replace").output
    assert "第三条" not in (tiny.folder / STORED).read_text(encoding="utf-8")


def test_a_trial_run_foresees_the_refusal(tiny: TinyCatalog, tmp_path: Path) -> None:
    imported(tiny, tmp_path, WHOLE)
    assert "未导入" in imported(tiny, tmp_path, HEAD, "--replace", "--dry-run").output


def test_appendices_and_texts_without_articles_count_too(tiny: TinyCatalog, tmp_path: Path) -> None:
    imported(tiny, tmp_path, WHOLE + "附件\n一、名录\n")
    assert "1 处：附件；" in imported(tiny, tmp_path, WHOLE, "--replace").output
    decision = "关于某事的决定\n2019年1月1日公布\n一、甲。\n二、乙。\n"
    assert "已存入" in imported(tiny, tmp_path, decision).output
    assert "1 处：正文 1 段；" in imported(tiny, tmp_path, decision.replace("二、乙。\n", ""), "--replace").output


@pytest.mark.parametrize("text", [HEAD, HEAD + "目录\n第一章　总则\n", HEAD + "请登录后查看全文。\n"])
def test_a_first_text_without_articles_is_refused_where_the_catalog_cites_them(
    tiny: TinyCatalog, tmp_path: Path, text: str
) -> None:
    result = imported(tiny, tmp_path, text)
    assert result.exit_code == 1 and "没有读到一条条文" in result.output
    assert not (tiny.folder / STORED).exists()


def test_headings_that_would_go_are_named(tiny: TinyCatalog, tmp_path: Path) -> None:
    divided = HEAD + "第一章　总则\n" + ARTICLES[0] + "第二章　罚则\n" + "".join(ARTICLES[1:])
    imported(tiny, tmp_path, divided)
    assert "2 处：第一章　总则、第二章　罚则；" in imported(tiny, tmp_path, WHOLE, "--replace").output
    assert "没有变化" in imported(tiny, tmp_path, divided).output


def test_a_text_that_ends_with_a_heading_is_asked_about(tiny: TinyCatalog, tmp_path: Path) -> None:
    text = HEAD + "第一章　总则\n" + "".join(ARTICLES) + "第二章　罚则\n"
    refused = imported(tiny, tmp_path, text)
    assert "“第二章　罚则”下面没有条文" in refused.output and "--accept-gaps" in refused.output
    assert "已存入" in imported(tiny, tmp_path, text, "--accept-gaps").output


def test_a_text_with_more_or_other_words_is_a_conflict_as_before(tiny: TinyCatalog, tmp_path: Path) -> None:
    imported(tiny, tmp_path, HEAD + "".join(ARTICLES[:2]))
    assert "未覆盖" in imported(tiny, tmp_path, WHOLE).output
    assert "已替换" in imported(tiny, tmp_path, WHOLE, "--replace").output
    assert "已替换" in imported(tiny, tmp_path, WHOLE.replace("乙台账", "丁台账"), "--replace").output


def test_a_poorer_file_after_the_whole_one_in_one_import_is_refused(tiny: TinyCatalog, tmp_path: Path) -> None:
    folder = tmp_path / "both"
    folder.mkdir()
    (folder / "a.txt").write_text(WHOLE, encoding="utf-8")
    (folder / "b.txt").write_text(HEAD, encoding="utf-8")
    assert "已存入 1 部，未导入 1 部" in law(tiny, "import", folder, "--replace").output
    assert "第三条" in (tiny.folder / STORED).read_text(encoding="utf-8")


def test_an_import_into_one_store_does_not_shadow_a_fuller_text_in_another(
    two_stores: TinyCatalog, tmp_path: Path
) -> None:
    imported(two_stores, tmp_path, WHOLE, "--into", "statutes-public")
    refused = imported(two_stores, tmp_path, HEAD + ARTICLES[0])
    assert refused.exit_code == 1 and f"已存的 {PUBLIC} 有" in refused.output and "第二条、第三条" in refused.output
    assert not (two_stores.folder / STORED).exists()


def test_the_fuller_of_two_stored_texts_is_read_and_said(two_stores: TinyCatalog) -> None:
    two_stores.text(str(STORED), HEAD + ARTICLES[0])
    two_stores.text(str(PUBLIC), WHOLE)
    shown = law(two_stores, "show", "《某某管理条例》第三条", "--as-of", "2020-01-01")
    assert shown.exit_code == 0 and "丙。" in shown.output
    assert "取 statutes-public 的 3 条，statutes 的只有 1 条" in shown.output
    checked = CliRunner().invoke(main, ["check", "--catalog", str(two_stores.folder)])
    assert "laws/old-law.yaml" in checked.output and "statutes 的只有 1 条" in checked.output


def test_of_two_texts_as_full_the_first_is_read_and_nothing_said(two_stores: TinyCatalog) -> None:
    two_stores.text(str(STORED), WHOLE)
    two_stores.text(str(PUBLIC), WHOLE.replace("丙", "丁"))
    shown = law(two_stores, "show", "《某某管理条例》第三条", "--as-of", "2020-01-01")
    assert "丙。" in shown.output and "只有" not in shown.output


def test_a_damaged_text_is_named_and_not_passed_over(two_stores: TinyCatalog) -> None:
    two_stores.text(str(STORED), WHOLE + "第一条　又。\n")
    two_stores.text(str(PUBLIC), WHOLE)
    shown = law(two_stores, "show", "《某某管理条例》第三条", "--as-of", "2020-01-01")
    assert shown.exit_code == 1 and str(STORED) in shown.output


@pytest.mark.parametrize("damaged", ["某某管理条例\n第一条　甲。".encode("gbk"), b"", WHOLE.encode() * 2])
def test_a_damaged_text_is_mended_by_importing_it_again(tiny: TinyCatalog, tmp_path: Path, damaged: bytes) -> None:
    imported(tiny, tmp_path, WHOLE)
    (tiny.folder / STORED).write_bytes(damaged)
    assert "--replace" in imported(tiny, tmp_path, WHOLE).output
    assert "已替换" in imported(tiny, tmp_path, WHOLE, "--replace").output
    assert "没有变化" in imported(tiny, tmp_path, WHOLE).output


def as_a_link_to_a_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


@pytest.mark.parametrize("damage", [as_a_folder, as_a_link_to_itself, as_a_pipe, as_huge, as_a_link_to_a_device])
@pytest.mark.parametrize("key", ["old-law", "third"])
def test_what_is_no_file_in_the_place_of_a_text_is_named(
    tiny: TinyCatalog, tmp_path: Path, damage: Callable[[Path], None], key: str
) -> None:
    tiny.write("laws/third.yaml", {**OLD_LAW, "title": "第三部条例", "short": "第三部条例"})
    path = tiny.folder / "statutes" / key / STORED.name
    path.parent.mkdir(parents=True)
    damage(path)
    for command in (["search", "许可证"], ["checklist", "1", "-o", str(tmp_path / "a.docx")]):
        done = CliRunner().invoke(main, [*command, "--catalog", str(tiny.folder)])
        assert done.exit_code == 1 and str(path) in done.output and "重新导入" in done.output


def test_an_unlisted_law_is_read_from_the_fuller_text_too(two_stores: TinyCatalog) -> None:
    two_stores.text("statutes/别的法/2019-01-01.txt", "别的法\n第一条　甲。\n")
    two_stores.text("statutes-public/别的法/2019-01-01.txt", "别的法\n第一条　甲。\n第二条　乙。\n")
    shown = law(two_stores, "show", "《别的法》第二条", "--as-of", "2020-01-01")
    assert "乙。" in shown.output and "statutes 的只有 1 条" in shown.output


DAMAGE: list[Callable[[Path], None]] = [
    as_garbage,
    as_a_list,
    as_deep_nesting,
    as_a_surrogate,
    as_a_number,
    as_null,
    as_nothing,
    as_huge,
    as_a_folder,
    as_a_link_to_itself,
    as_a_pipe,
]


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_ledger_is_as_if_it_were_not_there(
    tiny: TinyCatalog, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    imported(tiny, tmp_path, WHOLE)
    (ledger,) = (cache_folder() / "imports").iterdir()
    damage(ledger)
    damage(tiny.folder / "statutes" / "imports.json")
    assert "没有变化 1 部" in imported(tiny, tmp_path, WHOLE).output
    assert "未覆盖 1 部" in imported(tiny, tmp_path, WHOLE.replace("丙", "丁")).output


def lying(tiny: TinyCatalog, file: Path) -> bytes:
    """A ledger by which the file was read as the text that is stored."""
    fingerprint = hashlib.sha256(os.fsencode(file.name) + b"\0" + file.read_bytes()).hexdigest()
    text = hashlib.sha256((tiny.folder / STORED).read_bytes()).hexdigest()
    days = {"latest": "2011-03-02"}
    law_read = {"title": "某某管理条例", "other": "", "days": days, "articles": 3, "text": text}
    return json.dumps({fingerprint: [law_read]}).encode()


def test_a_ledger_that_lies_is_not_believed(tiny: TinyCatalog, tmp_path: Path) -> None:
    imported(tiny, tmp_path, WHOLE)
    other = tmp_path / "某某管理条例.txt"
    other.write_text(WHOLE.replace("丙", "丁"), encoding="utf-8")
    (ledger,) = (cache_folder() / "imports").iterdir()
    lie = lying(tiny, other)
    for planted in (lie, bytes(32) + lie):
        ledger.write_bytes(planted)
        (tiny.folder / "statutes" / "imports.json").write_bytes(lie)
        assert "未覆盖 1 部" in law(tiny, "import", other).output
    Sealed("imports", ledger.name, 20).keep(lie)
    assert "没有变化 1 部" in law(tiny, "import", other).output, "sealed by this program it would be believed"


def test_what_was_read_before_is_not_read_again(
    tiny: TinyCatalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(tiny, tmp_path, WHOLE)
    monkeypatch.setattr("generator.law.readers.read", None)
    assert "没有变化 1 部" in imported(tiny, tmp_path, WHOLE).output


STUB = """#!/bin/sh
while [ $# -gt 0 ]; do
    [ "$1" = --dest ] && { echo pinned > "$2/pinned-0.1.whl"; exit 0; }
    shift
done
exit 3
"""


def test_only_the_wheel_that_was_just_checked_is_imported(tmp_path: Path) -> None:
    commands, log = tmp_path / "bin", tmp_path / "imported"
    commands.mkdir()
    (commands / "python").write_text(STUB)
    (commands / "jianguan").write_text(f'#!/bin/sh\nshift 5\ncat "$@" >> "{log}"\n')
    for command in commands.iterdir():
        command.chmod(0o755)
    for planted in (".cache/statutes/evil.whl", ".cache/statutes.AAAAAA/evil.whl", ".cache/evil.whl"):
        (tmp_path / planted).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / planted).write_text("evil\n")
    script = ["sh", str(REPOSITORY / "scripts" / "fetch-statutes.sh"), str(commands)]
    subprocess.run(script, cwd=tmp_path, check=True)
    assert log.read_text() == "pinned\n"
    assert sorted(path.name for path in (tmp_path / ".cache").iterdir()) == ["evil.whl", "statutes", "statutes.AAAAAA"]


def test_a_succession_in_a_circle_stops_the_check(tiny: TinyCatalog) -> None:
    path = tiny.folder / "laws" / "old-law.yaml"
    ended = f'ended: {{on: "2030-01-01", by: 某令, replaced_by: old-law, source: {COMPILED}}}\n'
    path.write_text(path.read_text(encoding="utf-8") + ended, encoding="utf-8")
    checked = CliRunner().invoke(main, ["check", "--catalog", str(tiny.folder)])
    assert checked.exit_code == 1 and "接替绕成了圈" in checked.output and "old-law.yaml" in checked.output
