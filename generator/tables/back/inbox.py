"""catalog/inbox: a keeper puts an edited table there, and every build answers with a report. The catalog stays as it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator import files
from generator.files import reason
from generator.opening import CatalogError, Judge, examine
from generator.tables.back import report
from generator.tables.back.importing import Request, plan_import
from generator.tables.back.planning import Plan, of_catalog
from generator.tables.book.findings import Finding, TableError

FOLDER = "inbox"
_OURS = frozenset({"README.md"})


@dataclass(frozen=True)
class Answer:
    """One file of the inbox, and what importing it would do."""

    name: str
    plan: Plan


def waiting(catalog_dir: Path) -> list[Path]:
    """The files of the inbox, pipes and broken links too, so that they are refused and not overlooked. Raises OSError.

    What programs leave there (lock files, hidden files) is none.
    """
    try:
        paths = sorted((catalog_dir / FOLDER).iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []
    return [
        path for path in paths if not path.is_dir() and path.name not in _OURS and not path.name.startswith((".", "~"))
    ]


def answers(catalog_dir: Path, day: date, judge: Judge) -> Iterator[Answer]:
    """What each file would change. No file's fault keeps the others from being looked at.

    `judge`: what else has something against a catalog, the present one or what an import would make of it.
    """
    for path in waiting(catalog_dir):
        name = files.shown_name(path)
        try:
            plan = plan_import(catalog_dir, Request(path, day, judge=judge))
        except TableError as error:
            plan = Plan([], [Finding(name, "error", str(error))])
        except OSError as error:
            plan = Plan([], [Finding(name, "error", f"文件读不了：{reason(error)}")])
        except CatalogError:
            plan = Plan([], [Finding(name, "error", "目录本身有错误，没有核对", "请先改正以下各处")])
            plan.findings += map(of_catalog, examine(catalog_dir, day, judge=judge).problems)
        except Exception as error:
            plan = Plan([], [Finding(name, "error", f"核对时程序出错（{type(error).__name__}）", "请报告维护人员")])
        yield Answer(name, plan)


def write(found: list[Answer], out: Path) -> list[Path]:
    """Write a .md and a .xlsx for each answer into a new folder that takes the place of the old one. Raises OSError."""
    written = []
    with files.new_folder(out, "inbox") as folder:
        for number, answer in enumerate(found, 1):
            safe = "".join(char if char.isalnum() or char in "-_." else "_" for char in answer.name)[:60]
            for suffix, content in (
                (".xlsx", report.workbook(answer.name, answer.plan)),
                (".md", report.markdown(answer.name, answer.plan).encode()),
            ):
                name = f"{number:02d}-{safe}-核对{suffix}"
                files.write_file(folder / name, content, durable=False)
                written.append(out / name)
    return written
