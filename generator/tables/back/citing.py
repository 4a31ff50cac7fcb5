"""Citations as other bureaus write them in one cell: several, with issuers, decree numbers, 【法律】 and 规定 around them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.law.citation import Citation, CitationError, parse, parse_list
from generator.law.numerals import NUMERAL_CLASS

_TITLE = re.compile(r"《((?:[^《》]|《[^《》]*》)+)》")
_DECREE = re.compile(r"\s*[（(\[〔【][^（）()]*(?:[号令]|修正|修订|简称|施行|公布)[^（）()]*[）)\]〕】]")
_PLACES = re.compile(rf"[\s第条款项目之（）()、，,和及与以至到\-–—~～{NUMERAL_CLASS}]*")
_ARTICLE = re.compile(rf"第\s*[{NUMERAL_CLASS}]+\s*条")


@dataclass(frozen=True)
class Cited:
    """What a cell cites, and the stretches of it that name articles nobody could read."""

    citations: tuple[Citation, ...]
    unread: tuple[str, ...]


def citations_of_cell(text: str) -> Cited:
    """All citations of a cell. A title without an article is cited as a whole."""
    titles = list(_TITLE.finditer(text))
    if not titles:
        return _bare(text)
    found: list[Citation] = []
    unread: list[str] = []
    before = text[: titles[0].start()]
    if _ARTICLE.search(before):
        unread.append(before.strip())
    for match, following in zip(titles, [*titles[1:], None], strict=True):
        rest = text[match.end() : following.start() if following else len(text)]
        decree = _DECREE.match(rest)
        rest = rest[decree.end() :] if decree else rest
        citation, used = _longest(match.group(1), rest)
        if citation is None:
            unread.append(match.group())
            continue
        found.append(citation)
        if _ARTICLE.search(rest[used:]):
            unread.append(f"{match.group()}…{rest[used:].strip()}")
    return Cited(tuple(dict.fromkeys(found)), tuple(unread))


def _longest(title: str, rest: str) -> tuple[Citation | None, int]:
    """The title with as many of the places behind it as read as one citation, and how many characters that took."""
    match = _PLACES.match(rest)
    for end in range(match.end() if match else 0, -1, -1):
        try:
            return parse(f"《{title}》{rest[:end]}"), end
        except CitationError:
            continue
    return None, 0


def _bare(text: str) -> Cited:
    found: list[Citation] = []
    unread: list[str] = []
    for line in filter(None, (line.strip() for line in re.split(r"[\n；;]", text))):
        try:
            found += parse_list(line)
        except CitationError:
            unread.append(line)
    return Cited(tuple(dict.fromkeys(found)), tuple(unread))
