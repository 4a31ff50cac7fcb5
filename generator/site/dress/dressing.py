"""Dresses a prepared folder with mkdocs-material. With the plugin, the only code that knows mkdocs."""

from __future__ import annotations

import contextlib
import logging
import re
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException
from mkdocs.theme import Theme

from generator import SaidError, files
from generator.site.dress.serving import Look, PreviewServer, fault


class DressError(SaidError):
    """The pages could not be made into a site; the message (Chinese) lists what mkdocs found."""


def dress(source: Path, site: Path, mkdocs_yml: Path, made_elsewhere: Collection[str] = ()) -> None:
    """Build the site in `site` from the prepared folder `source` and the hand-written pages beside `mkdocs_yml`.

    `made_elsewhere`: addresses of files that pages may link to, and that are put into the site by others.
    Raises DressError for any warning: a broken link, a missing anchor, a page that does not exist.
    """
    failure = ""
    with _collected() as warnings:
        try:
            config = load_config(config_file=str(mkdocs_yml), site_dir=str(site.absolute()))
            plugin: Any = config.plugins["jianguan"]
            plugin.source, plugin.made_elsewhere = source.absolute(), made_elsewhere
            build(config)
        except (MkDocsException, SystemExit) as error:
            failure = str(error)
    problems = [*dict.fromkeys(warnings)] or ([failure] if failure else [])
    if problems:
        raise DressError("网页没有生成，mkdocs 报告了以下问题：\n" + "\n".join(f"  - {line}" for line in problems))


def serve(
    mkdocs_yml: Path,
    *,
    prepare: Callable[[Path], Collection[str]],
    late_file: Callable[[str], bytes | None],
    watched: Iterable[Path],
    port: int,
    report: Callable[[list[str]], None],
) -> None:
    """Serve on this machine until Ctrl-C what `prepare` writes into an empty folder, again after every edit.

    A page is dressed again only where its source changed. `late_file` makes a file the moment it is asked for, by its
    address, one of those that `prepare` returns. A failure of the first `prepare` is raised; later ones are reported, and the site stays as it was.
    """
    with files.work_folder() as work:
        shown = _Shown(mkdocs_yml, work, port, prepare)
        look = Look([*watched, Path(shown.config.docs_dir)])
        try:
            report(shown.refresh())
        except OSError as error:
            raise DressError(f"网页没有生成：{fault(error)}") from error
        server = PreviewServer(port, shown.folder, look, shown.refresh, late_file, report)
        try:
            server.serve()  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            pass
        finally:
            server.shutdown()


class _Shown:
    """The site of a preview in a work folder: what was prepared, and the pages made of it."""

    def __init__(self, mkdocs_yml: Path, work: Path, port: int, prepare: Callable[[Path], Collection[str]]) -> None:
        self._work, self._source, self._prepare = work, work / "source", prepare
        self.folder = work / "site"
        self._source.mkdir()
        self.config = load_config(config_file=str(mkdocs_yml), site_dir=str(self.folder), dev_addr=f"127.0.0.1:{port}")
        self.config.site_url = f"http://127.0.0.1:{port}/"
        plugin: Any = self.config.plugins["jianguan"]
        plugin.source, plugin.is_preview = self._source, True
        self._plugin = plugin
        _keep_templates(self.config.theme)

    def refresh(self) -> list[str]:
        """Prepare anew, take over what differs, dress that. Returns what mkdocs found."""
        is_first = not self.folder.exists()
        with tempfile.TemporaryDirectory(dir=self._work) as fresh:
            self._plugin.made_elsewhere = self._prepare(Path(fresh))
            gone = files.mirror(Path(fresh), self._source)
        for address in gone:
            (self.folder / re.sub(r"\.md$", ".html", address)).unlink(missing_ok=True)
        with _collected() as problems:
            build(self.config, serve_url=self.config.site_url, dirty=not is_first)
        return [problem for problem in problems if "'dirty' build" not in problem]


def _keep_templates(theme: Theme) -> None:
    """Have a theme's templates compiled and its files listed once: they stay as they are while a preview runs."""
    env = theme.get_env()
    look = env.list_templates
    listed: list[str] = []

    def list_templates(*args: Any, **options: Any) -> list[str]:
        if not listed:
            listed.extend(look(*args, **options))
        return listed

    env.list_templates = list_templates  # type: ignore[method-assign]
    theme.get_env = lambda: env  # type: ignore[method-assign]


@contextlib.contextmanager
def _collected() -> Iterator[list[str]]:
    """Keeps mkdocs from printing; what it warned of is in the list."""
    log, collector = logging.getLogger("mkdocs"), _Collector()
    before = log.level, log.propagate
    log.addHandler(collector)
    log.setLevel(logging.WARNING)
    log.propagate = False
    try:
        yield collector.messages
    finally:
        log.removeHandler(collector)
        log.level, log.propagate = before


class _Collector(logging.Handler):
    """Keeps every warning."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())
