"""The server of a preview: mkdocs' own, which reloads pages, made to answer this machine alone and to miss no edit."""

from __future__ import annotations

import hashlib
import io
import logging
import mimetypes
import os
import stat
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from http import HTTPStatus
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler

from mkdocs.livereload import LiveReloadServer

from generator.files import reason, shown_name, visible_files

_POLLING = 0.1
"""Seconds between two looks at the watched folders."""

_SETTLING = 0.05
"""Seconds to wait after an edit for those that come with it."""

_COARSEST = 3
"""Seconds by which a file system's times may be coarse: a file changed since may change again without its time telling."""

_LARGEST_BY_CONTENT = 5_000_000

_PATIENCE = 60
"""Seconds a visitor may take to say something, or to take something."""

_WAITING = 512
"""Requests that may wait to be taken; of more than the usual five at once, the rest would try again after seconds."""

_METHODS = ("GET", "HEAD")
_USUAL_PORT = 80


_OWN = ("Cross-Origin-Resource-Policy", "same-origin")
"""Has browsers keep what is served from the pages of other sites, which could load our scripts and read their data."""

_Stamp = tuple[int, int, int, int, bytes]


class Look:
    """What the watched folders hold, by size, times and identity; by content where just changed. Away is empty."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = folders
        self._seen: dict[str, _Stamp] = {}
        self._at = time.time_ns()
        self._is_doubted = False
        self.has_changed()

    def doubt(self) -> None:
        """Have the next look see a change: what was made of this one may be due to a moment nobody saw."""
        self._is_doubted = True

    def has_changed(self) -> bool:
        """Whether anything changed since the last look."""
        now, before, was_doubted = time.time_ns(), self._seen, self._is_doubted
        self._is_doubted = False
        found = ((name, self._stamp(name)) for folder in self._folders for name in visible_files(folder))
        self._seen = {name: stamp for name, stamp in found if stamp}
        self._at = now
        return was_doubted or self._seen != before

    def _stamp(self, name: str) -> _Stamp | None:
        """None for what is no file. Its content counts while the last look could have missed a change of it."""
        try:
            status = Path(name).stat()
            if not stat.S_ISREG(status.st_mode):
                return None
            known = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
            is_recent = max(known[1:3]) >= self._at - _COARSEST * 1_000_000_000
            if is_recent and status.st_size <= _LARGEST_BY_CONTENT:
                return (*known, hashlib.sha256(Path(name).read_bytes()).digest())
            before = self._seen.get(name)
            return before if before and before[:-1] == known else (*known, b"")
        except OSError:
            return None


class PreviewServer(LiveReloadServer):
    """Serves `folder`, and calls `refresh` after every change that `look` sees: what it says or fails with is reported."""

    request_queue_size = _WAITING
    allow_reuse_address = os.name == "posix"  # elsewhere a second preview would share the port unnoticed

    def __init__(
        self,
        port: int,
        folder: Path,
        look: Look,
        refresh: Callable[[], list[str]],
        late_file: Callable[[str], bytes | None],
        report: Callable[[list[str]], None],
    ) -> None:
        super().__init__(self._rebuild, "127.0.0.1", port, str(folder))
        self.RequestHandlerClass = _Visit
        self._look, self._refresh, self._report = look, refresh, report
        self._failure = ""
        self.build_delay = _SETTLING
        self._watched_paths = {str(folder): 1}  # has pages reload; the watching itself is ours
        self.observer.start = self._watch  # type: ignore[method-assign]
        self.observer.stop = self.observer.join = lambda *_: None  # type: ignore[method-assign]
        self.set_app(answering(self.get_app(), port, late_file, report))
        self.error_handler = lambda code: (folder / "404.html").read_bytes() if code == HTTPStatus.NOT_FOUND else None
        logging.getLogger("mkdocs.livereload").setLevel(logging.CRITICAL)

    def _rebuild(self) -> None:
        """Refresh; a failure, which may be of a passing moment, is looked into once more."""
        before, self._failure = self._failure, ""
        try:
            self._report(self._refresh())
        except (Exception, SystemExit) as error:  # the last good site goes on being served
            self._failure = fault(error)
            if self._failure != before:
                self._look.doubt()
                self._report(self._failure.splitlines())

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


class _Visit(WSGIRequestHandler):
    """One request; what goes wrong with the visitor is told to nobody."""

    timeout = _PATIENCE

    def log_message(self, *_: Any) -> None:
        """Says nothing."""

    def get_stderr(self) -> Any:
        """Where a visitor who stops taking an answer would leave a traceback."""
        return io.StringIO()


def answering(
    app: Any, port: int, late_file: Callable[[str], bytes | None], report: Callable[[list[str]], None]
) -> Any:
    """A WSGI application for visitors on this machine, that asks `late_file` before the files on disk.

    A page of another site that has its name lead here (DNS rebinding) comes with that name, and is refused.
    """
    names = ("127.0.0.1", "localhost", "[::1]")
    hosts = {f"{name}:{port}" for name in names} | (set(names) if port == _USUAL_PORT else set())

    def answer(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        def start_response(status: str, headers: list[tuple[str, str]]) -> Any:
            return start(status, [*headers, _OWN])

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
            report([f"{address}：{fault(error)}"])
            return refused(start_response, HTTPStatus.INTERNAL_SERVER_ERROR, f"没有生成：{fault(error)}")
        if content is None:
            found: Iterable[bytes] = app(environ, start_response)
            return found
        kind = mimetypes.guess_type(address)[0] or "application/octet-stream"
        start_response("200 OK", [("Content-Type", kind), ("Content-Length", str(len(content)))])
        return [content]

    return answer


def fault(error: BaseException) -> str:
    """What went wrong, in words."""
    if isinstance(error, OSError):
        return f"{reason(error)}（{shown_name(Path(str(error.filename)))}）" if error.filename else reason(error)
    return str(error) or type(error).__name__


def refused(start_response: Any, status: HTTPStatus, why: str) -> list[bytes]:
    """The answer that says why there is none."""
    body = f"{why}（{status.value}）\n".encode()
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))]
    start_response(f"{status.value} {status.phrase}", headers)
    return [body]
