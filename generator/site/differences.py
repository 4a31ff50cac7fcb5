"""Two texts of a law side by side in HTML: on the law's page, and as a page of its own for `law diff --html`."""

from __future__ import annotations

import html
from collections.abc import Iterable
from datetime import date

from generator.law.changes import ArticleChange, ChangeKind, Difference
from generator.law.words import Piece
from generator.views import chinese_date

_STYLE = (
    "body{font-family:'Microsoft YaHei','PingFang SC','Noto Sans CJK SC',sans-serif;max-width:60rem;margin:2rem auto;"
    "padding:0 1rem;line-height:1.8;color:#222}h1{font-size:1.4rem}section{border-top:1px solid #ccc;padding:.6rem 0}"
    "h2{font-size:1rem;margin:.2rem 0}del{background:#fde2e1;color:#8c1d18}ins{background:#dcf3e3;color:#0d5326;"
    "text-decoration:underline}@media print{del,ins{background:none}}"
)


def standalone(title: str, old: date, new: date, difference: Difference) -> str:
    """A whole page that needs nothing else."""
    heading = f"《{title}》{chinese_date(old)}与{chinese_date(new)}文本对照"
    return (
        f'<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html.escape(heading)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<h1>{html.escape(heading)}</h1>\n<p>{counts(difference)}。删去的文字加删除线，增加的文字加下划线。</p>\n"
        + "\n".join(articles(difference))
        + "\n</body>\n</html>\n"
    )


def counts(difference: Difference) -> str:
    """修改 3 条，新增 1 条 ….; what stayed the same last."""
    counted = difference.counts()
    changed = [f"{kind.label} {count} 条" for kind, count in counted.items() if kind is not ChangeKind.SAME]
    return "，".join([*changed, f"{ChangeKind.SAME.label} {counted.get(ChangeKind.SAME, 0)} 条"])


def articles(difference: Difference) -> Iterable[str]:
    """One section for each article that did not stay the same, and for the appendices."""
    for change in difference.changed:
        yield _section(f"{change.label}　{change.kind.label}", _words(change))
    if difference.appendices:
        yield _section("附件　修改", pieces(difference.appendices))


def _words(change: ArticleChange) -> str:
    if change.kind is ChangeKind.MOVED:
        return "文字未变。"
    return pieces(change.pieces)


def pieces(changed: Iterable[Piece]) -> str:
    """Words with <del> and <ins> around what only the old or only the new text has."""
    tags = {"deleted": "del", "inserted": "ins"}
    return "".join(
        html.escape(piece.text)
        if piece.change == "same"
        else f"<{tags[piece.change]}>{html.escape(piece.text)}</{tags[piece.change]}>"
        for piece in changed
    )


def _section(title: str, content: str) -> str:
    return f"<section><h2>{html.escape(title)}</h2><p>{content}</p></section>"
