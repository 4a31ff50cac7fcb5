"""Laws as running text names them: 《…》, short forms it has explained itself, names without brackets.

A name without 《》 has no beginning one can see (依照本省的水利条例第三条); it counts as a law one could link to only
where the whole of it is known.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property

from generator.law.citation import normal_title
from generator.law.statute import Statute

KINDS = (
    "法典|法|条例|规定|办法|细则|规则|规程|规范|标准|决定|解释|章程|准则|公约|协定|宪章|通则|纲要|修正案|议定书|规约"
)
"""How names of laws and of what is cited like one end, as alternatives of a regular expression."""

_BEFORE_NAME = re.compile(r"依照|按照|根据|依据|违反|适用|参照|遵守|符合|执行|或者|以及|[和及与或对由是以的有]")
_SHORT_TITLE = re.compile(r"《([^《》]+)》[（(]以下(?:简)?称[：:]?[“\"《]?([^“”\"《》（()）]+)[”\"》]?[）)]")
_LONGEST_NAME = 40


class Naming:
    """What names mean in one statute. `is_known` tells whether a title is one of a law one could link to."""

    def __init__(self, statute: Statute, is_known: Callable[[str], bool]) -> None:
        self._statute = statute
        self._is_known = is_known

    def title(self, written: str) -> str:
        """A title as this statute means it: its short forms spelt out, empty for the statute's own."""
        full = self._short_titles.get(normal_title(written), written)
        return "" if normal_title(full) == normal_title(self._statute.title) else full

    def named(self, words: str) -> str:
        """The title at the end of words without 《》: the longest that is known, else what follows the last verb."""
        words = words[-_LONGEST_NAME:]
        for begin in range(len(words) - 1):
            if self._is_known(words[begin:]) or normal_title(words[begin:]) in self._short_titles:
                return words[begin:]
        verbs = list(_BEFORE_NAME.finditer(words[:-1]))
        return words[verbs[-1].end() :] if verbs else words

    @cached_property
    def _short_titles(self) -> dict[str, str]:
        """What the text says short forms stand for: 《中华人民共和国…法》（以下简称《…法》）."""
        lines = (*self._statute.preamble, *(line for article in self._statute.articles for line in article.lines))
        return {normal_title(short): full for line in lines for full, short in _SHORT_TITLE.findall(line)}
