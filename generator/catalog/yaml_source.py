"""YAML with positions: one file → plain data plus the line and column of every key and value.

Built on PyYAML's C parser events rather than its constructor, because the constructor passes
duplicate keys silently, turns `no` into False and `010` into 8, and follows anchors that explode.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from generator.catalog.problem import DataPath, Problem
from generator.files import LARGEST_RECORD, EncodingError, decoded, read_file, reason, shown_text

_DEEPEST, _MOST_VALUES = 40, 300_000
"""Levels and values of a file; the reviews of 20,000 checks have about 100,000."""

_INTEGER = re.compile(r"^(0|-?[1-9]\d{0,17})$")
_AMBIGUOUS = re.compile(
    r"^(y|n|yes|no|on|off|true|false|null|~|[-+]?(0[0-7_]+|0x[0-9a-f_]+|0b[01_]+|[0-9][0-9_]*(:[0-5]?[0-9])+(\.\d*)?)"
    r"|[-+]?(\d[\d_]*)?\.\d[\d_]*(e[-+]?\d+)?|[-+]?\d[\d_]*(\.\d*)?(e[-+]?\d+)?|[-+]?\.(inf|nan)"
    r"|\d{4}-\d{1,2}-\d{1,2}([tT ].*)?)$",
    re.IGNORECASE,
)
_SYNTAX = (
    ("could not find expected ':'", "这一行缺少冒号，或者上一行的引号没有闭合"),
    ("mapping values are not allowed", "这里不能再出现冒号：值里含有“: ”时请给整个值加引号"),
    ("found character '\\t'", "缩进用了制表符（Tab），请改用空格"),
    ("found character that cannot start any token", "这个字符不能用在值的开头，请给值加引号"),
    ("did not find expected key", "缩进与上文不一致，或者引号、括号没有闭合"),
    ("expected <block end>", "缩进与上文不一致"),
    ("did not find expected '-' indicator", "列表项应以“- ”开头，并与其他列表项对齐"),
    ("found unexpected end of stream", "引号没有闭合，文件已结束"),
    ("found unknown escape character", "双引号里的反斜杠需要写成两个，或者改用单引号"),
    ("control characters are not allowed", "文件中有控制字符，请删去"),
    ("did not find expected ',' or", "方括号或花括号里缺少逗号，或者没有闭合"),
    ("found undefined alias", "YAML 引用（*名称）不能使用"),
)


@dataclass
class YamlSource:
    """What one file held: `data` (None where it could not be read), the SHA-256 of its bytes, positions, problems.

    `written` are the keys of its outermost mapping, also where the file could be read only up to a fault.
    """

    file: str
    data: Any = None
    written: dict[str, Any] = field(default_factory=dict)
    digest: bytes = b""
    values: dict[DataPath, tuple[int, int]] = field(default_factory=dict)
    keys: dict[DataPath, tuple[int, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def position(self, path: DataPath) -> tuple[int, int]:
        """Line and column (1-based) of the value at `path`, or of the nearest parent that exists."""
        while path not in self.values and path:
            path = path[:-1]
        return self.values.get(path, (1, 1))

    def key_position(self, path: DataPath) -> tuple[int, int]:
        """Line and column of the key at `path`; where it has none, of its value."""
        return self.keys.get(path) or self.position(path)

    def add(self, position: tuple[int, int], what: str, why: str = "", hint: str = "") -> None:
        """Record an error at a position."""
        self.problems.append(Problem(self.file, *position, "error", what, why, hint))


Read = Callable[[Path, str], YamlSource]
"""How a YAML file is read: its path, and how problems name it."""


def read_yaml(path: Path, name: str) -> YamlSource:
    """Read one YAML file. Never raises for its content: everything wrong becomes a problem.

    `name` is how problems name the file.
    """
    source = YamlSource(name)
    text = _read_text(path, source)
    if text is None:
        return source
    try:
        source.data = _Builder(source, text).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        position = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        hint = _syntax_hint(error, text, position[0])
        source.add(*(_wide_sign(text, position[0]) or (position, "YAML 写法有误", "", hint)))
        source.data = None
    except yaml.YAMLError:
        source.add((1, 1), "YAML 写法有误，文件中有不能识别的字符", hint="请删去控制字符后重试")
        source.data = None
    except _RefusedError:
        source.data = None
    return source


class KnownFiles:
    """Reads YAML files, each anew only where its content has changed: for a catalog that is read time after time."""

    def __init__(self) -> None:
        self._known: dict[str, YamlSource] = {}

    def read(self, path: Path, name: str) -> YamlSource:
        """The same as `read_yaml`. The data must not be changed."""
        try:
            digest = hashlib.sha256(read_file(path, LARGEST_RECORD)).digest()
        except OSError:
            return read_yaml(path, name)
        known = self._known.get(name)
        if known is None or known.digest != digest:
            known = self._known[name] = read_yaml(path, name)
        return replace(known, problems=list(known.problems))


_KEY_AND_SIGN = re.compile(r"\s*(?:- )?[\w-]+(：|:(?=[^\s:/]))")
_WIDE_COMMA = re.compile(r"[\[{][^\[\]{}\"']*?(，)")


def _wide_sign(text: str, line: int) -> tuple[tuple[int, int], str, str, str] | None:
    """The sign typed in Chinese, or without its blank, that the parser stumbles over a line or two later."""
    lines = text.splitlines()
    for number in range(max(1, line - 2), min(line, len(lines)) + 1):
        written = lines[number - 1]
        if key := _KEY_AND_SIGN.match(written):
            what = "用了中文的冒号“：”" if key.group(1) == "：" else "冒号后面没有空格"
            return (number, key.start(1) + 1), what, "", "请写英文的冒号，后面空一格，如 title: 名称"
        if comma := _WIDE_COMMA.search(written):
            return (
                (number, comma.start(1) + 1),
                "方括号、花括号里用了中文的逗号“，”",
                "",
                "请改成英文的逗号，后面空一格",
            )
    return None


def _syntax_hint(error: yaml.MarkedYAMLError, text: str, line: int) -> str:
    written = text.splitlines()[line - 1 : line]
    if any("\t" in one[: len(one) - len(one.lstrip())] for one in written):
        return "缩进用了制表符（Tab），请改用空格"
    problem = f"{error.context or ''} {error.problem or ''}"
    return next(
        (chinese for english, chinese in _SYNTAX if english in problem), "请检查这一行及其上一行的缩进、引号和冒号"
    )


def _read_text(path: Path, source: YamlSource) -> str | None:
    try:
        raw = read_file(path, LARGEST_RECORD)
        source.digest = hashlib.sha256(raw).digest()
        return decoded(raw)
    except EncodingError as error:
        hint = "请用“另存为”选择 UTF-8 编码保存（记事本、WPS 可能存成 GBK）"
        source.add((error.line, error.column), "文件不是 UTF-8 编码", hint=hint)
    except OSError as error:
        source.add((1, 1), f"文件不能读取：{reason(error)}", hint="请检查文件和权限；一个文件只放一条记录")
    return None


class _RefusedError(Exception):
    """The file is refused as a whole; the problem is already recorded."""


class _Builder:
    """Turns parser events into plain data, recording positions and refusing what the data may not use."""

    def __init__(self, source: YamlSource, text: str) -> None:
        self.source = source
        self.events = yaml.parse(text, Loader=yaml.CSafeLoader)
        self.event: Any = None

    def advance(self) -> Any:
        self.event = next(self.events)
        return self.event

    def document(self) -> Any:
        self.advance()
        if isinstance(self.advance(), yaml.StreamEndEvent):
            self.source.add((1, 1), "文件是空的")
            raise _RefusedError
        self.advance()
        data = self.node(())
        if data is None:
            self.refuse("文件是空的", "请写入内容，或者删去这个文件")
        self.advance()
        if not isinstance(self.advance(), yaml.StreamEndEvent):
            self.source.add(self.here(), "一个文件只能有一个文档（文件中间有“---”）", hint="请拆成多个文件")
            raise _RefusedError
        return data

    def here(self) -> tuple[int, int]:
        mark = self.event.start_mark
        return mark.line + 1, mark.column + 1

    def refuse(self, what: str, hint: str) -> None:
        self.source.add(self.here(), what, hint=hint)
        raise _RefusedError

    def node(self, path: DataPath) -> Any:
        event = self.event
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            self.refuse("不能使用 YAML 锚点和引用（&名称、*名称）", "请把内容直接写出来")
        if event.tag not in (None, "!") and not _core(event):
            self.refuse(f"不能使用 YAML 标签（{shown_text(event.tag)}）", "请删去感叹号开头的标签")
        if len(path) > _DEEPEST:
            self.refuse("层次过深", "请检查缩进")
        if len(self.source.values) >= _MOST_VALUES:
            self.refuse(f"内容过多（超过 {_MOST_VALUES} 个值），没有读取", "请核对文件来源")
        self.source.values[path] = self.here()
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(path)
        return self.mapping(path)

    def sequence(self, path: DataPath) -> list[Any]:
        found: list[Any] = []
        while not isinstance(self.advance(), yaml.SequenceEndEvent):
            found.append(self.node((*path, len(found))))
        return found

    def mapping(self, path: DataPath) -> dict[str, Any]:
        found: dict[str, Any] = {} if path else self.source.written
        while not isinstance(self.advance(), yaml.MappingEndEvent):
            position = self.here()
            if not isinstance(self.event, yaml.ScalarEvent):
                self.refuse("键应是一个词", "请检查冒号前的内容")
            key: str = self.event.value
            if key == "<<":
                self.refuse("不能使用合并键（<<）", "请把内容直接写出来")
            child = (*path, key)
            if key in found:
                first = self.source.keys[child]
                self.source.add(
                    position,
                    f"“{shown_text(key)}”重复出现（第一次在第 {first[0]} 行）",
                    "只有一处会生效，另一处会无声丢失",
                    "请删去其中一处",
                )
                child = (*path, f"{key}\0{position[0]}")
            self.source.keys[child] = position
            self.advance()
            value = self.node(child)
            found.setdefault(key, value)
        return found

    def scalar(self, event: yaml.ScalarEvent) -> Any:
        value: str = event.value
        is_plain = event.implicit[0]
        if not is_plain:
            return value
        if value == "":
            return None
        if value in ("true", "false"):
            return value == "true"
        if _INTEGER.match(value):
            return int(value)
        if _AMBIGUOUS.match(value):
            short = shown_text(value)
            self.source.add(
                self.here(), f"“{short}”没有加引号，YAML 会把它当作日期、数字或真假值", hint=f'请写成 "{short}"'
            )
        return value


def _core(event: Any) -> bool:
    return isinstance(event, yaml.ScalarEvent) and event.tag == "tag:yaml.org,2002:str"
