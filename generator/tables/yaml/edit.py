"""Changes a YAML file's text at the places where its data changes, and nowhere else.

A YAML library that writes the whole file again would move comments, quotation marks and line ends of what nobody
touched. Here the parser's marks say where every value stands; a changed value is replaced there, a new key is a
new line, a lost one loses its lines. What results is read again and must be the wanted data, else nothing is taken.
"""

from __future__ import annotations

import difflib
import json
from dataclasses import dataclass
from typing import Any

import yaml

from generator.catalog.yaml_source import read_yaml
from generator.files import work_folder
from generator.tables.yaml import text as yaml_text


class YamlEditError(RuntimeError):
    """The edited text does not read as the wanted data: a fault of this module, reported instead of written."""


def rewritten(text: str, old: Any, new: Any) -> str:
    """`text`, which reads as `old`, changed so that it reads as `new`. Raises YamlEditError."""
    if old == new:
        return text
    bom = "\ufeff" if text.startswith("\ufeff") else ""
    line_end = "\r\n" if "\r\n" in text else "\n"
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n")
    root = yaml.compose(plain, Loader=yaml.CSafeLoader)
    if root is None:
        return bom + (plain + yaml_text.document(new)).replace("\n", line_end)
    editor = _Editor(plain)
    editor.change(root, old, new, 0)
    result = editor.result()
    if _read(result) != new:
        result = _only_changed_entries(plain, root, old, new)
    if _read(result) != new:
        raise YamlEditError("改动后的 YAML 读回来不一样")
    return bom + result.replace("\n", line_end)


def _only_changed_entries(text: str, root: yaml.Node, old: Any, new: Any) -> str:
    """The last resort: every top entry that changes is written anew, the others keep their text."""
    editor = _Editor(text)
    editor.coarse = True
    editor.change(root, old, new, 0)
    return editor.result()


def _read(text: str) -> Any:
    with work_folder() as folder:
        path = folder / "file.yaml"
        path.write_bytes(text.encode())
        source = read_yaml(path, path.name)
    return None if source.problems else source.data


@dataclass(frozen=True)
class _Splice:
    start: int
    end: int
    text: str


class _Editor:
    """Collects replacements of stretches of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.splices: list[_Splice] = []
        self.coarse = False

    def result(self) -> str:
        """The text with all replacements made, from its end to its start; what is put in before a piece goes last."""
        text = self.text
        order = sorted(enumerate(self.splices), key=lambda pair: (pair[1].start, pair[1].end > pair[1].start, pair[0]))
        for _, splice in reversed(order):
            text = text[: splice.start] + splice.text + text[splice.end :]
        return text

    def change(self, node: yaml.Node, old: Any, new: Any, depth: int) -> None:
        """Change the value at `node`, which reads as `old`, into `new`."""
        if old == new and type(old) is type(new):
            return
        fine = not (self.coarse and depth > 0)
        if fine and isinstance(node, yaml.MappingNode) and isinstance(new, dict) and new:
            self.mapping(node, old, new, depth)
        elif fine and isinstance(node, yaml.SequenceNode) and isinstance(new, list) and new:
            self.sequence(node, old, new, depth)
        else:
            self.replace(node, new)

    def mapping(self, node: yaml.MappingNode, old: dict[str, Any], new: dict[str, Any], depth: int) -> None:
        keys = [key.value for key, _ in node.value]
        if node.flow_style:
            if set(keys) == set(new) and len(keys) == len(new):
                for key, value in node.value:
                    self.change(value, old[key.value], new[key.value], depth + 1)
            else:
                self.put(node.start_mark.index, node.end_mark.index, _flow_in_order(new, keys))
            return
        first = node.value[0][0]
        if first.value not in new and first.start_mark.column != _indent(self.text, first.start_mark.index):
            self.replace(node, new)
            return
        for index, (key, value) in enumerate(node.value):
            if key.value not in new:
                self.cut(node, index)
            elif isinstance(new[key.value], dict | list) != isinstance(value, yaml.CollectionNode) or (
                not new[key.value] and isinstance(new[key.value], dict | list)
            ):
                if old[key.value] != new[key.value]:
                    self.rewrite_entry(key, value, new[key.value])
            else:
                self.change(value, old[key.value], new[key.value], depth + 1)
        kept = [index for index, key in enumerate(keys) if key in new]
        indent = node.value[0][0].start_mark.column
        for name in yaml_text.ordered({key: new[key] for key in new if key not in keys}):
            rank = yaml_text.rank(name, {**new, **old})
            before = [index for index in kept if yaml_text.rank(keys[index], {**new, **old}) <= rank] or kept[:1]
            lines = yaml_text.entry(name, new[name], indent)
            self.insert_after(node.value[before[-1]] if before else node.value[0], lines)

    def sequence(self, node: yaml.SequenceNode, old: list[Any], new: list[Any], depth: int) -> None:
        if node.flow_style:
            if len(old) == len(new):
                for child, before, after in zip(node.value, old, new, strict=True):
                    self.change(child, before, after, depth + 1)
            else:
                self.put(node.start_mark.index, node.end_mark.index, yaml_text.flow(new))
            return
        indent = _dash_column(self.text, node.value[0])
        pairs = _pairs(old, new)
        if all(None in pair for pair in pairs):
            self.replace(node, new)
            return
        last: yaml.Node | None = None
        waiting: list[Any] = []
        for before, after in pairs:
            if before is None:
                if last is None:
                    waiting.append(new[after])  # type: ignore[index]
                else:
                    self.insert_after(last, yaml_text.block([new[after]], indent))  # type: ignore[index]
                continue
            child = node.value[before]
            if waiting:
                start = _line_start(self.text, child.start_mark.index)
                self.put(start, start, "".join(f"{line}\n" for line in yaml_text.block(waiting, indent)))
                waiting = []
            if after is None:
                self.cut(node, before)
            else:
                self.change(child, old[before], new[after], depth + 1)
            last = child

    def replace(self, node: yaml.Node, new: Any) -> None:
        """Write a value anew where it stands. A block collection here is a list's element or the root."""
        end = _content_end(self.text, node)
        if isinstance(new, dict | list):
            column = node.start_mark.column
            flowing = isinstance(node, yaml.CollectionNode) and node.flow_style
            if flowing or not new:
                self.put(node.start_mark.index, end, yaml_text.flow(new))
            else:
                lines = yaml_text.block(new, column)
                self.put(node.start_mark.index, end, "\n".join(lines)[column:])
            return
        in_flow = _in_flow(self.text, node)
        self.put(node.start_mark.index, end, yaml_text.scalar(new, in_flow=in_flow))

    def rewrite_entry(self, key: yaml.Node, value: yaml.Node, new: Any) -> None:
        """Write `key: value` anew where the value's form changes (a word becomes a record, a list empty)."""
        end = _entry_end(self.text, (key, value))
        indent = key.start_mark.column
        lines = yaml_text.entry(key.value, new, indent)
        self.put(key.start_mark.index, end, "\n".join(lines)[indent:])

    def cut(self, node: yaml.Node, index: int) -> None:
        """Take an entry or element out with its lines; comments above the next one stay."""
        start = _line_start(self.text, _first_node(node.value[index]).start_mark.index)
        self.put(start, _line_end(self.text, _entry_end(self.text, node.value[index])), "")

    def insert_after(self, pair: Any, lines: list[str]) -> None:
        end = _line_end(self.text, _entry_end(self.text, pair))
        content = "".join(f"{line}\n" for line in lines)
        if end and self.text[end - 1] != "\n":
            content = "\n" + content.removesuffix("\n")
        self.put(end, end, content)

    def put(self, start: int, end: int, text: str) -> None:
        self.splices.append(_Splice(start, end, text))


def _flow_in_order(new: dict[str, Any], keys: list[str]) -> str:
    order = [key for key in keys if key in new] + [key for key in yaml_text.ordered(new) if key not in keys]
    parts = [f"{yaml_text.key_text(key)}: {yaml_text.flow(new[key])}" for key in order]
    return "{" + ", ".join(parts) + "}"


def _pairs(old: list[Any], new: list[Any]) -> list[tuple[int | None, int | None]]:
    """Old and new elements of a list side by side, in the new order: equal ones, then those of one `id`, then by place."""
    before = [_name(value) for value in old]
    after = [_name(value) for value in new]
    pairs: list[tuple[int | None, int | None]] = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            pairs += zip(range(a, b), range(c, d), strict=True)
            continue
        paired = min(b - a, d - c) if not any(name.startswith("\0") for name in before[a:b] + after[c:d]) else 0
        pairs += zip(range(a, a + paired), range(c, c + paired), strict=True)
        pairs += [(index, None) for index in range(a + paired, b)]
        pairs += [(None, index) for index in range(c + paired, d)]
    return pairs


def _name(value: Any) -> str:
    if isinstance(value, dict) and "id" in value:
        return f"\0{value['id']}"
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)


def _first_node(pair: Any) -> yaml.Node:
    node: yaml.Node = pair[0] if isinstance(pair, tuple) else pair
    return node


def _entry_end(text: str, pair: Any) -> int:
    if not isinstance(pair, tuple):
        return _content_end(text, pair)
    key, value = pair
    after_colon: int = key.end_mark.index + 1
    return max(_content_end(text, value), after_colon)


def _content_end(text: str, node: yaml.Node) -> int:
    """Where a value's own characters end; the parser's mark of a block lies behind the blank lines and comments after it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style:
        if not node.value:
            return node.start_mark.index
        return _entry_end(text, node.value[-1])
    end: int = node.end_mark.index
    start: int = node.start_mark.index
    return start + len(text[start:end].rstrip())


def _line_start(text: str, index: int) -> int:
    return text.rfind("\n", 0, index) + 1


def _indent(text: str, index: int) -> int:
    """The column of the first character of the line `index` lies in."""
    line = text[_line_start(text, index) :]
    return len(line) - len(line.lstrip(" "))


def _line_end(text: str, index: int) -> int:
    """Behind the line end after `index`, a comment on the line included."""
    found = text.find("\n", index)
    return len(text) if found < 0 else found + 1


def _dash_column(text: str, element: yaml.Node) -> int:
    start = _line_start(text, element.start_mark.index)
    return text.find("-", start) - start


def _in_flow(text: str, node: yaml.Node) -> bool:
    """Whether a scalar stands inside [ ] or { }: the safe answer (quote more) where the line has brackets before it."""
    line = text[_line_start(text, node.start_mark.index) : node.start_mark.index]
    return "[" in line or "{" in line or text[node.end_mark.index : node.end_mark.index + 1] in (",", "]", "}")
