"""Rules for the bureau's official documents (notices/)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.catalog.notices import Notice
from generator.catalog.problem import DataPath, Problem
from generator.catalog.validation.scene import Scene

_MARKUP = re.compile(
    r"^[ \t]*(?:#{1,6}[ \t]|[-*+][ \t]|>|\|.*\|[ \t]*$|```)|\*\*|__|!?\[[^\]]*\]\(|</?[a-zA-Z][^>]*>", re.MULTILINE
)


def texts_hold_no_markup(scene: Scene) -> Iterator[Problem]:
    """Marks of Markdown and HTML have no look in an official document: they would be printed as they are."""
    for notice in scene.catalog.notices:
        for path, text in _texts(notice):
            if found := _MARKUP.search(text):
                line = text.count("\n", 0, found.start()) + 1
                yield scene.places.problem(
                    f"notices/{notice.id}",
                    path,
                    f"正文第 {line} 行的“{found.group().strip()[:12]}”会照样印出来",
                    hint="正文只分段和用公文的序号（一、（一）1.（1）），不用标题、列表、表格、加粗、链接的记号",
                    warning=True,
                )


def _texts(notice: Notice) -> Iterator[tuple[DataPath, str]]:
    yield ("body",), notice.body
    if notice.enclosure is not None:
        yield ("enclosure", "body"), notice.enclosure.body
    for at, attachment in enumerate(notice.attachments):
        if attachment.body is not None:
            yield ("attachments", at, "body"), attachment.body
