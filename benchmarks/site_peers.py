"""The peers of `site_build`: the same laws as Markdown, dressed by Material with its own search in Chinese (jieba).

`same_pages` is what an author would write to have what our pages have: ids on divisions, articles, 款 and 项, links
between articles, who refers to an article, gists, the tables of facts and versions. `bare_pages` is headings and
paragraphs alone: the least one could write, and the stricter comparison.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

from generator.law.statute import Article, Heading, Statute
from generator.site.law_references import Line, TextReferences
from generator.views import ArticleView, LawView, View, chinese_date

SETTINGS = Path(__file__).resolve().parent.parent / "mkdocs.yml"
_DEPTHS = {"编": 2, "分编": 2, "章": 2, "节": 3}


def bare_pages(view: View, folder: Path) -> None:
    """Headings and paragraphs."""
    for law in view.laws:
        statute = law.texts[0].statute
        blocks = [f"# {statute.title}", *statute.preamble]
        for article, begun in _divided(statute):
            blocks += [f"## {heading.text}" for heading in begun]
            blocks += [f"### {article.label}", *article.lines]
        _write(folder / "laws" / f"{law.id}.md", [*blocks, *statute.appendices])
    _write(folder / "index.md", ["# 首页"])


def same_pages(view: View, folder: Path) -> None:
    """What our pages have, in the Markdown of mkdocs with attr_list and tables."""
    from generator.site.fragments import Citations

    references = Citations(view.laws).references
    for law in view.laws:
        found = references.of(law, law.texts[0])
        _write(folder / "laws" / f"{law.id}.md", [*_head(view, law), *_text(law, found)])
    rows = [f"[《{law.law.short}》]({law.id}.md) | {law.status} | {len(law.articles)} 条" for law in view.laws]
    _write(folder / "laws" / "index.md", ["# 法律依据", _table("名称 | 状态 | 引用的条文", rows)])
    _write(folder / "index.md", ["# 首页"])


def settings(pages: Path, *, same: bool) -> dict[str, Any]:
    """mkdocs.yml of a peer; `same`: with our theme's features and Markdown extensions."""
    made: dict[str, Any] = {
        "site_name": "对照",
        "docs_dir": str(pages),
        "use_directory_urls": False,
        "theme": {"name": "material", "language": "zh", "font": False},
        "plugins": [{"search": {"lang": "zh"}}],
        "nav": ["index.md", "laws/index.md"] if same else ["index.md"],
    }
    if same:
        text = SETTINGS.read_text(encoding="utf-8").replace("!ENV", "")
        own = yaml.safe_load(text)
        made["theme"] |= {key: own["theme"][key] for key in ("icon", "features", "palette")}
        made["markdown_extensions"] = own["markdown_extensions"]
    return made


def _head(view: View, law: LawView) -> Iterator[str]:
    title = f"《{law.law.short}》"
    yield f'---\ntitle: "{title}"\nhide: [navigation]\n---'
    yield f"[首页](../index.md) › [法律依据](index.md) › {title}"
    yield f"# {title}"
    yield f"按 **{chinese_date(view.as_of)}** 的法律状态整理"
    yield "## 概要 { #summary }"
    yield _table("项目 | 内容", [f"全称 | {law.law.title}", f"类别 | {law.law.kind}", f"状态 | **{law.status}**"])
    yield "## 版本 { #versions }"
    versions = [
        f"{_day(made.version.promulgated)} | {_day(made.version.effective)} | {made.version.number or ''} | "
        f"{made.version.event} | **现行** | [本页](#articles) | {made.version.source} | {made.version.note or ''}"
        for made in law.versions
    ]
    yield _table("公布日期 | 施行日期 | 令号 | 方式 | 在本页日期 | 全文 | 出处 | 说明", versions)
    yield "## 全文 { #articles }"
    yield f"文本来源：{law.texts[0].source}。正式引用前请核对官方文本；要旨由本目录概括，不是条文。"
    if law.articles:
        links = (f"[{article.place.article_label}](#{article.place.eid})" for article in law.articles)
        yield f"本目录引用的条文：{'　'.join(links)}"


def _text(law: LawView, references: TextReferences) -> Iterator[str]:
    statute = law.texts[0].statute
    cited = {article.place: article for article in law.articles}
    yield from statute.preamble
    for article, begun in _divided(statute):
        for heading in begun:
            yield f"{'#' * _DEPTHS[heading.level]} {heading.text} {{ #{heading.eid} }}"
        level = 1 + max([_DEPTHS[above.level] for above in article.headings], default=2)
        yield f"{'#' * level} {article.label} {{ #{article.place.eid} }}"
        for line in references.lines(article.place):
            yield f"{_linked(line)}\n{{: #{line.at.eid} }}"
        citing = [f"[{place.article_label}](#{place.eid})" for place in references.citing(article.place)]
        if citing:
            yield f"本法规中提到本条的：{'、'.join(citing)}"
        if article.place in cited:
            yield from _gists(cited[article.place])
    if statute.appendices:
        yield "## 附件 { #appendices }"
        yield from statute.appendices


def _gists(article: ArticleView) -> Iterator[str]:
    for gist in article.gists:
        yield f"- **要旨**：{gist.text}"
        yield f"出处：{gist.source}"


def _linked(line: Line) -> str:
    shown, position = "", 0
    for target in line.targets:
        page, _, anchor = target.address.partition("#")
        own = page.rpartition("/")[2].replace(".html", ".md") if target.law_id else ""
        address = f"{own}#{anchor}" if anchor else own
        shown += f"{line.text[position : target.start]}[{line.text[target.start : target.end]}]({address})"
        position = target.end
    return shown + line.text[position:]


def _divided(statute: Statute) -> Iterator[tuple[Article, list[Heading]]]:
    """Every article, and the divisions that begin before it."""
    before: tuple[Heading, ...] = ()
    for article in statute.articles:
        yield (
            article,
            [
                heading
                for place, heading in enumerate(article.headings)
                if before[: place + 1] != article.headings[: place + 1]
            ],
        )
        before = article.headings


def _table(head: str, rows: Iterable[str]) -> str:
    line = " | ".join("---" for _ in head.split("|"))
    return "\n".join(f"| {row} |" for row in (head, line, *rows))


def _day(day: Any) -> str:
    return chinese_date(day) if day else "未查明"


def _write(path: Path, blocks: Iterable[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")
