"""Two texts of one law, article by article: what stayed, changed, moved, came and went.

An amendment that inserts one article renumbers all after it; an article is therefore followed by its
words first and by its number second, so that a moved one is not shown as one lost and one new.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from generator.labels import LabelledEnum
from generator.law.citation import Place
from generator.law.statute import Article, Statute
from generator.law.words import Piece, compare, pairs, plain


class ChangeKind(LabelledEnum):
    """What became of an article. Moved: other number; rewritten: other number and other words."""

    SAME = "same", "未变"
    CHANGED = "changed", "修改"
    MOVED = "moved", "条号变动"
    REWRITTEN = "rewritten", "条号变动并修改"
    ADDED = "added", "新增"
    REMOVED = "removed", "删去"


_SAME_NUMBER = 0.3
_OTHER_NUMBER = 0.5


@dataclass(frozen=True)
class ArticleChange:
    """One article of the old text, of the new, or of both."""

    old: Article | None
    new: Article | None

    @cached_property
    def kind(self) -> ChangeKind:
        """What happened to the article. Differences of spelling alone are none."""
        if self.old is None:
            return ChangeKind.ADDED
        if self.new is None:
            return ChangeKind.REMOVED
        same_words = plain(self.old.text) == plain(self.new.text)
        if self.old.place == self.new.place:
            return ChangeKind.SAME if same_words else ChangeKind.CHANGED
        return ChangeKind.MOVED if same_words else ChangeKind.REWRITTEN

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The differences word by word; an added article is all inserted, a removed one all deleted."""
        return compare(self.old.text if self.old else "", self.new.text if self.new else "")

    @property
    def place(self) -> Place:
        """The new place, for a removed article the old one."""
        article = self.new or self.old
        assert article is not None
        return article.place

    @property
    def label(self) -> str:
        """第九条; for one that moved 第八条→第九条."""
        if self.old and self.new and self.old.place != self.new.place:
            return f"{self.old.label}→{self.new.label}"
        return self.place.article_label


@dataclass(frozen=True)
class Difference:
    """All articles of two texts in the order of the new one (a removed article follows the one it followed)."""

    articles: tuple[ArticleChange, ...]
    old_appendices: str
    new_appendices: str

    @property
    def changed(self) -> tuple[ArticleChange, ...]:
        """The articles that did not stay the same."""
        return tuple(change for change in self.articles if change.kind is not ChangeKind.SAME)

    @property
    def appendices(self) -> tuple[Piece, ...]:
        """How the appendices differ; empty where they do not."""
        if plain(self.old_appendices) == plain(self.new_appendices):
            return ()
        return compare(self.old_appendices, self.new_appendices)

    def counts(self) -> dict[ChangeKind, int]:
        """How many articles of each kind, kinds that do not occur left out."""
        counted = Counter(change.kind for change in self.articles)
        return {kind: counted[kind] for kind in ChangeKind if counted[kind]}

    def successor(self, place: Place) -> ArticleChange | None:
        """What became of an article of the old text."""
        wanted = place.whole_article
        return next((change for change in self.articles if change.old and change.old.place == wanted), None)


def difference(old: Statute, new: Statute) -> Difference:
    """Compare two texts of a law."""
    partner = _partners(old.articles, new.articles)
    old_of = {j: i for i, j in partner.items()}
    changes: list[ArticleChange] = []
    gone = [i for i in range(len(old.articles)) if i not in partner]
    for j, article in enumerate(new.articles):
        before = old_of.get(j)
        changes += _gone(gone, old.articles, before)
        changes.append(ArticleChange(old.articles[before] if before is not None else None, article))
    changes += [ArticleChange(old.articles[i], None) for i in gone]
    return Difference(tuple(changes), "\n".join(old.appendices), "\n".join(new.appendices))


def losses(old: Statute, new: Statute) -> list[str]:
    """What `old` holds and `new` does not, by name: headings, articles and parts of articles, appendices, lines of a body."""
    articles = {article.place: article for article in new.articles}
    headings = {heading.eid for article in new.articles for heading in article.headings}
    had = dict.fromkeys(heading for article in old.articles for heading in article.headings)
    lost = [heading.text for heading in had if heading.eid not in headings] if new.articles else []
    for article in old.articles:
        found = articles.get(article.place)
        if found is None:
            lost.append(article.label)
        elif _is_part(found, article):
            lost.append(f"{article.label}的一部分")
    if old.appendices and not new.appendices:
        lost.append("附件")
    if not new.articles and len(new.body) < len(old.body):
        lost.append(f"正文 {len(old.body) - len(new.body)} 段")
    return lost


def _is_part(new: Article, old: Article) -> bool:
    """Whether an article is another that breaks off or lacks lines, and nothing else."""
    has, had = plain(new.text), plain(old.text)
    return len(has) < len(had) and (had.startswith(has) or set(map(plain, new.lines)) <= set(map(plain, old.lines)))


def _gone(gone: list[int], articles: tuple[Article, ...], before: int | None) -> Iterator[ArticleChange]:
    """Removed articles that stood before old article `before`, taken off `gone`."""
    while gone and before is not None and gone[0] < before:
        yield ArticleChange(articles[gone.pop(0)], None)


def _partners(old: tuple[Article, ...], new: tuple[Article, ...]) -> dict[int, int]:
    """Old index → new index: equal words first, then the same number where alike, then the most alike."""
    partner = _equal(old, new)
    grams_old = {i: pairs(plain(article.text)) for i, article in enumerate(old) if i not in partner}
    taken = set(partner.values())
    grams_new = {j: pairs(plain(article.text)) for j, article in enumerate(new) if j not in taken}
    number_of = {article.place: j for j, article in enumerate(new)}
    scored = []
    for i, j, shared in _sharing(grams_old, grams_new):
        score = 2 * shared / (len(grams_old[i]) + len(grams_new[j]))
        same = number_of.get(old[i].place) == j
        if score >= (_SAME_NUMBER if same else _OTHER_NUMBER):
            scored.append((score + (0.2 if same else 0.0), -abs(i - j), i, j))
    for _, _, i, j in sorted(scored, reverse=True):
        if i not in partner and j not in taken:
            partner[i] = j
            taken.add(j)
    return partner


def _equal(old: tuple[Article, ...], new: tuple[Article, ...]) -> dict[int, int]:
    """Articles with equal words; where several have them, the same number first, then in order."""
    waiting: dict[str, list[int]] = defaultdict(list)
    for j, article in enumerate(new):
        waiting[plain(article.text)].append(j)
    partner: dict[int, int] = {}
    for same_number in (True, False):
        for i, article in enumerate(old):
            found = waiting[plain(article.text)] if i not in partner else []
            match = next((j for j in found if not same_number or new[j].place == article.place), None)
            if match is not None:
                partner[i] = match
                found.remove(match)
    return partner


def _sharing(old: dict[int, frozenset[str]], new: dict[int, frozenset[str]]) -> Iterable[tuple[int, int, int]]:
    """Pairs of articles that share pairs of characters, and how many."""
    holders: dict[str, list[int]] = defaultdict(list)
    for j, grams in new.items():
        for gram in grams:
            holders[gram].append(j)
    for i, grams in old.items():
        counted: Counter[int] = Counter()
        for gram in grams:
            counted.update(holders.get(gram, ()))
        for j, shared in counted.items():
            yield i, j, shared
