"""Click's own words in Chinese: help headings, the texts of wrong use, built-in option helps.

Click looks its words up through gettext; here they come from a dictionary instead of a compiled
message file, so that they can be read and tested.
"""

from __future__ import annotations

from typing import Any

import click
import click.core
import click.decorators
import click.exceptions
import click.formatting
import click.parser
import click.termui
import click.types

_WORDS = {
    "Usage:": "用法：",
    "Options": "选项",
    "Commands": "命令",
    "Arguments": "参数",
    "Show this message and exit.": "显示帮助并退出。",
    "Show the version and exit.": "显示版本并退出。",
    "%(prog)s, version %(version)s": "%(prog)s 版本 %(version)s",
    "Error: {message}": "错误：{message}",
    "Try '{command} {option}' for help.": "帮助：{command} {option}",
    "Missing command.": "缺少命令。",
    "No such command {name!r}.": "没有命令 {name!r}。",
    "No such option {name!r}.": "没有选项 {name!r}。",
    "Did you mean {possibility}?": "您是不是想写 {possibility}？",
    "(Possible options: {possibilities})": "（可能是：{possibilities}）",
    "Missing argument": "缺少参数",
    "Missing option": "缺少选项",
    "Missing parameter": "缺少参数",
    "Missing {param_type}": "缺少{param_type}",
    "Invalid value: {message}": "值不对：{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} 的值不对：{message}",
    "Option {name!r} requires an argument.": "选项 {name!r} 后面要有值。",
    "Option {name!r} does not take a value.": "选项 {name!r} 后面不要写值。",
    "Got unexpected extra argument ({args})": "多余的参数（{args}）",
    "Got unexpected extra arguments ({args})": "多余的参数（{args}）",
    "Argument {name!r} takes {nargs} values.": "参数 {name!r} 要有 {nargs} 个值。",
    "{name!r} is not a valid {number_type}.": "{name!r} 不是数字。",
    "{value!r} is not a valid {number_type}.": "{value!r} 不是数字。",
    "{value} is not in the range {range}.": "{value} 不在范围 {range} 内。",
    "{value!r} is not one of {choices}.": "{value!r} 不在可选范围内：{choices}。",
    "{value!r} is not {choice}.": "{value!r} 不是 {choice}。",
    "Choose from:\n\t{choices}": "可选：\n\t{choices}",
    "{name} {filename!r} does not exist.": "{filename!r} 不存在。",
    "{name} {filename!r} is a file.": "{filename!r} 是文件，不是文件夹。",
    "{name} {filename!r} is a directory.": "{filename!r} 是文件夹，不是文件。",
    "{name} {filename!r} is not readable.": "{filename!r} 不能读取。",
    "{name} {filename!r} is not writable.": "{filename!r} 不能写入。",
    "file": "文件",
    "directory": "文件夹",
    "path": "路径",
    "File": "文件",
    "Directory": "文件夹",
    "Path": "路径",
    "(required)": "（必填）",
    "required": "必填",
    "default: {default}": "默认：{default}",
    "default": "默认",
    "Aborted!": "已中止。",
    "Could not open file {filename!r}: {message}": "文件 {filename!r} 打不开：{message}",
    "unknown error": "未知错误",
    "{editor}: Editing failed": "{editor}：编辑失败",
}


class Command(click.Command):
    """A command whose usage line is Chinese."""

    def __init__(self, name: str, **attributes: Any) -> None:
        super().__init__(name, **{"options_metavar": "[选项]", **attributes})


class Group(click.Group):
    """A group of such commands."""

    command_class = Command

    def __init__(self, name: str, **attributes: Any) -> None:
        super().__init__(name, **{"options_metavar": "[选项]", "subcommand_metavar": "命令 [参数]...", **attributes})


def translate(text: str) -> str:
    """Click's word in Chinese; unknown words stay as they are."""
    return _WORDS.get(text, text)


def _plural(singular: str, plural: str, number: int) -> str:
    return translate(singular if number == 1 else plural)


def install() -> None:
    """Make click speak Chinese in this process."""
    modules = (
        click.core,
        click.decorators,
        click.exceptions,
        click.formatting,
        click.parser,
        click.termui,
        click.types,
    )
    for module in modules:
        for name, replacement in (("_", translate), ("ngettext", _plural)):
            if hasattr(module, name):
                setattr(module, name, replacement)
