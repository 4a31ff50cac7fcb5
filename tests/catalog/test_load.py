"""Broken catalogs: each fault is named once, at its line, with what to do; all faults in one run."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.catalog.load import load
from generator.catalog.problem import Problem
from generator.catalog.validation import validate
from generator.catalog.yaml_source import KnownFiles, read_yaml
from generator.files import LARGEST_RECORD
from tests.amounts import amount
from tests.conftest import COMPILED, ITEM, OLD_LAW, REPOSITORY, TinyCatalog

TODAY = date(2026, 11, 23)
ITEM_FILE = "items/01-trade.yaml"


def problems(tiny: TinyCatalog) -> list[Problem]:
    return validate(load(tiny.folder), TODAY)


def line_of(path: Path, text: str) -> int:
    """The 1-based line of the first occurrence of `text`."""
    return next(number for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if text in line)


def replace(tiny: TinyCatalog, old: str, new: str, name: str = ITEM_FILE) -> Path:
    path = tiny.folder / name
    content = path.read_text(encoding="utf-8")
    assert old in content
    return tiny.text(name, content.replace(old, new, 1))


def only(found: list[Problem]) -> Problem:
    assert len(found) == 1, [str(problem) for problem in found]
    return found[0]


def test_a_sound_catalog_has_no_problem(tiny: TinyCatalog) -> None:
    assert problems(tiny) == []


FAULTS: dict[str, tuple[str, str, str, str]] = {
    # fault: (text replaced, its replacement, text of the faulty line, what the message says)
    "syntax": ("title: 对某某经营的监管", "title: [对某某经营的监管", "subject:", "写法有误"),
    "wrong type": ("number: 1", "number: 一", "number: 一", "应是整数"),
    "unknown key": ("subject: 某某经营", "subject: 某某经营\nratoi: 20%", "ratoi", "不认识的键“ratoi”"),
    "duplicate key": ("subject: 某某经营", "subject: 某某经营\nsubject: 另一", "subject: 另一", "重复出现"),
    "missing key": ("duty_of: enterprise\n", "\n", "id: licence", "缺少“duty_of”"),
    "dangling method": ("- double-random", "- double-randon", "- double-randon", "您是不是想写“double-random”"),
    "dangling law": (
        "《某某安全法》第五十三条\n",
        "《某某安金法》第五十三条\n",
        "某某安金法",
        "您是不是想写“某某安全法”",
    ),
    "unparsable citation": (
        "《某某管理条例》第三十三条\n",
        "《某某管理条例》第三十三\n",
        "第三十三\n".strip(),
        "引用不能识别",
    ),
    "dangling source": ("source: 某文〔2020〕1号\nbases", "source: 某文〔2020〕2号\nbases", "2号", "没有这个出处"),
    "bad ratio": ("ratio: 20%", "ratio: 200%", "200%", "比例应写作"),
    "bad choice": ("duty_of: enterprise", "duty_of: entreprise", "entreprise", "您是不是想写“enterprise”"),
    "unquoted date": (
        "cite: 《某某安全法》第五十三条\n",
        "cite: 《某某安全法》第五十三条\n  from: 2026-05-01\n",
        "2026-05-01",
        "没有加引号",
    ),
    "no such day": (
        "cite: 《某某安全法》第五十三条\n",
        "cite: 《某某安全法》第五十三条\n  from: '2026-02-30'\n",
        "2026-02-30",
        "没有这一天",
    ),
    "until before from": (
        "cite: 《某某安全法》第五十三条\n",
        "cite: 《某某安全法》第五十三条\n  from: '2026-05-01'\n  until: '2026-05-01'\n",
        "until",
        "不晚于开始之日",
    ),
    "control character": ("subject: 某某经营", 'subject: "某某\\x07经营"', "subject", "控制字符 U+0007"),
    "anchor": ("subject: 某某经营", "subject: &a 某某经营", "&a", "锚点"),
    "tag": ("subject: 某某经营", "subject: !!python/name:os.system 某某", "python", "标签"),
    "tab": ("subject: 某某经营", "subject: 某某经营\n\tx: 1", "\tx", "Tab"),
    "empty": ("subject: 某某经营", "subject: ''", "subject", "不能为空"),
    "no penalty at all": (
        "duty_of: enterprise\n  penalty: none",
        "duty_of: enterprise\n  penalty: []",
        "penalty: []",
        "“penalty”至少要有一条",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_one_fault_gives_one_message_at_its_line(tiny: TinyCatalog, fault: str) -> None:
    old, new, line, says = FAULTS[fault]
    path = replace(tiny, old, new)
    problem = only(problems(tiny))
    assert says in str(problem)
    assert (problem.file, problem.line) == (ITEM_FILE, line_of(path, line))
    assert str(problem).startswith(f"{ITEM_FILE}:{problem.line}:{problem.column}: 错误：")


def test_three_faults_in_one_file_give_three_messages(tiny: TinyCatalog) -> None:
    replace(tiny, "ratio: 20%", "ratio: 很多")
    replace(tiny, "number: 1", "number: -1")
    path = replace(tiny, "subject: 某某经营", "subjct: 某某经营")
    found = problems(tiny)
    assert [problem.line for problem in found] == sorted(
        [1, line_of(path, "number"), line_of(path, "subjct"), line_of(path, "ratio")]
    )
    assert {problem.what.split("“")[1].split("”")[0] for problem in found} == {"subject", "number", "subjct", "ratio"}


def test_a_broken_file_does_not_hide_the_faults_of_another(tiny: TinyCatalog) -> None:
    replace(tiny, "title: 对某某经营的监管", "title: [对某某经营的监管")
    replace(tiny, "kind: 行政法规", "kind: 行政法", "laws/old-law.yaml")
    assert {problem.file for problem in problems(tiny)} == {ITEM_FILE, "laws/old-law.yaml"}


def test_the_same_article_twice_on_one_day_is_an_overlap(tiny: TinyCatalog) -> None:
    tiny.item(bases=[*ITEM["bases"], {"cite": "《某某管理条例》第33条", "source": COMPILED}])
    assert "有效期重叠" in only(problems(tiny)).what


def test_the_same_article_in_periods_that_only_touch_is_fine(tiny: TinyCatalog) -> None:
    before = {"cite": "《某某管理条例》第三十三条", "source": COMPILED, "until": "2026-05-01"}
    after = {"cite": "《某某管理条例》第三十三条", "source": COMPILED, "from": "2026-05-01"}
    tiny.item(bases=[before, after])
    assert problems(tiny) == []


def test_two_items_with_one_number_are_named(tiny: TinyCatalog) -> None:
    tiny.write("items/01-other.yaml", ITEM)
    assert "重复" in only(problems(tiny)).what


def test_a_repealed_law_is_warned_about(tiny: TinyCatalog) -> None:
    ended = {"on": "2025-01-01", "by": "某令", "source": COMPILED}
    tiny.write("laws/old-law.yaml", {**OLD_LAW, "ended": ended})
    found = problems(tiny)
    assert found and all(problem.severity == "warning" and "已废止" in problem.what for problem in found)


def test_two_gists_of_one_article_for_one_day_are_named(tiny: TinyCatalog) -> None:
    tiny.write("laws/old-law.yaml", {**OLD_LAW, "gists": OLD_LAW["gists"] * 2})
    assert "要旨重复" in only(problems(tiny)).what


def test_a_cited_article_without_gist_is_warned_about(tiny: TinyCatalog) -> None:
    tiny.write("laws/old-law.yaml", {**OLD_LAW, "gists": []})
    assert all("没有要旨" in problem.what and problem.severity == "warning" for problem in problems(tiny))


def test_an_edit_after_review_voids_the_review(tiny: TinyCatalog) -> None:
    tiny.check(reviewed={"by": "某人", "on": "2026-11-01", "digest": "0" * 12})
    problem = only(problems(tiny))
    assert problem.severity == "warning"
    digest = tiny.load().items[0].checks[0].reviewable_digest()
    assert digest in problem.hint
    tiny.check(reviewed={"by": "某人", "on": "2026-11-01", "digest": digest})
    assert problems(tiny) == []


def test_a_misspelt_folder_is_not_ignored_in_silence(tiny: TinyCatalog) -> None:
    (tiny.folder / "item").mkdir()
    assert "items" in only(problems(tiny)).hint


def test_a_folder_that_is_no_catalog_says_so(tmp_path: Path) -> None:
    assert "缺少 catalog.yaml" in load(tmp_path).problems[0].what
    assert "不存在" in load(tmp_path / "nowhere").problems[0].what


def test_a_file_in_another_encoding_is_refused_politely(tiny: TinyCatalog) -> None:
    (tiny.folder / ITEM_FILE).write_bytes("number: 1\ntitle: 监管\n".encode("gbk"))
    problem = only(problems(tiny))
    assert (problem.line, "UTF-8" in problem.what, "GBK" in problem.hint) == (2, True, True)


def test_what_is_no_readable_file_is_a_problem(tiny: TinyCatalog) -> None:
    (tiny.folder / "items" / "02-gone.yaml").symlink_to("/nowhere")
    (tiny.folder / "items" / "03-folder.yaml").mkdir()
    (tiny.folder / "items" / "04-nul.yaml").write_bytes(b"number: 4\x00\n")
    (tiny.folder / "items" / "05-list.yaml").write_text("- a\n")
    found = {problem.file: problem.what for problem in problems(tiny)}
    assert set(found) == {f"items/{name}.yaml" for name in ("02-gone", "03-folder", "04-nul", "05-list")}
    assert "不能读取" in found["items/02-gone.yaml"] and "不能读取" in found["items/03-folder.yaml"]


@pytest.mark.parametrize(
    "encode", [lambda text: text.replace("\n", "\r\n").encode(), lambda text: text.encode("utf-8-sig")]
)
def test_files_saved_by_windows_programs_are_read(tiny: TinyCatalog, encode: Any) -> None:
    path = tiny.folder / ITEM_FILE
    path.write_bytes(encode(path.read_text(encoding="utf-8")))
    assert problems(tiny) == []


def test_a_hundred_megabytes_are_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    with path.open("wb") as stream:
        stream.truncate(100_000_000)
    assert "文件过大" in only(read_yaml(path, "large.yaml").problems).what
    assert path.stat().st_size > LARGEST_RECORD


def test_a_bomb_of_anchors_is_refused(tmp_path: Path) -> None:
    lines = ["a: &a [x, x]"] + [f"{b}: &{b} [*{a}, *{a}]" for a, b in zip("abcdefghi", "bcdefghij", strict=True)]
    path = tmp_path / "bomb.yaml"
    path.write_text("\n".join(lines))
    assert "锚点" in only(read_yaml(path, "bomb.yaml").problems).what


def test_a_tower_of_brackets_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "deep.yaml"
    path.write_text("[" * 5000 + "]" * 5000)
    assert read_yaml(path, "deep.yaml").problems


@pytest.mark.parametrize("content", ["", "# 只有注释\n", "---\na: 1\n---\nb: 2\n"])
def test_empty_and_double_documents_are_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(content, encoding="utf-8")
    assert len(read_yaml(path, "x.yaml").problems) == 1


@pytest.mark.parametrize(
    "word", ["no", "Yes", "on", "010", "1_000", "0x1f", "1.50", "12:30", "2020-08-17", "~", "NULL"]
)
def test_words_yaml_would_change_must_be_quoted(tmp_path: Path, word: str) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(f"a: {word}\n")
    assert "没有加引号" in only(read_yaml(path, "x.yaml").problems).what
    path.write_text(f'a: "{word}"\n')
    assert read_yaml(path, "x.yaml").data == {"a": word}


@settings(max_examples=amount(100, 2000), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=200))
def test_no_file_content_makes_reading_raise(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "any.yaml"
    path.write_bytes(content)
    source = read_yaml(path, "any.yaml")
    assert source.data is not None or source.problems or not content.strip() or b":" not in content


JSON: Any = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(st.characters(codec="utf-8"), max_size=8),
    lambda children: st.lists(children, max_size=3) | st.dictionaries(st.text(max_size=6), children, max_size=3),
    max_leaves=8,
)


@settings(max_examples=amount(60, 1500), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(key=st.sampled_from(sorted(ITEM)), value=JSON)
def test_any_value_in_any_place_is_a_problem_or_fine_but_never_a_crash(tiny: TinyCatalog, key: str, value: Any) -> None:
    tiny.write(ITEM_FILE, {**ITEM, key: value})
    for problem in problems(tiny):
        assert problem.line >= 1 and str(problem)


EMPTY: Any = st.sampled_from(["", " ", None, [], {}, [[]], [None], [{}], 0, "none", "unknown", ["某"]])


@settings(max_examples=amount(60, 1500), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    key=st.sampled_from([*sorted(ITEM["checks"][0]), "applies", "note", "status", "from", "until"]), value=EMPTY | JSON
)
def test_a_check_that_passes_as_sound_can_be_shown(tiny: TinyCatalog, key: str, value: Any) -> None:
    tiny.check(**{key: value})
    if not any(problem.severity == "error" for problem in problems(tiny)):
        for check in tiny.view().items[0].checks:
            assert check.penalty_label and check.basis_label and all(check.check.how)


def test_schemas_in_the_repository_are_those_of_the_model() -> None:
    from generator.catalog.schemas import schemas

    for name, content in schemas().items():
        assert (REPOSITORY / "catalog" / "schemas" / name).read_bytes() == content, f"请运行 jianguan schema（{name}）"


def test_a_catalog_read_again_is_the_same_as_one_read_anew(tiny: TinyCatalog) -> None:
    known = KnownFiles()
    first = load(tiny.folder, known.read)
    assert first.catalog == load(tiny.folder).catalog and load(tiny.folder, known.read).catalog == first.catalog
    tiny.item(title="对别的经营的监管")
    changed = load(tiny.folder, known.read)
    assert changed.catalog is not None and changed.catalog == load(tiny.folder).catalog != first.catalog
    tiny.text("items/01-trade.yaml", "number: [")
    faults = load(tiny.folder).problems
    assert [load(tiny.folder, known.read).problems for _ in range(2)] == [faults, faults] != [[], []]
    (tiny.folder / "items/01-trade.yaml").unlink()
    assert load(tiny.folder, known.read).catalog == load(tiny.folder).catalog


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("number: 1\ntitle：名称\nsubject: 事\n", "x.yaml:2:6: 错误：用了中文的冒号“：”"),
        ("checks:\n  - id: a\n    ask：有证。\n    how: [询问]\n", "x.yaml:3:8: 错误：用了中文的冒号“：”"),
        ("number: 1\nsubject:排污\nsource: 计划\n", "x.yaml:2:8: 错误：冒号后面没有空格"),
        ("lead: {department: water，source: 计划}\nmethods: {use: [a，b], source: 计划\n", "x.yaml:1:25: 错误：方括号、花括号里用了中文的逗号"),
        ("title: 名称\naddress: https://example.org/a\n\tx: 1\n", "x.yaml:3:1: 错误：YAML 写法有误"),
    ],
)  # fmt: skip
def test_a_sign_typed_in_chinese_is_named_where_it_stands(tmp_path: Path, written: str, expected: str) -> None:
    (tmp_path / "x.yaml").write_text(written, encoding="utf-8")
    assert str(read_yaml(tmp_path / "x.yaml", "x.yaml").problems[0]).startswith(expected)
