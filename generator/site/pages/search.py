"""The search page: the frame that generator/site/assets/search/page.js fills, with an address of its own (?q=…&kind=…)."""

from __future__ import annotations

from generator.addresses import Fixed, Kind
from generator.site.fragments import examples
from generator.site.markdown import Page, heading
from generator.views import View

WAYS = (Fixed.ITEMS.link, Fixed.LAWS.link, Fixed.DOCUMENTS.link)
FILTERS = (("law", "法规"), ("method", "监管方式"), ("department", "牵头处室"), ("status", "状态"))


def page(view: View) -> Page:
    """The search page; without scripts it says that it needs them."""
    result = Page(Fixed.SEARCH, Fixed.SEARCH.heading)
    kinds = "".join(
        f'<label><input type="radio" name="kind" value="{kind}"{"" if kind else " checked"}>{label}<span></span></label>'
        for kind, label in (("", "全部"), *((kind.value, kind.label) for kind in Kind))
    )
    selects = "".join(
        f'<label>{label}<select name="{name}"><option value="">全部</option></select></label>'
        for name, label in FILTERS
    )
    ways = "、".join(f'<a href="{address}">{label}</a>' for label, address in WAYS)
    result.add(
        heading(1, Fixed.SEARCH.heading),
        "<noscript>搜索要用到浏览器脚本，请在浏览器设置中允许，或者从页眉的栏目查找。</noscript>",
        '<div class="jg-search" id="jg-search" hidden>'
        '<form role="search" action="search.html" method="get">'
        '<div class="jg-ask"><label class="jg-visually-hidden" for="jg-q">检索词</label>'
        '<input id="jg-q" name="q" type="search" autocomplete="off" maxlength="200" '
        f'placeholder="例如：{examples(view)}，也可以输入拼音"><button type="submit">搜索</button></div>'
        f'<div class="jg-filters" hidden><fieldset class="jg-kinds"><legend>种类</legend>{kinds}</fieldset>'
        f'<div class="jg-selects">{selects}</div>'
        '<button type="button" class="jg-clear" hidden>清除筛选</button></div></form>'
        '<p class="jg-said" role="status"></p><p class="jg-near" hidden></p>'
        f'<p class="jg-else" hidden>也可以换一个说法、少写几个字，或者从{ways}查找。</p>'
        '<ol class="jg-results"></ol><button type="button" class="jg-more" hidden></button></div>',
        '<script src="search/page.js"></script>',
    )
    return result
