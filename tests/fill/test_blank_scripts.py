"""A build leaves each blank as a script beside its Word file: what the page fills is what the file is."""

from __future__ import annotations

import json
import re

from generator import addresses, build, word
from generator.word.pieces import read_blank


def test_each_word_file_of_a_build_has_its_blank_as_a_script(tiny, tmp_path):
    build.write_source(tiny.folder, tiny.view().as_of, tmp_path)
    view = tiny.view()
    found = list(build.word_files(view))
    assert found
    for kind, items, address in found:
        script = (tmp_path / addresses.compiled(kind.id, *(item.id for item in items))).read_text(encoding="utf-8")
        match = re.fullmatch(r"\(globalThis\.jianguanBlanks \?\?= \{\}\)\[(\"[^\"]+\")\] = (.*);\n", script, re.DOTALL)
        assert match is not None
        assert json.loads(match[1]) == "/".join([kind.id, *(item.id for item in items)])
        assert word.filled(read_blank(match[2]), {}) == (tmp_path / address).read_bytes()
