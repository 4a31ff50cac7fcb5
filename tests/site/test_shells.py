"""Pages framed by a shared shell are, byte for byte, the pages the theme's template makes."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.site.dress.dressing import dress
from generator.site.dress.shells import Shells
from tests.conftest import CATALOG, OLD_LAW, REPOSITORY, TinyCatalog
from tests.site.conftest import prepared

HEADINGS = '第一章　甲 & 乙 <丙> "丁"'


@pytest.mark.parametrize("address", ["", "http://127.0.0.1:9/目录/"])
def test_a_shell_changes_nothing(
    tiny: TinyCatalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("JIANGUAN_SITE_URL", address)
    tiny.write("catalog.yaml", {**CATALOG, "texts": [{"folder": "statutes", "title": "本局文本"}]})
    tiny.write("laws/other-law.yaml", {**OLD_LAW, "title": "另一条例 & <某>", "short": "另一条例 & <某>"})
    tiny.statute("old-law", "2011-12-01", f"某某管理条例\n（2011年3月2日公布）\n{HEADINGS}\n第一条　甲应当乙。\n")
    source = prepared(tiny.view(), tmp_path / "source")
    dress(source, tmp_path / "framed", REPOSITORY / "mkdocs.yml")
    framed = []
    monkeypatch.setattr(Shells, "fits", lambda self, page: framed.append(page.url) or False)
    dress(source, tmp_path / "plain", REPOSITORY / "mkdocs.yml")
    pages = sorted(path.relative_to(tmp_path / "plain") for path in (tmp_path / "plain").rglob("*.html"))
    assert framed and pages
    for page in pages:
        assert (tmp_path / "framed" / page).read_bytes() == (tmp_path / "plain" / page).read_bytes(), page
