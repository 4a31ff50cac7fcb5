"""Click speaks Chinese: its words are those of `locale/`, whatever the language of the machine.

Click looks its words up through gettext, in the domain every Python program shares, in the language the surroundings
name. Both are set here for this process and those it starts.
"""

from __future__ import annotations

import gettext
import os
from pathlib import Path
from typing import Any

import click


class Command(click.Command):
    """A command whose usage line is Chinese."""

    def __init__(self, name: str, **attributes: Any) -> None:
        super().__init__(name, **{"options_metavar": "[选项]", **attributes})


class Group(click.Group):
    """A group of such commands."""

    command_class = Command

    def __init__(self, name: str, **attributes: Any) -> None:
        super().__init__(name, **{"options_metavar": "[选项]", "subcommand_metavar": "命令 [参数]...", **attributes})


def install() -> None:
    """Make click speak Chinese in this process."""
    gettext.bindtextdomain(gettext.textdomain(), Path(__file__).with_name("locale"))
    os.environ["LANGUAGE"] = "zh"
