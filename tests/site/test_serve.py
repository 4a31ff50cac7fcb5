"""`jianguan serve` shows an edited catalog file without being restarted."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

from tests.conftest import REPOSITORY, TinyCatalog

_PATIENCE = 60


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _fetched(port: int, address: str) -> bytes:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/{urllib.parse.quote(address)}", timeout=20) as answer:
        return bytes(answer.read())


def _until_shown(port: int, words: str) -> bool:
    """Whether the item's page shows `words` before patience ends."""
    ended = time.monotonic() + _PATIENCE
    while time.monotonic() < ended:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/items/01-trade.html", timeout=5) as answer:
                if words in answer.read().decode("utf-8"):
                    return True
        except (urllib.error.URLError, OSError):
            pass
        time.sleep(0.3)
    return False


def test_an_edited_catalog_file_is_shown_and_a_broken_one_does_not_end_the_preview(tiny: TinyCatalog) -> None:
    port = _free_port()
    command = [sys.executable, "-m", "generator", "serve", "--catalog", str(tiny.folder), "--port", str(port)]
    process = subprocess.Popen(
        [*command, "--as-of", "2026-11-23"],
        cwd=REPOSITORY,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        assert _until_shown(port, "对某某经营的监管")
        assert _fetched(port, "downloads/01-现场检查表.docx").startswith(b"PK")
        footer = _fetched(port, "items/01-trade.html").decode("utf-8").rsplit("<footer", 1)[1]
        assert "预览，不是正式的一版" in footer and "目录摘要 <" not in footer
        tiny.item(title="对甲乙丙经营的监管")
        assert _until_shown(port, "对甲乙丙经营的监管")
        tiny.text("items/01-trade.yaml", "number: [")
        time.sleep(2)
        assert process.poll() is None
        tiny.item(title="对丁戊己经营的监管")
        assert _until_shown(port, "对丁戊己经营的监管")
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:  # a shell that runs tests in the background has its children ignore Ctrl-C
            process.kill()
