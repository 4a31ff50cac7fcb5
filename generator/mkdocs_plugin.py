"""The mkdocs plugin: adds the generated folder to what mkdocs builds, and shows the theme's search box for our worker.

Nothing is written into docs/. `jianguan build` sets `source` to a folder it has prepared; under `mkdocs build` and
`mkdocs serve` the plugin has one prepared from the catalog at every build.
"""

from __future__ import annotations

import atexit
import contextlib
import html
import json
import re
from collections.abc import Callable, Collection
from datetime import date
from pathlib import Path
from typing import Any, cast

from jinja2 import Environment
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkPage
from mkdocs.utils.templates import TemplateContext

from generator import SaidError, site
from generator.files import work_folder
from generator.site.dress.aside import Aside
from generator.site.dress.finished_pages import CatalogPage, FinishedBlocks
from generator.site.dress.shells import Shells
from generator.site.markdown import content_digest

_UNUSED = re.compile(r"assets/javascripts/(lunr|workers)/|.*\.map$")
"""The theme's own search and its source maps: half the site's size, never loaded."""


class Options(Config):  # type: ignore[no-untyped-call]
    """What mkdocs.yml may set."""

    catalog = config_options.Optional(config_options.Dir(exists=True))
    as_of = config_options.Optional(config_options.Type((str, date)))


class _BoxOptions(Config):  # type: ignore[no-untyped-call]
    enabled = config_options.Type(bool, default=True)


class _SearchBox(BasePlugin[_BoxOptions]):  # type: ignore[no-untyped-call]
    """Stands where the theme looks for its own search plugin, so that it shows the box; indexes nothing."""


class _MadeElsewhere(File):
    """A file that is there for whoever links to it, and is not written."""

    def copy_file(self, dirty: bool = False) -> None:
        """Leave its place alone."""


class JianguanPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """Adds the catalog's pages, search records and documents to the site."""

    source: Path | None = None
    made_elsewhere: Collection[str] = ()
    """Addresses of files that pages link to and others make."""

    is_preview = False
    """Whether pages are dressed again one by one: their footer then cannot name the edition."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Have the theme show its search box."""
        box = _SearchBox()
        box.load_config({})
        config.plugins["material/search"] = box
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add every file of the prepared folder; name the site after the catalog."""
        folder = self._folder = self.source or self._prepare()
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                name = path.relative_to(folder).as_posix()
                files.append(File(name, str(folder), config.site_dir, config.use_directory_urls))
        for path in sorted(site.HANDWRITTEN.rglob("*.md")):
            name = path.relative_to(site.HANDWRITTEN).as_posix()
            if not files.get_file_from_path(name):
                files.append(File(name, str(site.HANDWRITTEN), config.site_dir, config.use_directory_urls))
        for name in self.made_elsewhere:
            files.append(_MadeElsewhere(name, None, config.site_dir, config.use_directory_urls))
        for file in [file for file in files if _UNUSED.match(file.src_uri)]:
            files.remove(file)
        edition = json.loads((folder / site.EDITION).read_text(encoding="utf-8"))
        # the theme's templates print these as they are
        config.extra["edition"] = {key: html.escape(text) for key, text in edition.items()}
        if self.is_preview:
            config.extra["edition"] |= {"digest": "", "texts": ""}
        config.site_name = config.extra["edition"]["title"]
        config.nav = _present(config.nav, files)
        return files

    def on_nav(self, nav: Navigation, /, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Begin the frames of this build; the catalog's many pages can do without the Markdown parser."""
        self._in_navigation = {page.file.src_uri for page in nav.pages}
        self._shells, self._aside = Shells(), Aside(self._folder)
        for file in files.documentation_pages():
            if file.src_uri not in self._in_navigation:
                CatalogPage(None, file, config)
        return nav

    def on_env(self, env: Environment, /, *, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG002
        """Keep the templates of this build at hand."""
        self._env = env
        return env

    def on_page_markdown(self, markdown: str, /, *, page: MkPage, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Set finished HTML aside; tell the footer the digest of what the page says."""
        page.meta.setdefault("digest", content_digest(markdown))
        self._finished = FinishedBlocks(markdown)
        return self._finished.rest

    def on_page_content(self, html: str, /, *, page: MkPage, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Put finished HTML back; choose how the page is framed; set its text aside until it is."""
        if page.file.src_uri not in self._in_navigation and self._shells.fits(page):
            page.meta["template"] = "shell.html"
        made = self._finished.put_back(html)
        if isinstance(page, CatalogPage):
            page.set_anchors(made)
        page.markdown = ""
        self._aside.put(page.file.src_uri, made)
        return ""

    def on_page_context(
        self,
        context: TemplateContext,
        /,
        *,
        page: MkPage,
        config: MkDocsConfig,  # noqa: ARG002
        nav: Navigation,  # noqa: ARG002
    ) -> TemplateContext:
        """Have the page's text again; fill the frame that pages of one folder share."""
        page.content = self._aside.take(page.file.src_uri)
        if page.meta.get("template") == "shell.html":
            theme = self._env.get_template("main.html")
            shelled = self._shells.html(page, lambda made: theme.render({**context, "page": made}))
            context = cast("TemplateContext", {**context, "shelled": shelled})
        return context

    def on_post_page(self, output: str, /, *, page: MkPage, config: MkDocsConfig) -> str:  # noqa: ARG002
        """Let go of the page's text."""
        page.content = ""
        return output

    def on_serve(
        self,
        server: LiveReloadServer,
        *,
        config: MkDocsConfig,  # noqa: ARG002
        builder: Callable[..., Any],  # noqa: ARG002
    ) -> LiveReloadServer:
        """Build again when the catalog or the style changes (a changed page writer needs a restart)."""
        if self.config.catalog is not None:
            server.watch(self.config.catalog)
        server.watch(str(Path(site.__file__).parent))
        return server

    def _prepare(self) -> Path:
        from generator.building import build

        if self.config.catalog is None:
            raise PluginError("mkdocs.yml 的 jianguan 插件没有写 catalog（目录文件夹）；或者用 jianguan build 生成")
        held = contextlib.ExitStack()
        atexit.register(held.close)
        folder = held.enter_context(work_folder()) / "source"
        folder.mkdir()
        try:
            day = date.fromisoformat(str(self.config.as_of)) if self.config.as_of else None
            build.write_source(Path(self.config.catalog), day, folder)
        except (SaidError, ValueError) as error:
            raise PluginError(str(error)) from error
        return folder


def _present(nav: Any, files: Files) -> Any:
    """The navigation without pages nobody has written yet, and without sections left empty by that."""
    if isinstance(nav, str):
        return nav if files.get_file_from_path(nav) else None
    if isinstance(nav, dict):
        return {title: kept for title, entry in nav.items() if (kept := _present(entry, files))} or None
    return [kept for entry in nav or [] if (kept := _present(entry, files))] or None
