"""Turns pydantic's findings into Chinese problems at the right line, with a hint where a name is misspelt."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator.catalog.problem import DataPath, Problem, did_you_mean
from generator.catalog.yaml_source import YamlSource
from generator.files import shown_text

_KINDS = {
    "string_type": "文字",
    "int_type": "整数",
    "bool_type": "true 或 false",
    "tuple_type": "列表（每条以“- ”开头，或写在方括号里）",
    "dict_type": "“键: 值”的对照",
    "model_type": "一条记录（“键: 值”的形式）",
    "model_attributes_type": "一条记录（“键: 值”的形式）",
    "date_type": '日期，如 "2026-05-01"',
}

_BOUNDS = {
    "greater_than_equal": "不能小于 {}",
    "greater_than": "应大于 {}",
    "less_than_equal": "不能大于 {}",
    "less_than": "应小于 {}",
    "string_too_long": "最多 {} 个字",
    "too_long": "最多 {} 条",
    "too_short": "至少要有 {} 条",
    "int_parsing": "应是整数",
    "int_from_float": "应是整数，不能有小数",
    "finite_number": "应是有限的数",
}
_MOST = 200
"""Findings told of one record; one that has more is no record."""

_LIMITS = ("ge", "gt", "le", "lt", "max_length", "min_length")


def problems_of(
    error: ValidationError, source: YamlSource, base: DataPath, data: Any, model: type[BaseModel]
) -> list[Problem]:
    """One problem for each distinct fault in `error`, not more than a person mends; `base` is where `data` stands in the file."""
    found: dict[tuple[int, int, str], Problem] = {}
    for details in _without_wrong_branches(error.errors(include_url=False)[:_MOST], data):
        path = _existing(details["loc"], data)
        problem = _problem(details, source, base, path, model)
        found.setdefault((problem.line, problem.column, problem.what), problem)
    return list(found.values())


def _without_wrong_branches(errors: list[ErrorDetails], data: Any) -> Iterator[ErrorDetails]:
    """Of a union (`penalty`: a word or records) keep only the findings of the branch that was written."""
    by_path: dict[DataPath, list[ErrorDetails]] = {}
    for details in errors:
        path = _existing(details["loc"], data)
        by_path.setdefault(path, []).append(details)
    for path, group in by_path.items():
        is_literal = [details["type"] == "literal_error" for details in group]
        value = _value(data, path)
        wants_literal = isinstance(value, str)
        kept = [d for d, literal in zip(group, is_literal, strict=True) if literal == wants_literal]
        yield from kept if any(is_literal) and (kept or _has_deeper(by_path, path)) else group


def _has_deeper(by_path: dict[DataPath, list[ErrorDetails]], path: DataPath) -> bool:
    return any(len(other) > len(path) and other[: len(path)] == path for other in by_path)


def _existing(loc: tuple[int | str, ...], data: Any) -> DataPath:
    """The part of pydantic's location that exists in the data; tags of unions and validators fall out."""
    path: DataPath = ()
    for position, part in enumerate(loc):
        parent = _value(data, path)
        is_last = position == len(loc) - 1
        if _has(parent, part) or (is_last and isinstance(parent, dict) and isinstance(part, str) and "[" not in part):
            path = (*path, part)
    return path


def _has(parent: Any, part: int | str) -> bool:
    if isinstance(parent, list):
        return isinstance(part, int) and part < len(parent)
    return isinstance(parent, dict) and part in parent


def _value(data: Any, path: DataPath) -> Any:
    for part in path:
        if isinstance(data, list) and isinstance(part, int):
            data = data[part]
        else:
            data = data.get(part) if isinstance(data, dict) else None
    return data


def _problem(
    details: ErrorDetails, source: YamlSource, base: DataPath, path: DataPath, model: type[BaseModel]
) -> Problem:
    full = (*base, *path)
    name = shown_text(next((part for part in reversed(path) if isinstance(part, str)), ""))
    value = shown_text(written) if isinstance(written := details["input"], str) else written
    context = details.get("ctx", {})
    match details["type"]:
        case "missing":
            return _at(source.position(full[:-1]), source, f"缺少“{name}”", hint=f"请补上“{name}: …”一行")
        case "extra_forbidden":
            known = _known_keys(model, path[:-1])
            return _at(source.key_position(full), source, f"不认识的键“{name}”", hint=did_you_mean(name, known))
        case "literal_error":
            allowed = [word.strip("'") for word in str(context["expected"]).replace(" or ", ", ").split(", ")]
            hint = did_you_mean(value, allowed) if isinstance(value, str) else f"可用的有：{'、'.join(allowed)}"
            return _at(source.position(full), source, f"“{name}”不能是“{value}”", hint=hint)
        case "written":
            return _at(source.position(full), source, f"“{name}”的写法不对：“{value}”", hint=context["hint"])
        case "value_error":
            return _at(
                source.position(full), source, f"“{name}”：{context['error']}" if name else str(context["error"])
            )
        case "too_short" if value == () or value == []:
            return _at(source.position(full), source, f"“{name}”至少要有一条")
        case kind if kind in _BOUNDS:
            limit = next(iter(value for key, value in context.items() if key in _LIMITS), "")
            return _at(source.position(full), source, f"“{name}”{_BOUNDS[kind].format(limit)}")
        case kind if kind in _KINDS:
            written = "空的" if value is None else f"“{value}”" if isinstance(value, str | int | bool) else "别的东西"
            hint = "请加引号" if kind == "string_type" and isinstance(value, int | bool) and value is not None else ""
            return _at(source.position(full), source, f"“{name}”应是{_KINDS[kind]}，现在是{written}", hint=hint)
        case _:
            return _at(source.position(full), source, f"“{name}”的值不对：{details['msg']}")


def _at(position: tuple[int, int], source: YamlSource, what: str, hint: str = "") -> Problem:
    return Problem(source.file, *position, "error", what, hint=hint)


def _known_keys(model: type[BaseModel], path: DataPath) -> list[str]:
    """The keys the record at `path` may have, found by following the model's annotations."""
    current: Any = model
    for part in path:
        if isinstance(part, str) and isinstance(current, type) and issubclass(current, BaseModel):
            fields = {info.alias or name: info for name, info in current.model_fields.items()}
            nested = list(_models(fields[part].annotation)) if part in fields else []
            current = nested[0] if nested else current
    return [info.alias or name for name, info in current.model_fields.items() if name != "id" or path]


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models(argument)
