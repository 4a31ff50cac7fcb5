"""What the pages for people say is true: commands exist, the drawn layers are the ones held in CI, links lead somewhere."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from generator.addresses import Fixed
from generator.cli import main
from tests.conftest import REPOSITORY

HANDWRITTEN = REPOSITORY / "generator" / "site" / "handwritten"
PAGES = [
    *sorted((REPOSITORY / "docs").rglob("*.md")),
    *sorted(HANDWRITTEN.rglob("*.md")),
    *REPOSITORY.glob("README*.md"),
]
MAINTAINERS = (REPOSITORY / "docs" / "maintainers" / "index.md").read_text(encoding="utf-8")


def test_every_command_is_documented_and_every_documented_one_exists() -> None:
    words = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert set(re.findall(r"jianguan ([a-z]+)", words)) == set(main.commands)
    assert set(re.findall(r"jianguan law ([a-z]+)", words)) == set(main.commands["law"].commands)  # type: ignore[attr-defined]


def test_the_guides_that_can_be_searched_are_those_there_are_under_their_titles() -> None:
    guides = sorted((REPOSITORY / "generator" / "site" / "handwritten" / "guides").glob("*.md"))
    titles = {f"guides/{guide.stem}.html": guide.read_text(encoding="utf-8").splitlines()[0] for guide in guides}
    assert titles == {page.value: f"# {page.heading}" for page in Fixed if page.startswith("guides/")}


def test_the_navigation_holds_the_fixed_pages_under_their_names_in_their_order() -> None:
    settings = (REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8")
    nav = yaml.load(settings.split("\nnav:\n")[1], yaml.SafeLoader)
    named = [(name, page.replace(".md", ".html")) for name, page in _entries(nav)]
    own = [(name, page) for name, page in named if not page.startswith("maintainers/")]
    assert own == [(page.menu, page.value) for page in Fixed if page.menu]


def _entries(nav: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for entry in nav:
        for name, held in entry.items():
            yield from ((name, held),) if isinstance(held, str) else _entries(held)


@pytest.mark.parametrize("place", ["generator", "word", "tables", "site"])
def test_the_drawn_layers_are_those_import_linter_holds(place: str) -> None:
    settings = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    layers = next(
        contract["layers"] for contract in contracts if contract.get("containers", [""])[0].split(".")[-1] == place
    )
    held = [re.split(r"\s*[|:]\s*", layer) for layer in layers]
    picture = re.split(r"\n\n|\n```", MAINTAINERS.split(f"\n{place}/\n")[1])[0]
    drawn = re.findall(r"^  ([a-z_]+(?: │ [a-z_]+)*)", picture, re.MULTILINE)
    ranks = {name.strip("()"): rank for rank, layer in enumerate(held) for name in layer}
    order = [name for layer in drawn for name in layer.split(" │ ")]
    assert sorted(order) == sorted(ranks)
    assert [ranks[name] for name in order] == sorted(ranks[name] for name in order)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(REPOSITORY).as_posix())
def test_links_between_files_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(REPOSITORY).as_posix())
def test_files_of_the_house_that_a_page_names_exist(page: Path) -> None:
    if page.name == "adding.md":
        pytest.skip("names files to be added; tests/test_adding.py adds them")
    text = page.read_text(encoding="utf-8")
    named = re.findall(
        r"`((?:generator|search_index|tests|scripts|benchmarks)/[\w./-]+\.(?:py|js|sh|md|json))(?:::|`)", text
    )
    assert [name for name in named if not (REPOSITORY / name).exists()] == []


def test_make_targets_named_in_the_readme_exist() -> None:
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    for name in re.findall(r"`?make ([a-z]+)", "".join(page.read_text(encoding="utf-8") for page in PAGES)):
        assert re.search(rf"^{name}:", makefile, re.MULTILINE), name


@pytest.mark.parametrize("name", ["requirements.lock", "statutes.lock"])
def test_the_lock_file_names_no_index(name: str) -> None:
    lock = (REPOSITORY / name).read_text(encoding="utf-8")
    assert "http" not in lock and "index" not in lock.replace("--hash", "")
    assert all("--hash=sha256:" in part for part in re.split(r"\n(?=[a-z0-9])", lock) if "==" in part)


def test_what_the_guide_of_own_catalogs_shows_can_be_written_as_it_stands(tmp_path: Path) -> None:
    guide = (REPOSITORY / "generator" / "site" / "handwritten" / "guides" / "own.md").read_text(encoding="utf-8")
    item, law, gists, adjustment, withdrawn = re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL)

    def run(*words: str | Path) -> str:
        return CliRunner().invoke(main, [*map(str, words)]).output

    run("init", tmp_path / "city", "--agency", "某局", "--code", "某")
    city = tmp_path / "city" / "catalog"
    about = (city / "catalog.yaml").read_text(encoding="utf-8")
    more = '  某局〔2026〕1号: {title: 某文, day: "2026-01-05", kind: document}\n'
    (city / "catalog.yaml").write_text(about + more, encoding="utf-8")
    with (city / "departments.yaml").open("a", encoding="utf-8") as file:
        file.write("water: {name: 水处, source: 某局〔2026〕1号}\n")
    cited = item.replace("bases:\n", "bases:\n  - {cite: 《行政许可法》第六十一条, source: 某局〔2026〕1号}\n")
    (city / "items" / "02-discharge-permit.yaml").write_text(cited, encoding="utf-8")
    (city / "laws" / "some-regulation.yaml").write_text(law, encoding="utf-8")
    (city / "gists.yaml").write_text(gists, encoding="utf-8")
    assert "错误 0 个，提醒 0 个" in run("check", "--catalog", city)
    run("init", tmp_path / "county", "--agency", "某县分局", "--code", "县", "--extends", city)
    county = tmp_path / "county" / "catalog"
    about = (county / "catalog.yaml").read_text(encoding="utf-8")
    (county / "catalog.yaml").write_text(about + more.replace("某局", "某县"), encoding="utf-8")
    (county / "adjustments").mkdir()
    for written, changes in ((adjustment, 3), (withdrawn, 1)):
        text = written.replace(", of: 0123456789ab", "")
        file = county / "adjustments" / "02-discharge-permit.yaml"
        file.write_text(text, encoding="utf-8")
        told = re.findall(r"写上 of: (\w{12})", run("check", "--catalog", county))
        assert len(told) == changes
        for state in told:
            written = written.replace("0123456789ab", state, 1)
        file.write_text(written, encoding="utf-8")
        assert "错误 0 个，提醒 0 个" in run("check", "--catalog", county)
