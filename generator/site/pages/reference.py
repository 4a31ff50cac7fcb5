"""Glossary and imprint: what words mean, where the catalog comes from, how far it can be relied on."""

from __future__ import annotations

from generator import addresses
from generator.addresses import Fixed
from generator.catalog.model import Level, Pack
from generator.site.fragments import badge, named, open_fixed
from generator.site.markdown import Page, bullets, heading, outside, paragraphs, table, text
from generator.views import View, chinese_date
from generator.views.marks import MARKS

COMPONENTS = (
    ("Material for MkDocs", "网页主题", "MIT"),
    ("iframe-worker", "使搜索可以从本机文件直接运行", "MIT"),
    ("OpenCC 字表", "搜索时把繁体字当简体字", "Apache-2.0"),
)


def glossary(view: View) -> Page:
    """The terms of the field as this catalog uses them."""
    page = open_fixed(view, Fixed.GLOSSARY)
    page.add(
        table(("术语", "含义"), [(f"**{text(term.term)}**", paragraphs(term.meaning)) for term in view.terms], "术语")
        or "本目录没有收录术语。"
    )
    return page


def _texts_digest(view: View) -> str:
    if not view.texts_digest:
        return "没有存入法律文本"
    return f'<span class="digest">{text(view.texts_digest)}</span>'


def _pack(pack: Pack) -> str:
    """A pack's title and version, and the digest of its files."""
    return f'{text(pack.title)}，{text(pack.version)} 版 <span class="digest">{text(pack.digest[:12])}</span>'


def _level(level: Level) -> str:
    """An upper catalog's title and agency, and the digest of its files."""
    return f'{text(level.title)}（{text(level.agency)}） <span class="digest">{text(level.digest[:12])}</span>'


def about(view: View) -> Page:
    """What this catalog is, its sources, its marks, its digest."""
    page = open_fixed(view, Fixed.ABOUT)
    page.add(
        heading(2, "版本", "edition"),
        table(
            ("项目", "内容"),
            [
                ("名称", text(view.info.title)),
                ("机关", text(view.info.agency.name)),
                ("法律状态日期", f"**{chinese_date(view.as_of)}**"),
                ("目录摘要", f'<span class="digest">{text(view.digest)}</span>'),
                *(("上级目录", _level(level)) for level in reversed(view.levels)),
                *(("资料包", _pack(pack)) for pack in view.packs),
                ("法律文本摘要", _texts_digest(view)),
                ("意见反馈", text(view.info.feedback)),
            ],
            "版本",
        ),
        "目录摘要是目录和所用资料包（有上级目录的，连同上级目录）全部文件内容的校验值（SHA-256）。两份目录的摘要相同，内容就相同；反馈问题时请附上前 12 位。",
        heading(2, "标记的含义", "marks"),
        table(("标记", "含义"), [(badge(word), meaning) for word, meaning in MARKS], "标记的含义"),
        "没有标记的内容依所列出处整理，不等于已经法制审核；检查要点与罚则的对应关系是否经过审核，见各事项页的提示。",
        heading(2, "资料来源", "sources"),
        table(
            ("来源", "说明", "日期", "性质"),
            [
                (
                    named(name),
                    outside(source.title, source.address),
                    chinese_date(source.day),
                    source.kind.label,
                )
                for name, source in view.info.sources.items()
            ],
            "资料来源",
        ),
        heading(2, "法律文本", "texts"),
        "法律全文来自以下文本源，靠前的为准；没有存入文本的法规只显示要旨。",
        bullets(outside(source.title, source.address) for source in view.info.texts),
        heading(2, "数据", "data"),
        "法规、条文和引用另以 JSON 提供，供其他程序使用："
        + "、".join(
            f'<a href="{address}">{address}</a>' for address in (addresses.LAWS_DATA, addresses.CITATIONS_DATA)
        ),
        heading(2, "使用的开源组件", "components"),
        table(("组件", "用途", "许可证"), COMPONENTS, "使用的开源组件"),
    )
    return page
