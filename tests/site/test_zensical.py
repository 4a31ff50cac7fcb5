"""What comes after mkdocs-material: Zensical dresses the same folder, without any plugin of ours."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import CATALOG, TinyCatalog
from tests.site.conftest import prepared
from tests.site.html_reader import broken_links, read

ZENSICAL = Path(sys.executable).with_name("zensical")
CONFIGURATION = """\
site_name: 某市事项目录
use_directory_urls: false
theme: {name: material, language: zh, font: false}
extra_css: [assets/site.css]
extra_javascript: [assets/site.js, assets/tables.js, assets/articles.js, assets/comparison.js, fill/start.js, assets/together.js]
markdown_extensions: [attr_list, md_in_html, tables, {toc: {toc_depth: 2}}]
"""
LAW = "某某管理条例\n（2011年3月2日公布）\n第一章　总则\n第一条　甲应当乙：\n（一）丙；\n（二）丁。\n第三十三条　经营须许可。\n"


@pytest.mark.skipif(not ZENSICAL.exists(), reason="没有安装 zensical")
def test_zensical_dresses_the_folder_with_every_page_link_and_anchor(tiny: TinyCatalog, tmp_path: Path) -> None:
    tiny.write("catalog.yaml", {**CATALOG, "texts": [{"folder": "statutes", "title": "本局文本"}]})
    tiny.statute("old-law", "2011-12-01", LAW)
    work = tmp_path / "work"
    folder = prepared(tiny.view(), work / "docs")
    (work / "mkdocs.yml").write_text(CONFIGURATION, encoding="utf-8")
    made = subprocess.run([str(ZENSICAL), "build"], cwd=work, capture_output=True, text=True, check=False, timeout=120)
    assert made.returncode == 0, made.stdout + made.stderr
    site = work / "site"
    pages = {path.relative_to(folder).with_suffix(".html").as_posix() for path in folder.rglob("*.md")}
    assert pages <= {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    assert broken_links(site) == []
    law = read(site / "laws" / "old-law.html")
    assert {"art_1", "art_1__para_1__item_2", "art_33", "chp_1"} <= law.anchors
    item = read(site / "items" / "01-trade.html")
    assert "check-licence" in item.anchors and "经营须许可。" in item.text
    assert "<!--" not in item.text and "**" not in item.text
    shutil.rmtree(work)
