"""Dresses a prepared folder with mkdocs-material. With the plugin, the only code that knows mkdocs."""

from __future__ import annotations

import logging
import os
from datetime import date
from pathlib import Path
from typing import Any

from mkdocs.commands import serve as serving
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException


class DressError(Exception):
    """The pages could not be made into a site; the message (Chinese) lists what mkdocs found."""


def dress(source: Path, site: Path, mkdocs_yml: Path) -> None:
    """Build the site in `site` from the prepared folder `source` and the hand-written pages beside `mkdocs_yml`.

    Raises DressError for any warning: a broken link, a missing anchor, a page that does not exist.
    """
    log, collected = logging.getLogger("mkdocs"), _Collector()
    before = log.level, log.propagate
    log.addHandler(collected)
    log.setLevel(logging.WARNING)
    log.propagate = False
    failure = ""
    try:
        config = load_config(config_file=str(mkdocs_yml), site_dir=str(site.absolute()))
        plugin: Any = config.plugins["jianguan"]
        plugin.source = source.absolute()
        build(config)
    except (MkDocsException, SystemExit) as error:
        failure = str(error)
    finally:
        log.removeHandler(collected)
        log.level, log.propagate = before
    problems = [*dict.fromkeys(collected.messages)] or ([failure] if failure else [])
    if problems:
        raise DressError("网页没有生成，mkdocs 报告了以下问题：\n" + "\n".join(f"  - {line}" for line in problems))


def serve(mkdocs_yml: Path, catalog_dir: Path, as_of: date, port: int) -> None:
    """Serve the site of a catalog on this machine until Ctrl-C; an edited catalog file rebuilds it."""
    os.environ["JIANGUAN_CATALOG"] = str(catalog_dir.absolute())
    os.environ["JIANGUAN_AS_OF"] = as_of.isoformat()
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    serving.serve(config_file=str(mkdocs_yml), dev_addr=f"127.0.0.1:{port}")


class _Collector(logging.Handler):
    """Keeps every warning."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())
