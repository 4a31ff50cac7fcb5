"""Every format, printed and measured, keeps GB/T 9704; and the measuring check can fail."""

from __future__ import annotations

import pytest

from generator import word
from tests import render
from tests.amounts import some
from tests.conftest import TinyCatalog
from tests.measure import run, specimens
from tests.measure.findings import Finding, near, same, table
from tests.measure.mutations import MUTATIONS, shifted
from tests.measure.reading import read

pytestmark = [
    pytest.mark.render,
    pytest.mark.skipif(bool(render.missing()), reason=render.missing() or "渲染可用"),
]

TRIED = some(MUTATIONS, 4)


@pytest.fixture(scope="module")
def measured(tmp_path_factory) -> dict[str, list[Finding]]:
    """Document or mutation → findings."""
    return run.of_specimens_and_mutants(tmp_path_factory.mktemp("measured"), {name: MUTATIONS[name] for name in TRIED})


@pytest.fixture(scope="module")
def findings(measured) -> list[Finding]:
    """Those of the documents."""
    return [finding for name in measured.keys() - set(TRIED) for finding in measured[name]]


@pytest.mark.parametrize("document", [*specimens.SPECIMENS, "2020-67"])
def test_every_document_is_within_tolerance(findings, document):
    found = [finding for finding in findings if finding.document == document]
    assert len(found) > 20
    assert [str(finding) for finding in found if not finding.ok] == []


def test_every_clause_of_the_format_is_measured(findings):
    clauses = {finding.clause for finding in findings}
    assert clauses >= {
        "5.2.1", "5.2.2", "5.2.3", "7.2.1", "7.2.2", "7.2.4", "7.2.5", "7.2.6", "7.2.7", "7.3.1", "7.3.2", "7.3.3", "7.3.4",
        "7.3.5.1", "7.3.5.2", "7.3.5.3", "7.3.6", "7.3.7", "7.4", "7.4.1", "7.4.2", "7.4.3", "7.5", "8", "10.1", "10.2", "10.3",
    }  # fmt: skip


@pytest.mark.parametrize("name", TRIED)
def test_a_shifted_constant_is_caught_at_its_clause(measured, name):
    caught = {finding.clause for finding in measured[name] if not finding.ok}
    assert MUTATIONS[name].clause in caught, f"量出的不符：{caught}"


def test_shifting_leaves_the_constants_as_they_were(tmp_path):
    view = TinyCatalog(tmp_path / "catalog").view()
    notice = specimens.notices()["stamp"]
    before = word.official(view, notice)
    for mutation in MUTATIONS.values():
        with shifted(mutation):
            pass
    assert word.official(view, notice) == before


def test_a_failure_names_the_clause_what_is_wanted_and_what_is_seen():
    assert (
        str(near("7.2.7", "分隔线长", 156, 150, 0.5))
        == " 7.2.7 分隔线长：应为 156.00 毫米，量得 150.00 毫米（允差 ±0.5）"
    )
    assert "不符" in table([same("7.3.3", "加粗", "无", "word/styles.xml")])


def test_bold_is_seen(tmp_path):
    path = tmp_path / "bold.docx"
    path.write_bytes(word.official(TinyCatalog(tmp_path / "catalog").view(), specimens.notices()["stamp"]))
    from docx import Document

    from tests.measure.sheet import no_bold

    assert no_bold(path).ok
    document = Document(str(path))
    document.paragraphs[-1].add_run("加粗").bold = True
    document.save(str(path))
    assert not no_bold(path).ok


def test_hostile_and_long_documents_are_printed_whole(tmp_path):
    view = TinyCatalog(tmp_path / "catalog").view()
    long = "按照规定认真履行安全生产监督管理职责" * 560
    odd = "</w:t>&amp;<b>𠀀〇①〔〕“”**粗**"
    agencies = ["某某自治州应急管理局安全生产监督管理综合行政执法局"] * 2
    made = {
        "long": {"title": long[:120], "body": long, "attachments": [{"title": long[:119], "body": long}]},
        "odd": {"title": odd, "body": odd, "signature": {"mode": "seal", "agencies": agencies}, "day": "2026-12-12"},
    }
    paths = []
    for name, data in made.items():
        paths.append(tmp_path / f"{name}.docx")
        paths[-1].write_bytes(word.official(view, specimens.a_notice(**data)))
    long_pdf, odd_pdf = render.to_pdf(paths, tmp_path, run.FONTS)
    printed = "".join(page.text for page in read(long_pdf))
    assert printed.count("安全生产监督管理职责") > 1_100
    whole = "".join(page.text for page in read(odd_pdf)).encode("utf-16", "surrogatepass").decode("utf-16")
    assert whole.count("</w:t>&amp;<b>𠀀〇①〔〕“”**粗**") == 2
    names = [line for page in read(odd_pdf) for line in page.lines if "综合行政执法局" in "".join(c.text for c in line)]
    assert len(names) == 2
    assert all(line[-1].right <= 184.5 for line in names)
