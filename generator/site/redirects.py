"""What stands at an address that was given up: a small page that leads on, or a line on the page its anchor was on."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from urllib.parse import quote

from generator import addresses
from generator.catalog.model import Redirect
from generator.site.blocks import div
from generator.site.markdown import Page, finished
from generator.views import View


def moved_anchors(view: View, page: Page) -> str:
    """Anchors this page no longer has, each with a link to where its content is now; a script follows it."""
    own = [redirect for redirect in view.redirects if redirect.from_.startswith(f"{page.address}#")]
    if not own:
        return ""
    lines = (
        f'<li id="{html.escape(_anchor(redirect.from_))}" data-moved>{_link(redirect, page.address)}</li>'
        for redirect in own
    )
    return finished(div("moved", "<p>移到别处的内容：</p>", "<ul>", *lines, "</ul>"))


def redirect_pages(view: View, pages: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Address → HTML of every page that is gone, its moved anchors included. `pages` are those that exist."""
    whole = {redirect.from_: redirect for redirect in view.redirects if "#" not in redirect.from_}
    for address, redirect in whole.items():
        if address.endswith(".html"):
            anchors = {
                _anchor(other.from_): _relative(other.to, address)
                for other in view.redirects
                if other.from_.startswith(f"{address}#") and address not in pages
            }
            yield address, _page(redirect, anchors)


def moved_files(view: View) -> Iterator[tuple[str, str]]:
    """Downloads that are now called otherwise: old address, new address. The file is offered under both."""
    for redirect in view.redirects:
        if not redirect.from_.partition("#")[0].endswith(".html"):
            yield redirect.from_, redirect.to


def _anchor(address: str) -> str:
    return address.partition("#")[2]


def _relative(target: str, page: str) -> str:
    return quote(addresses.relative(target, page), safe="/#-._~")


def _link(redirect: Redirect, page: str) -> str:
    note = f"（{html.escape(redirect.note)}）" if redirect.note else ""
    target = _relative(redirect.to, page)
    own = target.partition("#")[2]
    target = f"#{own}" if redirect.to.partition("#")[0] == page and own else target
    return f'原地址 {html.escape(_anchor(redirect.from_))} 的内容现在在<a href="{target}">这里</a>{note}'


def _page(redirect: Redirect, anchors: dict[str, str]) -> str:
    target = _relative(redirect.to, redirect.from_)
    ways = json.dumps(anchors, ensure_ascii=False).replace("<", "\\u003c")
    return (
        '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n<title>页面已移动</title>\n'
        f'<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f'<noscript><meta http-equiv="refresh" content="3; url={target}"></noscript>\n</head>\n<body>\n'
        f'<main><h1>页面已移动</h1><p>这个页面现在的地址是<a href="{target}">{html.escape(redirect.to)}</a>。</p></main>\n'
        f"<script>\n(function () {{\n  var moved = {ways}, anchor = decodeURIComponent(location.hash.slice(1));\n"
        f"  var to = Object.prototype.hasOwnProperty.call(moved, anchor) ? moved[anchor]\n"
        f'    : "{target}" + ("{target}".indexOf("#") < 0 ? location.hash : "");\n'
        f"  location.replace(to);\n}})();\n</script>\n</body>\n</html>\n"
    )
