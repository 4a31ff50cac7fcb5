"""What a change of law touches: change days of every law, the citations concerned, what stands in their place.

A change concerns a citation where the cited words differ between the two texts; where a text is
missing it may concern it, and is said to.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import itemgetter

from generator import SaidError
from generator.catalog.documents import DocumentType
from generator.catalog.item import Basis, Check, Item
from generator.catalog.model import Gist, Law, Version
from generator.catalog.periods import Period, gist_period, gist_places, penalties_of, version_on
from generator.labels import LabelledEnum
from generator.law.changes import ChangeKind, Difference, difference
from generator.law.citation import Citation, Place
from generator.law.statute import Statute
from generator.law.store import digest_of_lines
from generator.verification.lawbase import LawBase
from generator.verification.wordings import period_of


class Effect(LabelledEnum):
    """What a change of law means for a citation."""

    CHANGED = "changed", "所引条文有改动"
    GONE = "gone", "所引条文不再施行"
    UNKNOWN = "unknown", "没有两版文本可比，须人工核对"
    MARKED = "marked", "引用的效力待核实"
    ADOPTED = "adopted", "本目录自这一天起按此引用"
    UNCHANGED = "unchanged", "所引条文未变"


class Role(LabelledEnum):
    """What a citation is for."""

    BASIS = "basis", "设定依据"
    DUTY = "duty", "义务依据"
    PENALTY = "penalty", "罚则"
    WORDING = "wording", "文书用语"
    GATE = "gate", "签发条件"


@dataclass(frozen=True)
class Use:
    """A citation: an item's basis, a check's duty or penalty, a document's wording or gate; the days it holds."""

    owner: Item | DocumentType
    role: Role
    cite: Citation
    period: Period
    check: Check | None = None

    @property
    def item(self) -> Item | None:
        """The item that cites; None where a document type does."""
        return self.owner if isinstance(self.owner, Item) else None

    @property
    def document(self) -> DocumentType | None:
        """The document type that cites; None where an item does."""
        return self.owner if isinstance(self.owner, DocumentType) else None

    @property
    def where(self) -> str:
        """第 1 项, or the document's title."""
        return f"第 {self.owner.number} 项" if isinstance(self.owner, Item) else f"文书《{self.owner.title}》"

    @property
    def subject(self) -> str:
        """What it is about: the check's question, else the title of the item or document."""
        return self.check.ask if self.check else self.owner.title


@dataclass(frozen=True)
class Touch:
    """A use a change concerns, and how. `successor` names what takes the article's place where the catalog or the new text says so."""

    use: Use
    effect: Effect
    successor: str = ""

    @property
    def needs_a_look(self) -> bool:
        """Not where the words stayed, nor where the citation was written after the change."""
        return self.effect not in (Effect.UNCHANGED, Effect.ADOPTED)


@dataclass(frozen=True)
class LawChange:
    """A change of one law on one day: a version takes effect, the law ends, a mark begins."""

    day: date
    law: Law
    what: str
    old: Version | None
    new: Version | None
    difference: Difference | None
    touches: tuple[Touch, ...]

    @property
    def concerned(self) -> tuple[Touch, ...]:
        """The touches that need somebody's eye."""
        return tuple(touch for touch in self.touches if touch.needs_a_look)

    @property
    def adopted(self) -> tuple[Touch, ...]:
        """The uses that cite the law as it reads since the change."""
        return tuple(touch for touch in self.touches if touch.effect is Effect.ADOPTED)

    @property
    def unchanged(self) -> int:
        """How many uses cite words that stayed."""
        return sum(touch.effect is Effect.UNCHANGED for touch in self.touches)

    def adopted_by_owner(self) -> list[tuple[Use, int]]:
        """For every item and document type that cites the law as it reads since the change: one of its uses, and how many."""
        counted = Counter(touch.use.owner.id for touch in self.adopted)
        first: dict[str, Use] = {}
        for touch in self.adopted:
            first.setdefault(touch.use.owner.id, touch.use)
        return [(use, counted[owner]) for owner, use in first.items()]


class Impact:
    """Finds changes of law and what they touch."""

    def __init__(self, base: LawBase) -> None:
        self._base = base

    @cached_property
    def cited(self) -> tuple[tuple[Use, Law], ...]:
        """Every use of a law the catalog lists, with the law."""
        find = self._base.names.law
        return tuple((use, law) for use in uses(self._base) if (law := find(use.cite.title)) is not None)

    @cached_property
    def _uses(self) -> dict[str, list[Use]]:
        found: dict[str, list[Use]] = {law.id: [] for law in self._base.catalog.laws}
        for use, law in self.cited:
            found[law.id].append(use)
        return found

    @cached_property
    def _succeeded(self) -> dict[tuple[str, Place], list[tuple[int, Gist]]]:
        found: dict[tuple[str, Place], list[tuple[int, Gist]]] = defaultdict(list)
        for law in self._base.catalog.laws:
            for place_in_law, gist in enumerate(law.gists):
                if gist.succeeded_by and (places := gist_places(gist)):
                    found[law.id, places[0].whole_article].append((place_in_law, gist))
        return found

    def uses(self, law: Law) -> list[Use]:
        """Every use of a law, whatever its day."""
        return self._uses[law.id]

    def changes(self, law: Law) -> Iterator[LawChange]:
        """Every change of a law the catalog knows of, by day."""
        versions = sorted(law.versions, key=lambda version: version.start)
        for old, new in zip([None, *versions[:-1]], versions, strict=True):
            yield self.between(law, old, new)
        for mark in law.marks:
            marked = tuple(
                self._plain_touch(law, use, mark.since, Effect.MARKED) for use in self._held(law, mark.since)
            )
            yield LawChange(mark.since, law, f"标注：{mark.status}", None, None, None, marked)
        if law.ended is not None:
            gone = tuple(
                self._plain_touch(law, use, law.ended.on, Effect.GONE) for use in self._held(law, law.ended.on)
            )
            yield LawChange(law.ended.on, law, f"废止：{law.ended.by}", versions[-1], None, None, gone)

    def change_days(self) -> list[LawChange]:
        """All changes of all laws, the latest first."""
        found = [change for law in self._base.catalog.laws for change in self.changes(law)]
        return sorted(found, key=lambda change: (-change.day.toordinal(), change.law.short))

    def within(self, law: Law, start: date | None, end: date) -> list[LawChange]:
        """The change from the version in force on `start` (None: the first) to that on `end`, and what else changed between.

        Raises SaidError where the two days are not in order or no version is in force on one of them.
        """
        first = min(law.versions, key=lambda version: version.start)
        old = version_on(law, start) if start else first
        new = version_on(law, end)
        if start is not None and start > end:
            raise SaidError(f"--from（{start}）晚于 --to（{end}）")
        if old is None:
            raise SaidError(f"《{law.short}》在 {start} 没有施行中的版本")
        others = [
            change for change in self.changes(law) if change.new is None and (start or date.min) < change.day <= end
        ]
        versions = [self.between(law, old, new)] if new is not None and new is not old else []
        return sorted([*versions, *others], key=lambda change: change.day)

    def between(self, law: Law, old: Version | None, new: Version) -> LawChange:
        """What changed from one version to another (None: the law is new)."""
        before = self._base.text(law, old)
        after = self._base.text(law, new)
        differs = difference(before, after) if before and after else None
        what = f"{new.event}施行" if old is None else f"{new.event}，新版本施行"
        touches = tuple(self._version_touches(law, old, new, differs))
        return LawChange(new.start, law, what, old, new, differs, touches)

    def _version_touches(
        self, law: Law, old: Version | None, new: Version, differs: Difference | None
    ) -> Iterator[Touch]:
        """Uses that held before the change, and those that cite the law as it reads since."""
        for use in self.uses(law):
            if use.period.start == new.start:
                touch = self._touch(law, use, differs, new.start)
                yield touch if touch.effect is Effect.UNCHANGED else Touch(use, Effect.ADOPTED)
            elif old is not None and _held_on(use, new.start):
                yield self._touch(law, use, differs, new.start)

    def _held(self, law: Law, day: date) -> Iterator[Use]:
        return (use for use in self.uses(law) if _held_on(use, day))

    def _plain_touch(self, law: Law, use: Use, day: date, effect: Effect) -> Touch:
        return Touch(use, effect, "；".join(dict.fromkeys(self._named_successors(law, use.cite, day))))

    def _named_successors(self, law: Law, cite: Citation, day: date) -> Iterator[str]:
        """What the catalog states as successor (succeeded_by) of the cited places, for a change on `day`."""
        articles = {place.whole_article for place in cite.places}
        found = (pair for article in articles for pair in self._succeeded.get((law.id, article), ()))
        for _, gist in sorted(found, key=itemgetter(0)):
            exact = any(
                place.covers(other) or other.covers(place) for place in gist_places(gist) for other in cite.places
            )
            if exact and gist_period(gist).start <= day:
                yield from map(str, gist.succeeded_by or ())

    def _touch(self, law: Law, use: Use, differs: Difference | None, day: date) -> Touch:
        if differs is None or not use.cite.places:
            return self._plain_touch(law, use, day, Effect.UNKNOWN)
        effects = [self._effect(place, differs) for place in use.cite.places]
        order = (Effect.GONE, Effect.CHANGED, Effect.UNCHANGED)
        worst = next(effect for effect in order if any(effect == found for found, _ in effects))
        touch = self._plain_touch(law, use, day, worst)
        moved = "；".join(dict.fromkeys(label for _, label in effects if label))
        return touch if touch.successor else Touch(use, worst, moved)

    def _effect(self, place: Place, differs: Difference) -> tuple[Effect, str]:
        change = differs.successor(place)
        if change is None or change.old is None:
            return Effect.CHANGED, ""
        if change.new is None:
            return Effect.GONE, ""
        moved = change.label if change.old.place != change.new.place else ""
        if change.kind is ChangeKind.SAME:
            return Effect.UNCHANGED, ""
        if change.kind is ChangeKind.CHANGED and _same_words(change.old.place, place, differs):
            return Effect.UNCHANGED, ""
        return Effect.CHANGED, moved


def _held_on(use: Use, day: date) -> bool:
    """Whether a use held the day before, so that a change on `day` meets it."""
    return use.period.start < day and (use.period.end is None or use.period.end >= day)


def _same_words(article: Place, place: Place, differs: Difference) -> bool:
    """Whether the cited 款 or 项 reads alike in both texts though its article changed elsewhere."""
    if place == article:
        return False
    change = differs.successor(place)
    if change is None or change.old is None or change.new is None:
        return False
    before = Statute("", articles=(change.old,)).lines(place)
    after = Statute("", articles=(change.new,)).lines(place)
    return bool(before) and digest_of_lines(before) == digest_of_lines(after)


def uses(base: LawBase) -> Iterator[Use]:
    """Every citation in the items and document types with its role and the days it holds."""
    for item in base.catalog.items:
        for basis in item.bases:
            yield Use(item, Role.BASIS, basis.cite, _period(base, basis))
        for check in item.checks:
            period = _period(base, check)
            for cite in check.basis or ():
                yield Use(item, Role.DUTY, cite, period, check)
            for penalty in penalties_of(check):
                yield Use(item, Role.PENALTY, penalty.cite, period, check)
    for document in base.catalog.documents:
        yield from _document_uses(document)


def _document_uses(document: DocumentType) -> Iterator[Use]:
    for wordings in document.wording.values():
        for wording in wordings:
            for claim in wording.claims:
                yield Use(document, Role.WORDING, claim.cite, period_of(wording))
    for gate in document.gates:
        for cite in gate.cite or ():
            yield Use(document, Role.GATE, cite, Period(date.min))


def _period(base: LawBase, entry: Basis | Check) -> Period:
    if isinstance(entry, Basis):
        return base.names.basis_period(entry)
    return base.names.check_period(entry)


def change_days(base: LawBase) -> list[LawChange]:
    """All changes of all laws, the latest first."""
    return Impact(base).change_days()
