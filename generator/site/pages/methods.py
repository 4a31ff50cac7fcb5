"""The supervision methods (监管方式) and the items that use each."""

from __future__ import annotations

from generator import addresses
from generator.addresses import Fixed
from generator.catalog.model import Method
from generator.site.fragments import badges, open_fixed, open_page, small, source
from generator.site.markdown import Page, bullets, heading, paragraphs, quotation, table, text
from generator.views import View


def index(view: View) -> Page:
    """All methods with their gist."""
    page = open_fixed(view, Fixed.METHODS)
    page.add(
        table(
            ("监管方式", "要旨", "来源文件中的位置", "适用事项"),
            [
                (
                    page.link(method.title, addresses.method(method.id)) + badges(_marks(method)),
                    paragraphs(method.gist),
                    text(method.section),
                    f"{sum(method.id in item.method_ids for item in view.items)} 项",
                )
                for method in view.methods
            ],
            "监管方式",
        )
        or "本目录没有收录监管方式。"
    )
    return page


def method_page(view: View, method: Method) -> Page:
    """One method: what it means, as printed and in our words, and where it applies."""
    page = open_page(view, addresses.method(method.id), method.title, Fixed.METHODS.link)
    items = [item for item in view.items if method.id in item.method_ids]
    page.add(
        heading(2, "要旨", "gist"),
        paragraphs(method.gist) + badges(_marks(method)),
        small("又称", "、".join(method.aliases)),
        small("来源文件中的位置", method.section),
        small("说明", method.note),
        source(method.source),
        f"来源文件原文：\n\n{quotation(method.quote)}" if method.quote else "",
        heading(2, "采用这一方式的监管事项", "items"),
        bullets(f"第 {item.item.number} 项　{page.link(item.item.title, addresses.item(item.id))}" for item in items)
        or "没有事项写明采用这一方式。",
    )
    return page


def _marks(method: Method) -> tuple[str, ...]:
    return (method.status,) if method.status else ()
