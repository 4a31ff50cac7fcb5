"""Lines of text → statute: finds articles and divisions, and says what does not fit.

All readers end here. A text that does not count its articles 1, 2, 3 … is not trusted: what is
missing, repeated or out of order is reported with its line, because a wrong article number in a
stored text would make every comparison with it wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from generator.law import lines as grammar
from generator.law.citation import STATE_PREFIX, Place, normal_title
from generator.law.numerals import to_chinese
from generator.law.statute import LEVELS, Article, Heading, Statute

_TITLE = re.compile(r"[^，。；：:、（）()\d]{2,50}(?:法|条例|规定|办法|细则|规则|标准|法典)")
_LONGEST_TITLE = 200
_MOST_UNFINISHED = 3
_TITLE_LINES = 4
_UNFINISHED = ("关于", "关于印发", "关于发布", "关于公布", "》", "和")
_CHINESE = re.compile(r"[\u4e00-\u9fff]{2}")


@dataclass(frozen=True)
class Finding:
    """Something that did not fit. `line` is 1-based (0: the text as a whole); a fatal one means the text cannot be trusted.

    `is_gap` marks missing articles, which a keeper may accept where the law itself left them out.
    """

    line: int
    message: str
    fatal: bool = True
    is_gap: bool = False

    def __str__(self) -> str:
        return f"第 {self.line} 行：{self.message}" if self.line else self.message


@dataclass
class Structured:
    """What was read, and what did not fit."""

    statute: Statute
    findings: list[Finding] = field(default_factory=list)


def read_text(text: str) -> Structured:
    """Plain text with its title on the first line → statute. Lines are natural paragraphs."""
    numbered = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1)]
    lines = [(number, line) for number, line in numbered if line]
    if not lines:
        return Structured(Statute(""), [Finding(0, "文件里没有文字")])
    title, used = _title(lines)
    return structure(title, [pair for pair in lines if pair[0] > used])


def structure(title: str, lines: Iterable[tuple[int, str]]) -> Structured:
    """Numbered, stripped, non-empty lines after the title → statute with findings."""
    return _Structurer(title, list(lines)).run()


def _title(lines: list[tuple[int, str]]) -> tuple[str, int]:
    """The title at the top, joined over lines where it is broken (关于印发 / 《…》 / 的通知), and its last line's number."""
    used, title = lines[0]
    for number, line in lines[1:_TITLE_LINES]:
        if not (title.endswith(_UNFINISHED) or title == STATE_PREFIX) or line.startswith(("第", "（", "(")):
            break
        used, title = number, title + line
    return title, used


class _Structurer:
    """Carries the state of one pass over the lines."""

    def __init__(self, title: str, lines: list[tuple[int, str]]) -> None:
        self.title = title
        self.lines = lines
        self.findings: list[Finding] = []
        self.before: list[tuple[int, str]] = []
        self.articles: list[Article] = []
        self.appendices: list[str] = []
        self.path: tuple[Heading, ...] = ()
        self.without_article: Heading | None = None
        self.seen: set[Place] = set()
        self.divisions: dict[tuple[tuple[Heading, ...], str], int] = {}
        self.last = Place(0)
        self.current: tuple[Place, list[str], tuple[Heading, ...]] | None = None

    def run(self) -> Structured:
        self._check_title()
        start = self._first_article()
        if start is None:
            statute = Statute(self.title, body=tuple(line for _, line in self.lines))
            if not self.lines:
                self.findings.append(Finding(0, "只有标题，没有正文"))
            return Structured(statute, self.findings)
        self._preamble(self.lines[:start])
        for index in range(start, len(self.lines)):
            number, line = self.lines[index]
            if self.appendices:
                self.appendices.append(line)
            elif line[0] == "第":
                self._numbered(number, line)
            elif line[0] == "附" and grammar.is_appendix(line):
                self.appendices.append(line)
            elif line[0] in "总附序" and (unnumbered := grammar.unnumbered_heading(line)):
                self._enter(Heading(self._outermost(), 0, unnumbered))
            else:
                self._continue(number, line)
        self._close()
        self._check_division(None)
        self._check_ends()
        preamble = tuple(line for _, line in self.before)
        statute = Statute(self.title, preamble, tuple(self.articles), (), tuple(self.appendices))
        return Structured(statute, self.findings)

    def _check_title(self) -> None:
        title = self.title
        if len(title) > _LONGEST_TITLE:
            self.findings.append(Finding(1, f"标题有 {len(title)} 字，不像法规标题，请把标题单独放在第一行"))
        elif "://" in title or not _CHINESE.search(title) or grammar.article(title) or grammar.heading(title):
            self.findings.append(Finding(1, f"第一行“{title[:30]}”不像法规标题，请把标题放在第一行"))

    def _check_ends(self) -> None:
        """Lines of articles that end as no 款 or 项 does: a signature, a page's footer, a sentence cut off."""
        odd = [(article, line) for article in self.articles for line in article.unended]
        for article, line in odd[:_MOST_UNFINISHED]:
            message = f"{article.label}有一行末尾没有句号，请核对是不是条文：…{line[-20:]}"
            self.findings.append(Finding(0, message, fatal=False))
        if len(odd) > _MOST_UNFINISHED:
            message = f"另有 {len(odd) - _MOST_UNFINISHED} 行末尾没有句号，请核对是不是条文"
            self.findings.append(Finding(0, message, fatal=False))

    def _first_article(self) -> int | None:
        return next(
            (
                index
                for index, (_, line) in enumerate(self.lines)
                if line[0] == "第" and (found := grammar.article(line)) and self._is_article(*found)
            ),
            None,
        )

    def _preamble(self, lines: list[tuple[int, str]]) -> None:
        """What stands before the first article: the preamble, a contents block, the first headings."""
        headings = [(index, found) for index, (_, line) in enumerate(lines) if (found := grammar.heading(line))]
        contents = next((index for index, (_, line) in enumerate(lines) if grammar.is_contents(line)), None)
        begin = headings[0][0] if headings else len(lines)
        if headings:
            key = headings[0][1][:2]
            begin = [index for index, found in headings if found[:2] == key][-1]
            listed = [found for index, found in headings if index < begin]
            if contents is not None and not listed:
                message = "目录之后没有再出现章节标题，目录里的章节没有放入正文"
                self.findings.append(Finding(lines[contents][0], message, fatal=False))
                begin = len(lines)
        end = contents if contents is not None else min([index for index, _ in headings], default=len(lines))
        self.before = lines[:end]
        for number, line in lines[begin:]:
            if line[0] == "第" and (found := grammar.heading(line)):
                self._divide(number, *found)
            elif unnumbered := grammar.unnumbered_heading(line):
                self._enter(Heading(self._outermost(), 0, unnumbered))
            else:
                self.findings.append(Finding(number, f"第一条之前的这一行放不进任何位置：{line[:30]}", fatal=False))
                self.before.append((number, line))
        for number, line in self.before:
            if _TITLE.fullmatch(line) and normal_title(line) != normal_title(self.title):
                self.findings.append(Finding(number, f"有两个标题：“{self.title[:40]}”和“{line}”，请只留一个"))

    def _numbered(self, number: int, line: str) -> None:
        found = grammar.article(line)
        if found is not None and self._is_article(*found):
            self._begin(number, found[0], found[1])
        elif heading := grammar.heading(line):
            self._divide(number, *heading)
        else:
            self._continue(number, line)

    def _continue(self, number: int, line: str) -> None:
        """A further line of the article; after a heading there is none it could belong to."""
        if self.current is None:
            self.findings.append(Finding(number, f"章节标题之后、下一条之前的这一行放不进任何位置：{line[:30]}"))
        else:
            self.current[1].append(line)

    def _is_article(self, place: Place, rest: str, separated: bool) -> bool:
        """Whether a line that begins 第N条 begins an article; a sentence may begin so too (第三条规定的…)."""
        return separated or (not grammar.RUNS_ON.match(rest) and self._follows(place))

    def _follows(self, place: Place) -> bool:
        if place.insertion:
            return place.article == self.last.article and place.insertion == self.last.insertion + 1
        return place.article == self.last.article + 1

    def _begin(self, number: int, place: Place, rest: str) -> None:
        self._close()
        if place in self.seen:
            what = "又从第一条开始，可能一个文件里有两部法规，请分成两个文件" if place == Place(1) else "重复"
            self.findings.append(Finding(number, f"{place.label}{what}"))
        elif not self._follows(place):
            after = self.last.label if self.last.article else "开头"
            if place < self.last:
                self.findings.append(Finding(number, f"{place.label}排在{after}之后，条号次序不对"))
            else:
                self.findings.append(Finding(number, f"{after}之后是{place.label}，中间缺条", is_gap=True))
        self.seen.add(place)
        self.without_article = None
        self.last = place
        self.current = (place, [rest] if rest else [], self.path)

    def _close(self) -> None:
        if self.current is not None:
            place, lines, path = self.current
            if not lines:
                self.findings.append(Finding(0, f"{place.label}没有文字"))
            self.articles.append(Article(place, tuple(lines), path))
            self.current = None

    def _divide(self, number: int, count: int, level: str, title: str) -> None:
        outer = tuple(heading for heading in self.path if LEVELS.index(heading.level) < LEVELS.index(level))
        heading = Heading(level, count, title, outer)
        before = self.divisions.get((heading.path, level), 0)
        if count <= before:
            self.findings.append(Finding(number, f"“{heading.label}”重复或者次序不对，可能缺了上一级的标题"))
        elif count > before + 1 and before:
            self.findings.append(
                Finding(number, f"“{heading.label}”之前缺第{to_chinese(before + 1)}{level}", fatal=False)
            )
        self.divisions[heading.path, level] = count
        self._enter(heading)

    def _enter(self, heading: Heading) -> None:
        self._close()
        self._check_division(heading)
        self.path = (*heading.path, heading)

    def _check_division(self, following: Heading | None) -> None:
        """Say where a division has no article, neither its own nor in the divisions within it, and is therefore lost."""
        empty, self.without_article = self.without_article, following
        if empty is not None and not (following and empty in following.path):
            where = f"“{empty.text}”下面没有条文，没有存入"
            ends = following is None
            self.findings.append(Finding(0, where + "；文本可能在这里断了" * ends, fatal=ends, is_gap=ends))

    def _outermost(self) -> str:
        return self.path[0].level if self.path else "章"
