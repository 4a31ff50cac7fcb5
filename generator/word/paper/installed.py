"""Which fonts this machine has: fontconfig (fc-list) where it is, on Windows the registry; elsewhere nobody knows."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from generator.word.paper.fonts import ROLES
from generator.word.paper.naming import FontNames

_SECONDS = 60
_REGISTRY = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\Fonts"

_ALSO_CALLED = {
    "黑体": ("SimHei",),
    "宋体": ("SimSun", "SimSun & NSimSun"),
    "仿宋": ("FangSong",),
    "楷体": ("KaiTi",),
    "仿宋_GB2312": ("FangSong_GB2312",),
    "楷体_GB2312": ("KaiTi_GB2312",),
    "方正小标宋简体": ("FZXiaoBiaoSong-B05S",),
    "华文中宋": ("STZhongsong",),
}
"""The same font under its English name, which lists of fonts may show instead."""


@dataclass(frozen=True)
class FontReport:
    """A font of the standard: its role, the name documents use, whether it and its look-alike are here.

    None where this machine does not tell.
    """

    role: str
    name: str
    installed: bool | None
    look_alike: str
    look_alike_installed: bool | None


def font_report(names: FontNames) -> list[FontReport]:
    """Every font documents name, with the bureau's `names`, and whether it is installed."""
    known = installed_families()
    return [
        _report(role, names.get(role, font.name), font.name, font.look_alike, known) for role, font in ROLES.items()
    ]


def _report(role: str, name: str, default: str, look_alike: str, known: frozenset[str] | None) -> FontReport:
    instead = look_alike if name == default else default
    return FontReport(role, name, _among(name, known), instead, _among(instead, known))


def _among(name: str, known: frozenset[str] | None) -> bool | None:
    if known is None:
        return None
    return any(called.casefold() in known for called in (name, *_ALSO_CALLED.get(name, ())))


def installed_families() -> frozenset[str] | None:
    """The font families of this machine in lower case; None where it cannot be told."""
    if sys.platform == "win32":
        return _of_registry()
    program = shutil.which("fc-list")
    if program is None:
        return None
    try:
        listed = subprocess.run([program, ":", "family"], capture_output=True, check=True, timeout=_SECONDS)
    except (OSError, subprocess.SubprocessError):
        return None
    return _folded(name for line in listed.stdout.decode(errors="replace").splitlines() for name in line.split(","))


def _of_registry() -> frozenset[str] | None:
    """The families Windows lists, for all users and for this one: “仿宋 (TrueType)” → 仿宋."""
    import winreg

    registry: Any = winreg  # its names exist on Windows only
    found: list[str] = []
    for hive in (registry.HKEY_LOCAL_MACHINE, registry.HKEY_CURRENT_USER):
        try:
            with registry.OpenKey(hive, _REGISTRY) as key:
                found += [registry.EnumValue(key, at)[0] for at in range(registry.QueryInfoKey(key)[1])]
        except OSError:
            continue
    families = [name.rpartition(" (")[0] or name for name in found]
    return _folded([*families, *(part for name in families for part in name.split(" & "))]) if found else None


def _folded(names: Iterable[str]) -> frozenset[str]:
    return frozenset(name.strip().casefold() for name in names if name.strip())
