"""Tiny catalogs, built in the test that uses them."""

from __future__ import annotations

import copy
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.catalog.load import load
from generator.catalog.model import Catalog
from generator.files import changing
from generator.opening import examine, open_view
from generator.verification.lawbase import LawBase
from generator.views import View
from tests.amounts import is_whole, spread
from tests.chromium import started

REPOSITORY = Path(__file__).resolve().parent.parent
TODAY = "2026-11-23"
SHARED_STATUTES = REPOSITORY.parent / "shared" / "statutes"

PROCEDURE = REPOSITORY / "generator" / "packs" / "procedure" / "documents"
"""The document types that every bureau may use."""

KINDS = sorted(path.stem for path in REPOSITORY.glob("generator/packs/*/documents/*.yaml"))
KINDS += sorted(path.stem for path in REPOSITORY.glob("catalog/documents/*.yaml"))
"""The document types of the shipped catalog."""


for number in (signal.SIGINT, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else [])):
    if signal.getsignal(number) == signal.SIG_IGN:  # run in the background: what tests start must not inherit it
        signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)


_SLOW = ("render", "browser", "processes")
_SAFETY, _MOST_OF_SAFETY = REPOSITORY / "tests" / "safety", 2


def _most(item: pytest.Item) -> int:
    """How many cases of a test are run in a sample."""
    marker = item.get_closest_marker("sampled")
    if is_whole() or not (marker or _SAFETY in item.path.parents):
        return sys.maxsize
    return marker.args[0] if marker else _MOST_OF_SAFETY


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of a test's many cases a sample (`sampled`); files that start other programs come first, and what is short fills
    the time of the last worker."""
    cases: dict[str, list[pytest.Item]] = {}
    for item in items:
        cases.setdefault(item.nodeid.partition("[")[0], []).append(item)
    kept = {item for found in cases.values() for item in spread(found, _most(found[0]))}
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = [item for item in items if item in kept]
    slow = {item.path for item in items if any(item.get_closest_marker(mark) for mark in _SLOW)}
    items.sort(key=lambda item: item.path not in slow)


@pytest.fixture(scope="session", autouse=True)
def _cache_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or fills the private cache of whoever runs it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


def cache_folder() -> Path:
    """The private cache of the tests."""
    return Path(os.environ["XDG_CACHE_HOME"]) / "jianguan"


PLAN = "某文〔2020〕1号"
COMPILED = "本目录整理"

CATALOG: dict[str, Any] = {
    "title": "某市事项目录",
    "agency": {"name": "某市应急管理局", "mark": "某市应急管理局文件", "code": "某应急", "recipients": "各处室"},
    "plan": PLAN,
    "without_ratio": "按年度监督检查计划执行",
    "feedback": "有误请告知。",
    "sources": {
        PLAN: {"title": "某通知", "day": "2020-08-17", "kind": "document"},
        COMPILED: {"title": "整理", "day": "2026-11-23", "kind": "compiled"},
    },
    "abbreviations": {"危化品": "危险化学品"},
}

OLD_LAW: dict[str, Any] = {
    "title": "某某管理条例",
    "short": "某某管理条例",
    "kind": "行政法规",
    "versions": [{"promulgated": "2011-03-02", "effective": "2011-12-01", "source": COMPILED}],
    "gists": [{"at": "第三十三条", "text": "经营须许可。", "source": COMPILED}],
}

NEW_LAW: dict[str, Any] = {
    "title": "中华人民共和国某某安全法",
    "short": "某某安全法",
    "kind": "法律",
    "versions": [{"promulgated": "2025-12-27", "effective": "2026-05-01", "source": COMPILED}],
    "gists": [
        {"at": "第五十三条", "text": "经营须许可，新法。", "source": COMPILED},
        {"at": "第一百条", "text": "无证经营的处罚。", "source": COMPILED},
    ],
}

ITEM: dict[str, Any] = {
    "number": 1,
    "title": "对某某经营的监管",
    "subject": "某某经营",
    "source": PLAN,
    "bases": [
        {"cite": "《某某安全法》第五十三条", "source": COMPILED},
        {"cite": "《某某管理条例》第三十三条", "source": PLAN, "quote": "经营实行许可。"},
    ],
    "methods": {"use": ["double-random"], "source": PLAN},
    "sampling": {"ratio": "20%", "source": PLAN},
    "checks": [
        {
            "id": "licence",
            "ask": "企业持有有效的某某经营许可证。",
            "how": ["查阅资料"],
            "basis": "《某某安全法》第五十三条第一款",
            "duty_of": "enterprise",
            "penalty": {"cite": "《某某安全法》第一百条第三款", "by": "应急管理部门"},
            "source": COMPILED,
        },
        {
            "id": "old-duty",
            "ask": "企业在许可范围内经营。",
            "how": ["现场检查"],
            "basis": "《某某管理条例》第三十三条",
            "duty_of": "enterprise",
            "penalty": "none",
            "source": COMPILED,
        },
        {
            "id": "authority-level",
            "ask": "发证机关层级正确。",
            "how": ["查阅资料"],
            "basis": "《某某管理条例》第三十三条",
            "duty_of": "authority",
            "penalty": "none",
            "source": COMPILED,
        },
    ],
}

METHODS = {
    "double-random": {
        "title": "双随机、一公开监管",
        "order": 1,
        "section": "四（一）",
        "gist": "随机抽查。",
        "source": PLAN,
    }
}

DEPARTMENTS = {"policy": {"name": "政策法规处", "source": PLAN}}


class TinyCatalog:
    """A catalog folder a test writes, then loads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.write("catalog.yaml", CATALOG)
        self.write("laws/old-law.yaml", OLD_LAW)
        self.write("laws/new-law.yaml", NEW_LAW)
        self.write("items/01-trade.yaml", ITEM)
        self.write("methods.yaml", METHODS)
        self.write("departments.yaml", DEPARTMENTS)
        for name in ("notice.yaml", "checklist.yaml"):
            self.text(f"documents/{name}", (PROCEDURE / name).read_text(encoding="utf-8"))

    def write(self, name: str, data: Any) -> Path:
        """Write `data` as YAML; dates stay quoted."""
        return self.text(
            name, yaml.safe_dump(json.loads(json.dumps(data)), allow_unicode=True, sort_keys=False, width=1000)
        )

    def text(self, name: str, content: str) -> Path:
        """Write a file as it is."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
        return path

    def item(self, **changes: Any) -> Path:
        """Write item 1 again with changed keys; a value of None leaves the key out."""
        data = {**copy.deepcopy(ITEM), **changes}
        return self.write("items/01-trade.yaml", {key: value for key, value in data.items() if value is not None})

    def check(self, **changes: Any) -> Path:
        """Write item 1 with its first check changed."""
        first = {**copy.deepcopy(ITEM["checks"][0]), **changes}
        return self.item(checks=[first, *ITEM["checks"][1:]])

    def statute(self, law: str, day: str, text: str) -> Path:
        """Store a law text."""
        return self.text(f"statutes/{law}/{day}.txt", text)

    def recorded(self, put: Callable[..., int], old: Any, new: Any) -> int:
        """What a command records in the catalog, committed; how many records are new."""
        with changing(self.folder) as change:
            count = put(change, old, new)
            change.commit()
        return count

    def base(self, day: str = "2026-11-23") -> LawBase:
        """The catalog with its law texts, which must have no error."""
        return examine(self.folder, date.fromisoformat(day)).sound

    def load(self) -> Catalog:
        """The catalog, which must have no error."""
        loaded = load(self.folder)
        assert loaded.catalog is not None, [str(problem) for problem in loaded.problems]
        return loaded.catalog

    def view(self, day: str = "2026-11-23") -> View:
        """The view of a day."""
        return open_view(self.folder, date.fromisoformat(day))


@pytest.fixture
def tiny(tmp_path: Path) -> TinyCatalog:
    """A sound catalog of one item, two laws."""
    return TinyCatalog(tmp_path / "catalog")


@pytest.fixture
def a_view(tiny: TinyCatalog) -> Callable[[str], View]:
    """day → view of the sound catalog."""
    return tiny.view


@pytest.fixture(scope="session")
def statutes() -> Path:
    """The folder of real law texts; the test is skipped where it is absent."""
    if not SHARED_STATUTES.is_dir():
        pytest.skip("没有法律文本（../shared/statutes），不能与原文核对")
    return SHARED_STATUTES


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One Chromium for the tests of a module."""
    with started() as chromium:
        yield chromium


@pytest.fixture(scope="session")
def public_texts() -> None:
    """Skips the test where the public law texts, which the repository does not hold, were not fetched."""
    if not (REPOSITORY / "catalog" / "statutes-public").is_dir():
        pytest.skip("没有取得公开的法律文本（make statutes）")


@pytest.fixture(scope="session")
def shipped_view() -> View:
    """The catalog of this repository."""
    return open_view(REPOSITORY / "catalog", date.fromisoformat(TODAY))
