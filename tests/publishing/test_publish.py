"""Going live is one step, and so is going back; whatever happens in between, one whole edition is live."""

from __future__ import annotations

import http.server
import json
import os
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli.main import main
from generator.publishing.going_live import Ready, Wanted, published, taken_back
from generator.publishing.releases import ABOUT, CURRENT, PublishError, Releases
from tests.conftest import TinyCatalog

DAY = date(2026, 11, 28)


def a_site(folder: Path, text: str) -> Path:
    """A site of two pages."""
    for name in ("index.html", "items/01.html"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"<p>{text}</p>", encoding="utf-8")
    return folder


def git(folder: Path, *words: str) -> str:
    names = ["-c", "user.name=某人", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    return subprocess.run(["git", "-C", str(folder), *names, *words], check=True, capture_output=True, text=True).stdout


class Desk:
    """A repository whose commits are published."""

    def __init__(self, folder: Path) -> None:
        self.repository, self.releases = folder / "repository", Releases(folder / "web")
        self.repository.mkdir(parents=True)
        self.releases.folder.mkdir()
        self.sites, self.said = folder / "sites", []
        git(self.repository, "init", "-q", "-b", "main")

    def commit(self, message: str = "一处改动") -> str:
        git(self.repository, "commit", "-q", "--allow-empty", "-m", message)
        return git(self.repository, "rev-parse", "HEAD").strip()

    def publish(self, commit: str, text: str, day: date = DAY, keep: int = 20, **asked: object) -> str | None:
        ready = Ready(a_site(self.sites / text, text), commit, f"{hash(text) & 0xFFFFFFFFFFFF:012x}")
        wanted = Wanted(self.repository, day, Path("unused"), "张三", **asked)
        made = published(self.releases, ready, wanted, keep, self.said.append)
        return made.edition if made else None

    def back(self, edition: str = "") -> str:
        return taken_back(self.releases, edition, "李四", "第 1 项写错了", "", self.said.append).edition

    @property
    def live(self) -> str:
        """What a reader sees."""
        current = self.releases.folder / CURRENT
        pages = {(current / name).read_text(encoding="utf-8") for name in ("index.html", "items/01.html")}
        assert len(pages) == 1, "a page made of two editions"
        return pages.pop().removeprefix("<p>").removesuffix("</p>")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_an_edition_is_named_by_day_commit_and_content_and_goes_live(desk: Desk) -> None:
    commit = desk.commit()
    edition = desk.publish(commit, "甲")
    assert edition is not None and edition.startswith(f"2026-11-28-{commit[:12]}-") and desk.live == "甲"
    assert desk.publish(commit, "甲") is None
    assert (desk.releases.folder / CURRENT).readlink() == Path("releases", edition)


def test_without_git_an_edition_is_named_by_day_and_number(desk: Desk) -> None:
    first, second = desk.publish("", "甲"), desk.publish("", "乙")
    assert first is not None and second is not None
    assert (first[:15], second[:15], desk.live) == ("2026-11-28-no1-", "2026-11-28-no2-", "乙")


def test_an_older_commit_and_an_older_day_are_refused_unless_told(desk: Desk) -> None:
    old, new = desk.commit(), desk.commit()
    desk.publish(new, "新")
    with pytest.raises(PublishError, match=f"{old[:12]} 比正在公布的 {new[:12]} 旧"):
        desk.publish(old, "旧")
    with pytest.raises(PublishError, match="2026-11-27 早于正在公布的 2026-11-28"):
        desk.publish(new, "昨天", date(2026, 11, 27))
    assert desk.live == "新"
    desk.publish(old, "旧", older=True)
    assert desk.live == "旧"


def test_where_git_cannot_tell_which_was_first_that_is_said(desk: Desk) -> None:
    desk.publish("f" * 40, "别处的")
    with pytest.raises(PublishError, match=r"不能判断.*git fetch --unshallow"):
        desk.publish(desk.commit(), "甲")


def test_what_was_withdrawn_stays_away_until_something_newer_or_somebody_says_so(desk: Desk) -> None:
    good, bad = desk.commit(), desk.commit()
    first = desk.publish(good, "好")
    desk.publish(bad, "坏")
    assert desk.back() == first and desk.live == "好"
    for commit, day in ((bad, DAY), (bad, date(2026, 11, 29)), (good, date(2026, 11, 29)), ("", date(2026, 11, 29))):
        with pytest.raises(PublishError, match="已由李四退回（第 1 项写错了）"):
            desk.publish(commit, "夜里的一版", day)
    desk.publish(desk.commit("改正"), "改正了")
    assert desk.live == "改正了" and desk.releases.hold() is None


def test_a_hold_is_released_by_name(desk: Desk) -> None:
    first, second = desk.commit(), desk.commit()
    desk.publish(first, "甲")
    desk.publish(second, "乙")
    desk.back()
    desk.publish(second, "乙", release_hold=True)
    assert desk.live == "乙" and desk.releases.hold() is None


def test_back_goes_to_any_edition_and_five_times(desk: Desk) -> None:
    editions = [desk.publish(desk.commit(), text) for text in "甲乙丙丁戊己"]
    assert [desk.back() for _ in range(5)] == editions[4::-1] and desk.live == "甲"
    with pytest.raises(PublishError, match="没有可以退回的一版"):
        desk.back()
    assert desk.back(str(editions[2])) == editions[2] and desk.live == "丙"


def test_the_log_says_who_when_and_why(desk: Desk) -> None:
    desk.publish(desk.commit(), "甲", reason="年度更新")
    desk.publish(desk.commit(), "乙")
    desk.back()
    lines = [json.loads(line) for line in (desk.releases.folder / "publications.jsonl").read_text().splitlines()]
    assert [(one["what"], one["by"], one["reason"]) for one in lines] == [
        ("publish", "张三", "年度更新"),
        ("publish", "张三", ""),
        ("back", "李四", "第 1 项写错了"),
    ]


def test_old_editions_are_removed_but_never_the_live_one(desk: Desk) -> None:
    editions = [desk.publish(desk.commit(), text, keep=3) for text in "甲乙丙丁戊"]
    assert [one.edition for one in desk.releases.all()] == editions[:1:-1]
    desk.back(str(editions[2]))
    assert desk.releases.prune(1) == [editions[3]] and desk.live == "丙"


@pytest.fixture
def served(desk: Desk) -> Iterator[tuple[str, Callable[[], None]]]:
    """The live site through HTTP, and what makes the server answer with something old."""
    stale: dict[str, bytes] = {}

    class Handler(http.server.SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            if content := stale.get(self.path):
                self.send_response(200)
                self.end_headers()
                self.wfile.write(content)
            else:
                super().do_GET()

        def log_message(self, *_: object) -> None:
            pass

    folder = desk.releases.folder / CURRENT
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", lambda: stale.update({f"/{ABOUT}": b"{}"})
    server.shutdown()


def test_what_is_live_is_read_back_through_the_server(desk: Desk, served: tuple[str, Callable[[], None]]) -> None:
    url, make_stale = served
    desk.publish(desk.commit(), "甲", url=url)
    make_stale()
    with pytest.raises(PublishError, match=r"release.json 的内容不是这一版），已经换回 2026-11-28"):
        desk.publish(desk.commit(), "乙", url=url)
    assert desk.live == "甲"


def test_a_server_that_does_not_answer_leaves_what_was_live(desk: Desk) -> None:
    desk.publish(desk.commit(), "甲")
    with pytest.raises(PublishError, match="已经换回"):
        desk.publish(desk.commit(), "乙", url="http://127.0.0.1:9")
    assert desk.live == "甲"


def test_on_a_share_without_links_the_folder_is_exchanged(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "symlink_to", refused)
    first = desk.publish(desk.commit(), "甲")
    desk.publish(desk.commit(), "乙")
    assert desk.live == "乙" and not (desk.releases.folder / CURRENT).is_symlink()
    assert desk.back() == first and desk.live == "甲"


_WRITES = {"open", "os.rename", "os.mkdir", "os.remove", "os.symlink", "os.rmdir", "os.truncate", "shutil.copyfile"}


def _killed_at(step: int, work: Callable[[], object]) -> bool:
    """Do something in a child that is killed before its so-manieth call that may write; whether it was."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    seen = 0

    def count(event: str, _: object) -> None:
        nonlocal seen
        if event in _WRITES:
            seen += 1
            if seen == step:
                os._exit(9)

    sys.addaudithook(count)
    try:
        work()
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


@pytest.mark.parametrize("work", ["publish", "back"])
def test_killed_at_any_step_one_whole_edition_is_live_and_the_next_run_goes_on(tmp_path: Path, work: str) -> None:
    outcomes, step, was_killed = set(), 0, True
    while was_killed:
        step += 1
        desk = Desk(tmp_path / str(step))
        desk.publish(desk.commit(), "甲")
        second = desk.commit()
        if work == "back":
            desk.publish(second, "乙")
        was_killed = _killed_at(step, partial(desk.publish, second, "乙") if work == "publish" else desk.back)
        outcomes.add(desk.live)
        assert desk.releases.live() is not None
        desk.publish(second, "乙", release_hold=True)
        assert desk.live == "乙"
        assert not list((desk.releases.folder / "releases").glob(".*"))
    assert step > 10 and outcomes == {"甲", "乙"}


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [*map(str, words)])


def test_from_a_catalog_to_what_is_live(tiny: TinyCatalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    git(tiny.folder, "init", "-q", "-b", "main")
    web, asked = tmp_path / "web", ("--catalog", tiny.folder, "--as-of", "2026-11-28", "--by", "张三")
    git(tiny.folder, "add", "-A")
    git(tiny.folder, "commit", "-q", "-m", "第一版")
    done = run("publish", web, *asked)
    assert done.exit_code == 0 and "已公布：2026-11-28-" in done.output, done.output
    assert (web / CURRENT / "index.html").is_file() and run("publish", web, *asked).output.endswith("就是这一版。\n")
    tiny.item(title="改了名称的事项")
    assert "有没有提交的改动" in run("publish", web, *asked).output
    shown = run("publish", web, *asked, "--uncommitted", "--dry-run").output
    assert "改动" in shown and "没有公布（--dry-run）" in shown
    tiny.item(number=0)
    refused = run("publish", web, *asked)
    assert refused.exit_code == 1 and "number" in refused.output
    assert run("publish", web, "--list").output.startswith("* 2026-11-28-")
    assert run("publish", web, *asked, "--back").exit_code == 2


def test_a_vanished_address_does_not_go_live(
    tiny: TinyCatalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    tiny.text("published-addresses.txt", "items/01-gone.html\n")
    refused = run("publish", tmp_path / "web", "--catalog", tiny.folder, "--as-of", "2026-11-28")
    assert refused.exit_code == 1 and "已经公布的地址不再存在：items/01-gone.html" in refused.output
    assert not (tmp_path / "web" / CURRENT).exists()


def test_where_only_reviewed_checks_are_published_the_others_are_counted(
    tiny: TinyCatalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import yaml

    monkeypatch.chdir(tmp_path)
    path = tiny.folder / "catalog.yaml"
    about = yaml.safe_load(path.read_text(encoding="utf-8"))
    tiny.write("catalog.yaml", {**about, "publish_reviewed_only": True})
    refused = run("publish", tmp_path / "web", "--catalog", tiny.folder, "--as-of", "2026-11-28")
    assert refused.exit_code == 1 and "本目录只公布复核过的：检查要点" in refused.output
