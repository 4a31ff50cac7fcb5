"""Plain data written as YAML the way the catalog's files are written: plain words where YAML reads them back unchanged,
double quotes elsewhere, short lists of words and short records on one line.

Used for new files and for the pieces `yaml_edit` puts into existing ones.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

KEY_ORDER = [
    "number",
    "id",
    "term",
    "english",
    "meaning",
    "said",
    "written",
    "at",
    "cite",
    "ask",
    "how",
    "basis",
    "title",
    "short",
    "aliases",
    "name",
    "day",
    "subject",
    "kind",
    "issuer",
    "order",
    "section",
    "mark",
    "code",
    "recipients",
    "case_code",
    "review_body",
    "court",
    "agency",
    "plan",
    "folder",
    "texts",
    "feedback",
    "sources",
    "abbreviations",
    "promulgated",
    "effective",
    "number",
    "event",
    "use",
    "ratio",
    "department",
    "text",
    "role",
    "from",
    "until",
    "quote",
    "gist",
    "as_printed",
    "duty_of",
    "applies",
    "penalty",
    "by",
    "for",
    "object",
    "bases",
    "responsibility",
    "methods",
    "sampling",
    "lead",
    "checks",
    "versions",
    "ended",
    "on",
    "replaced_by",
    "succeeded_by",
    "source",
    "address",
    "status",
    "acknowledged",
    "reason",
    "since",
    "note",
    "marks",
    "gists",
    "reviewed",
    "digest",
]
"""The order in which keys are written where a record gets a new one; an item's note stands last by itself."""

_RANK = {key: rank for rank, key in reversed(list(enumerate(KEY_ORDER)))}
_WIDEST = 100
_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`][^\x00-\x1f\x7f]*")
_SPECIAL_IN_FLOW = frozenset(",[]{}")
_NUMERIC = re.compile(r"[-+.]?[\d.]")
_AMBIGUOUS = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null", "~"])


def rank(key: str, siblings: Iterable[str] = ()) -> int:
    """Where a key stands among others: lower is earlier. A record's own `number` leads only where a title follows."""
    if key == "note" and "subject" in siblings:
        return len(KEY_ORDER)
    if key == "source" and "subject" in siblings:
        return _RANK["subject"]
    if key in ("marks", "note") and "versions" in siblings:
        return _RANK["gists"] + (1 if key == "note" else -1)
    if key == "number" and ("effective" in siblings or "promulgated" in siblings):
        return _RANK["effective"]
    return _RANK.get(key, len(KEY_ORDER))


def ordered(data: dict[str, Any]) -> list[str]:
    """A record's keys in the order in which they are written."""
    return sorted(data, key=lambda key: rank(key, data))


def scalar(value: Any, *, in_flow: bool = False) -> str:
    """A value as YAML reads it back: `generator.catalog.yaml_source` gives the same value."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    text = str(value)
    return text if _stays_plain(text, in_flow) else _quoted(text)


def key_text(key: str) -> str:
    """A key; the model's own names need no quotes whatever YAML makes of them as values (on)."""
    return key if re.fullmatch(r"[a-z_]+", key) else scalar(key, in_flow=True)


def _stays_plain(text: str, in_flow: bool) -> bool:
    if not _PLAIN.fullmatch(text) or text != text.strip() or text.lower() in _AMBIGUOUS or _NUMERIC.match(text):
        return False
    if ": " in text or " #" in text or text.endswith(":") or any(_needs_escape(char) for char in text):
        return False
    if in_flow and (_SPECIAL_IN_FLOW & set(text) or ":" in text):
        return False
    return "---" not in text and "..." not in text


def _needs_escape(char: str) -> bool:
    return not char.isprintable() and char != " " and unicodedata.category(char) != "Zs"


def _quoted(text: str) -> str:
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(_escaped(char) if _needs_escape(char) else char for char in quoted)


def _escaped(char: str) -> str:
    code = ord(char)
    return f"\\U{code:08X}" if code > 0xFFFF else f"\\u{code:04X}"


def block(data: Any, indent: int) -> list[str]:
    """The lines of a value in block style, each indented by `indent` blanks; a scalar is one line."""
    pad = " " * indent
    if isinstance(data, dict) and data:
        return [line for key in ordered(data) for line in entry(key, data[key], indent)]
    if isinstance(data, list) and data:
        lines: list[str] = []
        for value in data:
            lines += _item(value, indent)
        return lines
    return [pad + (flow(data) if isinstance(data, dict | list) else scalar(data))]


def _item(value: Any, indent: int) -> list[str]:
    pad = " " * indent
    if isinstance(value, dict) and value:
        first, *rest = block(value, indent + 2)
        return [f"{pad}- {first[indent + 2 :]}", *rest]
    return [f"{pad}- {flow(value) if isinstance(value, dict | list) else scalar(value)}"]


def entry(key: str, value: Any, indent: int) -> list[str]:
    """The lines of `key: value` at an indentation."""
    start = " " * indent + key_text(key) + ":"
    if not isinstance(value, dict | list):
        return [f"{start} {scalar(value)}".rstrip()]
    if not value or (_is_short(value) and len(start) + len(flow(value)) < _WIDEST):
        return [f"{start} {flow(value)}"]
    return [start, *block(value, indent + 2)]


def _is_short(value: Any) -> bool:
    """Whether a collection may stand on one line: words only, in a list or in one of the small records."""
    if isinstance(value, list):
        return all(isinstance(part, str) and "\n" not in part for part in value)
    return set(value) <= {"cite", "by", "on", "digest", "reason", "status", "since", "note"} and len(value) < 4


def flow(value: Any) -> str:
    """A value on one line: [a, b], {a: b}."""
    if isinstance(value, list):
        return "[" + ", ".join(flow(part) for part in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key_text(key)}: {flow(value[key])}" for key in ordered(value)) + "}"
    return scalar(value, in_flow=True)


def document(data: Any, schema: str = "") -> str:
    """A whole file; `schema` is the name of the JSON Schema editors check it by."""
    head = f"# yaml-language-server: $schema=../schemas/{schema}.schema.json\n" if schema else ""
    return head + "\n".join(block(data, 0)) + "\n"
