"""Breaking a title into lines (7.3.1): whole words, even lengths, the shape of a 梯形 or 菱形."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from generator.word.paper.words import boundaries

_OPENING, _CLOSING = "《〈（“‘〔【([", "》〉）”’〕】)]"
_JOINING = "、和与及或的之"
_NEVER_FIRST = _CLOSING + _JOINING + "，。；：！？·—了％%‰"
_NEVER_LAST = _OPENING + "第"

_BESIDE_JOINT = 25.0
"""What a break within a piece costs more than one between pieces."""

_FEWEST_CELLS = 4.0
"""No line of a broken title is shorter (字)."""

_SEEN = 2.0
"""A line this much shorter than both its neighbours makes an hourglass (字)."""

_MOST_LINES = 4
_ANOTHER_LINE = 60.0
_HEADS = (
    "机构",
    "企业",
    "单位",
    "系统",
    "制度",
    "工作",
    "情况",
    "活动",
    "期间",
    "有限公司",
    "公司",
    "培训",
    "项目",
    "行为",
)
_ENDS_OF_NAMES = ("有限公司", "集团公司", "办公室", "委员会", "管理局", "管理厅")
"""What closes a phrase or a name: a line had better not begin with it (检测检验 | 机构, 某某物流 | 有限公司)."""

_BEFORE_HEAD, _BEFORE_END_OF_NAME = 14.0, 40.0
_AFTER_PAUSE, _AFTER_JOIN, _BEFORE_BOOK, _WORD, _LEFT_ALONE, _ENCLOSED = 4.0, 8.0, 3.0, 12.0, 40.0, 30.0
_HOURGLASS, _RECTANGLE = 25.0, 4.0
_NEVER = float("inf")


def width_of(text: str) -> float:
    """The width in characters: a Latin letter or digit is half of one."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)


def title_lines(pieces: Sequence[str], longest: float, terms: Sequence[str] = ()) -> list[str]:
    """Break a title into few lines of at most `longest` characters each.

    `pieces` are parts of the title between which a break is best (关于开展 | 机动车检验 | 监督检查的通知). Words,
    `terms` (names the catalog knows), numbers with their units and a 《…》 or “…” that fits a line stay whole; no line
    begins with 的, 和 or 、. A title that four such lines cannot hold takes more; a word longer than a line is broken where
    it must be.
    """
    text = "".join(pieces)
    if width_of(text) <= longest:
        return [text]
    whole, brackets_torn, terms_torn = _price_lists(text, pieces, longest, terms)
    return (
        _shaped(text, whole, longest)
        or _shaped(text, brackets_torn, longest)
        or _word_by_word(text, brackets_torn, longest)
        or _shaped(text, terms_torn, longest)
        or _filled(text, longest)
    )


def _price_lists(text: str, pieces: Sequence[str], longest: float, terms: Sequence[str]) -> tuple[list[float], ...]:
    """What a break before each character costs, strict first: brackets and terms whole; brackets torn; terms torn."""
    joints = set(accumulate(len(piece) for piece in pieces))
    whole = [span for span in _brackets(text) if width_of(text[slice(*span)]) <= longest]
    words = boundaries(text, terms)
    return (
        _prices(text, words, joints, whole, tear_brackets=False),
        _prices(text, words, joints, whole, tear_brackets=True),
        _prices(text, boundaries(text, in_terms=True), joints, whole, tear_brackets=True),
    )


def _word_by_word(text: str, prices: Sequence[float], longest: float) -> list[str] | None:
    """As many lines as it takes, each as full as whole words allow; None where a word is longer than a line."""
    widths = [0.0, *accumulate(width_of(char) for char in text)]
    lines: list[str] = []
    start = 0
    while widths[-1] - widths[start] > longest:
        end, last = start, 0
        while widths[end + 1] - widths[start] <= longest:
            end += 1
            last = end if prices[end] < _NEVER else last
        if last <= start:
            return None
        lines.append(text[start:last])
        start = last
    return [*lines, text[start:]]


def _brackets(text: str) -> list[tuple[int, int]]:
    """The spans of matched brackets, outer and inner."""
    open_at: list[int] = []
    spans = []
    for at, char in enumerate(text):
        if char in _OPENING:
            open_at.append(at)
        elif char in _CLOSING and open_at:
            spans.append((open_at.pop(), at + 1))
    return spans


def _prices(
    text: str, words: set[int], joints: set[int], whole: Sequence[tuple[int, int]], *, tear_brackets: bool
) -> list[float]:
    prices = [_NEVER] * (len(text) + 1)
    joints = joints - {0, len(text)}
    beside = _BESIDE_JOINT if joints else 0.0
    for at in (words | joints) - {0, len(text)}:
        prices[at] = 0.0 if at in joints else _price_at(text, at) + beside
    for start, end in whole:
        for at in range(start + 1, end):
            prices[at] = prices[at] + _ENCLOSED if tear_brackets else _NEVER
    for at in range(1, len(text)):
        if text[at] in _NEVER_FIRST or text[at - 1] in _NEVER_LAST:
            prices[at] = _NEVER
    return prices


def _price_at(text: str, at: int) -> float:
    before = text[at - 1]
    if text.endswith(("关于", "关于印发"), 0, at) and text[at] not in _OPENING:
        return _LEFT_ALONE
    if before in "，、；》）”":
        return _AFTER_PAUSE
    if before in _JOINING:
        return _AFTER_JOIN
    if text[at] in "《“（":
        return _BEFORE_BOOK
    if text.startswith(_ENDS_OF_NAMES, at):
        return _WORD + _BEFORE_END_OF_NAME
    return _WORD + (_BEFORE_HEAD if text.startswith(_HEADS, at) else 0.0)


def _shaped(text: str, prices: Sequence[float], longest: float) -> list[str] | None:
    """The best lines of the fewest count that is possible, or of one more; None where none of at most four are."""
    widths = [0.0, *accumulate(width_of(char) for char in text)]
    least = -(-int(widths[-1] * 2) // int(longest * 2))
    best: tuple[float, tuple[int, ...]] = (_NEVER, ())
    for count in range(max(2, least), _MOST_LINES + 1):
        for edges in _ways(prices, widths, count, longest):
            best = min(best, (_cost(edges, prices, widths) + _ANOTHER_LINE * (count - least), edges))
    if best[0] == _NEVER:
        return None
    return [text[start:end] for start, end in pairwise((0, *best[1], len(text)))]


def _ways(prices: Sequence[float], widths: Sequence[float], count: int, longest: float) -> Iterator[tuple[int, ...]]:
    """Every way to break into `count` lines that are neither too long nor too short."""
    total = widths[-1]

    def further(start: int, left: int) -> Iterator[tuple[int, ...]]:
        if left == 1:
            if _FEWEST_CELLS <= total - widths[start] <= longest:
                yield ()
            return
        for end in range(start + 1, len(prices) - 1):
            width = widths[end] - widths[start]
            if width > longest:
                return
            if prices[end] < _NEVER and width >= _FEWEST_CELLS and total - widths[end] <= longest * (left - 1):
                for rest in further(end, left - 1):
                    yield (end, *rest)

    return further(0, count)


def _cost(edges: tuple[int, ...], prices: Sequence[float], widths: Sequence[float]) -> float:
    """The breaks' prices, how uneven the lines are, and what a shape other than 梯形 or 菱形 costs."""
    lines = [widths[end] - widths[start] for start, end in pairwise((0, *edges, len(widths) - 1))]
    ideal = widths[-1] / len(lines)
    cost = sum(prices[edge] for edge in edges) + sum((line - ideal) ** 2 for line in lines)
    steps = [after - before for before, after in pairwise(lines)]
    if any(down <= -_SEEN and up >= _SEEN for down, up in pairwise(steps)):
        cost += _HOURGLASS
    return cost + (_RECTANGLE if not any(steps) else 0.0)


def _filled(text: str, longest: float) -> list[str]:
    """Lines of about equal length, broken at any character that may begin a line; the last resort, and any length.

    Where no character may, lines are filled regardless.
    """
    least = -(-int(width_of(text) * 2) // int(longest * 2))
    for lines in range(least, least + 3):
        found = _fill(text, width_of(text) / lines, longest, _NEVER_FIRST)
        if found is not None:
            return found
    return _fill(text, longest, longest, "") or [text]


def _fill(text: str, wanted: float, longest: float, never_first: str) -> list[str] | None:
    """Lines of at least `wanted` characters, the next character allowed at a line's head; None where one is too long."""
    lines: list[str] = []
    line, width = "", 0.0
    for char in text:
        own = width_of(char)
        forbidden = never_first and (char in never_first or line[-1:] in _NEVER_LAST)
        if line and not forbidden and (width >= wanted or width + own > longest):
            lines.append(line)
            line, width = "", 0.0
        line, width = line + char, width + own
        if width > longest:
            return None
    return [*lines, line]
