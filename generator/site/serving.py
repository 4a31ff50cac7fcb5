"""The server of a preview: mkdocs' own, which reloads pages, made to answer this machine alone and to miss no edit."""

from __future__ import annotations

import logging
import mimetypes
import os
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from http import HTTPStatus
from pathlib import Path
from typing import Any

from mkdocs.livereload import LiveReloadServer

_POLLING = 0.2
"""Seconds between two looks at the watched folders."""

_JUST_NOW = 0.02
"""A file changed less than so many seconds before a look may change again without its time telling."""

_WAITING = 512
"""Requests that may wait to be taken; of more than the usual five at once, the rest would try again after seconds."""

_METHODS = ("GET", "HEAD")
_USUAL_PORT = 80


class Look:
    """What the watched folders hold, by size, time of change and identity; a folder that is away holds nothing."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = folders
        self._seen, self._is_fresh = self._now()

    def has_changed(self) -> bool:
        """Whether anything changed since the last look, or just before it."""
        before, was_fresh = self._seen, self._is_fresh
        self._seen, self._is_fresh = self._now()
        return was_fresh or self._seen != before

    def _now(self) -> tuple[dict[str, tuple[int, int, int]], bool]:
        seen = {}
        for folder in self._folders:
            for place, folders, names in os.walk(folder):
                folders[:] = [name for name in folders if not name.startswith(".")]
                for name in names:
                    try:
                        status = Path(place, name).stat()
                    except OSError:
                        continue
                    seen[f"{place}/{name}"] = (status.st_size, status.st_mtime_ns, status.st_ino)
        newest = max((changed for _, changed, _ in seen.values()), default=0)
        return seen, 0 <= time.time_ns() - newest < _JUST_NOW * 1e9


class PreviewServer(LiveReloadServer):
    """Serves `folder` and calls `rebuild` after every change that `look` sees."""

    request_queue_size = _WAITING

    def __init__(self, rebuild: Callable[[], None], port: int, folder: Path, look: Look) -> None:
        super().__init__(rebuild, "127.0.0.1", port, str(folder))
        self._look = look
        self._watched_paths = {str(folder): 1}  # has pages reload; the watching itself is ours
        self.observer.start = self._watch  # type: ignore[method-assign]
        self.observer.stop = self.observer.join = lambda *_: None  # type: ignore[method-assign]
        logging.getLogger("mkdocs.livereload").setLevel(logging.CRITICAL)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A visitor who went away is no fault."""

    def _watch(self) -> None:
        threading.Thread(target=self._watch_for_good, daemon=True).start()

    def _watch_for_good(self) -> None:
        while not self._shutdown:
            time.sleep(_POLLING)
            if self._look.has_changed():
                with self._rebuild_cond:
                    self._want_rebuild = True
                    self._rebuild_cond.notify_all()


def answering(
    app: Any, port: int, late_file: Callable[[str], bytes | None], report: Callable[[list[str]], None]
) -> Any:
    """A WSGI application for visitors on this machine, that asks `late_file` before the files on disk.

    A page of another site that has its name lead here (DNS rebinding) comes with that name, and is refused.
    """
    names = ("127.0.0.1", "localhost", "[::1]")
    hosts = {f"{name}:{port}" for name in names} | (set(names) if port == _USUAL_PORT else set())

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ.get("HTTP_HOST", "").lower() not in hosts:
            return refused(start_response, HTTPStatus.MISDIRECTED_REQUEST, "只供本机预览")
        if environ["REQUEST_METHOD"] not in _METHODS:
            return refused(start_response, HTTPStatus.METHOD_NOT_ALLOWED, "只能查看")
        try:
            address = environ["PATH_INFO"].encode("latin-1").decode("utf-8")
        except UnicodeError:
            address = "\0"
        if "\0" in address:
            return refused(start_response, HTTPStatus.BAD_REQUEST, "地址写错了")
        body = answered(address.lstrip("/"), environ, start_response)
        return body if environ["REQUEST_METHOD"] == "GET" else []

    def answered(address: str, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        try:
            content = late_file(address)
        except Exception as error:  # one document that cannot be made does not end the preview
            report([f"{address}：{error}"])
            return refused(start_response, HTTPStatus.INTERNAL_SERVER_ERROR, f"没有生成：{error}")
        if content is None:
            found: Iterable[bytes] = app(environ, start_response)
            return found
        kind = mimetypes.guess_type(address)[0] or "application/octet-stream"
        start_response("200 OK", [("Content-Type", kind), ("Content-Length", str(len(content)))])
        return [content]

    return answer


def refused(start_response: Any, status: HTTPStatus, why: str) -> list[bytes]:
    """The answer that says why there is none."""
    body = f"{why}（{status.value}）\n".encode()
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))]
    start_response(f"{status.value} {status.phrase}", headers)
    return [body]
