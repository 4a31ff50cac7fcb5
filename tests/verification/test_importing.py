"""Importing statutes: matched to law and version by the catalog, stored once, never overwritten in silence."""

from __future__ import annotations

import errno
import os
from datetime import date
from pathlib import Path

import pytest

from generator import files
from generator.verification.importing import Options, Outcome, files_in, import_files
from tests.conftest import COMPILED, OLD_LAW, TinyCatalog

OLD = "某某管理条例\n2011年3月2日国务院令第1号公布\n第一条　甲。\n第二条　企业应当建立乙台账。\n"


def put(folder: Path, name: str, text: str = OLD) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def imported(tiny: TinyCatalog, *paths: Path, **options: object) -> list[Outcome]:
    return committed(tiny, files_in(paths), Options(**options))  # type: ignore[arg-type]


def committed(tiny: TinyCatalog, paths: list[Path], options: Options) -> list[Outcome]:
    with files.changing(tiny.folder) as change:
        outcomes = list(import_files(paths, tiny.folder / "statutes", tiny.base().names, options, change))
        change.commit()
    return outcomes


def stored(tiny: TinyCatalog) -> list[str]:
    folder = tiny.folder / "statutes"
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.txt"))


def test_a_text_is_matched_by_title_and_promulgation_day_and_stored_under_its_effective_day(
    tiny: TinyCatalog, tmp_path: Path
) -> None:
    [outcome] = imported(tiny, put(tmp_path, "a.txt"))
    assert (outcome.result, outcome.key, outcome.day, outcome.articles) == ("stored", "old-law", date(2011, 12, 1), 2)
    assert stored(tiny) == ["old-law/2011-12-01.txt"]


def test_importing_twice_changes_nothing(tiny: TinyCatalog, tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt")
    imported(tiny, path)
    before = {file: file.stat().st_mtime_ns for file in (tiny.folder / "statutes").rglob("*")}
    [outcome] = imported(tiny, path)
    assert outcome.result == "unchanged"
    assert {file: file.stat().st_mtime_ns for file in (tiny.folder / "statutes").rglob("*")} == before


def test_a_trial_run_writes_nothing(tiny: TinyCatalog, tmp_path: Path) -> None:
    [outcome] = list(
        import_files([put(tmp_path, "a.txt")], tiny.folder / "statutes", tiny.base().names, Options(), None)
    )
    assert outcome.result == "stored" and not (tiny.folder / "statutes").exists()


def test_another_text_for_a_stored_version_is_a_conflict_with_its_difference(tiny: TinyCatalog, tmp_path: Path) -> None:
    imported(tiny, put(tmp_path, "a.txt"))
    other = put(tmp_path, "b.txt", OLD.replace("乙台账", "丙台账"))
    [conflict] = imported(tiny, other)
    assert conflict.result == "conflict" and conflict.difference is not None
    assert [change.label for change in conflict.difference.changed] == ["第二条"]
    assert "乙" in (tiny.folder / "statutes" / "old-law" / "2011-12-01.txt").read_text(encoding="utf-8")
    [replaced] = imported(tiny, other, replace=True)
    assert replaced.result == "replaced"
    assert "丙" in (tiny.folder / "statutes" / "old-law" / "2011-12-01.txt").read_text(encoding="utf-8")


def test_a_text_that_differs_in_spelling_alone_is_no_conflict(tiny: TinyCatalog, tmp_path: Path) -> None:
    imported(tiny, put(tmp_path, "a.txt", OLD.replace("甲。", "“甲”（一）。")))
    [outcome] = imported(tiny, put(tmp_path, "b.txt", OLD.replace("甲。", '"甲"(一)。')))
    assert outcome.result == "equivalent"


def test_the_days_of_the_last_article_are_never_the_versions(tiny: TinyCatalog, tmp_path: Path) -> None:
    text = "某某管理条例\n第一条　甲。\n第二条　本条例自2011年12月1日起施行。\n"
    [outcome] = imported(tiny, put(tmp_path, "a.txt", text))
    assert outcome.result == "refused" and "--effective" in outcome.reason


def test_a_header_that_lacks_the_last_amendment_is_not_taken_for_the_first_version(
    tiny: TinyCatalog, tmp_path: Path
) -> None:
    versions = [*OLD_LAW["versions"], {"promulgated": "2013-12-07", "event": "修订", "source": COMPILED}]
    tiny.write("laws/old-law.yaml", {**OLD_LAW, "versions": versions})
    [outcome] = imported(tiny, put(tmp_path, "a.txt"))
    assert outcome.result == "refused" and "题注可能缺最后一次修改" in outcome.reason
    [told] = imported(tiny, put(tmp_path, "a.txt"), effective=date(2013, 12, 7))
    assert told.day == date(2013, 12, 7)


def test_the_day_in_a_file_name_tells_the_version(tiny: TinyCatalog, tmp_path: Path) -> None:
    [outcome] = imported(tiny, put(tmp_path, "某某管理条例(2011-03-02).md", "# 某某管理条例\n\n第一条 甲。\n"))
    assert outcome.day == date(2011, 12, 1)


def test_a_day_the_catalog_does_not_list_is_refused_and_the_known_ones_named(tiny: TinyCatalog, tmp_path: Path) -> None:
    [outcome] = imported(tiny, put(tmp_path, "a.txt"), effective=date(2019, 1, 1))
    assert "不是目录登记的版本" in outcome.reason and "2011-12-01（2011-03-02公布）" in outcome.reason


def test_a_name_that_dates_a_text_before_its_own_header_is_refused(tiny: TinyCatalog, tmp_path: Path) -> None:
    text = "# 某某管理条例\n\n2011年3月2日公布\n\n第一条 甲。\n"
    [outcome] = imported(tiny, put(tmp_path, "某某管理条例(2010-01-01).md", text))
    assert outcome.result == "refused" and "自相矛盾" in outcome.reason


def test_a_law_the_catalog_does_not_list_is_stored_under_its_title(tiny: TinyCatalog, tmp_path: Path) -> None:
    text = "中华人民共和国别的法\n2019年1月1日公布\n第一条　甲。\n"
    imported(tiny, put(tmp_path, "a.txt", text))
    assert stored(tiny) == ["别的法/2019-01-01.txt"]
    [passed] = imported(tiny, put(tmp_path, "b.txt", text), cited_only=True)
    assert passed.result == "passed-over"


def test_a_gap_in_the_numbers_is_refused_unless_accepted(tiny: TinyCatalog, tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", OLD.replace("第二条", "第三条"))
    [refused] = imported(tiny, path)
    assert refused.result == "refused" and "中间缺条" in refused.reason and stored(tiny) == []
    [accepted] = imported(tiny, path, accept_gaps=True)
    assert accepted.result == "stored"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.txt", OLD.encode("gbk"), "可能是 GBK"),
        ("a.md", "# 某某管理条例\n\n第一条 见[[别的法]]。\n".encode(), "第 3 行有链接"),
        ("a.md", "# 某某管理条例\n\n<p>第一条 甲。</p>\n".encode(), "HTML"),
        ("a.txt", "某某管理条例\n第一条&emsp;甲。\n".encode(), "第 2 行有 HTML"),
        ("a.txt", "某某管理条例\n第一条　甲。\0\n".encode(), "第 2 行有 NUL"),
        ("a.txt", "某某管理条例\n第一条　甲。\x1b[31m\n".encode(), "第 2 行有控制字符"),
        ("a.txt", f"{OLD}别的办法\n第一条　丙。\n".encode(), "两部法规"),
        ("a.txt", OLD.replace("第二条", "第一条").encode(), "第一条"),
        ("a.txt", "某某管理条例\n某某安全法\n第一条　甲。\n".encode(), "有两个标题"),
        ("a.txt", "第一条　甲。\n第二条　乙。\n".encode(), "不像法规标题"),
        ("a.txt", f"{'甲' * 300}条例\n第一条　甲。\n".encode(), "标题有 302 字"),
        ("a.txt", b"", "没有文字"),
        ("a.docx", b"PK\x03\x04cut", "没有下载完整"),
        ("a.whl", b"PK\x03\x04cut", "没有下载完整"),
        ("a.pdf", b"%PDF-1.4", "另存为 .docx"),
        ("a.xyz", b"", "不认识的文件种类"),
    ],
)
def test_a_bad_file_is_refused_with_its_reason_and_changes_nothing(
    tiny: TinyCatalog, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    good = put(tmp_path, "good.txt", "某某安全法\n2025年12月27日通过\n第一条　甲。\n")
    bad, fine = imported(tiny, path, good)
    assert bad.result == "refused" and said in bad.reason
    assert fine.result == "stored" and stored(tiny) == ["new-law/2026-05-01.txt"]


def test_what_the_system_refuses_to_read_is_refused_and_the_others_go_on(tiny: TinyCatalog, tmp_path: Path) -> None:
    loop = tmp_path / "loop.txt"
    loop.symlink_to(loop)
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "folder.txt").mkdir()
    good = put(tmp_path, "good.txt")
    paths = [loop, tmp_path / "gone.txt", tmp_path / "pipe.txt", tmp_path / "folder.txt", good]
    outcomes = committed(tiny, paths, Options())
    assert [outcome.result for outcome in outcomes] == ["refused"] * 4 + ["stored"]
    assert [outcome.reason for outcome in outcomes[:4]] == [
        "文件读不了：链接绕成了圈",
        "文件读不了：文件或文件夹不存在",
        "文件读不了：这是管道，不是普通文件，不读取",
        "文件读不了：这是一个文件夹",
    ]


def test_a_file_name_that_is_no_text_is_read_like_any(tiny: TinyCatalog, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\x1b[31m.txt"))
    path.write_text(OLD, encoding="utf-8")
    assert [outcome.result for outcome in imported(tiny, path)] == ["stored"]
    assert [outcome.result for outcome in imported(tiny, path)] == ["unchanged"]
    assert files.shown_name(path) == "?�[31m.txt"


def test_a_full_disk_is_no_fault_of_the_file(
    tiny: TinyCatalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files.Change, "put", full)
    with pytest.raises(OSError, match="No space"):
        imported(tiny, put(tmp_path, "a.txt"))
    assert stored(tiny) == []


def test_a_text_that_would_read_back_as_another_is_not_stored(tiny: TinyCatalog, tmp_path: Path) -> None:
    path = put(tmp_path, "a(2019-01-01).md", "# 别的办法》\n\n目录\n")
    [outcome] = imported(tiny, path)
    assert outcome.result == "refused" and "读回来不一样" in outcome.reason and stored(tiny) == []


def test_one_part_of_a_law_is_no_version_of_the_whole(tiny: TinyCatalog, tmp_path: Path) -> None:
    part = put(tmp_path, "a.md", "# 某某管理条例\n# 第二编　物\n2011年3月2日公布\n第三十条　甲。\n")
    [outcome] = imported(tiny, part, accept_gaps=True)
    assert outcome.key == "某某管理条例第二编物" and stored(tiny) == ["某某管理条例第二编物/2011-03-02.txt"]


def test_a_day_above_the_text_of_an_unlisted_law_is_taken_and_said(tiny: TinyCatalog, tmp_path: Path) -> None:
    path = put(
        tmp_path, "a.md", "# 关于某事的决定\n\n2019年1月1日 某会通过\n\n<!-- INFO END -->\n\n一、2020年1月1日起甲。\n"
    )
    [outcome] = imported(tiny, path)
    assert outcome.result == "stored" and outcome.day == date(2019, 1, 1)
    assert any("取自题注" in note for note in outcome.notes)


def test_folders_are_searched_for_laws_and_none_is_overlooked(tmp_path: Path) -> None:
    put(tmp_path, "x/a.txt")
    put(tmp_path, "x/y/b.md")
    put(tmp_path, "x/.hidden.txt")
    put(tmp_path, "x/notes.json")
    put(tmp_path, "x/old.doc")
    (tmp_path / "x" / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    assert [path.name for path in files_in([tmp_path / "x"])] == ["a.txt", "gone.txt", "old.doc", "b.md"]
    with pytest.raises(FileNotFoundError):
        files_in([tmp_path / "nowhere"])


def test_an_interrupted_import_stores_nothing(tiny: TinyCatalog, tmp_path: Path) -> None:
    paths = [put(tmp_path, "a.txt"), put(tmp_path, "b.txt", "某某安全法\n2025年12月27日通过\n第一条　甲。\n")]
    with pytest.raises(KeyboardInterrupt), files.changing(tiny.folder) as change:
        run = import_files(paths, tiny.folder / "statutes", tiny.base().names, Options(), change)
        assert next(run).result == "stored"
        run.throw(KeyboardInterrupt)  # type: ignore[attr-defined]
    assert stored(tiny) == [] and not list(tiny.folder.glob(".*"))
