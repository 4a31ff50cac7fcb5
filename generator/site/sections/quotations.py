"""What comparing a quotation with the law's text came to, under the quotation itself."""

from __future__ import annotations

from collections.abc import Iterator

from generator.site.differences import pieces
from generator.site.fragments import badge
from generator.site.markdown import box, bullets, folded, text
from generator.verification.quotations import QuotationCheck
from generator.views import BasisView, chinese_date


def verdicts(view: BasisView) -> Iterator[str]:
    """One block for each version of the law the quotation was compared with."""
    for check in view.quotations:
        yield box(f"verdict{' verdict--grave' if check.is_grave else ''}", *_verdict(check))


def _verdict(check: QuotationCheck) -> Iterator[str]:
    days = "、".join(chinese_date(day) for day in check.days)
    if check.verdict is None:
        yield f"引文与 {days} 的条文：{badge('未核对')} {text(check.why)}"
        return
    grave = f" {badge('严重不符，不得引用')}" if check.is_grave else ""
    yield f"引文与 {days} 的条文比对：**{check.verdict.label}**{grave}"
    if check.missing:
        yield f"缺：{text('、'.join(check.missing))}"
    if check.found_at:
        yield f"文字像是：{text(check.found_at)}"
    yield bullets(text(grave) for grave in check.grave)
    if check.pieces:
        yield folded(
            "逐词对照（删除线：条文有而引文没有；下划线：引文有而条文没有）",
            f'<p class="diff">{pieces(check.pieces)}</p>',
        )
    if check.recorded:
        yield f"这是 {chinese_date(check.recorded)}比对的结论；本目录的这一份没有这一版的条文。"
    if check.is_grave and check.basis.acknowledged:
        known = check.basis.acknowledged
        yield f"照录的理由（{chinese_date(known.on)}）：{text(known.reason)}"
