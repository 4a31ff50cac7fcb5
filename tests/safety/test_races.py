"""Two at once: what was confirmed on the screen is what is stored, and a published site is never a mixture."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ITEM
from tests.safety import arena as arenas
from tests.safety import tally
from tests.safety.arena import PROJECT, Contents
from tests.safety.child import Ended, run, start
from tests.safety.invariants import Mutation
from tests.safety.mutations import reading_while_it_changes
from tests.safety.scenarios import CATALOG, a_catalog, change_cells, change_department, change_ratio
from tests.safety.stops import Stop
from tests.tables.conftest import edited, full_export

ROUNDS = [pytest.param(3, id="3 times"), pytest.param(50, id="50 times", marks=pytest.mark.safety)]
ROUNDS_OF_BUILDS = ROUNDS[1:]

Words = tuple[str, ...]


@dataclass(frozen=True)
class Race:
    """Two commands on one catalog. `confirmed`: how much a command says it has written; `stored`: how much of the one's,
    of the other's is there afterwards."""

    name: str
    prepare: Callable[[Path], None]
    one: Words
    other: Words
    confirmed: Callable[[str], int]
    stored: Callable[[Path], tuple[int, int]]


def _two_workbooks(project: Path) -> None:
    tiny = a_catalog(project)
    for name, change in (("甲.xlsx", change_ratio), ("乙.xlsx", change_department)):
        (project / name).write_bytes(edited(full_export(tiny.folder), change))


def _cells(project: Path) -> tuple[int, int]:
    item, departments = project / CATALOG / "items/01-trade.yaml", project / CATALOG / "departments.yaml"
    return int("30%" in item.read_text("utf-8")), int(" 法规处" in departments.read_text("utf-8"))


def _plain(project: Path) -> None:
    a_catalog(project)


def _two_laws(project: Path) -> None:
    tiny = a_catalog(project)
    (tiny.folder / "statutes/old-law/2011-12-01.txt").unlink()
    (project / "甲.txt").write_text("某某管理条例\n2011年3月2日公布\n第一条　甲。\n第二条　乙。\n", "utf-8")
    (project / "乙.txt").write_text(
        "中华人民共和国某某安全法\n2025年12月27日公布\n第一条　甲。\n第二条　乙。\n", "utf-8"
    )


def _law_texts(project: Path) -> tuple[int, int]:
    texts = project / CATALOG / "statutes"
    return (
        int((texts / "old-law/2011-12-01.txt").is_file()),
        int((texts / "new-law/2026-05-01.txt").is_file()),
    )


def _reviews(project: Path) -> tuple[int, int]:
    file = project / CATALOG / "link_reviews.yaml"
    text = file.read_text("utf-8") if file.exists() else ""
    return text.count('"甲"'), text.count('"乙"')


def _a_new_item(project: Path) -> None:
    tiny = a_catalog(project)
    tiny.write("items/03-use.yaml", {**ITEM, "number": 3, "title": "对某某使用的监管", "subject": "某某使用"})


def _addresses(project: Path) -> tuple[int, int]:
    lines = (project / CATALOG / "published-addresses.txt").read_text("utf-8").splitlines()
    count = sum(not line.startswith("#") for line in lines)
    return count, count


def _number(pattern: str) -> Callable[[str], int]:
    """What a pattern's group says, 0 where it does not occur; a pattern without one: whether it occurs."""
    compiled = re.compile(pattern, re.MULTILINE)

    def found(text: str) -> int:
        match = compiled.search(text)
        return 0 if match is None else int(match[1]) if compiled.groups else 1

    return found


RACES = (
    Race("import ∥ import", _two_workbooks, ("import", "甲.xlsx"), ("import", "乙.xlsx"), _number("^写入 "), _cells),
    Race(
        "law review ∥ law review", _plain,
        ("law", "review", "1", "--by", "甲"), ("law", "review", "2", "--by", "乙"), _number(r"记录复核 (\d+)"), _reviews,
    ),
    Race(
        "law import ∥ law import", _two_laws, ("law", "import", "甲.txt"), ("law", "import", "乙.txt"),
        _number(r"^已存入 (\d+)"), _law_texts,
    ),
    Race(
        "addresses ∥ addresses", _a_new_item, ("addresses", "--accept"),
        ("addresses", "--accept", "--catalog", "别名"), _number(r"已公布 (\d+) .*已记入"), _addresses,
    ),
)  # fmt: skip


class Ground:
    """An arena that is made ready once and fresh for every round."""

    def __init__(self, folder: Path, prepare: Callable[[Path], None]) -> None:
        self.arena, self._template = folder / "arena", folder / "template"
        project = arenas.made(self.arena) / PROJECT
        prepare(project)
        (project / "别名").symlink_to(CATALOG)
        self.arena.rename(self._template)

    def fresh(self) -> Path:
        """The arena as it was at the beginning; returns its project folder."""
        shutil.rmtree(self.arena, ignore_errors=True)
        shutil.copytree(self._template, self.arena, symlinks=True)
        return self.arena / PROJECT


def at_once(arena: Path, seed: int, *commands: Words) -> list[Ended]:
    """Run commands at once, each with another temporary folder and small pauses at some of its calls."""
    running = []
    for number, words in enumerate(commands):
        other = arena / f"tmp-{number}"
        other.mkdir()
        running.append(start(arena, words, Stop("jitter", seed * 10 + number), environment={"TMPDIR": str(other)}))
    return [command.ended() for command in running]


@pytest.mark.parametrize("rounds", ROUNDS)
@pytest.mark.parametrize("race", RACES, ids=lambda race: race.name)
def test_what_two_commands_at_once_confirm_is_what_is_stored(tmp_path: Path, race: Race, rounds: int) -> None:
    ground = Ground(tmp_path, race.prepare)
    for seed in range(rounds):
        project = ground.fresh()
        ended = at_once(ground.arena, seed, race.one, race.other)
        confirmed, stored = [race.confirmed(command.text) for command in ended], race.stored(project)
        told = "\n".join(command.text for command in ended)
        tally.note(race.name, "race", f"{sum(map(bool, confirmed))} confirmed, stored")
        for command, says, there in zip(ended, confirmed, stored, strict=True):
            assert "Traceback" not in command.text, told
            assert (says == there) if command.code == 0 else says == 0, told
        assert any(confirmed), told
        assert run(ground.arena, ("check",)).code == 0


def site_of(project: Path, out: str = "成果") -> Contents:
    """The published pages, without the search index, whose bytes differ from one build to the next."""
    return arenas.contents(project / out, lambda name: name.startswith("site/") or name == "manifest.json")


def _an_old_site(project: Path) -> None:
    _two_workbooks(project)
    assert run(project.parent, ("build", "--out", "成果", "--as-of", "2026-11-20")).code == 0
    (project / "链接").symlink_to("成果")


@pytest.mark.parametrize("rounds", ROUNDS_OF_BUILDS)
def test_of_two_builds_into_one_folder_one_is_published_whole_and_the_folder_is_never_missing(
    tmp_path: Path, rounds: int
) -> None:
    ground = Ground(tmp_path, _an_old_site)
    one, other = ("build", "--out", "成果"), ("build", "--out", "../project/链接", "--as-of", "2026-11-22")
    wanted = [_built(ground, one), _built(ground, other)]
    for seed in range(rounds):
        project = ground.fresh()
        seen = [start_of(site_of(project))]
        first, second = _watched(ground.arena, seed, one, other, seen)
        done = [site for ended, site in zip((first, second), wanted, strict=True) if ended.code == 0]
        tally.note("build ∥ build", "race", f"{len(done)} confirmed, stored")
        assert site_of(project) in done, first.text + second.text
        assert "Traceback" not in first.text + second.text
        assert set(seen) <= {seen[0], *map(start_of, wanted)}
        assert (project / "链接").is_symlink()


@pytest.mark.parametrize("rounds", ROUNDS_OF_BUILDS)
def test_a_build_while_an_import_writes_shows_the_catalog_before_it_or_after_it(tmp_path: Path, rounds: int) -> None:
    ground = Ground(tmp_path, _an_old_site)
    build, change = ("build", "--out", "成果"), ("import", "甲.xlsx")
    wanted = [_built(ground, build), _built(ground, build, change)]
    before = site_of(ground.fresh())
    for seed in range(rounds):
        project = ground.fresh()
        built, imported = at_once(ground.arena, seed, build, change)
        found = site_of(project)
        outcome = "refused" if built.code else "before" if found == wanted[0] else "after"
        tally.note("build ∥ import", "race", outcome)
        assert imported.code == 0 and _cells(project)[0], imported.text
        assert found in wanted if built.code == 0 else found == before, built.text


BUILD, IMPORT = ("build", "--out", "成果"), ("import", "改.xlsx")


def _a_site_and_a_workbook(project: Path) -> None:
    _an_old_site(project)
    (project / "改.xlsx").write_bytes(edited(full_export(project / CATALOG), change_cells))


class Between:
    """What a build publishes when an import comes in between two of its calls."""

    def __init__(self, folder: Path) -> None:
        self._ground = Ground(folder, _a_site_and_a_workbook)
        self.old = site_of(self._ground.fresh())
        self._alone = [_built(self._ground, BUILD), _built(self._ground, BUILD, IMPORT)]
        self._ground.fresh()
        points = run(self._ground.arena, BUILD).points
        self.looks = [p.number for p in points if p.call == "read" and p.path.startswith(f"{PROJECT}/{CATALOG}/")]
        self.looks_at_items = [p.number for p in points if p.call == "read" and p.path.endswith("01-trade.yaml")]

    def outcome(self, at: int, mutation: Mutation | None = None) -> str:
        """before or after (the import), refused, or mixed."""
        project = self._ground.fresh()
        building = start(self._ground.arena, BUILD, Stop("pause", at), mutation)
        assert building.stands_still() and run(self._ground.arena, IMPORT).code == 0
        building.go_on()
        ended, found = building.ended(), site_of(project)
        if ended.code != 0:
            return "refused" if found == self.old else "mixed"
        return ("before", "after")[self._alone.index(found)] if found in self._alone else "mixed"


@pytest.fixture(scope="module")
def between(tmp_path_factory: pytest.TempPathFactory) -> Between:
    """A build that can be made to stand still while an import changes two files."""
    return Between(tmp_path_factory.mktemp("between"))


@pytest.mark.safety
def test_a_build_that_an_import_comes_in_between_is_of_one_catalog_or_refused(between: Between) -> None:
    for at in between.looks:
        outcome = between.outcome(at)
        tally.note("build", "import in between", outcome)
        assert outcome != "mixed", at


@pytest.mark.safety
def test_a_variant_that_does_not_look_again_is_caught_by_an_import_in_between(between: Between) -> None:
    assert "mixed" in {between.outcome(at, reading_while_it_changes) for at in between.looks_at_items}


def _built(ground: Ground, build: Words, *first: Words) -> Contents:
    """What a build alone publishes, after these commands."""
    project = ground.fresh()
    assert all(run(ground.arena, words).code == 0 for words in (*first, build))
    return site_of(project)


def start_of(site: Contents) -> str:
    """What a visitor can tell a site by: its list of documents."""
    return site.get("manifest.json", "缺")


def _watched(arena: Path, seed: int, one: Words, other: Words, seen: list[str]) -> tuple[Ended, Ended]:
    """Two commands at once, while somebody looks at the published folder again and again."""
    running = [start(arena, words, Stop("jitter", seed * 10 + number)) for number, words in enumerate((one, other))]
    while any(command.process.is_alive() for command in running):
        seen.append(start_of(arenas.contents(arena / PROJECT / "成果", lambda name: name == "manifest.json")))
        for command in running:
            command.process.join(0.01)
    first, second = (command.ended() for command in running)
    return first, second
