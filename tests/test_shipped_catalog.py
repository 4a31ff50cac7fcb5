"""The catalog in this repository: what the source document prints, and every citation against the law's text.

The check against the texts is independent of the generator: it reads the statutes with its own few lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from generator import search, word
from generator.catalog.load import load
from generator.catalog.model import Catalog
from generator.catalog.periods import cited_by_check
from generator.catalog.validation import validate
from generator.law.citation import Citation, Place
from generator.law.numerals import from_chinese
from generator.opening import open_view
from generator.views import View
from tests.conftest import REPOSITORY

CATALOG = REPOSITORY / "catalog"
SEED = REPOSITORY.parent / "shared" / "seed"
PLAN_DAY, TODAY = date(2020, 8, 17), date(2026, 11, 23)

TITLES = [
    "对危险化学品经营的监管",
    "对烟花爆竹批发的监管",
    "对非药品类易制毒化学品经营的监管",
    "对非药品类易制毒化学品生产的监管",
    "对安全评价检测检验机构的监管",
    "对安全生产培训机构的监管",
    "对专用地震监测台网建设的监管",
    "对未按照要求增建抗干扰设施或者新建地震监测设施行为的监管",
    "对有关单位的防震减灾知识宣传教育工作的监管",
    "对化工、医药企业安全生产的监管",
    "对非煤矿山和工贸行业企业的安全监管",
    "对侵占、毁损、拆除或者擅自移动地震监测设施，危害地震观测环境，破坏典型地震遗址、遗迹行为的监管",
]
BINDING_THE_AUTHORITY = 7
RAW_CHECKS = [19, 15, 12, 11, 7, 5, 11, 8, 6, 18, 21, 9]


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    loaded = load(CATALOG)
    assert loaded.catalog is not None, "\n".join(map(str, loaded.problems))
    return loaded.catalog


@pytest.fixture(scope="module")
def today() -> View:
    return open_view(CATALOG, TODAY)


@pytest.fixture(scope="module")
def plan_day() -> View:
    return open_view(CATALOG, PLAN_DAY)


@pytest.mark.parametrize("day", [PLAN_DAY, date(2026, 4, 30), date(2026, 5, 1), TODAY])
def test_it_has_no_problem_on_any_change_day(day: date) -> None:
    assert [str(problem) for problem in validate(load(CATALOG), day)] == []


def test_it_holds_the_twelve_items_in_the_plans_order(today: View) -> None:
    assert [item.item.title for item in today.items] == TITLES
    assert [item.item.number for item in today.items] == list(range(1, 13))


def test_every_raw_check_is_there_once(catalog: Catalog) -> None:
    counts = [len(item.checks) for item in sorted(catalog.items, key=lambda item: item.number)]
    assert counts == RAW_CHECKS
    assert sum(counts) == 142


def test_seven_checks_bind_the_authority(catalog: Catalog) -> None:
    owed = [check.id for item in catalog.items for check in item.checks if check.duty_of == "authority"]
    assert len(owed) == BINDING_THE_AUTHORITY


def test_item_1_rests_on_the_law_of_the_day(plan_day: View, today: View) -> None:
    assert (
        plan_day.items[0].basis_label
        == "《危险化学品安全管理条例》第三十三条；《危险化学品经营许可证管理办法》第五条（待核实）"
    )
    assert today.items[0].basis_label.startswith(
        "《危险化学品安全法》第五十三条、第五十五条；《危险化学品安全管理条例》第三十三条（"
    )
    assert "形式效力待核实" in today.items[0].basis_label


def test_checks_under_newer_law_do_not_hold_in_2020(plan_day: View) -> None:
    assert [item.item.number for item in plan_day.items if not item.checks] == [1, 5, 10]
    assert plan_day.completeness.checks_on_date == 53


def test_what_the_table_lost_is_left_out(today: View) -> None:
    for item in today.items:
        lost = item.item.number > 2
        assert item.sampling.known is not lost
        assert item.lead.known is (item.item.number == 2)


def test_nothing_is_said_to_be_reviewed(today: View) -> None:
    assert today.completeness.unreviewed_checks == today.completeness.checks


def test_each_check_is_one_sentence_of_its_own(catalog: Catalog) -> None:
    for item in catalog.items:
        asks = [check.ask for check in item.checks]
        assert len(set(asks)) == len(asks)
        for ask in asks:
            assert ask.endswith("。") and ask.count("。") == 1 and 8 <= len(ask) <= 160, ask


def test_no_path_of_a_machine_stands_in_the_data() -> None:
    for path in CATALOG.rglob("*.yaml"):
        assert not re.search(r"(/work|/tmp|/root|\.\./shared|\b[A-Z]:\\)", path.read_text(encoding="utf-8")), path


def test_quotations_stand_in_the_source_document(catalog: Catalog) -> None:
    if not SEED.is_dir():
        pytest.skip("没有来源文件（../shared/seed），不能核对引文")
    printed = squeeze(
        "".join(path.read_text(encoding="utf-8") for path in SEED.glob("*.txt")).replace("扫描全能王 创建", "")
    )
    quotes = [basis.quote for item in catalog.items for basis in item.bases if basis.quote]
    quotes += [method.quote for method in catalog.methods if method.quote]
    statements = [
        getattr(item, name)
        for item in catalog.items
        for name in ("object", "responsibility", "methods", "sampling", "lead")
    ]
    quotes += [one.as_printed for one in statements if one is not None and one.as_printed]
    assert len(quotes) >= 15
    assert [quote for quote in quotes if squeeze(quote) not in printed] == []


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


class Text:
    """Articles of one statute: number → number of 项 of each 款 (index 0: 款一)."""

    HEAD = re.compile(
        r"^\**第([零〇一二三四五六七八九十百千]+)条(之[一二三四五六七八九十]+)?\**(?=[\s　 ]|$|[^至、，和及或规])\s*(.*)"
    )
    POINT = re.compile(r"^[（(][一二三四五六七八九十]+[）)]")

    def __init__(self, path: Path) -> None:
        self.articles: dict[tuple[int, int], list[int]] = {}
        current: list[int] | None = None
        for raw in path.read_text(encoding="utf-8").splitlines():
            line = raw.strip(" 　\t")
            head = self.HEAD.match(line)
            if head:
                current = []
                inserted = from_chinese(head.group(2)[1:]) if head.group(2) else 0
                self.articles[from_chinese(head.group(1)), inserted] = current
                line = head.group(3).strip()
            if current is None or not line or re.match(r"^(#|第[一二三四五六七八九十]+[章节编])", line):
                continue
            if self.POINT.match(line) and current:
                current[-1] += 1
            else:
                current.append(0)

    def fault(self, place: Place) -> str:
        """Why the statute has no such place; empty where it has."""
        paragraphs = self.articles.get((place.article, place.insertion))
        if paragraphs is None:
            return "没有这一条"
        if place.paragraph > len(paragraphs):
            return f"只有 {len(paragraphs)} 款"
        points = paragraphs[place.paragraph - 1] if place.paragraph else max(paragraphs, default=0)
        return f"只有 {points} 项" if place.item > points else ""


FILES = {"地震监测管理条例": "地震监测管理条例(2024修订)"}
ORDER = ("JUST", "LRB", "QISE-fm", "WAYS")


def text_of(statutes: Path, short: str) -> Text | None:
    found = {path.stem.split("__")[1]: path for path in statutes.glob(f"{FILES.get(short, short)}__*.md")}
    return next((Text(found[name]) for name in ORDER if name in found), None)


def citations(catalog: Catalog) -> Iterator[tuple[str, Citation]]:
    for item in catalog.items:
        for basis in item.bases:
            yield item.id, basis.cite
        for check in item.checks:
            for cite in cited_by_check(check):
                yield f"{item.id} {check.id}", cite


def test_every_cited_place_exists_in_the_statute(catalog: Catalog, statutes: Path) -> None:
    texts = {law.short: text_of(statutes, law.short) for law in catalog.laws}
    faults = []
    checked = 0
    for where, cite in citations(catalog):
        text = texts[cite.title]
        for place in cite.places if text else ():
            assert text is not None
            checked += 1
            if fault := text.fault(place):
                faults.append(f"{where}：《{cite.title}》{place.label} {fault}")
    assert faults == []
    assert checked > 250


def test_a_penalty_in_an_article_of_several_paragraphs_names_one_or_is_marked(catalog: Catalog, statutes: Path) -> None:
    texts = {law.short: text_of(statutes, law.short) for law in catalog.laws}
    loose = []
    for item in catalog.items:
        for check in item.checks:
            for penalty in () if isinstance(check.penalty, str) else check.penalty:
                text = texts[penalty.cite.title]
                for place in penalty.cite.places if text else ():
                    assert text is not None
                    paragraphs = text.articles[place.article, place.insertion]
                    points = paragraphs[place.paragraph - 1] if place.paragraph else max(paragraphs)
                    vague = (len(paragraphs) > 1 and not place.paragraph) or (points > 0 and not place.item)
                    if vague and penalty.status is None and check.status is None:
                        loose.append(f"{item.id} {check.id}：{penalty.cite}")
    assert loose == []


@pytest.mark.parametrize("day", [PLAN_DAY, TODAY])
def test_word_would_open_every_document_without_a_finding(day: date, tmp_path: Path) -> None:
    view = open_view(CATALOG, day)
    findings = []
    for item in view.items:
        for name, content in (("notice", word.notice(view, item)), ("checklist", word.checklist(view, [item]))):
            path = tmp_path / f"{item.id}-{name}.docx"
            path.write_bytes(content)
            findings += [f"{path.name}: {error}" for error in OpenXmlValidator().validate(path).errors]
    assert findings == []
    assert len(list(tmp_path.iterdir())) == 24


def test_the_joint_list_of_all_items_is_sound(today: View, tmp_path: Path) -> None:
    path = tmp_path / "all.docx"
    path.write_bytes(word.checklist(today, today.items))
    assert list(OpenXmlValidator().validate(path).errors) == []


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("烟花爆竹批发", "item/02-fireworks-wholesale"),
        ("剧毒化学品销售记录", "check/01-hazchem-trade/sales-records"),
        ("危险化学品安全管理条例第33条", "article/hazardous-chemicals-regulation#art_33"),
        ("危化品条例33条", "article/hazardous-chemicals-regulation#art_33"),
        ("安全生产法九十七条", "article/work-safety-law#art_97"),
        ("危化品经营", "item/01-hazchem-trade"),
        ("政策法规处", "department/policy"),
        ("现场检查表", "document/checklist"),
    ],
)
def test_the_local_search_finds_first_what_is_meant(today: View, query: str, first: str) -> None:
    assert search.searcher(CATALOG, TODAY).search(query, limit=3)[0].key == first
