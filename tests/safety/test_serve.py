"""`jianguan serve` answers this machine alone, whatever it is asked, and misses no edit."""

from __future__ import annotations

import os
import signal
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.building.preview import _LateFiles
from generator.site.dress.serving import Look, PreviewServer
from tests.conftest import REPOSITORY, TinyCatalog
from tests.site.test_serve import _free_port, _until_shown

PAGE = "/items/01-trade.html"


@dataclass
class Preview:
    """A running preview of a tiny catalog."""

    tiny: TinyCatalog
    port: int
    said: Path
    """What it says of the catalog's faults."""

    def asked(self, request: bytes) -> bytes:
        """The answer to bytes sent as they are."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as visitor:
            visitor.sendall(request)
            visitor.shutdown(socket.SHUT_WR)
            answer = b""
            while block := visitor.recv(1 << 16):
                answer += block
        return answer

    def get(self, path: str = PAGE, host: str | None = None, method: str = "GET") -> bytes:
        """The answer to a request."""
        named = f"Host: {host or f'127.0.0.1:{self.port}'}\r\n" if host != "" else ""
        return self.asked(f"{method} {path} HTTP/1.0\r\n{named}\r\n".encode("latin-1"))


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    tiny = TinyCatalog(tmp_path_factory.mktemp("served") / "catalog")
    port = _free_port()
    words = ["serve", "--catalog", str(tiny.folder), "--port", str(port), "--as-of", "2026-11-23"]
    said = tiny.folder.parent / "said.txt"
    with said.open("wb") as stderr:
        process = subprocess.Popen(
            [sys.executable, "-m", "generator", *words], cwd=REPOSITORY, stdout=subprocess.DEVNULL, stderr=stderr
        )
        try:
            assert _until_shown(port, "对某某经营的监管")
            yield Preview(tiny, port, said)
            assert process.poll() is None
            assert "Traceback" not in said.read_text(encoding="utf-8")
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()


@pytest.mark.parametrize(
    "host",
    ["", "evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example", "127.0.0.1.evil.example", "[::2]"],
)
def test_a_name_that_is_not_this_machine_s_is_refused(preview: Preview, host: str) -> None:
    answer = preview.get(host=host)
    assert answer.split(b" ")[1] == b"421" and "只供本机预览".encode() in answer and "某某".encode() not in answer


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"])
def test_this_machine_s_names_are_answered(preview: Preview, name: str) -> None:
    assert preview.get(host=f"{name}:{preview.port}").split(b" ")[1] == b"200"


@pytest.mark.parametrize("path", ["/%00", "/items/%00.html", "/%ff", "/%c3%28", "/a%00b/"])
def test_an_address_that_is_no_text_is_a_bad_request(preview: Preview, path: str) -> None:
    assert preview.get(path).split(b" ")[1] == b"400"


@pytest.mark.parametrize(
    "path", ["/../../../../etc/passwd", "/%2e%2e/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd", "/" + "a" * 5000, "/nichts"]
)
def test_what_is_not_there_is_not_found(preview: Preview, path: str) -> None:
    answer = preview.get(path)
    assert answer.split(b" ")[1] in (b"404", b"302") and b"root:" not in answer


@pytest.mark.parametrize("path", [PAGE, "/nichts", "/%00"])
def test_pages_of_other_sites_cannot_load_what_is_served(preview: Preview, path: str) -> None:
    assert b"\r\nCross-Origin-Resource-Policy: same-origin\r\n" in preview.get(path)


def test_only_looking_is_possible(preview: Preview) -> None:
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "TRACE"):
        assert preview.get(method=method).split(b" ")[1] in (b"405", b"501")
    head = preview.get(method="HEAD")
    assert head.split(b" ")[1] == b"200" and head.endswith(b"\r\n\r\n")


@pytest.mark.parametrize(
    "request_",
    [b"\r\n", b"\0\0\0", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"GET /" + b"a" * 70_000, b"X" * 10, b""],
)
def test_what_is_no_request_leaves_no_trace(preview: Preview, request_: bytes) -> None:
    preview.asked(request_)
    assert preview.get().split(b" ")[1] == b"200"


def test_two_hundred_at_once_are_all_answered_at_the_first_try(preview: Preview) -> None:
    assert PreviewServer.request_queue_size >= 200
    with ThreadPoolExecutor(200) as visitors:
        answers = list(visitors.map(lambda _: preview.get().split(b" ")[1], range(200)))
    assert answers == [b"200"] * 200


def test_a_late_file_that_two_hundred_ask_for_is_made_once() -> None:
    made: list[str] = []

    def slowly() -> bytes:
        made.append("x")
        time.sleep(0.05)
        return b"PK"

    late = _LateFiles({"x.docx": slowly})
    with ThreadPoolExecutor(200) as visitors:
        assert list(visitors.map(late.get, ["x.docx"] * 200)) == [b"PK"] * 200
    assert len(made) == 1 and late.get("y.docx") is None


def test_visitors_who_go_away_or_stay_silent_are_no_fault(preview: Preview) -> None:
    address = ("127.0.0.1", preview.port)
    silent = [socket.create_connection(address) for _ in range(100)]
    for _ in range(100):
        with socket.create_connection(address) as visitor:
            visitor.sendall(f"GET {PAGE} HTTP/1.0\r\nHost: 127.0.0.1:{preview.port}\r\n\r\n".encode())
            visitor.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    assert preview.get().split(b" ")[1] == b"200"
    for visitor in silent:
        visitor.close()


def test_the_last_of_a_hundred_rapid_edits_is_shown(preview: Preview) -> None:
    for number in range(100):
        preview.tiny.item(title=f"对第{number:03d}次的监管")
    assert _until_shown(preview.port, "对第099次的监管")


def test_a_folder_that_was_away_is_shown_again_when_it_is_back(preview: Preview) -> None:
    away = preview.tiny.folder.with_name("away")
    preview.tiny.item(title="对出门以前的监管")
    assert _until_shown(preview.port, "对出门以前的监管")
    preview.tiny.folder.rename(away)
    ended = time.monotonic() + 60
    while "catalog.yaml" not in preview.said.read_text(encoding="utf-8"):
        assert time.monotonic() < ended
        time.sleep(0.1)
    assert preview.get().split(b" ")[1] == b"200"
    away.rename(preview.tiny.folder)
    preview.tiny.item(title="对回来以后的监管")
    assert _until_shown(preview.port, "对回来以后的监管")


def test_edits_that_leave_size_and_time_as_they_were_are_looked_at_again(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("1")
    look = Look([tmp_path])
    status = path.stat()
    path.write_text("2")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert look.has_changed()


def test_a_folder_nobody_touches_has_not_changed(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("1")
    os.utime(tmp_path / "x.yaml", (1, 1))
    look = Look([tmp_path])
    assert not look.has_changed() and not look.has_changed()


def test_an_old_file_that_takes_an_old_time_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("1")
    os.utime(path, (1, 1))
    look = Look([tmp_path])
    path.write_text("2")
    os.utime(path, (1, 1))
    assert look.has_changed() and not look.has_changed()


def test_a_linked_folder_is_looked_into_and_a_circle_of_links_ends(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    (shared / "inner").mkdir(parents=True)
    catalog = tmp_path / "catalog"
    catalog.mkdir()
    (catalog / "items").symlink_to(shared)
    (catalog / "circle").symlink_to(catalog)
    (shared / "circle").symlink_to(catalog)
    look = Look([catalog])
    (shared / "inner" / "x.yaml").write_text("1")
    assert look.has_changed() and not look.has_changed()


def test_what_is_no_file_or_huge_does_not_stop_the_look(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    with (tmp_path / "huge.bin").open("wb") as huge:
        huge.truncate(10**13)
    look = Look([tmp_path])
    assert not look.has_changed()
    (tmp_path / "x.yaml").write_text("1")
    assert look.has_changed()


def test_a_failure_of_a_passing_moment_is_looked_into_once_more_and_a_lasting_one_is_told_once(tmp_path: Path) -> None:
    told: list[list[str]] = []
    answers: list[list[str] | Exception] = [OSError(5, "x"), [], ValueError("坏"), ValueError("坏")]

    def refresh() -> list[str]:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    look = Look([tmp_path])
    server = PreviewServer(0, tmp_path, look, refresh, lambda _: None, told.append)
    seen = []
    for _ in range(4):
        server.builder()
        seen.append(look.has_changed())
    server.socket.close()
    assert seen == [True, False, True, False]
    assert told == [["磁盘读写出错"], [], ["坏"]]
